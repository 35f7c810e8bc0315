//! Names: of devices, their incarnations, operations, streams and the state of headquarters' database.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Env, limits};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new one.
            pub fn mint(env: &mut dyn Env) -> Self {
                Self(env.random_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

names! {
    /// A desktop, as headquarters named it at enrolment.
    DeviceId,
    /// One life of a device's database. A restored or cloned database starts another.
    Incarnation,
    /// An operation, for ever. What decides whether headquarters has seen it.
    OpId,
    /// The state of headquarters' database. It changes when headquarters was restored from a backup.
    Epoch,
}

impl Incarnation {
    /// Headquarters itself. Its operations carry no number.
    pub const HEADQUARTERS: Self = Self(Uuid::nil());
}

/// A sequence of rows that is granted, ordered and pulled as a whole: `branch:SH01` or `catalog`. In `device:…` no rows lie:
/// it is the name by which headquarters' nodes tell each other that what a device may do has changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StreamId(String);

/// A text that names no stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stream's name is letters, digits and :/_-. and at most {} bytes", limits::NAME_BYTES)]
pub struct MalformedStream;

impl StreamId {
    /// What headquarters decides for all: models, parts, warranty terms, tariffs, areas, letter masters.
    pub fn catalog() -> Self {
        Self("catalog".to_owned())
    }

    /// Everything of one branch. Fails on a code with anything but letters, digits and `_-.` in it.
    pub fn branch(code: &str) -> Result<Self, MalformedStream> {
        format!("branch:{code}").parse()
    }

    /// What concerns one device only: no rows, only the news that it may do something else now.
    pub fn device(device: DeviceId) -> Self {
        Self(format!("device:{device}"))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The branch's code, of a branch's stream.
    pub fn branch_code(&self) -> Option<&str> {
        self.0.strip_prefix("branch:")
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for StreamId {
    type Err = MalformedStream;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let legal = |c: char| c.is_alphanumeric() || matches!(c, ':' | '/' | '_' | '-' | '.');
        let fits = !text.is_empty() && text.len() <= limits::NAME_BYTES && text.chars().all(legal);

        fits.then(|| Self(text.to_owned())).ok_or(MalformedStream)
    }
}

impl TryFrom<String> for StreamId {
    type Error = MalformedStream;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<StreamId> for String {
    fn from(stream: StreamId) -> Self {
        stream.0
    }
}

/// The hash of an incarnation's operations up to one of them: equal chains, equal histories. 64 hex digits on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Chain(pub [u8; 32]);

impl Chain {
    /// Before the first operation.
    pub const START: Self = Self([0; 32]);
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Chain {
    type Err = blake3::HexError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        blake3::Hash::from_hex(text).map(|hash| Self(*hash.as_bytes()))
    }
}

impl TryFrom<String> for Chain {
    type Error = blake3::HexError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Chain> for String {
    fn from(chain: Chain) -> Self {
        chain.to_string()
    }
}

/// What tells an operation from another of the same name: BLAKE3 over its canonical form. 64 hex digits on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BodyHash(pub [u8; 32]);

impl fmt::Debug for BodyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

impl TryFrom<String> for BodyHash {
    type Error = blake3::HexError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        blake3::Hash::from_hex(text).map(|hash| Self(*hash.as_bytes()))
    }
}

impl From<BodyHash> for String {
    fn from(BodyHash(bytes): BodyHash) -> Self {
        blake3::Hash::from_bytes(bytes).to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_knows_its_branch() -> Result<(), MalformedStream> {
        assert_eq!(StreamId::branch("SH01")?.branch_code(), Some("SH01"));
        assert_eq!(StreamId::catalog().branch_code(), None);
        Ok(())
    }

    #[test]
    fn a_stream_has_no_spaces_or_endless_names() {
        assert!("branch:SH 01".parse::<StreamId>().is_err());
        assert!("x".repeat(101).parse::<StreamId>().is_err());
        assert!("".parse::<StreamId>().is_err());
    }

    #[test]
    fn a_chain_reads_back_from_its_digits() {
        let chain = Chain([7; 32]);

        assert_eq!(chain.to_string().parse().ok(), Some(chain));
    }
}
