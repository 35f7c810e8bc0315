//! Entering a sheet: everything that follows from the paper, in one transaction.

mod parts;

use chrono::{NaiveDate, NaiveDateTime};
use domain::{
    Appliance, Charge, ChargeId, Code, CodeGroup, Coverage, Event, Grade, Means, Moment, Money,
    NeededPart, Order, OrderKind, Outcome, PartId, Payer, Reading, Receipt, ReceiptId, StaffId,
    State, Visit, VisitId, VisitResult, VisitResultId, VisitState,
};

use self::parts::{check_needed, check_parts, prices, use_parts};
use super::fare::pass_on;
use super::plate::{Found, learn};
use super::recall::recall;
use super::{Bill, form};
use crate::deed::{Deed, Happening};
use crate::dispatch::{goes_on_with, other_to_come};
use crate::{Clock, Error, Undo, Wrong};

/// A part that was built in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedPart {
    /// Which.
    pub part: PartId,
    /// How many: above zero, and one where each piece has a serial number.
    pub quantity: i64,
    /// The new piece's own number.
    pub serial: Option<String>,
    /// Whether the old one came back.
    pub old: bool,
    /// Whether somebody was told that no such piece ever came, and insists that it was built in.
    pub insisted: bool,
}

/// What stands on a returned sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetEntry {
    /// Whose sheet it is.
    pub visit: VisitId,
    /// The day of the visit, if it is written on it.
    pub day: Option<NaiveDate>,
    /// When the technician was there, by the office's clock: not before the order came in, and not later than now.
    pub arrived: Option<NaiveDateTime>,
    /// When the work ended: not before the order came in or they were there, and not later than now.
    pub ended: Option<NaiveDateTime>,
    /// What the visit came to.
    pub outcome: Outcome,
    /// The fault code; needed where a repair is finished, as for the others.
    pub fault: Option<String>,
    /// The cause code; needed where a repair is finished and the catalogue has causes for such a machine. Where it has
    /// one alone, that one is meant.
    pub cause: Option<String>,
    /// The measure code; needed where a repair is finished.
    pub measure: Option<String>,
    /// What was measured: nothing that no instrument shows.
    pub readings: Vec<Reading>,
    /// The parts that were built in, line by line.
    pub parts: Vec<UsedPart>,
    /// The parts that are missing, where that is what the visit came to: at least one, unless nobody knows yet which.
    pub needed: Vec<NeededPart>,
    /// Whether a part is missing of which nobody knows yet which.
    pub unknown_part: bool,
    /// What was charged besides; below zero for a rebate.
    pub other: Money,
    /// What the customer paid: not below zero.
    pub cash: Money,
    /// How they paid it. Only cash is brought by the technician.
    pub means: Means,
    /// What the customer ticked on it.
    pub grade: Option<Grade>,
    /// What is written on it.
    pub remark: Option<String>,
    /// Whether the part that was built in was none of the office's.
    pub foreign_part: bool,
    /// Why the customer is let off the way and the remote area; none where they are not.
    pub waiver: Option<String>,
    /// What was found out about the machine.
    pub found: Found,
}

impl SheetEntry {
    /// Whether what came is to be asked about, and told once it is entered: more than is `due`, whatever was
    /// remarked, or less without a word of why.
    #[must_use]
    pub fn is_doubtful(&self, due: Money) -> bool {
        let short = self.cash != due && self.remark.is_none();

        short || self.cash.minor > due.minor
    }
}

/// What should be looked at, although the sheet was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetDoubt {
    /// More was paid than is due, or less and no remark says why.
    CashDiffers {
        /// What the customer owed.
        due: Money,
        /// What was paid.
        cash: Money,
    },
    /// Another order of the day was finished without the way, which this one was to bear: it is charged there now.
    FareMoved {
        /// The other order's number.
        number: String,
        /// What its customer owes in addition.
        amount: Money,
    },
    /// A piece was built in that was never received.
    NeverCame {
        /// The part's name.
        part: String,
        /// The serial number of the piece.
        serial: String,
    },
    /// Neither van nor store had so many: the store is below zero until someone counts.
    Short {
        /// The part's name.
        part: String,
        /// How many lie in the store now.
        left: i64,
    },
}

/// What came of entering a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Entered {
    /// The order's number.
    pub number: String,
    /// What the order is at now.
    pub state: State,
    /// What the customer owed by it.
    pub due: Money,
    /// What should be looked at.
    pub doubts: Vec<SheetDoubt>,
    /// The way back.
    pub undo: Undo,
}

