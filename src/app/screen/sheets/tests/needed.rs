//! Sheets that come back for want of a part.

use super::*;

#[test]
fn a_missing_part_is_named_and_stands_on_the_orders_page() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1").press(Enter).write("5");
    hands.focus(paper::PART).enter("WH-1001*2");
    hands.press(F10);

    let file = wait(cx.engine.order(orders[0])).expect("readable");
    assert_eq!(file.state, State::WaitingPart);
    assert_eq!(file.visits[0].needed[0].quantity, 2);
    assert!(file.possible.contains(&domain::Event::PartArrived));
}

#[test]
fn a_sheet_that_waits_for_a_part_is_asked_which_and_takes_that_nobody_knows_yet() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1").press(Enter).write("5");
    hands.press(F10);
    assert!(hands.sees(&cx.locale.sheet_which_part_needed()), "it is asked beside the field");
    hands.press(F7).press(F10);

    let file = wait(cx.engine.order(orders[0])).expect("readable");
    assert_eq!((file.state, file.visits[0].needed.len()), (State::WaitingPart, 0));
    let today = wait(cx.engine.today()).expect("a day");
    assert_eq!(today.tasks[0].note, Some(engine::Note::Needed(Vec::new())));
}

#[test]
fn a_part_is_built_in_and_paid_for_while_another_is_missing() {
    let cx = context();
    let orders = out(&cx, 1);
    in_van(&cx, &["WH-1001"]);
    let mut hands = hands(&cx);
    hands.enter("1").press(Enter).write("5");
    hands.focus(paper::PART).enter("WH-1001").press(F4);
    hands.focus(paper::PART).enter("WH-1003");
    let due = due(&hands);
    assert_ne!(due, "0.00", "the first one is in the machine");
    hands.focus(paper::CASH).write(&due).press(F10);

    let file = wait(cx.engine.order(orders[0])).expect("readable");
    let numbers = |parts: &[engine::PartUse]| -> Vec<String> {
        parts.iter().map(|part| part.number.clone()).collect()
    };
    assert_eq!(file.state, State::WaitingPart);
    assert_eq!(numbers(&file.visits[0].needed), ["WH-1003"]);
    assert_eq!(numbers(&file.parts), ["WH-1001"]);
    assert!(file.account.open().is_zero());
}
