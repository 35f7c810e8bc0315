//! Who did what to an order, and when.

use chrono::NaiveDate;
use domain::{
    Amendment, Callback, CallbackOutcome, CancelReason, Event, Family, Grade, Letter, Means,
    Moment, Money, OrderEvent, OrderId, Print, Progress, Purpose, Receipt, State, VisitResult,
};

use super::amended::Amended;
use super::file::Names;
use crate::Error;

/// What is written on a sheet is so exact, in milliseconds.
const MINUTE: i64 = 60_000;

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: Moment,
    /// Who; none means headquarters or an import.
    pub by: Option<String>,
    /// What happened.
    pub what: Happened,
    /// What a person added.
    pub remark: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// An event of the table, from where to where.
    Step {
        /// Which.
        event: Event,
        /// What the order was at.
        from: State,
        /// What it was at then.
        to: State,
        /// Why, where it was cancelled.
        reason: Option<CancelReason>,
    },
    /// The job sheet was printed for the first, second … time.
    Printed(u32),
    /// A printing that was written down was not on paper.
    PrintTakenBack,
    /// The customer was called.
    Called(CallbackOutcome, Option<Grade>),
    /// A call that was written down was not made.
    CallTakenBack,
    /// A letter was written.
    Wrote(Purpose),
    /// A letter that was written was not sent.
    TookBack(Purpose),
    /// Money was taken, with a sheet or by the office; below zero where it was taken back.
    Took(Took),
    /// Something of the order was changed.
    Amended(Amended),
}

/// Money that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Took {
    /// How much.
    pub amount: Money,
    /// How, where it came to the office.
    pub means: Option<Means>,
    /// The day it came, where that was another one.
    pub on: Option<NaiveDate>,
}

/// What happened to an order, newest first.
pub(super) fn timeline(
    names: &Names<'_>,
    order: OrderId,
    family: Family,
) -> Result<Vec<Line>, Error> {
    let mut lines = steps(names, order, family)?;
    let name = |id: Option<domain::StaffId>| id.map(|id| names.staff(id)).transpose();
    for print in names.facts::<Print>(order)? {
        let what = match print.withdraws {
            None => Happened::Printed(print.copy),
            Some(_) => Happened::PrintTakenBack,
        };
        lines.push(Line { at: print.at, by: name(print.by)?, what, remark: None });
    }
    for call in names.facts::<Callback>(order)? {
        let what = match call.withdraws {
            None => Happened::Called(call.outcome, call.grade),
            Some(_) => Happened::CallTakenBack,
        };
        lines.push(Line { at: call.at, by: name(call.by)?, what, remark: call.remark });
    }
    for letter in names.facts::<Letter>(order)? {
        let what = match letter.withdraws {
            None => Happened::Wrote(letter.purpose),
            Some(_) => Happened::TookBack(letter.purpose),
        };
        lines.push(Line { at: letter.at, by: name(letter.by)?, what, remark: None });
    }
    for fact in names.facts::<Amendment>(order)? {
        let Some(amended) = Amended::read(&fact) else { continue };
        let what = Happened::Amended(amended);
        lines.push(Line { at: fact.at, by: name(fact.by)?, what, remark: None });
    }
    for receipt in names.facts::<Receipt>(order)? {
        let Receipt { amount, means, on, .. } = receipt;
        let what = Happened::Took(Took { amount, means, on });
        lines.push(Line {
            at: receipt.at,
            by: name(Some(receipt.technician))?,
            what,
            remark: None,
        });
    }
    lines.sort_by_key(|line| line.at);
    lines.reverse();

    Ok(lines)
}

fn steps(names: &Names<'_>, order: OrderId, family: Family) -> Result<Vec<Line>, Error> {
    let mut now = Progress::new(family);
    let mut elsewhere = false;
    let mut lines = Vec::new();
    let sheets: Vec<VisitResult> = names.facts(order)?;
    for fact in names.facts::<OrderEvent>(order)? {
        let from = fact.from.unwrap_or(now.state);
        let seen = if from == now.state { now } else { Progress { state: from, before: None } };
        // What could not happen stays as a fact, and moved nothing.
        elsewhere |= fact.reason == Some(CancelReason::HandedOver);
        let next = sync::order::decide(family, now, fact.event, fact.from)
            .filter(|_| !elsewhere || fact.event != Event::Reinstate)
            .map_or(now, |turn| turn.progress);
        let to = seen.after(family, fact.event).map_or(from, |meant| meant.state);
        now = next;
        if sheets.iter().any(|sheet| was_before(&fact, sheet)) {
            continue;
        }
        let by = fact.by.map(|id| names.staff(id)).transpose()?;
        let what = Happened::Step { event: fact.event, from, to, reason: fact.reason };
        lines.push(Line { at: fact.at, by, what, remark: fact.remark });
    }

    Ok(lines)
}

/// Whether somebody was there before the call came in or they were named for it: what happened to an order keeps its
/// order, so the moment of this step says nothing. The sheet says when it was.
fn was_before(step: &OrderEvent, sheet: &VisitResult) -> bool {
    let told = match step.event {
        Event::Arrive => sheet.arrived.or(sheet.ended),
        Event::Finish => sheet.ended,
        _ => None,
    };

    step.visit == Some(sheet.visit) && told.is_some_and(|told| told.0 + MINUTE <= step.at.0)
}
