//! A simulated world: what happens, when, and what goes wrong.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Ledger;
use super::chance::{Chance, Surroundings};
use super::clocks::OtherClocks;
use super::desktop::Desktop;
use super::faults::{Fault, Faults};
use super::habit::Habit;
use super::oracle::Oracle;
use super::packing::packing_of;
use super::rollback::Past;
use super::storage::{Backend, Desk, Hq};
use super::years::Trade;
use crate::client::{Effect, Event, Status};
use crate::hq::{Headquarters, Packed};
use crate::wire::{Refusal, Reply, Request};
use crate::{DeskRole, DeviceId, Epoch, Incarnation, Laws, OpId, StreamId};

/// What a desk is there for.
pub(super) fn a_role(fate: &mut Chance) -> DeskRole {
    fate.pick(&DeskRole::ALL).copied().unwrap_or_default()
}

/// A property that does not hold, and what was seen.
pub type Broken = (&'static str, String);

/// When the trouble begins: an afternoon in 2026.
const MORNING_MS: i64 = 1_774_000_000_000;
/// So many things may happen until all is quiet.
const MOST_STEPS: u32 = 20_000;

/// So long it may take until all is quiet: whoever is sent away asks again after ten minutes.
const LONGEST_QUIET_MS: i64 = 45 * 60_000;

/// Everything.
pub struct World<L: Laws, B: Backend> {
    pub(super) chance: Chance,
    /// What may go wrong.
    pub(super) faults: Faults,
    /// What people tend to do to orders.
    pub(super) habit: Option<Habit>,
    /// Whether the desks of a branch share its work, each with a role.
    pub(super) shared: bool,
    pub(super) now_ms: i64,
    /// So much time has gone by in which nothing happened.
    pub(super) slept_ms: i64,
    /// How far headquarters' clock is off.
    pub(super) hq_skew_ms: i64,
    queue: BTreeMap<(i64, u64), Item>,
    queued: u64,
    pub(super) engine: Headquarters<L>,
    pub(super) hq: B::Hq,
    pub(super) desktops: Vec<Desktop<L, B::Desk>>,
    pub(super) branches: Vec<StreamId>,
    /// Every record anyone ever made, for others to stumble upon.
    pub(super) records: Vec<(StreamId, &'static str, Uuid)>,
    /// Every operation a person recorded, and whether its only copy was lost with a restored database.
    pub(super) recorded: BTreeMap<OpId, bool>,
    pub(super) archive: Vec<(DeviceId, Request)>,
    /// Headquarters' past.
    pub(super) past: Past<B::Hq>,
    /// Counts of stock: the move's name, and the quantity that it must have by what its author knew.
    pub(super) counts: BTreeMap<Uuid, i64>,
    /// Every move of stock that anyone made.
    pub(super) moves: Vec<(StreamId, Uuid)>,
    pub(super) oracle: Oracle,
    /// None once headquarters forgot something that the other one did not.
    pub(super) clocks: Option<OtherClocks>,
    pub(super) trouble: bool,
    pub(super) seen: Ledger,
    pub(super) tape: Option<Vec<String>>,
}

/// What is going to happen.
pub(super) enum Item {
    Tick(usize, u64),
    Arrive(usize, u64, u64, Request),
    Answer(usize, u64, u64, Result<Reply, Refusal>),
    Lost(usize, u64, u64),
    Boot(usize),
    Heal(usize),
    Deed(usize),
    HqDeed,
    Sleep(i64),
    Compact,
    Pack(usize),
    Keep(usize, Box<Packed>),
    Erase(usize),
    Newcomer(usize),
    Habit,
    HqClock(i64),
    Upgrade(usize),
    RestoreHq,
    Mishap,
}

/// Some desks in each branch, let in by headquarters.
fn seated<L: Laws, B: Backend>(
    (backend, hq): (&B, &mut B::Hq),
    branches: &[StreamId],
    chance: &mut Chance,
    mut role: impl FnMut() -> DeskRole,
) -> Vec<Desktop<L, B::Desk>> {
    let mut desktops = Vec::new();
    for (place, branch) in branches.iter().enumerate() {
        for desk in 0..=chance.below(4) {
            let device = DeviceId(chance.uuid());
            let store = backend.desk(device, Incarnation(chance.uuid()), branch);
            let staff = Uuid::from_u128((place as u128) << 8 | u128::from(desk)).to_string();
            let mut desktop = Desktop::new(device, branch.clone(), staff, store);
            desktop.role = role();
            hq.grant(device, desktop.rights());
            desktops.push(desktop);
        }
    }

    desktops
}

impl<L: Laws, B: Backend> World<L, B> {
    /// The world of this seed.
    pub fn new(seed: u64, backend: B, with_tape: bool) -> Self {
        let mut chance = Chance::new(seed);
        let faults = Faults::of(seed);
        let epoch = Epoch(chance.uuid());
        let mut hq = backend.headquarters(epoch);
        // In some worlds the last backup is from before anything was written, and it will be needed. What else happens
        // in a world does not depend on it.
        let mut fate = Chance::new(!seed.rotate_left(32));
        let founded = fate.percent(10).then(|| hq.copy());
        // In some, the desks of a branch share its work.
        let mut posts = Chance::new(seed.rotate_left(17));
        let shared = posts.percent(30);
        let branches: Vec<StreamId> = ["SH01", "BJ02", "GZ03"]
            .iter()
            .take(1 + chance.index(3))
            .flat_map(|code| StreamId::branch(code))
            .collect();
        let role = || if shared { a_role(&mut posts) } else { DeskRole::default() };
        let desktops = seated((&backend, &mut hq), &branches, &mut chance, role);

        let engine = Headquarters::new(Box::new(Trade));
        let (mut packers, packing) = packing_of(seed);
        let engine = packing.into_iter().fold(engine, Headquarters::packing);

        let mut world = Self {
            chance,
            faults,
            habit: None,
            shared,
            now_ms: MORNING_MS,
            slept_ms: 0,
            hq_skew_ms: 0,
            queue: BTreeMap::new(),
            queued: 0,
            engine,
            hq,
            desktops,
            branches,
            records: Vec::new(),
            recorded: BTreeMap::new(),
            archive: Vec::new(),
            past: Past::new(epoch, founded),
            counts: BTreeMap::new(),
            moves: Vec::new(),
            oracle: Oracle::default(),
            clocks: Some(OtherClocks::new(seed)),
            trouble: true,
            seen: Ledger::default(),
            tape: with_tape.then(Vec::new),
        };
        let people = world.desktops.len();
        let places = world.branches.len();
        world.note(|| format!("seed {seed}: {people} desks, {places} branches"));
        let line = world.faults.line();
        world.note(|| line);
        if world.past.has_backup() && world.faults.has(Fault::HqRestored) {
            let late = 4_000 + i64::try_from(fate.below(26_000)).unwrap_or(0);
            world.schedule(late, Item::RestoreHq);
        }
        if packing.is_some() {
            world.plan_packing(&mut packers);
        }
        world.plan_years(seed);
        world.plan_habit(seed);
        world
    }

    /// Lives through it: trouble, then quiet, then the reckoning.
    pub fn live(&mut self) -> Result<(), Broken> {
        self.plan();
        while self.trouble {
            let Some(((at, _), item)) = self.queue.pop_first() else { break };
            self.now_ms = at;
            self.trouble = at < MORNING_MS + 30_000;
            self.happen(item)?;
        }

        for desk in 0..self.desktops.len() {
            self.desktops[desk].cut = false;
            self.upgrade(desk)?;
            self.schedule(0, Item::Boot(desk));
        }
        let mut steps = 0;
        while let Some(unrest) = self.unrest()? {
            let Some(((at, _), item)) = self.queue.pop_first() else {
                return Err(("I1", "all stopped".to_owned()));
            };
            self.now_ms = at;
            self.happen(item)?;
            steps += 1;
            if steps > MOST_STEPS {
                return Err(("I1", format!("it never becomes quiet: {unrest}")));
            }
        }
        // I17: nobody waits for ever.
        if self.now_ms > MORNING_MS + 30_000 + LONGEST_QUIET_MS {
            return Err((
                "I17",
                format!("it took {} ms to become quiet", self.now_ms - MORNING_MS),
            ));
        }
        self.reckon()
    }

    fn plan(&mut self) {
        for desk in 0..self.desktops.len() {
            self.schedule(0, Item::Boot(desk));
            for _ in 0..self.chance.below(14) {
                let at = self.soon(25_000);
                self.schedule(at, Item::Deed(desk));
            }
        }
        for _ in 0..self.chance.below(8) {
            let at = self.soon(25_000);
            self.schedule(at, Item::HqDeed);
        }
        for _ in 0..self.chance.below(16) {
            let at = self.soon(30_000);
            self.schedule(at, Item::Mishap);
        }
    }

    /// What a right clock shows.
    pub(super) fn clock_ms(&self) -> i64 {
        self.now_ms + self.slept_ms
    }

    /// What headquarters' shows.
    pub(super) fn hq_clock_ms(&self) -> i64 {
        self.clock_ms() + self.hq_skew_ms
    }

    pub(super) fn soon(&mut self, within_ms: u64) -> i64 {
        i64::try_from(self.chance.below(within_ms)).unwrap_or(0)
    }

    pub(super) fn schedule(&mut self, in_ms: i64, item: Item) {
        self.queued += 1;
        self.queue.insert((self.now_ms + in_ms, self.queued), item);
    }

    /// Writes a line, if someone wants to read it.
    pub(super) fn note(&mut self, line: impl FnOnce() -> String) {
        let now_ms = self.now_ms - MORNING_MS;
        if let Some(tape) = &mut self.tape {
            tape.push(format!("{now_ms:>8} {}", line()));
        }
    }

    /// Whatever is said here must be said wherever this seed is lived through.
    pub(super) fn mark_words(&mut self, words: &str) {
        let hash = blake3::hash(words.as_bytes());
        let (first, _) = hash.as_bytes().split_first_chunk().unwrap_or((&[0; 8], &[]));
        self.mark(u64::from_be_bytes(*first));
    }

    fn mark(&mut self, what: u64) {
        let mixed = self.seen.trace ^ what ^ u64::try_from(self.now_ms).unwrap_or(0);
        self.seen.trace = mixed.wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    }

    fn happen(&mut self, item: Item) -> Result<(), Broken> {
        match item {
            Item::Tick(desk, life) if self.lives(desk, life) => self.tell(desk, Event::Tick),
            Item::Answer(desk, life, ticket, reply) if self.lives(desk, life) => {
                self.mark(ticket);
                self.tell(desk, Event::Reply { ticket, reply })
            }
            Item::Lost(desk, life, ticket) if self.lives(desk, life) => {
                self.tell(desk, Event::NetworkLost { ticket })
            }
            Item::Tick(..) | Item::Answer(..) | Item::Lost(..) => Ok(()),
            Item::Arrive(desk, life, ticket, request) => self.arrive(desk, life, ticket, request),
            Item::Boot(desk) => {
                let event = if self.desktops[desk].up { Event::Wake } else { Event::Tick };
                if !self.desktops[desk].up {
                    let life = Incarnation(self.chance.uuid());
                    let doubted = self.desktops[desk].ask_witness(life);
                    self.seen.doubts += u64::from(doubted);
                }
                self.desktops[desk].up = true;
                self.tell(desk, event)
            }
            Item::Heal(desk) => {
                self.desktops[desk].cut = false;
                if self.desktops[desk].up { self.tell(desk, Event::Wake) } else { Ok(()) }
            }
            Item::Deed(desk) => {
                self.do_something(desk);
                if self.desktops[desk].up { self.tell(desk, Event::Wake) } else { Ok(()) }
            }
            Item::HqDeed => self.do_something_at_headquarters(),
            Item::Sleep(ms) => {
                self.slept_ms += ms;
                Ok(())
            }
            Item::Compact => self.compact(),
            Item::Pack(branch) => self.pack(branch),
            Item::Keep(branch, packed) => self.keep(branch, &packed).map(|_| ()),
            Item::Erase(branch) => self.erase_now(branch),
            Item::Newcomer(branch) => self.newcomer(branch),
            Item::Habit => self.follow_habit(),
            Item::HqClock(skew_ms) => {
                self.hq_skew_ms = skew_ms;
                self.note(|| format!("hq's clock is {skew_ms} ms off"));
                Ok(())
            }
            Item::Upgrade(desk) => self.upgrade(desk),
            Item::RestoreHq => self.restore_headquarters(),
            Item::Mishap => self.mishap(),
        }
    }

    fn lives(&self, desk: usize, life: u64) -> bool {
        self.desktops[desk].up && self.desktops[desk].life == life
    }

    /// Tells a desktop what happened and does what it says.
    fn tell(&mut self, desk: usize, event: Event) -> Result<(), Broken> {
        let desktop = &mut self.desktops[desk];
        let now_ms = self.now_ms + self.slept_ms + desktop.skew_ms;
        let mut surroundings = Surroundings { chance: &mut self.chance, now_ms };
        let effects = desktop.client.handle(event, &desktop.store, &mut surroundings);
        let storing = effects.iter().any(Effect::is_storing);
        let life = desktop.life;

        for effect in effects {
            match effect {
                Effect::Send { ticket, request } => self.post(desk, ticket, request),
                Effect::Wait { ms } => {
                    self.schedule(i64::try_from(ms).unwrap_or(0), Item::Tick(desk, life));
                }
                Effect::Status(status) => {
                    self.desktops[desk].idle =
                        matches!(status, Status::UpToDate | Status::Refused(_));
                }
                effect => {
                    if !self.store(desk, &effect)? {
                        return Ok(());
                    }
                }
            }
        }
        if storing { self.tell(desk, Event::Stored) } else { Ok(()) }
    }

    /// Stores, unless the power fails or the disk is full. Says whether the program goes on as if nothing was.
    fn store(&mut self, desk: usize, effect: &Effect) -> Result<bool, Broken> {
        let fate = if self.trouble { self.chance.below(100) } else { 99 };
        let crashes = self.faults.has(Fault::Crash);
        if fate == 0 && self.faults.has(Fault::FullDisk) {
            self.note(|| format!("desk {desk} full disk at {effect:?}"));
            return self.tell(desk, Event::StoreFailed).map(|()| false);
        }
        if fate == 1 && crashes {
            self.note(|| format!("desk {desk} crash before {effect:?}"));
            self.desktops[desk].store.fail_during(effect);
            self.crash(desk);
            return self.check_cursor(desk).map(|()| false);
        }
        self.note(|| format!("desk {desk} {effect:?}"));
        let before = self.kept_for(desk, effect);
        self.desktops[desk].store.store(effect);
        self.check_kept(desk, effect, &before)?;
        self.watch(desk, effect)?;
        self.check_within(desk, false)?;
        if fate == 2 && crashes {
            self.note(|| format!("desk {desk} crash after"));
            self.crash(desk);
            return Ok(false);
        }
        Ok(true)
    }

    fn watch(&mut self, desk: usize, effect: &Effect) -> Result<(), Broken> {
        match effect {
            Effect::ApplyPage(page) => {
                let before = self.desktops[desk]
                    .cursors
                    .insert(page.stream.clone(), page.cursor)
                    .unwrap_or(0);
                // What headquarters said before it was restored may lie beyond where it is now.
                let head = self.head(&page.stream)?;
                let beyond = page.cursor > head && self.knows_the_epoch(desk);
                if page.cursor < before || beyond {
                    return Err((
                        "I7",
                        format!("desk {desk}'s cursor of {} is {}", page.stream, page.cursor),
                    ));
                }
                self.check_own_edit(desk)?;
                if self.chance.percent(15) { self.check_cursor(desk) } else { Ok(()) }
            }
            Effect::Mend(mend) => {
                self.seen.mends += 1;
                self.forget_gone(desk, mend);
                let nothing = mend.rows.is_empty() && mend.gone.is_empty();
                if nothing { Ok(()) } else { self.check_cause(desk, &mend.stream) }
            }
            Effect::Release(_) => {
                self.seen.releases += 1;
                Ok(())
            }
            Effect::ResetBase(stream) => {
                self.seen.refetches += 1;
                let reached = self.desktops[desk].cursors.remove(stream).unwrap_or(0);
                if self.stream_head(stream)?.floor <= reached {
                    self.check_cause(desk, stream)?;
                }
                self.desktops[desk].rotten.retain(|rotten| rotten != stream);
                Ok(())
            }
            Effect::Withdraw(stream) => {
                self.seen.withdrawals += 1;
                self.desktops[desk].cursors.remove(stream);
                self.desktops[desk].rotten.retain(|rotten| rotten != stream);
                Ok(())
            }
            Effect::NewIncarnation(_) | Effect::Reopen { life: Some(_), .. } => {
                self.seen.forks += 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    pub(super) fn crash(&mut self, desk: usize) {
        self.seen.crashes += 1;
        self.desktops[desk].crash();
        let later = self.soon(4_000);
        self.schedule(later, Item::Boot(desk));
    }

    /// What happened in numbers.
    pub fn ledger(&self) -> Ledger {
        self.seen.clone()
    }

    /// What happened, line by line.
    pub fn into_tape(self) -> Vec<String> {
        self.tape.unwrap_or_default()
    }
}
