//! A database file that nobody is served from: a backup, or what is about to take the place of the present one.

use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::sql::Db;
use super::{Session, open};
use crate::Error;
use crate::surroundings::Moment;

/// Tables that follow from nothing else, their columns, and what of a row that is in both files is newer.
const TAKEN_OVER: [(&str, &str, &str); 9] = [
    (
        "branch",
        "code, name, desks, orders, made_at",
        // Letters and numbers that were given out are not given out again.
        "(code) DO UPDATE SET desks = max(desks, excluded.desks), orders = max(orders, excluded.orders)",
    ),
    (
        "device",
        "id, branch, name, public_key, role, desk, enrolled_at, revoked_at",
        "(id) DO UPDATE SET revoked_at = excluded.revoked_at, role = excluded.role",
    ),
    ("granted", "device, stream, writes", "DO NOTHING"),
    (
        "enrol_code",
        "hash, branch, role, made_at, expires_at, used_at, device",
        "(hash) DO UPDATE SET used_at = excluded.used_at, device = excluded.device",
    ),
    ("intake_key", "hash, name, made_at", "DO NOTHING"),
    ("intake", "source, idempotency, body_hash, at_ms, answer", "DO NOTHING"),
    (
        "unassigned",
        "id, at_ms, source, form, assigned_at, number",
        "(id) DO UPDATE SET assigned_at = excluded.assigned_at, number = excluded.number",
    ),
    ("operator", "name, password, read_only, made_at", "DO NOTHING"),
    ("journal", "no, at_ms, who, deed, subject", "DO NOTHING"),
];

/// What was taken away since does not come back with the backup: grants of devices that the other file knows, and who
/// may sign in.
const FORGOTTEN: [(&str, &str); 2] = [
    ("SELECT id FROM device", "DELETE FROM granted WHERE device = ?"),
    ("SELECT NULL", "DELETE FROM operator WHERE ? IS NULL"),
];

/// Such a file, open.
#[derive(Debug)]
pub struct Standby {
    db: Connection,
    is_present: bool,
}

impl Standby {
    /// Opens a file to look into it.
    pub fn open(file: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db =
            Connection::open_with_flags(file, flags).map_err(|error| open::foreign(error, file))?;
        let is_present = open::is_present(&db, file)?;

        Ok(Self { db, is_present })
    }

    /// Whether it has the present schema.
    pub fn is_present(&self) -> bool {
        self.is_present
    }

    /// Opens a copy of a backup to work on it, brought to the present schema.
    pub fn prepare(file: &Path, moment: &mut Moment) -> Result<Self, Error> {
        let mut db = open::connect(file).map_err(|error| open::foreign(error, file))?;
        open::migrate(&mut db, file, moment)?;

        Ok(Self { db, is_present: true })
    }

    /// Looks at one state of it.
    pub fn look<T>(
        &self,
        look: impl FnOnce(&mut Session<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        look(&mut Session::new(Db::Sqlite(&self.db)))
    }

    /// Does something to it, whole or not at all.
    pub fn work<T>(
        &self,
        work: impl FnOnce(&mut Session<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let worked = work(&mut Session::new(Db::Sqlite(&self.db)));
        self.db.execute_batch(if worked.is_ok() { "COMMIT" } else { "ROLLBACK" })?;

        worked
    }

    /// Copies the database in `folder` beside it, if there is one that can be read; one that cannot is moved.
    pub fn keep_present(&self, folder: &Path) -> Result<Option<PathBuf>, Error> {
        let file = folder.join(open::FILE);
        if !file.exists() {
            return Ok(None);
        }
        let kept = (1..)
            .map(|number: u32| folder.join(format!("before-restore-{number}.sqlite")))
            .find(|path| !path.exists())
            .unwrap_or_else(|| folder.join("before-restore.sqlite"));
        let copied = Self::open(&file).and_then(|present| present.look(|it| it.copy_to(&kept)));
        if copied.is_err() {
            // There is nothing to be copied any more: the file itself is kept.
            let _ = std::fs::remove_file(&kept);
            for end in ["", "-wal", "-shm"] {
                let (from, to) = (with_end(&file, end), with_end(&kept, end));
                if from.exists() {
                    std::fs::rename(&from, &to).map_err(|error| Error::file(&from, &error))?;
                }
            }
        }

        Ok(Some(kept))
    }

    /// Puts it in the place of the database in `folder`.
    pub fn take_the_place(self, folder: &Path) -> Result<(), Error> {
        let file = folder.join(open::FILE);
        let mut present = open::connect(&file)?;
        present.pragma_update(None, "journal_mode", "wal")?;
        let backup = Backup::new(&self.db, &mut present)?;

        match backup.step(-1)? {
            StepResult::Done => Ok(()),
            _ => Err(Error::Storage(sync::hq::StorageFailure("it is busy".to_owned()))),
        }
    }
}

impl Session<'_> {
    /// What SQLite finds wrong with the file. A server looks after its own.
    pub fn integrity(&self) -> Result<Vec<String>, Error> {
        let Ok(db) = self.db.file() else { return Ok(Vec::new()) };
        let mut query = db.prepare("PRAGMA integrity_check")?;
        let mut wrong: Vec<String> =
            query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        wrong.retain(|line| line != "ok");
        let mut query = db.prepare("PRAGMA foreign_key_check")?;
        let mut orphans = query.query([])?;
        while let Some(row) = orphans.next()? {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            wrong.push(format!("a row of {table} belongs to nothing in {parent}"));
        }

        Ok(wrong)
    }

    /// Writes a copy of this state of the database.
    pub(crate) fn copy_to(&self, file: &Path) -> Result<(), Error> {
        let mut copy = Connection::open(file)?;
        let backup = Backup::new(self.db.file()?, &mut copy)?;

        let step = backup.step(-1)?;
        drop(backup);
        if step != StepResult::Done {
            return Err(Error::Storage(sync::hq::StorageFailure("it is busy".to_owned())));
        }
        // In one file, for whoever carries it elsewhere.
        copy.pragma_update(None, "journal_mode", "delete")?;

        Ok(())
    }

    /// What another file of headquarters knows that no device brings back is known here too: branches, devices with
    /// their grants, codes that were used, who may hand orders in, what they were answered, which orders wait, who
    /// may sign in, and what people did.
    pub(crate) fn take_over(&self, other: &Standby) -> Result<(), Error> {
        let own = self.db.file()?;
        self.end_operator_sessions()?;
        for (which, forget) in FORGOTTEN {
            let mut query = other.db.prepare(which)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                own.execute(forget, [row.get::<_, rusqlite::types::Value>(0)?])?;
            }
        }
        for (table, columns, conflict) in TAKEN_OVER {
            let mut query = other.db.prepare(&format!("SELECT {columns} FROM {table}"))?;
            let count = columns.split(',').count();
            let marks = vec!["?"; count].join(", ");
            let sql =
                format!("INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT {conflict}");
            let mut insert = own.prepare(&sql)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let values: Vec<rusqlite::types::Value> =
                    (0..count).map(|column| row.get(column)).collect::<Result<_, _>>()?;
                insert.execute(rusqlite::params_from_iter(values))?;
            }
        }

        Ok(())
    }
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);

    name.into()
}
