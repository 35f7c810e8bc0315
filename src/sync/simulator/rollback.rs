//! Headquarters is backed up, breaks, and is restored: what was acknowledged since must come back.

use std::collections::BTreeSet;

use super::chance::Surroundings;
use super::oracle::{Key, Oracle};
use super::storage::{Backend, Desk, Hq};
use super::world::{Broken, World};
use crate::client::{Effect, Mend, Read};
use crate::hq::{StorageFailure, change_of};
use crate::wire::{Request, Salvage};
use crate::{Epoch, Laws, OpId, Row, StreamId};

/// What headquarters was, and what was lost with it.
pub struct Past<H> {
    backup: Option<(H, Oracle)>,
    /// Headquarters' present state.
    pub epoch: Epoch,
    /// How often it was restored.
    pub restores: u32,
    /// How many calls are older than the last restore.
    pub archived: usize,
    /// Rows that were lost.
    lost: Vec<Lost>,
}

/// A row that was lost with a restore.
struct Lost {
    stream: StreamId,
    row: Row,
    /// Desktops that have it.
    desks: Vec<usize>,
    /// Whether it was there again, or kept for a person, and was lost once more.
    brought: bool,
}

impl<H> Past<H> {
    /// Nothing has happened yet; there may be a backup all the same, of a headquarters that knows nobody.
    pub fn new(epoch: Epoch, founded: Option<H>) -> Self {
        let backup = founded.map(|hq| (hq, Oracle::default()));

        Self { backup, epoch, restores: 0, archived: 0, lost: Vec::new() }
    }

    /// Whether there is anything to restore from.
    pub fn has_backup(&self) -> bool {
        self.backup.is_some()
    }

    /// Something happened to what a desktop has.
    pub fn forget_witness(&mut self, desk: usize) {
        for Lost { desks, .. } in &mut self.lost {
            desks.retain(|own| *own != desk);
        }
    }
}

fn broken(StorageFailure(what): StorageFailure) -> Broken {
    ("I2", what)
}

impl<L: Laws, B: Backend> World<L, B> {
    pub(super) fn back_up_headquarters(&mut self) -> Result<(), Broken> {
        let mut backup = self.hq.copy();
        let verified = self.chance.percent(70);
        self.note(|| format!("hq backed up, verified: {verified}"));
        if verified {
            let (engine, mut lives) = (&self.engine, Vec::new());
            let read = backup.transact(false, &mut |tx| {
                lives = engine.lives(tx)?;
                Ok(())
            });
            read.map_err(broken)?;
            self.hq.transact(true, &mut |tx| engine.verified(&lives, tx)).map_err(broken)?;
        }
        self.past.backup = Some((backup, self.oracle.clone()));
        Ok(())
    }

    pub(super) fn restore_headquarters(&mut self) -> Result<(), Broken> {
        let Some((backup, oracle)) = &self.past.backup else { return Ok(()) };
        let (restored, oracle) = (backup.copy(), oracle.clone());
        let broke = std::mem::replace(&mut self.hq, restored);
        self.oracle = oracle;
        self.clocks = None;

        let mut epoch = self.past.epoch;
        let mut surroundings =
            Surroundings { now_ms: self.hq_clock_ms(), chance: &mut self.chance };
        let engine = &self.engine;
        let ran = self.hq.transact(true, &mut |tx| {
            epoch = engine.restored(tx, &mut surroundings)?;
            Ok(())
        });
        ran.map_err(broken)?;
        self.past.epoch = epoch;
        self.past.restores += 1;
        self.past.archived = self.archive.len();
        self.seen.restores += 1;
        self.note(|| format!("hq restored, now {epoch}"));

        self.remember_lost(&broke);
        let all: Vec<_> = self.branches.iter().cloned().chain([StreamId::catalog()]).collect();
        for desk in 0..self.desktops.len() {
            let desktop = &mut self.desktops[desk];
            desktop.idle = false;
            desktop.excused.clone_from(&all);
            // People send away again whom they had sent away.
            self.hq.grant(desktop.device, desktop.rights());
        }
        Ok(())
    }

    fn remember_lost(&mut self, broke: &B::Hq) {
        self.forget_lost_again(broke);
        for stream in self.branches.iter().cloned().chain([StreamId::catalog()]) {
            let left = self.hq.rows(&stream);
            let has = |row: &Row| left.iter().any(|own| own.kind == row.kind && own.id == row.id);
            for row in broke.rows(&stream).into_iter().filter(|row| row.body.is_some()) {
                let holds = |desk: &usize| {
                    let desktop = &self.desktops[*desk];
                    let own = desktop.store.row(&stream, &row.kind, row.id);
                    let may = !desktop.revoked && desktop.streams().contains(&stream);
                    may && own.ok().flatten().is_some_and(|own| own.hash == row.hash)
                };
                let desks: Vec<_> = (0..self.desktops.len()).filter(holds).collect();
                if !has(&row) && !desks.is_empty() {
                    let (stream, brought) = (stream.clone(), false);
                    self.past.lost.push(Lost { stream, row, desks, brought });
                }
            }
        }
    }

