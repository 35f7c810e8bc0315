//! What headquarters refused within the last day: calls, and operations that the merge did not take.

use serde::Serialize;
use sync::wire::Why;
use sync::{DeviceId, Env};
use uuid::Uuid;

use crate::{Error, Storage};

/// The most that are listed at once, and that are kept of refused calls.
pub const LISTED: u32 = 10_000;
/// How long a refused call is kept, in milliseconds.
pub(crate) const DAY_MS: i64 = 86_400_000;
/// How long an operation is listed that came again with something else in it: a computer was copied, or breaks.
pub(crate) const LATELY_MS: i64 = 30 * DAY_MS;

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
    /// An operation that was known, and came again with something else in it.
    Repeated {
        /// Its name.
        operation: Uuid,
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

/// What was refused in the last day, and which operations came again with something else in them in the last thirty, the
/// latest first; at most [`LISTED`].
pub fn list(storage: &Storage) -> Result<Vec<Refused>, Error> {
    storage.read(|session, moment| {
        let since = moment.now_ms().saturating_sub(DAY_MS);
        let mut all = session.refused_calls(since, LISTED)?;
        all.extend(session.refused_operations(since, LISTED)?);
        all.extend(session.repeated_operations(LISTED)?);
        all.sort_by_key(|refused| std::cmp::Reverse(refused.at_ms));
        all.truncate(LISTED as usize);

        Ok(all)
    })
}

/// How many there were within the day.
pub fn count(storage: &Storage) -> Result<u64, Error> {
    storage.read(|session, moment| session.count_refused(moment.now_ms().saturating_sub(DAY_MS)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    fn call(n: usize, at_ms: i64) -> RefusedCall {
        let (peer, method, code) = ("192.0.2.1".to_owned(), "GET".to_owned(), "busy".to_owned());

        RefusedCall { at_ms, device: None, peer, method, path: format!("/{n}"), status: 429, code }
    }

    fn keep(house: &House, calls: Vec<RefusedCall>) {
        let kept = house
            .storage
            .write(move |session, moment| session.add_refusals(&calls, moment.now_ms()));
        kept.expect("kept");
    }

    #[test]
    fn no_more_is_kept_than_fits_and_nothing_for_longer_than_a_day() {
        let house = House::new();
        let now = house.now();
        keep(&house, (0..LISTED as usize + 7).map(|n| call(n, now)).collect());
        let all = list(&house.storage).expect("a list");
        assert_eq!(all.len(), LISTED as usize);
        assert!(
            matches!(&all[0].what, What::Call { path, .. } if path == "/10006"),
            "the latest first"
        );

        house.pass(DAY_MS + 1);
        assert_eq!(count(&house.storage).expect("a count"), 0, "of yesterday nothing is shown");
        keep(&house, vec![call(1, house.now())]);
        assert_eq!(
            house
                .storage
                .read(|session, _| session.refused_calls(0, LISTED))
                .expect("a look")
                .len(),
            1
        );
    }
}
