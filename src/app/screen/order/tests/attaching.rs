//! Files of an order.

use super::*;
use crate::screen::order::files;

#[test]
fn files_that_are_dropped_are_kept_with_the_order_and_can_be_taken_away() {
    let cx = context();
    let mut room = opened(&cx);
    let order = room.id;
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, name).expect("room");
        path
    };
    let dropped = |path| Message::Files(files::Message::Dropped(path));
    // The second comes while the first is being attached.
    let Action::Run(first) = room.update(dropped(path("plate.jpg")), &cx) else { panic!("it is") };
    assert!(matches!(room.update(dropped(path("run.exe")), &cx), Action::None));
    let mut told = Vec::new();
    let mut waiting: Vec<_> = settle(first).collect();
    while let Some(message) = waiting.pop() {
        match room.update(message, &cx) {
            Action::Run(task) => waiting.extend(settle(task)),
            Action::Tell(notice, task) => {
                told.push(notice.words);
                waiting.extend(settle(task));
            }
            _ => {}
        }
    }
    let number = room.number();
    let refused = cx.locale.problem_attach_kind("run.exe");
    assert!(told.contains(&cx.locale.order_file_attached(&number)), "{told:?}");
    assert!(told.contains(&refused), "{told:?}");
    let file = wait(cx.engine.order(order)).expect("its file");
    assert_eq!(file.files.len(), 1);

    let mut ui = simulator(room.view(&cx));
    assert!(ui.find("plate.jpg").is_ok());
    drop(ui);
    let removed = Message::Files(files::Message::RemovePressed(file.files[0].id));
    let Action::Run(task) = room.update(removed, &cx) else { panic!("it is there") };
    settle(task).collect::<Vec<_>>().into_iter().for_each(|message| {
        follow(&mut room, message, &cx);
    });
    assert!(wait(cx.engine.order(order)).expect("its file").files.is_empty());
}

#[test]
fn each_file_says_where_it_is() {
    let cx = context();
    let mut room = opened(&cx);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plate.jpg");
    std::fs::write(&path, "plate").expect("room");
    wait(cx.engine.attach_files(room.id, vec![path])).expect("kept");
    let mut file = wait(cx.engine.order(room.id)).expect("its file");
    let locale = &cx.locale;
    let words = [
        (engine::FileState::Safe, locale.order_file_safe()),
        (engine::FileState::Unsent, locale.order_file_unsent()),
        (engine::FileState::NotKept, locale.order_file_not_kept()),
        (engine::FileState::Leaving(40), locale.order_file_leaving(40)),
        (engine::FileState::Coming(70), locale.order_file_coming(70)),
        (engine::FileState::Away, locale.order_file_away()),
        (engine::FileState::Awaited, locale.order_file_awaited()),
        (engine::FileState::Missing, locale.order_file_missing()),
    ];
    for (state, words) in words {
        file.files[0].state = state;
        room.update(Message::Read(Ok(Box::new(file.clone()))), &cx);
        let mut ui = simulator(room.view(&cx));
        assert!(ui.find(words.as_str()).is_ok(), "{state:?}: {words}");
    }
}
