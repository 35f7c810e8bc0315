//! Headquarters' database in memory.

use std::collections::{BTreeMap, BTreeSet};

use domain::erasure::{bare, owners};
use serde_json::Value;
use uuid::Uuid;

use crate::erasure::emptied;
use crate::hq::{
    Conflict, Gap, HqTx, Idle, IncarnationHead, Kept, Note, Packet, Receipt, Record, Rights,
    Snapshot, StorageFailure, StreamHead, Tombstone,
};
use crate::wire::{Listed, Verdict, bucket_of};
use crate::{DeviceId, Epoch, Incarnation, OpId, Operation, Row, RowHash, Sealed, StreamId};

type Key = (String, Uuid);

/// The database.
#[derive(Debug, Clone)]
pub struct MemoryHq {
    epoch: Epoch,
    devices: BTreeMap<DeviceId, Rights>,
    incarnations: BTreeMap<Incarnation, IncarnationHead>,
    receipts: BTreeMap<OpId, (Receipt, Operation)>,
    streams: BTreeMap<StreamId, Stream>,
    origin: u64,
    erased: BTreeSet<(StreamId, Uuid)>,
    conflicts: Vec<Conflict>,
    safe: BTreeMap<Incarnation, u64>,
    salvage: Vec<Kept>,
    notes: BTreeMap<(StreamId, DeviceId), Note>,
    /// A mutant: sequences come from the database's own counter, and whoever drew first commits last.
    pub(crate) sequence_early: bool,
    hidden: BTreeSet<(StreamId, u64)>,
    /// A mutant: receipts are written by themselves, before the transaction they belong to ends.
    pub(crate) receipts_apart: bool,
}

#[derive(Debug, Clone, Default)]
struct Stream {
    head: StreamHead,
    records: BTreeMap<Key, Record>,
    feed: BTreeMap<u64, Key>,
    gaps: Vec<Gap>,
    packing: Packing,
}

#[derive(Debug, Clone, Default)]
struct Packing {
    snapshot: Snapshot,
    packets: BTreeMap<u64, Packet>,
}

/// A transaction. Dropped without a commit, it never was.
#[derive(Debug)]
pub struct MemoryTx<'a> {
    hq: &'a mut MemoryHq,
    undo: Vec<Undo>,
}

#[derive(Debug)]
enum Undo {
    Incarnation(Incarnation, Option<IncarnationHead>),
    Receipt(OpId, Option<(Receipt, Operation)>),
    Head(StreamId, StreamHead),
    Record { stream: StreamId, key: Key, seq: u64, before: Option<Record> },
    Conflict,
    Safe(Incarnation, Option<u64>),
    Epoch(Epoch),
    Origin(u64),
    Gap(StreamId),
    Salvage,
    Note((StreamId, DeviceId), Option<Note>),
    Erased(StreamId, Uuid),
    Journal(Vec<Conflict>, Vec<Kept>),
    Packing(StreamId, Packing),
}

impl MemoryHq {
    /// An empty one.
    pub fn new(epoch: Epoch) -> Self {
        Self {
            epoch,
            devices: BTreeMap::new(),
            incarnations: BTreeMap::new(),
            receipts: BTreeMap::new(),
            streams: BTreeMap::new(),
            origin: 0,
            erased: BTreeSet::new(),
            conflicts: Vec::new(),
            safe: BTreeMap::new(),
            salvage: Vec::new(),
            notes: BTreeMap::new(),
            sequence_early: false,
            hidden: BTreeSet::new(),
            receipts_apart: false,
        }
    }

    /// Says what a device may do from now on.
    pub fn grant(&mut self, device: DeviceId, rights: Rights) {
        self.devices.insert(device, rights);
    }

