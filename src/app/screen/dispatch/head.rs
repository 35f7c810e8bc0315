//! Which day it is, other days, and the day's sheets.

use chrono::{Datelike, NaiveDate};
use engine::Batch;
use iced::widget::{column, container, responsive, row, space as gap, text};
use iced::{Center, Element, Fill, Shrink};
use ui::widget::{button, combo, icon_button, title};
use ui::{icon, size, space, theme};

use super::{Dispatch, Message, keys, week};
use crate::context::Context;

/// What of the pool is seen at once; where more waits, a small window has room for the filter too.
const SEEN: u64 = 8;

/// In a `low` window all of it is one line.
pub fn view<'a>(room: &'a Dispatch, low: bool, cx: &'a Context) -> Element<'a, Message> {
    let many = room.board.as_ref().is_some_and(|board| board.waiting > SEEN);
    let needed = many || !room.pool.text.is_empty();
    if low {
        return line(room, cx);
    }

    responsive(move |place| {
        let compact = place.width < size::SLIM;
        let narrow = (compact && needed).then(|| filter(room, cx.locale.dispatch_filter()));
        // In a small window what stands below the board is out of sight.
        let keys = compact.then(|| keys::line((compact, room.week.is_some()), cx));
        column![content(room, compact, cx), narrow, keys].spacing(space::NEAR).into()
    })
    .height(Shrink)
    .into()
}

/// What those who wait must hold.
fn filter(room: &Dispatch, hint: String) -> Element<'_, Message> {
    combo("", &hint, &room.pool.text, Vec::new())
        .id(Dispatch::FILTER)
        .icon(icon::filter())
        .on_input(Message::FilterTyped)
        .into()
}

fn content<'a>(room: &'a Dispatch, compact: bool, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let days =
        row![days(room, compact, cx), other_day(room, cx)].spacing(space::NEAR).align_y(Center);
    let again = button(locale.dispatch_print_again())
        .quiet()
        .key("Shift+F9")
        .on_press_maybe(cx.offer(Message::PrintDayPressed(Batch::All)));
    let print = if compact {
        icon_button(icon::printer(), locale.dispatch_print_day())
    } else {
        button(locale.dispatch_print_day()).icon(icon::printer())
    };
    let print =
        print.primary().key("F9").on_press_maybe(cx.offer(Message::PrintDayPressed(Batch::New)));
    let again = (!compact).then(|| Element::from(again));

    let filter = if compact {
        Element::from(gap::horizontal())
    } else {
        let filter = filter(room, locale.dispatch_filter());
        container(container(filter).max_width(size::FIELD)).align_right(Fill).into()
    };

    row![days, filter, again, print].spacing(space::NEAR).align_y(Center).into()
}

/// The whole head in one line.
fn line<'a>(room: &'a Dispatch, cx: &'a Context) -> Element<'a, Message> {
    let print = icon_button(icon::printer(), cx.locale.dispatch_print_day())
        .primary()
        .key("F9")
        .on_press_maybe(cx.offer(Message::PrintDayPressed(Batch::New)));
    // Beside a week nobody is seen who waits.
    let filter = match room.week {
        None => filter(room, cx.locale.dispatch_filter_short()),
        Some(_) => gap::horizontal().into(),
    };

    row![days(room, true, cx), filter, other_day(room, cx), print]
        .spacing(space::NEAR)
        .align_y(Center)
        .into()
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

/// The day of the board, or its week, and the way to those around it; in a `slim` window with signs for words.
fn days<'a>(room: &'a Dispatch, slim: bool, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let today = cx.engine.clock().today();
    let week = room.week.is_some();
    let near = room.day.signed_duration_since(today).num_days().abs() <= 1 && !week && !slim;
    let near = near.then(|| text(locale.date_relative(room.day, today)).style(theme::style::muted));
    let (before, after) = match week {
        true => (locale.dispatch_previous_week(), locale.dispatch_next_week()),
        false => (locale.action_previous_day(), locale.action_next_day()),
    };
    let other = if week { locale.dispatch_one_day() } else { locale.dispatch_week() };
    let deed = |sign, words: String| {
        if slim { icon_button(sign, words) } else { button(words) }
    };
    row![
        icon_button(icon::chevron_left(), before)
            .key("Alt+←")
            .on_press_maybe(room.turned(false).map(Message::DayChosen)),
        title(span(room, today, cx)),
        near,
        icon_button(icon::chevron_right(), after)
            .key("Alt+→")
            .on_press_maybe(room.turned(true).map(Message::DayChosen)),
        deed(icon::today(), locale.action_today())
            .key("T")
            .on_press_maybe((room.day != today).then_some(Message::TodayPressed)),
        deed(if week { icon::calendar() } else { icon::list() }, other)
            .key("W")
            .on_press(Message::WeekPressed),
    ]
    .spacing(space::NEAR)
    .align_y(Center)
    .into()
}

/// Which day it is, or from which to which.
fn span(room: &Dispatch, today: NaiveDate, cx: &Context) -> String {
    let locale = &cx.locale;
    let short = |day: NaiveDate| match day.year() == today.year() {
        true => locale.date_short(day),
        false => locale.date(day),
    };
    if room.week.is_none() {
        return short(room.day);
    }
    let (first, last) = week::ends(room.day);

    locale.dispatch_week_span(&short(first), &short(last))
}
