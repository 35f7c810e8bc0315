//! Callbacks, as they are made: by keys alone.

mod complaining;

use domain::{Channel, Family, OrderId, Reading, ReadingKind, State};
use iced::keyboard::{Key, Modifiers};
use iced_test::simulator;

use super::*;
use crate::place::Place;
use crate::testing::hands::{Hands, hands_in};
use crate::testing::{call, context, settle, wait};

hands_in!(Callbacks, Message);

/// An order whose sheet came back.
pub(crate) fn sheet_in(cx: &Context, name: &str) -> OrderId {
    sheet_with(cx, name, 0)
}

/// An order whose sheet came back with so much money.
pub(crate) fn sheet_with(cx: &Context, name: &str, fen: i64) -> OrderId {
    let intake = engine::Intake { name: name.into(), phone: None, ..call() };
    let intake = engine::Intake { phone: domain::Phone::parse(phone(name)), ..intake };
    // The customer called last evening, one after another.
    let (clock, before) = (cx.engine.clock(), taken_in(cx));
    let now = clock.now();
    clock.set(domain::Moment(now.plus_hours(-12).0 + before));
    let received = wait(cx.engine.receive_order(intake)).expect("enough for an order");
    clock.set(now);
    let desk = wait(cx.engine.desk()).expect("readable").expect("founded");
    let technician = desk.staff.iter().find(|row| row.technician).expect("two of them").id;
    let slot = domain::Slot::new(cx.engine.clock().today(), 600, 660).ok();
    let plan = engine::Plan { technician, slot, agreed: true, remark: None };
    let visit = wait(cx.engine.assign(received.order, plan)).expect("it waits").visit;
    let form = wait(cx.engine.sheet_form(&received.number.to_string())).expect("it is out");
    let today = cx.engine.clock().today();
    let code = |codes: &[engine::CodeChoice]| codes.first().map(|code| code.code.clone());
    let entry = engine::SheetEntry {
        visit,
        day: None,
        arrived: today.and_hms_opt(7, 30, 0),
        ended: today.and_hms_opt(8, 45, 0),
        outcome: domain::Outcome::Finished,
        fault: code(&form.faults),
        cause: code(&form.causes),
        measure: code(&form.measures),
        readings: Reading::parse(ReadingKind::Voltage, "221.5").into_iter().collect(),
        parts: Vec::new(),
        other: domain::Money::fen(0),
        cash: domain::Money::fen(fen),
        grade: Some(domain::Grade::Satisfied),
        remark: Some("Paid by transfer".into()),
        foreign_part: false,
        needed: Vec::new(),
        unknown_part: false,
        means: domain::Means::Cash,
        waiver: None,
        found: engine::Found::default(),
    };
    wait(cx.engine.enter_sheet(entry)).expect("a whole sheet");

    received.order
}

/// How many orders there are.
fn taken_in(cx: &Context) -> i64 {
    let filter = engine::OrderFilter { stage: engine::Stage::All, ..Default::default() };
    let rows = wait(cx.engine.orders(filter, 1_000)).expect("readable").rows;

    i64::try_from(rows.len()).expect("a few")
}

/// Namesakes apart, each has a number of their own.
fn phone(name: &str) -> &'static str {
    if name == "Margaret Hill" { "029 2018 0001" } else { "029 2018 0002" }
}

/// Does what an action asks for within the room, to the end.
fn obey(room: &mut Callbacks, action: Action<Message>, cx: &Context) -> Vec<Action<Message>> {
    let task = match action {
        Action::Run(task) | Action::Tell(_, task) => task,
        other => return vec![other],
    };
    let mut left = Vec::new();
    for message in settle(task).collect::<Vec<_>>() {
        let action = room.update(message, cx);
        left.extend(obey(room, action, cx));
    }
    left.retain(|action| !matches!(action, Action::None));
    left
}

fn room(order: Option<OrderId>, cx: &Context) -> Callbacks {
    let (mut room, task) = Callbacks::new(order, cx);
    let _ = obey(&mut room, Action::Run(task), cx);
    room
}

