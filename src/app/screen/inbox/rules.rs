//! Rules: a table in the order in which they are asked, the one in hand as a form, and a tester.

mod form;
mod view;

use domain::{ArticleId, ArticleState, EnquiryId, RuleId, StaffId, TemplateId};
use engine::{Error, RuleRow, Saved, Shelf, StaffRow, Trial, TrialOf, Undo};
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::{operation, text_editor};

use self::form::Form;
#[cfg(test)]
pub use self::form::{Line, Message as FormMessage};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

pub(super) const LIST: &str = "rules";
const NAME: &str = "rule-name";
const TRY: &str = "rule-try";

/// The table, the rule in hand, and what is tried.
#[derive(Default)]
pub struct Rules {
    list: Option<Vec<RuleRow>>,
    /// Why there is none.
    pub(super) unread: Option<Error>,
    selected: Option<RuleId>,
    form: Option<Form>,
    staff: Vec<StaffRow>,
    wordings: Vec<(TemplateId, String)>,
    articles: Vec<(ArticleId, String)>,
    error: Option<Error>,
    saving: bool,
    /// What the rules are tried on.
    tried: text_editor::Content,
    trial: Option<Trial>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Vec<RuleRow>, Error>),
    KnownRead(Vec<StaffRow>, Vec<(TemplateId, String)>),
    ArticlesRead(Result<Shelf, Error>),
    AgainPressed,
    RowPicked(usize),
    RowOpened,
    NewPressed,
    Form(form::Message),
    SavePressed,
    Saved(Result<Saved<RuleId>, Error>),
    MovePressed(bool),
    SwitchPressed,
    RemovePressed,
    Done(Step, Result<Option<Undo>, Error>),
    TriedEdited(text_editor::Action),
    TryPressed,
    TryThisPressed,
    Tried(Result<Trial, Error>),
}

/// What was done to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Moved,
    Off,
    On,
    Removed,
}

impl Rules {
    pub fn read(cx: &Context) -> Task<Message> {
        let engine = cx.engine.clone();
        let known = async move {
            let desk = engine.desk().await.ok().flatten();
            let staff = desk.map(|desk| desk.staff).unwrap_or_default();
            let wordings = engine.reply_wordings().await.unwrap_or_default();
            let named = wordings.into_iter().map(|(id, template)| (id, template.name));
            (staff, named.collect())
        };

        Task::batch([
            Task::perform(cx.engine.rules(), Message::Read),
            Task::perform(cx.engine.knowledge(cx.locale.language()), Message::ArticlesRead),
            Task::perform(known, |(staff, wordings)| Message::KnownRead(staff, wordings)),
        ])
    }

