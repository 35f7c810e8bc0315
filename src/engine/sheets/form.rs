//! The form for one returned sheet: what is known before the first key is pressed.

use chrono::{NaiveDate, NaiveDateTime};
use domain::{
    Appliance, Category, Charge, ChargeId, ChargeKind, Code, CodeGroup, Customer, Labels, Location,
    Moment, Order, OrderId, OrderKind, Outcome, Phone, ReadingKind, Slot, Staff, StaffId, State,
    Verdict, Visit, VisitId, VisitState, WarrantyReason, quote,
};
use store::Session;

use super::before::before;
use super::bill::Terms;
use super::entry::{SheetEntry, UsedPart, there};
use super::fare::{borne_elsewhere, fares};
use super::{Bill, Found, Grounds, Keys};
use crate::areas::area_of;
use crate::intake::number::{meant, split};
use crate::stock::PartChoice;
use crate::{Clock, Error, stock};

/// A code that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChoice {
    /// What is typed and printed.
    pub code: String,
    /// What it means.
    pub labels: Labels,
    /// What it is found by.
    pub keys: Keys,
    /// Whether whoever did this built a part in.
    pub builds_in: bool,
}

/// Everything that is needed to enter a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetForm {
    /// The order.
    pub order: OrderId,
    /// The visit whose sheet it is.
    pub visit: VisitId,
    /// The order's number.
    pub number: String,
    /// What was promised.
    pub kind: OrderKind,
    /// What the order is at.
    pub state: State,
    /// Which trip it was.
    pub ordinal: u32,
    /// Who went.
    pub technician: StaffId,
    /// Their name.
    pub technician_name: String,
    /// When it was to be.
    pub slot: Option<Slot>,
    /// The day that times on the sheet are of: the visit's, and today where it has none or lies ahead.
    pub day: NaiveDate,
    /// When the order came in: nobody was there before.
    pub received: Moment,
    /// To whom.
    pub customer: String,
    /// The number to call.
    pub phone: Option<Phone>,
    /// Where, in one line.
    pub line: String,
    /// On which machine.
    pub category: Option<Category>,
    /// What it is called, where the category says little.
    pub called: Option<String>,
    /// Its brand and model.
    pub machine: String,
    /// What the customer said.
    pub description: String,
    /// The fault code that was taken in.
    pub reported: Option<String>,
    /// Codes for the fault, for machines of this category.
    pub faults: Vec<CodeChoice>,
    /// Codes for its cause.
    pub causes: Vec<CodeChoice>,
    /// Codes for what was done.
    pub measures: Vec<CodeChoice>,
    /// Parts, those that fit the machine first, with what lies in the technician's van.
    pub parts: Vec<PartChoice>,
    /// What is charged, and by which warranty.
    pub terms: Terms,
    /// By what its warranty is judged, and whether the sheet asks for more of it.
    pub grounds: Grounds,
    /// What stood on it when it was entered, where that was taken back.
    pub before: Option<SheetEntry>,
}

impl SheetForm {
    /// What the paper asks to be measured, in its order.
    pub fn readings(&self) -> &'static [ReadingKind] {
        self.category.map_or(&[], Category::readings)
    }

    /// Refuses times of the sheet that cannot be true now, as entering it would.
    pub fn check_times(
        &self,
        times: (Option<NaiveDateTime>, Option<NaiveDateTime>),
        clock: &Clock,
    ) -> Result<(), Error> {
        there(times, self.received, clock, clock.now()).map(drop)
    }

    /// Whether it must be said what was wrong and what was done about it: a repair was finished.
    pub fn needs_codes(&self, outcome: Outcome) -> bool {
        self.kind == OrderKind::Repair && outcome == Outcome::Finished
    }

    /// Whether it must be said why the machine failed: a repair was finished, and there are causes to choose from.
    pub fn needs_cause(&self, outcome: Outcome) -> bool {
        self.needs_codes(outcome) && !self.causes.is_empty()
    }

    /// What the visit costs with these parts.
    pub fn bill(&self, outcome: Outcome, used: &[UsedPart], other: domain::Money) -> Bill {
        self.bill_of(&self.terms, outcome, (used, other))
    }

    /// What it costs where the visit was on another day than was planned.
    pub fn bill_on(
        &self,
        day: NaiveDate,
        outcome: Outcome,
        costs: (&[UsedPart], domain::Money),
    ) -> Bill {
        self.bill_of(&Terms { day, ..self.terms.clone() }, outcome, costs)
    }

    fn bill_of(
        &self,
        terms: &Terms,
        outcome: Outcome,
        (used, other): (&[UsedPart], domain::Money),
    ) -> Bill {
        let price = |part| self.parts.iter().find(|choice| choice.id == part);
        let parts = used
            .iter()
            .filter_map(|line| Some((line.part, line.quantity, price(line.part)?.price?)));

        terms.bill(outcome, parts, other)
    }
}

