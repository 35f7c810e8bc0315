//! What a year brings: a newer program, and clocks at headquarters that are put right.

use super::chance::Chance;
use super::faults::Fault;
use super::storage::{Backend, Desk};
use super::world::{Broken, Item, World};
use crate::hq::{Role, Rules, TradeRules};
use crate::model::words;
use crate::wire::Why;
use crate::{Change, Laws, StreamId};

const DAY_MS: i64 = 86_400_000;

/// How far headquarters' clock may be off.
const HQ_SKEWS: [i64; 8] =
    [-3_650 * DAY_MS, -400 * DAY_MS, -DAY_MS, -10_000, 0, DAY_MS, 400 * DAY_MS, 3_650 * DAY_MS];

/// The rules of the trade, in a year in which some desks still speak in the words of the year before.
pub(super) struct Trade;

impl Rules for Trade {
    fn check(&self, role: Role, stream: &StreamId, change: &Change) -> Result<(), Why> {
        TradeRules.check(role, stream, change)
    }

    fn upcast(&self, schema: u32, change: Change) -> Change {
        words::of_today(schema, TradeRules.upcast(schema, change))
    }
}

impl<L: Laws, B: Backend> World<L, B> {
    /// Some desks begin with the program of before; and headquarters' clock may be put forward and back. What else
    /// happens does not depend on the generator.
    pub(super) fn plan_years(&mut self, seed: u64) {
        let mut fate = Chance::new(seed.rotate_left(23) ^ 0x7ea2);
        let mut soon = |within: u64| i64::try_from(fate.below(within)).unwrap_or(0);
        for desk in 0..self.desktops.len() {
            let (old, at) = (soon(5) == 0, soon(28_000));
            if old && self.faults.has(Fault::Upgrade) {
                self.desktops[desk].old = true;
                self.desktops[desk].store.speak_as_before(true);
                self.note(|| format!("desk {desk} has the program of before"));
                self.schedule(at, Item::Upgrade(desk));
            }
        }
        let times = soon(4);
        for _ in 0..times {
            let (at, which) = (soon(30_000), soon(HQ_SKEWS.len() as u64));
            let skew_ms = HQ_SKEWS[usize::try_from(which).unwrap_or(0)];
            if self.faults.has(Fault::HqClock) {
                self.schedule(at, Item::HqClock(skew_ms));
            }
        }
    }

    /// A desk is given today's program, whatever its outbox holds.
    pub(super) fn upgrade(&mut self, desk: usize) -> Result<(), Broken> {
        if !std::mem::take(&mut self.desktops[desk].old) {
            return Ok(());
        }
        let store = &mut self.desktops[desk].store;
        let waiting = store.outbox().iter().filter(|it| it.outcome.is_none()).count();
        store.speak_as_before(false);
        self.seen.upgrades += 1;
        self.seen.upgraded += waiting as u64;
        self.note(|| format!("desk {desk} is brought up to date, {waiting} wait"));
        self.crash(desk);

        self.check_within(desk, false)
    }
}
