//! Whether two copies of a stream hold the same rows.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Row, RowHash};

/// The sum of the hashes of a stream's rows modulo 2¹²⁸. Removed rows count nothing, so that forgetting a tombstone
/// changes nothing. 32 hex digits on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(pub u128);

impl Digest {
    /// The digest after `new` took the place of `old`.
    #[must_use]
    pub fn replace(self, old: Option<&Row>, new: &Row) -> Self {
        Self(self.0.wrapping_sub(old.map_or(0, share)).wrapping_add(share(new)))
    }

    /// What a row adds: for whoever keeps only hashes. `live` is whether it has a body.
    #[must_use]
    pub fn plus(self, hash: RowHash, live: bool) -> Self {
        Self(self.0.wrapping_add(if live { u128::from_be_bytes(hash.0) } else { 0 }))
    }

    /// The digest without a row that was added before.
    #[must_use]
    pub fn minus(self, hash: RowHash, live: bool) -> Self {
        Self(self.0.wrapping_sub(if live { u128::from_be_bytes(hash.0) } else { 0 }))
    }
}

fn share(row: &Row) -> u128 {
    row.body.as_ref().map_or(0, |_| u128::from_be_bytes(row.hash.0))
}

impl<'a> FromIterator<&'a Row> for Digest {
    fn from_iter<I: IntoIterator<Item = &'a Row>>(rows: I) -> Self {
        rows.into_iter().fold(Self::default(), |sum, row| sum.replace(None, row))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Digest {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        u128::from_str_radix(&text, 16).map(Self)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::row;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::testing::config())]

        #[test]
        fn the_order_of_rows_does_not_matter(rows in prop::collection::vec(row(), 0..9)) {
            let forward: Digest = rows.iter().collect();
            let backward: Digest = rows.iter().rev().collect();

            prop_assert_eq!(forward, backward);
        }

        #[test]
        fn replacing_is_the_same_as_never_having_had_the_old(
            rows in prop::collection::vec(row(), 1..9), new in row(), at in any::<prop::sample::Index>(),
        ) {
            let sum: Digest = rows.iter().collect();
            let at = at.index(rows.len());
            let mut after = rows.clone();
            after[at] = new.clone();

            prop_assert_eq!(sum.replace(Some(&rows[at]), &new), after.iter().collect());
        }

        #[test]
        fn one_row_of_another_revision_shows(rows in prop::collection::vec(row(), 1..9)) {
            prop_assume!(rows[0].body.is_some());
            let mut other = rows.clone();
            let Row { kind, id, rev, seq, body, .. } = rows[0].clone();
            other[0] = Row::new(kind, id, rev + 1, seq, body);

            prop_assert_ne!(rows.iter().collect::<Digest>(), other.iter().collect());
        }
    }
}
