//! Orders that go from one branch to another.

use serde_json::json;

use super::*;
use crate::intake::{Caller, Intake, add_order};
use crate::order::{There, cancel, refuse, reopen, reopenable, settle, show, wished};
use crate::testing::House;

/// With a second branch, which looks after nothing.
pub fn house() -> House {
    let house = House::new();
    branch::add(&house.storage, "SZ01", "南山网点", &[]).expect("a branch");
    branch::add(&house.storage, "BJ01", "朝阳网点", &[]).expect("a branch");

    house
}

pub fn taken(house: &House) -> String {
    let order = json!({
        "source": "call_centre", "kind": "repair", "description": "不出热水",
        "customer": {"name": "李秀英", "phones": ["13800001234"]},
        "address": {"district": "浦东新区", "detail": "花木路1号", "code": "310115"},
        "appliance": {"category": "water_heater", "serial": "S-1"},
        "promised": {"day": "2026-11-25", "from": "09:00", "to": "11:00"},
    });
    match add_order(&house.storage, Caller::default(), order) {
        Ok(Intake::Taken(taken)) => taken.order,
        other => panic!("{other:?}"),
    }
}

/// What a branch says happened, as it saw the order.
pub fn happens(house: &House, number: &str, (event, from): (Event, State)) {
    let standing = show(&house.storage, number).expect("an order");
    let done = house.storage.write(move |session, moment| {
        let event = OrderEvent {
            order: standing.id.into(),
            event,
            from: Some(from),
            visit: None,
            reason: None,
            remark: None,
            at: At(moment.now_ms()),
            by: Some(Uuid::from_u128(5).into()),
        };
        let (kind, body) = (OrderEvent::KIND.to_owned(), fields_of(&event));
        let change = Change::Fact { kind, id: new_id(moment), body };
        crate::order::submit(session, moment, (&standing, "happen"), change)
    });
    done.expect("an event");
}

/// From ready to closed.
fn served(house: &House, number: &str) {
    use State::{Assigned, CalledBack, Done, OnSite, Ready, SheetIn};
    let steps = [
        (Event::Assign, Ready),
        (Event::Arrive, Assigned),
        (Event::Finish, OnSite),
        (Event::EnterSheet, Done),
        (Event::CallBack, SheetIn),
        (Event::Close, CalledBack),
    ];
    for step in steps {
        happens(house, number, step);
    }
}

fn told(house: &House) -> usize {
    tell_ends(&house.storage).expect("a database")
}

pub fn sound(house: &House) {
    let findings = crate::check(&house.storage).expect("a database");
    assert_eq!(findings.wrong, Vec::<String>::new());
}

fn moved(house: &House, number: &str, branch: &str) -> Handed {
    hand_over(&house.storage, number, branch, Some("搬家了")).expect("a move")
}

#[test]
fn an_order_goes_to_another_branch_with_all_that_it_needs_there() {
    let house = house();
    let number = taken(&house);
    let Handed { from, to } = moved(&house, &number, "sz01");

    assert_eq!((from.state, from.number.as_str()), (State::Cancelled, number.as_str()));
    assert_eq!((to.state, to.number.as_str()), (State::Ready, "SZ01-H00001"));
    assert_eq!(from.handover.to.as_ref().map(|it| it.order.0), Some(to.id));
    assert_eq!(to.handover.from.as_ref().map(|it| it.order.0), Some(from.id));
    let made = house.storage.read(|session, _| {
        let (_, order) = find(session, &parsed(&to.number)?)?;
        let customer: Option<Customer> = profile(session, &to, order.customer.0)?;
        let address: Option<Address> = profile(session, &to, order.address.expect("one").0)?;
        let machine: Option<Appliance> = profile(session, &to, order.appliance.expect("one").0)?;
        Ok((order, customer, address, machine))
    });
    let (order, customer, address, machine) = made.expect("a database");
    assert_eq!(order.description.as_deref(), Some("不出热水"));
    assert!(order.promised.is_some(), "what was promised stays promised");
    assert_eq!(customer.expect("a file").phones.len(), 1);
    assert_eq!(address.expect("a place").place.detail, "花木路1号");
    assert_eq!(machine.expect("a machine").serial.as_deref(), Some("S-1"));
    sound(&house);
}

