//! The complaints that are not over, beside the one in hand.

use engine::ComplaintRow;
use iced::widget::{container, responsive, row, rule};
use iced::{Element, Fill};
use ui::grid::{Cell, Column, grid};
use ui::widget::{empty, spinner};
use ui::{icon, size, space, theme};

use super::{Complaints, LIST, Message};
use crate::context::Context;
use crate::screen::callbacks::{complaint, waited};
use crate::sign;

/// The width of what a complaint is at.
const STATE: f32 = 128.0;
/// The width of a day with its weekday.
const SINCE: f32 = 128.0;

impl Complaints {
    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(list) = &self.list else {
            return container(spinner(locale.window_loading())).center(Fill).into();
        };
        if list.is_empty() && self.file.is_none() {
            let words = (locale.complaint_none(), locale.complaint_none_how());
            return empty(icon::message(), words.0, words.1, None);
        }
        responsive(move |room| {
            let narrow = room.width < size::SLIM - size::RAIL;
            let width = if narrow { size::FIELD } else { size::DIALOG - space::MARGIN };
            let left = container(self.rows(list, width, cx)).width(width).height(Fill);
            let bar = rule::vertical(1.0).style(theme::style::hairline);

            row![left, bar, complaint::view(self, cx)].spacing(space::NONE).into()
        })
        .into()
    }

    fn rows<'a>(
        &'a self,
        list: &'a [ComplaintRow],
        width: f32,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let locale = &cx.locale;
        let selected = list.iter().position(|row| Some(row.row.id) == self.selected);
        let names = list.iter().map(|complaint| complaint.row.name.as_str());
        let most = (width / 2.0).min(width - STATE - space::APART);
        let columns = vec![
            Column::fitting(locale.complaint_column_who(), names, (96.0, most)),
            Column::fixed(locale.complaint_column_state(), STATE),
            Column::weight(locale.complaint_column_department(), 1.0, 88.0).folds(3),
            Column::fixed(locale.complaint_column_since(), SINCE).folds(2),
            // Two complaints of one customer are told apart by what they are about; that is never too short for a line.
            Column::fixed(locale.callback_column_about(), size::READING).folds(1),
        ];

        grid(columns, list.len(), move |row, column| cell(&list[row], column, cx))
            .id(LIST)
            .selected(selected)
            .beside_a_page()
            .on_select(Message::RowPicked)
            .on_activate(|_| Message::RowOpened)
            .into()
    }
}

fn cell<'a>(complaint: &'a ComplaintRow, column: usize, cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    let row = &complaint.row;

    match column {
        0 if row.urgent => Cell::text(row.name.as_str()).bold().icon(icon::flag()),
        0 => Cell::text(row.name.as_str()),
        1 => {
            let (tone, mark) = sign::state(row.state);
            Cell::badge(tone, mark, locale.state_of(row.state, row.kind))
        }
        2 => Cell::text(complaint.department.as_deref().unwrap_or_default()).muted(),
        3 => Cell::text(waited(complaint.since, cx)).muted(),
        _ => Cell::text(complaint.text.lines().next().unwrap_or_default()).muted(),
    }
}
