//! Tests of a customer's file.

use domain::Level;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced_test::simulator;

use super::{Editor, Household, Message, address, erasing, machine, person};
use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;
use crate::testing::{call, context, settle, wait};

fn follow(room: &mut Household, first: Message, cx: &Context) {
    let mut waiting = vec![first];
    while let Some(message) = waiting.pop() {
        if let Action::Run(task) | Action::Tell(_, task) = room.update(message, cx) {
            waiting.extend(settle(task));
        }
    }
}

fn opened(cx: &Context) -> Household {
    let received = wait(cx.engine.receive_order(call())).expect("a call");
    let (mut room, task) = Household::new(received.customer, cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

#[test]
fn one_key_takes_an_order_for_a_machine() {
    let cx = context();
    let mut room = opened(&cx);
    let machine = room.file.as_ref().expect("read").machines[0].id;
    let one = Shortcut { key: Key::Character("1".into()), modifiers: Modifiers::COMMAND };
    let message = room.key(&one).expect("the first machine");

    let Action::Open(Place::Intake(caller)) = room.update(message, &cx) else { panic!("no room") };
    assert_eq!((caller.customer, caller.appliance), (Some(room.id), Some(machine)));
}

#[test]
fn a_customer_is_edited_where_they_stand() {
    let cx = context();
    let mut room = opened(&cx);
    follow(&mut room, Message::PersonPressed, &cx);
    for message in [
        person::Message::VipToggled(true),
        person::Message::PhoneAdded,
        person::Message::NumberChanged(1, "021-5888 6688".into()),
        person::Message::LabelChanged(1, "office".into()),
        person::Message::SavePressed,
    ] {
        follow(&mut room, Message::Person(message), &cx);
    }
    let customer = &room.file.as_ref().expect("read").customer;
    assert_eq!((customer.level, customer.phones.len()), (Level::Vip, 2));
    assert!(room.editor.is_none());
    assert!(simulator(room.view(&cx)).find("office").is_ok());
}

#[test]
fn a_phone_that_is_none_is_said_beside_it_and_stays_typed() {
    let cx = context();
    let mut room = opened(&cx);
    follow(&mut room, Message::PersonPressed, &cx);
    for message in
        [person::Message::NumberChanged(0, "ask her".into()), person::Message::SavePressed]
    {
        follow(&mut room, Message::Person(message), &cx);
    }
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find(cx.locale.problem_phone()).is_ok());
    drop(ui);
    assert_eq!(room.file.as_ref().map(|file| file.customer.phones.len()), Some(1));
}

#[test]
fn an_address_without_words_is_refused_beside_its_field() {
    let cx = context();
    let mut room = opened(&cx);
    follow(&mut room, Message::AddressPressed(None), &cx);
    follow(&mut room, Message::Address(address::Message::SavePressed), &cx);

    assert!(simulator(room.view(&cx)).find(cx.locale.problem_missing()).is_ok());
    assert_eq!(room.file.as_ref().map(|file| file.addresses.len()), Some(1));
}

#[test]
fn a_house_with_many_machines_is_shown_in_parts_and_a_new_one_is_seen() {
    let cx = context();
    let mut room = opened(&cx);
    let first = room.file.as_ref().expect("read").machines[0].appliance.clone();
    for at in 0..24 {
        let machine = domain::Appliance { model: Some(format!("M{at}")), ..first.clone() };
        wait(cx.engine.save_appliance(None, machine)).expect("a machine");
    }
    let read = room.refresh(&cx);
    for message in settle(read).collect::<Vec<_>>() {
        follow(&mut room, message, &cx);
    }
    let more = cx.locale.list_more(5_u64);
    assert!(simulator(room.view(&cx)).find(more.as_str()).is_ok());
    assert_eq!(room.shown.machines.of(&room.file.as_ref().expect("read").machines).len(), 20);

    follow(&mut room, Message::MachinePressed(None), &cx);
    let washer = domain::Category::ALL.iter().position(|it| *it == domain::Category::Washer);
    for message in
        [machine::Message::CategoryPicked(washer.expect("a kind")), machine::Message::SavePressed]
    {
        follow(&mut room, Message::Machine(message), &cx);
    }
    let machines = &room.file.as_ref().expect("read").machines;
    assert_eq!(room.shown.machines.of(machines).len(), 26);
}

#[test]
fn birthday_year_of_make_and_invoice_are_written_down_and_shown() {
    let cx = context();
    let mut room = opened(&cx);
    follow(&mut room, Message::PersonPressed, &cx);
    for text in ["31 June", "5-17"] {
        let typed = person::Message::BirthdayChanged(text.into());
        follow(&mut room, Message::Person(typed), &cx);
        follow(&mut room, Message::Person(person::Message::SavePressed), &cx);
        assert_eq!(room.editor.is_some(), text == "31 June", "{text}");
    }
    assert!(simulator(room.view(&cx)).find("17 May").is_ok());

    let machine = room.file.as_ref().expect("read").machines[0].id;
    follow(&mut room, Message::MachinePressed(Some(machine)), &cx);
    for message in [
        machine::Message::Typed(machine::Line::Purchased, String::new()),
        machine::Message::Typed(machine::Line::Made, "7".into()),
        machine::Message::Typed(machine::Line::Invoice, "0044192".into()),
        machine::Message::SavePressed,
    ] {
        follow(&mut room, Message::Machine(message), &cx);
    }
    let known = &room.file.as_ref().expect("read").machines[0].appliance;
    assert_eq!((known.made, known.invoice.as_deref()), (Some(2019), Some("0044192")));
    let words = [cx.locale.household_made("2019"), cx.locale.household_invoice("0044192")];
    assert!(simulator(room.view(&cx)).find(words.join(" · ").as_str()).is_ok());
}

#[test]
fn what_is_being_saved_stays_until_it_is_and_its_way_back_is_told() {
    let cx = context();
    let mut room = opened(&cx);
    follow(&mut room, Message::PersonPressed, &cx);
    follow(&mut room, Message::Person(person::Message::VipToggled(true)), &cx);
    let save = Message::Person(person::Message::SavePressed);
    let Action::Run(saving) = room.update(save, &cx) else { panic!("it is saved") };
    follow(&mut room, Message::EditorClosed, &cx);
    follow(&mut room, Message::MachinePressed(None), &cx);
    let mut told = Vec::new();
    for answer in settle(saving).collect::<Vec<_>>() {
        if let Action::Tell(notice, _) = room.update(answer, &cx) {
            told.push(notice.undo.is_some());
        }
    }

    assert_eq!(told, [true]);
}

#[test]
fn what_is_half_written_is_not_thrown_away_for_another_form() {
    let cx = context();
    let mut room = opened(&cx);
    follow(&mut room, Message::PersonPressed, &cx);
    follow(&mut room, Message::MachinePressed(None), &cx);
    assert!(matches!(room.editor, Some(Editor::Machine(_))), "nothing was written yet");

    let typed = machine::Message::Typed(machine::Line::Serial, "S-77".into());
    follow(&mut room, Message::Machine(typed), &cx);
    let told = room.update(Message::AddressPressed(None), &cx);
    assert!(matches!(told, Action::Tell(..)));
    assert!(matches!(room.editor, Some(Editor::Machine(_))), "the serial number is still there");
}

#[test]
fn the_orders_are_reached_by_the_arrow_down_and_opened_by_enter() {
    let cx = context();
    let mut room = opened(&cx);
    let key = |key| Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() };
    let down = room.key(&key(Named::ArrowDown)).expect("there is an order");
    follow(&mut room, down, &cx);
    assert_eq!(room.selected, Some(0));

    let opened = room.update(Message::OrderActivated(0), &cx);
    assert!(matches!(opened, Action::Open(Place::Order(_))));
}

