//! What two did to one order without knowing of each other, as both are shown; and the half that another branch has.

use domain::{CodeGroup, Event, Money, OrderId, Outcome, Role, Staff, StaffId, State, VisitId};

use super::real::{Trial, start};
use super::*;
use crate::callbacks::tests::{code, form_due};
use crate::{Attention, OrderFile, Plan, Sides};

fn exchange(desks: &[&Engine]) {
    for desk in desks {
        wait(desk.exchange_now()).expect("a headquarters");
    }
}

fn file(desk: &Engine, order: OrderId) -> OrderFile {
    wait(desk.order(order)).expect("an order")
}

fn attention(desk: &Engine) -> Attention {
    wait(desk.attention()).expect("a database")
}

fn technician(desk: &Engine, name: &str) -> StaffId {
    let person = Staff { name: name.into(), roles: vec![Role::Technician], ..blank() };

    wait(desk.write_person(None, person)).expect("a technician").id
}

fn assigned(desk: &Engine, order: OrderId, technician: StaffId) -> VisitId {
    let plan = Plan { technician, slot: None, agreed: false, remark: None };

    wait(desk.assign(order, plan)).expect("it waits").visit
}

/// The sheet comes back: the work is done.
fn finished(desk: &Engine, order: OrderId, visit: VisitId) {
    let entry = crate::SheetEntry {
        outcome: Outcome::Finished,
        fault: code(desk, CodeGroup::Fault),
        cause: code(desk, CodeGroup::Cause),
        measure: code(desk, CodeGroup::Measure),
        ..super::twice::in_vain(visit)
    };
    let cash = Money::fen(form_due(desk, &entry, order));
    wait(desk.enter_sheet(crate::SheetEntry { cash, ..entry })).expect("a whole sheet");
}

/// What headquarters does while no desk reaches it; desks go on meanwhile.
fn apart(trial: &mut Trial, at_hq: impl FnOnce(&hq::Storage), at_desks: impl FnOnce()) {
    let address = trial.headquarters.address();
    trial.stop();
    let storage = hq::Storage::open(trial.folder.path()).expect("a folder");
    at_hq(&storage);
    drop(storage);
    at_desks();
    trial.headquarters = start(&trial.folder, address);
}

/// The dispute about the only order that has one.
fn dispute(desk: &Engine) -> Sides {
    let mut disputes = attention(desk).disputes;
    assert_eq!(disputes.len(), 1, "{disputes:?}");

    disputes.pop_first().expect("one").1
}

#[test]
fn both_sides_of_a_dispute_are_shown_at_every_desk_until_it_is_settled_and_again_if_that_is_taken_back()
 {
    let mut trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    let both = [&desks[0], &desks[1], &desks[0]];
    let wang = technician(&desks[0], "王建国");
    let order = wait(desks[0].receive_order(crate::testing::call())).expect("an order").order;
    let visit = assigned(&desks[0], order, wang);
    exchange(&both);
    let number = file(&desks[0], order).order.number.to_string();
    apart(
        &mut trial,
        |storage| {
            hq::order::cancel(storage, &number, "顾客打来电话").expect("assigned");
        },
        || finished(&desks[1], order, visit),
    );
    exchange(&[&desks[1], &desks[0]]);

    let storage = trial.headquarters.storage();
    for desk in &desks {
        assert!(file(desk, order).disputed);
        let Sides { stands: Some(done), against: Some(cancelled) } = dispute(desk) else {
            panic!("two sides")
        };
        assert_eq!((done.event, done.outcome), (Event::Finish, Some(Outcome::Finished)));
        assert_eq!(done.technician.as_deref(), Some("王建国"));
        assert_eq!((cancelled.event, cancelled.by), (Event::Cancel, None), "headquarters");
        assert_eq!(cancelled.remark.as_deref(), Some("顾客打来电话"));
    }
    hq::order::settle(storage, &number, hq::order::There::Ends).expect("a dispute");
    exchange(&both);
    assert!(desks.iter().all(|desk| attention(desk).disputes.is_empty()));
    hq::order::reopen(storage, &number).expect("nothing was built upon it");
    exchange(&both);
    assert!(desks.iter().all(|desk| dispute(desk).stands.is_some()));
    hq::order::settle(storage, &number, hq::order::There::GoesOn).expect("a dispute");
    exchange(&both);
    for desk in &desks {
        assert!(!file(desk, order).disputed && attention(desk).disputes.is_empty());
        assert_eq!(file(desk, order).state, State::SheetIn, "the work stands");
    }
}

