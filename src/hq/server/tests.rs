//! The server, asked over its router as desktops, shops and strangers would.

use std::io::Write;

use axum::http::StatusCode;
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use sync::hq::HqTx;
use sync::wire::PullReply;
use sync::{Digest, StreamId};
use tower::ServiceExt;

use crate::testing::{House, read, request, sale};
use crate::{Storage, branch, check, device, intake};

use super::bucket::Allowance;
use super::*;

mod blobs;
#[cfg(feature = "console")]
pub(crate) mod console;
mod doors;
mod log;
mod packed;

const PULL: &str = "/v1/pull?stream=branch:SH01&max=500000&after=";

fn page(answer: &crate::testing::Answer) -> PullReply {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    serde_json::from_slice(&answer.bytes).expect("a page")
}

#[tokio::test]
async fn a_code_lets_one_device_in_once() {
    let house = House::new();
    crate::rename(&house.storage, "澄源总部").expect("a name");
    let code = device::make_code(&house.storage, "sh01").expect("a code").code;
    let typed = code.to_lowercase().replace('-', " ");

    let first = house.enrol(&typed, &SigningKey::from_bytes(&[1; 32])).await;
    let second = house.enrol(&code, &SigningKey::from_bytes(&[2; 32])).await;

    let reply = first.json();
    assert_eq!(
        (reply["branch"].as_str(), reply["branch_name"].as_str(), reply["desk"].as_str()),
        (Some("SH01"), Some("浦东网点"), Some("A"))
    );
    assert_eq!(reply["hq_name"], "澄源总部");
    assert_eq!(reply["streams"], json!(["branch:SH01", "catalog"]));
    assert_eq!((second.status, second.code()), (StatusCode::NOT_FOUND, "not_found".to_owned()));
}

#[tokio::test]
async fn a_code_is_good_for_a_day_and_each_desk_has_its_letters() {
    let house = House::new();
    let late = device::make_code(&house.storage, "SH01").expect("a code").code;
    house.pass(24 * 3_600_000);

    let refused = house.enrol(&late, &SigningKey::from_bytes(&[1; 32])).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let (a, b) = (house.desktop(2).await, house.desktop(3).await);
    assert_eq!((a.reply.desk.as_str(), b.reply.desk.as_str()), ("A", "B"));
}

#[tokio::test]
async fn a_token_needs_the_right_signature_at_about_the_right_time() {
    let house = House::new();
    let mut desktop = house.desktop(1).await;

    let stale = house.token(&desktop, house.now() - 3_600_000).await;
    assert_eq!((stale.status, stale.code()), (StatusCode::UNAUTHORIZED, "unauthorized".to_owned()));
    assert_eq!(stale.json()["permanent"], false);
    desktop.key = SigningKey::from_bytes(&[9; 32]);
    assert_eq!(house.token(&desktop, house.now()).await.status, StatusCode::UNAUTHORIZED);

    assert_eq!(house.get(&format!("{PULL}0"), &desktop.token).await.status, StatusCode::OK);
    house.pass(16 * 60_000);
    let ran_out = house.get(&format!("{PULL}0"), &desktop.token).await;
    assert_eq!(ran_out.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_one_desktop_pushes_another_pulls() {
    let house = House::new();
    let (mut a, b) = (house.desktop(1).await, house.desktop(2).await);

    let push = a.customer(5, "王芳", "13812345678");
    let pushed = house.post("/v1/push", &a.token, &push).await;
    assert_eq!(pushed.json()["results"][0]["result"], "applied", "{}", pushed.json());
    let pulled = page(&house.get(&format!("{PULL}0"), &b.token).await);
    assert!(pulled.rows.iter().all(sync::Sealed::is_intact));
    let rows: Vec<sync::Row> = pulled.rows.into_iter().filter_map(sync::Sealed::open).collect();

    assert_eq!(rows.len(), 2, "the office and the customer");
    assert_eq!(rows[1].body.as_ref().map(|body| body["name"].clone()), Some(json!("王芳")));
    assert_eq!(pulled.digest, Some(rows.iter().collect::<Digest>()));
    let catalogue = house.get("/v1/pull?stream=catalog&max=100&after=0", &b.token).await;
    assert_eq!(page(&catalogue).rows.len(), 1, "as many bytes as were asked for, but at least one");
    let foreign = house.get("/v1/pull?stream=branch:BJ01&max=100&after=0", &b.token).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_desk_that_listens_is_sent_to_greet_when_what_it_may_do_changes() {
    let house = House::new();
    let (a, b) = (house.desktop(1).await, house.desktop(2).await);
    let after = page(&house.get(&format!("{PULL}0"), &a.token).await).next;
    let waiting = format!("{PULL}{after}&wait=20000");
    let begun = std::time::Instant::now();
    let device = b.device().to_string();
    let assigned = || async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let role = domain::DeskRole::Clerk;
        crate::testing::aside(|| crate::device::assign_role(&house.storage, &device, role))
            .expect("a device");
    };
    let (heard, ()) = tokio::join!(house.get(&waiting, &b.token), assigned());

    assert_eq!((heard.status, heard.code().as_str()), (StatusCode::CONFLICT, "epoch"));
    assert!(begun.elapsed().as_secs() < 10);
    let waiting = format!("{PULL}{after}&wait=600");
    let (other, ()) = tokio::join!(house.get(&waiting, &a.token), assigned());
    assert_eq!(other.status, StatusCode::OK, "nobody else hears of it");
    let pull = format!("{PULL}{after}");
    let answer = house.get(&pull, &b.token).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "the first answer may have been lost");
    house.post("/v1/hello", &b.token, &b.hello()).await;
    assert_eq!(house.get(&pull, &b.token).await.status, StatusCode::OK, "it has said hello");
    assigned().await;
    let late = house.get(&pull, &b.token).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "or as soon as it calls");
}

