//! Parts of a sheet leave the technician's van, or are flagged.

use domain::{
    Condition, Location, Money, NeededPart, Outcome, Owner, PartId, State, StockMove, StockReason,
};

use super::scene::{Job, Scene, wait};
use crate::{About, DutyKind, Error, Note, SheetDoubt, SheetEntry, StockLine, UsedPart, Wrong};

fn used(part: PartId, quantity: i64) -> UsedPart {
    UsedPart { part, quantity, serial: None, old: false, insisted: false }
}

fn with_parts(scene: &Scene, job: &Job, parts: Vec<UsedPart>) -> SheetEntry {
    let remark = Some("paid as agreed".into());
    SheetEntry { parts, remark, ..scene.entry(job, Outcome::Finished) }
}

fn routes(scene: &Scene, job: &Job) -> Vec<(StockReason, Location, Location, i64)> {
    let moves: Vec<StockMove> = scene.about(job);
    let mut routes: Vec<_> =
        moves.iter().map(|it| (it.reason, it.from, it.to, it.quantity)).collect();
    routes.sort_unstable();
    routes
}

#[test]
fn parts_leave_the_van_and_the_store_issues_what_the_van_lacks() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    scene.stock(part, 5, 2);
    let job = scene.job();
    let entered = wait(scene.engine.enter_sheet(with_parts(&scene, &job, vec![used(part, 3)])));
    let van = Location::Van(scene.technicians[0]);

    assert_eq!(entered.expect("enough are here").doubts, []);
    let issued = (StockReason::Issued, Location::Store, van, 1);
    let left = routes(&scene, &job);
    assert!(left.contains(&issued), "{left:?}");
    let out: i64 =
        left.iter().filter(|it| (it.1, it.2) == (van, Location::Customer)).map(|it| it.3).sum();
    assert_eq!(out, 3);
    scene.assert_balanced();
}

#[test]
fn what_nobody_has_is_entered_and_flagged() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    scene.stock(part, 1, 0);
    let job = scene.job();
    let entered = wait(scene.engine.enter_sheet(with_parts(&scene, &job, vec![used(part, 3)])));

    let doubt = SheetDoubt::Short { part: "加热管 2000W".into(), left: -2 };
    assert_eq!(entered.expect("the part is in the machine").doubts, [doubt]);
    let overview = wait(scene.engine.parts_overview()).expect("readable");
    assert!(overview.parts.iter().any(|row| row.id == part && row.is_short()));
    scene.assert_balanced();
}

#[test]
fn an_old_part_goes_among_the_faulty_ones_and_in_warranty_belongs_to_the_maker() {
    for (covered, owner) in
        [(&[][..], Owner::Office), (&[domain::Coverage::Parts][..], Owner::Headquarters)]
    {
        let scene = Scene::covering(covered);
        let part = scene.part("WH-1001");
        scene.stock(part, 0, 1);
        let job = scene.job();
        let line = UsedPart { old: true, ..used(part, 1) };
        wait(scene.engine.enter_sheet(with_parts(&scene, &job, vec![line]))).expect("it fits");
        let moves: Vec<StockMove> = scene.about(&job);
        let old = moves.iter().find(|it| it.reason == StockReason::Removed).expect("it is kept");

        assert_eq!((old.from, old.to), (Location::Customer, Location::Faulty));
        assert_eq!((old.condition, old.owner), (Condition::Faulty, owner));
        scene.assert_balanced();
    }
}

#[test]
fn a_piece_with_a_serial_number_is_in_one_place() {
    let scene = Scene::new();
    let part = scene.serialised();
    let line = |serial: &str| StockLine { part, quantity: 1, serial: Some(serial.into()) };
    let lines = vec![line("S1"), line("S2")];
    wait(scene.engine.receive_parts(crate::Receiving { lines, ..Default::default() }))
        .expect("new pieces");
    wait(scene.engine.issue_parts(scene.technicians[1], vec![line("S1")])).expect("it is here");

    let job = scene.job();
    let piece = |serial: Option<&str>| {
        let serial = serial.map(Into::into);
        with_parts(&scene, &job, vec![UsedPart { serial, ..used(part, 1) }])
    };
    let refused = wait(scene.engine.enter_sheet(piece(None)));
    assert!(matches!(refused, Err(Error::Field { field: "serial", why: Wrong::Missing })));
    // It was in the other technician's van: it comes over first.
    wait(scene.engine.enter_sheet(piece(Some("S1")))).expect("it is in one place");
    let (other, van) = (scene.technicians[1], scene.technicians[0]);
    let handed = (StockReason::Issued, Location::Van(other), Location::Van(van), 1);
    assert!(routes(&scene, &job).contains(&handed));

    let next = scene.job();
    let again = SheetEntry { visit: next.visit, ..piece(Some("S1")) };
    let refused = wait(scene.engine.enter_sheet(again));
    assert!(matches!(refused, Err(Error::SerialUsed(serial)) if serial == "S1"));
    scene.assert_balanced();
}

