//! The bytes of files: every refusal, every place to go on from, and what becomes of them.

use domain::{Attachment, FileHash};
use sync::limits;
use uuid::Uuid;

use super::*;
use crate::backup::{back_up, restore, verify};
use crate::testing::{Answer, Desktop, fields};

/// A file, its hash, and how it is asked for.
struct Photo {
    bytes: Vec<u8>,
    hash: String,
}

impl Photo {
    fn of(len: usize) -> Self {
        let bytes: Vec<u8> = (0..len).map(|at| (at % 253) as u8).collect();
        let hash = blake3::hash(&bytes).to_hex().to_string();

        Self { bytes, hash }
    }

    fn path(&self) -> String {
        format!("/v1/blob/{}", self.hash)
    }

    /// Sends what lies between two of its bytes.
    async fn put(&self, house: &House, desktop: &Desktop, from: usize, to: usize) -> Answer {
        let path = format!("{}?at={from}&size={}", self.path(), self.bytes.len());
        let piece = self.bytes[from..to].to_vec();

        house.ask(request("PUT", &path, &desktop.token, piece)).await
    }

    /// How many bytes are here, and of how many; none if it is not found.
    async fn held(&self, house: &House, desktop: &Desktop) -> Option<(u64, u64)> {
        let answer = house.ask(request("HEAD", &self.path(), &desktop.token, String::new())).await;
        let number = |name: &str| answer.headers.get(name)?.to_str().ok()?.parse().ok();
        assert_eq!(number("blob-chunk"), Some(limits::CHUNK_BYTES as u64));
        assert!(answer.bytes.is_empty());
        if answer.status == StatusCode::NOT_FOUND {
            assert!(number("blob-size").is_none());
            return None;
        }
        assert_eq!(answer.status, StatusCode::OK);

        Some((number("blob-held").expect("a number"), number("blob-size").expect("a number")))
    }

    async fn fetched(&self, house: &House, desktop: &Desktop, at: usize) -> Answer {
        house.get(&format!("{}?at={at}", self.path()), &desktop.token).await
    }
}

fn fact(photo: &Photo, more: Value) -> sync::Fields {
    let mut body = fields(json!({
        "order": Uuid::from_u128(99), "name": "plate.jpg", "hash": photo.hash,
        "size": photo.bytes.len(), "at": 7
    }));
    body.extend(fields(more));
    body
}

/// Says that an order has this photo.
async fn name(house: &House, desktop: &mut Desktop, id: u128, photo: &Photo, more: Value) {
    let push = desktop.push("attachment", Uuid::from_u128(id), fact(photo, more));
    let answer = house.post("/v1/push", &desktop.token, &push).await;
    assert_eq!(answer.json()["results"][0]["result"], "applied", "{}", answer.json());
}

#[tokio::test]
async fn a_file_goes_on_wherever_it_was_cut_off_and_is_the_same_elsewhere() {
    let house = House::new();
    let (mut a, b) = (house.desktop(1).await, house.desktop(2).await);
    let photo = Photo::of(2 * limits::CHUNK_BYTES + 5);
    name(&house, &mut a, 1, &photo, json!({})).await;
    let size = photo.bytes.len();
    assert_eq!(photo.held(&house, &a).await, Some((0, size as u64)));

    // Cut after nothing, the first byte, in the middle, before the last byte.
    let mut from = 0;
    for to in [1, limits::CHUNK_BYTES, 2 * limits::CHUNK_BYTES, size - 1, size] {
        let answer = photo.put(&house, &a, from, to).await;
        assert_eq!(answer.json(), json!({"size": size, "held": to}), "{from}");
        let again = photo.put(&house, &a, from, to).await;
        assert_eq!((again.status, again.json()), (StatusCode::OK, answer.json()));
        assert_eq!(photo.held(&house, &a).await, Some((to as u64, size as u64)));
        if to + 1 < size {
            let beyond = photo.put(&house, &a, to + 1, to + 2).await;
            assert_eq!((beyond.status, beyond.code()), (StatusCode::CONFLICT, "elsewhere".into()));
            assert_eq!(beyond.json()["held"], to);
        }
        if to < size {
            assert_eq!(photo.held(&house, &b).await, Some((0, size as u64)), "not whole");
            let early = photo.fetched(&house, &b, 0).await;
            assert_eq!(early.status, StatusCode::NOT_FOUND);
        }
        from = to;
    }

    let mut fetched = Vec::new();
    while fetched.len() < size {
        let piece = photo.fetched(&house, &b, fetched.len()).await;
        assert_eq!(piece.headers["content-type"], "application/octet-stream");
        assert!(!piece.bytes.is_empty() && piece.bytes.len() <= limits::CHUNK_BYTES);
        fetched.extend(piece.bytes);
    }
    assert_eq!(fetched, photo.bytes);
    let few = house.get(&format!("{}?at=7&most=5", photo.path()), &b.token).await;
    assert_eq!(few.bytes, photo.bytes[7..12]);
    for at in [0, 1, size / 2, size - 1] {
        let piece = photo.fetched(&house, &b, at).await.bytes;
        assert_eq!(piece[..], photo.bytes[at..at + piece.len()], "{at}");
    }
    let behind = photo.fetched(&house, &b, size).await;
    assert_eq!((behind.status, behind.code()), (StatusCode::BAD_REQUEST, "malformed".into()));
    assert_eq!(check(&house.storage).expect("a check").files, 1);
}

