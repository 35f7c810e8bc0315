//! Headquarters' memory, tried on files: crashes, foreign files, work that fails in the middle of a group.

use std::fs;
use std::path::Path;

use sync::hq::StorageFailure;

use super::*;
use crate::testing::{House, fields, sale};
use crate::{Headquarters, branch, check, intake};

fn put(name: &'static str) -> impl FnMut(&mut Session<'_>, &mut Moment) -> Result<(), Error> {
    move |session, _| session.put_setting(name, b"x")
}

fn has(storage: &Storage, name: &str) -> bool {
    storage.read(|session, _| session.setting(name)).expect("a look").is_some()
}

#[test]
fn what_was_answered_is_there_after_a_crash() {
    let house = House::new();
    let stream = StreamId::branch("SH01").expect("a stream");
    intake::add_order(&house.storage, intake::Caller::default(), sale()).expect("an order");
    let digest = house.storage.digest(&stream).expect("a digest");

    // What a power cut leaves: the files as they are, nothing closed.
    let crashed = tempfile::tempdir().expect("a folder");
    for file in fs::read_dir(house.folder.path()).expect("files") {
        let file = file.expect("a file");
        if !file.file_name().to_string_lossy().ends_with("-shm") {
            fs::copy(file.path(), crashed.path().join(file.file_name())).expect("a copy");
        }
    }
    let reopened = Storage::open(crashed.path()).expect("the same database");

    assert_eq!(reopened.digest(&stream).expect("a digest"), digest);
    assert!(check(&reopened).expect("a check").is_sound());
    let next = intake::add_order(&reopened, intake::Caller::default(), sale()).expect("an order");
    assert!(matches!(next, intake::Intake::Taken(taken) if taken.order == "SH01-H00002"));
}

#[test]
fn work_that_fails_or_panics_is_undone_alone() {
    let house = House::new();
    let storage = &house.storage;

    let failed: Result<(), Error> = storage.write(|session, _| {
        session.put_setting("failed", b"x")?;
        Err(StorageFailure("no".to_owned()).into())
    });
    let panicked: Result<(), Error> = storage.write(|session, _| {
        session.put_setting("panicked", b"x")?;
        panic!("on purpose")
    });
    storage.write(put("kept")).expect("kept");

    assert!(failed.is_err() && panicked.is_err());
    assert!(!has(storage, "failed") && !has(storage, "panicked") && has(storage, "kept"));
}

#[test]
fn many_who_write_at_once_all_get_their_answer() {
    let house = House::new();
    let writers: Vec<_> = (0..16)
        .map(|_| {
            let storage = house.storage.clone();
            let sell = move || {
                let one = |_| intake::add_order(&storage, intake::Caller::default(), sale());
                (0..8).map(one).filter(Result::is_ok).count()
            };
            std::thread::spawn(sell)
        })
        .collect();
    for writer in writers {
        assert_eq!(writer.join().expect("no panic"), 8);
    }

    let branch = branch::list(&house.storage).expect("branches").remove(0);
    assert_eq!(branch.orders, 128);
    let findings = check(&house.storage).expect("a check");
    assert_eq!((findings.orders, findings.wrong), (128, Vec::new()));
}

fn opened(folder: &Path) -> Error {
    Storage::open(folder).expect_err("not ours")
}

#[test]
fn a_file_that_is_no_database_or_another_programs_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("headquarters.sqlite");

    fs::write(&file, "a letter to grandmother".repeat(100)).expect("a file");
    assert!(matches!(opened(folder.path()), Error::Foreign(_)));
    assert!(fs::read_to_string(&file).expect("still there").starts_with("a letter"));

    fs::remove_file(&file).expect("gone");
    let db = rusqlite::Connection::open(&file).expect("a database");
    db.execute_batch("CREATE TABLE recipe (name TEXT)").expect("a table");
    assert!(matches!(opened(folder.path()), Error::Foreign(_)));
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let house = House::new();
    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(&file).expect("the database");
    db.pragma_update(None, "user_version", 99).expect("a version");

    assert!(matches!(opened(house.folder.path()), Error::Newer { found: 99, .. }));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("a file");

    assert!(matches!(opened(&file.join("below")), Error::Folder { .. }));
}

#[test]
fn a_real_socket_is_answered_until_it_is_stopped() {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    let folder = tempfile::tempdir().expect("a folder");
    let local = "127.0.0.1:0".parse().expect("an address");
    let headquarters = Headquarters::start(folder.path(), local).expect("a server");
    let address = headquarters.address();
    let mut socket = TcpStream::connect(address).expect("a connection");
    socket
        .write_all(b"GET /v1/health HTTP/1.1\r\nHost: hq\r\nConnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = String::new();
    socket.read_to_string(&mut answer).expect("an answer");

    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.contains("\"proto\":1"), "{answer}");
    let taken = Headquarters::start(tempfile::tempdir().expect("a folder").path(), address);
    assert!(matches!(taken, Err(Error::Listen { .. })), "the port is taken");
    headquarters.stop().expect("stopped");
    assert!(TcpStream::connect(address).is_err());
}

/// The file grows no further than to so many pages, or than it is.
fn limit(storage: &Storage, pages: u32) {
    let sql = format!("PRAGMA max_page_count = {pages}");
    // It answers with the limit that holds now.
    let limited = storage.write(move |session, _| Ok(session.db.all(&sql, &[], |_| Ok(()))?));
    limited.expect("a limit");
}

#[test]
fn on_a_full_disk_no_order_is_half_taken_and_the_next_one_is_once_there_is_room() {
    let house = House::new();
    let sell = || intake::add_order(&house.storage, intake::Caller::default(), sale());
    sell().expect("there is room");
    limit(&house.storage, 1);

    let taken = (0..500).take_while(|_| sell().is_ok()).count();
    let refused = sell().expect_err("no room");
    assert!(refused.to_string().contains("full"), "{refused}");
    let findings = check(&house.storage).expect("a check");
    assert_eq!((findings.orders, findings.wrong), (taken + 1, Vec::new()));

    limit(&house.storage, u32::MAX - 1);
    let next = sell().expect("there is room");
    let number = format!("SH01-H{:05}", taken + 2);
    assert!(matches!(next, intake::Intake::Taken(taken) if taken.order == number));
}

#[tokio::test]
async fn what_is_no_name_of_a_customer_does_not_reach_an_index() {
    let house = House::new();
    let mut desktop = house.desktop(1).await;
    let owners = ["x".repeat(20_000), String::new(), "018F4E2A-0000-7000-8000-00000000000A".into()];
    for (id, owner) in (10..).zip(owners) {
        let body = fields(serde_json::json!({"customer": owner}));
        let push = desktop.push("address", uuid::Uuid::from_u128(id), body);
        let pushed = house.post("/v1/push", &desktop.token, &push).await;
        assert_eq!(pushed.json()["results"][0]["result"], "applied", "{}", pushed.json());
    }

    let file = house.folder.path().join("headquarters.sqlite");
    let db = rusqlite::Connection::open(&file).expect("the database");
    let longest =
        db.query_row("SELECT count(*), max(length(customer)) FROM belonging", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        });
    assert_eq!(longest.expect("an index"), (1, 36));
    let customer = uuid::Uuid::from_u128(0x018f_4e2a_0000_7000_8000_0000_0000_000a);
    let stream = StreamId::branch("SH01").expect("a stream");
    let found = house.storage.read(|session, _| session.belongings(&stream, customer, "address"));
    assert_eq!(found.expect("a look").len(), 1);
}
