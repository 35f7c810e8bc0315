//! Backups, and whether the database is what it should be.

use std::path::{Path, PathBuf};

use domain::Fields;
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use crate::carried::{pack, verify_packed};
use crate::record::fields_from;
use crate::{APPLICATION, Error, Packing, Session, Store, Watch};

/// The most findings of one sort.
const LISTED: u32 = 20;

/// Pages that are copied between two looks of whoever watches.
const PAGES: i32 = 32;

/// Records that are read between two looks.
const LOOK: i64 = 1_000;

/// What a check of the database found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// How many records there are.
    pub records: u64,
    /// What is wrong; nothing if all is well.
    pub findings: Vec<Finding>,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// SQLite's own check of the file.
    File(String),
    /// A part whose balance is not the sum of its moves.
    Unbalanced(Uuid),
    /// A record whose fields cannot be read.
    Unreadable(String, Uuid),
    /// A customer that the search does not know.
    NotSearchable(Uuid),
    /// A number that more than one order has.
    NumberTwice(String),
    /// A record that is kept but shown nowhere, because the lists cannot hold what it says.
    NotShown(String, Uuid),
    /// A file of an order, by its name and the order's number, that is not here and that nobody else is known to have.
    AttachmentMissing(String, String),
    /// A file of an order, by its name and the order's number, that is not what it was.
    AttachmentDamaged(String, String),
    /// Bytes among the files of orders that no order has, by where they lie.
    AttachmentStray(String),
}

impl Store {
    /// Writes a copy of everything to `path`, opens it and checks it before it counts. The copy appears
    /// under its name only when it is whole.
    ///
    /// Fails with [`Error::OntoItself`] if `path` names this very database or a file that belongs to it. Stopped, it
    /// leaves nothing behind. The files that it carries lie in the copy, so that it is one file.
    pub fn back_up(&mut self, path: &Path, packing: &Packing, watch: &Watch) -> Result<(), Error> {
        if self.db.path().is_some_and(|own| belongs_to(path, Path::new(own))) {
            return Err(Error::OntoItself);
        }
        let unfinished = path.with_extension("unfinished");
        if unfinished.exists() {
            std::fs::remove_file(&unfinished)?;
        }
        let copied = copy(&mut self.db, &unfinished, watch);
        let packed = copied.and_then(|()| pack(&unfinished, packing, watch));
        packed.and_then(|()| verify(&unfinished, watch)).inspect_err(|error| {
            if matches!(error, Error::Interrupted) {
                clear_away(&unfinished);
            }
        })?;
        std::fs::rename(&unfinished, path)?;

        Ok(())
    }

    /// Puts what was staged in the place of everything here, at once or not at all.
    pub fn take_over(&mut self, staged: &Staged, watch: &Watch) -> Result<(), Error> {
        use rusqlite::backup::{Backup, StepResult};

        let backup = Backup::new(&staged.store.db, &mut self.db)?;
        loop {
            // Dropped before the last page, it takes back those before.
            match backup.step(PAGES)? {
                StepResult::Done => return Ok(()),
                StepResult::More => {
                    let pages = backup.progress();
                    let done = pages.pagecount - pages.remaining;
                    watch.show(Some(done as f32 / pages.pagecount.max(1) as f32))?;
                }
                _ => return Err(Error::Busy),
            }
        }
    }

    /// Gives the room back that nothing takes any more.
    pub fn shrink(&mut self, watch: &Watch) -> Result<(), Error> {
        watch.over(&mut self.db, || None, |db| Ok(db.execute_batch("vacuum")?))
    }

    /// Checks the file, the balances, the records and the search index.
    pub fn check(&mut self, watch: &Watch) -> Result<Health, Error> {
        let mut findings = watch.over(
            &mut self.db,
            || None,
            |db| {
                let mut statement = db.prepare("pragma integrity_check(20)")?;
                let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
                let wrong = lines.filter(|line| line.as_ref().map_or(true, |line| line != "ok"));
                let findings: Result<Vec<_>, _> =
                    wrong.map(|line| line.map(Finding::File)).collect();

                Ok(findings?)
            },
        )?;
        let records = self.read(|session| {
            findings.extend(
                session.unbalanced_parts()?.into_iter().map(|part| Finding::Unbalanced(part.0)),
            );
            session.unreadable(&mut findings, watch)
        })?;

        Ok(Health { records, findings })
    }
}

