//! An order in the order of its sheet: customer, machine, fault, visits, parts, money, callback.

use domain::{
    Charge, ChargeKind, Family, Money, OrderId, OrderKind, Payer, Quote, State, VisitState,
};
use engine::{OrderFile, PartUse, VisitEntry, Whereabouts};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::widget::{badge, button, clipped, columns, divider, key_hint, pair, pair_with, section};
use ui::{Mark, Tone, fonts, icon, size, space, theme};

use super::{Message, half};
use crate::context::Context;
use crate::place::Place;
use crate::screen::intake::machine_name;
use crate::there::there;
use crate::{moment, sign};

/// A very long address is shown in so many lines.
const LINES: u8 = 12;

/// The left side of the file.
pub fn paper<'a>(file: &'a OrderFile, cx: &'a Context) -> Element<'a, Message> {
    column![
        columns(size::SIDE, [customer(file, cx), machine(file, cx)]),
        fault(file, cx),
        visits(file, cx),
        iced::widget::Column::with_children(file.there.iter().map(|it| half::half(file, it, cx)))
            .spacing(space::SNUG),
        (!file.parts.is_empty()).then(|| parts(&file.parts, cx)),
        money(file, cx),
        callback(file, cx),
        (!file.letters.is_empty()).then(|| letters(file, cx)),
    ]
    .spacing(space::SNUG)
    .into()
}

pub(super) fn muted<'a>(words: String) -> Element<'a, Message> {
    text(words).style(theme::style::muted).into()
}

fn customer<'a>(file: &'a OrderFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let phones = file.customer.current_phones().map(|phone| {
        let number = locale.phone(&phone.number);
        match &phone.label {
            Some(label) => locale.customer_phone_of(&number, label),
            None => number,
        }
    });
    let phones: Vec<_> = phones.collect();
    let place = file.address.as_ref().map(|address| address.place.in_one_line());
    let area = area(file, cx);
    let find = file.address.as_ref().and_then(|address| address.note.as_deref());
    let note = file.customer.note.as_deref();
    let name = text(locale.person_name(&file.customer.name)).font(fonts::BOLD).width(Fill);

    section(
        locale.household_person(),
        None,
        column![
            pair_with(locale.customer_name(), name),
            pair(locale.customer_phone(), phones.join("\n")),
            pair_with(locale.customer_address(), clipped(place.unwrap_or_default(), LINES)),
            area,
            find.map(|note| pair(locale.customer_address_note(), note)),
            note.map(|note| pair(locale.customer_note(), note)),
        ]
        .spacing(space::TIGHT),
    )
}

fn machine<'a>(file: &'a OrderFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let verdict = file.warranty.as_ref();
    let badge = verdict.map(|verdict| sign::verdict_badge(verdict, locale));
    let Some(machine) = &file.appliance else {
        let terms = pair(locale.warranty_title(), locale.order_not_known());
        let lines = column![muted(locale.appliance_unknown()), terms].spacing(space::TIGHT);
        return section(locale.order_machine(), badge, lines);
    };
    let known = |text: &'a Option<String>| {
        text.clone().filter(|text| !text.trim().is_empty()).unwrap_or(locale.order_not_known())
    };
    let day = |label: String, day: Option<chrono::NaiveDate>| {
        day.map(|day| pair(label, locale.date(day)))
    };
    let clock = cx.engine.clock();
    let ruled = file.ruling.as_ref().map(|(ruling, by)| {
        let when = locale.moment(ruling.at, clock.now(), clock.offset());
        let words = locale.ruled(&ruling.evidence, by, &when);
        text(words).style(theme::style::toned(Tone::Warning))
    });
    let reason = verdict.map(|verdict| {
        let covers = locale.verdict_covers(verdict);
        let covers = (!covers.is_empty()).then(|| text(covers));
        pair_with(
            locale.warranty_title(),
            column![covers, ruled, muted(locale.verdict_reason(verdict))].width(Fill),
        )
    });
    let made = machine.made.map(|year| pair(locale.appliance_made(), year.to_string()));
    let invoice = machine.invoice.as_deref().map(|number| pair(locale.appliance_invoice(), number));

    section(
        locale.order_machine(),
        badge,
        column![
            pair(locale.appliance_category(), locale.machine(machine.category, machine.called())),
            file.whole
                .as_ref()
                .map(|whole| pair(locale.household_part_of(), machine_name(whole, cx))),
            pair(locale.appliance_brand(), known(&machine.brand)),
            pair(locale.appliance_model(), known(&machine.model)),
            machine.serial.as_deref().map(|serial| pair(locale.appliance_serial(), serial)),
            day(locale.appliance_purchased(), machine.purchased),
            day(locale.appliance_installed(), machine.installed),
            made,
            invoice,
            reason,
        ]
        .spacing(space::TIGHT),
    )
}

