//! Parts, as they are moved: by keys alone.

use domain::Location;
use iced::keyboard::key::Named::{Escape, F2, F3, F4, F7, F10, Tab};

use super::*;
use crate::testing::hands::{Hands, hands_in};
use crate::testing::{context, wait};

hands_in!(Parts, Message);

fn hands(cx: &Context) -> Hands<Parts> {
    Hands::new(Parts::new(cx), cx)
}

fn held(cx: &Context, number: &str, at: impl Fn(&Location) -> bool) -> i64 {
    let overview = wait(cx.engine.parts_overview()).expect("readable");
    let row = overview.parts.iter().find(|row| row.number == number).expect("in the catalogue");

    row.held.iter().filter(|(place, _)| at(place)).map(|(_, count)| *count).sum()
}

fn in_store(place: &Location) -> bool {
    *place == Location::Store
}

fn in_van(place: &Location) -> bool {
    matches!(place, Location::Van(_))
}

#[test]
fn an_empty_room_says_how_to_begin_and_takes_a_delivery_by_keys() {
    let cx = context();
    let mut hands = hands(&cx);
    assert!(hands.sees(&cx.locale.parts_none()));

    // The cursor stands in the part, ready for the scanner.
    hands.press(F3).enter("1001").enter("12");
    hands.enter("1003").enter("5").press(F10);
    assert_eq!(held(&cx, "WH-1001", in_store), 12);
    assert_eq!(held(&cx, "WH-1003", in_store), 5);
    assert!(hands.notices.last().is_some_and(|notice| notice.undo.is_some()));
    hands.refresh();
    assert!(!hands.sees(&cx.locale.parts_none()));
}

fn stocked(cx: &Context) -> Hands<Parts> {
    let overview = wait(cx.engine.parts_overview()).expect("readable");
    let part = overview.parts.iter().find(|row| row.number == "WH-1001").expect("it is there").id;
    let lines = vec![engine::StockLine { part, quantity: 4, serial: None }];
    let receiving = engine::Receiving { lines, ..engine::Receiving::default() };
    wait(cx.engine.receive_parts(receiving)).expect("a delivery");

    hands(cx)
}

#[test]
fn parts_are_issued_to_a_technician_and_more_than_there_is_is_refused() {
    let cx = context();
    let mut hands = stocked(&cx);
    // The first technician; the picked part stands in the slip already.
    hands.press(F4).enter("1").enter("9").press(F10);
    let words = cx.locale.problem_stock_short("加热管 2000W", 4);
    assert!(hands.sees(&words), "{words}");
    assert_eq!(held(&cx, "WH-1001", in_van), 0);
    assert!(hands.room.slip.is_some(), "what was typed stays");
}

#[test]
fn more_than_there_is_is_refused_while_its_line_is_typed_and_one_piece_is_counted_once() {
    let cx = context();
    let mut hands = stocked(&cx);
    hands.press(F4).enter("1").enter("9");
    let slip = hands.room.slip.as_ref().expect("it is open");
    assert_eq!(slip.written(), 0, "the line stays to be put right");
    assert!(hands.sees(&cx.locale.problem_stock_short("加热管 2000W", 4)));
    hands.enter("3").enter("1001").enter("2");
    assert!(hands.sees(&cx.locale.problem_stock_short("加热管 2000W", 1)), "three are written");

    let overview = wait(cx.engine.parts_overview()).expect("readable");
    let piece = overview.parts.iter().find(|part| part.serialised).expect("one goes by number");
    let mut hands = stocked(&cx);
    hands.press(F3).enter(&piece.number);
    hands.enter("S1").enter(&piece.number).enter("S1");
    assert!(hands.sees(&cx.locale.parts_serial_twice()), "it is one piece");
    hands.enter("S2").press(F10);
    assert_eq!(held(&cx, &piece.number, in_store), 2);
}

#[test]
fn a_slip_that_comes_back_says_so_and_a_new_one_is_one_key_away() {
    let cx = context();
    let mut hands = stocked(&cx);
    hands.press(F3).enter("1003").enter("5").press(Escape).press(F3);
    assert!(hands.sees(&cx.locale.parts_slip_again()));
    hands.press(F2);
    let slip = hands.room.slip.as_ref().expect("a new one");
    assert!(slip.written() == 0 && !slip.again);
    assert!(hands.sees(&cx.locale.parts_slip_back()), "the other one lies aside");
    hands.press(F2);
    assert_eq!(hands.room.slip.as_ref().map(slip::Slip::written), Some(1), "nothing is lost");
}

#[test]
fn an_issue_is_posted_and_taken_back() {
    let cx = context();
    let mut hands = stocked(&cx);
    hands.press(F4).enter("1").enter("3").press(F10);
    assert_eq!((held(&cx, "WH-1001", in_store), held(&cx, "WH-1001", in_van)), (1, 3));

    let undo = hands.notices.pop().and_then(|notice| notice.undo).expect("it can be taken back");
    wait(cx.engine.undo(undo)).expect("nothing came after it");
    assert_eq!((held(&cx, "WH-1001", in_store), held(&cx, "WH-1001", in_van)), (4, 0));
}

