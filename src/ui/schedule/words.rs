//! What stands on a card: made for those cards only that can be seen.

use std::borrow::Cow;
use std::fmt;

/// The words of a card.
pub struct Words<'a>(Box<dyn Fn() -> Said<'a> + 'a>);

/// A card's first line, and its other lines as far as there is room: two in the pool, one in a row.
#[derive(Debug, Clone, Default)]
pub struct Said<'a> {
    /// The first line.
    pub title: Cow<'a, str>,
    /// The others.
    pub lines: Vec<Cow<'a, str>>,
}

impl<'a> Words<'a> {
    /// Words that are made when they are seen.
    pub fn when_seen(make: impl Fn() -> Said<'a> + 'a) -> Self {
        Self(Box::new(make))
    }

    pub(super) fn say(&self) -> Said<'a> {
        (self.0)()
    }
}

impl fmt::Debug for Words<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say().fmt(formatter)
    }
}

impl<'a> From<&'a str> for Words<'a> {
    fn from(title: &'a str) -> Self {
        Self::when_seen(move || Said { title: title.into(), lines: Vec::new() })
    }
}
