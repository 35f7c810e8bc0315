//! Branches, and what headquarters counts for each.

use domain::OrderNumber;
use serde::Serialize;
use sync::Env;
use sync::hq::StorageFailure;

use super::Session;
use super::session::corrupt;
use super::sql::{Found, values};
use crate::Error;

/// After a restore a branch's orders go on so much further up at least, and by up to as much again, as chance has it, so
/// that two restores from one backup do not go on at the same place whatever the clock says …
const SKIPPED_ORDERS: i64 = 10_000;
/// … and by one for so many milliseconds that may be lost: no branch gets more from headquarters for long.
const ORDER_EVERY_MS: i64 = 1_000;
/// The letters of its desks go on so much further up at least, and by one for each hour …
const SKIPPED_DESKS: i64 = 25;
/// … but by no more than this for that, and by up to as much again, as chance has it.
const SKIPPED_DESKS_MOST: i64 = 500;
/// Where the numbers of branches begin that are added after a restore: they may have been there before.
const FIRST_ORDER: &str = "first_order";
const FIRST_DESK: &str = "first_desk";
/// Nobody goes back further than a year.
const MOST_LOST_MS: i64 = 366 * 86_400_000;
/// A number so far above those that were given out was not given out here.
const MOST_ORDERS: i64 = 1_000_000;
/// Letters so far on were not either.
const MOST_DESKS: i64 = 1_000;

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
        let (orders, desks) = (self.first(FIRST_ORDER)?, self.first(FIRST_DESK)?);
        let sql =
            "INSERT INTO branch (code, name, made_at, orders, desks) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, values![code, name, at_ms, orders, desks])?;
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

    /// A number of the branch is in use: it and those below it are not given out any more.
    pub(super) fn heed(&self, number: &OrderNumber) -> Result<(), StorageFailure> {
        let (sql, given, most) = if number.desk() == OrderNumber::HEADQUARTERS {
            let sql = "UPDATE branch SET orders = ?2
                       WHERE code = ?1 AND orders < ?2 AND orders + ?3 >= ?2";
            (sql, number.sequence(), MOST_ORDERS)
        } else {
            let sql = "UPDATE branch SET desks = ?2
                       WHERE code = ?1 AND desks < ?2 AND desks + ?3 >= ?2";
            let Some(index) = OrderNumber::desk_index(number.desk()) else { return Ok(()) };
            (sql, index + 1, MOST_DESKS)
        };

        self.run(sql, values![number.office(), given, most])
    }

    /// Goes on far above what may have been given out since this state of the database was the present one: by a
    /// margin, and more the older it is. So do branches that are added later: they may have been there.
    pub(crate) fn skip_numbers(&self, env: &mut dyn Env) -> Result<(), Error> {
        let now_ms = env.now_ms();
        let last = "SELECT coalesce(max(at_ms), 0) FROM op_log";
        let last: i64 = self.db.one(last, values![], |row| row.get(0))?.unwrap_or(0);
        let age_ms = now_ms.saturating_sub(last).clamp(0, MOST_LOST_MS);
        let orders = SKIPPED_ORDERS + age_ms / ORDER_EVERY_MS + below(SKIPPED_ORDERS, env);
        let desks = SKIPPED_DESKS
            + (age_ms / 3_600_000).min(SKIPPED_DESKS_MOST)
            + below(SKIPPED_DESKS_MOST, env);
        let sql = "UPDATE branch SET orders = orders + ?1, desks = desks + ?2";
        self.run(sql, values![orders, desks])?;
        for (name, skipped) in [(FIRST_ORDER, orders), (FIRST_DESK, desks)] {
            let first = self.first(name)? + skipped;
            self.put_setting(name, &first.to_be_bytes())?;
        }

        Ok(())
    }

    /// What a branch that is added now begins to count from; 0 unless this database was restored.
    fn first(&self, name: &str) -> Result<i64, Error> {
        let Some(value) = self.setting(name)? else { return Ok(0) };
        let bytes = value.try_into();

        bytes.map(i64::from_be_bytes).map_err(|_| corrupt("where a branch begins to count").into())
    }

    fn next(&self, sql: &str, code: &str) -> Result<u32, Error> {
        let next = self.db.one(sql, values![code], |row| row.get(0))?;

        next.ok_or_else(|| Error::UnknownBranch(code.to_owned()))
    }
}

/// A number below another, by chance.
fn below(most: i64, env: &mut dyn Env) -> i64 {
    let most = u128::from(most.unsigned_abs().max(1));

    i64::try_from(env.random() % most).unwrap_or(0)
}

fn branch(row: Found<'_>) -> Result<Branch, StorageFailure> {
    Ok(Branch { code: row.get(0)?, name: row.get(1)?, desks: row.get(2)?, orders: row.get(3)? })
}
