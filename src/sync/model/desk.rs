//! A desktop's database in memory.

use std::collections::{BTreeMap, BTreeSet};

use domain::erasure::{ERASURE, owners};
use uuid::Uuid;

use super::words::changes_of_today;
use crate::client::{Effect, Held, Identity, Mend, Page, Pending, Read, ReadFailure};
use crate::erasure;
use crate::wire::{BUCKETS, Outcome, Safe, Verdict, bucket_of};
use crate::{
    Chain, Change, DeskRole, DeviceId, Digest, Fields, Incarnation, OpId, Operation, Posted, Row,
    RowHash, StreamId, is_over, overlay,
};

/// The database.
#[derive(Debug, Clone)]
pub struct MemoryDesk {
    identity: Identity,
    role: DeskRole,
    outbox: Vec<Outgoing>,
    streams: BTreeMap<StreamId, Base>,
    /// Whether this is a program of before, which knows no words but its own.
    old: bool,
    /// A mutant's carelessness.
    pub(crate) flaw: Option<Flaw>,
}

/// An operation in the outbox.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// It.
    pub op: Operation,
    /// The incarnation that its number counts in.
    pub inc: Incarnation,
    /// The chain after it.
    pub chain: Chain,
    /// What became of it; none while pending.
    pub outcome: Option<Outcome>,
    /// Whether its effect is part of what was pulled.
    pub settled: bool,
}

/// How a careless store would do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The cursor is written by itself, before the rows.
    CursorFirst,
    /// A rejected operation stays pending.
    RejectedStays,
    /// A stream that is fetched anew takes the outbox with it.
    ResetClearsOutbox,
    /// The outbox keeps what it says of somebody who was erased.
    OutboxRemembers,
}

#[derive(Debug, Clone, Default)]
struct Base {
    rows: BTreeMap<(String, Uuid), Row>,
    cursor: u64,
    floor: u64,
    digest: Digest,
}

impl MemoryDesk {
    /// A freshly enrolled one.
    pub fn new(device: DeviceId, incarnation: Incarnation) -> Self {
        let identity = Identity { device, incarnation, n: 0, chain: Chain::START, epoch: None };

        let (outbox, streams) = (Vec::new(), BTreeMap::new());
        Self { identity, role: DeskRole::default(), outbox, streams, old: false, flaw: None }
    }

    /// The program is an older one, or is replaced by today's.
    pub fn speak_as_before(&mut self, old: bool) {
        self.old = old;
    }

    /// Records a deed. Its number is given here, whatever it said.
    pub fn record(&mut self, mut op: Operation) {
        op.n = self.identity.n + 1;
        let chain = op.chain(self.identity.chain);
        self.identity.n = op.n;
        self.identity.chain = chain;
        self.outbox.push(Outgoing {
            op,
            inc: self.identity.incarnation,
            chain,
            outcome: None,
            settled: false,
        });
        self.empty_outbox();
    }

    /// The outbox, oldest first.
    pub fn outbox(&self) -> &[Outgoing] {
        &self.outbox
    }

    /// A stream's rows as they were pulled, by kind and id; removed ones included.
    pub fn rows(&self, stream: &StreamId) -> Vec<Row> {
        self.streams
            .get(stream)
            .map(|base| base.rows.values().cloned().collect())
            .unwrap_or_default()
    }

    /// A row as it was pulled.
    pub fn pulled(&self, stream: &StreamId, kind: &str, id: Uuid) -> Option<&Row> {
        self.streams.get(stream)?.rows.get(&(kind.to_owned(), id))
    }

    /// A record as it is shown.
    pub fn view(&self, stream: &StreamId, kind: &str, id: Uuid) -> Option<Fields> {
        let base = self.pulled(stream, kind, id);
        let over = self.outbox.iter().filter(|it| {
            it.op.stream == *stream
                && !it.settled
                && is_over(it.outcome.as_ref(), base.map(|row| row.rev))
        });

        if self.old {
            return overlay(kind, id, base, over.flat_map(|it| &it.op.changes));
        }
        let over: Vec<Change> = over.flat_map(|it| changes_of_today(&it.op)).collect();

        overlay(kind, id, base, &over)
    }

    /// Carries out a storing effect in one transaction.
    pub fn store(&mut self, effect: &Effect) {
        match effect {
            Effect::StoreReceipts(receipts) => self.store_receipts(receipts),
            Effect::ApplyPage(page) => self.apply_page(page),
            Effect::NewIncarnation(inc) => self.begin_incarnation(*inc),
            Effect::Reopen { after, life } => {
                let inc = self.identity.incarnation;
                let lost = self.outbox.iter_mut().filter(|it| it.inc != inc || it.op.n > *after);
                lost.for_each(|it| (it.outcome, it.settled) = (None, false));
                if let Some(life) = life {
                    self.begin_incarnation(*life);
                }
            }
            Effect::Release(safe) => self.release(safe),
            Effect::Mend(mend) => self.mend(mend),
            Effect::ResetBase(stream) => {
                self.streams.remove(stream);
                if self.flaw == Some(Flaw::ResetClearsOutbox) {
                    self.outbox.clear();
                }
            }
            Effect::Withdraw(stream) => drop(self.streams.remove(stream)),
            Effect::StoreEpoch(epoch) => self.identity.epoch = Some(*epoch),
            Effect::StoreRole(role) => self.role = *role,
            Effect::Send { .. } | Effect::Wait { .. } | Effect::Status(_) => {}
        }
    }

