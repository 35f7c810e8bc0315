//! A database on a server, with several nodes on it: nothing is missed, nothing is done twice, whoever is asked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use sync::hq::Caller as Who;
use sync::wire::{Push, Refusal, Reply, Request, Verdict};
use sync::{Chain, Change, DeviceId, Digest, Incarnation, OpId, Operation, Sealed};
use uuid::Uuid;

use super::grounds::Grounds;
use super::*;
use crate::branch::{self, Served};
use crate::deed::Deed;
use crate::testing::sale;
use crate::{check, device, intake, order};

const WRITERS: usize = 8;
const ORDERS: usize = 25;
const PUSHES: usize = 6;

fn stream() -> StreamId {
    StreamId::branch("SH01").expect("a stream")
}

/// Two nodes on one database, with the branch SH01.
fn nodes() -> (Grounds, [Storage; 2]) {
    let grounds = Grounds::new();
    let open = || Storage::connect(&grounds.url()).expect("a database");
    // Both find it empty.
    let nodes = thread::scope(|scope| {
        let (one, two) = (scope.spawn(open), scope.spawn(open));
        [one.join().expect("a node"), two.join().expect("a node")]
    });
    let served = [Served::parse("310115=浦东新区").expect("a code")];
    branch::add(&nodes[0], "SH01", "浦东网点", &served).expect("a new branch");

    (grounds, nodes)
}

/// What a poller has.
#[derive(Default)]
struct Poller {
    after: u64,
    rows: BTreeMap<(String, Uuid), Sealed>,
}

impl Poller {
    /// Fetches what is new, and has then all that there is.
    fn poll(&mut self, node: &Storage) -> usize {
        let after = self.after;
        let (head, rows) = node
            .read(move |session, _| {
                Ok((session.stream(&stream())?, session.feed(&stream(), after, usize::MAX)?))
            })
            .expect("a look");
        assert!(rows.iter().is_sorted_by(|a, b| a.seq < b.seq));
        assert!(rows.iter().all(|row| row.seq > after && row.seq <= head.seq));
        let count = rows.len();
        for row in rows {
            self.rows.insert((row.kind.clone(), row.id), row);
        }
        self.after = head.seq;
        let sum = |sum: Digest, row: &Sealed| sum.plus(row.hash, row.body.is_some());
        assert_eq!(self.rows.values().fold(Digest::default(), sum), head.digest, "missed a row");

        count
    }
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn whoever_polls_beside_eight_writers_on_two_nodes_misses_nothing() {
    let (_grounds, nodes) = nodes();
    let founding = check(&nodes[0]).expect("a check").operations;
    let writing = AtomicUsize::new(WRITERS);
    let mut poller = Poller::default();
    let polled = thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (node, writing) = (&nodes[writer % 2], &writing);
            scope.spawn(move || {
                if writer < WRITERS / 2 {
                    hand_orders_in(node);
                } else {
                    push_as_a_desk(node, writer);
                }
                writing.fetch_sub(1, Ordering::SeqCst);
            });
        }
        let mut polled = 0;
        while writing.load(Ordering::SeqCst) > 0 {
            polled += usize::from(poller.poll(&nodes[1]) > 0);
        }
        polled
    });
    poller.poll(&nodes[0]);

    assert!(polled > 3, "{polled} polls saw something");
    let all = nodes[0].read(|session, _| Ok(session.feed(&stream(), 0, usize::MAX)?));
    assert_eq!(poller.rows.len(), all.expect("rows").len());
    let findings = check(&nodes[0]).expect("a check");
    assert_eq!((findings.orders, findings.wrong), (WRITERS / 2 * ORDERS, Vec::new()));
    let branch = branch::list(&nodes[1]).expect("branches").remove(0);
    assert_eq!(branch.orders as usize, WRITERS / 2 * ORDERS);
    assert_eq!(findings.operations, WRITERS / 2 * ORDERS + WRITERS / 2 * PUSHES * 20 + founding);
}

