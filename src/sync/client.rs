//! The desktop's side: a machine that is told what happened and says what to do next.
//!
//! Its owner carries out every [`Effect`] in order. After effects that write to the store it reports
//! [`Event::Stored`] (or [`Event::StoreFailed`]) once, and before anything else; after [`Effect::Send`] the answer, or
//! that none came; after [`Effect::Wait`], [`Event::Tick`]. A `Send` in front of what is to be stored is on its way
//! while that is written. A new `Send` or `Wait` makes the one before void: late answers are recognised
//! by their ticket and ignored, so they may be handed in. A crash loses nothing but the machine itself: start a
//! new one, and let no answer to the old one reach it.

pub mod carrier;
mod engine;

use uuid::Uuid;

use crate::wire::{Outcome, Refusal, Reply, Request, Safe};
use crate::{
    Chain, DeskRole, DeviceId, Digest, Epoch, Incarnation, OpId, Posted, Row, RowHash, Sealed,
    StreamId,
};

pub use engine::Client;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The time asked for by [`Effect::Wait`] is over, or the program has started.
    Tick,
    /// Something was recorded, or the network may be back: do not wait any longer.
    Wake,
    /// Headquarters answered.
    Reply {
        /// Of the `Send` it answers.
        ticket: u64,
        /// What it said.
        reply: Result<Reply, Refusal>,
    },
    /// No answer came, or none that could be read.
    NetworkLost {
        /// Of the `Send` that failed.
        ticket: u64,
    },
    /// All store effects of the last answer were committed.
    Stored,
    /// They were not, or not all.
    StoreFailed,
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask headquarters. A pull that says `wait` may take that much longer than other calls.
    Send {
        /// To be handed back with the answer.
        ticket: u64,
        /// What.
        request: Request,
    },
    /// Store: these operations have ended so. One transaction. An operation that already has an outcome takes the new one.
    StoreReceipts(Vec<(OpId, Outcome)>),
    /// Store: a page of rows and its cursor. One transaction.
    ApplyPage(Page),
    /// Store: a new life begins. The operations without outcome become `n` = 1, 2 … of it, in order, their chain
    /// beginning at [`Chain::START`]. Those with an outcome stay as they are. One transaction.
    NewIncarnation(Incarnation),
    /// Store: headquarters has lost what came after `after`. All operations of the present incarnation with a
    /// greater `n` have no outcome any more and are not settled, and so are all of earlier ones. If `life` is given, it
    /// then begins as with [`Effect::NewIncarnation`]. One transaction.
    Reopen {
        /// The last number that headquarters has.
        after: u64,
        /// The life that begins; always given if operations of earlier ones are kept.
        life: Option<Incarnation>,
    },
    /// Store: what is settled and at most this old in its life lies in a verified backup of headquarters, and may go.
    /// Of the present life the last of these stays for its chain, and so does the one before the first without outcome.
    Release(Vec<Safe>),
    /// Store: what is wrong in the copy of a stream. One transaction.
    Mend(Mend),
    /// Store: the copy of this stream is of no use. Forget its rows, cursor and digest; never the outbox, and
    /// never whether an operation has an outcome.
    ResetBase(StreamId),
    /// Store: this desk may not see this stream any more. Forget its rows, cursor and digest, and show them no longer;
    /// what was done here and is not settled stays. One transaction.
    Withdraw(StreamId),
    /// Store: headquarters' state.
    StoreEpoch(Epoch),
    /// Store: what headquarters enrolled this desk for.
    StoreRole(DeskRole),
    /// Nothing to do for so many milliseconds, unless woken.
    Wait {
        /// How long.
        ms: u64,
    },
    /// How things stand, for whoever looks.
    Status(Status),
}

impl Effect {
    /// Whether it writes to the store, and so must be followed by [`Event::Stored`] or [`Event::StoreFailed`].
    pub fn is_storing(&self) -> bool {
        !matches!(self, Self::Send { .. } | Self::Wait { .. } | Self::Status(_))
    }
}

