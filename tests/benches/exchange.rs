//! 10,000 records up to headquarters and down to another desk over loopback, against a bare SQLite write of the
//! same bytes with the same durability, 500 rows a commit.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use engine::{Clock, Engine, Joining, Progress, hq};
use rusqlite::Connection;

use super::table::{Table, peak_mb, seconds, time};

const RECORDS: usize = 10_000;

pub fn measure(folder: &Path, table: &mut Table) {
    let waiter =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
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
        engine
    };
    let (first, second) = (desk("first"), desk("second"));
    // Headquarters is away while the day's work is done.
    let address = hq.address();
    hq.stop().expect("a clean end");
    for n in 0..RECORDS {
        let customer = domain::Customer {
            name: format!("客户 {n:05}"),
            note: Some("三楼没有电梯，门铃坏了，上门前请先打电话联系。".to_owned()),
            ..domain::Customer::default()
        };
        waiter.block_on(first.save_customer(None, customer)).expect("room");
    }
    let floor = bare(&folder.join("floor.db"), RECORDS);
    let hq = hq::Headquarters::start(&folder.join("hq"), address).expect("its own port");
    let (up, sent) = time(|| waiter.block_on(first.exchange_now()));
    sent.expect("a network");
    let (down, fetched) = time(|| waiter.block_on(second.exchange_now()));
    fetched.expect("a network");
    assert_eq!(waiter.block_on(first.digests()).ok(), waiter.block_on(second.digests()).ok());

    let ratio = |time: std::time::Duration| Some(time.as_secs_f64() / floor.as_secs_f64());
    let against = "a bare SQLite write of the same rows";
    table.row(
        "10,000 operations up",
        format!("{} · {} MB at most", seconds(up), peak_mb()),
        against,
        ratio(up),
    );
    table.row("10,000 records down", seconds(down), against, ratio(down));
    hq.stop().expect("a clean end");
}

/// So many rows with the durability of the desk's own, 500 a commit.
pub fn bare(path: &Path, rows: usize) -> std::time::Duration {
    let db = Connection::open(path).expect("a database");
    db.pragma_update(None, "journal_mode", "wal").expect("a database");
    db.pragma_update(None, "synchronous", "full").expect("a database");
    db.execute_batch("create table row (id blob primary key, body text) without rowid")
        .expect("a database");
    let body = r#"{"name":"客户 00001","note":"三楼没有电梯，门铃坏了，上门前请先打电话联系。","level":"ordinary","organisation":false,"phones":[],"refused":[]}"#;
    let (took, ()) = time(|| {
        for batch in 0..rows.div_ceil(500) {
            db.execute_batch("begin").expect("a database");
            let mut insert = db.prepare_cached("insert into row values (?1, ?2)").expect("a table");
            for n in 0..500 {
                let id = uuid::Uuid::from_u128((batch * 500 + n) as u128);
                insert.execute((id, body)).expect("room");
            }
            db.execute_batch("commit").expect("room");
        }
    });
    took
}
