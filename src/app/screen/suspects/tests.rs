//! Tests of the room of suspected duplicates.

use domain::Phone;
use iced::keyboard::{Key, Modifiers};

use super::*;
use crate::testing::{call, context, settle, wait};

fn follow(room: &mut Suspects, first: Message, cx: &Context) {
    let mut waiting = vec![first];
    while let Some(message) = waiting.pop() {
        if let Action::Run(task) | Action::Tell(_, task) = room.update(message, cx) {
            waiting.extend(settle(task));
        }
    }
}

/// The room of an office in which somebody was written down twice.
fn opened(cx: &Context) -> Suspects {
    wait(cx.engine.receive_order(call())).expect("a call");
    let again = engine::Intake { phone: Phone::parse("139 0000 1111"), ..call() };
    wait(cx.engine.receive_order(again)).expect("a call");
    let (mut room, task) = Suspects::new(cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

fn press(room: &mut Suspects, key: Named, cx: &Context) {
    let shortcut = Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() };
    let message = room.key(&shortcut).expect("the key does something");
    follow(room, message, cx);
}

#[test]
fn who_was_written_down_twice_is_compared_and_merged_by_two_keys() {
    let cx = context();
    let mut room = opened(&cx);
    let pair = room.pair(0).map(|pair| pair.map(|it| it.customer)).expect("a pair");
    press(&mut room, Named::Enter, &cx);
    assert!(room.asks());
    press(&mut room, Named::F10, &cx);

    assert!(!room.asks() && room.rows() == 0);
    let files = pair.map(|id| wait(cx.engine.household(id)).expect("a file").id);
    assert_eq!(files[0], files[1]);
    assert_eq!(wait(cx.engine.household(pair[0])).expect("a file").orders.len(), 2);
}

#[test]
fn who_is_not_the_same_stands_on_the_other_page_until_that_is_taken_back() {
    let cx = context();
    let mut room = opened(&cx);
    press(&mut room, Named::Delete, &cx);
    assert_eq!(room.rows(), 0);
    press(&mut room, Named::F6, &cx);
    assert!(room.apart && room.rows() == 1);
    press(&mut room, Named::Delete, &cx);
    press(&mut room, Named::F6, &cx);

    assert_eq!((room.rows(), room.apart), (1, false));
}

/// What the room asks when something changed in the office.
fn refresh(room: &mut Suspects, cx: &Context) {
    for message in settle(room.refresh(cx)).collect::<Vec<_>>() {
        follow(room, message, cx);
    }
}

#[test]
fn what_is_undone_is_listed_again_and_what_another_desk_settled_is_not() {
    let cx = context();
    let mut room = opened(&cx);
    let pair = room.chosen().expect("a pair");
    let found = wait(cx.engine.keep_apart((pair[0], pair[1]))).expect("two files");
    refresh(&mut room, &cx);
    assert_eq!(room.list.as_ref().map(|list| (list.total(false), list.total(true))), Some((0, 1)));
    wait(cx.engine.undo(found.undo)).expect("undone");
    refresh(&mut room, &cx);
    assert_eq!((room.rows(), room.chosen()), (1, Some(pair)));

    press(&mut room, Named::Enter, &cx);
    press(&mut room, Named::F10, &cx);
    assert_eq!(room.rows(), 0);
    let file = wait(cx.engine.household(pair[0])).expect("a file");
    let undo = wait(cx.engine.separate_file(file.joined[0].file)).expect("apart");
    refresh(&mut room, &cx);
    assert_eq!(room.rows(), 1);
    wait(cx.engine.undo(undo)).expect("together");
    // Nobody told the room.
    press(&mut room, Named::Delete, &cx);
    assert_eq!(room.rows(), 0);
}

#[test]
fn a_search_that_ends_meanwhile_moves_nobody_into_the_place_of_who_is_compared() {
    let cx = context();
    let mut room = opened(&cx);
    let again = engine::Intake { name: "王小明".into(), ..call() };
    let again = engine::Intake { phone: Phone::parse("137 0000 2222"), ..again };
    for _ in 0..2 {
        wait(cx.engine.receive_order(again.clone())).expect("a call");
    }
    let pair = room.chosen().expect("a pair");
    press(&mut room, Named::Enter, &cx);
    follow(&mut room, Message::AgainPressed, &cx);
    assert_eq!(room.rows(), 2);
    let other = room.list.as_ref().and_then(|list| list.place_of(false, pair));
    room.selected = other.map(|at| 1 - at);
    press(&mut room, Named::F10, &cx);

    assert_eq!(room.rows(), 1);
    assert_ne!(room.chosen(), Some(pair));
}

#[test]
fn a_list_that_is_cut_says_so() {
    let cx = context();
    let room = opened(&cx);
    let pairs = wait(cx.engine.suspects(engine::Progress::new())).expect("pairs").pairs;
    let found = Found { pairs, total: 700, ..Found::default() };
    let list = List::new(found);

    assert_eq!((list.rows(false), list.total(false), list.is_part(false)), (1, 700, true));
    assert!(!list.is_part(true) && !room.list.as_ref().expect("a list").is_part(false));
}