#[test]
fn a_count_puts_the_store_right() {
    let cx = context();
    let mut hands = stocked(&cx);
    hands.press(F7).press(Tab).press(Tab).enter("3");

    assert_eq!(held(&cx, "WH-1001", in_store), 3);
    hands.refresh();
    let ledger = hands.room.ledger.as_ref().expect("it is read");
    assert_eq!(ledger.rows.len(), 2);
}

#[test]
fn a_slip_without_a_technician_says_who_is_missing() {
    let cx = context();
    let mut hands = stocked(&cx);
    hands.press(F4).press(F10);

    assert!(hands.sees(&cx.locale.problem_missing()));
    assert_eq!(held(&cx, "WH-1001", in_van), 0);
}

#[test]
fn the_filter_lists_what_is_typed() {
    let cx = context();
    let mut hands = stocked(&cx);
    hands.write("jrg");
    assert!(hands.sees(&cx.locale.parts_title()));
    assert!(
        hands
            .room
            .listed
            .iter()
            .filter_map(|_| hands.room.row(0))
            .all(|row| row.number.starts_with("WH"))
    );
    hands.write("qqqq");

    assert!(hands.sees(&cx.locale.parts_none_found()));
}

#[test]
fn a_slip_that_was_begun_is_there_again() {
    let cx = context();
    let mut hands = hands(&cx);
    hands.press(F3).enter("1001").enter("12");
    hands.press(Escape);
    assert!(hands.room.slip.is_none());
    let kept = cx.locale.parts_slip_kept(&Kind::Receive.name(&cx.locale));
    assert_eq!(hands.notices.last().map(|notice| notice.words.as_str()), Some(kept.as_str()));

    hands.press(F3).press(F10);
    assert_eq!(held(&cx, "WH-1001", in_store), 12);
    hands.press(F3).press(Escape);
    assert_eq!(hands.notices.len(), 2, "an empty slip is only left");
}

#[test]
fn a_slip_that_was_begun_is_there_again_when_the_program_was_closed() {
    let cx = context();
    let mut first = stocked(&cx);
    first.press(F4).enter("1").enter("3");
    // Nobody left the slip: the power went.
    let mut later = hands(&cx);
    later.press(F4);
    let slip = later.room.slip.as_ref().expect("it is there");
    assert!(slip.is_begun() && slip.kind == Kind::Issue);
    later.press(F10);
    assert_eq!(held(&cx, "WH-1001", in_van), 3, "for whom it was");
    assert_eq!(wait(cx.engine.draft(slip::DRAFT)).expect("a database"), None, "nothing is left");
}

#[test]
fn whoever_names_a_part_that_nobody_wrote_down_is_led_to_where_that_is_done() {
    let cx = context();
    let mut hands = hands(&cx);
    assert!(hands.sees(&cx.locale.catalogue_page()), "the empty room says where parts come from");
    hands.press(F3).enter("ZZ-99");
    assert!(hands.sees(&cx.locale.parts_made_there()));
    let away = hands.room.update(Message::CataloguePressed, &cx);
    assert!(matches!(away, Action::Open(Place::SettingsPage(Page::Catalogue))));
    hands.press(F3);
    assert!(hands.sees("ZZ-99"), "what was typed is there again");
}

#[test]
fn what_is_scanned_into_a_new_delivery_replaces_the_part_that_was_picked() {
    let cx = context();
    let mut hands = stocked(&cx);
    hands.press(F3).enter("WH-1003").enter("2").press(F10);

    assert_eq!((held(&cx, "WH-1001", in_store), held(&cx, "WH-1003", in_store)), (4, 2));
}

#[test]
fn a_line_that_names_no_part_is_not_left_out_of_a_slip() {
    let cx = context();
    let mut hands = hands(&cx);
    hands.press(F3).enter("1001").enter("12");
    hands.write("no such part").press(F10);
    assert!(hands.sees(&cx.locale.problem_names_nothing()));
    assert_eq!(held(&cx, "WH-1001", in_store), 0, "nothing is posted");

    // A number that was typed in full counts, though nobody passed it with Enter.
    let slip = |message| Message::Slip(message);
    let _ = hands.room.update(slip(slip::Message::PartChanged("wh-1003".into())), &cx);
    let _ = hands.room.update(slip(slip::Message::QuantityChanged("2".into())), &cx);
    hands.focus(slip::QUANTITY).press(F10);
    assert_eq!(held(&cx, "WH-1001", in_store), 12);
    assert_eq!(held(&cx, "WH-1003", in_store), 2);
}

