//! Sheets, as they are entered: by keys alone.

use domain::{Grade, Location, OrderId, PartId, ReadingKind, State};
use engine::{Receiving, StockLine};
use iced::keyboard::key::Named::{ArrowDown, Enter, Escape, F2, F3, F4, F7, F8, F10, Tab};

use super::*;
use crate::testing::hands::{Hands, hands_in};
use crate::testing::{call, context, wait};

mod begun;
mod boxes;
mod needed;
mod pieces;
mod plate;
mod timed;

hands_in!(Sheets, Message);

/// Orders out of warranty that came in last evening at nine, whose sheets went out this morning with the first
/// technician.
pub(crate) fn out(cx: &Context, count: usize) -> Vec<OrderId> {
    let clock = cx.engine.clock();
    let now = clock.now();
    let desk = wait(cx.engine.desk()).expect("readable").expect("founded");
    let technician = desk.staff.iter().find(|row| row.technician).expect("two of them").id;
    let slot = domain::Slot::new(cx.engine.clock().today(), 540, 600).ok();
    let plate =
        engine::Plate { purchased: chrono::NaiveDate::from_ymd_opt(2015, 5, 1), ..call().plate };
    let order = |at: usize| {
        let phone = domain::Phone::parse(&format!("1381234{:04}", at + 1));
        let intake = engine::Intake { plate: plate.clone(), phone, ..call() };
        // One after another.
        clock.set(domain::Moment(now.plus_hours(-12).0 + i64::try_from(at).expect("a few")));
        let received = wait(cx.engine.receive_order(intake)).expect("enough for an order");
        clock.set(now);
        let plan = engine::Plan { technician, slot, agreed: true, remark: None };
        wait(cx.engine.assign(received.order, plan)).expect("it waits");
        received.order
    };

    (0..count).map(order).collect()
}

/// Good parts in the first technician's van.
pub(crate) fn in_van(cx: &Context, numbers: &[&str]) -> Vec<PartId> {
    let overview = wait(cx.engine.parts_overview()).expect("readable");
    let desk = wait(cx.engine.desk()).expect("readable").expect("founded");
    let technician = desk.staff.iter().find(|row| row.technician).expect("two of them").id;
    let part = |number: &&str| {
        let row = overview.parts.iter().find(|row| row.number == *number);
        row.expect("it is in the catalogue").id
    };
    let parts: Vec<PartId> = numbers.iter().map(part).collect();
    let line = |part: &PartId| StockLine { part: *part, quantity: 3, serial: None };
    let lines: Vec<StockLine> = parts.iter().map(line).collect();
    let receiving = Receiving { lines: lines.clone(), ..Receiving::default() };
    wait(cx.engine.receive_parts(receiving)).expect("a delivery");
    wait(cx.engine.issue_parts(technician, lines)).expect("enough came");

    parts
}

fn hands(cx: &Context) -> Hands<Sheets> {
    Hands::new(Sheets::new(None, cx), cx)
}

/// Opens the first sheet, whose work is finished, without the times.
fn to_codes(hands: &mut Hands<Sheets>) -> &mut Hands<Sheets> {
    hands.enter("1").press(Enter).write("1")
}

/// Nothing was measured on this water heater.
fn past_readings(hands: &mut Hands<Sheets>) -> &mut Hands<Sheets> {
    hands.press(Enter)
}

/// What was written down of a visit.
fn result(cx: &Context, order: OrderId) -> domain::VisitResult {
    let file = wait(cx.engine.order(order)).expect("readable");

    file.visits[0].result.clone().expect("its sheet is in")
}

fn state(cx: &Context, order: OrderId) -> State {
    let open = wait(cx.engine.unreturned()).expect("readable");
    let row = open.iter().find(|sheet| sheet.visit.order == order);
    row.map_or(State::SheetIn, |sheet| sheet.visit.order_state)
}

/// What the customer owes by the sheet on screen, as it is typed.
fn due(hands: &Hands<Sheets>) -> String {
    let paper = hands.room.paper.as_ref().expect("a sheet is open");
    let due = paper.bill().total(domain::Payer::Customer);

    hands.cx.locale.money_figures(due)
}

