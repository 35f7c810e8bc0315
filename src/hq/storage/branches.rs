//! Branches, and what headquarters counts for each.

use serde::Serialize;
use sync::hq::StorageFailure;

use super::Session;
use super::sql::{Found, values};
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

        Ok(self.db.one(sql, values![code], branch)?)
    }

    /// All branches by code.
    pub fn branches(&self) -> Result<Vec<Branch>, Error> {
        let sql = "SELECT code, name, desks, orders FROM branch ORDER BY code";

        Ok(self.db.all(sql, values![], branch)?)
    }

    pub(crate) fn add_branch(&self, code: &str, name: &str, at_ms: i64) -> Result<(), Error> {
        let sql = "INSERT INTO branch (code, name, made_at) VALUES (?1, ?2, ?3)";
        self.run(sql, values![code, name, at_ms])?;
        Ok(())
    }

    /// The index of the branch's next desk. Given out once.
    pub(crate) fn next_desk(&self, code: &str) -> Result<u32, Error> {
        let sql = "UPDATE branch SET desks = desks + 1 WHERE code = ?1 RETURNING desks - 1";

        self.next(sql, code)
    }

    /// The sequence of the branch's next order made here, from 1. Given out once.
    pub(crate) fn next_order(&self, code: &str) -> Result<u32, Error> {
        let sql = "UPDATE branch SET orders = orders + 1 WHERE code = ?1 RETURNING orders";

        self.next(sql, code)
    }

    fn next(&self, sql: &str, code: &str) -> Result<u32, Error> {
        let next = self.db.one(sql, values![code], |row| row.get(0))?;

        next.ok_or_else(|| Error::UnknownBranch(code.to_owned()))
    }
}

fn branch(row: Found<'_>) -> Result<Branch, StorageFailure> {
    Ok(Branch { code: row.get(0)?, name: row.get(1)?, desks: row.get(2)?, orders: row.get(3)? })
}
