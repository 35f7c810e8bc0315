//! The inbox, as it is worked in: by keys, and by what is dropped on it.

use domain::EnquiryState;
use engine::{EnquiryFilter, EnquiryStage, NewEnquiry};
use iced::keyboard::{Key, Modifiers};

use super::*;
use crate::place::Place;
use crate::testing::hands::{Hands, hands_in};
use crate::testing::{call, context, settle, wait};

hands_in!(Inbox, Message);

fn key(key: Key) -> Shortcut {
    Shortcut { key, modifiers: Modifiers::empty() }
}

fn letter(letter: &str) -> Shortcut {
    key(Key::Character(letter.into()))
}

/// Does what an action asks, and what that asks; answers what is left for the window.
fn follow(room: &mut Inbox, action: Action<Message>, cx: &Context) -> Vec<Action<Message>> {
    let mut left = Vec::new();
    let mut actions = vec![action];
    while let Some(action) = actions.pop() {
        match action {
            Action::Run(task) => {
                for message in settle(task) {
                    actions.push(room.update(message, cx));
                }
            }
            Action::Tell(notice, task) => {
                for message in settle(task) {
                    actions.push(room.update(message, cx));
                }
                left.push(Action::Tell(notice, Task::none()));
            }
            Action::None => {}
            other => left.push(other),
        }
    }

    left
}

fn entered(cx: &Context) -> Inbox {
    let (mut room, task) = Inbox::new(None, cx);
    follow(&mut room, Action::Run(task), cx);

    room
}

fn press(room: &mut Inbox, shortcut: &Shortcut, cx: &Context) -> Vec<Action<Message>> {
    let Some(message) = room.key(shortcut) else { return Vec::new() };
    let action = room.update(message, cx);

    follow(room, action, cx)
}

fn written(cx: &Context, text: &str) -> EnquiryId {
    let typed = NewEnquiry {
        name: "Ann Bell".into(),
        subject: "Water heater".into(),
        text: text.into(),
        ..NewEnquiry::default()
    };

    wait(cx.engine.receive_enquiry(typed)).expect("taken in").id
}

fn state(cx: &Context, id: EnquiryId) -> EnquiryState {
    wait(cx.engine.enquiry(id)).expect("an enquiry").state
}

#[test]
fn an_enquiry_is_taken_down_answered_and_closed_by_keys() {
    let cx = context();
    let mut hands = Hands::new(Inbox::new(None, &cx), &cx);
    hands.press(Named::F2);
    hands.write("Ann Bell");
    for _ in 0..4 {
        hands.press(Named::Tab);
    }
    hands.write("Cleaning");
    hands.press(Named::Tab);
    hands.write("How often?");
    hands.press(Named::F10);
    let list = wait(cx.engine.enquiries(EnquiryFilter::default())).expect("a list");
    let id = list.rows[0].id;
    assert_eq!((list.rows[0].subject.as_str(), list.nobodys), ("Cleaning", 1));

    hands.press(Named::F7);
    assert_eq!(state(&cx, id), EnquiryState::Routed);
    hands.press(Named::Enter);
    hands.write("Once a year.");
    hands.press(Named::F10);
    assert_eq!(state(&cx, id), EnquiryState::Answered);
    hands.press(Named::F8);
    assert_eq!(state(&cx, id), EnquiryState::Closed);
    hands.press(Named::F8);
    assert_eq!(state(&cx, id), EnquiryState::Routed, "taken up again");
    let undo = hands.notices.last().and_then(|notice| notice.undo.clone());
    wait(cx.engine.undo(undo.expect("the way back"))).expect("undone");
    assert_eq!(state(&cx, id), EnquiryState::Closed);
}

#[test]
fn nothing_is_no_answer_and_a_letter_needs_a_file() {
    let cx = context();
    let id = written(&cx, "How often?");
    let mut room = entered(&cx);
    press(&mut room, &key(Key::Named(Named::F10)), &cx);
    assert_eq!(state(&cx, id), EnquiryState::Open);
    assert!(matches!(room.enquiries.error, Some(Error::Field { field: "answer", .. })));

    let told = press(&mut room, &key(Key::Named(Named::F9)), &cx);
    let [Action::Tell(notice, _)] = told.as_slice() else { panic!("it says why") };
    assert_eq!(notice.words, cx.locale.inbox_reply_needs_file());
    assert_eq!(state(&cx, id), EnquiryState::Open);
}

#[test]
fn an_answer_goes_on_paper_and_an_order_opens_with_what_was_written() {
    let cx = context();
    wait(cx.engine.receive_order(call())).expect("a call");
    let id = written(&cx, "Call me: 138 1234 5678");
    let mut room = entered(&cx);
    press(&mut room, &key(Key::Named(Named::F4)), &cx);
    assert!(room.enquiries.words.text().contains("Dear Ouyang Zhe"), "in the file's name");
    let drafted = press(&mut room, &key(Key::Named(Named::F4)), &cx);
    assert!(matches!(drafted.as_slice(), [Action::Tell(..)]), "not over what is written");

    let left = press(&mut room, &key(Key::Named(Named::F9)), &cx);
    assert!(left.iter().any(|it| matches!(it, Action::Open(Place::LettersLaidOut(_)))));
    assert_eq!(state(&cx, id), EnquiryState::Answered);

    let left = press(&mut room, &letter("r"), &cx);
    let [Action::Open(Place::Intake(caller))] = left.as_slice() else { panic!("it opens") };
    assert!(caller.customer.is_some() && caller.description.contains("Call me"));
    assert_eq!(caller.enquiry.as_ref().map(|(id, _)| *id), Some(id));
}

