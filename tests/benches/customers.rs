//! Bringing over a list of customers as CSV, against a bare insert of the same rows with the same indexes, and a workbook
//! of a tenth of them.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use engine::{
    Clock, Engine, Founding, ImportOrder, ImportProgress, ImportReport, List, Listing, Progress,
    Reading,
};
use locale::{Language, Locale};
use rusqlite::Connection;

use super::table::{Table, forget_peak, peak_mb, seconds, time};

pub fn measure(folder: &Path, rows: u32, table: &mut Table) {
    let path = folder.join("customers.csv");
    write(&path, rows).expect("room on the disk");
    let (floor, ()) = time(|| bare(folder, rows));
    let name = format!("import of {rows} customers from CSV");
    let against =
        "a bare insert of the same rows, an index of phones and one of three letters each";
    one(&folder.join("csv"), &path, rows, |took| {
        let ratio = took.as_secs_f64() / floor.as_secs_f64();
        let figure = format!("{} · {} MB at most", seconds(took), peak_mb());
        table.row(&name, figure, against, Some(ratio));
    });

    let rows = rows.min(100_000);
    let path = folder.join("customers.xlsx");
    let cells = |n| line(n).map(engine::Listed::from).to_vec();
    let listing = Listing {
        title: "customers".to_owned(),
        headers: HEAD.map(str::to_owned).to_vec(),
        rows: (0..rows).map(cells).collect(),
    };
    let waiter = waiter();
    let engine = Engine::in_memory(Clock::System).expect("memory");
    let saving = engine.save_listing(listing, path.clone(), Progress::new());
    let (took, saved) = time(|| waiter.block_on(saving));
    saved.expect("room on the disk");
    table.row(&format!("a list of {rows} lines as .xlsx"), seconds(took), "–", None);
    one(&folder.join("xlsx"), &path, rows, |took| {
        let figure = format!("{} · {} MB at most", seconds(took), peak_mb());
        let ratio = took.as_secs_f64() / 15.0;
        table.row(&format!("import of {rows} customers from .xlsx"), figure, "15 s", Some(ratio));
    });
}

/// Brings a file over into an office of its own, and then once more.
fn one(folder: &Path, path: &Path, rows: u32, told: impl FnOnce(std::time::Duration)) {
    let waiter = waiter();
    let engine = Engine::open(folder, Clock::System).expect("a folder");
    let office =
        domain::Office { code: "BENCH".into(), name: "Bench".into(), ..Default::default() };
    let founding = Founding { office, first: "A".into(), ..Founding::default() };
    waiter.block_on(engine.found_office(founding)).expect("an empty folder");
    let reading = Reading::default();
    let looked = engine.inspect_table(path, reading.clone(), None);
    let inspection = waiter.block_on(looked).expect("a table");
    assert_eq!(inspection.list(), List::Customers);
    let order = ImportOrder {
        path: path.to_owned(),
        reading,
        mapping: inspection.mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale: Locale::new(Language::English),
    };
    forget_peak();
    let run = || waiter.block_on(engine.import_table(order, Arc::new(ImportProgress::default())));
    let (took, report): (_, Result<ImportReport, _>) = time(run);
    assert_eq!(report.expect("no trouble").created, u64::from(rows));
    told(took);
}

fn waiter() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime")
}

const HEAD: [&str; 5] = ["客户编号", "姓名", "手机", "地址", "备注"];

/// A customer: no two have the same number, few the same name.
fn line(n: u32) -> [String; 5] {
    const FAMILIES: [char; 20] = [
        '王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周', '徐', '孙', '马', '朱', '胡',
        '郭', '何', '高', '林', '罗',
    ];
    const GIVEN: [char; 20] = [
        '伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛',
        '明', '超', '兰', '霞', '平',
    ];
    const ROADS: [&str; 8] =
        ["世纪大道", "锦绣路", "科苑路", "张杨路", "南京西路", "延安中路", "淮海路", "四川北路"];
    let at = |shift: u32, count: usize| (n / shift) as usize % count;
    let name = [FAMILIES[at(1, 20)], GIVEN[at(20, 20)], GIVEN[at(400, 20)]];

    [
        format!("C{n:07}"),
        name.iter().collect(),
        format!("13{:09}", u64::from(n) * 7_919 % 1_000_000_000),
        format!("上海市浦东新区{}{}号{}室", ROADS[at(3, 8)], n % 997, n % 1_201),
        if n.is_multiple_of(7) { "家里有狗，先打电话".to_owned() } else { String::new() },
    ]
}

fn write(path: &Path, rows: u32) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(file, "{}", HEAD.join(","))?;
    for n in 0..rows {
        writeln!(file, "{}", line(n).join(","))?;
    }
    file.flush()
}

fn bare(folder: &Path, rows: u32) {
    let mut db = Connection::open(folder.join("bare-customers.db")).expect("a database");
    db.pragma_update(None, "journal_mode", "wal").expect("a database");
    db.pragma_update(None, "synchronous", "full").expect("a database");
    db.execute_batch(
        "create table customer (id integer primary key, number text, name text, phone text, address text, note text);
         create index customer_phone on customer (phone);
         create virtual table found using fts5 (name, phone, address, content = '', tokenize = 'trigram');",
    )
    .expect("a database");
    for first in (0..rows).step_by(500) {
        let batch = db.transaction().expect("a database");
        {
            let mut insert = batch
                .prepare_cached("insert into customer values (?1, ?2, ?3, ?4, ?5, ?6)")
                .expect("a table");
            let mut index = batch
                .prepare_cached(
                    "insert into found (rowid, name, phone, address) values (?1, ?2, ?3, ?4)",
                )
                .expect("a table");
            for n in first..rows.min(first + 500) {
                let [number, name, phone, address, note] = line(n);
                insert.execute((n, &number, &name, &phone, &address, &note)).expect("room");
                index.execute((n, &name, &phone, &address)).expect("room");
            }
        }
        batch.commit().expect("room");
    }
}
