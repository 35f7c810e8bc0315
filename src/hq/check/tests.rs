//! The check, tried on what is broken on purpose.

use super::*;
use crate::intake;
use crate::testing::{House, sale};

fn broken(sql: &str) -> Vec<String> {
    let house = House::new();
    intake::add_order(&house.storage, intake::Caller::default(), sale()).expect("an order");
    assert_eq!(check(&house.storage).expect("a check").wrong, Vec::<String>::new());
    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(file).expect("the database");
    assert!(db.execute(sql, []).expect("an edit") > 0, "{sql}");

    check(&house.storage).expect("a check").wrong
}

#[test]
fn a_record_that_was_edited_behind_our_back_is_found() {
    let sql = r#"UPDATE feed SET body = '{"name":"赵"}' WHERE kind = 'customer'"#;

    assert!(broken(sql)[0].contains("is not what it hashes to"));
}

#[test]
fn a_lost_record_is_found() {
    let wrong = broken("DELETE FROM feed WHERE kind = 'appliance'");

    assert!(wrong.iter().any(|line| line.contains("digest")), "{wrong:?}");
}

#[test]
fn an_operation_that_was_edited_is_found() {
    let wrong = broken("UPDATE op_log SET op = replace(op, '王芳', '赵芳') WHERE op LIKE '%王芳%'");

    assert!(wrong[0].contains("is not what its receipt says"), "{wrong:?}");
}

#[test]
fn an_order_that_is_not_where_its_events_lead_is_found() {
    let wrong = broken(
        r#"UPDATE feed SET body = replace(body, '"ready"', '"closed"') WHERE kind = 'order'"#,
    );

    assert!(wrong.iter().any(|line| line.contains("its events say")), "{wrong:?}");
}

#[tokio::test]
async fn who_sends_an_operation_again_with_something_else_in_it_is_named() {
    let house = House::new();
    let (mut first, mut second) = (house.desktop(1).await, house.desktop(2).await);
    let push = first.customer(7, "王芳", "13812345678");
    for _ in 0..2 {
        house.post("/v1/push", &first.token, &push).await;
    }
    assert_eq!(check(&house.storage).expect("a check").alarmed, 0, "the same again is no wonder");

    let push = second.customer(7, "赵芳", "13812345678");
    let answer = house.post("/v1/push", &second.token, &push).await.json();
    assert_eq!(answer["results"][0]["result"], "rejected", "{answer}");
    let findings = check(&house.storage).expect("a check");

    assert!(findings.is_sound());
    assert_eq!((findings.alarmed, findings.alarms.len()), (1, 1));
    assert_eq!(findings.alarms[0].device, second.device().0);
}
