//! Chance that comes out the same every time: the demo city is one city, not a new one each time.

use domain::Moment;
use uuid::Uuid;

/// Sebastiano Vigna's `SplitMix64`: one addition and a mix for each number.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);

        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `end`; 0 if there is none.
    pub(super) fn below(&mut self, end: i64) -> i64 {
        let end = u64::try_from(end).unwrap_or(0).max(1);

        i64::try_from(self.next() % end).unwrap_or(0)
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn within(&mut self, first: i64, last: i64) -> i64 {
        first + self.below(last - first + 1)
    }

    /// Whether it happens, in so many of a hundred.
    pub(super) fn percent(&mut self, share: i64) -> bool {
        self.below(100) < share
    }

    /// A place in a list of this length; 0 in an empty one.
    pub(super) fn index(&mut self, length: usize) -> usize {
        let length = i64::try_from(length).unwrap_or(i64::MAX);

        usize::try_from(self.below(length)).unwrap_or(0)
    }

    /// One of them; none of none.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.index(all.len()))
    }

    /// One of these words; empty if there are none.
    pub(super) fn word(&mut self, all: &[String]) -> String {
        self.pick(all).cloned().unwrap_or_default()
    }

    /// A name for a record that was made at `at`.
    pub(super) fn id(&mut self, at: Moment) -> Uuid {
        let mut tail = [0; 10];
        for half in tail.chunks_mut(5) {
            half.copy_from_slice(&self.next().to_be_bytes()[..5]);
        }

        uuid::Builder::from_unix_timestamp_millis(u64::try_from(at.0).unwrap_or(0), &tail)
            .into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_is_one_course_of_things() {
        let course = |seed| {
            let mut chance = Chance::new(seed);
            (0..9).map(|_| chance.within(3, 7)).collect::<Vec<_>>()
        };

        assert_eq!(course(5), course(5));
        assert_ne!(course(5), course(6));
        assert!(course(5).iter().all(|number| (3..=7).contains(number)));
    }
}