fn fault<'a>(file: &'a OrderFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let clock = cx.engine.clock();
    let order = &file.order;
    let fault = order.fault.as_deref().map(|code| pair(locale.code_fault(), label(file, code, cx)));
    let words = order.description.as_deref().map(|said| pair(locale.intake_description(), said));
    let promised = order
        .promised
        .map(|slot| pair(locale.order_promised(), locale.slot_relative(slot, clock.today())));
    let price = |quote: Quote| {
        let parts = [
            (locale.charge_labour(), quote.labour),
            (locale.charge_trip(), quote.trip),
            (locale.charge_remote(), quote.remote),
        ];
        let parts = parts.into_iter().filter(|(_, amount)| !amount.is_zero());
        let parts: Vec<_> =
            parts.map(|(what, amount)| format!("{what} {}", locale.money(amount))).collect();
        let total = locale.money(quote.total());
        if parts.is_empty() {
            return locale.charge_free();
        }
        let price = locale.order_quote_parts(&total, &locale.enumeration(&parts));
        // What another system agreed with the customer is agreed.
        let is_agreed = order.source == domain::Source::Import && order.quote.is_some();
        let is_open = !file.state.is_over()
            && !is_agreed
            && file.warranty.as_ref().is_some_and(domain::Verdict::is_open);
        if is_open { format!("{price}\n{}", locale.warranty_price_open()) } else { price }
    };
    let service = order.kind.family() == Family::Service;
    let quote = match (order.quote, file.listed) {
        (Some(told), _) => Some(pair(locale.order_quote(), price(told))),
        (None, Some(listed)) => Some(pair(locale.order_listed(), price(listed))),
        (None, None) => service.then(|| pair(locale.order_quote(), locale.order_not_known())),
    };
    let taken = moment::told(order.received, cx);
    let by = file.received_by.clone().unwrap_or_default();
    let source = locale.source(order.source);
    let taken = [taken, source, by].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let branch = order.branch.as_deref().map(|branch| pair(locale.order_branch(), branch));
    let alias = order.alias.as_deref().map(|alias| pair(locale.order_alias(), alias));

    let matter = match order.kind {
        OrderKind::Complaint => locale.complaint_text(),
        OrderKind::Consultation => locale.order_question(),
        _ => locale.order_matter(),
    };

    section(
        matter,
        None,
        column![
            links(file, cx),
            fault,
            words,
            promised,
            quote,
            pair(locale.order_received(), taken.join(" · ")),
            alias,
            branch,
        ]
        .spacing(space::TIGHT),
    )
}

/// The key that follows the first link.
pub const LINK: &str = "o";

/// The order that this one is about, or else the latest that came out of this one.
pub fn linked(file: &OrderFile) -> Option<OrderId> {
    let about = file.origin.as_ref().map(|(order, _)| *order);

    about.or_else(|| file.followers.last().map(|(order, ..)| *order))
}

