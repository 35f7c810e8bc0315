//! The office itself, as its paper shows it.

use serde::{Deserialize, Serialize};

use crate::{Currency, Place};

/// A service office.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Office {
    /// Its short code, part of every order number: letters and digits.
    pub code: String,
    /// Its name on paper.
    pub name: String,
    /// The number customers call.
    #[serde(default)]
    pub phone: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub place: Place,
    /// The line at the foot of a job sheet.
    #[serde(default)]
    pub footer: Option<String>,
    /// What it keeps its books in.
    #[serde(default)]
    pub currency: Currency,
    /// The language that it writes to customers in of whom nobody knows theirs, as a tag; none is that of the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The departments that complaints are passed to, besides the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<String>,
    /// So many hours after its sheet is in a customer should have been called; none is the usual number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback_hours: Option<u32>,
}
