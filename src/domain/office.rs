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
    /// The envelopes that its letters go out in; none are those usual where its currency is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
}

/// An envelope with a window, through which the address of a letter shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Envelope {
    /// DL of the British trade: 110 × 220 mm, a window of 35 × 90 mm.
    Uk,
    /// GB/T 22585, DL: 110 × 220 mm, a window of 40 × 100 mm.
    ChinaDl,
    /// GB/T 22585, ZL: 120 × 230 mm, a window of 40 × 100 mm.
    ChinaZl,
    /// As sold in Taiwan: 110 × 220 mm, a window of 45 × 90 mm.
    Taiwan,
    /// DIN 680, DL or C6/5: a window of 45 × 90 mm. What a newer program knows is taken for it, too.
    #[serde(other)]
    Din,
}

impl Envelope {
    /// All, in the order of a list.
    pub const ALL: [Self; 5] = [Self::Din, Self::Uk, Self::ChinaDl, Self::ChinaZl, Self::Taiwan];

    /// Those usual where people pay in this currency.
    pub fn usual(currency: Currency) -> Self {
        match currency {
            Currency::Cny => Self::ChinaDl,
            Currency::Twd => Self::Taiwan,
            Currency::Gbp => Self::Uk,
            _ => Self::Din,
        }
    }
}

impl Office {
    /// The envelopes that its letters go out in.
    pub fn envelopes(&self) -> Envelope {
        self.envelope.unwrap_or_else(|| Envelope::usual(self.currency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_uses_the_envelopes_of_its_country_unless_it_chose_others() {
        let at = |currency| Office { currency, ..Office::default() };
        assert_eq!(at(Currency::Cny).envelopes(), Envelope::ChinaDl);
        assert_eq!(at(Currency::Eur).envelopes(), Envelope::Din);
        let chosen = Office { envelope: Some(Envelope::Uk), ..at(Currency::Twd) };
        assert_eq!(chosen.envelopes(), Envelope::Uk);
    }

    #[test]
    fn an_envelope_that_only_a_newer_program_knows_leaves_the_office_readable() {
        let newer = r#"{"code":"SH01","name":"Pudong","envelope":"japan_long_3"}"#;
        let office: Office = serde_json::from_str(newer).expect("it is an office");
        assert_eq!(office.envelope, Some(Envelope::Din));
    }
}
