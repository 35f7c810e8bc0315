//! The network of a simulated world, and headquarters at its other end.

use std::collections::BTreeMap;

use super::chance::Surroundings;
use super::faults::Fault;
use super::oracle::Author;
use super::storage::{Backend, Hq};
use super::world::{Broken, Item, World};
use super::years::Trade;
use crate::hq::{Caller, StorageFailure};
use crate::wire::{Code, Pull, Push, PushReply, Refusal, Reply, Request};
use crate::{DeviceId, Incarnation, Laws, OpId, may_make};

/// A desktop gives up on an answer after this long.
const TIMEOUT_MS: i64 = 8_000;

impl<L: Laws, B: Backend> World<L, B> {
    /// Puts a call on the network.
    pub(super) fn post(&mut self, desk: usize, ticket: u64, mut request: Request) {
        if matches!(request, Request::Push(_)) {
            self.desktops[desk].be_seen();
        }
        if let Request::Pull(pull) = &mut request {
            // Small pages, so that much happens between them.
            pull.max = 200 + self.chance.below(2_000);
        }
        let life = self.desktops[desk].life;
        self.schedule(TIMEOUT_MS, Item::Lost(desk, life, ticket));
        if self.desktops[desk].cut || self.happens(Fault::Loss, 8) {
            self.seen.faults += 1;
            return;
        }
        let listening = matches!(&request, Request::Pull(Pull { wait, .. }) if *wait > 0);
        let delay = self.delay() + if listening { 2_000 } else { 0 };
        if self.happens(Fault::Doubles, 5) {
            self.seen.faults += 1;
            let later = delay + self.soon(20_000);
            self.schedule(later, Item::Arrive(desk, life, ticket, request.clone()));
        }
        self.schedule(delay, Item::Arrive(desk, life, ticket, request));
    }

    /// Whether a fault strikes that does so many times in a hundred. Chance is drawn whether or not there is such a fault.
    fn happens(&mut self, fault: Fault, percent: u64) -> bool {
        self.trouble && self.chance.percent(percent) && self.faults.has(fault)
    }

    fn delay(&mut self) -> i64 {
        let slow = self.happens(Fault::Slow, 5);

        5 + self.soon(if slow { 9_000 } else { 120 })
    }

    pub(super) fn arrive(
        &mut self,
        desk: usize,
        life: u64,
        ticket: u64,
        request: Request,
    ) -> Result<(), Broken> {
        let device = self.desktops[desk].device;
        let fate = if self.trouble { self.chance.below(100) } else { 99 };
        let committed = fate >= 2 || !self.faults.has(Fault::Uncommitted);
        if fate > 96
            && self.trouble
            && self.faults.has(Fault::Busy)
            && let Some(refusal) = self.unable(&request)
        {
            let delay = self.delay();
            self.schedule(delay, Item::Answer(desk, life, ticket, Err(refusal)));
            return Ok(());
        }
        let mut reply = self.serve(device, &request, committed)?;
        if self.trouble && committed && reply.is_ok() {
            self.archive.push((device, request.clone()));
        }
        if fate == 96 && self.trouble && self.faults.has(Fault::Spoilt) {
            spoil(&mut reply);
        }
        // A crash after the commit, or the network on the way back: done, but nobody is told.
        let unanswered = fate < 8 && self.faults.has(Fault::Unanswered);
        if !committed || unanswered || (self.trouble && self.desktops[desk].cut) {
            self.seen.faults += 1;
            self.note(|| format!("desk {desk} gets no answer, committed: {committed}"));
            return Ok(());
        }
        let delay = self.delay();
        self.schedule(delay, Item::Answer(desk, life, ticket, reply));
        Ok(())
    }

    /// Headquarters has its own troubles.
    fn unable(&mut self, request: &Request) -> Option<Refusal> {
        match request {
            Request::Push(push) if push.ops.len() > 1 => {
                Some(Refusal::new(Code::TooLarge, "not so much"))
            }
            Request::Push(_) if self.chance.percent(70) => None,
            _ => {
                let retry_after = Some(self.chance.below(5));
                Some(Refusal { retry_after, ..Refusal::new(Code::Busy, "later") })
            }
        }
    }

