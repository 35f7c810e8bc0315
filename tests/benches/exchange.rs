//! 10,000 records up to headquarters and down to another desk over loopback, beside the same rows written bare.
//!
//! *Up* ends when headquarters has every operation on disk and the desk every receipt. Then the desk's own rows come
//! *back*, with the revision that headquarters gave them. *Down* is another desk's first fetch. Each is held against
//! two floors, as durable, in as many transactions as the leg has pushes or pages: [`records::bare`], the same bodies
//! once in one table; and [`left`], all rows that the leg leaves behind in both files, their indexes included, by
//! prepared statements without any work to make them. Households have a list and a search index that a desk derives
//! in the same transaction; records without either show what storing alone costs. Bytes are counted by a relay,
//! headers included, in a run of their own. Everything happens in one process on one disk: headquarters and both
//! desks share the processors that the floors have for themselves. Memory alone is taken once more in processes of
//! their own: [`apart`].

mod apart;
mod left;
mod records;
mod relay;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use engine::{Clock, DATABASE, Engine, Joining, Progress, hq};
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::Runtime;

use super::table::{Table, forget_peak, peak_mb, percentile, resident_mb, seconds, time};
use left::Floor;
use records::Draft;

pub use apart::is_one;
pub use records::chance;
use relay::{Call, Relay};

/// Timed runs of each kind: the median counts.
const RUNS: usize = 3;

pub fn measure(folder: &Path, table: &mut Table) {
    let waiter =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let counted = count(&waiter, &folder.join("counted"), table);
    for (what, drafts) in
        [("households", records::households()), ("unlisted records", records::unlisted())]
    {
        let runs: Vec<Legs> = (0..RUNS)
            .map(|run| {
                run_once(&waiter, &folder.join(format!("{what}-{run}")), (&drafts, &counted))
            })
            .collect();
        report(what, &runs, table);
        apart::measure(&waiter, &folder.join(format!("{what}-apart")), (what, &drafts), table);
    }
}

/// How many pushes and pages a leg has.
struct Batches {
    up: usize,
    down: usize,
}

/// What one run took.
struct Legs {
    up: Duration,
    back: Duration,
    down: Duration,
    /// The same bodies in one table.
    bare: (Duration, Duration),
    /// All rows that a leg leaves behind.
    left: (Duration, Duration),
    memory: u64,
}

fn report(what: &str, runs: &[Legs], table: &mut Table) {
    let middle =
        |leg: fn(&Legs) -> Duration| percentile(&mut runs.iter().map(leg).collect::<Vec<_>>(), 0.5);
    let mut row = |leg: &str, took: Duration, bare: Duration, left: Duration| {
        let ratio = |floor: Duration| Some(took.as_secs_f64() / floor.as_secs_f64());
        let what = format!("10,000 {what} {leg}");
        let against = format!("one bare table of the same bodies: {}", seconds(bare));
        table.row(&what, seconds(took), &against, ratio(bare));
        let against = format!("all rows it leaves behind, bare: {}", seconds(left));
        table.row(&what, seconds(took), &against, ratio(left));
    };
    let up = (middle(|run| run.bare.0), middle(|run| run.left.0));
    let down = (middle(|run| run.bare.1), middle(|run| run.left.1));
    row("up", middle(|run| run.up), up.0, up.1);
    row("back at their own desk", middle(|run| run.back), down.0, down.1);
    row("down", middle(|run| run.down), down.0, down.1);
    let memory = runs.iter().map(|run| run.memory).max().unwrap_or(0);
    table.row(
        &format!("memory for 10,000 {what}, both desks and headquarters together"),
        format!("{memory} MB more at most"),
        "before the exchange",
        None,
    );
}

/// What a bare row holds.
pub const BARE_BODY: &str = r#"{"name":"客户 00001","note":"三楼没有电梯，门铃坏了，上门前请先打电话联系。","level":"ordinary","organisation":false,"phones":[],"refused":[]}"#;

