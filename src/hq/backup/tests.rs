//! Backups in real files.

use sync::Epoch;
use sync::hq::HqTx;

use super::*;
use crate::intake::{self, Caller, Intake};
use crate::testing::{House, enrolled, sale};
use crate::{branch, device};

fn epoch(storage: &Storage) -> Epoch {
    storage.read(|session, _| Ok(session.epoch()?)).expect("an epoch")
}

fn orders(storage: &Storage) -> usize {
    crate::check(storage).expect("a check").orders
}

#[test]
fn a_backup_counts_once_it_was_opened_and_brings_everything_back() {
    let house = House::new();
    let file = house.folder.path().join("monday.backup");
    intake::add_order(&house.storage, Caller::default(), sale()).expect("an order");
    let made = back_up(&house.storage, &file).expect("a backup");
    assert_eq!((made.orders, verify(&file).expect("a look").is_sound()), (1, true));

    let other = sale();
    intake::add_order(&house.storage, Caller::default(), other).expect("another");
    let before = epoch(&house.storage);
    let restored = restore(house.folder.path(), &file).expect("a restore");

    // The server that has it open goes on with it.
    assert_ne!(epoch(&house.storage), before);
    assert_eq!(orders(&house.storage), 1);
    assert!(crate::check(&house.storage).expect("a check").is_sound());
    let kept = restored.before.expect("there was one");
    assert!(verify(&kept).expect("a look").is_sound());
}

#[test]
fn what_is_no_backup_is_refused_and_changes_nothing() {
    let house = House::new();
    intake::add_order(&house.storage, Caller::default(), sale()).expect("an order");
    let file = house.folder.path().join("letter.txt");
    fs::write(&file, "Dear Sir or Madam, ".repeat(400)).expect("a letter");
    assert!(matches!(restore(house.folder.path(), &file), Err(Error::Foreign(_))));

    let spoilt = house.folder.path().join("spoilt.backup");
    back_up(&house.storage, &spoilt).expect("a backup");
    let db = rusqlite::Connection::open(&spoilt).expect("the backup");
    db.execute("DELETE FROM feed WHERE kind = 'appliance'", []).expect("an edit");
    drop(db);
    assert!(matches!(restore(house.folder.path(), &spoilt), Err(Error::Unsound { .. })));
    assert_eq!(orders(&house.storage), 1);
}

#[test]
fn a_backup_onto_the_database_itself_is_refused() {
    let house = House::new();
    intake::add_order(&house.storage, intake::Caller::default(), sale()).expect("an order");
    let name = "headquarters.sqlite";
    let names = ["", "-wal", "-shm"].map(|end| house.folder.path().join(format!("{name}{end}")));
    for file in names.into_iter().chain([house.folder.path().join(".").join(name)]) {
        let refused = back_up(&house.storage, &file);
        assert!(matches!(refused, Err(Error::OntoItself(_))), "{refused:?}");
    }

    assert_eq!(orders(&house.storage), 1);
    assert_eq!(orders(&Storage::open(house.folder.path()).expect("it is whole")), 1);
}

fn ordered(storage: &Storage) -> String {
    match intake::add_order(storage, Caller::default(), sale()) {
        Ok(Intake::Taken(taken)) => taken.order,
        other => panic!("{other:?}"),
    }
}

/// The letters of a desk that is enrolled now.
fn desk(storage: &Storage, seed: u8) -> String {
    let code = device::make_code(storage, "SH01").expect("a code").code;

    enrolled(storage, &code, seed).expect("let in").desk
}

#[test]
fn no_number_and_no_letter_is_given_out_again_whatever_is_restored_how_often() {
    let house = House::new();
    let file = house.folder.path().join("monday.backup");
    let (first, _) = (ordered(&house.storage), desk(&house.storage, 1));
    back_up(&house.storage, &file).expect("a backup");
    let mut given = vec![first, ordered(&house.storage), ordered(&house.storage)];
    let mut letters = vec!["A".to_owned(), desk(&house.storage, 2)];

    // First on another computer, where nothing can be read of what was here; then there again, from the same backup.
    let elsewhere = tempfile::tempdir().expect("a folder");
    for seed in [3, 4, 5] {
        restore(elsewhere.path(), &file).expect("a restore");
        let storage = Storage::open(elsewhere.path()).expect("a database");
        let (number, letter) = (ordered(&storage), desk(&storage, seed));
        assert!(!given.contains(&number), "{number} again, after {given:?}");
        assert!(!letters.contains(&letter), "{letter} again, after {letters:?}");
        given.push(number);
        letters.push(letter);
    }
}