fn press(room: &mut Callbacks, key: Key, cx: &Context) -> Vec<Action<Message>> {
    let shortcut = Shortcut { key, modifiers: Modifiers::empty() };
    let message = room.key(&shortcut).expect("the room knows this key");
    let action = room.update(message, cx);

    obey(room, action, cx)
}

fn letter(text: &str) -> Key {
    Key::Character(text.into())
}

fn write(room: &mut Callbacks, text: &str, cx: &Context) {
    use iced::widget::text_editor::{Action, Edit};

    let edit = Action::Edit(Edit::Paste(std::sync::Arc::new(text.to_owned())));
    let action = match room.page {
        Page::Calls => room.update(Message::Calls(calls::Message::RemarkEdited(edit)), cx),
        Page::Complaints => {
            room.update(Message::Complaints(complaints::Message::WordsEdited(edit)), cx)
        }
    };
    let _ = obey(room, action, cx);
}

fn state(cx: &Context, order: OrderId) -> State {
    wait(cx.engine.callback_form(order)).expect("an order").state
}

#[test]
fn two_keys_close_an_order_and_the_next_call_is_there() -> Result<(), iced_test::Error> {
    let cx = context();
    let first = sheet_in(&cx, "Margaret Hill");
    let second = sheet_in(&cx, "Owen Rees");
    let mut room = room(None, &cx);
    let mut ui = simulator(room.view(&cx));
    ui.find("Margaret Hill")?;
    drop(ui);

    let _ = press(&mut room, letter("1"), &cx);
    let _ = press(&mut room, letter("4"), &cx);
    let _ = press(&mut room, Key::Named(Named::F10), &cx);

    assert_eq!(state(&cx, first), State::Closed);
    assert_eq!(room.calls.form.as_ref().map(|form| form.id), Some(second));
    assert_eq!(room.calls.entry.grade, None, "the next call begins blank");
    Ok(())
}

#[test]
fn a_call_without_a_grade_is_not_saved() -> Result<(), iced_test::Error> {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let mut room = room(None, &cx);
    let _ = press(&mut room, Key::Named(Named::F10), &cx);

    assert_eq!(state(&cx, order), State::SheetIn);
    let mut ui = simulator(room.view(&cx));
    ui.find(cx.locale.callback_grade_missing())?;
    Ok(())
}

#[test]
fn dissatisfaction_is_a_complaint_by_one_key_once_it_has_words() -> Result<(), iced_test::Error> {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let mut room = room(None, &cx);
    let _ = press(&mut room, letter("3"), &cx);
    let _ = press(&mut room, letter("c"), &cx);
    let mut ui = simulator(room.view(&cx));
    ui.find(cx.locale.callback_remark_missing())?;
    drop(ui);
    assert_eq!(state(&cx, order), State::SheetIn);

    write(&mut room, "Two hours late", &cx);
    let _ = press(&mut room, Key::Named(Named::F10), &cx);

    let complaints = wait(cx.engine.complaints()).expect("a list");
    assert_eq!(complaints.len(), 1);
    assert_eq!(complaints[0].text, "Two hours late");
    assert_eq!(state(&cx, order), State::CalledBack);
    Ok(())
}

