//! Sheets that turn out wrong: what was typed is there again, and the customer is not called twice.

use domain::{Callback, CallbackOutcome, Event, Grade, Outcome, State};

use super::scene::{Job, Scene, wait};
use crate::{CallbackEntry, Receiving, SheetEntry, StockLine, UsedPart};

/// A finished sheet with too little cash, whose customer was called.
fn called(scene: &Scene) -> (Job, SheetEntry) {
    let job = scene.job();
    let entry = SheetEntry {
        cash: domain::Money::fen(1_000),
        grade: Some(Grade::Satisfied),
        ..scene.entry(&job, Outcome::Finished)
    };
    wait(scene.engine.enter_sheet(entry.clone())).expect("it fits");
    scene.later(60);
    let call = CallbackEntry {
        order: job.order,
        outcome: CallbackOutcome::Reached,
        grade: Some(Grade::VerySatisfied),
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    };
    let recorded = wait(scene.engine.record_callback(call)).expect("it is due");
    assert_eq!(recorded.state, State::CalledBack, "the cash stands against closing it");
    scene.later(60);

    (job, entry)
}

#[test]
fn a_sheet_is_corrected_after_the_call_and_the_call_stands() {
    let scene = Scene::new();
    let (job, entry) = called(&scene);
    wait(scene.engine.reenter_sheet(job.order)).expect("the order is not closed");
    assert_eq!(scene.state(&job), State::Done);

    scene.later(60);
    let due = wait(scene.engine.sheet_form(&job.number)).expect("it is out");
    let due = due.bill(Outcome::Finished, &[], entry.other).total(domain::Payer::Customer);
    let entered = wait(scene.engine.enter_sheet(SheetEntry { cash: due, ..entry })).expect("fits");
    assert_eq!(entered.state, State::CalledBack);
    assert_eq!(scene.about::<Callback>(&job).len(), 1, "what was said stays");
    let closed = wait(scene.engine.close_called(job.order)).expect("it was called");
    assert_eq!(closed.flaws, []);
    wait(scene.engine.undo(closed.undo.expect("a way back"))).expect("nothing came of it");
    assert_eq!(scene.state(&job), State::CalledBack);
    assert_eq!(wait(scene.engine.close_called(job.order)).expect("it was called").flaws, []);
    assert_eq!(scene.state(&job), State::Closed);
}

#[test]
fn the_correction_itself_can_be_taken_back() {
    let scene = Scene::new();
    let (job, entry) = called(&scene);
    for _ in 0..2 {
        wait(scene.engine.reenter_sheet(job.order)).expect("the order is not closed");
        scene.later(60);
        let entered = wait(scene.engine.enter_sheet(entry.clone())).expect("it is out again");
        assert_eq!(entered.state, State::CalledBack);
        scene.later(60);
    }
}

#[test]
fn work_that_was_not_done_after_all_is_done_and_called_about_anew() {
    let scene = Scene::new();
    let (job, entry) = called(&scene);
    wait(scene.engine.reenter_sheet(job.order)).expect("the order is not closed");
    scene.later(60);
    let needed = SheetEntry { outcome: Outcome::NeedPart, unknown_part: true, ..entry.clone() };
    let entered = wait(scene.engine.enter_sheet(needed)).expect("it is out again");
    assert_eq!(entered.state, State::WaitingPart);
    scene.later(60);
    wait(scene.engine.reenter_sheet(job.order)).expect("it was entered");
    scene.later(60);
    let entered = wait(scene.engine.enter_sheet(entry)).expect("it is out again");

    assert_eq!(entered.state, State::SheetIn, "what was said then was said of something else");
    scene.happen(&job, Event::CallBack);
}

#[test]
fn what_was_typed_is_there_again() {
    let scene = Scene::new();
    let job = scene.job();
    assert!(wait(scene.engine.sheet_form(&job.number)).expect("it is out").before.is_none());
    let (heater, piece) = (scene.part("WH-1001"), scene.serialised());
    scene.stock(heater, 5, 1);
    let came = |serial: &str| StockLine { part: piece, quantity: 1, serial: Some(serial.into()) };
    let lines = vec![came("S1"), came("S2")];
    wait(scene.engine.receive_parts(Receiving { lines, ..Receiving::default() })).expect("new");
    let line = |part, quantity, serial: Option<&str>, old| UsedPart {
        part,
        quantity,
        serial: serial.map(str::to_owned),
        old,
        insisted: false,
    };
    let today = scene.engine.clock().today();
    let entry = SheetEntry {
        arrived: today.and_hms_opt(7, 30, 0),
        ended: today.and_hms_opt(8, 0, 0),
        parts: vec![
            line(heater, 2, None, true),
            line(heater, 1, None, false),
            line(piece, 1, Some("S1"), true),
            line(piece, 1, Some("S2"), false),
        ],
        other: domain::Money::fen(-500),
        cash: domain::Money::fen(1_000),
        grade: Some(Grade::Dissatisfied),
        remark: Some("paid the rest later".into()),
        ..scene.entry(&job, Outcome::Finished)
    };
    for _ in 0..2 {
        wait(scene.engine.enter_sheet(entry.clone())).expect("it fits");
        scene.later(60);
        wait(scene.engine.reenter_sheet(job.order)).expect("nothing came after it");
        let form = wait(scene.engine.sheet_form(&job.number)).expect("it is out again");
        assert_eq!(form.before.as_ref(), Some(&entry));
        scene.later(60);
    }
}
