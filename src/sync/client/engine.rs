//! The machine: greet, push all, pull all, listen; after trouble, wait longer each time.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use super::{Effect, Event, Read, ReadFailure, Status};
use crate::wire::{Refusal, Request, Safe};
use crate::{Digest, Env, Epoch, Laws, OpId, Sound, StreamId, limits};

mod pulling;
mod repair;
mod round;

use repair::Repair;

/// The first wait after trouble, in milliseconds; it doubles from there.
const SHORTEST_WAIT_MS: u64 = 500;
/// The longest.
const LONGEST_WAIT_MS: u64 = 60_000;
/// The wait when headquarters said no for good: people may have changed their minds.
const REFUSED_WAIT_MS: u64 = 10 * 60_000;
/// Between two rounds of an idle desktop.
const ROUND_WAIT_MS: u64 = 1_000;
/// So many rounds in which nothing happened before the machine greets again: about ten minutes.
const QUIET_ROUNDS: u32 = 24;

/// The desktop's side of the exchange. See the [module](super) for how to drive it.
pub struct Client<L: Laws = Sound> {
    phase: Phase,
    ticket: u64,
    failures: u32,
    woken: bool,
    revoked: Option<Refusal>,
    may_pull: bool,
    /// Streams with operations that may have been pulled without having been settled.
    unsettled: BTreeSet<StreamId>,
    /// Most operations in one push: always, and at the moment.
    most: usize,
    batch: usize,
    /// Whether headquarters was found as it was last greeted, so that the next round need not greet.
    steady: bool,
    /// Rounds since the last greeting.
    rounds: u32,
    /// Whether headquarters sees something new elsewhere that even a greeting did not bring to light.
    alone: bool,
    /// Whether something was refused that this desk thought it might do: what it is there for may have changed.
    surprised: bool,
    forks: u32,
    stuck: u32,
    streams: Vec<StreamId>,
    /// Headquarters' state as of the last hello.
    epoch: Option<Epoch>,
    /// Whether that is another one than the stored, and not all that follows from it is done.
    renewing: bool,
    repair: Option<Repair>,
    /// How often each stream was compared in this round.
    surveyed: BTreeMap<StreamId, u32>,
    refetched: BTreeSet<StreamId>,
    released: Vec<Safe>,
    clock_offset_ms: i64,
    laws: PhantomData<L>,
}

enum Phase {
    Resting,
    Greeting,
    Pushing(Vec<(u64, OpId)>),
    /// The stream's place among the granted ones, the cursor, and whether this is the wait for something new.
    Pulling(usize, u64, bool),
    Surveying,
    Listing,
    Salvaging,
    /// The places that were asked for.
    Fetching(Vec<u64>),
    Storing(Next),
}

#[derive(Clone)]
enum Next {
    Greet,
    /// Headquarters was restored: first offer what only this desktop has.
    Rescue,
    Push,
    Pull(usize),
    Repair,
    /// At a stream's end: is what is stored what headquarters has? And is that so of all the others?
    Check(usize, Option<Digest>, bool),
}

