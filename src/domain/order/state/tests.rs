//! The table, walked.

use super::*;

#[test]
fn the_plain_day_of_a_repair_ends_closed() {
    let day = [
        Event::Accept,
        Event::Assign,
        Event::Book,
        Event::Arrive,
        Event::Finish,
        Event::EnterSheet,
        Event::CallBack,
        Event::Close,
    ];
    let (end, refused) = Progress::replay(Family::Service, day);

    assert_eq!(end.state, State::Closed);
    assert_eq!(refused, []);
}

#[test]
fn an_exception_undone_restores_the_state_before() {
    let (end, _) = Progress::replay(
        Family::Service,
        [Event::Accept, Event::Assign, Event::Book, Event::RaiseException, Event::UndoException],
    );

    assert_eq!(end, Progress { state: State::Booked, before: None });
}

#[test]
fn a_cancelled_order_comes_back_as_it_was() {
    let comes_back = |state| if state == State::Draft { State::Ready } else { state };
    for state in [State::Draft, State::Ready, State::Booked, State::WaitingPart] {
        let cancelled = Progress { state, before: None }.after(Family::Service, Event::Cancel);
        let back = cancelled.and_then(|it| it.after(Family::Service, Event::Reinstate));

        // One that was never taken in is taken in now.
        let expected = Progress { state: comes_back(state), before: None };
        assert_eq!(back, Some(expected), "{state:?}");
    }
    let (end, refused) =
        Progress::replay(Family::Consultation, [Event::Cancel, Event::Reinstate, Event::Answer]);
    assert_eq!((end.state, refused), (State::Answered, Vec::new()));
}

#[test]
fn what_was_cancelled_while_put_aside_comes_back_as_it_was_before_that() {
    let (end, _) = Progress::replay(
        Family::Service,
        [Event::Accept, Event::Assign, Event::RaiseException, Event::Cancel, Event::Reinstate],
    );

    assert_eq!(end, Progress { state: State::Assigned, before: None });
}

#[test]
fn only_what_was_cancelled_can_be_reinstated() {
    for state in State::ALL.into_iter().filter(|state| *state != State::Cancelled) {
        for family in [Family::Service, Family::Delivery, Family::Complaint, Family::Consultation] {
            let progress = Progress { state, before: None };
            assert_eq!(progress.after(family, Event::Reinstate), None, "{state:?}");
        }
    }
}

#[test]
fn a_wrong_entry_of_any_outcome_can_be_taken_back_and_entered_otherwise() {
    let wrong = [Event::NeedPart, Event::NeedAppraisal, Event::LeaveUnfinished];
    for (entry, truth) in wrong.into_iter().flat_map(|a| wrong.map(|b| (a, b))) {
        let day = [Event::Accept, Event::Assign, Event::Arrive, entry, Event::Reenter, truth];
        assert_eq!(Progress::replay(Family::Service, day).1, [], "{entry:?} {truth:?}");
        let day = [Event::Accept, Event::Assign, Event::Arrive, Event::Finish];
        let then = [Event::EnterSheet, Event::Reenter, truth];
        let (_, refused) = Progress::replay(Family::Service, day.into_iter().chain(then));
        assert_eq!(refused, [], "finished, {truth:?}");
    }
}

#[test]
fn a_visit_that_never_was_is_to_be_made_again() {
    for entry in [Event::NeedPart, Event::LeaveUnfinished, Event::Finish] {
        let sheet = (entry == Event::Finish).then_some(Event::EnterSheet);
        let day = [Event::Accept, Event::Assign, Event::Book, Event::Arrive, entry];
        let back = [Event::Reenter, Event::TakeBack, Event::Book];
        let (end, refused) =
            Progress::replay(Family::Service, day.into_iter().chain(sheet).chain(back));
        assert_eq!((end.state, refused), (State::Booked, Vec::new()), "{entry:?}");
    }
    let on_site = Progress { state: State::OnSite, before: None };
    assert_eq!(on_site.after(Family::Service, Event::TakeBack), None);
}

#[test]
fn a_sheet_is_corrected_after_the_call_but_not_after_the_end() {
    let day = [Event::Accept, Event::Assign, Event::Arrive, Event::Finish, Event::EnterSheet];
    let then = [Event::CallBack, Event::Reenter, Event::EnterSheet, Event::CallBack];
    let (end, refused) =
        Progress::replay(Family::Service, day.into_iter().chain(then).chain([Event::Close]));
    assert_eq!((end.state, refused), (State::Closed, Vec::new()));

    assert_eq!(end.after(Family::Service, Event::Reenter), None);
}