#[test]
fn an_older_state_that_is_put_back_later_counts_from_further_on() {
    let house = House::new();
    let skipped = |later: i64| {
        let elsewhere = tempfile::tempdir().expect("a folder");
        let file = elsewhere.path().join("a.backup");
        back_up(&house.storage, &file).expect("a backup");
        let now = house.now() + later;
        let storage = {
            std::fs::copy(&file, elsewhere.path().join("headquarters.sqlite")).expect("a copy");
            Storage::open_at(elsewhere.path(), std::sync::Arc::new(move || now)).expect("open")
        };
        was_restored(&storage).expect("a restore");
        branch::list(&storage).expect("branches").remove(0)
    };
    let (tonight, next_week) = (skipped(8 * 3_600_000), skipped(7 * 86_400_000));

    assert!(tonight.orders >= 10_000 + 8 * 3_600, "{tonight:?}");
    assert!(next_week.orders >= tonight.orders + 6 * 86_400, "{next_week:?}");
    assert!(tonight.desks >= 25 + 8 && next_week.desks >= 25 + 7 * 24, "{next_week:?}");
}

/// Where the first branch goes on when `file` is put back on another computer, so much later.
fn put_back(house: &House, file: &std::path::Path, later: i64) -> crate::Branch {
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::fs::copy(file, elsewhere.path().join("headquarters.sqlite")).expect("a copy");
    let now = house.now() + later;
    let clock = std::sync::Arc::new(move || now);
    let storage = Storage::open_at(elsewhere.path(), clock).expect("open");
    was_restored(&storage).expect("a restore");

    branch::list(&storage).expect("branches").remove(0)
}

#[test]
fn a_later_restore_of_one_backup_never_counts_into_what_was_given_out_after_an_earlier_one() {
    const MINUTE: i64 = 60_000;
    let house = House::new();
    ordered(&house.storage);
    let file = house.folder.path().join("monday.backup");
    back_up(&house.storage, &file).expect("a backup");

    // Twenty minutes, an hour and three hours after the first restore; since then an order came each second.
    for minutes in [20, 60, 180].into_iter().cycle().take(24) {
        let first = put_back(&house, &file, MINUTE);
        let second = put_back(&house, &file, (1 + minutes) * MINUTE);
        let given = i64::from(first.orders)..=i64::from(first.orders) + minutes * 60;
        let apart = i64::from(second.orders) > *given.end();
        assert!(apart, "{minutes} minutes later {second:?}, after {given:?}");
    }
    // A hundred days after the first restore; since then a desk joined each day.
    for _ in 0..24 {
        let first = put_back(&house, &file, MINUTE);
        let second = put_back(&house, &file, 100 * 1_440 * MINUTE);
        assert!(second.desks > first.desks + 100, "{second:?}, after {first:?}");
    }
}

#[test]
fn a_branch_that_was_added_after_the_backup_goes_on_elsewhere_when_it_is_added_again() {
    let house = House::new();
    let file = house.folder.path().join("monday.backup");
    back_up(&house.storage, &file).expect("a backup");
    let add = |storage: &Storage| {
        let served = [branch::Served::parse("310104=徐汇区").expect("a code")];
        branch::add(storage, "SH02", "徐汇网点", &served).expect("a new branch");
        let storage = storage.clone();
        let next = storage
            .write(|session, _| Ok((session.next_order("SH02")?, session.next_desk("SH02")?)));
        let stream = branch::stream("SH02").expect("a stream");
        let head = storage.read(|session, _| Ok(session.stream(&stream)?)).expect("a look");
        let (order, desk) = next.expect("numbers");
        (order, desk, head.seq)
    };
    let mut given = vec![add(&house.storage)];
    assert_eq!(given, [(1, 0, 1)]);

    // Twice in the same moment, each time on a computer where nothing can be read of what was here.
    for _ in 0..2 {
        let elsewhere = tempfile::tempdir().expect("a folder");
        restore(elsewhere.path(), &file).expect("a restore");
        let storage = Storage::open(elsewhere.path()).expect("a database");
        given.push(add(&storage));
        assert!(crate::check(&storage).expect("a check").is_sound());
    }
    let [first, second, third] = given[..] else { panic!("{given:?}") };
    assert!(second.0 > 10_000 && second.1 >= 25 && second.2 > 1_000_000_000, "{given:?}");
    assert!(first.0 < second.0 && (second.0, second.1) != (third.0, third.1), "{given:?}");
}

