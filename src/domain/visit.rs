//! Visits: one technician trip for an order, its paper, and what it came to.

use chrono::{FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{Grade, Moment, Money, OrderId, PrintId, Reading, Slot, StaffId, VisitId};

/// What a visit is at.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// Someone is to go.
    #[default]
    Planned,
    /// The sheet is printed.
    Printed,
    /// The sheet came back with an outcome.
    Ended,
    /// It will not take place.
    Void,
}

/// One technician trip for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// For which order.
    pub order: OrderId,
    /// Which trip of the order it is: 1, 2 …
    #[serde(default)]
    pub ordinal: u32,
    /// Who goes.
    pub technician: StaffId,
    /// When, as far as it is known.
    #[serde(default)]
    pub slot: Option<Slot>,
    /// Whether the customer agreed to the time.
    #[serde(default)]
    pub booked: bool,
    /// What it is at.
    #[serde(default)]
    pub state: VisitState,
}

impl Visit {
    /// Whether somebody is still to go, or to bring the sheet.
    pub fn is_to_come(&self) -> bool {
        matches!(self.state, VisitState::Planned | VisitState::Printed)
    }
}

/// What a visit came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Done.
    Finished,
    /// Begun, another trip is needed.
    Partial,
    /// Nobody was there.
    NotHome,
    /// The customer did not want it, or not at that price.
    Refused,
    /// A part is missing.
    NeedPart,
    /// The maker must judge first.
    NeedAppraisal,
}

impl Outcome {
    /// All, in the order of the tick boxes on the sheet, which is also the number that is typed: 1 to 6.
    pub const ALL: [Self; 6] = [
        Self::Finished,
        Self::Partial,
        Self::NotHome,
        Self::Refused,
        Self::NeedPart,
        Self::NeedAppraisal,
    ];
}

/// A returned sheet, as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitResult {
    /// Of which visit.
    pub visit: VisitId,
    /// Of which order.
    pub order: OrderId,
    /// The day that is written on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// When the technician was there, as far as it is written on it.
    #[serde(default)]
    pub arrived: Option<Moment>,
    /// When the work ended: not before they were there.
    #[serde(default)]
    pub ended: Option<Moment>,
    /// What it came to.
    pub outcome: Outcome,
    /// The fault code found.
    #[serde(default)]
    pub fault: Option<String>,
    /// The cause code.
    #[serde(default)]
    pub cause: Option<String>,
    /// The measure code.
    #[serde(default)]
    pub measure: Option<String>,
    /// What was measured.
    #[serde(default)]
    pub readings: Vec<Reading>,
    /// The total of what the customer owes by the sheet.
    #[serde(default)]
    pub due: Money,
    /// The cash the technician brought.
    #[serde(default)]
    pub cash: Money,
    /// What the customer ticked, with the technician beside them; the call after it has a grade of its own.
    #[serde(default)]
    pub grade: Option<Grade>,
    /// What was written on it.
    #[serde(default)]
    pub remark: Option<String>,
    /// Whether the part that was built in was none of the office's: the customer had it, or the maker sent it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub foreign_part: bool,
    /// When it was entered.
    pub at: Moment,
    /// Who entered it.
    #[serde(default)]
    pub by: Option<StaffId>,
}

impl VisitResult {
    /// The day somebody was there: as the paper says, else the day that was booked if that had come when it was
    /// entered, else that day.
    #[must_use]
    pub fn day(&self, booked: Option<Slot>, offset: FixedOffset) -> NaiveDate {
        let written = self.arrived.or(self.ended).map(|moment| moment.day(offset)).or(self.on);
        let entered = self.at.day(offset);

        written.or(booked.map(Slot::day).filter(|day| *day <= entered)).unwrap_or(entered)
    }
}

/// One printing of a job sheet: what was on it, word by word, so that it can be printed again years later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// The visit's sheet.
    pub visit: VisitId,
    /// The order.
    pub order: OrderId,
    /// The first, second … printing.
    pub copy: u32,
    /// What was on it.
    pub content: serde_json::Value,
    /// When.
    pub at: Moment,
    /// Who printed it.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// The printing that this takes back: what was saved or sent to a printer never was on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<PrintId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_was_on_the_day_of_its_paper_and_never_after_it_was_entered() {
        let offset = FixedOffset::east_opt(8 * 3_600).expect("Shanghai");
        // Saturday, 21 November 2026, 09:00 in Shanghai.
        let entered = Moment(1_795_222_800_000);
        let today = entered.day(offset);
        let booked = |day: Option<NaiveDate>| day.and_then(|day| Slot::new(day, 540, 600).ok());
        let result = VisitResult {
            visit: VisitId(uuid::Uuid::nil()),
            order: OrderId(uuid::Uuid::nil()),
            on: None,
            arrived: None,
            ended: None,
            outcome: Outcome::Finished,
            fault: None,
            cause: None,
            measure: None,
            readings: Vec::new(),
            due: Money::default(),
            cash: Money::default(),
            grade: None,
            remark: None,
            foreign_part: false,
            at: entered,
            by: None,
        };

        assert_eq!(result.day(booked(today.pred_opt()), offset), today.pred_opt().expect("a day"));
        assert_eq!(result.day(booked(today.succ_opt()), offset), today, "it was done before");
        assert_eq!(result.day(None, offset), today);
        let written = VisitResult { on: today.pred_opt(), ..result };
        assert_eq!(written.day(booked(Some(today)), offset), today.pred_opt().expect("a day"));
    }
}