#[test]
fn a_grade_that_lacks_what_follows_is_not_changed_by_the_key_meant_for_the_next_customer() {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let mut room = room(None, &cx);
    let refused = |room: &mut Callbacks, key| {
        let shortcut = Shortcut { key, modifiers: Modifiers::empty() };
        let message = room.key(&shortcut).expect("the room knows this key");
        let told = match room.update(message, &cx) {
            Action::Tell(notice, _) => Some(notice.words),
            Action::Run(task) => settle(task).find_map(|message| match room.update(message, &cx) {
                Action::Tell(notice, _) => Some(notice.words),
                _ => None,
            }),
            _ => None,
        };
        let words = told.expect("it is said at the foot of the window");
        simulator(room.view(&cx)).find(words.as_str()).expect("and beside the grade");
        words
    };
    let _ = press(&mut room, letter("3"), &cx);
    assert_eq!(refused(&mut room, Key::Named(Named::F10)), cx.locale.callback_then_missing());
    let words = refused(&mut room, letter("1"));
    assert!(words.contains("Margaret Hill"), "{words}");
    assert_eq!(room.calls.entry.grade, Some(domain::Grade::Dissatisfied));
    write(&mut room, "Two hours late", &cx);
    assert_eq!(refused(&mut room, Key::Named(Named::F10)), cx.locale.callback_then_missing());
    assert_eq!(state(&cx, order), State::SheetIn);

    let _ = refused(&mut room, letter("1"));
    let _ = press(&mut room, letter("1"), &cx);
    assert_eq!(room.calls.entry.grade, Some(domain::Grade::VerySatisfied), "who means it can");
}

#[test]
fn a_call_that_is_taken_back_is_in_hand_again_with_all_that_was_typed() {
    let cx = context();
    let first = sheet_in(&cx, "Margaret Hill");
    let second = sheet_in(&cx, "Owen Rees");
    let mut room = room(None, &cx);
    let _ = press(&mut room, letter("2"), &cx);
    write(&mut room, "Rings back at noon", &cx);
    let Action::Run(saving) = room.update(Message::Calls(calls::Message::SavePressed), &cx) else {
        panic!("it is recorded")
    };
    let mut undo = None;
    for message in settle(saving).collect::<Vec<_>>() {
        if let Action::Tell(notice, task) = room.update(message, &cx) {
            undo = notice.undo;
            let _ = obey(&mut room, Action::Run(task), &cx);
        }
    }
    assert!(room.calls.is_about(second));
    write(&mut room, "Wants a quote", &cx);

    wait(cx.engine.undo(undo.expect("a way back"))).expect("nothing came of it");
    let again = room.refresh(&cx);
    let _ = obey(&mut room, Action::Run(again), &cx);
    assert!(room.calls.is_about(first));
    assert_eq!(room.calls.form.as_ref().map(|form| form.id), Some(first));
    assert_eq!(room.calls.entry.grade, Some(domain::Grade::Satisfied));
    assert_eq!(room.calls.entry.remark.text().trim(), "Rings back at noon");
    let picked = room.update(Message::Calls(calls::Message::RowPicked(1)), &cx);
    let _ = obey(&mut room, picked, &cx);
    assert_eq!(room.calls.entry.remark.text().trim(), "Wants a quote");
    let again = room.refresh(&cx);
    let _ = obey(&mut room, Action::Run(again), &cx);
    assert!(room.calls.is_about(second), "once, and no more");
}

#[test]
fn a_missed_call_is_counted_and_stays() {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let mut room = room(Some(order), &cx);
    let _ = press(&mut room, letter("n"), &cx);

    let due = wait(cx.engine.callbacks_due()).expect("a list").due;
    assert_eq!(due[0].row.attempts, 1);
    assert_eq!(room.calls.count(), Some(1));
}

#[test]
fn who_refused_calls_is_waived_by_f10() {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let form = wait(cx.engine.callback_form(order)).expect("an order");
    let opened = wait(cx.engine.household(form.customer_id)).expect("the file").opened();
    let refusing = domain::Customer { refused: vec![Channel::Call], ..form.customer };
    wait(cx.engine.save_customer(Some(opened), refusing)).expect("a name is there");
    let mut room = room(None, &cx);
    let _ = press(&mut room, Key::Named(Named::F10), &cx);

    assert_eq!(state(&cx, order), State::Closed);
}

