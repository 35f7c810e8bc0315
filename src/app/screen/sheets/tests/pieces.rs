//! Parts of which each piece has a number.

use super::*;

/// Piece `S1` of a compressor lies in the store; the sheet of a job is open where its parts are typed.
fn at_the_parts(cx: &Context) -> (Hands<Sheets>, OrderId) {
    let orders = out(cx, 1);
    let overview = wait(cx.engine.parts_overview()).expect("readable");
    let part = overview.parts.iter().find(|row| row.number == "AC-5003").expect("a compressor").id;
    let lines = vec![StockLine { part, quantity: 1, serial: Some("S1".into()) }];
    wait(cx.engine.receive_parts(Receiving { lines, ..Receiving::default() })).expect("it came");
    let mut hands = hands(cx);
    to_codes(&mut hands).press(Enter).enter("15").enter("1");
    past_readings(&mut hands).enter("AC-5003");

    (hands, orders[0])
}

fn lines(hands: &Hands<Sheets>) -> Vec<(Option<String>, bool)> {
    let paper = hands.room.paper.as_ref().expect("it is open");

    paper.typed.lines.iter().map(|line| (line.serial.clone(), line.insisted)).collect()
}

#[test]
fn a_number_that_never_came_is_refused_at_its_field_until_somebody_insists() {
    let cx = context();
    let (mut hands, order) = at_the_parts(&cx);
    hands.enter("S7");
    let words = cx.locale.sheet_serial_never_came("S7");
    assert!(hands.sees(&words), "{words}");
    hands.enter("S7");
    assert!(lines(&hands).is_empty() && hands.sees(&words), "a label scanned twice is no answer");
    hands.press(F10);
    assert_eq!(lines(&hands), [(Some("S7".to_owned()), true)], "the key alone is one");

    let name = hands.room.paper.as_ref().and_then(|paper| {
        paper
            .typed
            .lines
            .first()
            .and_then(|line| paper.part(line.part))
            .map(|part| part.name.clone())
    });
    let doubt = cx.locale.sheet_doubt_never_came(&name.expect("a part"), "S7");
    assert!(hands.sees(&doubt), "it stands at the line");
    let due = due(&hands);
    hands.focus(paper::CASH).write(&due).press(F10);
    assert_eq!(state(&cx, order), State::SheetIn);
    let said = &hands.notices.last().expect("it says so").words;
    assert!(said.contains(&doubt), "{said}");
}

#[test]
fn a_number_that_lies_here_is_taken_once() {
    let cx = context();
    let (mut hands, _) = at_the_parts(&cx);
    hands.enter("S1");
    assert_eq!(lines(&hands), [(Some("S1".to_owned()), false)]);
    hands.enter("AC-5003").enter("S1").press(Enter);

    assert_eq!(lines(&hands).len(), 1);
    assert!(hands.sees(&cx.locale.sheet_serial_twice()));
}

#[test]
fn parts_of_one_name_are_told_apart_by_what_they_are_made_for() {
    let cx = context();
    let (mut hands, _) = at_the_parts(&cx);
    hands.enter("S1");

    let machine = cx.locale.category(domain::Category::AirConditioner);
    assert!(hands.sees(&cx.locale.parts_made_for("AC-5003 压缩机", &machine)));
}
