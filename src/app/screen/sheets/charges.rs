//! What the visit costs: what is computed, what is typed, what is due, what came.

use domain::{ChargeKind, Means, Money, Payer};
use engine::Bill;
use iced::widget::{column, container, row, text};
use iced::{Center, Element, Fill};
use ui::widget::{badge, banner, checkbox, columns, field, key_hint, labelled};
use ui::{Mark, Tone, fonts, size, space, theme};

use super::boxes;
use super::paper::{Amount, CASH, MEANS, Message, OTHER, On, Paper, WAIVER};
use crate::context::Context;

/// What is computed, what is typed, what is due, what came.
pub fn view<'a>(paper: &'a Paper, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let bill = paper.bill();
    let zero = Money::zero(paper.form.terms.currency);
    let line = |kind| {
        let label = locale.charge_kind(kind);
        let label =
            if kind == ChargeKind::Labour { paper.numbered(On::Charges, &label) } else { label };
        let (amount, payer) = bill.of(kind).unwrap_or((zero, Payer::Customer));
        let payer = (!amount.is_zero()).then_some(payer);
        let unknown = paper.is_unpriced(kind);
        let foreign = kind == ChargeKind::Part && paper.is_foreign();
        let words = if foreign {
            Some(locale.sheet_foreign_free())
        } else if paper.borne_by(kind).is_some() || (paper.waives() && fare(kind)) {
            let with = paper.borne_by(kind).map(|number| locale.charge_with(number));
            Some(with.unwrap_or_else(|| locale.charge_waived()))
        } else {
            None
        };
        let amount = (!unknown || payer.is_some()).then_some(amount);
        amount_shown(label, (amount, words), payer, cx)
    };
    let error = |name| paper.wrong(name, locale);
    let other = field(locale.charge_other(), &paper.typed.other)
        .id(OTHER)
        .right()
        .error(error("amount"))
        .on_input(|text| Message::AmountChanged(Amount::Other, text))
        .on_submit(Message::Passed(OTHER));
    let cash = field(paper.numbered(On::Cash, &locale.charge_cash()), &paper.typed.cash)
        .id(CASH)
        .right()
        .error(error("cash"))
        .on_input(|text| Message::AmountChanged(Amount::Cash, text))
        .on_submit(Message::Passed(CASH));
    let remote = bill.of(ChargeKind::Remote).is_some();
    let remote = remote || paper.borne_by(ChargeKind::Remote).is_some();
    let remote = remote.then(|| line(ChargeKind::Remote));
    let boxes = [line(ChargeKind::Labour), line(ChargeKind::Trip)]
        .into_iter()
        .chain(remote)
        .chain([line(ChargeKind::Part), other.into(), due(paper, &bill, cx), cash.into()]);

    column![
        columns(size::LABEL, boxes),
        means(paper, &bill, cx),
        waiver(paper, cx),
        difference(paper, &bill, cx)
    ]
    .spacing(space::SNUG)
    .into()
}

/// How it was paid, where something was: only cash is in the technician's hands.
fn means<'a>(paper: &Paper, bill: &Bill, cx: &Context) -> Option<Element<'a, Message>> {
    let typed = Money::parse(&paper.typed.cash, paper.form.terms.currency);
    let paid = typed.is_some_and(|paid| !paid.is_zero());
    if !paid && bill.total(Payer::Customer).is_zero() {
        return None;
    }
    let words = Means::ALL.map(|means| cx.locale.means(means)).into_iter().zip(1..);
    let chosen = Means::ALL.iter().position(|means| *means == paper.means());
    let ways = boxes::boxes(words, (MEANS, chosen.map(|at| at + 1)), Message::MeansPicked, None);

    Some(labelled(cx.locale.order_pay_means(), ways, None, None, Fill))
}

/// Whether it is charged once a day, and the customer may be let off it.
fn fare(kind: ChargeKind) -> bool {
    matches!(kind, ChargeKind::Trip | ChargeKind::Remote)
}

/// Whether the customer is let off trip and remote fee, and why.
fn waiver<'a>(paper: &'a Paper, cx: &'a Context) -> Option<Element<'a, Message>> {
    if !paper.may_waive() {
        return None;
    }
    let locale = &cx.locale;
    let toggle = Message::WaiverToggled as fn(bool) -> Message;
    let ticked = checkbox(locale.sheet_waive(), paper.typed.waived, Some(toggle));
    let ticked = row![ticked, key_hint("F3")].spacing(space::NEAR).align_y(Center);
    let why = paper.typed.waived.then(|| {
        field(locale.sheet_waive_why(), &paper.typed.waiver)
            .id(WAIVER)
            .error(paper.wrong("waiver", locale))
            .on_input(Message::WaiverChanged)
            .on_submit(Message::Passed(WAIVER))
    });

    Some(column![ticked, why.map(Element::from)].spacing(space::SNUG).into())
}

fn amount_shown(
    label: String,
    (amount, said): (Option<Money>, Option<String>),
    payer: Option<Payer>,
    cx: &Context,
) -> Element<'_, Message> {
    let words = match (amount, payer) {
        _ if said.is_some() => text(said.unwrap_or_default()),
        (None, _) => text(cx.locale.sheet_type_it_yourself()),
        (Some(_), Some(payer)) => text(cx.locale.payer(payer)),
        (Some(_), None) => text(cx.locale.charge_free()),
    };
    let shown =
        amount.map_or_else(|| cx.locale.prices_not_known(), |amount| cx.locale.money(amount));
    let shown = text(shown);
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

fn due<'a>(paper: &Paper, bill: &Bill, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let amount = text(locale.money(bill.total(Payer::Customer))).size(size::LEAD).font(fonts::BOLD);
    let maker = bill.total(Payer::Maker);
    let beside = (!maker.is_zero()).then(|| {
        let words = locale.sheet_maker_pays(&locale.money(maker));
        text(words).size(size::CAPTION).style(theme::style::muted)
    });

    column![
        text(paper.numbered(On::Total, &locale.charge_due()))
            .size(size::CAPTION)
            .style(theme::style::muted),
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
        return Some(banner(Tone::Warning, locale.sheet_write_why(&words), None));
    }

    Some(row![badge(Tone::Warning, Mark::Triangle, words)].into())
}