#[tokio::test]
async fn the_same_push_again_changes_nothing() {
    let house = House::new();
    let mut desktop = house.desktop(1).await;
    let push = desktop.customer(5, "王芳", "13812345678");
    let stream = StreamId::branch("SH01").expect("a stream");

    let first = house.post("/v1/push", &desktop.token, &push).await;
    let after = house.storage.digest(&stream).expect("a digest");
    house.pass(7_000);
    let again = house.post("/v1/push", &desktop.token, &push).await;

    assert_eq!(first.json()["results"], again.json()["results"]);
    assert_eq!(house.storage.digest(&stream).expect("a digest"), after);
    assert!(check(&house.storage).expect("a check").is_sound());
}

#[tokio::test]
async fn too_much_is_refused_as_sent_and_as_inflated() {
    let house = House::new();
    let desktop = house.desktop(1).await;
    let zeros = vec![b' '; 64 * 1024 * 1024];
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&zeros).expect("memory");
    let gzip = gzip.finish().expect("memory");
    let zstd = zstd::bulk::compress(&zeros, 3).expect("memory");

    let plain = request("POST", "/v1/push", &desktop.token, zeros[..2_000_000].to_vec());
    assert_eq!(house.ask(plain).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    for (coding, bomb) in [("gzip", gzip), ("zstd", zstd)] {
        assert!(bomb.len() < 1024 * 1024, "as sent it is small");
        let mut bomb = request("POST", "/v1/push", &desktop.token, bomb);
        bomb.headers_mut().insert("content-encoding", coding.parse().expect("a header"));
        let answer = house.ask(bomb).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::PAYLOAD_TOO_LARGE, "too_large")
        );
    }
}

#[tokio::test]
async fn whatever_is_sent_the_answer_is_json() {
    let house = House::new();
    let desktop = house.desktop(1).await;
    let token = desktop.token.as_str();
    let mut broken = request("POST", "/v1/push", token, "not zstd");
    broken.headers_mut().insert("content-encoding", "zstd".parse().expect("a header"));
    let cases = [
        (request("POST", "/v1/push", token, "<html>"), 400),
        (request("POST", "/v1/push", token, vec![0xff, 0xfe]), 400),
        (request("POST", "/v1/hello", token, "{}"), 400),
        (request("POST", "/v1/hello", token, "[".repeat(100_000)), 400),
        (broken, 400),
        (request("GET", "/v1/pull?stream=branch:SH01&after=x", token, ""), 400),
        (request("GET", &format!("{PULL}0&wait=9007199254740992"), token, ""), 400),
        (request("GET", "/v1/pull", "no token", ""), 401),
        (request("GET", "/v1/push", token, ""), 405),
        (request("GET", "/", "", ""), 404),
    ];

    for (request, status) in cases {
        let path = request.uri().to_string();
        let answer = house.ask(request).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert!(answer.json()["permanent"].is_boolean(), "{path}");
    }
}

