//! What ought to be: the operations that headquarters said it applied, laid down once more in the plainest way.

use std::collections::{BTreeMap, BTreeSet};

use domain::erasure::{ERASURE, bare, is_bare, owners, persons};
use domain::standing;
use serde_json::Value;
use uuid::Uuid;

use super::deeds::CUSTOMER;
use super::sameness::SAMENESS;
use super::world::Broken;
use crate::hq::{Rights, SALVAGED_MS};
use crate::order;
use crate::wire::{Outcome, Verdict};
use crate::{Change, Fields, Incarnation, OpId, Operation, StreamId, may_make};

/// The name of a record, everywhere.
pub type Key = (StreamId, String, Uuid);
/// A losing value: whose it was, of which record and field, and what.
pub type Loss = (OpId, Key, Option<String>, String);

/// Who made an operation that arrives.
pub struct Author<'a> {
    /// What they may do.
    pub rights: &'a Rights,
    /// In which life.
    pub inc: Incarnation,
    /// Headquarters' clock.
    pub now_ms: i64,
}

/// The plain copy.
#[derive(Clone, Default)]
pub struct Oracle {
    ends: BTreeMap<OpId, Outcome>,
    /// Profiles by name.
    pub profiles: BTreeMap<Key, Profile>,
    /// Facts by name.
    pub facts: BTreeMap<Key, Fields>,
    /// Quantities of parts by stream, part and place.
    pub stock: BTreeMap<(StreamId, String, String), i64>,
    /// Everything that lost, in profiles.
    pub losses: BTreeSet<Loss>,
    /// Whatever belongs to somebody who was erased.
    pub erased: BTreeSet<(StreamId, Uuid)>,
}

/// A profile with the last write of each field.
#[derive(Clone)]
pub struct Profile {
    /// Present fields, and absent ones that once were.
    pub fields: BTreeMap<String, (Value, Write)>,
    /// How it was made.
    made: Write,
    /// How it was removed, if it is.
    pub removed: Option<Write>,
}

/// A write.
#[derive(Clone, Copy)]
pub struct Write {
    rev: u64,
    at_ms: i64,
    op_id: OpId,
}

type IncOf<'a> = &'a dyn Fn(OpId) -> Option<Incarnation>;

impl Oracle {
    /// Hears of an operation's end, for the first or for another time.
    pub fn heed(
        &mut self,
        op: &Operation,
        end: Outcome,
        author: &Author<'_>,
        inc_of: IncOf<'_>,
    ) -> Result<(), Broken> {
        if let Some(before) = self.ends.insert(op.op_id, end) {
            let same = before == end;
            return if same {
                Ok(())
            } else {
                Err(("I3", format!("{}: {before:?}, then {end:?}", op.op_id)))
            };
        }
        if !matches!(end.result, Verdict::Applied | Verdict::Merged) {
            return Ok(());
        }
        if author.rights.revoked {
            return Err(("I16", format!("{} was applied after the revocation", op.op_id)));
        }
        if !author.rights.write.contains(&op.stream) {
            return Err(("I9", format!("{} was applied to {}", op.op_id, op.stream)));
        }
        let desk = author.rights.role.of_desk();
        if let Some(beyond) = op.changes.iter().find(|change| !may_make(desk, change)) {
            return Err(("I20", format!("{} of a {desk:?} was applied: {beyond:?}", op.op_id)));
        }

        let write = Write { rev: end.rev, at_ms: op.at_ms.min(author.now_ms), op_id: op.op_id };
        let knew = |edit: Write, base_rev: u64| {
            let own =
                author.inc != Incarnation::HEADQUARTERS && inc_of(edit.op_id) == Some(author.inc);
            let seen_before = edit.at_ms == SALVAGED_MS && base_rev > 0;
            edit.rev <= base_rev || edit.op_id == op.op_id || own || seen_before
        };
        let erased = |id| self.is_erased(&op.stream, id);
        let untaken = |it| crate::erasure::untaken(it, &op.changes, &erased).into_owned();
        let changes: Vec<_> = op.changes.iter().map(untaken).collect();
        for change in changes {
            let key = (op.stream.clone(), change.kind().to_owned(), change.id());
            self.lay(&key, &change, write, &knew);
        }
        Ok(())
    }

