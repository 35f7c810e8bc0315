//! One round of the exchange, step by step.

use super::repair::Aim;
use super::{Client, Next, Phase, REFUSED_WAIT_MS, ROUND_WAIT_MS, Step};
use crate::client::{Effect, Page, Read, Status};
use crate::wire::{
    Code, Cursor, Hello, HelloReply, Outcome, PROTO, Pull, PullReply, Push, PushReply, Refusal,
};
use crate::wire::{Reply, Request, SCHEMA, Verdict, Why};
use crate::{Digest, Env, Incarnation, Laws, OpId, StreamId, limits};

/// Bytes of rows that are asked for in one page.
const PULL_BYTES: u64 = limits::PULL_BYTES as u64;
/// So often a stream is compared in a round before it is fetched anew.
const MOST_SURVEYS: u32 = 2;

/// So often a history may be refused in a row before the machine waits.
const MOST_FORKS: u32 = 3;
/// So often a single operation may be refused as a whole before it is set aside.
const MOST_REFUSALS: u32 = 3;

impl<L: Laws> Client<L> {
    pub(super) fn answered(
        &mut self,
        reply: Result<Reply, Refusal>,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        if !self.is_asking() {
            return Ok(Vec::new());
        }
        let phase = std::mem::replace(&mut self.phase, Phase::Resting);
        if let Ok(reply) = &reply {
            self.clock_offset_ms = reply.clock().saturating_sub(env.now_ms());
        }

        match (phase, reply) {
            (Phase::Greeting, Ok(Reply::Hello(reply))) => self.greeted(&reply, read, env),
            (Phase::Pushing(sent), Ok(Reply::Push(reply))) => self.pushed(&sent, &reply, read, env),
            (Phase::Pulling(place, after, listening), Ok(Reply::Pull(reply))) => {
                self.pulled((place, after, listening), reply, read, env)
            }
            (Phase::Surveying, Ok(Reply::Survey(reply))) => self.surveyed(&reply, read, env),
            (Phase::Listing, Ok(Reply::Listing(reply))) => self.listed(&reply, read, env),
            (Phase::Salvaging, Ok(Reply::Salvage(_))) => self.go_on(read, env),
            (Phase::Fetching(at), Ok(Reply::Pull(reply))) => self.fetched(&at, reply, read, env),
            (phase, Err(refusal)) => self.refused(phase, refusal, read, env),
            (_, Ok(_)) => Ok(self.retreat(Status::Offline, None, env)),
        }
    }

    pub(super) fn greet(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        self.refetched.clear();
        self.surveyed.clear();
        self.repair = None;
        let who = read.identity()?;
        let cursors = self.streams.iter().map(|stream| {
            let seq = read.cursor(stream)?;
            Ok(Cursor { stream: stream.clone(), seq })
        });
        let hello = Hello {
            device: who.device,
            inc: who.incarnation,
            n: who.n,
            chain: who.chain,
            proto: PROTO,
            caps: Vec::new(),
            schema: SCHEMA,
            epoch: who.epoch,
            cursors: cursors.collect::<Result<_, _>>()?,
            lives: read.lives()?.into_iter().take(limits::LIVES).collect(),
            clock: env.now_ms(),
        };

        let news = (self.streams.is_empty() || self.failures > 0)
            .then_some(Effect::Status(Status::Connecting));
        let send = self.send(Phase::Greeting, Request::Hello(hello));
        Ok(news.into_iter().chain([send]).collect())
    }

    fn greeted(&mut self, reply: &HelloReply, read: &dyn Read, env: &mut dyn Env) -> Step {
        let who = read.identity()?;
        let mut effects = Vec::new();
        self.revoked = None;
        self.may_pull = reply.may_pull;
        self.streams = reply
            .streams
            .iter()
            .take(limits::STREAMS)
            .map(|cursor| cursor.stream.clone())
            .collect();

        self.epoch = Some(reply.epoch);
        self.renewing = L::EPOCH_COUNTS && who.epoch.is_some_and(|known| known != reply.epoch);
        if who.epoch != Some(reply.epoch) && !self.renewing {
            effects.push(Effect::StoreEpoch(reply.epoch));
        }
        // Headquarters has operations that are not ours: this database is an old copy, or there are two of it.
        let forked = L::KNOWN_BY_NAME
            && (reply.last_n > who.n || read.chain_at(reply.last_n)? != Some(reply.chain));
        let first = read.pending(1, 0)?.ops.first().map_or(who.n + 1, |op| op.n);
        let lost = self.renewing || (!forked && reply.last_n + 1 < first);
        let anew = forked || self.renewing || (lost && !read.lives()?.is_empty());
        let life = anew.then(|| Incarnation::mint(env));
        match life {
            // A new epoch is stored last: if the power fails in between, all of this is done again.
            _ if lost => {
                // After a restore everything is sent again: what is known there ends as it did.
                let after = if forked || self.renewing { 0 } else { reply.last_n };
                effects.push(Effect::Reopen { after, life });
            }
            Some(life) => effects.push(Effect::NewIncarnation(life)),
            None if reply.safe != self.released => {
                self.released.clone_from(&reply.safe);
                effects.push(Effect::Release(reply.safe.clone()));
            }
            None => {}
        }

        let next = if self.renewing && self.may_pull { Next::Rescue } else { Next::Push };
        self.store(next, effects, read, env)
    }