    /// Whether a rule is being written that is not saved.
    pub fn is_written_in(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.touched)
    }

    pub fn update(
        &mut self,
        message: Message,
        in_hand: Option<(EnquiryId, &str)>,
        cx: &Context,
    ) -> Action<Message> {
        match message {
            Message::Read(answer) => self.arrived(answer, cx),
            Message::KnownRead(staff, wordings) => {
                (self.staff, self.wordings) = (staff, wordings);
                Action::None
            }
            Message::ArticlesRead(shelf) => {
                let told = shelf.unwrap_or_default().articles.into_iter().map(|it| it.row);
                let told = told.filter(|row| row.state == ArticleState::Published);
                self.articles = told.map(|row| (row.id, row.title)).collect();
                Action::None
            }
            Message::AgainPressed => Action::Run(Self::read(cx)),
            Message::RowPicked(row) => self.row_picked(row),
            Message::RowOpened => Action::Run(operation::focus(NAME)),
            Message::NewPressed => {
                (self.selected, self.error) = (None, None);
                self.form = Some(Form::default());
                Action::Run(operation::focus(NAME))
            }
            Message::Form(message) => self.typed(message),
            Message::SavePressed => self.save(cx),
            Message::Saved(answer) => self.saved(answer, cx),
            Message::MovePressed(up) => self.shift(up, cx),
            Message::SwitchPressed => self.switch(cx),
            Message::RemovePressed => self.remove(cx),
            Message::Done(step, answer) => self.done(step, answer, cx),
            Message::TriedEdited(action) => {
                self.tried.perform(action);
                Action::None
            }
            Message::TryPressed => {
                let text = self.tried.text();
                if text.trim().is_empty() {
                    return Action::Run(operation::focus(TRY));
                }
                Action::Run(Task::perform(cx.engine.try_rules(TrialOf::Text(text)), Message::Tried))
            }
            Message::TryThisPressed => {
                let Some((id, _)) = in_hand else { return Action::None };
                Action::Run(Task::perform(
                    cx.engine.try_rules(TrialOf::Enquiry(id)),
                    Message::Tried,
                ))
            }
            Message::Tried(Ok(trial)) => {
                self.trial = Some(trial);
                Action::None
            }
            Message::Tried(Err(error)) => told(&error, cx),
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let stored = self.selected.is_some();
        match () {
            () if shortcut.saves() => self.form.is_some().then_some(Message::SavePressed),
            () if shortcut.is(Named::F2) => Some(Message::NewPressed),
            () if shortcut.is(Named::F3) => stored.then_some(Message::MovePressed(true)),
            () if shortcut.is(Named::F4) => stored.then_some(Message::MovePressed(false)),
            () if shortcut.is(Named::F7) => stored.then_some(Message::SwitchPressed),
            () if shortcut.is(Named::F8) => stored.then_some(Message::RemovePressed),
            () if shortcut.is(Named::F9) => Some(Message::TryPressed),
            () if shortcut.is(Named::F5) && self.unread.is_some() => Some(Message::AgainPressed),
            () => None,
        }
    }

    fn arrived(&mut self, answer: Result<Vec<RuleRow>, Error>, cx: &Context) -> Action<Message> {
        let known = self.list.is_some();
        match answer {
            Ok(list) => (self.list, self.unread) = (Some(list), None),
            Err(error) => return unread::failed(&mut self.unread, known, error, cx),
        }
        let list = self.list.iter().flatten();
        let shown = self.selected.and_then(|id| list.into_iter().find(|row| row.id == id));
        match shown {
            // What is being typed stays.
            _ if self.is_written_in() => {}
            Some(row) => self.form = Some(Form::of(&row.rule)),
            None if self.selected.is_some() => (self.selected, self.form) = (None, None),
            None => {}
        }
        Action::None
    }

    fn row_picked(&mut self, row: usize) -> Action<Message> {
        let row = self.list.as_ref().and_then(|list| list.get(row));
        let Some(row) = row.filter(|row| Some(row.id) != self.selected) else {
            return Action::None;
        };
        (self.selected, self.form, self.error) = (Some(row.id), Some(Form::of(&row.rule)), None);
        Action::None
    }

    fn typed(&mut self, message: form::Message) -> Action<Message> {
        let people: Vec<StaffId> = self.staff.iter().map(|row| row.id).collect();
        let wordings: Vec<TemplateId> = self.wordings.iter().map(|(id, _)| *id).collect();
        let articles: Vec<ArticleId> = self.articles.iter().map(|(id, _)| *id).collect();
        if let Some(form) = &mut self.form {
            form.update(message, (&people, &wordings, &articles));
        }
        self.error = None;
        Action::None
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(form) = self.form.as_ref().filter(|_| !self.saving) else { return Action::None };
        let written = cx.engine.write_rule(self.selected, form.read());
        self.saving = true;

        Action::Run(Task::perform(written, Message::Saved))
    }

    fn saved(&mut self, answer: Result<Saved<RuleId>, Error>, cx: &Context) -> Action<Message> {
        self.saving = false;
        match answer {
            Ok(Saved { id, undo }) => {
                let name = self.form.as_ref().map(|form| form.name().to_owned());
                self.selected = Some(id);
                if let Some(form) = &mut self.form {
                    form.touched = false;
                }
                let notice = Notice::done(cx.locale.inbox_rule_saved()).undone_by(undo);
                let notice = notice.about(&name.unwrap_or_default());
                Action::Tell(notice, Task::batch([Self::read(cx), operation::focus(LIST)]))
            }
            Err(Error::Field { field: "does", .. }) => {
                let words = cx.locale.inbox_rule_does_nothing();
                Action::Tell(Notice::missing(words), Task::none())
            }
            Err(error @ Error::Field { .. }) => {
                let first = matches!(error, Error::Field { field: "name", .. });
                self.error = Some(error);
                Action::Run(if first { operation::focus(NAME) } else { Task::none() })
            }
            Err(error) => told(&error, cx),
        }
    }

    fn shift(&mut self, up: bool, cx: &Context) -> Action<Message> {
        let Some(id) = self.selected else { return Action::None };
        let moved = cx.engine.move_rule(id, up);

        Action::Run(Task::perform(moved, |answer| Message::Done(Step::Moved, answer)))
    }

    fn switch(&mut self, cx: &Context) -> Action<Message> {
        let mut rows = self.list.iter().flatten();
        let Some(row) = rows.find(|row| Some(row.id) == self.selected) else {
            return Action::None;
        };
        let off = !row.rule.off;
        let step = if off { Step::Off } else { Step::On };
        let switched = cx.engine.switch_rule(row.id, off);

        Action::Run(Task::perform(switched, move |answer| Message::Done(step, answer.map(Some))))
    }

    fn remove(&mut self, cx: &Context) -> Action<Message> {
        let Some(id) = self.selected else { return Action::None };
        let removed = cx.engine.remove_rule(id);

        Action::Run(Task::perform(removed, |answer| Message::Done(Step::Removed, answer.map(Some))))
    }

    fn done(
        &mut self,
        step: Step,
        answer: Result<Option<Undo>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let undo = match answer {
            Ok(Some(undo)) => undo,
            // It is the first already, or the last.
            Ok(None) => return Action::None,
            Err(error) => return told(&error, cx),
        };
        let locale = &cx.locale;
        let words = match step {
            Step::Moved => locale.inbox_rule_moved(),
            Step::Off => locale.inbox_rule_switched_off(),
            Step::On => locale.inbox_rule_switched_on(),
            Step::Removed => locale.inbox_rule_removed(),
        };
        let name = self.form.as_ref().map(|form| form.name().to_owned()).unwrap_or_default();
        if step == Step::Removed {
            (self.selected, self.form) = (None, None);
        }
        let notice = Notice::done(words).undone_by(undo).about(&name);

        Action::Tell(notice, Task::batch([Self::read(cx), operation::focus(LIST)]))
    }
}

fn told(error: &Error, cx: &Context) -> Action<Message> {
    Action::Tell(Notice::problem(problem::message(error, &cx.locale)), Task::none())
}
