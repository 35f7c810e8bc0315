//! Spare parts in the catalogue.

use serde::{Deserialize, Serialize};

use crate::{Category, Currency, Money};

/// A spare part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The maker's part number, as on its bar code.
    pub number: String,
    /// What stands on its packet or plate for a scanner, where that is not the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// What it is.
    pub name: String,
    /// What it is counted in: 只, kg, m.
    pub unit: String,
    /// What a customer pays for one out of warranty; none where nobody has said so yet.
    #[serde(default)]
    pub price: Option<Money>,
    /// The machines it fits; empty means any.
    #[serde(default)]
    pub fits: Vec<Category>,
    /// Whether each piece has a serial number.
    #[serde(default)]
    pub serialised: bool,
}

impl Part {
    /// What one costs in the currency that the books are kept in. A price in another is none.
    pub fn price_in(&self, currency: Currency) -> Option<Money> {
        self.price.filter(|price| price.currency == currency)
    }
}
