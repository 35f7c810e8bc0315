//! Tests of the room in which calls are taken down.

use domain::{OrderKind, Phone, State};
use engine::HitKind;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced_test::{selector::id, simulator};

use super::form::{Field, Form};
use super::{Intake, List, Message};
use crate::action::Action;
use crate::context::Context;
use crate::place::{Caller, Place};
use crate::shortcut::Shortcut;
use crate::testing::hands::{Hands, hands_in};
use crate::testing::{context, settle, wait};

/// Hands the room every message, and those that come of them, and answers the last thing it asked for.
fn follow(room: &mut Intake, messages: Vec<Message>, cx: &Context) -> Action<Message> {
    let mut waiting = std::collections::VecDeque::from(messages);
    let mut last = Action::None;
    while let Some(message) = waiting.pop_front() {
        match room.update(message, cx) {
            Action::Run(task) => waiting.extend(settle(task)),
            Action::None => {}
            asked => last = asked,
        }
    }

    last
}

hands_in!(Intake, Message);

fn entered(caller: Caller, cx: &Context) -> Intake {
    let (mut room, task) = Intake::new(caller, cx);
    let messages = settle(task).collect();
    follow(&mut room, messages, cx);

    room
}

fn typed(typed: &str) -> Caller {
    Caller { typed: typed.into(), ..Caller::default() }
}

fn key(named: Named) -> Shortcut {
    Shortcut { key: Key::Named(named), modifiers: Modifiers::empty() }
}

/// A whole call, field by field, with F10 at its end.
fn call(room: &mut Intake, cx: &Context) -> Action<Message> {
    let lines = [
        (Field::Name, "Ouyang Zhe"),
        (Field::Detail, "Keyuan Road 88, building 12, 1603"),
        (Field::Purchased, "2026-05-01"),
        (Field::Day, "+2"),
        (Field::Time, "14-16"),
    ];
    let lines = lines.map(|(field, text)| Message::Typed(field, text.into()));
    let matter = [
        Message::Picked(List::Category, 0),
        Message::Typed(Field::Fault, "f01".into()),
        Message::Suggested(Field::Fault, 0),
    ];
    follow(room, lines.into_iter().chain(matter).collect(), cx);
    let save = room.key(&key(Named::F10)).expect("F10 saves");

    follow(room, vec![save], cx)
}

#[test]
fn a_number_from_the_caller_bar_becomes_an_order_by_keys_alone() {
    let cx = context();
    let mut room = entered(typed("138 1234 5678"), &cx);
    let asked = call(&mut room, &cx);

    let Action::TellAndOpen(notice, Place::Order(order)) = asked else { panic!("no order") };
    assert_eq!(notice.words, cx.locale.intake_taken_in("SH01-A00001"));
    let file = wait(cx.engine.order(order)).expect("the order");
    assert_eq!(file.state, State::Ready);
    assert_eq!(file.customer.first_phone(), Phone::parse("13812345678").as_ref());
    assert_eq!(file.order.promised.map(domain::Slot::from), Some(14 * 60));
    assert_eq!(file.order.fault.as_deref(), Some("F01"));
    assert!(matches!(wait(cx.engine.draft("intake")), Ok(None)), "the draft has become an order");

    wait(cx.engine.undo(notice.undo.expect("a way back"))).expect("taken back");
    assert_eq!(wait(cx.engine.order(order)).expect("the order").state, State::Cancelled);
}

#[test]
fn what_is_missing_is_said_beside_each_field_and_nothing_typed_is_lost() {
    let cx = context();
    let mut room = entered(typed("Ouyang"), &cx);
    follow(&mut room, vec![Message::Typed(Field::Phone, "13x".into()), Message::SavePressed], &cx);

    assert_eq!(room.wrong("phone", &cx), Some(cx.locale.problem_phone()));
    for field in ["address", "category"] {
        assert_eq!(room.wrong(field, &cx), Some(cx.locale.problem_missing()), "{field}");
    }
    assert_eq!(room.form.name, "Ouyang");
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find(cx.locale.problem_phone()).is_ok());
    assert!(ui.find(id(Field::Name.id())).is_ok());
}