#[test]
fn a_person_is_erased_in_two_steps_and_nothing_can_be_written_there_afterwards() {
    let cx = context();
    let received = wait(cx.engine.receive_order(call())).expect("a call");
    let reason = domain::CancelReason::Duplicate;
    wait(cx.engine.cancel_order(received.order, reason, None)).expect("cancelled");
    let (mut room, task) = Household::new(received.customer, &cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, &cx);
    }
    let save = Shortcut { key: Key::Named(Named::F10), modifiers: Modifiers::empty() };
    follow(&mut room, Message::ErasePressed, &cx);
    let first = room.key(&save).expect("a step");
    follow(&mut room, first.clone(), &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.household_erase_why_missing()).is_ok());

    follow(&mut room, Message::Erasing(erasing::Message::ReasonPicked(0)), &cx);
    follow(&mut room, first, &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.household_erase_never()).is_ok());
    let second = room.key(&save).expect("a second step");
    follow(&mut room, second, &cx);

    assert!(room.file.as_ref().is_some_and(|file| file.customer.erased));
    assert!(room.erasing.is_none());
    let edit = Shortcut { key: Key::Named(Named::F2), modifiers: Modifiers::empty() };
    assert!(room.key(&edit).is_none());
    let down = Shortcut { key: Key::Named(Named::ArrowDown), modifiers: Modifiers::empty() };
    assert!(matches!(room.key(&down), Some(Message::ListPressed)), "its orders are still there");
    for deed in [cx.locale.household_order_for_machine(), cx.locale.callback_complain()] {
        assert!(simulator(room.view(&cx)).find(deed.as_str()).is_err(), "{deed}");
    }
    assert!(simulator(room.view(&cx)).find(cx.locale.household_new_order()).is_err());
}