#[test]
fn an_office_of_its_own_may_still_be_the_first_of_a_branch_whose_letters_were_skipped() {
    let house = House::new();
    was_restored(&house.storage).expect("a restore");
    branch::add(&house.storage, "SH02", "徐汇网点", &[]).expect("a new branch");
    for (code, seed) in [("SH01", 1), ("SH02", 2)] {
        let join = |seed: u8| {
            let shown = device::make_code(&house.storage, code).expect("a code").code;
            crate::testing::joined(&house.storage, &shown, seed, Some(code))
        };
        let desk = join(seed).expect("let in").desk;
        assert!(desk.len() > 1, "{desk} was given out before, for all we know");
        let second = join(seed + 10).map_err(|refusal| refusal.code);
        assert_eq!(second.err(), Some(sync::wire::Code::OtherOffice));
    }
}

#[test]
fn two_restores_of_one_state_in_one_moment_do_not_count_from_the_same_place() {
    let house = House::new();
    ordered(&house.storage);
    let file = house.folder.path().join("monday.backup");
    back_up(&house.storage, &file).expect("a backup");
    // A clock that stands still, and one that is behind.
    for later in [0, -86_400_000] {
        let counts = [(); 8].map(|()| {
            let elsewhere = tempfile::tempdir().expect("a folder");
            let now = house.now() + later;
            std::fs::copy(&file, elsewhere.path().join("headquarters.sqlite")).expect("a copy");
            let clock = std::sync::Arc::new(move || now);
            let storage = Storage::open_at(elsewhere.path(), clock).expect("open");
            was_restored(&storage).expect("a restore");
            let branch = branch::list(&storage).expect("branches").remove(0);
            assert!(branch.orders > 10_000 && branch.desks >= 25, "{branch:?}");
            (branch.orders, branch.desks)
        });
        let apart: std::collections::BTreeSet<_> = counts.into_iter().collect();
        assert!(apart.len() > 4, "{counts:?}");
    }
}

#[test]
fn what_can_be_read_of_what_was_here_is_taken_over() {
    let house = House::new();
    let storage = &house.storage;
    let file = house.folder.path().join("monday.backup");
    let code = device::make_code(storage, "SH01").expect("a code").code;
    let unused = device::make_code(storage, "SH01").expect("a code").code;
    let mut far = sale();
    far["address"] = serde_json::json!({"district": "南山区", "detail": "科苑路 1 号"});
    let Ok(Intake::Unassigned(early)) = intake::add_order(storage, Caller::default(), far.clone())
    else {
        panic!("an area covers it")
    };
    back_up(storage, &file).expect("a backup");

    let key = intake::add_key(storage, "旗舰店").expect("a key");
    let caller = Caller { name: "旗舰店".to_owned(), idempotency: Some("one".to_owned()) };
    let taken = intake::add_order(storage, caller.clone(), sale()).expect("an order");
    far["description"] = "另一张".into();
    let waits = intake::add_order(storage, Caller::default(), far).expect("an order");
    intake::assign(storage, &early.to_string(), "SH01").expect("assigned");
    enrolled(storage, &code, 1).expect("let in");
    assert!(restore(house.folder.path(), &file).expect("a restore").taken_over);

    let name = storage.read(|session, _| session.intake_key(crate::secret::hash(&key)));
    assert_eq!(name.expect("a look").as_deref(), Some("旗舰店"));
    assert_eq!(intake::add_order(storage, caller, sale()).expect("an answer"), taken);
    let waiting = intake::unassigned(storage).expect("a list");
    assert_eq!(waiting.iter().map(|it| Intake::Unassigned(it.id)).collect::<Vec<_>>(), [waits]);
    assert!(enrolled(storage, &code, 2).is_err(), "it was used");
    assert!(enrolled(storage, &unused, 3).is_ok(), "it was not");
}