#[tokio::test]
async fn two_devices_send_the_same_and_neither_spoils_the_other() {
    let house = House::new();
    let (mut a, b) = (house.desktop(1).await, house.desktop(2).await);
    let photo = Photo::of(300_000);
    name(&house, &mut a, 1, &photo, json!({})).await;
    let noise = vec![7; 200_000];
    let path = format!("{}?at=0&size=300000", photo.path());
    let spoilt = house.ask(request("PUT", &path, &b.token, noise.clone())).await;
    assert_eq!(spoilt.status, StatusCode::OK);
    assert_eq!(photo.put(&house, &a, 0, 200_000).await.json()["held"], 200_000);

    let path = format!("{}?at=200000&size=300000", photo.path());
    let wrong = house.ask(request("PUT", &path, &b.token, vec![7; 100_000])).await;
    assert_eq!((wrong.status.as_u16(), wrong.code()), (422, "wrong_bytes".to_owned()));
    assert_eq!(photo.held(&house, &b).await, Some((0, 300_000)), "all of it went");
    photo.put(&house, &b, 0, 200_000).await;
    assert_eq!(photo.put(&house, &a, 200_000, 300_000).await.json()["held"], 300_000);
    // What the other sends now is there already.
    let late = photo.put(&house, &b, 200_000, 250_000).await;
    assert_eq!(late.json(), json!({"size": 300_000, "held": 300_000}));
    let begun = "SELECT count(*) FROM begun_file";
    assert_eq!(count(&house, begun), 0);
    assert_eq!(count(&house, "SELECT count(*) FROM file_piece"), 2);
}

fn count(house: &House, sql: &str) -> i64 {
    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(file).expect("the database");

    db.query_row(sql, [], |row| row.get(0)).expect("a count")
}

