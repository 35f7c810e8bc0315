//! What goes wrong in a simulated world, but for the network.

use std::collections::BTreeSet;

use super::storage::{Backend, Desk, Hq};
use super::world::{Broken, Item, World, rights};
use crate::Laws;
use crate::wire::{Code, Pull, Refusal, Request};

const YEAR_MS: i64 = 365 * 86_400_000;

impl<L: Laws, B: Backend> World<L, B> {
    pub(super) fn mishap(&mut self) -> Result<(), Broken> {
        let desk = self.chance.index(self.desktops.len());
        let desktop = &mut self.desktops[desk];
        match self.chance.below(16) {
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
            14 => {
                let (stream, chance) = (desktop.branch.clone(), self.chance.index(100));
                if desktop.store.rot(&stream, chance) {
                    desktop.rotten.push(stream);
                }
            }
            _ if self.chance.percent(20) => {
                desktop.revoked = true;
                let device = desktop.device;
                let rights = rights(&desktop.branch.clone(), true);
                self.hq.grant(device, rights);
            }
            _ => return self.spy(desk),
        }
        Ok(())
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
        let pull = Request::Pull(Pull { stream, after: 0, max: 1_000, wait: 0 });

        match self.serve(device, &pull, true)? {
            Err(Refusal { code: Code::NotFound | Code::Revoked, .. }) => Ok(()),
            other => Err(("I9", format!("desk {desk} read another branch: {other:?}"))),
        }
    }
}
