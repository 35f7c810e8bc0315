//! Days and times of a sheet.

use super::*;

#[test]
fn who_leaves_before_they_come_is_asked_beside_the_field() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1").enter("0830").enter("0730");
    let backwards = cx.locale.problem_slot_backwards();
    assert!(hands.sees(&cx.locale.sheet_time_wrong(&cx.locale.paper_ended(), &backwards)));
    // What was wrong is selected, so typing replaces it.
    hands.enter("0845").write("1");
    let paper = hands.room.paper.as_ref().expect("it is open");

    assert_eq!((paper.typed.ended.as_str(), paper.errors.is_empty()), ("08:45", true));
    assert_eq!(paper.typed.outcome, Some(domain::Outcome::Finished));
}

#[test]
fn the_day_of_the_visit_is_shown_and_may_be_typed() {
    let cx = context();
    let orders = out(&cx, 1);
    let today = cx.engine.clock().today();
    let mut hands = hands(&cx);
    hands.enter("1");
    assert!(hands.sees(&cx.locale.date_figures(today)) && hands.sees(&cx.locale.sheet_day()));
    let said = |day: String| format!("{day} · {}", cx.locale.sheet_time_hint());
    assert!(hands.sees(&said(cx.locale.calendar_today())));

    // Yesterday, after the customer had called.
    back_to_day(&mut hands).enter("-1").enter("2130").enter("2215");
    assert!(hands.sees(&said(cx.locale.calendar_yesterday())));
    hands.write("3").press(F10);
    let result = result(&cx, orders[0]);
    let offset = cx.engine.clock().offset();
    assert_eq!(result.arrived.map(|it| it.day(offset)), today.pred_opt());
    assert_eq!(result.ended.map(|it| it.day(offset)), today.pred_opt());
}

/// From the arrival, where the cursor is, to the day before it.
fn back_to_day(hands: &mut Hands<Sheets>) -> &mut Hands<Sheets> {
    hands.focus(super::paper::DAY);
    hands
}

#[test]
fn nobody_was_there_before_the_call_or_will_have_been() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1");
    back_to_day(&mut hands).enter("2026-11-22");
    assert!(hands.sees(&cx.locale.problem_day_to_come()), "tomorrow");
    hands.enter("19").enter("2059");
    let came =
        chrono::NaiveDate::from_ymd_opt(2026, 11, 20).and_then(|it| it.and_hms_opt(21, 0, 0));
    let early = cx.locale.sheet_before_order(&cx.locale.date_time(came.expect("a time")));
    let early = cx.locale.sheet_time_wrong(&cx.locale.paper_arrived(), &early);
    assert!(hands.sees(&early), "{early}");
    // What was wrong is selected, so typing replaces it.
    hands.enter("20 2000");
    let paper = hands.room.paper.as_ref().expect("it is open");
    assert!(paper.is_early() && paper.errors.is_empty(), "done first, written down later");
    hands.focus(super::paper::DAY).enter("20").enter("2100").enter("21 0901");
    let to_come = cx.locale.problem_to_come();
    let to_come = cx.locale.sheet_time_wrong(&cx.locale.paper_ended(), &to_come);
    assert!(hands.sees(&to_come), "a minute from now");
    hands.enter("21 0030").write("3").press(F10);

    let result = result(&cx, orders[0]);
    let minutes = result.arrived.zip(result.ended).map(|(from, to)| (to.0 - from.0) / 60_000);
    assert_eq!(minutes, Some(210), "past midnight");
}
