//! Tests of the list of orders, the file of one, and what may be done to it.

use domain::{CancelReason, Event, Order, OrderKind, Place, Priority, State};

use crate::testing::{call, office, wait};
use crate::{
    Amended, Books, Engine, Error, Happened, Intake, OrderEdit, OrderFilter, Received, Stage, Undo,
    Wrong,
};

fn received(engine: &Engine) -> Received {
    wait(engine.receive_order(call())).expect("a whole call")
}

fn state(engine: &Engine, order: domain::OrderId) -> State {
    wait(engine.order(order)).expect("an order").state
}

#[test]
fn a_cancelled_order_needs_a_reason_and_comes_back_by_undo() -> Result<(), Error> {
    let engine = office();
    let order = received(&engine).order;
    let wordless = wait(engine.cancel_order(order, CancelReason::Other, Some(" ".into())));
    assert!(matches!(wordless, Err(Error::Field { field: "remark", why: Wrong::Missing })));

    let undo = wait(engine.cancel_order(order, CancelReason::SolvedByPhone, None))?;
    assert_eq!(state(&engine, order), State::Cancelled);
    wait(engine.undo(undo))?;
    assert_eq!(state(&engine, order), State::Ready);
    Ok(())
}

#[test]
fn an_order_put_aside_is_taken_up_again() -> Result<(), Error> {
    let engine = office();
    let order = received(&engine).order;
    let aside = wait(engine.advance_order(order, Event::RaiseException, Some("refused".into())))?;
    assert_eq!(aside, Some(Undo::Counter { order, event: Event::UndoException }));
    assert_eq!(state(&engine, order), State::Exception);
    wait(engine.undo(aside.expect("a way back")))?;
    assert_eq!(state(&engine, order), State::Ready);
    Ok(())
}

#[test]
fn a_delivery_noted_by_mistake_is_taken_back_step_by_step() -> Result<(), Error> {
    let engine = office();
    let order = wait(engine.receive_order(Intake { kind: OrderKind::Delivery, ..call() }))?.order;
    for (event, before) in [
        (Event::Load, State::Ready),
        (Event::Deliver, State::Loaded),
        (Event::Close, State::Delivered),
    ] {
        let undo = wait(engine.advance_order(order, event, None))?.expect("a way back");
        wait(engine.undo(undo.clone()))?;
        assert_eq!(state(&engine, order), before, "{event:?}");
        assert!(wait(engine.undo(undo)).is_err(), "only once");
        wait(engine.advance_order(order, event, None))?;
    }
    let steps = wait(engine.order(order))?.timeline;
    let back =
        |line: &&crate::Line| matches!(line.what, Happened::Step { event: Event::TakeBack, .. });
    assert_eq!(steps.iter().filter(back).count(), 3, "the file says so");
    Ok(())
}

#[test]
fn an_urging_that_was_noted_by_mistake_is_not_counted() -> Result<(), Error> {
    let engine = office();
    let order = received(&engine).order;
    let urged = |engine: &Engine| {
        let job = engine.workers.read(move |session| Ok(session.job(order)?));
        wait(job).expect("readable").expect("it is there").urges
    };
    wait(engine.advance_order(order, Event::Urge, None))?;
    let second = wait(engine.advance_order(order, Event::Urge, None))?;
    assert_eq!(urged(&engine), 2);

    wait(engine.undo(second.expect("a way back")))?;
    assert_eq!(urged(&engine), 1);
    let steps = wait(engine.order(order))?.timeline;
    let withdrawn =
        |line: &crate::Line| matches!(line.what, Happened::Step { event: Event::WithdrawUrge, .. });
    assert!(steps.iter().any(withdrawn), "the file says so");
    Ok(())
}

#[test]
fn what_needs_a_visit_or_a_call_is_not_done_from_here() {
    let engine = office();
    let order = received(&engine).order;
    for event in [Event::Assign, Event::Finish, Event::EnterSheet, Event::CallBack, Event::Close] {
        let refused = wait(engine.advance_order(order, event, None));
        assert!(matches!(refused, Err(Error::NotNow { .. })), "{event:?}");
    }
    assert_eq!(state(&engine, order), State::Ready);
}

#[test]
fn an_edit_of_the_head_is_taken_back() -> Result<(), Error> {
    let engine = office();
    let order = received(&engine).order;
    let edit = OrderEdit {
        description: Some("不出热水，漏水".into()),
        fault: Some("F02".into()),
        priority: Priority::Urgent,
        promised: None,
    };
    let undo = wait(engine.edit_order(wait(engine.order(order))?.opened(), edit))?;
    let file = wait(engine.order(order))?;
    assert_eq!(file.order.priority, Priority::Urgent);
    assert_eq!(file.code("F02").map(|code| code.labels.get("en")), Some("Dead when plugged in"));
    wait(engine.undo(undo))?;
    assert_eq!(wait(engine.order(order))?.order.fault.as_deref(), Some("F01"));
    Ok(())
}

#[test]
fn the_timeline_says_who_did_what_from_where_to_where() -> Result<(), Error> {
    let engine = office();
    let order = received(&engine).order;
    engine.clock().set(crate::testing::MORNING.plus_hours(1));
    wait(engine.cancel_order(order, CancelReason::Duplicate, None))?;

    let file = wait(engine.order(order))?;
    let last = &file.timeline[0];
    assert_eq!(last.by.as_deref(), Some("李秀英"));
    assert_eq!(
        last.what,
        Happened::Step {
            event: Event::Cancel,
            from: State::Ready,
            to: State::Cancelled,
            reason: Some(CancelReason::Duplicate)
        }
    );
    assert_eq!(file.possible, [Event::Reinstate]);
    Ok(())
}