#[test]
fn the_first_wrong_field_comes_first_and_a_promise_cannot_lie_in_the_past() {
    let cx = context();
    let mut room = entered(typed("13x"), &cx);
    let lines = [(Field::Phone, "13x"), (Field::Day, "2026-11-20"), (Field::Fault, "zzz")];
    let lines = lines.map(|(field, text)| Message::Typed(field, text.into()));
    follow(&mut room, lines.into_iter().chain([Message::SavePressed]).collect(), &cx);

    let first = room.errors.first().and_then(crate::screen::intake::paper::id_of);
    assert_eq!(first, Some(Field::Phone.id()));
    assert_eq!(room.wrong("day", &cx), Some(cx.locale.problem_slot_past()));
    let today = [(Field::Day, "+0"), (Field::Time, "7-8")];
    let today = today.map(|(field, text)| Message::Typed(field, text.into()));
    follow(&mut room, today.into_iter().chain([Message::SavePressed]).collect(), &cx);
    assert_eq!(room.wrong("time", &cx), Some(cx.locale.problem_slot_past()));
}

#[test]
fn a_half_typed_call_survives_a_power_cut() {
    let cx = context();
    let mut room = entered(typed("13812345678"), &cx);
    follow(&mut room, vec![Message::Typed(Field::Name, "Ouyang".into())], &cx);
    drop(room);

    let room = entered(Caller::default(), &cx);
    assert_eq!((room.form.name.as_str(), room.form.phone.as_str()), ("Ouyang", "13812345678"));
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find(cx.locale.intake_resumed()).is_ok(), "nobody takes it for the new caller's");
    drop(ui);

    let other = entered(typed("139 0000 0000"), &cx);
    assert_eq!(other.form.phone, "139 0000 0000", "another caller comes first");
    assert_eq!(other.left.last().map(|left| left.form.name.as_str()), Some("Ouyang"));
}

#[test]
fn a_known_number_offers_its_household_which_fills_the_form() {
    let cx = context();
    let mut first = entered(typed("13812345678"), &cx);
    call(&mut first, &cx);

    let mut room = entered(typed("1381234"), &cx);
    assert_eq!(room.offered.len(), 1);
    assert_eq!(room.offered[0].kind, HitKind::Customer);
    follow(&mut room, vec![Message::Suggested(Field::Phone, 0)], &cx);
    assert_eq!(room.form.name, "Ouyang Zhe");
    assert_eq!(room.form.place.detail, "Keyuan Road 88, building 12, 1603");
    assert!(room.form.appliance.is_some(), "the only machine is meant");

    let state = cx.locale.state(State::Ready);
    let asked = cx.locale.intake_repeated("SH01-A00001", &state);
    let mut ui = simulator(room.view(&cx));
    assert!(ui.find(asked.as_str()).is_ok());
    drop(ui);
    follow(&mut room, vec![Message::Picked(List::Kind, 2), Message::SavePressed], &cx);
    let orders = wait(cx.engine.orders(engine::OrderFilter::default(), 10)).expect("orders");
    assert_eq!(orders.rows.len(), 2);
    assert_eq!(orders.rows[0].customer, orders.rows[1].customer);
    assert_eq!(orders.rows[0].kind, OrderKind::Maintenance);
}

/// Somebody calls again about what was taken in before.
fn calls_again(cx: &Context) -> Intake {
    let mut first = entered(typed("13812345678"), cx);
    call(&mut first, cx);
    let mut room = entered(typed("1381234"), cx);
    let words = "It drips now".to_owned();
    follow(&mut room, vec![Message::Suggested(Field::Phone, 0)], cx);
    room.form.description = words;

    room
}

#[test]
fn a_repeated_call_is_asked_about_once_and_may_be_a_new_order() {
    let cx = context();
    let mut room = calls_again(&cx);
    room.form.fault = "F01".into();
    let asked = follow(&mut room, vec![Message::SavePressed], &cx);
    assert!(matches!(asked, Action::Tell(notice, _) if notice.passing), "it is asked");
    let saved = follow(&mut room, vec![Message::SavePressed], &cx);
    assert!(matches!(saved, Action::TellAndOpen(..)), "it is asked once");
    let orders = wait(cx.engine.orders(engine::OrderFilter::default(), 10)).expect("orders");
    assert_eq!(orders.rows.len(), 2);
}

