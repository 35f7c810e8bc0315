//! A complaint from the call to its end.

use domain::{CallbackOutcome, Grade, OrderId, State};

use crate::callbacks::tests::sheet_in;
use crate::testing::{call, office, wait};
use crate::{AfterCall, CallbackEntry, Engine, Error, Wrong};

/// An order and the complaint that came out of it.
pub(crate) fn complaint(engine: &Engine) -> (OrderId, OrderId) {
    let order = sheet_in(engine, (0, 0));
    let entry = CallbackEntry {
        order,
        outcome: CallbackOutcome::Reached,
        grade: Some(Grade::Dissatisfied),
        marks: Vec::new(),
        remark: "修了两次还漏水".into(),
        then: Some(AfterCall::Complaint),
    };
    let recorded = wait(engine.record_callback(entry)).expect("complete");

    (order, recorded.complaint.expect("it is open").0)
}

fn state(engine: &Engine, order: OrderId) -> State {
    wait(engine.complaint(order)).expect("it is there").state
}

#[test]
fn an_accepted_answer_closes_complaint_and_order() {
    let engine = office();
    let (order, complaint) = complaint(&engine);
    wait(engine.route_complaint(complaint, "售后服务部".into())).expect("it is registered");
    wait(engine.answer_complaint(complaint, "免费更换内胆".into())).expect("it is routed");
    let file = wait(engine.complaint(complaint)).expect("it is there");
    assert_eq!(file.answer.as_deref(), Some("免费更换内胆"));
    assert_eq!(file.origin.map(|(id, _)| id), Some(order));

    wait(engine.judge_answer(complaint, true, "可以".into())).expect("it is answered");

    assert_eq!(state(&engine, complaint), State::Closed);
    assert_eq!(wait(engine.callback_form(order)).expect("an order").state, State::Closed);
    assert_eq!(wait(engine.complaints()).expect("a list"), []);
}

#[test]
fn a_rejected_answer_goes_to_a_department_a_second_time() {
    let engine = office();
    let (order, complaint) = complaint(&engine);
    for level in 1..=2 {
        wait(engine.route_complaint(complaint, "质量部".into())).expect("it can be routed");
        wait(engine.answer_complaint(complaint, "正在查".into())).expect("it is routed");
        wait(engine.judge_answer(complaint, false, String::new())).expect("it is answered");
        let row = wait(engine.complaints()).expect("a list").remove(0);
        assert_eq!((row.row.state, row.level), (State::Rejected, level));
        assert_eq!(row.department.as_deref(), Some("质量部"));
    }
    assert_eq!(wait(engine.callback_form(order)).expect("an order").state, State::CalledBack);
}

#[test]
fn steps_out_of_turn_and_empty_words_are_refused() {
    let engine = office();
    let (_, complaint) = complaint(&engine);

    let early = wait(engine.answer_complaint(complaint, "好".into()));
    assert!(matches!(early, Err(Error::NotNow { state: State::Registered, .. })));
    let nobody = wait(engine.route_complaint(complaint, "  ".into()));
    assert!(matches!(nobody, Err(Error::Field { field: "department", why: Wrong::Missing })));
    let judged = wait(engine.judge_answer(complaint, true, String::new()));
    assert!(matches!(judged, Err(Error::NotNow { .. })));
}

#[test]
fn each_step_of_a_complaint_is_taken_back_and_the_order_with_it() {
    let engine = office();
    let (order, complaint) = complaint(&engine);
    let undo = |undo: crate::Undo| wait(engine.undo(undo)).expect("nothing came of it");
    let file = || wait(engine.complaint(complaint)).expect("it is there");

    undo(wait(engine.route_complaint(complaint, "财务".into())).expect("it is registered"));
    assert_eq!(file().state, State::Registered);
    assert_eq!(wait(engine.complaints()).expect("a list")[0].department, None);
    wait(engine.route_complaint(complaint, "售后".into())).expect("it is registered");
    undo(wait(engine.answer_complaint(complaint, "不对".into())).expect("it is routed"));
    assert_eq!((file().state, file().answer), (State::Routed, None));
    wait(engine.answer_complaint(complaint, "免费更换".into())).expect("it is routed");
    undo(wait(engine.judge_answer(complaint, false, String::new())).expect("it is answered"));
    assert_eq!(file().state, State::Answered);

    let accepted = wait(engine.judge_answer(complaint, true, String::new())).expect("answered");
    assert_eq!(wait(engine.callback_form(order)).expect("an order").state, State::Closed);
    undo(accepted.clone());
    assert_eq!((file().state, file().answer.as_deref()), (State::Answered, Some("免费更换")));
    assert_eq!(wait(engine.callback_form(order)).expect("an order").state, State::CalledBack);
    let twice = wait(engine.undo(accepted));
    assert!(matches!(twice, Err(Error::NotNow { .. })), "{twice:?}");
}

#[test]
fn the_words_of_an_answer_taken_back_are_there_again_in_every_round() {
    let engine = office();
    let (_, complaint) = complaint(&engine);
    let taken_back = || wait(engine.complaint(complaint)).expect("it is there").taken_back;
    for words in ["正在查", "免费更换"] {
        wait(engine.route_complaint(complaint, "质量部".into())).expect("its turn");
        assert_eq!(taken_back(), None, "what was said to the last round stands");
        let answered = wait(engine.answer_complaint(complaint, words.into())).expect("its turn");
        assert_eq!(taken_back(), None);
        wait(engine.undo(answered)).expect("nothing came of it");
        assert_eq!(taken_back().as_deref(), Some(words));
        wait(engine.answer_complaint(complaint, words.into())).expect("its turn");
        assert_eq!(taken_back(), None);
        wait(engine.judge_answer(complaint, false, String::new())).expect("its turn");
    }
}

#[test]
fn the_departments_of_the_office_are_offered() {
    let engine = office();
    let desk = wait(engine.desk()).expect("readable").expect("an office");
    let departments = vec!["质量部".to_owned()];
    let named = domain::Office { departments: departments.clone(), ..desk.office.clone() };
    wait(engine.edit_office(desk.opened_office(), named)).expect("it can be named");
    let complaint = crate::Intake { kind: domain::OrderKind::Complaint, ..call() };
    let received = wait(engine.receive_order(complaint)).expect("enough for a complaint");
    let file = wait(engine.complaint(received.order)).expect("a file");

    assert_eq!(file.departments, departments);
}

#[test]
fn whoever_complains_is_on_no_list_of_calls_until_the_complaint_is_over() {
    let engine = office();
    let to_call = || {
        let stage = store::Stage::ToCall;
        let filter = store::OrderFilter { stage, ..store::OrderFilter::default() };
        let page = wait(engine.orders(filter, 10)).expect("a list");
        let counted = page.counts.iter().find(|(at, _)| *at == stage).map(|(_, count)| *count);
        let list = wait(engine.callbacks_due()).expect("a list");
        assert_eq!(counted, Some(page.rows.len() as u64));
        assert_eq!((list.total, list.due.len()), (page.rows.len() as u64, page.rows.len()));
        page.rows.len()
    };
    sheet_in(&engine, (0, 0));
    assert_eq!(to_call(), 1);
    let (_, complaint) = complaint(&engine);
    assert_eq!(to_call(), 1, "the other one only");
    wait(engine.undo(crate::Undo::Withdraw { order: complaint, remark: "口误".into() }))
        .expect("it is registered");
    assert_eq!(to_call(), 2);
}
