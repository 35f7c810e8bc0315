//! Letters that were sent: each can be printed again, word by word.

use domain::LetterId;
use engine::{Error, LetterRow, Paper};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, row, space as gap};
use iced::{Center, Element, Fill, Task};
use std::sync::Arc;
use ui::grid::{Cell, Column, grid};
use ui::widget::{banner, button, divider, empty, key_hint, spinner};
use ui::{Tone, icon, space};

use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

const LIST: &str = "letters-sent";

/// What was sent, newest first.
pub struct Sent {
    list: Option<Vec<LetterRow>>,
    /// Why there is none.
    pub(super) unread: Option<Error>,
    /// The letter that is marked, wherever it stands.
    selected: Option<LetterId>,
    error: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    ListRead(Result<Vec<LetterRow>, Error>),
    RowPicked(LetterId),
    ReprintPressed,
    Activated(LetterId),
    Reprinted(Result<Arc<Paper>, Error>),
}

impl Sent {
    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let page = Self { list: None, unread: None, selected: None, error: None };

        (page, Self::read(cx))
    }

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.letters_sent(), Message::ListRead)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::ListRead(Ok(list)) => {
                let first = self.list.is_none();
                let here = list.iter().any(|row| Some(row.id) == self.selected);
                let newest = list.first().map(|row| row.id);
                self.selected = if here { self.selected } else { newest };
                (self.list, self.unread) = (Some(list), None);
                if first { Action::Run(operation::focus(LIST)) } else { Action::None }
            }
            Message::RowPicked(row) => {
                self.selected = Some(row);
                Action::None
            }
            Message::ReprintPressed => {
                self.selected.map_or(Action::None, |letter| reprint(letter, cx))
            }
            Message::Activated(letter) => reprint(letter, cx),
            Message::Reprinted(Ok(paper)) => Action::Open(Place::Preview(paper)),
            Message::ListRead(Err(error)) => {
                unread::failed(&mut self.unread, self.list.is_some(), error, cx)
            }
            Message::Reprinted(Err(error)) => {
                self.error = Some(error);
                Action::None
            }
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        shortcut.is(Named::F9).then_some(Message::ReprintPressed)
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let problem = self
            .error
            .as_ref()
            .map(|error| banner(Tone::Danger, problem::message(error, locale), None));
        let Some(list) = &self.list else {
            return container(spinner(locale.window_loading())).center(Fill).into();
        };
        if list.is_empty() {
            let words = (locale.letters_none_sent(), locale.letters_none_sent_how());
            return empty(icon::letter(), words.0, words.1, None);
        }
        let columns = vec![
            Column::fixed(locale.letters_column_when(), 176.0),
            Column::weight(locale.letters_column_name(), 1.0, 120.0),
            Column::weight(locale.letters_column_purpose(), 1.0, 160.0),
            Column::fixed(locale.letters_column_order(), 136.0).folds(1),
        ];
        let rows = grid(columns, list.len(), move |row, column| cell(&list[row], column, cx))
            .id(LIST)
            .selected(list.iter().position(|row| Some(row.id) == self.selected))
            .on_select(|row| Message::RowPicked(list[row].id))
            .on_activate(|row| Message::Activated(list[row].id));
        let deeds = row![
            gap::horizontal(),
            key_hint("F9"),
            button(locale.letters_reprint())
                .icon(icon::printer())
                .key("F9")
                .on_press(Message::ReprintPressed),
        ]
        .spacing(space::NEAR)
        .align_y(Center);

        column![
            container(column![problem, deeds].spacing(space::NEAR))
                .padding([space::NEAR, space::FAR]),
            divider(),
            rows
        ]
        .into()
    }
}

fn reprint(letter: LetterId, cx: &Context) -> Action<Message> {
    Action::Run(Task::perform(cx.engine.reprint_letter(letter), Message::Reprinted))
}

fn cell<'a>(row: &'a LetterRow, column: usize, cx: &'a Context) -> Cell<'a> {
    let clock = cx.engine.clock();
    match column {
        0 => Cell::text(cx.locale.moment(row.at, clock.now(), clock.offset())),
        1 => Cell::text(row.name.as_str()),
        2 => Cell::text(cx.locale.purpose(row.purpose)).icon(icon::letter()),
        _ => Cell::text(row.number.as_deref().unwrap_or_default()).muted(),
    }
}