#[test]
fn a_repair_with_two_parts_is_entered_without_a_mouse() {
    let cx = context();
    let orders = out(&cx, 2);
    let parts = in_van(&cx, &["WH-1001", "WH-1003"]);
    let mut hands = hands(&cx);
    assert!(hands.sees("SH01-A00001"), "it is listed as out");

    hands.enter("1");
    let at_number = hands.keys;
    hands.enter("0730").enter("0845").write("1").press(Enter).enter("15").enter("1");
    hands.enter("220").enter("100").enter("0.25");
    hands.enter("01").enter("03").press(Enter);
    let due = due(&hands);
    assert_ne!(due, "0.00");
    hands.write(due.trim_end_matches(".00")).press(F10);
    assert!(
        hands.keys <= 45,
        "a repair with two parts took {} keys, {at_number} for the number",
        hands.keys
    );

    let notice = hands.notices.last().expect("it says so");
    assert_eq!(notice.tone, ui::Tone::Success);
    assert!(notice.undo.is_some());
    assert_eq!(state(&cx, orders[0]), State::SheetIn);
    let overview = wait(cx.engine.parts_overview()).expect("readable");
    for part in parts {
        let row = overview.parts.iter().find(|row| row.id == part).expect("it is there");
        let van: i64 = row
            .held
            .iter()
            .filter(|(place, _)| matches!(place, Location::Van(_)))
            .map(|(_, count)| *count)
            .sum();
        assert_eq!(van, 2, "{} left the van", row.number);
    }

    // The cursor stands in the number of the next sheet.
    hands.refresh().enter("2");
    let open = hands.room.paper.as_ref().map(|paper| paper.form.order);
    assert_eq!(open, Some(orders[1]));
}

#[test]
fn a_number_that_leads_nowhere_is_refused_in_words() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("99");

    assert!(hands.room.paper.is_none());
    let words = cx.locale.problem_sheet_unknown("99");
    assert!(hands.sees(&words), "{words}");
    // What was wrong is selected, so typing replaces it.
    hands.enter("1");
    assert!(hands.room.paper.is_some());
}

#[test]
fn finished_work_without_a_measure_is_refused_beside_the_field() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1").press(Enter).write("1").press(F10);
    assert!(hands.sees(&cx.locale.problem_missing()), "cash is due and not typed");
    hands.enter("15").enter("3").press(F10).press(F10);

    assert_eq!(state(&cx, orders[0]), State::Booked);
    assert!(hands.sees(&cx.locale.problem_missing()), "the measure is missing");
    // The cursor is there already.
    hands.write("1").press(Enter).press(F10).press(F10);
    assert_eq!(state(&cx, orders[0]), State::SheetIn);
}

#[test]
fn nobody_home_takes_three_keys_after_the_number() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1");
    let before = hands.keys;
    hands.press(Enter).write("3").press(F10);

    assert_eq!(hands.keys - before, 3);
    assert_eq!(hands.notices.len(), 1);
    assert_eq!(state(&cx, orders[0]), State::SheetIn, "it is not out any more");
}

#[test]
fn parts_are_scanned_one_after_another_and_counted_with_a_star() {
    let cx = context();
    out(&cx, 1);
    in_van(&cx, &["WH-1001", "WH-1003"]);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("1");
    past_readings(&mut hands);
    let counted = |hands: &Hands<Sheets>| {
        let paper = hands.room.paper.as_ref().expect("it is open");
        paper.typed.lines.iter().map(|line| line.quantity).collect::<Vec<_>>()
    };
    hands.enter("WH-1001").enter("WH-1003");
    assert_eq!(counted(&hands), [1, 1]);
    hands.enter("*2").enter("02*3");
    assert_eq!(counted(&hands), [1, 2, 3], "the last one twice, another three times");
    assert!(hands.sees("WH-1003 温控器"));
    hands.press(F8);
    let paper = hands.room.paper.as_ref().expect("it is open");
    assert!(paper.typed.lines[2].old, "F8 ticks the old part of the last line");
}

#[test]
fn a_part_that_nobody_knows_is_refused_beside_its_field() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("1");
    past_readings(&mut hands).enter("ZZ-9999");

    assert!(hands.sees(&cx.locale.problem_names_nothing()));
    let paper = hands.room.paper.as_ref().expect("it is open");
    assert_eq!(paper.typed.line.text, "ZZ-9999", "what was typed stays");
}

#[test]
fn a_sheet_is_opened_from_the_list() {
    let cx = context();
    let orders = out(&cx, 2);
    let mut hands = hands(&cx);
    hands.press(iced::keyboard::key::Named::F6).press(ArrowDown).press(Enter);
    let open = hands.room.paper.as_ref().map(|paper| paper.form.order);

    assert_eq!(open, Some(orders[1]));
}

#[test]
fn everything_on_the_paper_is_typed_in_its_order() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1").enter("730").enter("8:45").write("1");
    // Enter would leave out the rest of the readings; Tab leaves out one.
    hands.press(Enter).enter("15").enter("3").enter("221.5").press(Tab).enter("0.25");
    hands.press(Enter);
    let due = due(&hands);
    hands.enter(&due).press(Enter).write("2").enter("Shown how to use it");

    let result = result(&cx, orders[0]);
    let read: Vec<_> = result.readings.iter().map(|it| (it.kind, it.figures())).collect();
    let expected = [(ReadingKind::Voltage, "221.5"), (ReadingKind::WaterPressure, "0.25")];
    assert_eq!(read, expected.map(|(kind, figures)| (kind, figures.to_owned())));
    assert_eq!(result.grade, Some(Grade::Satisfied));
    assert_eq!(result.remark.as_deref(), Some("Shown how to use it"));
    let minutes = result.arrived.zip(result.ended).map(|(from, to)| (to.0 - from.0) / 60_000);
    assert_eq!(minutes, Some(75));
    let offset = cx.engine.clock().offset();
    assert_eq!(result.arrived.map(|it| it.day(offset)), Some(cx.engine.clock().today()));
}

