//! The caller's card: what whoever answers the telephone must see of a household in one look.

use domain::{Channel, OrderId, Tier};
use engine::{Household, OrderRow, Promise, Repaired};
use iced::widget::{column, row, text};
use iced::{Center, Element, Fill};
use ui::widget::{badge, card, columns, pair_with};
use ui::{Mark, Tone, fonts, icon, press, size, space, theme};

use crate::context::Context;
use crate::screen::intake::machine_name;
use crate::sign;

/// How many promises, and how many other open orders, are named.
const NAMED: usize = 3;
/// How much of the family's note is shown; the file has the whole.
pub const NOTE: usize = 160;

/// The card of a household: who it is, the last job, what is promised and open, and what to mind. `deed` stands beside what
/// is open; a line leads to its order.
pub fn glance<'a, Message: Clone + 'a>(
    file: &'a Household,
    deed: Option<Element<'a, Message>>,
    opened: impl Fn(OrderId) -> Message + Copy + 'a,
    cx: &'a Context,
) -> Option<Element<'a, Message>> {
    if file.customer.erased {
        return None;
    }
    let lines: Vec<_> = lines(file, deed, opened, cx);
    let signs = signs(file, cx);
    if lines.is_empty() && signs.is_none() {
        return None;
    }

    Some(card(column![signs, columns(size::SIDE + size::SMALL, lines)].spacing(space::NEAR)))
}

/// What to mind before anything is said, each with a shape of its own.
pub fn signs<'a, Message: 'a>(file: &Household, cx: &Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let customer = &file.customer;
    let mut signs: Vec<Element<'a, Message>> = Vec::new();
    if let Some(language) = customer.language.as_deref() {
        signs.push(badge(Tone::Info, Mark::Person, locale.household_speaks(language)));
    }
    let refused = Channel::ALL.into_iter().filter(|it| customer.refused.contains(it));
    let refused: Vec<_> = refused.map(|it| locale.channel(it)).collect();
    if !refused.is_empty() {
        let words = locale.consent_refused_list(&locale.enumeration(&refused));
        signs.push(badge(Tone::Warning, Mark::Ban, words));
    }
    if let Some(days) = file.birthday_in(cx.engine.clock().today()) {
        let words = match days {
            0 => locale.household_birthday_today(),
            days => locale.household_birthday_in(days),
        };
        signs.push(badge(Tone::Accent, Mark::Star, words));
    }
    if file.loyalty.tier > Tier::Guest {
        signs.push(badge(Tone::Info, Mark::Square, locale.tier(file.loyalty.tier)));
    }
    if !file.enquiries.is_empty() {
        let words = locale.household_waits(file.enquiries.len());
        signs.push(badge(Tone::Warning, Mark::Clock, words));
    }
    if signs.is_empty() {
        return None;
    }
    let signs = iced::widget::Row::with_children(signs).spacing(space::NEAR);

    Some(signs.wrap().vertical_spacing(space::TIGHT).into())
}

fn lines<'a, Message: Clone + 'a>(
    file: &'a Household,
    deed: Option<Element<'a, Message>>,
    opened: impl Fn(OrderId) -> Message + Copy + 'a,
    cx: &'a Context,
) -> Vec<Element<'a, Message>> {
    let locale = &cx.locale;
    let clock = cx.engine.clock();
    let promises = file.promises(clock.now(), clock.offset());
    let promised: Vec<OrderId> = promises.iter().map(|promise| promise.order).collect();
    let mut lines = Vec::new();
    if let Some(order) = file.last_job() {
        lines.push(pair_with(locale.household_last_job(), last_job(file, order, opened, cx)));
    }
    let others: Vec<&OrderRow> =
        file.open_orders().filter(|order| !promised.contains(&order.id)).collect();
    // Where every open order was promised, what is done about them stands beside the promises.
    let all_promised = others.is_empty() && !promises.is_empty();
    let (with_promises, deed) = if all_promised { (deed, None) } else { (None, deed) };
    if !promises.is_empty() {
        let named = promises.iter().take(NAMED).map(|promise| promise_line(promise, opened, cx));
        let more = more(promises.len(), cx);
        let named = iced::widget::Column::with_children(named).push(more);
        let named = row![named.width(Fill), with_promises].spacing(space::NEAR);
        lines.push(pair_with(locale.household_promised(), named.align_y(Center)));
    }
    if !others.is_empty() || deed.is_some() {
        let named = others.iter().take(NAMED).map(|order| open_line(order, opened, cx));
        let named = iced::widget::Column::with_children(named).push(more(others.len(), cx));
        let open = row![named.width(Fill), deed].spacing(space::NEAR).align_y(Center);
        lines.push(pair_with(locale.household_open(), open));
    }
    if let Some(repaired) = file.repaired.first() {
        lines.push(pair_with(locale.household_repaired(), repaired_line(file, repaired, cx)));
    }
    if let Some(note) = customer_note(file) {
        let note = text(note).width(Fill).style(theme::style::toned(Tone::Warning));
        let note = row![icon::alert().sized(size::ICON), note].spacing(space::TIGHT);
        lines.push(pair_with(locale.household_mind(), note));
    }

    lines
}

