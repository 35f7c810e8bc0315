//! The sheet on screen: the same fields in the same order as on the paper.

use domain::{ChargeKind, Money, Outcome, Payer};
use engine::Bill;
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill, border};
use ui::widget::{badge, banner, button, columns, combo, field, key_hint, labelled, section};
use ui::{Axis, Mark, Suggestion, Tone, fonts, group, icon, press, size, space, theme};

use super::paper::{self, Amount, CASH, Field, Message, OTHER, OUTCOME, Paper, REMARK};
use super::{Message as Room, lines};
use crate::context::Context;
use crate::{problem, sign};

/// Everything between number and foot.
pub fn view<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let remark = field(locale.paper_remarks(), &paper.typed.remark)
        .id(REMARK)
        .on_input(Message::RemarkChanged)
        .on_submit(Message::Passed(REMARK));
    let result = column![outcomes(paper, cx), codes(paper, cx)].spacing(space::SNUG);

    column![
        visit(paper, cx),
        section(locale.paper_result(), None, result),
        section(locale.paper_parts(), Some(old_key(cx)), lines::view(paper, cx)),
        section(locale.paper_charges(), None, charges(paper, cx)),
        remark,
    ]
    .spacing(space::SNUG)
    .into()
}

/// Who went to whom, and why: to see that it is the sheet in hand.
fn visit<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let (form, locale) = (&paper.form, &cx.locale);
    let phone = form.phone.as_ref().map(|phone| text(locale.phone(phone)));
    let head = row![
        text(form.customer.as_str()).size(size::LEAD).font(fonts::BOLD),
        phone,
        gap::horizontal(),
        sign::verdict_badge(&form.terms.verdict, locale),
        sign::state_badge(form.state, form.kind, locale),
    ]
    .spacing(space::SNUG)
    .align_y(Center);
    let category = form.category.map(|category| locale.category(category));
    let machine = [category, Some(form.machine.clone())];
    let when = form.slot.map(|slot| locale.slot_relative(slot, cx.engine.clock().today()));
    let what = [Some(locale.order_kind(form.kind))].into_iter().chain(machine);
    let who = [
        Some(form.technician_name.clone()),
        when,
        (form.ordinal > 1).then(|| locale.sheet_trip(form.ordinal)),
        Some(form.line.clone()),
    ];
    let joined = |words: Vec<Option<String>>| {
        let words: Vec<String> =
            words.into_iter().flatten().filter(|word| !word.is_empty()).collect();
        text(words.join(" · "))
    };
    let said = (!form.description.is_empty())
        .then(|| text(form.description.as_str()).style(theme::style::muted));

    column![head, joined(what.collect()), joined(who.into()).style(theme::style::muted), said,]
        .spacing(space::TIGHT)
        .into()
}

/// The six boxes, each with its number.
fn outcomes<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let chosen = paper.typed.outcome;
    let boxes = Outcome::ALL.into_iter().zip(0..).map(|(outcome, at)| {
        let here = chosen == Some(outcome);
        let words = row![key_hint((at + 1).to_string()), text(locale.outcome(outcome))]
            .spacing(space::NEAR)
            .align_y(Center);
        let mut shown = press(container(words).center_y(size::CONTROL))
            .on_press(Message::OutcomePicked(at))
            .padding([space::NONE, space::SNUG])
            .style(move |theme, touch| {
                let colors = theme::colors(theme);
                let face = theme::style::row(here, theme, touch);
                let edge = if here { colors.accent } else { colors.line };
                let border = border::rounded(size::ROUND).color(edge).width(1.0);
                iced::widget::button::Style { border, ..face }
            });
        if here || (chosen.is_none() && at == 0) {
            shown = shown.id(OUTCOME);
        }
        shown.into()
    });
    let boxes = iced::widget::Row::with_children(boxes).spacing(space::NEAR).wrap();
    let wrong = problem::beside("outcome", paper.error.as_ref(), locale);
    let hint = chosen.is_none().then(|| locale.sheet_outcome_hint().into());

    labelled(locale.paper_outcome(), group(Axis::Row, boxes), wrong.map(Into::into), hint, Fill)
}

/// Fault, cause, measure.
fn codes<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let fields = Field::ALL.map(|field| {
        let label = match field {
            Field::Fault => locale.paper_fault_found(),
            Field::Cause => locale.paper_cause(),
            Field::Measure => locale.paper_measure(),
        };
        let typed = &paper.typed.codes[field as usize];
        let found = paper.codes_found(field);
        let found =
            found.into_iter().map(|choice| Suggestion::new(paper::shown(choice, paper.tag())));
        let shown = combo(label, &locale.sheet_code_hint(), typed, found.collect())
            .id(field.id())
            .error(problem::beside(field.name(), paper.error.as_ref(), locale))
            .on_input(move |text| Message::CodeChanged(field, text))
            .on_pick(move |at| Message::CodePicked(field, at))
            .on_submit(Message::CodePassed(field));
        if typed.trim().is_empty() { shown.into() } else { shown.eager().into() }
    });

    columns(size::CODE + space::MARGIN, fields)
}

