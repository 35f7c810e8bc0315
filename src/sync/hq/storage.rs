//! What headquarters' engine asks of a database, within one transaction.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Kept, Note, Packet, Snapshot, Tombstone};
use crate::wire::{Listed, Outcome};
use crate::{
    Chain, DeskRole, DeviceId, Digest, Epoch, Fields, Incarnation, OpId, Operation, Row, RowHash,
    Sealed, StreamId,
};

/// The database failed. The transaction must be rolled back; the caller may try again later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("headquarters' database: {0}")]
pub struct StorageFailure(pub String);

/// Who calls, as the transport proved it. What they may do is read inside the transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The device.
    pub device: DeviceId,
}

/// What a device may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// As whom it writes.
    pub role: Role,
    /// The streams it may pull. It listens to the first: that of its branch.
    pub read: Vec<StreamId>,
    /// The streams it may write to.
    pub write: Vec<StreamId>,
    /// Whether it was sent away.
    pub revoked: bool,
}

/// As whom someone writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A branch's desktop, enrolled for this.
    Branch(DeskRole),
    /// Headquarters itself, and its desktops.
    Headquarters,
}

impl Role {
    /// What a desktop is told that it is there for.
    pub fn of_desk(self) -> DeskRole {
        match self {
            Self::Branch(desk) => desk,
            Self::Headquarters => DeskRole::WholeOffice,
        }
    }
}

/// How far an incarnation has come at headquarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IncarnationHead {
    /// Whose life it is.
    pub device: DeviceId,
    /// The last number.
    pub n: u64,
    /// The chain after it.
    pub chain: Chain,
}

/// How much is kept of a device that had no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Idle {
    /// So many operations.
    pub operations: u64,
    /// So many bytes of them, as the database measures them.
    pub bytes: u64,
}

/// The end of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StreamHead {
    /// The last sequence given out; 0 in an empty stream.
    pub seq: u64,
    /// Of all its rows.
    pub digest: Digest,
    /// Of what was removed up to here, some is forgotten.
    pub floor: u64,
}

/// Sequences of a stream that were given out after the backup from which headquarters was restored, or never: above
/// one, up to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The stream's end in the backup.
    pub above: u64,
    /// Where the stream went on.
    pub upto: u64,
}

/// A record with what headquarters remembers of its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What kind of record.
    pub kind: String,
    /// Its name.
    pub id: Uuid,
    /// Its revision.
    pub rev: u64,
    /// Its place in the stream.
    pub seq: u64,
    /// Whether it is a fact, never to be changed.
    pub fact: bool,
    /// How it was removed, if it was. The body is kept: an edit made at the same time brings it back.
    pub removed: Option<FieldMeta>,
    /// Its fields, even of a removed record.
    pub body: Fields,
    /// For each field ever edited after the record was made, its latest edit. Fields not named here are as old as `made`.
    pub fields: BTreeMap<String, FieldMeta>,
    /// How it was made.
    pub made: FieldMeta,
}

/// The latest edit of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldMeta {
    /// The record's revision that it made.
    pub rev: u64,
    /// When, by the editor's clock but never in headquarters' future.
    pub at_ms: i64,
    /// By which operation.
    pub op_id: OpId,
}

impl Record {
    /// The hash of its row.
    pub fn hash(&self) -> RowHash {
        let body = self.removed.is_none().then_some(&self.body);

        RowHash::of(&self.kind, self.id, self.rev, body)
    }

    /// What desktops pull.
    pub fn row(&self) -> Row {
        let body = self.removed.is_none().then(|| self.body.clone());

        Row::new(self.kind.clone(), self.id, self.rev, self.seq, body)
    }
}

/// The end of an operation, as headquarters remembers it for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Of which operation.
    pub op_id: OpId,
    /// Of which body: [`Operation::body_hash`].
    pub body_hash: [u8; 32],
    /// From which device; the nil id for headquarters' own.
    pub device: DeviceId,
    /// Under which incarnation it last arrived.
    pub inc: Incarnation,
    /// With which number.
    pub n: u64,
    /// When it first arrived, by headquarters' clock.
    pub at_ms: i64,
    /// What became of it.
    pub outcome: Outcome,
}

/// A value, a removal or an event that lost against another made at the same time. It also goes to the stream as a
/// fact of kind `conflict` with `row_id` as its name, so that the branch's people see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The name of its row in the stream.
    pub row_id: Uuid,
    /// The stream of the record.
    pub stream: StreamId,
    /// The record's kind.
    pub kind: String,
    /// The record.
    pub id: Uuid,
    /// Which field; none for a removal or an event.
    pub field: Option<String>,
    /// What lost: null for a value that was to be removed.
    pub lost: serde_json::Value,
    /// What stands.
    pub kept: serde_json::Value,
    /// The operation that lost.
    pub lost_op: OpId,
    /// The operation during which it was found out.
    pub op_id: OpId,
    /// When it was found out, by headquarters' clock.
    pub at_ms: i64,
}

