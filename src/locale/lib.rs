//! Every word a person reads, and how numbers, money, dates, names and addresses are written.
//!
//! `build.rs` writes one method on [`Locale`] for each message of `locales/*/*.ftl`; the rules stand at
//! the head of `generator.rs`. A language that lacks a message does not build.

mod calendar;
mod capital;
mod field;
mod labels;
mod language;
mod money;
mod number;
mod place;
mod reading;
mod system;
mod verdict;
mod words;

#[cfg(test)]
mod generator;

pub use language::Language;
pub use system::system_tags;
pub use words::{Locale, Number};
