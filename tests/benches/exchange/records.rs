//! The records that travel: made once, put into a desk's outbox, and written bare for comparison.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::Path;
use std::time::Duration;

use domain::{Customer, CustomerPhone, Fields, Phone, Record as _, fields_of};
use engine::DATABASE;
use rusqlite::Connection;
use store::{Error, Store};
use sync::{Change, OpId};
use uuid::{Builder, Uuid};

use super::super::table::time;

/// When the first was made, in milliseconds since 1970.
const FIRST_MS: u64 = 1_795_222_800_000;
/// How many.
pub const RECORDS: usize = 10_000;

/// A record before anyone has it.
pub struct Draft {
    pub kind: &'static str,
    pub id: Uuid,
    pub body: Fields,
}

/// Households: a name, two phones, a remark. They have a row in the list and an entry in the search index.
pub fn households() -> Vec<Draft> {
    drafts(Customer::KIND)
}

/// The same under a kind that this version does not know: stored and exchanged, but in no list and not searched.
pub fn unlisted() -> Vec<Draft> {
    drafts("bench_household")
}

fn drafts(kind: &'static str) -> Vec<Draft> {
    let id = |n: usize| {
        let ms = FIRST_MS + 400 * n as u64;
        let mut tail = [0; 10];
        tail.copy_from_slice(&chance().to_be_bytes()[..10]);
        Builder::from_unix_timestamp_millis(ms, &tail).into_uuid()
    };

    (0..RECORDS).map(|n| Draft { kind, id: id(n), body: household(n) }).collect()
}

/// 128 bits that do not compress.
pub fn chance() -> u128 {
    let word = || u128::from(RandomState::new().build_hasher().finish());

    word() << 64 | word()
}

fn household(n: usize) -> Fields {
    const SURNAMES: [&str; 12] =
        ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "欧阳"];
    const GIVEN: [&str; 16] = [
        "伟", "芳", "秀英", "敏", "静", "丽华", "强", "磊", "军", "洋", "建国", "艳", "杰", "娟",
        "志明", "小红",
    ];
    let phone = |from: usize, n: usize| {
        let number = Phone::parse(&format!("{from}{:08}", n * 7_919 % 100_000_000));
        number.map(CustomerPhone::new)
    };
    fields_of(&Customer {
        name: format!("{}{}", SURNAMES[n % SURNAMES.len()], GIVEN[n / 3 % GIVEN.len()]),
        phones: [phone(138, n), phone(159, n * 31 + 7)].into_iter().flatten().collect(),
        note: Some("三楼没有电梯，门铃坏了，上门前请先打电话联系。".to_owned()),
        ..Customer::default()
    })
}

/// Puts them into the outbox of the desk in `folder`, one deed each, as the desk itself does it.
pub fn record(folder: &Path, drafts: &[Draft]) {
    let mut store = Store::open(&folder.join(DATABASE)).expect("a desk");
    let recorded = store.transact(|session| {
        for (draft, at) in drafts.iter().zip((FIRST_MS.cast_signed()..).step_by(400)) {
            let (kind, id, body) = (draft.kind.to_owned(), draft.id, draft.body.clone());
            session.stage(Change::Create { kind, id, body })?;
            let actor = Uuid::from_u128(0x0193_5a1c_77d0_7000_8000_0000_0000_0001).to_string();
            session.record_deed(
                OpId(Builder::from_random_bytes(chance().to_be_bytes()).into_uuid()),
                ("save_customer", &actor),
                at,
            )?;
        }
        Ok::<_, Error>(())
    });
    recorded.expect("room");
}

/// The floor: the same bodies as bare rows (kind, id, rev, seq, body) under their primary key, in `commits`
/// transactions that are on the disk each (WAL, `synchronous=FULL`). No hash, no receipt, no index, no network.
pub fn bare(folder: &Path, drafts: &[Draft], commits: usize) -> Duration {
    let path = folder.join(format!("floor-{:x}.db", chance()));
    let db = Connection::open(&path).expect("a database");
    db.pragma_update(None, "journal_mode", "wal").expect("a database");
    db.pragma_update(None, "synchronous", "full").expect("a database");
    db.execute_batch(
        "create table row (
             kind text not null, id blob not null, rev integer not null, seq integer not null,
             body text not null, primary key (kind, id)
         ) strict, without rowid",
    )
    .expect("a database");
    let bodies: Vec<String> =
        drafts.iter().map(|draft| serde_json::to_string(&draft.body).expect("JSON")).collect();
    let (took, ()) = time(|| {
        let rows: Vec<_> = drafts.iter().zip(&bodies).zip(1_i64..).collect();
        for batch in rows.chunks(rows.len().div_ceil(commits)) {
            db.execute_batch("begin immediate").expect("a database");
            let mut insert =
                db.prepare_cached("insert into row values (?1, ?2, ?3, ?4, ?5)").expect("a table");
            for ((draft, body), seq) in batch {
                insert.execute((draft.kind, draft.id, seq, seq, body)).expect("room");
            }
            db.execute_batch("commit").expect("room");
        }
    });

    took
}
