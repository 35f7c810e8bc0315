//! Letters that were sent: each can be printed again, word by word.

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
use crate::problem;
use crate::shortcut::Shortcut;

const LIST: &str = "letters-sent";

/// What was sent, newest first.
pub struct Sent {
    list: Option<Vec<LetterRow>>,
    selected: usize,
    error: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    ListRead(Result<Vec<LetterRow>, Error>),
    RowPicked(usize),
    ReprintPressed,
    Reprinted(Result<Arc<Paper>, Error>),
}

impl Sent {
    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let page = Self { list: None, selected: 0, error: None };

        (page, Self::read(cx))
    }

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.letters_sent(), Message::ListRead)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::ListRead(Ok(list)) => {
                let first = self.list.is_none();
                self.list = Some(list);
                if first { Action::Run(operation::focus(LIST)) } else { Action::None }
            }
            Message::RowPicked(row) => {
                self.selected = row;
                Action::None
            }
            Message::ReprintPressed => {
                let row = self.list.as_ref().and_then(|list| list.get(self.selected));
                row.map_or(Action::None, |row| {
                    let paper = cx.engine.reprint_letter(row.id);
                    Action::Run(Task::perform(paper, Message::Reprinted))
                })
            }
            Message::Reprinted(Ok(paper)) => Action::Open(Place::Preview(paper)),
            Message::ListRead(Err(error)) | Message::Reprinted(Err(error)) => {
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
            Column::fixed(locale.letters_column_order(), 136.0).spare(1),
        ];
        let rows = grid(columns, list.len(), move |row, column| cell(&list[row], column, cx))
            .id(LIST)
            .selected(Some(self.selected))
            .on_select(Message::RowPicked)
            .on_activate(|_| Message::ReprintPressed);
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

fn cell<'a>(row: &'a LetterRow, column: usize, cx: &'a Context) -> Cell<'a> {
    let clock = cx.engine.clock();
    match column {
        0 => Cell::text(cx.locale.moment(row.at, clock.now(), clock.offset())),
        1 => Cell::text(row.name.as_str()),
        2 => Cell::text(cx.locale.purpose(row.purpose)).icon(icon::letter()),
        _ => Cell::text(row.number.as_deref().unwrap_or_default()).muted(),
    }
}