#[test]
fn a_call_is_taken_back_until_the_money_is_settled() {
    for state in State::ALL {
        for family in [Family::Service, Family::Delivery, Family::Complaint, Family::Consultation] {
            let called = matches!(state, State::CalledBack | State::Closed);
            let expected = (called && family == Family::Service).then_some(State::SheetIn);
            let after = Progress { state, before: None }.after(family, Event::ReopenCall);

            assert_eq!(after.map(|it| it.state), expected, "{family:?} {state:?}");
        }
    }
}

#[test]
fn an_urging_is_withdrawn_wherever_one_may_be_noted_and_moves_nothing() {
    for state in State::ALL {
        for family in [Family::Service, Family::Delivery, Family::Complaint, Family::Consultation] {
            let progress = Progress { state, before: None };
            let urged = progress.after(family, Event::Urge);

            assert_eq!(progress.after(family, Event::WithdrawUrge), urged, "{state:?}");
            assert!(urged.is_none_or(|urged| urged == progress), "{family:?} {state:?}");
        }
    }
}

#[test]
fn closed_and_settled_work_cannot_be_cancelled() {
    for state in State::ALL.into_iter().filter(|state| state.is_worked()) {
        let progress = Progress { state, before: None };

        assert_eq!(progress.after(Family::Service, Event::Cancel), None, "{state:?}");
    }
}

#[test]
fn a_plain_step_is_taken_back_as_long_as_nothing_else_happened() {
    let steps = [
        (Family::Service, State::WaitingPart, Event::PartArrived),
        (Family::Service, State::WaitingAppraisal, Event::Appraised),
        (Family::Service, State::WaitingAppraisal, Event::AppraisedDone),
        (Family::Service, State::CalledBack, Event::Close),
        (Family::Service, State::CalledBack, Event::Redo),
        (Family::Delivery, State::Ready, Event::Load),
        (Family::Delivery, State::Loaded, Event::Deliver),
        (Family::Delivery, State::Loaded, Event::FailDelivery),
        (Family::Delivery, State::Failed, Event::Retry),
        (Family::Delivery, State::Delivered, Event::Close),
        (Family::Complaint, State::Registered, Event::Route),
        (Family::Complaint, State::Rejected, Event::Route),
        (Family::Complaint, State::Routed, Event::Answer),
        (Family::Complaint, State::Answered, Event::RejectAnswer),
        (Family::Consultation, State::Open, Event::Answer),
        (Family::Consultation, State::Answered, Event::Close),
    ];
    for (family, state, step) in steps {
        let start = Progress { state, before: None };
        let stepped = start.after(family, step).expect("the table allows it");
        let back = stepped.after(family, Event::TakeBack).map(|back| back.state);
        assert_eq!(back, Some(state), "{step:?}");
        assert_eq!(start.after(family, Event::TakeBack), None, "only once: {step:?}");
    }
    let answered = Progress { state: State::Answered, before: None };
    let mut closed = [Event::AcceptAnswer, Event::Close, Event::TakeBack].into_iter();
    let back = closed.try_fold(answered, |it, event| it.after(Family::Complaint, event));
    let back = back.map(|back| back.state);
    assert_eq!(back, Some(State::Answered), "accepting and closing are one step");
}

#[test]
fn the_steps_of_a_complaint_are_taken_back_one_after_the_other() {
    use Event::{Answer, RejectAnswer, Route, TakeBack};

    let (end, refused) = Progress::replay(
        Family::Complaint,
        [Route, Answer, RejectAnswer, TakeBack, TakeBack, TakeBack],
    );
    assert_eq!((end, refused.len()), (Progress::new(Family::Complaint), 0));
    assert_eq!(end.after(Family::Complaint, TakeBack), None, "that is where it began");
}

#[test]
fn what_happened_since_is_not_taken_back_with_a_step() {
    let arrived = Progress { state: State::WaitingPart, before: None }
        .after(Family::Service, Event::PartArrived)
        .expect("it waits for one");
    let urged = arrived.after(Family::Service, Event::Urge).expect("it is not done");
    assert_eq!(urged, arrived, "an urging is in nobody's way");
    let assigned = urged.after(Family::Service, Event::Assign).expect("it is ready");
    assert_eq!(assigned.after(Family::Service, Event::TakeBack), None);

    // Cancelled after it, the order comes back as it was, not as it was before the part came.
    let cancelled = arrived.after(Family::Service, Event::Cancel).expect("it is ready");
    assert_eq!(cancelled.after(Family::Service, Event::TakeBack), None);
    let back = cancelled.after(Family::Service, Event::Reinstate);
    assert_eq!(back, Some(Progress { state: State::Ready, before: None }));
}

#[test]
fn a_rejected_answer_goes_to_a_department_again() {
    let (end, refused) = Progress::replay(
        Family::Complaint,
        [Event::Route, Event::Answer, Event::RejectAnswer, Event::Route, Event::Answer],
    );

    assert_eq!((end.state, refused.len()), (State::Answered, 0));
}