/// The way to the order that this one is about, and to those that came out of this one: complaints, the exchange that
/// settled it.
fn links<'a>(file: &'a OrderFile, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let written = file.enquiry.as_ref().map(|(enquiry, subject)| {
        let subject = Some(subject.trim()).filter(|it| !it.is_empty());
        let subject = subject.map_or_else(|| locale.inbox_no_subject(), str::to_owned);
        let deed = button(subject).small().icon(icon::letter());
        let deed = deed.on_press(Message::Went(Place::Enquiry(*enquiry)));
        pair_with(locale.inbox_order_link(), Element::from(deed))
    });
    let Some(first) = linked(file) else { return written };
    let link = |label: String, (order, number): (OrderId, &'a str), more: Option<String>| {
        let deed = button(number).small().icon(icon::arrow_right());
        let deed = deed.key("O").on_press(Message::Went(Place::Order(order)));
        let key = (order == first).then(|| key_hint("O"));
        let more = more.map(text);
        let line = row![Element::from(deed), key, more].spacing(space::NEAR).align_y(Center);
        pair_with(label, line)
    };
    let about = file.origin.as_ref().map(|(order, number)| {
        let label = match file.order.kind {
            OrderKind::Repair => locale.order_repeats(),
            _ => locale.order_about(),
        };
        link(label, (*order, number), None)
    });
    let followers = file.followers.iter().rev().map(|(order, number, kind, state)| {
        let label = match kind {
            OrderKind::Complaint => locale.order_complaint(),
            kind => locale.order_kind(*kind),
        };
        link(label, (*order, number), Some(locale.state_of(*state, *kind)))
    });

    Some(column![written, about].extend(followers).spacing(space::TIGHT).into())
}

/// In which area it lies, where this office has any.
fn area<'a>(file: &'a OrderFile, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let (words, remote) = match &file.whereabouts {
        Whereabouts::Undrawn => return None,
        Whereabouts::Unknown => (locale.order_not_known(), false),
        Whereabouts::In { area, remote } => (area.clone(), *remote),
    };
    let remote = remote.then(|| badge(Tone::Warning, Mark::Triangle, locale.intake_area_remote()));
    let line = row![text(words), remote].spacing(space::NEAR).align_y(Center);

    Some(pair_with(locale.intake_area(), line.wrap()))
}

/// A code with its word.
pub fn label(file: &OrderFile, code: &str, cx: &Context) -> String {
    match file.code(code) {
        Some(known) => format!("{code} {}", known.labels.get(cx.locale.language().tag())),
        None => code.to_owned(),
    }
}

fn visits<'a>(file: &'a OrderFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    if file.visits.is_empty() {
        let waits = file.possible.contains(&domain::Event::Assign);
        let words = if waits { locale.order_no_visits() } else { locale.order_no_visits_here() };
        let went = file.order.went.as_deref().filter(|_| !waits && file.state != State::Cancelled);
        let words = went.map_or(words, |name| locale.order_went_by_list(name));
        let told = told_by_list(file).map(|told| text(locale.reworded(told)));
        let lines = column![told, muted(words)].spacing(space::TIGHT);
        return section(locale.order_visits(), None, lines);
    }
    let mut lines = column![].spacing(space::NEAR);
    for (at, entry) in file.visits.iter().enumerate() {
        let visit = visit((file, file.state), entry, cx);
        lines = lines.push((at > 0).then(divider)).push(visit);
    }

    section(locale.order_visits(), None, lines)
}

/// What the list of another system says of the work: who went, what it cost.
fn told_by_list(file: &OrderFile) -> Option<&str> {
    let is_brought_over = file.order.source == domain::Source::Import;
    let first = file.timeline.iter().rev().find(|line| line.remark.is_some());

    first.filter(|_| is_brought_over)?.remark.as_deref()
}

