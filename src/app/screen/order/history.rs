//! Who did what to an order, and when: the right side of its file.

use domain::Event;
use engine::{Amended, Happened, Line, OrderFile, Took};
use iced::Element;
use iced::widget::column;
use ui::widget::{Entry, section, timeline};
use ui::{Mark, Tone, space};

use super::{Message, paper};
use crate::context::Context;
use crate::shown::Shown;
use crate::{moment, sign};

/// The key that shows more of it.
pub const MORE: &str = "m";

/// The timeline, newest first.
pub fn history<'a>(file: &'a OrderFile, shown: Shown, cx: &'a Context) -> Element<'a, Message> {
    let entries = shown.of(&file.timeline).iter().map(|line| entry(line, file, cx));
    let more = shown.button(file.timeline.len(), ("M", Message::MorePressed), cx);
    let lines = column![timeline(entries), more].spacing(space::SNUG);

    section(cx.locale.order_timeline(), None, lines)
}

fn entry<'a>(line: &'a Line, file: &OrderFile, cx: &Context) -> Entry<'a> {
    let locale = &cx.locale;
    let (mark, tone, text, more) = face(line, file, cx);
    let who = line.by.clone().unwrap_or_else(|| locale.source_headquarters());
    let when = moment::told(line.at, cx);
    let detail: Vec<String> =
        more.into_iter().chain(line.remark.as_deref().map(|it| locale.reworded(it))).collect();

    Entry {
        mark,
        tone,
        time: format!("{when} · {who}").into(),
        text: text.into(),
        detail: (!detail.is_empty()).then(|| detail.join("\n").into()),
    }
}

/// Its shape and words, and what else there is to say.
fn face(line: &Line, file: &OrderFile, cx: &Context) -> (Mark, Tone, String, Option<String>) {
    let locale = &cx.locale;

    match &line.what {
        Happened::Step { event, from, to, reason } => {
            let (tone, mark) = match event {
                Event::Urge => (Tone::Warning, Mark::Phone),
                Event::WithdrawUrge | Event::WithdrawHandover | Event::TakeBack => {
                    (Tone::Neutral, Mark::Cross)
                }
                Event::AskHandover => (Tone::Info, Mark::Clock),
                Event::RefuseHandover => (Tone::Warning, Mark::Pause),
                _ => sign::state(*to),
            };
            let kind = file.order.kind;
            let now = (from != to).then(|| locale.order_now(&locale.state_of(*to, kind)));
            let why = reason.map(|reason| locale.cancel_reason(reason));
            let more: Vec<String> = now.into_iter().chain(why).collect();
            let more = (!more.is_empty()).then(|| more.join("\n"));
            (mark, tone, locale.event(*event), more)
        }
        Happened::Printed(1) => (Mark::Sheet, Tone::Neutral, locale.state_visit_printed(), None),
        Happened::Printed(copy) => {
            (Mark::Sheet, Tone::Neutral, locale.order_printed_again(*copy), None)
        }
        Happened::PrintTakenBack => {
            (Mark::Cross, Tone::Neutral, locale.order_print_taken_back(), None)
        }
        Happened::Called(outcome, grade) => {
            let words = locale.callback_outcome(*outcome);
            let said = grade.map(|grade| locale.grade(grade));
            let tone = grade.map_or(Tone::Neutral, |grade| sign::grade(grade).0);
            (Mark::Phone, tone, locale.order_called(&words), said)
        }
        Happened::CallTakenBack => {
            (Mark::Cross, Tone::Neutral, locale.order_call_taken_back(), None)
        }
        Happened::Wrote(purpose) => {
            (Mark::Sheet, Tone::Neutral, locale.order_wrote(&locale.purpose(*purpose)), None)
        }
        Happened::TookBack(purpose) => {
            let words = locale.order_letter_taken_back(&locale.purpose(*purpose));
            (Mark::Cross, Tone::Neutral, words, None)
        }
        Happened::Amended(amended) => {
            let (what, from, to) = amended_words(amended, file, cx);
            let nothing = || locale.order_amended_nothing();
            let more = [
                locale.order_amended_from(&from.unwrap_or_else(nothing)),
                locale.order_amended_to(&to.unwrap_or_else(nothing)),
            ];
            (Mark::Dot, Tone::Neutral, locale.order_amended(&what), Some(more.join("\n")))
        }
        Happened::Took(took) => money_words(*took, cx),
    }
}

/// What came in, or was taken back.
fn money_words(took: Took, cx: &Context) -> (Mark, Tone, String, Option<String>) {
    let locale = &cx.locale;
    if took.amount.minor < 0 {
        let words = locale.order_payment_taken_back(&locale.money(-took.amount));
        return (Mark::Cross, Tone::Neutral, words, None);
    }
    let amount = locale.money(took.amount);
    let words = match took.means {
        Some(means) => locale.order_paid(&amount, &locale.means(means)),
        None => locale.order_took(&amount),
    };
    let day = took.on.map(|day| locale.order_paid_on(&locale.date(day)));

    (Mark::Dot, Tone::Success, words, day)
}

/// What was changed, from what to what.
fn amended_words(
    amended: &Amended,
    file: &OrderFile,
    cx: &Context,
) -> (String, Option<String>, Option<String>) {
    let locale = &cx.locale;
    let code = |code: &Option<String>| code.as_deref().map(|code| paper::label(file, code, cx));
    let slot = |slot: &Option<domain::Slot>| {
        slot.map(|slot| locale.slot_relative(slot, cx.engine.clock().today()))
    };

    match amended {
        Amended::Description(from, to) => (locale.intake_description(), from.clone(), to.clone()),
        Amended::Fault(from, to) => (locale.code_fault(), code(from), code(to)),
        Amended::Priority(from, to) => {
            let priority = |priority| Some(locale.priority(priority));
            (locale.order_urgency(), priority(*from), priority(*to))
        }
        Amended::Promised(from, to) => (locale.order_promised(), slot(from), slot(to)),
        Amended::Address(from, to) => (locale.customer_address(), from.clone(), to.clone()),
    }
}
