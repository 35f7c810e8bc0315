//! What a desktop shows: its own operations laid over what it pulled.

use uuid::Uuid;

use domain::erasure::{bare, is_bare};

use crate::erasure;
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
    let mut erased = body.as_ref().is_some_and(is_bare);

    for change in pending {
        erased |= erasure::named(change).any(|named| named == (kind, id));
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

    if erased { body.map(|body| bare(kind, &body)) } else { body }
}

/// Whether an operation with this outcome (none: still pending) lies over a record whose base row has the revision
/// `base_rev` (none: there is no such row). One that is settled
/// (see [`crate::client::Page::at_head`]) never does: do not ask.
pub fn is_over(outcome: Option<&Outcome>, base_rev: Option<u64>) -> bool {
    outcome.is_none_or(|outcome| {
        let took_effect = matches!(outcome.result, Verdict::Applied | Verdict::Merged);

        took_effect && base_rev.is_none_or(|rev| rev < outcome.rev)
    })
}

/// The records that look different after a change, by kind and id: its own, for an event the order it happened to, and
/// for an erasure those that it names.
pub fn touched(change: &Change) -> impl Iterator<Item = (&str, Uuid)> {
    let order = match change {
        Change::Fact { kind, body, .. } if kind == ORDER_EVENT => order::order_of(body),
        Change::Fact { .. }
        | Change::Create { .. }
        | Change::Patch { .. }
        | Change::Remove { .. } => None,
    };

    let own = std::iter::once((change.kind(), change.id()));

    own.chain(order.map(|id| (ORDER, id))).chain(erasure::named(change))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{self, Office, object};
    use domain::{Event, State};
    use proptest::prelude::*;
    use proptest::sample::select;
    use serde_json::{Value, json};

    fn edit(id: Uuid, fields: Value) -> Change {
        Change::Patch { kind: "customer".to_owned(), id, base_rev: 0, fields: object(fields) }
    }

    #[test]
    fn an_edit_lies_over_its_row_until_the_row_has_it() {
        let mut office = Office::new();
        let id = office.customer(json!({"name": "Wang"}));
        let change = office.edit(0, id, json!({"name": "Huang"}));
        office.record(0, vec![change]);
        let name = |office: &Office| {
            office.shown(0, "customer", id).and_then(|body| body.get("name").cloned())
        };
        assert_eq!(name(&office), Some(json!("Huang")));

        // Another desktop's later edit arrives while the own one is acknowledged but not yet pulled.
        office.push(0);
        office.pull(1);
        let later = office.edit(1, id, json!({"name": "Hwang"}));
        office.act(1, later);
        assert_eq!(name(&office), Some(json!("Huang")));

        office.pull(0);
        assert_eq!(name(&office), Some(json!("Hwang")));
    }

    #[test]
    fn an_edit_of_what_was_removed_meanwhile_shows_nothing() {
        let id = Uuid::nil();
        let gone = Row::new("customer".to_owned(), id, 2, 2, None);

        assert_eq!(
            overlay("customer", id, Some(&gone), &[edit(id, json!({"name": "Huang"}))]),
            None
        );
    }

    #[test]
    fn an_order_is_touched_by_what_happens_to_it() {
        let (order, event) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let body = object(json!({"order": order, "event": "accept", "from": "draft"}));
        let happened = Change::Fact { kind: "order_event".to_owned(), id: event, body };
        let head = Change::Create {
            kind: "order".to_owned(),
            id: order,
            body: object(json!({"kind": "repair"})),
        };

        assert_eq!(
            touched(&happened).collect::<Vec<_>>(),
            [("order_event", event), ("order", order)]
        );
        let shown = overlay("order", order, None, &[head, happened]);
        assert_eq!(shown, Some(object(json!({"kind": "repair", "state": "ready"}))));
    }

    /// A deed of one desktop on one customer or one order: sensible or not.
    fn deed() -> impl Strategy<Value = (u8, usize, Fields)> {
        (0..6_u8, 0..24_usize, testing::fields())
    }

    const EVENTS: [Event; 8] = [
        Event::Accept,
        Event::Assign,
        Event::Book,
        Event::Arrive,
        Event::Finish,
        Event::Cancel,
        Event::RaiseException,
        Event::UndoException,
    ];

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn nothing_laid_over_a_row_is_the_row(row in testing::row()) {
            prop_assert_eq!(overlay(&row.kind, row.id, Some(&row), []), row.body.clone());
        }

        #[test]
        fn edits_of_different_fields_may_come_in_any_order(row in testing::row(), a in testing::fields(), b in testing::fields()) {
            let mut b = b;
            b.retain(|name, _| !a.contains_key(name));
            let change = |fields: &Fields| Change::Patch { kind: row.kind.clone(), id: row.id, base_rev: 0, fields: fields.clone() };
            let (a, b) = (change(&a), change(&b));

            prop_assert_eq!(
                overlay(&row.kind, row.id, Some(&row), [&a, &b]),
                overlay(&row.kind, row.id, Some(&row), [&b, &a])
            );
        }

        #[test]
        fn an_edit_twice_is_an_edit_once(row in testing::row(), fields in testing::fields()) {
            let edit = Change::Patch { kind: row.kind.clone(), id: row.id, base_rev: 0, fields };

            prop_assert_eq!(
                overlay(&row.kind, row.id, Some(&row), [&edit, &edit]),
                overlay(&row.kind, row.id, Some(&row), [&edit])
            );
        }

        #[test]
        fn other_records_do_not_matter(row in testing::row(), change in testing::change()) {
            prop_assume!(change.id() != row.id);

            prop_assert_eq!(overlay(&row.kind, row.id, Some(&row), [&change]), row.body.clone());
        }

        #[test]
        fn headquarters_makes_of_it_what_the_desktop_showed(
            deeds in prop::collection::vec(deed(), 1..12), from in select(State::ALL.to_vec()),
        ) {
            let mut office = Office::new();
            let customer = office.customer(json!({"name": "Wang"}));
            let order = office.id();
            office.act(0, Change::Create { kind: ORDER.to_owned(), id: order, body: object(json!({"kind": "repair"})) });

            for (which, place, fields) in deeds {
                let base_rev = office.base_rev(0, "customer", customer);
                let state = office.shown(0, ORDER, order).and_then(|body| body.get("state").cloned());
                let from = if which == 5 { json!(from) } else { json!(state) };
                let change = match which {
                    0 => Change::Remove { kind: "customer".to_owned(), id: customer, base_rev },
                    1 => Change::Create { kind: "customer".to_owned(), id: customer, body: fields },
                    2 => Change::Patch { kind: "customer".to_owned(), id: customer, base_rev, fields },
                    3 => Change::Patch { kind: ORDER.to_owned(), id: order, base_rev: 0, fields },
                    _ => Change::Fact {
                        kind: ORDER_EVENT.to_owned(),
                        id: office.id(),
                        body: object(json!({"order": order, "event": EVENTS[place % EVENTS.len()], "from": from})),
                    },
                };
                office.record(0, vec![change]);
            }
            let shown = [office.shown(0, "customer", customer), office.shown(0, ORDER, order)];
            office.push(0);

            prop_assert_eq!([office.at_hq("customer", customer), office.at_hq(ORDER, order)], shown);
        }
    }
}
