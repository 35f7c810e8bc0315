use super::*;
use crate::testing::House;

const WORDS: &str = "correct horse battery";

fn signed(house: &House, shown: &str) -> Option<Operator> {
    let now = house.now();
    let found = house.storage.read(|session, _| signed_in(session, shown, now));

    found.expect("a look").map(|(operator, _)| operator)
}

fn shown(signing: SigningIn) -> String {
    let SigningIn::In(shown) = signing else { panic!("{signing:?}") };

    shown
}

#[test]
fn whoever_has_name_and_password_is_signed_in_until_half_an_hour_idle() {
    let house = House::new();
    let added = add(&house.storage, " Wang.Fang ", WORDS, true).expect("let in");
    assert_eq!((added.name.as_str(), added.read_only), ("wang.fang", true));

    let shown = shown(sign_in(&house.storage, "WANG.fang", WORDS, "192.0.2.1").expect("a try"));
    assert_eq!(signed(&house, &shown), Some(added));
    house.pass(IDLE_MS - 1);
    assert!(signed(&house, &shown).is_some());
    house.pass(1);
    assert!(signed(&house, &shown).is_none(), "idle");
    assert!(signed(&house, "0000").is_none());
}

#[test]
fn wrong_passwords_are_counted_by_name_and_address_and_no_name_is_told_apart() {
    let house = House::new();
    add(&house.storage, "wang", WORDS, false).expect("let in");
    let try_in = |name: &str, password: &str, peer: &str| {
        sign_in(&house.storage, name, password, peer).expect("a try")
    };

    assert_eq!(try_in("nobody", WORDS, "192.0.2.9"), SigningIn::Wrong);
    for _ in 0..TRIES {
        assert_eq!(try_in("wang", "wrong", "192.0.2.1"), SigningIn::Wrong);
    }
    assert_eq!(try_in("wang", WORDS, "192.0.2.1"), SigningIn::TooOften, "right, but too late");
    assert!(matches!(try_in("wang", WORDS, "192.0.2.2"), SigningIn::In(_)), "from elsewhere");
    house.pass(TRIES_MS);
    assert!(matches!(try_in("wang", WORDS, "192.0.2.1"), SigningIn::In(_)), "it is forgotten");

    for n in 0..TRIES_OF_PEER {
        assert_eq!(try_in(&format!("n{n}"), "wrong", "192.0.2.3"), SigningIn::Wrong);
    }
    assert_eq!(try_in("wang", WORDS, "192.0.2.3"), SigningIn::TooOften, "one address, many names");
}

#[test]
fn who_works_by_the_command_line_is_no_operator_of_that_name() {
    use crate::{journal, words};

    let house = House::new();
    let shell = house.storage.by(&journal::of_shell("root"));
    add(&shell, "root", WORDS, false).expect("let in");
    remove(&house.storage.by("root"), "root").expect("shut out");
    let locale = locale::Locale::new(locale::Language::English);
    let entries = journal::list(&house.storage, None, 2).expect("a journal");
    let who: Vec<_> = entries.iter().map(|entry| words::who(entry, &locale)).collect();

    assert_eq!(who, ["root", "Command line (root)"]);
    assert!(matches!(add(&shell, "shell:root", WORDS, false), Err(Error::MalformedName(_))));
}

#[test]
fn another_password_or_being_shut_out_ends_every_session() {
    let house = House::new();
    add(&house.storage, "wang", WORDS, false).expect("let in");
    let first = shown(sign_in(&house.storage, "wang", WORDS, "::1").expect("a try"));
    set_password(&house.storage, "wang", "another horse battery").expect("another");
    assert!(signed(&house, &first).is_none());
    assert_eq!(sign_in(&house.storage, "wang", WORDS, "::1").expect("a try"), SigningIn::Wrong);
    let second = sign_in(&house.storage, "wang", "another horse battery", "::1").expect("a try");
    let second = shown(second);
    remove(&house.storage, "Wang").expect("shut out");
    assert!(signed(&house, &second).is_none());
    assert!(matches!(remove(&house.storage, "wang"), Err(Error::UnknownOperator(_))));
    assert!(matches!(add(&house.storage, "a b", WORDS, false), Err(Error::MalformedName(_))));
    assert!(matches!(add(&house.storage, "wang", "short", false), Err(Error::WeakPassword)));
}

fn tries(house: &House, name: &'static str, peers: std::ops::Range<u32>, of_each: u32) {
    let kept = house.storage.write(move |session, moment| {
        for n in peers.clone().flat_map(|peer| (0..of_each).map(move |_| peer)) {
            session.add_try(name, &format!("198.51.100.{n}"), moment)?;
        }
        Ok(())
    });
    kept.expect("kept");
}

#[test]
fn nobody_is_shut_out_by_strangers_where_they_work_and_another_password_opens_the_door() {
    let house = House::new();
    add(&house.storage, "wang", WORDS, false).expect("let in");
    let try_in = |peer: &str| sign_in(&house.storage, "wang", WORDS, peer).expect("a try");
    assert!(matches!(try_in("192.0.2.1"), SigningIn::In(_)));
    tries(&house, "wang", 0..TRIES_OF_NAME, 1);
    assert_eq!(try_in("192.0.2.2"), SigningIn::TooOften, "from where nobody knows them");
    assert!(matches!(try_in("192.0.2.1"), SigningIn::In(_)), "from their own desk");

    set_password(&house.storage, "wang", WORDS).expect("a password");
    assert!(matches!(try_in("192.0.2.2"), SigningIn::In(_)), "whoever runs headquarters unlocks");
}

#[test]
fn a_clock_that_was_wrong_locks_nobody_out_and_keeps_nobody_in() {
    let house = House::new();
    add(&house.storage, "wang", WORDS, false).expect("let in");
    house.pass(30 * 86_400_000);
    tries(&house, "wang", 1..2, TRIES);
    let shown = shown(sign_in(&house.storage, "wang", WORDS, "192.0.2.1").expect("a try"));
    house.pass(-30 * 86_400_000);
    assert!(signed(&house, &shown).is_none(), "seen in a month's time");
    let again = sign_in(&house.storage, "wang", WORDS, "198.51.100.1").expect("a try");
    assert!(matches!(again, SigningIn::In(_)), "tries that lie ahead do not count");
}

#[test]
fn what_was_typed_as_a_name_does_not_lie_in_the_database() {
    let house = House::new();
    let typed = "my-secret-password";
    sign_in(&house.storage, typed, "", "192.0.2.1").expect("a try");
    let tried = house.storage.write(move |session, _| {
        session.tries(typed, "192.0.2.1", (0, i64::MAX)).map(|tries| (tries.name, tries.peer))
    });
    assert_eq!(tried.expect("a look"), (1, 1));
    for file in std::fs::read_dir(house.folder.path()).expect("a folder").flatten() {
        let Ok(bytes) = std::fs::read(file.path()) else { continue };
        assert!(!bytes.windows(typed.len()).any(|it| it == typed.as_bytes()), "{file:?}");
    }
}
