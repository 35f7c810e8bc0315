//! The simulator's offices and bad network on a real database: what holds in memory must hold there, to the last trace.
#![expect(clippy::expect_used, reason = "a world whose database fails is over")]

use std::cell::RefCell;
use std::collections::BTreeSet;

use rusqlite::Connection;
use sync::hq::{
    Conflict, Gap, HqTx, Idle, IncarnationHead, Kept, Note, Packet, Receipt, Record, Rights,
    Snapshot, StorageFailure, StreamHead, Tombstone,
};
use sync::simulator::{Backend, Desk, Hq};
use sync::wire::Listed;
use sync::{DeviceId, Epoch, Incarnation, OpId, Operation, Row, RowHash, Sealed, StreamId};
use uuid::Uuid;

#[cfg(feature = "postgres")]
use super::grounds::Grounds;
#[cfg(feature = "postgres")]
use super::postgres::{Link, words};
use super::sql::{Db, values};
use super::{Session, open};

/// Where a world's headquarters is kept.
pub trait Ground {
    /// Runs `work` in a transaction.
    fn within<T>(&self, keep: bool, work: impl FnOnce(Session<'_>) -> T) -> T;

    /// A copy, as a backup makes it.
    fn copy(&self) -> Self;
}

/// In memory; none once it was given back.
pub struct File(Option<RefCell<Connection>>);

/// On a server, in a schema of its own.
#[cfg(feature = "postgres")]
pub struct Server {
    ground: Grounds,
    link: RefCell<Link>,
}

type NewDesk<D> = fn(DeviceId, Incarnation, &StreamId) -> D;

/// Makes worlds on such a ground, with such desks.
pub struct Worlds<G, D> {
    headquarters: fn(Epoch) -> G,
    desk: NewDesk<D>,
}

/// Headquarters of a world.
pub struct On<G>(G);

/// Worlds in which headquarters is SQLite in memory.
pub fn on_sqlite<D: Desk>(desk: NewDesk<D>) -> Worlds<File, D> {
    Worlds { headquarters: file, desk }
}

/// Worlds in which it lies on the server that `BRANCHDESK_TEST_POSTGRES` names.
#[cfg(feature = "postgres")]
pub fn on_a_server<D: Desk>(desk: NewDesk<D>) -> Worlds<Server, D> {
    Worlds { headquarters: server, desk }
}

thread_local! {
    /// Databases that one world after another is written into: their statements stay prepared.
    static IDLE: RefCell<Vec<Connection>> = const { RefCell::new(Vec::new()) };
}

/// So many are kept for the next world.
const KEPT: usize = 4;

fn connection() -> Connection {
    IDLE.with_borrow_mut(Vec::pop).unwrap_or_else(|| {
        let db = Connection::open_in_memory().expect("memory");
        db.set_prepared_statement_cache_capacity(512);
        db.pragma_update(None, "synchronous", "off").expect("a pragma");
        open::MIGRATIONS.iter().for_each(|step| db.execute_batch(step).expect("the schema"));
        db.pragma_update(None, "foreign_keys", true).expect("a pragma");
        db
    })
}

fn file(epoch: Epoch) -> File {
    let file = File(Some(RefCell::new(connection())));
    found(&file, epoch);

    file
}

/// Leaves nothing in a database.
fn empty(db: &Connection) -> rusqlite::Result<()> {
    let tables: Vec<String> = db
        .prepare_cached("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    db.pragma_update(None, "foreign_keys", false)?;
    db.prepare_cached("BEGIN")?.execute([])?;
    for table in tables {
        let find = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if db.prepare_cached(&find)?.query_row([], |row| row.get(0))? {
            db.prepare_cached(&format!("DELETE FROM {table}"))?.execute([])?;
        }
    }
    db.prepare_cached("COMMIT")?.execute([])?;

    db.pragma_update(None, "foreign_keys", true)
}

impl Drop for File {
    fn drop(&mut self) {
        let Some(db) = self.0.take().map(RefCell::into_inner) else { return };
        let full = IDLE.with_borrow(|idle| idle.len() >= KEPT);
        if !full && empty(&db).is_ok() {
            IDLE.with_borrow_mut(|idle| idle.push(db));
        }
    }
}

#[cfg(feature = "postgres")]
fn server(epoch: Epoch) -> Server {
    let ground = Grounds::new();
    let link = RefCell::new(ground.link());
    link.borrow_mut().batch("SET synchronous_commit = off").expect("a setting");
    for step in open::MIGRATIONS {
        link.borrow_mut().batch(&words::schema(step)).expect("the schema");
    }
    let server = Server { ground, link };
    found(&server, epoch);

    server
}

fn found(ground: &impl Ground, epoch: Epoch) {
    ground.within(true, |session| {
        session.put_setting("epoch", epoch.0.as_bytes()).expect("an epoch");
        session.add_branch("SIM", "SIM", 0).expect("a branch");
    });
}

impl Ground for File {
    fn within<T>(&self, keep: bool, work: impl FnOnce(Session<'_>) -> T) -> T {
        let mut db = self.0.as_ref().expect("a database").borrow_mut();
        let transaction = db.transaction().expect("a transaction");
        let worked = work(Session::new(Db::Sqlite(&transaction)));
        if keep {
            transaction.commit().expect("a commit");
        }
        worked
    }

    fn copy(&self) -> Self {
        let mut copy = connection();
        let own = self.0.as_ref().expect("a database").borrow();
        let backup = rusqlite::backup::Backup::new(&own, &mut copy).expect("a backup");
        assert_eq!(backup.step(-1).expect("a step"), rusqlite::backup::StepResult::Done);
        drop(backup);

        Self(Some(RefCell::new(copy)))
    }
}

#[cfg(feature = "postgres")]
impl Ground for Server {
    fn within<T>(&self, keep: bool, work: impl FnOnce(Session<'_>) -> T) -> T {
        self.link.borrow_mut().begin(true).expect("a transaction");
        let worked = work(Session::new(Db::Postgres(&self.link)));
        self.link.borrow_mut().end(keep).expect("an end");
        worked
    }

    fn copy(&self) -> Self {
        let ground = Grounds::new();
        let link = RefCell::new(ground.link());
        let (own, other) = (self.ground.schema(), ground.schema());
        let mut sql = "SET synchronous_commit = off;".to_owned();
        open::MIGRATIONS.iter().for_each(|step| sql += &words::schema(step));
        for table in TABLES {
            sql += &format!("INSERT INTO {other}.{table} SELECT * FROM {own}.{table};");
        }
        for table in ["stream", "feed", "alarm", "salvage"] {
            sql += &format!(
                "SELECT setval(pg_get_serial_sequence('{other}.{table}', 'no'),
                               (SELECT coalesce(max(no), 0) + 1 FROM {other}.{table}), false);"
            );
        }
        link.borrow_mut().batch(&sql).expect("a copy");

        Self { ground, link }
    }
}

/// What a world writes to; those that others refer to come first.
#[cfg(feature = "postgres")]
const TABLES: [&str; 20] = [
    "setting",
    "stream",
    "branch",
    "device",
    "granted",
    "incarnation",
    "op_log",
    "alarm",
    "feed",
    "field_meta",
    "conflict",
    "phone",
    "belonging",
    "gap",
    "note",
    "salvage",
    "intake",
    "erased",
    "snapshot",
    "packet",
];

impl<G: Ground, D: Desk> Backend for Worlds<G, D> {
    type Hq = On<G>;
    type Desk = D;

    fn headquarters(&self, epoch: Epoch) -> On<G> {
        On((self.headquarters)(epoch))
    }

    fn desk(&self, device: DeviceId, inc: Incarnation, branch: &StreamId) -> D {
        (self.desk)(device, inc, branch)
    }
}

impl<G: Ground> Hq for On<G> {
    fn grant(&mut self, device: DeviceId, rights: Rights) {
        let role = super::session::word_of(rights.role);
        let (name, key) = (device.to_string(), device.0);
        let revoked = rights.revoked.then_some(1_i64);
        self.0.within(true, |session| {
            let sql = "INSERT INTO device
                    (id, branch, name, public_key, role, desk, enrolled_at, revoked_at)
                VALUES (?1, 'SIM', ?2, ?3, ?4, ?2, 0, ?5)
                ON CONFLICT (id) DO UPDATE SET
                    role = excluded.role, revoked_at = excluded.revoked_at";
            session.run(sql, values![key, name, key, role, revoked]).expect("a device");
            session.run("DELETE FROM granted WHERE device = ?1", values![key]).expect("no grants");
            for stream in &rights.read {
                let writes = rights.write.contains(stream);
                let sql = "INSERT INTO granted (device, stream, writes) VALUES (?1, ?2, ?3)";
                session.run(sql, values![key, stream.as_str(), writes]).expect("a grant");
            }
        });
    }

    fn transact(
        &mut self,
        commit: bool,
        work: &mut dyn FnMut(&mut dyn HqTx) -> Result<(), StorageFailure>,
    ) -> Result<(), StorageFailure> {
        self.0.within(commit, |session| work(&mut SamePages(session)))
    }

    fn rows(&self, stream: &StreamId) -> Vec<Row> {
        let all = |mut session: Session<'_>| session.feed(stream, 0, usize::MAX);
        let rows = self.0.within(false, all).expect("rows").into_iter();
        let mut rows: Vec<Row> = rows.map(|row| row.open().expect("fields")).collect();
        rows.sort_by(|a, b| (&a.kind, a.id).cmp(&(&b.kind, b.id)));
        rows
    }

    fn places(&self, stream: &StreamId) -> Vec<u64> {
        self.0.within(false, |session| {
            let sql =
                "SELECT feed.seq FROM feed JOIN stream ON stream.no = feed.stream WHERE name = ?1";
            let places = session.db.all(sql, values![stream.as_str()], |row| row.get::<i64>(0));
            places.expect("places").into_iter().map(i64::cast_unsigned).collect()
        })
    }

    fn receipt(&self, op_id: OpId) -> Option<Receipt> {
        self.0.within(false, |mut session| session.receipt(op_id)).expect("a look")
    }

    fn operations(&self) -> Vec<Operation> {
        let mut all = Vec::new();
        self.0.within(false, |session| session.each_receipt(|_, op| all.push(op))).expect("a log");
        all
    }

    fn receipts(&self) -> usize {
        let mut count = 0;
        self.0.within(false, |session| session.each_receipt(|_, _| count += 1)).expect("receipts");
        count
    }

    fn conflicts(&self) -> Vec<Conflict> {
        self.0.within(false, |session| session.conflicts()).expect("conflicts")
    }

    fn salvage(&self) -> Vec<Kept> {
        let kept = self.0.within(false, |session| session.salvage(0, u32::MAX));
        let mut kept: Vec<_> = kept.expect("what was handed back");
        kept.sort_by_key(|(no, kept)| (kept.stream.clone(), kept.row.seq, *no));
        kept.into_iter().map(|(_, kept)| kept).collect()
    }

    fn copy(&self) -> Self {
        Self(self.0.copy())
    }
}

/// Pages cut where the model in memory cuts them; all else is the session's.
struct SamePages<'a>(Session<'a>);

type Stored<T> = Result<T, StorageFailure>;

impl HqTx for SamePages<'_> {
    fn epoch(&mut self) -> Stored<Epoch> {
        self.0.epoch()
    }
    fn rights(&mut self, device: DeviceId) -> Stored<Option<Rights>> {
        self.0.rights(device)
    }
    fn incarnation(&mut self, inc: Incarnation) -> Stored<Option<IncarnationHead>> {
        self.0.incarnation(inc)
    }
    fn put_incarnation(&mut self, inc: Incarnation, head: &IncarnationHead) -> Stored<()> {
        self.0.put_incarnation(inc, head)
    }
    fn receipt(&mut self, op_id: OpId) -> Stored<Option<Receipt>> {
        self.0.receipt(op_id)
    }
    fn put_receipt(&mut self, receipt: &Receipt, op: &Operation) -> Stored<()> {
        self.0.put_receipt(receipt, op)
    }
    fn move_receipt(&mut self, op_id: OpId, inc: Incarnation, n: u64) -> Stored<()> {
        self.0.move_receipt(op_id, inc, n)
    }
    fn without_effect(&mut self, device: DeviceId) -> Stored<Idle> {
        self.0.without_effect(device)
    }
    fn stored_head(&mut self, stream: &StreamId) -> Stored<StreamHead> {
        self.0.stored_head(stream)
    }
    fn origin(&mut self) -> Stored<u64> {
        self.0.origin()
    }
    fn put_origin(&mut self, origin: u64) -> Stored<()> {
        self.0.put_origin(origin)
    }
    fn put_stream(&mut self, stream: &StreamId, head: &StreamHead) -> Stored<()> {
        self.0.put_stream(stream, head)
    }
    fn record(&mut self, stream: &StreamId, kind: &str, id: Uuid) -> Stored<Option<Record>> {
        self.0.record(stream, kind, id)
    }
    fn put_record(&mut self, stream: &StreamId, record: &Record, hash: RowHash) -> Stored<()> {
        self.0.put_record(stream, record, hash)
    }
    fn feed(&mut self, stream: &StreamId, after: u64, max_bytes: usize) -> Stored<Vec<Sealed>> {
        let mut page = Vec::new();
        let mut left = max_bytes;
        // No row of a world is so large that fewer than the model's would come.
        let most = if max_bytes < 100_000 { 50 * max_bytes.max(20_000) } else { usize::MAX };
        for row in self.0.feed(stream, after, most)? {
            let fields = match &row.body {
                Some(body) => body.fields().map(|body| body.len()),
                None => self.0.record(stream, &row.kind, row.id)?.map(|record| record.body.len()),
            };
            let size = 100 + fields.unwrap_or(0) * 40;
            if !page.is_empty() && size > left {
                break;
            }
            left = left.saturating_sub(size);
            page.push(row);
        }
        Ok(page)
    }
    fn put_conflict(&mut self, conflict: &Conflict) -> Stored<()> {
        self.0.put_conflict(conflict)
    }
    fn listed(
        &mut self,
        stream: &StreamId,
        bucket: Option<u8>,
        show: &mut dyn FnMut(Listed),
    ) -> Stored<()> {
        self.0.listed(stream, bucket, show)
    }
    fn streams(&mut self) -> Stored<Vec<StreamId>> {
        self.0.streams()
    }
    fn incarnations(&mut self) -> Stored<Vec<(Incarnation, IncarnationHead)>> {
        self.0.incarnations()
    }
    fn safe(&mut self, inc: Incarnation) -> Stored<u64> {
        self.0.safe(inc)
    }
    fn put_safe(&mut self, inc: Incarnation, n: u64) -> Stored<()> {
        self.0.put_safe(inc, n)
    }
    fn put_epoch(&mut self, epoch: Epoch) -> Stored<()> {
        self.0.put_epoch(epoch)
    }
    fn stored_gaps(&mut self, stream: &StreamId) -> Stored<Vec<Gap>> {
        self.0.stored_gaps(stream)
    }
    fn put_gap(&mut self, stream: &StreamId, gap: Gap) -> Stored<()> {
        self.0.put_gap(stream, gap)
    }
    fn noted(&mut self, device: DeviceId) -> Stored<Option<i64>> {
        self.0.noted(device)
    }
    fn put_note(&mut self, device: DeviceId, stream: &StreamId, note: Note) -> Stored<()> {
        self.0.put_note(device, stream, note)
    }
    fn notes(&mut self, stream: &StreamId) -> Stored<Vec<Note>> {
        self.0.notes(stream)
    }
    fn tombstones(&mut self, stream: &StreamId, upto: u64) -> Stored<Vec<Tombstone>> {
        self.0.tombstones(stream, upto)
    }
    fn forget(&mut self, stream: &StreamId, kind: &str, id: Uuid) -> Stored<()> {
        self.0.forget(stream, kind, id)
    }
    fn count(&mut self, stream: &StreamId, upto: u64) -> Stored<u64> {
        self.0.count(stream, upto)
    }
    fn snapshot(&mut self, stream: &StreamId) -> Stored<Snapshot> {
        self.0.snapshot(stream)
    }
    fn put_snapshot(&mut self, stream: &StreamId, snapshot: &Snapshot) -> Stored<()> {
        self.0.put_snapshot(stream, snapshot)
    }
    fn packet(&mut self, stream: &StreamId, after: u64) -> Stored<Option<Packet>> {
        self.0.packet(stream, after)
    }
    fn put_packet(&mut self, stream: &StreamId, packet: &Packet) -> Stored<()> {
        self.0.put_packet(stream, packet)
    }
    fn drop_packets(&mut self, stream: &StreamId) -> Stored<()> {
        self.0.drop_packets(stream)
    }
    fn packed_bytes(&mut self) -> Stored<u64> {
        self.0.packed_bytes()
    }
    fn put_salvage(&mut self, kept: &Kept) -> Stored<()> {
        self.0.put_salvage(kept)
    }
    fn has_erasures(&mut self, stream: &StreamId) -> Stored<bool> {
        self.0.has_erasures(stream)
    }
    fn is_erased(&mut self, stream: &StreamId, id: Uuid) -> Stored<bool> {
        self.0.is_erased(stream, id)
    }
    fn put_erased(&mut self, stream: &StreamId, id: Uuid) -> Stored<()> {
        self.0.put_erased(stream, id)
    }
    fn naming(&mut self, stream: &StreamId, ids: &BTreeSet<Uuid>) -> Stored<Vec<(String, Uuid)>> {
        self.0.naming(stream, ids)
    }
    fn empty_traces(&mut self, stream: &StreamId, ids: &BTreeSet<Uuid>) -> Stored<()> {
        self.0.empty_traces(stream, ids)
    }
    fn alarm(&mut self, device: DeviceId, op_id: OpId) -> Stored<()> {
        self.0.alarm(device, op_id)
    }
}

#[cfg(test)]
mod tests {
    use store::simulated::RealDesk;
    use sync::simulator::{Backend, run, run_on};

    use super::on_sqlite;

    fn live_through(seeds: std::ops::Range<u64>, on: impl Fn() -> Box<dyn Fn(u64) -> String>) {
        let lived = on();
        for seed in seeds {
            assert_eq!(lived(seed), format!("{:?}", run(seed, None, false)), "seed {seed}");
        }
    }

    fn each<B: Backend + 'static>(make: impl Fn() -> B + 'static) -> Box<dyn Fn(u64) -> String> {
        Box::new(move |seed| format!("{:?}", run_on(seed, make(), false)))
    }

    #[test]
    fn the_same_seed_gives_the_same_trace_on_desks_and_a_headquarters_of_sqlite_as_in_memory() {
        live_through(0..60, || each(|| on_sqlite(RealDesk::new)));
    }

    #[test]
    #[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
    #[cfg(feature = "postgres")]
    fn the_same_seed_gives_the_same_trace_on_a_server_as_in_memory() {
        live_through(0..40, || each(|| super::on_a_server(RealDesk::new)));
    }
}