    /// Headquarters answers.
    pub(super) fn serve(
        &mut self,
        device: DeviceId,
        request: &Request,
        commit: bool,
    ) -> Result<Result<Reply, Refusal>, Broken> {
        self.seen.calls += 1;
        if let Request::Pull(pull) = request {
            let answer = self.give((device, pull), commit)?;
            self.note(|| format!("hq commit {commit} {device}: {request:?} -> {answer:?}"));
            if commit {
                self.check_bounds(device, request, &answer)?;
            }
            return Ok(answer);
        }
        let before = self.before_salvage(request);
        let lives = self.lives_of(request);
        let mut answer = Err(Refusal::new(Code::Busy, "a moment"));
        let mut surroundings =
            Surroundings { now_ms: self.hq_clock_ms(), chance: &mut self.chance };
        let engine = &self.engine;
        let ran = self.hq.transact(commit, &mut |tx| {
            let caller = Caller { device };
            answer = engine.handle(caller, request, tx, &mut surroundings)?;
            if let (Request::Hello(hello), Ok(_)) = (request, &answer)
                && engine.is_news(caller, hello, tx, &mut surroundings)?
            {
                engine.remember(caller, hello, tx, &mut surroundings)?;
            }
            Ok(())
        });
        ran.map_err(|StorageFailure(what)| ("I1", what))?;

        if let (Ok(Reply::Push(reply)), true) = (&answer, commit) {
            self.mark_words(&format!("{:?}", reply.results));
        }
        self.note(|| match (request, &answer) {
            (Request::Push(push), Ok(Reply::Push(reply))) => {
                format!("hq commit {commit} {device}: push {:?} -> {:?}", push.ops, reply.results)
            }
            (request, answer) => format!("hq commit {commit} {device}: {request:?} -> {answer:?}"),
        });
        if let (Request::Push(push), Ok(Reply::Push(reply)), true) = (request, &answer, commit) {
            self.heed(device, (push, lives), reply)?;
        }
        if commit {
            self.check_bounds(device, request, &answer)?;
        }
        if commit && answer.is_ok() {
            self.after_salvage(&before)?;
        }
        Ok(answer)
    }

    /// The life in which each operation of a push arrived that arrives again.
    fn lives_of(&self, request: &Request) -> BTreeMap<OpId, Option<Incarnation>> {
        let Request::Push(push) = request else { return BTreeMap::new() };
        let inc_of = |op_id| self.hq.receipt(op_id).map(|receipt| receipt.inc);

        push.ops.iter().map(|posted| (posted.op_id, inc_of(posted.op_id))).collect()
    }

    /// The oracle listens to every push that was answered. `lives` is what was known before: a receipt moves to another
    /// life when its operation's turn comes, not before.
    fn heed(
        &mut self,
        device: DeviceId,
        (push, mut lives): (&Push, BTreeMap<OpId, Option<Incarnation>>),
        reply: &PushReply,
    ) -> Result<(), Broken> {
        let Some(desktop) = self.desktops.iter().find(|it| it.device == device) else {
            return Ok(());
        };
        let rights = desktop.rights();
        let hq = &self.hq;
        for (posted, result) in push.ops.iter().zip(&reply.results) {
            lives.remove(&posted.op_id);
            let inc_of = |op_id| match lives.get(&op_id) {
                Some(inc) => *inc,
                None => hq.receipt(op_id).map(|receipt| receipt.inc),
            };
            let Some(op) = posted.read() else { continue };
            let op = crate::hq::up_to_date(&op, &Trade);
            let author = Author { rights: &rights, inc: push.inc, now_ms: self.hq_clock_ms() };
            self.oracle.heed(&op, result.outcome, &author, &inc_of)?;
            let beyond = op.changes.iter().any(|change| !may_make(desktop.role, change));
            self.seen.beyond += u64::from(beyond);
        }
        let branch = (!desktop.revoked).then(|| desktop.branch.clone());
        let role = rights.role;

        branch.map_or(Ok(()), |branch| self.hear_push(device, (&branch, role), push))
    }
}

/// Something on the way changes an answer without anyone noticing.
fn spoil(reply: &mut Result<Reply, Refusal>) {
    if let Ok(Reply::Pull(page)) = reply
        && let Some(row) = page.rows.first_mut()
    {
        row.rev += 1;
    }
}
