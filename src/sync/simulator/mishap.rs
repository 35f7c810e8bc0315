//! What goes wrong in a simulated world, but for the network.

use std::collections::BTreeSet;

use super::chance::Surroundings;
use super::faults::Fault;
use super::storage::{Backend, Desk, Hq};
use super::world::{Broken, Item, World, a_role};
use crate::hq::StorageFailure;
use crate::wire::{Code, Pull, Refusal, Request};
use crate::{Laws, StreamId};

const DAY_MS: i64 = 86_400_000;
const YEAR_MS: i64 = 365 * DAY_MS;

impl<L: Laws, B: Backend> World<L, B> {
    pub(super) fn mishap(&mut self) -> Result<(), Broken> {
        let desk = self.chance.index(self.desktops.len());
        let which = self.chance.below(29);
        let fault = match which {
            0..3 | 25..27 => Fault::Partition,
            3..5 => Fault::Crash,
            5..8 => Fault::Replay,
            10..12 => Fault::Restored,
            12..14 => Fault::Clocks,
            14 | 19 => Fault::Rot,
            18 => Fault::HqRestored,
            22..24 => Fault::YearAway,
            24 => Fault::Cloned,
            27..29 => Fault::Grants,
            // A backup, time that goes by and a headquarters that tidies up are no faults.
            8..10 | 16..18 | 20 | 21 => return self.strike(which, desk),
            _ if self.chance.percent(20) => Fault::Revoked,
            _ => Fault::Hostile,
        };
        match fault {
            _ if !self.faults.has(fault) => Ok(()),
            Fault::Revoked => {
                self.send_away(desk);
                Ok(())
            }
            Fault::Hostile => self.spy(desk),
            _ => self.strike(which, desk),
        }
    }

    fn strike(&mut self, which: u64, desk: usize) -> Result<(), Broken> {
        let desktop = &mut self.desktops[desk];
        match which {
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
            24 => self.clone_desktop(desk),
            25..27 => self.wander(desk),
            27..29 => self.change_grants(desk),
            16..18 => return self.back_up_headquarters(),
            18 => return self.restore_headquarters(),
            _ => self.rot(desk),
        }
        Ok(())
    }

    fn rot(&mut self, desk: usize) {
        let desktop = &mut self.desktops[desk];
        let (stream, chance) = (desktop.branch.clone(), self.chance.index(100));
        if desktop.store.rot(&stream, chance) {
            desktop.excused.push(stream.clone());
            desktop.rotten.push(stream);
            self.past.forget_witness(desk);
        }
    }

    fn send_away(&mut self, desk: usize) {
        let device = self.desktops[desk].device;
        self.desktops[desk].revoked = true;
        self.hq.grant(device, self.desktops[desk].rights());
        for own in 0..self.desktops.len() {
            if self.desktops[own].device == device {
                self.desktops[own].revoked = true;
                self.past.forget_witness(own);
            }
        }
    }

    /// The office's computer is copied to a second one, with the witness or without; both are used.
    fn clone_desktop(&mut self, desk: usize) {
        if self.desktops.len() >= 7 {
            return;
        }
        // The same computer twice, to the last file: only headquarters can notice.
        let twin = self.chance.percent(30);
        let machine =
            if twin { self.desktops[desk].machine.clone() } else { self.chance.uuid().to_string() };
        let witness =
            self.desktops[desk].witness.clone().filter(|_| twin || self.chance.percent(50));
        let clone = self.desktops[desk].clone_to(machine, witness);
        let place = self.desktops.len();
        self.desktops.push(clone);
        self.seen.clones += 1;
        self.note(|| format!("desk {desk} cloned as desk {place}"));
        self.schedule(100, Item::Boot(place));
        for _ in 0..self.chance.below(8) {
            let at = self.soon(15_000);
            self.schedule(at, Item::Deed(place));
        }
    }

