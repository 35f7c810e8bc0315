//! What the customer says: grade, one by one, other words, and what comes of it.

use domain::{Aspect, Grade};
use engine::{AfterCall, CallForm};
use iced::widget::{column, container, responsive, row, space as gap};
use iced::{Center, Element, Fill, Shrink};
use ui::widget::{
    banner, beside, button, columns, icon_button, key_hint, labelled, note, segments,
};
use ui::{Tone, icon, size, space};

use crate::context::Context;
use crate::place::Place;
use crate::problem;
use crate::screen::callbacks::calls::{Calls, GRADE, MARKS, Message, REMARK};

/// Grade and marks, with the other words beside them.
pub fn view<'a>(calls: &'a Calls, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let entry = &calls.entry;
    let remark = note(locale.callback_remark(), &entry.remark)
        .id(REMARK)
        .lines(3)
        .hint_at_rest(locale.callback_remark_hint())
        .error(problem::beside("remark", calls.error.as_ref(), locale).map(|words| {
            if entry.then.is_some() { locale.callback_remark_missing() } else { words }
        }))
        .on_action(Message::RemarkEdited);
    let marks = labelled(
        locale.callback_marks(),
        marks(calls, cx),
        None,
        Some(locale.callback_marks_hint().into()),
        Fill,
    );
    let grade = container(grade(calls, cx)).id(GRADE);
    let said = column![grade, refusal(calls, cx), container(marks).id(MARKS)];
    let said = said.spacing(space::SNUG);

    beside(said, size::DIALOG - space::MARGIN, remark, size::SIDE - space::FAR)
}

/// The grade, and what follows from a bad one.
fn grade<'a>(calls: &'a Calls, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let grades = Grade::ALL
        .into_iter()
        .zip(1..)
        .map(|(grade, key)| format!("{key}  {}", locale.grade(grade)));
    let selected = Grade::ALL.iter().position(|grade| Some(*grade) == calls.entry.grade);
    let grades = segments(grades, selected, |at| Message::Graded(Grade::ALL[at]));
    let bad = calls.entry.grade == Some(Grade::Dissatisfied);
    let then = bad.then(|| follow(calls, cx));
    let chosen = column![grades, then].spacing(space::NEAR);
    let keys = bad.then(|| locale.callback_follow_keys().into());

    labelled(locale.callback_grade(), chosen, None, keys, Fill)
}

/// Why it is not saved, in a band of its own: whoever overlooks it takes the next key for the next customer.
fn refusal<'a>(calls: &Calls, cx: &'a Context) -> Option<Element<'a, Message>> {
    let wrong = |field| problem::beside(field, calls.error.as_ref(), &cx.locale).is_some();
    let words = match calls.regrading(cx) {
        Some(words) => words,
        None if wrong("grade") => cx.locale.callback_grade_missing(),
        None if wrong("then") => cx.locale.callback_then_missing(),
        None => return None,
    };

    Some(banner(Tone::Danger, words, None))
}

/// What was asked about one by one: good, not good, or not asked.
fn marks<'a>(calls: &'a Calls, cx: &'a Context) -> Element<'a, Message> {
    let chips =
        Aspect::ALL.into_iter().zip(calls.entry.marks).zip(4..).map(|((aspect, good), key)| {
            let name = format!("{key}  {}", cx.locale.aspect(aspect));
            let chip = button(name).on_press(Message::MarkPressed(aspect));
            match good {
                None => chip.into(),
                Some(true) => chip.icon(icon::check()).into(),
                Some(false) => chip.icon(icon::x()).danger().into(),
            }
        });

    iced::widget::Row::with_children(chips).spacing(space::NEAR).wrap().into()
}

/// Complaint or redo: what someone who is not satisfied is owed.
fn follow<'a>(calls: &'a Calls, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let choice = |label: String, key: &'static str, then: AfterCall| {
        let choice =
            button(format!("{key}  {label}")).width(Fill).on_press(Message::FollowPicked(then));
        if calls.entry.then == Some(then) { choice.primary() } else { choice }
    };

    columns(
        size::FIELD - space::MARGIN,
        [
            choice(locale.callback_complain(), "C", AfterCall::Complaint)
                .icon(icon::message())
                .into(),
            choice(locale.callback_redo(), "R", AfterCall::Redo).icon(icon::redo()).into(),
        ],
    )
}

/// What can be done with the call; where there is little room, the keys stand in the tooltips only.
pub fn deeds<'a>(calls: &'a Calls, form: &'a CallForm, cx: &'a Context) -> Element<'a, Message> {
    responsive(move |room| deeds_in(calls, form, room.width < size::DIALOG, cx))
        .height(Shrink)
        .into()
}

fn deeds_in<'a>(
    calls: &'a Calls,
    form: &'a CallForm,
    narrow: bool,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let hint = |key: &'static str| (!narrow).then(|| key_hint(key));
    let ready = |message: Message| (!calls.is_saving()).then_some(message);
    let save = if form.was_called() && calls.entry.grade.is_none() {
        locale.callback_close()
    } else {
        locale.callback_save()
    };
    let missed = (!form.was_called() && !form.refuses_calls).then(|| {
        row![
            button(locale.callback_missed())
                .icon(icon::phone())
                .key("N")
                .on_press_maybe(ready(Message::MissedPressed)),
            hint("N"),
        ]
        .spacing(space::TIGHT)
        .align_y(Center)
    });
    let waive = form.refuses_calls.then(|| {
        row![
            button(locale.callback_waive())
                .icon(icon::cancelled())
                .key("W")
                .on_press_maybe(ready(Message::WaivePressed)),
            hint("W"),
        ]
        .spacing(space::TIGHT)
        .align_y(Center)
    });

    row![
        missed,
        waive,
        if narrow {
            icon_button(icon::letter(), locale.callback_letter())
        } else {
            button(locale.callback_letter()).quiet().icon(icon::letter())
        }
        .key("L")
        .on_press(Message::Left(Place::Letter(form.id))),
        gap::horizontal(),
        hint("F10"),
        button(save).primary().key("F10").on_press_maybe(ready(Message::SavePressed)),
    ]
    .spacing(space::NEAR)
    .align_y(Center)
    .into()
}
