//! The merge: one operation laid over what headquarters has.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use domain::erasure::{self, ERASURE, bare, is_bare};
use serde_json::{Value, json};
use uuid::Uuid;

use super::draft::{Draft, Stop, Written};
use super::heads::Heads;
use super::{CONFLICT, Conflict, FieldMeta, HqTx, Record, Role, Rules, StorageFailure};
use crate::erasure::{bare_change, files_of_one, untaken};
use crate::order::{self, ORDER, ORDER_EVENT};
use crate::overlay::born;
use crate::rights::may;
use crate::wire::{Outcome, SCHEMA, Verdict, Why};
use crate::{Change, Fields, Incarnation, Laws, Operation, limits};

/// Who made an operation, and when.
#[derive(Clone, Copy)]
pub struct Author {
    /// As whom.
    pub role: Role,
    /// In which life.
    pub inc: Incarnation,
    /// Headquarters' clock as it arrived.
    pub now_ms: i64,
}

/// Applies an operation all or not at all, and says how it ended.
pub fn apply<L: Laws>(
    op: &Operation,
    author: Author,
    rules: &dyn Rules,
    (tx, heads): (&mut dyn HqTx, &mut Heads),
) -> Result<Outcome, StorageFailure> {
    let at_ms = if L::FUTURE_IS_CLAMPED { op.at_ms.min(author.now_ms) } else { op.at_ms };
    let op = &*up_to_date(op, rules);
    let mut draft = Draft::open((tx, heads), op, author.inc, (at_ms, author.now_ms))?;

    match lay::<L>(op, author.role, rules, &mut draft) {
        Ok(()) => {
            let merged = draft.concurrent;
            let Written { rev, seq } = draft.write()?;
            let result = if merged { Verdict::Merged } else { Verdict::Applied };
            Ok(Outcome { result, rev, seq, why: merged.then_some(Why::Concurrent) })
        }
        Err(Stop::Rejected(why)) => Ok(Outcome::without_effect(Verdict::Rejected, why)),
        Err(Stop::Storage(failure)) => Err(failure),
    }
}

/// An operation in the words of the present schema.
pub fn up_to_date<'a>(op: &'a Operation, rules: &dyn Rules) -> Cow<'a, Operation> {
    if op.schema == SCHEMA {
        return Cow::Borrowed(op);
    }
    let changes = op.changes.iter().cloned().map(|change| rules.upcast(op.schema, change));

    Cow::Owned(Operation { schema: SCHEMA, changes: changes.collect(), ..op.clone() })
}

fn lay<L: Laws>(
    op: &Operation,
    role: Role,
    rules: &dyn Rules,
    draft: &mut Draft<'_>,
) -> Result<(), Stop> {
    if op.changes.len() > limits::CHANGES {
        return Err(Why::TooLarge.into());
    }
    let erased = taken_from::<L>(draft, op)?;
    for change in &op.changes {
        well_formed(change)?;
        let change = untaken(change, &op.changes, &|id| erased.contains(&id));
        let change = &*without_the_erased::<L>(draft, &change)?;
        if let Role::Branch(desk) = role
            && !may(desk, change, L::RIGHTS_ARE_BY_FIELD)
        {
            return Err(Why::FieldNotAllowed.into());
        }
        rules.check(role, draft.stream(), change)?;
        match change {
            Change::Create { kind, id, body } => create::<L>(draft, kind, *id, body)?,
            Change::Patch { kind, id, base_rev, fields } => {
                edit::<L>(draft, (kind, *id), *base_rev, fields)?;
            }
            Change::Fact { kind, id, body } => add_fact::<L>(draft, kind, *id, body)?,
            Change::Remove { kind, id, base_rev } => remove::<L>(draft, kind, *id, *base_rev)?,
        }
    }

    let mut lost = std::mem::take(&mut draft.conflicts);
    for conflict in &mut lost {
        if draft.is_erased([conflict.id])? {
            (conflict.lost, conflict.kept) = (Value::Null, Value::Null);
        }
        let mut record = new_record(draft.mark, CONFLICT, conflict.row_id, conflict_row(conflict));
        record.fact = true;
        draft.put(record);
    }
    draft.conflicts = lost;
    Ok(())
}

fn well_formed(change: &Change) -> Result<(), Why> {
    let (Change::Create { body, .. }
    | Change::Patch { fields: body, .. }
    | Change::Fact { body, .. }) = change
    else {
        return fits(change.kind());
    };

    fits(change.kind())?;
    body.keys().try_for_each(|name| fits(name))
}

fn fits(name: &str) -> Result<(), Why> {
    // Not every database has a place for the zero character.
    let fits = !name.is_empty() && name.len() <= limits::NAME_BYTES && !name.contains('\0');

    fits.then_some(()).ok_or(Why::Malformed)
}

fn new_record(mark: FieldMeta, kind: &str, id: Uuid, body: Fields) -> Record {
    Record {
        kind: kind.to_owned(),
        id,
        rev: 0,
        seq: 0,
        fact: false,
        removed: None,
        body,
        fields: BTreeMap::new(),
        made: mark,
    }
}

