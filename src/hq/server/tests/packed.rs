//! Large streams are packed once, and whoever fetches one has the same, however it came.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use sync::hq::{Given, HqTx as _};
use sync::wire::Pull;
use sync::{Change, Row, limits};
use uuid::Uuid;

use super::*;
use crate::deed::{Deed, submit};
use crate::packing::{Packer, pack};
use crate::testing::{Answer, Desktop, aside, fields, read};

const HOUSEHOLDS: u128 = 6_000;

fn stream() -> StreamId {
    StreamId::branch("SH01").expect("a stream")
}

fn written(storage: &Storage, changes: Vec<Change>) {
    let write = move |session: &mut crate::Session<'_>, moment: &mut crate::Moment| {
        let (actor, changes) = ("headquarters".to_owned(), changes.clone());
        submit(session, moment, Deed { stream: stream(), name: "import", actor, changes })
    };
    aside(|| storage.write(write)).expect("a deed");
}

/// A branch with more households than are fetched without packets.
fn fill(storage: &Storage) {
    let household = |n: u128| {
        let note = format!("三楼没有电梯，上门前请先打电话联系。{n}");
        let body = fields(json!({"name": format!("王{n}"), "note": note, "level": "ordinary"}));
        Change::Create { kind: "customer".to_owned(), id: Uuid::from_u128(n), body }
    };
    for first in (0..HOUSEHOLDS).step_by(2_000) {
        written(storage, (first..first + 2_000).map(household).collect());
    }
}

async fn filled() -> (House, Desktop) {
    let house = House::new();
    fill(&house.storage);
    let desktop = house.desktop(1).await;

    (house, desktop)
}

/// A page, inflated as the caller of this coding would.
async fn page_by(
    house: &House,
    desktop: &Desktop,
    after: u64,
    coding: &str,
) -> (Answer, PullReply) {
    let path = format!("/v1/pull?stream=branch:SH01&max={}&after={after}", limits::PULL_BYTES);
    let asked = Request::get(path)
        .header("authorization", format!("Bearer {}", desktop.token))
        .header("accept-encoding", coding)
        .body(Body::empty())
        .expect("a request");
    let answer = read(house.router.clone().oneshot(asked).await.expect("an answer")).await;
    let text = match answer.coding.as_deref() {
        Some("zstd") => zstd::decode_all(&answer.bytes[..]).expect("zstd"),
        Some("gzip") => {
            let mut text = Vec::new();
            let mut decoder = flate2::read::GzDecoder::new(&answer.bytes[..]);
            std::io::Read::read_to_end(&mut decoder, &mut text).expect("gzip");
            text
        }
        _ => answer.bytes.clone(),
    };
    let page = serde_json::from_slice(&text).expect("a page");

    (answer, page)
}

/// All there is, and how many bytes it came in.
async fn fetched(house: &House, desktop: &Desktop, coding: &str) -> (Vec<Row>, usize) {
    let (mut rows, mut after, mut bytes): (Vec<Row>, _, _) = (Vec::new(), 0, 0);
    loop {
        let (answer, page) = page_by(house, desktop, after, coding).await;
        bytes += answer.bytes.len();
        after = page.next;
        assert_eq!(page.clock, house.now());
        rows.extend(page.rows.into_iter().map(|row| row.open().expect("fields")));
        if let Some(digest) = page.digest {
            rows.sort_by_key(|row| (row.id, row.seq));
            rows.dedup_by(|newer, older| {
                let same = newer.id == older.id;
                if same {
                    std::mem::swap(newer, older);
                }
                same
            });
            assert_eq!(digest, rows.iter().collect::<Digest>());
            return (rows, bytes);
        }
    }
}

fn packets(storage: &Storage) -> i64 {
    let look = |session: &mut crate::Session<'_>, _: &mut crate::Moment| {
        let (mut count, mut after) = (0, 0);
        while let Some(packet) = session.packet(&stream(), after)? {
            (count, after) = (count + 1, packet.next);
        }
        Ok(count)
    };

    aside(|| storage.read(look)).expect("a look")
}

#[tokio::test]
async fn a_large_stream_comes_as_it_lies_packed_and_is_the_same_in_every_coding() {
    let (house, desktop) = filled().await;
    let (plain, large) = fetched(&house, &desktop, "zstd").await;
    assert_eq!(plain.len(), HOUSEHOLDS as usize + 1, "the office, too");
    assert_eq!(pack(&house.storage, &stream()).await.expect("a database"), 3);
    assert_eq!(pack(&house.storage, &stream()).await.expect("a database"), 0);
    let packet = |session: &mut crate::Session<'_>, _: &mut crate::Moment| {
        Ok(session.packet(&stream(), 0)?.expect("a packet").bytes)
    };
    let packet = aside(|| house.storage.read(packet)).expect("a look");
    let (sent, _) = page_by(&house, &desktop, 0, "zstd").await;
    assert!(sent.bytes.windows(packet.len()).any(|it| it == packet), "as it lies");

    for coding in ["zstd", "gzip", "identity", "zstd;q=0, gzip"] {
        let (rows, bytes) = fetched(&house, &desktop, coding).await;
        assert_eq!(rows, plain, "{coding}");
        assert!(coding != "zstd" || bytes < large + large / 4, "{bytes} bytes, not {large}");
    }
}