#[test]
fn nobody_is_erased_while_somebody_is_still_to_come() {
    let cx = context();
    let mut room = opened(&cx);
    follow(&mut room, Message::ErasePressed, &cx);

    assert!(simulator(room.view(&cx)).find(cx.locale.problem_orders_open(1)).is_ok());
    let save = Shortcut { key: Key::Named(Named::F10), modifiers: Modifiers::empty() };
    let step = room.key(&save).expect("a step");
    follow(&mut room, step, &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.household_erase_never()).is_err());
}

#[test]
fn a_complaint_is_about_the_order_that_is_marked_and_the_latest_one_is() {
    let cx = context();
    let mut room = opened(&cx);
    let order = room.file.as_ref().expect("read").orders[0].clone();
    let t = Shortcut { key: Key::Character("t".into()), modifiers: Modifiers::empty() };
    let message = room.key(&t).expect("T takes a complaint down");

    let Action::Open(Place::Intake(caller)) = room.update(message, &cx) else { panic!("no room") };
    assert_eq!(caller.origin, Some((order.id, order.number)));
}

#[test]
fn the_card_says_in_one_look_what_was_promised_and_what_to_mind() {
    let cx = context();
    let now = cx.engine.clock().now();
    let promised = domain::Slot::new(cx.engine.clock().today(), 600, 660).ok();
    let intake = engine::Intake { promised, ..call() };
    let received = wait(cx.engine.receive_order(intake)).expect("a call");
    let (mut room, task) = Household::new(received.customer, &cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, &cx);
    }
    follow(&mut room, Message::PersonPressed, &cx);
    for message in [
        person::Message::LanguageChanged("Shanghainese".into()),
        person::Message::NoteChanged("a big dog".into()),
        person::Message::BirthdayChanged("11-24".into()),
        person::Message::RefusedToggled(domain::Channel::Letter, true),
        person::Message::SavePressed,
    ] {
        follow(&mut room, Message::Person(message), &cx);
    }
    let words = [
        cx.locale.household_speaks("Shanghainese"),
        cx.locale.household_birthday_in(3_i64),
        cx.locale.consent_refused_list(&cx.locale.channel(domain::Channel::Letter)),
        "a big dog".to_owned(),
    ];
    for words in words {
        assert!(simulator(room.view(&cx)).find(words.as_str()).is_ok(), "{words}");
    }
    let late = cx.locale.household_late();
    assert!(simulator(room.view(&cx)).find(late.as_str()).is_err());
    cx.engine.clock().set(now.plus_hours(3));
    assert!(simulator(room.view(&cx)).find(late.as_str()).is_ok());
}

#[test]
fn a_sale_without_its_shop_is_refused_beside_the_field() {
    let cx = context();
    let mut room = opened(&cx);
    let f9 = Shortcut { key: Key::Named(Named::F9), modifiers: Modifiers::empty() };
    let pressed = room.key(&f9).expect("a sale");
    follow(&mut room, pressed, &cx);
    for message in [
        machine::Message::CategoryPicked(2),
        machine::Message::Typed(machine::Line::Purchased, "2026-11-20".into()),
        machine::Message::Typed(machine::Line::Seller, "Ms Lin".into()),
        machine::Message::SavePressed,
    ] {
        follow(&mut room, Message::Machine(message), &cx);
    }
    assert!(simulator(room.view(&cx)).find(cx.locale.problem_missing()).is_ok());
    let shop = machine::Message::Typed(machine::Line::Shop, "Suning".into());
    for message in [shop, machine::Message::SavePressed] {
        follow(&mut room, Message::Machine(message), &cx);
    }
    assert!(room.editor.is_none());
    assert_eq!(room.file.as_ref().expect("read").feedback, []);
    let rows = wait(cx.engine.registrations(None)).expect("readable");
    assert_eq!((rows[0].registered, rows[0].seller.as_deref()), (1, Some("Ms Lin")));
}