/// So many rows of one kind with the durability of the desk's own, 500 a commit.
pub fn bare(path: &Path, rows: usize) -> Duration {
    let db = Connection::open(path).expect("a database");
    db.pragma_update(None, "journal_mode", "wal").expect("a database");
    db.pragma_update(None, "synchronous", "full").expect("a database");
    db.execute_batch("create table row (id blob primary key, body text) without rowid")
        .expect("a database");
    let (took, ()) = time(|| {
        for batch in 0..rows.div_ceil(500) {
            db.execute_batch("begin").expect("a database");
            let mut insert = db.prepare_cached("insert into row values (?1, ?2)").expect("a table");
            for n in 0..500 {
                let id = uuid::Uuid::from_u128((batch * 500 + n) as u128);
                insert.execute((id, BARE_BODY)).expect("room");
            }
            db.execute_batch("commit").expect("room");
        }
    });

    took
}

/// Two desks of one headquarters, all of them closed for the moment.
pub struct Scene {
    folder: PathBuf,
    /// Where the desks believe headquarters to be.
    pub address: SocketAddr,
}

impl Scene {
    pub fn set(waiter: &Runtime, folder: &Path) -> Self {
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let hq = hq::Headquarters::start(&folder.join("hq"), anywhere).expect("a port");
        hq::branch::add(hq.storage(), "BENCH", "Bench", &[]).expect("a branch");
        let desk = |name: &str| {
            let engine = Engine::open(&folder.join(name), Clock::System).expect("a folder");
            let code = hq::device::make_code(hq.storage(), "BENCH").expect("a code").code;
            let joining = Joining {
                address: format!("http://{}", hq.address()),
                code,
                device_name: name.to_owned(),
                unencrypted: false,
            };
            waiter.block_on(engine.join(joining, Progress::new())).expect("an open door");
        };
        desk("first");
        desk("second");
        let address = hq.address();
        hq.stop().expect("a clean end");

        Self { folder: folder.to_owned(), address }
    }

    fn headquarters(&self, address: SocketAddr) -> hq::Headquarters {
        hq::Headquarters::start(&self.folder.join("hq"), address).expect("its own port")
    }

    /// One that lets desks call as often as they like.
    pub fn patient_headquarters(&self, address: SocketAddr) -> hq::Headquarters {
        let much = hq::server::Allowance { burst: 1_000_000, per_second: 100_000 };
        let pace = hq::server::Pace { device: much, strangers: much, ..Default::default() };
        let storage = hq::Storage::open(&self.folder.join("hq")).expect("its database");

        hq::Headquarters::serve_at(storage, address, pace).expect("its own port")
    }

    pub fn open(&self, name: &str) -> Engine {
        Engine::open(&self.folder.join(name), Clock::System).expect("a folder")
    }

    /// The first desk opens and sends everything. How long until all had a receipt, and how long after that until the
    /// rows were back.
    fn send(&self, waiter: &Runtime) -> (Engine, Duration, Duration) {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let outbox = Connection::open_with_flags(self.folder.join("first").join(DATABASE), flags)
            .expect("a desk");
        let waits = || -> bool {
            let sql = "select exists (select 1 from outbox where status = 'pending')";
            outbox.query_row(sql, [], |row| row.get(0)).expect("an outbox")
        };
        let begun = Instant::now();
        let first = self.open("first");
        let mut changes = first.changes();
        let whole = waiter.spawn(first.exchange_now());
        while waits() {
            waiter.block_on(changes.changed()).expect("a desk");
        }
        let up = begun.elapsed();
        waiter.block_on(whole).expect("a desk").expect("a network");

        (first, up, begun.elapsed().saturating_sub(up))
    }

    /// The other desk opens and fetches everything. How long that took.
    fn fetch(&self, waiter: &Runtime, first: &Engine) -> (Engine, Duration) {
        let (down, second) = time(|| {
            let second = self.open("second");
            waiter.block_on(second.exchange_now()).expect("a network");
            second
        });
        let digests = |desk: &Engine| waiter.block_on(desk.digests()).expect("a desk");
        assert_eq!(digests(first), digests(&second));

        (second, down)
    }
}

