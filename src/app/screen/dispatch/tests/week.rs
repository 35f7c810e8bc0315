//! The week on the board.

use super::*;
use crate::screen::dispatch::Left;

fn slot(day: NaiveDate, hour: u16) -> Option<Slot> {
    Slot::new(day, hour * 60, (hour + 1) * 60).ok()
}

#[test]
fn the_week_says_how_much_everyone_has_to_do_and_leads_to_each_day() {
    let cx = context();
    let today = cx.engine.clock().today();
    // Saturday: the next day is still of this week.
    let sunday = today.succ_opt().expect("a day");
    let orders = ["Zhang", "Zhao", "Zhou"].map(|name| received(&cx, name));
    let mut played = Played::new(cx);
    let second = played.board().technicians[1].id;
    for (order, hour) in orders.into_iter().take(2).zip([9, 11]) {
        let plan =
            Plan { technician: second, slot: slot(sunday, hour), agreed: false, remark: None };
        wait(played.cx.engine.assign(order, plan)).expect("it waits");
    }
    played.letter("w");
    let two = played.cx.locale.dispatch_jobs(2_u64);
    let size = iced::Size::new(1190.0, 600.0);
    let sees = |played: &Played, words: &str| {
        let view = ui::root(played.room.view(&played.cx));
        let mut screen: Simulator<'_, Message> = Simulator::with_size(ui::settings(), size, view);
        screen.find(words).is_ok()
    };
    assert!(sees(&played, &two), "what the second has to do on Sunday");

    // Down to the second, right to Sunday, and there.
    played.say(Message::Week(crate::screen::dispatch::week::Message::RowPicked(1)));
    played.key(Key::Named(Named::ArrowRight));
    assert_eq!(played.room.day, sunday);
    assert!(matches!(played.room.selected, Some(Card::Waiting(it)) if it == orders[2]));
    played.letter("a");
    played.enter_in(PlanForm::TIME);
    let three = played.cx.locale.dispatch_jobs(3_u64);
    assert!(sees(&played, &three), "assigned to the cell: {:?}", played.told);

    played.key(Key::Named(Named::Enter));
    assert!(played.room.week.is_none());
    assert_eq!((played.board().day, played.board().visits.len()), (sunday, 3));
    assert!(played.board().visits.iter().all(|planned| planned.technician == second));
}

#[test]
fn whoever_comes_back_finds_the_board_as_it_was_left() {
    let cx = context();
    let today = cx.engine.clock().today();
    let mut played = Played::new(cx);
    assert_eq!(played.room.left(&played.cx), Left::default());
    played.letter("w");
    let next = Shortcut { key: Key::Named(Named::ArrowRight), modifiers: Modifiers::ALT };
    let message = played.room.key(&next).expect("it turns the week");
    played.say(message);
    let later = today + chrono::TimeDelta::days(7);
    let left = played.room.left(&played.cx);
    assert_eq!(left, Left { day: Some(later), week: true });

    let (room, _entered) = Dispatch::again(left, &played.cx);
    assert_eq!((room.day, room.week.is_some()), (later, true));
    played.letter("t");
    assert_eq!(played.room.day, today);
}