#[test]
fn a_mail_that_is_dropped_comes_in_once_and_what_is_none_is_named() {
    let cx = context();
    let folder = tempfile::tempdir().expect("a folder");
    let mail = folder.path().join("one.eml");
    std::fs::write(&mail, "From: Ann <ann@example.com>\nSubject: Leak\n\nIt leaks.").expect("kept");
    let photo = folder.path().join("two.eml");
    std::fs::write(&photo, [0xFF, 0xD8, 0]).expect("kept");
    let mut room = entered(&cx);
    let drop = |room: &mut Inbox, path: &std::path::Path| {
        let message = room.dropped(path.to_owned());
        let action = room.update(message, &cx);
        follow(room, action, &cx)
    };
    drop(&mut room, &mail);
    assert_eq!(room.enquiries.in_hand().map(|(_, subject)| subject), Some("Leak"));
    drop(&mut room, &mail);
    assert_eq!(room.enquiries.waiting(), Some(1));
    let told = drop(&mut room, &photo);
    let [Action::Tell(notice, _)] = told.as_slice() else { panic!("it says so") };
    assert_eq!(notice.words, cx.locale.problem_no_mail("two.eml"));
}

#[test]
fn a_rule_is_written_tried_moved_and_switched_off() {
    let cx = context();
    let mut room = entered(&cx);
    let says = |room: &mut Inbox, message: rules::Message| {
        let action = room.update(Message::Rules(message), &cx);
        follow(room, action, &cx)
    };
    press(&mut room, &key(Key::Named(Named::F6)), &cx);
    for (name, words) in [("All", ""), ("Leaks", "leak, smoke")] {
        press(&mut room, &key(Key::Named(Named::F2)), &cx);
        for (line, words) in [(rules::Line::Name, name), (rules::Line::Words, words)] {
            let typed = rules::FormMessage::Typed(line, words.into());
            says(&mut room, rules::Message::Form(typed));
        }
        let refused = press(&mut room, &key(Key::Named(Named::F10)), &cx);
        assert!(matches!(refused.as_slice(), [Action::Tell(..)]), "it does nothing yet");
        says(&mut room, rules::Message::Form(rules::FormMessage::PersonPicked(2)));
        press(&mut room, &key(Key::Named(Named::F10)), &cx);
    }
    let names = || -> Vec<(String, bool)> {
        let rules = wait(cx.engine.rules()).expect("a table").into_iter();
        rules.map(|row| (row.rule.name, row.rule.off)).collect()
    };
    assert_eq!(names(), [("All".to_owned(), false), ("Leaks".to_owned(), false)]);
    press(&mut room, &key(Key::Named(Named::F3)), &cx);
    press(&mut room, &key(Key::Named(Named::F7)), &cx);
    assert_eq!(names(), [("Leaks".to_owned(), true), ("All".to_owned(), false)]);

    let id = written(&cx, "It leaks");
    assert_eq!(state(&cx, id), EnquiryState::Routed, "the other one decides");
    let answered = EnquiryFilter { stage: EnquiryStage::Answered, ..EnquiryFilter::default() };
    assert!(
        wait(cx.engine.enquiries(answered)).expect("a list").rows.is_empty(),
        "nothing is sent"
    );
}

#[test]
fn an_article_stands_in_the_reply_and_is_counted_and_a_call_settles_the_rest() {
    let cx = context();
    let article = domain::Article {
        title: "Water heater leaks".into(),
        body: "Shut the valve.".into(),
        kinds: vec![domain::Category::WaterHeater],
        ..domain::Article::default()
    };
    let article = wait(cx.engine.write_article(article)).expect("an article").id;
    let published = cx.engine.step_article(article, domain::ArticleStep::Publish);
    wait(published).expect("published");
    let id = written(&cx, "My water heater leaks");
    let mut room = entered(&cx);
    press(&mut room, &letter("w"), &cx);
    press(&mut room, &letter("a"), &cx);
    assert!(room.enquiries.words.text().contains("Shut the valve."));
    press(&mut room, &letter("a"), &cx);
    assert_eq!(room.enquiries.words.text().matches("Shut the valve.").count(), 1, "once");
    press(&mut room, &key(Key::Named(Named::F10)), &cx);
    assert_eq!(state(&cx, id), EnquiryState::Answered);
    let told = || wait(cx.engine.article(article)).expect("an article").told;
    assert_eq!(told(), (1, 1));

    let other = written(&cx, "How is it cleaned?");
    let (mut room, task) = Inbox::new(Some(other), &cx);
    follow(&mut room, Action::Run(task), &cx);
    press(&mut room, &letter("k"), &cx);
    press(&mut room, &letter("k"), &cx);
    let shelf = wait(cx.engine.knowledge(cx.locale.language())).expect("a shelf");
    let drafts = shelf.articles.iter().filter(|it| it.row.state == domain::ArticleState::Draft);
    assert_eq!(drafts.count(), 1, "noted once");
    press(&mut room, &key(Key::Named(Named::F12)), &cx);
    assert_eq!(state(&cx, other), EnquiryState::Open, "nothing was said");
    room.enquiries.words = iced::widget::text_editor::Content::with_text("With vinegar.");
    press(&mut room, &key(Key::Named(Named::F12)), &cx);
    assert_eq!(state(&cx, other), EnquiryState::Closed);
}
