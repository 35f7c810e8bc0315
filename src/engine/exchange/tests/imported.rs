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
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("jobs.csv");
    std::fs::write(&path, JOBS).expect("room");
    let mapping = wait(desk.inspect_table(&path, None, None)).expect("a table").mapping;
    let locale = Locale::new(Language::English);
    let order = ImportOrder {
        path,
        sheet: None,
        mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale,
    };
    let report = wait(desk.import_table(order, Arc::default())).expect("a run");
    assert_eq!(report.created, 4);

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
        assert_eq!(wait(desk.check()).expect("a database").findings, []);
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
