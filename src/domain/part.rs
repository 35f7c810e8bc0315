//! Spare parts in the catalogue.

use serde::{Deserialize, Serialize};

use crate::flaw::{fits, said, tidy, tidy_or_none};
use crate::{Category, Currency, Flaw, Money};

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

    /// The part as it is written down: in one line each, and nothing empty or too long. Its price is judged by
    /// [`Money::as_price`], where it is set.
    pub fn sound(self) -> Result<Self, Flaw> {
        let part = Self {
            number: tidy(&self.number),
            name: tidy(&self.name),
            unit: tidy(&self.unit),
            barcode: tidy_or_none(self.barcode.as_deref()),
            ..self
        };
        said("number", &part.number)?;
        said("name", &part.name)?;
        said("unit", &part.unit)?;
        fits("barcode", part.barcode.as_deref().unwrap_or_default())?;

        Ok(part)
    }

    /// Whether a scanner that reads this means the part. No two parts share such a word.
    pub fn is_called(&self, text: &str) -> bool {
        let barcode = self.barcode.as_deref().unwrap_or_default();

        self.number.eq_ignore_ascii_case(text) || barcode.eq_ignore_ascii_case(text)
    }
}
