//! What is ticked, and what is paid.

use super::*;

#[test]
fn cash_that_differs_is_asked_about_once() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("3");
    past_readings(&mut hands).press(Enter).enter("5").press(F10);
    assert_eq!(state(&cx, orders[0]), State::Booked, "it says so first");
    hands.press(F10);

    assert_eq!(state(&cx, orders[0]), State::SheetIn);
    let said = &hands.notices.last().expect("it says so").words;
    assert!(said.contains("5.00"), "{said}");
}

#[test]
fn more_than_is_due_is_asked_about_whatever_is_remarked() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("3");
    hands.focus(paper::REMARK).write("613");
    hands.focus(paper::CASH).write("7500").press(F10);
    assert_eq!(state(&cx, orders[0]), State::Booked, "it says so first");
    hands.write("4").press(F10);

    assert_eq!(state(&cx, orders[0]), State::SheetIn, "the remark is the answer");
    let said = &hands.notices.last().expect("it says so").words;
    assert!(said.contains("500.00"), "{said}");
}

#[test]
fn how_it_was_paid_is_asked_where_something_was() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("3");
    let due = due(&hands);
    hands.focus(paper::CASH).enter(due.trim_end_matches(".00")).write("3").press(F10);

    let file = wait(cx.engine.order(orders[0])).expect("readable");
    assert_eq!(file.account.receipts[0].0.means, Some(domain::Means::Transfer));
}

#[test]
fn a_sheet_that_comes_back_says_again_that_nothing_was_received() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("3");
    hands.focus(paper::CASH).write("0").press(F10).press(F10);
    assert_eq!(state(&cx, orders[0]), State::SheetIn);
    let undo = hands.notices.last().and_then(|notice| notice.undo.clone()).expect("a way back");
    wait(cx.engine.undo(undo)).expect("it goes back");

    hands.focus(Sheets::NUMBER).enter("1");
    let paper = hands.room.paper.as_ref().expect("it lies there again");
    assert_eq!(paper.typed.cash, "0.00");
}

#[test]
fn a_figure_ticks_an_outcome_only_where_the_cursor_stands_in_the_boxes() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1");
    let digit = Shortcut {
        key: iced::keyboard::Key::Character("3".into()),
        modifiers: iced::keyboard::Modifiers::empty(),
    };

    assert!(hands.room.key(&digit).is_none(), "nothing is ticked behind one's back");
    hands.press(Enter).write("3");
    let paper = hands.room.paper.as_ref().expect("it is open");
    assert_eq!(paper.typed.outcome, Some(domain::Outcome::NotHome));
}

#[test]
fn words_that_are_begun_in_the_boxes_of_the_grade_are_the_remark_and_tick_nothing() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    past_readings(to_codes(&mut hands).press(Enter).enter("15").enter("1"));
    hands.focus(paper::GRADE).write("calls").write(" back");

    let typed = &hands.room.paper.as_ref().expect("a sheet is open").typed;
    assert_eq!((typed.remark.as_str(), typed.grade), ("calls back", None));
}

#[test]
fn a_customer_is_let_off_the_way_by_one_key_and_a_reason() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    past_readings(to_codes(&mut hands).press(Enter).enter("15").enter("3"));
    let whole = due(&hands);
    hands.press(F3);
    let less = due(&hands);
    assert_ne!(whole, less);
    hands.press(Enter).write(&less).press(F10);
    assert!(hands.sees(&cx.locale.problem_missing()), "a reason is asked for");
    hands.write("Was next door").press(F10);

    let file = wait(cx.engine.order(orders[0])).expect("readable");
    let mut charges = file.account.charges.iter().map(|(charge, _)| charge);
    let trip = charges.find(|it| it.kind == domain::ChargeKind::Trip).expect("it stands there");
    assert_eq!((trip.amount.minor, trip.waived.as_deref()), (0, Some("Was next door")));
}

#[test]
fn a_transfer_is_ticked_by_its_figure_and_is_no_cash_of_the_technicians() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("3");
    let due = due(&hands);
    hands.focus(paper::CASH).write(due.trim_end_matches(".00"));
    hands.focus(paper::MEANS).write("3").press(F10);

    assert_eq!(state(&cx, orders[0]), State::SheetIn);
    let file = wait(cx.engine.order(orders[0])).expect("readable");
    assert_eq!(file.account.receipts[0].0.means, Some(domain::Means::Transfer));
    let day = wait(cx.engine.sheet_day()).expect("readable");
    assert!(day.cash[0].cash.is_zero() && day.cash[0].due.is_zero());
}
