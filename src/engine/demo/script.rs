//! What shall have become of an order by today.

use domain::{Grade, OrderKind, Outcome};

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nobody is named.
    Pool,
    /// Someone is named, the customer does not know when.
    Unbooked,
    /// It stands on the board.
    Booked,
    /// The technician has the sheet and should have brought it back.
    SheetOut,
    /// A part is missing.
    WaitingPart,
    /// The sheet is in, the customer is to be called.
    CallbackDue,
    /// Done and called; none could be reached if there is no grade.
    Closed(Option<Grade>),
    /// It was never done.
    Cancelled,
}

/// One order's story. Days are counted from today.
#[derive(Debug, Clone)]
pub(super) struct Script {
    /// Which machine.
    pub(super) home: usize,
    /// What was promised.
    pub(super) kind: OrderKind,
    /// When it came in: day and minute.
    pub(super) received: (i64, i64),
    /// The day of the visit.
    pub(super) visit: i64,
    /// How far it has come.
    pub(super) stage: Stage,
    /// What a first visit came to, where one more was needed.
    pub(super) before: Option<Outcome>,
    /// Whether it goes before others.
    pub(super) urgent: bool,
    /// Whether the customer complained afterwards, and whether that is over.
    pub(super) complaint: Option<bool>,
}
