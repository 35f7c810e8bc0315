//! The office as its paper shows it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::page::Picture;

/// Whose paper it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Office {
    /// Its full name.
    pub name: String,
    /// The number that customers call; empty if there is none.
    #[serde(default)]
    pub phone: String,
    /// Its address on one line; may be empty.
    #[serde(default)]
    pub address: String,
    /// A sentence for the foot of each page; may be empty.
    #[serde(default)]
    pub footer: String,
    /// Printed before the name. Not kept with each sheet: a reprint gets it from the office again.
    #[serde(default, skip)]
    pub logo: Option<Arc<Picture>>,
}

impl Office {
    /// The office as the domain knows it, with its address as the language writes it.
    pub fn new(office: &domain::Office) -> Self {
        Self {
            name: office.name.clone(),
            phone: office.phone.as_deref().map(grouped).unwrap_or_default(),
            address: office.place.in_one_line(),
            footer: office.footer.clone().unwrap_or_default(),
            logo: None,
        }
    }
}

/// A number that was typed without gaps, as it is read out; one with gaps or words stays as it was written.
fn grouped(number: &str) -> String {
    let plain = number.trim().chars().all(|c| c.is_ascii_digit() || c == '+');
    let phone = domain::Phone::parse(number).filter(|_| plain);

    phone.map_or_else(|| number.to_owned(), |phone| phone.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_typed_without_gaps_gets_them() {
        assert_eq!(grouped("02079460958"), "020 7946 0958");
        assert_eq!(grouped("021-5888 6688（总机）"), "021-5888 6688（总机）");
    }
}
