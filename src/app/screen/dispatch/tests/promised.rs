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
    assert!(played.room.plan.is_some(), "the time is seen before it is taken");
    played.enter_in(PlanForm::TIME);
    played.say(Message::DayChosen(slot.day()));

    let visit = &played.board().visits[0];
    assert_eq!((visit.slot, visit.booked), (Some(slot), true), "they agreed to what was promised");
}

#[test]
fn another_time_than_was_promised_is_not_agreed_unless_a_key_says_so() {
    let cx = context();
    let slot = tomorrow(&cx, 9, 11);
    promised(&cx, "Zhang", Some(slot));
    let mut played = Played::new(cx);
    let agreed = |played: &Played| {
        let plan = played.room.plan.as_ref().expect("it is open");
        plan.is_agreed(played.cx.engine.clock().today())
    };
    played.letter("a");
    assert!(agreed(&played));
    played.say(Message::Plan(plan::Message::TimeTyped("14-16".to_owned())));
    assert!(!agreed(&played));
    let f8 = Shortcut { key: Key::Named(Named::F8), modifiers: Modifiers::empty() };
    let message = played.room.key(&f8).expect("the room knows this key");
    played.say(message);
    assert!(agreed(&played));
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

#[test]
fn a_time_that_is_agreed_stays_when_only_the_day_changes() {
    let cx = context();
    let slot = tomorrow(&cx, 14, 16);
    promised(&cx, "Zhang", Some(slot));
    let mut played = Played::new(cx);
    played.letter("b");
    played.say(Message::Plan(plan::Message::TechnicianPicked(0)));
    played.say(Message::Plan(plan::Message::DayTyped("+3".into())));
    played.say(Message::Plan(plan::Message::Submitted));
    let day = played.cx.engine.clock().today() + chrono::Days::new(3);
    played.say(Message::DayChosen(day));

    let visit = &played.board().visits[0];
    let times = visit.slot.map(|slot| (slot.from(), slot.to()));
    assert_eq!((times, visit.booked), (Some((14 * 60, 16 * 60)), true));
}

#[test]
fn a_time_that_was_offered_and_ticked_stays_too() {
    let cx = context();
    received(&cx, "Zhang");
    let mut played = Played::new(cx);
    played.letter("b");
    played.say(Message::Plan(plan::Message::TechnicianPicked(0)));
    let offered = played.room.plan.as_ref().map(PlanForm::typed_time);
    played.say(Message::Plan(plan::Message::DayTyped("+3".into())));

    assert_eq!(played.room.plan.as_ref().map(PlanForm::typed_time), offered);
    assert_eq!(offered.as_deref(), Some("09:00–10:00"));
}

#[test]
fn what_is_over_is_refused_beside_its_field() {
    let cx = context();
    received(&cx, "Zhang");
    let mut played = Played::new(cx);
    let words = played.cx.locale.problem_slot_past();
    for (day, time) in [("2026-11-01", "14-16"), ("+0", "1-2")] {
        played.letter("b");
        played.say(Message::Plan(plan::Message::TechnicianPicked(0)));
        played.say(Message::Plan(plan::Message::DayTyped(day.into())));
        played.say(Message::Plan(plan::Message::TimeTyped(time.into())));
        played.say(Message::Plan(plan::Message::Submitted));
        assert!(played.room.plan.is_some() && played.told.is_empty(), "{day} {time}");
        played.screen(|ui| {
            ui.find(words.as_str()).expect("it stands beside the field");
        });
        played.say(Message::Plan(plan::Message::Closed));
    }
}

#[test]
fn what_is_over_is_refused_of_a_card_that_is_dropped_too() {
    let cx = context();
    let order = received(&cx, "Zhang");
    let mut played = Played::new(cx);
    let dropped = Dropped { key: Card::Waiting(order), row: 0, start: 60 };
    played.say(Message::Dropped(dropped));

    assert_eq!(played.told, [played.cx.locale.problem_slot_past()]);
    assert!(played.board().visits.is_empty());
}

#[test]
fn the_day_that_is_understood_stands_below_the_one_that_is_typed() {
    let cx = context();
    received(&cx, "Zhang");
    let mut played = Played::new(cx);
    played.letter("a");
    played.say(Message::Plan(plan::Message::DayTyped("20".into())));
    played.screen(|ui| {
        ui.find("Sun 20 Dec").expect("the twentieth to come");
    });
}
