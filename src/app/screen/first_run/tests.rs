//! A newcomer comes in through each door, or is told why not.

use engine::{Clock, Engine};
use iced_test::{selector::id, simulator};
use locale::Locale;

use super::*;
use crate::file_dialog::Dialogs;
use crate::testing::{MORNING, settle, wait};

fn newcomer() -> Context {
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    let look = Look { language: Language::English, ..Look::default() };

    Context { engine, locale: Locale::new(look.language), look, dialogs: Dialogs::prepared() }
}

/// Hands a message to the room, and what comes of it, until nothing more does. Answers whether the office begins.
fn drive(room: &mut FirstRun, message: Message, cx: &Context) -> bool {
    let mut queue = vec![message];
    let mut begins = false;
    while let Some(message) = queue.pop() {
        match room.update(message, cx) {
            Action::Run(task) => queue.extend(settle(task)),
            Action::Begin => begins = true,
            _ => {}
        }
    }

    begins
}

fn enter(cx: &Context) -> FirstRun {
    let (mut room, task) = FirstRun::new(cx);
    for message in settle(task).collect::<Vec<_>>() {
        drive(&mut room, message, cx);
    }

    room
}

fn type_into(room: &mut FirstRun, field: &'static str, words: &str, cx: &Context) {
    let mut screen = simulator(room.view(cx));
    screen.click(id(field)).expect("a field");
    screen.typewrite(words);
    for message in screen.into_messages().collect::<Vec<_>>() {
        drive(room, message, cx);
    }
}

#[test]
fn an_office_of_our_own_is_open_after_three_fields() {
    let cx = newcomer();
    let mut room = enter(&cx);
    drive(&mut room, Message::DoorPicked(Door::Own), &cx);
    type_into(&mut room, own::Form::id("code"), "sh01", &cx);
    type_into(&mut room, own::Form::id("name"), "Pudong", &cx);
    type_into(&mut room, own::Form::id("first"), "Li Xiuying", &cx);
    drive(&mut room, Message::Own(own::Message::TechniciansChanged("王建国、陈志强".into())), &cx);

    assert!(drive(&mut room, Message::Submitted, &cx));
    let desk = wait(cx.engine.desk()).expect("a database").expect("an office");
    assert_eq!((desk.office.code.as_str(), desk.staff.len()), ("SH01", 3));
    assert!(desk.actor.is_some());
    let terms = wait(cx.engine.catalogue()).expect("a database").terms;
    assert_eq!(terms.len(), 1, "an English office begins with a year for every machine");
}

#[test]
fn the_statutory_terms_hold_where_they_are_chosen() {
    let cx = newcomer();
    let mut room = enter(&cx);
    drive(&mut room, Message::DoorPicked(Door::Own), &cx);
    assert_eq!(room.own.founding(&cx.locale).terms, engine::FirstTerms::OneYear);
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.first_own_terms_hint().as_str()).is_ok(), "and where later");
    drop(screen);
    drive(&mut room, Message::Own(own::Message::TermsPicked(0)), &cx);

    assert_eq!(room.own.founding(&cx.locale).terms, engine::FirstTerms::Statutory);
    let chinese = Locale::new(Language::SimplifiedChinese);
    let usual = own::Form::new(Some("zh_CN.UTF-8".into())).founding(&chinese).terms;
    assert_eq!(usual, engine::FirstTerms::Statutory);
}

#[test]
fn what_is_missing_is_said_beside_its_field_and_what_was_typed_stays() {
    let cx = newcomer();
    let mut room = enter(&cx);
    drive(&mut room, Message::DoorPicked(Door::Own), &cx);
    type_into(&mut room, own::Form::id("code"), "sh01", &cx);

    assert!(!drive(&mut room, Message::Submitted, &cx));
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.problem_missing().as_str()).is_ok());
    assert_eq!(room.own.founding(&cx.locale).office.code, "SH01");
}

#[test]
fn enter_goes_on_and_a_number_that_is_none_is_said_beside_its_field() {
    let cx = newcomer();
    let mut room = enter(&cx);
    drive(&mut room, Message::DoorPicked(Door::Own), &cx);
    type_into(&mut room, own::Form::id("code"), "sh01", &cx);
    type_into(&mut room, own::Form::id("name"), "Pudong", &cx);
    type_into(&mut room, own::Form::id("phone"), "abcde", &cx);
    type_into(&mut room, own::Form::id("first"), "Li Xiuying", &cx);
    let mut screen = simulator(ui::root(room.view(&cx)));
    screen.click(id(own::Form::id("first"))).expect("a field");
    screen.tap_key(iced::keyboard::key::Named::Enter);
    assert_eq!(screen.into_messages().count(), 0, "what is chosen below comes first");

    assert!(!drive(&mut room, Message::Submitted, &cx));
    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.problem_phone().as_str()).is_ok());
}

#[test]
fn the_demo_city_opens_with_one_key() {
    let cx = newcomer();
    let mut room = enter(&cx);

    assert!(drive(&mut room, Message::Submitted, &cx));
    assert!(wait(cx.engine.desk()).expect("a database").is_some());
}

#[test]
fn nobody_at_the_address_is_said_and_nothing_is_joined() {
    let cx = newcomer();
    let mut room = enter(&cx);
    drive(&mut room, Message::DoorPicked(Door::Join), &cx);
    for message in [
        join::Message::AddressChanged("127.0.0.1:1".into()),
        join::Message::CodeChanged("abcd-efgh-jkmn".into()),
        join::Message::DeviceChanged("desk".into()),
    ] {
        drive(&mut room, Message::Join(message), &cx);
    }

    assert!(!drive(&mut room, Message::Submitted, &cx));
    assert!(matches!(room.error, Some(Error::Offline)), "{:?}", room.error);
    assert!(!room.enrolled && room.work.is_none());
}

