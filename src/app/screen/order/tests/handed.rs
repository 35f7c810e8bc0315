//! An order that two branches share, as its file shows it.

use domain::{Handover, HandoverEnd, OrderNumber, OtherHalf};

use super::*;

fn half(branch: &str, room: &OrderFile) -> OtherHalf {
    let number = OrderNumber::new(branch, OrderNumber::HEADQUARTERS, 7).expect("a number");

    OtherHalf { branch: branch.to_owned(), number, order: room.file.as_ref().expect("read").id }
}

/// The words that stand above an order that says so much of other branches.
fn shown(room: &mut OrderFile, handover: Handover, cx: &Context) -> Vec<String> {
    room.file.as_mut().expect("read").handover = handover.clone();
    let words = super::super::view::handed(&handover, &cx.locale).expect("something to say");
    let mut screen = simulator(room.view(cx));
    screen.find(words.as_str()).expect("on screen");

    words.lines().map(str::to_owned).collect()
}

#[test]
fn the_file_says_where_an_order_came_from_and_where_it_went_and_how_it_ended() {
    let cx = context();
    let mut room = opened(&cx);
    let from = Handover { from: Some(half("SH01", &room)), ..Handover::default() };
    let came = shown(&mut room, from, &cx);
    assert!(came.len() == 1 && came[0].contains("SH01-H00007"), "{came:?}");

    let to = Handover { to: Some(half("SZ01", &room)), ..Handover::default() };
    let went = shown(&mut room, to.clone(), &cx);
    assert!(went.len() == 1 && went[0].contains("SZ01-H00007"), "{went:?}");

    let end = HandoverEnd { state: Some(State::Closed), to: Some(half("BJ01", &room)) };
    let ended = shown(&mut room, Handover { end: Some(end), ..to }, &cx);
    assert_eq!(ended.len(), 3);
    assert!(ended[1].contains("BJ01-H00007"), "{ended:?}");
    assert!(ended[2].contains(&cx.locale.state(State::Closed)), "{ended:?}");
}

#[test]
fn an_order_of_one_branch_says_nothing_of_others() {
    let cx = context();
    assert_eq!(super::super::view::handed(&Handover::default(), &cx.locale), None);
}