/// So many sheets are offered where a number is not whole.
const OFFERED: u32 = 9;

/// The form for the sheet that `text` means.
pub(super) fn find(session: &Session<'_>, text: &str, clock: &Clock) -> Result<SheetForm, Error> {
    let (number, digits) = split(text);
    let number = read(number);
    let asked = digits.map_or_else(|| number.clone(), |digits| format!("{number} {digits}"));
    let order = match meant(session, &asked)? {
        Some(order) if number.contains('-') => Some(order),
        found => session.sheet_out_by_tail(&number)?.or(found),
    };
    let Some(order) = order else {
        let sheets = session.sheets_out_ending_in(&number, OFFERED)?;
        return Err(match sheets.is_empty() {
            true => Error::SheetUnknown(number),
            false => Error::SheetSeveral { number, sheets },
        });
    };
    let head: Order = session.get(order)?.ok_or(Error::Unknown("order"))?;
    let Some(visit) = session.open_visit_of(order)? else {
        return Err(closed(session, order, &head)?);
    };

    fill(session, (order, &head), visit, clock)
}

/// What was typed or scanned, as a number: half width, upper case, without spaces.
fn read(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '—' | '–' | '−' => '-',
            other => other,
        })
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .flat_map(char::to_uppercase)
        .take(64)
        .collect()
}

/// Why an order has no sheet out.
fn closed(session: &Session<'_>, order: OrderId, head: &Order) -> Result<Error, Error> {
    let number = head.number.to_string();
    for visit in session.visits_of(order)? {
        let visit: Option<Visit> = session.get(visit)?;
        if visit.is_some_and(|visit| visit.state == VisitState::Ended) {
            return Ok(Error::SheetEntered(number));
        }
    }

    Ok(Error::NoOpenVisit(number))
}

fn fill(
    session: &Session<'_>,
    (order, head): (OrderId, &Order),
    visit_id: VisitId,
    clock: &Clock,
) -> Result<SheetForm, Error> {
    let today = clock.today();
    let visit: Visit = session.get(visit_id)?.ok_or(Error::Unknown("visit"))?;
    let customer: Option<Customer> = session.get(head.customer)?;
    let customer = customer.unwrap_or_default();
    let staff: Option<Staff> = session.get(visit.technician)?;
    let machine = machine(session, head)?;
    let category = machine.as_ref().map(|machine| machine.category);
    let line = head.address.map(|address| session.address_line(address)).transpose()?.flatten();
    let codes = session.all::<Code>()?;
    let of = |group| choices(&codes, group, category);
    let van = Location::Van(visit.technician);
    let day = planned(&visit, today);

    Ok(SheetForm {
        order,
        visit: visit_id,
        number: head.number.to_string(),
        kind: head.kind,
        state: session.order_state(order)?.unwrap_or(head.kind.family().first()),
        ordinal: visit.ordinal,
        technician: visit.technician,
        technician_name: staff.map(|staff| staff.name).unwrap_or_default(),
        slot: visit.slot,
        day,
        received: head.received,
        phone: customer.first_phone().cloned(),
        customer: customer.name,
        line: line.unwrap_or_default(),
        category,
        called: machine.as_ref().and_then(Appliance::called).map(str::to_owned),
        machine: machine.map(|machine| designation(&machine)).unwrap_or_default(),
        description: head.description.clone().unwrap_or_default(),
        reported: head.fault.clone(),
        faults: of(CodeGroup::Fault),
        causes: of(CodeGroup::Cause),
        measures: of(CodeGroup::Measure),
        parts: stock::choices(session, category, Some(van))?,
        terms: terms(session, (order, head), (day, clock))?,
        grounds: Grounds::read(session, head)?,
        before: before(session, (order, visit_id), clock)?,
    })
}

pub(super) fn machine(session: &Session<'_>, head: &Order) -> Result<Option<Appliance>, Error> {
    Ok(head.appliance.map(|id| session.get(id)).transpose()?.flatten())
}

