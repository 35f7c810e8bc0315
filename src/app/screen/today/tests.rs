//! Today, as it is used.

use iced::keyboard::{Key, Modifiers};
use iced_test::simulator;

use super::begin::{Step, steps};
use super::*;
use crate::testing::{call, context, settle, wait};

fn room(cx: &Context) -> Today {
    let (mut room, task) = Today::new(cx);
    for message in settle(task).collect::<Vec<_>>() {
        let _ = room.update(message, cx);
    }
    room
}

fn press(room: &mut Today, key: Named, cx: &Context) -> Action<Message> {
    let shortcut = Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() };
    let message = room.key(&shortcut).expect("the room knows this key");

    room.update(message, cx)
}

#[test]
fn an_order_nobody_goes_to_is_opened_where_it_is_assigned() -> Result<(), iced_test::Error> {
    let cx = context();
    wait(cx.engine.receive_order(call())).expect("enough for an order");
    let mut room = room(&cx);
    let mut ui = simulator(room.view(&cx));
    ui.find("Good morning, Li Xiuying")?;
    drop(ui);

    assert!(matches!(press(&mut room, Named::Enter, &cx), Action::Open(Place::Dispatching(_))));
    let _ = press(&mut room, Named::ArrowRight, &cx);
    assert_eq!(room.kind, Some(DutyKind::ToAssign));
    let _ = press(&mut room, Named::ArrowLeft, &cx);
    assert_eq!(room.kind, None);
    Ok(())
}

#[test]
fn an_empty_day_says_so_and_enter_does_nothing() -> Result<(), iced_test::Error> {
    let cx = context();
    let mut room = room(&cx);
    let mut ui = simulator(room.view(&cx));
    ui.find(cx.locale.today_begin())?;
    drop(ui);

    assert!(matches!(press(&mut room, Named::Enter, &cx), Action::None));
    // Nothing was ever taken in: it begins with the old spreadsheet and the prices.
    assert!(matches!(press(&mut room, Named::F2, &cx), Action::Open(Place::Import)));
    let day = room.day.as_ref().expect("it was read");
    assert_eq!(steps(day).collect::<Vec<_>>(), [Step::Import], "prices were suggested");
    if let Some(day) = &mut room.day {
        (day.has_prices, day.has_technicians) = (false, false);
    }
    let prices = press(&mut room, Named::F3, &cx);
    assert!(matches!(prices, Action::Open(Place::SettingsPage(Page::Prices))));
    let people = press(&mut room, Named::F4, &cx);
    assert!(matches!(people, Action::Open(Place::SettingsPage(Page::People))));
    let day = room.day.as_ref().expect("it was read");
    assert_eq!(steps(day).next(), Some(Step::People), "first those who go out");
    Ok(())
}

#[test]
fn what_concerns_the_office_opens_where_it_is_put_right() {
    let of = |kind, about| {
        place(&Duty {
            kind,
            at: None,
            timed: engine::Timed::Since,
            hours: None,
            urgent: false,
            about,
            note: None,
        })
    };
    let refused = of(DutyKind::Refused, About::Operations(2));
    let backup = of(DutyKind::Backup, About::Office);

    assert!(matches!(refused, Place::Attention));
    assert!(matches!(backup, Place::SettingsPage(Page::Backups)));
}

#[test]
fn what_is_marked_is_what_enter_opens_however_the_list_has_changed() {
    let cx = context();
    let received = wait(cx.engine.receive_order(call())).expect("enough for an order");
    let mut room = room(&cx);
    let before = room.selected.clone().expect("the only order is marked");
    let urgent =
        engine::Intake { urgent: true, phone: domain::Phone::parse("138 1234 9999"), ..call() };
    wait(cx.engine.receive_order(urgent)).expect("enough for an order");
    for message in settle(room.refresh(&cx)).collect::<Vec<_>>() {
        let _ = room.update(message, &cx);
    }
    assert!(!is_same(room.shown().next().expect("two orders"), &before), "what is urgent is first");

    let opened = press(&mut room, Named::Enter, &cx);
    assert!(matches!(opened, Action::Open(Place::Dispatching(id)) if id == received.order));
}

#[test]
fn what_is_cut_is_said_with_the_way_to_all_of_it() -> Result<(), iced_test::Error> {
    let cx = context();
    wait(cx.engine.receive_order(call())).expect("enough for an order");
    let mut room = room(&cx);
    let mut day = wait(cx.engine.today()).expect("a day");
    day.cut = vec![engine::Cut { stage: Stage::ToAssign, listed: 5_000, total: 7_212 }];
    let _ = room.update(Message::DayRead(Ok(day)), &cx);
    let mut ui = simulator(room.view(&cx));
    let name = stage_name(Stage::ToAssign, &cx);
    ui.find(cx.locale.today_cut(&name, 5_000_u64, 7_212_u64))?;
    ui.click(cx.locale.room_orders())?;
    let messages: Vec<Message> = ui.into_messages().collect();
    let ways: Vec<_> = messages.into_iter().map(|message| room.update(message, &cx)).collect();

    assert!(matches!(ways.last(), Some(Action::Open(Place::OrdersAt(Stage::ToAssign)))));
    Ok(())
}