    /// Begins a transaction.
    pub fn begin(&mut self) -> MemoryTx<'_> {
        MemoryTx { hq: self, undo: Vec::new() }
    }

    /// All rows of a stream, by kind and id; removed ones included.
    pub fn rows(&self, stream: &StreamId) -> Vec<Row> {
        self.streams
            .get(stream)
            .map(|it| it.records.values().map(Record::row).collect())
            .unwrap_or_default()
    }

    /// The places of a stream's rows.
    pub fn places(&self, stream: &StreamId) -> Vec<u64> {
        let records = self.streams.get(stream).into_iter().flat_map(|it| it.records.values());
        records.map(|record| record.seq).collect()
    }

    /// What became of an operation.
    pub fn receipt(&self, op_id: OpId) -> Option<&Receipt> {
        self.receipts.get(&op_id).map(|(receipt, _)| receipt)
    }

    /// The operations that were received, by name.
    pub fn receipts(&self) -> impl Iterator<Item = (&Receipt, &Operation)> {
        self.receipts.values().map(|(receipt, op)| (receipt, op))
    }

    /// The conflict journal.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Rows that devices offered and a person must decide on.
    pub fn salvage(&self) -> &[Kept] {
        &self.salvage
    }
}

impl MemoryTx<'_> {
    /// Makes it last.
    pub fn commit(mut self) {
        if self.hq.sequence_early {
            self.commit_late();
        }
        self.undo.clear();
    }

    /// What this transaction wrote is seen only once the next one has committed.
    fn commit_late(&mut self) {
        let written = self.undo.iter().filter_map(|undo| match undo {
            Undo::Record { stream, seq, .. } => Some((stream.clone(), *seq)),
            _ => None,
        });
        let written: BTreeSet<_> = written.collect();
        if !written.is_empty() {
            self.hq.hidden = written;
        }
    }

    fn place(&mut self, stream: &StreamId) -> &mut Stream {
        self.hq.streams.entry(stream.clone()).or_default()
    }

    fn repack(&mut self, stream: &StreamId, change: impl FnOnce(&mut Packing)) {
        let packing = &mut self.place(stream).packing;
        let before = packing.clone();
        change(packing);
        self.undo.push(Undo::Packing(stream.clone(), before));
    }
}

impl Drop for MemoryTx<'_> {
    fn drop(&mut self) {
        while let Some(undo) = self.undo.pop() {
            match undo {
                Undo::Incarnation(inc, before) => restore(&mut self.hq.incarnations, inc, before),
                Undo::Receipt(..) if self.hq.receipts_apart => {}
                Undo::Receipt(op_id, before) => restore(&mut self.hq.receipts, op_id, before),
                Undo::Head(stream, before) => self.place(&stream).head = before,
                Undo::Record { stream, key, seq, before } => {
                    let place = self.place(&stream);
                    if place.feed.get(&seq) == Some(&key) {
                        place.feed.remove(&seq);
                    }
                    if let Some(record) = &before {
                        place.feed.insert(record.seq, key.clone());
                    }
                    restore(&mut place.records, key, before);
                }
                Undo::Conflict => {
                    self.hq.conflicts.pop();
                }
                Undo::Safe(inc, before) => restore(&mut self.hq.safe, inc, before),
                Undo::Note(key, before) => restore(&mut self.hq.notes, key, before),
                Undo::Epoch(before) => self.hq.epoch = before,
                Undo::Origin(before) => self.hq.origin = before,
                Undo::Gap(stream) => {
                    self.place(&stream).gaps.pop();
                }
                Undo::Salvage => {
                    self.hq.salvage.pop();
                }
                Undo::Erased(stream, id) => {
                    self.hq.erased.remove(&(stream, id));
                }
                Undo::Packing(stream, before) => self.place(&stream).packing = before,
                Undo::Journal(conflicts, salvage) => {
                    (self.hq.conflicts, self.hq.salvage) = (conflicts, salvage);
                }
            }
        }
    }
}