#[tokio::test]
async fn what_no_fact_names_looks_like_nothing_and_what_is_no_piece_is_refused() {
    let house = House::new();
    let mut a = house.desktop(1).await;
    let (photo, other) = (Photo::of(1_000), Photo::of(900));
    name(&house, &mut a, 1, &photo, json!({})).await;
    assert_eq!(other.held(&house, &a).await, None);
    assert_eq!(other.put(&house, &a, 0, 900).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.fetched(&house, &a, 0).await.status, StatusCode::NOT_FOUND);
    for name in ["x", "..%2f..%2fetc%2fpasswd", &"0F".repeat(32)] {
        let answer = house.get(&format!("/v1/blob/{name}"), &a.token).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
    }
    assert_eq!(house.get(&photo.path(), "guess").await.status, StatusCode::UNAUTHORIZED);

    let send = async |query: &str, bytes: Vec<u8>| {
        let path = format!("{}?{query}", photo.path());
        let answer = house.ask(request("PUT", &path, &a.token, bytes)).await;
        (answer.status.as_u16(), answer.code())
    };
    let malformed = (400, "malformed".to_owned());
    assert_eq!(send("at=0&size=1000", Vec::new()).await, malformed, "nothing in it");
    assert_eq!(send("at=990&size=1000", vec![0; 11]).await, malformed, "beyond its end");
    assert_eq!(send("at=0&size=999", vec![0; 10]).await, malformed, "not what the fact says");
    assert_eq!(send("at=0", vec![0; 10]).await, malformed);
    assert_eq!(send("at=-1&size=1000", vec![0; 10]).await, malformed);
    let far = format!("at={}&size=1000", u64::MAX);
    assert_eq!(send(&far, vec![0; 10]).await, malformed);
    let too_large = (413, "too_large".to_owned());
    let large = format!("at=0&size={}", Attachment::LARGEST + 1);
    assert_eq!(send(&large, vec![0; 10]).await, too_large);
    assert_eq!(send("at=0&size=1000", vec![0; limits::CHUNK_BYTES + 1]).await, too_large);
    let mut packed = request("PUT", &format!("{}?at=0&size=1000", photo.path()), &a.token, "x");
    packed.headers_mut().insert("content-encoding", "gzip".parse().expect("a word"));
    assert_eq!(house.ask(packed).await.code(), "malformed");
    assert_eq!(photo.held(&house, &a).await, Some((0, 1_000)), "nothing of that counts");
}

#[tokio::test]
async fn a_file_of_another_branch_or_of_whoever_was_sent_away_is_out_of_reach() {
    let house = House::new();
    branch::add(&house.storage, "BJ01", "北京网点", &[]).expect("a branch");
    let mut a = house.desktop(1).await;
    let photo = Photo::of(1_000);
    name(&house, &mut a, 1, &photo, json!({})).await;
    photo.put(&house, &a, 0, 1_000).await;

    let code = device::make_code(&house.storage, "BJ01").expect("a code").code;
    let key = SigningKey::from_bytes(&[9; 32]);
    let reply = serde_json::from_slice(&house.enrol(&code, &key).await.bytes).expect("enrolled");
    let mut far = house.desktop(3).await;
    (far.reply, far.key) = (reply, key);
    let token = house.token(&far, house.now()).await.json()["token"].as_str().map(str::to_owned);
    far.token = token.expect("a token");
    assert_eq!(photo.held(&house, &far).await, None);
    assert_eq!(photo.fetched(&house, &far, 0).await.status, StatusCode::NOT_FOUND);
    assert_eq!(photo.put(&house, &far, 0, 1_000).await.status, StatusCode::NOT_FOUND);

    device::revoke(&house.storage, &a.device().0.to_string()).expect("a device");
    let answer = photo.fetched(&house, &a, 0).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (403, "revoked".to_owned()));
    assert_eq!(photo.put(&house, &a, 0, 10).await.status.as_u16(), 403);
}

#[tokio::test]
async fn who_begins_too_much_waits_and_what_is_not_gone_on_with_is_forgotten() {
    let house = House::new();
    let mut a = house.desktop(1).await;
    let mut photos = Vec::new();
    for at in 0..4 {
        let mut photo = Photo::of(1);
        photo.hash = blake3::hash(&[at]).to_hex().to_string();
        let more = json!({"size": Attachment::LARGEST});
        name(&house, &mut a, 10 + u128::from(at), &photo, more).await;
        photos.push(photo);
    }
    let mut answers = Vec::new();
    for photo in &photos {
        let path = format!("{}?at=0&size={}", photo.path(), Attachment::LARGEST);
        let answer = house.ask(request("PUT", &path, &a.token, "x")).await;
        answers.push((answer.status.as_u16(), answer.headers.contains_key("retry-after")));
    }
    assert_eq!(answers, [(200, false), (200, false), (200, false), (503, true)]);

    house.pass(limits::BEGUN_MS + 1);
    let token = house.token(&a, house.now()).await.json()["token"].as_str().map(str::to_owned);
    a.token = token.expect("a token");
    let path = format!("{}?at=0&size={}", photos[3].path(), Attachment::LARGEST);
    assert_eq!(house.ask(request("PUT", &path, &a.token, "x")).await.status, StatusCode::OK);
    assert_eq!(count(&house, "SELECT count(*) FROM begun_file"), 1);
    assert_eq!(count(&house, "SELECT count(*) FROM file_piece"), 1);
}

