//! One transaction: what the engine asks of it, in SQL.

mod alarms;
mod blobs;
mod erased;
mod feed;
mod glance;
pub(crate) mod handovers;
mod index;
mod journal;
mod late;
mod notes;
mod orders;
mod packets;
mod receipts;
mod refusals;
mod restored;
mod sameness;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sync::hq::{
    Conflict, Gap, HqTx, Idle, IncarnationHead, Kept, Note, Packet, Receipt, Record, Rights, Role,
    Snapshot, StorageFailure, StreamHead, Tombstone,
};
use sync::wire::Listed;
use sync::{
    Chain, DeskRole, DeviceId, Digest, Epoch, Incarnation, OpId, Operation, RowHash, Sealed,
    StreamId,
};
use uuid::Uuid;

pub(crate) use late::Late;

use super::sql::{Db, Found, Value, values};
use crate::Error;

/// A device that may do whatever its branch does.
const EVERYTHING: &str = "branch";

/// One transaction of headquarters' database. Its owner commits it.
#[derive(Debug)]
pub struct Session<'a> {
    pub(super) db: Db<'a>,
    touched: BTreeSet<StreamId>,
    /// Streams never change their numbers.
    numbers: RefCell<BTreeMap<StreamId, i64>>,
    /// Who does it; none is whoever may use the command line.
    by: Option<Arc<str>>,
}

impl<'a> Session<'a> {
    /// Works within the transaction that `db` is in.
    pub(super) fn new(db: Db<'a>) -> Self {
        Self { db, touched: BTreeSet::new(), numbers: RefCell::default(), by: None }
    }

    /// What is done now, this person does.
    pub(super) fn work_for(&mut self, by: Option<Arc<str>>) {
        self.by = by;
    }

    /// The streams that were written to.
    /// What a device may do has changed: where it listens, it hears of that once all is on disk.
    pub(crate) fn call(&mut self, device: DeviceId) {
        self.touched.insert(StreamId::device(device));
    }

    pub(super) fn into_touched(self) -> BTreeSet<StreamId> {
        self.touched
    }

    /// A value that is none of the exchange's business.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT value FROM setting WHERE name = ?1";

        Ok(self.db.one(sql, values![name], |row| row.get(0))?)
    }

    /// Remembers such a value.
    pub fn put_setting(&self, name: &str, value: &[u8]) -> Result<(), Error> {
        let sql = "INSERT INTO setting (name, value) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.run(sql, values![name, value])?;
        Ok(())
    }

    /// All streams that anything was ever written to, or that someone was about to write to.
    pub fn stream_heads(&self) -> Result<Vec<(StreamId, StreamHead)>, Error> {
        let sql = "SELECT seq, digest, floor, name FROM stream ORDER BY name";
        let mut heads = self.db.all(sql, values![], |row| Ok((name(row, 3)?, head(row)?)))?;
        let origin = self.find_origin()?;
        for (_, head) in heads.iter_mut().filter(|(_, head)| head.seq == 0) {
            head.seq = origin;
        }

        Ok(heads)
    }

    fn stream_no(&self, stream: &StreamId) -> Result<Option<i64>, StorageFailure> {
        if let Some(no) = self.numbers.borrow().get(stream) {
            return Ok(Some(*no));
        }
        let sql = "SELECT no FROM stream WHERE name = ?1";
        let found = self.db.one(sql, values![stream.as_str()], |row| row.get(0))?;
        if let Some(no) = found {
            self.numbers.borrow_mut().insert(stream.clone(), no);
        }

        Ok(found)
    }

    fn stream_no_or_new(&self, stream: &StreamId) -> Result<i64, StorageFailure> {
        if let Some(no) = self.stream_no(stream)? {
            return Ok(no);
        }
        self.add_stream(stream)?;

        self.stream_no(stream)?.ok_or_else(|| corrupt("a stream's number"))
    }

    /// Another may be adding it at the same time.
    fn add_stream(&self, stream: &StreamId) -> Result<(), StorageFailure> {
        let sql = "INSERT INTO stream (name, seq, digest) VALUES (?1, 0, ?2)
                   ON CONFLICT (name) DO NOTHING";

        self.run(sql, values![stream.as_str(), [0_u8; 16]])
    }

    fn find_head(&self, stream: &StreamId) -> Result<Option<StreamHead>, StorageFailure> {
        let sql = "SELECT seq, digest, floor FROM stream WHERE name = ?1";

        self.db.one(&self.db.locking(sql), values![stream.as_str()], head)
    }

    /// Runs a statement.
    pub(super) fn run(&self, sql: &str, values: &[Value<'_>]) -> Result<(), StorageFailure> {
        self.db.run(sql, values).map(|_| ())
    }
}