    /// Hears that a record came back from a device.
    pub fn take_back(&mut self, key: &Key, change: &Change, rev: u64, op_id: OpId) {
        let write = Write { rev, at_ms: SALVAGED_MS, op_id };
        self.lay(key, change, write, &|_, _| true);
    }

    fn lay(&mut self, key: &Key, change: &Change, write: Write, knew: &dyn Fn(Write, u64) -> bool) {
        // What is left of somebody's file tells that they were erased, also where the fact is lost.
        if let Change::Create { kind, body, .. } = change
            && kind == "customer"
            && is_bare(body)
            && !self.profiles.contains_key(key)
        {
            self.erased.insert((key.0.clone(), key.2));
        }
        let about = crate::erasure::is_about(change, &|id| self.is_erased(&key.0, id));
        let less = if about { crate::erasure::bare_change(change) } else { change.clone() };
        if about && matches!(change, Change::Create { .. }) {
            self.erased.insert((key.0.clone(), key.2));
        }
        if let Change::Fact { kind, body, .. } = &less
            && kind == ERASURE
        {
            self.erase(&key.0, body);
        }
        match &less {
            Change::Create { body, .. } => {
                if self.profiles.get(key).is_some_and(|it| it.made.at_ms == SALVAGED_MS) {
                    return;
                }
                let present = body.iter().filter(|(_, value)| !value.is_null());
                let fields =
                    present.map(|(name, value)| (name.clone(), (value.clone(), write))).collect();
                self.profiles.insert(key.clone(), Profile { fields, made: write, removed: None });
            }
            Change::Patch { base_rev, fields, .. } => {
                self.edit(key, (*base_rev, fields), write, knew);
            }
            Change::Fact { body, .. } => {
                let mut body = body.clone();
                body.retain(|_, value| !value.is_null());
                self.post(key, &body);
                self.facts.insert(key.clone(), body);
            }
            Change::Remove { base_rev, .. } => {
                let Some(profile) = self.profiles.get_mut(key).filter(|it| it.removed.is_none())
                else {
                    return;
                };
                let edits = profile.fields.values().map(|(_, edit)| *edit).chain([profile.made]);
                if edits.into_iter().all(|edit| knew(edit, *base_rev)) {
                    profile.removed = Some(write);
                } else {
                    self.losses.insert((write.op_id, key.clone(), None, "\"removed\"".to_owned()));
                }
            }
        }
    }

    fn is_erased(&self, stream: &StreamId, id: Uuid) -> bool {
        self.erased.contains(&(stream.clone(), id))
    }

    /// Everything that belongs to a person, as far as anybody told.
    pub fn belongings(&self, stream: &StreamId, files: BTreeSet<Uuid>) -> BTreeSet<Uuid> {
        let profiles = self.profiles.iter().map(|(key, it)| (key, it.all()));
        let facts = self.facts.iter().map(|(key, body)| (key, body.clone()));
        let here: Vec<_> = profiles.chain(facts).filter(|(key, _)| key.0 == *stream).collect();
        let mut all = files;
        loop {
            let before = all.len();
            for (key, body) in &here {
                if owners(&key.1, body).any(|owner| all.contains(&owner)) {
                    all.insert(key.2);
                }
            }
            let said = here.iter().filter(|(key, _)| key.1 == SAMENESS);
            for fact in standing(said.map(|(key, body)| (key.2, body))) {
                let both = [fact.kept.0, fact.other.0];
                let named = both.iter().any(|file| all.contains(file));
                if named && both.iter().all(|file| self.is_file(stream, *file)) {
                    all.extend(both);
                }
            }
            if all.len() == before {
                return all;
            }
        }
    }

