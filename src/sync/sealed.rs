//! Rows as they travel: whoever passes one on, checks it or keeps it need not read what it says.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

use crate::{Fields, Row, RowHash};

/// A record as it stands at headquarters, its fields as text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sealed {
    /// What kind of record.
    pub kind: String,
    /// Its name.
    pub id: Uuid,
    /// Its revision: see [`Row::rev`].
    pub rev: u64,
    /// Its place in the stream: see [`Row::seq`].
    pub seq: u64,
    /// What it should hash to.
    pub hash: RowHash,
    /// Its fields; none once it was removed.
    pub body: Option<Text>,
}

impl Sealed {
    /// Whether it arrived as it was sent. Text that was written as ours hashes as it stands; any other is read first.
    pub fn is_intact(&self) -> bool {
        let text = self.body.as_ref().map(Text::as_str);
        // The one thing that is not written in one way alone, as the hash has it, are escapes.
        let plain = text.is_none_or(|text| !text.contains('\\'));
        if plain && self.hash == RowHash::of_text(&self.kind, self.id, self.rev, text) {
            return true;
        }

        self.clone().open().is_some_and(|row| row.is_intact())
    }

    /// With its fields read; none if they are none.
    pub fn open(self) -> Option<Row> {
        let Self { kind, id, rev, seq, hash, body } = self;
        let body = match body {
            Some(text) => Some(text.fields()?),
            None => None,
        };

        Some(Row { kind, id, rev, seq, hash, body })
    }
}

impl From<Row> for Sealed {
    fn from(row: Row) -> Self {
        let Row { kind, id, rev, seq, hash, body } = row;

        Self { kind, id, rev, seq, hash, body: body.as_ref().map(Text::of) }
    }
}

/// Fields as JSON that was not read. What is sorted and spaced as we write it stays so.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(Box<RawValue>);

impl Text {
    /// Fields, written.
    pub fn of(fields: &Fields) -> Self {
        // Fields are strings, numbers, lists and maps by string: all have a text.
        Self(to_raw_value(fields).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// Text that was written before, if it is JSON.
    pub fn written(text: String) -> Result<Self, serde_json::Error> {
        RawValue::from_string(text).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// The fields; none if it is JSON of another kind.
    pub fn fields(&self) -> Option<Fields> {
        serde_json::from_str(self.as_str()).ok()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{config, value};
    use proptest::prelude::*;
    use serde_json::json;

    fn row(body: serde_json::Value) -> Row {
        let body = body.as_object().cloned();

        Row::new("customer".to_owned(), Uuid::from_u128(1), 4, 7, body)
    }

    #[test]
    fn a_row_written_by_another_hand_is_the_same_row() {
        let row = row(json!({"name": "Wang \"x\"\n", "level": [1, 2.5, null]}));
        let whole = Sealed::from(row.clone());
        let spaced = serde_json::to_string_pretty(&row.body).and_then(Text::written).ok();
        let spaced = Sealed { body: spaced, ..whole.clone() };

        assert!(whole.is_intact() && spaced.is_intact());
        assert_eq!(spaced.open(), Some(row));
    }

    #[test]
    fn what_was_changed_on_the_way_or_is_no_record_is_not_intact() {
        let whole = Sealed::from(row(json!({"name": "Wang"})));
        for body in [r#"{"name":"Wanf"}"#, "[]", "7", "{}"] {
            let changed = Sealed { body: Text::written(body.to_owned()).ok(), ..whole.clone() };
            assert!(!changed.is_intact(), "{body}");
        }

        assert!(!Sealed { rev: 5, ..whole.clone() }.is_intact());
        assert!(!Sealed { body: None, ..whole }.is_intact());
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn every_row_travels_and_comes_out_as_it_was(value in value()) {
            let row = row(json!({"a": value}));
            let text = serde_json::to_string(&Sealed::from(row.clone()))?;
            prop_assert_eq!(&text, &serde_json::to_string(&row)?);
            let came: Sealed = serde_json::from_str(&text)?;

            prop_assert!(came.is_intact());
            prop_assert_eq!(came.open(), Some(row));
        }
    }
}
