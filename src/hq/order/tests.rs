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
    let settled = settle(&house.storage, &number).expect("a disputed order");
    assert_eq!((settled.state, settled.disputed), (State::Done, false));
    assert_eq!(disputed(&house.storage).expect("a database"), []);
    assert!(matches!(settle(&house.storage, &number), Err(Error::NotNow { .. })));
}

#[test]
fn a_number_that_no_order_has_is_said_to_be_unknown() {
    let house = House::new();
    for number in ["SH01-A99999", "no number", "%"] {
        let shown = show(&house.storage, number);
        assert!(matches!(shown, Err(Error::NoSuchNumber(_))), "{shown:?}");
    }
}