#[test]
fn a_repeated_call_urges_the_open_order_or_adds_what_was_said() {
    for (f, urges) in [(Named::F8, 1), (Named::F7, 0)] {
        let cx = context();
        let mut room = calls_again(&cx);
        let pressed = room.key(&key(f)).expect("it is the same matter");
        let done = follow(&mut room, vec![pressed], &cx);
        let Action::TellAndOpen(notice, Place::Order(order)) = done else { panic!("it is done") };
        let file = wait(cx.engine.order(order)).expect("the order");
        assert_eq!((file.order.number.to_string().as_str(), file.urges()), ("SH01-A00001", urges));
        let said = match f {
            Named::F8 => file.timeline[0].remark.clone(),
            _ => file.order.description.clone(),
        };
        assert_eq!(said.as_deref(), Some("It drips now"));
        let today = wait(cx.engine.today()).expect("a day");
        assert_eq!(today.tasks.iter().filter(|duty| duty.urgent).count() as u32, urges);
        assert!(matches!(wait(cx.engine.draft("intake")), Ok(None)), "the call is over");
        wait(cx.engine.undo(notice.undo.expect("a way back"))).expect("nothing came after it");
        let file = wait(cx.engine.order(order)).expect("the order");
        assert_eq!((file.urges(), file.order.description), (0, None));
    }
}

#[test]
fn digits_are_a_number_and_words_a_name() {
    assert_eq!(Form::of_caller("021-5888 6688").phone, "021-5888 6688");
    assert_eq!(Form::of_caller("欧阳喆").name, "欧阳喆");
    assert!(Form::of_caller(" ").is_blank());
}

#[test]
fn an_address_that_another_office_looks_after_says_so_while_it_is_typed() {
    let cx = context();
    let area = |district: &str, remote| domain::Area {
        name: district.to_owned(),
        district: district.to_owned(),
        remote,
        ..domain::Area::default()
    };
    for area in [area("Pudong", false), area("Chongming", true)] {
        wait(cx.engine.write_area(None, area)).expect("drawn");
    }
    let mut room = entered(Caller::default(), &cx);
    let detail = Message::Typed(Field::Detail, "12 Harbour Road".into());
    follow(&mut room, vec![detail], &cx);
    let mut typed_in = |district: &str| {
        follow(&mut room, vec![Message::Typed(Field::District, district.into())], &cx);
        let mut ui = simulator(room.view(&cx));
        let mut sees = |words: String| ui.find(words.as_str()).is_ok();
        (
            sees(cx.locale.intake_area()),
            sees(cx.locale.intake_area_remote()),
            sees(cx.locale.intake_area_none()),
        )
    };

    assert_eq!(typed_in(""), (false, false, false));
    assert_eq!(typed_in("Pudong"), (true, false, false));
    assert_eq!(typed_in("chongming "), (true, true, false));
    assert_eq!(typed_in("Jing'an"), (true, false, true));
}

#[test]
fn a_fault_that_is_taken_by_tab_leads_one_field_on_as_one_taken_by_enter() {
    let cx = context();
    let after = |key| {
        let mut hands = Hands::new(Intake::new(Caller::default(), &cx), &cx);
        hands.focus(Field::Fault.id()).write("f01").press(Named::ArrowDown).press(key).write("+2");
        assert!(hands.room.form.fault_code.is_some(), "{key:?}: {:?}", hands.room.form.fault);

        hands.room.form.line(Field::Day).to_owned()
    };

    assert_eq!([after(Named::Enter), after(Named::Tab)], ["+2", "+2"]);
}

#[test]
fn an_address_outside_all_areas_is_asked_about_once() {
    let cx = context();
    let area = domain::Area {
        name: "Pudong".to_owned(),
        district: "Pudong".to_owned(),
        ..domain::Area::default()
    };
    wait(cx.engine.write_area(None, area)).expect("drawn");
    let mut room = entered(typed("138 1234 5678"), &cx);
    follow(&mut room, vec![Message::Typed(Field::District, "Pudnog".into())], &cx);
    let asked = call(&mut room, &cx);
    let Action::Tell(notice, _) = asked else { panic!("it is taken in at once") };
    assert_eq!(notice.words, cx.locale.intake_area_ask());

    // Another address is another question.
    let again = |room: &mut Intake, district: &str| {
        follow(room, vec![Message::Typed(Field::District, district.into())], &cx);
        let save = room.key(&key(Named::F10)).expect("F10 saves");
        follow(room, vec![save], &cx)
    };
    assert!(matches!(again(&mut room, "Pudnoog"), Action::Tell(..)));
    assert!(matches!(again(&mut room, "Pudnoog"), Action::TellAndOpen(..)));
}

