//! The window, with several rooms open.

use std::collections::VecDeque;

use engine::Desk;
use iced::keyboard::{Key, Modifiers, key::Named};

use super::*;
use crate::action::{Action, Notice};
use crate::file_dialog::Chosen;
use crate::place::Caller;
use crate::screen::callbacks::tests::sheet_in;
use crate::testing::{context, settle, wait};

pub(super) fn window(cx: &Context) -> DeskWindow {
    let desk: Desk = wait(cx.engine.desk()).expect("a database").expect("an office");

    DeskWindow::new(desk, cx).0
}

/// Hands what comes of a task to the window, and what comes of that, until nothing more does.
pub(super) fn drive(window: &mut DeskWindow, task: Task<Message>, cx: &Context) {
    let mut waiting = VecDeque::from([task]);
    while let Some(task) = waiting.pop_front() {
        for message in settle(task).collect::<Vec<_>>() {
            waiting.push_back(window.update(message, cx).0);
        }
    }
}

/// Presses a key, and answers the work that comes of it before it is done.
fn pressed(window: &mut DeskWindow, key: Key, modifiers: Modifiers, cx: &Context) -> Task<Message> {
    let task = window.update(Message::Pressed(Shortcut { key, modifiers }), cx).0;
    let then: Vec<_> = settle(task).map(|message| window.update(message, cx).0).collect();

    Task::batch(then)
}

fn named(window: &mut DeskWindow, key: Named, cx: &Context) -> Task<Message> {
    pressed(window, Key::Named(key), Modifiers::empty(), cx)
}

fn alt(window: &mut DeskWindow, digit: &str, cx: &Context) {
    let task = pressed(window, Key::Character(digit.into()), Modifiers::ALT, cx);
    drive(window, task, cx);
}

fn goes(window: &mut DeskWindow, place: Place, cx: &Context) {
    let entered = window.go(place, cx);
    drive(window, entered, cx);
}

/// An order with a letter to be written about it.
fn closed(cx: &Context) {
    wait(cx.engine.record_callback(engine::CallbackEntry {
        order: sheet_in(cx, "Margaret Hill"),
        outcome: domain::CallbackOutcome::Reached,
        grade: Some(domain::Grade::VerySatisfied),
        marks: Vec::new(),
        remark: String::new(),
        then: None,
    }))
    .expect("it waits for a call");
}

/// Runs tasks on the clock of a runtime, as the program does.
fn on_a_clock(work: impl FnOnce()) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_time().build();
    let runtime = runtime.expect("a runtime needs nothing");
    let _entered = runtime.enter();
    work();
}

#[test]
fn digits_go_to_the_caller_bar_unless_a_form_is_open() {
    let cx = context();
    let mut window = window(&cx);
    let in_bar = |window: &mut DeskWindow| {
        let task = pressed(window, Key::Character("7".into()), Modifiers::empty(), &cx);
        drive(window, task, &cx);
        std::mem::take(&mut window.caller).typed().to_owned()
    };
    assert_eq!(in_bar(&mut window), "7", "nothing is written");
    let typed = "Ouyang".to_owned();
    let caller = crate::place::Caller { typed, ..Default::default() };
    goes(&mut window, Place::Intake(caller), &cx);
    assert_eq!(in_bar(&mut window), "", "a call is taken down");
}

#[test]
fn letters_that_were_made_while_one_was_elsewhere_are_told_of_and_led_to() {
    on_a_clock(|| {
        let cx = context();
        closed(&cx);
        let mut window = window(&cx);
        goes(&mut window, Place::Letters, &cx);
        let posting = named(&mut window, Named::F10, &cx);
        alt(&mut window, "1", &cx);
        drive(&mut window, posting, &cx);

        assert!(matches!(window.rooms.front.place, Place::Today), "nobody is torn away");
        assert_eq!(window.notices.words(), [cx.locale.letters_made(1_usize)]);
        let way = window.way_taken(&cx);
        drive(&mut window, way, &cx);
        let is_paper = |place: &Place| matches!(place, Place::LettersLaidOut(_));
        assert!(is_paper(&window.rooms.front.place), "the paper is there");

        // The preview that was left while it saved says so too.
        let path = tempfile::tempdir().expect("a folder").keep().join("letters.pdf");
        cx.dialogs.prepare(Chosen::Path(path.clone()));
        let saving = named(&mut window, Named::F10, &cx);
        let rung = engine::CallingNumber::parse("13800000000").expect("a number");
        let rung = window.ring(&rung, &cx);
        drive(&mut window, rung, &cx);
        assert!(is_paper(&window.rooms.front.place), "a call waits meanwhile");
        window.notices.forget_calls();
        let closed = named(&mut window, Named::Escape, &cx);
        drive(&mut window, closed, &cx);
        assert!(!is_paper(&window.rooms.front.place));
        drive(&mut window, saving, &cx);
        let saved = cx.locale.preview_saved(&path.display().to_string());
        assert_eq!(window.notices.words(), [[saved, cx.locale.letters_posted(1_usize)].join(" ")]);
        assert!(window.notices.has_undo(), "they can be taken back");
        assert!(path.is_file());

        // And the letters' room is not dead.
        let back = window.back(&cx);
        drive(&mut window, back, &cx);
        let Room::Letters(_) = &window.rooms.front.room else {
            panic!("one came from the letters")
        };
        let escape = Shortcut { key: Key::Named(Named::Escape), modifiers: Modifiers::empty() };
        assert!(window.rooms.front.room.key(&escape).is_none(), "there is nothing left to stop");
    });
}