impl HqTx for Session<'_> {
    fn epoch(&mut self) -> Result<Epoch, StorageFailure> {
        let value = self.setting("epoch").map_err(|error| StorageFailure(error.to_string()))?;
        let id = value.and_then(|bytes| Uuid::from_slice(&bytes).ok());

        id.map(Epoch).ok_or_else(|| corrupt("the epoch"))
    }

    fn has_erasures(&mut self, stream: &StreamId) -> Result<bool, StorageFailure> {
        self.anybody_erased(stream)
    }

    fn is_erased(&mut self, stream: &StreamId, id: Uuid) -> Result<bool, StorageFailure> {
        self.is_gone(stream, id)
    }

    fn put_erased(&mut self, stream: &StreamId, id: Uuid) -> Result<(), StorageFailure> {
        self.add_erased(stream, id)
    }

    fn naming(
        &mut self,
        stream: &StreamId,
        ids: &BTreeSet<Uuid>,
    ) -> Result<Vec<(String, Uuid)>, StorageFailure> {
        self.all_naming(stream, ids)
    }

    fn empty_traces(
        &mut self,
        stream: &StreamId,
        ids: &BTreeSet<Uuid>,
    ) -> Result<(), StorageFailure> {
        self.empty_all_traces(stream, ids)
    }

    fn rights(&mut self, device: DeviceId) -> Result<Option<Rights>, StorageFailure> {
        self.rights_of(device)
    }

    fn incarnation(&mut self, inc: Incarnation) -> Result<Option<IncarnationHead>, StorageFailure> {
        let sql = "SELECT device, n, chain FROM incarnation WHERE inc = ?1";

        self.db.one(sql, values![inc.0], |row| {
            Ok(IncarnationHead {
                device: DeviceId(row.get(0)?),
                n: unsigned(row.get(1)?),
                chain: Chain(row.get(2)?),
            })
        })
    }

    fn put_incarnation(
        &mut self,
        inc: Incarnation,
        head: &IncarnationHead,
    ) -> Result<(), StorageFailure> {
        let sql = "INSERT INTO incarnation (inc, device, n, chain) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (inc) DO UPDATE SET n = excluded.n, chain = excluded.chain";

        self.run(sql, values![inc.0, head.device.0, signed(head.n), head.chain.0])
    }

    fn receipt(&mut self, op_id: OpId) -> Result<Option<Receipt>, StorageFailure> {
        self.find_receipt(op_id)
    }

    fn put_receipt(&mut self, receipt: &Receipt, op: &Operation) -> Result<(), StorageFailure> {
        self.add_receipt(receipt, op)
    }

    fn move_receipt(
        &mut self,
        op_id: OpId,
        inc: Incarnation,
        n: u64,
    ) -> Result<(), StorageFailure> {
        let sql = "UPDATE op_log SET inc = ?2, n = ?3 WHERE op_id = ?1";

        self.run(sql, values![op_id.0, inc.0, signed(n)])
    }

    fn without_effect(&mut self, device: DeviceId) -> Result<Idle, StorageFailure> {
        self.idle_of(device)
    }

    fn stored_head(&mut self, stream: &StreamId) -> Result<StreamHead, StorageFailure> {
        // SQLite has one writer: the transaction is the lock. Elsewhere the row is, and must be there to be locked.
        if let Some(found) = self.find_head(stream)? {
            return Ok(found);
        }
        if self.db.locks() {
            self.add_stream(stream)?;
            return Ok(self.find_head(stream)?.unwrap_or_default());
        }

        Ok(StreamHead::default())
    }

    fn origin(&mut self) -> Result<u64, StorageFailure> {
        self.find_origin()
    }

    fn put_origin(&mut self, origin: u64) -> Result<(), StorageFailure> {
        self.set_origin(origin)
    }

    fn put_stream(&mut self, stream: &StreamId, head: &StreamHead) -> Result<(), StorageFailure> {
        let no = self.stream_no_or_new(stream)?;
        self.touched.insert(stream.clone());
        let digest = head.digest.0.to_be_bytes();

        self.run(
            "UPDATE stream SET seq = ?2, digest = ?3, floor = ?4 WHERE no = ?1",
            values![no, signed(head.seq), digest, signed(head.floor)],
        )
    }

    fn record(
        &mut self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<Record>, StorageFailure> {
        self.find_record(stream, kind, id)
    }

    fn put_record(
        &mut self,
        stream: &StreamId,
        record: &Record,
        hash: RowHash,
    ) -> Result<(), StorageFailure> {
        self.write_record(stream, record, hash)
    }

    fn feed(
        &mut self,
        stream: &StreamId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Sealed>, StorageFailure> {
        self.page(stream, after, max_bytes)
    }

    fn put_conflict(&mut self, conflict: &Conflict) -> Result<(), StorageFailure> {
        let sql = "INSERT INTO conflict (row_id, stream, kind, id, field, lost, kept, lost_op, op_id, at_ms)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

        self.run(
            sql,
            values![
                conflict.row_id,
                conflict.stream.as_str(),
                conflict.kind,
                conflict.id,
                conflict.field,
                conflict.lost.to_string(),
                conflict.kept.to_string(),
                conflict.lost_op.0,
                conflict.op_id.0,
                conflict.at_ms
            ],
        )
    }

    fn listed(
        &mut self,
        stream: &StreamId,
        bucket: Option<u8>,
        show: &mut dyn FnMut(Listed),
    ) -> Result<(), StorageFailure> {
        self.each_listed(stream, bucket, show)
    }

    fn streams(&mut self) -> Result<Vec<StreamId>, StorageFailure> {
        self.known_streams()
    }

    fn incarnations(&mut self) -> Result<Vec<(Incarnation, IncarnationHead)>, StorageFailure> {
        self.all_incarnations()
    }

    fn safe(&mut self, inc: Incarnation) -> Result<u64, StorageFailure> {
        self.safe_n(inc)
    }

    fn put_safe(&mut self, inc: Incarnation, n: u64) -> Result<(), StorageFailure> {
        self.run("UPDATE incarnation SET safe_n = ?2 WHERE inc = ?1", values![inc.0, signed(n)])
    }

    fn put_epoch(&mut self, epoch: Epoch) -> Result<(), StorageFailure> {
        self.set_epoch(epoch)
    }

    fn stored_gaps(&mut self, stream: &StreamId) -> Result<Vec<Gap>, StorageFailure> {
        self.gaps_of(stream)
    }

    fn put_gap(&mut self, stream: &StreamId, gap: Gap) -> Result<(), StorageFailure> {
        self.add_gap(stream, gap)
    }

    fn noted(&mut self, device: DeviceId) -> Result<Option<i64>, StorageFailure> {
        self.last_note(device)
    }

    fn put_note(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        note: Note,
    ) -> Result<(), StorageFailure> {
        self.add_note(device, stream, note)
    }

    fn notes(&mut self, stream: &StreamId) -> Result<Vec<Note>, StorageFailure> {
        self.notes_of(stream)
    }

    fn tombstones(
        &mut self,
        stream: &StreamId,
        upto: u64,
    ) -> Result<Vec<Tombstone>, StorageFailure> {
        self.removed_upto(stream, upto)
    }

    fn forget(&mut self, stream: &StreamId, kind: &str, id: Uuid) -> Result<(), StorageFailure> {
        self.delete_record(stream, kind, id)
    }

    fn count(&mut self, stream: &StreamId, upto: u64) -> Result<u64, StorageFailure> {
        self.rows_upto(stream, upto)
    }

    fn snapshot(&mut self, stream: &StreamId) -> Result<Snapshot, StorageFailure> {
        self.snapshot_of(stream)
    }

    fn put_snapshot(
        &mut self,
        stream: &StreamId,
        snapshot: &Snapshot,
    ) -> Result<(), StorageFailure> {
        self.set_snapshot(stream, snapshot)
    }

    fn packet(&mut self, stream: &StreamId, after: u64) -> Result<Option<Packet>, StorageFailure> {
        self.packet_from(stream, after)
    }

    fn put_packet(&mut self, stream: &StreamId, packet: &Packet) -> Result<(), StorageFailure> {
        self.add_packet(stream, packet)
    }

    fn drop_packets(&mut self, stream: &StreamId) -> Result<(), StorageFailure> {
        self.remove_packets(stream)
    }

    fn packed_bytes(&mut self) -> Result<u64, StorageFailure> {
        self.bytes_of_packets()
    }

    fn put_salvage(&mut self, kept: &Kept) -> Result<(), StorageFailure> {
        self.add_salvage(kept)
    }

    fn alarm(&mut self, device: DeviceId, op_id: OpId) -> Result<(), StorageFailure> {
        self.put_alarm(device, op_id)
    }
}

impl Session<'_> {
    /// The conflict journal, in no particular order.
    #[cfg(any(test, feature = "simulator"))]
    pub(crate) fn conflicts(&self) -> Result<Vec<Conflict>, Error> {
        let json = |text: String| serde_json::from_str(&text).unwrap_or_default();
        let sql = "SELECT row_id, stream, kind, id, field, lost, kept, lost_op, op_id, at_ms
                   FROM conflict";
        let all = self.db.all(sql, values![], |row| {
            Ok(Conflict {
                row_id: row.get(0)?,
                stream: name(row, 1)?,
                kind: row.get(2)?,
                id: row.get(3)?,
                field: row.get(4)?,
                lost: json(row.get(5)?),
                kept: json(row.get(6)?),
                lost_op: OpId(row.get(7)?),
                op_id: OpId(row.get(8)?),
                at_ms: row.get(9)?,
            })
        })?;

        Ok(all)
    }

    fn rights_of(&self, device: DeviceId) -> Result<Option<Rights>, StorageFailure> {
        // Where others write at the same time, one device does one thing at a time, and is sent away before or after.
        let sql = self
            .db
            .locking("SELECT role, revoked_at IS NOT NULL, branch FROM device WHERE id = ?1");
        let found = self.db.one(&sql, values![device.0], |row| {
            Ok((row.get::<String>(0)?, row.get::<bool>(1)?, row.get::<String>(2)?))
        })?;
        let Some((role, revoked, branch)) = found else { return Ok(None) };
        let role = role_of(&role);

        // Its own branch's comes first.
        let sql =
            "SELECT stream, writes FROM granted WHERE device = ?1 ORDER BY writes DESC, stream";
        let mut rights = Rights { role, read: Vec::new(), write: Vec::new(), revoked };
        self.db.each(sql, values![device.0], |row| {
            // What names no stream grants nothing.
            if let Ok(stream) = name(row, 0) {
                if row.get(1)? {
                    rights.write.push(stream.clone());
                }
                rights.read.push(stream);
            }
            Ok(true)
        })?;
        let own = |stream: &StreamId| stream.branch_code() == Some(branch.as_str());
        // Among the rest the order stays.
        rights.read.sort_by_key(|stream| !own(stream));

        Ok(Some(rights))
    }
}

