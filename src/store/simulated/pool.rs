//! Databases that one world after another is written into: emptied they are as new, and their statements stay prepared.

use std::cell::RefCell;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::{Error, Store};

thread_local! {
    static IDLE: RefCell<Vec<Store>> = const { RefCell::new(Vec::new()) };
}

/// So many are kept for the next world.
const KEPT: usize = 16;

/// An empty database.
pub(super) fn take() -> Result<Store, Error> {
    match IDLE.with_borrow_mut(Vec::pop) {
        Some(store) => Ok(store),
        None => {
            let store = Store::in_memory()?;
            store.db.pragma_update(None, "synchronous", "off")?;
            store.db.pragma_update(None, "wal_autocheckpoint", 0)?;
            store.db.set_prepared_statement_cache_capacity(512);
            Ok(store)
        }
    }
}

/// A copy of one.
pub(super) fn copy(store: &Store) -> Result<Store, Error> {
    let mut copy = take()?;
    let backup = Backup::new(&store.db, &mut copy.db)?;
    if backup.step(-1)? != StepResult::Done {
        return Err(Error::Busy);
    }
    drop(backup);

    Ok(copy)
}

/// Nobody needs it any more.
pub(super) fn put_back(store: Store) {
    let full = IDLE.with_borrow(|idle| idle.len() >= KEPT);
    if !full && empty(&store.db).is_ok() {
        IDLE.with_borrow_mut(|idle| idle.push(store));
    }
}

/// Leaves nothing but what every new database has: the settings that the schema brings along.
fn empty(db: &Connection) -> Result<(), rusqlite::Error> {
    let mut names = db.prepare_cached(
        "select name from sqlite_schema
         where type = 'table' and name not like 'sqlite\\_%' escape '\\'
             and name not like 'search\\_%' escape '\\' and name not in ('search', 'setting')",
    )?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    db.pragma_update(None, "foreign_keys", false)?;
    db.prepare_cached("begin")?.execute([])?;
    for name in names {
        let some = db
            .prepare_cached(&format!("select exists (select 1 from {name})"))?
            .query_row([], |row| row.get::<_, bool>(0))?;
        if some {
            db.prepare_cached(&format!("delete from {name}"))?.execute([])?;
        }
    }
    for sql in [
        "delete from search_row",
        "insert into search (search) values ('delete-all')",
        "insert into search_article (search_article) values ('delete-all')",
        "delete from setting where name = 'desk-role'",
        "delete from sqlite_sequence",
        "commit",
    ] {
        db.prepare_cached(sql)?.execute([])?;
    }
    db.pragma_update(None, "foreign_keys", true)
}