#[test]
fn pages_follow_each_other_even_where_all_came_in_at_once() -> Result<(), Error> {
    let engine = office();
    for _ in 0..7 {
        received(&engine);
    }
    let mut seen = Vec::new();
    let mut filter = OrderFilter::default();
    loop {
        let page = wait(engine.orders(filter.clone(), 3))?;
        seen.extend(page.rows.iter().map(|row| row.number.clone()));
        let Some(last) = page.rows.last().filter(|_| page.more) else { break };
        filter.after = Some((last.received, last.id));
    }
    assert_eq!(seen.len(), 7, "none is shown twice");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 7, "and none is left out");
    Ok(())
}

#[test]
fn orders_of_other_branches_are_told_apart_from_the_offices_own() -> Result<(), Error> {
    let engine = office();
    received(&engine);
    assert!(wait(engine.orders(OrderFilter::default(), 10))?.branches.is_empty());
    for branch in ["Swansea", "Cardiff"] {
        let order = wait(engine.receive_order(call()))?.order;
        let write = engine.deed("test", move |deed| {
            deed.edit(order, |order: &mut Order| order.branch = Some(branch.to_owned()))
        });
        wait(write)?;
    }

    let of = |books: Books| {
        let filter = OrderFilter { books, ..OrderFilter::default() };
        let rows = wait(engine.orders(filter, 10)).expect("a page").rows;
        rows.into_iter().map(|row| row.branch).collect::<Vec<_>>()
    };
    let books = wait(engine.orders(OrderFilter::default(), 10))?.branches;
    assert_eq!(books, [Books::Own, Books::Of("Cardiff".into()), Books::Of("Swansea".into())]);
    assert_eq!(of(Books::All).len(), 3);
    assert_eq!(of(Books::Own), [None]);
    assert_eq!(of(Books::Of("Swansea".into())), [Some("Swansea".to_owned())]);
    Ok(())
}

#[test]
fn stages_are_counted_whatever_is_shown() -> Result<(), Error> {
    let engine = office();
    received(&engine);
    wait(engine.receive_order(Intake { kind: OrderKind::Complaint, ..call() }))?;
    let filter = OrderFilter { kind: Some(OrderKind::Repair), ..OrderFilter::default() };
    let orders = wait(engine.orders(filter, 10))?;
    let count = |stage| orders.counts.iter().find(|(at, _)| *at == stage).map(|(_, count)| *count);

    assert_eq!(orders.rows.len(), 1);
    assert_eq!(count(Stage::ToAssign), Some(1));
    assert_eq!(count(Stage::Complaints), Some(1));
    assert_eq!(count(Stage::Open), Some(2));
    Ok(())
}

#[test]
fn what_is_asked_for_and_not_here_is_said_to_be_elsewhere() -> Result<(), Error> {
    let engine = office();
    let order = received(&engine).order;
    let elsewhere = |stage| -> Result<Option<(Stage, u64)>, Error> {
        let text = "A00001".to_owned();
        let filter = OrderFilter { stage, text, ..OrderFilter::default() };
        Ok(wait(engine.orders(filter, 10))?.elsewhere)
    };
    assert_eq!((elsewhere(Stage::Open)?, elsewhere(Stage::Over)?), (None, Some((Stage::Open, 1))));
    wait(engine.cancel_order(order, CancelReason::Other, Some("x".into())))?;
    assert_eq!(elsewhere(Stage::Open)?, Some((Stage::Over, 1)));
    Ok(())
}

#[test]
fn what_is_changed_of_an_order_is_told_in_its_timeline_and_so_is_the_way_back() -> Result<(), Error>
{
    let engine = office();
    let order = wait(engine.receive_order(call()))?.order;
    let amended = || -> Result<Vec<Amended>, Error> {
        let lines = wait(engine.order(order))?.timeline.into_iter().rev();
        Ok(lines
            .filter_map(|line| match line.what {
                Happened::Amended(amended) => Some(amended),
                _ => None,
            })
            .collect())
    };
    assert_eq!(amended()?, []);
    let file = wait(engine.order(order))?;
    let long = "x".repeat(500);
    let edit = OrderEdit {
        description: Some(long),
        fault: file.order.fault.clone(),
        priority: Priority::Urgent,
        promised: file.order.promised,
    };
    let undo = wait(engine.edit_order(file.opened(), edit))?;
    let told = amended()?;
    assert!(told.contains(&Amended::Priority(Priority::Normal, Priority::Urgent)));
    let cut = told.iter().any(
        |it| matches!(it, Amended::Description(Some(_), Some(to)) if to.chars().count() == 81),
    );
    assert!(cut && told.len() == 2, "nothing of what stayed: {told:?}");

    wait(engine.undo(undo))?;
    assert!(amended()?.contains(&Amended::Priority(Priority::Urgent, Priority::Normal)));

    let address = file.order.address.expect("somewhere");
    let household = wait(engine.household(file.order.customer))?;
    let row = household.addresses.iter().find(|row| row.id == address).expect("its address");
    let before = row.address.place.in_one_line();
    let place = Place { detail: "2 New Road".into(), ..row.address.place.clone() };
    let typed = domain::Address { place, ..row.address.clone() };
    wait(engine.save_address(household.opened_address(address), typed.clone()))?;
    let moved = Amended::Address(Some(before), Some(typed.place.in_one_line()));
    assert_eq!(amended()?.last(), Some(&moved));
    Ok(())
}
