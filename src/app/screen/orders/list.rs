//! The list itself: its columns, and what stands in them.

use std::collections::HashSet;

use domain::{Currency, Money, Slot, State};
use engine::OrderRow;
use iced::widget::container;
use iced::{Element, Fill};
use ui::grid::{Cell, Column, grid};
use ui::{Tone, icon};

use super::{Message, Orders};
use crate::context::Context;
use crate::{moment, shared, sign};

/// The widths of columns whose words are always about as long.
const NUMBER: f32 = 112.0;
const FLAG: f32 = 32.0;
const STATE: f32 = 128.0;
/// A day with its weekday, and a time.
const APPOINTMENT: f32 = 160.0;
/// A name of several words.
const NAME: f32 = 152.0;
const KIND: f32 = 104.0;
/// The end of an address that tells one house from another, and a machine with its brand.
const ADDRESS: f32 = 208.0;
const MACHINE: f32 = 136.0;
const TECHNICIAN: f32 = 88.0;
/// A word, and the code of a branch.
const OTHER_BRANCH: f32 = 136.0;
/// An amount of money.
const OWES: f32 = 112.0;
/// The column of the appointment, in which stands what is owed where that is asked for.
const OWED: usize = 8;

impl Orders {
    pub(super) fn list<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let columns = self.columns(cx);
        let branch = (!self.branches.is_empty())
            .then(|| Column::weight(locale.order_branch(), 1.0, KIND).folds(4));
        let is_shared = |row: &OrderRow| shared::said(&row.handover, row.state, locale).is_some();
        let shared = self
            .rows
            .iter()
            .any(is_shared)
            .then(|| Column::weight(locale.order_other_branch(), 1.0, OTHER_BRANCH).folds(6));
        let first_more = columns.len();
        let other_branch = shared.is_some().then_some(first_more);
        let columns = columns.into_iter().chain(shared).chain(branch).collect();

        container(
            grid(columns, self.rows.len(), move |row, column| {
                let order = &self.rows[row];
                let remote = self.remote.contains(&order.id);
                match column {
                    at if Some(at) == other_branch => self::other_branch(order, cx),
                    1 if remote && !order.urgent => {
                        Cell::empty().icon(icon::place()).tone(Tone::Warning)
                    }
                    5 if remote => {
                        let line = self.home.leave_out(&order.line);
                        Cell::text(locale.order_remote_line(line)).muted()
                    }
                    OWED => match (order.owes, self.owed) {
                        (Some(minor), Some(_)) => {
                            Cell::text(locale.money(Money::new(minor, self.currency))).bold()
                        }
                        (Some(minor), None) if !is_to_come(order) => owed(minor, self.currency, cx),
                        _ => cell(order, column, cx),
                    },
                    5 => Cell::address(self.home.leave_out(&order.line)).muted(),
                    _ => cell(order, column, cx),
                }
            })
            .id(Self::LIST)
            .selected(self.selected)
            .on_select(Message::Selected)
            .on_activate(Message::Activated),
        )
        .height(Fill)
        .into()
    }

    /// The columns that every list has, as wide as what stands in them needs.
    fn columns<'a>(&self, cx: &Context) -> Vec<Column<'a>> {
        let locale = &cx.locale;
        let numbers = self.rows.iter().map(|order| order.number.as_str());
        let names = self.rows.iter().map(|row| row.name.as_str());
        // Few machines differ, and fewer kinds.
        let mut met = HashSet::new();
        let differ = self
            .rows
            .iter()
            .filter(|row| met.insert((row.category, row.called.as_deref(), row.model.as_str())));
        let machines: Vec<_> = differ.map(|row| machine(row, cx)).collect();
        let kind = locale.order_kind_column();
        let kinds: HashSet<_> = self.rows.iter().map(|row| row.kind).collect();
        let kinds: Vec<_> = kinds.into_iter().map(|kind| locale.order_kind(kind)).collect();
        let kinds = kinds.iter().map(String::as_str).chain([kind.as_str()]);
        let going = self.rows.iter().filter_map(|row| row.technician_name.as_deref());
        let technician = locale.order_technician();
        let going = going.chain([technician.as_str()]);
        let is_said = self.rows.iter().any(|row| row.day.is_some() || row.owes.is_some());

        vec![
            Column::number(locale.order_number(), numbers, NUMBER),
            Column::fixed("", FLAG).center(),
            Column::fixed(locale.order_state(), STATE),
            Column::fitting(kind.clone(), kinds, (FLAG, KIND)).folds(2),
            // The address gets what names and machines leave.
            Column::fitting(locale.customer_name(), names, (TECHNICIAN, NAME + FLAG)),
            Column::weight(locale.customer_address(), 3.0, ADDRESS).folds(5),
            Column::weight(locale.order_machine(), 1.0, MACHINE)
                .enough_for(machines.iter().map(String::as_str))
                .folds(4),
            Column::fitting(technician.clone(), going, (FLAG, TECHNICIAN)).folds(3),
            match self.owed {
                Some(_) => Column::fixed(locale.order_owes(), OWES).right(),
                None => {
                    let width = if is_said { APPOINTMENT } else { TECHNICIAN };
                    Column::fixed(locale.order_appointment(), width).spare(1)
                }
            },
            Column::fixed(locale.order_received(), STATE).spare(7),
        ]
    }
}

/// What another branch has to do with an order.
fn other_branch<'a>(order: &OrderRow, cx: &Context) -> Cell<'a> {
    match shared::said(&order.handover, order.state, &cx.locale) {
        Some((words, tone, sign)) => Cell::text(words).tone(tone).icon(sign),
        None => Cell::empty(),
    }
}

