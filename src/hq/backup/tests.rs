//! Backups in real files.

use sync::Epoch;
use sync::hq::HqTx;

use super::*;
use crate::intake;
use crate::testing::{House, sale};

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
    intake::add_order(&house.storage, intake::Caller::default(), sale()).expect("an order");
    let made = back_up(&house.storage, &file).expect("a backup");
    assert_eq!((made.orders, verify(&file).expect("a look").is_sound()), (1, true));

    let other = sale();
    intake::add_order(&house.storage, intake::Caller::default(), other).expect("another");
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
    intake::add_order(&house.storage, intake::Caller::default(), sale()).expect("an order");
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