#[test]
fn a_piece_that_never_came_is_refused_until_somebody_insists_and_then_flagged() {
    let scene = Scene::new();
    let part = scene.serialised();
    let line = StockLine { part, quantity: 1, serial: Some("S1".into()) };
    let receiving = crate::Receiving { lines: vec![line], ..Default::default() };
    wait(scene.engine.receive_parts(receiving)).expect("a new piece");
    let job = scene.job();
    let piece = |insisted| {
        let serial = Some("S7".into());
        with_parts(&scene, &job, vec![UsedPart { serial, insisted, ..used(part, 1) }])
    };
    let refused = wait(scene.engine.enter_sheet(piece(false)));
    let there =
        |error| matches!(error, Err(Error::SerialNotThere { there, .. }) if there == ["S1"]);
    assert!(there(refused), "it is another number than the one that lies there");

    let entered = wait(scene.engine.enter_sheet(piece(true))).expect("it is in the machine");
    let doubt = SheetDoubt::NeverCame { part: "变频主控板".into(), serial: "S7".into() };
    assert!(entered.doubts.contains(&doubt), "{:?}", entered.doubts);
    let next = scene.job();
    let again = SheetEntry { visit: next.visit, ..piece(true) };
    let refused = wait(scene.engine.enter_sheet(again));
    assert!(matches!(refused, Err(Error::SerialUsed(_))), "used twice stays refused");
    scene.assert_balanced();
}

#[test]
fn a_taken_back_sheet_leaves_every_balance_as_it_was() {
    let scene = Scene::new();
    let part = scene.part("WH-1001");
    scene.stock(part, 1, 1);
    let held = || {
        let overview = wait(scene.engine.parts_overview()).expect("readable");
        overview.parts.into_iter().find(|row| row.id == part).map(|row| row.held)
    };
    let before = held();
    let job = scene.job();
    let line = UsedPart { old: true, ..used(part, 2) };
    for _ in 0..3 {
        scene.later(60);
        let entry = with_parts(&scene, &job, vec![line.clone()]);
        let entered = wait(scene.engine.enter_sheet(entry)).expect("it fits");
        assert_ne!(held(), before);
        scene.later(60);
        wait(scene.engine.undo(entered.undo)).expect("nothing came after it");
        assert_eq!(held(), before);
    }
    scene.assert_balanced();
}

#[test]
fn a_sheet_that_waits_for_a_part_says_which_and_moves_and_charges_nothing() {
    let scene = Scene::covering(&[]);
    let (part, numbered) = (scene.part("WH-1001"), scene.serialised());
    scene.stock(part, 3, 2);
    let job = scene.job();
    let entry =
        SheetEntry { needed: vec![missing(part, 2), missing(numbered, 1)], ..waits(&scene, &job) };
    let entered = wait(scene.engine.enter_sheet(entry)).expect("no number is asked for");
    assert_eq!((entered.due, entered.doubts), (Money::fen(0), Vec::new()));
    assert!(scene.about::<StockMove>(&job).is_empty());

    let file = wait(scene.engine.order(job.order)).expect("a file");
    let needed = &file.visits[0].needed;
    let words: Vec<_> = needed.iter().map(|it| (it.number.as_str(), it.quantity)).collect();
    assert_eq!(words, [("WH-1001", 2), ("BX-9001", 1)]);
    assert!(file.parts.is_empty(), "nothing was built in");
    assert_eq!(named_today(&scene), ["加热管 2000W × 2", "变频主控板"]);

    scene.later(60);
    wait(scene.engine.reenter_sheet(job.order)).expect("it was a slip");
    let form = wait(scene.engine.sheet_form(&job.number)).expect("it is out again");
    let before = form.before.expect("as it was");
    assert_eq!(before.needed, [missing(part, 2), missing(numbered, 1)]);
}

