//! Who comes to the door: guesses, repeats, programs that are too old.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;

use domain::DeskRole;

use super::*;

/// A request as if from this address.
fn from(peer: &str, mut request: Request) -> Request {
    let peer: SocketAddr = peer.parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

#[tokio::test]
async fn who_guesses_at_the_door_locks_out_nobody_else() {
    let strangers = Allowance { burst: 3, per_second: 1 };
    let house = House::at_pace(Pace { strangers, ..Pace::default() });
    let key = intake::add_key(&house.storage, "旗舰店").expect("a key");
    let desktop = house.desktop(1).await;
    let guess = |path: &str, body: Value| {
        from("203.0.113.9:4000", request("POST", path, "guess", body.to_string()))
    };
    let device = uuid::Uuid::nil();
    let wishes = [
        ("/v1/token", json!({"device": device, "at": house.now(), "signature": "0".repeat(128)})),
        ("/v1/enrol", json!({"code": "guess", "public_key": "00", "device_name": "?"})),
        ("/v1/intake/orders", sale()),
        ("/v1/intake/enquiries", json!({"text": "?"})),
    ];
    for (path, wish) in &wishes {
        let mut last = StatusCode::OK;
        for _ in 0..5 {
            last = house.ask(guess(path, wish.clone())).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }

    for _ in 0..10 {
        let wish = desktop.wish(house.now()).to_string();
        let token = from("198.51.100.7:5000", request("POST", "/v1/token", "", wish));
        assert_eq!(house.ask(token).await.status, StatusCode::OK, "who is known is not counted");
        let order = from(
            "198.51.100.7:5001",
            request("POST", "/v1/intake/orders", &key, sale().to_string()),
        );
        assert_eq!(house.ask(order).await.status, StatusCode::CREATED);
    }
    let asked = |_| house.ask(from("203.0.113.9:4001", request("GET", "/v1/health", "", "")));
    let mut last = StatusCode::OK;
    for n in 0..5 {
        last = asked(n).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "health is bounded too");
}

#[tokio::test]
async fn a_lost_answer_to_an_enrolment_is_given_again_to_the_same_key_alone() {
    let house = House::new();
    let code = device::make_code(&house.storage, "SH01").expect("a code").code;
    let (key, other) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
    let first = house.enrol(&code, &key).await;
    let again = house.enrol(&code, &key).await;

    assert_eq!((again.status, again.json()), (StatusCode::OK, first.json()));
    assert_eq!(house.enrol(&code, &other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(device::list(&house.storage).expect("a list").len(), 1);
    let second = device::make_code(&house.storage, "SH01").expect("a code").code;
    assert_eq!(house.enrol(&second, &key).await.status, StatusCode::BAD_REQUEST, "another code");
    house.pass(24 * 3_600_000);
    assert_eq!(house.enrol(&code, &key).await.status, StatusCode::BAD_REQUEST, "too late");
}

#[tokio::test]
async fn one_that_was_sent_away_is_not_let_in_by_its_old_code() {
    let house = House::new();
    let code = device::make_code(&house.storage, "SH01").expect("a code").code;
    let key = SigningKey::from_bytes(&[1; 32]);
    house.enrol(&code, &key).await;
    let id = device::list(&house.storage).expect("a list")[0].id;
    device::revoke(&house.storage, &id.to_string()).expect("a known device");

    assert_eq!(house.enrol(&code, &key).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_a_pull_is_refused_for_stands_in_the_document() {
    let house = House::new();
    let desktop = house.desktop(1).await;
    let document: Value = serde_json::from_str(include_str!("../openapi.json")).expect("JSON");
    let known = |path: &str, method: &str, status: &str| {
        document["paths"][path][method]["responses"].get(status).is_some()
    };
    let epoch = uuid::Uuid::nil();
    let cases = [
        (format!("{PULL}0&epoch={epoch}"), 409, "epoch"),
        (format!("{PULL}9000"), 410, "resync"),
        (format!("{PULL}0&schema=0"), 426, "too_old"),
    ];

    for (path, status, code) in cases {
        let answer = house.get(&path, &desktop.token).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{path}");
        assert!(known("/v1/pull", "get", &status.to_string()), "{status}");
    }
    for (path, method) in [("/v1/digest", "get"), ("/v1/ids", "get"), ("/v1/salvage", "post")] {
        assert!(known(path, method, "409") && !known(path, method, "410"), "{path}");
    }
}

#[tokio::test]
async fn what_a_desk_is_there_for_is_told_and_held_from_the_next_call_on() {
    let house = House::new();
    let code = device::make_code_for(&house.storage, "SH01", DeskRole::PartsKeeper);
    let answer = house.enrol(&code.expect("a code").code, &SigningKey::from_bytes(&[7; 32])).await;
    let reply = serde_json::from_slice(&answer.bytes).expect("enrolled");
    let mut keeper = house.desktop_of(7, reply).await;

    let hello = keeper.hello();
    let said = house.post("/v1/hello", &keeper.token, &hello).await;
    assert_eq!(said.json()["role"], "parts_keeper");
    let refused = keeper.customer(5, "王芳", "13812345678");
    let refused = house.post("/v1/push", &keeper.token, &refused).await;
    assert_eq!(refused.json()["results"][0]["why"], "field_not_allowed", "{}", refused.json());
    let stream = sync::StreamId::branch("SH01").expect("a stream");
    let digest = house.storage.digest(&stream).expect("a digest");

    let id = keeper.device().to_string();
    device::assign_role(&house.storage, &id, DeskRole::Clerk).expect("a device");
    let taken = keeper.customer(6, "李明", "13912345678");
    let taken = house.post("/v1/push", &keeper.token, &taken).await;
    assert_eq!(taken.json()["results"][0]["result"], "applied", "{}", taken.json());
    assert_ne!(house.storage.digest(&stream).expect("a digest"), digest);
    let said = house.post("/v1/hello", &keeper.token, &keeper.hello()).await;
    assert_eq!(said.json()["role"], "clerk");
    let listed = device::list(&house.storage).expect("a database");
    assert_eq!(listed.last().map(|device| device.role), Some(DeskRole::Clerk));
}
