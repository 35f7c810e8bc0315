//! Money of one order: what is charged, and what was taken.

use serde::{Deserialize, Serialize};

use crate::{ChargeId, Moment, Money, OrderId, PartId, StaffId, VisitId};

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

/// Money a technician took from a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What it was for.
    pub order: OrderId,
    /// On which visit.
    #[serde(default)]
    pub visit: Option<VisitId>,
    /// Who took it.
    pub technician: StaffId,
    /// How much.
    pub amount: Money,
    /// When it was entered.
    pub at: Moment,
}