#[test]
fn a_room_that_is_no_longer_come_back_to_still_gets_its_answers() {
    let cx = context();
    let order = sheet_in(&cx, "Margaret Hill");
    let mut window = window(&cx);
    goes(&mut window, Place::Order(order), &cx);
    let ticket = window.rooms.front.ticket.clone();
    let told = Task::done(Message::Room(
        ticket.clone(),
        screen::Message::Order(screen::order::Message::Went(Place::Parts)),
    ));
    drop(ticket);
    for _ in 0..30 {
        goes(&mut window, Place::Today, &cx);
    }
    drive(&mut window, told, &cx);

    assert!(matches!(window.rooms.front.place, Place::Today));
    assert_eq!(window.notices.words(), [cx.locale.window_ready()]);
    let way = window.way_taken(&cx);
    drive(&mut window, way, &cx);
    assert!(matches!(window.rooms.front.place, Place::Parts));
}

#[test]
fn an_office_that_was_put_back_is_begun_with_wherever_one_is_by_then() {
    let cx = context();
    let mut window = window(&cx);
    let ticket = window.rooms.front.ticket.clone();
    goes(&mut window, Place::Parts, &cx);
    let (_, ask) = window.obey_unseen(&ticket, Action::Begin, &cx);

    assert!(matches!(ask, Ask::Begin));
}

#[test]
fn an_answer_to_another_room_of_the_same_kind_changes_nothing_in_front() {
    let cx = context();
    let first = sheet_in(&cx, "Margaret Hill");
    let second = sheet_in(&cx, "Norah Hill");
    let mut window = window(&cx);
    let late = window.go(Place::Order(first), &cx);
    goes(&mut window, Place::Order(second), &cx);
    let shown = |window: &DeskWindow| {
        let view = ui::root(window.rooms.front.room.view(&cx));
        iced_test::simulator(view).find("Norah Hill").is_ok()
    };
    assert!(shown(&window));
    drive(&mut window, late, &cx);

    assert!(shown(&window), "the file of the other order is not shown here");
}

#[test]
fn a_call_is_taken_down_in_one_place() {
    let cx = context();
    let mut window = window(&cx);
    let rung = |typed: &str| Place::Intake(Caller { typed: typed.into(), ..Caller::default() });
    goes(&mut window, rung("Ouyang"), &cx);
    let first = window.rooms.front.ticket.clone();
    goes(&mut window, Place::Parts, &cx);
    let new = window.new_order(&cx);
    drive(&mut window, new, &cx);
    assert!(window.rooms.is_front(&first), "the call goes on where it was left");
    let again = window.new_order(&cx);
    drive(&mut window, again, &cx);
    assert!(window.rooms.is_front(&first));
    drop(first);

    // Another caller: the first call is offered there, and is nowhere else.
    goes(&mut window, rung("Sima"), &cx);
    for _ in 0..5 {
        let back = window.back(&cx);
        drive(&mut window, back, &cx);
        assert!(!is_intake(&window.rooms.front.room));
    }
}

#[test]
fn a_computer_that_was_sent_away_says_so_in_every_room() {
    let cx = context();
    let mut window = window(&cx);
    let sees = |window: &DeskWindow, words: String| {
        iced_test::simulator(window.view(&cx)).find(words.as_str()).is_ok()
    };
    let link =
        |trouble| engine::Link { enrolled: true, online: true, trouble, ..engine::Link::default() };
    let _ = window.update(Message::LinkRead(Ok(link(None))), &cx);
    assert!(sees(&window, cx.locale.link_online()) && !sees(&window, cx.locale.link_stranger()));

    let full = link(Some(engine::Trouble::Full));
    let _ = window.update(Message::LinkRead(Ok(full)), &cx);
    assert!(sees(&window, cx.locale.link_full()) && !sees(&window, cx.locale.link_online()));
    let files = engine::Link { files_found_no_room: true, ..link(None) };
    let _ = window.update(Message::LinkRead(Ok(files)), &cx);
    assert!(sees(&window, cx.locale.link_full_files()) && !sees(&window, cx.locale.link_full()));
    let away = Some(engine::Trouble::Refused(engine::Refusal::Revoked));
    let _ = window.update(Message::LinkRead(Ok(link(away))), &cx);
    assert!(sees(&window, cx.locale.link_stranger()) && !sees(&window, cx.locale.link_online()));
}

