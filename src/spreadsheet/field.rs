//! The fields a table can fill, as the caller names them.

/// One field of the caller's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// How the caller calls it, such as `customer.name`. Saved mappings hold it, so it never changes its meaning.
    pub key: &'static str,
    /// Whether a record is refused without it.
    pub required: bool,
    /// How its text is understood.
    pub kind: Kind,
    /// Column names under which it is found in other people's tables. See [`crate::vocabulary`].
    pub synonyms: &'static [&'static str],
    /// Whether a merged cell says it of each of its lines, as a name over several machines does. A sum is said once.
    pub repeats: bool,
}

/// How the text of a cell is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it stands, trimmed.
    Text,
    /// A telephone number.
    Phone,
    /// A day.
    Date,
    /// A whole number.
    Integer,
    /// An amount, to two decimals.
    Money,
    /// One of the caller's own words, reached through a [`crate::ValueMap`].
    Code,
}

impl Kind {
    const fn repeats(self) -> bool {
        matches!(self, Self::Text | Self::Phone | Self::Date | Self::Code)
    }
}

impl Field {
    /// A field that may stay empty.
    #[must_use]
    pub const fn optional(
        key: &'static str,
        kind: Kind,
        synonyms: &'static [&'static str],
    ) -> Self {
        Self { key, required: false, kind, synonyms, repeats: kind.repeats() }
    }

    /// A field without which there is no record.
    #[must_use]
    pub const fn required(
        key: &'static str,
        kind: Kind,
        synonyms: &'static [&'static str],
    ) -> Self {
        Self { key, required: true, kind, synonyms, repeats: kind.repeats() }
    }

    /// The same field, of which a merged cell speaks in its first line alone.
    #[must_use]
    pub const fn once(self) -> Self {
        Self { repeats: false, ..self }
    }
}
