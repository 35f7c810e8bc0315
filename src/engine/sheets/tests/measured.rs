//! Times, readings and the grade: kept as the paper says, refused where it cannot be so.

use domain::{Event, Grade, Moment, OrderEvent, Outcome, Reading, ReadingKind, VisitResult};

use super::scene::{Job, Scene, wait};
use crate::{Error, Happened, SheetEntry, Wrong};

/// Today, at this time of the office's clock.
fn at(scene: &Scene, hour: u32, minute: u32) -> chrono::NaiveDateTime {
    scene.engine.clock().today().and_hms_opt(hour, minute, 0).expect("a time of day")
}

fn moment(scene: &Scene, hour: u32, minute: u32) -> Moment {
    scene.engine.clock().moment(at(scene, hour, minute))
}

fn refused(scene: &Scene, entry: SheetEntry) -> (&'static str, Wrong) {
    match wait(scene.engine.enter_sheet(entry)).expect_err("it cannot be so") {
        Error::Field { field, why } => (field, why),
        other => panic!("{other}"),
    }
}

fn finished(scene: &Scene, job: &Job) -> SheetEntry {
    scene.entry(job, Outcome::Finished)
}

#[test]
fn everything_that_the_paper_says_is_kept() {
    let scene = Scene::new();
    let job = scene.job();
    let readings = vec![Reading { kind: ReadingKind::WaterPressure, value: 25, decimals: 2 }];
    let entry = SheetEntry {
        arrived: Some(at(&scene, 7, 30)),
        ended: Some(at(&scene, 8, 45)),
        readings: readings.clone(),
        grade: Some(Grade::Satisfied),
        ..finished(&scene, &job)
    };
    wait(scene.engine.enter_sheet(entry)).expect("it fits");
    let result = scene.about::<VisitResult>(&job).remove(0);

    assert_eq!(result.arrived, Some(moment(&scene, 7, 30)));
    assert_eq!(result.ended, Some(moment(&scene, 8, 45)));
    assert_eq!((result.readings, result.grade), (readings, Some(Grade::Satisfied)));
}

#[test]
fn the_timeline_has_the_times_of_the_paper() {
    let scene = Scene::new();
    let job = scene.job();
    scene.later(3 * 3_600);
    let entry = SheetEntry {
        arrived: Some(at(&scene, 10, 30)),
        ended: Some(at(&scene, 11, 45)),
        ..finished(&scene, &job)
    };
    wait(scene.engine.enter_sheet(entry)).expect("it fits");
    let events = scene.about::<OrderEvent>(&job);
    let when = |event| events.iter().find(|it| it.event == event).map(|it| it.at);

    assert_eq!(when(Event::Arrive), Some(moment(&scene, 10, 30)));
    assert_eq!(when(Event::Finish), Some(moment(&scene, 11, 45)));
    assert_eq!(when(Event::EnterSheet), Some(scene.engine.clock().now()));
}

#[test]
fn who_only_wrote_when_they_left_was_there_by_then() {
    let scene = Scene::new();
    let job = scene.job();
    scene.later(3 * 3_600);
    let entry = SheetEntry { ended: Some(at(&scene, 11, 45)), ..finished(&scene, &job) };
    wait(scene.engine.enter_sheet(entry)).expect("it fits");
    let events = scene.about::<OrderEvent>(&job);
    let arrived = events.iter().find(|it| it.event == Event::Arrive).map(|it| it.at);

    assert_eq!(arrived, Some(moment(&scene, 11, 45)));
    assert_eq!(scene.about::<VisitResult>(&job)[0].arrived, None, "the paper does not say");
}

#[test]
fn a_visit_that_was_planned_afterwards_keeps_its_place_in_the_timeline() {
    let scene = Scene::new();
    let job = scene.job();
    let entry = SheetEntry {
        arrived: Some(at(&scene, 7, 30)),
        ended: Some(at(&scene, 8, 45)),
        ..finished(&scene, &job)
    };
    wait(scene.engine.enter_sheet(entry)).expect("it fits");
    let events: Vec<_> = scene.about::<OrderEvent>(&job).iter().map(|it| it.event).collect();

    let way = [Event::Book, Event::Arrive, Event::Finish, Event::EnterSheet];
    assert_eq!(events[events.len() - 4..], way);
    assert_eq!(scene.about::<VisitResult>(&job)[0].arrived, Some(moment(&scene, 7, 30)));
}

