//! Spare parts in the catalogue.

use serde::{Deserialize, Serialize};

use crate::{Category, Money};

/// A spare part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The maker's part number, as on its bar code.
    pub number: String,
    /// What it is.
    pub name: String,
    /// What it is counted in: 只, kg, m.
    pub unit: String,
    /// What a customer pays for one out of warranty.
    pub price: Money,
    /// The machines it fits; empty means any.
    #[serde(default)]
    pub fits: Vec<Category>,
    /// Whether each piece has a serial number.
    #[serde(default)]
    pub serialised: bool,
}