    /// The power fails while an effect is carried out: nothing of it is left, unless the store is careless.
    pub(crate) fn fail_during(&mut self, effect: &Effect) {
        if let (Some(Flaw::CursorFirst), Effect::ApplyPage(page)) = (self.flaw, effect) {
            self.streams.entry(page.stream.clone()).or_default().cursor = page.cursor;
        }
    }

    /// A fault of the disk: a row is gone that was there. Says whether there was one.
    pub(crate) fn rot(&mut self, stream: &StreamId, chance: usize) -> bool {
        let Some(base) = self.streams.get_mut(stream) else { return false };
        let live: Vec<_> = base
            .rows
            .iter()
            .filter(|(_, row)| row.body.is_some())
            .map(|(key, _)| key.clone())
            .collect();
        let Some(gone) = live.get(chance % live.len().max(1)).and_then(|key| base.rows.remove(key))
        else {
            return false;
        };

        base.digest = base.digest.minus(gone.hash, true);
        true
    }

    fn store_receipts(&mut self, receipts: &[(OpId, Outcome)]) {
        for (op_id, outcome) in receipts {
            if self.flaw == Some(Flaw::RejectedStays) && outcome.result == Verdict::Rejected {
                continue;
            }
            if let Some(it) = self.outbox.iter_mut().find(|it| it.op.op_id == *op_id) {
                it.outcome = Some(*outcome);
                it.settled &= took_effect(outcome);
            }
        }
        self.empty_outbox();
    }

    /// Of whoever was erased, the operations that headquarters knows say nothing any more.
    fn empty_outbox(&mut self) {
        if self.flaw == Some(Flaw::OutboxRemembers) {
            return;
        }
        let pulled = self.streams.values().flat_map(|base| base.rows.values());
        let pulled = pulled.filter(|row| row.kind == ERASURE).filter_map(|row| row.body.as_ref());
        // What headquarters has not said may be refused yet.
        let mut erased: BTreeSet<Uuid> = pulled.flat_map(erasure::all_of).collect();
        if erased.is_empty() {
            return;
        }
        while let Some(more) = self.belonging_to(&erased) {
            erased.extend(more);
        }
        for it in self.outbox.iter_mut().filter(|it| it.outcome.is_some()) {
            if let Some(less) = erasure::emptied(&it.op, &|id| erased.contains(&id)) {
                it.op = less;
            }
        }
    }

    /// What is here, belongs to these records and is none of them; none if nothing does.
    fn belonging_to(&self, erased: &BTreeSet<Uuid>) -> Option<BTreeSet<Uuid>> {
        let rows = self.streams.values().flat_map(|base| base.rows.values());
        let rows = rows.filter_map(|row| Some((row.kind.as_str(), row.id, row.body.as_ref()?)));
        let changes = self.outbox.iter().flat_map(|it| &it.op.changes);
        let changes = changes.filter_map(|change| match change {
            Change::Create { kind, id, body } | Change::Fact { kind, id, body } => {
                Some((kind.as_str(), *id, body))
            }
            Change::Patch { .. } | Change::Remove { .. } => None,
        });
        let theirs = rows.chain(changes).filter(|(kind, id, body)| {
            !erased.contains(id) && owners(kind, body).any(|owner| erased.contains(&owner))
        });
        let theirs: BTreeSet<_> = theirs.map(|(_, id, _)| id).collect();

        (!theirs.is_empty()).then_some(theirs)
    }

    fn apply_page(&mut self, page: &Page) {
        let base = self.streams.entry(page.stream.clone()).or_default();
        for row in page.rows.iter().filter_map(|row| row.clone().open()) {
            let old = base.rows.insert((row.kind.clone(), row.id), row.clone());
            base.digest = base.digest.replace(old.as_ref(), &row);
        }
        base.cursor = page.cursor;
        base.floor = page.floor;
        if page.at_head {
            for it in self.outbox.iter_mut().filter(|it| it.op.stream == page.stream) {
                let ended = |outcome: Outcome| took_effect(&outcome) && outcome.seq <= page.cursor;
                it.settled |= it.outcome.is_some_and(ended);
            }
        }
        if !page.rows.is_empty() {
            self.empty_outbox();
        }
    }

    fn release(&mut self, safe: &[Safe]) {
        let present = self.identity.incarnation;
        // Headquarters may have what waits, while its answer was lost.
        let mut waiting = self.outbox.iter().filter(|it| it.inc == present && it.outcome.is_none());
        let first = waiting.next().map(|it| it.op.n);
        self.outbox.retain(|it| {
            let last = safe.iter().find(|safe| safe.inc == it.inc).map_or(0, |safe| safe.n);
            let needed = it.inc == present && (it.op.n == last || Some(it.op.n + 1) == first);
            !it.settled || it.op.n > last || needed
        });
    }

