//! Letters, as they are written and posted.

use std::sync::Arc;

use engine::{LetterTarget, LettersLaidOut};
use iced::keyboard::{Key, Modifiers};
use iced_test::simulator;

use super::*;
use crate::place::Place;
use crate::screen::callbacks::tests::sheet_in;
use crate::testing::{context, settle, wait};

/// Does what an action asks for within the room, to the end.
fn obey(room: &mut Letters, action: Action<Message>, cx: &Context) -> Vec<Action<Message>> {
    let task = match action {
        Action::Run(task) | Action::Tell(_, task) => task,
        other => return vec![other],
    };
    let mut left = Vec::new();
    for message in settle(task).collect::<Vec<_>>() {
        // The bar is drawn anew for as long as it takes; here nobody looks.
        if matches!(message, Message::Write(write::Message::Beat)) {
            continue;
        }
        let action = room.update(message, cx);
        left.extend(obey(room, action, cx));
    }
    left.retain(|action| !matches!(action, Action::None));
    left
}

fn entered((mut room, task): (Letters, Task<Message>), cx: &Context) -> Letters {
    let _ = obey(&mut room, Action::Run(task), cx);
    room
}

fn press(room: &mut Letters, key: Named, cx: &Context) -> Vec<Action<Message>> {
    let shortcut = Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() };
    let message = room.key(&shortcut).expect("the room knows this key");
    let action = room.update(message, cx);

    obey(room, action, cx)
}

/// Runs tasks on the clock of a runtime, as the window does.
fn on_a_clock(work: impl FnOnce()) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build();
    let runtime = runtime.expect("a runtime needs nothing");
    let _entered = runtime.enter();
    work();
}

fn closed(cx: &Context) -> domain::OrderId {
    let order = sheet_in(cx, "Margaret Hill");
    call_back(order, cx);

    order
}

fn call_back(order: domain::OrderId, cx: &Context) {
    wait(cx.engine.record_callback(engine::CallbackEntry {
        order,
        outcome: domain::CallbackOutcome::Reached,
        grade: Some(domain::Grade::VerySatisfied),
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    }))
    .expect("it waits for a call");
}

#[test]
fn one_key_shows_the_letters_and_nothing_is_sent_yet() {
    on_a_clock(|| {
        let cx = context();
        closed(&cx);
        let mut room = entered(Letters::new(&cx), &cx);
        let letters = shown(press(&mut room, Named::F10, &cx));

        assert!(letters.paper.text(0).contains("Margaret Hill"));
        assert_eq!(wait(cx.engine.letters_sent()).expect("a list"), []);
    });
}

/// The letters that are shown to be printed.
fn shown(left: Vec<Action<Message>>) -> Arc<LettersLaidOut> {
    let shown = left.into_iter().find_map(|action| match action {
        Action::TellAndOpen(_, Place::LettersLaidOut(letters)) => Some(letters),
        _ => None,
    });

    shown.expect("the letters are shown")
}

#[test]
fn many_letters_are_asked_about_first() -> Result<(), iced_test::Error> {
    let cx = context();
    for at in 0..21 {
        let order = sheet_in(&cx, &format!("Margaret Hill {at}"));
        call_back(order, &cx);
    }
    let mut room = entered(Letters::new(&cx), &cx);
    let _ = press(&mut room, Named::F10, &cx);
    let mut ui = simulator(room.view(&cx));
    ui.find(cx.locale.letters_ask(21_u32))?;
    drop(ui);
    assert_eq!(wait(cx.engine.letters_sent()).expect("a list"), []);
    let arrow = Shortcut { key: Key::Named(Named::ArrowRight), modifiers: Modifiers::empty() };
    assert!(room.key(&arrow).is_none(), "the question comes first");

    let _ = press(&mut room, Named::Escape, &cx);
    let Page::Write(write) = &room.page else { panic!("no letter is written") };
    assert!(!write.is_asking());
    on_a_clock(|| {
        let _ = press(&mut room, Named::F10, &cx);
        assert_eq!(shown(press(&mut room, Named::F10, &cx)).count(), 21);
    });
    Ok(())
}

