//! Sheets and visits of an order: taken back, corrected, printed again.

use super::*;

#[test]
fn a_sheet_taken_back_is_missing_and_comes_next() {
    let cx = context();
    let order = crate::screen::callbacks::tests::sheet_in(&cx, "Margaret Hill");
    wait(cx.engine.reenter_sheet(order)).expect("just entered");
    let (mut room, task) = OrderFile::new(order, &cx);
    for message in settle(task).collect::<Vec<_>>() {
        follow(&mut room, message, &cx);
    }

    assert_eq!(state(&room), State::Done);
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find(cx.locale.order_sheet_missing()).is_ok());
    assert!(ui.find(cx.locale.outcome(domain::Outcome::Finished)).is_err(), "it counts no more");
    drop(ui);
    let file = room.file.as_deref().expect("read");
    let next = super::super::deeds::deeds(file).into_iter().next().expect("something to do");
    assert_eq!(next.key, "F6", "its sheet is entered anew");
}

#[test]
fn the_sheet_of_a_trip_that_is_over_is_printed_again_as_it_was() {
    let cx = context();
    let mut room = sheet_in(&cx);
    let print = pressed(&room, Named::F9).expect("F9 is always answered");
    let Action::Tell(notice, _) = follow(&mut room, print, &cx) else { panic!("silence") };
    assert!(notice.words.contains(&cx.locale.problem_no_sheet("SH01-A00001")), "{}", notice.words);

    let visit = room.file.as_deref().expect("read").visits[0].id;
    let language = cx.look.language;
    let sheets = wait(cx.engine.job_sheets(vec![visit], language)).expect("it is there");
    wait(cx.engine.record_prints(&sheets)).expect("it is printed");
    for message in settle(room.refresh(&cx)).collect::<Vec<_>>() {
        follow(&mut room, message, &cx);
    }
    assert_eq!(state(&room), State::SheetIn, "paper changes nothing");

    let file = room.file.as_deref().expect("read");
    let next = super::super::deeds::deeds(file).into_iter().next().expect("something to do");
    assert_eq!(next.key, "F7", "the customer is called next");
    let message = pressed(&room, Named::F9).expect("its paper may be lost");
    let Action::Open(Place::JobSheets(again)) = follow(&mut room, message, &cx) else {
        panic!("no sheet is shown")
    };
    assert_eq!(again.reprints(), 1);
}

#[test]
fn the_file_shows_what_the_paper_said() {
    let cx = context();
    let room = sheet_in(&cx);
    let mut ui = simulator(room.view(&cx));
    let stay = format!("07:30 – 08:45 · {}", cx.locale.duration(75));

    for words in [stay.as_str(), "Voltage 221.5 V", "Satisfied"] {
        assert!(ui.find(words).is_ok(), "{words}");
    }
}

#[test]
fn a_wrong_sheet_is_corrected_from_the_file() {
    let cx = context();
    let mut room = sheet_in(&cx);
    let key = Shortcut { key: Key::Character("s".into()), modifiers: Modifiers::empty() };
    let message = room.key(&key).expect("the file knows this key");
    let left = follow(&mut room, message, &cx);

    assert!(
        matches!(left, Action::TellAndOpen(_, Place::Sheet(number)) if number == room.number())
    );
    let file = wait(cx.engine.order(room.id)).expect("readable");
    assert_eq!((file.state, file.can_correct()), (State::Done, false));
}

#[test]
fn what_cannot_be_printed_says_why() {
    let cx = context();
    let mut room = opened(&cx);
    for (state, words) in [
        (State::Ready, cx.locale.problem_no_visit()),
        (State::Closed, cx.locale.problem_no_sheet("SH01-A00001")),
    ] {
        room.file.as_mut().expect("read").state = state;
        let print = pressed(&room, Named::F9).expect("F9 is always answered");
        let Action::Tell(notice, _) = follow(&mut room, print, &cx) else { panic!("silence") };
        assert!(notice.words.contains(&words), "{}", notice.words);
    }
}
