//! Connections that only look, each at one state of the database at a time.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::sql::Db;
use super::{Session, open};
use crate::Error;
use crate::surroundings::Moment;

/// Idle connections; more are opened when all are busy.
#[derive(Debug)]
pub struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// None are open yet.
    pub fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::default() }
    }

    /// The database.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Runs `look` on one state of the database.
    pub fn look<T>(
        &self,
        moment: &mut Moment,
        look: impl FnOnce(&mut Session<'_>, &mut Moment) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let idle = self.idle().pop();
        let mut db = idle.map_or_else(|| self.connect(), Ok)?;

        let looked = {
            let transaction = db.transaction()?;
            look(&mut Session::new(Db::Sqlite(&transaction)), moment)
        };
        let mut idle = self.idle();
        if idle.len() < super::LOOKS {
            idle.push(db);
        }
        looked
    }

    fn connect(&self) -> Result<Connection, Error> {
        let db = open::connect(&self.file)?;
        db.pragma_update(None, "query_only", true)?;

        Ok(db)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        // A vector of connections is never half changed.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
