//! The call sheet: whom to ring, what to say line by line, what to write down.

mod entry;

use domain::{OrderKind, State};
use engine::{CallForm, Error, Flaw};
use iced::widget::{column, container, responsive, row, text};
use iced::{Center, Element, Fill, Padding};
use ui::widget::{
    badge, banner, beside, button, divider, empty, key_hint, scroll, section, spinner,
};
use ui::{Mark, Tone, icon, size, space, theme};

use super::calls::{Calls, Message};
use super::known;
use crate::context::Context;
use crate::place::Place;
use crate::{problem, sign, unread};

/// A pane at least this high keeps what is written down in sight, and still shows a script above it.
const TALL: f32 = size::DIALOG;

/// The sheet of the call in hand.
pub fn view<'a>(calls: &'a Calls, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let Some(form) = &calls.form else {
        return match &calls.error {
            Some(error) => {
                unread::view(&locale.callback_sheet(), (error, 0), Message::AgainPressed, cx)
            }
            None if calls.is_saving() => {
                iced::widget::center(spinner(locale.window_loading())).into()
            }
            None => empty(
                icon::callbacks(),
                locale.callback_choose(),
                locale.callback_choose_how(),
                None,
            ),
        };
    };
    responsive(move |room| sheet(calls, form, room.height, cx)).into()
}

/// The call sheet. Where there is room, what is written down stays in sight whatever is read above it.
fn sheet<'a>(
    calls: &'a Calls,
    form: &'a CallForm,
    height: f32,
    cx: &'a Context,
) -> Element<'a, Message> {
    let over = !matches!(form.state, State::SheetIn | State::CalledBack);
    let problem = general(calls, cx);
    let known = known::view(form, cx);
    let sides =
        beside(script(form, cx), size::DIALOG - space::MARGIN, known, size::SIDE - space::FAR);
    let read = column![head(form, cx), problem, owed(form, cx), doubts(form, cx)];
    let read = read.spacing(space::APART);
    if over {
        let read = read.push(not_to_call(cx)).push(sides);
        return scroll("call-sheet", read.padding([space::APART, space::FAR]));
    }
    let written = entry::view(calls, cx);
    let deeds = container(entry::deeds(calls, form, cx)).padding([space::NEAR, space::FAR]);
    if height < TALL {
        let all = read.push(sides).push(written);
        let sheet = scroll("call-sheet", all.padding([space::APART, space::FAR]));
        return column![sheet, divider(), deeds].into();
    }
    let sheet = scroll("call-sheet", read.push(sides).padding([space::APART, space::FAR]));
    let written = container(written).padding(Padding::ZERO.top(space::SNUG).horizontal(space::FAR));

    column![sheet, divider(), written, deeds].into()
}

/// What is wrong that belongs beside no field.
fn general<'a>(calls: &Calls, cx: &'a Context) -> Option<Element<'a, Message>> {
    let beside =
        |error: &&Error| matches!(error, Error::Field { field: "grade" | "then" | "remark", .. });
    let error = calls.error.as_ref().filter(|error| !beside(error))?;

    Some(banner(Tone::Danger, problem::message(error, &cx.locale), None))
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
    let signs =
        row![name, vip, urgent, tried, sign::state_badge(form.state, form.order.kind, locale)]
            .spacing(space::NEAR)
            .align_y(Center)
            .wrap()
            .vertical_spacing(space::TIGHT);
    let order = button(number)
        .quiet()
        .icon(icon::orders())
        .key("O")
        .tip(locale.callback_order())
        .on_press(Message::Left(Place::Order(form.id)));
    let who = row![container(signs).width(Fill), order].spacing(space::NEAR).align_y(Center);
    let more = form.more_phones.iter().map(|(phone, _)| phone);
    let phones = customer.current_phones().chain(more).enumerate().map(|(at, phone)| {
        let letters = if at == 0 { size::FIGURE } else { size::TITLE };
        let number = text(locale.phone(&phone.number)).size(letters).font(ui::fonts::BOLD);
        let label = phone.label.as_deref().map(|label| text(label).style(theme::style::muted));
        row![number, label].spacing(space::NEAR).align_y(Center).into()
    });
    let nobody = (customer.first_phone().is_none() && form.more_phones.is_empty()).then(|| {
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

/// What the customer still owes, with the way to write down that it was paid.
fn owed<'a>(form: &'a CallForm, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let pay = || {
        let pay = button(locale.order_pay()).small().key("Y");
        let pay = pay.on_press(Message::Left(Place::Paying(form.id)));
        row![pay, key_hint("Y")].spacing(space::TIGHT).align_y(Center)
    };
    let words = locale.callback_owed(&locale.money(form.owed));

    (form.owed.minor > 0).then(|| banner(Tone::Warning, words, Some(pay().into())))
}

/// What stands against the call, or against closing the order after it.
fn doubts<'a>(form: &'a CallForm, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    if form.flaws.is_empty() && !form.refuses_calls {
        return None;
    }
    let refused =
        form.refuses_calls.then(|| banner(Tone::Warning, locale.callback_refused(), None));
    let unclosed = (!form.flaws.is_empty()).then(|| {
        let back = (matches!(form.state, State::SheetIn | State::CalledBack)
            && !form.work.is_empty())
        .then(|| {
            button(locale.callback_send_back())
                .small()
                .key("F8")
                .on_press_maybe(cx.offer(Message::SendBackPressed))
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
    let machine = form.machine.as_ref();
    let machine = machine.map(|it| locale.machine(it.category, it.called.as_deref()));
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
    let paid = if form.owed.minor > 0 {
        locale.callback_say_owed(&locale.money(form.owed))
    } else if form.taken.is_zero() {
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
