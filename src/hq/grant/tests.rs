use axum::http::StatusCode;
use serde_json::{Value, json};
use sync::StreamId;

use super::*;
use crate::testing::{House, fields};

const PULL: &str = "/v1/pull?stream=branch:BJ01&max=100000&after=0";

fn streams(said: &Value) -> Vec<String> {
    let streams = said["streams"].as_array().expect("streams").iter();

    streams.filter_map(|it| it["stream"].as_str()).map(str::to_owned).collect()
}

#[tokio::test]
async fn another_branch_is_read_from_the_next_call_on_for_as_long_as_it_is_granted() {
    let house = House::new();
    branch::add(&house.storage, "BJ01", "朝阳网点", &[]).expect("a new branch");
    let mut desk = house.desktop(1).await;
    let id = desk.device().to_string();
    let mut hello = desk.hello();
    hello["caps"] = json!(["other_branches"]);
    assert_eq!(house.get(PULL, &desk.token).await.status, StatusCode::NOT_FOUND);

    add(&house.storage, &id, "bj01", false).expect("a grant");
    assert_eq!(house.get(PULL, &desk.token).await.status, StatusCode::OK);
    let said = house.post("/v1/hello", &desk.token, &hello).await.json();
    assert_eq!(streams(&said), ["branch:SH01", "branch:BJ01", "catalog"], "its own comes first");
    // A program that would mix them up is not told of others.
    let said = house.post("/v1/hello", &desk.token, &desk.hello()).await.json();
    assert_eq!(streams(&said), ["branch:SH01", "catalog"]);

    let there = StreamId::branch("BJ01").expect("a code");
    let customer = |name: &str| fields(json!({"name": name}));
    let refused = desk.push_in(there.clone(), "customer", uuid::Uuid::from_u128(8), customer("a"));
    let refused = house.post("/v1/push", &desk.token, &refused).await.json();
    assert_eq!(refused["results"][0]["why"], "not_found", "reading is not writing");
    add(&house.storage, &id, "BJ01", true).expect("a grant");
    let taken = desk.push_in(there, "customer", uuid::Uuid::from_u128(9), customer("b"));
    let taken = house.post("/v1/push", &desk.token, &taken).await.json();
    assert_eq!(taken["results"][0]["result"], "applied", "{taken}");
    let said = house.post("/v1/hello", &desk.token, &hello).await.json();
    assert_eq!(streams(&said)[0], "branch:SH01");
    let listed = list(&house.storage).expect("a list");
    assert_eq!((listed.len(), listed[0].branch.as_str(), listed[0].writes), (1, "BJ01", true));

    remove(&house.storage, &id, "BJ01").expect("a grant");
    assert_eq!(house.get(PULL, &desk.token).await.status, StatusCode::NOT_FOUND);
    assert!(list(&house.storage).expect("a list").is_empty());
}

#[tokio::test]
async fn nobody_is_granted_what_is_not_there_or_loses_their_own_branch() {
    let house = House::new();
    let id = house.desktop(1).await.device().to_string();

    assert!(matches!(add(&house.storage, "x", "SH01", false), Err(Error::UnknownDevice(_))));
    assert!(matches!(add(&house.storage, &id, "XX99", false), Err(Error::UnknownBranch(_))));
    assert!(matches!(add(&house.storage, &id, "SH01", false), Err(Error::Taken(_))));
    assert!(matches!(remove(&house.storage, &id, "SH01"), Err(Error::UnknownBranch(_))));
}
