//! Comparing what is stored with what headquarters has: bucket by bucket, record by record, and only what differs
//! is fetched. What headquarters lost when it was restored from a backup is offered to it first.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Client, Next, Phase, Step};
use crate::client::{Effect, Held, Mend, Read, Status};
use crate::wire::{
    BUCKETS, Listed, Listing, ListingReply, Pull, PullReply, Request, Salvage, Survey, SurveyReply,
};
use crate::{Env, Epoch, Laws, Row, Sealed, StreamId, limits};

/// A comparison that is under way.
#[derive(Debug, Clone)]
pub struct Repair {
    place: usize,
    stream: StreamId,
    epoch: Epoch,
    aim: Aim,
    /// Buckets that differ and were not looked into yet.
    left: Vec<u64>,
    /// Records to offer, the last first.
    offers: Vec<Held>,
    /// Places of rows to fetch.
    wanted: Vec<u64>,
    /// Records to drop.
    gone: Vec<(String, Uuid)>,
}

/// What a comparison is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Headquarters was restored, and nothing was pushed again yet: offer what it does not have at all.
    Rescue,
    /// Make the copy what it should be.
    Mend {
        /// Headquarters was restored: offer what differs before it is replaced.
        offer: bool,
    },
}

impl<L: Laws> Client<L> {
    /// Compares the stream at this place; beyond the last one, goes on with the round.
    pub(super) fn survey(
        &mut self,
        place: usize,
        aim: Aim,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        let (Some(stream), Some(epoch)) = (self.streams.get(place).cloned(), self.epoch) else {
            return self.push(read, env);
        };
        let (left, offers) = (Vec::new(), Vec::new());
        let (wanted, gone) = (Vec::new(), Vec::new());
        let ask = Request::Survey(Survey { stream: stream.clone(), epoch });
        self.repair = Some(Repair { place, stream, epoch, aim, left, offers, wanted, gone });

        Ok(vec![Effect::Status(Status::Pulling), self.send(Phase::Surveying, ask)])
    }

    pub(super) fn surveyed(
        &mut self,
        reply: &SurveyReply,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        let Some(mut repair) = self.repair.take().filter(|_| reply.buckets.len() == BUCKETS) else {
            return Ok(self.retreat(Status::Offline, None, env));
        };
        let here = read.buckets(&repair.stream)?;
        let differing = here.iter().zip(&reply.buckets).zip(0_u64..);
        repair.left = differing
            .filter(|((here, there), _)| here != there)
            .map(|(_, bucket)| bucket)
            .collect();

        self.repair = Some(repair);
        self.go_on(read, env)
    }

    /// The next step of a comparison.
    pub(super) fn go_on(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        let Some(repair) = &mut self.repair else { return self.push(read, env) };
        let (stream, epoch) = (repair.stream.clone(), repair.epoch);

        if !repair.left.is_empty() {
            let buckets = repair.left.iter().take(limits::BUCKETS).copied().collect();
            let ask = Request::Listing(Listing { stream, epoch, buckets });
            return Ok(vec![self.send(Phase::Listing, ask)]);
        }
        if !repair.offers.is_empty() {
            // Records first, then what happened to them, in the order in which it did.
            let is_fact = |held: &Held| domain::FACTS.contains(&held.kind.as_str());
            repair.offers.sort_by_key(|held| std::cmp::Reverse((is_fact(held), held.seq)));
            let rows = some_of(&stream, &mut repair.offers, read)?;
            let ask = Request::Salvage(Salvage { stream, epoch, rows });
            return Ok(vec![self.send(Phase::Salvaging, ask)]);
        }
        if !repair.wanted.is_empty() {
            let count = repair.wanted.len().min(limits::ROWS);
            let at: Vec<u64> = repair.wanted.drain(..count).collect();
            let max = limits::PAGE_BYTES as u64;
            let pull = Pull { epoch: Some(epoch), at: at.clone(), ..Pull::above(stream, 0, max) };
            return Ok(vec![self.send(Phase::Fetching(at), Request::Pull(pull))]);
        }
        if !repair.gone.is_empty() {
            let gone = std::mem::take(&mut repair.gone);
            let mend = Effect::Mend(Mend { stream, rows: Vec::new(), gone });
            return self.store(Next::Repair, vec![mend], read, env);
        }

        let (place, aim) = (repair.place, repair.aim);
        self.repair = None;
        match aim {
            Aim::Rescue => self.survey(place + 1, aim, read, env),
            Aim::Mend { .. } => {
                self.unsettled.extend(self.streams.get(place).cloned());
                self.pull(place, read, env)
            }
        }
    }

