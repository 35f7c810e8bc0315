//! Erasure (rule 19): of a person who asked for it nothing is left but names, hashes and what the books need, in rows, in
//! journals and in what was sent.
//!
//! An erasure is a fact that says whose. Headquarters bares every record of that person, empties the operations that
//! spoke of them, and bares whatever comes later; a desk does the same with its own outbox. An operation that was
//! emptied keeps its name and the hash of what it said, so it still has its one effect wherever it comes again.

use std::borrow::Cow;
use std::collections::BTreeSet;

use domain::erasure::{self, ERASURE, bare, bared, owners};
use domain::{Record as _, Sameness};
use uuid::Uuid;

use crate::{BodyHash, Change, Fields, Operation};

/// Whether a change is about one of these records, or makes something that belongs to one.
pub fn is_about(change: &Change, erased: &dyn Fn(Uuid) -> bool) -> bool {
    let (Change::Create { kind, body: fields, .. }
    | Change::Patch { kind, fields, .. }
    | Change::Fact { kind, body: fields, .. }) = change
    else {
        // It says nothing.
        return false;
    };

    erased(change.id()) || owners(kind, fields).any(erased)
}

/// What is left of a change about somebody who was erased.
#[must_use]
pub fn bare_change(change: &Change) -> Change {
    match change {
        Change::Create { kind, id, body } => {
            Change::Create { kind: kind.clone(), id: *id, body: bare(kind, body) }
        }
        Change::Fact { kind, id, body } => {
            Change::Fact { kind: kind.clone(), id: *id, body: bare(kind, body) }
        }
        Change::Patch { kind, id, base_rev, fields } => {
            let (kind, fields) = (kind.clone(), bared(kind, fields));
            Change::Patch { kind, id: *id, base_rev: *base_rev, fields }
        }
        Change::Remove { .. } => change.clone(),
    }
}

/// The files that a change says are of one person, if it says that.
pub fn files_of_one(change: &Change) -> impl Iterator<Item = Uuid> {
    let body = match change {
        Change::Fact { kind, body, .. } if kind == Sameness::KIND => Some(body),
        Change::Fact { .. }
        | Change::Create { .. }
        | Change::Patch { .. }
        | Change::Remove { .. } => None,
    };

    body.into_iter().flat_map(|body| owners(Sameness::KIND, body))
}

/// A change of an operation without what it takes over, into a file that goes on, from one that was erased.
pub fn untaken<'a>(
    change: &'a Change,
    beside: &[Change],
    erased: &dyn Fn(Uuid) -> bool,
) -> Cow<'a, Change> {
    let Change::Patch { kind, id, base_rev, fields } = change else { return Cow::Borrowed(change) };
    let merges = beside.iter().filter(|it| {
        let files: Vec<Uuid> = files_of_one(it).collect();
        files.contains(id) && files.into_iter().any(erased)
    });
    let taken: BTreeSet<&String> = merges.filter_map(taken_over).flat_map(Fields::keys).collect();
    if !fields.keys().any(|name| taken.contains(name)) {
        return Cow::Borrowed(change);
    }
    let left = fields.iter().filter(|(name, _)| !taken.contains(name));
    let fields = left.map(|(name, value)| (name.clone(), value.clone())).collect();

    Cow::Owned(Change::Patch { kind: kind.clone(), id: *id, base_rev: *base_rev, fields })
}

fn taken_over(change: &Change) -> Option<&Fields> {
    let Change::Fact { body, .. } = change else { return None };

    body.get("after")?.as_object()
}

/// An operation without what it said of those who were erased; none if it said nothing.
pub fn emptied(op: &Operation, erased: &dyn Fn(Uuid) -> bool) -> Option<Operation> {
    let lay = |change: &Change| {
        let change = untaken(change, &op.changes, erased);
        if is_about(&change, erased) { bare_change(&change) } else { change.into_owned() }
    };
    let changes: Vec<_> = op.changes.iter().map(lay).collect();
    if changes == op.changes {
        return None;
    }

    Some(Operation { changes, emptied: Some(BodyHash(op.body_hash())), ..op.clone() })
}

