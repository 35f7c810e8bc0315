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
            phone: office.phone.clone().unwrap_or_default(),
            address: office.place.in_one_line(),
            footer: office.footer.clone().unwrap_or_default(),
            logo: None,
        }
    }
}
