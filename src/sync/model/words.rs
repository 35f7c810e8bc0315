//! The words of another year: what a simulated office's older program called things.

use crate::wire::SCHEMA;
use crate::{Change, Fields, Operation};

/// The schema of that program.
pub const OLD_SCHEMA: u32 = SCHEMA - 1;

/// A customer's name, then and now.
const NAMES: (&str, &str) = ("called", "name");

/// A change as the older program would have written it.
#[must_use]
pub fn of_before(change: Change) -> Change {
    renamed(change, (NAMES.1, NAMES.0))
}

/// A change that was written under `schema`, in the words of today.
#[must_use]
pub fn of_today(schema: u32, change: Change) -> Change {
    if schema == OLD_SCHEMA { renamed(change, NAMES) } else { change }
}

/// The changes of an operation in the words of today.
pub fn changes_of_today(op: &Operation) -> impl Iterator<Item = Change> {
    op.changes.iter().map(|change| of_today(op.schema, change.clone()))
}

fn renamed(mut change: Change, (from, to): (&str, &str)) -> Change {
    if change.kind() != "customer" {
        return change;
    }
    if let Change::Create { body: fields, .. } | Change::Patch { fields, .. } = &mut change {
        rename(fields, from, to);
    }

    change
}

fn rename(fields: &mut Fields, from: &str, to: &str) {
    if let Some(value) = fields.remove(from) {
        fields.insert(to.to_owned(), value);
    }
}
