//! Desks that are new fetch a large branch, as headquarters packed it, over a line that breaks.

use std::collections::BTreeSet;
use std::time::Instant;

use engine::{Clock, Engine, Joining, Progress, hq};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use sync::hq::{Headquarters as Rules, Role, Submission};
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
    let packets = office.until("it is packed", || packets(&office).filter(|count| *count > 2));

    let mut desks = vec!["first".to_owned()];
    let mut failed = 0;
    for (n, fault) in faults().into_iter().enumerate() {
        let name = format!("new-{n}");
        let desk = join(&office, &headquarters, &name, address);
        // The first page, or one that comes when some are there already, over a program that was closed meanwhile.
        line.plan("/v1/pull", fault.clone());
        failed += usize::from(office.wait(desk.exchange_now()).is_err());
        let desk = if n % 2 == 0 { desk } else { reopened(&office, desk, &name) };
        line.plan("/v1/pull", fault);
        failed += office.exchange(&desk).len();
        desks.push(name);
    }

    println!(
        "first: {packets} packets, {} new desks, {failed} exchanges failed, {:.1} s",
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
    name: &str,
    address: std::net::SocketAddr,
) -> Engine {
    let desk = office.open(name, Clock::System);
    let code = hq::device::make_code(headquarters.storage(), "SH01").expect("a code").code;
    let (address, device_name) = (format!("http://{address}"), name.to_owned());
    let joining = Joining { address, code, device_name, unencrypted: false };
    office.wait(desk.join(joining, Progress::new())).expect("an open door");

    desk
}

fn packets(office: &Office) -> Option<i64> {
    let file = office.folder.join("hq").join("headquarters.sqlite");
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;

    db.query_row("select count(*) from packet", [], |row| row.get(0)).ok()
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
