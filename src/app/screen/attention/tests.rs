//! The room with one entry of each sort, as a desk finds them after an exchange.

use domain::{Customer, Event, OrderKind};
use engine::{BalanceRow, ConflictRow, DeskRole, DeskWork, Lost, Names, OverpaidRow, Subject};
use serde_json::{Value, json};

use super::*;
use crate::testing::{call, context, wait};

const FIRST: &str = "00000000-0000-7000-8000-000000000001";
const SECOND: &str = "00000000-0000-7000-8000-000000000002";

fn named<Id: std::str::FromStr>(name: &str) -> Id {
    name.parse().unwrap_or_else(|_| panic!("{name} is no id"))
}

fn lost(customer: domain::CustomerId) -> Lost {
    Lost {
        row: ConflictRow {
            id: named(FIRST),
            kind: "customer".to_owned(),
            record: customer.0,
            field: Some("name".to_owned()),
            lost: json!("Ouyang Ji"),
            kept: json!("Ouyang Zhe"),
            own: None,
            at: crate::testing::MORNING,
        },
        about: Subject {
            kind: "customer".to_owned(),
            id: customer.0,
            title: "Ouyang Zhe".to_owned(),
            room: Some(FiledIn::Household(customer)),
        },
        now: json!("Ouyang Zhe"),
        by: None,
        replaceable: true,
        going: Vec::new(),
        sides: None,
        names: Names::new(),
    }
}

fn room(open: Open) -> (Attention, Context) {
    let cx = context();
    let (mut room, _) = Attention::new(&cx);
    let _ = room.update(Message::Read(Ok(open)), &cx);

    (room, cx)
}

fn sees(room: &Attention, cx: &Context, words: &str) -> bool {
    let mut screen = iced_test::simulator(room.view(cx));

    screen.find(words).is_ok()
}

#[test]
fn both_values_stand_beside_each_other_with_who_entered_the_other_one() {
    let cx = context();
    let taken = wait(cx.engine.receive_order(call())).expect("an order");
    let (mut room, _) = Attention::new(&cx);
    let open = Open { lost: vec![lost(taken.customer)], ..Open::default() };
    let _ = room.update(Message::Read(Ok(open)), &cx);

    for words in ["Ouyang Zhe", "Ouyang Ji", "entered on another computer"] {
        assert!(sees(&room, &cx, words), "{words}");
    }
    let opened = room.update(Message::OpenPressed, &cx);
    assert!(matches!(opened, Action::Open(Place::Household(id)) if id == taken.customer));
}

#[test]
fn what_is_decided_gives_way_to_the_next() {
    let one = lost(named(FIRST));
    let mut other = lost(named(SECOND));
    other.row.id = named(SECOND);
    let (mut room, cx) = room(Open { lost: vec![one, other.clone()], ..Open::default() });
    assert_eq!(room.selected, Some(Key::Lost(named(FIRST))));
    let _ = room.update(Message::Read(Ok(Open { lost: vec![other], ..Open::default() })), &cx);

    assert_eq!(room.selected, Some(Key::Lost(named(SECOND))));
}

#[test]
fn a_room_without_entries_says_that_nothing_is_lost() {
    let (room, cx) = room(Open::default());

    assert!(sees(&room, &cx, "Nothing needs a decision"));
}

#[test]
fn stock_below_zero_leads_to_the_parts() {
    let short = BalanceRow {
        part: named(FIRST),
        number: "WH-1001".to_owned(),
        name: "Element".to_owned(),
        location: Location::Store,
        quantity: -2,
    };
    let (mut room, cx) = room(Open { short: vec![short], ..Open::default() });

    assert!(matches!(room.update(Message::OpenPressed, &cx), Action::Open(Place::Parts)));
    assert!(matches!(room.update(Message::FirstPressed, &cx), Action::None));
}

#[test]
fn who_must_be_stopped_is_named_with_the_telephone_and_the_reason() {
    let order: domain::OrderId = named(FIRST);
    let row = FlaggedRow {
        id: order,
        number: "SH01-H00001".to_owned(),
        name: "Ouyang Zhe".to_owned(),
        disputed: false,
        stop_notice: true,
        second_visit: false,
        received: crate::testing::MORNING,
    };
    let stop = engine::Stop {
        why: Some("Ordered twice".to_owned()),
        technicians: vec![
            ("Wang Jianguo".to_owned(), domain::Phone::parse("13812345678")),
            ("Chen Zhiqiang".to_owned(), None),
        ],
    };
    let stops = [(order, stop)].into();
    let (room, cx) = room(Open { orders: vec![row], stops, ..Open::default() });

    assert!(sees(&room, &cx, "The reason given: Ordered twice"));
    assert!(sees(&room, &cx, "On the way: Wang Jianguo, phone 138 1234 5678"));
    assert!(sees(&room, &cx, &cx.locale.attention_stop_who_no_phone("Chen Zhiqiang")));
}