#[test]
fn enter_alone_leads_through_the_whole_sheet() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1").press(Enter).press(Enter).press(Enter).enter("15").enter("3");
    past_readings(&mut hands).press(Enter);
    let due = due(&hands);
    hands.enter(&due).press(Enter).press(Enter).press(Enter);

    let result = result(&cx, orders[0]);
    assert_eq!((result.arrived, result.ended, result.grade), (None, None, None));
    assert_eq!(result.readings, []);
}

#[test]
fn a_reading_that_cannot_be_is_refused_with_what_can() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("1").enter("2200");
    assert!(hands.sees(&cx.locale.sheet_reading_range("0", "500 V")));
    hands.enter("220");
    let paper = hands.room.paper.as_ref().expect("it is open");

    assert_eq!(paper.typed.readings.get(&ReadingKind::Voltage).map(String::as_str), Some("220"));
    assert!(paper.errors.is_empty());
}

#[test]
fn fields_bear_the_numbers_that_they_have_on_the_paper() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    hands.enter("1");
    let locale = &cx.locale;

    for words in [
        format!("① {}", locale.paper_arrived()),
        format!("③ {}", locale.paper_outcome()),
        format!("⑧ {}", locale.sheet_part()),
        format!("⑪ {}", locale.charge_cash()),
        format!("⑬ {}", locale.paper_remarks()),
    ] {
        assert!(hands.sees(&words), "{words}");
    }
}

#[test]
fn everything_that_is_missing_is_said_at_once_and_stays_said_until_it_is_put_right() {
    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(F10);
    let wrong = |hands: &Hands<Sheets>| {
        let paper = hands.room.paper.as_ref().expect("it is open");
        let names = ["outcome", "fault", "cause", "measure", "cash"].into_iter();
        names.filter(|name| paper.wrong(name, &cx.locale).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&hands), ["cause", "measure", "cash"]);

    // The focus is in the first of them.
    hands.enter("15");
    assert_eq!(wrong(&hands), ["measure", "cash"]);
    hands.enter("1");
    assert_eq!(wrong(&hands), ["cash"]);
}

#[test]
fn nothing_on_the_sheet_moves_while_it_is_typed_or_refused() {
    use iced_test::selector::id;

    let cx = context();
    out(&cx, 1);
    let mut hands = hands(&cx);
    let place = |hands: &Hands<Sheets>| {
        let view: Element<'_, Message> = ui::root(hands.room.view(&hands.cx));
        let size = iced::Size::new(1366.0, 768.0);
        let mut screen = iced_test::Simulator::with_size(ui::settings(), size, view);
        let found = screen.find(id(super::paper::CASH)).expect("the cash is on the sheet");
        iced_test::selector::Bounded::bounds(&found).y
    };
    hands.enter("1");
    let before = place(&hands);
    hands.press(F10);
    assert!((place(&hands) - before).abs() < 1.0, "refused");
    hands.write("1");
    assert!((place(&hands) - before).abs() < 1.0, "typed");
}

#[test]
fn a_number_that_is_not_whole_offers_what_it_may_be() {
    let cx = context();
    let _ = out(&cx, 10);
    let mut hands = hands(&cx);
    hands.enter("0");
    assert!(hands.room.paper.is_none());
    let offered = hands.room.offered().first().expect("one ends so").number.clone();
    assert!(offered.ends_with('0'), "{offered}");
    hands.press(ArrowDown);
    hands.press(Enter);

    assert_eq!(hands.room.paper.as_ref().map(|paper| paper.form.number.clone()), Some(offered));
}

#[test]
fn work_that_builds_a_part_in_names_it_or_says_that_it_came_from_elsewhere() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("1");
    past_readings(&mut hands).press(Enter);
    assert!(hands.sees(&cx.locale.sheet_which_part()), "Enter does not pass over it");
    hands.press(F7).write("120").press(F10);

    assert_eq!(state(&cx, orders[0]), State::SheetIn);
    let result = result(&cx, orders[0]);
    assert!(result.foreign_part && result.measure.as_deref() == Some("M01"));
}

#[test]
fn a_repair_is_not_finished_without_its_cause() {
    let cx = context();
    let orders = out(&cx, 1);
    let mut hands = hands(&cx);
    past_readings(to_codes(&mut hands).press(Enter).press(Enter).enter("3"));
    let due = due(&hands);
    hands.focus(paper::CASH).write(&due).press(F10);
    assert!(hands.sees(&cx.locale.problem_missing()), "it is said beside the field");
    assert_ne!(state(&cx, orders[0]), State::SheetIn);

    hands.write("15").press(F10);
    assert_eq!(result(&cx, orders[0]).cause.as_deref(), Some("C15"));
}
