//! The clock and the randomness that headquarters hands to the engine.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sync::Env;
use uuid::Uuid;

use crate::Error;

/// Tells the time: milliseconds since 1970 in UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The machine's clock.
pub fn wall_clock() -> Clock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

/// Where every [`Moment`] comes from.
pub(crate) struct Surroundings {
    clock: Clock,
    seed: [u8; 32],
    drawn: AtomicU64,
}

impl Surroundings {
    /// Takes its secret from the system, once.
    pub(crate) fn new(clock: Clock) -> Result<Self, Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| Error::System(error.to_string()))?;

        Ok(Self { clock, seed, drawn: AtomicU64::new(0) })
    }

    /// The present, with randomness that nobody else gets.
    pub(crate) fn now(&self) -> Moment {
        let draw = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut hasher = blake3::Hasher::new_keyed(&self.seed);
        hasher.update(&draw.to_be_bytes());

        Moment { at_ms: (self.clock)(), random: hasher.finalize_xof() }
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Surroundings")
    }
}

/// The time at which a call began, and an endless stream of random bits.
pub struct Moment {
    at_ms: i64,
    random: blake3::OutputReader,
}

impl Moment {
    /// So many random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }
}

impl Env for Moment {
    fn now_ms(&mut self) -> i64 {
        self.at_ms
    }

    fn random(&mut self) -> u128 {
        u128::from_be_bytes(self.bytes())
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moment({})", self.at_ms)
    }
}

/// A name for a record, ordered by time as those that devices make.
pub(crate) fn new_id(moment: &mut Moment) -> Uuid {
    let millis = u64::try_from(moment.now_ms()).unwrap_or(0);

    uuid::Builder::from_unix_timestamp_millis(millis, &moment.bytes()).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_moments_share_their_randomness() -> Result<(), Error> {
        let surroundings = Surroundings::new(Arc::new(|| 7))?;
        let (mut first, mut second) = (surroundings.now(), surroundings.now());

        assert_eq!((first.now_ms(), second.now_ms()), (7, 7));
        assert_ne!(first.random(), second.random());
        Ok(())
    }
}