/// Enters a sheet within a deed.
pub(super) fn enter(deed: &Deed<'_>, entry: SheetEntry) -> Result<Entered, Error> {
    let visit: Visit = deed.get(entry.visit)?;
    let order: Order = deed.get(visit.order)?;
    match visit.state {
        VisitState::Planned | VisitState::Printed => {}
        VisitState::Ended => return Err(Error::SheetEntered(order.number.to_string())),
        VisitState::Void => return Err(Error::NoOpenVisit(order.number.to_string())),
    }
    let entry = checked(deed, (&order, visit.technician), entry)?;
    let there = there((entry.arrived, entry.ended), order.received, deed.clock, deed.now)?;
    let day = day(deed, &visit, (&entry, there));
    // Who pays is judged by what the sheet says, too.
    let learnt = learn(deed, &order, &entry.found)?;
    let terms = form::terms(deed.session, (visit.order, &order), (day, deed.clock))?;
    let prices = prices(deed, &entry.parts)?;
    let bill = terms.bill(entry.outcome, prices, entry.other);
    let bill = if entry.waiver.is_some() { bill.without_fare() } else { bill };
    let due = bill.total(Payer::Customer);

    let (_, before) = deed.progress(visit.order)?;
    let mut state = advance(deed, &visit, &entry, there)?;
    if state == State::SheetIn {
        state = recall(deed, visit.order)?.unwrap_or(state);
    }
    let covered = terms.payer(Coverage::Parts) == Payer::Maker;
    let mut doubts = use_parts(deed, &visit, &entry, covered)?;
    post_money(deed, &visit, &entry, &bill)?;
    let result =
        VisitResult { arrived: there.0, ended: there.1, ..result(deed, &visit, &entry, due) };
    deed.note::<_, VisitResultId>(&result)?;
    deed.edit(entry.visit, |visit: &mut Visit| visit.state = VisitState::Ended)?;
    if order.kind == OrderKind::Install && entry.outcome == Outcome::Finished {
        install(deed, &order, result.day(visit.slot, deed.clock.offset()))?;
    }
    if entry.outcome != Outcome::Finished {
        let moved = pass_on(deed, (visit.order, &order), day)?;
        doubts.extend(moved.map(|(number, amount)| SheetDoubt::FareMoved { number, amount }));
    }
    if entry.is_doubtful(due) {
        doubts.push(SheetDoubt::CashDiffers { due, cash: entry.cash });
    }

    let back = Undo::ReenterSheet { order: visit.order, before: before.state };
    let undo = match learnt {
        Some(learnt) => Undo::Several(vec![learnt, back]),
        None => back,
    };

    Ok(Entered { number: order.number.to_string(), state, due, doubts, undo })
}

/// The day of the visit: as the sheet says, else as it was planned.
fn day(
    deed: &Deed<'_>,
    visit: &Visit,
    (entry, (arrived, ended)): (&SheetEntry, There),
) -> NaiveDate {
    let offset = deed.clock.offset();
    let written = arrived.or(ended).map(|moment| moment.day(offset)).or(entry.day);

    written.unwrap_or_else(|| form::planned(visit, deed.now.day(offset)))
}

/// The entry with blanks removed, if its fields hold what they must.
fn checked(
    deed: &Deed<'_>,
    (order, technician): (&Order, StaffId),
    mut entry: SheetEntry,
) -> Result<SheetEntry, Error> {
    let finished = entry.outcome == Outcome::Finished;
    let codes = deed.session.all::<Code>()?;
    let causes = form::causes(deed.session, order, &codes)?;
    let repaired = finished && order.kind == OrderKind::Repair;
    let explained = repaired && !causes.is_empty();
    if let ([only], None, true) = (causes.as_slice(), &entry.cause, explained) {
        entry.cause = Some(only.code.clone());
    }
    let code = |field, group, typed: &Option<String>, needed: bool| {
        let Some(typed) = filled(typed.as_deref()) else {
            return if needed { Err(Error::field(field, Wrong::Missing)) } else { Ok(None) };
        };
        let known = codes
            .iter()
            .find(|(_, code)| code.group == group && code.code.eq_ignore_ascii_case(&typed));
        known.map(|(_, code)| Some(code.code.clone())).ok_or(Error::field(field, Wrong::Unknown))
    };
    entry.fault = code("fault", CodeGroup::Fault, &entry.fault, repaired)?;
    entry.cause = code("cause", CodeGroup::Cause, &entry.cause, explained)?;
    entry.measure = code("measure", CodeGroup::Measure, &entry.measure, repaired)?;
    if let Some(odd) = entry.readings.iter().find(|reading| !reading.is_possible()) {
        return Err(Error::field(odd.kind.code(), Wrong::OutOfRange));
    }
    if entry.cash.minor < 0 {
        return Err(Error::field("cash", Wrong::OutOfRange));
    }
    entry.remark = filled(entry.remark.as_deref());
    entry.waiver = filled(entry.waiver.as_deref());
    check_parts(deed, technician, &mut entry.parts)?;
    match entry.outcome {
        Outcome::NeedPart => check_needed(deed, &entry)?,
        _ => entry.needed.clear(),
    }

    Ok(entry)
}