/// One transaction of headquarters' database. Dropping it without a commit undoes all; committing is its owner's
/// business, after the engine has returned. What was put is read back at once within the same transaction.
pub trait HqTx {
    /// The state of this database.
    fn epoch(&mut self) -> Result<Epoch, StorageFailure>;

    /// What a device may do; none if nobody knows it.
    fn rights(&mut self, device: DeviceId) -> Result<Option<Rights>, StorageFailure>;

    /// How far an incarnation has come.
    fn incarnation(&mut self, inc: Incarnation) -> Result<Option<IncarnationHead>, StorageFailure>;

    /// Remembers how far it has come.
    fn put_incarnation(
        &mut self,
        inc: Incarnation,
        head: &IncarnationHead,
    ) -> Result<(), StorageFailure>;

    /// What became of an operation; none if it never arrived.
    fn receipt(&mut self, op_id: OpId) -> Result<Option<Receipt>, StorageFailure>;

    /// Remembers what became of an operation, and the operation itself.
    fn put_receipt(&mut self, receipt: &Receipt, op: &Operation) -> Result<(), StorageFailure>;

    /// A known operation arrived again under another incarnation or number.
    fn move_receipt(&mut self, op_id: OpId, inc: Incarnation, n: u64)
    -> Result<(), StorageFailure>;

    /// How much is kept of this device that had no effect: rejected, or in quarantine, decided about or not.
    fn without_effect(&mut self, device: DeviceId) -> Result<Idle, StorageFailure>;

    /// The end of a stream as it is kept: what was put, and all zero if nothing ever was. Takes the stream's lock where
    /// the database has one, so that no two transactions give out the same sequence.
    fn stored_head(&mut self, stream: &StreamId) -> Result<StreamHead, StorageFailure>;

    /// The end of a stream. One that nobody has written to yet ends where such streams begin.
    fn stream(&mut self, stream: &StreamId) -> Result<StreamHead, StorageFailure> {
        let head = self.stored_head(stream)?;
        if head.seq > 0 {
            return Ok(head);
        }
        Ok(StreamHead { seq: self.origin()?, ..head })
    }

    /// Where streams begin that nobody has written to yet: their first sequence is the next. 0 unless this database was
    /// restored from a backup.
    fn origin(&mut self) -> Result<u64, StorageFailure>;

    /// Such streams begin here from now on.
    fn put_origin(&mut self, origin: u64) -> Result<(), StorageFailure>;

    /// Remembers the end of a stream.
    fn put_stream(&mut self, stream: &StreamId, head: &StreamHead) -> Result<(), StorageFailure>;

