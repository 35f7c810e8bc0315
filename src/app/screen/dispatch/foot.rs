//! What is known of the selected card, and what can be done with it.

use domain::VisitState;
use engine::{Board, Planned};
use iced::widget::{column, container, responsive, row, text};
use iced::{Center, Element, Fill};
use ui::widget::{button, icon_button, muted_line};
use ui::{icon, size, space, theme};

use super::{Card, Dispatch, Message, layout};
use crate::context::Context;
use crate::sign;

/// As high as two lines and their frame, however wide the room is.
pub fn view<'a>(room: &'a Dispatch, board: &'a Board, cx: &'a Context) -> Element<'a, Message> {
    responsive(move |place| content(room, board, place.width < size::SLIM, cx))
        .height(size::BAR + space::NEAR)
        .into()
}

fn content<'a>(
    room: &'a Dispatch,
    board: &'a Board,
    compact: bool,
    cx: &'a Context,
) -> Element<'a, Message> {
    let known = room.selected.and_then(|card| Some((card, room.job(card)?)));
    let Some((card, job)) = known else {
        let words = match board.waiting {
            0 => cx.locale.dispatch_all_assigned(),
            _ if board.pool.is_empty() => cx.locale.dispatch_none_fits(),
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
    let what = [
        Some(layout::facts(job, board.today, cx)),
        Some(job.place.in_one_line()),
        machine,
        Some(job.model.clone()),
        layout::fault(job, cx),
        job.description.clone(),
    ];
    let what: Vec<String> = what.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let what = muted_line(what.join(" · "));
    let words = column![who, what].spacing(space::TIGHT);
    let words = container(words).width(Fill).clip(true);

    let deeds = deeds((planned, card), compact, cx);

    framed(row![words, deeds].spacing(space::APART).align_y(Center))
}

fn framed<'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    container(content)
        .padding([space::NEAR, space::SNUG])
        .center_y(size::BAR + space::NEAR)
        .width(Fill)
        .style(theme::style::card)
        .into()
}

fn deeds<'a>(
    (planned, card): (Option<&'a Planned>, Card),
    compact: bool,
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
    let deed =
        |icon, words| if compact { icon_button(icon, words) } else { button(words).icon(icon) };

    row![
        deed(icon::user(), assign)
            .key("A")
            .on_press_maybe((!over).then_some(Message::PlanPressed(false))),
        deed(icon::calendar(), book)
            .key("B")
            .on_press_maybe((!over).then_some(Message::PlanPressed(true))),
        deed(icon::undo(), locale.dispatch_take_back())
            .key("U")
            .on_press_maybe(visit.map(|_| Message::TakeBackPressed)),
        deed(icon::printer(), print).key("P").on_press_maybe(visit.map(|_| Message::PrintPressed)),
        deed(icon::arrow_right(), locale.action_open())
            .key("Enter")
            .on_press(Message::Opened(card)),
    ]
    .spacing(space::NEAR)
    .align_y(Center)
    .into()
}
