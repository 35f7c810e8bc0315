//! What comes of a call.

use domain::{
    Callback, CallbackOutcome, Channel, Code, CodeGroup, Customer, Grade, Order, OrderEvent,
    OrderId, OrderKind, Outcome, Slot, Source, State,
};

mod taken_back;

use crate::testing::{call, office, wait};
use crate::{AfterCall, CallbackEntry, Engine, Error, Flaw, Plan, SheetEntry, Wrong};

/// An order whose sheet came back with this money due by `other` and this cash.
pub(crate) fn sheet_in(engine: &Engine, (other, cash): (i64, i64)) -> OrderId {
    let money = domain::Money::fen;
    let fault = code(engine, CodeGroup::Fault);
    let measure = code(engine, CodeGroup::Measure);
    let intake = crate::Intake { fault: fault.clone(), ..call() };
    let received = wait(engine.receive_order(intake)).expect("a whole call");
    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let technician = desk.staff.iter().find(|row| row.technician).expect("two of them").id;
    let slot = Slot::new(engine.clock().today(), 600, 660).ok();
    let plan = Plan { technician, slot, agreed: true, remark: None };
    let visit = wait(engine.assign(received.order, plan)).expect("it waits").visit;
    let form = wait(engine.sheet_form(&received.number.to_string())).expect("it is out");
    let outcome = Outcome::Finished;
    let entry = SheetEntry {
        visit,
        day: None,
        arrived: None,
        ended: None,
        outcome,
        fault,
        cause: code(engine, CodeGroup::Cause),
        measure,
        readings: Vec::new(),
        parts: Vec::new(),
        other: money(other),
        cash: money(cash),
        grade: Some(Grade::Satisfied),
        remark: None,
        foreign_part: false,
        needed: Vec::new(),
        unknown_part: false,
        means: domain::Means::Cash,
        waiver: None,
        found: crate::Found::default(),
    };
    let due = form_due(engine, &entry, form.order);
    let entry = SheetEntry { cash: money(due + cash), ..entry };
    let entered = wait(engine.enter_sheet(entry)).expect("a whole sheet");
    assert_eq!(entered.state, State::SheetIn);

    received.order
}

/// What the quote alone makes the customer owe.
pub(crate) fn form_due(engine: &Engine, _entry: &SheetEntry, order: OrderId) -> i64 {
    let quote = wait(engine.workers.read(move |session| Ok(session.get::<Order>(order)?)))
        .expect("readable")
        .and_then(|order| order.quote);

    quote.map_or(0, |quote| quote.labour.minor + quote.trip.minor + quote.remote.minor)
}

pub(crate) fn code(engine: &Engine, group: CodeGroup) -> Option<String> {
    let codes = wait(engine.workers.read(|session| Ok(session.all::<Code>()?)));
    let heater = domain::Category::WaterHeater;
    let fits = |code: &Code| {
        code.group == group && (code.categories.is_empty() || code.categories.contains(&heater))
    };

    codes.expect("readable").into_iter().map(|(_, code)| code).find(fits).map(|code| code.code)
}

fn entry(order: OrderId, grade: Grade) -> CallbackEntry {
    CallbackEntry {
        order,
        outcome: CallbackOutcome::Reached,
        grade: Some(grade),
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    }
}

fn missed(order: OrderId) -> CallbackEntry {
    CallbackEntry {
        outcome: CallbackOutcome::NoAnswer,
        grade: None,
        ..entry(order, Grade::Satisfied)
    }
}

fn refuse(engine: &Engine, order: OrderId, channel: Channel) {
    wait(engine.deed("test", move |deed| {
        let customer = deed.get::<Order>(order)?.customer;
        deed.edit(customer, |customer: &mut Customer| customer.refused.push(channel)).map(drop)
    }))
    .expect("the file is there");
}

fn about<R: domain::Record + Send + 'static>(engine: &Engine, order: OrderId) -> Vec<R> {
    let facts = wait(engine.workers.read(move |session| Ok(session.facts_about::<R>(order)?)));

    facts.expect("readable").into_iter().map(|(_, fact)| fact).collect()
}

fn state(engine: &Engine, order: OrderId) -> State {
    wait(engine.callback_form(order)).expect("an order").state
}

