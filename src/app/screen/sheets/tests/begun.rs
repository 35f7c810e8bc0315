//! Sheets that were begun: put aside, taken back, there again after a power cut.

use super::*;

#[test]
fn what_was_typed_survives_a_power_cut() {
    let cx = context();
    out(&cx, 1);
    let mut before = hands(&cx);
    before.enter("1").enter("0730").press(Enter).write("1").press(Enter).enter("15").enter("3");
    before.enter("220").press(Enter).press(Enter).write("12");
    drop(before);

    let after = hands(&cx);
    let paper = after.room.paper.as_ref().expect("it is open again");
    assert_eq!(paper.typed.outcome, Some(domain::Outcome::Finished));
    assert_eq!(paper.typed.cash, "12");
    assert_eq!(paper.typed.arrived, "07:30");
    assert_eq!(paper.typed.readings.get(&ReadingKind::Voltage).map(String::as_str), Some("220"));
    assert!(paper.typed.codes[1].starts_with("C15"));
}

#[test]
fn a_sheet_put_aside_is_as_it_was_when_it_is_opened_again() {
    let cx = context();
    out(&cx, 2);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").press(Escape).press(Escape);
    assert!(hands.room.paper.is_none());
    hands.press(F2).enter("1");
    let paper = hands.room.paper.as_ref().expect("it is open again");

    assert!(paper.typed.codes[1].starts_with("C15"));
}

#[test]
fn a_sheet_whose_entry_is_taken_back_lies_on_the_desk_again() {
    let cx = context();
    let orders = out(&cx, 2);
    let mut hands = hands(&cx);
    hands.enter("1").press(Enter).write("3").press(F10).refresh();
    assert!(hands.room.paper.is_none(), "the next may come");
    let undo = hands.notices.last().and_then(|notice| notice.undo.clone());
    wait(cx.engine.undo(undo.expect("a way back"))).expect("just entered");
    hands.refresh();

    let paper = hands.room.paper.as_ref().expect("it is open again");
    assert_eq!(paper.form.order, orders[0]);
    assert_eq!(paper.typed.outcome, Some(domain::Outcome::NotHome), "as it was typed");
}

#[test]
fn a_sheet_that_was_begun_is_there_again_after_another() {
    let cx = context();
    out(&cx, 2);
    let mut hands = hands(&cx);
    hands.enter("1").enter("0730");
    let arrived = |hands: &Hands<Sheets>| {
        hands.room.paper.as_ref().expect("a sheet is open").typed.arrived.clone()
    };
    let typed = arrived(&hands);
    assert!(!typed.is_empty());
    // The same number again changes nothing.
    hands.press(F2).enter("1");
    assert_eq!(arrived(&hands), typed);
    // The next sheet is scanned before this one is saved.
    hands.press(F2).enter("2").enter("0900");
    assert_ne!(arrived(&hands), typed);
    hands.press(F2).enter("1");
    assert_eq!(arrived(&hands), typed);

    // And so it is after the program was left.
    let mut again = self::hands(&cx);
    assert_ne!(arrived(&again), typed, "the one that was typed last is on the desk");
    assert!(!arrived(&again).is_empty());
    again.press(F2).enter("1");
    assert_eq!(arrived(&again), typed);
}

#[test]
fn a_day_that_could_not_be_read_does_not_say_that_every_sheet_is_back() {
    let cx = context();
    out(&cx, 1);
    let (mut room, _unread) = Sheets::new(None, &cx);
    let _ = room.update(Message::DayRead(Err(Error::Busy)), &cx);
    assert!(room.unread().is_some());

    let mut hands = hands(&cx);
    assert!(hands.room.unread().is_none());
    let told = hands.room.update(Message::DayRead(Err(Error::Busy)), &cx);
    assert!(matches!(told, Action::Tell(..)) && hands.room.unread().is_none());
    assert!(hands.sees("SH01-A00001"), "what was read stays");
    assert!(!hands.sees(&cx.locale.sheet_pace()), "there is no pace before there are two");
}

#[test]
fn what_was_refused_is_over_once_the_list_is_another() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("99999");
    assert!(hands.room.refused.is_some());
    hands.refresh();
    assert!(hands.room.refused.is_some(), "nothing has changed");
    let mut day = hands.room.day.clone();
    day.unreturned.clear();
    assert_ne!(day, hands.room.day);
    let _ = hands.room.update(Message::DayRead(Ok(day)), &cx);
    assert!(hands.room.refused.is_none());
}
