//! Complaints, by keys.

use super::*;

#[test]
fn a_complaint_goes_all_its_way_by_keys() -> Result<(), iced_test::Error> {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let mut calls = room(None, &cx);
    write(&mut calls, "Two hours late", &cx);
    let _ = press(&mut calls, letter("3"), &cx);
    let _ = press(&mut calls, letter("c"), &cx);
    let complaint = wait(cx.engine.complaints()).expect("a list")[0].row.id;

    let mut room = room(Some(complaint), &cx);
    assert_eq!(room.page, Page::Complaints);
    assert_eq!(domain::OrderKind::Complaint.family(), Family::Complaint);
    let _ = press(&mut room, Key::Named(Named::F10), &cx);
    let mut ui = simulator(room.view(&cx));
    ui.find(cx.locale.problem_missing())?;
    drop(ui);
    let named = complaints::Message::DepartmentPicked(0);
    let action = room.update(Message::Complaints(named), &cx);
    let _ = obey(&mut room, action, &cx);
    assert_eq!(state(&cx, complaint), State::Registered, "it is passed on by its own key");
    let _ = press(&mut room, Key::Named(Named::F10), &cx);
    assert_eq!(state(&cx, complaint), State::Routed);
    write(&mut room, "We are sorry", &cx);
    let _ = press(&mut room, Key::Named(Named::F10), &cx);
    assert_eq!(state(&cx, complaint), State::Answered);
    let left = press(&mut room, letter("l"), &cx);
    assert!(matches!(left[..], [Action::Open(Place::Letter(id))] if id == complaint));
    let _ = press(&mut room, letter("1"), &cx);

    assert_eq!(state(&cx, complaint), State::Closed);
    assert_eq!(state(&cx, order), State::Closed, "and so is the order it came out of");
    Ok(())
}

#[test]
fn a_complaint_that_is_answered_late_leaves_the_words_about_another_alone() {
    let cx = context();
    for name in ["Margaret Hill", "Owen Rees"] {
        sheet_in(&cx, name);
        let mut calls = room(None, &cx);
        write(&mut calls, "Two hours late", &cx);
        let _ = press(&mut calls, letter("3"), &cx);
        let _ = press(&mut calls, letter("c"), &cx);
    }
    let list = wait(cx.engine.complaints()).expect("a list");
    let [first, second] = [list[0].row.id, list[1].row.id];
    for order in [first, second] {
        wait(cx.engine.route_complaint(order, "Service".into())).expect("a department");
    }
    let mut room = room(Some(first), &cx);
    write(&mut room, "We are sorry", &cx);
    let save = Message::Complaints(complaints::Message::SavePressed);
    let Action::Run(saving) = room.update(save, &cx) else { panic!("it is saved") };
    let picked = room.update(Message::Complaints(complaints::Message::RowPicked(1)), &cx);
    let _ = obey(&mut room, picked, &cx);
    write(&mut room, "It was the wrong part", &cx);
    let _ = obey(&mut room, Action::Run(saving), &cx);
    assert_eq!(state(&cx, first), State::Answered);
    assert_eq!(room.complaints.words.text().trim(), "It was the wrong part");

    // And what was begun about the one is there when it is in hand again.
    let picked = room.update(Message::Complaints(complaints::Message::RowPicked(0)), &cx);
    let _ = obey(&mut room, picked, &cx);
    assert_eq!(room.complaints.words.text().trim(), "");
    let picked = room.update(Message::Complaints(complaints::Message::RowPicked(1)), &cx);
    let _ = obey(&mut room, picked, &cx);
    assert_eq!(room.complaints.words.text().trim(), "It was the wrong part");
}

#[test]
fn words_about_a_complaint_are_there_after_the_room_was_left_and_its_steps_go_back() {
    let cx = context();
    sheet_in(&cx, "Margaret Hill");
    let mut calls = room(None, &cx);
    write(&mut calls, "Two hours late", &cx);
    let _ = press(&mut calls, letter("3"), &cx);
    let _ = press(&mut calls, letter("c"), &cx);
    let complaint = wait(cx.engine.complaints()).expect("a list")[0].row.id;
    wait(cx.engine.route_complaint(complaint, "Service".into())).expect("a department");
    let mut left = room(Some(complaint), &cx);
    write(&mut left, "We are sorry", &cx);
    drop(left);

    let mut again = room(Some(complaint), &cx);
    assert_eq!(again.complaints.words.text().trim(), "We are sorry");
    let _ = press(&mut again, Key::Named(Named::F10), &cx);
    assert_eq!(state(&cx, complaint), State::Answered);
    let accept = again.key(&Shortcut { key: letter("1"), modifiers: Modifiers::empty() });
    let Action::Run(task) = again.update(accept.expect("it is answered"), &cx) else {
        panic!("it is written")
    };
    let undo = settle(task).find_map(|message| match again.update(message, &cx) {
        Action::Tell(notice, _) => notice.undo,
        _ => None,
    });
    assert_eq!(state(&cx, complaint), State::Closed);
    wait(cx.engine.undo(undo.expect("a way back"))).expect("nothing came of it");
    assert_eq!(state(&cx, complaint), State::Answered);
}

#[test]
fn a_department_that_nobody_knows_is_refused_beside_its_field() {
    let cx = context();
    sheet_in(&cx, "Margaret Hill");
    let mut calls = room(None, &cx);
    write(&mut calls, "Two hours late", &cx);
    let _ = press(&mut calls, letter("3"), &cx);
    let _ = press(&mut calls, letter("c"), &cx);
    let complaint = wait(cx.engine.complaints()).expect("a list")[0].row.id;
    let mut room = room(Some(complaint), &cx);
    let typed =
        |text: &str| Message::Complaints(complaints::Message::DepartmentChanged(text.to_owned()));
    let save = || Message::Complaints(complaints::Message::SavePressed);
    for message in [typed("whoever"), save()] {
        let action = room.update(message, &cx);
        let _ = obey(&mut room, action, &cx);
    }
    assert_eq!(state(&cx, complaint), State::Registered);
    let mut screen = iced_test::simulator(room.view(&cx));
    assert!(screen.find(cx.locale.problem_names_nothing().as_str()).is_ok());
    drop(screen);

    for message in [typed("sales"), save()] {
        let action = room.update(message, &cx);
        let _ = obey(&mut room, action, &cx);
    }
    assert_eq!(state(&cx, complaint), State::Routed);
}

#[test]
fn an_office_that_has_no_departments_answers_itself() {
    let cx = context();
    sheet_in(&cx, "Margaret Hill");
    let mut calls = room(None, &cx);
    write(&mut calls, "Two hours late", &cx);
    let _ = press(&mut calls, letter("3"), &cx);
    let _ = press(&mut calls, letter("c"), &cx);
    let complaint = wait(cx.engine.complaints()).expect("a list")[0].row.id;
    let mut room = room(Some(complaint), &cx);
    let _ = press(&mut room, Key::Named(Named::F6), &cx);
    assert!(room.page == Page::Calls, "F6 turns to the other page, as among the orders");
    let _ = press(&mut room, Key::Named(Named::F6), &cx);
    assert!(!room.is_written_in());
    let _ = press(&mut room, Key::Named(Named::F7), &cx);
    assert_eq!(state(&cx, complaint), State::Routed);

    write(&mut room, "We are sorry", &cx);
    assert!(room.is_written_in(), "digits belong into the answer");
    let _ = press(&mut room, Key::Named(Named::F10), &cx);
    assert_eq!(state(&cx, complaint), State::Answered);
}
