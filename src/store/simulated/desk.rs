//! What the simulator asks of a desk's database, asked of the real one.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use domain::{Customer, CustomerId, Fields, Likeness, Record as _, Sameness};
use rusqlite::OptionalExtension;
use sync::client::{Effect, Held, Identity as Known, Mend, Pending, Read, ReadFailure};
use sync::model::{Outgoing, words};
use sync::simulator::Desk;
use sync::wire::Outcome;
use sync::{Chain, Change, DeskRole, DeviceId, Digest, Incarnation, Operation, Row, StreamId};
use uuid::Uuid;

use super::pool;
use crate::record::fields_from;
use crate::replica::{forget_words_of_today, lay_in_words_of_today, operation_from};
use crate::{Error, Identity, Session, Store, Watch};

/// It is looked through after so many changes: that takes longer than they do.
const LOOK: u32 = 20;

/// The database.
pub struct RealDesk {
    store: RefCell<Option<Store>>,
    /// Streams that are being fetched anew: what is left of the copy before is still shown.
    anew: BTreeSet<StreamId>,
    old: bool,
    /// The first thing that went wrong.
    broken: RefCell<Option<String>>,
    /// So often was anything written since it was last looked through.
    changes: Cell<u32>,
}

impl RealDesk {
    /// A freshly enrolled one.
    pub fn new(device: DeviceId, incarnation: Incarnation, branch: &StreamId) -> Self {
        let office = branch.branch_code().unwrap_or_default().to_owned();
        let identity = Identity {
            office,
            desk: "A".to_owned(),
            stream: branch.clone(),
            device,
            incarnation,
            n: 0,
            chain: Chain::START,
            epoch: None,
        };
        let desk = Self::of(pool::take());
        desk.write(|session| session.put_identity(&identity));
        desk
    }

    fn of(store: Result<Store, Error>) -> Self {
        let (store, broken) = match store {
            Ok(store) => (Some(Store { upcast: words::of_today, ..store }), None),
            Err(why) => (None, Some(why.to_string())),
        };

        Self {
            store: RefCell::new(store),
            anew: BTreeSet::new(),
            old: false,
            broken: RefCell::new(broken),
            changes: Cell::new(0),
        }
    }

    fn break_at(&self, why: impl std::fmt::Display) {
        self.broken.borrow_mut().get_or_insert(why.to_string());
    }