#[test]
fn whoever_asks_twice_moves_it_once() {
    let house = house();
    let number = taken(&house);
    let first = moved(&house, &number, "SZ01");
    assert_eq!(moved(&house, &number, "SZ01"), first);

    let elsewhere = hand_over(&house.storage, &number, "BJ01", None);
    assert!(matches!(elsewhere, Err(Error::NotNow { .. })), "{elsewhere:?}");
    let unknown = hand_over(&house.storage, &first.to.number, "XX99", None);
    assert!(matches!(unknown, Err(Error::UnknownBranch(_))), "{unknown:?}");
    let own = hand_over(&house.storage, &first.to.number, "SZ01", None);
    assert!(matches!(own, Err(Error::WithThisBranch { .. })), "{own:?}");
    let journal = crate::journal::list(&house.storage, None, 10).expect("a journal");
    let lines = journal.iter().filter(|it| it.deed == Some(Noted::OrderHandedOver)).count();
    assert_eq!(lines, 1);
}

#[test]
fn what_fails_between_the_two_halves_leaves_neither() {
    let house = house();
    let number = taken(&house);
    let failed = house.storage.write({
        let number = number.clone();
        move |session, moment| {
            let (from, order) = find(session, &parsed(&number)?)?;
            let number = intake::next_number(session, "SZ01")?;
            let to = successor(session, moment, (&from, Order { number, ..order }), "SZ01")?;
            drop(to);
            Err::<(), _>(Error::Stopped)
        }
    });
    assert!(matches!(failed, Err(Error::Stopped)));

    assert!(show(&house.storage, "SZ01-H00001").is_err());
    assert_eq!(show(&house.storage, &number).expect("an order").state, State::Ready);
    assert_eq!(moved(&house, &number, "SZ01").to.number, "SZ01-H00001");
    sound(&house);
}

#[test]
fn the_first_branch_hears_once_how_it_ended() {
    let house = house();
    let number = taken(&house);
    let to = moved(&house, &number, "SZ01").to.number;
    assert_eq!(told(&house), 0, "it goes on");
    served(&house, &to);
    let untold = house.storage.read(|session, _| session.untold(None, 10)).expect("a list");

    assert_eq!(told(&house), 1);
    let end = show(&house.storage, &number).expect("an order").handover.end.expect("an end");
    assert_eq!(end.state, Some(State::Closed));
    assert_eq!(told(&house), 0);
    happens(&house, &to, (Event::Settle, State::Closed));
    assert_eq!(told(&house), 0, "settling is no news");

    // Another node that had looked before, or a crash after the fact and before the mark: nothing is told twice.
    let before = house.storage.read(|session, _| session.each_body(&stream(), OrderEvent::KIND));
    let it = untold[0].clone();
    let again = house.storage.write(move |session, moment| tell(session, moment, &it));
    again.expect("told already");
    let after = house.storage.read(|session, _| session.each_body(&stream(), OrderEvent::KIND));
    assert_eq!(before.expect("events").len(), after.expect("events").len());
    sound(&house);
}

fn stream() -> StreamId {
    StreamId::branch("SH01").expect("a code")
}

#[test]
fn an_order_that_is_taken_up_again_after_its_end_was_told_is_told_to_go_on() {
    let house = house();
    let number = taken(&house);
    let to = moved(&house, &number, "SZ01").to.number;
    let end = || show(&house.storage, &number).expect("an order").handover.end.expect("told").state;

    cancel(&house.storage, &to, "customer called").expect("a ready order");
    assert_eq!((told(&house), end()), (1, Some(State::Cancelled)));
    happens(&house, &to, (Event::Reinstate, State::Cancelled));
    assert_eq!((told(&house), end()), (1, None));
    cancel(&house.storage, &to, "customer called again").expect("a ready order");
    assert_eq!((told(&house), end()), (1, Some(State::Cancelled)));
    sound(&house);
}

