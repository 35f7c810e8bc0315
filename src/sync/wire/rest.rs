//! Several streams in one word, so that one call can tell whether anything is new in any of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Digest, StreamId};

/// 64 bits of BLAKE3 over the names, ends and digests of streams: equal where two have the same of each. 16 hex digits
/// on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rest(u64);

impl Rest {
    /// Of these streams, whatever their order: name, end and digest of each.
    pub fn of<'a>(streams: impl IntoIterator<Item = (&'a StreamId, u64, Digest)>) -> Self {
        let mut streams: Vec<_> = streams.into_iter().collect();
        streams.sort_unstable();
        let mut hasher = blake3::Hasher::new();
        for (stream, seq, digest) in streams {
            // No name has a line's end in it.
            hasher.update(stream.as_str().as_bytes()).update(b"\n");
            hasher.update(&seq.to_be_bytes()).update(&digest.0.to_be_bytes());
        }
        let mut word = [0; 8];
        word.copy_from_slice(&hasher.finalize().as_bytes()[..8]);

        Self(u64::from_be_bytes(word))
    }
}

impl fmt::Display for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Rest {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        u64::from_str_radix(&text, 16).map(Self)
    }
}

impl From<Rest> for String {
    fn from(rest: Rest) -> Self {
        rest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_differs_in_whatever_differs_and_in_nothing_else() {
        let (a, b) = (StreamId::catalog(), StreamId::branch("SH01").expect("a branch"));
        let both = Rest::of([(&a, 1, Digest(2)), (&b, 3, Digest(4))]);

        assert_eq!(both, Rest::of([(&b, 3, Digest(4)), (&a, 1, Digest(2))]));
        assert_eq!(String::from(both).try_into(), Ok(both));
        for other in [
            Rest::of([(&a, 1, Digest(2))]),
            Rest::of([(&a, 2, Digest(2)), (&b, 3, Digest(4))]),
            Rest::of([(&a, 1, Digest(2)), (&b, 3, Digest(5))]),
            Rest::of([(&b, 1, Digest(2)), (&a, 3, Digest(4))]),
        ] {
            assert_ne!(both, other);
        }
    }
}
