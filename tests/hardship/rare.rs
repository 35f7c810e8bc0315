//! What a desk seldom asks, each of which goes wrong in every way: to be let in, to compare its copy with headquarters'
//! because a disk spoilt it, to hand back what a restored headquarters lost. And an answer that nobody waits for any more.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use engine::{Clock, DATABASE, Progress, hq};
use rusqlite::Connection;

use super::line::{Fault, Line, anywhere};
use super::network::{faults, until_it_happened};
use super::office::{Office, call};

const ENROL: &str = "/v1/enrol";
const SALVAGE: &str = "/v1/salvage";
/// By what copies are compared.
const COMPARING: [&str; 2] = ["/v1/digest", "/v1/ids"];

/// A desk waits a minute for an answer.
const TOO_LONG: Duration = Duration::from_secs(63);

pub fn hold() {
    let folder = tempfile::tempdir().expect("a folder");
    newcomers(&folder.path().join("newcomers"));
    spoilt(&folder.path().join("spoilt"));
    restored(&folder.path().join("restored"));
}

/// Each newcomer's call at the door goes wrong. The code lets it in all the same, and lets in no second one.
fn newcomers(folder: &Path) {
    let begun = Instant::now();
    let (office, address) = Office::found(folder, &["first"]);
    let headquarters = office.headquarters(anywhere());
    let line = Line::lay(address, headquarters.address());
    let mut desks = vec!["first".to_owned()];
    let mut failed = 0;
    for (n, fault) in faults().into_iter().enumerate() {
        let name = format!("new-{n}");
        let desk = office.open(&name, Clock::System);
        line.plan(ENROL, fault.clone());
        let joining = office.joining(&headquarters, (&name, address));
        while let Err(error) = office.wait(desk.join(joining.clone(), Progress::new())) {
            failed += 1;
            assert!(failed <= desks.len() * 2, "{fault:?}: {error:?}");
        }
        assert!(line.has_happened(), "nobody asked to be let in");
        desks.push(name);
    }
    let devices = hq::device::list(headquarters.storage()).expect("a database");
    let letters: BTreeSet<&str> = devices.iter().map(|it| it.desk.as_str()).collect();
    assert_eq!((devices.len(), letters.len()), (desks.len(), desks.len()), "one desk, one place");

    println!(
        "rare: {} newcomers, {failed} calls at the door repeated, {:.1} s",
        desks.len() - 1,
        begun.elapsed().as_secs_f64(),
    );
    let desks: Vec<&str> = desks.iter().map(String::as_str).collect();
    office.reckon(headquarters, &desks, &BTreeSet::new());
}

/// The disk spoils what a desk has pulled, and what it then asks to find out where goes wrong.
fn spoilt(folder: &Path) {
    let begun = Instant::now();
    let (office, address) = Office::found(folder, &["first", "second"]);
    let headquarters = office.headquarters(anywhere());
    let line = Line::lay(address, headquarters.address());
    let mut done = BTreeSet::new();
    let desk = office.open("first", Clock::System);
    for n in 0..5 {
        let received = office.wait(desk.receive_order(call(n))).expect("work goes on");
        done.insert(received.number.to_string());
    }
    office.exchange(&desk);
    drop(desk);

    let (mut tried, mut failed) = (0, 0);
    for target in COMPARING {
        for fault in faults() {
            let spoilt = spoil(&folder.join("first").join(DATABASE));
            assert!(spoilt > 0, "there is nothing to spoil");
            line.plan(target, fault.clone());
            let desk = office.open("first", Clock::System);
            failed += until_it_happened(&office, &desk, &line, (target, &fault));
            office.exchange(&desk);
            let health = office.wait(desk.check(Progress::new())).expect("a desk");
            assert_eq!(health.findings, [], "{target} {fault:?}");
            tried += 1;
        }
    }

    println!(
        "rare: {tried} comparisons of a spoilt copy, {failed} exchanges failed, {:.1} s",
        begun.elapsed().as_secs_f64(),
    );
    office.reckon(headquarters, &["first", "second"], &done);
}

/// Makes of every customer's name another, behind the back of whoever sums up. How many there are.
fn spoil(database: &Path) -> usize {
    let db = Connection::open(database).expect("a desk");
    db.busy_timeout(Duration::from_secs(5)).expect("a desk");
    let rows = db.execute(
        "update record set base = json_set(base, '$.name', 'what the disk says')
         where kind = 'customer' and base is not null and base <> 'null'",
        [],
    );
    db.execute("update cursor set digest = zeroblob(16)", []).expect("a desk");

    rows.expect("a desk")
}

/// Headquarters goes back to a night before everything, and hears of it from a desk that only read it.
fn restored(folder: &Path) {
    let begun = Instant::now();
    let (office, address) = Office::found(folder, &["first", "second"]);
    let headquarters = office.headquarters(anywhere());
    let far = headquarters.address();
    let line = Line::lay(address, far);
    let night = folder.join("night.backup");
    hq::backup::back_up(headquarters.storage(), &night).expect("a backup");
    let mut headquarters = Some(headquarters);
    let mut done = BTreeSet::new();
    let mut failed = 0;

    let faults = faults();
    for (n, fault) in faults.iter().enumerate() {
        let desk = office.open("first", Clock::System);
        let received = office.wait(desk.receive_order(call(n))).expect("work goes on");
        done.insert(received.number.to_string());
        office.exchange(&desk);
        drop(desk);
        office.exchange(&office.open("second", Clock::System));

        if let Some(headquarters) = headquarters.take() {
            headquarters.stop().expect("a clean end");
        }
        hq::backup::restore(&folder.join("hq"), &night).expect("a headquarters of that night");
        headquarters = Some(office.headquarters(far));
        line.plan(SALVAGE, fault.clone());
        let desk = office.open("second", Clock::System);
        failed += until_it_happened(&office, &desk, &line, (SALVAGE, fault));
        office.exchange(&desk);
        assert_eq!(orders(headquarters.as_ref()), done.len(), "{fault:?}");
    }

    println!(
        "rare: headquarters restored {} times, {failed} exchanges failed, {:.1} s",
        faults.len(),
        begun.elapsed().as_secs_f64(),
    );
    let headquarters = headquarters.expect("it was begun again");
    office.reckon(headquarters, &["first", "second"], &done);
}

fn orders(headquarters: Option<&hq::Headquarters>) -> usize {
    let storage = headquarters.expect("it is there").storage();

    hq::check(storage).expect("a database").orders
}

/// Headquarters did what it was asked, and says so when the desk has given up: it asks again, and it is done once.
/// Most of the time somebody waits.
pub fn overdue() {
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let (office, address) = Office::found(folder.path(), &["first", "second"]);
    let headquarters = office.headquarters(anywhere());
    let line = Line::lay(address, headquarters.address());
    line.plan("/v1/push", Fault::Late(TOO_LONG));
    let desk = office.open("first", Clock::System);
    let received = office.wait(desk.receive_order(call(0))).expect("work goes on");
    office.exchange(&desk);
    assert!(line.has_happened() && begun.elapsed() > Duration::from_secs(59), "nobody waited");
    let pushed = line.heard("/v1/push");
    assert!(pushed > 1, "it was not sent again");

    println!(
        "rare: an answer after {TOO_LONG:?}, pushed {pushed} times, {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    let done = BTreeSet::from([received.number.to_string()]);
    office.reckon(headquarters, &["first", "second"], &done);
}
