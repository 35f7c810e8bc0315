//! The laws of the exchange that the simulator's mutants break one at a time.
//!
//! They are constants of a type, so that production code, which knows only [`Sound`], pays nothing for them.

/// Which laws hold. Everything but the simulator uses [`Sound`].
pub trait Laws: 'static {
    /// An operation is known by its name, never by its number alone.
    const KNOWN_BY_NAME: bool = true;
    /// A time in headquarters' future counts as now.
    const FUTURE_IS_CLAMPED: bool = true;
    /// An edit made on a field's latest revision wins whatever the clocks say.
    const BASE_REVISION_COUNTS: bool = true;
    /// What was removed is forgotten only once every device has seen it, or must fetch everything anew.
    const TOMBSTONES_WAIT: bool = true;
    /// Another epoch means that headquarters was restored from a backup.
    const EPOCH_COUNTS: bool = true;
    /// In a restored headquarters a stream that the backup does not know may have had a past.
    const UNKNOWN_STREAMS_HAD_A_PAST: bool = true;
    /// A count of stock corrects what its author knew, not what is known elsewhere by now.
    const COUNT_IS_OF_THE_KNOWN: bool = true;
    /// A device may write only to the streams it was granted.
    const SCOPE_HOLDS_ON_WRITE: bool = true;
    /// What a desk may write is said of each field, not of each kind.
    const RIGHTS_ARE_BY_FIELD: bool = true;
    /// Whatever is written about somebody who was erased is bare.
    const ERASED_STAYS_ERASED: bool = true;
    /// Of somebody who was erased the log of operations says nothing either.
    const LOG_FORGETS_THE_ERASED: bool = true;
    /// A copy of a stream that a device may not see any more is forgotten there.
    const WITHDRAWN_IS_FORGOTTEN: bool = true;
    /// No packet says anything of somebody who was erased.
    const PACKETS_FORGET_THE_ERASED: bool = true;
    /// What was read before all packets went is not kept after.
    const PACKETS_ARE_OF_THEIR_RUN: bool = true;
    /// Whoever is given a packet goes on behind its last row.
    const PACKETS_END_WITH_THEIR_ROWS: bool = true;
}

/// All of them hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sound;

impl Laws for Sound {}