fn designation(machine: &Appliance) -> String {
    let words = [&machine.brand, &machine.model];

    words.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Whether a remote fee is due: what the customer was told, else whether the address lies so far out today.
fn is_remote(session: &Session<'_>, head: &Order) -> Result<bool, Error> {
    // Nobody told a price where headquarters took the order in.
    if let Some(told) = head.quote {
        return Ok(!told.remote.is_zero());
    }
    let address = head.address.map(|id| session.get::<domain::Address>(id)).transpose()?.flatten();
    let Some(address) = address else { return Ok(false) };

    Ok(area_of(session, &address.place)?.is_some_and(|(_, area)| area.remote))
}

/// The day of a visit whose sheet says none.
pub(super) fn planned(visit: &Visit, today: NaiveDate) -> NaiveDate {
    visit.slot.map_or(today, |slot| slot.day().min(today))
}

/// What an order is charged by for a visit on `day`.
pub(crate) fn terms(
    session: &Session<'_>,
    (order, head): (OrderId, &Order),
    (day, clock): (NaiveDate, &Clock),
) -> Result<Terms, Error> {
    let own = own_terms(session, (order, head), clock)?;
    let fares = fares(session, head.customer, clock)?;

    Ok(Terms { fares: borne_elsewhere(fares, (order, head)), day, ..own })
}

/// What an order is charged by, were it the only one of its household: by the verdict that was recorded with it, or
/// where nobody knew then, the one of today.
pub(super) fn own_terms(
    session: &Session<'_>,
    (order, head): (OrderId, &Order),
    clock: &Clock,
) -> Result<Terms, Error> {
    let today = clock.today();
    let machine = machine(session, head)?;
    let verdict = Grounds::read(session, head)?.verdict(&Found::default(), today);
    let tariffs = crate::prices::in_force(session)?;
    let category = machine.map_or(Category::Other, |machine| machine.category);
    let remote = is_remote(session, head)?;
    let nothing = Verdict::none(WarrantyReason::Excluded);
    let full = quote(&tariffs, (head.kind, category), &nothing, remote);
    let currency = crate::prices::currency(session)?;
    let charged = charged(session, order)?;
    // What was told in another currency cannot be charged in this one.
    let told = head.quote.filter(|told| told.labour.currency == currency);

    Ok(Terms { verdict, told, full, charged, fares: Vec::new(), day: today, currency })
}

/// Work and way that the order was charged for, or let off, and that was not taken back.
fn charged(session: &Session<'_>, order: OrderId) -> Result<Vec<ChargeKind>, Error> {
    let charges = session.facts_about::<Charge>(order)?;
    let taken_back: Vec<_> = charges.iter().filter_map(|(_, charge)| charge.reverses).collect();
    let stands = |id: uuid::Uuid, charge: &Charge| {
        charge.reverses.is_none() && !taken_back.contains(&ChargeId(id))
    };
    let once = [ChargeKind::Labour, ChargeKind::Trip, ChargeKind::Remote];
    let counts = |kind: &ChargeKind| {
        let of_kind = || charges.iter().filter(|(_, charge)| charge.kind == *kind);
        let sum: i64 = of_kind().map(|(_, charge)| charge.amount.minor).sum();
        let let_off = of_kind().any(|(id, charge)| charge.waived.is_some() && stands(*id, charge));
        sum != 0 || let_off
    };

    Ok(once.into_iter().filter(counts).collect())
}

/// The causes that a machine of this order can fail by.
pub(crate) fn causes(
    session: &Session<'_>,
    order: &Order,
    codes: &[(uuid::Uuid, Code)],
) -> Result<Vec<CodeChoice>, Error> {
    let category = machine(session, order)?.map(|machine| machine.category);

    Ok(choices(codes, CodeGroup::Cause, category))
}

fn choices(
    codes: &[(uuid::Uuid, Code)],
    group: CodeGroup,
    category: Option<Category>,
) -> Vec<CodeChoice> {
    let fits = |code: &Code| {
        let of_machine = category.is_none_or(|category| code.categories.contains(&category));
        code.group == group && (code.categories.is_empty() || of_machine)
    };
    let mut choices: Vec<CodeChoice> = codes
        .iter()
        .filter(|(_, code)| fits(code))
        .map(|(_, code)| CodeChoice {
            keys: Keys::of(&code.code, code.labels.0.values().map(String::as_str)),
            code: code.code.clone(),
            labels: code.labels.clone(),
            builds_in: code.builds_in,
        })
        .collect();
    choices.sort_by(|a, b| a.code.cmp(&b.code));

    choices
}