/// A trip, of the order itself or of the half that another branch has, and what that order is at.
pub(super) fn visit<'a>(
    (file, state): (&'a OrderFile, State),
    entry: &'a VisitEntry,
    cx: &'a Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let done = matches!(state, State::OnSite | State::Done);
    let out = matches!(entry.visit.state, VisitState::Planned | VisitState::Printed);
    // Somebody was there: what is missing is their sheet.
    let words = if done && out {
        locale.order_sheet_missing()
    } else {
        locale.visit_state(entry.visit.state)
    };
    let (tone, mark) = match entry.visit.state {
        _ if done && out => (Tone::Warning, Mark::Sheet),
        VisitState::Planned => (Tone::Info, Mark::Frame),
        VisitState::Printed => (Tone::Accent, Mark::Sheet),
        VisitState::Ended => (Tone::Success, Mark::Check),
        VisitState::Void => (Tone::Neutral, Mark::Ban),
    };
    let slot = time((file, state), entry, cx);
    let outcome = entry.result.as_ref().map(|result| locale.outcome(result.outcome));
    let head = row![
        text(locale.order_visit(entry.visit.ordinal)).style(theme::style::muted).width(size::LABEL),
        text(entry.technician.as_str()).font(fonts::BOLD),
        text(slot),
        gap::horizontal(),
        outcome.map(text),
        badge(tone, mark, words),
    ]
    .spacing(space::NEAR)
    .align_y(Center);
    let Some(result) = &entry.result else { return head.into() };
    let found = [
        (locale.code_fault(), &result.fault),
        (locale.code_cause(), &result.cause),
        (locale.code_measure(), &result.measure),
    ];
    let found = found
        .into_iter()
        .filter_map(|(name, code)| Some(pair(name, label(file, code.as_deref()?, cx))));
    let day = entry.visit.slot.map(domain::Slot::day);
    let there = there((result.arrived, result.ended), day, cx);
    let there = there.map(|words| pair(locale.order_there(), words));
    let readings: Vec<_> = result.readings.iter().map(|it| locale.reading(*it)).collect();
    let readings = (!readings.is_empty())
        .then(|| pair(locale.paper_readings(), locale.enumeration(&readings)));
    let grade = result.grade.map(|grade| pair(locale.grade_on_sheet(), locale.grade(grade)));
    let foreign =
        result.foreign_part.then(|| pair(locale.sheet_part(), locale.sheet_foreign_part()));
    let remark = result.remark.as_deref().map(|words| pair(locale.order_remark(), words));
    let needed = needed(result, entry, cx).map(|words| pair(locale.order_needed(), words));

    column![head, there]
        .extend(found)
        .push(needed)
        .push(foreign)
        .push(readings)
        .push(grade)
        .push(remark)
        .spacing(space::TIGHT)
        .into()
}

/// When somebody goes or went there, and whether that is agreed with the customer where they are still to go.
fn time((file, state): (&OrderFile, State), entry: &VisitEntry, cx: &Context) -> String {
    let locale = &cx.locale;
    let Some(slot) = entry.visit.slot else { return locale.order_no_time() };
    let time = locale.slot_relative(slot, cx.engine.clock().today());
    let is_over = !entry.visit.is_to_come() || matches!(state, State::OnSite | State::Done);
    let agreed = entry.visit.booked || is_over;

    locale.time_as_agreed(&time, (agreed, file.order.promised == Some(slot)))
}

/// Which parts were missing, in words; none where none was.
fn needed(
    result: &domain::VisitResult,
    entry: &engine::VisitEntry,
    cx: &Context,
) -> Option<String> {
    if result.outcome != domain::Outcome::NeedPart {
        return None;
    }
    let needed: Vec<_> = entry.needed.iter().map(|part| amount_of(part, cx)).collect();

    Some(if needed.is_empty() { cx.locale.today_part_unknown() } else { needed.join("\n") })
}

/// A part and how many of it, in words.
fn amount_of(part: &engine::PartUse, cx: &Context) -> String {
    format!("{} {} × {} {}", part.number, part.name, cx.locale.number(part.quantity), part.unit)
}

fn parts<'a>(parts: &'a [PartUse], cx: &'a Context) -> Element<'a, Message> {
    section(cx.locale.order_parts(), None, part_lines(parts, cx))
}

/// What was built in, a line each.
pub(super) fn part_lines<'a>(parts: &'a [PartUse], cx: &'a Context) -> Element<'a, Message> {
    let lines = parts.iter().map(|part| {
        row![
            text(part.number.as_str()).style(theme::style::muted).width(size::CODE),
            text(part.name.as_str()).width(Fill),
            text(format!("{} {}", cx.locale.number(part.quantity), part.unit)),
        ]
        .spacing(space::NEAR)
        .into()
    });

    iced::widget::Column::with_children(lines).spacing(space::TIGHT).into()
}

/// Whether a sheet is still to come back, from which follow what it costs and who is called.
fn is_to_come(file: &OrderFile) -> bool {
    let sheet_in = matches!(file.state, State::SheetIn | State::CalledBack);

    file.order.kind.family() == Family::Service && !sheet_in && !file.state.is_over()
}

