//! Headquarters packs streams, in some worlds, while everything else happens: also between reading rows and keeping them.

use std::collections::BTreeMap;

use super::chance::{Chance, Surroundings};
use super::storage::{Backend, Hq};
use super::world::{Broken, Item, World};
use crate::hq::{Caller, Packed, Packing, StorageFailure};
use crate::wire::{Pull, Refusal, Reply, Request};
use crate::{DeviceId, Digest, Laws, StreamId};

/// So long after the trouble began streams are still packed.
const LONGEST_MS: u64 = 60_000;

fn broken(StorageFailure(what): StorageFailure) -> Broken {
    ("I1", what)
}

/// How streams are packed in this world; none where nobody does. What else happens does not depend on it.
pub(super) fn packing_of(seed: u64) -> (Chance, Option<Packing>) {
    let mut fate = Chance::new(seed.rotate_left(47));
    let rows = fate.below(6);
    let bytes = 200 + fate.index(800);
    let packs = fate.percent(50);

    (fate, packs.then_some(Packing { rows, bytes }))
}

impl<L: Laws, B: Backend> World<L, B> {
    pub(super) fn plan_packing(&mut self, fate: &mut Chance) {
        for _ in 0..4 + fate.below(16) {
            let at = i64::try_from(fate.below(LONGEST_MS)).unwrap_or(0);
            let branch = fate.index(self.branches.len());
            self.schedule(at, Item::Pack(branch));
            if fate.percent(25) {
                let at = i64::try_from(fate.below(LONGEST_MS)).unwrap_or(0);
                self.schedule(at, Item::Newcomer(branch));
            }
        }
    }

    /// Headquarters packs a stream, or begins to.
    pub(super) fn pack(&mut self, branch: usize) -> Result<(), Broken> {
        let stream = self.branches[branch].clone();
        let mut surroundings =
            Surroundings { now_ms: self.hq_clock_ms(), chance: &mut self.chance };
        let (engine, mut begun) = (&self.engine, false);
        let ran = self.hq.transact(true, &mut |tx| {
            begun = engine.wants_packing(&stream, tx, &mut surroundings)?
                && engine.begin_packing(&stream, tx, &mut surroundings)?;
            Ok(())
        });
        ran.map_err(broken)?;
        while begun {
            let Some(packed) = self.next_packet(&stream)? else { break };
            if self.chance.percent(30) {
                let later = 1 + self.soon(4_000);
                self.schedule(later, Item::Keep(branch, Box::new(packed)));
                if self.trouble && self.chance.percent(10) {
                    self.schedule(0, Item::Erase(branch));
                    self.schedule(later + 1, Item::Newcomer(branch));
                }
                break;
            }
            begun = self.keep(branch, &packed)?;
        }
        // Who packed may have gone without a word.
        if begun && self.chance.percent(80) {
            let engine = &self.engine;
            self.hq.transact(true, &mut |tx| engine.end_packing(&stream, tx)).map_err(broken)?;
        }
        Ok(())
    }

    fn next_packet(&mut self, stream: &StreamId) -> Result<Option<Packed>, Broken> {
        let (engine, mut batch) = (&self.engine, None);
        let ran = self.hq.transact(false, &mut |tx| {
            batch = engine.batch(stream, tx)?;
            Ok(())
        });

        ran.map(|()| batch.and_then(|batch| batch.pack())).map_err(broken)
    }

    /// What was packed is kept, unless something forbade it since or headquarters crashes.
    pub(super) fn keep(&mut self, branch: usize, packed: &Packed) -> Result<bool, Broken> {
        let stream = self.branches[branch].clone();
        let commit = !self.trouble || self.chance.percent(95);
        let mut surroundings =
            Surroundings { now_ms: self.hq_clock_ms(), chance: &mut self.chance };
        let (engine, mut kept) = (&self.engine, false);
        let ran = self.hq.transact(commit, &mut |tx| {
            kept = engine.keep(&stream, packed, tx, &mut surroundings)?;
            Ok(())
        });
        self.note(|| format!("hq packs {stream}, kept: {kept}, committed: {commit}"));

        ran.map(|()| kept && commit).map_err(broken)
    }

    /// I4: whoever has nothing yet and fetches a branch at one go has then what headquarters has.
    pub(super) fn newcomer(&mut self, branch: usize) -> Result<(), Broken> {
        let stream = self.branches[branch].clone();
        let known = self.desktops.iter().find(|it| it.branch == stream && !it.revoked);
        let Some(device) = known.map(|it| it.device) else { return Ok(()) };
        let (mut rows, mut after, mut floor) = (BTreeMap::new(), 0, 0);
        loop {
            let max = 200 + self.chance.below(2_000);
            let pull = Pull { floor, ..Pull::above(stream.clone(), after, max) };
            let Ok(Reply::Pull(page)) = self.serve(device, &Request::Pull(pull), true)? else {
                return Err(("I4", format!("a newcomer gets no page of {stream}")));
            };
            floor = if after == 0 { page.floor } else { floor };
            after = page.next;
            for row in page.rows {
                rows.insert((row.kind.clone(), row.id), (row.hash, row.body.is_some()));
            }
            let Some(digest) = page.digest else { continue };
            let sum =
                rows.values().fold(Digest::default(), |sum, (hash, live)| sum.plus(*hash, *live));
            self.seen.newcomers += 1;
            return if sum == digest {
                Ok(())
            } else {
                Err(("I4", format!("a newcomer's copy of {stream} is another one")))
            };
        }
    }

    /// Headquarters answers a pull, and what lay packed says nothing that it should not.
    pub(super) fn give(
        &mut self,
        (device, pull): (DeviceId, &Pull),
        commit: bool,
    ) -> Result<Result<Reply, Refusal>, Broken> {
        let mut given = None;
        let mut surroundings =
            Surroundings { now_ms: self.hq_clock_ms(), chance: &mut self.chance };
        let engine = &self.engine;
        let ran = self.hq.transact(commit, &mut |tx| {
            given = Some(engine.pull(Caller { device }, pull, tx, &mut surroundings)?);
            Ok(())
        });
        ran.map_err(broken)?;
        let given = match given.ok_or(("I1", "no answer".to_owned()))? {
            Ok(given) => given,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let is_packed = given.packet.is_some();
        let page = given.open().map_err(broken)?;
        if is_packed {
            self.seen.packets += 1;
            self.check_silent(&pull.stream, &page.rows)?;
        }

        Ok(Ok(Reply::Pull(page)))
    }
}