#[test]
fn a_satisfied_customer_closes_the_order() {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let due = wait(engine.callbacks_due()).expect("a list");
    assert_eq!((due.total, due.due[0].row.order, due.due[0].row.attempts), (1, order, 0));

    let recorded = wait(engine.record_callback(entry(order, Grade::VerySatisfied)));
    let recorded = recorded.expect("it waits for a call");

    assert_eq!((recorded.state, recorded.flaws), (State::Closed, Vec::new()));
    assert_eq!(state(&engine, order), State::Closed);
    assert_eq!(wait(engine.callbacks_due()).expect("a list").due, []);
    let calls = about::<Callback>(&engine, order);
    assert_eq!(calls.len(), 1);
    assert!(calls[0].by.is_some(), "who called stands with it");
}

#[test]
fn the_office_says_within_how_many_hours_a_customer_is_called() {
    let engine = office();
    sheet_in(&engine, (0, 0));
    let until = || {
        let due = wait(engine.callbacks_due()).expect("a list").due;
        (due[0].row.since, due[0].until)
    };
    let (since, usual) = until();
    assert_eq!(usual, since.plus_hours(i64::from(crate::CALLBACK_HOURS)));
    let set = |callback_hours| {
        let desk = wait(engine.desk()).expect("readable").expect("founded");
        let office = domain::Office { callback_hours, ..desk.office.clone() };
        wait(engine.edit_office(desk.opened_office(), office))
    };
    set(Some(4)).expect("a working time");
    assert_eq!(until().1, since.plus_hours(4));
    for wrong in [0, 241] {
        let refused = set(Some(wrong));
        assert!(matches!(
            refused,
            Err(Error::Field { field: "callback_hours", why: Wrong::OutOfRange })
        ));
    }
    set(None).expect("the usual one again");
    assert_eq!(until().1, usual);
}

#[test]
fn nothing_is_closed_while_the_cash_does_not_agree() {
    let engine = office();
    let order = sheet_in(&engine, (2_000, 0));

    let recorded = wait(engine.record_callback(entry(order, Grade::Satisfied))).expect("called");
    assert_eq!(recorded.state, State::CalledBack);
    assert!(matches!(recorded.flaws[..], [Flaw::Cash { due, taken }]
        if due.minor - taken.minor == 2_000));
    assert_eq!(wait(engine.close_called(order)).expect("asked").flaws.len(), 1);
    let due = wait(engine.callbacks_due()).expect("a list").due;
    assert_eq!((due.len(), due[0].flaws.len()), (1, 1), "it stays in sight");
}

#[test]
fn dissatisfaction_opens_a_complaint_in_the_same_deed() {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let before = wait(engine.link()).expect("a link").queue.unsent;
    let refused = wait(engine.record_callback(entry(order, Grade::Dissatisfied)));
    assert!(matches!(refused, Err(Error::Field { field: "then", why: Wrong::Missing })));
    let wordless =
        CallbackEntry { then: Some(AfterCall::Complaint), ..entry(order, Grade::Dissatisfied) };
    let refused = wait(engine.record_callback(wordless.clone()));
    assert!(matches!(refused, Err(Error::Field { field: "remark", why: Wrong::Missing })));
    assert_eq!(state(&engine, order), State::SheetIn, "a refused entry changes nothing");

    let said = CallbackEntry { remark: "师傅迟到两小时".into(), ..wordless };
    let recorded = wait(engine.record_callback(said)).expect("complete");
    let (complaint, number) = recorded.complaint.clone().expect("it is open");
    let form = wait(engine.callback_form(complaint)).expect("an order like any other");

    assert_eq!(wait(engine.link()).expect("a link").queue.unsent, before + 1, "one operation");
    assert_eq!((form.order.kind, form.state), (OrderKind::Complaint, State::Registered));
    assert_eq!(form.order.origin, Some(order));
    assert_eq!(form.order.source, Source::Callback);
    assert_eq!(form.order.description.as_deref(), Some("师傅迟到两小时"));
    assert_eq!(form.order.number, number);
    assert_eq!(recorded.state, State::CalledBack, "the order waits for the complaint's end");
    assert_eq!(wait(engine.callbacks_due()).expect("a list").due, []);

    let undo = recorded.undo("误立".into());
    wait(engine.undo(undo)).expect("nobody has it yet");
    assert_eq!(state(&engine, complaint), State::Cancelled);
    assert_eq!(wait(engine.callbacks_due()).expect("a list").due.len(), 1, "it is to be decided");
}