    /// A record of this stream, removed ones included.
    fn record(
        &mut self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<Record>, StorageFailure>;

    /// Writes a record, whose row has this hash; in the feed it moves to its new `seq`.
    fn put_record(
        &mut self,
        stream: &StreamId,
        record: &Record,
        hash: RowHash,
    ) -> Result<(), StorageFailure>;

    /// The rows above `after`, by `seq`: so many that they stay within `max_bytes` (of whatever the database
    /// measures easily), but at least one if there is any.
    fn feed(
        &mut self,
        stream: &StreamId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Sealed>, StorageFailure>;

    /// Shows every record of a stream that was not removed, or of one bucket of it (see
    /// [`bucket_of`](crate::wire::bucket_of)).
    fn listed(
        &mut self,
        stream: &StreamId,
        bucket: Option<u8>,
        show: &mut dyn FnMut(Listed),
    ) -> Result<(), StorageFailure>;

    /// The streams that anything was ever written to, or that are granted to someone.
    fn streams(&mut self) -> Result<Vec<StreamId>, StorageFailure>;

    /// All lives, and how far they have come.
    fn incarnations(&mut self) -> Result<Vec<(Incarnation, IncarnationHead)>, StorageFailure>;

    /// The last number of a life that lies in a verified backup; 0 if none does.
    fn safe(&mut self, inc: Incarnation) -> Result<u64, StorageFailure>;

    /// Remembers that, of a life that is known.
    fn put_safe(&mut self, inc: Incarnation, n: u64) -> Result<(), StorageFailure>;

    /// Another state of this database begins.
    fn put_epoch(&mut self, epoch: Epoch) -> Result<(), StorageFailure>;

    /// What was lost of a stream when headquarters was restored, as far as it was put.
    fn stored_gaps(&mut self, stream: &StreamId) -> Result<Vec<Gap>, StorageFailure>;

    /// What was lost of a stream when headquarters was restored. Whoever restores puts a gap into every stream there is:
    /// one without any began later, and everything below its beginning may be a past that is forgotten.
    fn gaps(&mut self, stream: &StreamId) -> Result<Vec<Gap>, StorageFailure> {
        let gaps = self.stored_gaps(stream)?;
        if !gaps.is_empty() {
            return Ok(gaps);
        }
        let before = Gap { above: 0, upto: self.origin()? };

        Ok(Vec::from_iter((before.upto > 0).then_some(before)))
    }

    /// Remembers such a loss.
    fn put_gap(&mut self, stream: &StreamId, gap: Gap) -> Result<(), StorageFailure>;

    /// When a device last said how far it had come; none if it never did.
    fn noted(&mut self, device: DeviceId) -> Result<Option<i64>, StorageFailure>;

    /// Remembers how far a device has come in a stream.
    fn put_note(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        note: Note,
    ) -> Result<(), StorageFailure>;

    /// How far every device has come that may pull a stream and was not sent away.
    fn notes(&mut self, stream: &StreamId) -> Result<Vec<Note>, StorageFailure>;

    /// The removed records of a stream up to a place.
    fn tombstones(
        &mut self,
        stream: &StreamId,
        upto: u64,
    ) -> Result<Vec<Tombstone>, StorageFailure>;

    /// Forgets a removed record.
    fn forget(&mut self, stream: &StreamId, kind: &str, id: Uuid) -> Result<(), StorageFailure>;

    /// Whether anybody was ever erased in a stream.
    fn has_erasures(&mut self, stream: &StreamId) -> Result<bool, StorageFailure>;

    /// Whether this record of a stream was erased.
    fn is_erased(&mut self, stream: &StreamId, id: Uuid) -> Result<bool, StorageFailure>;

    /// Remembers that, whether or not the record is there.
    fn put_erased(&mut self, stream: &StreamId, id: Uuid) -> Result<(), StorageFailure>;

    /// The records of a stream, removed ones included, whose body holds one of these names anywhere. Reads all of the
    /// stream.
    fn naming(
        &mut self,
        stream: &StreamId,
        ids: &BTreeSet<Uuid>,
    ) -> Result<Vec<(String, Uuid)>, StorageFailure>;

    /// Empties what was said of these records elsewhere than in the records themselves: in operations (by
    /// [`emptied`](crate::erasure::emptied)), in the conflict journal, and in rows that are kept for a person. Called
    /// while the records are still as they were.
    fn empty_traces(
        &mut self,
        stream: &StreamId,
        ids: &BTreeSet<Uuid>,
    ) -> Result<(), StorageFailure>;

    /// How many rows of a stream lie at or below a place.
    fn count(&mut self, stream: &StreamId, upto: u64) -> Result<u64, StorageFailure>;

    /// How far the packing of a stream has come.
    fn snapshot(&mut self, stream: &StreamId) -> Result<Snapshot, StorageFailure>;

    /// Remembers that.
    fn put_snapshot(
        &mut self,
        stream: &StreamId,
        snapshot: &Snapshot,
    ) -> Result<(), StorageFailure>;

    /// The first packet of a stream that begins at this place or above.
    fn packet(&mut self, stream: &StreamId, after: u64) -> Result<Option<Packet>, StorageFailure>;

    /// Keeps a packet.
    fn put_packet(&mut self, stream: &StreamId, packet: &Packet) -> Result<(), StorageFailure>;

    /// All packets of a stream go, so that nothing of what they say is left.
    fn drop_packets(&mut self, stream: &StreamId) -> Result<(), StorageFailure>;

    /// The bytes of all packets together.
    fn packed_bytes(&mut self) -> Result<u64, StorageFailure>;

    /// Keeps a row for a person to decide on. One that is kept already stays as it is.
    fn put_salvage(&mut self, kept: &Kept) -> Result<(), StorageFailure>;

    /// Adds to the conflict journal.
    fn put_conflict(&mut self, conflict: &Conflict) -> Result<(), StorageFailure>;

    /// A device sent something else under the name of an operation that is known. Someone should look. Does nothing
    /// unless overridden.
    fn alarm(&mut self, device: DeviceId, op_id: OpId) -> Result<(), StorageFailure> {
        let _ = (device, op_id); // Nobody listens here.
        Ok(())
    }
}
