//! I13: the same operations in the same order, from computers whose clocks are wrong in another way.

use std::collections::{BTreeMap, BTreeSet};

use super::chance::{Chance, Surroundings};
use super::oracle::Key;
use super::storage::{Backend, Hq};
use super::world::{Broken, World};
use crate::hq::{CONFLICT, Caller, Conflict, HqTx, Rights, Role, StorageFailure, Submission};
use crate::model::MemoryHq;
use crate::wire::{Push, Reply, Request};
use crate::{Chain, DeviceId, Epoch, Incarnation, Laws, OpId, Operation, Row, StreamId};

const YEAR_MS: i64 = 365 * 86_400_000;

/// What clocks decide about.
type Disputed = BTreeSet<(Key, Option<String>)>;

/// Another headquarters that hears the same.
pub struct OtherClocks {
    hq: MemoryHq,
    chance: Chance,
    /// How far each life has come there.
    lives: BTreeMap<Incarnation, (u64, Chain)>,
    heard: BTreeSet<OpId>,
}

/// How far this device's clock is wrong beyond what it is wrong already: up to ten years, either way.
fn wrong_by(device: DeviceId) -> i64 {
    let years = i64::try_from(device.0.as_u128() % 21).unwrap_or(0) - 10;

    years * YEAR_MS
}

impl OtherClocks {
    /// Nothing was heard yet.
    pub fn new(seed: u64) -> Self {
        let mut chance = Chance::new(!seed);
        let hq = MemoryHq::new(Epoch(chance.uuid()));

        Self { hq, chance, lives: BTreeMap::new(), heard: BTreeSet::new() }
    }
}

impl<L: Laws, B: Backend> World<L, B> {
    /// The other headquarters hears of a push that had an end here.
    pub(super) fn hear_push(
        &mut self,
        device: DeviceId,
        (branch, role): (&StreamId, Role),
        push: &Push,
    ) -> Result<(), Broken> {
        let now_ms = self.hq_clock_ms();
        let Some(other) = &mut self.clocks else { return Ok(()) };
        let (read, write) = (vec![branch.clone()], vec![branch.clone()]);
        other.hq.grant(device, Rights { role, read, write, revoked: false });
        for posted in &push.ops {
            let Some(op) = posted.read() else { continue };
            if !other.heard.insert(op.op_id) {
                // It arrived again, in another life perhaps: then its author knows what that life did.
                let mut tx = other.hq.begin();
                let moved = tx.move_receipt(op.op_id, push.inc, op.n);
                moved.map_err(|StorageFailure(what)| ("I13", what))?;
                tx.commit();
                continue;
            }
            let (n, prev_chain) = other.lives.get(&push.inc).copied().unwrap_or((0, Chain::START));
            let at_ms = op.at_ms + wrong_by(device);
            let op = Operation { n: n + 1, at_ms, ..op.into_owned() };
            other.lives.insert(push.inc, (op.n, op.chain(prev_chain)));
            let alone = Push { inc: push.inc, first_n: op.n, prev_chain, ops: vec![op.into()] };
            let mut surroundings = Surroundings { now_ms, chance: &mut other.chance };
            let mut tx = other.hq.begin();
            let caller = Caller { device };
            let answer =
                self.engine.handle(caller, &Request::Push(alone), &mut tx, &mut surroundings);
            match answer {
                Ok(Ok(Reply::Push(_))) => tx.commit(),
                other => return Err(("I13", format!("{other:?}"))),
            }
        }
        Ok(())
    }

    /// It hears of a deed of headquarters itself.
    pub(super) fn hear_submission(&mut self, submission: Submission) -> Result<(), Broken> {
        let now_ms = self.hq_clock_ms();
        let Some(other) = &mut self.clocks else { return Ok(()) };
        let mut surroundings = Surroundings { now_ms, chance: &mut other.chance };
        let mut tx = other.hq.begin();
        let done = self.engine.submit(submission, &mut tx, &mut surroundings);
        done.map_err(|StorageFailure(what)| ("I13", what))?;
        tx.commit();
        Ok(())
    }

    /// I13: both hold the same, but for fields that two edited at the same time.
    ///
    /// Where that field's winner made a later edit one that changed nothing, or the other way round, records lie at
    /// other places; from there on "what the author knew" is not the same question, and nothing is compared. Nor is
    /// it whether somebody who removed the record knew of all its edits.
    pub(super) fn check_clocks(&mut self, streams: &[StreamId]) -> Result<(), Broken> {
        let Some(OtherClocks { hq: other, .. }) = self.clocks.take() else { return Ok(()) };
        let mut disputed = fields_of(&self.hq.conflicts());
        disputed.extend(fields_of(other.conflicts()));
        for stream in streams {
            let plain = |rows: Vec<Row>| -> Vec<Row> {
                let rows = rows.into_iter().filter(|row| row.kind != CONFLICT);
                rows.map(|row| without(row, stream, &disputed)).collect()
            };
            let (here, there) = (plain(self.hq.rows(stream)), plain(other.rows(stream)));
            let places =
                |rows: &[Row]| rows.iter().map(|row| (row.id, row.seq)).collect::<Vec<_>>();
            if !disputed.is_empty() && places(&here) != places(&there) {
                self.seen.parted += 1;
                return Ok(());
            }
            let mut pairs = here.iter().zip(&there);
            let differ = pairs.find(|pair| *pair.0 != *pair.1 && !gone(*pair, stream, &disputed));
            if here.len() != there.len() || differ.is_some() {
                return Err(("I13", format!("here, and by other clocks: {differ:?}")));
            }
        }
        self.seen.other_clocks += 1;
        Ok(())
    }
}

/// What something lost in: a field, or a whole record that one removed and another edited.
fn fields_of(journal: &[Conflict]) -> Disputed {
    let key = |it: &Conflict| (it.stream.clone(), it.kind.clone(), it.id);

    journal.iter().map(|it| (key(it), it.field.clone())).collect()
}

/// Whether this is a record in dispute that is removed at one of the two: whoever removes it gives way to an edit that
/// he did not know of, and that edit is there only where it won.
fn gone(pair: (&Row, &Row), stream: &StreamId, disputed: &Disputed) -> bool {
    let (here, there) = pair;
    let is_disputed = disputed.iter().any(|((of, kind, id), _)| {
        (of, kind.as_str(), *id) == (stream, here.kind.as_str(), here.id)
    });

    (&here.kind, here.id) == (&there.kind, there.id)
        && here.body.is_none() != there.body.is_none()
        && is_disputed
}

/// A row without the fields that clocks decide about.
fn without(row: Row, stream: &StreamId, disputed: &Disputed) -> Row {
    let key = (stream.clone(), row.kind.clone(), row.id);
    let body = row.body.map(|mut body| {
        body.retain(|field, _| !disputed.contains(&(key.clone(), Some(field.clone()))));
        body
    });

    Row::new(row.kind, row.id, row.rev, row.seq, body)
}
