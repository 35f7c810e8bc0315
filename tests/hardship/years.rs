//! Clocks that are wrong by years, a database that is replaced by an older copy, headquarters of last night.

use std::collections::BTreeSet;
use std::fs;
use std::thread;
use std::time::Instant;

use domain::Moment;
use engine::{Clock, DATABASE, Progress, hq};
use rusqlite::Connection;

use super::office::{Office, call};

const DECADE_MS: i64 = 3_653 * 86_400_000;
const DESKS: [&str; 2] = ["first", "second"];

pub fn hold() {
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let (office, address) = Office::found(folder.path(), &DESKS);
    let mut done = BTreeSet::new();
    let mut n = 0;
    let now = Clock::System.now().0;
    let mut work = |desk: &str, clock: Clock, orders: usize| {
        let engine = office.open(desk, clock);
        for _ in 0..orders {
            n += 1;
            let received = office.wait(engine.receive_order(call(n))).expect("work goes on");
            done.insert(received.number.to_string());
        }
        engine
    };

    let headquarters = office.headquarters(address);
    for (desk, ms) in [("first", now + DECADE_MS), ("second", now - DECADE_MS), ("first", now)] {
        let engine = work(desk, Clock::by_hand(Moment(ms)), 5);
        let met = office.exchange(&engine);
        println!("years: {desk} at {ms} ms exchanged after {} failures", met.len());
    }

    // Headquarters' last night, and a desk's.
    let night = folder.path().join("night.backup");
    hq::backup::back_up(headquarters.storage(), &night).expect("a backup");
    let (database, kept) =
        (folder.path().join("second").join(DATABASE), folder.path().join("second-at-night.db"));
    office
        .wait(office.open("second", Clock::System).back_up(kept.clone(), Progress::new()))
        .expect("a backup");
    for desk in DESKS {
        let engine = work(desk, Clock::System, 7);
        office.exchange(&engine);
    }
    office.exchange(&office.open("first", Clock::System));
    headquarters.stop().expect("a clean end");
    hq::backup::restore(&folder.path().join("hq"), &night).expect("a headquarters of last night");

    // The second desk's database is swapped for its older copy; what it did since is at headquarters no more, and
    // must come from the first, which has pulled it.
    // The last who closes it for good takes its log along.
    while database.with_extension("db-wal").exists() {
        drop(Connection::open(&database).and_then(|db| db.execute_batch("select 1 from setting")));
        thread::yield_now();
    }
    fs::copy(&kept, &database).expect("room");
    let headquarters = office.headquarters(address);
    for desk in DESKS {
        let engine = work(desk, Clock::System, 3);
        office.exchange(&engine);
    }
    headquarters.stop().expect("a clean end");

    println!("years: {} orders called done, {:.1} s", done.len(), begun.elapsed().as_secs_f64());
    office.reckon(office.headquarters(address), &DESKS, &done);
}
