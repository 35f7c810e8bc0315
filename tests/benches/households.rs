//! Finding one household among a million by any scrap, while typing: how long, how large the index is, what keeping it
//! costs, against PostgreSQL with `pg_trgm` and SQLite's `LIKE` over the same words.
//!
//! `--bench households 1000000`; with `tests/postgres.sh` around it, PostgreSQL is asked too.

mod peers;
mod town;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rusqlite::Connection;
use store::{Identity, Store};
use sync::client::Page;
use sync::{Chain, DeviceId, Incarnation, Row, StreamId};
use uuid::Uuid;

use super::table::{Table, ms, percentile, seconds, time};
use town::Household;
pub use town::household;

/// So many households come in one page.
const PAGE: u32 = 500;
/// So many questions of each sort are asked.
const QUESTIONS: u32 = 300;
/// So many are shown while typing.
const SHOWN: usize = 12;
/// Households whose index is kept beside a bare write of their rows.
const KEPT: u32 = 20_000;

/// What is typed to find a household.
pub type Scrap = fn(&Household) -> String;

fn chars(text: &str, from: usize, count: usize) -> String {
    text.chars().skip(from).take(count).collect()
}

fn tail(text: &str, count: usize) -> String {
    chars(text, text.chars().count().saturating_sub(count), count)
}

/// How a few characters of districts are written in Taiwan.
fn other_script(text: &str) -> String {
    let traditional = |letter| match letter {
        '东' => '東',
        '汇' => '匯',
        '长' => '長',
        '宁' => '寧',
        '静' => '靜',
        '杨' => '楊',
        '闵' => '閔',
        '宝' => '寶',
        letter => letter,
    };

    text.chars().map(traditional).collect()
}

/// What is typed, and whether the household it was made of must be among what is shown.
const SCRAPS: [(&str, Scrap, bool); 14] = [
    ("a whole phone", |h| h.phone.clone(), true),
    ("a whole phone with +86", |h| format!("+86 {} {}", &h.phone[..3], &h.phone[3..]), true),
    ("the last four digits of a phone", |h| tail(&h.phone, 4), false),
    ("four digits from the middle of a phone", |h| chars(&h.phone, 4, 4), false),
    ("six digits from the middle of a phone", |h| chars(&h.phone, 3, 6), false),
    ("a whole name", |h| h.name.clone(), false),
    ("two characters of a name", |h| chars(&h.name, 0, 2), false),
    (
        "a name in pinyin",
        |h| store::spellings(&h.name).into_iter().max_by_key(String::len).unwrap_or_default(),
        false,
    ),
    ("two characters of a district", |h| chars(&h.line, 0, 2), false),
    (
        "a road and a number",
        |h| h.line.split(' ').skip(1).take(2).collect::<Vec<_>>().join(" "),
        false,
    ),
    ("two characters in the other script", |h| other_script(&chars(&h.line, 0, 2)), false),
    (
        "surname, district and last four digits",
        |h| format!("{} {} {}", chars(&h.name, 0, 1), chars(&h.line, 0, 2), tail(&h.phone, 4)),
        true,
    ),
    ("the last six of a serial", |h| tail(&h.serials[0], 6), false),
    ("an order's number", |h| h.numbers[0].clone(), true),
];

pub fn measure(folder: &Path, count: u32, table: &mut Table) {
    let path = folder.join("households.db");
    let mut store = office(&path);
    let mut seq = 0;
    let (took, ()) = time(|| fill(&mut store, 0..count, &mut seq));
    table.row(
        &format!("{count} households with {seq} records, as headquarters passes them on"),
        seconds(took),
        "a second",
        Some(f64::from(count) / took.as_secs_f64()),
    );
    size(&path, table);
    kept(folder, table);

    let mut reader = Store::open_reader(&path).expect("a database");
    let ours = ask_all(&mut reader, count, table, "");
    let stop = Arc::new(AtomicBool::new(false));
    let writing = {
        let stop = Arc::clone(&stop);
        thread::spawn(move || {
            let mut next = count;
            while !stop.load(Ordering::Relaxed) {
                fill(&mut store, next..next + PAGE, &mut seq);
                next += PAGE;
            }
            next - count
        })
    };
    ask_all(&mut reader, count, table, ", while others come in");
    stop.store(true, Ordering::Relaxed);
    eprintln!("{} came in meanwhile", writing.join().expect("they came in"));
    peers::measure(folder, count, (&SCRAPS, &ours), table);
}

pub fn office(path: &Path) -> Store {
    let mut store = Store::open(path).expect("a database");
    let identity = Identity {
        office: "SH01".to_owned(),
        desk: "A".to_owned(),
        stream: StreamId::branch("SH01").expect("a code"),
        device: DeviceId(Uuid::from_u128(1)),
        incarnation: Incarnation(Uuid::from_u128(2)),
        n: 0,
        chain: Chain::START,
        epoch: None,
    };
    store.transact(|session| session.put_identity(&identity)).expect("an empty database");

    store
}

