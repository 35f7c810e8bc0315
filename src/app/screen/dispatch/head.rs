//! Which day it is, other days, and the day's sheets.

use chrono::{Datelike, Days};
use engine::Batch;
use iced::widget::{column, container, responsive, row, space as gap, text};
use iced::{Center, Element, Fill, Shrink};
use ui::widget::{button, combo, icon_button, title};
use ui::{icon, size, space, theme};

use super::{Dispatch, Message, keys};
use crate::context::Context;

/// What of the pool is seen at once; where more waits, a small window has room for the filter too.
const SEEN: u64 = 8;

/// In a `low` window all of it is one line.
pub fn view<'a>(room: &'a Dispatch, low: bool, cx: &'a Context) -> Element<'a, Message> {
    let many = room.board.as_ref().is_some_and(|board| board.waiting > SEEN);
    let needed = many || !room.pool.text.is_empty();
    if low {
        return line(room, needed.then(|| filter(room, cx)), cx);
    }

    responsive(move |place| {
        let compact = place.width < size::SLIM;
        let narrow = (compact && needed).then(|| filter(room, cx));
        // In a small window what stands below the board is out of sight.
        let keys = compact.then(|| keys::line(compact, cx));
        column![content(room, compact, cx), narrow, keys].spacing(space::NEAR).into()
    })
    .height(Shrink)
    .into()
}

/// What those who wait must hold.
fn filter<'a>(room: &'a Dispatch, cx: &'a Context) -> Element<'a, Message> {
    combo("", &cx.locale.dispatch_filter(), &room.pool.text, Vec::new())
        .id(Dispatch::FILTER)
        .icon(icon::filter())
        .on_input(Message::FilterTyped)
        .into()
}

fn content<'a>(room: &'a Dispatch, compact: bool, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let days = row![days(room, cx), other_day(room, cx)].spacing(space::NEAR).align_y(Center);
    let again = button(locale.dispatch_print_again())
        .quiet()
        .key("Shift+F9")
        .on_press(Message::PrintDayPressed(Batch::All));
    let print = if compact {
        icon_button(icon::printer(), locale.dispatch_print_day())
    } else {
        button(locale.dispatch_print_day()).icon(icon::printer())
    };
    let print = print.primary().key("F9").on_press(Message::PrintDayPressed(Batch::New));
    let again = (!compact).then(|| Element::from(again));

    let filter = if compact {
        Element::from(gap::horizontal())
    } else {
        container(container(filter(room, cx)).max_width(size::FIELD)).align_right(Fill).into()
    };

    row![days, filter, again, print].spacing(space::NEAR).align_y(Center).into()
}

/// The whole head in one line: another day is typed only where nothing has to be filtered.
fn line<'a>(
    room: &'a Dispatch,
    filter: Option<Element<'a, Message>>,
    cx: &'a Context,
) -> Element<'a, Message> {
    let print = icon_button(icon::printer(), cx.locale.dispatch_print_day())
        .primary()
        .key("F9")
        .on_press(Message::PrintDayPressed(Batch::New));
    let typed =
        filter.unwrap_or_else(|| row![other_day(room, cx), gap::horizontal()].width(Fill).into());

    row![days(room, cx), typed, print].spacing(space::NEAR).align_y(Center).into()
}

/// Any day, typed.
fn other_day<'a>(room: &'a Dispatch, cx: &'a Context) -> Element<'a, Message> {
    combo("", &cx.locale.dispatch_other_day(), &room.day_text, Vec::new())
        .icon(icon::calendar())
        .on_input(Message::DayTyped)
        .on_submit(Message::DaySubmitted)
        .width(size::CODE + space::MARGIN)
        .into()
}

/// The day of the board, and the way to those around it.
fn days<'a>(room: &'a Dispatch, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let today = cx.engine.clock().today();
    let near = room.day.signed_duration_since(today).num_days().abs() <= 1;
    let near = near.then(|| text(locale.date_relative(room.day, today)).style(theme::style::muted));
    let day = if room.day.year() == today.year() {
        locale.date_short(room.day)
    } else {
        locale.date(room.day)
    };
    let beside = |days: u64, back: bool| {
        let days = Days::new(days);
        if back { room.day.checked_sub_days(days) } else { room.day.checked_add_days(days) }
    };
    row![
        icon_button(icon::chevron_left(), locale.action_previous_day())
            .key("Alt+←")
            .on_press_maybe(beside(1, true).map(Message::DayChosen)),
        title(day),
        near,
        icon_button(icon::chevron_right(), locale.action_next_day())
            .key("Alt+→")
            .on_press_maybe(beside(1, false).map(Message::DayChosen)),
        button(locale.action_today())
            .on_press_maybe((room.day != today).then_some(Message::DayChosen(today))),
    ]
    .spacing(space::NEAR)
    .align_y(Center)
    .into()
}