#[test]
fn a_file_that_comes_after_the_form_was_cleared_fills_nothing_in() {
    let cx = context();
    let received = wait(cx.engine.receive_order(crate::testing::call())).expect("a call");
    let caller = Caller { customer: Some(received.customer), ..Caller::default() };
    let (mut room, late) = Intake::new(caller, &cx);
    let cleared = room.key(&key(Named::F4)).expect("F4 clears");
    follow(&mut room, vec![cleared], &cx);
    let late = settle(late).collect();
    follow(&mut room, late, &cx);

    assert_eq!(room.form.name, "", "nobody is filled in again");
    assert!(room.household.is_none());
}

#[test]
fn the_calls_of_two_callers_are_both_kept() {
    let cx = context();
    let name = |room: &mut Intake, name: &str| {
        follow(room, vec![Message::Typed(Field::Name, name.into())], &cx);
    };
    name(&mut entered(typed("138 0000 0001"), &cx), "Ouyang");
    name(&mut entered(typed("138 0000 0002"), &cx), "Sima");

    let mut room = entered(Caller::default(), &cx);
    assert_eq!(room.form.name, "Sima", "the latest is gone on with");
    assert_eq!(room.left.len(), 1);
    let first = room.left[0].key.clone();
    follow(&mut room, vec![Message::DraftPressed(first)], &cx);
    assert_eq!((room.form.name.as_str(), room.form.phone.as_str()), ("Ouyang", "138 0000 0001"));
    assert_eq!(room.left.last().map(|left| left.form.name.as_str()), Some("Sima"));

    // What becomes an order is no longer begun; the other is.
    assert!(matches!(call(&mut room, &cx), Action::TellAndOpen(..)));
    let next = entered(Caller::default(), &cx);
    assert_eq!(next.form.name, "Sima");
    assert!(next.left.is_empty());
}

#[test]
fn what_f4_has_cleared_is_brought_back() {
    let cx = context();
    let mut room = entered(typed("138 0000 0001"), &cx);
    follow(&mut room, vec![Message::Typed(Field::Name, "Ouyang".into())], &cx);
    let cleared = room.key(&key(Named::F4)).expect("F4 clears");
    let Action::Tell(notice, task) = room.update(cleared, &cx) else { panic!("it is told") };
    assert_eq!(notice.words, cx.locale.intake_cleared());
    let messages = settle(task).collect();
    follow(&mut room, messages, &cx);
    assert!(room.form.is_blank());
    assert!(matches!(wait(cx.engine.draft("intake")), Ok(None)), "nothing is begun");

    let back = Shortcut { key: Key::Character("z".into()), modifiers: Modifiers::COMMAND };
    let back = room.key(&back).expect("Ctrl+Z takes it back");
    follow(&mut room, vec![back], &cx);
    assert_eq!(room.form.name, "Ouyang");
    assert_eq!(entered(Caller::default(), &cx).form.name, "Ouyang", "and it is kept again");
}

#[test]
fn who_comes_back_goes_on_where_they_were_or_where_something_is_missing() {
    let cx = context();
    let mut room = entered(typed("138 1234 5678"), &cx);
    assert_eq!(room.home(&cx), Field::Name.id(), "the first that is missing");
    follow(&mut room, vec![Message::Typed(Field::Name, "Ouyang".into())], &cx);
    follow(&mut room, vec![Message::Typed(Field::Detail, "Keyuan".into())], &cx);
    assert_eq!(room.home(&cx), Field::Detail.id(), "where it was");
    assert_eq!(wait(super::begun(cx.engine.clone())).as_deref(), Some("Ouyang"));
    drop(room);

    let room = entered(Caller::default(), &cx);
    assert_eq!(room.home(&cx), "intake-category");
}

#[test]
fn enter_on_a_fault_that_nobody_knows_says_so_and_stays_there() {
    let cx = context();
    let mut hands = Hands::new(Intake::new(Caller::default(), &cx), &cx);
    hands.focus(Field::Fault.id()).enter("qqqq");
    let words = cx.locale.intake_fault_unknown();
    assert!(hands.sees(&words), "{words}");
    hands.write("x");
    assert_eq!(hands.room.form.fault, "x", "the cursor is still there, and replaces it");
    assert!(!hands.sees(&words));

    hands.focus(Field::Fault.id()).enter("F01").write("2026");
    assert_eq!(hands.room.form.fault_code.as_deref(), Some("F01"));
    assert!(!hands.sees(&words) && hands.room.form.day == "2026");
}

/// Somebody in Nanshan.
fn elsewhere() -> engine::Elsewhere {
    engine::Elsewhere {
        branch: "Nanshan".into(),
        name: "Li Lei".into(),
        place: domain::Place {
            city: "Shenzhen".into(),
            district: "Nanshan".into(),
            code: domain::DistrictCode::parse("440305"),
            ..domain::Place::default()
        },
        order: Some("SZ01-H00001".into()),
        kind: Some(OrderKind::Install),
        state: Some(State::Ready),
    }
}

