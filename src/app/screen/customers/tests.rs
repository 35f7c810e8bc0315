//! Tests of the list of customers.

use iced::keyboard::{Key, Modifiers, key::Named};
use iced_test::simulator;

use super::{Customers, Message, PersonForm};
use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::screen::household::person;
use crate::shortcut::Shortcut;
use crate::testing::{call, context, settle, wait};

fn follow(room: &mut Customers, first: Message, cx: &Context) -> Action<Message> {
    let mut waiting = vec![first];
    let mut last = Action::None;
    while let Some(message) = waiting.pop() {
        match room.update(message, cx) {
            Action::Run(task) => waiting.extend(settle(task)),
            Action::None => {}
            asked => last = asked,
        }
    }

    last
}

fn entered(cx: &Context) -> Customers {
    let (mut room, task) = Customers::new(cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

#[test]
fn any_scrap_finds_a_customer_and_enter_opens_the_file() {
    let cx = context();
    let received = wait(cx.engine.receive_order(call())).expect("a call");
    let mut room = entered(&cx);
    assert_eq!(room.page.total, 1);
    follow(&mut room, Message::TextChanged("5678".into()), &cx);
    assert_eq!(room.hits.len(), 1);

    let customer = room.hits[0].customer;
    let asked = room.update(Message::Activated(customer), &cx);
    assert!(matches!(asked, Action::Open(Place::Household(id)) if id == received.customer));
    follow(&mut room, Message::TextChanged("nobody at all".into()), &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.customer_not_found()).is_ok());
}

#[test]
fn one_enter_opens_what_was_looked_for_also_before_it_is_found() {
    let cx = context();
    let received = wait(cx.engine.receive_order(call())).expect("a call");
    let mut room = entered(&cx);
    let enter = Shortcut { key: Key::Named(Named::Enter), modifiers: Modifiers::empty() };
    let Action::Run(found) = room.update(Message::TextChanged("5678".into()), &cx) else {
        panic!("it is looked for")
    };
    let pressed = room.key(&enter).expect("Enter opens");
    assert!(matches!(room.update(pressed, &cx), Action::None), "nothing is found yet");
    let asked = settle(found).map(|message| room.update(message, &cx)).last();
    assert!(matches!(asked, Some(Action::Open(Place::Household(id))) if id == received.customer));

    let again = room.key(&enter).expect("Enter opens");
    let asked = room.update(again, &cx);
    assert!(matches!(asked, Action::Open(Place::Household(id)) if id == received.customer));
}

#[test]
fn a_list_that_is_saved_holds_all_that_are_found_by_what_stands_in_the_field() {
    let cx = context();
    wait(cx.engine.receive_order(call())).expect("a call");
    let other = engine::Intake {
        name: "Zhang Wei".into(),
        phone: domain::Phone::parse("137 8765 4321"),
        ..call()
    };
    wait(cx.engine.receive_order(other)).expect("another call");
    let mut room = entered(&cx);
    follow(&mut room, Message::TextChanged("5678".into()), &cx);
    // What is typed since was not looked for yet.
    room.text = "Zhang Wei".into();
    let listing = wait(room.listing(&cx)).expect("a list");
    let names: Vec<_> = listing.rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, [engine::Listed::from("Zhang Wei")]);
}

#[test]
fn whoever_is_marked_stays_marked_when_others_come_before_them() {
    let cx = context();
    let received = wait(cx.engine.receive_order(call())).expect("a call");
    let mut room = entered(&cx);
    follow(&mut room, Message::ListPressed, &cx);
    let newer = engine::Intake { phone: domain::Phone::parse("138 1234 9999"), ..call() };
    wait(cx.engine.receive_order(newer)).expect("another call");
    for message in settle(room.refresh(&cx)).collect::<Vec<_>>() {
        follow(&mut room, message, &cx);
    }
    assert_ne!(room.marks()[0].0, received.customer, "the newest file comes first");

    let marked = room.selected.expect("somebody is marked");
    assert_eq!(marked, (received.customer, None));
    assert_eq!(room.marks().iter().position(|row| *row == marked), Some(1));
}

#[test]
fn a_new_customer_opens_a_file_and_a_nameless_one_does_not() {
    let cx = context();
    let mut room = entered(&cx);
    follow(&mut room, Message::NewPressed, &cx);
    follow(&mut room, Message::Person(person::Message::SavePressed), &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.problem_missing()).is_ok());

    let name = Message::Person(person::Message::NameChanged("Zhang Wei".into()));
    follow(&mut room, name, &cx);
    let asked = follow(&mut room, Message::Person(person::Message::SavePressed), &cx);
    assert!(matches!(asked, Action::TellAndOpen(_, Place::Household(_))));
}

#[test]
fn what_was_typed_of_somebody_new_is_there_again_whatever_is_looked_for_meanwhile() {
    let cx = context();
    let mut room = entered(&cx);
    follow(&mut room, Message::NewPressed, &cx);
    let name = |name: &str| Message::Person(person::Message::NameChanged(name.into()));
    follow(&mut room, name("Zhang Wei"), &cx);
    follow(&mut room, Message::DialogClosed, &cx);
    assert!(room.is_half_written(), "the room is held while nobody stands in it");
    follow(&mut room, Message::TextChanged("5678".into()), &cx);
    follow(&mut room, Message::NewPressed, &cx);
    assert_eq!(room.form.as_ref().map(PersonForm::name), Some("Zhang Wei"));

    follow(&mut room, name(""), &cx);
    follow(&mut room, Message::DialogClosed, &cx);
    assert!(!room.is_half_written(), "whoever empties the form wants none of it");
    follow(&mut room, Message::NewPressed, &cx);
    let form = room.form.as_ref().map(|form| (form.name().to_owned(), form.says_something()));
    assert_eq!(form, Some((String::new(), false)), "what is looked for is a number");
}