    fn write(&self, work: impl FnOnce(&Session<'_>) -> Result<(), Error>) {
        self.changes.set(self.changes.get() + 1);
        let Some(store) = &mut *self.store.borrow_mut() else { return };
        if let Err(why) = store.transact(work) {
            self.break_at(why);
        }
    }

    fn look<T>(&self, look: impl FnOnce(&Session<'_>) -> Result<T, Error>) -> Option<T> {
        let store = &mut *self.store.borrow_mut();
        let looked = store.as_mut()?.read(look);

        looked.inspect_err(|why| self.break_at(why)).ok()
    }

    fn ask<T>(
        &self,
        question: impl FnOnce(&Session<'_>) -> Result<T, ReadFailure>,
    ) -> Result<T, ReadFailure> {
        let answer = self.look(|session| Ok(question(session)));

        let answer = answer.unwrap_or(Err(ReadFailure("broken".to_owned())));
        answer.inspect_err(|why| self.break_at(why))
    }

    /// A record as it must be shown: what is pending laid over what was pulled.
    fn laid(
        session: &Session<'_>,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<Fields>, Error> {
        let base = session.pulled(stream, kind, id)?;
        if session.is_elsewhere(stream)? {
            return Ok(base.and_then(|row| row.body));
        }
        let pending = session.pending_on((kind, id), base.as_ref().map(|row| row.rev))?;

        Ok(sync::overlay(kind, id, base.as_ref(), &pending))
    }

    /// What is not as it should be.
    fn search(&self, quiet: bool) -> Option<String> {
        let flaws = self.look(|session| {
            let mut flaws = session.shown_otherwise(&self.anew)?;
            if quiet {
                flaws.extend(session.left_over()?);
            }
            Ok(flaws)
        })?;
        if let Some(flaw) = flaws.into_iter().next() {
            return Some(flaw);
        }
        if !quiet {
            return None;
        }
        let store = &mut *self.store.borrow_mut();
        let health = store.as_mut()?.check(&Watch::nobody());

        match health {
            Ok(health) => health.findings.first().map(|finding| format!("{finding:?}")),
            Err(why) => Some(why.to_string()),
        }
    }
}

impl Drop for RealDesk {
    fn drop(&mut self) {
        self.store.take().into_iter().for_each(pool::put_back);
    }
}

impl Session<'_> {
    /// Records that are not shown as what was pulled with what is pending over it, and orders that the lists have at
    /// another state. What is `anew` is left out where it was not pulled again yet.
    fn shown_otherwise(&self, anew: &BTreeSet<StreamId>) -> Result<Vec<String>, Error> {
        let mut statement = self.db.prepare_cached(
            "select stream, kind, id, coalesce(body, base), base is null from record",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        let mut flaws = Vec::new();
        for row in rows {
            let (stream, kind, id, text, baseless): (String, String, Uuid, Option<String>, bool) =
                row?;
            let Ok(stream) = stream.parse::<StreamId>() else { continue };
            let shown = text.map_or(Ok(None), |text| fields_from(&kind, &text))?;
            if baseless && anew.contains(&stream) {
                continue;
            }
            let base = self.pulled(&stream, &kind, id)?;
            let pending = self.pending_on((&kind, id), base.as_ref().map(|row| row.rev))?;
            let laid = sync::overlay(&kind, id, base.as_ref(), &pending);
            if laid != shown {
                flaws.push(format!("{kind} {id} is shown as {shown:?}, not {laid:?}"));
            }
        }
        let mut statement = self.db.prepare_cached(include_str!("listed_otherwise.sql"))?;
        let listed = statement.query_map([], |row| {
            Ok((
                row.get::<_, Uuid>(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get::<_, Option<String>>(2)?,
            ))
        })?;
        for row in listed {
            let (id, said, listed) = row?;
            flaws.push(format!("order {id} is {said:?}, and {listed:?} in the lists"));
        }
        flaws.extend(self.named_otherwise()?);

        Ok(flaws)
    }

    /// I11, I12: who is who follows from what was said, whatever was heard first; and the lists name everybody so.
    fn named_otherwise(&self) -> Result<Vec<String>, Error> {
        let facts = self.all::<Sameness>()?;
        let back: BTreeSet<Uuid> =
            facts.iter().filter_map(|(_, it)| it.withdraws).map(|id| id.0).collect();
        let mut pairs = Vec::new();
        for (id, fact) in &facts {
            let stands = fact.likeness == Likeness::Same && fact.withdraws.is_none();
            let state = |file: CustomerId| {
                let stored = self.stored(Customer::KIND, file.0)?;
                Ok::<_, Error>(stored.map(|stored| domain::erasure::is_bare(&stored.fields)))
            };
            let (kept, other) = (state(fact.kept)?, state(fact.other)?);
            if stands && !back.contains(id) && kept.is_some() && kept == other {
                pairs.extend(fact.pairs());
            }
        }
        let mut statement = self.db.prepare_cached("select id, kept from same")?;
        let known = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let known: BTreeMap<Uuid, Uuid> = known.collect::<Result<_, _>>()?;
        let ought = domain::found_in(&pairs);
        let mut flaws = Vec::new();
        if known != ought {
            flaws.push(format!("files are found in {known:?}, not in {ought:?}"));
        }
        let mut statement = self.db.prepare_cached(include_str!("named_otherwise.sql"))?;
        let named = statement.query_map([], |row| row.get::<_, Uuid>(0))?;
        for id in named {
            flaws.push(format!("{} is listed with somebody else", id?));
        }

        Ok(flaws)
    }

    /// What nothing needs once all was sent and pulled.
    fn left_over(&self) -> Result<Vec<String>, Error> {
        let count = |sql: &str| -> Result<i64, Error> {
            Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
        };
        let over = count(
            "select count(*) from overlay join outbox using (entry) where status <> 'acknowledged'",
        )?;
        // One that was refused and never was leaves an empty row.
        let baseless: Option<String> = self
            .db
            .prepare_cached(
                "select kind || ' ' || hex(id) || ' ' || body from record
                 where base is null and coalesce(body, 'null') <> 'null' and not exists
                     (select 1 from overlay where overlay.kind = record.kind and overlay.id = record.id)",
            )?
            .query_row([], |row| row.get(0))
            .optional()?;
        let mut flaws = Vec::new();
        if over > 0 {
            flaws.push(format!("{over} records lie under what has ended"));
        }
        flaws.extend(baseless.map(|what| format!("headquarters does not have {what}")));

        Ok(flaws)
    }

    fn sent(&self) -> Result<Vec<Outgoing>, Error> {
        let mut statement = self.db.prepare_cached(
            "select incarnation, n, operation, chain, outcome, status from outbox order by entry",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                Incarnation(row.get(0)?),
                row.get::<_, i64>(1)?.cast_unsigned(),
                row.get::<_, String>(2)?,
                Chain(row.get(3)?),
                row.get::<_, Option<String>>(4)?,
                row.get::<_, String>(5)?,
            ))
        })?;
        let mut all = Vec::new();
        for row in rows {
            let (inc, n, text, chain, outcome, status) = row?;
            let outcome: Option<Outcome> =
                outcome.and_then(|text| serde_json::from_str(&text).ok());
            let op = Operation { n, ..operation_from(&text)? };
            all.push(Outgoing { op, inc, chain, outcome, settled: status == "settled" });
        }

        Ok(all)
    }

    fn pulled_all(&self, stream: &StreamId) -> Result<Vec<Row>, Error> {
        let mut rows = Vec::new();
        self.each_pulled(stream, |row| rows.push(row))?;
        rows.sort_by(|a, b| (&a.kind, a.id).cmp(&(&b.kind, b.id)));

        Ok(rows)
    }
}

impl Desk for RealDesk {
    fn record(&mut self, op: Operation) {
        self.write(|session| {
            let own = session.known_identity()?;
            // A hostile desk writes where it may not; the program's own deeds know one stream.
            if op.stream != own.stream {
                session.put_identity(&Identity { stream: op.stream.clone(), ..own.clone() })?;
            }
            for change in op.changes {
                session.stage(change)?;
            }
            let (deed, actor) = (op.deed.as_str(), op.actor.as_str());
            session.record_deed_under(op.schema, op.op_id, (deed, actor), op.at_ms)?;
            if op.stream != own.stream {
                let stream = own.stream;
                session.put_identity(&Identity { stream, ..session.known_identity()? })?;
            }
            Ok(())
        });
    }

