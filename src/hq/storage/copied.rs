//! A database on a server, dumped and put back with the server's own tools, as its owner does at night.

use std::process::{Command, Stdio};

use sync::hq::{Headquarters, HqTx};
use sync::wire::{Reply, Request};
use sync::{Chain, Change, Incarnation, OpId, Operation};
use uuid::Uuid;

use super::grounds::Grounds;
use super::*;
use crate::backup::{verify_copy, was_restored};
use crate::branch::{self, Served};
use crate::device;
use crate::testing::enrolled;

const LIFE: Incarnation = Incarnation(Uuid::from_u128(9));

/// Headquarters with the branch SH01, of which one desk has sent an operation.
fn house() -> (Grounds, Storage) {
    let grounds = Grounds::new();
    let storage = Storage::connect(&grounds.url()).expect("a database");
    let served = [Served::parse("310115=浦东新区").expect("a code")];
    branch::add(&storage, "SH01", "浦东网点", &served).expect("a new branch");
    let code = device::make_code(&storage, "SH01").expect("a code").code;
    let device = enrolled(&storage, &code, 1).expect("let in").device;
    let op = Operation {
        op_id: OpId(Uuid::from_u128(1)),
        n: 1,
        schema: sync::wire::SCHEMA,
        stream: StreamId::branch("SH01").expect("a stream"),
        at_ms: 1_795_000_000_000,
        actor: "staff".to_owned(),
        deed: "receive".to_owned(),
        changes: vec![Change::Create {
            kind: "customer".to_owned(),
            id: Uuid::from_u128(2),
            body: crate::testing::fields(serde_json::json!({"name": "王"})),
        }],
        emptied: None,
    };
    let ops = vec![op.into()];
    let push = sync::wire::Push { inc: LIFE, first_n: 1, prev_chain: Chain::START, ops };
    let who = sync::hq::Caller { device };
    let reply = storage.write(move |session, moment| {
        let request = Request::Push(push.clone());
        Ok(Headquarters::default().handle(who, &request, session, moment)?)
    });
    assert!(matches!(reply, Ok(Ok(Reply::Push(_)))));

    (grounds, storage)
}

/// How much of what the desk sent it need not keep.
fn safe(storage: &Storage) -> u64 {
    storage.read(|session, _| Ok(session.safe(LIFE)?)).expect("a look")
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn a_dump_that_was_put_back_and_checked_counts_as_a_backup() {
    let (grounds, storage) = house();
    let copy = grounds.dumped();
    assert_eq!(safe(&storage), 0, "a dump that nobody has opened is no backup");

    let findings = verify_copy(&storage, &copy.url()).expect("a look");
    assert_eq!(findings.wrong, Vec::<String>::new());
    assert_eq!(safe(&storage), 1);
    let last = crate::overview::last_backup(&storage).expect("a look").expect("one");
    assert_eq!(last.operations, u64::try_from(findings.operations).expect("few"));
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn what_is_no_sound_copy_of_this_headquarters_counts_as_no_backup() {
    let (grounds, storage) = house();
    assert!(matches!(verify_copy(&storage, &grounds.url()), Err(Error::CopyIsItself)));
    let empty = Grounds::new();
    assert!(matches!(verify_copy(&storage, &empty.url()), Err(Error::NoCopyOfThis)));
    assert!(!Pool::is_founded(&empty.url()).expect("a look"), "an empty one stays empty");
    let (other, _others) = house();
    assert!(matches!(verify_copy(&storage, &other.url()), Err(Error::NoCopyOfThis)));

    let spoilt = grounds.dumped();
    spoilt.link().batch("DELETE FROM feed WHERE kind = 'customer'").expect("a statement");
    assert!(!verify_copy(&storage, &spoilt.url()).expect("a look").is_sound());

    // Lives of before a restore may have gone on otherwise since.
    let older = grounds.dumped();
    was_restored(&storage).expect("a new epoch");
    storage
        .write(|session, _| Ok(session.put_safe(LIFE, 0)?))
        .expect("as if the restored state were older");
    assert!(matches!(verify_copy(&storage, &older.url()), Err(Error::NoCopyOfThis)));
    assert_eq!(safe(&storage), 0);
}

/// A database of its own with what `pg_dump` said of another, gone with whoever made it.
struct Copy {
    server: String,
    schema: String,
    name: String,
}

impl Grounds {
    fn dumped(&self) -> Copy {
        let name = format!("copy_{}", Uuid::from_u128(rand()).simple());
        let copy = Copy { server: Self::server(), schema: self.schema().to_owned(), name };
        copy.at_the_server(&format!("CREATE DATABASE {}", copy.name));
        let mut dump = Command::new("pg_dump")
            .args(["--format=custom", "--schema", &copy.schema, "--dbname", &copy.server])
            .stdout(Stdio::piped())
            .spawn()
            .expect("pg_dump");
        let restored = Command::new("pg_restore")
            .args(["--exit-on-error", "--dbname", &copy.address()])
            .stdin(dump.stdout.take().expect("a pipe"))
            .status();
        assert!(dump.wait().expect("pg_dump").success());
        assert!(restored.expect("pg_restore").success());

        copy
    }
}

impl Copy {
    fn address(&self) -> String {
        self.server.replace("dbname=postgres", &format!("dbname={}", self.name))
    }

    fn url(&self) -> String {
        format!("{} options='-c search_path={}'", self.address(), self.schema)
    }

    fn link(&self) -> postgres::Link {
        postgres::Link::connect(&self.url().parse().expect("an address")).expect("a server")
    }

    fn at_the_server(&self, sql: &str) {
        let server = self.server.parse().expect("an address");
        postgres::Link::connect(&server).expect("a server").batch(sql).expect("a statement");
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.at_the_server(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

fn rand() -> u128 {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("randomness");
    u128::from_be_bytes(bytes)
}
