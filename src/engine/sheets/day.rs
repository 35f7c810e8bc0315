//! How the day's sheets stand.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};
use domain::{Moment, Money, Receipt, StaffId, VisitState};
use store::{ReturnedRow, Session, VisitFilter, VisitRow};

use crate::{Clock, Error};

/// A longer gap between two sheets is a break, not work on a sheet.
const BREAK: i64 = 300;

/// A sheet that is not back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreturned {
    /// The visit.
    pub visit: VisitRow,
    /// Who has it.
    pub technician: String,
    /// How many days since the visit, or since it was printed where no day was set.
    pub days: i64,
}

/// What one technician's sheets of a day come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TechnicianCash {
    /// Who.
    pub technician: StaffId,
    /// Their name.
    pub name: String,
    /// How many sheets were entered.
    pub sheets: u32,
    /// What their customers owed by the sheets and did not pay by other means, to them or to the office.
    pub due: Money,
    /// The cash they brought.
    pub cash: Money,
    /// What of that their customers still owe.
    pub owed: Money,
    /// What their customers paid with the sheets otherwise: it never was in their hands.
    pub elsewise: Money,
}

/// How the day's sheets stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetDay {
    /// Sheets that are not back, the longest gone first.
    pub unreturned: Vec<Unreturned>,
    /// How many were entered today.
    pub entered: usize,
    /// Seconds a sheet, the median of today's, breaks left out.
    pub pace: Option<i64>,
    /// What each technician's sheets of today come to, by name.
    pub cash: Vec<TechnicianCash>,
}

/// Everything of today.
pub(super) fn sheet_day(session: &Session<'_>, clock: &Clock) -> Result<SheetDay, Error> {
    let today = session.returned_since(midnight(clock))?;

    Ok(SheetDay {
        unreturned: unreturned(session, clock)?,
        entered: today.len(),
        pace: pace(&today),
        cash: cash(session, &today)?,
    })
}

/// Sheets that should be back.
pub(super) fn unreturned(session: &Session<'_>, clock: &Clock) -> Result<Vec<Unreturned>, Error> {
    let today = clock.today();
    let staff = session.staff()?;
    let name = |id: StaffId| staff.iter().find(|row| row.id == id).map(|row| row.name.clone());
    let mut sheets = Vec::new();
    for visit in session.visits(&VisitFilter { open: true, ..VisitFilter::default() })? {
        let Some(since) = out_since(session, clock, &visit)? else { continue };
        let days = (today - since).num_days();
        if days >= 0 {
            let technician = name(visit.technician).unwrap_or_default();
            sheets.push(Unreturned { visit, technician, days });
        }
    }
    sheets.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.visit.number.cmp(&b.visit.number)));

    Ok(sheets)
}

fn out_since(
    session: &Session<'_>,
    clock: &Clock,
    visit: &VisitRow,
) -> Result<Option<NaiveDate>, Error> {
    if let Some(slot) = visit.slot {
        return Ok(Some(slot.day()));
    }
    if visit.state != VisitState::Printed {
        return Ok(None);
    }

    Ok(session.printed_at(visit.id)?.map(|moment| moment.day(clock.offset())))
}

fn pace(today: &[ReturnedRow]) -> Option<i64> {
    let gaps = today.windows(2).filter_map(|two| match two {
        [one, next] => Some(next.at.0.saturating_sub(one.at.0) / 1_000),
        _ => None,
    });
    let mut gaps: Vec<i64> = gaps.filter(|gap| (1..=BREAK).contains(gap)).collect();
    gaps.sort_unstable();

    gaps.get(gaps.len() / 2).copied()
}

fn cash(session: &Session<'_>, today: &[ReturnedRow]) -> Result<Vec<TechnicianCash>, Error> {
    let mut lines: Vec<TechnicianCash> = Vec::new();
    let mut paid = HashMap::new();
    for row in today {
        let (due, cash) = expected(row);
        let nothing = Money::zero(row.due.currency);
        let elsewise = if row.in_cash { nothing } else { row.cash };
        let rest = (due - cash).max(nothing);
        let office = match paid.get(&row.order) {
            Some(left) => *left,
            None => paid_to_office(session, row)?,
        };
        // What came for one sheet did not come for the next one of the same order.
        let here = office.clamp(nothing, rest);
        paid.insert(row.order, office - here);
        let (due, owed) = (due - here, rest - here);
        let known = lines.iter_mut().find(|line| line.technician == row.technician);
        if let Some(line) = known {
            line.sheets += 1;
            (line.due, line.cash) = (line.due + due, line.cash + cash);
            (line.owed, line.elsewise) = (line.owed + owed, line.elsewise + elsewise);
            continue;
        }
        let staff: Option<domain::Staff> = session.get(row.technician)?;
        lines.push(TechnicianCash {
            technician: row.technician,
            name: staff.map(|staff| staff.name).unwrap_or_default(),
            sheets: 1,
            due,
            cash,
            owed,
            elsewise,
        });
    }
    lines.sort_by(|a, b| a.name.cmp(&b.name));

    Ok(lines)
}

/// What the customer paid to the office itself after the sheet, by whatever means.
fn paid_to_office(session: &Session<'_>, row: &ReturnedRow) -> Result<Money, Error> {
    let receipts = session.facts_about::<Receipt>(row.order)?.into_iter().map(|(_, it)| it);
    let office = receipts.filter(|receipt| receipt.visit.is_none());

    Ok(office.fold(Money::zero(row.due.currency), |sum, receipt| sum + receipt.amount))
}

/// What a technician is to bring by a sheet, and what of it came: what was paid by other means never was in their hands.
fn expected(row: &ReturnedRow) -> (Money, Money) {
    let nothing = Money::zero(row.due.currency);

    if row.in_cash { (row.due, row.cash) } else { (row.due - row.cash, nothing) }
}

/// When the office's day began.
fn midnight(clock: &Clock) -> Moment {
    clock.moment(clock.today().and_time(NaiveTime::MIN))
}
