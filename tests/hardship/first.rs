//! Desks that are new fetch a large branch, as headquarters packed it, over a line that breaks.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Instant;

use engine::{Clock, Engine, Error, Progress, hq};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use sync::hq::{Headquarters as Rules, Role, Submission};
use sync::wire::{Pull, Request};
use sync::{Change, OpId, StreamId};
use uuid::Uuid;

use super::line::{Cut, Fault, Line, anywhere};
use super::office::Office;

/// Enough for some packets.
const HOUSEHOLDS: u128 = 6_000;
/// In one deed of headquarters.
const AT_ONCE: u128 = 2_000;

pub fn hold() {
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let (office, address) = Office::found(folder.path(), &["first"]);
    let headquarters = office.headquarters(anywhere());
    let line = Line::lay(address, headquarters.address());
    fill(headquarters.storage());
    // The first one fetches page after page, and so has them packed.
    office.exchange(&office.open("first", Clock::System));
    let ends = office.until("it is packed", || ends(&office).filter(|ends| ends.len() > 2));

    let mut desks = vec!["first".to_owned()];
    let mut failed = 0;
    for (n, fault) in faults().into_iter().enumerate() {
        let name = format!("new-{n}");
        let desk = office.open(&name, Clock::System);
        // Each of the packets has its turn.
        let after = if n % 3 == 0 { 0 } else { ends[n % 3 - 1] };
        line.plan(page_above(after), fault);
        // It belongs to the branch before it fetches anything.
        let joined = join(&office, &headquarters, (&desk, &name), address);
        assert!(line.has_happened(), "nobody asked for what lies above {after}");
        failed += usize::from(joined.is_err());
        // Half of the programs are closed then, and go on where they were.
        let desk = if n % 2 == 0 { desk } else { reopened(&office, desk, &name) };
        office.exchange(&desk);
        desks.push(name);
    }

    println!(
        "first: {} packets, {} new desks, {failed} of them had to ask again themselves, {:.1} s",
        ends.len(),
        desks.len() - 1,
        begun.elapsed().as_secs_f64(),
    );
    let desks: Vec<&str> = desks.iter().map(String::as_str).collect();
    office.reckon(headquarters, &desks, &BTreeSet::new());
}

fn faults() -> Vec<Fault> {
    let mut faults: Vec<Fault> = Cut::ALL.into_iter().map(Fault::Answer).collect();
    faults.extend([
        Fault::Request(Cut::AfterAll),
        Fault::Garbled("200 OK\r\ncontent-type: application/json\r\ncontent-encoding: zstd"),
        Fault::Garbled("200 OK\r\ncontent-type: application/json"),
        Fault::Garbled("200 OK\r\ncontent-encoding: zstd\r\ncontent-length: 60000"),
        Fault::Twice,
    ]);

    faults
}

/// The program is closed amid what it does, and opened again.
fn reopened(office: &Office, desk: Engine, name: &str) -> Engine {
    drop(desk);

    office.open(name, Clock::System)
}

fn join(
    office: &Office,
    headquarters: &hq::Headquarters,
    (desk, name): (&Engine, &str),
    address: SocketAddr,
) -> Result<(), Error> {
    let joining = office.joining(headquarters, (name, address));

    office.wait(desk.join(joining, Progress::new()))
}

/// How a call begins that asks for the page above this.
fn page_above(after: u64) -> &'static str {
    let stream = StreamId::branch("SH01").expect("a stream");
    let query = Request::Pull(Pull::above(stream, after, 0)).query().unwrap_or_default();
    let upto = query.find("max").expect("a limit");

    format!("/v1/pull?{}", &query[..upto]).leak()
}

/// Where each packet ends.
fn ends(office: &Office) -> Option<Vec<u64>> {
    let file = office.folder.join("hq").join("headquarters.sqlite");
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;

    let mut query = db.prepare("select upto from packet order by upto").ok()?;
    let ends = query.query_map([], |row| row.get::<_, i64>(0)).ok()?;
    let ends: Vec<i64> = ends.collect::<Result<_, _>>().ok()?;

    ends.into_iter().map(|end| u64::try_from(end).ok()).collect()
}

/// Headquarters has a branch's households from elsewhere.
fn fill(storage: &hq::Storage) {
    for first in (0..HOUSEHOLDS).step_by(AT_ONCE as usize) {
        let changes: Vec<Change> = (first..first + AT_ONCE).map(household).collect();
        let write = move |session: &mut hq::Session<'_>, moment: &mut hq::Moment| {
            let submission = Submission {
                op_id: OpId(Uuid::from_u128(1 << 100 | first)),
                stream: StreamId::branch("SH01").expect("a stream"),
                role: Role::Headquarters,
                actor: "headquarters".to_owned(),
                deed: "import".to_owned(),
                changes: changes.clone(),
            };
            Ok(Rules::default().submit(submission, session, moment)?)
        };
        storage.write(write).expect("a database");
    }
}

fn household(n: u128) -> Change {
    let note = format!("三楼没有电梯，门铃坏了，上门前请先打电话联系。{n}");
    let phone = format!("138{:08}", n * 7_919 % 100_000_000);
    let body = json!({
        "name": format!("客户 {n:05}"), "note": note, "level": "ordinary", "organisation": false,
        "phones": [{"number": phone}], "refused": [],
    });
    let body = body.as_object().cloned().unwrap_or_default();

    Change::Create { kind: "customer".to_owned(), id: Uuid::from_u128(1 << 90 | n), body }
}
