//! The properties that must hold, at every moment or once all is quiet.

use std::collections::{BTreeMap, BTreeSet};

use domain::erasure::bare;
use domain::handover::EVENT_HANDED;
use domain::{Event, Family, Progress, State};
use serde_json::Value;
use uuid::Uuid;

use super::coverage::Coverage;
use super::desktop::Desktop;
use super::oracle::{Key, Loss, header, stock_legs};
use super::orders::family_of;
use super::storage::{Backend, Desk, Hq};
use super::world::{Broken, World};
use crate::client::Read;
use crate::hq::{CONFLICT, StorageFailure, StreamHead};
use crate::model::words::changes_of_today;
use crate::order::{self, ORDER, ORDER_EVENT};
use crate::wire::{Outcome, Request, Verdict};
use crate::{Change, Digest, Fields, Laws, Row, StreamId};

impl<L: Laws, B: Backend> World<L, B> {
    /// The end of a stream.
    pub(super) fn head(&mut self, stream: &StreamId) -> Result<u64, Broken> {
        Ok(self.stream_head(stream)?.seq)
    }

    /// Where a stream stands.
    pub(super) fn stream_head(&mut self, stream: &StreamId) -> Result<StreamHead, Broken> {
        let mut head = StreamHead::default();
        let ran = self.hq.transact(false, &mut |tx| {
            head = tx.stream(stream)?;
            Ok(())
        });

        ran.map(|()| head).map_err(|StorageFailure(what)| ("I1", what))
    }

    /// Whether a desktop has heard of the state that headquarters is in since it was restored last.
    pub(super) fn knows_the_epoch(&self, desk: usize) -> bool {
        let known = self.desktops[desk].store.identity().ok().and_then(|it| it.epoch);

        known == Some(self.past.epoch)
    }

    /// I7: nothing at or below a cursor is unseen.
    pub(super) fn check_cursor(&mut self, desk: usize) -> Result<(), Broken> {
        // What it pulled from another state of headquarters is to be compared first.
        if !self.knows_the_epoch(desk) {
            return Ok(());
        }
        for stream in self.desktops[desk].streams() {
            let desktop = &self.desktops[desk];
            if desktop.rotten.contains(&stream) {
                continue;
            }
            let cursor = desktop.store.cursor(&stream).map_err(|failure| ("I7", failure.0))?;
            let here: BTreeMap<_, _> = desktop
                .store
                .rows(&stream)
                .into_iter()
                .map(|row| ((row.kind.clone(), row.id), row))
                .collect();
            for row in self.hq.rows(&stream).into_iter().filter(|row| row.seq <= cursor) {
                let own = here.get(&(row.kind.clone(), row.id));
                // What was removed may as well never have been; and what a restored headquarters remembers as removed
                // may have been so here in another way since.
                let again = self.past.restores > 0;
                let gone = row.body.is_none() && own.is_none_or(|own| own.body.is_none() && again);
                if !gone && own.map(|own| own.seq) != Some(row.seq) {
                    let what = format!(
                        "desk {desk} is at {cursor} of {stream} without {} {}",
                        row.kind, row.id
                    );
                    return Err(("I7", what));
                }
            }
        }
        Ok(())
    }

    /// I5: what cannot be asked from outside is sound, too.
    pub(super) fn check_within(&self, desk: usize, quiet: bool) -> Result<(), Broken> {
        let flaw = self.desktops[desk].store.flaw(quiet);

        flaw.map_or(Ok(()), |what| Err(("I5", format!("within desk {desk}: {what}"))))
    }

    /// I4: nothing has to be mended unless something broke.
    pub(super) fn check_cause(&self, desk: usize, stream: &StreamId) -> Result<(), Broken> {
        if self.desktops[desk].excused.contains(stream) {
            return Ok(());
        }
        Err(("I4", format!("desk {desk} mends {stream}, and nothing was wrong with it")))
    }

