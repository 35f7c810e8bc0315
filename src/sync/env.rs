//! What the engines may not find out by themselves: the time, and what nobody can guess.

use uuid::Uuid;

/// A clock and a source of randomness.
pub trait Env {
    /// Milliseconds since 1970 in UTC, as this machine's clock has it.
    fn now_ms(&mut self) -> i64;

    /// 128 unpredictable bits.
    fn random(&mut self) -> u128;

    /// A random (version 4) name.
    fn random_uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random().to_be_bytes()).into_uuid()
    }
}