fn create<L: Laws>(draft: &mut Draft<'_>, kind: &str, id: Uuid, body: &Fields) -> Result<(), Stop> {
    let Some(record) = draft.get(kind, id)? else {
        draft.put(new_record(draft.mark, kind, id, born(kind, body)));
        return Ok(());
    };
    if record.fact {
        return Err(Why::OtherBody.into());
    }
    // Made again by whoever removed it.
    if let Some(removal) = record.removed
        && draft.knew(removal, 0)?
    {
        draft.put(new_record(draft.mark, kind, id, born(kind, body)));
        return Ok(());
    }

    // It came back from a device before its maker did, with all that had happened to it.
    if record.made.is_salvaged() {
        return Ok(());
    }
    // Made twice under one name: as if each had edited what the other made.
    let mut fields = body.clone();
    if kind == ORDER {
        fields.retain(|name, value| order::may_edit(name, value, false));
    }
    edit::<L>(draft, (kind, id), 0, &fields)
}

fn edit<L: Laws>(
    draft: &mut Draft<'_>,
    (kind, id): (&str, Uuid),
    base_rev: u64,
    new: &Fields,
) -> Result<(), Stop> {
    let mut record = draft.get(kind, id)?.ok_or(Why::NotFound)?;
    if record.fact {
        return Err(Why::Immutable.into());
    }
    let mut changed = false;
    if let Some(removal) = record.removed {
        if draft.knew(removal, base_rev)? {
            return Err(Why::Removed.into());
        }
        journal(draft, &record, None, (json!("removed"), json!("edited")), removal);
        record.removed = None;
        changed = true;
    }

    for (field, value) in new {
        let current = record.body.get(field).cloned().unwrap_or(Value::Null);
        if *value == current {
            continue;
        }
        let latest = record.fields.get(field).copied().unwrap_or(record.made);
        let mark = draft.mark;
        let wins = if L::BASE_REVISION_COUNTS && draft.knew(latest, base_rev)? {
            true
        } else {
            let later = (mark.at_ms, mark.op_id) > (latest.at_ms, latest.op_id);
            let (lost, kept, loser) = if later {
                (current, value.clone(), latest)
            } else {
                (value.clone(), current, mark)
            };
            if L::BASE_REVISION_COUNTS {
                journal(draft, &record, Some(field), (lost, kept), loser);
            }
            later
        };
        if wins {
            set(&mut record, field, value, mark);
            changed = true;
        }
    }

    if changed {
        draft.put(record);
    }
    Ok(())
}

fn set(record: &mut Record, field: &str, value: &Value, mark: FieldMeta) {
    if value.is_null() {
        record.body.remove(field);
    } else {
        record.body.insert(field.to_owned(), value.clone());
    }
    record.fields.insert(field.to_owned(), mark);
}

fn add_fact<L: Laws>(
    draft: &mut Draft<'_>,
    kind: &str,
    id: Uuid,
    body: &Fields,
) -> Result<(), Stop> {
    let body = born(kind, body);
    if let Some(record) = draft.get(kind, id)? {
        let same = record.fact && record.body == body;
        return if same { Ok(()) } else { Err(Why::OtherBody.into()) };
    }
    if kind == ORDER_EVENT {
        happen(draft, &body)?;
    }
    if kind == ERASURE {
        erase::<L>(draft, &body)?;
    }
    let mut record = new_record(draft.mark, kind, id, body);
    record.fact = true;
    draft.put(record);
    Ok(())
}

/// A change with nothing in it about anybody who was erased.
fn without_the_erased<'a, L: Laws>(
    draft: &mut Draft<'_>,
    change: &'a Change,
) -> Result<Cow<'a, Change>, Stop> {
    let fields = match change {
        Change::Create { body, .. } | Change::Fact { body, .. } => body,
        Change::Patch { fields, .. } => fields,
        Change::Remove { .. } => return Ok(Cow::Borrowed(change)),
    };
    let (kind, id) = (change.kind(), change.id());
    if L::ERASED_STAYS_ERASED && is_what_is_left(change) && draft.get(kind, id)?.is_none() {
        now_theirs::<L>(draft, id);
        return Ok(Cow::Borrowed(change));
    }
    let about = [id].into_iter().chain(erasure::owners(kind, fields));
    if !L::ERASED_STAYS_ERASED || kind == ERASURE || !draft.is_erased(about)? {
        return Ok(Cow::Borrowed(change));
    }
    if matches!(change, Change::Create { .. }) {
        now_theirs::<L>(draft, id);
    }

    Ok(Cow::Owned(bare_change(change)))
}

/// The files that this operation says are other files, too, and that were erased.
fn taken_from<L: Laws>(draft: &mut Draft<'_>, op: &Operation) -> Result<BTreeSet<Uuid>, Stop> {
    let mut erased = BTreeSet::new();
    if !L::ERASED_STAYS_ERASED {
        return Ok(erased);
    }
    for file in op.changes.iter().flat_map(files_of_one) {
        if draft.is_erased([file])? {
            erased.insert(file);
        }
    }

    Ok(erased)
}