    pub(super) fn push(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        self.woken = false;
        let pending = read.pending(self.batch, limits::PUSH_BYTES)?;
        let Some(first) = pending.ops.first() else { return self.all_pushed(read, env) };
        let inc = read.identity()?.incarnation;
        let sent = pending.ops.iter().map(|op| (op.n, op.op_id)).collect();
        let push = Push { inc, first_n: first.n, prev_chain: pending.prev_chain, ops: pending.ops };

        Ok(vec![
            Effect::Status(Status::Pushing),
            self.send(Phase::Pushing(sent), Request::Push(push)),
        ])
    }

    fn all_pushed(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        if let Some(refusal) = self.revoked.clone() {
            return Ok(self.rest(Status::Refused(refusal), REFUSED_WAIT_MS, env));
        }
        if !self.may_pull {
            if let Some(epoch) = self.epoch.filter(|_| self.renewing) {
                self.renewing = false;
                return self.store(Next::Push, vec![Effect::StoreEpoch(epoch)], read, env);
            }
            return Ok(self.rest(Status::TooOld, limits::WAIT_MS, env));
        }
        self.pull(0, read, env)
    }

    fn pushed(
        &mut self,
        sent: &[(u64, OpId)],
        reply: &PushReply,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        let results = &reply.results;
        let fitting = results.iter().zip(sent).all(|(result, (n, _))| result.n == *n);
        if results.is_empty() || results.len() > sent.len() || !fitting {
            return Ok(self.retreat(Status::Offline, None, env));
        }
        (self.failures, self.forks, self.stuck) = (0, 0, 0);
        self.batch = limits::PUSH_OPERATIONS;
        self.unsettled = true;
        let receipts =
            results.iter().zip(sent).map(|(result, (_, op_id))| (*op_id, result.outcome));

        self.store(Next::Push, vec![Effect::StoreReceipts(receipts.collect())], read, env)
    }

    pub(super) fn pull(&mut self, place: usize, read: &dyn Read, env: &mut dyn Env) -> Step {
        if let Some(stream) = self.streams.get(place).cloned() {
            if self.renewing && !self.surveyed.contains_key(&stream) {
                return self.compare(place, stream, read, env);
            }
            let after = read.cursor(&stream)?;
            let floor = read.floor(&stream)?;
            let pull = Pull { epoch: self.epoch, floor, ..Pull::above(stream, after, PULL_BYTES) };
            return Ok(vec![self.send(Phase::Pulling(place, after, false), Request::Pull(pull))]);
        }

        self.unsettled = false;
        if let Some(epoch) = self.epoch.filter(|_| self.renewing) {
            self.renewing = false;
            return self.store(Next::Pull(place), vec![Effect::StoreEpoch(epoch)], read, env);
        }
        if self.woken {
            return self.push(read, env);
        }
        let Some(stream) = self.streams.first().cloned() else {
            return Ok(self.rest(Status::UpToDate, limits::WAIT_MS, env));
        };
        let after = read.cursor(&stream)?;
        let pull = Pull {
            wait: limits::WAIT_MS,
            epoch: self.epoch,
            floor: read.floor(&stream)?,
            ..Pull::above(stream, after, PULL_BYTES)
        };
        Ok(vec![
            Effect::Status(Status::UpToDate),
            self.send(Phase::Pulling(0, after, true), Request::Pull(pull)),
        ])
    }

    fn pulled(
        &mut self,
        (place, after, listening): (usize, u64, bool),
        reply: PullReply,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        let Some(stream) = self.streams.get(place).cloned().filter(|_| is_sane(&reply, after))
        else {
            return Ok(self.retreat(Status::Offline, None, env));
        };
        let PullReply { rows, next, head, digest, floor, .. } = reply;
        let floor = if after == 0 { floor } else { read.floor(&stream)? };
        let at_head = next == head;
        let news = !rows.is_empty() || next != after;
        if listening && !news {
            return Ok(self.rest(Status::UpToDate, ROUND_WAIT_MS, env));
        }

        let mut effects = Vec::new();
        if !at_head {
            effects.push(Effect::Status(Status::Pulling));
        }
        if news || self.unsettled {
            effects.push(Effect::ApplyPage(Page { stream, rows, cursor: next, floor, at_head }));
        }
        let next = if at_head { Next::Check(place, digest) } else { Next::Pull(place) };
        self.store(next, effects, read, env)
    }