#[tokio::test]
async fn a_file_in_a_thousand_crumbs_is_begun_anew() {
    let pace = Allowance { burst: 5_000, per_second: 5_000 };
    let house = House::at_pace(Pace { device: pace, ..Pace::default() });
    let mut a = house.desktop(1).await;
    let photo = Photo::of(2_000);
    name(&house, &mut a, 1, &photo, json!({})).await;
    let pieces = limits::PIECES as usize;
    for at in 0..pieces {
        assert_eq!(photo.put(&house, &a, at, at + 1).await.status, StatusCode::OK);
    }
    assert_eq!(photo.put(&house, &a, pieces, pieces + 1).await.code(), "malformed");
    assert_eq!(photo.held(&house, &a).await, Some((0, 2_000)));
}

/// Whether the bytes of a photo lie anywhere in headquarters' files.
fn lies_there(house: &House, photo: &Photo) -> bool {
    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(&file).expect("the database");
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("a checkpoint");
    let all = std::fs::read(file).expect("the database");
    let mark = &photo.bytes[..200.min(photo.bytes.len())];

    all.windows(mark.len()).any(|window| window == mark)
}

/// The order of somebody who has one.
fn only_order(house: &House, customer: Uuid) -> (Uuid, String) {
    let stream = StreamId::branch("SH01").expect("a stream");
    let orders =
        house.storage.read(move |session, _| session.belongings(&stream, customer, "order"));
    let (id, body) = orders.expect("a look").remove(0);

    (id, body["number"].as_str().expect("a number").to_owned())
}

#[tokio::test]
async fn the_bytes_of_an_erased_person_go_for_good_unless_somebody_else_has_the_same() {
    let house = House::new();
    let mut a = house.desktop(1).await;
    let (own, shared) = (Photo::of(70_000), Photo::of(90_001));
    let own = Photo { bytes: own.bytes.iter().map(|byte| byte ^ 0xa5).collect(), ..own };
    let own = Photo { hash: blake3::hash(&own.bytes).to_hex().to_string(), ..own };
    intake::add_order(&house.storage, intake::Caller::default(), sale()).expect("an order");
    let customer = crate::person::find(&house.storage, "SH01", "13812345678").expect("it")[0].id;
    let (order, number) = only_order(&house, customer);
    crate::order::cancel(&house.storage, &number, "twice").expect("cancelled");
    for (id, photo) in [(20, &own), (21, &shared)] {
        name(&house, &mut a, id, photo, json!({"order": order})).await;
        photo.put(&house, &a, 0, photo.bytes.len()).await;
    }
    name(&house, &mut a, 22, &shared, json!({})).await;
    assert!(lies_there(&house, &own) && lies_there(&house, &shared));

    let reason = domain::ErasureReason::Request;
    crate::person::erase(&house.storage, "SH01", customer, reason).expect("erased");
    assert_eq!(own.held(&house, &a).await, None);
    assert_eq!(own.put(&house, &a, 0, 10).await.status, StatusCode::NOT_FOUND);
    assert_eq!(shared.held(&house, &a).await, Some((90_001, 90_001)));
    assert!(!lies_there(&house, &own) && lies_there(&house, &shared));
    let findings = check(&house.storage).expect("a check");
    assert_eq!((findings.files, findings.wrong), (1, Vec::new()));
}