#[test]
fn the_grade_of_the_paper_is_seen_but_is_not_the_calls_own() -> Result<(), iced_test::Error> {
    let cx = context();
    sheet_in(&cx, "Margaret Hill");
    let room = room(None, &cx);
    let mut ui = simulator(room.view(&cx));
    ui.find(cx.locale.grade_on_sheet())?;
    ui.find(format!("07:30 – 08:45 · {}", cx.locale.duration(75)))?;

    assert_eq!(room.calls.entry.grade, None);
    Ok(())
}

#[test]
fn on_a_small_screen_all_that_is_written_down_is_in_sight() {
    let cx = context();
    sheet_in(&cx, "Margaret Hill");
    let room = room(None, &cx);
    // A window of 1366 by 768, without its bar, its rail and its status bar.
    let pane = iced::Size::new(1366.0 - ui::size::RAIL, 768.0 - ui::size::BAR - ui::size::STATUS);
    let view: Element<'_, Message> = ui::root(room.view(&cx));
    let mut ui = iced_test::Simulator::with_size(ui::settings(), pane, view);
    let last = cx.locale.aspect(*domain::Aspect::ALL.last().expect("five of them"));
    let words = [
        format!("3  {}", cx.locale.grade(domain::Grade::Dissatisfied)),
        format!("8  {last}"),
        cx.locale.callback_remark(),
        cx.locale.callback_missed(),
        cx.locale.callback_save(),
    ];

    for words in words {
        let found = ui.find(words.as_str()).expect("it is there");
        let (whole, seen) = (found.bounds(), found.visible_bounds());
        assert!(
            seen.is_some_and(|seen| seen.height > whole.height - 0.1),
            "{words}: {seen:?} of {whole:?}"
        );
    }
}

#[test]
fn what_was_begun_about_a_call_stays_with_it() {
    let cx = context();
    sheet_in(&cx, "Margaret Hill");
    sheet_in(&cx, "Owen Rees");
    let mut room = room(None, &cx);
    let pick = |room: &mut Callbacks, row| {
        let picked = room.update(Message::Calls(calls::Message::RowPicked(row)), &cx);
        let _ = obey(room, picked, &cx);
    };
    let _ = press(&mut room, letter("2"), &cx);
    write(&mut room, "Leave the key with the neighbour", &cx);
    pick(&mut room, 1);
    assert_eq!(room.calls.entry.remark.text().trim(), "");
    assert_eq!(room.calls.entry.grade, None);

    pick(&mut room, 0);
    assert_eq!(room.calls.entry.remark.text().trim(), "Leave the key with the neighbour");
    assert_eq!(room.calls.entry.grade, Some(domain::Grade::Satisfied));
}

#[test]
fn a_call_that_is_recorded_late_leaves_the_next_one_alone() {
    let cx = context();
    let first = sheet_in(&cx, "Margaret Hill");
    let second = sheet_in(&cx, "Owen Rees");
    let rows = wait(cx.engine.callbacks_due()).expect("a list").due;
    let row = rows.iter().position(|due| due.row.order == second).expect("it is due");
    let mut room = room(Some(first), &cx);
    let _ = press(&mut room, letter("1"), &cx);
    let Action::Run(saving) = room.update(Message::Calls(calls::Message::SavePressed), &cx) else {
        panic!("it is recorded")
    };
    assert!(
        matches!(room.update(Message::Calls(calls::Message::SavePressed), &cx), Action::None),
        "and once only"
    );
    let picked = room.update(Message::Calls(calls::Message::RowPicked(row)), &cx);
    let _ = obey(&mut room, picked, &cx);
    write(&mut room, "Rings back at noon", &cx);
    let _ = obey(&mut room, Action::Run(saving), &cx);

    assert_eq!(state(&cx, first), State::Closed);
    assert!(room.calls.is_about(second));
    assert_eq!(room.calls.entry.remark.text().trim(), "Rings back at noon");
}