    fn is_file(&self, stream: &StreamId, id: Uuid) -> bool {
        let file = self.profiles.get(&(stream.clone(), CUSTOMER.to_owned(), id));

        file.is_some_and(|file| file.removed.is_none() && !is_bare(&file.all()))
    }

    fn erase(&mut self, stream: &StreamId, body: &Fields) {
        let all = self.belongings(stream, persons(body).collect());
        for (key, profile) in self.profiles.iter_mut().filter(|(key, _)| key.0 == *stream) {
            if !all.contains(&key.2) {
                continue;
            }
            let left = bare(&key.1, &profile.all());
            for (name, (value, _)) in &mut profile.fields {
                if !left.contains_key(name) {
                    *value = Value::Null;
                }
            }
            for (name, value) in left {
                let slot = profile.fields.entry(name).or_insert((Value::Null, profile.made));
                slot.0 = value;
            }
        }
        for (key, fact) in self.facts.iter_mut().filter(|(key, _)| key.0 == *stream) {
            if all.contains(&key.2) {
                *fact = bare(&key.1, fact);
            }
        }
        self.erased.extend(all.into_iter().map(|id| (stream.clone(), id)));
    }

    fn edit(
        &mut self,
        key: &Key,
        (base_rev, fields): (u64, &Fields),
        write: Write,
        knew: &dyn Fn(Write, u64) -> bool,
    ) {
        let Some(profile) = self.profiles.get_mut(key) else { return };
        if let Some(removal) = profile.removed.take() {
            self.losses.insert((removal.op_id, key.clone(), None, "\"removed\"".to_owned()));
        }
        for (name, value) in fields {
            let slot = profile.fields.entry(name.clone()).or_insert((Value::Null, profile.made));
            if slot.0 == *value {
                continue;
            }
            let knew = knew(slot.1, base_rev);
            let later = (write.at_ms, write.op_id) > (slot.1.at_ms, slot.1.op_id);
            let loser =
                if later { (slot.1.op_id, slot.0.clone()) } else { (write.op_id, value.clone()) };
            if !knew {
                self.losses.insert((loser.0, key.clone(), Some(name.clone()), loser.1.to_string()));
            }
            if knew || later {
                *slot = (value.clone(), write);
            }
        }
    }

    fn post(&mut self, key: &Key, body: &Fields) {
        if key.1 != "stock_move" || self.facts.contains_key(key) {
            return;
        }
        for (place, _, quantity) in stock_legs(body) {
            let part = body.get("part").map(Value::to_string).unwrap_or_default();
            *self.stock.entry((key.0.clone(), part, place)).or_default() += quantity;
        }
    }
}

/// Both sides of a stock move: the place, whether stock comes in there, and by how much its balance changes.
pub fn stock_legs(body: &Fields) -> [(String, bool, i64); 2] {
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let quantity = body.get("quantity").and_then(Value::as_i64).unwrap_or(0);

    [(text("from"), false, -quantity), (text("to"), true, quantity)]
}

impl Profile {
    /// What it says, removed or not.
    fn all(&self) -> Fields {
        let present = self.fields.iter().filter(|(_, (value, _))| !value.is_null());

        present.map(|(name, (value, _))| (name.clone(), value.clone())).collect()
    }

    /// Its body, but for what an order's events make of it.
    pub fn body(&self) -> Option<Fields> {
        let present = self.fields.iter().filter(|(_, (value, _))| !value.is_null());
        let body = present.map(|(name, (value, _))| (name.clone(), value.clone())).collect();

        self.removed.is_none().then_some(body)
    }
}

/// A body without what follows from an order's events.
pub fn header(body: &Fields) -> Fields {
    let mut body = body.clone();
    body.retain(|name, _| order::may_edit(name, &Value::Bool(true), true));
    body
}