#[test]
fn through_three_branches_the_first_hears_where_it_ended() {
    let house = house();
    let number = taken(&house);
    let second = moved(&house, &number, "SZ01").to.number;
    let third = moved(&house, &second, "BJ01").to.number;
    told(&house);
    let end = |number: &str| show(&house.storage, number).expect("an order").handover.end;
    assert_eq!(end(&second), None);
    let on = end(&number).expect("news");
    assert_eq!((on.state, on.to.map(|to| to.branch)), (None, Some("BJ01".to_owned())));

    served(&house, &third);
    while told(&house) > 0 {}
    assert_eq!(end(&second).and_then(|end| end.state), Some(State::Closed));
    let all = end(&number).expect("an end");
    assert_eq!(
        (all.state, all.to.map(|to| to.branch)),
        (Some(State::Closed), Some("BJ01".to_owned()))
    );
    let halves = halves(&house.storage, &second).expect("three");
    let numbers: Vec<_> = halves.iter().map(|it| it.number.as_str()).collect();
    assert_eq!(numbers, [&number, &second, &third]);
    sound(&house);
}

#[test]
fn work_that_the_first_branch_did_offline_stands_and_a_person_decides() {
    let house = house();
    let number = taken(&house);
    let Handed { to, .. } = moved(&house, &number, "SZ01");
    happens(&house, &number, (Event::Finish, State::OnSite));
    happens(&house, &number, (Event::Reinstate, State::Cancelled));

    let standing = show(&house.storage, &number).expect("an order");
    assert_eq!((standing.state, standing.disputed), (State::Done, true));
    assert_eq!(standing.handover.to.map(|it| it.order.0), Some(to.id), "both are to be seen");
    assert_eq!(show(&house.storage, &to.number).expect("an order").state, State::Ready);
    sound(&house);
}

#[test]
fn where_the_work_of_the_first_branch_stands_the_other_half_ends() {
    let house = house();
    let number = taken(&house);
    let second = moved(&house, &number, "SZ01").to.number;
    let third = moved(&house, &second, "BJ01").to.number;
    happens(&house, &third, (Event::Assign, State::Ready));
    happens(&house, &number, (Event::Finish, State::OnSite));
    settle(&house.storage, &number, There::Ends).expect("a dispute");

    let first = show(&house.storage, &number).expect("an order");
    assert_eq!((first.state, first.disputed), (State::Done, false));
    assert_eq!(show(&house.storage, &third).expect("an order").state, State::Cancelled);
    while told(&house) > 0 {}
    let end = show(&house.storage, &number).expect("an order").handover.end.expect("an end");
    assert_eq!(end.state, Some(State::Cancelled), "the first branch sees it");
    sound(&house);
}

#[test]
fn the_end_of_a_dispute_is_taken_back_with_all_that_it_did_and_said_otherwise() {
    let house = house();
    let number = taken(&house);
    let second = moved(&house, &number, "SZ01").to.number;
    happens(&house, &second, (Event::Assign, State::Ready));
    happens(&house, &number, (Event::Finish, State::OnSite));
    let at = |number: &str| show(&house.storage, number).expect("an order");
    let before = at(&second).state;
    settle(&house.storage, &number, There::Ends).expect("a dispute");
    while told(&house) > 0 {}
    assert_eq!(at(&second).state, State::Cancelled);

    let settled = at(&number);
    assert_eq!(reopenable(&house.storage, &[settled]).expect("a look").len(), 1);
    assert!(reopen(&house.storage, &number).expect("nothing was built upon it").disputed);
    while told(&house) > 0 {}
    let end = at(&number).handover.end.and_then(|end| end.state);
    assert_eq!((at(&second).state, end), (before, None), "as it was");
    let again = reopen(&house.storage, &number);
    assert!(matches!(again, Err(Error::NotNow { .. })), "{again:?}");

    settle(&house.storage, &number, There::GoesOn).expect("otherwise");
    assert_eq!((at(&number).disputed, at(&second).state), (false, before));
    sound(&house);
}

