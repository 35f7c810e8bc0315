//! One complaint: what it is about, what happened, and the next step.

use domain::{Event, State};
use engine::{Complaint, Keys};
use iced::widget::{column, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::widget::{
    Entry, banner, beside, button, combo, key_hint, note, scroll, section, spinner, timeline,
};
use ui::{Mark, Suggestion, Tone, icon, size, space, theme};

use super::complaints::{Complaints, DEPARTMENT, Message, PASS_ON, WORDS};
use crate::context::Context;
use crate::place::Place;
use crate::{problem, sign, unread};

/// The complaint in hand.
pub fn view<'a>(complaints: &'a Complaints, cx: &'a Context) -> Element<'a, Message> {
    let Some(file) = &complaints.file else {
        let name = cx.locale.order_kind(domain::OrderKind::Complaint);
        return match &complaints.error {
            Some(error) => unread::view(&name, (error, 0), Message::AgainPressed, cx),
            None => iced::widget::center(spinner(cx.locale.window_loading())).into(),
        };
    };
    let general = complaints.error.as_ref().filter(|error| {
        !matches!(error, engine::Error::Field { field: "department" | "answer", .. })
    });
    let problem =
        general.map(|error| banner(Tone::Danger, problem::message(error, &cx.locale), None));
    let main = column![said(file, cx), step(complaints, file, cx)].spacing(space::APART);
    let side = history(file, cx);
    let content = column![
        head(file, cx),
        problem,
        beside(main, size::DIALOG - space::MARGIN * 3.0, side, size::FIELD),
    ]
    .spacing(space::APART);

    scroll("complaint", content.padding([space::APART, space::FAR]))
}

fn head<'a>(file: &'a Complaint, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let phone = file
        .customer
        .first_phone()
        .map(|phone| text(locale.phone(phone)).size(size::TITLE).font(ui::fonts::BOLD));

    let name = text(file.customer.name.as_str()).size(size::TITLE).font(ui::fonts::BOLD);
    let order = button(file.order.number.to_string())
        .quiet()
        .icon(icon::orders())
        .key("O")
        .tip(locale.callback_order())
        .on_press(Message::Left(Place::Order(file.id)));
    let state = sign::state_badge(file.state, file.order.kind, locale);
    let who = row![name, phone].spacing(space::SNUG).align_y(Center);
    let what = row![state, gap::horizontal(), order].spacing(space::SNUG).align_y(Center);

    beside(who, size::FIELD, what, size::FIELD)
}

fn said<'a>(file: &'a Complaint, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let origin = file.origin.as_ref().map(|(order, number)| {
        row![
            text(locale.complaint_origin()).size(size::CAPTION).style(theme::style::muted),
            button(number.as_str()).small().quiet().on_press(Message::Left(Place::Order(*order))),
        ]
        .spacing(space::TIGHT)
        .align_y(Center)
    });
    let words = text(file.order.description.as_deref().unwrap_or_default());

    section(locale.complaint_text(), None, column![words, origin].spacing(space::NEAR))
}

/// What is to be done next.
fn step<'a>(
    complaints: &'a Complaints,
    file: &'a Complaint,
    cx: &'a Context,
) -> Option<Element<'a, Message>> {
    match file.state {
        State::Registered | State::Rejected => Some(route(complaints, cx)),
        State::Routed => Some(answer(complaints, cx)),
        State::Answered => Some(judge(complaints, file, cx)),
        _ => file.answer.as_deref().map(|words| answered(words, cx)),
    }
}

/// All departments that are known: the office's own, then the usual ones.
pub fn known_departments(complaints: &Complaints, cx: &Context) -> Vec<String> {
    let locale = &cx.locale;
    let usual = [
        locale.complaint_departments_service(),
        locale.complaint_departments_parts(),
        locale.complaint_departments_sales(),
        locale.complaint_departments_finance(),
        locale.complaint_departments_maker(),
    ];
    let own = complaints.file.iter().flat_map(|file| file.departments.iter().cloned());
    let mut names: Vec<String> = Vec::new();
    for name in own.chain(usual) {
        if !names.contains(&name) {
            names.push(name);
        }
    }

    names
}

/// Those of them that hold what is typed, or answer to it in pinyin or by initials.
pub fn departments(complaints: &Complaints, cx: &Context) -> Vec<String> {
    let names = known_departments(complaints, cx);
    let keys: Vec<Keys> = names.iter().map(|name| Keys::of("", [name.as_str()])).collect();
    let found = Keys::find(&keys, |keys| keys, &complaints.department, names.len());

    found.into_iter().filter_map(|at| names.get(at).cloned()).collect()
}