#[tokio::test]
async fn what_was_taken_away_everywhere_stays_a_month() {
    let house = House::new();
    let mut a = house.desktop(1).await;
    let photo = Photo::of(1_000);
    name(&house, &mut a, 1, &photo, json!({})).await;
    photo.put(&house, &a, 0, 1_000).await;
    name(&house, &mut a, 2, &photo, json!({"withdraws": Uuid::from_u128(1)})).await;
    let forget = |before: i64| {
        house.storage.write(move |session, _| session.forget_withdrawn(before)).expect("room")
    };
    assert_eq!(forget(house.now()), 0, "not yet");
    name(&house, &mut a, 3, &photo, json!({})).await;
    assert_eq!(forget(house.now() + 1), 0, "it was put there again");
    name(&house, &mut a, 4, &photo, json!({"withdraws": Uuid::from_u128(3)})).await;
    assert_eq!((forget(house.now() + 1), forget(house.now() + 1)), (1, 0));
    assert_eq!(photo.held(&house, &a).await, Some((0, 1_000)), "whoever has it may send it again");
}

#[tokio::test]
async fn files_are_in_a_backup_and_a_spoilt_one_is_found() {
    let house = House::new();
    let mut a = house.desktop(1).await;
    let photo = Photo::of(100_000);
    name(&house, &mut a, 1, &photo, json!({})).await;
    photo.put(&house, &a, 0, 100_000).await;
    let file = house.folder.path().join("monday.backup");
    assert_eq!(back_up(&house.storage, &file).expect("a backup").files, 1);
    let db = rusqlite::Connection::open(house.folder.path().join("headquarters.sqlite"));
    db.expect("it").execute("DELETE FROM file_piece", []).expect("an edit");
    assert!(check(&house.storage).expect("a check").wrong[0].contains(&photo.hash));

    restore(house.folder.path(), &file).expect("a restore");
    assert_eq!(check(&house.storage).expect("a check").wrong, Vec::<String>::new());
    assert_eq!(photo.fetched(&house, &a, 0).await.bytes, photo.bytes);
    let db = rusqlite::Connection::open(&file).expect("it");
    db.execute("UPDATE file_piece SET bytes = zeroblob(100000)", []).expect("an edit");
    assert!(!verify(&file).expect("a look").is_sound());
}

#[test]
fn a_database_of_before_learns_which_files_its_facts_name() {
    let house = House::new();
    let photo = Photo::of(10);
    let hash = FileHash::parse(&photo.hash).expect("a hash");
    let body = fact(&photo, json!({}));
    let change = sync::Change::Fact { kind: "attachment".into(), id: Uuid::from_u128(1), body };
    let stream = StreamId::branch("SH01").expect("a stream");
    let named = |house: &House, hash: &FileHash| {
        let hash = hash.clone();
        let look = move |session: &mut crate::Session<'_>, _: &mut crate::Moment| {
            use sync::hq::blob::BlobTx as _;
            Ok(session.named(&hash)?)
        };
        house.storage.read(look).expect("a look")
    };
    house
        .storage
        .write(move |session, moment| {
            let (stream, changes) = (stream.clone(), vec![change.clone()]);
            let (name, actor) = ("attach", "headquarters".to_owned());
            crate::deed::submit(session, moment, crate::deed::Deed { stream, name, actor, changes })
        })
        .expect("a deed");
    assert_eq!(named(&house, &hash).len(), 1);

    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(&file).expect("the database");
    let tables = ["file_name", "kept_file", "begun_file", "file_piece"].into_iter();
    let newer = [
        "packet",
        "snapshot",
        "handover",
        "operator_session",
        "operator",
        "operator_try",
        "journal",
        "refusal",
    ];
    for table in tables.chain(newer) {
        db.execute(&format!("DROP TABLE {table}"), []).expect("a table");
    }
    db.execute_batch(
        "ALTER TABLE enrol_code DROP COLUMN role; DROP INDEX op_log_at; DROP INDEX op_log_rejected;
         DROP INDEX order_place_open; ALTER TABLE order_place DROP COLUMN open;
         DROP INDEX order_place_asked; ALTER TABLE order_place DROP COLUMN asked;",
    )
    .expect("a column");
    db.pragma_update(None, "user_version", 6).expect("an older one");
    drop(db);
    let again = Storage::open(house.folder.path()).expect("brought up");
    let look = move |session: &mut crate::Session<'_>, _: &mut crate::Moment| {
        use sync::hq::blob::BlobTx as _;
        Ok(session.named(&hash)?)
    };
    assert_eq!(again.read(look).expect("a look").len(), 1);
}