#[test]
fn nobody_leaves_before_they_come_or_after_now() {
    let scene = Scene::new();
    let job = scene.job();
    let times = |arrived: (u32, u32), ended: (u32, u32)| SheetEntry {
        arrived: Some(at(&scene, arrived.0, arrived.1)),
        ended: Some(at(&scene, ended.0, ended.1)),
        ..finished(&scene, &job)
    };

    assert_eq!(refused(&scene, times((8, 30), (8, 29))), ("ended", Wrong::Backwards));
    assert_eq!(refused(&scene, times((8, 30), (9, 1))), ("ended", Wrong::ToCome));
    assert_eq!(refused(&scene, times((19, 30), (8, 45))), ("arrived", Wrong::ToCome));
    wait(scene.engine.enter_sheet(times((8, 30), (8, 30)))).expect("a moment is enough");
}

#[test]
fn nobody_was_there_before_the_order_came_in() {
    let scene = Scene::new();
    let job = scene.job();
    let days_ago = |days, (hour, minute)| at(&scene, hour, minute) - chrono::TimeDelta::days(days);
    // The call came yesterday at nine in the evening.
    let early = SheetEntry { arrived: Some(days_ago(2, (23, 59))), ..finished(&scene, &job) };
    assert_eq!(refused(&scene, early), ("arrived", Wrong::BeforeOrder));
    let early = SheetEntry { ended: Some(days_ago(2, (23, 59))), ..finished(&scene, &job) };
    assert_eq!(refused(&scene, early), ("ended", Wrong::BeforeOrder));
    let form = wait(scene.engine.sheet_form(&job.number)).expect("it is out");
    let clock = scene.engine.clock();
    assert!(
        form.check_times((Some(days_ago(2, (23, 59))), None), clock).is_err(),
        "the form knows it too"
    );

    let before = SheetEntry { arrived: Some(days_ago(1, (20, 0))), ..finished(&scene, &job) };
    wait(scene.engine.enter_sheet(before)).expect("the work was done first and written down later");
}

#[test]
fn what_was_done_before_the_call_is_not_said_to_have_happened_after_it() {
    let scene = Scene::new();
    let steps = |job: &Job| -> Vec<Event> {
        let file = wait(scene.engine.order(job.order)).expect("a file");
        let steps = file.timeline.into_iter().filter_map(|line| match line.what {
            Happened::Step { event, .. } => Some(event),
            _ => None,
        });
        steps.collect()
    };
    let day = scene.engine.clock().today() - chrono::TimeDelta::days(1);
    let early = scene.job();
    let at = |hour| day.and_hms_opt(hour, 0, 0);
    let entry =
        SheetEntry { arrived: at(18), ended: at(19), ..scene.entry(&early, Outcome::Finished) };
    wait(scene.engine.enter_sheet(entry)).expect("the work was done first");
    assert!(!steps(&early).contains(&Event::Arrive) && !steps(&early).contains(&Event::Finish));

    let job = scene.job();
    wait(scene.engine.enter_sheet(scene.entry(&job, Outcome::Finished))).expect("it fits");
    assert!(steps(&job).contains(&Event::Arrive), "nothing says when that was");
}

#[test]
fn a_reading_that_no_instrument_shows_is_refused_by_its_name() {
    let scene = Scene::new();
    let job = scene.job();
    let readings = vec![Reading { kind: ReadingKind::Voltage, value: 2_200, decimals: 0 }];
    let entry = SheetEntry { readings, ..finished(&scene, &job) };

    assert_eq!(refused(&scene, entry), ("voltage", Wrong::OutOfRange));
}

#[test]
fn the_form_asks_for_what_the_machine_shows_on_the_day_of_the_visit() {
    let scene = Scene::new();
    let (past, ahead) = (scene.job_on(-3), scene.job_on(2));
    let form = |job: &Job| wait(scene.engine.sheet_form(&job.number)).expect("it is out");
    let today = scene.engine.clock().today();

    assert_eq!(form(&past).day, today - chrono::TimeDelta::days(3));
    assert_eq!(form(&ahead).day, today, "who went early went today");
    assert!(form(&past).readings().contains(&ReadingKind::Insulation), "it is a water heater");
}