fn run_once(waiter: &Runtime, folder: &Path, (drafts, batches): (&[Draft], &Batches)) -> Legs {
    let scene = Scene::set(waiter, folder);
    records::record(&folder.join("first"), drafts);
    let unsent = folder.join("unsent.db");
    fs::copy(folder.join("first").join(DATABASE), &unsent).expect("a copy");
    let hq = scene.headquarters(scene.address);
    let before = resident_mb();
    forget_peak();
    let (first, up, back) = scene.send(waiter);
    let (second, down) = scene.fetch(waiter, &first);
    let memory = peak_mb().saturating_sub(before);
    hq.stop().expect("a clean end");
    drop((first, second));
    let bare = |commits| records::bare(folder, drafts, commits);

    Legs {
        up,
        back,
        down,
        bare: (bare(batches.up), bare(batches.down)),
        left: (left_up(folder, &unsent, batches.up), left_down(folder, batches.down)),
        memory,
    }
}

/// At headquarters every operation for ever with its receipt, the rows and the numbers by which they are found; at the
/// desk the receipts.
fn left_up(folder: &Path, unsent: &Path, commits: usize) -> Duration {
    let theirs = [
        ("op_log", "select * from op_log where n > 0"),
        (
            "feed",
            "select * from feed where stream = (select no from stream where name = 'branch:BENCH')",
        ),
        ("phone", "select * from phone order by customer"),
    ];
    let file = folder.join("hq").join("headquarters.sqlite");
    let there = Floor::like(&file, &folder.join("left-at-headquarters.db"), &theirs);
    let here = Floor::receipts(unsent, &folder.join("first").join(DATABASE));

    there.write(commits) + here.write(commits)
}

/// The records, their list and their search index.
fn left_down(folder: &Path, commits: usize) -> Duration {
    let file = folder.join("second").join(DATABASE);
    let rows = [
        ("record", "select * from record where stream = 'branch:BENCH' order by seq"),
        ("customer", "select * from customer order by id"),
        ("search_row", "select * from search_row order by row"),
    ];
    let floor = Floor::like(&file, &folder.join("left-at-a-desk.db"), &rows).with_search(&file);

    floor.write(commits)
}

/// The same once through a relay that counts.
fn count(waiter: &Runtime, folder: &Path, table: &mut Table) -> Batches {
    let scene = Scene::set(waiter, folder);
    records::record(&folder.join("first"), &records::households());
    let hq = scene.headquarters(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    let listener = TcpListener::bind(scene.address).expect("the port that is free again");
    let relay = Relay::start(listener, hq.address());
    let (first, ..) = scene.send(waiter);
    let sent = relay.take();
    let (second, _) = scene.fetch(waiter, &first);
    let fetched = relay.take();
    waiter.block_on(second.exchange_now()).expect("a network");
    let idle = relay.take();
    hq.stop().expect("a clean end");
    let listening = relay.take();

    let up = legs(&sent, "/v1/push");
    let down = legs(&fetched, "/v1/pull");
    for (leg, calls) in [("up", &up), ("back", &legs(&sent, "/v1/pull")), ("down", &down)] {
        let what = format!("bytes for 10,000 households {leg}, in {} calls", calls.len());
        table.row(
            &what,
            format!("{:.3} MB", bytes(calls) / 1e6),
            "0.6 MB",
            Some(bytes(calls) / 0.6e6),
        );
    }
    for (what, calls) in [("an idle exchange", idle), ("the desks listening", listening)] {
        let targets: Vec<_> = calls.iter().map(|call| call.target.as_str()).collect();
        let what = format!("bytes for {what}: {}", targets.join(", "));
        table.row(
            &what,
            format!("{} bytes", bytes(&calls)),
            "600 bytes",
            Some(bytes(&calls) / 600.0),
        );
    }

    Batches { up: up.len(), down: down.len() }
}

fn legs(calls: &[Call], path: &str) -> Vec<Call> {
    calls.iter().filter(|call| call.target.starts_with(path)).cloned().collect()
}

fn bytes(calls: &[Call]) -> f64 {
    calls.iter().map(|call| (call.up + call.down) as f64).sum()
}
