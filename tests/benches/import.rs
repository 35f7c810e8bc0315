//! Bringing over a table of 20,000 repair jobs, against a bare insert of the same rows.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use engine::{Clock, Engine, Founding, ImportOrder, ImportProgress, Unfinished};
use locale::{Language, Locale};
use rusqlite::Connection;

use super::table::{Table, forget_peak, peak_mb, seconds, time};

const ROWS: u32 = 20_000;

pub fn measure(folder: &Path, table: &mut Table) {
    let path = folder.join("jobs.csv");
    std::fs::write(&path, jobs()).expect("room on the disk");
    let (floor, ()) = time(|| bare(folder, &path));
    let engine = Engine::open(&folder.join("import"), Clock::System).expect("a folder");
    let waiter = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let office =
        domain::Office { code: "BENCH".into(), name: "Bench".into(), ..Default::default() };
    let founding = Founding {
        office,
        first: "A".into(),
        technicians: Vec::new(),
        suggested_prices: true,
        ..Founding::default()
    };
    waiter.block_on(engine.found_office(founding)).expect("an empty folder");
    let run = || {
        let mut inspection = waiter
            .block_on(engine.inspect_table(&path, engine::Reading::default(), None))
            .expect("a table");
        Unfinished::Open.choose(&mut inspection.mapping);
        let order = ImportOrder {
            path: path.clone(),
            reading: engine::Reading::default(),
            mapping: inspection.mapping,
            rehearsal: false,
            refused: None,
            replace: false,
            locale: Locale::new(Language::English),
        };
        waiter.block_on(engine.import_table(order, Arc::new(ImportProgress::default())))
    };
    forget_peak();
    let (first, report) = time(run);
    let report = report.expect("no trouble");
    assert_eq!((report.created, report.errors), (u64::from(ROWS), 0));
    let (again, report) = time(run);
    assert_eq!(report.expect("no trouble").unchanged, u64::from(ROWS));

    let ratio = first.as_secs_f64() / floor.as_secs_f64();
    let rate = f64::from(ROWS) / first.as_secs_f64();
    let figure = format!("{} · {rate:.0} lines/s · {} MB at most", seconds(first), peak_mb());
    table.row(
        "import of 20,000 jobs: household, address, machine, order, event each",
        figure,
        "a bare insert of the same lines, one table, no index",
        Some(ratio),
    );
    table.row(
        "the same file again",
        seconds(again),
        "the first time",
        Some(again.as_secs_f64() / first.as_secs_f64()),
    );
}

fn jobs() -> String {
    let mut text = String::from(
        "id,group_identifier,product_category,brand,event_date,repair_status,problem\n",
    );
    for n in 0..ROWS {
        let (group, day) = (n % 189, n % 28 + 1);
        let status = ["Fixed", "Repairable", "End of life", "Unknown"][n as usize % 4];
        // A string takes whatever is written to it.
        let _ = writeln!(
            text,
            "job_{n},Town {group},Kettle,Brand {},2025-03-{day:02},{status},\"It stops after {n} seconds, then hums\"",
            n % 40
        );
    }
    text
}

fn bare(folder: &Path, path: &Path) {
    let db = Connection::open(folder.join("bare.db")).expect("a database");
    db.pragma_update(None, "journal_mode", "wal").expect("a database");
    db.pragma_update(None, "synchronous", "full").expect("a database");
    db.execute_batch("create table job (line text)").expect("a database");
    let text = std::fs::read_to_string(path).expect("the table");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    for batch in lines.chunks(250) {
        db.execute_batch("begin").expect("a database");
        let mut insert = db.prepare_cached("insert into job values (?1)").expect("a table");
        for line in batch {
            insert.execute([line]).expect("room");
        }
        db.execute_batch("commit").expect("room");
    }
}