fn old_key(cx: &Context) -> Element<'_, Message> {
    let words = text(cx.locale.sheet_old_key()).size(size::CAPTION).style(theme::style::muted);

    row![words, key_hint("F8")].spacing(space::NEAR).align_y(Center).into()
}

/// What is computed, what is typed, what is due, what came.
fn charges<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let bill = paper.bill();
    let zero = Money::zero(paper.form.terms.currency);
    let line = |kind| {
        let (amount, payer) = bill.of(kind).unwrap_or((zero, Payer::Customer));
        let payer = (!amount.is_zero()).then_some(payer);
        amount_shown(locale.charge_kind(kind), amount, payer, cx)
    };
    let error = |name| problem::beside(name, paper.error.as_ref(), locale);
    let other = field(locale.charge_other(), &paper.typed.other)
        .id(OTHER)
        .right()
        .error(error("amount"))
        .on_input(|text| Message::AmountChanged(Amount::Other, text))
        .on_submit(Message::Passed(OTHER));
    let cash = field(locale.charge_cash(), &paper.typed.cash)
        .id(CASH)
        .right()
        .error(error("cash"))
        .on_input(|text| Message::AmountChanged(Amount::Cash, text))
        .on_submit(Message::Passed(CASH));
    let remote = bill.of(ChargeKind::Remote).map(|_| line(ChargeKind::Remote));
    let boxes = [line(ChargeKind::Labour), line(ChargeKind::Trip)]
        .into_iter()
        .chain(remote)
        .chain([line(ChargeKind::Part), other.into(), due(&bill, cx), cash.into()]);

    column![columns(size::LABEL, boxes), difference(paper, &bill, cx)].spacing(space::NEAR).into()
}

fn amount_shown(
    label: String,
    amount: Money,
    payer: Option<Payer>,
    cx: &Context,
) -> Element<'_, Message> {
    let words =
        payer.map_or_else(|| text(cx.locale.charge_free()), |payer| text(cx.locale.payer(payer)));
    let shown = text(cx.locale.money(amount));
    let shown =
        if payer == Some(Payer::Customer) { shown } else { shown.style(theme::style::muted) };

    column![
        text(label).size(size::CAPTION).style(theme::style::muted),
        container(shown).center_y(size::CONTROL),
        words.size(size::CAPTION).style(theme::style::muted),
    ]
    .spacing(space::TIGHT)
    .into()
}

fn due<'a>(bill: &Bill, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let amount = text(locale.money(bill.total(Payer::Customer))).size(size::LEAD).font(fonts::BOLD);
    let maker = bill.total(Payer::Maker);
    let beside = (!maker.is_zero()).then(|| {
        let words = locale.sheet_maker_pays(&locale.money(maker));
        text(words).size(size::CAPTION).style(theme::style::muted)
    });

    column![
        text(locale.charge_due()).size(size::CAPTION).style(theme::style::muted),
        container(amount).center_y(size::CONTROL),
        beside,
    ]
    .spacing(space::TIGHT)
    .into()
}

/// Says so where the cash is not what is due.
fn difference<'a>(paper: &'a Paper, bill: &Bill, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let typed = Money::parse(&paper.typed.cash, paper.form.terms.currency);
    let cash = typed.filter(|_| !paper.typed.cash.trim().is_empty())?;
    let difference = cash - bill.total(Payer::Customer);
    if difference.is_zero() {
        return None;
    }
    let amount = locale.money(if difference.minor < 0 { -difference } else { difference });
    let words =
        if difference.minor < 0 { locale.sheet_less(&amount) } else { locale.sheet_more(&amount) };
    if paper.warned {
        let words = format!("{words} {}", locale.sheet_write_why());
        return Some(banner(Tone::Warning, words, None));
    }

    Some(row![badge(Tone::Warning, Mark::Triangle, words)].into())
}

/// Saving, putting aside, and what cannot be said beside a field.
pub fn foot<'a>(paper: &'a Paper, saving: bool, cx: &'a Context) -> Element<'a, Room> {
    let locale = &cx.locale;
    let wrong = paper.error.as_ref().filter(|error| !matches!(error, engine::Error::Field { .. }));
    let wrong = wrong.map(|error| banner(Tone::Danger, problem::message(error, locale), None));
    let deeds = row![
        button(locale.action_save_next())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe((!saving).then_some(Room::SavePressed)),
        key_hint("F10"),
        button(locale.sheet_aside()).quiet().key("Esc").on_press(Room::AsidePressed),
        gap::horizontal(),
        text(paper.form.number.as_str()).font(fonts::BOLD),
    ]
    .spacing(space::NEAR)
    .align_y(Center);

    container(column![wrong, deeds].spacing(space::NEAR))
        .padding([space::SNUG, space::FAR])
        .width(Fill)
        .into()
}
