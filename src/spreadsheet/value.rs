//! Typed values, and what can be wrong with a cell.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// What one line says, by the field's key. A field that was left empty is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record(pub BTreeMap<&'static str, Value>);

/// A value of one of the [`crate::Kind`]s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Trimmed and not empty; line breaks inside are kept.
    Text(String),
    /// 5 to 15 digits, after a `+` if the cell had one, before an `x` and up to 6 digits if it had an extension: `02158881234x801`.
    Phone(String),
    /// A day between 1900 and 2100.
    Date(NaiveDate),
    /// A whole number.
    Integer(i64),
    /// Hundredths of the currency's unit.
    Money(i64),
    /// What the mapping makes of the cell: one of the caller's words.
    Code(String),
}

impl Record {
    /// The text, phone number or code of a field.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.0.get(field)? {
            Value::Text(text) | Value::Phone(text) | Value::Code(text) => Some(text),
            Value::Date(_) | Value::Integer(_) | Value::Money(_) => None,
        }
    }

    /// The day in a field of kind [`crate::Kind::Date`].
    #[must_use]
    pub fn date(&self, field: &str) -> Option<NaiveDate> {
        match self.0.get(field)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The number in a field of kind [`crate::Kind::Integer`].
    #[must_use]
    pub fn integer(&self, field: &str) -> Option<i64> {
        match self.0.get(field)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The hundredths in a field of kind [`crate::Kind::Money`].
    #[must_use]
    pub fn money(&self, field: &str) -> Option<i64> {
        match self.0.get(field)? {
            Value::Money(hundredths) => Some(*hundredths),
            _ => None,
        }
    }
}

/// A cell that does not fit its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's key.
    pub field: &'static str,
    /// What the cell says, shortened to 200 characters.
    pub value: String,
    /// What is wrong with it.
    pub why: FieldFault,
}

/// What can be wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldFault {
    /// The field must be filled and is not.
    #[error("missing")]
    Missing,
    /// Not a day in any known writing.
    #[error("not a date")]
    NotADate,
    /// A day written as 03/04/2024, and the mapping does not say which number is the month.
    #[error("day and month cannot be told apart")]
    DayOrMonth,
    /// A day that is not in the calendar, or not between 1900 and 2100.
    #[error("no such day")]
    NoSuchDay,
    /// Too few or too many digits, or something else than digits.
    #[error("not a telephone number")]
    NotAPhone,
    /// Excel has rounded the number, as in 1.38E+10; only the original file still has the digits.
    #[error("digits lost")]
    DigitsLost,
    /// More than one number in the cell.
    #[error("several telephone numbers")]
    SeveralPhones,
    /// Not a whole number.
    #[error("not a whole number")]
    NotAnInteger,
    /// Not an amount, or one with thousandths.
    #[error("not an amount")]
    NotMoney,
    /// Larger than any number of its kind can be.
    #[error("out of range")]
    OutOfRange,
    /// The mapping has no code for this word.
    #[error("no code for this word")]
    UnknownCode,
}