fn money<'a>(file: &'a OrderFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let account = &file.account;
    if account.charges.is_empty() && account.receipts.is_empty() {
        let words = match is_to_come(file) {
            true => locale.order_no_money(),
            false => locale.order_no_money_here(),
        };
        return section(locale.order_money(), None, muted(words));
    }
    let charges =
        account.charges.iter().map(|(charge, part)| charge_line(charge, part.as_deref(), cx));
    let receipts = account.receipts.iter().map(|(receipt, who)| {
        let name = match receipt.means {
            Some(means) => locale.order_paid_by(&locale.means(means), who),
            None => locale.order_cash_by(who),
        };
        let taken_back = receipt.reverses.is_some();
        let name = if taken_back { locale.order_taken_back(&name) } else { name };
        let day = receipt.on.filter(|_| !taken_back).map(|day| locale.date(day));
        amount_line(name, day.unwrap_or_default(), receipt.amount, cx)
    });
    let open = account.open();
    let tone = if open.is_zero() { Tone::Success } else { Tone::Warning };
    let open = text(locale.money(open)).font(fonts::BOLD).style(theme::style::toned(tone));
    let total = |label: String, amount: Money| -> Element<'a, Message> {
        let amount = text(locale.money(amount)).font(fonts::BOLD);
        row![text(label).width(Fill), amount].into()
    };
    let maker = (!account.maker.is_zero()).then(|| total(locale.order_maker_pays(), account.maker));
    let lines = iced::widget::Column::with_children(charges).extend(receipts).spacing(space::TIGHT);

    section(
        locale.order_money(),
        None,
        column![
            lines,
            divider(),
            total(locale.order_customer_pays(), account.customer),
            total(locale.order_received_cash(), account.received),
            row![text(locale.order_still_open()).width(Fill), open],
            maker,
        ]
        .spacing(space::TIGHT),
    )
}

fn charge_line<'a>(charge: &Charge, part: Option<&str>, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let kind = locale.charge_kind(charge.kind);
    let name = match (charge.kind, part) {
        (ChargeKind::Part, Some(part)) => format!("{part} × {}", locale.number(charge.quantity)),
        _ => kind,
    };
    let name = if charge.reverses.is_some() { locale.order_taken_back(&name) } else { name };
    let payer = match (charge.payer, &charge.waived) {
        (_, Some(why)) => locale.charge_waived_because(why),
        (Payer::Customer, None) => String::new(),
        (Payer::Maker, None) => locale.payer(charge.payer),
    };

    amount_line(name, payer, charge.amount, cx)
}

fn amount_line(name: String, aside: String, amount: Money, cx: &Context) -> Element<'_, Message> {
    let amount = container(text(cx.locale.money(amount))).align_right(size::CODE);

    row![text(name).width(Fill), text(aside).style(theme::style::muted), amount]
        .spacing(space::NEAR)
        .into()
}

fn callback<'a>(file: &'a OrderFile, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let Some(last) = file.callbacks.last() else {
        let words = match is_to_come(file) || file.state == State::SheetIn {
            true => locale.order_no_callback(),
            false => locale.order_no_callback_here(),
        };
        return section(locale.order_callback(), None, muted(words));
    };
    let clock = cx.engine.clock();
    let graded = last.grade.map(|grade| {
        let (tone, mark) = sign::grade(grade);
        badge(tone, mark, locale.grade(grade))
    });
    let marks: Vec<_> = last
        .marks
        .iter()
        .map(|mark| {
            let word = if mark.good { locale.grade_good() } else { locale.grade_bad() };
            format!("{} {word}", locale.aspect(mark.aspect))
        })
        .collect();
    let when = locale.moment(last.at, clock.now(), clock.offset());
    let outcome = format!("{} · {when}", locale.callback_outcome(last.outcome));

    section(
        locale.order_callback(),
        graded,
        column![
            text(outcome),
            (!marks.is_empty()).then(|| muted(locale.enumeration(&marks))),
            last.remark.as_deref().map(text),
        ]
        .spacing(space::TIGHT),
    )
}

fn letters<'a>(file: &'a OrderFile, cx: &'a Context) -> Element<'a, Message> {
    let clock = cx.engine.clock();
    let lines = file.letters.iter().map(|(_, letter)| {
        let when = cx.locale.moment(letter.at, clock.now(), clock.offset());
        row![
            text(cx.locale.purpose(letter.purpose)).width(size::CODE),
            text(letter.subject.as_str()).width(Fill),
            text(when).style(theme::style::muted),
        ]
        .spacing(space::NEAR)
        .into()
    });

    section(
        cx.locale.household_letters(),
        None,
        iced::widget::Column::with_children(lines).spacing(space::TIGHT),
    )
}
