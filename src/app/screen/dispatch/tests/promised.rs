//! What was promised, and what speaks against a plan.

use super::*;

fn tomorrow(cx: &Context, from: u16, to: u16) -> Slot {
    let day = cx.engine.clock().today().succ_opt().expect("a day");

    Slot::new(day, from * 60, to * 60).expect("a stretch of a day")
}

#[test]
fn a_promised_window_stays_as_it_was_promised_when_a_technician_is_chosen() {
    let cx = context();
    let slot = tomorrow(&cx, 9, 11);
    promised(&cx, "Zhang", Some(slot));
    let mut played = Played::new(cx);
    played.letter("a");
    played.type_in(PlanForm::TECHNICIAN, "2");
    let times = played.cx.locale.slot_times(slot);
    played.screen(|ui| {
        let lines = ui.find(times.as_str());
        assert!(lines.is_ok(), "the time that was promised is in its field");
    });
    played.enter_in(PlanForm::TECHNICIAN);
    played.say(Message::DayChosen(slot.day()));

    assert_eq!(played.board().visits[0].slot, Some(slot));
}

#[test]
fn a_card_dropped_where_it_was_promised_lasts_as_long_as_was_promised() {
    let cx = context();
    let slot = tomorrow(&cx, 9, 11);
    let order = promised(&cx, "Zhang", Some(slot));
    let mut played = Played::new(cx);
    played.say(Message::DayChosen(slot.day()));
    let dropped = |start| Message::Dropped(Dropped { key: Card::Waiting(order), row: 0, start });
    played.say(dropped(slot.from()));

    assert_eq!(played.board().visits[0].slot, Some(slot));
}

#[test]
fn who_comes_for_an_order_that_is_promised_tomorrow_finds_tomorrows_board() {
    let cx = context();
    let slot = tomorrow(&cx, 9, 11);
    let order = promised(&cx, "Zhang", Some(slot));
    let (room, task) = Dispatch::with(order, &cx);
    let mut played = Played { room, cx, told: Vec::new(), undo: None, opened: Vec::new() };
    settle(task).collect::<Vec<_>>().into_iter().for_each(|message| played.say(message));

    assert_eq!(played.room.day, slot.day());
    assert_eq!(played.room.selected, Some(Card::Waiting(order)));
}

#[test]
fn what_is_booked_for_another_day_is_told_with_the_way_there() {
    let cx = context();
    let slot = tomorrow(&cx, 9, 11);
    let order = promised(&cx, "Zhang", Some(slot));
    let mut played = Played::new(cx);
    played.letter("a");
    played.say(Message::Plan(plan::Message::TechnicianPicked(0)));
    let submit = Message::Plan(plan::Message::Submitted);
    let Action::Run(saving) = played.room.update(submit, &played.cx) else { panic!("saved") };
    let done = settle(saving).next().expect("it is done");
    let Action::Tell(notice, _) = played.room.update(done, &played.cx) else { panic!("told") };

    let told = played.cx.locale.slot_relative(slot, played.room.day);
    assert!(notice.words.contains(&told), "{}", notice.words);
    let way = notice.way.expect("a way there");
    assert!(matches!(way, crate::action::Way::Found(Place::Dispatching(it)) if it == order));
    assert!(notice.undo.is_some());
}

#[test]
fn what_speaks_against_the_technician_is_shown_before_enter_confirms_it() {
    let cx = context();
    let order = received(&cx, "Zhang");
    let waiting = received(&cx, "Zhao");
    let mut played = Played::new(cx);
    played.say(Message::Dropped(Dropped { key: Card::Waiting(order), row: 0, start: 540 }));
    played.say(Message::Picked(Card::Waiting(waiting)));
    played.letter("a");
    played.say(Message::Plan(plan::Message::TimeTyped("9-10".to_owned())));
    played.type_in(PlanForm::TECHNICIAN, "1");
    played.enter_in(PlanForm::TECHNICIAN);
    assert!(played.room.plan.is_some(), "they are elsewhere then");

    played.enter_in(PlanForm::TIME);
    assert!(played.room.plan.is_none());
    assert_eq!(played.board().visits.len(), 2);
}
