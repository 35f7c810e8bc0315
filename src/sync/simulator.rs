//! A world of desktops, a headquarters and a bad network, made from one seed: the same seed, the same trace.
//!
//! The engines in it are the real ones; only storage, network, clocks and people are made up. After a while of
//! trouble the faults stop, and once things are quiet the properties of the exchange must hold. A mutant breaks one
//! law on purpose and must be caught.

mod bounds;
mod chance;
mod checks;
mod clocks;
mod coverage;
mod deeds;
mod desktop;
mod erasing;
mod faults;
mod habit;
mod mishap;
mod mutant;
mod network;
mod oracle;
mod orders;
mod packing;
mod program;
mod rollback;
mod sameness;
mod storage;
mod world;
mod years;

pub use coverage::{Coverage, excuse};
pub use faults::{Fault, Faults};
pub use mutant::Mutant;
pub use program::{Runs, main};
pub use storage::{Backend, Desk, Hq, Memory};

use world::World;

use crate::{Laws, Sound};

/// What happened under one seed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Operations that people recorded.
    pub operations: u64,
    /// Of these, in the end: as asked.
    pub applied: u64,
    /// With what others did.
    pub merged: u64,
    /// Not at all.
    pub rejected: u64,
    /// Kept aside.
    pub quarantined: u64,
    /// Lost with a database that was replaced by an older copy before they were sent.
    pub restored_away: u64,
    /// Calls that headquarters answered.
    pub calls: u64,
    /// Calls and answers that the network lost, doubled or delivered late.
    pub faults: u64,
    /// Crashes, on either side.
    pub crashes: u64,
    /// Incarnations that began.
    pub forks: u64,
    /// Streams that were fetched anew.
    pub refetches: u64,
    /// Streams of which only what differed was fetched.
    pub mends: u64,
    /// Times that headquarters was restored from a backup.
    pub restores: u64,
    /// Records that a device brought back after that.
    pub taken_back: u64,
    /// Rows that are kept for a person after that.
    pub kept: u64,
    /// Removed records that headquarters forgot.
    pub forgotten: u64,
    /// Times that a device let go of what lies in a backup.
    pub releases: u64,
    /// Entries in the conflict journal.
    pub conflicts: u64,
    /// Orders that some cancelled and others did.
    pub disputed: u64,
    /// Orders that were cancelled after somebody had taken them on.
    pub stop_notices: u64,
    /// Orders that were reported done twice, differently.
    pub second_visits: u64,
    /// Desktops that were copied to a second computer.
    pub clones: u64,
    /// Databases that their witness did not recognise.
    pub doubts: u64,
    /// Counts of stock that were applied.
    pub counts: u64,
    /// Copies that were forgotten because their desk may not see them any more.
    pub withdrawals: u64,
    /// Desks that got another role.
    pub role_changes: u64,
    /// Operations that went beyond the role of their desk.
    pub beyond: u64,
    /// Pages that were given out as they lay packed.
    pub packets: u64,
    /// Fetches of a whole branch by somebody who had nothing.
    pub newcomers: u64,
    /// Persons who were erased and are so in the end.
    pub erased: u64,
    /// Desks that got today's program.
    pub upgrades: u64,
    /// Operations that waited there, in the words of the program before.
    pub upgraded: u64,
    /// Worlds that ended the same when all clocks were wrong in another way.
    pub other_clocks: u64,
    /// Worlds in which a field that clocks decide about led to other edits.
    pub parted: u64,
    /// What happened to orders in which states.
    pub coverage: Coverage,
    /// A hash of everything that happened.
    pub trace: u64,
}

impl Ledger {
    /// Adds another seed's figures.
    pub fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.applied += other.applied;
        self.merged += other.merged;
        self.rejected += other.rejected;
        self.quarantined += other.quarantined;
        self.restored_away += other.restored_away;
        self.calls += other.calls;
        self.faults += other.faults;
        self.crashes += other.crashes;
        self.forks += other.forks;
        self.refetches += other.refetches;
        self.mends += other.mends;
        self.restores += other.restores;
        self.taken_back += other.taken_back;
        self.kept += other.kept;
        self.forgotten += other.forgotten;
        self.releases += other.releases;
        self.conflicts += other.conflicts;
        self.disputed += other.disputed;
        self.stop_notices += other.stop_notices;
        self.second_visits += other.second_visits;
        self.clones += other.clones;
        self.doubts += other.doubts;
        self.counts += other.counts;
        self.withdrawals += other.withdrawals;
        self.role_changes += other.role_changes;
        self.beyond += other.beyond;
        self.packets += other.packets;
        self.newcomers += other.newcomers;
        self.erased += other.erased;
        self.upgrades += other.upgrades;
        self.upgraded += other.upgraded;
        self.other_clocks += other.other_clocks;
        self.parted += other.parted;
        self.coverage.add(&other.coverage);
        self.trace ^= other.trace;
    }
}

/// A property that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("seed {seed}: {property}: {what}")]
pub struct Failure {
    /// Of which world.
    pub seed: u64,
    /// Which property: `I1` …
    pub property: &'static str,
    /// What was seen.
    pub what: String,
    /// What happened before, line by line, if it was asked for.
    pub tape: Vec<String>,
}

