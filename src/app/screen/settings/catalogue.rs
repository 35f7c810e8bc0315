//! Parts and what makers promise: a card for a part, a line for each promise, where no headquarters keeps them.

pub mod part;
pub mod promise;

#[cfg(test)]
pub use part::{Line, Message as PartMessage};
#[cfg(test)]
pub use promise::Message as PromiseMessage;

use engine::{Catalogue as Known, Error};
use iced::widget::{column, text};
use iced::{Element, Task};
use ui::space;
use ui::theme::style;
use ui::widget::spinner;

use crate::action::Action;
use crate::context::Context;
use crate::shortcut::Shortcut;
use crate::unread;

/// The page.
#[derive(Default)]
pub struct Catalogue {
    known: Option<Known>,
    parts: part::Parts,
    promises: promise::Promises,
    /// Why it could not be read.
    pub(super) unread: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Known, Error>),
    Part(part::Message),
    Promise(promise::Message),
}

impl Catalogue {
    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.catalogue(), Message::Read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(Ok(known)) => {
                self.unread = None;
                self.parts.arrived(&known, cx);
                self.promises.arrived(&known);
                self.known = Some(known);
                Action::None
            }
            Message::Read(Err(error)) => {
                unread::failed(&mut self.unread, self.known.is_some(), error, cx)
            }
            Message::Part(message) => {
                let Some(known) = &self.known else { return Action::None };
                let saved = matches!(message, part::Message::Saved(Ok(_)));
                let action = self.parts.update(message, known, cx).map(Message::Part);
                read_again(action, saved, cx)
            }
            Message::Promise(message) => {
                let Some(known) = &self.known else { return Action::None };
                let saved = matches!(message, promise::Message::Saved(Ok(_)));
                let action = self.promises.update(message, known, cx).map(Message::Promise);
                read_again(action, saved, cx)
            }
        }
    }

    pub(super) fn is_touched(&self) -> bool {
        self.parts.is_touched() || self.promises.is_touched()
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let kept_here = self.known.as_ref().is_some_and(|known| known.kept_here);
        let part = self.parts.key(shortcut).map(Message::Part);
        let promise = || self.promises.key(shortcut).map(Message::Promise);

        part.or_else(promise).filter(|_| kept_here)
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let Some(known) = &self.known else { return spinner(cx.locale.window_loading()) };
        let elsewhere = (!known.kept_here)
            .then(|| text(cx.locale.catalogue_headquarters()).style(style::muted));

        column![
            elsewhere,
            self.parts.view(known, cx).map(Message::Part),
            self.promises.view(known.kept_here, cx).map(Message::Promise),
        ]
        .spacing(space::APART)
        .into()
    }
}

/// What was written down is read as it is now.
fn read_again(action: Action<Message>, saved: bool, cx: &Context) -> Action<Message> {
    match action {
        Action::Tell(notice, task) if saved => {
            Action::Tell(notice, Task::batch([task, Catalogue::read(cx)]))
        }
        action => action,
    }
}
