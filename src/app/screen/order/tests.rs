//! Tests of an order's file.

mod attaching;
mod corrected;
mod handed;
mod offered;

use domain::{Coverage, Event, State};
use engine::Undo;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced_test::simulator;

use super::{Message, OrderFile, cancelling, ruling};
use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;
use crate::testing::hands::{Hands, hands_in};
use crate::testing::{call, context, settle, wait};

hands_in!(OrderFile, Message);

fn follow(room: &mut OrderFile, first: Message, cx: &Context) -> Action<Message> {
    let mut waiting = vec![first];
    let mut last = Action::None;
    while let Some(message) = waiting.pop() {
        match room.update(message, cx) {
            Action::Run(task) => waiting.extend(settle(task)),
            Action::Tell(notice, task) => {
                waiting.extend(settle(task));
                last = Action::Tell(notice, iced::Task::none());
            }
            Action::None => {}
            asked => last = asked,
        }
    }

    last
}

fn opened(cx: &Context) -> OrderFile {
    let received = wait(cx.engine.receive_order(call())).expect("a call");
    let (mut room, task) = OrderFile::new(received.order, cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

fn pressed(room: &OrderFile, key: Named) -> Option<Message> {
    room.key(&Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() })
}

fn state(room: &OrderFile) -> State {
    room.file.as_ref().expect("read").state
}

#[test]
fn the_file_reads_like_the_sheet() {
    let cx = context();
    let room = opened(&cx);
    let mut ui = simulator(room.view(&cx));

    for words in ["SH01-A00001", "Ouyang Zhe", "138 1234 5678"] {
        assert!(ui.find(words).is_ok(), "{words}");
    }
    assert!(ui.find(cx.locale.order_no_visits()).is_ok());
}

#[test]
fn a_cancelled_order_says_why_and_comes_back_by_undo() {
    let cx = context();
    let mut room = opened(&cx);
    let message = pressed(&room, Named::Delete).expect("Del cancels");
    follow(&mut room, message, &cx);
    // Without a reason nothing happens, and the dialog says what is missing.
    follow(&mut room, Message::Cancelling(cancelling::Message::CancelPressed), &cx);
    assert_eq!(state(&room), State::Ready);
    assert!(simulator(room.view(&cx)).find(cx.locale.problem_reason_required()).is_ok());

    follow(&mut room, Message::Cancelling(cancelling::Message::ReasonPicked(1)), &cx);
    let asked = follow(&mut room, Message::Cancelling(cancelling::Message::CancelPressed), &cx);
    assert_eq!(state(&room), State::Cancelled);
    let Action::Tell(notice, _) = asked else { panic!("nothing was told") };
    assert_eq!(notice.undo, Some(Undo::Reinstate(room.id)));
    wait(cx.engine.undo(Undo::Reinstate(room.id))).expect("taken back");
    let again = settle(room.refresh(&cx)).next().expect("an answer");
    follow(&mut room, again, &cx);
    assert_eq!(state(&room), State::Ready);
}

/// The order of a list whose work is done and not paid.
fn owing(cx: &Context) -> OrderFile {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("jobs.csv");
    let list = "Job No,Customer,Phone,Appliance,Date,Status,Charge,Paid\n\
                J7001,Ann Hill,0118 496 0123,Oven,2026-11-02,Completed,85.00,No\n";
    std::fs::write(&path, list).expect("room");
    let mapping = wait(cx.engine.inspect_table(&path, engine::Reading::default(), None))
        .expect("a table")
        .mapping;
    let order = engine::ImportOrder {
        path,
        reading: engine::Reading::default(),
        mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale: cx.locale.clone(),
    };
    let report = wait(cx.engine.import_table(order, std::sync::Arc::default())).expect("one job");
    assert_eq!((report.created, report.owing), (1, 1));
    let filter =
        engine::OrderFilter { stage: engine::Stage::Owing, ..engine::OrderFilter::default() };
    let id = wait(cx.engine.orders(filter, 9)).expect("a list").rows[0].id;
    let (mut room, task) = OrderFile::new(id, cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

#[test]
fn a_payment_is_written_down_by_keys_and_taken_back() {
    let cx = context();
    let rest =
        |hands: &Hands<OrderFile>| hands.room.file.as_ref().expect("read").account.open().minor;
    let mut hands = Hands::new((owing(&cx), iced::Task::none()), &cx);
    hands.write("y");
    assert!(hands.sees(&cx.locale.order_pay_amount()));
    // What is owed stands there; a part of it takes its place.
    hands.write("900").press(Named::F10);
    assert!(hands.sees(&cx.locale.order_payment_too_much()), "and stays to be put right");
    hands.write("30").press(Named::Tab).write("5 Nov").press(Named::F10);
    assert_eq!(rest(&hands), 5_500);
    assert!(
        hands.sees(&cx.locale.order_took(&cx.locale.money(domain::Money::fen(3_000)))) || {
            let cash = cx.locale.means(domain::Means::Cash);
            hands.sees(&cx.locale.order_paid(&cx.locale.money(domain::Money::fen(3_000)), &cash))
        }
    );

    let undo = hands.notices.pop().and_then(|notice| notice.undo).expect("it can be taken back");
    wait(cx.engine.undo(undo)).expect("nothing came after it");
    hands.refresh();
    assert_eq!(rest(&hands), 8_500);
    hands.write("y").press(Named::F10);
    assert_eq!(rest(&hands), 0);
    assert!(
        hands
            .room
            .key(&Shortcut { key: Key::Character("y".into()), modifiers: Modifiers::empty() })
            .is_none()
    );
}

/// The file of an order whose sheet is in.
fn sheet_in(cx: &Context) -> OrderFile {
    let order = crate::screen::callbacks::tests::sheet_in(cx, "Margaret Hill");
    let (mut room, task) = OrderFile::new(order, cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

#[test]
fn what_happened_long_ago_is_shown_when_it_is_asked_for() {
    let cx = context();
    let mut room = opened(&cx);
    for _ in 0..25 {
        follow(&mut room, Message::EventPressed(Event::Urge), &cx);
        follow(&mut room, Message::RemarkSaved, &cx);
    }
    let happened = room.file.as_ref().expect("read").timeline.len();
    let more = cx.locale.list_more(happened - 20);
    assert!(simulator(room.view(&cx)).find(more.as_str()).is_ok());

    let m = Shortcut { key: Key::Character("m".into()), modifiers: Modifiers::empty() };
    let message = room.key(&m).expect("there is more");
    follow(&mut room, message, &cx);
    assert!(simulator(room.view(&cx)).find(more.as_str()).is_err());
    assert!(room.key(&m).is_none(), "all of it is there");
}

#[test]
fn who_pays_is_decided_by_keys_on_evidence_and_shown() {
    let cx = context();
    let mut room = opened(&cx);
    let w = Shortcut { key: Key::Character("w".into()), modifiers: Modifiers::empty() };
    let message = room.key(&w).expect("no sheet is in");
    follow(&mut room, message, &cx);
    follow(&mut room, Message::Ruling(ruling::Message::Toggled(Coverage::Labour, false)), &cx);
    let save = pressed(&room, Named::F10).expect("the dialog saves");
    follow(&mut room, save.clone(), &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.problem_missing()).is_ok(), "no evidence");

    let evidence = ruling::Message::EvidenceChanged("dropped by its owner".into());
    follow(&mut room, Message::Ruling(evidence), &cx);
    let told = follow(&mut room, save, &cx);
    assert!(matches!(told, Action::Tell(notice, _) if notice.undo.is_some()));
    let file = room.file.as_ref().expect("read");
    assert!(file.warranty.as_ref().is_some_and(|it| !it.covers(Coverage::Labour)));
    let (ruling, by) = file.ruling.as_ref().expect("decided");
    let when = cx.locale.moment(ruling.at, cx.engine.clock().now(), cx.engine.clock().offset());
    let words = cx.locale.ruled("dropped by its owner", by, &when);
    assert!(simulator(room.view(&cx)).find(words.as_str()).is_ok());
}

#[test]
fn the_words_of_a_deed_stay_until_it_is_done() {
    let cx = context();
    let mut room = opened(&cx);
    let answer = Message::EventPressed(Event::Answer);
    follow(&mut room, answer, &cx);
    follow(&mut room, Message::RemarkChanged("The road is closed".into()), &cx);
    // This is no complaint, so there is nothing to answer.
    let told = follow(&mut room, Message::RemarkSaved, &cx);
    assert!(matches!(told, Action::Tell(notice, _) if notice.tone == ui::Tone::Danger));

    let Some(super::Dialog::Remark(_, words)) = &room.dialog else { panic!("the dialog is gone") };
    assert_eq!(words, "The road is closed");
}

#[test]
fn a_cancellation_that_is_being_saved_stays_until_it_is() {
    let cx = context();
    let mut room = opened(&cx);
    follow(&mut room, Message::CancelPressed, &cx);
    follow(&mut room, Message::Cancelling(cancelling::Message::ReasonPicked(1)), &cx);
    let save = Message::Cancelling(cancelling::Message::CancelPressed);
    let Action::Run(saving) = room.update(save, &cx) else { panic!("it is saved") };
    follow(&mut room, Message::DialogClosed, &cx);
    let answers: Vec<_> = settle(saving).collect();
    let told = answers.into_iter().map(|answer| follow(&mut room, answer, &cx)).last();

    let Some(Action::Tell(notice, _)) = told else { panic!("nothing was told") };
    assert!(notice.undo.is_some(), "the way back is told");
    assert!(room.dialog.is_none());
}

/// The file of an order, as it is now.
fn file_of(order: domain::OrderId, cx: &Context) -> OrderFile {
    let (mut room, task) = OrderFile::new(order, cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, cx);
    }

    room
}

fn letter(room: &OrderFile, letter: &str) -> Option<Message> {
    room.key(&Shortcut { key: Key::Character(letter.into()), modifiers: Modifiers::empty() })
}

#[test]
fn a_complaint_about_a_closed_order_is_one_key_away_and_both_lead_to_each_other() {
    use crate::screen::intake;

    let cx = context();
    let order = crate::screen::callbacks::tests::sheet_in(&cx, "Margaret Hill");
    let entry = engine::CallbackEntry {
        order,
        outcome: domain::CallbackOutcome::Reached,
        grade: Some(domain::Grade::VerySatisfied),
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    };
    wait(cx.engine.record_callback(entry)).expect("it waits for a call");
    let mut room = file_of(order, &cx);
    assert!(state(&room).is_over());
    let message = letter(&room, "t").expect("T takes a complaint down");
    let asked = follow(&mut room, message, &cx);
    let Action::Open(Place::Intake(caller)) = asked else { panic!("taken down as a call") };

    let (mut call, task) = intake::Intake::new(caller, &cx);
    let mut waiting: Vec<_> = settle(task).collect();
    // Without a word there is nothing to take down; then it is said.
    let words = std::sync::Arc::new("It leaks again".to_owned());
    let said =
        iced::widget::text_editor::Action::Edit(iced::widget::text_editor::Edit::Paste(words));
    waiting.push(intake::Message::SavePressed);
    waiting.push(intake::Message::DescriptionChanged(said));
    waiting.push(intake::Message::SavePressed);
    let mut complaint = None;
    while !waiting.is_empty() {
        match call.update(waiting.remove(0), &cx) {
            Action::Run(task) => waiting.extend(settle(task)),
            Action::TellAndOpen(_, Place::Order(order)) => complaint = Some(order),
            _ => {}
        }
    }
    let complaint = complaint.expect("it is taken in");

    let mut about = file_of(order, &cx);
    let number = file_of(complaint, &cx).number();
    let mut ui = simulator(about.view(&cx));
    assert!(ui.find(number.as_str()).is_ok(), "its number stands on the order");
    drop(ui);
    let link = letter(&about, "o").expect("O leads there");
    let led = follow(&mut about, link, &cx);
    assert!(matches!(led, Action::Open(Place::Order(it)) if it == complaint));
    let mut back = file_of(complaint, &cx);
    let link = letter(&back, "o").expect("O leads back");
    assert!(matches!(follow(&mut back, link, &cx), Action::Open(Place::Order(it)) if it == order));
}

#[test]
fn the_timeline_says_in_words_what_the_order_is_now_at() {
    let cx = context();
    let room = opened(&cx);
    let words = cx.locale.order_now(&cx.locale.state(State::Ready));
    let mut ui = simulator(room.view(&cx));

    assert!(ui.find(words.as_str()).is_ok());
}

#[test]
fn brand_and_model_are_told_apart_and_what_nobody_knows_is_said_to_be_unknown() {
    let cx = context();
    let plate = engine::Plate { brand: "Haichuan".into(), ..call().plate };
    let intake = engine::Intake { plate, ..call() };
    let order = wait(cx.engine.receive_order(intake)).expect("a call").order;
    let room = file_of(order, &cx);
    let mut ui = simulator(room.view(&cx));

    for words in [cx.locale.appliance_brand(), "Haichuan".into(), cx.locale.order_not_known()] {
        assert!(ui.find(words.as_str()).is_ok(), "{words}");
    }
}

#[test]
fn a_fault_that_is_taken_in_the_edit_dialog_leads_on_and_what_was_changed_is_told() {
    let cx = context();
    let intake = engine::Intake { fault: None, description: String::new(), ..call() };
    let order = wait(cx.engine.receive_order(intake)).expect("a call").order;
    let mut hands = Hands::new(OrderFile::new(order, &cx), &cx);
    hands.press(Named::F2).write("f01").press(Named::Enter).write("leaks").press(Named::F10);

    let file = wait(cx.engine.order(order)).expect("the order");
    assert_eq!(file.order.fault.as_deref(), Some("F01"));
    assert_eq!(file.order.description.as_deref(), Some("leaks"), "Enter led on to the words");
    hands.refresh();
    assert!(hands.sees(&cx.locale.order_amended(&cx.locale.intake_description())));
    let from = cx.locale.order_amended_from(&cx.locale.order_amended_nothing());
    let words = [from, cx.locale.order_amended_to("leaks")].join("\n");
    assert!(hands.sees(&words), "{words}");
}

/// The file of an order whose sheet, printed or not, came back with this outcome.
fn came_to(cx: &Context, outcome: domain::Outcome, printed: bool) -> OrderFile {
    let mut room = opened(cx);
    let order = room.id;
    let technician = wait(cx.engine.desk()).expect("a desk").expect("an office");
    let technician = technician.staff.iter().find(|row| row.technician).expect("one").id;
    let today = cx.engine.clock().today();
    let slot = domain::Slot::new(today, 600, 720).expect("two hours");
    let plan = engine::Plan { technician, slot: Some(slot), agreed: true, remark: None };
    let visit = wait(cx.engine.assign(order, plan)).expect("somebody goes").visit;
    if printed {
        let sheets = wait(cx.engine.job_sheets(vec![visit], cx.look.language)).expect("a sheet");
        wait(cx.engine.record_prints(&sheets)).expect("it is printed");
    }
    let entry = engine::SheetEntry {
        visit,
        day: None,
        arrived: None,
        ended: None,
        outcome,
        fault: None,
        cause: None,
        measure: None,
        readings: Vec::new(),
        parts: Vec::new(),
        other: domain::Money::fen(0),
        cash: domain::Money::fen(0),
        grade: None,
        remark: None,
        foreign_part: false,
        needed: Vec::new(),
        unknown_part: outcome == domain::Outcome::NeedPart,
        means: domain::Means::Cash,
        waiver: None,
        found: engine::Found::default(),
    };
    wait(cx.engine.enter_sheet(entry)).expect("it fits");
    let read: Vec<_> = settle(room.refresh(cx)).collect();
    for message in read {
        follow(&mut room, message, cx);
    }

    room
}

#[test]
fn a_word_about_an_urge_is_saved_by_f10() {
    let cx = context();
    let mut hands = Hands::new((opened(&cx), iced::Task::none()), &cx);
    hands.press(Named::F8).write("Third call").press(Named::F10);

    assert_eq!(hands.room.file.as_ref().expect("read").urges(), 1);
    assert!(hands.room.dialog.is_none());
}

#[test]
fn who_went_for_a_finished_job_of_a_list_and_what_they_owe_stands_there() {
    let cx = context();
    let room = owing(&cx);
    let customer = room.file.as_ref().expect("read").order.customer;
    let owes = cx.locale.money(domain::Money::fen(8_500));
    let hits = wait(cx.engine.find("Ann Hill", 1)).expect("an index");
    assert_eq!(hits[0].owes, Some(domain::Money::fen(8_500)));
    let page = wait(cx.engine.customers(0, 9)).expect("a list");
    assert_eq!(page.rows[0].owes, 8_500);

    let (mut file, task) = crate::screen::household::Household::new(customer, &cx);
    for message in settle(task).collect::<Vec<_>>() {
        let _ = file.update(message, &cx);
    }
    assert!(simulator(file.view(&cx)).find(cx.locale.customer_owes(&owes)).is_ok());
    assert!(simulator(file.view(&cx)).find(owes).is_ok());
}

#[test]
fn a_question_becomes_a_repair_by_one_key_with_what_was_asked() {
    let cx = context();
    let asked = engine::Intake {
        kind: domain::OrderKind::Consultation,
        description: "It drips.".into(),
        ..call()
    };
    let question = wait(cx.engine.receive_order(asked)).expect("a question");
    let (mut room, task) = OrderFile::new(question.order, &cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, &cx);
    }
    let letter = Shortcut { key: Key::Character("r".into()), modifiers: Modifiers::empty() };
    let message = room.key(&letter).expect("R is a deed");
    let Action::Open(Place::Intake(caller)) = follow(&mut room, message, &cx) else {
        panic!("it opens")
    };
    assert_eq!(caller.kind, Some(domain::OrderKind::Repair));
    assert_eq!(caller.description, "It drips.");
    assert_eq!(caller.origin.map(|(order, _)| order), Some(question.order));
}
