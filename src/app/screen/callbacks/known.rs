//! What the records say about the order in hand: the work, the parts, the money, earlier calls.

use domain::{Labels, State};
use engine::{CallForm, WorkDone};
use iced::Element;
use iced::widget::{column, text};
use ui::widget::{Entry, pair, section, timeline};
use ui::{Mark, Tone, size, space, theme};

use super::calls::Message;
use crate::context::Context;
use crate::sign;
use crate::there::there;

/// The card beside the script.
pub fn view<'a>(form: &'a CallForm, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let machine = form.machine.as_ref().map_or_else(
        || locale.appliance_unknown(),
        |machine| {
            let called = locale.machine(machine.category, machine.called.as_deref());
            format!("{called} {}", machine.model)
        },
    );
    let place = form
        .place
        .as_ref()
        .map(|place| text(place.in_one_line()).size(size::CAPTION).style(theme::style::muted));
    let fault = form.fault.as_ref().map(|labels| labels.get(locale.language().tag()));
    let said: Vec<&str> = fault.into_iter().chain(form.order.description.as_deref()).collect();
    let said = (!said.is_empty()).then(|| pair(locale.callback_reported(), said.join(" · ")));
    let work: Vec<Element<'a, Message>> = match form.work.as_slice() {
        [] => vec![text(locale.callback_no_work()).style(theme::style::muted).into()],
        visits => visits.iter().map(|work| done(work, cx)).collect(),
    };
    let parts: Vec<String> =
        form.parts.iter().map(|part| locale.callback_part(&part.name, part.quantity)).collect();
    let parts =
        (!parts.is_empty()).then(|| pair(locale.callback_parts(), locale.enumeration(&parts)));
    let money = (!form.due.is_zero() || !form.taken.is_zero()).then(|| {
        let words = locale.callback_paid(&locale.money(form.due), &locale.money(form.taken));
        pair(locale.callback_money(), words)
    });
    let free = (form.due.is_zero() && form.taken.is_zero() && !form.work.is_empty())
        .then(|| pair(locale.callback_money(), locale.charge_free()));
    let card = section(
        locale.callback_work(),
        None,
        column![
            text(machine).font(ui::fonts::BOLD),
            place,
            said,
            iced::widget::Column::with_children(work).spacing(space::SNUG),
            parts,
            money,
            free,
        ]
        .spacing(space::NEAR),
    );

    column![card, complaints(form, cx), calls(form, cx)].spacing(space::APART).into()
}

fn done<'a>(work: &'a WorkDone, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let word = |name: String, labels: &'a Option<Labels>| {
        labels.as_ref().map(|labels| pair(name, labels.get(locale.language().tag())))
    };
    let who = match work.day {
        Some(day) => format!("{} · {}", work.technician, locale.date_short(day)),
        None => work.technician.clone(),
    };
    let there = there(work.there, work.day, cx).map(|words| pair(locale.order_there(), words));
    let grade = work.grade.map(|grade| pair(locale.grade_on_sheet(), locale.grade(grade)));
    let remark = work.remark.as_deref().map(|words| pair(locale.callback_on_sheet(), words));

    column![
        pair(locale.callback_technician(), who),
        grade,
        there,
        pair(locale.callback_result(), locale.outcome(work.outcome)),
        word(locale.callback_fault(), &work.fault),
        word(locale.callback_cause(), &work.cause),
        word(locale.callback_measure(), &work.measure),
        remark,
    ]
    .spacing(space::TIGHT)
    .into()
}

fn complaints<'a>(form: &'a CallForm, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let entries = form.complaints.iter().map(|(_, number, state)| {
        let (tone, mark) = sign::state(*state);
        Entry {
            mark,
            tone,
            time: number.as_str().into(),
            text: complaint_state(*state, cx).into(),
            detail: None,
        }
    });
    let entries: Vec<_> = entries.collect();

    (!entries.is_empty()).then(|| section(locale.callback_complaint(), None, timeline(entries)))
}

fn complaint_state(state: State, cx: &Context) -> String {
    cx.locale.state_of(state, domain::OrderKind::Complaint)
}

fn calls<'a>(form: &'a CallForm, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let clock = cx.engine.clock();
    let entries = form.calls.iter().rev().map(|(call, by)| {
        let (tone, mark) = match call.grade {
            Some(grade) => sign::grade(grade),
            None => (Tone::Neutral, Mark::Phone),
        };
        let words = match call.grade {
            Some(grade) => locale.grade(grade),
            None => locale.callback_outcome(call.outcome),
        };
        let time = locale.moment(call.at, clock.now(), clock.offset());
        let time = match by {
            Some(by) => format!("{time} · {by}"),
            None => time,
        };
        Entry {
            mark,
            tone,
            time: time.into(),
            text: words.into(),
            detail: call.remark.as_deref().map(|it| cx.locale.reworded(it).into()),
        }
    });
    let entries: Vec<_> = entries.collect();

    (!entries.is_empty()).then(|| section(locale.callback_calls(), None, timeline(entries)))
}
