//! Import.

use iced::{Element, Task};

use crate::action::Action;
use crate::context::Context;
use crate::shortcut::Shortcut;

/// The room.
pub struct Import;

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {}

impl Import {
    pub fn new(_cx: &Context) -> (Self, Task<Message>) {
        (Self, Task::none())
    }

    pub fn update(&mut self, message: Message, _cx: &Context) -> Action<Message> {
        match message {}
    }

    /// Something changed in the office.
    pub fn refresh(&self, _cx: &Context) -> Task<Message> {
        Task::none()
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, _shortcut: &Shortcut) -> Option<Message> {
        None
    }

    pub fn view<'a>(&'a self, _cx: &'a Context) -> Element<'a, Message> {
        iced::widget::space().into()
    }
}