#[test]
fn what_has_not_been_sent_is_in_sight_at_200_percent_whatever_else_is_said() {
    for language in locale::Language::ALL {
        let cx = context();
        let cx = Context { locale: locale::Locale::new(language), ..cx };
        let mut window = window(&cx);
        let queue = engine::QueueCount { unsent: 3, ..engine::QueueCount::default() };
        let link = |online: bool| {
            let trouble = (!online).then_some(engine::Trouble::Unreachable);
            let next_try = Some(domain::Moment(cx.engine.clock().now().0 + 38_000));
            engine::Link { enrolled: true, online, trouble, next_try, queue, ..Default::default() }
        };
        let words = cx.locale.link_unsent(3);
        let is_whole = |window: &DeskWindow, what: &str| {
            // What is left of 1366 by 768 pixels.
            let size = Size::new(683.0, 384.0);
            let view = window.view(&cx);
            let mut screen = iced_test::Simulator::<Message>::with_size(ui::settings(), size, view);
            let found = screen.find(words.as_str());
            let found = found.unwrap_or_else(|_| panic!("{language:?}: nothing of it {what}"));
            let (all, seen) = (found.bounds(), found.visible_bounds());
            let seen = seen.and_then(|it| it.intersection(&iced::Rectangle::with_size(size)));
            assert!(
                seen.is_some_and(|it| it.width + 1.0 >= all.width && it.height > 8.0),
                "{language:?}: {what}"
            );
            assert!(all.width > 30.0 && all.height < 40.0, "{language:?}: {all:?} {what}");
        };
        for online in [true, false] {
            let _ = window.update(Message::LinkRead(Ok(link(online))), &cx);
            is_whole(&window, "while nothing else is said");
        }
        window.notices.tell(Notice::done(cx.locale.attention_put_down()));
        is_whole(&window, "beside a few words");
        let long = cx.locale.attention_disputed_how();
        window.notices.tell(Notice::problem(long.clone()));
        is_whole(&window, "beside a long problem");
        let undo = engine::Undo::StepBack(Vec::new());
        window.notices.tell(Notice::done(long).undone_by(undo));
        is_whole(&window, "beside a way back");
    }
}

#[test]
fn whoever_was_looked_for_before_is_not_taken_for_the_next_caller() {
    let cx = context();
    let mut window = window(&cx);
    let typed = caller::Message::TextChanged("138 1234".into());
    let task = window.update(Message::Caller(typed), &cx).0;
    drive(&mut window, task, &cx);
    assert_eq!(window.caller.caller().typed, "138 1234");

    alt(&mut window, "2", &cx);
    assert_eq!(window.caller.caller().typed, "");
}

#[test]
fn a_room_that_could_not_be_read_says_so_and_is_read_again_by_a_key() {
    let cx = context();
    let mut window = window(&cx);
    let sees = |window: &DeskWindow, words: &str| {
        iced_test::simulator(window.view(&cx)).find(words).is_ok()
    };
    let _not_read = window.go(Place::Parts, &cx);
    let ticket = window.rooms.front.ticket.clone();
    let failed = || {
        let read = crate::screen::parts::Message::OverviewRead(Err(Error::Busy));
        Message::Room(ticket.clone(), screen::Message::Parts(read))
    };
    let _ = window.update(failed(), &cx);
    assert!(sees(&window, &cx.locale.window_unread(&cx.locale.room_parts())));
    assert!(!sees(&window, &cx.locale.parts_none()), "nobody says that there are none");

    let again = window.update(Message::ReadAgain, &cx);
    drop(again);
    let _ = window.update(failed(), &cx);
    let why = crate::problem::message(&Error::Busy, &cx.locale);
    let why = [why, cx.locale.window_read_tries(1)].join("\n");
    assert!(sees(&window, &why), "it is seen that it was tried");
    let again = named(&mut window, Named::F5, &cx);
    drive(&mut window, again, &cx);
    assert!(!sees(&window, &cx.locale.window_read_again()));
    assert!(sees(&window, &cx.locale.parts_none()));
}

