//! A sheet before the first key: with the fault that was reported, or as it was before it was taken back.

use chrono::{NaiveDate, NaiveDateTime};
use domain::{Money, Outcome};
use engine::{CodeChoice, SheetEntry, SheetForm};
use locale::Locale;

use super::shown;
use crate::screen::sheets::typed::{Line, Typed};

/// A sheet that comes back for the first time.
pub(super) fn fresh(form: &SheetForm, locale: &Locale) -> Typed {
    let tag = locale.language().tag();
    let fault = code(&form.faults, form.reported.as_deref(), tag);

    Typed {
        number: form.number.clone(),
        day: day_shown(form.day, locale),
        codes: [fault, only_cause(form, tag), String::new()],
        ..Typed::default()
    }
}

/// The cause, where a repair can have but one.
fn only_cause(form: &SheetForm, tag: &str) -> String {
    match form.causes.as_slice() {
        [only] if form.needs_cause(Outcome::Finished) => shown(only, tag),
        _ => String::new(),
    }
}

/// A sheet as it was entered, to be corrected.
pub(super) fn again(form: &SheetForm, before: &SheetEntry, locale: &Locale) -> Typed {
    let tag = locale.language().tag();
    let there = before.arrived.or(before.ended).map(|time| time.date());
    let day = there.or(before.day).unwrap_or(form.day);
    let time =
        |time: Option<NaiveDateTime>| time.map(|time| time_shown(time, day)).unwrap_or_default();
    let money = |money: Money| {
        if money.is_zero() { String::new() } else { locale.money_figures(money) }
    };
    let built_in = before.parts.iter().map(|part| Line {
        part: part.part,
        quantity: part.quantity,
        serial: part.serial.clone(),
        old: part.old,
        insisted: false,
        missing: false,
    });
    let missing = before.needed.iter().map(|it| Line::missing(it.part, it.quantity));

    Typed {
        number: form.number.clone(),
        day: day_shown(day, locale),
        arrived: time(before.arrived),
        ended: time(before.ended),
        outcome: Some(before.outcome),
        codes: [
            code(&form.faults, before.fault.as_deref(), tag),
            code(&form.causes, before.cause.as_deref(), tag),
            code(&form.measures, before.measure.as_deref(), tag),
        ],
        readings: before.readings.iter().map(|it| (it.kind, it.figures())).collect(),
        lines: built_in.chain(missing).collect(),
        unknown_part: before.unknown_part,
        other: money(before.other),
        waived: before.waiver.is_some(),
        waiver: before.waiver.clone().unwrap_or_default(),
        cash: money(before.cash),
        means: Some(before.means),
        grade: before.grade,
        remark: before.remark.clone().unwrap_or_default(),
        ..Typed::default()
    }
}

/// A day as it stands in its field.
pub(super) fn day_shown(day: NaiveDate, locale: &Locale) -> String {
    locale.date_figures(day)
}

/// A time as it stands in its field once it is taken: with its day where that is not `day`.
pub(super) fn time_shown(time: NaiveDateTime, day: NaiveDate) -> String {
    time.format(if time.date() == day { "%H:%M" } else { "%d %H:%M" }).to_string()
}

fn code(choices: &[CodeChoice], code: Option<&str>, tag: &str) -> String {
    let known = choices.iter().find(|choice| Some(choice.code.as_str()) == code);

    known.map(|choice| shown(choice, tag)).unwrap_or_default()
}
