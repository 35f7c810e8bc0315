//! Orders that headquarters hands to another branch while desks of both work.

use domain::{CancelReason, Event, OrderId, State};

use super::real::{Trial, start};
use super::*;
use crate::OrderFile;

fn file(desk: &Engine, order: OrderId) -> OrderFile {
    wait(desk.order(order)).expect("an order")
}

fn exchange(desks: &[&Engine]) {
    for desk in desks {
        wait(desk.exchange_now()).expect("a headquarters");
    }
}

/// A desk at each of two branches, and an order that the first took in.
fn two_branches() -> (Trial, Engine, Engine, OrderId) {
    let trial = Trial::new();
    let here = trial.join();
    hq::branch::add(trial.headquarters.storage(), "SZ01", "南山网点", &[]).expect("a branch");
    let there = trial.join_at("SZ01");
    let order = wait(here.receive_order(crate::testing::call())).expect("an order").order;
    exchange(&[&here, &there]);

    (trial, here, there, order)
}

fn moved(storage: &hq::Storage, here: &Engine, order: OrderId) -> OrderId {
    let number = file(here, order).order.number.to_string();
    let handed = hq::order::hand_over(storage, &number, "SZ01", None);

    handed.expect("a ready order").to.id.into()
}

#[test]
fn both_branches_see_the_order_and_the_first_hears_of_its_end() {
    let (trial, here, there, order) = two_branches();
    let successor = moved(trial.headquarters.storage(), &here, order);
    exchange(&[&here, &there]);

    let (old, new) = (file(&here, order), file(&there, successor));
    assert_eq!((old.state, new.state), (State::Cancelled, State::Ready));
    assert_eq!(new.customer.name, old.customer.name);
    assert_eq!(old.handover.to.as_ref().map(|it| &it.number), Some(&new.order.number));
    assert_eq!(new.handover.from.map(|it| it.number), Some(old.order.number));
    assert!(!old.possible.contains(&Event::Reinstate), "it goes on elsewhere");
    let back = wait(here.reinstate_order(order));
    assert!(matches!(back, Err(Error::NotNow { .. })), "{back:?}");

    wait(there.cancel_order(successor, CancelReason::CustomerCancels, None)).expect("ready");
    exchange(&[&there]);
    hq::order::tell_ends(trial.headquarters.storage()).expect("a database");
    exchange(&[&here]);
    let end = file(&here, order).handover.end.expect("it was told");
    assert_eq!(end.state, Some(State::Cancelled));
}

#[test]
fn what_a_desk_did_before_it_heard_of_the_move_stands_beside_the_other_half() {
    let (mut trial, here, there, order) = two_branches();
    let address = trial.headquarters.address();
    let roles = vec![domain::Role::Technician];
    let person = domain::Staff { name: "王建国".to_owned(), roles, ..blank() };
    let technician = wait(here.write_person(None, person)).expect("a technician").id;
    exchange(&[&here]);
    // Nobody hears of it before the desk has done something.
    trial.headquarters.stop().expect("an orderly end");
    let storage = hq::Storage::open(trial.folder.path()).expect("a folder");
    let successor = moved(&storage, &here, order);
    drop(storage);
    let plan = crate::Plan { technician, slot: None, agreed: false, remark: None };
    wait(here.assign(order, plan)).expect("a visit");
    trial.headquarters = start(&trial.folder, address);
    exchange(&[&here, &there, &here]);

    let old = file(&here, order);
    assert_eq!((old.state, old.stop_notice), (State::Cancelled, true), "somebody is on the way");
    assert_eq!(old.handover.to.map(|it| it.order), Some(successor));
    assert_eq!(file(&there, successor).state, State::Ready);
    assert_eq!(wait(here.attention()).expect("a database").refused, [], "nothing was refused");
}

#[test]
fn no_desk_says_by_itself_that_an_order_went_to_another_branch() {
    let (_trial, here, _there, order) = two_branches();
    let own = wait(here.cancel_order(order, CancelReason::HandedOver, None));

    assert!(matches!(own, Err(Error::NotNow { .. })), "{own:?}");
}
