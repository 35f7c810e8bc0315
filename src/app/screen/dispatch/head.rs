//! Which day it is, other days, and the day's sheets.

use chrono::{Datelike, Days};
use engine::Batch;
use iced::widget::{responsive, row, space as gap, text};
use iced::{Center, Element};
use ui::widget::{button, combo, icon_button, title};
use ui::{icon, size, space, theme};

use super::{Dispatch, Message};
use crate::context::Context;

pub fn view<'a>(room: &'a Dispatch, cx: &'a Context) -> Element<'a, Message> {
    responsive(move |place| content(room, place.width < size::SLIM, cx))
        .height(size::CONTROL)
        .into()
}

fn content<'a>(room: &'a Dispatch, compact: bool, cx: &'a Context) -> Element<'a, Message> {
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
    let days = row![
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
        Element::from(
            combo("", &locale.dispatch_other_day(), &room.day_text, Vec::new())
                .icon(icon::calendar())
                .on_input(Message::DayTyped)
                .on_submit(Message::DaySubmitted)
                .width(size::CODE + space::MARGIN)
        ),
    ]
    .spacing(space::NEAR)
    .align_y(Center);

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

    row![days, gap::horizontal(), again, print].spacing(space::NEAR).align_y(Center).into()
}
