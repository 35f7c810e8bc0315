//! What is known of the selected card, and what can be done with it.

use domain::VisitState;
use engine::{Board, Job, Planned};
use iced::widget::{Row, column, container, responsive, row, text};
use iced::{Center, Element, Fill};
use ui::widget::{button, key_hint, muted_line};
use ui::{icon, size, space, theme};

use super::{Card, Dispatch, Message, layout};
use crate::context::Context;
use crate::sign;

/// Two lines, of which the second may be small buttons, and their frame.
const HEIGHT: f32 = size::BAR + space::APART;

/// As high as two lines and their frame, however wide the room is.
pub fn view<'a>(room: &'a Dispatch, board: &'a Board, cx: &'a Context) -> Element<'a, Message> {
    // Where there is room for words, the deeds stand beside what is known, else below it.
    responsive(move |place| content(room, board, place.width < size::SLIM, cx))
        .height(HEIGHT)
        .into()
}

fn content<'a>(
    room: &'a Dispatch,
    board: &'a Board,
    compact: bool,
    cx: &'a Context,
) -> Element<'a, Message> {
    if let Some(making) = room.making(cx) {
        return framed(making);
    }
    let known = room.selected.and_then(|card| Some((card, room.job(card)?)));
    let Some((card, job)) = known else {
        let words = match board.waiting {
            0 => cx.locale.dispatch_all_assigned(),
            _ if board.pool.is_empty() => cx.locale.dispatch_none_fits(),
            _ if room.week.is_some() => cx.locale.dispatch_week_hint(),
            _ => cx.locale.dispatch_hint(),
        };
        return framed(text(words).style(theme::style::muted));
    };
    let planned = match card {
        Card::Waiting(_) => None,
        Card::Visit(visit) => board.visit(visit),
    };
    let who = row![
        text(job.number.as_str()).font(ui::fonts::BOLD),
        sign::state_badge(job.state, job.kind, &cx.locale),
        text(job.name.as_str()).wrapping(text::Wrapping::None),
        text(job.phone.as_str()).wrapping(text::Wrapping::None),
    ]
    .spacing(space::SNUG)
    .align_y(Center);
    let machine = layout::machine(job, cx);
    let open = planned.and_then(|planned| layout::not_agreed(planned, board.today, cx));
    // What was promised is said once.
    let is_said = open.is_some() && planned.is_some_and(|planned| planned.slot == job.promised);
    let facts = match is_said {
        true => layout::facts(&Job { promised: None, ..job.clone() }, board.today, cx),
        false => layout::facts(job, board.today, cx),
    };
    let what = [
        open,
        Some(facts),
        Some(job.place.in_one_line()),
        machine,
        Some(job.model.clone()),
        layout::fault(job, cx),
        job.description.clone(),
    ];
    let what: Vec<String> = what.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let what = muted_line(what.join(" · "));
    if compact {
        let who = row![
            text(job.number.as_str()).font(ui::fonts::BOLD),
            text(job.name.as_str()).wrapping(text::Wrapping::None),
            what,
        ];
        let who = who.spacing(space::SNUG).align_y(Center);
        return framed(column![who, deeds((planned, card), true, cx)].spacing(space::TIGHT));
    }
    let words = column![who, what].spacing(space::TIGHT);
    let words = container(words).width(Fill).clip(true);

    let deeds = deeds((planned, card), false, cx);

    framed(row![words, deeds].spacing(space::APART).align_y(Center))
}

fn framed<'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    container(content)
        .padding([space::NEAR, space::SNUG])
        .center_y(HEIGHT)
        .width(Fill)
        .style(theme::style::card)
        .into()
}

fn deeds<'a>(
    (planned, card): (Option<&'a Planned>, Card),
    small: bool,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let over = planned.is_some_and(|planned| planned.state == VisitState::Ended);
    let visit = planned.filter(|_| !over);
    let (assign, book) = match planned {
        None => (locale.action_assign(), locale.action_book()),
        Some(planned) if planned.booked => (locale.action_reassign(), locale.action_reschedule()),
        Some(_) => (locale.action_reassign(), locale.action_book()),
    };
    let print = match planned.map(|planned| planned.state) {
        Some(VisitState::Printed) => locale.action_reprint(),
        _ => locale.dispatch_print_one(),
    };
    let deeds = [
        ("A", icon::user(), assign, (!over).then_some(Message::PlanPressed(false))),
        ("B", icon::calendar(), book, (!over).then_some(Message::PlanPressed(true))),
        ("U", icon::undo(), locale.dispatch_take_back(), visit.map(|_| Message::TakeBackPressed)),
        ("P", icon::printer(), print, visit.map(|_| Message::PrintPressed)),
        ("Enter", icon::arrow_right(), locale.action_open(), Some(Message::Opened(card))),
    ];
    let deeds = deeds.into_iter().map(|(key, sign, words, message)| {
        let deed = button(words).key(key).on_press_maybe(message);
        if small {
            return row![key_hint(key), Element::from(deed.small())]
                .spacing(space::TIGHT)
                .align_y(Center)
                .into();
        }
        deed.icon(sign).into()
    });

    Row::with_children(deeds).spacing(space::NEAR).align_y(Center).into()
}
