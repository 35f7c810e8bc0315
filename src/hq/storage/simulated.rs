//! The simulator's offices and bad network on a real database: what holds in memory must hold there, to the last trace.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rusqlite::Connection;
use sync::hq::{
    Conflict, Gap, HqTx, Idle, IncarnationHead, Kept, Note, Packet, Receipt, Record, Rights,
    Snapshot, StorageFailure, StreamHead, Tombstone,
};
use sync::model::MemoryDesk;
use sync::simulator::{Backend, Hq, Memory, run, run_on};
use sync::wire::Listed;
use sync::{DeviceId, Epoch, Incarnation, OpId, Operation, Row, RowHash, Sealed, StreamId};
use uuid::Uuid;

use super::grounds::Grounds;
use super::postgres::{Link, words};
use super::sql::{Db, values};
use super::{Session, open};

/// Where a world's headquarters is kept.
trait Ground {
    /// Runs `work` in a transaction.
    fn within<T>(&self, keep: bool, work: impl FnOnce(Session<'_>) -> T) -> T;

    /// A copy, as a backup makes it.
    fn copy(&self) -> Self;
}

/// In memory.
struct File(RefCell<Connection>);

/// On a server, in a schema of its own.
struct Server {
    ground: Grounds,
    link: RefCell<Link>,
}

/// Makes grounds.
struct Made<F>(F);

struct On<G>(G);

fn file(epoch: Epoch) -> File {
    let db = Connection::open_in_memory().expect("memory");
    db.pragma_update(None, "foreign_keys", true).expect("a pragma");
    open::MIGRATIONS.iter().for_each(|step| db.execute_batch(step).expect("the schema"));
    let file = File(RefCell::new(db));
    found(&file, epoch);

    file
}

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
        let mut db = self.0.borrow_mut();
        let transaction = db.transaction().expect("a transaction");
        let worked = work(Session::new(Db::Sqlite(&transaction)));
        if keep {
            transaction.commit().expect("a commit");
        }
        worked
    }

    fn copy(&self) -> Self {
        let mut copy = Connection::open_in_memory().expect("memory");
        let own = self.0.borrow();
        let backup = rusqlite::backup::Backup::new(&own, &mut copy).expect("a backup");
        assert_eq!(backup.step(-1).expect("a step"), rusqlite::backup::StepResult::Done);
        drop(backup);
        copy.pragma_update(None, "foreign_keys", true).expect("a pragma");

        Self(RefCell::new(copy))
    }
}

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

impl<G: Ground, F: Fn(Epoch) -> G> Backend for Made<F> {
    type Hq = On<G>;
    type Desk = MemoryDesk;

    fn headquarters(&self, epoch: Epoch) -> On<G> {
        On((self.0)(epoch))
    }

    fn desk(&self, device: DeviceId, inc: Incarnation) -> MemoryDesk {
        Memory::default().desk(device, inc)
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
        self.rows(stream).into_iter().map(|row| row.seq).collect()
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
        for row in self.0.feed(stream, after, usize::MAX)? {
            let record = self.0.record(stream, &row.kind, row.id)?;
            let size = 100 + record.map_or(0, |record| record.body.len()) * 40;
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

#[test]
fn the_same_seed_gives_the_same_trace_on_sqlite_as_in_memory() {
    for seed in 0..60 {
        let on_sqlite = run_on(seed, Made(file), false);

        assert!(on_sqlite.is_ok(), "{on_sqlite:?}");
        assert_eq!(on_sqlite, run(seed, None, false), "seed {seed}");
    }
}

#[test]
#[ignore = "needs a PostgreSQL server: tests/postgres.sh"]
fn the_same_seed_gives_the_same_trace_on_a_server_as_in_memory() {
    for seed in 0..40 {
        let on_server = run_on(seed, Made(server), false);

        assert!(on_server.is_ok(), "{on_server:?}");
        assert_eq!(on_server, run(seed, None, false), "seed {seed}");
    }
}
