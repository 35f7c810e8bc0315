//! What the day shows.

use domain::{CallbackOutcome, Event, Grade, Moment, OrderKind, Slot};

use super::{About, DutyKind, Timed, Today};
use crate::callbacks::tests::sheet_in;
use crate::complaints::tests::complaint;
use crate::testing::{call, office, wait};
use crate::{CallbackEntry, Engine, Intake, Plan};

fn kinds(engine: &Engine) -> Vec<DutyKind> {
    wait(engine.today()).expect("a day").tasks.iter().map(|duty| duty.kind).collect()
}

fn today(engine: &Engine) -> Today {
    wait(engine.today()).expect("a day")
}

fn set(engine: &Engine, hours: i64) {
    engine.clock().set(engine.clock().now().plus_hours(hours));
}

#[test]
fn a_new_office_has_nothing_to_do() {
    let engine = office();
    let today = today(&engine);

    assert_eq!((today.tasks.len(), today.counts.len()), (0, 0));
    assert_eq!(today.hour, 9);
    assert_eq!(today.figures, super::Figures::default());
}

#[test]
fn a_promise_goes_from_waiting_to_near_to_late() {
    let engine = office();
    let day = engine.clock().today();
    let promised = Slot::new(day, 11 * 60, 13 * 60).ok();
    let received = wait(engine.receive_order(Intake { promised, ..call() })).expect("a call");
    assert_eq!(kinds(&engine), [DutyKind::ToAssign]);
    set(&engine, 1);
    assert_eq!(kinds(&engine), [DutyKind::Soon]);
    let near = today(&engine);
    assert_eq!(near.counts, [(DutyKind::Soon, 1), (DutyKind::ToAssign, 1)], "nobody goes yet");
    assert!(near.total == 1 && near.tasks[0].stands_under(DutyKind::ToAssign));
    set(&engine, 2);
    assert_eq!(kinds(&engine), [DutyKind::Soon], "the promised hours are not over");
    set(&engine, 2);
    assert_eq!(kinds(&engine), [DutyKind::Late]);
    let task = today(&engine).tasks.remove(0);
    assert!(matches!(&task.about, About::Order { id, .. } if *id == received.order));
    assert_eq!(
        (task.timed, task.hours),
        (Timed::Due, promised),
        "that is when somebody was to come"
    );
}

#[test]
fn a_time_says_what_it_is() {
    let engine = office();
    wait(engine.receive_order(call())).expect("a call");
    let timed = |engine: &Engine| -> Vec<_> {
        today(engine).tasks.iter().map(|duty| (duty.kind, duty.timed)).collect()
    };
    assert_eq!(timed(&engine), [(DutyKind::ToAssign, Timed::Since)]);

    let engine = office();
    let received = wait(engine.receive_order(call())).expect("a call");
    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let technician = desk.staff.iter().find(|row| row.technician).expect("two").id;
    let slot = Slot::new(engine.clock().today(), 600, 660).ok();
    let plan = Plan { technician, slot, agreed: true, remark: None };
    wait(engine.assign(received.order, plan)).expect("it waits");
    assert_eq!(timed(&engine), [(DutyKind::Visit, Timed::Visit)]);
    set(&engine, 24);
    assert_eq!(timed(&engine), [(DutyKind::SheetOut, Timed::Visit)]);
}

#[test]
fn an_order_is_to_be_booked_then_its_sheet_is_out() {
    let engine = office();
    let received = wait(engine.receive_order(call())).expect("a call");
    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let technician = desk.staff.iter().find(|row| row.technician).expect("two").id;
    let tomorrow = engine.clock().today().succ_opt().expect("time goes on");
    let slot = Slot::new(tomorrow, 600, 660).ok();
    let plan = Plan { technician, slot, agreed: false, remark: None };
    wait(engine.assign(received.order, plan)).expect("it waits");
    assert_eq!(kinds(&engine), [DutyKind::ToBook]);
    set(&engine, 48);
    assert_eq!(kinds(&engine), [DutyKind::SheetOut]);
}

