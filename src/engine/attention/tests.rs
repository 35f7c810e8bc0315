//! What waits for a decision, without a headquarters.

use domain::{Moment, OrderId};
use serde_json::json;

use super::*;
use crate::testing::{call, office, wait};

/// What headquarters writes about an event of an order that came too late.
fn came_too_late(engine: &Engine, order: OrderId, at: i64) {
    wait(engine.deed("test", move |deed| {
        let id = crate::clock::new_id(Moment(at));
        let body = json!({
            "kind": Order::KIND, "record": order, "lost": "assign", "kept": "cancelled", "at": at,
        });
        let body = serde_json::from_value(body).map_err(|_| Error::Unknown("body"))?;
        let kind = sync::hq::CONFLICT.to_owned();

        Ok(deed.session.stage(Change::Fact { kind, id, body })?)
    }))
    .expect("an entry");
}

#[test]
fn what_settled_several_events_at_once_opens_them_all_again() {
    let engine = office();
    let order = wait(engine.receive_order(call())).expect("an order").order;
    for at in 1..=3 {
        came_too_late(&engine, order, at);
    }
    let lost = || wait(engine.attention()).expect("a database").lost;
    let open = || {
        let open = engine.workers.read(|session| Ok(session.open_conflicts(LISTED)?.len()));
        wait(open).expect("a database")
    };
    assert_eq!((lost().len(), open()), (1, 3), "one entry");

    let undo = wait(engine.settle_conflict(lost()[0].row.id, false)).expect("an entry");
    assert_eq!(open(), 0);
    wait(engine.undo(undo)).expect("nothing came after it");
    assert_eq!(open(), 3);
}
