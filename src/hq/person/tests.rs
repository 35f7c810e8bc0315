//! Persons who are erased at headquarters.

use super::*;
use crate::testing::{House, sale};
use crate::{intake, order};

/// Everything in the file, in one text.
fn words(house: &House) -> String {
    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(file).expect("the database");
    let mut all = String::new();
    for sql in [
        "SELECT body FROM feed",
        "SELECT op FROM op_log",
        "SELECT lost || kept FROM conflict",
        "SELECT digits FROM phone",
        "SELECT digits FROM lookup_log",
        "SELECT form FROM unassigned",
        "SELECT coalesce(body, '') FROM salvage",
        "SELECT answer FROM intake",
    ] {
        let mut statement = db.prepare(sql).expect("a table");
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
        all.extend(rows.map(|row| row.expect("text")));
    }

    all
}

fn caller(house: &House) -> Person {
    let found = find(&house.storage, "SH01", "13812345678").expect("a database");

    found.into_iter().next().expect("somebody")
}

#[test]
fn an_erased_person_is_in_no_table_any_more_and_the_check_finds_nothing_wrong() {
    let house = House::new();
    intake::add_order(&house.storage, intake::Caller::default(), sale()).expect("an order");
    let person = caller(&house);
    assert_eq!((person.name.as_str(), person.orders, person.open_orders), ("王芳", 1, 1));
    let refused = erase(&house.storage, "SH01", person.id, ErasureReason::Request);
    assert!(matches!(refused, Err(Error::OrdersOpen(1))), "{refused:?}");

    let number = words(&house);
    let number = number.split("SH01-H").nth(1).expect("a number");
    let number = format!("SH01-H{}", &number[..5]);
    order::cancel(&house.storage, &number, "twice").expect("cancelled");
    erase(&house.storage, "SH01", person.id, ErasureReason::Request).expect("erased");

    let left = words(&house);
    assert!(!left.contains("王芳") && !left.contains("13812345678"), "{left}");
    assert!(left.contains(&number));
    assert!(find(&house.storage, "SH01", "13812345678").expect("a database").is_empty());
    assert!(show(&house.storage, "SH01", person.id).expect("a file").erased);
    assert_eq!(crate::check(&house.storage).expect("a check").wrong, Vec::<String>::new());
}