    /// People work somewhere else for a while: much is done, little is sent.
    fn wander(&mut self, desk: usize) {
        self.desktops[desk].cut = true;
        let later = self.soon(9_000);
        self.schedule(later, Item::Heal(desk));
        for _ in 0..self.chance.below(6) {
            let at = self.soon(9_000);
            self.schedule(at, Item::Deed(desk));
        }
    }

    /// Someone comes back after more than a year, and headquarters has forgotten things meanwhile.
    fn year_away(&mut self, desk: usize) {
        self.desktops[desk].cut = true;
        self.schedule(1_000, Item::Sleep(401 * DAY_MS));
        self.schedule(9_000, Item::Compact);
        self.schedule(10_000, Item::Heal(desk));
    }

    /// A device may see another branch, or the catalogue no longer; or the other way round.
    fn change_grants(&mut self, desk: usize) {
        if self.shared && self.chance.percent(50) {
            return self.change_role(desk);
        }
        let others = self.branches.iter().filter(|it| **it != self.desktops[desk].branch);
        let streams: Vec<_> = others.cloned().chain([StreamId::catalog()]).collect();
        let Some(stream) = self.chance.pick(&streams).cloned() else { return };
        let (device, had) = {
            let desktop = &self.desktops[desk];
            (desktop.device, desktop.granted.contains(&stream))
        };
        for own in 0..self.desktops.len() {
            if self.desktops[own].device == device {
                self.desktops[own].granted.retain(|it| *it != stream);
                if !had {
                    self.desktops[own].granted.push(stream.clone());
                }
                self.desktops[own].idle = false;
                self.past.forget_witness(own);
            }
        }
        self.hq.grant(device, self.desktops[desk].rights());
        self.note(|| format!("desk {desk} may see {stream}: {}", !had));
    }

    /// A device is there for something else from now on.
    fn change_role(&mut self, desk: usize) {
        let role = a_role(&mut self.chance);
        let device = self.desktops[desk].device;
        for own in 0..self.desktops.len() {
            if self.desktops[own].device == device {
                self.desktops[own].role = role;
                self.desktops[own].idle = false;
                self.past.forget_witness(own);
            }
        }
        self.hq.grant(device, self.desktops[desk].rights());
        self.seen.role_changes += 1;
        self.note(|| format!("desk {desk} is a {role:?} now"));
    }

    pub(super) fn compact(&mut self) -> Result<(), Broken> {
        let mut surroundings =
            Surroundings { now_ms: self.hq_clock_ms(), chance: &mut self.chance };
        let (engine, mut forgotten) = (&self.engine, 0);
        let ran = self.hq.transact(true, &mut |tx| {
            forgotten = engine.compact(tx, &mut surroundings)?;
            Ok(())
        });
        self.seen.forgotten += forgotten;
        if forgotten > 0 {
            self.clocks = None;
        }
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
        // The witness is on another disk, or comes from the backup too.
        let survives = self.chance.percent(50);
        let desktop = &mut self.desktops[desk];
        let Some((backup, rotten)) = desktop.backup.take() else { return };
        let kept: BTreeSet<_> = backup.outbox().iter().map(|it| it.op.op_id).collect();
        for lost in desktop.store.outbox().iter().filter(|it| !kept.contains(&it.op.op_id)) {
            self.recorded.insert(lost.op.op_id, true);
        }
        self.past.forget_witness(desk);
        desktop.excused.extend(rotten.clone());
        desktop.store = backup;
        // The program is the one that is installed, however old the database.
        desktop.store.speak_as_before(desktop.old);
        desktop.rotten = rotten;
        desktop.cursors.clear();
        if !survives {
            desktop.be_seen();
        }
        self.note(|| format!("desk {desk} restored"));
        self.crash(desk);
    }

    /// A desktop asks for what is none of its business.
    fn spy(&mut self, desk: usize) -> Result<(), Broken> {
        let device = self.desktops[desk].device;
        let Some(stream) =
            self.branches.iter().find(|it| !self.desktops[desk].streams().contains(it)).cloned()
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