#[test]
fn a_part_that_is_missing_is_named_or_said_to_be_unknown() {
    let scene = Scene::covering(&[]);
    let job = scene.job();
    let refused = wait(scene.engine.enter_sheet(waits(&scene, &job)));
    assert!(matches!(refused, Err(Error::Field { field: "part", why: Wrong::Missing })));
    let entry = SheetEntry { unknown_part: true, ..waits(&scene, &job) };
    wait(scene.engine.enter_sheet(entry)).expect("nobody knows yet");
    assert_eq!(scene.state(&job), State::WaitingPart);
    assert_eq!(named_today(&scene), Vec::<String>::new());

    wait(scene.engine.reenter_sheet(job.order)).expect("it was a slip");
    let form = wait(scene.engine.sheet_form(&job.number)).expect("it is out again");
    assert!(form.before.expect("as it was").unknown_part);
}

#[test]
fn one_part_is_built_in_and_paid_while_another_one_is_waited_for() {
    let scene = Scene::covering(&[]);
    let (part, other) = (scene.part("WH-1001"), scene.serialised());
    scene.stock(part, 0, 2);
    let job = scene.job();
    let remark = Some("the rest later".into());
    let (parts, needed) = (vec![used(part, 1)], vec![missing(other, 1)]);
    let entry = SheetEntry { parts, needed, remark, ..waits(&scene, &job) };
    let entered = wait(scene.engine.enter_sheet(entry)).expect("it fits");

    assert_eq!(entered.state, State::WaitingPart);
    assert_ne!(entered.due, Money::fen(0), "what was built in is paid");
    let van = Location::Van(scene.technicians[0]);
    assert_eq!(routes(&scene, &job), [(StockReason::Used, van, Location::Customer, 1)]);
    scene.later(60);
    wait(scene.engine.undo(entered.undo)).expect("nothing came after it");
    scene.assert_balanced();
    let form = wait(scene.engine.sheet_form(&job.number)).expect("it is out again");
    let before = form.before.expect("as it was");
    assert_eq!((before.parts, before.needed), (vec![used(part, 1)], vec![missing(other, 1)]));
}

#[test]
fn who_has_waited_longest_for_a_part_comes_first_whenever_they_called() {
    let scene = Scene::covering(&[]);
    let jobs = [scene.job(), scene.job()];
    for job in jobs.iter().rev() {
        let entry = SheetEntry { unknown_part: true, ..waits(&scene, job) };
        wait(scene.engine.enter_sheet(entry)).expect("nobody knows yet");
        scene.later(60);
    }
    let today = wait(scene.engine.today()).expect("a day").tasks.into_iter();
    let waiting: Vec<_> = today.filter(|duty| duty.kind == DutyKind::WaitingPart).collect();
    let orders = waiting.iter().filter_map(|duty| match duty.about {
        About::Order { id, .. } => Some(id),
        _ => None,
    });

    assert_eq!(orders.collect::<Vec<_>>(), [jobs[1].order, jobs[0].order]);
    assert!(waiting[0].at < waiting[1].at);
}

fn missing(part: PartId, quantity: i64) -> NeededPart {
    NeededPart { part, quantity }
}

/// A sheet that waits for a part of which nothing is said.
fn waits(scene: &Scene, job: &Job) -> SheetEntry {
    SheetEntry { unknown_part: false, ..scene.entry(job, Outcome::NeedPart) }
}

/// What Today says is missing.
fn named_today(scene: &Scene) -> Vec<String> {
    let today = wait(scene.engine.today()).expect("a day");
    let duty = today.tasks.into_iter().find(|duty| duty.kind == DutyKind::WaitingPart);
    let Some(Note::Needed(parts)) = duty.expect("it waits").note else { panic!("it says so") };
    parts
        .into_iter()
        .map(|(name, count)| if count > 1 { format!("{name} × {count}") } else { name })
        .collect()
}
