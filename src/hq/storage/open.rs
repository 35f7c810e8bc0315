//! Opening the database file: is it ours, is it not newer than we are, and what must be added to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};
use sync::Epoch;

use super::Session;
use super::sql::Db;
use crate::surroundings::Moment;
use crate::{Error, catalog};

/// `BDHQ` in ASCII: SQLite files of this application.
const APPLICATION: i64 = 0x4244_4851;
/// Added, never edited.
pub const MIGRATIONS: [&str; 13] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
    include_str!("schema/9.sql"),
    include_str!("schema/10.sql"),
    include_str!("schema/11.sql"),
    include_str!("schema/12.sql"),
    include_str!("schema/13.sql"),
];
/// The first schema that finds orders by their numbers and by their customers, and counts those that are open.
const PLACED: i64 = 9;
/// The first schema that keeps the bytes of files.
const FILED: i64 = 7;
/// The database in its folder.
pub const FILE: &str = "headquarters.sqlite";
const BUSY: Duration = Duration::from_secs(15);
/// The newest schema.
pub const KNOWN: i64 = MIGRATIONS.len() as i64;

/// Makes sure that the file in `folder` is there and up to date.
pub fn prepare(folder: &Path, moment: &mut Moment) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder)
        .map_err(|error| Error::Folder { folder: folder.to_owned(), why: error.to_string() })?;
    let file = folder.join(FILE);
    let mut db = connect(&file).map_err(|error| foreign(error, &file))?;

    migrate(&mut db, &file, moment)?;
    Ok(file)
}

/// A connection with everything that a transaction relies on. Does not look into the file.
pub fn connect(file: &Path) -> Result<Connection, rusqlite::Error> {
    let db = Connection::open(file)?;
    db.busy_timeout(BUSY)?;
    // A plan does not depend on what is asked for: else many a statement is planned anew each time it is used.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "synchronous", "full")?;
    // What was there is overwritten in the pages that are written anyway: an erased name is not left between rows.
    db.query_row("PRAGMA secure_delete = FAST", [], |_| Ok(()))?;
    db.set_prepared_statement_cache_capacity(64);

    Ok(db)
}

/// Brings a database to the present schema, and founds an empty one.
pub fn migrate(db: &mut Connection, file: &Path, moment: &mut Moment) -> Result<(), Error> {
    let ours = |error| foreign(error, file);
    if version(db, file)? == KNOWN {
        return Ok(());
    }
    db.pragma_update(None, "journal_mode", "wal").map_err(ours)?;
    let transaction =
        db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(ours)?;
    // Another process may have been faster.
    let version = version(&transaction, file)?;
    for (migration, number) in MIGRATIONS.iter().zip(1_i64..).filter(|(_, n)| *n > version) {
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", number)?;
    }
    if version == 0 {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    begin(version, &mut Session::new(Db::Sqlite(&transaction)), moment)?;
    transaction.commit()?;

    Ok(())
}

/// What a database that had the schema `before` lacks yet: an empty one everything, an older one its new indexes.
pub fn begin(before: i64, session: &mut Session<'_>, moment: &mut Moment) -> Result<(), Error> {
    if before == 0 {
        return found(session, moment);
    }
    if before < PLACED {
        session.place_all_orders()?;
    }
    if before < FILED {
        session.name_all_files()?;
    }

    Ok(())
}

/// What every database of headquarters begins with.
fn found(session: &mut Session<'_>, moment: &mut Moment) -> Result<(), Error> {
    session.put_setting("epoch", Epoch::mint(moment).0.as_bytes())?;
    session.put_setting("token_key", &moment.bytes::<32>())?;

    catalog::found(session, moment)
}

/// Whether it has the present schema; an older one is no failure. One that is empty is none of ours.
pub fn is_present(db: &Connection, file: &Path) -> Result<bool, Error> {
    match version(db, file)? {
        0 => Err(Error::Foreign(file.to_owned())),
        found => Ok(found == KNOWN),
    }
}

/// The schema in the file; 0 if it is empty.
fn version(db: &Connection, file: &Path) -> Result<i64, Error> {
    let number = |pragma| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let ours = |error| foreign(error, file);
    let tables: i64 =
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(ours)?;
    let (application, found) =
        (number("application_id").map_err(ours)?, number("user_version").map_err(ours)?);

    match (application, tables) {
        (0, 0) => Ok(0),
        (APPLICATION, _) if found > KNOWN => Err(Error::Newer { found, known: KNOWN }),
        (APPLICATION, _) => Ok(found),
        _ => Err(Error::Foreign(file.to_owned())),
    }
}

/// What an error at a first look into a file means.
pub fn foreign(error: rusqlite::Error, file: &Path) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::Foreign(file.to_owned()),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            Error::Folder { folder: file.to_owned(), why: error.to_string() }
        }
        _ => error.into(),
    }
}

/// Whether a path leads to a database or to a file that SQLite keeps beside it.
pub fn belongs_to(path: &Path, database: &Path) -> bool {
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