fn hand_orders_in(node: &Storage) {
    for _ in 0..ORDERS {
        intake::add_order(node, intake::Caller::default(), sale()).expect("an order");
    }
}

fn push_as_a_desk(node: &Storage, seed: usize) {
    let device = enrolled(node, seed as u8);
    for n in 0..PUSHES {
        let of = (seed << 8 | n) as u128;
        let Ok(Ok(Reply::Push(reply))) = ask(node, device, push(of)) else { panic!("no receipt") };
        assert!(reply.results.iter().all(|it| it.outcome.result == Verdict::Applied));
    }
}

fn ask(node: &Storage, device: DeviceId, push: Push) -> Result<Result<Reply, Refusal>, Error> {
    let request = Request::Push(push);
    node.write(move |session, moment| {
        Ok(sync::hq::Headquarters::default().handle(Who { device }, &request, session, moment)?)
    })
}

fn enrolled(node: &Storage, seed: u8) -> DeviceId {
    let code = device::make_code(node, "SH01").expect("a code").code;
    let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    let wish = sync::wire::EnrolRequest {
        code,
        public_key: crate::secret::hex(key.verifying_key().as_bytes()),
        device_name: "前台".to_owned(),
        founded: None,
    };
    let enrolled = node.write(move |session, moment| device::enrol(session, moment, &wish));

    enrolled.expect("a database").expect("let in").device
}