    /// I5: whatever was pulled, the last edit that is not yet acknowledged is what its author sees.
    pub(super) fn check_own_edit(&self, desk: usize) -> Result<(), Broken> {
        let Desktop { store, old, .. } = &self.desktops[desk];
        let outbox = store.outbox();
        let Some(last) = outbox.last().filter(|it| it.outcome.is_none()) else { return Ok(()) };
        let change = match old {
            true => last.op.changes.last().cloned(),
            false => changes_of_today(&last.op).last(),
        };
        let Some(Change::Patch { kind, id, fields, .. }) = &change else { return Ok(()) };
        let Some(view) = store.view(&last.op.stream, kind, *id) else { return Ok(()) };
        if view == bare(kind, &view) {
            return Ok(());
        }

        let hidden =
            fields.iter().find(|(name, value)| view.get(*name).unwrap_or(&Value::Null) != *value);
        match hidden {
            Some((name, _)) if order::may_edit(name, &Value::Null, false) => {
                Err(("I5", format!("desk {desk} does not see its own edit of {name} of {id}")))
            }
            _ => Ok(()),
        }
    }

    /// What is still under way, if anything is.
    pub(super) fn unrest(&mut self) -> Result<Option<String>, Broken> {
        if let Some(desk) = self.desktops.iter().position(|it| !it.up || !it.idle) {
            return Ok(Some(format!("desk {desk} is busy")));
        }
        for desk in 0..self.desktops.len() {
            let desktop = &self.desktops[desk];
            let outbox = desktop.store.outbox();
            if let Some(it) = outbox.iter().find(|it| it.outcome.is_none()) {
                return Ok(Some(format!("desk {desk} has {} pending", it.op.op_id)));
            }
            if desktop.revoked {
                continue;
            }
            let took = |verdict| matches!(verdict, Verdict::Applied | Verdict::Merged);
            let unsettled = |end: Outcome| took(end.result);
            if let Some(it) =
                outbox.iter().find(|it| !it.settled && it.outcome.is_some_and(unsettled))
            {
                return Ok(Some(format!("desk {desk} has {} unsettled", it.op.op_id)));
            }
            if let Some(stream) = self.beyond_its_grants(desk) {
                return Ok(Some(format!("desk {desk} has not let go of {stream}")));
            }
            let told = desktop.store.role().map_err(|failure| ("I20", failure.0))?;
            if told != desktop.role {
                return Ok(Some(format!(
                    "desk {desk} has not heard that it is a {:?}",
                    desktop.role
                )));
            }
            for stream in self.desktops[desk].streams() {
                let cursor = self.desktops[desk]
                    .store
                    .cursor(&stream)
                    .map_err(|failure| ("I7", failure.0))?;
                if cursor != self.head(&stream)? {
                    return Ok(Some(format!("desk {desk} is at {cursor} of {stream}")));
                }
                let rotten = self.desktops[desk].rotten.contains(&stream);
                let here = self.desktops[desk].store.rows(&stream);
                if rotten && live(here) != live(self.hq.rows(&stream)) {
                    return Ok(Some(format!("desk {desk} has not mended {stream}")));
                }
            }
        }
        Ok(None)
    }

    /// I9: a stream that a desktop holds rows of and may not see.
    fn beyond_its_grants(&self, desk: usize) -> Option<StreamId> {
        let (desktop, catalog) = (&self.desktops[desk], StreamId::catalog());
        let granted = desktop.streams();
        let mut others =
            self.branches.iter().chain([&catalog]).filter(|stream| !granted.contains(stream));

        others.find(|stream| !desktop.store.rows(stream).is_empty()).cloned()
    }

    /// Everything that must hold once all is quiet.
    pub(super) fn reckon(&mut self) -> Result<(), Broken> {
        self.check_ends()?;
        self.check_copies()?;
        let streams: Vec<_> = self.branches.iter().cloned().chain([StreamId::catalog()]).collect();
        for stream in &streams {
            let rows = self.hq.rows(stream);
            self.check_oracle(stream, &rows)?;
            check_orders(&rows, &mut self.seen.coverage)?;
            self.check_counts(&rows)?;
            self.count_decisions(&rows);
        }
        self.check_journal()?;
        self.check_erased()?;
        self.check_clocks(&streams)?;
        self.check_rollback()?;
        self.check_replay(&streams)?;
        for desk in 0..self.desktops.len() {
            let quiet = !self.desktops[desk].revoked;
            self.check_within(desk, quiet)?;
        }
        if let Some(what) = self.hq.flaw() {
            return Err(("I3", format!("within headquarters: {what}")));
        }
        self.mark_ends(&streams)?;
        self.seen.conflicts = self.hq.conflicts().len() as u64;
        Ok(())
    }