fn done() -> engine::Side {
    engine::Side {
        event: Event::Finish,
        at: crate::testing::MORNING,
        by: Some("Li Na".into()),
        reason: None,
        remark: None,
        technician: Some("Wang Jianguo".into()),
        outcome: Some(domain::Outcome::Finished),
    }
}

fn cancelled() -> engine::Side {
    engine::Side {
        event: Event::Cancel,
        by: None,
        reason: Some(domain::CancelReason::CustomerCancels),
        remark: Some("They rang at nine".into()),
        technician: None,
        outcome: None,
        ..done()
    }
}

#[test]
fn a_dispute_is_two_cards_with_who_did_what_and_why() {
    let order: domain::OrderId = named(FIRST);
    let row = FlaggedRow {
        id: order,
        number: "SH01-H00001".to_owned(),
        name: "Ouyang Zhe".to_owned(),
        disputed: true,
        stop_notice: false,
        second_visit: false,
        received: crate::testing::MORNING,
    };
    let sides = engine::Sides { stands: Some(done()), against: Some(cancelled()) };
    let disputes = [(order, sides)].into();
    let (room, cx) = room(Open { orders: vec![row], disputes, ..Open::default() });

    let locale = &cx.locale;
    for words in [
        locale.attention_side_work(),
        locale.attention_side_against(),
        locale.event(Event::Finish),
        locale.event(Event::Cancel),
        locale.outcome(domain::Outcome::Finished),
        locale.attention_side_visit("Wang Jianguo"),
        locale.cancel_reason(domain::CancelReason::CustomerCancels),
        "They rang at nine".to_owned(),
    ] {
        assert!(sees(&room, &cx, &words), "{words}");
    }
}

#[test]
fn what_came_too_late_stands_beside_what_had_happened() {
    let late = engine::Side { event: Event::Assign, outcome: None, ..done() };
    let sides = engine::Sides { stands: Some(cancelled()), against: Some(late) };
    let mut it = lost(named(SECOND));
    it.row.kind = "order".to_owned();
    it.row.field = None;
    (it.row.lost, it.row.kept) = (json!("assign"), json!("cancelled"));
    it.sides = Some(sides);
    let (room, cx) = room(Open { lost: vec![it], ..Open::default() });

    let locale = &cx.locale;
    for words in [
        locale.attention_side_before(),
        locale.attention_side_late(),
        locale.event(Event::Assign),
        "They rang at nine".to_owned(),
    ] {
        assert!(sees(&room, &cx, &words), "{words}");
    }
}

#[test]
fn what_was_changed_stands_beside_whoever_removed_it() {
    let mut it = lost(named(SECOND));
    it.row.field = None;
    (it.row.lost, it.row.kept) = (json!("removed"), json!("edited"));
    it.by = Some("Li Na".into());
    let (room, cx) = room(Open { lost: vec![it], ..Open::default() });

    let locale = &cx.locale;
    for words in
        [locale.attention_stands(), locale.attention_whole(), locale.attention_entered_by("Li Na")]
    {
        assert!(sees(&room, &cx, &words), "{words}");
    }
}

fn tip(order: OrderId) -> Overpaid {
    let row = OverpaidRow {
        id: order,
        number: "SH01-A00001".to_owned(),
        name: "Ouyang Zhe".to_owned(),
        over: 500,
        received: crate::testing::MORNING,
    };

    Overpaid { row, over: domain::Money::fen(500), twice: None }
}

#[test]
fn money_that_is_too_much_is_given_back_or_may_stand_and_its_order_opens() {
    let (mut room, cx) = room(Open { overpaid: vec![tip(named(FIRST))], ..Open::default() });
    let key = |it: &str| Shortcut {
        key: iced::keyboard::Key::Character(it.into()),
        modifiers: iced::keyboard::Modifiers::empty(),
    };
    for words in [cx.locale.attention_give_back("¥5.00"), cx.locale.attention_may_stand()] {
        assert!(sees(&room, &cx, &words), "{words}");
    }
    let opened = room.update(Message::OpenPressed, &cx);
    assert!(matches!(opened, Action::Open(Place::Order(id)) if id == named(FIRST)));

    for answer in ["1", "2"] {
        let message = room.key(&key(answer)).expect("an answer");
        assert!(matches!(room.update(message, &cx), Action::Run(_)), "{answer}");
        assert!(room.is_busy());
        let back = Message::LetStand(Err(Error::Unknown("payment")));
        assert!(matches!(room.update(back, &cx), Action::Tell(..)));
    }
}

