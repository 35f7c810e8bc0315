//! Mutants: each breaks one law, and each must be caught.

use crate::Laws;
use crate::model::Flaw;

/// A law broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// Headquarters takes an old number for a known operation, and a desktop does not look at its history.
    KnownByNumber,
    /// Receipts survive a transaction that was rolled back.
    ReceiptApart,
    /// A desktop moves its cursor before it has the rows.
    CursorFirst,
    /// A time in the future counts as it stands.
    FutureCounts,
    /// The later clock wins even over someone who had seen the edit.
    BaseIgnored,
    /// A rejected operation stays at the head of the queue.
    RejectedBlocks,
    /// Fetching a stream anew clears the outbox.
    ResetClearsOutbox,
    /// Grants are checked on reading only.
    WriteAnywhere,
    /// Nobody cares that headquarters was restored from a backup.
    EpochIgnored,
    /// Streams that began after the backup begin once more where they had begun.
    BeginningRepeated,
    /// What was removed is forgotten at once.
    EarlyForgetting,
    /// Sequences are drawn from the database's own counter when a transaction begins.
    SequenceDrawnEarly,
    /// A count of stock is corrected against the balance at headquarters.
    CountAgainstPresent,
    /// A desktop keeps the copy of a stream that it may not see any more.
    CopiesStay,
    /// Whoever had not heard that a person was erased brings their words back.
    ErasedReturns,
    /// Headquarters' log keeps what it says of somebody who was erased.
    LogRemembers,
    /// A desktop's outbox does.
    OutboxRemembers,
    /// Packets keep what they say of somebody who was erased.
    PacketsRemember,
    /// What was read before all packets went becomes one after.
    PacketsComeLate,
    /// Whoever is given the first packet believes to have them all.
    PacketEndsAtSnapshot,
    /// Whoever may write anything of a kind of record may write all of it.
    RightsByKind,
    /// Fails whatever happens: shows that failures are seen at all.
    Canary,
}

impl Mutant {
    /// All of them, by the name on the command line.
    pub const ALL: [(&'static str, Self); 22] = [
        ("known-by-number", Self::KnownByNumber),
        ("receipt-apart", Self::ReceiptApart),
        ("cursor-first", Self::CursorFirst),
        ("future-counts", Self::FutureCounts),
        ("base-ignored", Self::BaseIgnored),
        ("rejected-blocks", Self::RejectedBlocks),
        ("reset-clears-outbox", Self::ResetClearsOutbox),
        ("write-anywhere", Self::WriteAnywhere),
        ("epoch-ignored", Self::EpochIgnored),
        ("beginning-repeated", Self::BeginningRepeated),
        ("early-tombstone-gc", Self::EarlyForgetting),
        ("database-sequence", Self::SequenceDrawnEarly),
        ("stocktake-against-current-balance", Self::CountAgainstPresent),
        ("withdrawn-copies-stay", Self::CopiesStay),
        ("erased-returns", Self::ErasedReturns),
        ("log-keeps-the-erased", Self::LogRemembers),
        ("outbox-keeps-the-erased", Self::OutboxRemembers),
        ("packets-keep-the-erased", Self::PacketsRemember),
        ("packets-come-late", Self::PacketsComeLate),
        ("packet-ends-at-snapshot", Self::PacketEndsAtSnapshot),
        ("rights-by-kind", Self::RightsByKind),
        ("canary", Self::Canary),
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, mutant)| *mutant == self).map_or("", |(name, _)| name)
    }

    /// The mutant of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| *own == name).map(|(_, mutant)| *mutant)
    }

    /// Whether it lies in how something is stored, so that only the storage in memory has it.
    pub fn is_of_storage(self) -> bool {
        self.flaw().is_some() || matches!(self, Self::ReceiptApart | Self::SequenceDrawnEarly)
    }

    /// The carelessness of the desktops' stores.
    pub(super) fn flaw(self) -> Option<Flaw> {
        match self {
            Self::CursorFirst => Some(Flaw::CursorFirst),
            Self::RejectedBlocks => Some(Flaw::RejectedStays),
            Self::ResetClearsOutbox => Some(Flaw::ResetClearsOutbox),
            Self::OutboxRemembers => Some(Flaw::OutboxRemembers),
            Self::KnownByNumber
            | Self::ReceiptApart
            | Self::FutureCounts
            | Self::BaseIgnored
            | Self::WriteAnywhere
            | Self::EpochIgnored
            | Self::BeginningRepeated
            | Self::EarlyForgetting
            | Self::SequenceDrawnEarly
            | Self::CountAgainstPresent
            | Self::CopiesStay
            | Self::ErasedReturns
            | Self::LogRemembers
            | Self::PacketsRemember
            | Self::PacketsComeLate
            | Self::PacketEndsAtSnapshot
            | Self::RightsByKind
            | Self::Canary => None,
        }
    }
}

macro_rules! lawless {
    ($($name:ident: $law:ident),+ $(,)?) => {$(
        /// Breaks one law.
        pub struct $name;

        impl Laws for $name {
            const $law: bool = false;
        }
    )+};
}

lawless! {
    KnownByNumber: KNOWN_BY_NAME,
    FutureCounts: FUTURE_IS_CLAMPED,
    BaseIgnored: BASE_REVISION_COUNTS,
    EarlyForgetting: TOMBSTONES_WAIT,
    CountAgainstPresent: COUNT_IS_OF_THE_KNOWN,
    EpochIgnored: EPOCH_COUNTS,
    BeginningRepeated: UNKNOWN_STREAMS_HAD_A_PAST,
    CopiesStay: WITHDRAWN_IS_FORGOTTEN,
    ErasedReturns: ERASED_STAYS_ERASED,
    LogRemembers: LOG_FORGETS_THE_ERASED,
    WriteAnywhere: SCOPE_HOLDS_ON_WRITE,
    PacketsRemember: PACKETS_FORGET_THE_ERASED,
    PacketsComeLate: PACKETS_ARE_OF_THEIR_RUN,
    PacketEndsAtSnapshot: PACKETS_END_WITH_THEIR_ROWS,
    RightsByKind: RIGHTS_ARE_BY_FIELD,
}
