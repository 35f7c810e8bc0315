//! An import that is taken back at a desk of a headquarters.

use std::sync::Arc;

use domain::State;
use locale::{Language, Locale};

use super::real::{Trial, digests};
use super::*;
use crate::{ImportOrder, OrderFilter, Stage};

const JOBS: &str = "\
id,customer,phone,address,repair_status,problem
j1,王小明,13812345678,世纪大道1号,Fixed,不制冷
j2,李秀英,13987654321,世纪大道2号,Unknown,漏水
j3,张伟,13611112222,世纪大道3号,Repairable,异响
j4,陈静,13633334444,世纪大道4号,Repairable,漏电
";

fn bring(desk: &Engine) -> i64 {
    bring_list(desk, JOBS, 4)
}

fn bring_list(desk: &Engine, list: &str, jobs: u64) -> i64 {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("jobs.csv");
    std::fs::write(&path, list).expect("room");
    let mapping =
        wait(desk.inspect_table(&path, crate::Reading::default(), None)).expect("a table").mapping;
    let locale = Locale::new(Language::English);
    let order = ImportOrder {
        path,
        reading: crate::Reading::default(),
        mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale,
    };
    let report = wait(desk.import_table(order, Arc::default())).expect("a run");
    assert_eq!(report.created, jobs);

    report.id.expect("a number")
}

fn states(desk: &Engine) -> Vec<(String, State)> {
    let filter = OrderFilter { stage: Stage::All, ..OrderFilter::default() };
    let rows = wait(desk.orders(filter, 100)).expect("orders").rows.into_iter();
    let mut states: Vec<_> = rows.map(|row| (row.alias.unwrap_or_default(), row.state)).collect();
    states.sort();

    states
}

/// Both desks have the same, nothing waits and nothing was refused, and headquarters is sound.
fn agree(trial: &Trial, desks: [&Engine; 2]) {
    for desk in [desks[0], desks[1], desks[0]] {
        wait(desk.exchange_now()).expect("a headquarters");
    }
    assert_eq!(digests(desks[0]), digests(desks[1]));
    for desk in desks {
        let queue = wait(desk.link()).expect("a database").queue;
        assert_eq!((queue.unsent, queue.refused), (0, 0));
        assert_eq!(wait(desk.check(crate::Progress::new())).expect("a database").findings, []);
    }
    assert!(hq::check(trial.headquarters.storage()).expect("a check").is_sound());
}

#[test]
fn orders_are_cancelled_with_their_households_whole_and_what_was_worked_on_goes_on() {
    let trial = Trial::new();
    let (first, second) = (trial.join(), trial.join());
    let run = bring(&first);
    agree(&trial, [&first, &second]);
    let filter = OrderFilter { stage: Stage::All, ..OrderFilter::default() };
    let rows = wait(second.orders(filter, 9)).expect("orders").rows;
    let theirs = rows.iter().find(|row| row.alias.as_deref() == Some("j3")).expect("an order").id;
    wait(second.advance_order(theirs, domain::Event::Urge, None)).expect("an order");
    agree(&trial, [&first, &second]);

    let taken = wait(first.undo_import(run, Arc::default())).expect("a run");
    agree(&trial, [&first, &second]);
    let expected = [
        ("j1", State::Cancelled),
        ("j2", State::Cancelled),
        ("j3", State::Ready),
        ("j4", State::Cancelled),
    ];
    for desk in [&first, &second] {
        assert_eq!(states(desk), expected.map(|(alias, state)| (alias.to_owned(), state)));
        assert_eq!(wait(desk.find("13812345678", 2)).expect("an index").len(), 1);
    }
    assert_eq!(taken.records, 3);
    let first_order =
        wait(first.orders(OrderFilter { stage: Stage::All, ..OrderFilter::default() }, 9));
    let closed = first_order.expect("orders").rows.into_iter();
    let closed = closed.into_iter().find(|row| row.alias.as_deref() == Some("j1")).expect("one").id;
    wait(first.reinstate_order(closed)).expect("it comes back as it was");
    assert_eq!(states(&first)[0].1, State::Closed);
}

#[test]
fn what_headquarters_has_not_heard_of_is_taken_back_as_well() {
    let trial = Trial::new();
    let (first, second) = (trial.join(), trial.join());
    let run = bring(&first);
    wait(first.undo_import(run, Arc::default())).expect("a run");
    agree(&trial, [&first, &second]);

    assert!(states(&second).iter().all(|(_, state)| *state == State::Cancelled));
    assert_eq!(states(&second).len(), 4);
}

#[test]
fn what_goes_on_here_is_the_same_at_both_desks_and_goes_with_its_import() {
    let trial = Trial::new();
    let (first, second) = (trial.join(), trial.join());
    let goes = domain::Staff {
        name: "Dave Miller".into(),
        roles: vec![domain::Role::Technician],
        ..crate::founding::blank()
    };
    let dave = wait(first.deed("staff", move |deed| deed.create::<_, domain::StaffId>(&goes)))
        .expect("a technician");
    agree(&trial, [&first, &second]);
    let soon = first.clock().today() + chrono::Days::new(2);
    let done = first.clock().today() - chrono::Days::new(1);
    let list = format!(
        "id,customer,phone,appliance,fault,date,status,engineer,charge,paid\n\
         j1,王小明,13812345678,Oven,x,{soon},Booked,Dave,,\n\
         j2,李秀英,13987654321,Oven,x,{done},Completed,,85,No\n\
         j3,张伟,13611112222,Oven,x,{done},Completed,,60,No\n"
    );
    let run = bring_list(&first, &list, 3);
    agree(&trial, [&first, &second]);
    let owing = |desk: &Engine| {
        let filter = OrderFilter { stage: Stage::Owing, ..OrderFilter::default() };
        let rows = wait(desk.orders(filter, 9)).expect("orders").rows;
        let mut rows: Vec<_> = rows.into_iter().map(|it| (it.alias, it.owes, it.id)).collect();
        rows.sort();
        rows
    };
    let visits = |desk: &Engine| wait(desk.board(soon, 1)).expect("a board").undated.len();
    assert_eq!((owing(&second).len(), visits(&second)), (2, 1));

    wait(second.sit_down(dave)).expect("somebody writes it down");
    let payment = crate::Payment {
        amount: domain::Money::fen(8_500),
        day: second.clock().today(),
        means: domain::Means::Card,
    };
    wait(second.take_payment(owing(&second)[0].2, payment)).expect("it is owed");
    agree(&trial, [&first, &second]);
    wait(first.undo_import(run, Arc::default())).expect("a run");
    agree(&trial, [&first, &second]);
    let expected = [("j1", State::Cancelled), ("j2", State::Closed), ("j3", State::Cancelled)];
    for desk in [&first, &second] {
        assert_eq!(states(desk), expected.map(|(alias, state)| (alias.to_owned(), state)));
        assert_eq!((owing(desk).len(), visits(desk)), (0, 0));
    }
}