fn filled(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// When the technician came and went.
type There = (Option<Moment>, Option<Moment>);

/// The times of the sheet, if they can be true of an order that came in at `received`. Work may be done first and
/// written down later on that day.
pub(super) fn there(
    (arrived, ended): (Option<NaiveDateTime>, Option<NaiveDateTime>),
    received: Moment,
    clock: &Clock,
    now: Moment,
) -> Result<There, Error> {
    let moment = |field, shown: Option<NaiveDateTime>| {
        let Some(moment) = shown.map(|shown| clock.moment(shown)) else { return Ok(None) };
        if moment > now {
            return Err(Error::field(field, Wrong::ToCome));
        }
        if moment.day(clock.offset()) < received.day(clock.offset()) {
            return Err(Error::field(field, Wrong::BeforeOrder));
        }
        Ok(Some(moment))
    };
    let there = (moment("arrived", arrived)?, moment("ended", ended)?);
    match there {
        (Some(arrived), Some(ended)) if ended < arrived => {
            Err(Error::field("ended", Wrong::Backwards))
        }
        there => Ok(there),
    }
}

/// Lets the order follow the outcome, along the table. What the technician did has the time of the paper.
fn advance(
    deed: &Deed<'_>,
    visit: &Visit,
    entry: &SheetEntry,
    (arrived, ended): There,
) -> Result<State, Error> {
    let with = |at| Happening { visit: Some(entry.visit), at, ..Happening::default() };
    let (_, progress) = deed.progress(visit.order)?;
    let mut state = progress.state;
    if state == State::Ready {
        // Two desks planned a visit without knowing of each other, and the order waits since the other one.
        state = deed.happen(visit.order, Event::Assign, with(None))?;
    }
    if !matches!(state, State::OnSite | State::Done) {
        state = deed.happen(visit.order, Event::Arrive, with(arrived.or(ended)))?;
    }
    let event = match entry.outcome {
        Outcome::Finished => {
            if state != State::Done {
                deed.happen(visit.order, Event::Finish, with(ended))?;
            }
            Event::EnterSheet
        }
        Outcome::Partial | Outcome::NotHome | Outcome::Refused => Event::LeaveUnfinished,
        Outcome::NeedPart => Event::NeedPart,
        Outcome::NeedAppraisal => Event::NeedAppraisal,
    };

    let with = Happening { remark: entry.remark.clone(), ..with(None) };
    let state = deed.happen(visit.order, event, with)?;
    match other_to_come(deed, visit.order, entry.visit)? {
        Some(other) if state == State::Ready => {
            goes_on_with(deed, visit.order, Event::Assign, other)
        }
        _ => Ok(state),
    }
}

fn post_money(
    deed: &Deed<'_>,
    visit: &Visit,
    entry: &SheetEntry,
    bill: &Bill,
) -> Result<(), Error> {
    for line in &bill.lines {
        deed.note::<_, ChargeId>(&Charge {
            waived: entry.waiver.clone().filter(|_| line.waived),
            ..line.charge((visit.order, entry.visit), deed.now)
        })?;
    }
    if !entry.cash.is_zero() {
        deed.note::<_, ReceiptId>(&Receipt {
            order: visit.order,
            visit: Some(entry.visit),
            technician: visit.technician,
            amount: entry.cash,
            means: means(entry),
            on: None,
            at: deed.now,
            reverses: None,
        })?;
    }

    Ok(())
}

/// How it was paid, where that is not in cash.
fn means(entry: &SheetEntry) -> Option<Means> {
    (entry.means != Means::Cash && !entry.cash.is_zero()).then_some(entry.means)
}

fn result(deed: &Deed<'_>, visit: &Visit, entry: &SheetEntry, due: Money) -> VisitResult {
    VisitResult {
        visit: entry.visit,
        order: visit.order,
        on: entry.day,
        arrived: None,
        ended: None,
        outcome: entry.outcome,
        fault: entry.fault.clone(),
        cause: entry.cause.clone(),
        measure: entry.measure.clone(),
        readings: entry.readings.clone(),
        due,
        cash: entry.cash,
        means: means(entry),
        grade: entry.grade,
        remark: entry.remark.clone(),
        foreign_part: entry.foreign_part,
        needed: entry.needed.clone(),
        at: deed.now,
        by: deed.actor,
    }
}

/// The warranty and the maintenance of a machine count from the day it was installed.
fn install(deed: &Deed<'_>, order: &Order, day: chrono::NaiveDate) -> Result<(), Error> {
    let Some(appliance) = order.appliance else { return Ok(()) };
    deed.edit(appliance, |machine: &mut Appliance| {
        machine.installed.get_or_insert(day);
    })?;

    Ok(())
}
