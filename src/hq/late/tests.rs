//! A device that was sent away and had worked meanwhile.

use serde_json::json;

use super::*;
use crate::testing::{House, fields};
use crate::{branch, check, device};

const PULL: &str = "/v1/pull?stream=branch:SH01&max=500000&after=0";

/// A headquarters to which a device that had been sent away handed one customer.
async fn house() -> House {
    let house = House::new();
    let mut desktop = house.desktop(1).await;
    device::revoke(&house.storage, &desktop.device().to_string()).expect("a known device");
    let push = desktop.customer(5, "王芳", "13812345678");
    let pushed = house.post("/v1/push", &desktop.token, &push).await;
    assert_eq!(pushed.json()["results"][0]["result"], "quarantined");

    house
}

async fn names(house: &House, seed: u8) -> Vec<String> {
    let other = house.desktop(seed).await;
    let pulled = house.get(PULL, &other.token).await.json();
    let rows = pulled["rows"].as_array().cloned().expect("a page");
    let customers = rows.iter().filter(|row| row["kind"] == "customer");

    customers.filter_map(|row| row["body"]["name"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn what_came_late_is_listed_and_takes_effect_once_a_person_says_so() {
    let house = house().await;
    let late = list(&house.storage).expect("a database");
    assert_eq!((late.len(), late[0].changes), (1, 1));
    assert_eq!(names(&house, 2).await, Vec::<String>::new());

    assert_eq!(apply(&house.storage, Some(late[0].id)).expect("a decision"), 1);
    assert_eq!(names(&house, 3).await, ["王芳"]);
    assert_eq!(list(&house.storage).expect("a database"), []);
    let again = apply(&house.storage, Some(late[0].id));
    assert!(matches!(again, Err(Error::UnknownLate(_))), "{again:?}");
    assert!(check(&house.storage).expect("a check").is_sound());
}

#[tokio::test]
async fn what_is_discarded_has_no_effect_and_is_not_asked_about_again() {
    let house = house().await;
    assert_eq!(discard(&house.storage, None).expect("a decision"), 1);

    assert_eq!(names(&house, 2).await, Vec::<String>::new());
    assert_eq!(list(&house.storage).expect("a database"), []);
}

#[tokio::test]
async fn what_was_none_of_a_computers_business_is_refused_also_after_it_was_sent_away() {
    let house = House::new();
    branch::add(&house.storage, "SZ01", "南山网点", &[]).expect("a branch");
    let mut desktop = house.desktop(1).await;
    device::revoke(&house.storage, &desktop.device().to_string()).expect("a known device");

    let streams = [StreamId::catalog(), StreamId::branch("SZ01").expect("a branch")];
    for (id, stream) in (70..).zip(streams) {
        let push = desktop.push_in(stream, "customer", Uuid::from_u128(id), fields(json!({})));
        let end = house.post("/v1/push", &desktop.token, &push).await.json()["results"][0].clone();
        assert_eq!(
            (end["result"].as_str(), end["why"].as_str()),
            (Some("rejected"), Some("not_found"))
        );
    }
    let long = fields(json!({"note": "x".repeat(sync::limits::OPERATION_BYTES)}));
    let push = desktop.push("customer", Uuid::from_u128(80), long);
    let mut push = crate::testing::request(
        "POST",
        "/v1/push",
        &desktop.token,
        zstd::bulk::compress(push.to_string().as_bytes(), 1).expect("memory"),
    );
    push.headers_mut().insert("content-encoding", "zstd".parse().expect("a header"));
    let end = house.ask(push).await.json()["results"][0].clone();
    assert_eq!(end["why"], "too_large", "{end}");
    assert_eq!(list(&house.storage).expect("a database"), []);
}

#[tokio::test]
async fn what_a_branch_may_not_do_is_not_done_for_it_later_either() {
    let house = House::new();
    let mut desktop = house.desktop(1).await;
    device::revoke(&house.storage, &desktop.device().to_string()).expect("a known device");
    let part = fields(json!({"name": "进水阀", "price": 1}));
    let push = desktop.push("part", Uuid::from_u128(70), part);
    house.post("/v1/push", &desktop.token, &push).await;
    let late = list(&house.storage).expect("a database");
    assert_eq!((late.len(), late[0].stream.as_str()), (1, "branch:SH01"));

    let applied = apply(&house.storage, None);
    assert!(matches!(applied, Err(Error::Refused(_))), "{applied:?}");
    assert_eq!(discard(&house.storage, None).expect("a decision"), 1);
}

#[tokio::test]
async fn what_arrives_after_the_page_was_shown_is_not_decided_with_it() {
    let house = House::new();
    let mut desktop = house.desktop(1).await;
    device::revoke(&house.storage, &desktop.device().to_string()).expect("a known device");
    for (id, name) in [(5, "王芳"), (6, "李伟"), (7, "陈静")] {
        let push = desktop.customer(id, name, "13812345678");
        house.post("/v1/push", &desktop.token, &push).await;
        house.pass(1);
    }
    let waiting = list(&house.storage).expect("a database");
    assert_eq!(waiting.len(), 3);

    let seen = Which::UpTo(waiting[1].id);
    assert_eq!(decide(&house.storage, seen, false).expect("a decision"), 2);
    assert_eq!(list(&house.storage).expect("a database"), waiting[2..]);
    let again = decide(&house.storage, seen, false);
    assert!(matches!(again, Err(Error::UnknownLate(_))), "{again:?}");
    let one = Which::One(waiting[2].id);
    assert_eq!(decide(&house.storage, one, false).expect("a decision"), 1);
}
