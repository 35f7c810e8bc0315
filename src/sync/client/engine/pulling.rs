//! Pulling: page after page, stream after stream, until there is nothing more; then waiting for something new.

use super::repair::Aim;
use super::{Client, Next, Phase, QUIET_ROUNDS, ROUND_WAIT_MS, Step};
use crate::client::{Effect, Page, Read, ReadFailure, Status};
use crate::wire::{Pull, PullReply, Request, Rest};
use crate::{Digest, Env, Laws, StreamId, limits};

/// Bytes of rows that are asked for in one page.
const PULL_BYTES: u64 = limits::PULL_BYTES as u64;
/// So often a stream is compared in a round before it is fetched anew.
const MOST_SURVEYS: u32 = 2;

impl<L: Laws> Client<L> {
    pub(super) fn pull(&mut self, place: usize, read: &dyn Read, env: &mut dyn Env) -> Step {
        let Some(stream) = self.streams.get(place).cloned() else {
            return self.all_pulled(read, env);
        };
        if self.renewing && !self.surveyed.contains_key(&stream) {
            return self.compare(place, stream, read, env);
        }
        let after = read.cursor(&stream)?;

        let floor = read.floor(&stream)?;

        Ok(vec![self.page((place, stream), (after, floor), false, read)?])
    }

    /// Asks for a page of a stream; if `listening`, headquarters may wait until there is one.
    fn page(
        &mut self,
        (place, stream): (usize, StreamId),
        (after, floor): (u64, u64),
        listening: bool,
        read: &dyn Read,
    ) -> Result<Effect, ReadFailure> {
        let rest =
            if place == 0 && !(listening && self.alone) { Some(self.rest_of(read)?) } else { None };
        let pull = Pull {
            wait: if listening { limits::WAIT_MS } else { 0 },
            epoch: self.epoch,
            floor,
            rest,
            ..Pull::above(stream, after, PULL_BYTES)
        };

        Ok(self.send(Phase::Pulling(place, after, listening), Request::Pull(pull)))
    }

    /// What is here of all streams but the first.
    fn rest_of(&self, read: &dyn Read) -> Result<Rest, ReadFailure> {
        let others = self.streams.iter().skip(1);
        let rest = others.map(|other| Ok((other, read.cursor(other)?, read.digest(other)?)));

        Ok(Rest::of(rest.collect::<Result<Vec<_>, ReadFailure>>()?))
    }

    fn all_pulled(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        if let Some(epoch) = self.epoch.filter(|_| self.renewing) {
            self.renewing = false;
            let next = Next::Pull(self.streams.len());
            return self.store(next, vec![Effect::StoreEpoch(epoch)], read, env);
        }
        if self.woken {
            return self.push(read, env);
        }

        let news = Effect::Status(Status::UpToDate);
        Ok([news].into_iter().chain(self.listen(read, env)?).collect())
    }

    /// Waits for something new in the first stream.
    pub(super) fn listen(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        let Some(stream) = self.streams.first().cloned() else {
            return Ok(self.rest(Status::UpToDate, limits::WAIT_MS, env));
        };
        let after = read.cursor(&stream)?;

        let floor = read.floor(&stream)?;

        Ok(vec![self.page((0, stream), (after, floor), true, read)?])
    }

    pub(super) fn pulled(
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
        let PullReply { rows, next, head, digest, floor, rest, .. } = reply;
        let floor = if after == 0 { floor } else { read.floor(&stream)? };
        let at_head = next == head;
        let news = !rows.is_empty() || next != after;
        if listening && !news {
            return self.heard_nothing(stream, (digest, rest), read, env);
        }

        if !at_head {
            let page = Page { stream: stream.clone(), rows, cursor: next, floor, at_head };
            // The next page is on its way while this one is stored.
            let ask = self.page((place, stream), (next, floor), false, read)?;
            return Ok(vec![Effect::Status(Status::Pulling), ask, Effect::ApplyPage(page)]);
        }
        let mut effects = Vec::new();
        if self.unsettled.remove(&stream) || news {
            effects.push(Effect::ApplyPage(Page { stream, rows, cursor: next, floor, at_head }));
        }
        self.store(Next::Check(place, digest, rest == Some(true)), effects, read, env)
    }

    /// The wait for something new is over. If nothing else is new either, there is no need to greet.
    fn heard_nothing(
        &mut self,
        stream: StreamId,
        (digest, rest): (Option<Digest>, Option<bool>),
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        if digest.is_some_and(|digest| read.digest(&stream).ok() != Some(digest)) {
            return self.check((0, digest, false), read, env);
        }
        if rest == Some(false) && self.rounds == 0 {
            self.alone = true;
            return self.listen(read, env);
        }
        if rest == Some(false) {
            return self.greet(read, env);
        }
        let resting = self.rest(Status::UpToDate, ROUND_WAIT_MS, env);
        self.rounds += 1;
        self.steady = rest == Some(true) && self.rounds < QUIET_ROUNDS;

        Ok(resting)
    }

    /// Compares a stream's digest; `all` is whether headquarters said that all other streams are as they are here.
    pub(super) fn check(
        &mut self,
        (place, digest, all): (usize, Option<Digest>, bool),
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        let Some(stream) = self.streams.get(place).cloned() else {
            return self.pull(place, read, env);
        };
        let stored = read.digest(&stream)?;
        if digest.is_none_or(|digest| digest == stored) {
            (self.failures, self.forks) = (0, 0);
            if self.renewing || !all {
                return self.pull(place + 1, read, env);
            }
            return self.skip_the_rest(read, env);
        }
        if self.surveyed.get(&stream).is_none_or(|times| *times < MOST_SURVEYS) {
            return self.compare(place, stream, read, env);
        }
        self.refetch(place, read, env)
    }

    /// All other streams are at their end, as headquarters says: only what waited for that is still to be settled.
    fn skip_the_rest(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        // What was wrong in this round is right again.
        self.surveyed.clear();
        self.refetched.clear();
        let mut effects = Vec::new();
        for stream in &self.streams {
            if self.unsettled.remove(stream) {
                let (cursor, floor) = (read.cursor(stream)?, read.floor(stream)?);
                let (stream, rows) = (stream.clone(), Vec::new());
                effects.push(Effect::ApplyPage(Page {
                    stream,
                    rows,
                    cursor,
                    floor,
                    at_head: true,
                }));
            }
        }
        self.store(Next::Pull(self.streams.len()), effects, read, env)
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
                // Why it had to be fetched anew may show at a greeting.
                self.rounds = QUIET_ROUNDS;
                self.unsettled.insert(stream.clone());
                self.store(Next::Pull(place), vec![Effect::ResetBase(stream)], read, env)
            }
            _ => Ok(self.retreat(Status::StoreTrouble, None, env)),
        }
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