#[test]
fn whom_another_branch_knows_is_taken_over_by_one_key() {
    let cx = context();
    let mut room = entered(typed("138 0000 1234"), &cx);
    let phone = Phone::parse("13800001234").expect("a number");
    let f6 = key(Named::F6);
    assert!(room.key(&f6).is_none(), "headquarters knows nobody, or is not there");

    follow(&mut room, vec![Message::ElsewhereFound(phone, Ok(vec![elsewhere()]))], &cx);
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.intake_elsewhere_at("Nanshan").as_str()).is_ok());
    drop(screen);
    let taken = room.key(&f6).expect("F6 takes it over");
    follow(&mut room, vec![taken], &cx);
    assert_eq!(room.form.name, "Li Lei");
    assert_eq!(
        (room.form.place.city.as_str(), room.form.place.district.as_str()),
        ("Shenzhen", "Nanshan")
    );

    let other = Message::Typed(Field::Phone, "138 0000 9999".into());
    follow(&mut room, vec![other], &cx);
    assert!(room.key(&f6).is_none(), "it was said of another number");
}

#[test]
fn nobody_asks_headquarters_for_whom_the_office_knows() {
    let cx = context();
    wait(cx.engine.receive_order(crate::testing::call())).expect("a call");
    let room = entered(typed("138 1234 5678"), &cx);

    assert!(room.known_elsewhere().is_empty());
    let asked = Message::Found(room.form.phone.clone(), wait(cx.engine.find("13812345678", 5)));
    let mut room = room;
    let Action::Run(task) = room.update(asked, &cx) else { panic!("hits are taken") };
    assert_eq!(settle(task).count(), 0, "no question goes out");
}

#[test]
fn the_way_is_said_to_be_charged_with_another_order_of_the_household_and_day() {
    let cx = context();
    let today = cx.engine.clock().today();
    let purchased = chrono::NaiveDate::from_ymd_opt(2010, 5, 1);
    let plate = engine::Plate { purchased, ..crate::testing::call().plate };
    let promised = domain::Slot::new(today, 840, 960).ok();
    let first = engine::Intake { plate, promised, ..crate::testing::call() };
    let received = wait(cx.engine.receive_order(first)).expect("a call");
    let mut room = entered(Caller { customer: Some(received.customer), ..Caller::default() }, &cx);
    let with = cx.locale.charge_with("SH01-A00001");
    let said = |room: &Intake| simulator(room.view(&cx)).find(with.as_str()).is_ok();
    assert!(!said(&room), "nobody said when");

    let day = Message::Typed(Field::Day, cx.locale.date_figures(today));
    follow(&mut room, vec![day], &cx);
    assert!(said(&room));
    let tomorrow = cx.locale.date_figures(today.succ_opt().expect("a day"));
    follow(&mut room, vec![Message::Typed(Field::Day, tomorrow)], &cx);
    assert!(!said(&room), "another day is another way");
}

#[test]
fn a_category_that_names_none_is_not_taken_for_the_last_guess_and_short_forms_find_theirs() {
    let cx = context();
    let mut hands = Hands::new(Intake::new(Caller::default(), &cx), &cx);
    hands.focus("intake-category").write("aircon");
    assert_eq!(hands.room.form.category, Some(domain::Category::AirConditioner));
    hands.press(Named::Enter).write("Gree");
    assert_eq!(hands.room.form.brand, "Gree", "Enter led on to the next field");

    hands.focus("intake-category").write("azz").press(Named::Tab);
    assert_eq!(hands.room.form.category, None, "not what was guessed last");
    assert!(hands.sees(&cx.locale.problem_names_nothing()));
    assert!(hands.sees("azz"), "what was typed stays");
    let words = cx.locale.problem_names_nothing();
    hands.press(Named::F10);
    assert_eq!(hands.room.wrong("category", &cx), Some(words), "nothing is saved");

    hands.focus("intake-category").enter("fridge");
    assert_eq!(hands.room.form.category, Some(domain::Category::Refrigerator));
    assert_eq!(hands.room.wrong("category", &cx), None);
}

