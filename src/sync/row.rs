//! Rows: what headquarters made of the operations, and what a desktop pulls.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Fields;
use crate::canonical::{write_fields, write_text};

/// A record as it stands at headquarters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What kind of record.
    pub kind: String,
    /// Its name.
    pub id: Uuid,
    /// Its revision. It grows with every change; all records that one operation changed share one.
    pub rev: u64,
    /// Its place in the stream: of its latest change. No two rows of a stream share one.
    pub seq: u64,
    /// What it should hash to.
    pub hash: RowHash,
    /// Its fields; none once it was removed.
    pub body: Option<Fields>,
}

impl Row {
    /// A row with its hash.
    pub fn new(kind: String, id: Uuid, rev: u64, seq: u64, body: Option<Fields>) -> Self {
        let hash = RowHash::of(&kind, id, rev, body.as_ref());

        Self { kind, id, rev, seq, hash, body }
    }

    /// Whether it arrived as it was sent.
    pub fn is_intact(&self) -> bool {
        self.hash == RowHash::of(&self.kind, self.id, self.rev, self.body.as_ref())
    }
}

/// 128 bits of BLAKE3 over a row's kind, id, revision and body. 32 hex digits on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RowHash(pub [u8; 16]);

impl RowHash {
    /// The hash of a row with these values.
    pub fn of(kind: &str, id: Uuid, rev: u64, body: Option<&Fields>) -> Self {
        Self::of_written(kind, id, rev, |bytes| match body {
            Some(body) => write_fields(body, bytes),
            None => bytes.extend_from_slice(b"null"),
        })
    }

    /// The hash of a row whose fields are written as this text already.
    pub(crate) fn of_text(kind: &str, id: Uuid, rev: u64, body: Option<&str>) -> Self {
        let body = body.unwrap_or("null");

        Self::of_written(kind, id, rev, |bytes| bytes.extend_from_slice(body.as_bytes()))
    }

    fn of_written(kind: &str, id: Uuid, rev: u64, write: impl FnOnce(&mut Vec<u8>)) -> Self {
        let mut bytes = Vec::with_capacity(256);
        write_text(kind, &mut bytes);
        bytes.extend_from_slice(id.as_bytes());
        bytes.extend_from_slice(&rev.to_be_bytes());
        write(&mut bytes);

        let mut short = [0; 16];
        short.copy_from_slice(&blake3::hash(&bytes).as_bytes()[..16]);
        Self(short)
    }
}

impl fmt::Display for RowHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for RowHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for RowHash {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        u128::from_str_radix(&text, 16).map(|bits| Self(bits.to_be_bytes()))
    }
}

impl From<RowHash> for String {
    fn from(hash: RowHash) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_changed_on_the_way_is_noticed() {
        let mut row = Row::new("customer".to_owned(), Uuid::nil(), 3, 4, Some(Fields::new()));
        assert!(row.is_intact());

        row.rev = 2;
        assert!(!row.is_intact());
    }
}