#[tokio::test]
async fn answers_are_deflated_as_the_caller_likes() {
    let house = House::new();
    let desktop = house.desktop(1).await;
    let mut sizes = Vec::new();

    for coding in ["identity", "gzip", "zstd, gzip"] {
        let path = "/v1/pull?stream=catalog&max=500000&after=0";
        let mut pull = request("GET", path, &desktop.token, "");
        pull.headers_mut().insert("accept-encoding", coding.parse().expect("a header"));
        let answer = house.ask(pull).await;
        let inflated = match answer.coding.as_deref() {
            Some("zstd") => zstd::decode_all(&answer.bytes[..]).expect("zstd"),
            Some("gzip") => {
                std::io::read_to_string(flate2::read::GzDecoder::new(&answer.bytes[..]))
                    .expect("gzip")
                    .into_bytes()
            }
            _ => answer.bytes.clone(),
        };
        let page: PullReply = serde_json::from_slice(&inflated).expect("a page");
        assert_eq!(page.rows.len(), crate::catalog::starter().expect("sound files").len() + 1);
        sizes.push((answer.coding, answer.bytes.len()));
    }
    assert_eq!(sizes[1].0.as_deref(), Some("gzip"));
    assert_eq!(sizes[2].0.as_deref(), Some("zstd"));
    assert!(sizes[0].1 > 2 * sizes[1].1 && sizes[1].1 > sizes[2].1, "{sizes:?}");
}

#[tokio::test]
async fn who_was_sent_away_is_refused_and_late_operations_wait_in_quarantine() {
    let house = House::new();
    let mut desktop = house.desktop(1).await;
    let stream = StreamId::branch("SH01").expect("a stream");
    let before = house.storage.digest(&stream).expect("a digest");
    device::revoke(&house.storage, &desktop.device().to_string()).expect("a known device");

    let pulled = house.get(&format!("{PULL}0"), &desktop.token).await;
    assert_eq!((pulled.status, pulled.code()), (StatusCode::FORBIDDEN, "revoked".to_owned()));
    let looked = house.get("/v1/lookup?phone=13812345678&reason=call", &desktop.token).await;
    assert_eq!(looked.status, StatusCode::FORBIDDEN);
    let push = desktop.customer(5, "王芳", "13812345678");
    let pushed = house.post("/v1/push", &desktop.token, &push).await;
    assert_eq!(pushed.json()["results"][0]["result"], "quarantined");
    assert_eq!(house.storage.digest(&stream).expect("a digest"), before, "nothing was applied");
    assert!(check(&house.storage).expect("a check").is_sound());
}

