//! Orders from outside, handed in more than once and for more than one person behind a number.

use serde_json::json;
use sync::{Fields, StreamId};

use super::*;
use crate::testing::{House, sale};

fn customers(house: &House) -> Vec<Fields> {
    let stream = StreamId::branch("SH01").expect("a stream");
    let all = house.storage.read(move |session, _| session.each_body(&stream, "customer"));

    all.expect("records").into_iter().map(|(_, body)| body).collect()
}

fn hand_in(house: &House, name: &str, phones: &[&str]) {
    let mut order = sale();
    order["customer"] = json!({"name": name, "phones": phones});
    let taken = add_order(&house.storage, Caller::default(), order).expect("a database");

    assert!(matches!(taken, Intake::Taken(_)), "{taken:?}");
}

#[test]
fn another_name_behind_a_known_number_gets_a_file_of_its_own() {
    let house = House::new();
    hand_in(&house, "王芳", &["13812345678"]);
    hand_in(&house, "李雷", &["13812345678"]);
    hand_in(&house, "李雷", &["13812345678"]);

    let names: Vec<_> = customers(&house).iter().map(|body| body["name"].clone()).collect();
    assert_eq!(names, ["王芳", "李雷"]);
}

#[test]
fn a_number_that_a_known_customer_did_not_have_is_added_to_their_file() {
    let house = House::new();
    hand_in(&house, "王芳", &["13812345678"]);
    hand_in(&house, "王芳", &["13812345678", "021-58881234"]);
    hand_in(&house, "王芳", &["021-58881234"]);

    let all = customers(&house);
    let phones = all[0]["phones"].as_array().expect("numbers");
    let numbers: Vec<_> = phones.iter().map(|phone| phone["number"].clone()).collect();
    assert_eq!((all.len(), numbers.len()), (1, 2), "{numbers:?}");
    assert!(crate::check(&house.storage).expect("a check").is_sound());
}

#[test]
fn an_order_that_is_handed_in_again_after_it_was_assigned_waits_again() {
    let house = House::new();
    let mut far = sale();
    far["address"] = json!({"district": "南山区", "detail": "科苑路 1 号"});
    let hand_in = || match add_order(&house.storage, Caller::default(), far.clone()) {
        Ok(Intake::Unassigned(id)) => id,
        other => panic!("{other:?}"),
    };
    let mut given = Vec::new();
    for _ in 0..3 {
        let id = hand_in();
        assert_eq!(hand_in(), id, "while it waits it is the same");
        let waiting = unassigned(&house.storage).expect("a list");
        assert_eq!(waiting.iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
        given.push(assign(&house.storage, &id.to_string(), "SH01").expect("assigned").order);
    }

    assert_eq!(given, ["SH01-H00001", "SH01-H00002", "SH01-H00003"]);
}
