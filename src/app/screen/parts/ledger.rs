//! The picked part: what lies where, and how it came there.

use domain::{Location, StockMove};
use engine::{LedgerRow, PartRow, PartsOverview};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::grid::{Cell, Column, grid};
use ui::widget::{button, divider, key_hint, pair_with, spinner};
use ui::{Tone, fonts, icon, size, space, theme};

use super::{Message, Parts};
use crate::context::Context;
use crate::unread;

/// The width of the pane beside the list.
pub const WIDTH: f32 = size::DIALOG - space::MARGIN * 2.0;

/// The pane at the right.
pub fn beside<'a>(
    room: &'a Parts,
    overview: &'a PartsOverview,
    cx: &'a Context,
) -> Element<'a, Message> {
    container(pane(room, overview, cx)).width(WIDTH).height(Fill).into()
}

/// The same in the place of the list, with the way back.
pub fn alone<'a>(
    room: &'a Parts,
    overview: &'a PartsOverview,
    cx: &'a Context,
) -> Element<'a, Message> {
    let back = button(cx.locale.parts_back_to_list())
        .icon(icon::chevron_left())
        .small()
        .key("Esc")
        .on_press(Message::LedgerClosed);
    let head = container(back).padding([space::TIGHT, space::SNUG]);

    column![head, divider(), pane(room, overview, cx)].height(Fill).into()
}

/// The way there, below the list.
pub fn way<'a>(room: &'a Parts, cx: &'a Context) -> Element<'a, Message> {
    let there = button(cx.locale.parts_open_ledger())
        .icon(icon::list())
        .small()
        .key("F8")
        .on_press_maybe(room.picked.map(|_| Message::RowOpened));
    let there = row![there, key_hint("F8")].spacing(space::NEAR).align_y(Center);

    container(there).padding([space::TIGHT, space::SNUG]).width(Fill).into()
}

fn pane<'a>(room: &'a Parts, overview: &'a PartsOverview, cx: &'a Context) -> Element<'a, Message> {
    let part = overview.parts.iter().find(|part| Some(part.id) == room.picked);
    let Some(part) = part else { return gap::horizontal().into() };
    if let Some(error) = &room.ledger_unread {
        return unread::view(&part.name, (error, 0), Message::AgainPressed, cx);
    }
    let moves: Element<'a, Message> = match &room.ledger {
        None => spinner(cx.locale.window_loading()),
        Some(ledger) if ledger.rows.is_empty() => none(cx),
        Some(ledger) => moves(&ledger.rows, overview, cx),
    };

    column![
        container(card(part, overview, cx)).padding(space::SNUG),
        divider(),
        container(moves).height(Fill),
    ]
    .into()
}

fn none(cx: &Context) -> Element<'_, Message> {
    let words = text(cx.locale.parts_no_moves()).style(theme::style::muted);

    container(words).padding(space::SNUG).into()
}

fn card<'a>(
    part: &'a PartRow,
    overview: &'a PartsOverview,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let name = text(part.name.as_str()).font(fonts::BOLD).size(size::LEAD).width(Fill);
    let price = part.price.map(|price| priced(&locale.money(price), &part.unit, cx));
    let price = text(price.unwrap_or_else(|| locale.charge_no_price()));
    let held = part.held.iter().map(|(location, count)| {
        let words = text(locale.number(*count));
        let words = if *count < 0 {
            let short = locale.parts_short(count.saturating_neg());
            text(short).style(theme::style::toned(Tone::Danger))
        } else {
            words
        };
        pair_with(place(*location, overview, cx), words)
    });
    let held = iced::widget::Column::with_children(held).spacing(space::TIGHT);

    column![
        row![name, price.style(theme::style::muted)].spacing(space::NEAR).align_y(Center),
        text(part.number.as_str()).size(size::CAPTION).style(theme::style::muted),
        held,
    ]
    .spacing(space::NEAR)
    .into()
}

/// What a part costs; by the piece nobody names the unit.
fn priced(price: &str, unit: &str, cx: &Context) -> String {
    match unit.trim().to_lowercase().as_str() {
        "" | "pc" | "pcs" | "piece" | "pieces" => cx.locale.parts_price_each(price),
        _ => cx.locale.parts_price(price, unit),
    }
}

fn moves<'a>(
    rows: &'a [LedgerRow],
    overview: &'a PartsOverview,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let columns = vec![
        Column::fixed(locale.parts_column_when(), 168.0),
        Column::weight(locale.parts_column_what(), 1.0, 96.0),
        Column::weight(locale.parts_column_way(), 2.0, 240.0).folds(2),
        Column::fixed(locale.parts_column_count(), 80.0).right(),
        Column::fixed(locale.parts_column_after(), 64.0).right().spare(1),
    ];
    // Old parts are in no sum of what is on hand.
    let old = rows.iter().any(|line| line.old != 0);
    let old = old.then(|| Column::fixed(locale.location(Location::Faulty, None), 64.0).right());
    let columns: Vec<_> = columns.into_iter().chain(old.map(|it| it.spare(1))).collect();

    grid(columns, rows.len(), move |row, column| {
        let Some(line) = rows.get(row) else { return Cell::empty() };
        let clock = cx.engine.clock();
        match column {
            0 => Cell::text(locale.moment(line.stock.at, clock.now(), clock.offset())).muted(),
            1 => Cell::text(locale.stock_reason(line.stock.reason)),
            2 => Cell::text(from_to(line, overview, cx)).muted(),
            3 => Cell::text(signed(&line.stock, cx)),
            4 => Cell::text(locale.number(line.held)).muted(),
            _ => Cell::text(locale.number(line.old)).muted(),
        }
    })
    .id(Parts::LEDGER)
    .into()
}

/// From where to where, for which order, which piece.
fn from_to(line: &LedgerRow, overview: &PartsOverview, cx: &Context) -> String {
    let way = [line.stock.from, line.stock.to].map(|location| place(location, overview, cx));
    let words = [Some(way.join(" → ")), line.number.clone(), line.stock.serial.clone()];

    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// More, less, or only moved about.
fn signed(stock: &StockMove, cx: &Context) -> String {
    let count = cx.locale.number(stock.quantity);

    match (stock.from.is_held(), stock.to.is_held()) {
        (false, true) => format!("+{count}"),
        (true, false) => format!("−{count}"),
        _ => count,
    }
}

/// The name of a place, with whose van it is.
pub fn place(location: Location, overview: &PartsOverview, cx: &Context) -> String {
    let name = match location {
        Location::Van(staff) => overview.vans.iter().find(|(id, _)| *id == staff),
        _ => None,
    };

    cx.locale.location(location, name.map(|(_, name)| name.as_str()))
}
