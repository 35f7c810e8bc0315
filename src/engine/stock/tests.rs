//! How parts move, and how they are moved back.

use domain::{Location, NeededPart, Outcome, PartId};

use crate::sheets::tests::scene::{Scene, wait};
use crate::{DutyKind, Error, Receiving, SheetEntry, StockLine, Undo, Wrong};

fn line(part: PartId, quantity: i64) -> Vec<StockLine> {
    vec![StockLine { part, quantity, serial: None }]
}

fn held(scene: &Scene, part: PartId, location: Location) -> i64 {
    let overview = wait(scene.engine.parts_overview()).expect("readable");
    let row = overview.parts.into_iter().find(|row| row.id == part).expect("in the catalogue");
    row.held.get(&location).copied().unwrap_or_default()
}

#[test]
fn a_delivery_is_issued_and_the_rest_comes_back() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    let (wang, van) = (scene.technicians[0], Location::Van(scene.technicians[0]));
    wait(scene.engine.receive_parts(Receiving { lines: line(part, 10), ..Default::default() }))
        .expect("a delivery");
    wait(scene.engine.issue_parts(wang, line(part, 4))).expect("enough came");
    wait(scene.engine.return_parts(wang, line(part, 1))).expect("he has it");

    assert_eq!((held(&scene, part, Location::Store), held(&scene, part, van)), (7, 3));
    scene.assert_balanced();
}

#[test]
fn more_than_there_is_cannot_be_issued_or_returned() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    scene.stock(part, 2, 1);
    let wang = scene.technicians[0];

    let refused = wait(scene.engine.issue_parts(wang, line(part, 3)));
    assert!(matches!(refused, Err(Error::StockShort { left: 2, .. })));
    let refused = wait(scene.engine.return_parts(wang, line(part, 2)));
    assert!(matches!(refused, Err(Error::StockShort { left: 1, .. })));
    let twice = [line(part, 2), line(part, 1)].concat();
    assert!(wait(scene.engine.issue_parts(wang, twice)).is_err(), "lines of one part add up");
    assert_eq!(held(&scene, part, Location::Store), 2, "a refused deed moves nothing");
}

#[test]
fn nothing_none_and_less_than_none_cannot_move() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    let receive =
        |lines| wait(scene.engine.receive_parts(Receiving { lines, ..Receiving::default() }));
    for quantity in [0, -1, i64::MAX] {
        let refused = receive(line(part, quantity));
        assert!(matches!(refused, Err(Error::Field { why: Wrong::OutOfRange, .. })), "{quantity}");
    }
    let refused = receive(Vec::new());
    assert!(matches!(refused, Err(Error::Field { field: "part", why: Wrong::Missing })));
}

#[test]
fn a_count_puts_the_balance_right_and_can_be_taken_back() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    scene.stock(part, 5, 0);
    for counted in [3, 8, 0] {
        let posted = wait(scene.engine.correct_count(part, Location::Store, counted));
        let undo = posted.expect("a count is a count").undo.expect("something moved");
        assert_eq!(held(&scene, part, Location::Store), counted);
        assert!(matches!(undo, Undo::MoveStockBack(_)));
        wait(scene.engine.undo(undo)).expect("it can be moved back");
        assert_eq!(held(&scene, part, Location::Store), 5);
    }
    let same = wait(scene.engine.correct_count(part, Location::Store, 5)).expect("as expected");
    assert_eq!((same.pieces, same.undo), (0, None));
    scene.assert_balanced();
}

#[test]
fn the_ledger_says_how_many_were_held_after_each_move() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    scene.stock(part, 5, 0);
    scene.later(60);
    wait(scene.engine.issue_parts(scene.technicians[0], line(part, 2))).expect("enough came");
    scene.later(60);
    wait(scene.engine.correct_count(part, Location::Store, 1)).expect("two are missing");
    let ledger = wait(scene.engine.part_ledger(part)).expect("readable");
    let held: Vec<_> = ledger.rows.iter().map(|row| (row.stock.quantity, row.held)).collect();

    assert_eq!(held, [(2, 3), (2, 5), (5, 5)]);
}

#[test]
fn the_ledger_counts_old_parts_apart() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    scene.stock(part, 5, 0);
    scene.later(60);
    let old = wait(scene.engine.correct_count(part, Location::Faulty, 2)).expect("two lie there");
    assert_eq!(old.pieces, 2);
    let ledger = wait(scene.engine.part_ledger(part)).expect("readable");
    let lies: Vec<_> = ledger.rows.iter().map(|row| (row.held, row.old)).collect();

    assert_eq!(lies, [(5, 2), (5, 0)], "nobody can build them in");
}

fn piece(part: PartId, serial: &str) -> Vec<StockLine> {
    vec![StockLine { part, quantity: 1, serial: Some(serial.into()) }]
}

#[test]
fn a_piece_that_never_came_is_not_issued_and_those_that_lie_there_are_named() {
    let scene = Scene::new();
    let part = serialised(&scene);
    let wang = scene.technicians[0];
    for serial in ["S1", "S2"] {
        let lines = piece(part, serial);
        wait(scene.engine.receive_parts(Receiving { lines, ..Default::default() })).expect("new");
    }
    let refused = wait(scene.engine.issue_parts(wang, piece(part, "X9")));
    let expected = ["S1".to_owned(), "S2".to_owned()];
    assert!(matches!(refused, Err(Error::SerialNotThere { there, .. }) if there == expected));
    wait(scene.engine.issue_parts(wang, piece(part, "S2"))).expect("it lies there");
    let overview = wait(scene.engine.parts_overview()).expect("readable");
    let row = overview.parts.iter().find(|row| row.id == part).expect("in the catalogue");
    assert_eq!(row.pieces.get(&Location::Store), Some(&vec!["S1".to_owned()]));
    assert_eq!(row.pieces.get(&Location::Van(wang)), Some(&vec!["S2".to_owned()]));

    // A count finds a piece whose number nobody has written down.
    wait(scene.engine.correct_count(part, Location::Store, 2)).expect("one more lies there");
    wait(scene.engine.issue_parts(wang, piece(part, "X9"))).expect("it may be that one");
}

fn serialised(scene: &Scene) -> PartId {
    let overview = wait(scene.engine.parts_overview()).expect("readable");

    overview.parts.iter().find(|row| row.serialised).expect("one goes by number").id
}

#[test]
fn a_delivery_says_which_orders_waited_for_it_and_the_day_knows_too() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    let first = scene.job();
    scene.later(60);
    let jobs = [first, scene.job()];
    for job in &jobs {
        let needed = vec![NeededPart { part, quantity: 1 }];
        scene.later(60);
        let entry = SheetEntry { needed, ..scene.entry(job, Outcome::NeedPart) };
        wait(scene.engine.enter_sheet(entry)).expect("it waits");
    }
    let kinds = || {
        let today = wait(scene.engine.today()).expect("a day");
        let count = |kind| today.tasks.iter().filter(|duty| duty.kind == kind).count();
        (count(DutyKind::PartHere), count(DutyKind::WaitingPart))
    };
    assert_eq!(kinds(), (0, 2));
    let receiving = Receiving { lines: line(part, 1), ..Default::default() };
    let posted = wait(scene.engine.receive_parts(receiving)).expect("a delivery");

    let awaited: Vec<_> = posted.awaited.iter().map(|it| (it.order, it.parts.clone())).collect();
    assert_eq!(awaited, [(jobs[0].order, vec!["WH-1001".to_owned()])], "one piece serves one");
    assert_eq!(kinds(), (1, 1));
}
