//! Birthdays: a month and a day, and the year where it is known.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A birthday. Written `1980-05-17`, and `--05-17` where nobody knows the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Birthday {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// No calendar has such a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no calendar has such a day")]
pub struct NoSuchDay;

impl Birthday {
    /// A birthday, if a calendar has such a day; without a year one of a leap year will do.
    pub fn new(year: Option<i32>, month: u32, day: u32) -> Result<Self, NoSuchDay> {
        let known = year.is_none_or(|year| (1800..=9999).contains(&year));
        let date = NaiveDate::from_ymd_opt(year.unwrap_or(LEAP), month, day);

        if known && date.is_some() { Ok(Self { year, month, day }) } else { Err(NoSuchDay) }
    }

    /// The year, where it is known.
    pub fn year(self) -> Option<i32> {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// The day of the month.
    pub fn day(self) -> u32 {
        self.day
    }
}

/// A year that has every day.
const LEAP: i32 = 2000;

impl From<NaiveDate> for Birthday {
    fn from(date: NaiveDate) -> Self {
        Self { year: Some(date.year()), month: date.month(), day: date.day() }
    }
}

impl FromStr for Birthday {
    type Err = NoSuchDay;

    fn from_str(text: &str) -> Result<Self, NoSuchDay> {
        let number = |text: &str| text.parse().map_err(|_| NoSuchDay);
        let (year, rest) = match text.strip_prefix("--") {
            Some(rest) => (None, rest),
            None => {
                let (year, rest) = text.split_once('-').ok_or(NoSuchDay)?;
                (Some(year.parse().map_err(|_| NoSuchDay)?), rest)
            }
        };
        let (month, day) = rest.split_once('-').ok_or(NoSuchDay)?;

        Self::new(year, number(month)?, number(day)?)
    }
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

impl TryFrom<String> for Birthday {
    type Error = NoSuchDay;

    fn try_from(text: String) -> Result<Self, NoSuchDay> {
        text.parse()
    }
}

impl From<Birthday> for String {
    fn from(birthday: Birthday) -> Self {
        birthday.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_kept_with_and_without_its_year() -> Result<(), NoSuchDay> {
        for (birthday, text) in [
            (Birthday::new(Some(1980), 5, 17)?, r#""1980-05-17""#),
            (Birthday::new(None, 2, 29)?, r#""--02-29""#),
        ] {
            assert_eq!(serde_json::to_string(&birthday).ok().as_deref(), Some(text));
            assert_eq!(serde_json::from_str(text).ok(), Some(birthday));
        }
        Ok(())
    }

    #[test]
    fn a_day_that_no_calendar_has_is_refused() {
        assert_eq!(Birthday::new(Some(1981), 2, 29), Err(NoSuchDay));
        assert_eq!(Birthday::new(None, 4, 31), Err(NoSuchDay));
        for text in ["", "--", "1980", "1980-05", "--5", "5-17", "1980-13-01"] {
            assert!(text.parse::<Birthday>().is_err(), "{text}");
        }
    }
}
