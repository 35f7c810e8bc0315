//! The room in which articles are found, read and written.

use domain::{Article, ArticleState, Moment};
use iced::keyboard::{Key, Modifiers};
use iced_test::simulator;

use super::*;
use crate::testing::{MORNING, context, settle, wait};

/// Hands the room every message and those that come of them; what it said is returned.
fn follow(room: &mut Knowledge, messages: Vec<Message>, cx: &Context) -> Vec<Notice> {
    let mut waiting = std::collections::VecDeque::from(messages);
    let mut said = Vec::new();
    while let Some(message) = waiting.pop_front() {
        match room.update(message, cx) {
            Action::Run(task) => waiting.extend(settle(task)),
            Action::Tell(notice, task) => {
                said.push(notice);
                waiting.extend(settle(task));
            }
            _ => {}
        }
    }

    said
}

fn entered(cx: &Context) -> Knowledge {
    let (mut room, task) = Knowledge::new(None, cx);
    let messages = settle(task).collect();
    follow(&mut room, messages, cx);

    room
}

fn press(room: &mut Knowledge, key: Named, cx: &Context) -> Vec<Notice> {
    let shortcut = Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() };
    let message = room.key(&shortcut).expect("the room knows this key");

    follow(room, vec![message], cx)
}

fn titled(title: &str) -> Article {
    Article {
        title: title.into(),
        body: "Turn it off and on.".into(),
        state: ArticleState::Published,
        language: "en".into(),
        ..Article::default()
    }
}

fn titles(room: &Knowledge) -> Vec<String> {
    (0..room.listed.len()).filter_map(|at| Some(room.row(at)?.row.title.clone())).collect()
}

fn typed(line: editor::Line, text: &str) -> Message {
    Message::Editor(editor::Message::Typed(line, text.into()))
}

#[test]
fn what_is_looked_for_is_listed_and_read_at_once() {
    let cx = context();
    for title in ["Hose leaks", "Drum is loud"] {
        wait(cx.engine.write_article(titled(title))).expect("it can be kept");
    }
    let mut room = entered(&cx);
    assert_eq!(titles(&room), ["Drum is loud", "Hose leaks"]);

    follow(&mut room, vec![Message::TextChanged("leak".into())], &cx);
    assert_eq!(titles(&room), ["Hose leaks"]);
    assert_eq!(room.reader.as_ref().map(|it| it.file.article.title.as_str()), Some("Hose leaks"));
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find("Turn it off and on.").is_ok());
    drop(ui);

    follow(&mut room, vec![Message::TextChanged("quiet".into())], &cx);
    assert!(titles(&room).is_empty());
    assert!(simulator(room.view(&cx)).find(cx.locale.knowledge_none_found()).is_ok());
}

#[test]
fn what_was_begun_is_there_again_when_the_room_is() {
    let cx = context();
    let mut room = entered(&cx);
    press(&mut room, Named::F7, &cx);
    follow(&mut room, vec![typed(editor::Line::Title, "Hose leaks")], &cx);
    assert!(room.is_writing());

    let mut room = entered(&cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.knowledge_go_on()).is_ok());
    press(&mut room, Named::F6, &cx);
    assert_eq!(room.editor.as_ref().map(|it| it.title()).as_deref(), Some("Hose leaks"));

    // Without a text nothing is told; that is said beside it.
    press(&mut room, Named::F10, &cx);
    assert!(simulator(room.view(&cx)).find(cx.locale.problem_missing()).is_ok());
    follow(&mut room, vec![Message::Editor(editor::Message::ToldToggled(false))], &cx);
    let said = press(&mut room, Named::F10, &cx);
    assert_eq!(said[0].words, cx.locale.knowledge_article_saved("Hose leaks"));
    assert!(!room.is_writing() && matches!(wait(cx.engine.draft(DRAFT)), Ok(None)));
    assert_eq!(titles(&room), ["Hose leaks"]);
}

#[test]
fn one_whose_day_has_come_is_looked_through_with_one_key() {
    let cx = context();
    let due = Article { review_on: "2026-11-23".parse().ok(), ..titled("Hose leaks") };
    wait(cx.engine.write_article(due)).expect("it can be kept");
    cx.engine.clock().set(Moment(MORNING.0 + 3 * 24 * 60 * 60 * 1_000));
    let mut room = entered(&cx);
    follow(&mut room, vec![Message::PartPicked(4)], &cx);
    assert_eq!(titles(&room), ["Hose leaks"]);
    assert!(simulator(room.view(&cx)).find(cx.locale.knowledge_stale()).is_ok());

    let said = press(&mut room, Named::F4, &cx);
    assert_eq!(said[0].words, cx.locale.knowledge_reviewed("Hose leaks"));
    assert!(titles(&room).is_empty());
    wait(cx.engine.undo(said[0].undo.clone().expect("a way back"))).expect("it goes back");
    let again = settle(room.refresh(&cx)).collect();
    follow(&mut room, again, &cx);
    assert_eq!(titles(&room), ["Hose leaks"]);
}

#[test]
fn an_earlier_version_is_read_by_key_and_brought_back() {
    let cx = context();
    let id = wait(cx.engine.write_article(titled("Hose leaks"))).expect("it can be kept").id;
    let opened = wait(cx.engine.article(id)).expect("it is there").opened();
    let other = Article { body: "Replace the seal.".into(), ..opened.record.clone() };
    wait(cx.engine.rewrite_article(opened, other)).expect("it can be kept");
    let mut room = entered(&cx);
    press(&mut room, Named::F11, &cx);
    assert!(simulator(room.view(&cx)).find("Turn it off and on.").is_ok());

    let version = room.reader.as_ref().and_then(|it| it.older).expect("a version");
    let back = Message::Reader(reader::Message::BackPressed(version));
    let said = follow(&mut room, vec![back], &cx);
    assert_eq!(said[0].words, cx.locale.knowledge_older_brought("Hose leaks"));
    let body = wait(cx.engine.article(id)).expect("it is there").article.body;
    assert_eq!(body, "Turn it off and on.");
}
