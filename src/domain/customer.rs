//! Customers: persons and organisations.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Birthday, LifeEvent, Moment, Phone};

/// A person or organisation that has appliances.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Customer {
    /// How they are called.
    pub name: String,
    /// Whether it is a company, school, shop …
    #[serde(default)]
    pub organisation: bool,
    /// Numbers, the one to call first in front.
    #[serde(default)]
    pub phones: Vec<CustomerPhone>,
    /// What to know about the family.
    #[serde(default)]
    pub note: Option<String>,
    /// How much care is due.
    #[serde(default)]
    pub level: Level,
    /// The language or dialect they like to be spoken to in.
    #[serde(default)]
    pub language: Option<String>,
    /// When they have their birthday.
    #[serde(default)]
    pub birthday: Option<Birthday>,
    /// What they refused.
    #[serde(default)]
    pub refused: Vec<Channel>,
    /// What happened in the family, as it was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub life: Vec<LifeEvent>,
    /// Which record of another system this was, `system:key`.
    #[serde(default)]
    pub origin: Option<String>,
    /// When the file was opened.
    #[serde(default)]
    pub since: Option<Moment>,
    /// Whether this person was erased: nothing is written in their file any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}

/// A number and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerPhone {
    /// The number.
    pub number: Phone,
    /// Daughter, office, evenings …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Since when it is no longer theirs. It is kept, for whoever it finds, and is not dialled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<NaiveDate>,
}

impl CustomerPhone {
    /// A number of theirs, of which nothing more is known.
    pub const fn new(number: Phone) -> Self {
        Self { number, label: None, gone: None }
    }

    /// Whether it is theirs, as far as anybody knows.
    pub const fn is_current(&self) -> bool {
        self.gone.is_none()
    }
}

/// How much care a customer is due.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// As everyone.
    #[default]
    Ordinary,
    /// First in every queue.
    Vip,
}

/// A way to reach someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A phone call.
    Call,
    /// A letter or label.
    Letter,
    /// A text message.
    Message,
    /// An e-mail.
    Email,
}

impl Channel {
    /// All, in the order of forms.
    pub const ALL: [Self; 4] = [Self::Call, Self::Letter, Self::Message, Self::Email];
}

/// Whether someone may be reached in some way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// They did not refuse.
    Given,
    /// They refused.
    Refused,
}

impl Customer {
    /// Whether this customer may be reached by `channel`.
    pub fn consent(&self, channel: Channel) -> Consent {
        if self.refused.contains(&channel) { Consent::Refused } else { Consent::Given }
    }

    /// The numbers that are still theirs: those that may be dialled.
    pub fn current_phones(&self) -> impl Iterator<Item = &CustomerPhone> {
        self.phones.iter().filter(|phone| phone.is_current())
    }

    /// The number to call first.
    pub fn first_phone(&self) -> Option<&Phone> {
        self.current_phones().next().map(|phone| &phone.number)
    }

    /// Whether this was their number, and is not any more.
    pub fn has_left(&self, number: &Phone) -> bool {
        self.phones.iter().any(|phone| phone.number == *number && !phone.is_current())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_from_before_birthdays_were_kept_is_read() {
        let old = r#"{"name": "\u738b\u5c0f\u660e", "phones": []}"#;
        let customer: Customer = serde_json::from_str(old).expect("a customer");

        assert_eq!(customer, Customer { name: "王小明".to_owned(), ..Customer::default() });
    }

    #[test]
    fn a_number_that_is_no_longer_theirs_is_kept_and_not_dialled() {
        let number = |text: &str| Phone::parse(text).expect("a number");
        let (old, new) = (number("138 1234 5678"), number("139 0000 1111"));
        let gone = NaiveDate::from_ymd_opt(2026, 3, 1);
        let phones = vec![
            CustomerPhone { gone, ..CustomerPhone::new(old.clone()) },
            CustomerPhone::new(new.clone()),
        ];
        let customer = Customer { phones, ..Customer::default() };

        assert_eq!(customer.first_phone(), Some(&new));
        assert!(customer.has_left(&old) && !customer.has_left(&new));
    }
}
