//! Sheets that came back, and finding the one that is meant.

use domain::{Moment, Money, OrderId, StaffId, VisitId};
use uuid::Uuid;

use crate::{Error, Session};

/// A sheet that was entered and not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReturnedRow {
    /// Of which visit.
    pub visit: VisitId,
    /// For which order that was.
    pub order: OrderId,
    /// Who had gone.
    pub technician: StaffId,
    /// What the customer owed by it.
    pub due: Money,
    /// What the customer paid.
    pub cash: Money,
    /// Whether the technician brought that in cash.
    pub in_cash: bool,
    /// When it was entered.
    pub at: Moment,
}

/// A sheet that is out, as people tell it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetOut {
    /// Its order's number.
    pub number: String,
    /// To whom.
    pub customer: String,
    /// Who has it.
    pub technician: String,
}

impl Session<'_> {
    /// Sheets entered since `moment`, in the order of entry; of one entered twice, the last.
    pub fn returned_since(&self, moment: Moment) -> Result<Vec<ReturnedRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("returned.sql"))?;
        let rows = statement.query_map([moment.0], |row| {
            let money = |json: Option<String>| -> Money {
                // A result without an amount owes nothing.
                json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
            };
            Ok(ReturnedRow {
                visit: VisitId(row.get(0)?),
                order: OrderId(row.get(6)?),
                technician: StaffId(row.get(1)?),
                due: money(row.get(2)?),
                cash: money(row.get(3)?),
                in_cash: row.get::<_, Option<String>>(4)?.is_none_or(|means| means == "cash"),
                at: Moment(row.get(5)?),
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The only order with a sheet out whose number ends in `tail`.
    pub fn sheet_out_by_tail(&self, tail: &str) -> Result<Option<OrderId>, Error> {
        let tail = tail.trim().to_uppercase();
        let digits = tail.trim_start_matches(|c: char| !c.is_ascii_digit());
        let Ok(sequence) = digits.parse::<u32>() else { return Ok(None) };
        let mut statement = self.db.prepare_cached(include_str!("by_tail.sql"))?;
        let found = statement
            .query_map((sequence, &tail), |row| row.get(0))?
            .collect::<Result<Vec<Uuid>, _>>()?;

        Ok(if found.len() == 1 { found.first().copied().map(OrderId) } else { None })
    }

    /// Sheets that are out and whose number ends in these letters and digits, at most `limit`.
    pub fn sheets_out_ending_in(&self, tail: &str, limit: u32) -> Result<Vec<SheetOut>, Error> {
        if tail.is_empty() || !tail.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Ok(Vec::new());
        }
        let mut statement = self.db.prepare_cached(include_str!("ending_in.sql"))?;
        let rows = statement.query_map((tail, limit), |row| {
            Ok(SheetOut { number: row.get(0)?, customer: row.get(1)?, technician: row.get(2)? })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// When the sheet of a visit was printed first, without what was taken back.
    pub fn printed_at(&self, visit: VisitId) -> Result<Option<Moment>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("printed_first.sql"))?;

        Ok(statement.query_row([visit.0], |row| row.get::<_, Option<_>>(0))?.map(Moment))
    }
}
