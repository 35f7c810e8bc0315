//! An order that two branches share, as its file shows it.

use domain::{Handover, HandoverEnd, HandoverWish, OrderNumber, OtherHalf};

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

#[test]
fn the_file_says_that_headquarters_was_asked_and_what_it_said() {
    let cx = context();
    let mut room = opened(&cx);
    assert!(letter(&room, "h").is_none(), "an office of its own has nobody to ask");
    let file = room.file.as_mut().expect("read");
    file.possible.push(Event::AskHandover);
    let asks = letter(&room, "h").expect("now there is somebody");
    follow(&mut room, asks, &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.order_ask_handover_why()).is_ok());
    follow(&mut room, Message::DialogClosed, &cx);

    let (at, by) = (domain::Moment(0), None);
    let wish = HandoverWish { why: "They moved".to_owned(), at, by, refused: None };
    let asked = cx.locale.order_handover_asked("They moved");
    room.file.as_mut().expect("read").handover.wish = Some(wish.clone());
    assert!(simulator(room.view(&cx)).find(asked.as_str()).is_ok());

    let refused = Some("You are the nearest".to_owned());
    room.file.as_mut().expect("read").handover.wish = Some(HandoverWish { refused, ..wish });
    let refused = cx.locale.order_handover_refused("You are the nearest");
    assert!(simulator(room.view(&cx)).find(refused.as_str()).is_ok());
    room.file.as_mut().expect("read").state = State::Closed;
    assert!(simulator(room.view(&cx)).find(refused.as_str()).is_err(), "that is over");
}
