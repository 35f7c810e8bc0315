//! Callbacks: the call after the work.

use serde::{Deserialize, Serialize};

use crate::{CallbackId, Moment, OrderId, OrderKind, StaffId};

/// How many attempts make a customer unreachable.
pub const UNREACHABLE_AFTER: u32 = 3;

/// What the customer says of it all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 非常满意.
    VerySatisfied,
    /// 满意.
    Satisfied,
    /// 不满意.
    Dissatisfied,
}

impl Grade {
    /// All, best first, which is also the number that is typed.
    pub const ALL: [Self; 3] = [Self::VerySatisfied, Self::Satisfied, Self::Dissatisfied];
}

/// At which step of what a customer bought they say what they think of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedbackStage {
    /// In the shop.
    Purchase,
    /// When it was brought.
    Delivery,
    /// When it was put up.
    Installation,
    /// As long as they have it.
    Use,
}

impl FeedbackStage {
    /// All, in the order in which a customer comes through them.
    pub const ALL: [Self; 4] = [Self::Purchase, Self::Delivery, Self::Installation, Self::Use];

    /// The step that a call about such work is about; none where somebody complained or asked: what they say then is of
    /// the answer.
    pub const fn of(kind: OrderKind) -> Option<Self> {
        match kind {
            OrderKind::Delivery => Some(Self::Delivery),
            OrderKind::Install | OrderKind::Measure => Some(Self::Installation),
            OrderKind::Complaint | OrderKind::Consultation => None,
            OrderKind::Repair
            | OrderKind::Maintenance
            | OrderKind::Exchange
            | OrderKind::Return
            | OrderKind::Dismantle
            | OrderKind::Appraisal => Some(Self::Use),
        }
    }
}

/// What is asked about one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Was the technician friendly?
    Attitude,
    /// Does it work now?
    Skill,
    /// Did they come when promised?
    Punctual,
    /// Did they leave it clean?
    Tidy,
    /// Was charged what was shown?
    ChargedAsShown,
}

impl Aspect {
    /// All, in the order of the script.
    pub const ALL: [Self; 5] =
        [Self::Attitude, Self::Skill, Self::Punctual, Self::Tidy, Self::ChargedAsShown];
}

/// The answer about one aspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What was asked.
    pub aspect: Aspect,
    /// Whether it was good.
    pub good: bool,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallbackOutcome {
    /// They answered and graded.
    Reached,
    /// Nobody picked up, or not now.
    NoAnswer,
    /// Given up after [`UNREACHABLE_AFTER`] attempts.
    Unreachable,
    /// The customer does not want to be called.
    Waived,
}

impl CallbackOutcome {
    /// Whether the call need not be made again.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::NoAnswer)
    }

    /// What a call that nobody took comes to, after `attempts` before it.
    pub const fn missed(attempts: u32) -> Self {
        if attempts + 1 >= UNREACHABLE_AFTER { Self::Unreachable } else { Self::NoAnswer }
    }
}

/// One call after the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// About which order.
    pub order: OrderId,
    /// How it ended.
    pub outcome: CallbackOutcome,
    /// What the customer says of it all.
    #[serde(default)]
    pub grade: Option<Grade>,
    /// What they say one by one.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// What else they said.
    #[serde(default)]
    pub remark: Option<String>,
    /// When.
    pub at: Moment,
    /// Who called.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// The call that was noted by mistake; this fact says no more than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<CallbackId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_missed_call_ends_it() {
        assert_eq!(CallbackOutcome::missed(1), CallbackOutcome::NoAnswer);
        assert_eq!(CallbackOutcome::missed(2), CallbackOutcome::Unreachable);
    }
}