#[test]
fn what_was_begun_of_a_call_is_there_after_the_room_was_left_until_it_is_written_down() {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let mut left = room(None, &cx);
    let _ = press(&mut left, letter("2"), &cx);
    let _ = press(&mut left, letter("4"), &cx);
    write(&mut left, "Rings back at noon", &cx);
    drop(left);

    let mut again = room(None, &cx);
    assert!(again.calls.is_about(order));
    let entry = &again.calls.entry;
    assert_eq!(entry.remark.text().trim(), "Rings back at noon");
    assert_eq!((entry.grade, entry.marks[0]), (Some(domain::Grade::Satisfied), Some(true)));
    let _ = press(&mut again, Key::Named(Named::F10), &cx);
    assert_eq!(state(&cx, order), State::Closed);
    drop(again);

    sheet_in(&cx, "Margaret Hill");
    let fresh = room(None, &cx);
    assert_eq!(fresh.calls.entry.remark.text().trim(), "");
    assert_eq!(wait(cx.engine.draft("calls")).expect("readable"), None, "nothing is left over");
}

#[test]
fn what_cannot_be_read_says_so_with_a_key_and_is_there_once_it_can() {
    let cx = context();
    sheet_in(&cx, "Margaret Hill");
    let (mut room, _unread) = Callbacks::new(None, &cx);
    let _ = room.update(Message::Calls(calls::Message::ListRead(Err(Error::Busy))), &cx);
    assert!(room.unread().is_some());
    let _ = room.update(Message::PagePicked(1), &cx);
    assert!(room.unread().is_none(), "the other page was not read yet");
    let _ = room.update(Message::Complaints(complaints::Message::ListRead(Err(Error::Busy))), &cx);
    assert!(room.unread().is_some());
    let again = room.refresh(&cx);
    let _ = obey(&mut room, Action::Run(again), &cx);
    assert!(room.unread().is_none());

    // The list is there, but not the call.
    let _ = room.update(Message::PagePicked(0), &cx);
    let order = room.calls.form.take().expect("it was read").id;
    let _ = room.update(Message::Calls(calls::Message::FormRead(order, Err(Error::Busy))), &cx);
    let sees = |room: &Callbacks| {
        simulator(room.view(&cx)).find(cx.locale.window_read_again().as_str()).is_ok()
    };
    assert!(sees(&room));
    let _ = press(&mut room, Key::Named(Named::F5), &cx);
    assert!(!sees(&room));
    assert!(room.calls.form.is_some());

    // What was read stays, whatever comes after.
    let answer = room.update(Message::Calls(calls::Message::ListRead(Err(Error::Busy))), &cx);
    assert!(matches!(answer, Action::Tell(..)) && room.unread().is_none());
}

#[test]
fn at_200_percent_what_a_key_chooses_and_the_script_come_into_sight() {
    use crate::testing::desk::Desk;

    let cx = context();
    sheet_in(&cx, "Margaret Hill");
    let mut desk = Desk::new(cx.engine.clone(), iced::Size::new(683.0, 384.0));
    let strike = |desk: &mut Desk, key: Key, modifiers| {
        desk.press(&Shortcut { key, modifiers });
    };
    strike(&mut desk, Key::Character("7".into()), Modifiers::ALT);
    desk.speak(locale::Language::English);
    strike(&mut desk, Key::Character("3".into()), Modifiers::empty());
    let follow = format!("C  {}", cx.locale.callback_complain());
    assert!(desk.place(&follow).is_some(), "{:?}", desk.words());
    let thanks = cx.locale.callback_say_thanks();
    let seen = (0..6).any(|_| {
        strike(&mut desk, Key::Named(Named::PageUp), Modifiers::empty());
        desk.place(&thanks).is_some()
    });
    assert!(seen, "{:?}", desk.words());
}

#[test]
fn a_letter_beside_the_fields_chooses_and_sends_nobody() {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let mut hands = Hands::new(Callbacks::new(None, &cx), &cx);
    hands.write("m").write("Rings back").press(Named::Escape).write("r");
    assert_eq!(state(&cx, order), State::SheetIn, "it is only shown");
    hands.write("r");
    assert_eq!(state(&cx, order), State::Ready, "the same key does it");
}
