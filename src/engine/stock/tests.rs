//! How parts move, and how they are moved back.

use domain::{Location, PartId};

use crate::sheets::tests::scene::{Scene, wait};
use crate::{Error, Receiving, StockLine, Undo, Wrong};

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