#[test]
fn who_was_written_to_lately_cannot_be_chosen_again() -> Result<(), iced_test::Error> {
    let cx = context();
    let order = closed(&cx);
    let composition = engine::Composition {
        purpose: Purpose::Thanks,
        template: None,
        language: cx.locale.language(),
        targets: vec![LetterTarget::Order(order)],
    };
    let drafts = wait(cx.engine.compose(composition)).expect("a wording").drafts;
    let laid_out = wait(cx.engine.lay_out_letters(drafts, &engine::Progress::new()));
    let letters = laid_out.expect("printable").expect("one letter");
    assert!(wait(cx.engine.post_letters(&letters)).failed.is_none());

    let mut room = entered(Letters::about(order, &cx), &cx);
    let mut ui = simulator(room.view(&cx));
    ui.find(cx.locale.letters_chosen(0_u32, 1_u32))?;
    drop(ui);
    let _ = press(&mut room, Named::Space, &cx);
    let Page::Write(write) = &mut room.page else { panic!("no letter is written") };
    let told = write.update(write::Message::PostPressed, &cx);
    let Action::Tell(notice, _) = told else { panic!("nobody is chosen") };
    assert_eq!(notice.words, cx.locale.letters_nobody());
    assert_eq!(wait(cx.engine.letters_sent()).expect("a list").len(), 1);
    Ok(())
}

#[test]
fn a_sent_letter_is_printed_again_from_the_list() {
    on_a_clock(|| {
        let cx = context();
        closed(&cx);
        let mut room = entered(Letters::new(&cx), &cx);
        let letters = shown(press(&mut room, Named::F10, &cx));
        assert!(wait(cx.engine.post_letters(&letters)).failed.is_none());
        let action = room.update(Message::PagePicked(3), &cx);
        let _ = obey(&mut room, action, &cx);
        let left = press(&mut room, Named::F9, &cx);

        assert!(matches!(left[..], [Action::Open(Place::Preview(_))]));
    });
}

#[test]
fn a_wording_with_an_unknown_place_is_refused_beside_its_field() -> Result<(), iced_test::Error> {
    let cx = context();
    let (mut room, _) = Letters::new(&cx);
    let action = room.update(Message::PagePicked(4), &cx);
    let _ = obey(&mut room, action, &cx);
    let typed = wording::Message::SubjectChanged("Dear {nmae}".into());
    let action = room.update(Message::Wording(typed), &cx);
    let _ = obey(&mut room, action, &cx);
    let mut ui = simulator(room.view(&cx));
    ui.find(cx.locale.problem_letter_place("nmae"))?;
    drop(ui);

    let typed = wording::Message::SubjectChanged("Dear {customer}".into());
    let action = room.update(Message::Wording(typed), &cx);
    let _ = obey(&mut room, action, &cx);
    let _ = press(&mut room, Named::F10, &cx);
    let own: Vec<_> = wait(cx.engine.templates())
        .expect("a catalogue")
        .into_iter()
        .filter(|row| row.own)
        .collect();
    assert_eq!((own.len(), own[0].template.subject.as_str()), (1, "Dear {customer}"));
    Ok(())
}

#[test]
fn a_letter_to_one_customer_stays_theirs_whatever_it_is_about() -> Result<(), iced_test::Error> {
    let cx = context();
    let order = closed(&cx);
    sheet_in(&cx, "Thomas Baker");
    let customer = wait(cx.engine.order(order)).expect("an order").order.customer;
    let mut room = entered(Letters::to(customer, &cx), &cx);

    for purpose in [Purpose::Thanks, Purpose::MaintenanceDue] {
        let mut ui = simulator(room.view(&cx));
        ui.find("Margaret Hill")?;
        assert!(ui.find("Thomas Baker").is_err());
        drop(ui);
        let Page::Write(write) = &room.page else { panic!("no letter is written") };
        assert_eq!(write.purpose(), purpose);
        let turned = room.update(Message::PagePicked(2), &cx);
        let _ = obey(&mut room, turned, &cx);
    }
    Ok(())
}