fn push(of: u128) -> Push {
    let mut chain = Chain::START;
    let op = |n: u64| {
        let id = Uuid::from_u128(of << 32 | u128::from(n));
        let body = serde_json::json!({"name": format!("王{n}")});
        let serde_json::Value::Object(body) = body else { unreachable!() };
        let op = Operation {
            op_id: OpId(id),
            n,
            schema: sync::wire::SCHEMA,
            stream: stream(),
            at_ms: 1_795_000_000_000,
            actor: "staff".to_owned(),
            deed: "receive".to_owned(),
            changes: vec![Change::Create { kind: "customer".to_owned(), id, body }],
            emptied: None,
        };
        chain = op.chain(chain);
        op
    };
    let ops = (1..=20).map(op).map(Into::into).collect();

    Push { inc: Incarnation(Uuid::from_u128(of)), first_n: 1, prev_chain: Chain::START, ops }
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn one_push_that_reaches_both_nodes_at_once_many_times_has_one_effect() {
    let (_grounds, nodes) = nodes();
    let device = enrolled(&nodes[0], 1);
    let answers: Vec<_> = thread::scope(|scope| {
        let asked: Vec<_> = (0..8)
            .map(|n| {
                scope.spawn({
                    let node = &nodes[n % 2];
                    move || ask(node, device, push(9))
                })
            })
            .collect();
        asked.into_iter().map(|asked| asked.join().expect("no panic")).collect()
    });
    let results = answers.into_iter().map(|answer| match answer.expect("a database") {
        Ok(Reply::Push(reply)) => (reply.results, reply.last_n, reply.chain),
        other => panic!("not a receipt: {other:?}"),
    });
    let results: Vec<_> = results.collect();

    assert!(results.windows(2).all(|two| two[0] == two[1]), "{results:?}");
    assert_eq!(results[0].1, 20);
    let head = nodes[1].read(|session, _| Ok(session.stream(&stream())?)).expect("a look");
    let rows = nodes[1].read(|session, _| Ok(session.feed(&stream(), 0, usize::MAX)?));
    assert_eq!(rows.expect("rows").iter().filter(|row| row.kind == "customer").count(), 20);
    assert!(check(&nodes[0]).expect("a check").is_sound(), "{head:?}");
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn what_is_written_at_one_node_wakes_who_waits_at_the_other() {
    let (_grounds, [here, there]) = nodes();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let mut news = there.listen(&stream());
    // Until the other node listens, it looks at everything again and again.
    for _ in 0..20 {
        news.borrow_and_update();
        intake::add_order(&here, intake::Caller::default(), sale()).expect("an order");
        let heard = runtime
            .as_ref()
            .expect("a runtime")
            .block_on(async { tokio::time::timeout(Duration::from_secs(2), news.changed()).await });
        if heard.is_ok_and(|heard| heard.is_ok()) {
            return;
        }
    }
    panic!("nobody rang");
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn a_connection_that_was_cut_is_replaced_and_what_failed_leaves_nothing() {
    let (grounds, [node, _other]) = nodes();
    let failed: Result<(), Error> = node.write(|session, _| {
        session.put_setting("failed", b"x")?;
        Err(Error::Stopped)
    });
    assert!(failed.is_err());
    // Work that goes on after a statement failed cannot be kept, whatever it answers.
    let swallowed = node.write(|session, _| {
        session.put_setting("swallowed", b"x")?;
        let _ = session.run("SELECT nothing FROM nowhere", sql::values![]);
        Ok(())
    });
    assert!(swallowed.is_err());
    let has = |name: &'static str| {
        node.read(move |session, _| session.setting(name)).expect("a look").is_some()
    };
    assert!(!has("failed") && !has("swallowed") && has("epoch"));

    grounds.cut();
    node.write(|session, _| session.put_setting("kept", b"x")).expect("another connection");
    assert!(has("kept"));
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn another_programs_or_a_newer_versions_database_is_left_alone() {
    let grounds = Grounds::new();
    grounds.link().batch("CREATE TABLE recipe (name TEXT)").expect("a table");
    assert!(matches!(Storage::connect(&grounds.url()), Err(Error::ForeignServer)));
    assert!(matches!(Storage::connect("not an address"), Err(Error::Address(_))));

    let (grounds, _nodes) = nodes();
    grounds.link().batch("INSERT INTO branchdesk_schema VALUES (99)").expect("a version");
    assert!(matches!(Storage::connect(&grounds.url()), Err(Error::Newer { found: 99, .. })));
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn words_that_the_server_cannot_hold_stop_nobody() {
    let (_grounds, [node, _]) = nodes();
    crate::rename(&node, "总部\0").expect("bytes");
    let key = intake::add_key(&node, "shop\0one").expect("a key");
    assert!(matches!(intake::add_key(&node, "shop\0one"), Err(Error::Taken(_))));
    let name = node.read(move |session, _| session.intake_key(crate::secret::hash(&key)));
    assert_eq!(name.expect("a look").as_deref(), Some("shop\u{fffd}one"));
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn a_file_that_comes_over_two_nodes_is_whole_on_both_and_goes_with_the_last_fact() {
    use sync::hq::blob::{self, Guest, Taken};
    use sync::limits::CHUNK_BYTES;
    use sync::wire::{Held, Piece};

    let (_grounds, nodes) = nodes();
    let code = device::make_code(&nodes[0], "SH01").expect("a code").code;
    let device = crate::testing::enrolled(&nodes[0], &code, 1).expect("enrolled").device;
    let bytes: Vec<u8> = (0..CHUNK_BYTES + 7).map(|at| (at % 251) as u8).collect();
    let size = bytes.len() as u64;
    let hash = domain::FileHash::parse(&blake3::hash(&bytes).to_hex()).expect("a hash");
    let fact = |id: u128, size: u64, withdraws: Option<Uuid>| {
        let body = serde_json::json!({"order": Uuid::from_u128(9), "name": "a.jpg", "hash": hash.as_str(),
            "size": size, "at": 7, "withdraws": withdraws});
        let change = Change::Fact {
            kind: "attachment".into(),
            id: Uuid::from_u128(id),
            body: crate::testing::fields(body),
        };
        let work = move |session: &mut Session<'_>, moment: &mut Moment| {
            let (stream, changes) = (stream(), vec![change.clone()]);
            let (name, actor) = ("attach", "headquarters".to_owned());
            crate::deed::submit(session, moment, crate::deed::Deed { stream, name, actor, changes })
        };
        nodes[0].write(work).expect("a deed");
    };
    fact(1, size, None);

    let put = |node: &Storage, at: usize, len: usize| {
        let (hash, bytes) = (hash.clone(), bytes[at..at + len].to_vec());
        let piece = Piece { at: at as u64, size };
        let work = move |session: &mut Session<'_>, _: &mut Moment| {
            let guest = Guest::admit(Who { device }, session)?.expect("it belongs here");
            Ok(blob::take(&guest, (&hash, piece), &bytes, session, 0)?)
        };
        node.write(work).expect("a database").expect("a piece")
    };
    let held = |held| Taken::Held(Held { size, held });
    assert_eq!(put(&nodes[0], 0, 1), held(1));
    assert_eq!(put(&nodes[1], 5, 1), Taken::Elsewhere(Held { size, held: 1 }));
    assert_eq!(put(&nodes[1], 1, CHUNK_BYTES - 1), held(CHUNK_BYTES as u64));
    assert_eq!(put(&nodes[0], CHUNK_BYTES, 7), held(size));
    for node in &nodes {
        let hash = hash.clone();
        let piece = node.read(move |session, _| {
            let guest = Guest::admit(Who { device }, session)?.expect("it belongs here");
            assert_eq!(blob::look(&guest, &hash, session)?, Ok(Held { size, held: size }));
            Ok(blob::give(&guest, &hash, (3, CHUNK_BYTES), session)?)
        });
        assert_eq!(piece.expect("a look").expect("a piece")[..], bytes[3..3 + CHUNK_BYTES]);
        assert_eq!(check(node).expect("a check").files, 1);
    }
    fact(2, size, Some(Uuid::from_u128(1)));
    let forget = |before| nodes[1].write(move |session, _| session.forget_withdrawn(before));
    assert_eq!(forget(0).expect("a look"), 0);
    assert_eq!(forget(i64::MAX).expect("room"), 1);
    assert_eq!(check(&nodes[0]).expect("a check").files, 0);
}

#[cfg(feature = "console")]
#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn every_deed_of_the_console_has_its_effect_on_a_server_too() {
    let grounds = Grounds::new();
    let house = crate::testing::House::at_server(&grounds.url());
    crate::server::tests::console::furnished(&house);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");

    runtime.block_on(crate::server::tests::console::every_deed(&house));
}

/// Orders that are moved at once from both nodes, some by both, some against each other.
#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn two_nodes_hand_orders_over_at_once_and_each_has_one_successor() {
    let (_grounds, nodes) = nodes();
    branch::add(&nodes[0], "SZ01", "南山网点", &[]).expect("a new branch");
    let taken = |_| match intake::add_order(&nodes[0], intake::Caller::default(), sale()) {
        Ok(intake::Intake::Taken(taken)) => taken.order,
        other => panic!("{other:?}"),
    };
    let orders: Vec<String> = (0..ORDERS).map(taken).collect();
    let back: Vec<String> = (0..ORDERS).map(taken).collect();
    for number in &back {
        order::hand_over(&nodes[0], number, "SZ01", None).expect("a move");
    }
    let there: Vec<String> = (1..=ORDERS).map(|n| format!("SZ01-H{n:05}")).collect();
    let moved = thread::scope(|scope| {
        let (orders, there, second) = (&orders, &there, &nodes[1]);
        let both = nodes.each_ref().map(|node| {
            scope.spawn(move || {
                let each = orders.iter().map(|it| order::hand_over(node, it, "SZ01", None));
                each.map(|it| it.expect("a move").to.id).collect::<Vec<_>>()
            })
        });
        let against = scope.spawn(move || {
            for number in there {
                order::hand_over(second, number, "SH01", None).expect("a move back");
            }
        });
        against.join().expect("no panic");
        both.map(|it| it.join().expect("no panic"))
    });
    assert_eq!(moved[0], moved[1], "each has one successor");

    let tell = |node| while order::tell_ends(node).expect("a database") > 0 {};
    thread::scope(|scope| nodes.each_ref().map(|node| scope.spawn(move || tell(node))).map(drop));
    for number in &back {
        let end = order::show(&nodes[0], number).expect("an order").handover.end.expect("news");
        assert_eq!(end.to.map(|to| to.branch), Some("SH01".to_owned()));
    }
    assert_eq!(check(&nodes[0]).expect("a check").wrong, Vec::<String>::new());
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn of_whoever_is_erased_while_two_nodes_pack_no_packet_says_a_word() {
    let (_grounds, nodes) = nodes();
    let write = |node: &Storage, changes: Vec<Change>| {
        let work = move |session: &mut Session<'_>, moment: &mut Moment| {
            let (name, actor) = ("import", "headquarters".to_owned());
            let deed = Deed { stream: stream(), name, actor, changes: changes.clone() };
            crate::deed::submit(session, moment, deed)
        };
        node.write(work).expect("a deed");
    };
    for first in (0..6_000).step_by(2_000) {
        write(&nodes[0], (first..first + 2_000).map(household).collect());
    }
    let pack = |node: &Storage| {
        let waiter = tokio::runtime::Builder::new_current_thread().enable_time().build();
        waiter.expect("a runtime").block_on(crate::packing::pack(node, &stream()))
    };
    let some = |node: &Storage| {
        node.read(|session, _| Ok(session.packet(&stream(), 0)?.is_some())).expect("a look")
    };
    let erasing = AtomicUsize::new(3);
    thread::scope(|scope| {
        for node in &nodes {
            scope.spawn(|| {
                while erasing.load(Ordering::SeqCst) > 0 {
                    pack(node).expect("a database");
                }
            });
        }
        for n in [1, 2_001, 4_001] {
            while !some(&nodes[0]) {
                thread::yield_now();
            }
            write(&nodes[n % 2], vec![erasure(n as u128)]);
            erasing.fetch_sub(1, Ordering::SeqCst);
        }
    });
    pack(&nodes[1]).expect("a database");

    let look = |session: &mut Session<'_>, _: &mut Moment| {
        let (mut rows, mut after) = (Vec::new(), 0);
        while let Some(packet) = session.packet(&stream(), after)? {
            assert_eq!(packet.after, after, "each begins where one ends");
            rows.extend(packet.open().expect("rows"));
            after = packet.next;
        }
        Ok(rows)
    };
    let rows = nodes[0].read(look).expect("a look");
    assert!(rows.len() > 3_000, "{} rows lie packed", rows.len());
    let body =
        |row: &Sealed| row.body.as_ref().map_or_else(String::new, |it| it.as_str().to_owned());
    let says =
        |row: &Sealed| ["王1\"", "王2001\"", "王4001\""].iter().any(|it| body(row).contains(it));
    assert!(!rows.iter().any(says));
}

fn household(n: u128) -> Change {
    let note = format!("三楼没有电梯，上门前请先打电话联系。{n}");
    let body = serde_json::json!({"name": format!("王{n}"), "note": note, "level": "ordinary"});
    let body = crate::testing::fields(body);

    Change::Create { kind: "customer".to_owned(), id: Uuid::from_u128(n), body }
}

fn erasure(customer: u128) -> Change {
    let customer = Uuid::from_u128(customer);
    let body =
        serde_json::json!({"customer": customer, "reason": "request", "records": {}, "at": 7});
    let (kind, id) = ("erasure".to_owned(), Uuid::from_u128(customer.as_u128() | 1 << 64));

    Change::Fact { kind, id, body: crate::testing::fields(body) }
}