    fn store(&mut self, effect: &Effect) {
        self.write(|session| session.carry_out(effect.clone()).map(|_| ()));
        match effect {
            Effect::ResetBase(stream) => {
                self.anew.insert(stream.clone());
            }
            Effect::ApplyPage(page) if page.at_head => {
                self.anew.remove(&page.stream);
            }
            Effect::Withdraw(stream) => {
                self.anew.remove(stream);
            }
            _ => {}
        }
    }

    fn fail_during(&mut self, effect: &Effect) {
        let Some(store) = &mut *self.store.borrow_mut() else { return };
        if let Err(why) = store.rehearse(|session| session.carry_out(effect.clone())) {
            self.break_at(why);
        }
    }

    fn rot(&mut self, stream: &StreamId, chance: usize) -> bool {
        let rows = self.rows(stream).into_iter().filter(|row| row.body.is_some());
        let live: Vec<_> = rows.map(|row| (row.kind, row.id)).collect();
        let Some(gone) = live.get(chance % live.len().max(1)).cloned() else { return false };
        let mend = Mend { stream: stream.clone(), rows: Vec::new(), gone: vec![gone] };
        self.write(|session| session.mend(&mend).map(|_| ()));

        true
    }

    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method by itself is not for a session of any lifetime"
    )]
    fn outbox(&self) -> Vec<Outgoing> {
        self.look(|session| session.sent()).unwrap_or_default()
    }

    fn rows(&self, stream: &StreamId) -> Vec<Row> {
        self.look(|session| session.pulled_all(stream)).unwrap_or_default()
    }

    fn base_rev(&self, stream: &StreamId, kind: &str, id: Uuid) -> u64 {
        let row = self.look(|session| session.pulled(stream, kind, id)).flatten();

        row.map_or(0, |row| row.rev)
    }

    fn speak_as_before(&mut self, old: bool) {
        self.old = old;
        if let Some(store) = &mut *self.store.borrow_mut() {
            store.upcast = if old { as_it_stands } else { words::of_today };
        }
        // A program that is new here lays anew what is pending; what it was laid in before is not its business.
        self.write(|session| {
            forget_words_of_today(session)?;
            if old { Ok(()) } else { lay_in_words_of_today(session) }
        });
    }

    fn flaw(&self, quiet: bool) -> Option<String> {
        let broken = self.broken.borrow().clone();
        if !quiet && self.changes.get() < LOOK {
            return broken;
        }
        self.changes.set(0);

        broken.or_else(|| self.search(quiet))
    }

    fn view(&self, stream: &StreamId, kind: &str, id: Uuid) -> Option<Fields> {
        self.look(|session| Self::laid(session, stream, kind, id)).flatten()
    }

    fn copy(&self) -> Self {
        let store = match &*self.store.borrow() {
            Some(store) => pool::copy(store),
            None => Err(Error::Busy),
        };
        let mut copy = Self::of(store);
        copy.anew.clone_from(&self.anew);
        copy.speak_as_before(self.old);
        copy
    }
}

