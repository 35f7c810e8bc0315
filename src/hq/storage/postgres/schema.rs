//! The schema on a server: brought to the present at the start, by one node at a time.

use std::cell::RefCell;

use sync::hq::StorageFailure;

use super::{Link, words};
use crate::Error;
use crate::storage::sql::{Db, values};
use crate::storage::{Session, open};
use crate::surroundings::Moment;

/// Taken by whoever looks after the schema, until its transaction ends: `BDHQ` in ASCII.
const LOCK: &str = "SELECT pg_advisory_xact_lock(1111771217)";

/// Brings a database to the present schema, and founds an empty one.
pub fn migrate(link: &RefCell<Link>, moment: &mut Moment) -> Result<(), Error> {
    link.borrow_mut().begin(true)?;
    let migrated = bring_up(link, moment);
    let ended = link.borrow_mut().end(migrated.is_ok());

    migrated.and(ended.map_err(Error::from))
}

/// Whether headquarters founded it.
pub fn is_ours(db: Db<'_>) -> Result<bool, StorageFailure> {
    let ours = "SELECT 1 FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_name = 'branchdesk_schema'";

    Ok(db.one(ours, values![], |_| Ok(()))?.is_some())
}

fn bring_up(link: &RefCell<Link>, moment: &mut Moment) -> Result<(), Error> {
    link.borrow_mut().batch(LOCK)?;
    let db = Db::Postgres(link);
    if !is_ours(db)? {
        let others =
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()";
        if db.one(others, values![], |row| row.get::<i64>(0))? != Some(0) {
            return Err(Error::ForeignServer);
        }
        link.borrow_mut().batch("CREATE TABLE branchdesk_schema (version BIGINT PRIMARY KEY)")?;
    }
    let version = "SELECT coalesce(max(version), 0) FROM branchdesk_schema";
    let found: i64 = db.one(version, values![], |row| row.get(0))?.unwrap_or(0);
    if found > open::KNOWN {
        return Err(Error::Newer { found, known: open::KNOWN });
    }
    for (migration, number) in open::MIGRATIONS.iter().zip(1_i64..).filter(|(_, n)| *n > found) {
        link.borrow_mut().batch(&words::schema(migration))?;
        db.run("INSERT INTO branchdesk_schema (version) VALUES (?1)", values![number])?;
    }

    open::begin(found, &mut Session::new(db), moment)
}
