//! Branches, and what headquarters counts for each.

use domain::OrderNumber;
use serde::Serialize;
use sync::Env;
use sync::hq::StorageFailure;

use super::Session;
use super::session::corrupt;
use super::sql::{Found, values};
use crate::Error;

/// The clock that places go by after a restore begins in November 2026, in milliseconds since 1970.
const BEGUN_MS: i64 = 1_793_491_200_000;
/// After a restore a branch's orders go on where they would be, had there been one in so many milliseconds since then:
/// above whatever was given out, were it after an earlier restore from the same backup. No branch gets so many.
const ORDER_EVERY_MS: i64 = 250;
/// Restores in one moment are kept apart by chance, by as much as the clock makes of ten minutes.
const ORDERS_BY_CHANCE: i64 = 2_400;
/// Where the clock is behind, or has hardly moved since an earlier restore, they go on so much further up at least, and
/// by up to as much again, as chance has it …
const SKIPPED_ORDERS: i64 = 10_000;
/// … and by one for each second that may be lost.
const LOST_ORDER_EVERY_MS: i64 = 1_000;
/// The clock counts where it leads clearly beyond all that.
const BY_CLOCK_BEYOND: i64 = 3 * SKIPPED_ORDERS;
/// No number is above this.
const MOST_BY_CLOCK: i64 = 4_000_000_000;
/// The letters of desks are too few to go by the clock alone: one for each three hours of it …
const DESK_EVERY_MS: i64 = 3 * 3_600_000;
/// … at least so much further up, and by up to so many more, as chance has it …
const SKIPPED_DESKS: i64 = 25;
const DESKS_BY_CHANCE: i64 = 500;
/// … as long as the clock leaves most of the letters to those who join.
const MOST_DESKS_BY_CLOCK: i64 = 12_000;
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

    /// Goes on far above what may have been given out since this state of the database was the present one: where the
    /// clock says, or by a margin and by chance. So do branches that are added later: they may have been there.
    pub(crate) fn skip_numbers(&self, env: &mut dyn Env) -> Result<(), Error> {
        let now_ms = env.now_ms();
        let last = "SELECT coalesce(max(at_ms), 0) FROM op_log";
        let last: i64 = self.db.one(last, values![], |row| row.get(0))?.unwrap_or(0);
        let lost_ms = now_ms.saturating_sub(last).clamp(0, MOST_LOST_MS);
        for branch in self.branches()? {
            let orders = orders_go_on_at(i64::from(branch.orders), (now_ms, lost_ms), env);
            let desks = desks_go_on_at(i64::from(branch.desks), now_ms, env);
            let sql = "UPDATE branch SET orders = ?2, desks = ?3 WHERE code = ?1";
            self.run(sql, values![branch.code, orders, desks])?;
        }
        let orders = orders_go_on_at(self.first(FIRST_ORDER)?, (now_ms, lost_ms), env);
        let desks = desks_go_on_at(self.first(FIRST_DESK)?, now_ms, env);
        for (name, first) in [(FIRST_ORDER, orders), (FIRST_DESK, desks)] {
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

/// Where orders go on of which there were so many, at this time, with so much of it lost.
fn orders_go_on_at(orders: i64, (now_ms, lost_ms): (i64, i64), env: &mut dyn Env) -> i64 {
    let by_clock = now_ms.saturating_sub(BEGUN_MS) / ORDER_EVERY_MS;
    let lost = lost_ms / LOST_ORDER_EVERY_MS;
    if by_clock > orders + lost + BY_CLOCK_BEYOND && by_clock < MOST_BY_CLOCK {
        return by_clock + below(ORDERS_BY_CHANCE, env);
    }

    orders + lost + SKIPPED_ORDERS + below(SKIPPED_ORDERS, env)
}

/// Where letters go on of which so many were given out, at this time.
fn desks_go_on_at(desks: i64, now_ms: i64, env: &mut dyn Env) -> i64 {
    let by_clock = now_ms.saturating_sub(BEGUN_MS) / DESK_EVERY_MS;
    let by_clock = if by_clock < MOST_DESKS_BY_CLOCK { by_clock } else { 0 };

    (desks + SKIPPED_DESKS).max(by_clock) + below(DESKS_BY_CHANCE, env)
}

/// A number below another, by chance.
fn below(most: i64, env: &mut dyn Env) -> i64 {
    let most = u128::from(most.unsigned_abs().max(1));

    i64::try_from(env.random() % most).unwrap_or(0)
}

fn branch(row: Found<'_>) -> Result<Branch, StorageFailure> {
    Ok(Branch { code: row.get(0)?, name: row.get(1)?, desks: row.get(2)?, orders: row.get(3)? })
}
