//! A desktop's database in memory.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::client::{Effect, Identity, Page, Pending, Read, ReadFailure};
use crate::wire::{Outcome, Verdict};
use crate::{
    Chain, DeviceId, Digest, Fields, Incarnation, OpId, Operation, Row, StreamId, is_over, overlay,
};

/// The database.
#[derive(Debug, Clone)]
pub struct MemoryDesk {
    identity: Identity,
    outbox: Vec<Outgoing>,
    streams: BTreeMap<StreamId, Base>,
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
}

#[derive(Debug, Clone, Default)]
struct Base {
    rows: BTreeMap<(String, Uuid), Row>,
    cursor: u64,
    digest: Digest,
}

impl MemoryDesk {
    /// A freshly enrolled one.
    pub fn new(device: DeviceId, incarnation: Incarnation) -> Self {
        let identity = Identity { device, incarnation, n: 0, chain: Chain::START, epoch: None };

        Self { identity, outbox: Vec::new(), streams: BTreeMap::new(), flaw: None }
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
    pub fn row(&self, stream: &StreamId, kind: &str, id: Uuid) -> Option<&Row> {
        self.streams.get(stream)?.rows.get(&(kind.to_owned(), id))
    }

    /// A record as it is shown.
    pub fn view(&self, stream: &StreamId, kind: &str, id: Uuid) -> Option<Fields> {
        let base = self.row(stream, kind, id);
        let over = self.outbox.iter().filter(|it| {
            it.op.stream == *stream && !it.settled && is_over(it.outcome.as_ref(), base)
        });

        overlay(kind, id, base, over.flat_map(|it| &it.op.changes))
    }

    /// Carries out a storing effect in one transaction.
    pub fn store(&mut self, effect: &Effect) {
        match effect {
            Effect::StoreReceipts(receipts) => self.store_receipts(receipts),
            Effect::ApplyPage(page) => self.apply_page(page),
            Effect::NewIncarnation(inc) => self.begin_incarnation(*inc),
            Effect::Reopen { after } => {
                let inc = self.identity.incarnation;
                let lost = self.outbox.iter_mut().filter(|it| it.inc == inc && it.op.n > *after);
                lost.for_each(|it| (it.outcome, it.settled) = (None, false));
            }
            Effect::ResetBase(stream) => {
                self.streams.remove(stream);
                if self.flaw == Some(Flaw::ResetClearsOutbox) {
                    self.outbox.clear();
                }
            }
            Effect::StoreEpoch(epoch) => self.identity.epoch = Some(*epoch),
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
            }
        }
    }

    fn apply_page(&mut self, page: &Page) {
        let base = self.streams.entry(page.stream.clone()).or_default();
        for row in &page.rows {
            let old = base.rows.insert((row.kind.clone(), row.id), row.clone());
            base.digest = base.digest.replace(old.as_ref(), row);
        }
        base.cursor = page.cursor;
        if page.at_head {
            for it in self.outbox.iter_mut().filter(|it| it.op.stream == page.stream) {
                it.settled |= it.outcome.is_some_and(|outcome| outcome.seq <= page.cursor);
            }
        }
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

impl Read for MemoryDesk {
    fn identity(&self) -> Result<Identity, ReadFailure> {
        Ok(self.identity.clone())
    }

    fn chain_at(&self, n: u64) -> Result<Option<Chain>, ReadFailure> {
        if n == 0 {
            return Ok(Some(Chain::START));
        }
        let own = self.outbox.iter().find(|it| it.inc == self.identity.incarnation && it.op.n == n);

        Ok(own.map(|it| it.chain))
    }

    fn pending(&self, max_ops: usize, max_bytes: usize) -> Result<Pending, ReadFailure> {
        let mut left = max_bytes;
        let pending = self.outbox.iter().filter(|it| it.outcome.is_none());
        let fitting = pending.take(max_ops).enumerate().take_while(|(i, it)| {
            let size = it.op.canonical().len();
            let fits = *i == 0 || size <= left;
            left = left.saturating_sub(size);
            fits
        });
        let ops: Vec<_> = fitting.map(|(_, it)| it.op.clone()).collect();
        let before = ops.first().map_or(0, |op| op.n - 1);

        Ok(Pending { prev_chain: self.chain_at(before)?.unwrap_or(Chain::START), ops })
    }

    fn cursor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        Ok(self.streams.get(stream).map_or(0, |base| base.cursor))
    }

    fn digest(&self, stream: &StreamId) -> Result<Digest, ReadFailure> {
        Ok(self.streams.get(stream).map(|base| base.digest).unwrap_or_default())
    }
}
