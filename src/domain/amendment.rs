//! What was changed of an order after it was taken in.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Moment, OrderId, StaffId};

/// One field of an order's head, or the address it is at, as it was and as it then was. It is written in the
/// operation that changes it, and never again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// Of which order.
    pub order: OrderId,
    /// Which field: its name in the record, or `address`.
    pub field: String,
    /// What it was, long words cut. Absent where nothing stood there.
    #[serde(default)]
    pub from: Option<Value>,
    /// What it was then.
    #[serde(default)]
    pub to: Option<Value>,
    /// When.
    pub at: Moment,
    /// By whom.
    #[serde(default)]
    pub by: Option<StaffId>,
}
