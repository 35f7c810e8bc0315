use domain::{FACTS, PROFILES};
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::testing::object;

fn fact(kind: &str, body: Value) -> Change {
    Change::Fact { kind: kind.to_owned(), id: Uuid::nil(), body: object(body) }
}

fn patch(kind: &str, fields: Value) -> Change {
    let (kind, fields) = (kind.to_owned(), object(fields));

    Change::Patch { kind, id: Uuid::nil(), base_rev: 1, fields }
}

fn create(kind: &str, body: Value) -> Change {
    Change::Create { kind: kind.to_owned(), id: Uuid::nil(), body: object(body) }
}

/// Who may, of those who may not do everything.
fn who(change: &Change) -> Vec<DeskRole> {
    let some = DeskRole::ALL.into_iter().filter(|role| !role.has_all());

    some.filter(|role| may_make(*role, change)).collect()
}

#[test]
fn every_kind_that_a_branch_writes_has_a_row_and_the_whole_office_writes_all() {
    for kind in PROFILES.iter().chain(FACTS) {
        assert!(table::rows_of(kind).any(|row| row.part.is_empty()), "{kind}");
    }
    for role in [DeskRole::WholeOffice, DeskRole::Manager] {
        assert!(may_make(role, &create("zodiac", json!({"sign": "rat"}))), "{role:?}");
        assert!(may_make(role, &patch("staff", json!({"name": "Li"}))), "{role:?}");
    }
    assert!(who(&create("zodiac", json!({"sign": "rat"}))).is_empty());
}

#[test]
fn a_parts_keeper_moves_stock_and_touches_no_order() {
    use DeskRole::PartsKeeper;

    assert_eq!(who(&fact("stock_move", json!({"reason": "counted"}))), [PartsKeeper]);
    assert!(who(&fact("stock_move", json!({"reason": "issued"}))).contains(&PartsKeeper));
    for refused in [
        create("order", json!({"kind": "complaint"})),
        patch("order", json!({"description": "x"})),
        fact("order_event", json!({"event": "route"})),
        fact("callback", json!({})),
        patch("part", json!({"price": 1})),
    ] {
        assert!(!may_make(PartsKeeper, &refused), "{refused:?}");
    }
}

#[test]
fn a_clerks_sheet_moves_parts_and_money_but_plans_nobodys_visit() {
    use DeskRole::{Clerk, Dispatcher};

    for sheet in [
        fact("visit_result", json!({"outcome": "finished"})),
        fact("charge", json!({"amount": 1})),
        fact("receipt", json!({"amount": 1})),
        fact("stock_move", json!({"reason": "used"})),
        fact("order_event", json!({"event": "enter_sheet"})),
        patch("visit", json!({"state": "ended"})),
    ] {
        assert!(may_make(Clerk, &sheet), "{sheet:?}");
    }
    assert_eq!(who(&patch("visit", json!({"state": "void", "slot": null}))), [Dispatcher]);
    assert_eq!(who(&create("visit", json!({"technician": "x"}))), [Dispatcher]);
    assert_eq!(who(&fact("order_event", json!({"event": "reschedule"}))), [Dispatcher]);
    assert!(!may_make(Clerk, &fact("stock_move", json!({"reason": "received"}))));
}

#[test]
fn people_settings_and_prices_are_the_managers() {
    for kind in ["staff", "office", "tariff", "erasure"] {
        assert!(who(&create(kind, json!({"name": "x"}))).is_empty(), "{kind}");
        assert!(who(&fact(kind, json!({"name": "x"}))).is_empty(), "{kind}");
    }
    let nil = Uuid::nil();
    let gone = Change::Remove { kind: "customer".to_owned(), id: nil, base_rev: 1 };
    assert_eq!(who(&gone), [DeskRole::Dispatcher, DeskRole::Clerk]);
}

#[test]
fn an_event_that_nobody_knows_yet_goes_by_its_kind() {
    let event = fact("order_event", json!({"event": "teleport"}));

    assert_eq!(who(&event), [DeskRole::Dispatcher, DeskRole::Clerk]);
}