#[test]
fn a_day_that_cannot_be_read_is_said_once_the_cursor_has_left_it() {
    let cx = context();
    let mut room = entered(Caller::default(), &cx);
    let leave = |room: &mut Intake, text: &str| {
        let typed = Message::Typed(Field::Purchased, text.to_owned());
        follow(room, vec![typed, Message::Left(Field::Purchased)], &cx);
        room.errors.len()
    };
    assert_eq!(leave(&mut room, "3/5/26"), 1);
    assert!(room.wrong("purchased", &cx).is_some(), "beside the field");
    follow(&mut room, vec![Message::Left(Field::Purchased)], &cx);
    assert_eq!(room.errors.len(), 1, "once");
    assert_eq!(leave(&mut room, "2025-05-03"), 0);
}

#[test]
fn what_was_typed_of_a_visit_is_in_the_words_of_a_question_that_it_became() {
    let cx = context();
    let mut room = entered(typed("13812345678"), &cx);
    let typed = [
        (Field::Name, "Ouyang"),
        (Field::Fault, "leaks below"),
        (Field::Day, "2026-11-24"),
        (Field::Time, "14-16"),
    ];
    let typed = typed.map(|(field, text)| Message::Typed(field, text.into()));
    follow(&mut room, typed.into_iter().collect(), &cx);
    room.form.description = "how to drain it".to_owned();
    let question = OrderKind::ALL.iter().position(|it| *it == OrderKind::Consultation);
    let question = Message::Picked(List::Kind, question.expect("a kind"));
    let asked = follow(&mut room, vec![question, Message::SavePressed], &cx);

    let Action::TellAndOpen(_, Place::Order(order)) = asked else {
        panic!("no order: {:?}", room.errors)
    };
    let head = wait(cx.engine.order(order)).expect("the order").order;
    assert_eq!(head.description.as_deref(), Some("how to drain it\nleaks below\n2026-11-24 14-16"));
    assert_eq!((head.fault, head.promised), (None, None));
}

#[test]
fn what_is_known_of_a_fault_is_offered_told_and_settles_the_call() {
    let cx = context();
    let article = domain::Article {
        title: "The plug has tripped".into(),
        body: "Press the button on the plug.".into(),
        state: domain::ArticleState::Published,
        kinds: vec![domain::Category::WaterHeater],
        words: vec!["no hot water".into()],
        ..domain::Article::default()
    };
    let id = wait(cx.engine.write_article(article)).expect("it can be kept").id;
    let mut room = entered(typed("138 1234 5678"), &cx);
    assert!(room.key(&key(Named::F2)).is_none(), "nothing is known of the matter yet");
    follow(&mut room, vec![Message::Picked(List::Category, 0)], &cx);
    assert!(simulator(room.view(&cx)).find("The plug has tripped").is_ok());
    for named in [Named::F2, Named::F11] {
        let pressed = room.key(&key(named)).expect("an answer is offered");
        follow(&mut room, vec![pressed], &cx);
    }
    assert!(simulator(room.view(&cx)).find("Press the button on the plug.").is_ok());
    assert_eq!(room.form.told, [id]);

    let settled = room.key(&key(Named::F12)).expect("it was told");
    let asked = follow(&mut room, vec![settled], &cx);
    let Action::TellAndOpen(notice, Place::Order(order)) = asked else { panic!("no order") };
    assert_eq!(notice.words, cx.locale.knowledge_settled("SH01-A00001"));
    let file = wait(cx.engine.order(order)).expect("the order");
    assert_eq!((file.state, file.order.kind), (State::Closed, OrderKind::Consultation));
    assert_eq!(wait(cx.engine.article(id)).expect("it is there").told, (1, 1));
    assert!(matches!(wait(cx.engine.draft("intake")), Ok(None)), "the draft is settled");
    wait(cx.engine.undo(notice.undo.expect("a way back"))).expect("taken back");
    assert_eq!(wait(cx.engine.article(id)).expect("it is there").told, (0, 0));
}

#[test]
fn a_call_that_becomes_an_order_counts_what_was_told() {
    let cx = context();
    let article = domain::Article {
        title: "The plug has tripped".into(),
        body: "Press the button on the plug.".into(),
        state: domain::ArticleState::Published,
        faults: vec!["F01".into()],
        ..domain::Article::default()
    };
    let id = wait(cx.engine.write_article(article)).expect("it can be kept").id;
    let mut room = entered(typed("138 1234 5678"), &cx);
    room.form.told.push(id);
    let asked = call(&mut room, &cx);
    assert!(matches!(asked, Action::TellAndOpen(..)));
    assert_eq!(wait(cx.engine.article(id)).expect("it is there").told, (1, 0));
}
