//! The merge, sentence by sentence.

use serde_json::json;

use crate::hq::{Role, Rules, TradeRules};
use crate::testing::{Office, branch, object};
use crate::wire::{Outcome, Verdict, Why};
use crate::{Change, Fields, OpId, Posted, StreamId};
use uuid::Uuid;

const CUSTOMER: &str = "customer";

fn fact(id: Uuid, body: serde_json::Value) -> Change {
    Change::Fact { kind: "stock_move".to_owned(), id, body: object(body) }
}

fn rejected(why: Why) -> Outcome {
    Outcome::without_effect(Verdict::Rejected, why)
}

fn body(office: &mut Office, id: Uuid) -> Fields {
    office.at_hq(CUSTOMER, id).expect("a customer")
}

#[test]
fn edits_of_different_fields_both_survive() {
    let mut office = Office::new();
    let id = office.customer(json!({"name": "Wang", "phone": "1", "zodiac": "rat"}));
    let (name, phone) =
        (office.edit(0, id, json!({"name": "Huang"})), office.edit(1, id, json!({"phone": null})));

    assert_eq!(office.act(0, name).result, Verdict::Applied);
    assert_eq!(office.act(1, phone).result, Verdict::Applied);
    assert_eq!(body(&mut office, id), object(json!({"name": "Huang", "zodiac": "rat"})));
    assert_eq!(office.hq.conflicts(), []);
}

#[test]
fn of_two_edits_of_one_field_the_later_stands_and_the_other_is_in_the_journal() {
    let mut office = Office::new();
    let id = office.customer(json!({"name": "Wang"}));
    let (early, late) =
        (office.edit(0, id, json!({"name": "early"})), office.edit(1, id, json!({"name": "late"})));
    let early_op = office.record(0, vec![early]);
    office.env.now_ms += 1;
    office.record(1, vec![late]);
    office.env.now_ms += 1;

    assert_eq!(office.push(1)[0].result, Verdict::Applied);
    assert_eq!(office.push(0)[0].result, Verdict::Merged);
    assert_eq!(body(&mut office, id), object(json!({"name": "late"})));
    let [conflict] = office.hq.conflicts().to_vec().try_into().expect("one conflict");
    assert_eq!((conflict.lost, conflict.kept), (json!("early"), json!("late")));
    assert_eq!((conflict.lost_op, conflict.field.as_deref()), (early_op, Some("name")));

    office.pull(1);
    let shown = office.shown(1, crate::hq::CONFLICT, conflict.row_id).expect("the branch sees it");
    assert_eq!(shown.get("record"), Some(&json!(id)));
}

#[test]
fn a_name_that_not_every_database_can_hold_is_none() {
    let mut office = Office::new();
    let id = office.id();
    let create = |kind: &str, field: &str| {
        let body = [(field.to_owned(), json!(1))].into_iter().collect();
        Change::Create { kind: kind.to_owned(), id, body }
    };
    for (kind, field) in [("cust\0mer", "name"), ("customer", "na\0me"), ("customer", "")] {
        assert_eq!(office.act(0, create(kind, field)), rejected(Why::Malformed));
    }
}

#[test]
fn two_equal_edits_are_no_conflict() {
    let mut office = Office::new();
    let id = office.customer(json!({"name": "Wang"}));
    let (one, other) =
        (office.edit(0, id, json!({"name": "same"})), office.edit(1, id, json!({"name": "same"})));
    office.act(0, one);

    assert_eq!(office.act(1, other).result, Verdict::Applied);
    assert_eq!(office.hq.conflicts(), []);
}

#[test]
fn whoever_has_seen_an_edit_overrules_it_whatever_the_clocks_say() {
    let mut office = Office::new();
    let id = office.customer(json!({"name": "Wang"}));
    let first = office.edit(0, id, json!({"name": "first"}));
    office.act(0, first);
    office.pull(1);
    office.env.now_ms -= 900;
    let second = office.edit(1, id, json!({"name": "second"}));

    assert_eq!(office.act(1, second).result, Verdict::Applied);
    assert_eq!(body(&mut office, id), object(json!({"name": "second"})));
}

