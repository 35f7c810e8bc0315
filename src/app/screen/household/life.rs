//! What happened in a family, being written down while it is told.

use domain::{CustomerId, LifeEvent, LifeKind};
use engine::{Error, Saved, Wrong};
use iced::widget::column;
use iced::{Element, Task};
use ui::space;
use ui::widget::{button, choice, field};

use super::Outcome;
use crate::context::Context;
use crate::{problem, reading};

/// What is typed of it.
#[derive(Debug)]
pub struct LifeForm {
    customer: CustomerId,
    kind: Option<LifeKind>,
    on: String,
    note: String,
    errors: Vec<Error>,
    saving: bool,
    touched: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    KindPicked(usize),
    DayChanged(String),
    NoteChanged(String),
    SavePressed,
    BackPressed,
    Saved(Result<Saved<CustomerId>, Error>),
}

impl LifeForm {
    /// Where the focus begins.
    pub const FIRST: &'static str = "life-kind";

    pub fn new(customer: CustomerId, cx: &Context) -> Self {
        Self {
            customer,
            kind: None,
            on: cx.locale.date_figures(cx.engine.clock().today()),
            note: String::new(),
            errors: Vec::new(),
            saving: false,
            touched: false,
        }
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// Whether anything was typed in it.
    pub fn is_touched(&self) -> bool {
        self.touched
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Outcome<Message> {
        self.touched |= matches!(
            message,
            Message::KindPicked(_) | Message::DayChanged(_) | Message::NoteChanged(_)
        );
        match message {
            Message::KindPicked(at) => {
                self.kind = LifeKind::ALL.get(at).copied();
                self.errors.clear();
            }
            Message::DayChanged(text) => {
                self.on = text;
                self.errors.clear();
            }
            Message::NoteChanged(text) => {
                self.note = text;
                self.errors.clear();
            }
            Message::SavePressed => return self.save(cx),
            Message::BackPressed => return Outcome::Close,
            Message::Saved(Ok(saved)) => return Outcome::Saved(self.customer, saved.undo),
            Message::Saved(Err(error @ Error::Field { .. })) => {
                (self.saving, self.errors) = (false, vec![error]);
            }
            Message::Saved(Err(error)) => {
                self.saving = false;
                return Outcome::Refused(error);
            }
        }
        Outcome::Stay(Task::none())
    }

    fn save(&mut self, cx: &Context) -> Outcome<Message> {
        if self.saving {
            return Outcome::Stay(Task::none());
        }
        let today = cx.engine.clock().today();
        let said = reading::as_said(&self.on, &cx.locale, today);
        let on = reading::past_day(&said, today);
        let on = on.ok_or_else(|| Error::field("date", reading::not_past(&said, today)));
        let kind = self.kind.ok_or_else(|| Error::field("life", Wrong::Missing));
        match (kind, on) {
            (Ok(kind), Ok(on)) => {
                let note = self.note.trim();
                let note = (!note.is_empty()).then(|| note.to_owned());
                self.saving = true;
                let noted = cx.engine.note_life_event(self.customer, LifeEvent { kind, on, note });
                Outcome::Stay(Task::perform(noted, Message::Saved))
            }
            (kind, on) => {
                self.errors = kind.err().into_iter().chain(on.err()).collect();
                Outcome::Stay(Task::none())
            }
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let wrong = |name: &str| {
            self.errors.iter().find_map(|error| problem::beside(name, Some(error), locale))
        };
        let kinds = LifeKind::ALL.into_iter().map(|kind| locale.life_kind(kind));
        let at = LifeKind::ALL.iter().position(|kind| Some(*kind) == self.kind);
        let kind = choice(locale.life_what(), kinds, at)
            .none(locale.list_no_match())
            .id(Self::FIRST)
            .placeholder(locale.intake_choose())
            .error(wrong("life"))
            .on_pick(Message::KindPicked);
        let on =
            field(locale.life_day(), &self.on).error(wrong("date")).on_input(Message::DayChanged);
        let note = field(locale.life_note(), &self.note)
            .error(wrong("note"))
            .on_input(Message::NoteChanged);

        column![Element::from(kind), Element::from(on), Element::from(note)]
            .spacing(space::SNUG)
            .into()
    }

    /// The buttons below.
    pub fn buttons<'a>(&self, cx: &Context) -> Vec<Element<'a, Message>> {
        vec![
            button(cx.locale.action_back()).key("Esc").on_press(Message::BackPressed).into(),
            button(cx.locale.action_save())
                .primary()
                .key("F10")
                .on_press_maybe((!self.saving).then_some(Message::SavePressed))
                .into(),
        ]
    }
}
