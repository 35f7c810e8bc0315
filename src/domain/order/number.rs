//! The number on an order's paper.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The letters that desks have.
const FREE: &[u8] = b"ABCDEFGIJKLMNOPQRSTUVWXYZ";

/// `SH01-A00012`: the office's code, the desk's letters, a sequence that only that desk counts up.
/// Two desks without a network can't make the same number, and none is used twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderNumber {
    office: String,
    desk: String,
    sequence: u32,
}

impl OrderNumber {
    /// The letters with which headquarters numbers orders of its own.
    pub const HEADQUARTERS: &'static str = "H";

    /// A number. `None` unless `office` is 1 to 8 letters or digits, `desk` 1 to 3 letters, and `sequence` above zero.
    pub fn new(office: &str, desk: &str, sequence: u32) -> Option<Self> {
        let office_fits =
            (1..=8).contains(&office.len()) && office.bytes().all(|b| b.is_ascii_alphanumeric());
        let desk_fits =
            (1..=3).contains(&desk.len()) && desk.bytes().all(|b| b.is_ascii_alphabetic());

        (office_fits && desk_fits && sequence > 0).then(|| Self {
            office: office.to_ascii_uppercase(),
            desk: desk.to_ascii_uppercase(),
            sequence,
        })
    }

    /// The office's code.
    pub fn office(&self) -> &str {
        &self.office
    }

    /// The desk's letters.
    pub fn desk(&self) -> &str {
        &self.desk
    }

    /// The desk's count.
    pub fn sequence(&self) -> u32 {
        self.sequence
    }

    /// The letters of the `index`th desk of an office: A, B … G, I … Z, AA … ZZ, AAA … `H` is taken. There are 16,275.
    pub fn desk_letters(index: u32) -> String {
        let base = FREE.len() as u32;
        let letter = |i: u32| char::from(FREE[(i % base) as usize]);
        if index < base {
            return letter(index).to_string();
        }
        let pairs = base * base;
        let rest = index - base;
        if rest < pairs {
            return [letter(rest / base), letter(rest)].iter().collect();
        }
        let rest = rest - pairs;
        [letter(rest / pairs), letter(rest / base), letter(rest)].iter().collect()
    }

    /// Which desk of its office has these letters, counted from 0; none if no desk can have them.
    pub fn desk_index(letters: &str) -> Option<u32> {
        let base = FREE.len() as u32;
        let place = |letter: u8| FREE.iter().position(|free| *free == letter);
        let places = letters.bytes().map(|it| u32::try_from(place(it)?).ok());
        let places = places.collect::<Option<Vec<_>>>()?;

        match places[..] {
            [one] => Some(one),
            [two, one] => Some(base + two * base + one),
            [three, two, one] => Some(base + base * base + (three * base + two) * base + one),
            _ => None,
        }
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}{:05}", self.office, self.desk, self.sequence)
    }
}

impl FromStr for OrderNumber {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "not an order number";
        let (office, rest) = text.trim().split_once('-').ok_or(wrong)?;
        let digits = rest.find(|c: char| c.is_ascii_digit()).ok_or(wrong)?;
        let (desk, sequence) = rest.split_at(digits);

        Self::new(office, desk, sequence.parse().map_err(|_| wrong)?).ok_or(wrong)
    }
}

impl TryFrom<String> for OrderNumber {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<OrderNumber> for String {
    fn from(number: OrderNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_number_is_read_as_it_is_printed() {
        let number = OrderNumber::new("sh01", "b", 12).expect("fits");

        assert_eq!(number.to_string(), "SH01-B00012");
        assert_eq!("sh01-b00012".parse(), Ok(number));
        assert!("SH01-00012".parse::<OrderNumber>().is_err());
        assert!("SH01-A0".parse::<OrderNumber>().is_err());
    }

    #[test]
    fn no_two_desks_share_letters_with_each_other_or_headquarters() {
        let letters: BTreeSet<_> = (0..16_275).map(OrderNumber::desk_letters).collect();

        assert_eq!(letters.len(), 16_275);
        assert!(!letters.contains(OrderNumber::HEADQUARTERS));
        assert!((0..16_275).all(|i| {
            let letters = OrderNumber::desk_letters(i);
            letters.len() <= 3 && OrderNumber::desk_index(&letters) == Some(i)
        }));
        assert_eq!(OrderNumber::desk_index(OrderNumber::HEADQUARTERS), None);
    }
}