#[test]
fn a_part_is_scanned_by_its_bar_code() {
    let cx = context();
    let known = wait(cx.engine.catalogue()).expect("a database");
    let coded = |number: &str, barcode: &str| {
        let (id, part) = known.parts.iter().find(|(_, it)| it.number == number).expect("there");
        let part = domain::Part { barcode: Some(barcode.into()), ..part.clone() };
        wait(cx.engine.write_part(known.opened_part(*id), part)).expect("written");
    };
    coded("WH-1001", "69012");
    coded("WH-1003", "690");
    let mut hands = hands(&cx);
    hands.press(F3).enter("690").enter("2").press(F10);
    assert_eq!((held(&cx, "WH-1003", in_store), held(&cx, "WH-1001", in_store)), (2, 0));

    // Also where nothing drops down to be taken.
    hands.press(F3);
    for message in [slip::Message::PartChanged("69012".into()), slip::Message::PartPassed] {
        let _ = hands.room.update(Message::Slip(message), &cx);
    }
    hands.press(F10);
    assert_eq!(held(&cx, "WH-1001", in_store), 1);
}

#[test]
fn a_ledger_that_could_not_be_read_does_not_say_that_nothing_moved() {
    let cx = context();
    let mut hands = stocked(&cx);
    let part = hands.room.picked.expect("the first");
    hands.room.ledger = None;
    let _ = hands.room.update(Message::LedgerRead(part, Err(Error::Busy)), &cx);
    assert!(hands.sees(&cx.locale.window_read_again()));
    assert!(!hands.sees(&cx.locale.parts_no_moves()));
    hands.refresh();
    assert!(hands.room.ledger.is_some() && !hands.sees(&cx.locale.window_read_again()));
}

#[test]
fn a_piece_with_a_serial_number_is_scanned_right_after_the_technician() {
    let cx = context();
    let mut hands = stocked(&cx);
    let piece = by_number(&cx);
    hands.press(F3).enter(&piece.number).enter("S1").enter(&piece.number).enter("S2").press(F10);
    hands.refresh();
    let overview = hands.room.overview.as_ref().expect("read");
    let there = overview.parts.iter().find(|part| part.id == piece.id).expect("it is there");
    let row = hands.room.listed.iter().position(|at| overview.parts[*at].id == there.id);
    let picked = Message::RowPicked(row.expect("it is listed"));
    let _ = hands.room.update(picked, &cx);

    // The part stands in the slip already: the cursor goes to its serial number.
    hands.press(F4).enter("1");
    hands.enter("X9");
    let there = cx.locale.enumeration(&["S1".to_owned(), "S2".to_owned()]);
    assert!(hands.sees(&cx.locale.problem_serial_not_there("X9", &there)));
    hands.enter("S2").press(F10);
    assert_eq!(held(&cx, &piece.number, in_van), 1);
}

fn by_number(cx: &Context) -> PartRow {
    let overview = wait(cx.engine.parts_overview()).expect("readable");

    overview.parts.into_iter().find(|part| part.serialised).expect("one goes by number")
}

#[test]
fn a_quantity_in_the_place_of_a_serial_number_is_asked_about() {
    let cx = context();
    let mut hands = stocked(&cx);
    let piece = by_number(&cx);
    hands.press(F3).enter(&piece.number);
    assert!(hands.sees(&cx.locale.parts_serial_each()));
    hands.enter("3");
    assert!(hands.sees(&cx.locale.parts_serial_quantity("3")));
    assert_eq!(hands.room.slip.as_ref().map(slip::Slip::written), Some(0));
    hands.enter("3").press(F10);
    assert_eq!(held(&cx, &piece.number, in_store), 1, "it is the number after all");
}

#[test]
fn a_part_number_in_the_place_of_a_serial_number_is_asked_about() {
    let cx = context();
    let mut hands = stocked(&cx);
    let piece = by_number(&cx);
    hands.press(F3).enter(&piece.number).enter(&piece.number);
    assert!(hands.sees(&cx.locale.parts_serial_part(&piece.number)));
    assert_eq!(hands.room.slip.as_ref().map(slip::Slip::written), Some(0));
    hands.enter(&piece.number);
    assert_eq!(hands.room.slip.as_ref().map(slip::Slip::written), Some(1), "it is the same");
}

#[test]
fn letters_in_a_quantity_are_refused_beside_it() {
    let cx = context();
    let mut hands = stocked(&cx);
    let overview = wait(cx.engine.parts_overview()).expect("readable");
    let part = overview.parts.into_iter().find(|part| !part.serialised).expect("most are");
    hands.press(F3).enter(&part.number).enter("2x");
    assert_eq!(hands.room.slip.as_ref().map(slip::Slip::written), Some(0));
    let wrong = Error::field("quantity", engine::Wrong::Unreadable);
    let words = crate::problem::beside("quantity", Some(&wrong), &cx.locale).expect("it is said");
    assert!(hands.sees(&words));
}
