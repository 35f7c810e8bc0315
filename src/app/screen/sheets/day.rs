//! What is still out, and what each technician brought today.

use domain::Money;
use engine::{SheetDay, TechnicianCash};
use iced::widget::{column, container, row, text};
use iced::{Element, Fill, Length};
use ui::grid::{Cell, Column, grid};
use ui::widget::{divider, empty, key_hint};
use ui::{Tone, fonts, icon, size, space, theme};

use super::{Message, Sheets};
use crate::context::Context;

/// Days after which a sheet is worth a question, and a call.
const LATE: i64 = 2;
const LOST: i64 = 4;

/// The pane at the left, or in a small window by itself.
pub fn view<'a>(
    day: &'a SheetDay,
    picked: usize,
    width: Length,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let head = row![text(locale.sheet_out()).font(fonts::BOLD).width(Fill), key_hint("F6"),];
    let list: Element<'_, Message> = if day.unreturned.is_empty() {
        empty(icon::check_all(), locale.sheet_none_out(), locale.sheet_none_out_how(), None)
    } else {
        let numbers = day.unreturned.iter().map(|sheet| sheet.visit.number.as_str());
        let columns = vec![
            Column::fixed(locale.sheet_column_age(), 72.0),
            Column::number(locale.sheet_column_number(), numbers, 112.0),
            Column::weight(locale.sheet_column_technician(), 1.0, 64.0),
            Column::weight(locale.sheet_column_customer(), 1.0, 64.0),
        ];
        grid(columns, day.unreturned.len(), move |row, column| cell(day, (row, column), cx))
            .id(Sheets::LIST)
            .selected(Some(picked))
            .on_select(Message::RowPicked)
            .on_activate(Message::RowOpened)
            .into()
    };
    let pane = column![
        container(head).padding([space::NEAR, space::SNUG]),
        container(list).height(Fill),
        divider(),
        container(cash(day, cx)).padding(space::SNUG),
    ];

    container(pane).width(width).height(Fill).into()
}

fn cell<'a>(day: &'a SheetDay, (row, column): (usize, usize), cx: &'a Context) -> Cell<'a> {
    let Some(sheet) = day.unreturned.get(row) else { return Cell::empty() };

    match column {
        0 => {
            let words = Cell::text(cx.locale.sheet_days(sheet.days));
            match sheet.days {
                LOST.. => words.tone(Tone::Danger),
                LATE.. => words.tone(Tone::Warning),
                _ => words.muted(),
            }
        }
        1 => Cell::text(sheet.visit.number.as_str()).bold(),
        2 => Cell::text(sheet.technician.as_str()),
        _ => Cell::text(sheet.visit.name.as_str()).muted(),
    }
}

/// Cash by technician: how many sheets, what is due, what came, what is missing.
fn cash<'a>(day: &'a SheetDay, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let title = text(locale.sheet_cash_today()).font(fonts::BOLD);
    if day.cash.is_empty() {
        let none = text(locale.sheet_no_cash()).size(size::CAPTION).style(theme::style::muted);
        return column![title, none].spacing(space::TIGHT).into();
    }
    let caption = |words: String| text(words).size(size::CAPTION).style(theme::style::muted);
    let right = |words: text::Text<'a>| words.width(size::LABEL).align_x(iced::Right);
    let heads = row![
        caption(locale.paper_technician()).width(Fill),
        right(caption(locale.charge_due())),
        right(caption(locale.sheet_brought())),
    ];
    let lines = day.cash.iter().map(|line| technician(line, cx));

    let only = caption(locale.sheet_cash_only());

    column![title, only, heads].extend(lines).spacing(space::TIGHT).into()
}

fn technician<'a>(line: &'a TechnicianCash, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let figures =
        |money: Money| text(locale.money_figures(money)).width(size::LABEL).align_x(iced::Right);
    // What customers still owe is no shortage of whoever went there.
    let more = line.cash - (line.due - line.owed);
    let owed = (line.owed.minor > 0).then(|| locale.sheet_still_owed(&locale.money(line.owed)));
    let more = (more.minor > 0).then(|| locale.sheet_more(&locale.money(more)));
    let said = owed.into_iter().chain(more).map(|words| {
        text(words).size(size::CAPTION).style(theme::style::toned(Tone::Warning)).into()
    });
    let elsewise = (line.elsewise.minor > 0).then(|| {
        let words = locale.sheet_other_means(&locale.money(line.elsewise));
        text(words).size(size::CAPTION).style(theme::style::muted).into()
    });
    let said = iced::widget::Column::with_children(said.chain(elsewise)).align_x(iced::Right);
    let name = locale.sheet_technician(&line.name, line.sheets);

    column![
        row![text(name).width(Fill), figures(line.due), figures(line.cash)],
        container(said).align_right(Fill),
    ]
    .into()
}
