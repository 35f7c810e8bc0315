//! Headquarters cancels, and branches have worked meanwhile.

use serde_json::json;

use super::*;
use crate::intake::{Caller, Intake, add_order};
use crate::testing::House;

fn taken(house: &House) -> String {
    let order = json!({
        "source": "call_centre",
        "kind": "repair",
        "customer": {"name": "李秀英", "phones": ["13800001234"]},
        "address": {"district": "浦东新区", "detail": "花木路1号", "code": "310115"},
        "appliance": {"category": "water_heater"}
    });
    match add_order(&house.storage, Caller::default(), order) {
        Ok(Intake::Taken(taken)) => taken.order,
        other => panic!("{other:?}"),
    }
}

/// What a branch says that did not know of it.
fn finished_meanwhile(house: &House, number: &str) {
    let standing = show(&house.storage, number).expect("an order");
    house
        .storage
        .write(move |session, moment| {
            let event = OrderEvent {
                order: standing.id.into(),
                event: Event::Finish,
                from: Some(State::OnSite),
                visit: None,
                reason: None,
                remark: None,
                at: At(moment.now_ms()),
                by: None,
            };
            let id = new_id(moment);
            let (kind, body) = (OrderEvent::KIND.to_owned(), fields_of(&event));
            submit(session, moment, (&standing, "finish"), Change::Fact { kind, id, body })
        })
        .expect("an event");
}

#[test]
fn an_order_is_found_by_its_number_and_cancelled_once() {
    let house = House::new();
    let number = taken(&house);
    assert_eq!(show(&house.storage, &number).expect("an order").state, State::Ready);

    let cancelled = cancel(&house.storage, &number, "double").expect("a ready order");
    assert_eq!((cancelled.state, cancelled.disputed), (State::Cancelled, false));
    let again = cancel(&house.storage, &number, "double");
    assert!(matches!(again, Err(Error::NotNow { .. })), "{again:?}");
}

#[test]
fn what_a_branch_had_done_stands_until_headquarters_ends_the_dispute() {
    let house = House::new();
    let number = taken(&house);
    cancel(&house.storage, &number, "customer called").expect("a ready order");
    finished_meanwhile(&house, &number);

    let listed = disputed(&house.storage).expect("a database");
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].number.as_str(), listed[0].state), (number.as_str(), State::Done));
    let settled = settle(&house.storage, &number, There::Ends).expect("a disputed order");
    assert_eq!((settled.state, settled.disputed), (State::Done, false));
    assert_eq!(disputed(&house.storage).expect("a database"), []);
    assert!(matches!(settle(&house.storage, &number, There::Ends), Err(Error::NotNow { .. })));
}

#[test]
fn a_number_that_no_order_has_is_said_to_be_unknown() {
    let house = House::new();
    for number in ["SH01-A99999", "no number", "%"] {
        let shown = show(&house.storage, number);
        assert!(matches!(shown, Err(Error::NoSuchNumber(_))), "{shown:?}");
    }
}

#[test]
fn a_number_that_exists_twice_is_refused_and_both_are_named() {
    let house = House::new();
    let number = taken(&house);
    crate::branch::add(&house.storage, "SZ01", "南山网点", &[]).expect("a branch");
    let twin = Uuid::from_u128(7);
    let (kind, stream) = (Order::KIND.to_owned(), StreamId::branch("SZ01").expect("a stream"));
    let body = crate::testing::fields(json!({"kind": "repair", "number": number}));
    let change = Change::Create { kind, id: twin, body };
    let made = house.storage.write(move |session, moment| {
        let (stream, actor, changes) = (stream.clone(), ACTOR.to_owned(), vec![change.clone()]);
        deed::submit(session, moment, Deed { stream, name: "import", actor, changes })
    });
    made.expect("an order");

    let refused = [
        show(&house.storage, &number),
        cancel(&house.storage, &number, "double"),
        settle(&house.storage, &number, There::Ends),
    ];
    for refused in refused {
        let Err(Error::NumberTwice { places, .. }) = refused else { panic!("{refused:?}") };
        let streams: Vec<_> = places.iter().map(|(stream, _)| stream.as_str()).collect();
        assert_eq!(streams, ["branch:SH01", "branch:SZ01"]);
        assert_eq!(places[1].1, twin);
    }
}

#[test]
fn orders_of_an_older_database_are_found_by_their_numbers_too() {
    let house = House::new();
    let numbers = [taken(&house), taken(&house)];
    cancel(&house.storage, &numbers[1], "customer called").expect("a ready order");
    finished_meanwhile(&house, &numbers[1]);
    let older = tempfile::tempdir().expect("a folder");
    let file = older.path().join("headquarters.sqlite");
    house.storage.read(|session, _| session.copy_to(&file)).expect("a copy");
    let db = rusqlite::Connection::open(&file).expect("the copy");
    db.execute_batch(
        "DROP TABLE packet; DROP TABLE snapshot; DROP TABLE handover; DROP TABLE order_place; DROP TABLE erased;
         DROP INDEX op_log_idle; DROP INDEX unassigned_waiting;
         DROP TABLE operator_session; DROP TABLE operator; DROP TABLE operator_try; DROP TABLE journal;
         DROP TABLE refusal; DROP INDEX op_log_at; DROP INDEX op_log_rejected;
         DROP TABLE file_name; DROP TABLE kept_file; DROP TABLE begun_file; DROP TABLE file_piece;
         ALTER TABLE enrol_code DROP COLUMN device;
         ALTER TABLE enrol_code DROP COLUMN role; PRAGMA user_version = 3;",
    )
    .expect("schema 3");
    drop(db);

    let storage = Storage::open(older.path()).expect("brought up");
    assert_eq!(show(&storage, &numbers[0]).expect("an order").state, State::Ready);
    let disputed = disputed(&storage).expect("a list");
    assert_eq!(disputed.iter().map(|it| &it.number).collect::<Vec<_>>(), [&numbers[1]]);
}

#[test]
fn looking_for_a_number_does_not_look_through_the_orders() {
    let house = House::new();
    taken(&house);
    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(&file).expect("the database");
    let plan = |sql: &str| {
        let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a statement");
        let steps = plan.query_map([], |row| row.get::<_, String>(3)).expect("a plan");
        steps.collect::<Result<Vec<_>, _>>().expect("a plan").join("; ")
    };

    let by_number = plan("SELECT 1 FROM order_place WHERE number = 'SH01-H00001'");
    assert!(by_number.contains("order_place_number"), "{by_number}");
    let disputed = plan("SELECT 1 FROM order_place WHERE order_place.disputed = 1");
    assert!(disputed.contains("order_place_disputed"), "{disputed}");
}