#[test]
fn where_nothing_can_be_read_no_code_of_before_lets_anyone_in() {
    let house = House::new();
    let file = house.folder.path().join("monday.backup");
    let code = device::make_code(&house.storage, "SH01").expect("a code").code;
    back_up(&house.storage, &file).expect("a backup");
    let elsewhere = tempfile::tempdir().expect("a folder");
    assert!(!restore(elsewhere.path(), &file).expect("a restore").taken_over);

    let now = house.now();
    let clock = std::sync::Arc::new(move || now);
    let storage = Storage::open_at(elsewhere.path(), clock).expect("a database");
    assert!(enrolled(&storage, &code, 1).is_err(), "somebody may have used it since");
}

#[tokio::test]
async fn a_number_that_comes_back_from_a_desk_is_not_given_out_again() {
    let house = House::new();
    let mut desktop = house.desktop(1).await;
    let order = |number: &str| {
        crate::testing::fields(serde_json::json!({"kind": "repair", "number": number}))
    };
    for (id, number) in (10..).zip(["SH01-H20000", "SH01-D00007", "SZ01-H90000", "SH01-H99999999"])
    {
        let push = desktop.push("order", uuid::Uuid::from_u128(id), order(number));
        let end = house.post("/v1/push", &desktop.token, &push).await.json()["results"][0].clone();
        assert_eq!(end["result"], "applied", "{end}");
    }

    assert_eq!(ordered(&house.storage), "SH01-H20001");
    assert_eq!(desk(&house.storage, 2), "E");
}

#[test]
fn rights_that_were_taken_away_since_the_backup_stay_away() {
    let house = House::new();
    let storage = &house.storage;
    branch::add(storage, "SZ01", "苏州网点", &[]).expect("a branch");
    let code = device::make_code(storage, "SH01").expect("a code").code;
    let id = enrolled(storage, &code, 1).expect("let in").device.to_string();
    crate::grant::add(storage, &id, "SZ01", true).expect("a grant");
    let file = house.folder.path().join("monday.backup");
    back_up(storage, &file).expect("a backup");

    crate::grant::remove(storage, &id, "SZ01").expect("it was granted");
    device::assign_role(storage, &id, domain::DeskRole::Clerk).expect("a device");
    let code = device::make_code_for(storage, "SH01", domain::DeskRole::ReadOnly);
    restore(house.folder.path(), &file).expect("a restore");

    assert!(crate::grant::list(storage).expect("grants").is_empty());
    let late = enrolled(storage, &code.expect("a code").code, 2).expect("let in").device;
    let devices = device::list(storage).expect("devices");
    let role = |id: &str| devices.iter().find(|it| it.id.to_string() == id).map(|it| it.role);
    assert_eq!(role(&id), Some(domain::DeskRole::Clerk));
    assert_eq!(role(&late.to_string()), Some(domain::DeskRole::ReadOnly));
    // Its own branch it reads and writes as before.
    let rights = storage.read(|session, _| Ok(session.rights(id.parse().expect("an id"))?));
    assert_eq!(rights.expect("a look").expect("known").write.len(), 1);
}

#[cfg(feature = "console")]
#[test]
fn operators_are_who_they_were_before_a_restore_and_sign_in_anew() {
    use crate::journal::{self, Noted};
    use crate::operator::{self, SigningIn};

    let house = House::new();
    let (storage, words) = (&house.storage, "correct horse battery");
    operator::add(storage, "gone", words, false).expect("let in");
    let file = house.folder.path().join("monday.backup");
    back_up(storage, &file).expect("a backup");
    operator::remove(storage, "gone").expect("shut out");
    operator::add(storage, "wang", words, true).expect("let in");
    let signing = operator::sign_in(storage, "wang", words, "::1").expect("a try");
    let SigningIn::In(shown) = signing else { panic!("{signing:?}") };
    restore(house.folder.path(), &file).expect("a restore");

    let names: Vec<_> =
        operator::list(storage).expect("a list").into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["wang"]);
    let now = house.now();
    let found = storage.read(|session, _| operator::signed_in(session, &shown, now));
    assert_eq!(found.expect("a look"), None);
    let deeds = journal::list(storage, None, 10).expect("a journal");
    assert!(deeds.iter().any(|it| it.deed == Some(Noted::OperatorRemoved) && it.subject == "gone"));
}