#[test]
fn a_clock_in_the_future_does_not_win_against_what_comes_later() {
    let mut office = Office::new();
    let id = office.customer(json!({"name": "Wang"}));
    let (wrong, right) = (
        office.edit(0, id, json!({"name": "wrong"})),
        office.edit(1, id, json!({"name": "right"})),
    );
    let now_ms = office.env.now_ms;
    office.env.now_ms += 1_000_000;
    office.record(0, vec![wrong]);
    office.env.now_ms = now_ms + 1;
    office.push(0);
    office.env.now_ms = now_ms + 2;
    office.act(1, right);

    assert_eq!(body(&mut office, id), object(json!({"name": "right"})));
}

#[test]
fn several_edits_in_a_row_by_one_desktop_are_no_conflict_even_if_its_clock_goes_back() {
    let mut office = Office::new();
    let id = office.customer(json!({"name": "Wang"}));
    for name in ["one", "two", "three"] {
        let edit = office.edit(0, id, json!({"name": name}));
        office.record(0, vec![edit]);
        office.env.now_ms -= 10;
    }

    let ends = office.push(0);
    assert!(ends.len() >= 3 && ends.iter().all(|end| end.result == Verdict::Applied), "{ends:?}");
    assert_eq!(body(&mut office, id), object(json!({"name": "three"})));
}

#[test]
fn against_a_removal_the_edit_wins_in_either_order() {
    for first in [0, 1] {
        let mut office = Office::new();
        let id = office.customer(json!({"name": "Wang", "phone": "1"}));
        let edit = office.edit(0, id, json!({"name": "Huang"}));
        let remove = Change::Remove {
            kind: CUSTOMER.to_owned(),
            id,
            base_rev: office.base_rev(1, CUSTOMER, id),
        };
        office.record(0, vec![edit]);
        office.record(1, vec![remove]);
        office.push(first);
        office.push(1 - first);

        assert_eq!(
            body(&mut office, id),
            object(json!({"name": "Huang", "phone": "1"})),
            "{first} first"
        );
        assert_eq!(office.hq.conflicts().len(), 1);
    }
}

#[test]
fn what_was_removed_knowingly_cannot_be_edited() {
    let mut office = Office::new();
    let id = office.customer(json!({"name": "Wang"}));
    let base_rev = office.base_rev(0, CUSTOMER, id);
    office.act(0, Change::Remove { kind: CUSTOMER.to_owned(), id, base_rev });
    let edit = office.edit(0, id, json!({"name": "Huang"}));

    assert_eq!(office.act(0, edit), rejected(Why::Removed));
    assert_eq!(office.at_hq(CUSTOMER, id), None);
}

#[test]
fn a_fact_is_written_once() {
    let mut office = Office::new();
    let id = office.id();
    let first = office.act(0, fact(id, json!({"quantity": 1})));
    let again = office.act(1, fact(id, json!({"quantity": 1})));

    assert_eq!((first.result, again.result), (Verdict::Applied, Verdict::Applied));
    assert_eq!(office.act(1, fact(id, json!({"quantity": 2}))), rejected(Why::OtherBody));
    let kind = "stock_move".to_owned();
    let edit = Change::Patch { kind, id, base_rev: 9, fields: object(json!({"quantity": 3})) };
    assert_eq!(office.act(0, edit), rejected(Why::Immutable));
}

#[test]
fn an_operation_is_applied_all_or_not_at_all_and_blocks_nobody() {
    let mut office = Office::new();
    let (known, unknown) = (office.id(), office.id());
    let create = |id| Change::Create {
        kind: CUSTOMER.to_owned(),
        id,
        body: object(json!({"name": "Wang"})),
    };
    let edit = office.edit(0, unknown, json!({"name": "?"}));
    office.record(0, vec![create(known), edit]);
    office.record(0, vec![create(unknown)]);
    let ends = office.push(0);

    assert_eq!((ends[0], ends[1].result), (rejected(Why::NotFound), Verdict::Applied));
    assert_eq!(office.at_hq(CUSTOMER, known), None);
    assert!(office.at_hq(CUSTOMER, unknown).is_some());
}

#[test]
fn one_name_given_twice_keeps_what_both_wrote() {
    let mut office = Office::new();
    let id = office.id();
    let create = |body| Change::Create { kind: CUSTOMER.to_owned(), id, body: object(body) };
    office.act(0, create(json!({"name": "Wang", "phone": "1"})));
    office.act(1, create(json!({"name": "Wang", "note": "dog"})));

    assert_eq!(body(&mut office, id), object(json!({"name": "Wang", "note": "dog", "phone": "1"})));
}