#[test]
fn an_address_without_encryption_asks_before_it_is_used() {
    let cx = newcomer();
    let mut room = enter(&cx);
    drive(&mut room, Message::DoorPicked(Door::Join), &cx);
    let typed = join::Message::AddressChanged("http://192.0.2.1".into());
    drive(&mut room, Message::Join(typed), &cx);
    drive(&mut room, Message::Submitted, &cx);

    let mut screen = simulator(room.view(&cx));
    assert!(screen.find(cx.locale.first_join_unencrypted().as_str()).is_ok());
}

#[test]
fn digits_open_the_doors() {
    use iced::keyboard::{Key, Modifiers};

    let room = enter(&newcomer());
    let pressed = |key: &str| {
        let key = Key::Character(key.into());
        room.key(&Shortcut { key, modifiers: Modifiers::empty() })
    };

    assert!(matches!(pressed("2"), Some(Message::DoorPicked(Door::Join))));
    assert!(matches!(pressed("3"), Some(Message::DoorPicked(Door::Own))));
    assert!(pressed("4").is_none());
}

#[test]
fn whoever_is_not_in_the_list_of_a_branch_that_came_sits_down_by_their_own_name() {
    let cx = newcomer();
    office_of_wang(&cx);
    let desk = || wait(cx.engine.desk()).expect("a database").expect("an office");
    let (mut room, _) = FirstRun::asking(engine::Desk { actor: None, ..desk() }, &cx);
    type_into(&mut room, "who-name", "Li Xiuying", &cx);

    assert!(drive(&mut room, Message::Submitted, &cx));
    let (actor, staff) = (desk().actor, desk().staff);
    let names: Vec<_> = staff.iter().map(|person| person.name.as_str()).collect();
    assert!(names.contains(&"Wang Jianguo") && names.contains(&"Li Xiuying"), "{names:?}");
    let sits = staff.iter().find(|person| Some(person.id) == actor);
    assert_eq!(sits.map(|person| person.name.as_str()), Some("Li Xiuying"));
}

fn office_of_wang(cx: &Context) {
    let office = domain::Office {
        code: "SH01".to_owned(),
        name: "Pudong".to_owned(),
        ..domain::Office::default()
    };
    let first = "Wang Jianguo".to_owned();
    let founding = engine::Founding { office, first, ..engine::Founding::default() };
    wait(cx.engine.found_office(founding)).expect("an office");
}

#[test]
fn people_who_come_while_it_is_asked_who_sits_here_are_in_the_list() {
    let cx = newcomer();
    office_of_wang(&cx);
    let before = wait(cx.engine.desk()).expect("a database").expect("an office");
    let (mut room, _) = FirstRun::asking(engine::Desk { actor: None, ..before.clone() }, &cx);
    drive(&mut room, Message::Who(join::Person::Picked(0)), &cx);
    let mut now = engine::Desk { actor: None, ..before.clone() };
    let id = "00000000-0000-7000-8000-000000000001".parse().expect("an id");
    now.staff.insert(0, engine::StaffRow { id, name: "Alice".to_owned(), ..now.staff[0].clone() });
    drive(&mut room, Message::DeskRead(Ok(Some(now))), &cx);
    let mut screen = simulator(room.view(&cx));

    assert!(screen.find("Wang Jianguo").is_ok(), "who was chosen stays chosen");
}

/// The room at a computer that is there for this, where the office is known and nobody sits yet.
fn asking(role: engine::DeskRole, cx: &Context) -> FirstRun {
    let desk = wait(cx.engine.desk()).expect("a database").expect("an office");

    FirstRun::asking(engine::Desk { actor: None, role, ..desk }, cx).0
}

#[test]
fn where_nobody_may_be_added_one_is_chosen_from_the_list() {
    use engine::DeskRole;

    let cx = newcomer();
    office_of_wang(&cx);
    for role in DeskRole::ALL {
        let room = asking(role, &cx);
        let mut screen = simulator(room.view(&cx));
        assert!(screen.find(id("who")).is_ok(), "{role:?}");
        assert_eq!(screen.find(id("who-name")).is_ok(), role.has_all(), "{role:?}");
    }
    let mut room = asking(DeskRole::Clerk, &cx);
    assert!(!drive(&mut room, Message::Submitted, &cx));
    assert!(simulator(room.view(&cx)).find(cx.locale.problem_missing()).is_ok());
}

#[test]
fn who_types_a_name_that_is_in_the_list_sits_down_as_that_person() {
    let cx = newcomer();
    office_of_wang(&cx);
    let mut room = asking(engine::DeskRole::WholeOffice, &cx);
    type_into(&mut room, "who-name", " Wang Jianguo ", &cx);

    assert!(drive(&mut room, Message::Submitted, &cx));
    let desk = wait(cx.engine.desk()).expect("a database").expect("an office");
    assert_eq!(desk.staff.len(), 1);
    assert_eq!(desk.actor, Some(desk.staff[0].id));
}

#[test]
fn what_is_wrong_with_a_typed_name_stands_beside_it() {
    let cx = newcomer();
    office_of_wang(&cx);
    let mut room = asking(engine::DeskRole::WholeOffice, &cx);
    drive(&mut room, Message::Who(join::Person::Named("x".repeat(1_000))), &cx);
    drive(&mut room, Message::Submitted, &cx);
    let mut screen = simulator(room.view(&cx));
    let error = problem::beside("first", room.error.as_ref(), &cx.locale);
    let said = screen.find(error.expect("too long").as_str()).expect("it is said").bounds();
    let list = screen.find(id("who")).expect("a list").bounds();

    assert!(said.y > list.y + list.height, "{said:?} is below {list:?}");
}