#[test]
fn a_wording_that_was_begun_is_there_again_after_another() {
    let cx = context();
    let (mut room, _) = Letters::new(&cx);
    let say = |room: &mut Letters, message: Message| {
        let action = room.update(message, &cx);
        let _ = obey(room, action, &cx);
    };
    let subject = |room: &Letters| {
        let view = ui::root(room.view(&cx));
        simulator(view).find("Dear {customer}, begun").is_ok()
    };
    say(&mut room, Message::PagePicked(4));
    say(&mut room, Message::Wording(wording::Message::RowPicked(0)));
    let typed = wording::Message::SubjectChanged("Dear {customer}, begun".into());
    assert!(!room.is_written_in());
    say(&mut room, Message::Wording(typed));
    assert!(room.is_written_in(), "digits belong into the wording");
    say(&mut room, Message::Wording(wording::Message::RowPicked(1)));
    assert!(!subject(&room));
    say(&mut room, Message::Wording(wording::Message::RowPicked(0)));
    assert!(subject(&room));

    // And so it is when the page was left with another in hand.
    say(&mut room, Message::Wording(wording::Message::RowPicked(1)));
    let typed = wording::Message::SubjectChanged("Dear {customer}, too".into());
    say(&mut room, Message::Wording(typed));
    say(&mut room, Message::PagePicked(3));
    say(&mut room, Message::PagePicked(4));
    assert!(!subject(&room), "the latest is in hand");
    say(&mut room, Message::Wording(wording::Message::RowPicked(0)));
    assert!(subject(&room));
}

#[test]
fn an_office_without_a_phone_is_told_what_its_letters_lack() -> Result<(), iced_test::Error> {
    let cx = context();
    let desk = wait(cx.engine.desk()).expect("readable").expect("founded");
    let none = domain::Office { phone: None, ..desk.office.clone() };
    wait(cx.engine.edit_office(desk.opened_office(), none)).expect("the office is there");
    closed(&cx);
    let mut room = entered(Letters::new(&cx), &cx);
    let mut screen = simulator(room.view(&cx));
    screen.find(cx.locale.letters_no_phone())?;
    screen.click(cx.locale.settings_office_phone())?;
    let pressed: Vec<Message> = screen.into_messages().collect();
    let ways: Vec<Action<Message>> =
        pressed.into_iter().map(|message| room.update(message, &cx)).collect();
    assert!(matches!(
        ways.last(),
        Some(Action::Open(Place::SettingsPage(crate::screen::settings::Page::Office)))
    ));

    let desk = wait(cx.engine.desk()).expect("readable").expect("founded");
    let phone = domain::Office { phone: Some("021 5888 6688".into()), ..desk.office.clone() };
    wait(cx.engine.edit_office(desk.opened_office(), phone)).expect("the office is there");
    let room = entered(Letters::new(&cx), &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.letters_no_phone()).is_err());
    Ok(())
}

#[test]
fn a_page_that_could_not_be_read_says_so() {
    let cx = context();
    let busy = || Error::Busy;
    for (page, failure) in [
        (Purpose::ALL.len(), Message::Sent(sent::Message::ListRead(Err(busy())))),
        (Purpose::ALL.len() + 1, Message::Wording(wording::Message::ListRead(Err(busy())))),
    ] {
        let (mut room, _unread) = Letters::new(&cx);
        let _unread = room.update(Message::PagePicked(page), &cx);
        assert!(room.unread().is_none(), "it is not known yet");
        let _ = room.update(failure, &cx);
        assert!(room.unread().is_some(), "{page}");
    }
    let (mut room, _unread) = Letters::new(&cx);
    let Page::Write(write) = &mut room.page else { panic!("the first page") };
    let read = write::Message::Asked(Err(busy()));
    let _ = write.update(read, &cx);
    assert!(room.unread().is_some());
}
