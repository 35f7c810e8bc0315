//! Rows that were given out and lost when headquarters was restored, and that a device still has.

use std::borrow::Cow;

use domain::DeskRole;
use domain::erasure::{ERASURE, bare, owners};
use uuid::Uuid;

use super::heads::Heads;
use super::merge::{self, Author};
use super::push::for_the_log;
use super::{
    Answer, CONFLICT, FieldMeta, Headquarters, HqTx, Receipt, Rights, Role, StorageFailure,
    StreamHead,
};
use crate::order::{self, ORDER};
use crate::wire::{Code, Refusal, SCHEMA, Salvage, SalvageReply, Verdict};
use crate::{Change, DeviceId, Env, Incarnation, Laws, OpId, Operation, Row, StreamId, limits};

use super::repair::admitted;

/// When a restored record was written, for the merge: before everything else, so that whatever anyone does with
/// it counts more.
pub const SALVAGED_MS: i64 = i64::MIN;

/// A row that is kept for a person to decide on.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// From which stream.
    pub stream: StreamId,
    /// The row as a device had it.
    pub row: Row,
    /// Which device offered it first.
    pub device: DeviceId,
    /// When, by headquarters' clock.
    pub at_ms: i64,
}

impl<L: Laws> Headquarters<L> {
    /// Takes rows back. A record that is not here at all becomes part of the stream again, if the device could have
    /// made it itself; what differs from what is here is kept for a person. Rows that were never given out in the
    /// time that was lost are none of this.
    pub(super) fn salvage(
        &self,
        (device, rights): (DeviceId, &Rights),
        salvage: &Salvage,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Answer<SalvageReply> {
        if let Err(refusal) = admitted(rights, &salvage.stream, Some(salvage.epoch), tx)? {
            return Ok(Err(refusal));
        }
        if salvage.rows.len() > limits::ROWS {
            return Ok(Err(Refusal::new(Code::TooLarge, "too many rows at once")));
        }
        let stream = &salvage.stream;
        let (gaps, StreamHead { seq: head, floor, .. }) = (tx.gaps(stream)?, tx.stream(stream)?);
        // What lies beyond the head was given out before a restore by a clock that has been put back since.
        let in_a_gap = |rev: u64| gaps.iter().any(|gap| rev > gap.above && rev <= gap.upto);
        let lost = |row: &&Row| row.is_intact() && (in_a_gap(row.rev) || row.rev > head);
        let mut rows: Vec<&Row> = salvage.rows.iter().filter(lost).collect();
        // A fact needs the profile it happened to.
        rows.sort_by_key(|row| (domain::FACTS.contains(&row.kind.as_str()), row.seq));

        let mut reply = SalvageReply { restored: 0, kept: 0, clock: env.now_ms() };
        let mut heads = Heads::default();
        for row in rows {
            let row = &*without_the_erased::<L>((stream, row), (tx, &mut heads))?;
            let here = tx.record(stream, &row.kind, row.id)?;
            if here.as_ref().is_some_and(|record| record.row().body == row.body) {
                continue;
            }
            // What is not here may have been removed since, so long ago that nobody remembers.
            let forgotten = gaps.iter().any(|gap| row.rev <= gap.upto && floor > gap.upto);
            let may = rights.write.contains(stream) && !forgotten;
            if here.is_none() && may && self.take_back((stream, row), rights, tx, env)? {
                reply.restored += 1;
                // It may have been somebody's erasure.
                heads = Heads::default();
                continue;
            }
            let kept =
                Kept { stream: stream.clone(), row: row.clone(), device, at_ms: reply.clock };
            tx.put_salvage(&kept)?;
            reply.kept += 1;
        }
        Ok(Ok(reply))
    }

    /// Makes a row a record again. Says no if that is not for the device to do, or does not work.
    fn take_back(
        &self,
        (stream, row): (&StreamId, &Row),
        rights: &Rights,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Result<bool, StorageFailure> {
        let Some(change) = change_of(row) else { return Ok(false) };
        if self.rules.check(rights.role, stream, &change).is_err() {
            return Ok(false);
        }
        let op = Operation {
            op_id: OpId::mint(env),
            n: 0,
            schema: SCHEMA,
            stream: stream.clone(),
            at_ms: SALVAGED_MS,
            actor: "headquarters".to_owned(),
            deed: "salvage".to_owned(),
            changes: vec![change],
            emptied: None,
        };
        let (inc, now_ms) = (Incarnation::HEADQUARTERS, env.now_ms());
        // Who was to be forgotten is, whatever the desk is there for that still knows of it.
        let role = match rights.role {
            Role::Branch(_) if row.kind == ERASURE => Role::Branch(DeskRole::WholeOffice),
            role => role,
        };
        let author = Author { role, inc, now_ms };
        let mut heads = Heads::default();
        let outcome = merge::apply::<L>(&op, author, &*self.rules, (tx, &mut heads))?;
        let logged = for_the_log::<L>(&op, (tx, &mut heads))?;
        heads.write(tx)?;
        if !matches!(outcome.result, Verdict::Applied | Verdict::Merged) {
            return Ok(false);
        }
        let (op_id, body_hash) = (op.op_id, op.body_hash());
        let device = DeviceId(Uuid::nil());
        let receipt = Receipt { op_id, body_hash, device, inc, n: 0, at_ms: now_ms, outcome };
        tx.put_receipt(&receipt, &logged)?;

        Ok(true)
    }
}

/// A row with nothing in it about anybody who was erased.
fn without_the_erased<'a, L: Laws>(
    (stream, row): (&StreamId, &'a Row),
    (tx, heads): (&mut dyn HqTx, &mut Heads),
) -> Result<Cow<'a, Row>, StorageFailure> {
    let Some(body) = &row.body else { return Ok(Cow::Borrowed(row)) };
    for id in [row.id].into_iter().chain(owners(&row.kind, body)) {
        if L::ERASED_STAYS_ERASED && heads.is_erased(stream, id, tx)? {
            let left = Some(bare(&row.kind, body));
            return Ok(Cow::Owned(Row::new(row.kind.clone(), row.id, row.rev, row.seq, left)));
        }
    }

    Ok(Cow::Borrowed(row))
}

/// What makes a row a record again, if this version knows the kind.
pub fn change_of(row: &Row) -> Option<Change> {
    let (kind, id) = (row.kind.clone(), row.id);
    let mut body = row.body.clone()?;
    if kind == CONFLICT {
        return None;
    }
    if domain::FACTS.contains(&kind.as_str()) {
        return Some(Change::Fact { kind, id, body });
    }
    if kind == ORDER {
        // What happened to it comes back as facts. Whose other half it is comes back with it, or not at all: that is
        // for headquarters to say.
        body.retain(|name, value| order::may_edit(name, value, true));
    }

    domain::PROFILES.contains(&kind.as_str()).then_some(Change::Create { kind, id, body })
}

impl FieldMeta {
    /// Whether it came back from a device that still had it.
    pub(super) fn is_salvaged(&self) -> bool {
        self.at_ms == SALVAGED_MS
    }
}