fn route<'a>(complaints: &'a Complaints, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let names = departments(complaints, cx).into_iter().map(Suggestion::new).collect();
    let department = combo("", "", &complaints.department, names)
        .id(DEPARTMENT)
        .eager()
        .hint(locale.complaint_department_hint())
        .error(problem::beside("department", complaints.error.as_ref(), locale))
        .on_input(Message::DepartmentChanged)
        .on_pick(Message::DepartmentPicked)
        .on_submit(Message::DepartmentPassed);
    let own = button(locale.complaint_own())
        .key("F7")
        .on_press_maybe(cx.offer(Message::OwnPressed).filter(|_| !complaints.saving));
    let save = button(locale.complaint_route())
        .id(PASS_ON)
        .primary()
        .icon(icon::arrow_right())
        .key("F10")
        .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| !complaints.saving));

    section(
        locale.complaint_department(),
        None,
        column![
            department,
            row![own, key_hint("F7"), gap::horizontal(), key_hint("F10"), save]
                .spacing(space::NEAR)
                .align_y(Center)
        ]
        .spacing(space::SNUG),
    )
}

fn answer<'a>(complaints: &'a Complaints, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let words = note("", &complaints.words)
        .id(WORDS)
        .lines(6)
        .hint(locale.complaint_answer_hint())
        .error(problem::beside("answer", complaints.error.as_ref(), locale))
        .on_action(Message::WordsEdited);
    let save = button(locale.complaint_save_answer())
        .primary()
        .key("F10")
        .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| !complaints.saving));

    section(
        locale.complaint_answer(),
        None,
        column![
            words,
            row![gap::horizontal(), key_hint("F10"), save].spacing(space::NEAR).align_y(Center)
        ]
        .spacing(space::SNUG),
    )
}

fn answered<'a>(words: &'a str, cx: &'a Context) -> Element<'a, Message> {
    section(cx.locale.complaint_answered(), None, text(words))
}

fn judge<'a>(
    complaints: &'a Complaints,
    file: &'a Complaint,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let ready = |accepted| (!complaints.saving).then_some(Message::Judged(accepted));
    let words = note("", &complaints.words)
        .id(WORDS)
        .lines(2)
        .hint(locale.complaint_verdict_hint())
        .on_action(Message::WordsEdited);
    let deeds = row![
        button(locale.complaint_letter())
            .icon(icon::letter())
            .key("L")
            .on_press(Message::Left(Place::Letter(file.id))),
        button(format!("2  {}", locale.complaint_reject()))
            .icon(icon::x())
            .on_press_maybe(ready(false)),
        button(format!("1  {}", locale.complaint_accept()))
            .primary()
            .icon(icon::check())
            .on_press_maybe(ready(true)),
    ]
    .spacing(space::NEAR)
    .wrap();
    let clock = cx.engine.clock();
    let letter = match file.letter {
        Some(at) => locale.complaint_written(&locale.moment(at, clock.now(), clock.offset())),
        None => locale.complaint_unwritten(),
    };
    let letter = text(letter).size(size::CAPTION).style(theme::style::muted);
    let verdict = section(
        locale.complaint_verdict(),
        None,
        column![words, deeds, letter].spacing(space::SNUG),
    );

    column![answered(file.answer.as_deref().unwrap_or_default(), cx), verdict]
        .spacing(space::APART)
        .into()
}

fn history<'a>(file: &'a Complaint, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let clock = cx.engine.clock();
    let entries = file.history.iter().rev().map(|(event, by)| {
        let (tone, mark) = look(event.event);
        let time = locale.moment(event.at, clock.now(), clock.offset());
        let time = by.as_deref().map_or_else(|| time.clone(), |by| format!("{time} · {by}"));
        Entry {
            mark,
            tone,
            time: time.into(),
            text: locale.event(event.event).into(),
            detail: event.remark.as_deref().map(|it| cx.locale.reworded(it).into()),
        }
    });

    section(locale.complaint_history(), None, column![timeline(entries)].width(Fill))
}

fn look(event: Event) -> (Tone, Mark) {
    match event {
        Event::Route => (Tone::Info, Mark::Person),
        Event::Answer => (Tone::Info, Mark::Check),
        Event::AcceptAnswer | Event::Close => (Tone::Success, Mark::CheckAll),
        Event::RejectAnswer => (Tone::Danger, Mark::Cross),
        Event::Cancel => (Tone::Neutral, Mark::Ban),
        Event::TakeBack => (Tone::Neutral, Mark::Cross),
        _ => (Tone::Neutral, Mark::Dot),
    }
}