#[test]
fn all_records_of_one_operation_share_a_revision_and_none_a_sequence() {
    let mut office = Office::new();
    let (one, other) = (office.id(), office.id());
    let ends = {
        office.record(
            0,
            vec![fact(one, json!({"quantity": 1})), fact(other, json!({"quantity": 2}))],
        );
        office.push(0)
    };
    let rows = office.page(0, 0, 1_000_000).expect("granted").rows;

    assert_eq!(rows.iter().map(|row| (row.rev, row.seq)).collect::<Vec<_>>(), [(1, 1), (1, 2)]);
    assert_eq!((ends[0].rev, ends[0].seq), (1, 2));
}

#[test]
fn nobody_edits_an_orders_state_or_writes_the_catalogue_of_headquarters() {
    let mut office = Office::new();
    let id = office.id();
    let order = "order".to_owned();
    office.act(
        0,
        Change::Create { kind: order.clone(), id, body: object(json!({"kind": "repair"})) },
    );
    let settle =
        Change::Patch { kind: order, id, base_rev: 9, fields: object(json!({"state": "settled"})) };
    let model = Change::Create { kind: "model".to_owned(), id, body: Fields::new() };

    assert_eq!(office.act(0, settle), rejected(Why::FieldNotAllowed));
    assert_eq!(office.act(0, model.clone()), rejected(Why::FieldNotAllowed));
    assert_eq!(office.submit(OpId(id), model).result, Verdict::Applied);
}

#[test]
fn the_same_submission_again_is_the_same_and_another_under_its_name_is_refused() {
    let mut office = Office::new();
    let (op_id, id) = (OpId(office.id()), office.id());
    let first = office.submit(op_id, fact(id, json!({"quantity": 1})));
    office.env.now_ms += 5_000;

    assert_eq!(office.submit(op_id, fact(id, json!({"quantity": 1}))), first);
    assert_eq!(office.submit(op_id, fact(id, json!({"quantity": 2}))), rejected(Why::OtherBody));
}

/// Up to schema 0 a customer's `phone` was called `tel`.
struct Renamed;

impl Rules for Renamed {
    fn check(&self, role: Role, stream: &StreamId, change: &Change) -> Result<(), Why> {
        TradeRules.check(role, stream, change)
    }

    fn upcast(&self, schema: u32, mut change: Change) -> Change {
        if let Change::Create { kind, body: fields, .. } | Change::Patch { kind, fields, .. } =
            &mut change
            && kind == CUSTOMER
            && schema == 0
            && let Some(value) = fields.remove("tel")
        {
            fields.insert("phone".to_owned(), value);
        }

        change
    }
}

#[test]
fn an_operation_of_an_older_schema_is_applied_in_the_words_of_today_and_kept_in_its_own() {
    let mut office = Office::new().ruled_by(Box::new(Renamed));
    let id = office.id();
    let (kind, body) = (CUSTOMER.to_owned(), object(json!({"name": "Wang", "tel": "1"})));
    office.record(0, vec![Change::Create { kind, id, body }]);
    let kind = CUSTOMER.to_owned();
    let fields = object(json!({"tel": "2"}));
    office.record(0, vec![Change::Patch { kind, id, base_rev: 0, fields }]);
    // Made before the update, sent after it.
    let mut push = office.next_push(0);
    for op in &mut push.ops {
        op.edit(|op| op.schema = 0);
    }
    let first = office.send(0, push.clone()).expect("an answer");

    assert!(first.results.iter().all(|end| end.outcome.result == Verdict::Applied), "{first:?}");
    let rows = office.hq.rows(&branch());
    assert_eq!(rows[0].body, Some(object(json!({"name": "Wang", "phone": "2"}))));
    let kept: Vec<_> = office.hq.receipts().map(|(_, op)| Posted::from(op.clone())).collect();
    assert_eq!(kept, push.ops, "the log has what was sent");
    assert_eq!(office.send(0, push), Ok(first), "and knows it again");
}

#[test]
fn an_operation_of_today_is_left_as_it_is() {
    let mut office = Office::new().ruled_by(Box::new(Renamed));
    let id = office.customer(json!({"name": "Wang", "tel": "1"}));

    assert_eq!(body(&mut office, id), object(json!({"name": "Wang", "tel": "1"})));
}