    /// What was there again, or kept for a person, let its desktops forget it: who has it no more cannot bring it back
    /// when that is lost in its turn.
    fn forget_lost_again(&mut self, broke: &B::Hq) {
        let kept = broke.salvage();
        for Lost { stream, row, desks, brought } in &mut self.past.lost {
            let same = |it: &Row| it.kind == row.kind && it.id == row.id;
            *brought |= broke.rows(stream).iter().any(same) || kept.iter().any(|it| same(&it.row));
            let has = |desk: &usize| {
                let own = self.desktops[*desk].store.row(stream, &row.kind, row.id);
                own.ok().flatten().is_some_and(|own| own.body.is_some())
            };
            desks.retain(|desk| !*brought || has(desk));
        }
    }

    /// A desktop lets go of rows. What an answer from before the second restore had it let go of was there again when
    /// that answer was given.
    pub(super) fn forget_gone(&mut self, desk: usize, mend: &Mend) {
        for lost in self.past.lost.iter_mut().filter(|it| it.brought && it.stream == mend.stream) {
            let gone = mend.gone.iter().any(|it| *it == (lost.row.kind.clone(), lost.row.id));
            lost.desks.retain(|it| !gone || *it != desk);
        }
    }

    /// I2: what headquarters lost and a device still had is there again, or kept for a person.
    pub(super) fn check_rollback(&mut self) -> Result<(), Broken> {
        let kept = self.hq.salvage();
        self.seen.kept += kept.len() as u64;
        for Lost { stream, row, desks, .. } in &self.past.lost {
            let here = self.hq.rows(stream);
            let back = here.iter().any(|own| own.kind == row.kind && own.id == row.id);
            let aside = kept.iter().any(|it| it.row.kind == row.kind && it.row.id == row.id);
            if !back && !aside && !desks.is_empty() {
                let what = format!("{} {} is lost, and desks {desks:?} had it", row.kind, row.id);
                return Err(("I2", what));
            }
        }
        Ok(())
    }

    /// The operations that a desktop keeps before an effect after which some may be gone.
    pub(super) fn kept_for(&self, desk: usize, effect: &Effect) -> BTreeSet<OpId> {
        let careful = matches!(effect, Effect::Release(_) | Effect::ResetBase(_));
        let outbox = if careful { self.desktops[desk].store.outbox() } else { Vec::new() };

        outbox.iter().map(|it| it.op.op_id).collect()
    }

    /// I2: an operation leaves its desktop only if it lies in a backup.
    pub(super) fn check_kept(
        &self,
        desk: usize,
        effect: &Effect,
        before: &BTreeSet<OpId>,
    ) -> Result<(), Broken> {
        let backup = self.past.backup.as_ref().map(|(hq, _)| hq);
        for gone in before.difference(&self.kept_for(desk, effect)) {
            if backup.is_none_or(|hq| hq.receipt(*gone).is_none()) {
                return Err(("I2", format!("desk {desk} let go of {gone} at {effect:?}")));
            }
        }
        Ok(())
    }

    /// Whether an operation was acknowledged, lost by headquarters, and its device sent away before it could tell.
    pub(super) fn went_with_its_device(&self, op_id: OpId) -> bool {
        let sent_away = self.desktops.iter().filter(|it| it.revoked && self.past.restores > 0);

        sent_away.flat_map(|it| it.store.outbox()).any(|it| it.op.op_id == op_id)
    }

    /// Which of the rows that are offered are not there.
    pub(super) fn before_salvage(&self, request: &Request) -> Vec<(Key, Row)> {
        let Request::Salvage(Salvage { stream, rows, .. }) = request else { return Vec::new() };
        let here = self.hq.rows(stream);
        let missing =
            rows.iter().filter(|row| !here.iter().any(|it| it.kind == row.kind && it.id == row.id));

        missing.map(|row| ((stream.clone(), row.kind.clone(), row.id), row.clone())).collect()
    }

    /// The oracle hears which of them are there now.
    pub(super) fn after_salvage(&mut self, missing: &[(Key, Row)]) -> Result<(), Broken> {
        for (key, row) in missing {
            let mut found = None;
            let ran = self.hq.transact(false, &mut |tx| {
                found = tx.record(&key.0, &key.1, key.2)?;
                Ok(())
            });
            ran.map_err(broken)?;
            if let (Some(record), Some(change)) = (found, change_of(row)) {
                self.seen.taken_back += 1;
                self.oracle.take_back(key, &change, record.made.rev, record.made.op_id);
            }
        }
        Ok(())
    }
}
