//! Who pays, decided in place of the terms: what is covered, and what shows it.

use domain::{Coverage, OrderId};
use engine::{Error, OrderFile, Undo};
use iced::widget::{column, operation, text};
use iced::{Element, Task};
use ui::theme::style;
use ui::widget::{button, checkbox, columns, dialog, field};
use ui::{size, space};

use super::{Dialog, told};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;
use crate::shortcut::Shortcut;

impl super::OrderFile {
    pub(super) fn rule_pressed(&mut self, cx: &Context) -> Action<super::Message> {
        let Some(file) = &self.file else { return Action::None };
        self.dialog = Some(Dialog::Rule(Box::new(Deciding::new(file, cx))));
        Action::None
    }

    pub(super) fn ruling(&mut self, message: Message, cx: &Context) -> Action<super::Message> {
        let Some(Dialog::Rule(dialog)) = &mut self.dialog else { return Action::None };
        match dialog.update(message, self.id, cx) {
            Outcome::Stay(task) => Action::Run(task.map(super::Message::Ruling)),
            Outcome::Close => {
                self.dialog = None;
                Action::None
            }
            Outcome::Ruled(undo) => {
                self.dialog = None;
                let words = cx.locale.warranty_rule_saved(&self.number());
                Action::Tell(Notice::done(words).undone_by(undo), self.refresh(cx))
            }
            Outcome::Refused(error) => told(&error, cx),
        }
    }
}

/// A decision being written down.
pub struct Deciding {
    covered: Vec<Coverage>,
    evidence: String,
    /// What the terms say, in words.
    computed: String,
    /// Whether something was decided before.
    ruled: bool,
    error: Option<Error>,
    saving: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Toggled(Coverage, bool),
    EvidenceChanged(String),
    SavePressed,
    WithdrawPressed,
    BackPressed,
    Saved(Result<Undo, Error>),
}

/// What the file must do about it.
pub enum Outcome {
    Stay(Task<Message>),
    Close,
    Ruled(Undo),
    Refused(Error),
}

const ALL: [Coverage; 3] = [Coverage::Parts, Coverage::Labour, Coverage::Trip];
const EVIDENCE: &str = "ruling-evidence";

/// The message of a key that nothing else wanted.
pub fn key(shortcut: &Shortcut) -> Option<Message> {
    shortcut.saves().then_some(Message::SavePressed)
}

impl Deciding {
    pub fn new(file: &OrderFile, cx: &Context) -> Self {
        let verdict = file.warranty.as_ref();
        let ruling = file.ruling.as_ref().map(|(ruling, _)| ruling);

        Self {
            covered: verdict.map(|verdict| verdict.covered.clone()).unwrap_or_default(),
            evidence: ruling.map(|ruling| ruling.evidence.clone()).unwrap_or_default(),
            computed: verdict.map(|it| cx.locale.verdict_reason(it)).unwrap_or_default(),
            ruled: ruling.is_some(),
            error: None,
            saving: false,
        }
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    pub fn update(&mut self, message: Message, order: OrderId, cx: &Context) -> Outcome {
        match message {
            Message::Toggled(coverage, on) => {
                self.covered.retain(|covered| *covered != coverage);
                self.covered.extend(on.then_some(coverage));
                Outcome::Stay(Task::none())
            }
            Message::EvidenceChanged(evidence) => {
                (self.evidence, self.error) = (evidence, None);
                Outcome::Stay(Task::none())
            }
            Message::SavePressed => {
                // In the order of the boxes, however they were ticked.
                let covered = ALL.into_iter().filter(|it| self.covered.contains(it)).collect();
                self.save(order, Some((covered, self.evidence.clone())), cx)
            }
            Message::WithdrawPressed => self.save(order, None, cx),
            Message::BackPressed => Outcome::Close,
            Message::Saved(Ok(undo)) => Outcome::Ruled(undo),
            Message::Saved(Err(error @ Error::Field { .. })) => {
                (self.saving, self.error) = (false, Some(error));
                Outcome::Stay(operation::focus(EVIDENCE))
            }
            Message::Saved(Err(error)) => {
                self.saving = false;
                Outcome::Refused(error)
            }
        }
    }

    fn save(
        &mut self,
        order: OrderId,
        ruling: Option<(Vec<Coverage>, String)>,
        cx: &Context,
    ) -> Outcome {
        if std::mem::replace(&mut self.saving, true) {
            return Outcome::Stay(Task::none());
        }
        let ruled = cx.engine.rule_on_warranty(order, ruling);

        Outcome::Stay(Task::perform(ruled, Message::Saved))
    }

    pub fn view<'a>(&'a self, number: &str, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let computed = text(locale.warranty_computed(&self.computed)).style(style::muted);
        let boxes = ALL.into_iter().map(|coverage| {
            let toggle = move |on| Message::Toggled(coverage, on);
            checkbox(locale.coverage(coverage), self.covered.contains(&coverage), Some(toggle))
        });
        let evidence = field(locale.warranty_evidence(), &self.evidence)
            .id(EVIDENCE)
            .hint(locale.warranty_evidence_hint())
            .error(problem::beside("evidence", self.error.as_ref(), locale))
            .on_input(Message::EvidenceChanged)
            .on_save(Message::SavePressed);
        let free = column![
            text(locale.warranty_free_of_charge()).size(size::CAPTION).style(style::muted),
            columns(size::CODE, boxes),
        ];
        let ready = !self.saving;
        let back = button(locale.action_back()).key("Esc").on_press(Message::BackPressed);
        let withdraw = self.ruled.then(|| {
            let withdraw = button(locale.warranty_withdraw());
            withdraw.on_press_maybe(ready.then_some(Message::WithdrawPressed)).into()
        });
        let save = button(locale.action_save())
            .primary()
            .key("F10")
            .on_press_maybe(ready.then_some(Message::SavePressed));
        let buttons = [Some(back.into()), withdraw, Some(save.into())];

        dialog(
            locale.warranty_rule_title(number),
            column![computed, free.spacing(space::TIGHT), Element::from(evidence)]
                .spacing(space::SNUG),
            buttons.into_iter().flatten().collect(),
        )
    }
}
