//! Money of one order: what is charged, and what was taken.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{ChargeId, Moment, Money, OrderId, PartId, ReceiptId, StaffId, VisitId};

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    /// The work.
    Labour,
    /// The way there.
    Trip,
    /// A remote area.
    Remote,
    /// A part.
    Part,
    /// Anything else, in words.
    Other,
}

/// Who pays a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The customer.
    Customer,
    /// The maker, through headquarters.
    Maker,
}

/// One line of an expense sheet. Corrected only by another that names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The order it belongs to.
    pub order: OrderId,
    /// The visit it arose on.
    #[serde(default)]
    pub visit: Option<VisitId>,
    /// What it is for.
    pub kind: ChargeKind,
    /// The part it is for.
    #[serde(default)]
    pub part: Option<PartId>,
    /// How many.
    pub quantity: i64,
    /// What all of them cost.
    pub amount: Money,
    /// Who pays.
    pub payer: Payer,
    /// When it was entered.
    pub at: Moment,
    /// The line it takes back.
    #[serde(default)]
    pub reverses: Option<ChargeId>,
    /// Why the customer was let off it: it costs nothing then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
}

impl Charge {
    /// The line that takes this one back, which is called `id`.
    #[must_use]
    pub fn reversed(&self, id: ChargeId, at: Moment) -> Self {
        let (quantity, amount) = (-self.quantity, -self.amount);

        Self { quantity, amount, at, reverses: Some(id), ..self.clone() }
    }
}

/// How a customer paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Coins and notes.
    Cash,
    /// A card, or a code that is scanned.
    Card,
    /// From account to account.
    Transfer,
}

impl Means {
    /// All, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Cash, Self::Card, Self::Transfer];
}

/// Money that came from a customer: with the sheet of a visit, or later to the office. Taken back only by another that
/// names it, or by one of the same visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What it was for.
    pub order: OrderId,
    /// On which visit; none where it came to the office.
    #[serde(default)]
    pub visit: Option<VisitId>,
    /// Who took it, or wrote down that it came.
    pub technician: StaffId,
    /// How much.
    pub amount: Money,
    /// How it was paid; cash where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Means>,
    /// The day it came, where that is another one than when it was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// When it was entered.
    pub at: Moment,
    /// The one it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<ReceiptId>,
}
