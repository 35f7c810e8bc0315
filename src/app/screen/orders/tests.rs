//! Tests of the list of orders.

use engine::{Intake, Stage};
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced_test::simulator;

use super::{Message, Orders};
use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;
use crate::testing::{call, context, settle, wait};

fn follow(room: &mut Orders, first: Message, cx: &Context) {
    let mut waiting = vec![first];
    while let Some(message) = waiting.pop() {
        if let Action::Run(task) = room.update(message, cx) {
            waiting.extend(settle(task));
        }
    }
}

fn entered(cx: &Context) -> Orders {
    let (mut room, task) = Orders::new(cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

#[test]
fn the_list_says_how_to_begin_while_there_is_no_order() {
    let cx = context();
    let room = entered(&cx);
    let mut ui = simulator(room.view(&cx));

    assert!(ui.find(cx.locale.order_none()).is_ok());
    assert!(ui.find(cx.locale.window_new_order()).is_ok());
}

#[test]
fn keys_alone_find_an_order_and_open_it() {
    let cx = context();
    for name in ["Ouyang", "Zhang"] {
        wait(cx.engine.receive_order(Intake { name: name.into(), ..call() })).expect("a call");
    }
    let mut room = entered(&cx);
    assert_eq!(room.rows.len(), 2);
    follow(&mut room, Message::TextChanged("zhang".into()), &cx);
    assert_eq!(room.rows.len(), 1);

    let down = Shortcut { key: Key::Named(Named::ArrowDown), modifiers: Modifiers::empty() };
    let message = room.key(&down).expect("down goes to the list");
    follow(&mut room, message, &cx);
    assert_eq!(room.selected, Some(0));
    let order = room.rows[0].id;
    let asked = room.update(Message::Activated(0), &cx);
    assert!(matches!(asked, Action::Open(Place::Order(opened)) if opened == order));
}

#[test]
fn a_stage_without_orders_says_so_and_keeps_the_counts() {
    let cx = context();
    wait(cx.engine.receive_order(call())).expect("a call");
    let mut room = entered(&cx);
    follow(&mut room, Message::StagePressed(Stage::Over), &cx);

    assert!(room.rows.is_empty());
    assert!(room.counts.contains(&(Stage::ToAssign, 1)));
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find(cx.locale.order_none_here()).is_ok());
}
