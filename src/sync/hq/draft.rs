//! The records that one operation touches, before it is known whether it may.

use std::collections::{BTreeMap, BTreeSet};

use domain::erasure::{is_bare, owners};
use domain::{Record as _, Sameness, standing};

use uuid::Uuid;

use super::heads::Heads;
use super::snapshot::unpack;
use super::{Conflict, FieldMeta, HqTx, Record, StorageFailure, StreamHead};
use crate::{Fields, Incarnation, Operation, RowHash, StreamId};

/// Why an operation stops.
#[derive(Debug)]
pub enum Stop {
    /// The database failed.
    Storage(StorageFailure),
    /// It may not be.
    Rejected(crate::wire::Why),
}

impl From<StorageFailure> for Stop {
    fn from(failure: StorageFailure) -> Self {
        Self::Storage(failure)
    }
}

impl From<crate::wire::Why> for Stop {
    fn from(why: crate::wire::Why) -> Self {
        Self::Rejected(why)
    }
}

/// The kind of a person's file.
const CUSTOMER: &str = "customer";
const SAMENESS: &str = Sameness::KIND;

/// Records of a person, by kind and id.
pub type Belongings = BTreeSet<(String, Uuid)>;

/// One operation's changes, collected and then written at once or dropped.
pub struct Draft<'a> {
    tx: &'a mut dyn HqTx,
    heads: &'a mut Heads,
    head: StreamHead,
    stream: &'a StreamId,
    inc: Incarnation,
    /// What this operation leaves on each field it writes.
    pub mark: FieldMeta,
    /// Headquarters' clock.
    pub now_ms: i64,
    /// Whether anything met something made at the same time.
    pub concurrent: bool,
    /// What lost.
    pub conflicts: Vec<Conflict>,
    seen_rev: u64,
    /// What this operation erases.
    erased: BTreeSet<Uuid>,
    /// Of whose traces nothing may be left elsewhere.
    traced: BTreeSet<Uuid>,
    /// Whether what it erases may lie in packets.
    unpacks: bool,
    places: BTreeMap<(String, Uuid), usize>,
    entries: Vec<Entry>,
}

struct Entry {
    record: Record,
    /// The hash of the row before, and whether it had a body.
    before: Option<(RowHash, bool)>,
    changed: bool,
}

/// Where the stream stands after a draft was written.
pub struct Written {
    /// For the outcome.
    pub rev: u64,
    /// For the outcome.
    pub seq: u64,
}

impl<'a> Draft<'a> {
    /// A draft for `op`, which arrived under `inc` and was made at `at_ms`, clamped.
    pub fn open(
        (tx, heads): (&'a mut dyn HqTx, &'a mut Heads),
        op: &'a Operation,
        inc: Incarnation,
        (at_ms, now_ms): (i64, i64),
    ) -> Result<Self, StorageFailure> {
        let head = heads.get(&op.stream, tx)?;
        let mark = FieldMeta { rev: head.seq + 1, at_ms, op_id: op.op_id };

        Ok(Self {
            tx,
            heads,
            head,
            stream: &op.stream,
            inc,
            mark,
            now_ms,
            concurrent: false,
            conflicts: Vec::new(),
            seen_rev: 0,
            erased: BTreeSet::new(),
            traced: BTreeSet::new(),
            unpacks: false,
            places: BTreeMap::new(),
            entries: Vec::new(),
        })
    }

    /// The record as this operation sees it.
    pub fn get(&mut self, kind: &str, id: Uuid) -> Result<Option<Record>, StorageFailure> {
        if let Some(place) = self.places.get(&(kind.to_owned(), id)) {
            return Ok(Some(self.entries[*place].record.clone()));
        }
        let found = self.tx.record(self.stream, kind, id)?;
        if let Some(record) = &found {
            self.seen_rev = self.seen_rev.max(record.rev);
            self.places.insert((kind.to_owned(), id), self.entries.len());
            let before = Some((record.hash(), record.removed.is_none()));
            self.entries.push(Entry { record: record.clone(), before, changed: false });
        }
        Ok(found)
    }

    /// The record as this operation leaves it.
    pub fn put(&mut self, record: Record) {
        let key = (record.kind.clone(), record.id);
        if let Some(place) = self.places.get(&key) {
            let entry = &mut self.entries[*place];
            entry.record = record;
            entry.changed = true;
        } else {
            self.places.insert(key, self.entries.len());
            self.entries.push(Entry { record, before: None, changed: true });
        }
    }

