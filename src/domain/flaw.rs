//! What keeps a part, a price or a promise from being written down: the same at a desk and at headquarters.

/// Something that cannot be as it is, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// The field, by its name in the record; `months` stands for each of a promise's.
    pub field: &'static str,
    /// What is wrong with it.
    pub why: Flawed,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flawed {
    /// It is empty and must not be.
    Missing,
    /// It has more characters than these.
    TooLong(usize),
    /// It is more or less than it may be.
    OutOfRange,
}

/// So long are a number, a bar code, a name, a unit and a brand at most, in characters.
const LONGEST: usize = 60;

/// In one line, with single spaces.
pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same; nothing where nothing is said.
pub(crate) fn tidy_or_none(text: Option<&str>) -> Option<String> {
    text.map(tidy).filter(|text| !text.is_empty())
}

/// Fails unless something is said, and fits.
pub(crate) fn said(field: &'static str, text: &str) -> Result<(), Flaw> {
    if text.is_empty() {
        return Err(Flaw { field, why: Flawed::Missing });
    }
    fits(field, text)
}

/// Fails unless it fits.
pub(crate) fn fits(field: &'static str, text: &str) -> Result<(), Flaw> {
    let fits = text.chars().nth(LONGEST).is_none();

    if fits { Ok(()) } else { Err(Flaw { field, why: Flawed::TooLong(LONGEST) }) }
}