/// Writes a copy of everything to a new file at `path`.
fn copy(db: &mut Connection, path: &Path, watch: &Watch) -> Result<(), Error> {
    let bytes: i64 = db.query_row(
        "select page_count * page_size from pragma_page_count, pragma_page_size",
        [],
        |row| row.get(0),
    )?;
    let written = path.to_owned();
    let share = move || {
        let there = std::fs::metadata(&written).map_or(0, |file| file.len());
        Some(there as f32 / bytes.max(1) as f32)
    };

    watch.over(db, share, |db| {
        db.execute("vacuum into ?1", [path.to_string_lossy()])?;
        Ok(())
    })
}

/// A copy of a backup, opened and brought to today's schema. The copy goes when this is dropped.
#[derive(Debug)]
pub struct Staged {
    store: Store,
    path: PathBuf,
}

impl Staged {
    /// Copies the backup at `from` to `path`.
    pub fn copy(from: &Path, path: PathBuf, watch: &Watch) -> Result<Self, Error> {
        let mut source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let opened = copy(&mut source, &path, watch).and_then(|()| Store::open(&path));

        opened.map(|store| Self { store, path: path.clone() }).inspect_err(|_| clear_away(&path))
    }

    /// Puts the copy under the name `path`, where nothing may lie: at once or not at all.
    pub fn settle(mut self, path: &Path) -> Result<(), Error> {
        self.close()?;
        std::fs::OpenOptions::new().append(true).open(&self.path)?.sync_all()?;

        Ok(std::fs::rename(&self.path, path)?)
    }

    /// The copy.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// The last connection that closes leaves one whole file.
    fn close(&mut self) -> Result<(), Error> {
        drop(std::mem::replace(&mut self.store, Store::in_memory()?));

        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // On some systems a file that is open cannot go.
        let _ = self.close();
        clear_away(&self.path);
    }
}

/// Whether a path leads to a database or to a file that SQLite keeps beside it.
fn belongs_to(path: &Path, database: &Path) -> bool {
    if database.as_os_str().is_empty() {
        return false;
    }
    let real = real(path);
    let files = ["", "-wal", "-shm", "-journal"].map(|end| {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    });

    real.is_some() && files.iter().any(|file| self::real(file) == real)
}

/// Where a path leads to, whether anything lies there or not.
fn real(path: &Path) -> Option<PathBuf> {
    let there = path.canonicalize().ok();
    there.or_else(|| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Some(folder.unwrap_or(Path::new(".")).canonicalize().ok()?.join(path.file_name()?))
    })
}

/// What is left behind does no harm.
fn clear_away(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let _ = std::fs::remove_file(name);
    }
}

impl Session<'_> {
    fn unreadable(&self, findings: &mut Vec<Finding>, watch: &Watch) -> Result<u64, Error> {
        let all: i64 = self.db.query_row("select count(*) from record", [], |row| row.get(0))?;
        let mut statement = self.db.prepare("select kind, id, coalesce(body, base) from record")?;
        let mut rows = statement.query([])?;
        let (mut records, mut seen) = (0, 0);
        while let Some(row) = rows.next()? {
            seen += 1;
            if seen % LOOK == 0 {
                watch.show(Some(seen as f32 / all.max(1) as f32))?;
            }
            let (kind, id, text): (String, Uuid, Option<String>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let fields: Result<Option<Fields>, _> =
                text.map_or(Ok(None), |text| fields_from(&kind, &text));
            match fields {
                Ok(Some(_)) => records += 1,
                Ok(None) => {}
                Err(_) => findings.push(Finding::Unreadable(kind, id)),
            }
        }
        // Whoever was erased has no word left to be found by.
        let mut lost = self.db.prepare(
            "select customer.id from customer
             join record on record.kind = 'customer' and record.id = customer.id
             where customer.id not in (select customer from search_row)
                 and customer.id not in (select id from same)
                 and coalesce(record.body, record.base) ->> '$.erased' is not 1
             limit 20",
        )?;
        for id in lost.query_map([], |row| row.get(0))? {
            findings.push(Finding::NotSearchable(id?));
        }
        findings.extend(self.numbers_given_twice(LISTED)?.into_iter().map(Finding::NumberTwice));
        let mut unshown = self.db.prepare("select kind, id from unshown limit ?1")?;
        for row in unshown.query_map([LISTED], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (kind, id) = row?;
            findings.push(Finding::NotShown(kind, id));
        }

        Ok(records)
    }
}

/// Whether the file at `path` is a whole database of ours that this program can read.
pub fn verify(path: &Path, watch: &Watch) -> Result<(), Error> {
    let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION {
        return Err(Error::NotOurs);
    }
    let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = crate::MIGRATIONS.len() as i64;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    let verdict: String = watch.over(
        &mut db,
        || None,
        |db| Ok(db.query_row("pragma integrity_check(1)", [], |row| row.get(0))?),
    )?;

    if verdict == "ok" { verify_packed(&db, watch) } else { Err(Error::Damaged(verdict)) }
}
