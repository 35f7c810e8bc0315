//! Desks that share the work of a branch.

use engine::{Clock, DeskRole, Engine};
use iced::Size;
use iced::keyboard::{Key, Modifiers, key::Named};
use locale::Language;

use crate::shortcut::Shortcut;
use crate::testing::desk::Desk;
use crate::testing::journeys::headquarters::Headquarters;
use crate::testing::{MORNING, wait};
use crate::tour::cable::Cable;

/// A window at a computer that is there for this, in English; and what it hangs on.
fn desk(role: DeskRole) -> (Desk, Headquarters, Cable) {
    let headquarters = Headquarters::start("Pudong", "Pudong");
    headquarters.take_order("Margaret Hill", "13812345678");
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    let cable = headquarters.join(&engine, "1");
    wait(engine.add_first_person("Li Xiuying".to_owned())).expect("an empty office");
    wait(engine.exchange_now()).expect("headquarters answers");
    headquarters.assign(role);
    // It hears so when it greets again, some minutes later, or when something is refused.
    wait(engine.add_first_person("Nobody".to_owned())).expect("it has not heard");
    wait(engine.exchange_now()).expect("headquarters answers");
    let mut desk = Desk::new(engine, Size::new(1366.0, 768.0));
    desk.speak(Language::English);

    (desk, headquarters, cable)
}

fn key(desk: &mut Desk, key: Named) {
    desk.press(&Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() });
}

fn room(desk: &mut Desk, digit: &str) {
    desk.press(&Shortcut { key: Key::Character(digit.into()), modifiers: Modifiers::ALT });
}

fn picture(desk: &mut Desk, name: &str) {
    let Some(folder) = std::env::var_os("ROOM_PICTURES") else { return };
    let png = desk.picture().to_png().expect("a screen has pixels");
    let file = std::path::Path::new(&folder).join(format!("role-{name}.png"));
    std::fs::write(file, png).expect("a folder to write into");
}

#[test]
fn what_is_not_done_at_a_computer_says_so_and_is_not_begun() {
    let (mut desk, _headquarters, _cable) = desk(DeskRole::Dispatcher);
    let says = |desk: &mut Desk, work: &str, elsewhere: &str| {
        let words = desk.words().join("\n");
        let about = format!("Not done here: {work}. It is done at a computer for: ");
        assert!(words.contains("enrolled as “dispatcher”") && words.contains(&about), "{words}");
        assert!(words.contains(elsewhere), "{words}");
    };
    assert!(desk.words().iter().any(|word| word.ends_with("· dispatcher")), "{:?}", desk.words());

    // The room says it at its head, and the key that would begin a slip says it too.
    room(&mut desk, "6");
    says(&mut desk, "moving parts", "parts keeper");
    picture(&mut desk, "parts");
    let before = desk.words().len();
    key(&mut desk, Named::F3);
    says(&mut desk, "moving parts", "parts keeper");
    assert!(desk.words().len() <= before + 4, "no slip is begun: {:?}", desk.words());
    room(&mut desk, "3");
    says(&mut desk, "entering sheets", "clerk");
    picture(&mut desk, "sheets");
    room(&mut desk, "-");
    says(&mut desk, "people, settings and prices", "manager");
    picture(&mut desk, "settings");

    // What is done here is as it always was.
    room(&mut desk, "2");
    assert!(!desk.words().join("\n").contains("Not done here"), "{:?}", desk.words());
    room(&mut desk, "4");
    assert!(!desk.words().join("\n").contains("Not done here"), "{:?}", desk.words());

    // Whoever takes calls looks everybody up, and takes no list of them along.
    desk.press(&Shortcut { key: Key::Character("e".into()), modifiers: Modifiers::COMMAND });
    says(&mut desk, "people, settings and prices", "manager");
}

#[test]
fn a_parts_keeper_looks_at_an_order_and_does_nothing_to_it() {
    let (mut desk, _headquarters, _cable) = desk(DeskRole::PartsKeeper);
    room(&mut desk, "4");
    key(&mut desk, Named::Enter);
    key(&mut desk, Named::Enter);
    assert_eq!(desk.room_name(), Some("Order"));
    picture(&mut desk, "order");
    key(&mut desk, Named::Delete);
    let words = desk.words().join("\n");
    assert!(words.contains("Not done here: taking calls and orders."), "{words}");

    room(&mut desk, "6");
    assert!(!desk.words().join("\n").contains("Not done here"), "{:?}", desk.words());
    desk.speak(Language::SimplifiedChinese);
    room(&mut desk, "2");
    let words = desk.words().join("\n");
    assert!(words.contains("这台电脑登记的用途是“配件员”"), "{words}");
    picture(&mut desk, "dispatch-zh");
}