#[test]
fn work_that_failed_is_ordered_again() {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let again = CallbackEntry {
        then: Some(AfterCall::Redo),
        remark: "还是不热".into(),
        ..entry(order, Grade::Dissatisfied)
    };
    let recorded = wait(engine.record_callback(again)).expect("complete");

    assert_eq!(recorded.state, State::Ready);
    let last = about::<OrderEvent>(&engine, order).pop().expect("it happened");
    assert_eq!(last.remark.as_deref(), Some("还是不热"));
}

#[test]
fn the_third_missed_call_makes_them_unreachable_and_closes() {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    for attempt in 1..=2 {
        let recorded = wait(engine.record_callback(missed(order))).expect("nobody answers");
        assert_eq!(recorded.outcome, CallbackOutcome::NoAnswer);
        assert_eq!(recorded.state, State::SheetIn);
        assert_eq!(wait(engine.callbacks_due()).expect("a list").due[0].row.attempts, attempt);
    }
    let recorded = wait(engine.record_callback(missed(order))).expect("nobody answers");

    assert_eq!(recorded.outcome, CallbackOutcome::Unreachable);
    assert_eq!(recorded.state, State::Closed);
    let late = wait(engine.record_callback(missed(order)));
    assert!(matches!(late, Err(Error::NotNow { state: State::Closed, .. })));
}

#[test]
fn who_refused_calls_is_waived_and_nobody_else() {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let waived = CallbackEntry { outcome: CallbackOutcome::Waived, ..missed(order) };
    let refused = wait(engine.record_callback(waived.clone()));
    assert!(matches!(refused, Err(Error::Field { field: "outcome", .. })));

    refuse(&engine, order, Channel::Call);
    assert!(wait(engine.callbacks_due()).expect("a list").due[0].row.refused);
    assert!(matches!(wait(engine.record_callback(missed(order))), Err(Error::CallsRefused)));
    let recorded = wait(engine.record_callback(waived)).expect("they refused");
    assert_eq!((recorded.outcome, recorded.state), (CallbackOutcome::Waived, State::Closed));
}

#[test]
fn the_call_sheet_says_in_words_what_was_done() {
    let engine = office();
    let order = sheet_in(&engine, (1_500, 1_500));
    let form = wait(engine.callback_form(order)).expect("an order");

    assert_eq!(form.customer.name, "欧阳喆");
    assert_eq!(form.work.len(), 1);
    assert_eq!(form.work[0].technician, "王建国");
    let measure = form.work[0].measure.as_ref().expect("it was entered").get("zh-CN").to_owned();
    assert!(!measure.is_empty() && !measure.starts_with('M'), "{measure}");
    assert_eq!(form.due, form.taken);
    assert!(form.charges.iter().any(|line| line.amount.minor == 1_500));
    assert_eq!(form.flaws, []);
}

#[test]
fn urgent_orders_are_called_first_and_refusals_last() {
    let engine = office();
    let plain = sheet_in(&engine, (0, 0));
    let refusing = sheet_in(&engine, (0, 0));
    let urgent = sheet_in(&engine, (0, 0));
    // One household has one file: what is refused there counts for all its orders.
    wait(engine.deed("test", move |deed| {
        let file = deed.get::<Order>(refusing)?.customer;
        let other: domain::CustomerId =
            deed.create(&Customer { refused: vec![Channel::Call], ..deed.get::<Customer>(file)? })?;
        deed.edit(refusing, |order: &mut Order| order.customer = other)?;
        deed.edit(urgent, |order: &mut Order| order.priority = domain::Priority::Urgent).map(drop)
    }))
    .expect("the orders are there");
    let list = wait(engine.callbacks_due()).expect("a list").due;
    let order: Vec<_> = list.iter().map(|due| due.row.order).collect();

    assert_eq!(order, [urgent, plain, refusing]);
}

#[test]
fn a_repair_whose_sheet_does_not_say_its_cause_is_not_closed() {
    let engine = office();
    let order = sheet_in(&engine, (0, 0));
    let flaws = || wait(engine.callback_form(order)).expect("readable").flaws;
    assert_eq!(flaws(), []);

    // As it was entered before causes were asked for.
    let file = wait(engine.order(order)).expect("readable");
    let result = file.visits[0].result.clone().expect("its sheet is in");
    let at = domain::Moment(result.at.0 + 1);
    let older = domain::VisitResult { cause: None, at, ..result };
    wait(engine.deed("test", move |deed| deed.note::<_, domain::VisitResultId>(&older)))
        .expect("it can be written");
    assert_eq!(flaws(), [Flaw::NoCodes]);
}
