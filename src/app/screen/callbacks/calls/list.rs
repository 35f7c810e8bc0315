//! Who is to be called, the most pressing first.

use domain::{OrderId, State};
use engine::CallList;
use iced::widget::{column, container, responsive, row, rule, text};
use iced::{Element, Fill};
use ui::grid::{Cell, Column, grid};
use ui::widget::{empty, spinner};
use ui::{Tone, icon, size, space, theme};

use super::{Calls, LIST, Message};
use crate::context::Context;
use crate::screen::callbacks::{call, waited};

impl Calls {
    /// The call below this one, or above the last.
    pub(super) fn next_after(&self, order: OrderId) -> Option<OrderId> {
        let due = &self.list.as_ref()?.due;
        let here = due.iter().position(|due| due.row.order == order);
        let next = match here {
            Some(here) => due.get(here + 1).or_else(|| here.checked_sub(1).map(|at| &due[at])),
            None => due.first(),
        };

        next.map(|due| due.row.order)
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(list) = &self.list else {
            return container(spinner(locale.window_loading())).center(Fill).into();
        };
        if list.due.is_empty() && self.form.is_none() {
            let words = (locale.callback_none(), locale.callback_none_how());
            return empty(icon::callbacks(), words.0, words.1, None);
        }
        responsive(move |room| {
            let narrow = room.width < size::SLIM - size::RAIL;
            let width = match room.width {
                _ if narrow => size::FIELD,
                ..size::SLIM => size::SIDE + space::FAR * 2.0,
                _ => size::DIALOG - space::MARGIN,
            };
            let left = container(self.rows(list, width, cx)).width(width).height(Fill);
            let bar = rule::vertical(1.0).style(theme::style::hairline);

            row![left, bar, call::view(self, cx)].into()
        })
        .into()
    }

    fn rows<'a>(&'a self, list: &'a CallList, width: f32, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let selected = list.due.iter().position(|due| Some(due.row.order) == self.selected);
        let names = list.due.iter().map(|due| due.row.name.as_str());
        let columns = vec![
            Column::fitting(locale.callback_column_who(), names, (88.0, width / 2.0)),
            Column::weight(locale.callback_column_about(), 1.0, 176.0).folds(1),
            Column::fixed(locale.callback_column_waits(), 112.0).folds(2),
        ];
        let rows = grid(columns, list.due.len(), move |row, column| cell(list, (row, column), cx))
            .id(LIST)
            .selected(selected)
            .beside_a_page()
            .on_select(Message::RowPicked);
        let listed = list.due.len() as u64;
        let more = (list.total > listed).then(|| {
            let words = text(locale.callback_more(listed, list.total)).size(size::CAPTION);
            container(words.style(theme::style::muted)).padding([space::TIGHT, space::SNUG])
        });

        column![rows, more].into()
    }
}

fn cell<'a>(list: &'a CallList, (row, column): (usize, usize), cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    let Some(due) = list.due.get(row) else { return Cell::empty() };
    let call = &due.row;

    match column {
        0 if call.vip => Cell::text(call.name.as_str()).bold().icon(icon::star()),
        0 if call.urgent => Cell::text(call.name.as_str()).bold().icon(icon::flag()),
        0 => Cell::text(call.name.as_str()),
        1 => {
            let machine = call.category.map(|it| locale.machine(it, call.called.as_deref()));
            let words = [machine, Some(locale.order_kind(call.kind))];
            let words: Vec<String> = words.into_iter().flatten().collect();
            Cell::text(words.join(" · ")).muted()
        }
        _ if call.refused => Cell::badge(Tone::Neutral, ui::Mark::Ban, locale.callback_to_waive()),
        _ if call.state == State::CalledBack => {
            Cell::badge(Tone::Warning, ui::Mark::Triangle, locale.callback_to_decide())
        }
        _ if call.attempts > 0 => {
            Cell::badge(Tone::Warning, ui::Mark::Phone, locale.state_callback_trying(call.attempts))
        }
        _ => {
            let words = Cell::text(waited(call.since, cx));
            if due.until < cx.engine.clock().now() {
                words.tone(Tone::Danger)
            } else {
                words.muted()
            }
        }
    }
}
