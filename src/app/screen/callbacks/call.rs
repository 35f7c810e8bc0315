//! The call sheet: whom to ring, what to say line by line, what to write down.

use domain::{Aspect, Grade, OrderKind};
use engine::{AfterCall, CallForm, Flaw};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::widget::{
    badge, banner, beside, button, columns, divider, empty, key_hint, note, scroll, section,
    segments, spinner,
};
use ui::{Mark, Tone, icon, size, space, theme};

use super::calls::{Calls, Message, REMARK};
use super::known;
use crate::context::Context;
use crate::place::Place;
use crate::{problem, sign};

/// The sheet of the call in hand.
pub fn view<'a>(calls: &'a Calls, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let general = calls.error.as_ref().filter(|error| {
        !matches!(error, engine::Error::Field { field: "grade" | "then" | "remark", .. })
    });
    let problem = general.map(|error| banner(Tone::Danger, problem::message(error, locale), None));
    let Some(form) = &calls.form else {
        return match problem {
            Some(problem) => column![problem].padding(space::FAR).into(),
            None if calls.saving => iced::widget::center(spinner(locale.window_loading())).into(),
            None => empty(
                icon::callbacks(),
                locale.callback_choose(),
                locale.callback_choose_how(),
                None,
            ),
        };
    };
    let over = !matches!(form.state, domain::State::SheetIn | domain::State::CalledBack);
    let main = column![script(form, cx), if over { not_to_call(cx) } else { entry(calls, cx) },]
        .spacing(space::APART);
    let sides =
        beside(main, size::DIALOG - space::MARGIN, known::view(form, cx), size::SIDE - space::FAR);
    let content = column![head(form, cx), problem, doubts(form, cx), sides].spacing(space::APART);

    let sheet = scroll("call-sheet", content.padding([space::APART, space::FAR]));
    let foot = (!over).then(|| {
        let deeds = container(deeds(calls, form, cx)).padding([space::NEAR, space::FAR]);
        column![divider(), deeds]
    });

    column![sheet, foot].into()
}

fn head<'a>(form: &'a CallForm, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let customer = &form.customer;
    let vip = (customer.level == domain::Level::Vip)
        .then(|| badge(Tone::Accent, Mark::Star, locale.callback_vip()));
    let urgent = (form.order.priority == domain::Priority::Urgent)
        .then(|| badge(Tone::Warning, Mark::Triangle, locale.callback_urgent()));
    let tried = (form.attempts > 0)
        .then(|| badge(Tone::Warning, Mark::Phone, locale.state_callback_trying(form.attempts)));
    let name = text(customer.name.as_str()).size(size::TITLE).font(ui::fonts::BOLD);
    let number = form.order.number.to_string();
    let who = row![
        name,
        vip,
        urgent,
        tried,
        gap::horizontal(),
        sign::state_badge(form.state, form.order.kind, locale),
        button(number)
            .quiet()
            .icon(icon::orders())
            .key("O")
            .tip(locale.callback_order())
            .on_press(Message::Left(Place::Order(form.id))),
    ]
    .spacing(space::NEAR)
    .align_y(Center);
    let phones = customer.phones.iter().enumerate().map(|(at, phone)| {
        let letters = if at == 0 { size::FIGURE } else { size::TITLE };
        let number = text(locale.phone(&phone.number)).size(letters).font(ui::fonts::BOLD);
        let label = phone.label.as_deref().map(|label| text(label).style(theme::style::muted));
        row![number, label].spacing(space::NEAR).align_y(Center).into()
    });
    let nobody = customer.phones.is_empty().then(|| {
        text(locale.callback_no_phone()).size(size::TITLE).style(theme::style::toned(Tone::Danger))
    });
    let phones = iced::widget::Row::with_children(phones).spacing(space::FAR).align_y(Center);
    let note = customer.note.as_deref().map(|note| text(note).style(theme::style::muted));

    column![
        who,
        row![icon::phone().sized(size::TITLE), phones, nobody].spacing(space::SNUG).align_y(Center),
        note
    ]
    .spacing(space::NEAR)
    .into()
}

/// What stands against the call, or against closing the order after it.
fn doubts<'a>(form: &'a CallForm, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    if form.flaws.is_empty() && !form.refuses_calls() {
        return None;
    }
    let refused =
        form.refuses_calls().then(|| banner(Tone::Warning, locale.callback_refused(), None));
    let unclosed = (!form.flaws.is_empty()).then(|| {
        let back = (form.state == domain::State::SheetIn && !form.work.is_empty()).then(|| {
            button(locale.callback_send_back())
                .small()
                .key("F8")
                .on_press(Message::SendBackPressed)
                .into()
        });
        banner(Tone::Warning, locale.callback_cannot_close(&flaws(&form.flaws, cx)), back)
    });

    Some(column![refused, unclosed].spacing(space::NEAR).into())
}

