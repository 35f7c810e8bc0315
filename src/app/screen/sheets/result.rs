//! What the visit came to: when, with which outcome, found and done what, measured what.

use domain::{Outcome, ReadingKind};
use engine::{Error, Wrong};
use iced::widget::{Row, column};
use iced::{Element, Fill};
use ui::widget::{columns, combo, field, labelled};
use ui::{Suggestion, size, space};

use super::boxes;
use super::paper::measured::Message as Measured;
use super::paper::{self, DAY, Field, Message, OUTCOME, On, Paper, READINGS, Time};
use crate::context::Context;
use crate::problem;

/// The fields of this part of the sheet.
pub fn view<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let came = times(paper, cx).map(Message::Measured);
    let found = codes(paper, cx).into_iter();
    let measured = readings(paper, cx).into_iter().map(|field| field.map(Message::Measured));

    column![
        columns(size::CODE * 3.0 + space::APART * 2.0, [came, outcomes(paper, cx)]),
        columns(size::CODE + space::MARGIN, found.chain(measured)),
    ]
    .spacing(space::SNUG)
    .into()
}

/// The day, arrival and end, and below them in one line which day it is and what is wrong.
fn times<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Measured> {
    let locale = &cx.locale;
    let odd_day = paper.wrong("day", locale);
    let day = field(locale.sheet_day(), &paper.typed.day)
        .id(DAY)
        .width(size::CODE)
        .marked(odd_day.is_some())
        .on_input(Measured::DayChanged)
        .on_submit(Measured::DayPassed);
    let odd_times = Time::ALL.map(|time| wrong(time, paper, cx));
    let fields = Time::ALL.into_iter().zip(&odd_times).map(|(time, odd)| {
        let (label, typed) = match time {
            Time::Arrived => {
                (paper.numbered(On::Arrived, &locale.paper_arrived()), &paper.typed.arrived)
            }
            Time::Ended => (paper.numbered(On::Ended, &locale.paper_ended()), &paper.typed.ended),
        };
        field(label, typed)
            .id(time.id())
            .width(size::CODE)
            .marked(odd.is_some())
            .on_input(move |text| Measured::TimeChanged(time, text))
            .on_submit(Measured::TimePassed(time))
            .into()
    });
    let fields = Row::with_children([day.into()].into_iter().chain(fields)).spacing(space::SNUG);
    let shown = paper.day().ok().map(|day| locale.date_relative(day, cx.engine.clock().today()));
    let early = paper.is_early().then(|| locale.sheet_early(&received(paper, cx)));
    let hint = early.unwrap_or_else(|| locale.sheet_time_hint());
    let said: Vec<String> = shown.into_iter().chain([hint]).collect();
    // Below the day stands also what is wrong with a time: it says with which.
    let odd_times = Time::ALL.into_iter().zip(odd_times).map(|(time, odd)| {
        let name = match time {
            Time::Arrived => locale.paper_arrived(),
            Time::Ended => locale.paper_ended(),
        };
        odd.map(|why| locale.sheet_time_wrong(&name, &why))
    });
    let wrong = odd_times.fold(odd_day, Option::or);

    labelled("", fields, wrong.map(Into::into), Some(said.join(" · ").into()), Fill)
}

/// When the order came in, in words.
fn received(paper: &Paper, cx: &Context) -> String {
    let received = paper.form.received.at(cx.engine.clock().offset()).naive_local();

    cx.locale.date_time(received)
}

/// What is wrong with a time: when the order came in, where that was later.
fn wrong(time: Time, paper: &Paper, cx: &Context) -> Option<String> {
    let locale = &cx.locale;
    let early = paper.errors.iter().any(|error| {
        matches!(error, Error::Field { field, why: Wrong::BeforeOrder } if *field == time.name())
    });
    if early {
        return Some(locale.sheet_before_order(&received(paper, cx)));
    }

    paper.wrong(time.name(), locale)
}

/// The six boxes, each with its number.
fn outcomes<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let chosen = Outcome::ALL.iter().position(|outcome| Some(*outcome) == paper.typed.outcome);
    let words = Outcome::ALL.map(|outcome| locale.outcome(outcome)).into_iter().zip(1..);
    let picked = |figure: usize| Message::OutcomePicked(figure.wrapping_sub(1));
    let boxes = boxes::boxes(words, (OUTCOME, chosen.map(|at| at + 1)), picked, None);
    let wrong = paper.wrong("outcome", locale);
    let hint = Some(locale.sheet_outcome_hint().into());

    labelled(
        paper.numbered(On::Outcome, &locale.paper_outcome()),
        boxes,
        wrong.map(Into::into),
        hint,
        Fill,
    )
}

/// Fault, cause, measure.
fn codes<'a>(paper: &'a Paper, cx: &'a Context) -> [Element<'a, Message>; 3] {
    let locale = &cx.locale;
    Field::ALL.map(|field| {
        let label = match field {
            Field::Fault => paper.numbered(On::Fault, &locale.paper_fault_found()),
            Field::Cause => paper.numbered(On::Cause, &locale.paper_cause()),
            Field::Measure => paper.numbered(On::Measure, &locale.paper_measure()),
        };
        let label = if paper.is_needed(field) { locale.sheet_required(&label) } else { label };
        let typed = &paper.typed.codes[field as usize];
        let found = paper.codes_found(field);
        let found =
            found.into_iter().map(|choice| Suggestion::new(paper::shown(choice, paper.tag())));
        let shown = combo(label, &locale.sheet_code_hint(), typed, found.collect())
            .id(field.id())
            .error(paper.wrong(field.name(), locale))
            .on_input(move |text| Message::CodeChanged(field, text))
            .on_pick(move |at| Message::CodePicked(field, at))
            .on_submit(Message::CodePassed(field));
        if typed.trim().is_empty() { shown.into() } else { shown.eager().into() }
    })
}

/// What is measured on such a machine; nothing where nobody knows which it is.
fn readings<'a>(paper: &'a Paper, cx: &'a Context) -> Vec<Element<'a, Measured>> {
    let locale = &cx.locale;
    let kinds = paper.form.readings();
    let fields = kinds.iter().zip(READINGS).enumerate().map(|(at, (kind, id))| {
        let typed = paper.typed.readings.get(kind).map(String::as_str).unwrap_or_default();
        let label = locale.reading_field(*kind);
        let label = if at == 0 { paper.numbered(On::Readings, &label) } else { label };
        field(label, typed)
            .id(id)
            .error(paper.errors.iter().find_map(|error| odd(*kind, error, cx)))
            .on_input(move |text| Measured::ReadingChanged(at, text))
            .on_submit(Measured::ReadingPassed(at))
            .into()
    });

    fields.collect()
}

/// What is wrong with a reading: how much it can be, where it is too much.
fn odd(kind: ReadingKind, error: &Error, cx: &Context) -> Option<String> {
    let locale = &cx.locale;
    match error {
        Error::Field { field, why: Wrong::OutOfRange } if *field == kind.code() => {
            let (least, most) = kind.range();
            Some(locale.sheet_reading_range(&least.figures(), &locale.reading_amount(most)))
        }
        error => problem::beside(kind.code(), Some(error), locale),
    }
}
