//! A round of the exchange but for the pulling: greet, push, and what to do when headquarters says no.

use super::{Client, Next, Phase, REFUSED_WAIT_MS, Step};
use crate::client::{Effect, Pending, Read, ReadFailure, Status};
use crate::wire::{Code, Cursor, Hello, HelloReply, OTHER_BRANCHES, Outcome, PROTO, Push};
use crate::wire::{PushReply, Refusal};
use crate::wire::{Reply, Request, SCHEMA, Verdict, Why};
use crate::{Env, Incarnation, Laws, OpId, StreamId, limits};

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
        (self.steady, self.rounds, self.alone) = (false, 0, false);
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
            caps: vec![OTHER_BRANCHES.to_owned()],
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
        let known = std::mem::take(&mut self.streams);
        self.streams = reply
            .streams
            .iter()
            .take(limits::STREAMS)
            .map(|cursor| cursor.stream.clone())
            .collect();
        if self.streams.iter().any(|stream| !known.contains(stream)) {
            self.unsettled.extend(self.streams.iter().cloned());
        }

        self.epoch = Some(reply.epoch);
        self.renewing = L::EPOCH_COUNTS && who.epoch.is_some_and(|known| known != reply.epoch);
        if who.epoch != Some(reply.epoch) && !self.renewing {
            effects.push(Effect::StoreEpoch(reply.epoch));
        }
        if read.role()? != reply.role {
            effects.push(Effect::StoreRole(reply.role));
        }
        if L::WITHDRAWN_IS_FORGOTTEN && !self.renewing {
            let granted = |copy: &StreamId| reply.streams.iter().any(|it| it.stream == *copy);
            let withdrawn = read.copies()?.into_iter().filter(|copy| !granted(copy));
            effects.extend(withdrawn.map(Effect::Withdraw));
        }
        // Headquarters has operations that are not ours: this database is an old copy, or there are two of it.
        let forked = L::KNOWN_BY_NAME
            && (reply.last_n > who.n || read.chain_at(reply.last_n)? != Some(reply.chain));
        let first = read.pending(0, 1, 0)?.ops.first().map_or(who.n + 1, |op| op.n);
        let lost = self.renewing || (!forked && reply.last_n.saturating_add(1) < first);
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

        match self.push_after(0, read)? {
            Some(push) => Ok(vec![Effect::Status(Status::Pushing), push]),
            None => self.all_pushed(read, env),
        }
    }

    /// Sends the next operations behind number `after`; none if there are none.
    fn push_after(&mut self, after: u64, read: &dyn Read) -> Result<Option<Effect>, ReadFailure> {
        let Pending { prev_chain, ops } = read.pending(after, self.batch, limits::PUSH_BYTES)?;
        let Some(first_n) = ops.first().map(|op| op.n) else { return Ok(None) };
        let inc = read.identity()?.incarnation;
        for op in &ops {
            if !self.unsettled.contains(&op.stream) {
                self.unsettled.insert(op.stream.clone());
            }
        }
        let sent = ops.iter().map(|op| (op.n, op.op_id)).collect();
        let push = Push { inc, first_n, prev_chain, ops };

        Ok(Some(self.send(Phase::Pushing(sent), Request::Push(push))))
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
        // While a restored headquarters is caught up with, all is pushed again right after a greeting.
        if std::mem::take(&mut self.surprised) && !self.renewing {
            return self.greet(read, env);
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
        self.batch = self.most;
        self.surprised |=
            results.iter().any(|result| result.outcome.why == Some(Why::FieldNotAllowed));
        let receipts =
            results.iter().zip(sent).map(|(result, (_, op_id))| (*op_id, result.outcome));
        let receipts = Effect::StoreReceipts(receipts.collect());
        // Headquarters has these. The next may go while the receipts are written; if they are lost, all go again.
        if let Some((last, _)) = sent.get(results.len() - 1)
            && results.len() == sent.len()
            && let Some(push) = self.push_after(*last, read)?
        {
            return Ok(vec![push, receipts]);
        }

        self.store(Next::Push, vec![receipts], read, env)
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
