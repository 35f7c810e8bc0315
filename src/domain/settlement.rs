//! What people decided about values that lost against others.

use serde::{Deserialize, Serialize};

use crate::{ConflictId, Moment, StaffId};

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

/// A decision about one entry of the conflict journal. The latest one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// About which entry.
    pub conflict: ConflictId,
    /// What was decided.
    pub decision: Decision,
    /// When.
    pub at: Moment,
    /// By whom.
    #[serde(default)]
    pub by: Option<StaffId>,
}