#[tokio::test]
async fn who_calls_too_often_is_told_when_to_come_back() {
    let device = Allowance { burst: 3, per_second: 1 };
    let house = House::at_pace(Pace { device, ..Pace::default() });
    let desktop = house.desktop(1).await;

    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(house.get(&format!("{PULL}0"), &desktop.token).await);
    }
    let last = statuses.pop().expect("four answers");
    assert!(statuses.iter().all(|answer| answer.status == StatusCode::OK));
    assert_eq!((last.status.as_u16(), last.json()["retry_after"].as_u64()), (429, Some(1)));
    house.pass(1_000);
    assert_eq!(house.get(&format!("{PULL}0"), &desktop.token).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_long_poll_wakes_when_somebody_writes() {
    let house = House::new();
    let (mut a, b) = (house.desktop(1).await, house.desktop(2).await);
    let waiting = request("GET", &format!("{PULL}1&wait=25000"), &b.token, "");
    let waiting = tokio::spawn(house.router.clone().oneshot(waiting));

    let push = a.customer(5, "王芳", "13812345678");
    house.post("/v1/push", &a.token, &push).await;
    let woken = read(waiting.await.expect("no panic").expect("an answer")).await;

    assert_eq!(page(&woken).rows.len(), 1);
}

#[tokio::test]
async fn a_long_poll_wakes_when_another_process_writes_or_the_server_closes() {
    let house = House::new();
    let desktop = house.desktop(1).await;
    let wait = |after: u64| {
        let waiting = request("GET", &format!("{PULL}{after}&wait=25000"), &desktop.token, "");
        tokio::spawn(house.router.clone().oneshot(waiting))
    };

    let waiting = wait(1);
    let other = Storage::open(house.folder.path()).expect("the same database");
    let taken = intake::add_order(&other, intake::Caller::default(), sale()).expect("an order");
    assert!(matches!(taken, intake::Intake::Taken(_)), "{taken:?}");
    let woken = page(&read(waiting.await.expect("no panic").expect("an answer")).await);
    assert_eq!(woken.rows.len(), 5);

    let waiting = wait(woken.head);
    house.close();
    let ended = page(&read(waiting.await.expect("no panic").expect("an answer")).await);
    assert!(ended.rows.is_empty());
}

#[tokio::test]
async fn a_sale_becomes_an_order_of_the_branch_that_covers_it_once() {
    let house = House::new();
    let key = intake::add_key(&house.storage, "旗舰店").expect("a key");
    let hand_in = async |order: &Value, idempotency: &str| {
        let mut sale = request("POST", "/v1/intake/orders", &key, order.to_string());
        sale.headers_mut().insert("idempotency-key", idempotency.parse().expect("a header"));
        house.ask(sale).await
    };

    let first = hand_in(&sale(), "one").await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.json());
    assert_eq!(first.json()["order"], "SH01-H00001");
    assert_eq!(first.json()["branch"], "SH01");
    assert_eq!(hand_in(&sale(), "one").await.json(), first.json());
    let mut other = sale();
    other["description"] = json!("另一张");
    let clash = hand_in(&other, "one").await;
    assert_eq!((clash.status, clash.code()), (StatusCode::CONFLICT, "other_body".to_owned()));
    assert_eq!(hand_in(&other, "two").await.json()["order"], "SH01-H00002");

    let stream = StreamId::branch("SH01").expect("a stream");
    let count = |kind: &str| {
        let kind = kind.to_owned();
        let stream = stream.clone();
        house.storage.read(move |session, _| session.each_body(&stream, &kind)).expect("records")
    };
    assert_eq!((count("customer").len(), count("address").len()), (1, 1), "known by phone");
    assert_eq!((count("order").len(), count("order_event").len()), (2, 2));
    assert!(count("order").iter().all(|(_, order)| order["state"] == "ready"), "for dispatch");
    assert!(check(&house.storage).expect("a check").is_sound());
}

#[tokio::test]
async fn an_order_that_no_area_covers_waits_for_a_person() {
    let house = House::new();
    let key = intake::add_key(&house.storage, "旗舰店").expect("a key");
    let mut far = sale();
    far["address"] = json!({"city": "深圳市", "district": "南山区", "detail": "科苑路 1 号"});

    let answer = house.post("/v1/intake/orders", &key, &far).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "unknown_area"));
    assert_eq!(answer.json()["fields"][0]["field"], "address");
    house.post("/v1/intake/orders", &key, &far).await;
    let waiting = intake::unassigned(&house.storage).expect("a list");
    assert_eq!(waiting.len(), 1, "the same order waits once");
    assert_eq!(answer.json()["unassigned"], json!(waiting[0].id));

    branch::add(&house.storage, "SZ01", "南山网点", &[]).expect("a branch");
    let id = waiting[0].id.to_string();
    let taken = intake::assign(&house.storage, &id, "sz01").expect("assigned");
    assert_eq!(taken.order, "SZ01-H00001");
    assert!(intake::assign(&house.storage, &id, "SZ01").is_err(), "only once");
}

#[tokio::test]
async fn an_order_with_problems_or_without_a_key_is_refused() {
    let house = House::new();
    let key = intake::add_key(&house.storage, "旗舰店").expect("a key");
    let mut wrong = sale();
    wrong["customer"]["phones"] = json!(["call me"]);

    let answer = house.post("/v1/intake/orders", &key, &wrong).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "invalid"));
    assert_eq!(answer.json()["fields"][0]["field"], "customer.phones[0]");
    let stranger = house.post("/v1/intake/orders", "guess", &sale()).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    assert!(intake::add_key(&house.storage, "旗舰店").is_err(), "a name is taken once");
}

