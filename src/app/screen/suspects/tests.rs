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
