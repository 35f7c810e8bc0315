//! What a desk of a branch may write: one table, by the kind of a record and the field, which headquarters holds every
//! operation against and desks do not offer anything beyond.

mod table;

use domain::DeskRole;
use serde_json::Value;

use crate::{Change, Fields};
use table::Row;

/// Whether a desk that is there for this may make this change. Kinds that the table does not know are for those who may
/// do everything.
pub fn may_make(role: DeskRole, change: &Change) -> bool {
    may(role, change, true)
}

/// The same; without `by_field` whoever may write anything of a kind may write all of it. Only the simulator's mutant asks
/// so.
pub(crate) fn may(role: DeskRole, change: &Change, by_field: bool) -> bool {
    if role.has_all() {
        return true;
    }
    let kind = change.kind();
    let any = table::rows_of(kind).any(|row| has_any(role, row));
    if !by_field {
        return any;
    }

    match change {
        Change::Fact { body, .. } => may_write(role, kind, deciding(kind, body)),
        Change::Remove { .. } => may_write(role, kind, Part::Whole),
        Change::Patch { fields, .. } => {
            any && fields.keys().all(|field| may_write(role, kind, Part::Field(field)))
        }
        Change::Create { body, .. } => {
            let whole = may_write(role, kind, Part::Whole);
            whole && body.keys().all(|field| may_write(role, kind, Part::Field(field)))
        }
    }
}

fn has_any(role: DeskRole, row: &Row) -> bool {
    row.duties.iter().any(|duty| role.has(*duty))
}

fn may_write(role: DeskRole, kind: &str, part: Part<'_>) -> bool {
    let named = table::rows_of(kind).find(|row| part.is(row));
    let row = named.or_else(|| table::rows_of(kind).find(|row| row.part.is_empty()));

    row.is_some_and(|row| has_any(role, row))
}

/// What of a record is written.
#[derive(Clone, Copy)]
enum Part<'a> {
    Whole,
    Field(&'a str),
    /// What a fact says in the field that decides about it.
    Said(&'a str, &'a str),
}

impl Part<'_> {
    fn is(self, row: &Row) -> bool {
        match self {
            Self::Whole => row.part.is_empty(),
            Self::Field(name) => row.part == name,
            Self::Said(field, value) => row.part.split_once('=') == Some((field, value)),
        }
    }
}

/// What decides about a fact: of events, which; of movements, why.
fn deciding<'a>(kind: &str, body: &'a Fields) -> Part<'a> {
    let Some(field) = table::deciding_field(kind) else { return Part::Whole };

    match body.get(field).and_then(Value::as_str) {
        Some(value) => Part::Said(field, value),
        None => Part::Whole,
    }
}

#[cfg(test)]
mod tests;