#[test]
fn what_came_too_late_is_shown_beside_what_had_happened_by_then() {
    let mut trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    let wang = technician(&desks[0], "王建国");
    let order = wait(desks[0].receive_order(crate::testing::call())).expect("an order").order;
    exchange(&[&desks[0], &desks[1]]);
    let number = file(&desks[0], order).order.number.to_string();
    apart(
        &mut trial,
        |storage| {
            hq::order::cancel(storage, &number, "搬走了").expect("ready");
        },
        || {
            assigned(&desks[1], order, wang);
        },
    );
    exchange(&[&desks[1], &desks[0]]);

    for desk in &desks {
        let lost = attention(desk).lost;
        let sides = lost.iter().find_map(|lost| lost.sides.clone());
        let sides = sides.unwrap_or_else(|| panic!("no event: {lost:?}"));
        let (stands, late) = (sides.stands.expect("a cancelling"), sides.against.expect("late"));
        assert_eq!((stands.event, stands.by), (Event::Cancel, None), "headquarters");
        assert_eq!(stands.remark.as_deref(), Some("搬走了"));
        assert_eq!((late.event, late.technician.as_deref()), (Event::Assign, Some("王建国")));
    }
}

/// Until something is so at a desk that exchanges.
fn until(desk: &Engine, is_so: impl Fn() -> bool) {
    for _ in 0..100 {
        if is_so() {
            return;
        }
        wait(desk.exchange_now()).expect("a headquarters");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("it never came");
}

#[test]
fn the_half_of_an_order_in_a_branch_that_may_be_read_is_shown_and_goes_with_the_grant() {
    let trial = Trial::new();
    let here = trial.join();
    let storage = trial.headquarters.storage();
    hq::branch::add(storage, "SZ01", "南山网点", &[]).expect("a branch");
    let there = trial.join_at("SZ01");
    let order = wait(here.receive_order(crate::testing::call())).expect("an order").order;
    exchange(&[&here, &there]);
    let number = file(&here, order).order.number.to_string();
    let to = hq::order::hand_over(storage, &number, "SZ01", None).expect("ready").to;
    exchange(&[&there]);
    let chen = technician(&there, "陈志强");
    let visit = assigned(&there, OrderId(to.id), chen);
    wait(there.enter_sheet(super::twice::in_vain(visit))).expect("a sheet");
    exchange(&[&there, &here]);
    assert_eq!(file(&here, order).there, [], "nobody said that it may read that");

    let device = hq::device::of_branch(storage, "SH01").expect("a branch")[0].id.to_string();
    hq::grant::add(storage, &device, "SZ01", false).expect("a grant");
    until(&here, || !file(&here, order).there.is_empty());
    let mut halves = file(&here, order).there;
    let half = halves.pop().expect("one");
    assert_eq!((halves.len(), half.branch.as_str()), (0, "南山网点"));
    assert_eq!((half.half.number.to_string(), half.state), (to.number, State::Ready));
    assert_eq!(half.visits.len(), 1);
    assert_eq!(half.visits[0].technician, "陈志强");
    assert_eq!(half.visits[0].result.as_ref().map(|it| it.outcome), Some(Outcome::NotHome));
    let place = || wait(here.headquarters()).expect("a database").expect("a headquarters");
    assert_eq!(place().reads.len(), 1);
    assert_eq!(
        (place().reads[0].code.as_str(), place().reads[0].name.as_str()),
        ("SZ01", "南山网点")
    );
    assert_eq!(wait(here.find("欧阳喆", 5)).expect("an index").len(), 1, "it is in no list here");

    hq::grant::remove(storage, &device, "SZ01").expect("a grant");
    until(&here, || file(&here, order).there.is_empty());
    assert_eq!(place().reads, []);
}
