//! Which faults there are in a world: each is switched on or off by the seed.

use super::chance::Chance;

/// Something that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Calls are lost on their way.
    Loss,
    /// Answers are lost after the commit.
    Unanswered,
    /// Calls arrive twice.
    Doubles,
    /// Calls and answers come late, and overtake each other.
    Slow,
    /// Pages are changed on their way.
    Spoilt,
    /// A whole office has no network for a while.
    Partition,
    /// Headquarters has no time, or finds a push too large.
    Busy,
    /// Headquarters crashes before the commit.
    Uncommitted,
    /// A desk's disk is full.
    FullDisk,
    /// A desk's program crashes, before and after each commit.
    Crash,
    /// Calls of before arrive again, hours later too.
    Replay,
    /// Clocks of desks are years wrong.
    Clocks,
    /// Headquarters' clock goes ahead, and back.
    HqClock,
    /// A desk's database is replaced by an older copy.
    Restored,
    /// A desk is copied to a second computer.
    Cloned,
    /// A desk's disk loses a row.
    Rot,
    /// Headquarters is restored from a backup.
    HqRestored,
    /// Somebody is away for longer than headquarters remembers what was removed.
    YearAway,
    /// Grants and roles change.
    Grants,
    /// A device is sent away.
    Revoked,
    /// A desk asks for what is none of its business, and writes what it may not.
    Hostile,
    /// A desk is brought up to date while its outbox is full of what the older program wrote.
    Upgrade,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::Loss,
        Self::Unanswered,
        Self::Doubles,
        Self::Slow,
        Self::Spoilt,
        Self::Partition,
        Self::Busy,
        Self::Uncommitted,
        Self::FullDisk,
        Self::Crash,
        Self::Replay,
        Self::Clocks,
        Self::HqClock,
        Self::Restored,
        Self::Cloned,
        Self::Rot,
        Self::HqRestored,
        Self::YearAway,
        Self::Grants,
        Self::Revoked,
        Self::Hostile,
        Self::Upgrade,
    ];
}

/// Those of a world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// In some worlds everything goes wrong, in a few nothing does, in most some of it. What else happens does not
    /// depend on the generator that this is drawn from.
    pub fn of(seed: u64) -> Self {
        let mut fate = Chance::new(seed.rotate_left(7) ^ 0x5eed);
        let likely = match fate.below(10) {
            0..4 => 100,
            4..8 => 70,
            8 => 30,
            _ => 10,
        };

        Self(Fault::ALL.into_iter().filter(|_| fate.percent(likely)).collect())
    }

    /// Whether there is this one.
    pub fn has(&self, fault: Fault) -> bool {
        self.0.contains(&fault)
    }

    /// For the head of a tape.
    pub fn line(&self) -> String {
        let off: Vec<_> = Fault::ALL.into_iter().filter(|fault| !self.has(*fault)).collect();

        format!("faults on: {:?}; off: {off:?}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_on_in_some_worlds_and_off_in_others() {
        let worlds: Vec<_> = (0..200).map(Faults::of).collect();
        for fault in Fault::ALL {
            let on = worlds.iter().filter(|faults| faults.has(fault)).count();
            assert!((40..190).contains(&on), "{fault:?} is on in {on} of 200 worlds");
        }
        assert!(worlds.iter().any(|faults| faults.0.len() == Fault::ALL.len()));
        assert_eq!(Faults::of(7), Faults::of(7));
    }
}
