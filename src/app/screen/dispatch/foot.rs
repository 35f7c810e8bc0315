//! What is known of the selected card, and what can be done with it.

use domain::VisitState;
use engine::{Board, Planned};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::widget::button;
use ui::{icon, size, space, theme};

use super::{Card, Dispatch, Message, layout};
use crate::context::Context;
use crate::sign;

pub fn view<'a>(room: &'a Dispatch, board: &'a Board, cx: &'a Context) -> Element<'a, Message> {
    let known = room.selected.and_then(|card| Some((card, room.job(card)?)));
    let Some((card, job)) = known else {
        let words = if board.pool.is_empty() {
            cx.locale.dispatch_all_assigned()
        } else {
            cx.locale.dispatch_hint()
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
        text(job.name.as_str()),
        text(job.phone.as_str()),
        text(layout::facts(job, board.today, cx)).style(theme::style::muted),
    ]
    .spacing(space::SNUG)
    .align_y(Center);
    let machine = job.category.map(|category| cx.locale.category(category));
    let what = [
        Some(cx.locale.address(&job.place)),
        machine,
        Some(job.model.clone()),
        job.description.clone(),
    ];
    let what: Vec<String> = what.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let what = text(what.join(" · ")).size(size::CAPTION).style(theme::style::muted);
    let words = column![who, container(what.wrapping(text::Wrapping::None)).clip(true)]
        .spacing(space::TIGHT)
        .width(Fill);

    framed(row![words, deeds(planned, card, cx)].spacing(space::APART).align_y(Center))
}

fn framed<'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    container(content)
        .padding([space::NEAR, space::SNUG])
        .center_y(size::BAR + space::NEAR)
        .width(Fill)
        .style(theme::style::card)
        .into()
}

fn deeds<'a>(planned: Option<&'a Planned>, card: Card, cx: &'a Context) -> Element<'a, Message> {
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

    row![
        gap::horizontal().width(space::NONE),
        button(assign)
            .icon(icon::user())
            .key("A")
            .on_press_maybe((!over).then_some(Message::PlanPressed(false))),
        button(book)
            .icon(icon::calendar())
            .key("B")
            .on_press_maybe((!over).then_some(Message::PlanPressed(true))),
        button(locale.dispatch_take_back())
            .key("U")
            .on_press_maybe(visit.map(|_| Message::TakeBackPressed)),
        button(print)
            .icon(icon::printer())
            .key("P")
            .on_press_maybe(visit.map(|_| Message::PrintPressed)),
        button(locale.action_open()).key("Enter").on_press(Message::Opened(card)),
    ]
    .spacing(space::NEAR)
    .align_y(Center)
    .into()
}