    /// Whether the author of this operation knew of an edit: it is not newer than what they had before them, or it
    /// is their own.
    pub fn knew(&mut self, edit: FieldMeta, base_rev: u64) -> Result<bool, StorageFailure> {
        // Whoever had a record before them that came back later had it in the same state, or a later one.
        let seen_before = edit.is_salvaged() && base_rev > 0;
        if edit.rev <= base_rev || edit.op_id == self.mark.op_id || seen_before {
            return Ok(true);
        }
        if self.inc == Incarnation::HEADQUARTERS {
            return Ok(false);
        }

        Ok(self.tx.receipt(edit.op_id)?.is_some_and(|receipt| receipt.inc == self.inc))
    }

    /// Whether this record was erased, or any of those it belongs to.
    pub fn is_erased(
        &mut self,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<bool, StorageFailure> {
        for id in ids {
            if self.erased.contains(&id) || self.heads.is_erased(self.stream, id, self.tx)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// This record is bare from now on, and so is what belongs to it.
    pub fn erase(&mut self, id: Uuid) {
        self.erased.insert(id);
    }

    /// Of these records nothing may be left in the log and the journals.
    pub fn empty_traces(&mut self, ids: impl IntoIterator<Item = Uuid>) {
        self.traced.extend(ids);
    }

    /// No packet of the stream holds what this operation erases.
    pub fn unpack(&mut self) {
        self.unpacks = true;
    }

    /// Everything that belongs to a person: their files, others that were found to be theirs, what names those, what names
    /// that, and so on. Reads all of the stream.
    pub fn belongings(&mut self, files: BTreeSet<Uuid>) -> Result<Belongings, StorageFailure> {
        let mut keys: Belongings = files.iter().map(|file| (CUSTOMER.to_owned(), *file)).collect();
        let mut all = files;
        let mut asked = all.clone();
        while !asked.is_empty() {
            let mut next = BTreeSet::new();
            let mut said = Vec::new();
            for (kind, id) in self.tx.naming(self.stream, &asked)? {
                let Some(record) = self.get(&kind, id)? else { continue };
                if !owners(&kind, &record.body).any(|owner| all.contains(&owner)) {
                    continue;
                }
                if kind == SAMENESS && record.removed.is_none() {
                    said.push((id, record.body));
                }
                if keys.insert((kind, id)) {
                    all.insert(id);
                    next.insert(id);
                }
            }
            for file in self.found_to_be_theirs(&said)? {
                if keys.insert((CUSTOMER.to_owned(), file)) {
                    all.insert(file);
                    next.insert(file);
                }
            }
            asked = next;
        }

        Ok(keys)
    }

    /// The files that these facts say are one person's, where both are there.
    fn found_to_be_theirs(&mut self, said: &[(Uuid, Fields)]) -> Result<Vec<Uuid>, StorageFailure> {
        let mut files = Vec::new();
        for fact in standing(said.iter().map(|(id, body)| (*id, body))) {
            let both = [fact.kept.0, fact.other.0];
            if self.is_file(both[0])? && self.is_file(both[1])? {
                files.extend(both);
            }
        }

        Ok(files)
    }

    fn is_file(&mut self, id: Uuid) -> Result<bool, StorageFailure> {
        let file = self.get(CUSTOMER, id)?;

        Ok(file.is_some_and(|file| file.removed.is_none() && !is_bare(&file.body)))
    }

    /// The stream this operation belongs to.
    pub fn stream(&self) -> &StreamId {
        self.stream
    }

    /// Writes what changed: each record at its own new place in the stream, all with one revision.
    pub fn write(self) -> Result<Written, StorageFailure> {
        let mut head = self.head;
        let mut rev = self.seen_rev;
        for id in &self.erased {
            self.heads.erase(self.stream, *id, self.tx)?;
        }
        if !self.traced.is_empty() {
            self.tx.empty_traces(self.stream, &self.traced)?;
        }

        if self.unpacks {
            unpack(self.stream, self.tx)?;
        }

        let mut entries = self.entries;
        if !self.erased.is_empty() {
            // In the order in which they were; what is new comes last.
            entries.sort_by_key(|entry| entry.record.seq.wrapping_sub(1));
        }
        for mut entry in entries.into_iter().filter(|entry| entry.changed) {
            rev = self.mark.rev;
            head.seq += 1;
            entry.record.rev = rev;
            entry.record.seq = head.seq;
            let (hash, live) = (entry.record.hash(), entry.record.removed.is_none());
            if let Some((hash, live)) = entry.before {
                head.digest = head.digest.minus(hash, live);
            }
            head.digest = head.digest.plus(hash, live);
            self.tx.put_record(self.stream, &entry.record, hash)?;
        }
        for conflict in &self.conflicts {
            self.tx.put_conflict(conflict)?;
        }
        if head.seq != self.head.seq {
            self.heads.set(self.stream, head);
        }

        Ok(Written { rev, seq: head.seq })
    }
}
