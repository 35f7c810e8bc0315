//! What happens in a family: a word of a short list, a day, and what else was told.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What can happen that an office should know when it calls, or writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifeKind {
    /// They moved in: everything is new, and some of it was left by others.
    MovedIn,
    /// They rebuild their home, or their kitchen.
    Rebuilding,
    /// They married.
    Wedding,
    /// A child was born.
    Child,
    /// Somebody old lives with them now.
    Elder,
    /// The children moved out.
    MovedOut,
    /// Somebody is ill: they are called at certain hours only.
    Illness,
    /// Somebody died: no birthday is wished.
    Bereavement,
    /// Something else, in words.
    Other,
}

impl LifeKind {
    /// All, in the order of menus.
    pub const ALL: [Self; 9] = [
        Self::MovedIn,
        Self::Rebuilding,
        Self::Wedding,
        Self::Child,
        Self::Elder,
        Self::MovedOut,
        Self::Illness,
        Self::Bereavement,
        Self::Other,
    ];
}

/// One thing that happened in a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeEvent {
    /// What.
    pub kind: LifeKind,
    /// When, as they told it.
    pub on: NaiveDate,
    /// What else was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