fn restore<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, before: Option<V>) {
    match before {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

impl HqTx for MemoryTx<'_> {
    fn epoch(&mut self) -> Result<Epoch, StorageFailure> {
        Ok(self.hq.epoch)
    }

    fn rights(&mut self, device: DeviceId) -> Result<Option<Rights>, StorageFailure> {
        Ok(self.hq.devices.get(&device).cloned())
    }

    fn incarnation(&mut self, inc: Incarnation) -> Result<Option<IncarnationHead>, StorageFailure> {
        Ok(self.hq.incarnations.get(&inc).copied())
    }

    fn put_incarnation(
        &mut self,
        inc: Incarnation,
        head: &IncarnationHead,
    ) -> Result<(), StorageFailure> {
        let before = self.hq.incarnations.insert(inc, *head);
        self.undo.push(Undo::Incarnation(inc, before));
        Ok(())
    }

    fn receipt(&mut self, op_id: OpId) -> Result<Option<Receipt>, StorageFailure> {
        Ok(self.hq.receipt(op_id).cloned())
    }

    fn put_receipt(&mut self, receipt: &Receipt, op: &Operation) -> Result<(), StorageFailure> {
        let before = self.hq.receipts.insert(receipt.op_id, (receipt.clone(), op.clone()));
        self.undo.push(Undo::Receipt(receipt.op_id, before));
        Ok(())
    }

    fn move_receipt(
        &mut self,
        op_id: OpId,
        inc: Incarnation,
        n: u64,
    ) -> Result<(), StorageFailure> {
        let Some((receipt, op)) = self.hq.receipts.get(&op_id).cloned() else {
            return Err(StorageFailure("no such receipt".to_owned()));
        };
        self.put_receipt(&Receipt { inc, n, ..receipt }, &op)
    }

    fn without_effect(&mut self, device: DeviceId) -> Result<Idle, StorageFailure> {
        let idle = self.hq.receipts.values().filter(|(receipt, _)| {
            let none = matches!(receipt.outcome.result, Verdict::Quarantined | Verdict::Rejected);
            receipt.device == device && none
        });

        Ok(idle.fold(Idle::default(), |sum, (_, op)| Idle {
            operations: sum.operations + 1,
            bytes: sum.bytes + op.canonical().len() as u64,
        }))
    }

    fn stored_head(&mut self, stream: &StreamId) -> Result<StreamHead, StorageFailure> {
        Ok(self.hq.streams.get(stream).map(|it| it.head).unwrap_or_default())
    }

    fn origin(&mut self) -> Result<u64, StorageFailure> {
        Ok(self.hq.origin)
    }

    fn put_origin(&mut self, origin: u64) -> Result<(), StorageFailure> {
        let before = std::mem::replace(&mut self.hq.origin, origin);
        self.undo.push(Undo::Origin(before));
        Ok(())
    }

    fn put_stream(&mut self, stream: &StreamId, head: &StreamHead) -> Result<(), StorageFailure> {
        let before = std::mem::replace(&mut self.place(stream).head, *head);
        self.undo.push(Undo::Head(stream.clone(), before));
        Ok(())
    }

    fn record(
        &mut self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<Record>, StorageFailure> {
        Ok(self
            .hq
            .streams
            .get(stream)
            .and_then(|it| it.records.get(&(kind.to_owned(), id)).cloned()))
    }

    fn put_record(
        &mut self,
        stream: &StreamId,
        record: &Record,
        _hash: RowHash,
    ) -> Result<(), StorageFailure> {
        let key = (record.kind.clone(), record.id);
        let place = self.place(stream);
        let before = place.records.insert(key.clone(), record.clone());
        if let Some(before) = &before {
            place.feed.remove(&before.seq);
        }
        place.feed.insert(record.seq, key.clone());
        self.undo.push(Undo::Record { stream: stream.clone(), key, seq: record.seq, before });
        Ok(())
    }

    fn feed(
        &mut self,
        stream: &StreamId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Sealed>, StorageFailure> {
        let Some(place) = self.hq.streams.get(stream) else { return Ok(Vec::new()) };
        let above = place
            .feed
            .range(after.saturating_add(1)..)
            .filter(|(seq, _)| !self.hq.hidden.contains(&(stream.clone(), **seq)))
            .filter_map(|(_, key)| place.records.get(key));
        // A row is about as long as its values: good enough to cut pages by.
        let mut left = max_bytes;
        let fitting = above.enumerate().take_while(|(i, record)| {
            let size = 100 + record.body.len() * 40;
            let fits = *i == 0 || size <= left;
            left = left.saturating_sub(size);
            fits
        });

        Ok(fitting.map(|(_, record)| record.row().into()).collect())
    }

    fn put_conflict(&mut self, conflict: &Conflict) -> Result<(), StorageFailure> {
        self.hq.conflicts.push(conflict.clone());
        self.undo.push(Undo::Conflict);
        Ok(())
    }

    fn listed(
        &mut self,
        stream: &StreamId,
        bucket: Option<u8>,
        show: &mut dyn FnMut(Listed),
    ) -> Result<(), StorageFailure> {
        let Some(place) = self.hq.streams.get(stream) else { return Ok(()) };
        let live = place.records.values().filter(|record| record.removed.is_none());
        for record in live.filter(|it| bucket.is_none_or(|bucket| bucket_of(it.id) == bucket)) {
            let Row { kind, id, seq, hash, .. } = record.row();
            show(Listed { kind, id, seq, hash });
        }
        Ok(())
    }

    fn streams(&mut self) -> Result<Vec<StreamId>, StorageFailure> {
        let granted = self.hq.devices.values().flat_map(|rights| &rights.read);
        let all: BTreeSet<_> = self.hq.streams.keys().chain(granted).cloned().collect();

        Ok(all.into_iter().collect())
    }

    fn incarnations(&mut self) -> Result<Vec<(Incarnation, IncarnationHead)>, StorageFailure> {
        Ok(self.hq.incarnations.iter().map(|(inc, head)| (*inc, *head)).collect())
    }

    fn safe(&mut self, inc: Incarnation) -> Result<u64, StorageFailure> {
        Ok(self.hq.safe.get(&inc).copied().unwrap_or(0))
    }

    fn put_safe(&mut self, inc: Incarnation, n: u64) -> Result<(), StorageFailure> {
        let before = self.hq.safe.insert(inc, n);
        self.undo.push(Undo::Safe(inc, before));
        Ok(())
    }

    fn put_epoch(&mut self, epoch: Epoch) -> Result<(), StorageFailure> {
        let before = std::mem::replace(&mut self.hq.epoch, epoch);
        self.undo.push(Undo::Epoch(before));
        Ok(())
    }

    fn stored_gaps(&mut self, stream: &StreamId) -> Result<Vec<Gap>, StorageFailure> {
        Ok(self.hq.streams.get(stream).map(|it| it.gaps.clone()).unwrap_or_default())
    }

    fn put_gap(&mut self, stream: &StreamId, gap: Gap) -> Result<(), StorageFailure> {
        self.place(stream).gaps.push(gap);
        self.undo.push(Undo::Gap(stream.clone()));
        Ok(())
    }

    fn noted(&mut self, device: DeviceId) -> Result<Option<i64>, StorageFailure> {
        let own = self.hq.notes.iter().filter(|((_, own), _)| *own == device);

        Ok(own.map(|(_, note)| note.at_ms).max())
    }

    fn put_note(
        &mut self,
        device: DeviceId,
        stream: &StreamId,
        note: Note,
    ) -> Result<(), StorageFailure> {
        let key = (stream.clone(), device);
        let before = self.hq.notes.insert(key.clone(), note);
        self.undo.push(Undo::Note(key, before));
        Ok(())
    }

    fn notes(&mut self, stream: &StreamId) -> Result<Vec<Note>, StorageFailure> {
        let here = |rights: &Rights| !rights.revoked && rights.read.contains(stream);
        let devices = self.hq.devices.iter().filter(|(_, rights)| here(rights));
        // In memory nobody knows when a device came: long ago.
        let unheard = Note { seq: 0, at_ms: i64::MIN };
        let noted = |device| self.hq.notes.get(&(stream.clone(), device)).copied();

        Ok(devices.map(|(device, _)| noted(*device).unwrap_or(unheard)).collect())
    }

    fn tombstones(
        &mut self,
        stream: &StreamId,
        upto: u64,
    ) -> Result<Vec<Tombstone>, StorageFailure> {
        let records = self.hq.streams.get(stream).into_iter().flat_map(|it| it.records.values());
        let removed = records.filter(|record| record.seq <= upto).filter_map(|record| {
            let op_id = record.removed?.op_id;
            Some(Tombstone { kind: record.kind.clone(), id: record.id, seq: record.seq, op_id })
        });

        Ok(removed.collect())
    }

    fn forget(&mut self, stream: &StreamId, kind: &str, id: Uuid) -> Result<(), StorageFailure> {
        let key = (kind.to_owned(), id);
        let place = self.place(stream);
        if let Some(before) = place.records.remove(&key) {
            place.feed.remove(&before.seq);
            let (stream, seq) = (stream.clone(), before.seq);
            self.undo.push(Undo::Record { stream, key, seq, before: Some(before) });
        }
        Ok(())
    }

    fn has_erasures(&mut self, stream: &StreamId) -> Result<bool, StorageFailure> {
        Ok(self.hq.erased.iter().any(|(own, _)| own == stream))
    }

    fn is_erased(&mut self, stream: &StreamId, id: Uuid) -> Result<bool, StorageFailure> {
        Ok(self.hq.erased.contains(&(stream.clone(), id)))
    }

    fn put_erased(&mut self, stream: &StreamId, id: Uuid) -> Result<(), StorageFailure> {
        if self.hq.erased.insert((stream.clone(), id)) {
            self.undo.push(Undo::Erased(stream.clone(), id));
        }
        Ok(())
    }

    fn naming(
        &mut self,
        stream: &StreamId,
        ids: &BTreeSet<Uuid>,
    ) -> Result<Vec<(String, Uuid)>, StorageFailure> {
        let records = self.hq.streams.get(stream).into_iter().flat_map(|it| it.records.values());
        let named = records
            .filter(|record| owners(&record.kind, &record.body).any(|owner| ids.contains(&owner)));

        Ok(named.map(|record| (record.kind.clone(), record.id)).collect())
    }

    fn empty_traces(
        &mut self,
        stream: &StreamId,
        ids: &BTreeSet<Uuid>,
    ) -> Result<(), StorageFailure> {
        let log = self.hq.receipts.values().filter(|(_, op)| op.stream == *stream);
        let less: Vec<_> = log
            .filter_map(|(receipt, op)| {
                Some((receipt.clone(), emptied(op, &|id| ids.contains(&id))?))
            })
            .collect();
        for (receipt, op) in less {
            self.put_receipt(&receipt, &op)?;
        }
        self.undo.push(Undo::Journal(self.hq.conflicts.clone(), self.hq.salvage.clone()));
        for it in self.hq.conflicts.iter_mut().filter(|it| it.stream == *stream) {
            if ids.contains(&it.id) {
                (it.lost, it.kept) = (Value::Null, Value::Null);
            }
        }
        for kept in self.hq.salvage.iter_mut().filter(|it| it.stream == *stream) {
            let Row { kind, id, rev, seq, body, .. } = kept.row.clone();
            let Some(body) = body else { continue };
            if ids.contains(&id) || owners(&kind, &body).any(|owner| ids.contains(&owner)) {
                let left = Some(bare(&kind, &body));
                kept.row = Row::new(kind, id, rev, seq, left);
            }
        }
        Ok(())
    }

    fn count(&mut self, stream: &StreamId, upto: u64) -> Result<u64, StorageFailure> {
        let place = self.hq.streams.get(stream);

        Ok(place.map_or(0, |it| it.feed.range(..=upto).count() as u64))
    }

    fn snapshot(&mut self, stream: &StreamId) -> Result<Snapshot, StorageFailure> {
        Ok(self.hq.streams.get(stream).map(|it| it.packing.snapshot).unwrap_or_default())
    }

    fn put_snapshot(
        &mut self,
        stream: &StreamId,
        snapshot: &Snapshot,
    ) -> Result<(), StorageFailure> {
        self.repack(stream, |packing| packing.snapshot = *snapshot);
        Ok(())
    }

    fn packet(&mut self, stream: &StreamId, after: u64) -> Result<Option<Packet>, StorageFailure> {
        let place = self.hq.streams.get(stream);
        let above = place.and_then(|it| it.packing.packets.range(after..).next());

        Ok(above.map(|(_, packet)| packet.clone()))
    }

    fn put_packet(&mut self, stream: &StreamId, packet: &Packet) -> Result<(), StorageFailure> {
        let packet = packet.clone();
        self.repack(stream, |packing| drop(packing.packets.insert(packet.after, packet)));
        Ok(())
    }

    fn drop_packets(&mut self, stream: &StreamId) -> Result<(), StorageFailure> {
        self.repack(stream, |packing| packing.packets.clear());
        Ok(())
    }

    fn packed_bytes(&mut self) -> Result<u64, StorageFailure> {
        let packets = self.hq.streams.values().flat_map(|it| it.packing.packets.values());

        Ok(packets.map(|packet| packet.bytes.len() as u64).sum())
    }

    fn put_salvage(&mut self, kept: &Kept) -> Result<(), StorageFailure> {
        let same = |it: &Kept| it.stream == kept.stream && it.row == kept.row;
        if !self.hq.salvage.iter().any(same) {
            self.hq.salvage.push(kept.clone());
            self.undo.push(Undo::Salvage);
        }
        Ok(())
    }
}