fn as_it_stands(_: u32, change: Change) -> Change {
    change
}

impl Read for RealDesk {
    fn identity(&self) -> Result<Known, ReadFailure> {
        self.ask(|session| Read::identity(session))
    }

    fn chain_at(&self, n: u64) -> Result<Option<Chain>, ReadFailure> {
        self.ask(|session| session.chain_at(n))
    }

    fn pending(
        &self,
        after: u64,
        max_ops: usize,
        max_bytes: usize,
    ) -> Result<Pending, ReadFailure> {
        self.ask(|session| session.pending(after, max_ops, max_bytes))
    }

    fn copies(&self) -> Result<Vec<StreamId>, ReadFailure> {
        self.ask(|session| Read::copies(session))
    }

    fn cursor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        self.ask(|session| session.cursor(stream))
    }

    fn floor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        self.ask(|session| session.floor(stream))
    }

    fn digest(&self, stream: &StreamId) -> Result<Digest, ReadFailure> {
        self.ask(|session| session.digest(stream))
    }

    fn role(&self) -> Result<DeskRole, ReadFailure> {
        self.ask(|session| Read::role(session))
    }

    fn lives(&self) -> Result<Vec<Incarnation>, ReadFailure> {
        self.ask(|session| Read::lives(session))
    }

    fn buckets(&self, stream: &StreamId) -> Result<Vec<Digest>, ReadFailure> {
        self.ask(|session| session.buckets(stream))
    }

    fn held(&self, stream: &StreamId, buckets: &[u64]) -> Result<Vec<Held>, ReadFailure> {
        self.ask(|session| Read::held(session, stream, buckets))
    }

    fn row(&self, stream: &StreamId, kind: &str, id: Uuid) -> Result<Option<Row>, ReadFailure> {
        self.ask(|session| session.row(stream, kind, id))
    }
}