    pub(super) fn check(
        &mut self,
        place: usize,
        digest: Option<Digest>,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        let Some(stream) = self.streams.get(place).cloned() else {
            return self.pull(place, read, env);
        };
        let stored = read.digest(&stream)?;
        if digest.is_none_or(|digest| digest == stored) {
            (self.failures, self.forks) = (0, 0);
            return self.pull(place + 1, read, env);
        }
        if self.surveyed.get(&stream).is_none_or(|times| *times < MOST_SURVEYS) {
            return self.compare(place, stream, read, env);
        }
        self.refetch(place, read, env)
    }

    fn compare(
        &mut self,
        place: usize,
        stream: StreamId,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        *self.surveyed.entry(stream).or_default() += 1;

        self.survey(place, Aim::Mend { offer: self.renewing }, read, env)
    }

    /// Fetches a stream anew; once a round, for a second time would not help either.
    pub(super) fn refetch(&mut self, place: usize, read: &dyn Read, env: &mut dyn Env) -> Step {
        match self.streams.get(place).cloned() {
            Some(stream) if self.refetched.insert(stream.clone()) => {
                self.unsettled = true;
                self.store(Next::Pull(place), vec![Effect::ResetBase(stream)], read, env)
            }
            _ => Ok(self.retreat(Status::StoreTrouble, None, env)),
        }
    }

    fn refused(
        &mut self,
        phase: Phase,
        refusal: Refusal,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        match (phase, refusal.code) {
            (Phase::Greeting | Phase::Pushing(_), Code::Fork) if self.forks < MOST_FORKS => {
                self.forks += 1;
                let effects = vec![Effect::NewIncarnation(Incarnation::mint(env))];
                self.store(Next::Greet, effects, read, env)
            }
            (Phase::Pushing(_), Code::Gap) if self.forks < MOST_FORKS => {
                self.forks += 1;
                self.greet(read, env)
            }
            (Phase::Pushing(sent), Code::TooLarge | Code::Malformed) => {
                self.choked(&sent, refusal, read, env)
            }
            (_, Code::Epoch) if self.forks < MOST_FORKS => {
                self.forks += 1;
                self.greet(read, env)
            }
            (
                Phase::Surveying | Phase::Listing | Phase::Salvaging | Phase::Fetching(_),
                Code::NotFound,
            ) => self.not_comparable(read, env),
            (Phase::Pulling(place, ..), Code::Resync) => self.refetch(place, read, env),
            (Phase::Pulling(place, _, false), Code::NotFound) => self.pull(place + 1, read, env),
            (Phase::Pulling(..), Code::TooOld) => {
                self.may_pull = false;
                Ok(self.rest(Status::TooOld, limits::WAIT_MS, env))
            }
            // What was done before the news arrived is headquarters' to decide on.
            (phase, Code::Revoked) if !matches!(phase, Phase::Pushing(_)) => {
                self.revoked = Some(refusal);
                self.push(read, env)
            }
            _ => {
                let retry_after = refusal.retry_after;
                let status =
                    if refusal.permanent { Status::Refused(refusal) } else { Status::Offline };
                Ok(self.retreat(status, retry_after, env))
            }
        }
    }

    /// Headquarters cannot swallow a push: smaller ones, down to the operation that is to blame. That one is set
    /// aside if waiting does not help, so that it does not block those behind it.
    fn choked(
        &mut self,
        sent: &[(u64, OpId)],
        refusal: Refusal,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        if let [(_, op_id)] = sent {
            self.stuck += 1;
            if self.stuck < MOST_REFUSALS {
                return Ok(self.retreat(Status::Refused(refusal), None, env));
            }
            self.stuck = 0;
            let why = if refusal.code == Code::TooLarge { Why::TooLarge } else { Why::Malformed };
            let aside = Effect::StoreReceipts(vec![(
                *op_id,
                Outcome::without_effect(Verdict::Quarantined, why),
            )]);
            let effects = vec![aside, Effect::NewIncarnation(Incarnation::mint(env))];
            return self.store(Next::Push, effects, read, env);
        }
        self.batch = (sent.len() / 2).max(1);
        self.push(read, env)
    }
}

/// Whether a page is one: in order, above the cursor, whole, and every row as it was sent.
fn is_sane(reply: &PullReply, after: u64) -> bool {
    let mut last = after;
    let ascending = reply.rows.iter().all(|row| {
        let above = row.seq > last;
        last = row.seq;
        above && row.is_intact()
    });
    let ends = match reply.rows.last() {
        Some(row) => reply.next == row.seq,
        None => reply.next == reply.head && reply.next >= after,
    };

    ascending && ends && reply.next <= reply.head
}