#[tokio::test]
async fn what_was_changed_or_removed_since_is_known_at_the_end() {
    let (house, desktop) = filled().await;
    pack(&house.storage, &stream()).await.expect("a database");
    let (kind, id, base_rev) = ("customer".to_owned(), Uuid::from_u128(7), u64::MAX >> 12);
    let renamed = fields(json!({"name": "黄"}));
    let (other, gone) = (kind.clone(), Uuid::from_u128(8));
    written(
        &house.storage,
        vec![
            Change::Patch { kind, id, base_rev, fields: renamed },
            Change::Remove { kind: other, id: gone, base_rev },
        ],
    );

    let (rows, _) = fetched(&house, &desktop, "zstd").await;
    let named = |id: Uuid| rows.iter().find(|row| row.id == id).and_then(|row| row.body.clone());
    assert_eq!(named(id).expect("a household")["name"], "黄");
    assert_eq!(named(gone), None);
}

#[tokio::test]
async fn an_erased_person_is_in_no_packet_and_in_no_page_of_the_file() {
    let (house, desktop) = filled().await;
    pack(&house.storage, &stream()).await.expect("a database");
    assert!(packets(&house.storage) > 0);
    let customer = Uuid::from_u128(7);
    let body = fields(json!({"customer": customer, "reason": "request", "records": {}, "at": 7}));
    let id = Uuid::from_u128(1 << 64);
    written(&house.storage, vec![Change::Fact { kind: "erasure".to_owned(), id, body }]);

    assert_eq!(packets(&house.storage), 0);
    let (rows, _) = fetched(&house, &desktop, "zstd").await;
    let row = rows.iter().find(|row| row.id == customer).expect("what is left");
    assert_eq!(row.body.as_ref().expect("a file")["name"], "—");
    assert_eq!(pack(&house.storage, &stream()).await.expect("a database"), 3);
    assert_eq!(fetched(&house, &desktop, "zstd").await.0, rows);
}

#[tokio::test]
async fn a_packet_that_the_disk_damaged_is_not_given_out() {
    let (house, desktop) = filled().await;
    let (plain, _) = fetched(&house, &desktop, "zstd").await;
    pack(&house.storage, &stream()).await.expect("a database");
    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(file).expect("the database");
    db.execute("UPDATE packet SET bytes = zeroblob(length(bytes))", []).expect("an edit");

    assert_eq!(fetched(&house, &desktop, "zstd").await.0, plain);
    assert!(check(&house.storage).expect("a check").is_sound(), "nothing is lost with it");
}

#[tokio::test]
async fn whoever_may_not_read_the_stream_gets_no_packet() {
    let (house, mut desktop) = filled().await;
    pack(&house.storage, &stream()).await.expect("a database");
    let path = format!("{PULL}0");
    let other = path.replace("SH01", "BJ02");
    assert_eq!(house.get(&other, &desktop.token).await.status, StatusCode::NOT_FOUND);
    aside(|| device::revoke(&house.storage, &desktop.device().to_string())).expect("a device");
    assert_eq!(house.get(&path, &desktop.token).await.status, StatusCode::FORBIDDEN);

    desktop.token.clear();
    assert_eq!(house.get(&path, &desktop.token).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn two_who_pack_at_once_make_each_packet_once() {
    let (house, _) = filled().await;
    let (one, other) = (house.storage.clone(), house.storage.clone());
    let here = stream();
    let (one, other) = tokio::join!(pack(&one, &here), pack(&other, &here));

    assert_eq!(one.expect("a database") + other.expect("a database"), 3);
    assert_eq!(packets(&house.storage), 3);
}

#[tokio::test]
async fn a_stream_is_packed_because_somebody_fetches_it() {
    let (house, _) = filled().await;
    let pull = Pull::above(stream(), 0, limits::PULL_BYTES as u64);
    let page = |next, rows: Vec<Row>| {
        let rows = rows.into_iter().map(sync::Sealed::from).collect();
        let (head, digest, floor, rest, clock) = (9, None, 0, None, 0);
        Given::from(PullReply { rows, next, head, digest, floor, rest, clock })
    };
    let row = Row::new("customer".to_owned(), Uuid::nil(), 4, 4, None);
    for (given, many) in [(page(9, vec![row.clone()]), 0), (page(4, vec![row]), 3)] {
        let (packer, work) = Packer::new(house.storage.clone());
        packer.heed(&pull, &given);
        // Nobody asks any more: what was asked for is done, and that is all.
        drop(packer);
        work.await;
        assert_eq!(packets(&house.storage), many);
    }
}