/// The family's note, cut where the card ends.
fn customer_note(file: &Household) -> Option<String> {
    let note = file.customer.note.as_deref()?.trim();
    let short: String = note.chars().take(NOTE).collect();
    let cut = short.len() < note.len();

    (!note.is_empty()).then(|| if cut { format!("{short}…") } else { short })
}

fn more<'a, Message: 'a>(all: usize, cx: &Context) -> Option<Element<'a, Message>> {
    let rest = all.checked_sub(NAMED).filter(|rest| *rest > 0)?;
    let words = text(cx.locale.household_more_open(rest)).size(size::CAPTION);

    Some(words.style(theme::style::muted).into())
}

fn last_job<'a, Message: Clone + 'a>(
    file: &Household,
    order: &'a OrderRow,
    opened: impl Fn(OrderId) -> Message + 'a,
    cx: &Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let on = order.day.filter(|_| order.dated);
    let on = on.unwrap_or_else(|| order.received.day(cx.engine.clock().offset()));
    let machine = order.category.map(|it| locale.machine(it, order.called.as_deref()));
    let words = [Some(locale.date(on)), Some(locale.order_kind(order.kind)), machine];
    let words = words.into_iter().flatten().chain(order.technician_name.clone());
    let said = file.last_grade.as_ref().filter(|last| last.order == order.id).map(|last| {
        let (tone, mark) = sign::grade(last.grade);
        badge(tone, mark, locale.grade(last.grade))
    });
    let line = text(words.collect::<Vec<_>>().join(" · "));

    pressed(row![line, said].spacing(space::NEAR).align_y(Center).wrap(), opened(order.id))
}

/// For when somebody was promised something, with the way to the order.
pub fn promise_line<'a, Message: Clone + 'a>(
    promise: &Promise,
    opened: impl Fn(OrderId) -> Message + 'a,
    cx: &Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let today = cx.engine.clock().today();
    let when = match promise.slot.is_day_alone() {
        true => locale.date_relative(promise.slot.day(), today),
        false => locale.slot_relative(promise.slot, today),
    };
    let late = promise.late.then(|| badge(Tone::Danger, Mark::Triangle, locale.household_late()));
    let when = text(when).font(fonts::BOLD);
    let what = text(format!("{} · {}", locale.order_kind(promise.kind), promise.number));
    let line = row![when, what.style(theme::style::muted), late];

    pressed(line.spacing(space::NEAR).align_y(Center).wrap(), opened(promise.order))
}

fn open_line<'a, Message: Clone + 'a>(
    order: &OrderRow,
    opened: impl Fn(OrderId) -> Message + 'a,
    cx: &Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let what = text(format!("{} · {}", locale.order_kind(order.kind), order.number));
    let line = row![what, sign::state_badge(order.state, order.kind, locale)];

    pressed(line.spacing(space::NEAR).align_y(Center).wrap(), opened(order.id))
}

fn repaired_line<'a, Message: 'a>(
    file: &Household,
    repaired: &Repaired,
    cx: &Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let machine = file.machine(repaired.appliance).map(|it| machine_name(&it.appliance, cx));
    let words = machine.into_iter().chain([locale.date(repaired.on)]);

    text(words.collect::<Vec<_>>().join(" · ")).width(Fill).into()
}

fn pressed<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    message: Message,
) -> Element<'a, Message> {
    press(iced::widget::container(content).width(Fill))
        .on_press(message)
        .width(Fill)
        .padding([space::NONE, space::TIGHT])
        .into()
}