pub fn fill(store: &mut Store, all: std::ops::Range<u32>, seq: &mut u64) {
    let stream = StreamId::branch("SH01").expect("a code");
    let mut next = all.start;
    while next < all.end {
        let end = all.end.min(next + PAGE);
        let rows: Vec<Row> = (next..end).flat_map(|n| household(n).rows(seq)).collect();
        let rows = rows.into_iter().map(sync::Sealed::from).collect();
        let page =
            Page { stream: stream.clone(), rows, cursor: *seq, floor: 0, at_head: end == all.end };
        store.transact(|session| session.apply_page(page)).expect("room on the disk");
        next = end;
        if next.is_multiple_of(100_000) {
            eprintln!("{next} households");
        }
    }
}

/// How large the index is beside all the rest.
fn size(path: &Path, table: &mut Table) {
    let db = Connection::open(path).expect("a database");
    let bytes = |sql: &str| -> f64 {
        let bytes: Option<i64> = db.query_row(sql, [], |row| row.get(0)).expect("dbstat");
        bytes.unwrap_or(0) as f64 / 1e6
    };
    let index =
        bytes("select sum(pgsize) from dbstat where name glob 'search*' or name glob '*_search_*'");
    let all = bytes("select sum(pgsize) from dbstat");
    table.row(
        "the index",
        format!("{index:.0} MB"),
        &format!("the data, {:.0} MB; target 0.60", all - index),
        Some(index / (all - index)),
    );
}

/// What the index of some households costs, beside a bare write of their rows.
fn kept(folder: &Path, table: &mut Table) {
    let (mut store, mut seq) = (office(&folder.join("kept.db")), 0);
    fill(&mut store, 0..KEPT, &mut seq);
    let bare = Connection::open(folder.join("bare.db")).expect("a database");
    bare.execute_batch("pragma journal_mode = wal; pragma synchronous = full; create table record (kind text not null, id blob not null, body text not null, primary key (kind, id)) without rowid")
        .expect("a table");
    let rows: Vec<(String, Uuid, String)> = (0..KEPT)
        .flat_map(|n| household(n).rows(&mut seq))
        .map(|row| (row.kind, row.id, serde_json::to_string(&row.body).expect("JSON")))
        .collect();
    let (bare, ()) = time(|| {
        for page in rows.chunks(2_500) {
            bare.execute_batch("begin").expect("a transaction");
            let mut insert =
                bare.prepare_cached("insert into record values (?1, ?2, ?3)").expect("a table");
            for row in page {
                insert.execute((&row.0, row.1, &row.2)).expect("room");
            }
            bare.execute_batch("commit").expect("room");
        }
    });
    let anew = |session: &store::Session<'_>| session.rebuild_search();
    let (took, _) = time(|| store.transact(anew).expect("an index"));
    table.row(
        &format!("the index of {KEPT} households made anew"),
        seconds(took),
        &format!("a bare write of their rows, {}; target 2.00", seconds(bare)),
        Some(took.as_secs_f64() / bare.as_secs_f64()),
    );
}

/// Asks everything; the medians.
fn ask_all(store: &mut Store, count: u32, table: &mut Table, when: &str) -> Vec<f64> {
    let mut medians = Vec::new();
    for (what, scrap, sure) in SCRAPS {
        let mut took = Vec::new();
        let mut missed = 0;
        for at in 0..QUESTIONS {
            let n = (u64::from(at) * u64::from(count) / u64::from(QUESTIONS)) as u32;
            let text = scrap(&household(n));
            let (one, hits) = time(|| store.read(|session| session.find(&text, SHOWN)));
            let hits = hits.expect("an answer");
            assert!(!hits.is_empty(), "{text} is not found");
            let own = Uuid::from_u64_pair(1 << 32 | u64::from(n), 1);
            missed += u32::from(sure && !hits.iter().any(|hit| hit.customer.0 == own));
            took.push(one);
        }
        assert_eq!(missed, 0, "{what}: the one it was made of is not shown");
        let (p50, p99) = (percentile(&mut took, 0.5), percentile(&mut took, 0.99));
        let figure = format!("p50 {} · p99 {}", ms(p50), ms(p99));
        let ratio = p99.as_secs_f64() / 0.010;
        let target = format!("p50 of 2 ms ({:.2} ×), p99 of 10 ms", p50.as_secs_f64() / 0.002);
        table.row(&format!("find by {what}{when}"), figure, &target, Some(ratio));
        medians.push(p50.as_secs_f64());
    }

    medians
}