    /// I18: whatever each holds and was told in the end is part of the trace.
    fn mark_ends(&mut self, streams: &[StreamId]) -> Result<(), Broken> {
        for stream in streams {
            let StreamHead { seq, digest, floor } = self.stream_head(stream)?;
            self.mark_words(&format!("{stream} {seq} {digest:?} {floor}"));
        }
        for desk in 0..self.desktops.len() {
            let store = &self.desktops[desk].store;
            let mut words = String::new();
            for stream in self.desktops[desk].streams() {
                let (cursor, digest) = (store.cursor(&stream), store.digest(&stream));
                words += &format!("{stream} {cursor:?} {digest:?} ");
            }
            for it in store.outbox() {
                words += &format!("{} {:?} {} ", it.op.op_id, it.outcome, it.settled);
            }
            self.mark_words(&words);
        }
        let mut ends: Vec<_> = self.recorded.keys().copied().collect();
        ends.sort();
        let ends = ends.into_iter().map(|op_id| self.hq.receipt(op_id));
        let ends: String = ends.map(|receipt| format!("{receipt:?} ")).collect();
        self.mark_words(&ends);

        Ok(())
    }

    fn count_decisions(&mut self, rows: &[Row]) {
        for body in rows.iter().filter(|row| row.kind == ORDER).filter_map(|row| row.body.as_ref())
        {
            self.seen.disputed += u64::from(body.contains_key(order::DISPUTED));
            self.seen.stop_notices += u64::from(body.contains_key(order::STOP_NOTICE));
            self.seen.second_visits += u64::from(body.contains_key(order::SECOND_VISIT));
        }
    }

    /// I1, I11: what was recorded has one end, the same here and there.
    fn check_ends(&mut self) -> Result<(), Broken> {
        for (op_id, lost) in &self.recorded {
            match self.hq.receipt(*op_id).map(|receipt| receipt.outcome.result) {
                Some(Verdict::Applied) => self.seen.applied += 1,
                Some(Verdict::Merged) => self.seen.merged += 1,
                Some(Verdict::Rejected) => self.seen.rejected += 1,
                Some(Verdict::Quarantined) => self.seen.quarantined += 1,
                None if *lost || self.went_with_its_device(*op_id) => self.seen.restored_away += 1,
                None => return Err(("I1", format!("{op_id} has no end at headquarters"))),
            }
        }
        for (desk, desktop) in self.desktops.iter().enumerate() {
            // It was sent away, and does not hear of headquarters' past.
            if desktop.revoked && self.past.restores > 0 {
                continue;
            }
            for it in desktop.store.outbox() {
                let there = self.hq.receipt(it.op.op_id).map(|receipt| receipt.outcome);
                if there.is_none() || it.outcome != there {
                    let what = format!(
                        "{}: {:?} on desk {desk}, {there:?} at headquarters",
                        it.op.op_id, it.outcome
                    );
                    return Err(("I1", what));
                }
            }
        }
        Ok(())
    }

