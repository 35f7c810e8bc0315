//! What headquarters refused within the last day: calls, and operations that the merge did not take.

use serde::Serialize;
use sync::wire::Why;
use sync::{DeviceId, Env};

use crate::{Error, Storage};

/// The most that are listed at once, and that are kept of refused calls.
pub const LISTED: u32 = 10_000;
/// How long a refused call is kept, in milliseconds.
pub(crate) const DAY_MS: i64 = 86_400_000;

/// A call that was refused, as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefusedCall {
    pub(crate) at_ms: i64,
    pub(crate) device: Option<DeviceId>,
    pub(crate) peer: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) code: String,
}

/// What was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A call.
    Call {
        /// Its method.
        method: String,
        /// Where to; without what was asked, which may name a person.
        path: String,
        /// Its HTTP status.
        status: u32,
        /// Why.
        code: String,
    },
    /// An operation that a device sent and the merge did not take.
    Operation {
        /// As a verb.
        deed: String,
        /// Why.
        why: Option<Why>,
    },
}

/// One refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// Of whom; none is a stranger.
    pub device: Option<DeviceId>,
    /// The device's branch and desk.
    pub desk: Option<(String, String)>,
    /// Where a stranger called from.
    pub peer: String,
    /// What.
    pub what: What,
}

/// What was refused in the last day, the latest first; at most [`LISTED`].
pub fn list(storage: &Storage) -> Result<Vec<Refused>, Error> {
    storage.read(|session, moment| {
        let since = moment.now_ms().saturating_sub(DAY_MS);
        let mut all = session.refused_calls(since, LISTED)?;
        all.extend(session.refused_operations(since, LISTED)?);
        all.sort_by_key(|refused| std::cmp::Reverse(refused.at_ms));
        all.truncate(LISTED as usize);

        Ok(all)
    })
}

/// How many there were.
pub fn count(storage: &Storage) -> Result<u64, Error> {
    storage.read(|session, moment| session.count_refused(moment.now_ms().saturating_sub(DAY_MS)))
}