/// As whom a device writes. What only a newer program of headquarters knows writes nothing here.
pub(super) fn role_of(word: &str) -> Role {
    match word {
        "headquarters" => Role::Headquarters,
        EVERYTHING => Role::Branch(DeskRole::WholeOffice),
        code => Role::Branch(DeskRole::of_code(code).unwrap_or(DeskRole::ReadOnly)),
    }
}

/// How a role is written down.
pub(super) fn word_of(role: Role) -> &'static str {
    match role {
        Role::Headquarters => "headquarters",
        Role::Branch(DeskRole::WholeOffice) => EVERYTHING,
        Role::Branch(desk) => desk.code(),
    }
}

/// In the first three columns.
fn head(row: Found<'_>) -> Result<StreamHead, StorageFailure> {
    let digest = Digest(u128::from_be_bytes(row.get(1)?));

    Ok(StreamHead { seq: unsigned(row.get(0)?), digest, floor: unsigned(row.get(2)?) })
}

/// A stream's name.
fn name(row: Found<'_>, column: usize) -> Result<StreamId, StorageFailure> {
    let name: String = row.get(column)?;

    name.parse().map_err(|_| corrupt("a stream's name"))
}

pub(super) fn corrupt(what: &str) -> StorageFailure {
    StorageFailure(format!("{what} cannot be read"))
}

/// Counters stay far below what does not fit.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