type Step = Result<Vec<Effect>, ReadFailure>;

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl<L: Laws> Client<L> {
    /// A machine at rest. It starts with [`Event::Tick`].
    pub fn new() -> Self {
        Self {
            phase: Phase::Resting,
            ticket: 0,
            failures: 0,
            woken: false,
            revoked: None,
            may_pull: true,
            unsettled: BTreeSet::new(),
            most: limits::PUSH_OPERATIONS,
            batch: limits::PUSH_OPERATIONS,
            steady: false,
            rounds: 0,
            alone: false,
            surprised: false,
            forks: 0,
            stuck: 0,
            streams: Vec::new(),
            epoch: None,
            renewing: false,
            repair: None,
            surveyed: BTreeMap::new(),
            refetched: BTreeSet::new(),
            released: Vec::new(),
            clock_offset_ms: 0,
            laws: PhantomData,
        }
    }

    /// The same machine, pushing at most `most` operations at once.
    #[must_use]
    pub fn pushing_at_most(self, most: usize) -> Self {
        let most = most.clamp(1, limits::PUSH_OPERATIONS);

        Self { most, batch: most, ..self }
    }

    /// What must be added to this machine's clock to have headquarters', in milliseconds.
    pub fn clock_offset_ms(&self) -> i64 {
        self.clock_offset_ms
    }

    /// Says what to do now that this happened.
    pub fn handle(&mut self, event: Event, read: &dyn Read, env: &mut dyn Env) -> Vec<Effect> {
        let step = match event {
            Event::Tick => self.tick(read, env),
            Event::Wake => self.wake(read, env),
            Event::Reply { ticket, reply } if ticket == self.ticket => {
                self.answered(reply, read, env)
            }
            Event::NetworkLost { ticket } if ticket == self.ticket && self.is_asking() => {
                Ok(self.retreat(Status::Offline, None, env))
            }
            Event::Reply { .. } | Event::NetworkLost { .. } => Ok(Vec::new()),
            Event::Stored => self.stored(read, env),
            Event::StoreFailed => {
                // What was to be settled with it still is.
                self.unsettled.extend(self.streams.iter().cloned());
                Ok(self.retreat(Status::StoreTrouble, None, env))
            }
        };

        step.unwrap_or_else(|_| self.retreat(Status::StoreTrouble, None, env))
    }

    fn is_asking(&self) -> bool {
        !matches!(self.phase, Phase::Resting | Phase::Storing(_))
    }

    fn tick(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        match self.phase {
            Phase::Resting if self.steady => self.listen(read, env),
            Phase::Resting => self.greet(read, env),
            _ => Ok(Vec::new()),
        }
    }

    fn wake(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        match self.phase {
            Phase::Resting if !self.steady => self.greet(read, env),
            Phase::Resting | Phase::Pulling(_, _, true) => self.push(read, env),
            _ => {
                self.woken = true;
                Ok(Vec::new())
            }
        }
    }

    fn send(&mut self, phase: Phase, request: Request) -> Effect {
        self.ticket += 1;
        self.phase = phase;
        Effect::Send { ticket: self.ticket, request }
    }

    fn store(
        &mut self,
        next: Next,
        effects: Vec<Effect>,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        self.phase = Phase::Storing(next);
        if effects.iter().any(Effect::is_storing) {
            return Ok(effects);
        }

        Ok(effects.into_iter().chain(self.stored(read, env)?).collect())
    }

    fn stored(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        let Phase::Storing(next) = &self.phase else { return Ok(Vec::new()) };

        match next.clone() {
            Next::Greet => self.greet(read, env),
            Next::Rescue => self.survey(0, repair::Aim::Rescue, read, env),
            Next::Push => self.push(read, env),
            Next::Repair => self.go_on(read, env),
            Next::Pull(place) => self.pull(place, read, env),
            Next::Check(place, digest, all) => self.check((place, digest, all), read, env),
        }
    }

    fn retreat(
        &mut self,
        status: Status,
        retry_after: Option<u64>,
        env: &mut dyn Env,
    ) -> Vec<Effect> {
        let doubled = SHORTEST_WAIT_MS << self.failures.min(10);
        let longest = if matches!(status, Status::Refused(_)) {
            REFUSED_WAIT_MS
        } else {
            doubled.min(LONGEST_WAIT_MS)
        };
        self.failures += 1;
        self.phase = Phase::Resting;
        self.repair = None;
        (self.woken, self.steady) = (false, false);
        let asked = retry_after.unwrap_or(0).min(REFUSED_WAIT_MS / 1_000) * 1_000;

        vec![Effect::Status(status), Effect::Wait { ms: asked + jittered(longest, env) }]
    }

    fn rest(&mut self, status: Status, ms: u64, env: &mut dyn Env) -> Vec<Effect> {
        self.phase = Phase::Resting;
        self.steady = false;
        vec![Effect::Status(status), Effect::Wait { ms: jittered(ms, env) }]
    }
}

/// Between half of it and all of it, so that desktops which lost headquarters together do not return together.
fn jittered(ms: u64, env: &mut dyn Env) -> u64 {
    let half = ms / 2;

    half + u64::try_from(env.random() % u128::from(half.max(1))).unwrap_or(0)
}

#[cfg(test)]
mod tests;