/// What stands against closing an order, in words.
pub fn flaws(flaws: &[Flaw], cx: &Context) -> String {
    let locale = &cx.locale;
    let words: Vec<String> = flaws
        .iter()
        .map(|flaw| match flaw {
            Flaw::NoResult => locale.callback_flaw_no_result(),
            Flaw::NoCodes => locale.callback_flaw_no_codes(),
            Flaw::VisitOpen => locale.callback_flaw_visit_open(),
            Flaw::Cash { due, taken } => {
                locale.callback_flaw_cash(&locale.money(*due), &locale.money(*taken))
            }
        })
        .collect();

    words.join(" ")
}

/// What to say, one question a line.
fn script<'a>(form: &'a CallForm, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let machine = form.machine.as_ref().map(|machine| locale.category(machine.category));
    let machine = machine.unwrap_or_else(|| locale.letters_appliance());
    // In the middle of an English sentence it is no heading.
    let machine = if locale.language() == locale::Language::English {
        machine.to_lowercase()
    } else {
        machine
    };
    let work = match form.order.kind {
        OrderKind::Install => locale.callback_say_install(&machine),
        OrderKind::Repair => locale.callback_say_repair(&machine),
        OrderKind::Maintenance => locale.callback_say_maintenance(&machine),
        _ => locale.callback_say_other(&machine),
    };
    let paid = if form.taken.is_zero() {
        locale.callback_say_free()
    } else {
        locale.callback_say_paid(&locale.money(form.taken))
    };
    let lines = [
        locale.callback_say_hello(&form.customer.name, &form.office),
        work,
        paid,
        locale.callback_say_grade(),
        locale.callback_say_thanks(),
    ];
    let lines = lines.into_iter().enumerate().map(|(at, line)| {
        let number = text(locale.number(at + 1)).style(theme::style::muted).width(space::APART);
        row![number, text(line).width(Fill)].spacing(space::NEAR).into()
    });

    section(
        locale.callback_script(),
        None,
        iced::widget::Column::with_children(lines).spacing(space::TIGHT),
    )
}

fn not_to_call(cx: &Context) -> Element<'_, Message> {
    banner(Tone::Info, cx.locale.callback_not_to_call(), None)
}

fn entry<'a>(calls: &'a Calls, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let entry = &calls.entry;
    let grades = Grade::ALL
        .into_iter()
        .zip(1..)
        .map(|(grade, key)| format!("{key}  {}", locale.grade(grade)));
    let selected = Grade::ALL.iter().position(|grade| Some(*grade) == entry.grade);
    let grades = segments(grades, selected, |at| Message::Graded(Grade::ALL[at]));
    let missing = |field: &str, words: String| {
        problem::beside(field, calls.error.as_ref(), locale)
            .map(|_| text(words).size(size::CAPTION).style(theme::style::toned(Tone::Danger)))
    };
    let remark = note(locale.callback_remark(), &entry.remark)
        .id(REMARK)
        .lines(2)
        .hint(locale.callback_remark_hint())
        .error(problem::beside("remark", calls.error.as_ref(), locale).map(|words| {
            if entry.then.is_some() { locale.callback_remark_missing() } else { words }
        }))
        .on_action(Message::RemarkEdited);
    let then = (entry.grade == Some(Grade::Dissatisfied)).then(|| follow(calls, cx));
    let label = |words: String| text(words).size(size::CAPTION).style(theme::style::muted);

    section(
        locale.callback_grade(),
        None,
        column![
            column![grades, missing("grade", locale.callback_grade_missing())]
                .spacing(space::TIGHT),
            then,
            missing("then", locale.callback_then_missing()),
            column![label(locale.callback_marks_hint()), marks(calls, cx)].spacing(space::TIGHT),
            remark,
        ]
        .spacing(space::SNUG),
    )
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

fn deeds<'a>(calls: &'a Calls, form: &'a CallForm, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let ready = |message: Message| (!calls.saving).then_some(message);
    let save = if form.was_called() && calls.entry.grade.is_none() {
        locale.callback_close()
    } else {
        locale.callback_save()
    };
    let missed = (!form.was_called() && !form.refuses_calls()).then(|| {
        row![
            button(locale.callback_missed())
                .icon(icon::phone())
                .key("N")
                .on_press_maybe(ready(Message::MissedPressed)),
            key_hint("N"),
        ]
        .spacing(space::TIGHT)
        .align_y(Center)
    });
    let waive = form.refuses_calls().then(|| {
        row![
            button(locale.callback_waive())
                .icon(icon::cancelled())
                .key("W")
                .on_press_maybe(ready(Message::WaivePressed)),
            key_hint("W"),
        ]
        .spacing(space::TIGHT)
        .align_y(Center)
    });

    row![
        missed,
        waive,
        button(locale.callback_letter())
            .quiet()
            .icon(icon::letter())
            .key("L")
            .on_press(Message::Left(Place::Letter(form.id))),
        gap::horizontal(),
        key_hint("F10"),
        button(save).primary().key("F10").on_press_maybe(ready(Message::SavePressed)),
    ]
    .spacing(space::NEAR)
    .align_y(Center)
    .into()
}
