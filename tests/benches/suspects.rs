//! Suspected duplicates over the whole base: `--bench suspects 1000000`, or 100,000 households.
//!
//! Every hundredth household was written down a second time under another name, with the same number.

use std::path::Path;

use domain::{Customer, CustomerPhone, Phone, Record as _, fields_of};
use engine::{Clock, Engine, Progress};
use sync::client::Page;
use sync::{Row, RowHash, StreamId};
use uuid::Uuid;

use super::households::{fill, household, office};
use super::table::{Table, seconds, time};

/// One of so many was written down twice.
const TWICE: u32 = 100;
/// What a million may take, in seconds.
const LIMIT: f64 = 60.0;

pub fn measure(folder: &Path, count: u32, table: &mut Table) {
    let own = folder.join(format!("suspects-{count}"));
    std::fs::create_dir_all(&own).expect("a folder");
    let mut store = office(&own.join(engine::DATABASE));
    let mut seq = 0;
    fill(&mut store, 0..count, &mut seq);
    again(&mut store, count, &mut seq);
    drop(store);

    let engine = Engine::open_beside(&own, Clock::System).expect("a database");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let (took, found) = time(|| runtime.block_on(engine.suspects(Progress::new())));
    let found = found.expect("an answer");
    let share = f64::from(count) / 1e6;
    table.row(
        &format!("{} suspected pairs among {} customers", found.total, found.files),
        seconds(took),
        "a minute for a million",
        Some(took.as_secs_f64() / (LIMIT * share)),
    );
}

/// Some are written down twice.
fn again(store: &mut store::Store, count: u32, seq: &mut u64) {
    let twice: Vec<u32> = (0..count).step_by(TWICE as usize).collect();
    for some in twice.chunks(1_000) {
        let rows = some.iter().map(|n| {
            let known = household(*n);
            let number = Phone::parse(&known.phone).expect("a number");
            let person = Customer {
                name: format!("{}家", known.name),
                phones: vec![CustomerPhone::new(number)],
                ..Customer::default()
            };
            *seq += 1;
            let (kind, id) = (Customer::KIND, Uuid::from_u64_pair(9 << 32 | u64::from(*n), 1));
            let body = fields_of(&person);
            let hash = RowHash::of(kind, id, *seq, Some(&body));
            let (kind, body) = (kind.to_owned(), Some(body));
            Row { kind, id, rev: *seq, seq: *seq, hash, body }
        });
        let rows = rows.map(sync::Sealed::from).collect();
        let stream = StreamId::branch("SH01").expect("a code");
        let page = Page { stream, rows, cursor: *seq, floor: 0, at_head: true };
        store.transact(|session| session.apply_page(page)).expect("room on the disk");
    }
}