    pub(super) fn listed(
        &mut self,
        reply: &ListingReply,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        let Some(repair) = self
            .repair
            .as_mut()
            .filter(|repair| (1..=repair.left.len().min(limits::BUCKETS)).contains(&reply.covered))
        else {
            return Ok(self.retreat(Status::Offline, None, env));
        };
        let covered: Vec<u64> = repair.left.drain(..reply.covered).collect();
        let here = read.held(&repair.stream, &covered)?;
        repair.compare(here, &reply.ids);

        self.go_on(read, env)
    }

    pub(super) fn fetched(
        &mut self,
        at: &[u64],
        reply: PullReply,
        read: &dyn Read,
        env: &mut dyn Env,
    ) -> Step {
        let asked = |row: &Sealed| row.is_intact() && at.contains(&row.seq);
        let Some(repair) = self.repair.as_mut().filter(|_| reply.rows.iter().all(asked)) else {
            return Ok(self.retreat(Status::Offline, None, env));
        };
        let (stream, gone) = (repair.stream.clone(), std::mem::take(&mut repair.gone));
        let mend = Effect::Mend(Mend { stream, rows: reply.rows, gone });

        self.store(Next::Repair, vec![mend], read, env)
    }

    /// Headquarters does not know this way of comparing: it is older than this program.
    pub(super) fn not_comparable(&mut self, read: &dyn Read, env: &mut dyn Env) -> Step {
        match self.repair.take() {
            Some(Repair { place, aim: Aim::Rescue, .. }) => {
                self.survey(place + 1, Aim::Rescue, read, env)
            }
            Some(Repair { place, .. }) => self.refetch(place, read, env),
            None => self.push(read, env),
        }
    }
}

impl Repair {
    /// Notes what must be done about the buckets of which this is all.
    fn compare(&mut self, here: Vec<Held>, there: &[Listed]) {
        let named = |held: Held| ((held.kind.clone(), held.id), held);
        let mut here: BTreeMap<(String, Uuid), Held> = here.into_iter().map(named).collect();
        for listed in there {
            let held = here.remove(&(listed.kind.clone(), listed.id));
            if held.as_ref().is_some_and(|held| held.live && held.hash == listed.hash) {
                continue;
            }
            if let Aim::Mend { offer } = self.aim {
                self.wanted.push(listed.seq);
                self.offers.extend(held.filter(|_| offer));
            }
        }
        for held in here.into_values().filter(|held| held.live) {
            if matches!(self.aim, Aim::Mend { .. }) {
                self.gone.push((held.kind.clone(), held.id));
            }
            if self.aim != (Aim::Mend { offer: false }) {
                self.offers.push(held);
            }
        }
    }
}

/// Takes the first of the offers, which stand last: as many rows as fit into one call. A row that is no longer what it was is no use
/// to anyone.
fn some_of(
    stream: &StreamId,
    offers: &mut Vec<Held>,
    read: &dyn Read,
) -> Result<Vec<Row>, super::ReadFailure> {
    let mut rows = Vec::new();
    let mut bytes = 0;
    while let Some(held) = offers.last() {
        let row = read.row(stream, &held.kind, held.id)?.filter(Row::is_intact);
        bytes += row.as_ref().and_then(|row| serde_json::to_vec(row).ok()).map_or(0, |it| it.len());
        if !rows.is_empty() && (bytes > limits::PUSH_BYTES || rows.len() == limits::ROWS) {
            break;
        }
        rows.extend(row);
        offers.pop();
    }

    Ok(rows)
}
