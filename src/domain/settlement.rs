//! What people decided about values that lost against others, and about money that came in too much.

use serde::{Deserialize, Serialize};

use crate::{ConflictId, Moment, Money, StaffId};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// What stands may stand.
    Kept,
    /// What had lost was put in its place.
    Replaced,
    /// The decision before this one was taken back.
    Reopened,
}

/// A decision about one entry of the conflict journal, or about what came in too much for an order. The latest one
/// counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// About which entry, or which order.
    pub conflict: ConflictId,
    /// What was decided.
    pub decision: Decision,
    /// How much more than was charged may stand for the order; none where it is about an entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Money>,
    /// When.
    pub at: Moment,
    /// By whom.
    #[serde(default)]
    pub by: Option<StaffId>,
}