#[test]
fn what_was_gone_on_with_is_disputed_no_more() {
    let house = house();
    let number = taken(&house);
    let second = moved(&house, &number, "SZ01").to.number;
    happens(&house, &number, (Event::Finish, State::OnSite));
    settle(&house.storage, &number, There::Ends).expect("a dispute");
    happens(&house, &number, (Event::EnterSheet, State::Done));

    let late = reopen(&house.storage, &number);
    assert!(matches!(late, Err(Error::NotNow { .. })), "{late:?}");
    assert_eq!(show(&house.storage, &second).expect("an order").state, State::Cancelled);
    let never = reopen(&house.storage, &taken(&house));
    assert!(matches!(never, Err(Error::NotNow { .. })), "it never was: {never:?}");
}

#[test]
fn an_order_whose_work_stands_is_not_said_to_be_handed_over_again() {
    let house = house();
    let number = taken(&house);
    moved(&house, &number, "SZ01");
    happens(&house, &number, (Event::NeedPart, State::OnSite));
    happens(&house, &number, (Event::Finish, State::OnSite));
    settle(&house.storage, &number, There::Ends).expect("a dispute");
    for branch in ["SZ01", "BJ01"] {
        let again = hand_over(&house.storage, &number, branch, None);
        assert!(matches!(again, Err(Error::NotNow { .. })), "{again:?}");
    }
    assert!(!show(&house.storage, &number).expect("an order").movable);
}

#[test]
fn what_both_branches_have_done_stands_with_both() {
    let house = house();
    let number = taken(&house);
    let second = moved(&house, &number, "SZ01").to.number;
    happens(&house, &second, (Event::Finish, State::OnSite));
    happens(&house, &number, (Event::Finish, State::OnSite));
    settle(&house.storage, &number, There::Ends).expect("a dispute");

    assert_eq!(show(&house.storage, &second).expect("an order").state, State::Done);
    sound(&house);
}

#[test]
fn a_branch_asks_and_headquarters_hands_over_or_says_why_not() {
    let house = house();
    let number = taken(&house);
    let asked = || wished(&house.storage).expect("a database").len();
    assert_eq!(asked(), 0);
    let nobody = refuse(&house.storage, &number, "no");
    assert!(matches!(nobody, Err(Error::NotNow { .. })), "nobody asked: {nobody:?}");

    happens(&house, &number, (Event::AskHandover, State::Ready));
    assert_eq!(asked(), 1);
    let kept = refuse(&house.storage, &number, "你们离得最近").expect("an answer");
    assert_eq!(kept.handover.refused(), Some("你们离得最近"));
    assert_eq!((asked(), kept.state), (0, State::Ready));

    happens(&house, &number, (Event::AskHandover, State::Ready));
    assert_eq!(asked(), 1, "it may ask again");
    moved(&house, &number, "SZ01");
    assert_eq!(asked(), 0, "it went there");
    let again = taken(&house);
    happens(&house, &again, (Event::AskHandover, State::Ready));
    cancel(&house.storage, &again, "not needed").expect("ready");
    assert_eq!(asked(), 0, "nothing is left to hand over");
    sound(&house);
}

#[test]
fn the_branch_that_handed_it_over_does_not_take_it_up_again() {
    let house = house();
    let number = taken(&house);
    moved(&house, &number, "SZ01");
    happens(&house, &number, (Event::Reinstate, State::Cancelled));

    assert_eq!(show(&house.storage, &number).expect("an order").state, State::Cancelled);
    sound(&house);
}

#[test]
fn a_half_that_is_missing_is_found_out() {
    let house = house();
    let number = taken(&house);
    let to = moved(&house, &number, "SZ01").to;
    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(&file).expect("the database");
    let gone = db.execute(
        "DELETE FROM field_meta WHERE feed = (SELECT no FROM feed WHERE id = ?1)",
        [to.id.as_bytes()],
    );
    gone.expect("no trace");
    db.execute("DELETE FROM feed WHERE id = ?1", [to.id.as_bytes()]).expect("one row");
    drop(db);

    let findings = crate::check(&house.storage).expect("a database");
    assert!(
        findings.wrong.iter().any(|it| it.contains("does not know it")),
        "{:?}",
        findings.wrong
    );
}
