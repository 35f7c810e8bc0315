//! Calls that were noted by mistake.

use domain::{Event, Moment};

use super::{about, entry, missed, sheet_in, state};
use crate::testing::{office, wait};
use crate::{AfterCall, CallbackEntry, Engine, Error, Happened, Undo};
use domain::{Callback, Grade, OrderId, State};

fn record(engine: &Engine, entry: CallbackEntry) -> Undo {
    let recorded = wait(engine.record_callback(entry)).expect("it waits for a call");

    recorded.undo(String::new())
}

fn very_satisfied(engine: &Engine) -> u32 {
    let all = (Moment(0), Moment(i64::MAX));
    let grades = engine.workers.read(move |session| Ok(session.grades(all.0, all.1)?));

    wait(grades).expect("readable").very_satisfied
}

fn due(engine: &Engine) -> Vec<(OrderId, u32, Option<Grade>)> {
    let list = wait(engine.callbacks_due()).expect("a list").due;

    list.iter().map(|due| (due.row.order, due.row.attempts, due.row.grade)).collect()
}

#[test]
fn a_closed_call_is_taken_back_and_the_customer_is_called_again() -> Result<(), Error> {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let undo = record(&engine, entry(order, Grade::VerySatisfied));
    assert_eq!((state(&engine, order), very_satisfied(&engine)), (State::Closed, 1));

    wait(engine.undo(undo.clone()))?;
    assert_eq!((state(&engine, order), very_satisfied(&engine)), (State::SheetIn, 0));
    assert_eq!(due(&engine), [(order, 0, None)]);
    assert_eq!(wait(engine.callback_form(order))?.calls, [], "it is not read out");
    let timeline = wait(engine.order(order))?.timeline;
    assert!(timeline.iter().any(|line| line.what == Happened::CallTakenBack), "it is journaled");
    let reopened =
        |line: &crate::Line| matches!(line.what, Happened::Step { event: Event::ReopenCall, .. });
    assert!(timeline.iter().any(reopened));

    wait(engine.undo(undo))?;
    assert_eq!(about::<Callback>(&engine, order).len(), 2, "what is taken back stays so");
    record(&engine, entry(order, Grade::VerySatisfied));
    assert_eq!((state(&engine, order), very_satisfied(&engine)), (State::Closed, 1));
    Ok(())
}

#[test]
fn a_second_call_that_closed_the_order_is_taken_back_with_the_closing() -> Result<(), Error> {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let angry = CallbackEntry {
        remark: "还在漏水".into(),
        then: Some(AfterCall::Complaint),
        ..entry(order, Grade::Dissatisfied)
    };
    record(&engine, angry);
    assert_eq!(state(&engine, order), State::CalledBack);
    engine.clock().set(engine.clock().now().plus_hours(1));
    let undo = record(&engine, entry(order, Grade::VerySatisfied));
    assert_eq!((state(&engine, order), very_satisfied(&engine)), (State::Closed, 1));

    wait(engine.undo(undo))?;

    assert_eq!((state(&engine, order), very_satisfied(&engine)), (State::CalledBack, 0));
    record(&engine, entry(order, Grade::VerySatisfied));
    assert_eq!(state(&engine, order), State::Closed);
    Ok(())
}

#[test]
fn a_missed_call_that_was_none_does_not_count() -> Result<(), Error> {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    record(&engine, missed(order));
    let second = record(&engine, missed(order));
    assert_eq!(due(&engine), [(order, 2, None)]);
    wait(engine.undo(second))?;

    assert_eq!(due(&engine), [(order, 1, None)]);
    assert_eq!(wait(engine.callback_form(order))?.attempts, 1);
    let gone = |_| record(&engine, missed(order));
    let last = [0, 1].map(gone).into_iter().last().expect("two");
    assert_eq!(state(&engine, order), State::Closed, "the third makes them unreachable");
    wait(engine.undo(last))?;
    assert_eq!(state(&engine, order), State::SheetIn);
    Ok(())
}

#[test]
fn a_call_that_a_complaint_came_of_is_taken_back_together_with_it() -> Result<(), Error> {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let complaint = CallbackEntry {
        remark: "师傅迟到两小时".into(),
        then: Some(AfterCall::Complaint),
        ..entry(order, Grade::Dissatisfied)
    };
    let recorded = wait(engine.record_callback(complaint))?;
    let call = Undo::TakeBackCall(recorded.call);
    assert!(matches!(wait(engine.undo(call.clone())), Err(Error::CallFollowed)));
    assert_eq!(state(&engine, order), State::CalledBack, "nothing changed");

    wait(engine.undo(recorded.undo("误立".into())))?;
    assert_eq!(state(&engine, order), State::SheetIn);
    let complaint = recorded.complaint.expect("it was open").0;
    assert_eq!(state(&engine, complaint), State::Cancelled);
    Ok(())
}

#[test]
fn work_that_was_ordered_again_has_no_way_back_through_the_call() -> Result<(), Error> {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let again = CallbackEntry {
        remark: "还是不热".into(),
        then: Some(AfterCall::Redo),
        ..entry(order, Grade::Dissatisfied)
    };
    let recorded = wait(engine.record_callback(again))?;
    let refused = wait(engine.undo(Undo::TakeBackCall(recorded.call)));
    assert!(matches!(
        refused,
        Err(Error::NotNow { event: Event::ReopenCall, state: State::Ready })
    ));

    wait(engine.undo(recorded.undo(String::new())))?;
    assert_eq!(state(&engine, order), State::SheetIn);
    assert_eq!(due(&engine), [(order, 0, None)], "they are still to be called");
    Ok(())
}

#[test]
fn a_second_call_taken_back_leaves_the_first_as_it_stands() -> Result<(), Error> {
    let engine = office();
    // The cash does not agree, so that the order is not closed by the first.
    let order = sheet_in(&engine, (2_000, 0));
    record(&engine, entry(order, Grade::Satisfied));
    let undo = record(&engine, entry(order, Grade::VerySatisfied));
    wait(engine.undo(undo))?;

    assert_eq!(state(&engine, order), State::CalledBack);
    assert_eq!(due(&engine), [(order, 0, Some(Grade::Satisfied))]);
    Ok(())
}