/// The records that an erasure names, if this change is one.
pub fn named(change: &Change) -> impl Iterator<Item = (&str, Uuid)> {
    let body = match change {
        Change::Fact { kind, body, .. } if kind == ERASURE => Some(body),
        Change::Fact { .. }
        | Change::Create { .. }
        | Change::Patch { .. }
        | Change::Remove { .. } => None,
    };

    body.into_iter().flat_map(erasure::named)
}

/// Everything that an erasure's fields say is erased: the person's file and what its author knew of theirs.
pub fn all_of(body: &Fields) -> BTreeSet<Uuid> {
    owners(ERASURE, body).chain(erasure::named(body).map(|(_, id)| id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hq::HqTx as _;
    use crate::testing::{Office, branch, object};
    use crate::wire::{Request, Salvage, Verdict};
    use serde_json::{Value, json};

    /// A household with an order of which a remark was written.
    struct Scene {
        office: Office,
        customer: Uuid,
        order: Uuid,
        event: Uuid,
    }

    fn scene() -> Scene {
        let mut office = Office::new();
        let customer = office.customer(json!({"name": "王小明", "phone": "138", "level": "vip"}));
        let (order, event) = (office.id(), office.id());
        let head = json!({"kind": "repair", "customer": customer, "description": "ring 138"});
        let accept = json!({"order": order, "event": "accept", "from": "draft", "remark": "王"});
        let made = vec![
            Change::Create { kind: "order".to_owned(), id: order, body: object(head) },
            Change::Fact { kind: "order_event".to_owned(), id: event, body: object(accept) },
        ];
        office.record(1, made);
        office.push(1);
        office.pull(1);

        Scene { office, customer, order, event }
    }

    fn erasure(office: &mut Office, customer: Uuid, records: Value) -> Change {
        let id = office.id();
        let body = json!({"customer": customer, "reason": "request", "records": records, "at": 7});

        Change::Fact { kind: ERASURE.to_owned(), id, body: object(body) }
    }

    fn text_of_everything(office: &mut Office) -> String {
        let rows = serde_json::to_string(&office.hq.rows(&branch())).expect("JSON");
        let log: Vec<_> = office.hq.receipts().map(|(_, op)| op.clone()).collect();
        let journal = format!("{:?}{:?}", office.hq.conflicts(), office.hq.salvage());

        rows + &serde_json::to_string(&log).expect("JSON") + &journal
    }

    #[test]
    fn of_an_erased_person_headquarters_keeps_no_word_and_the_books_stay() {
        let Scene { mut office, customer, order, event } = scene();
        let change = erasure(&mut office, customer, json!({}));
        assert_eq!(office.act(0, change).result, Verdict::Applied);

        let there = text_of_everything(&mut office);
        assert!(!there.contains("王") && !there.contains("138"), "{there}");
        assert_eq!(office.at_hq("order", order).expect("kept")["state"], "ready");
        assert_eq!(office.at_hq("order_event", event).expect("kept")["event"], "accept");
        assert_eq!(office.at_hq("customer", customer).expect("kept")["level"], "vip");
    }

    #[test]
    fn a_desk_shows_it_at_once_and_empties_what_it_had_sent() {
        let Scene { mut office, customer, order, event } = scene();
        let records = json!({"customer": [customer], "order": [order], "order_event": [event]});
        office.pull(0);
        let change = erasure(&mut office, customer, records);
        office.record(0, vec![change]);
        let shown = office.shown(0, "customer", customer).expect("a file");
        assert_eq!(shown["name"], "—");
        assert!(!office.shown(0, "order", order).expect("kept").contains_key("description"));

        office.push(0);
        for desk in 0..2 {
            office.pull(desk);
            let outbox = office.desks[desk].outbox().iter().map(|it| &it.op);
            let text = serde_json::to_string(&outbox.collect::<Vec<_>>()).expect("JSON");
            assert!(!text.contains("王") && !text.contains("138"), "desk {desk}: {text}");
        }
    }

    #[test]
    fn what_was_emptied_is_known_when_it_comes_again_in_either_form() {
        let Scene { mut office, customer, .. } = scene();
        let before = office.desks[1].outbox()[0].op.clone();
        let change = erasure(&mut office, customer, json!({}));
        office.act(0, change);
        office.pull(1);
        let rows = office.hq.rows(&branch());

        let after = Operation {
            changes: before.changes.iter().map(bare_change).collect(),
            emptied: Some(BodyHash(before.body_hash())),
            ..before.clone()
        };
        for op in [before, after] {
            let inc = crate::Incarnation(office.id());
            let (first_n, prev_chain) = (1, crate::Chain::START);
            let push = crate::wire::Push { inc, first_n, prev_chain, ops: vec![op.into()] };
            let reply = office.send(1, push).expect("accepted");
            assert_eq!(reply.results[0].outcome.result, Verdict::Applied);
        }
        assert_eq!(office.hq.rows(&branch()), rows);
    }

    #[test]
    fn a_bare_file_that_comes_back_without_its_erasure_stays_bare() {
        let Scene { mut office, customer, .. } = scene();
        let late = office.edit(1, customer, json!({"name": "王大明"}));
        let change = erasure(&mut office, customer, json!({}));
        office.act(0, change);
        let mut rows = office.desks[0].rows(&branch());
        rows.retain(|row| row.id == customer);
        office.restore_from_the_beginning();
        let epoch = office.hq.begin().epoch().expect("in memory");
        let salvage = Salvage { stream: branch(), epoch, rows };
        office.ask(0, &Request::Salvage(salvage)).expect("granted");

        let op_id = crate::OpId(office.id());
        assert_eq!(office.submit(op_id, late).result, Verdict::Applied);
        assert_eq!(office.at_hq("customer", customer).expect("kept")["name"], "—");
        assert!(!text_of_everything(&mut office).contains("王"));
    }

    #[test]
    fn what_was_refused_before_a_bare_file_came_back_is_forgotten_with_it() {
        let Scene { mut office, customer, .. } = scene();
        let late = office.edit(1, customer, json!({"name": "王大明"}));
        let change = erasure(&mut office, customer, json!({}));
        office.act(0, change);
        let mut rows = office.desks[0].rows(&branch());
        rows.retain(|row| row.id == customer);
        office.restore_from_the_beginning();
        let op_id = crate::OpId(office.id());
        assert_eq!(office.submit(op_id, late).result, Verdict::Rejected);
        assert!(text_of_everything(&mut office).contains("王"));
        let epoch = office.hq.begin().epoch().expect("in memory");
        let salvage = Salvage { stream: branch(), epoch, rows };
        office.ask(0, &Request::Salvage(salvage)).expect("granted");

        let there = text_of_everything(&mut office);
        assert!(!there.contains("王"), "{there}");
    }

    #[test]
    fn whoever_did_not_know_brings_nothing_back() {
        let Scene { mut office, customer, order, .. } = scene();
        let late = office.edit(1, customer, json!({"name": "王大明", "level": "ordinary"}));
        let note = json!({"order": order, "outcome": "reached", "remark": "王", "at": 9});
        let id = office.id();
        let call = Change::Fact { kind: "callback".to_owned(), id, body: object(note) };
        let letter = json!({"customer": customer, "purpose": "thanks", "body": "王", "at": 9});
        let id = office.id();
        let letter = Change::Fact { kind: "letter".to_owned(), id, body: object(letter) };
        office.record(1, vec![late, call, letter]);

        let change = erasure(&mut office, customer, json!({}));
        office.act(0, change);
        office.push(1);
        office.pull(1);
        let there = text_of_everything(&mut office);
        assert!(!there.contains("王"), "{there}");
        assert_eq!(office.at_hq("customer", customer).expect("kept")["level"], "ordinary");
        let own = office.desks[1].outbox().iter().map(|it| &it.op).collect::<Vec<_>>();
        assert!(!serde_json::to_string(&own).expect("JSON").contains("王"), "{own:?}");
    }

    /// Another file, and the fact that it and the scene's are one person's.
    fn another(office: &mut Office, desk: usize, name: &str) -> Uuid {
        let id = office.id();
        let body = object(json!({"name": name}));
        let made = Change::Create { kind: "customer".to_owned(), id, body };
        assert_eq!(office.act(desk, made).result, Verdict::Applied);

        id
    }

    fn one_person(office: &mut Office, files: [Uuid; 2], after: Value) -> Change {
        let [kept, other] = files;
        let body =
            json!({"kept": kept, "other": other, "likeness": "same", "after": after, "at": 5});

        Change::Fact { kind: Sameness::KIND.to_owned(), id: office.id(), body: object(body) }
    }

    #[test]
    fn all_files_of_theirs_are_erased_also_those_that_the_author_did_not_know_of() {
        let Scene { mut office, customer, .. } = scene();
        let other = another(&mut office, 1, "王小名");
        let apart = another(&mut office, 1, "李四");
        let same = one_person(&mut office, [customer, other], json!({}));
        assert_eq!(office.act(1, same).result, Verdict::Applied);
        let change = erasure(&mut office, customer, json!({}));
        assert_eq!(office.act(0, change).result, Verdict::Applied);

        let there = text_of_everything(&mut office);
        assert!(!there.contains("王"), "{there}");
        assert_eq!(office.at_hq("customer", other).expect("kept")["erased"], true);
        assert_eq!(office.at_hq("customer", apart).expect("kept")["name"], "李四");
    }

    #[test]
    fn what_was_taken_over_from_an_erased_file_does_not_come_along() {
        let Scene { mut office, customer, .. } = scene();
        let other = another(&mut office, 1, "李四");
        let taken = office.edit(1, other, json!({"note": "王的狗", "level": "vip"}));
        let same = one_person(&mut office, [other, customer], json!({"note": "王的狗"}));
        office.record(1, vec![taken, same]);
        let change = erasure(&mut office, customer, json!({}));
        office.act(0, change);
        office.push(1);
        office.pull(1);

        let there = text_of_everything(&mut office);
        assert!(!there.contains("王"), "{there}");
        let left = office.at_hq("customer", other).expect("kept");
        assert_eq!((&left["name"], &left["level"]), (&json!("李四"), &json!("vip")));
        assert!(!left.contains_key("note"));
        assert_eq!(office.shown(1, "customer", other), Some(left));
        let own = office.desks[1].outbox().iter().map(|it| &it.op).collect::<Vec<_>>();
        assert!(!serde_json::to_string(&own).expect("JSON").contains("王"), "{own:?}");
    }

    #[test]
    fn a_restored_headquarters_hears_of_it_from_a_desk_and_forgets_again() {
        let Scene { mut office, customer, .. } = scene();
        let backup = office.hq.clone();
        let change = erasure(&mut office, customer, json!({}));
        office.act(0, change);
        office.env.now_ms += 1_000;
        office.restore(backup);
        assert!(text_of_everything(&mut office).contains("王"));

        office.offer(0);
        // A desk that had not heard of it offers all it has.
        office.offer(1);
        let there = text_of_everything(&mut office);
        assert!(!there.contains("王"), "{there}");
    }

    #[test]
    fn it_says_how_it_is_hashed() {
        let Scene { office, .. } = scene();
        let op = office.desks[1].outbox()[0].op.clone();
        let less = emptied(&op, &|_| true).expect("something was said");

        assert_eq!(less.body_hash(), op.body_hash());
        assert_ne!(less.canonical(), op.canonical());
        assert_eq!(emptied(&less, &|_| true), None);
        let read: Operation =
            serde_json::from_str(&serde_json::to_string(&less).expect("JSON")).expect("JSON");
        assert_eq!(read, less);
    }
}