/// A record turns out to be an erased person's: what belongs to it is theirs too, and what was refused while nobody knew
/// that would stay in the log.
fn now_theirs<L: Laws>(draft: &mut Draft<'_>, id: Uuid) {
    draft.erase(id);
    if L::LOG_FORGETS_THE_ERASED {
        draft.empty_traces([id]);
    }
}

/// Whether this makes what an erasure left of a person's file. After a restore it may come back alone: whoever sent it
/// was told of the fact and emptied what it keeps, and the fact itself is lost, or refused by now.
fn is_what_is_left(change: &Change) -> bool {
    matches!(change, Change::Create { kind, body, .. } if kind == "customer" && is_bare(body))
}

/// Bares everything of a person, in all files of theirs that the erasure names, and empties what was said of it elsewhere.
fn erase<L: Laws>(draft: &mut Draft<'_>, body: &Fields) -> Result<(), Stop> {
    erasure::owners(ERASURE, body).next().ok_or(Why::Malformed)?;
    let all = draft.belongings(erasure::persons(body).collect())?;
    let mut records = Vec::new();
    for (kind, id) in &all {
        draft.erase(*id);
        records.extend(draft.get(kind, *id)?);
    }
    // What happened after something else stays after it: all of them move to the stream's end, or none.
    if records.iter().any(|record| bare(&record.kind, &record.body) != record.body) {
        for record in records {
            draft.put(Record { body: bare(&record.kind, &record.body), ..record });
        }
    }
    if L::PACKETS_FORGET_THE_ERASED {
        draft.unpack();
    }
    if L::LOG_FORGETS_THE_ERASED {
        draft.empty_traces(all.into_iter().map(|(_, id)| id));
    }

    Ok(())
}

/// Lets an event happen to its order.
fn happen(draft: &mut Draft<'_>, event: &Fields) -> Result<(), Stop> {
    let id = order::order_of(event).ok_or(Why::Malformed)?;
    let mut record =
        draft.get(ORDER, id)?.filter(|order| order.removed.is_none()).ok_or(Why::NotFound)?;
    let order::Advance { fields, turn } = order::advance(&record.body, event)?;

    draft.concurrent |= turn.concurrent;
    if turn.lost {
        let kept = record.body.get(order::STATE).cloned().unwrap_or(Value::Null);
        let lost = event.get("event").cloned().unwrap_or(Value::Null);
        journal(draft, &record, None, (lost, kept), draft.mark);
    }
    if !fields.is_empty() {
        for (field, value) in &fields {
            set(&mut record, field, value, draft.mark);
        }
        draft.put(record);
    }
    Ok(())
}

fn remove<L: Laws>(draft: &mut Draft<'_>, kind: &str, id: Uuid, base_rev: u64) -> Result<(), Stop> {
    let mut record = draft.get(kind, id)?.ok_or(Why::NotFound)?;
    if record.fact {
        return Err(Why::Immutable.into());
    }
    if record.removed.is_some() {
        return Ok(());
    }
    let edits: Vec<_> = record.fields.values().copied().chain([record.made]).collect();
    for edit in edits {
        if L::BASE_REVISION_COUNTS && !draft.knew(edit, base_rev)? {
            journal(draft, &record, None, (json!("removed"), json!("edited")), draft.mark);
            return Ok(());
        }
    }

    record.removed = Some(draft.mark);
    draft.put(record);
    Ok(())
}

/// Remembers what lost: `loser` is the edit, removal or event it came with.
fn journal(
    draft: &mut Draft<'_>,
    record: &Record,
    field: Option<&str>,
    (lost, kept): (Value, Value),
    loser: FieldMeta,
) {
    draft.concurrent = true;
    let place = draft.conflicts.len();
    let conflict = Conflict {
        row_id: conflict_id(draft.mark.op_id.0, place),
        stream: draft.stream().clone(),
        kind: record.kind.clone(),
        id: record.id,
        field: field.map(str::to_owned),
        lost,
        kept,
        lost_op: loser.op_id,
        op_id: draft.mark.op_id,
        at_ms: draft.now_ms,
    };
    draft.conflicts.push(conflict);
}

/// The `place`th conflict of an operation has the same name wherever it is found out.
fn conflict_id(op: Uuid, place: usize) -> Uuid {
    let hash = blake3::Hasher::new()
        .update(op.as_bytes())
        .update(&(place as u64).to_be_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);

    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn conflict_row(conflict: &Conflict) -> Fields {
    let row = json!({
        "kind": conflict.kind,
        "record": conflict.id,
        "field": conflict.field,
        "lost": conflict.lost,
        "kept": conflict.kept,
        "lost_op": conflict.lost_op,
        "op": conflict.op_id,
        "at": conflict.at_ms,
    });
    let Value::Object(mut fields) = row else { return Fields::new() };

    fields.retain(|_, value| !value.is_null());
    fields
}

#[cfg(test)]
mod tests;