/// Runs one world in memory.
pub fn run(seed: u64, mutant: Option<Mutant>, with_tape: bool) -> Result<Ledger, Failure> {
    let backend = Memory {
        flaw: mutant.and_then(Mutant::flaw),
        receipts_apart: mutant == Some(Mutant::ReceiptApart),
        sequence_early: mutant == Some(Mutant::SequenceDrawnEarly),
    };

    match mutant {
        Some(mutant) => run_mutant_on(seed, backend, mutant, with_tape),
        None => run_on(seed, backend, with_tape),
    }
}

/// Runs one world on another storage.
pub fn run_on<B: Backend>(seed: u64, backend: B, with_tape: bool) -> Result<Ledger, Failure> {
    live::<Sound, B>(seed, backend, with_tape, false)
}

/// What happens in one world, line by line.
pub fn tape_on<B: Backend>(seed: u64, backend: B) -> Vec<String> {
    let mut world = World::<Sound, B>::new(seed, backend, true);
    if let Err((property, what)) = world.live() {
        world.note(|| format!("{property}: {what}"));
    }

    world.into_tape()
}

/// The same with a broken law. One that [is of storage](Mutant::is_of_storage) is the storage's business.
pub fn run_mutant_on<B: Backend>(
    seed: u64,
    backend: B,
    mutant: Mutant,
    with_tape: bool,
) -> Result<Ledger, Failure> {
    let rigged = mutant == Mutant::Canary;

    macro_rules! under {
        ($laws:ty) => {
            live::<$laws, _>(seed, backend, with_tape, rigged)
        };
    }
    match mutant {
        Mutant::KnownByNumber => under!(mutant::KnownByNumber),
        Mutant::FutureCounts => under!(mutant::FutureCounts),
        Mutant::EpochIgnored => under!(mutant::EpochIgnored),
        Mutant::BeginningRepeated => under!(mutant::BeginningRepeated),
        Mutant::EarlyForgetting => under!(mutant::EarlyForgetting),
        Mutant::CountAgainstPresent => under!(mutant::CountAgainstPresent),
        Mutant::CopiesStay => under!(mutant::CopiesStay),
        Mutant::ErasedReturns => under!(mutant::ErasedReturns),
        Mutant::LogRemembers => under!(mutant::LogRemembers),
        Mutant::PacketsRemember => under!(mutant::PacketsRemember),
        Mutant::PacketsComeLate => under!(mutant::PacketsComeLate),
        Mutant::PacketEndsAtSnapshot => under!(mutant::PacketEndsAtSnapshot),
        Mutant::BaseIgnored => under!(mutant::BaseIgnored),
        Mutant::WriteAnywhere => under!(mutant::WriteAnywhere),
        Mutant::RightsByKind => under!(mutant::RightsByKind),
        Mutant::ReceiptApart
        | Mutant::CursorFirst
        | Mutant::RejectedBlocks
        | Mutant::ResetClearsOutbox
        | Mutant::OutboxRemembers
        | Mutant::SequenceDrawnEarly
        | Mutant::Canary => under!(Sound),
    }
}

fn live<L: Laws, B: Backend>(
    seed: u64,
    backend: B,
    with_tape: bool,
    rigged: bool,
) -> Result<Ledger, Failure> {
    let mut world = World::<L, B>::new(seed, backend, with_tape);
    let lived = world.live();
    let checked = lived
        .and_then(|()| if rigged { Err(("canary", "it must fail".to_owned())) } else { Ok(()) });

    match checked {
        Ok(()) => Ok(world.ledger()),
        Err((property, what)) => Err(Failure { seed, property, what, tape: world.into_tape() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_goes_wrong_the_properties_hold() {
        let mut total = Ledger::default();
        for seed in 0..300 {
            match run(seed, None, false) {
                Ok(ledger) => total.add(&ledger),
                Err(failure) => panic!("{failure}"),
            }
        }

        // A world in which nothing went wrong would prove nothing.
        let troubles = [
            total.merged,
            total.rejected,
            total.quarantined,
            total.faults,
            total.crashes,
            total.forks,
        ];
        let decisions = [
            total.mends,
            total.restores,
            total.taken_back,
            total.kept,
            total.releases,
            total.forgotten,
            total.clones,
            total.doubts,
            total.counts,
            total.conflicts,
            total.disputed,
            total.stop_notices,
            total.second_visits,
            total.other_clocks,
            total.withdrawals,
            total.erased,
            total.packets,
            total.newcomers,
            total.role_changes,
            total.beyond,
            total.upgrades,
            total.upgraded,
        ];
        assert!(troubles.into_iter().chain(decisions).all(|count| count > 0), "{total:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_trace() {
        let traces: Vec<_> =
            (0..20).map(|seed| run(seed, None, false).map(|ledger| ledger.trace)).collect();

        for (seed, trace) in (0..20).zip(&traces) {
            assert_eq!(run(seed, None, true).map(|ledger| ledger.trace), *trace);
        }
        assert_ne!(traces[0], traces[1]);
    }

    #[test]
    fn every_broken_law_is_noticed() {
        for (name, mutant) in Mutant::ALL {
            let caught = (0..3_000).any(|seed| run(seed, Some(mutant), false).is_err());

            assert!(caught, "{name} got away");
        }
    }
}