#[test]
fn calls_and_complaints_are_tasks_and_figures() {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    assert_eq!(kinds(&engine), [DutyKind::Callback]);
    let recorded = wait(engine.record_callback(CallbackEntry {
        order,
        outcome: CallbackOutcome::Reached,
        grade: Some(Grade::VerySatisfied),
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    }))
    .expect("it waits for a call");
    let call = recorded.call;
    complaint(&engine);
    let today = today(&engine);

    assert_eq!(today.counts, [(DutyKind::Complaint, 1)]);
    let figures = today.figures;
    assert_eq!((figures.today.received, figures.today.done, figures.today.closed), (3, 2, 1));
    assert_eq!((figures.visits, figures.visits_ended), (2, 2));
    assert_eq!((figures.grades.very_satisfied, figures.grades.dissatisfied), (1, 1));
    wait(engine.undo(crate::Undo::TakeBackCall(call))).expect("nothing came of it");
    assert_eq!(super::tests::today(&engine).figures.today.closed, 0, "it is open again");
    set(&engine, 24);
    assert_eq!(super::tests::today(&engine).figures.best.received, 3, "yesterday was the best");
}

#[test]
fn data_without_a_backup_is_missed_after_three_days() {
    let engine = office();
    sheet_in(&engine, (0, 0));
    set(&engine, 71);
    assert!(!kinds(&engine).contains(&DutyKind::Backup));
    set(&engine, 1);
    assert!(kinds(&engine).contains(&DutyKind::Backup));
    let made = engine.clock().now();
    let put = engine.workers.write(move |session| {
        Ok(session.put_setting(crate::link::LAST_BACKUP, &made.0.to_string())?)
    });
    wait(put).expect("written");
    assert!(!kinds(&engine).contains(&DutyKind::Backup));
    assert!(made > Moment(0));
}

#[test]
fn more_orders_than_are_looked_through_are_said_to_be_there() {
    let engine = office();
    for _ in 0..3 {
        wait(engine.receive_order(call())).expect("a call");
    }
    let clock = engine.clock().clone();
    let looked = |most| {
        let clock = clock.clone();
        let survey = move |session: &store::Session<'_>| {
            super::Survey { session, clock: &clock, most }.today()
        };
        wait(engine.workers.read(survey)).expect("a day")
    };

    let cut = super::Cut { stage: store::Stage::ToAssign, listed: 2, total: 3 };
    assert_eq!(looked(2).cut, [cut]);
    assert_eq!(looked(2).counts, [(DutyKind::ToAssign, 2)]);
    assert_eq!((looked(3).cut, today(&engine).cut), (Vec::new(), Vec::new()));
}

#[test]
fn a_question_is_a_task_until_it_is_answered_and_never_a_complaint() {
    let engine = office();
    let asked = Intake { kind: OrderKind::Consultation, fault: None, ..call() };
    let order = wait(engine.receive_order(asked)).expect("a call").order;
    assert_eq!(kinds(&engine), [DutyKind::Question]);

    let answer = Some("三年".to_owned());
    wait(engine.advance_order(order, Event::Answer, answer)).expect("it is open");
    assert_eq!(kinds(&engine), [DutyKind::ToTell]);
    let complaints =
        crate::OrderFilter { stage: crate::Stage::Complaints, ..crate::OrderFilter::default() };
    let listed = wait(engine.orders(complaints, 10)).expect("a list");
    let count = listed.counts.iter().find(|(stage, _)| *stage == crate::Stage::Complaints);
    assert_eq!((listed.rows.len(), count.map(|(_, count)| *count)), (0, Some(0)));
    wait(engine.advance_order(order, Event::Close, None)).expect("they were told");
    assert_eq!(kinds(&engine), []);
}

#[test]
fn what_was_taken_back_was_not_taken_in() {
    let engine = office();
    let received = wait(engine.receive_order(call())).expect("a call");
    assert_eq!(today(&engine).figures.today.received, 1);
    wait(engine.undo(received.undo("误录".into()))).expect("nothing came of it");

    assert_eq!(today(&engine).figures.today.received, 0);
}