#[test]
fn while_headquarters_is_away_it_is_seen_when_it_is_tried_again_and_a_key_tries_at_once() {
    let cx = context();
    let mut window = window(&cx);
    let sees = |window: &DeskWindow, words: String| {
        iced_test::simulator(window.view(&cx)).find(words.as_str()).is_ok()
    };
    let away = |seconds: i64| engine::Link {
        enrolled: true,
        trouble: Some(engine::Trouble::Unreachable),
        next_try: Some(domain::Moment(cx.engine.clock().now().0 + seconds * 1_000)),
        ..engine::Link::default()
    };
    let offline = |then: String| [cx.locale.link_offline(), then].join(" · ");
    assert!(!window.is_cut_off(), "an office alone misses nobody");
    let _ = window.update(Message::LinkRead(Ok(away(38))), &cx);
    assert!(window.is_cut_off());
    assert!(sees(&window, offline(cx.locale.link_next_try(40))));
    assert!(sees(&window, cx.locale.link_try_now()));

    let key = Shortcut { key: Key::Character("r".into()), modifiers: Modifiers::COMMAND };
    let tried = window.update(Message::Pressed(key), &cx).0;
    assert!(sees(&window, offline(cx.locale.link_trying())));
    drive(&mut window, tried, &cx);
    assert!(!window.trying, "the answer is there");
    let _ = window.update(Message::LinkRead(Ok(away(3))), &cx);
    assert!(sees(&window, offline(cx.locale.link_next_try(5))));
}

#[test]
fn the_board_is_come_back_to_on_the_day_that_was_left() {
    let cx = context();
    let mut window = window(&cx);
    alt(&mut window, "2", &cx);
    let turned = pressed(&mut window, Key::Named(Named::ArrowRight), Modifiers::ALT, &cx);
    drive(&mut window, turned, &cx);
    alt(&mut window, "1", &cx);
    alt(&mut window, "2", &cx);

    let Room::Dispatch(room) = &window.rooms.front.room else { panic!("it is the board") };
    assert_eq!(room.left(&cx).day, cx.engine.clock().today().succ_opt());
}

#[test]
fn f5_reads_whatever_room_again_and_says_so() {
    let cx = context();
    let mut window = window(&cx);
    for room in 1..=9 {
        alt(&mut window, &room.to_string(), &cx);
        let read = named(&mut window, Named::F5, &cx);
        drive(&mut window, read, &cx);
        let said = cx.locale.window_as_of("09:00");
        let seen = iced_test::simulator(window.view(&cx)).find(said.as_str()).is_ok();
        assert!(seen, "in room {room}");
    }
}

#[test]
fn escape_in_a_room_of_the_rail_leads_to_no_call_that_was_begun() {
    let cx = context();
    let mut window = window(&cx);
    goes(&mut window, Place::Orders, &cx);
    goes(&mut window, Place::Intake(Caller::default()), &cx);
    alt(&mut window, "2", &cx);
    let back = named(&mut window, Named::Escape, &cx);
    drive(&mut window, back, &cx);

    assert_eq!(window.room_name(), "Orders");
    let on = pressed(&mut window, Key::Character("b".into()), Modifiers::COMMAND, &cx);
    drive(&mut window, on, &cx);
    assert_eq!(window.room_name(), "Intake", "its own key goes on with it");
}

#[test]
fn the_list_in_front_is_saved_as_it_is_filtered() -> Result<(), Box<dyn std::error::Error>> {
    let mut cx = context();
    cx.dialogs = crate::file_dialog::Dialogs::prepared();
    let folder = tempfile::tempdir()?;
    let mut window = window(&cx);
    let all = [Place::Orders, Place::Customers, Place::Parts, Place::Callbacks, Place::Attention];
    for (at, place) in all.into_iter().enumerate() {
        let path = folder.path().join(format!("list-{at}.csv"));
        cx.dialogs.prepare(Chosen::Path(path.clone()));
        goes(&mut window, place.clone(), &cx);
        let task = pressed(&mut window, Key::Character("e".into()), Modifiers::COMMAND, &cx);
        drive(&mut window, task, &cx);
        let text = std::fs::read_to_string(&path)?;
        assert!(text.starts_with('\u{feff}') && text.contains("\r\n"), "{place:?}");
        assert!(window.notices.words().iter().any(|words| words.contains("list-")));
    }
    goes(&mut window, Place::Settings, &cx);
    let task = pressed(&mut window, Key::Character("e".into()), Modifiers::COMMAND, &cx);
    drive(&mut window, task, &cx);
    assert!(window.notices.words().contains(&cx.locale.export_none().as_str()));
    Ok(())
}