/// A page to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Of which stream.
    pub stream: StreamId,
    /// Each takes the place of the row of the same kind and id. One without a body has been removed.
    pub rows: Vec<Sealed>,
    /// The stream's cursor after this page.
    pub cursor: u64,
    /// Of the copy that it is part of, to be stored with the cursor.
    pub floor: u64,
    /// Whether that is the stream's end. If so, operations of this stream whose outcome's `seq` is at most `cursor`
    /// are *settled*: part of the base, no longer laid over it.
    pub at_head: bool,
}

/// What is wrong in the copy of a stream. Its cursor stays; its digest is summed up anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Mend {
    /// Which stream.
    pub stream: StreamId,
    /// Each takes the place of the row of the same kind and id.
    pub rows: Vec<Sealed>,
    /// Rows that headquarters does not have.
    pub gone: Vec<(String, Uuid)>,
}

/// A row that is stored, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What kind of record.
    pub kind: String,
    /// Its name.
    pub id: Uuid,
    /// What it hashes to now, whatever it once did.
    pub hash: RowHash,
    /// Its place in the stream.
    pub seq: u64,
    /// Whether it was not removed.
    pub live: bool,
}

/// How the exchange stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Asking.
    Connecting,
    /// Sending operations.
    Pushing,
    /// Fetching rows.
    Pulling,
    /// Nothing to send, nothing to fetch.
    UpToDate,
    /// Headquarters cannot be reached.
    Offline,
    /// Headquarters says no, for good. Recording goes on.
    Refused(Refusal),
    /// The desktop's own database does not take what it should.
    StoreTrouble,
    /// This program may push but no longer pull.
    TooOld,
}

/// Who this desktop is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its name.
    pub device: DeviceId,
    /// Its present life.
    pub incarnation: Incarnation,
    /// The number of the last operation of this incarnation.
    pub n: u64,
    /// The chain after it.
    pub chain: Chain,
    /// Headquarters' state as last seen.
    pub epoch: Option<Epoch>,
}

/// Operations to send.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// The chain before the first of them.
    pub prev_chain: Chain,
    /// In order of `n`, without a gap.
    pub ops: Vec<Posted>,
}

/// The store could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the store could not be read: {0}")]
pub struct ReadFailure(pub String);

/// What the machine reads of the desktop's store.
pub trait Read {
    /// Who this desktop is.
    fn identity(&self) -> Result<Identity, ReadFailure>;

    /// The chain after operation `n` of the present incarnation: [`Chain::START`] for 0, none if unknown.
    fn chain_at(&self, n: u64) -> Result<Option<Chain>, ReadFailure>;

    /// The first operations without an outcome, of the present incarnation, whose `n` is greater than `after`: at most
    /// `max_ops`, of at most `max_bytes` in canonical form or JSON together, but at least one if there is any.
    fn pending(&self, after: u64, max_ops: usize, max_bytes: usize)
    -> Result<Pending, ReadFailure>;

    /// The streams of which something was pulled.
    fn copies(&self) -> Result<Vec<StreamId>, ReadFailure>;

    /// How far the stream was pulled; 0 if never.
    fn cursor(&self, stream: &StreamId) -> Result<u64, ReadFailure>;

    /// What the stream's last page said; 0 if there was none.
    fn floor(&self, stream: &StreamId) -> Result<u64, ReadFailure>;

    /// Of the stream's rows as they are stored.
    fn digest(&self, stream: &StreamId) -> Result<Digest, ReadFailure>;

    /// What headquarters enrolled this desk for, as far as it said.
    fn role(&self) -> Result<DeskRole, ReadFailure>;

    /// Earlier incarnations of which operations are kept.
    fn lives(&self) -> Result<Vec<Incarnation>, ReadFailure>;

    /// The digest in buckets, computed anew from what the rows say (see [`bucket_of`](crate::wire::bucket_of)).
    fn buckets(&self, stream: &StreamId) -> Result<Vec<Digest>, ReadFailure>;

    /// The rows of these buckets.
    fn held(&self, stream: &StreamId, buckets: &[u64]) -> Result<Vec<Held>, ReadFailure>;

    /// A row as it was pulled.
    fn row(&self, stream: &StreamId, kind: &str, id: Uuid) -> Result<Option<Row>, ReadFailure>;
}