    /// I4, I5, I7: every desktop holds what headquarters holds, and shows it.
    fn check_copies(&mut self) -> Result<(), Broken> {
        for desk in 0..self.desktops.len() {
            if self.desktops[desk].revoked {
                continue;
            }
            self.desktops[desk].rotten.clear();
            self.check_cursor(desk)?;
            let store = &self.desktops[desk].store;
            for stream in self.desktops[desk].streams() {
                let (here, there) = (live(store.rows(&stream)), live(self.hq.rows(&stream)));
                if here != there {
                    return Err(("I4", format!("desk {desk} differs in {stream}")));
                }
                if store.digest(&stream).ok() != Some(there.iter().collect::<Digest>()) {
                    return Err((
                        "I4",
                        format!("desk {desk}'s digest of {stream} is not that of its rows"),
                    ));
                }
                for row in &there {
                    if store.view(&stream, &row.kind, row.id) != row.body {
                        return Err((
                            "I5",
                            format!("desk {desk} shows {} {} differently", row.kind, row.id),
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    /// I3, I6: headquarters holds what the applied operations say, no less and no more.
    fn check_oracle(&self, stream: &StreamId, rows: &[Row]) -> Result<(), Broken> {
        let mut stock: BTreeMap<(StreamId, String, String), i64> = BTreeMap::new();
        let mut found = 0;
        for row in rows.iter().filter(|row| row.kind != CONFLICT) {
            let key: Key = (stream.clone(), row.kind.clone(), row.id);
            let here = row.body.as_ref().map(header);
            let profile = self.oracle.profiles.get(&key).map(super::oracle::Profile::body);
            let Some(ought) =
                profile.or_else(|| self.oracle.facts.get(&key).map(|body| Some(header(body))))
            else {
                return Err(("I3", format!("nobody made {} {}", row.kind, row.id)));
            };
            if here != ought {
                return Err(("I3", format!("{} {} is {here:?}, not {ought:?}", row.kind, row.id)));
            }
            found += usize::from(here.is_some());
            if let ("stock_move", Some(body)) = (row.kind.as_str(), &row.body) {
                for (place, _, quantity) in stock_legs(body) {
                    let part = body.get("part").map(Value::to_string).unwrap_or_default();
                    *stock.entry((stream.clone(), part, place)).or_default() += quantity;
                }
            }
        }
        let present = self.oracle.profiles.iter().filter(|(_, it)| it.removed.is_none());
        let made = present.map(|(key, _)| key).chain(self.oracle.facts.keys());
        let made = made.filter(|key| key.0 == *stream).count();
        if found != made {
            return Err(("I3", format!("{stream} holds {found} records of {made}")));
        }

        let ought: BTreeMap<_, _> =
            self.oracle.stock.iter().filter(|(key, _)| key.0 == *stream).collect();
        if stock.iter().collect::<BTreeMap<_, _>>() != ought || stock.values().sum::<i64>() != 0 {
            return Err(("I6", format!("stock of {stream} is {stock:?}, not {ought:?}")));
        }
        Ok(())
    }

    /// I11: what lost is in the journal, and its branch can see it there.
    fn check_journal(&self) -> Result<(), Broken> {
        let journal = self.hq.conflicts();
        let entries = journal.iter().filter(|it| it.field.is_some() || it.lost == "removed");
        let erased = |key: &Key| self.oracle.erased.contains(&(key.0.clone(), key.2));
        let entries: BTreeSet<Loss> = entries
            .map(|it| {
                let key = (it.stream.clone(), it.kind.clone(), it.id);
                (it.lost_op, key, it.field.clone(), it.lost.to_string())
            })
            .filter(|(_, key, ..)| !erased(key))
            .collect();
        let losses = self.oracle.losses.iter().filter(|(_, key, ..)| !erased(key));
        let losses: BTreeSet<Loss> = losses.cloned().collect();
        if let Some(loss) = entries.symmetric_difference(&losses).next() {
            return Err(("I11", format!("journal and losses differ in {loss:?}")));
        }
        for it in &journal {
            let shown = self
                .hq
                .rows(&it.stream)
                .iter()
                .any(|row| row.kind == CONFLICT && row.id == it.row_id);
            if !shown {
                return Err(("I11", format!("conflict {} is not in its stream", it.row_id)));
            }
        }
        Ok(())
    }

    /// Whether this offered something after a restore that waits for a person: by now what it belongs to may be here
    /// again, and then it becomes part of the stream.
    fn is_kept_for_somebody(&self, request: &Request) -> bool {
        let Request::Salvage(salvage) = request else { return false };
        let kept = self.hq.salvage();

        salvage.rows.iter().any(|row| kept.iter().any(|it| it.row.id == row.id))
    }

    /// I3: any past call again changes nothing.
    fn check_replay(&mut self, streams: &[StreamId]) -> Result<(), Broken> {
        let before = self.holdings(streams);
        for _ in 0..5 {
            // What was said to an earlier state of headquarters may be news to this one.
            let since = &self.archive[self.past.archived..];
            let Some((device, request)) = self.chance.pick(since).cloned() else { break };
            if self.is_kept_for_somebody(&request) {
                continue;
            }
            let _ = self.serve(device, &request, true)?; // Whatever it answers, it may not change anything.
        }
        if self.holdings(streams) == before {
            Ok(())
        } else {
            Err(("I3", "a replay changed something".to_owned()))
        }
    }

    fn holdings(&self, streams: &[StreamId]) -> (usize, usize, Vec<Vec<Row>>) {
        let rows = streams.iter().map(|stream| self.hq.rows(stream)).collect();

        (self.hq.receipts(), self.hq.conflicts().len(), rows)
    }
}

/// Without what was removed, and may be forgotten here and not there.
fn live(mut rows: Vec<Row>) -> Vec<Row> {
    rows.retain(|row| row.body.is_some());
    rows
}

/// I10: an order's history is a path of the graph; what was done stays done.
fn check_orders(rows: &[Row], coverage: &mut Coverage) -> Result<(), Broken> {
    let mut events: BTreeMap<Uuid, Vec<&Row>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.kind == ORDER_EVENT) {
        if let Some(order) = row.body.as_ref().and_then(order::order_of) {
            events.entry(order).or_default().push(row);
        }
    }
    for row in rows.iter().filter(|row| row.kind == ORDER) {
        let mut history = events.remove(&row.id).unwrap_or_default();
        history.sort_by_key(|event| event.seq);
        let family = row.body.as_ref().map_or(Family::Service, family_of);
        let mut now = Progress::new(family);
        let mut elsewhere = false;
        for body in history.iter().filter_map(|event| event.body.as_ref()) {
            elsewhere |= body.contains_key(EVENT_HANDED);
            // It goes on with another branch: taking it up here comes to nothing.
            if elsewhere && body.get("event") == Some(&Value::from("reinstate")) {
                continue;
            }
            now = step((family, now), body, coverage)
                .map_err(|what| ("I10", format!("order {}: {what}", row.id)))?;
        }
        let stated = row.body.as_ref().and_then(order::progress);
        if stated != Some(now) {
            return Err((
                "I10",
                format!("order {} is {stated:?} after a history to {now:?}", row.id),
            ));
        }
    }
    match events.keys().next() {
        Some(order) => Err(("I10", format!("something happened to {order}, which is not here"))),
        None => Ok(()),
    }
}

fn step(
    (family, now): (Family, Progress),
    body: &Fields,
    coverage: &mut Coverage,
) -> Result<Progress, String> {
    let read = |name: &str| body.get(name).cloned().unwrap_or(Value::Null);
    let event: Event = serde_json::from_value(read("event")).map_err(|it| it.to_string())?;
    let from: State = serde_json::from_value(read("from")).map_err(|it| it.to_string())?;
    coverage.note((family, now.state, event), from);
    let turn =
        order::decide(family, now, event, Some(from)).ok_or(format!("{event:?} at {from:?}"))?;
    let next = turn.progress;

    let done = |state| order::is_complete(state);
    let completes = order::is_completion(event);
    let meant = Progress { state: from, before: None }.after(family, event).map(|it| it.state);
    let legal = if from == now.state {
        now.after(family, event) == Some(next)
    } else {
        next == now
            || (event == Event::Cancel && next.state == State::Cancelled && !done(now.state))
            || (completes && Some(next.state) == meant && !done(now.state))
            || (!done(now.state)
                && now.state != State::Cancelled
                && now.after(family, event) == Some(next))
    };
    let undone = from != now.state && done(now.state) && !done(next.state);
    let vanished = completes && !done(next.state);
    if !legal || undone || vanished {
        return Err(format!("{:?} -{event:?} from {from:?}-> {:?}", now.state, next.state));
    }
    Ok(next)
}
