//! What goes wrong in a simulated world, but for the network.

use std::collections::BTreeSet;

use super::chance::Surroundings;
use super::storage::{Backend, Desk, Hq};
use super::world::{Broken, Item, World, rights};
use crate::Laws;
use crate::hq::StorageFailure;
use crate::wire::{Code, Pull, Refusal, Request};

const DAY_MS: i64 = 86_400_000;
const YEAR_MS: i64 = 365 * DAY_MS;

impl<L: Laws, B: Backend> World<L, B> {
    pub(super) fn mishap(&mut self) -> Result<(), Broken> {
        let desk = self.chance.index(self.desktops.len());
        let desktop = &mut self.desktops[desk];
        match self.chance.below(24) {
            0..3 => {
                desktop.cut = true;
                let later = self.soon(15_000);
                self.schedule(later, Item::Heal(desk));
            }
            3..5 => self.crash(desk),
            5..8 => return self.replay(),
            8..10 => desktop.backup = Some((desktop.store.copy(), desktop.rotten.clone())),
            10..12 => self.restore(desk),
            12..14 => {
                let far = i64::try_from(self.chance.below(20)).unwrap_or(0) - 10;
                desktop.skew_ms = far * YEAR_MS;
            }
            20 => self.slept_ms += [10, 150, 401][self.chance.index(3)] * DAY_MS,
            21 => return self.compact(),
            22..24 => self.year_away(desk),
            16..18 => return self.back_up_headquarters(),
            18 => return self.restore_headquarters(),
            14 | 19 => {
                let (stream, chance) = (desktop.branch.clone(), self.chance.index(100));
                if desktop.store.rot(&stream, chance) {
                    desktop.excused.push(stream.clone());
                    desktop.rotten.push(stream);
                    self.past.forget_witness(desk);
                }
            }
            _ if self.chance.percent(20) => {
                desktop.revoked = true;
                let device = desktop.device;
                let rights = rights(&desktop.branch.clone(), true);
                self.hq.grant(device, rights);
                self.past.forget_witness(desk);
            }
            _ => return self.spy(desk),
        }
        Ok(())
    }

    /// Someone comes back after more than a year, and headquarters has forgotten things meanwhile.
    fn year_away(&mut self, desk: usize) {
        self.desktops[desk].cut = true;
        self.schedule(1_000, Item::Sleep(401 * DAY_MS));
        self.schedule(9_000, Item::Compact);
        self.schedule(10_000, Item::Heal(desk));
    }

    pub(super) fn compact(&mut self) -> Result<(), Broken> {
        let mut surroundings = Surroundings { now_ms: self.clock_ms(), chance: &mut self.chance };
        let (engine, mut forgotten) = (&self.engine, 0);
        let ran = self.hq.transact(true, &mut |tx| {
            forgotten = engine.compact(tx, &mut surroundings)?;
            Ok(())
        });
        self.seen.forgotten += forgotten;
        self.note(|| format!("hq forgets {forgotten} removed records"));

        ran.map_err(|StorageFailure(what)| ("I14", what))
    }

    fn replay(&mut self) -> Result<(), Broken> {
        let Some((device, request)) = self.chance.pick(&self.archive).cloned() else {
            return Ok(());
        };
        self.seen.faults += 1;
        self.serve(device, &request, true).map(|_| ())
    }

    /// The office's computer is replaced, and its database comes from the last backup.
    fn restore(&mut self, desk: usize) {
        let desktop = &mut self.desktops[desk];
        let Some((backup, rotten)) = desktop.backup.take() else { return };
        let kept: BTreeSet<_> = backup.outbox().iter().map(|it| it.op.op_id).collect();
        for lost in desktop.store.outbox().iter().filter(|it| !kept.contains(&it.op.op_id)) {
            self.recorded.insert(lost.op.op_id, true);
        }
        self.past.forget_witness(desk);
        desktop.excused.extend(rotten.clone());
        desktop.store = backup;
        desktop.rotten = rotten;
        desktop.cursors.clear();
        self.note(|| format!("desk {desk} restored"));
        self.crash(desk);
    }

    /// A desktop asks for what is none of its business.
    fn spy(&mut self, desk: usize) -> Result<(), Broken> {
        let device = self.desktops[desk].device;
        let Some(stream) =
            self.branches.iter().find(|it| **it != self.desktops[desk].branch).cloned()
        else {
            return Ok(());
        };
        let pull = Request::Pull(Pull::above(stream, 0, 1_000));

        match self.serve(device, &pull, true)? {
            Err(Refusal { code: Code::NotFound | Code::Revoked, .. }) => Ok(()),
            other => Err(("I9", format!("desk {desk} read another branch: {other:?}"))),
        }
    }
}
