//! Who may call how often: a bucket of tokens for each caller, filled at a steady pace.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use super::refused::Refused;

/// A bucket's size, and how fast it fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Calls at once.
    pub burst: u32,
    /// Calls per second in the long run; at least 1.
    pub per_second: u32,
}

/// How often each kind of caller may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Each device.
    pub device: Allowance,
    /// Each device that asks whose a number is, which counts as one of its calls too.
    pub questions: Allowance,
    /// Each intake key.
    pub intake: Allowance,
    /// Each address, at each door, of those who cannot say who they are. Who can is not counted.
    pub strangers: Allowance,
    /// Whether a proxy of ours stands before us and says in `X-Forwarded-For` who calls.
    pub behind_proxy: bool,
    /// Whether callers come over TLS.
    pub encrypted: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            device: Allowance { burst: 200, per_second: 20 },
            // As fast as telephones ring, and no faster.
            questions: Allowance { burst: 30, per_second: 1 },
            intake: Allowance { burst: 200, per_second: 50 },
            strangers: Allowance { burst: 300, per_second: 10 },
            behind_proxy: false,
            encrypted: false,
        }
    }
}

/// A bucket for each caller. Full ones are forgotten.
pub struct Buckets<K> {
    allowance: Allowance,
    levels: Mutex<HashMap<K, Level>>,
}

#[derive(Clone, Copy)]
struct Level {
    /// Thousandths of calls.
    left: i64,
    at_ms: i64,
}

const FORGET_ABOVE: usize = 50_000;

impl<K: Hash + Eq + Clone> Buckets<K> {
    /// All are full.
    pub fn new(allowance: Allowance) -> Self {
        Self { allowance, levels: Mutex::default() }
    }

    /// Takes one token, or says when there will be one.
    pub fn take(&self, caller: &K, now_ms: i64) -> Result<(), Refused> {
        // A map of numbers is never half changed.
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        let full = self.full();
        if levels.len() > FORGET_ABOVE {
            levels.retain(|_, level| self.filled(*level, now_ms).left < full);
        }
        let level = levels.entry(caller.clone()).or_insert(Level { left: full, at_ms: now_ms });
        *level = self.filled(*level, now_ms);
        if level.left >= 1_000 {
            level.left -= 1_000;
            return Ok(());
        }
        let missing = (1_000 - level.left) / i64::from(self.allowance.per_second.max(1));

        Err(Refused::too_often(u64::try_from((missing + 999) / 1_000).unwrap_or(1).max(1)))
    }

    /// Puts one token back: the caller should not have been counted.
    pub fn give_back(&self, caller: &K) {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(level) = levels.get_mut(caller) {
            level.left = level.left.saturating_add(1_000).min(self.full());
        }
    }

    /// When a caller called last, as far as it is remembered.
    #[cfg(feature = "console")]
    pub fn last(&self, caller: &K) -> Option<i64> {
        let levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);

        levels.get(caller).map(|level| level.at_ms)
    }

    fn full(&self) -> i64 {
        i64::from(self.allowance.burst) * 1_000
    }

    fn filled(&self, level: Level, now_ms: i64) -> Level {
        // A clock that was set back fills nothing.
        let passed = now_ms.saturating_sub(level.at_ms).max(0);
        let gained = passed.saturating_mul(i64::from(self.allowance.per_second.max(1)));

        Level { left: level.left.saturating_add(gained).min(self.full()), at_ms: now_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let buckets = Buckets::new(Allowance { burst: 2, per_second: 1 });

        assert_eq!(buckets.take(&"a", 0), Ok(()));
        assert_eq!(buckets.take(&"a", 0), Ok(()));
        let refused = buckets.take(&"a", 400).expect_err("empty");
        assert_eq!((refused.status, refused.retry_after), (429, Some(1)));
        assert_eq!(buckets.take(&"b", 400), Ok(()), "another's bucket");
        buckets.give_back(&"b");
        assert!((0..2).all(|_| buckets.take(&"b", 400).is_ok()), "as full as before");
        assert_eq!(buckets.take(&"a", 1_000), Ok(()));
        assert!(buckets.take(&"a", -9_000).is_err(), "a clock set back gives nothing");
    }
}