/// Whether somebody is still to go: then it counts when.
fn is_to_come(order: &OrderRow) -> bool {
    matches!(order.state, State::Draft | State::Ready | State::Assigned | State::Booked)
}

/// What a customer still owes for an order.
pub fn owed<'a>(minor: i64, currency: Currency, cx: &Context) -> Cell<'a> {
    let owes = cx.locale.money(Money::new(minor, currency));

    Cell::text(cx.locale.customer_owes(&owes)).tone(Tone::Warning).icon(icon::money())
}

/// What stands in one row of a list of orders.
pub fn cell<'a>(order: &'a OrderRow, column: usize, cx: &Context) -> Cell<'a> {
    let locale = &cx.locale;

    match column {
        0 => Cell::text(order.number.as_str()).bold(),
        1 if order.urgent => Cell::empty().icon(icon::flag()).tone(Tone::Danger),
        1 => Cell::empty(),
        2 => {
            let (tone, mark) = sign::state(order.state);
            Cell::badge(tone, mark, locale.state_of(order.state, order.kind))
        }
        3 => Cell::text(locale.order_kind(order.kind)),
        4 => Cell::text(order.name.as_str()),
        5 => Cell::address(order.line.as_str()).muted(),
        6 => Cell::text(machine(order, cx)),
        7 => Cell::text(order.technician_name.as_deref().unwrap_or_default()),
        8 => Cell::text(appointment(order, cx)),
        9 => Cell::text(received(order, cx)).muted(),
        _ => Cell::text(order.branch.as_deref().unwrap_or_default()),
    }
}

/// When it was taken in: to the minute while that is news, then the day.
fn received(order: &OrderRow, cx: &Context) -> String {
    let clock = cx.engine.clock();
    let day = order.received.day(clock.offset());

    if (clock.today() - day).num_days() <= 1 {
        moment::told(order.received, cx)
    } else {
        cx.locale.date_relative(day, clock.today())
    }
}

/// The machine an order is about, in a few words.
pub fn machine(order: &OrderRow, cx: &Context) -> String {
    let category = order.category.map(|it| cx.locale.machine(it, order.called.as_deref()));
    let category = category.unwrap_or_default();

    if order.model.is_empty() { category } else { format!("{category} · {}", order.model) }
}

/// When someone comes, or what was promised.
fn appointment(order: &OrderRow, cx: &Context) -> String {
    let Some(day) = order.day else { return String::new() };
    let hours = order.starts.zip(order.ends);
    let slot = hours.and_then(|(from, to)| Slot::new(day, from, to).ok());
    let is_day_alone = slot.is_some_and(Slot::is_day_alone);
    let day = cx.locale.date_relative(day, cx.engine.clock().today());

    match order.starts.filter(|_| !is_day_alone) {
        Some(minutes) => format!("{day} {:02}:{:02}", minutes / 60, minutes % 60),
        None => day,
    }
}

/// What a city or province is called by, where its name alone was left out.
const KINDS: [char; 3] = ['市', '省', '縣'];

/// What every address of an office begins with, or in a Latin script ends with, the longest first.
#[derive(Default)]
pub(super) struct Home(Vec<String>);

impl Home {
    pub(super) fn of(place: &domain::Place) -> Self {
        let district = domain::Place {
            street: String::new(),
            detail: String::new(),
            postcode: String::new(),
            ..place.clone()
        };
        let city = domain::Place { district: String::new(), ..district.clone() };
        let mut known = vec![district.in_one_line(), city.in_one_line()];
        known.retain(|known| !known.is_empty());

        Self(known)
    }

    /// The rest of an address; all of it where nothing else is said.
    fn leave_out<'a>(&self, line: &'a str) -> &'a str {
        // Who wrote down the city as 上海 means 上海市 all the same.
        let after = |known: &str| {
            let rest = line.strip_prefix(known)?;
            let kind = rest.chars().next().filter(|kind| KINDS.contains(kind));
            Some(kind.map_or(rest, |kind| &rest[kind.len_utf8()..]))
        };
        let before = |known: &str| line.strip_suffix(known)?.strip_suffix(", ");
        let rest = self.0.iter().find_map(|known| after(known).or_else(|| before(known)));

        rest.filter(|rest| !rest.is_empty()).unwrap_or(line)
    }
}

#[cfg(test)]
mod tests {
    use super::Home;

    #[test]
    fn what_every_address_begins_with_is_left_out_and_a_neighbouring_district_is_not() {
        let city = || "上海市".to_owned();
        let office = domain::Place {
            province: city(),
            city: city(),
            district: "浦东新区".into(),
            detail: "张杨路 500 号".into(),
            ..domain::Place::default()
        };
        let home = Home::of(&office);

        assert_eq!(home.leave_out("上海市浦东新区科苑路 88 弄"), "科苑路 88 弄");
        assert_eq!(home.leave_out("上海市徐汇区漕溪北路 18 号"), "徐汇区漕溪北路 18 号");
        assert_eq!(home.leave_out("上海市浦东新区"), "上海市浦东新区");
        assert_eq!(Home::default().leave_out("1 High Street"), "1 High Street");

        let short = domain::Place { city: "上海".into(), ..domain::Place::default() };
        assert_eq!(Home::of(&short).leave_out("上海市浦东新区杨高路30号"), "浦东新区杨高路30号");
        assert_eq!(Home::of(&short).leave_out("上海浦东新区杨高路30号"), "浦东新区杨高路30号");

        let latin = domain::Place { city: "Cardiff".into(), ..domain::Place::default() };
        assert_eq!(Home::of(&latin).leave_out("1 High Street, Cardiff"), "1 High Street");
        assert_eq!(Home::of(&latin).leave_out("1 Old Cardiff"), "1 Old Cardiff");
    }
}