#[tokio::test]
async fn another_branchs_customer_is_shown_for_a_reason_only_and_every_question_is_logged() {
    let house = House::new();
    let desktop = house.desktop(1).await;
    branch::add(&house.storage, "SZ01", "南山网点", &[]).expect("a branch");
    for (place, name) in [("310115", "王芳"), ("440305", "李雷")] {
        let mut order = sale();
        order["address"]["code"] = json!(place);
        order["customer"]["name"] = json!(name);
        let taken = intake::add_order(&house.storage, intake::Caller::default(), order);
        if let intake::Intake::Unassigned(id) = taken.expect("handed in") {
            intake::assign(&house.storage, &id.to_string(), "SZ01").expect("assigned");
        }
    }
    let look = async |query: &str| {
        let path = format!("/v1/lookup?phone=13812345678{query}");
        let answer = house.get(&path, &desktop.token).await;
        let names: Vec<_> = answer.json()["hits"].as_array().expect("hits").clone();
        names.iter().map(|hit| hit["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };

    assert_eq!(look("").await, ["王芳"]);
    assert_eq!(look("&reason=incoming+call").await, ["王芳", "李雷"]);
    let logged = house.storage.read(|session, _| session.lookups()).expect("a log");
    assert_eq!(logged, [(String::new(), 1), ("incoming call".to_owned(), 2)]);
    let path = "/v1/lookup?phone=13812345678&reason=call";
    let told = house.get(path, &desktop.token).await.json()["hits"][1].clone();
    assert_eq!(
        told["place"],
        json!({"city": "上海市", "district": "浦东新区", "code": "440305"}),
        "where to, but no street and no door"
    );
    assert_eq!(
        told["order"],
        json!({"number": "SZ01-H00001", "kind": "install", "state": "ready"})
    );
}

#[tokio::test]
async fn nobody_tries_one_number_after_the_other() {
    let questions = Allowance { burst: 2, per_second: 1 };
    let house = House::at_pace(Pace { questions, ..Pace::default() });
    let desktop = house.desktop(1).await;
    let ask = async |number: u64| {
        let path = format!("/v1/lookup?phone={number}&reason=call");
        house.get(&path, &desktop.token).await.status.as_u16()
    };

    let first = [ask(13_800_000_001).await, ask(13_800_000_002).await];
    assert_eq!((first, ask(13_800_000_003).await), ([200, 200], 429));
    let pulled = house.get(&format!("{PULL}0"), &desktop.token).await.status;
    assert_eq!(pulled, StatusCode::OK, "the exchange does not wait for it");
}

#[tokio::test]
async fn a_hello_tells_how_far_headquarters_knows_the_caller() {
    let house = House::new();
    let mut desktop = house.desktop(1).await;
    let push = desktop.customer(5, "王芳", "13812345678");
    house.post("/v1/push", &desktop.token, &push).await;
    let hello = json!({
        "device": desktop.device(), "inc": uuid::Uuid::from_u128(1), "n": 1, "chain": "0".repeat(64),
        "proto": 1, "schema": 1, "clock": 0,
    });

    let answer = house.post("/v1/hello", &desktop.token, &hello).await.json();
    let epoch = house.storage.read(|session, _| Ok(session.epoch()?)).expect("an epoch");
    assert_eq!((answer["last_n"].as_u64(), &answer["epoch"]), (Some(1), &json!(epoch)));
    assert_eq!(answer["clock"].as_i64(), Some(house.now()));
}

/// Every method and path of the document.
fn documented() -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(include_str!("openapi.json")).expect("JSON");
    let paths = document["paths"].as_object().expect("paths").clone();

    let methods = |(path, item): (String, Value)| {
        let methods: Vec<_> = item.as_object().expect("an item").keys().cloned().collect();
        methods.into_iter().map(move |method| (method.to_uppercase(), path.clone()))
    };
    paths.into_iter().flat_map(methods).collect()
}

#[tokio::test]
async fn what_the_document_says_is_there_and_nothing_else_is() {
    let house = House::new();
    let source = include_str!("../server.rs");
    let routes = source.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut routes: Vec<String> = routes.map(str::to_owned).collect();
    let mut paths: Vec<String> = documented().into_iter().map(|(_, path)| path).collect();
    routes.sort();
    paths.sort();
    paths.dedup();
    assert_eq!(routes, paths);

    for (method, path) in documented() {
        let place = path.replace("{hash}", &"0f".repeat(32));
        let answer = house.ask(request(&method, &place, "", String::new())).await;
        let document: Value = serde_json::from_str(include_str!("openapi.json")).expect("JSON");
        let known = &document["paths"][&path][method.to_lowercase()]["responses"];

        assert!(known.get(answer.status.as_str()).is_some(), "{method} {path}: {}", answer.status);
        assert!(method == "HEAD" || answer.json().is_object());
    }
}
