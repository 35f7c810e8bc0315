//! What a desktop shows: its own operations laid over what it pulled.

use uuid::Uuid;

use crate::order::{self, ORDER, ORDER_EVENT};
use crate::wire::{Outcome, Verdict};
use crate::{Change, Fields, Row};

/// A record as the desktop should show it: `base` as pulled, and over it those `pending` changes that concern it,
/// oldest first, as headquarters will apply them if nobody else does anything. None if there is no such record.
///
/// `pending` may hold changes of other records; which operations to take is what [`is_over`] says. A patch over a
/// row that was removed meanwhile shows nothing: headquarters will bring the record back.
pub fn overlay<'a>(
    kind: &str,
    id: Uuid,
    base: Option<&Row>,
    pending: impl IntoIterator<Item = &'a Change>,
) -> Option<Fields> {
    let mut body = base.and_then(|row| row.body.clone());

    for change in pending {
        let own = change.id() == id && change.kind() == kind;
        match change {
            Change::Create { body: new, .. } if own => match &mut body {
                Some(fields) => patch(fields, new),
                None => body = Some(born(kind, new)),
            },
            Change::Patch { fields: new, .. } if own => {
                if let Some(fields) = &mut body {
                    patch(fields, new);
                }
            }
            Change::Fact { body: new, .. } if own => {
                body.get_or_insert_with(|| born(kind, new));
            }
            Change::Remove { .. } if own => body = None,
            Change::Fact { kind: other, body: event, .. }
                if other == ORDER_EVENT && kind == ORDER =>
            {
                let happened = order::order_of(event) == Some(id);
                if let (true, Some(fields)) = (happened, &mut body)
                    && let Ok(advance) = order::advance(fields, event)
                {
                    patch(fields, &advance.fields);
                }
            }
            Change::Create { .. }
            | Change::Patch { .. }
            | Change::Fact { .. }
            | Change::Remove { .. } => {}
        }
    }
    body
}

/// Whether an operation with this outcome (none: still pending) lies over a record's `base` row. One that is settled
/// (see [`crate::client::Page::at_head`]) never does: do not ask.
pub fn is_over(outcome: Option<&Outcome>, base: Option<&Row>) -> bool {
    outcome.is_none_or(|outcome| {
        let took_effect = matches!(outcome.result, Verdict::Applied | Verdict::Merged);

        took_effect && base.is_none_or(|row| row.rev < outcome.rev)
    })
}

/// The records that look different after a change, by kind and id: its own and, for an event, the order it
/// happened to.
pub fn touched(change: &Change) -> impl Iterator<Item = (&str, Uuid)> {
    let order = match change {
        Change::Fact { kind, body, .. } if kind == ORDER_EVENT => order::order_of(body),
        Change::Fact { .. }
        | Change::Create { .. }
        | Change::Patch { .. }
        | Change::Remove { .. } => None,
    };

    std::iter::once((change.kind(), change.id())).chain(order.map(|id| (ORDER, id)))
}

/// The body of a new record: without nulls, and an order has a state.
pub fn born(kind: &str, body: &Fields) -> Fields {
    let mut body = body.clone();
    body.retain(|_, value| !value.is_null());
    if kind == ORDER && !body.contains_key(order::STATE) {
        body.insert(order::STATE.to_owned(), order::first_state(&body).into());
    }
    body
}

/// Writes `new` over `body`; null removes.
pub fn patch(body: &mut Fields, new: &Fields) {
    for (name, value) in new {
        if value.is_null() {
            body.remove(name);
        } else {
            body.insert(name.clone(), value.clone());
        }
    }
}
