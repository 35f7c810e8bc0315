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

#[test]
fn the_half_that_another_branch_has_is_shown_with_its_visits_and_what_they_came_to() {
    let cx = context();
    let mut room = opened(&cx);
    let file = room.file.as_mut().expect("read");
    let id = domain::VisitId(file.id.0);
    let visit = domain::Visit {
        order: file.id,
        ordinal: 1,
        technician: domain::StaffId(file.id.0),
        slot: None,
        booked: false,
        state: domain::VisitState::Ended,
    };
    let result = serde_json::json!({
        "visit": id, "order": file.id, "outcome": "not_home", "remark": "Nobody opened", "at": 0
    });
    let entry = engine::VisitEntry {
        id,
        visit,
        technician: "Chen Zhiqiang".into(),
        result: Some(serde_json::from_value(result).expect("a sheet")),
        needed: Vec::new(),
        copies: 0,
    };
    let part = engine::PartUse {
        number: "WH-1001".into(),
        name: "Element".into(),
        unit: "pc".into(),
        quantity: 1,
    };
    let order = file.order.clone();
    let half = half("SZ01", &room);
    room.file.as_mut().expect("read").there = vec![engine::HalfThere {
        half,
        branch: "Nanshan".into(),
        order,
        state: State::Ready,
        visits: vec![entry],
        parts: vec![part],
    }];

    let mut screen = simulator(room.view(&cx));
    let heading = cx.locale.order_half_there("SZ01 Nanshan", "SZ01-H00007");
    let outcome = cx.locale.outcome(domain::Outcome::NotHome);
    for words in [heading.as_str(), "Chen Zhiqiang", &outcome, "Nobody opened", "Element"] {
        assert!(screen.find(words).is_ok(), "{words}");
    }
}
