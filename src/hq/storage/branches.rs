//! Branches, and what headquarters counts for each.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::Session;
use crate::Error;

/// A branch that headquarters serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// Its code, part of its order numbers.
    pub code: String,
    /// Its name, as people say it.
    pub name: String,
    /// How many devices were ever enrolled.
    pub desks: u32,
    /// How many orders headquarters made for it.
    pub orders: u32,
}

impl Session<'_> {
    /// The branch with this code.
    pub fn branch(&self, code: &str) -> Result<Option<Branch>, Error> {
        let sql = "SELECT code, name, desks, orders FROM branch WHERE code = ?1";
        let mut query = self.db.prepare_cached(sql)?;

        Ok(query.query_row([code], branch).optional()?)
    }

    /// All branches by code.
    pub fn branches(&self) -> Result<Vec<Branch>, Error> {
        let sql = "SELECT code, name, desks, orders FROM branch ORDER BY code";
        let mut query = self.db.prepare_cached(sql)?;
        let all = query.query_map([], branch)?.collect::<Result<_, _>>()?;

        Ok(all)
    }

    pub(crate) fn add_branch(&self, code: &str, name: &str, at_ms: i64) -> Result<(), Error> {
        self.db
            .prepare_cached("INSERT INTO branch (code, name, made_at) VALUES (?1, ?2, ?3)")?
            .execute(params![code, name, at_ms])?;
        Ok(())
    }

    /// The index of the branch's next desk. Given out once.
    pub(crate) fn next_desk(&self, code: &str) -> Result<u32, Error> {
        let sql = "UPDATE branch SET desks = desks + 1 WHERE code = ?1 RETURNING desks - 1";

        Ok(self.db.prepare_cached(sql)?.query_row([code], |row| row.get(0))?)
    }

    /// The sequence of the branch's next order made here, from 1. Given out once.
    pub(crate) fn next_order(&self, code: &str) -> Result<u32, Error> {
        let sql = "UPDATE branch SET orders = orders + 1 WHERE code = ?1 RETURNING orders";

        Ok(self.db.prepare_cached(sql)?.query_row([code], |row| row.get(0))?)
    }
}

fn branch(row: &rusqlite::Row<'_>) -> Result<Branch, rusqlite::Error> {
    Ok(Branch { code: row.get(0)?, name: row.get(1)?, desks: row.get(2)?, orders: row.get(3)? })
}