    fn mend(&mut self, mend: &Mend) {
        let base = self.streams.entry(mend.stream.clone()).or_default();
        for key in &mend.gone {
            base.rows.remove(key);
        }
        for row in mend.rows.iter().filter_map(|row| row.clone().open()) {
            base.rows.insert((row.kind.clone(), row.id), row);
        }
        base.digest = base.rows.values().collect();
        self.empty_outbox();
    }

    fn begin_incarnation(&mut self, inc: Incarnation) {
        self.identity =
            Identity { incarnation: inc, n: 0, chain: Chain::START, ..self.identity.clone() };
        for it in self.outbox.iter_mut().filter(|it| it.outcome.is_none()) {
            self.identity.n += 1;
            it.op.n = self.identity.n;
            it.inc = inc;
            it.chain = it.op.chain(self.identity.chain);
            self.identity.chain = it.chain;
        }
    }
}

/// Whether it is among the rows that are pulled. What is not stays for a person to look at.
fn took_effect(outcome: &Outcome) -> bool {
    matches!(outcome.result, Verdict::Applied | Verdict::Merged)
}

impl Read for MemoryDesk {
    fn identity(&self) -> Result<Identity, ReadFailure> {
        Ok(self.identity.clone())
    }

    fn chain_at(&self, n: u64) -> Result<Option<Chain>, ReadFailure> {
        if n == 0 {
            return Ok(Some(Chain::START));
        }
        if n == self.identity.n {
            return Ok(Some(self.identity.chain));
        }
        let own = self.outbox.iter().find(|it| it.inc == self.identity.incarnation && it.op.n == n);

        Ok(own.map(|it| it.chain))
    }

    fn pending(
        &self,
        after: u64,
        max_ops: usize,
        max_bytes: usize,
    ) -> Result<Pending, ReadFailure> {
        let mut left = max_bytes;
        let pending = self.outbox.iter().filter(|it| it.outcome.is_none() && it.op.n > after);
        let fitting = pending.take(max_ops).enumerate().take_while(|(i, it)| {
            let size = it.op.canonical().len();
            let fits = *i == 0 || size <= left;
            left = left.saturating_sub(size);
            fits
        });
        let ops: Vec<_> = fitting.map(|(_, it)| Posted::from(it.op.clone())).collect();
        let before = ops.first().map_or(0, |op| op.n - 1);

        let prev_chain = self.chain_at(before)?.ok_or_else(|| {
            ReadFailure(format!("the chain before operation {} is not known", before + 1))
        })?;

        Ok(Pending { prev_chain, ops })
    }

    fn copies(&self) -> Result<Vec<StreamId>, ReadFailure> {
        Ok(self.streams.keys().cloned().collect())
    }

    fn cursor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        Ok(self.streams.get(stream).map_or(0, |base| base.cursor))
    }

    fn floor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        Ok(self.streams.get(stream).map_or(0, |base| base.floor))
    }

    fn digest(&self, stream: &StreamId) -> Result<Digest, ReadFailure> {
        Ok(self.streams.get(stream).map(|base| base.digest).unwrap_or_default())
    }

    fn role(&self) -> Result<DeskRole, ReadFailure> {
        Ok(self.role)
    }

    fn lives(&self) -> Result<Vec<Incarnation>, ReadFailure> {
        let earlier: BTreeSet<_> = self.outbox.iter().map(|it| it.inc).collect();

        Ok(earlier.into_iter().filter(|inc| *inc != self.identity.incarnation).collect())
    }

    fn buckets(&self, stream: &StreamId) -> Result<Vec<Digest>, ReadFailure> {
        let mut buckets = vec![Digest::default(); BUCKETS];
        for row in self.streams.get(stream).into_iter().flat_map(|base| base.rows.values()) {
            let hash = RowHash::of(&row.kind, row.id, row.rev, row.body.as_ref());
            let bucket = &mut buckets[usize::from(bucket_of(row.id))];
            *bucket = bucket.plus(hash, row.body.is_some());
        }
        Ok(buckets)
    }

    fn held(&self, stream: &StreamId, buckets: &[u64]) -> Result<Vec<Held>, ReadFailure> {
        let rows = self.streams.get(stream).into_iter().flat_map(|base| base.rows.values());
        let held = rows.filter(|row| buckets.contains(&u64::from(bucket_of(row.id)))).map(|row| {
            let hash = RowHash::of(&row.kind, row.id, row.rev, row.body.as_ref());
            let (kind, live) = (row.kind.clone(), row.body.is_some());
            Held { kind, id: row.id, hash, seq: row.seq, live }
        });

        Ok(held.collect())
    }

    fn row(&self, stream: &StreamId, kind: &str, id: Uuid) -> Result<Option<Row>, ReadFailure> {
        Ok(self.pulled(stream, kind, id).cloned())
    }
}