#[test]
fn a_tip_stands_by_one_key_and_is_asked_about_again_where_that_is_taken_back() {
    use crate::testing::desk::Desk;

    let cx = context();
    crate::screen::callbacks::tests::sheet_with(&cx, "Margaret Hill", 500);
    let mut desk = Desk::new(cx.engine.clone(), iced::Size::new(1366.0, 768.0));
    desk.speak(locale::Language::English);
    let key = |desk: &mut Desk, key: &str, modifiers| {
        let key = iced::keyboard::Key::Character(key.into());
        desk.press(&Shortcut { key, modifiers });
    };
    key(&mut desk, "k", iced::keyboard::Modifiers::COMMAND);
    desk.write("needs");
    let enter = iced::keyboard::Key::Named(Named::Enter);
    desk.press(&Shortcut { key: enter, modifiers: iced::keyboard::Modifiers::empty() });
    let over = cx.locale.attention_over("¥5.00");
    assert!(desk.words().contains(&over), "{:?}", desk.words());
    if let Some(folder) = std::env::var_os("ROOM_PICTURES") {
        let png = desk.picture().to_png().expect("a screen has pixels");
        let file = std::path::Path::new(&folder).join("surplus.png");
        std::fs::write(file, png).expect("a folder to write into");
    }

    key(&mut desk, "2", iced::keyboard::Modifiers::empty());
    assert!(desk.words().contains(&cx.locale.attention_let_stand()), "{:?}", desk.words());
    assert!(!desk.words().contains(&over));
    key(&mut desk, "z", iced::keyboard::Modifiers::COMMAND);
    assert!(desk.words().contains(&over), "{:?}", desk.words());
}

#[test]
fn an_answer_is_the_duty_of_whoever_has_to_do_with_the_entry_in_hand() {
    let (room, _) = room(Open { overpaid: vec![tip(named(FIRST))], ..Open::default() });
    let may =
        |role: DeskRole, message: &Message| room.duties(message).iter().any(|duty| role.has(*duty));
    assert!(may(DeskRole::Clerk, &Message::FirstPressed));
    assert!(may(DeskRole::Dispatcher, &Message::FirstPressed), "who takes calls takes money");
    assert!(!may(DeskRole::PartsKeeper, &Message::FirstPressed));
    assert!(may(DeskRole::PartsKeeper, &Message::SecondPressed));
    assert!(!may(DeskRole::ReadOnly, &Message::SecondPressed));
    assert!(room.duties(&Message::OpenPressed).is_empty());

    let stop = Key::Order(named(FIRST), Flag::StopNotice);
    assert_eq!(stop.duties(&Message::FirstPressed), [DeskWork::Dispatch]);
    let second = Key::Order(named(FIRST), Flag::SecondVisit);
    assert_eq!(second.duties(&Message::FirstPressed), [DeskWork::Sheets]);
}

#[test]
fn values_are_said_in_words_not_in_codes() {
    let cx = context();
    let names = Names::from_iter([(FIRST.to_owned(), "Wang Jianguo".to_owned())]);
    let say = |field: &str, value: Value| words::value(field, &value, &names, &cx);

    assert_eq!(say("technician", json!(FIRST)), "Wang Jianguo");
    assert_eq!(say("priority", json!("urgent")), cx.locale.priority(domain::Priority::Urgent));
    assert_eq!(say("kind", json!("repair")), cx.locale.order_kind(OrderKind::Repair));
    assert_eq!(say("note", Value::Null), cx.locale.attention_nothing());
    assert_eq!(say("booked", json!(true)), cx.locale.action_yes());
    assert_eq!(say("phones", json!([{"number": "13812345678"}])), "138 1234 5678");
}

#[test]
fn every_field_of_the_records_people_edit_has_a_name() {
    let cx = context();
    let customer = domain::fields_of(&Customer::default());
    let visit = ["order", "technician", "slot", "booked", "state"].map(str::to_owned);
    for field in customer.keys().cloned().chain(visit) {
        if !matches!(field.as_str(), "origin" | "since") {
            assert_ne!(cx.locale.field(&field), field);
        }
    }
}
