//! Figures for whoever looks after headquarters.

use sync::StreamId;

use super::{Session, unsigned};
use crate::Error;
use crate::journal::Noted;
use crate::overview::{HOUR_MS, LastBackup, Waits};
use crate::storage::sql::values;

impl Session<'_> {
    /// What waits for a person. What was handed back is counted whole.
    pub(crate) fn waits(&self) -> Result<Waits, Error> {
        let count = |sql: &str| -> Result<u64, Error> {
            Ok(self.db.one(sql, values![], |row| row.get(0))?.map_or(0, unsigned))
        };

        Ok(Waits {
            orders: count("SELECT count(*) FROM unassigned WHERE assigned_at IS NULL")?,
            wished: count("SELECT count(*) FROM order_place WHERE asked = 1")?,
            disputed: count("SELECT count(*) FROM order_place WHERE disputed = 1")?,
            late: self.count_late()?,
            salvage: count("SELECT count(*) FROM salvage WHERE decided_at IS NULL")?,
            refused: 0,
            alarmed: self.count_repeated()?,
        })
    }

    /// How many orders of a branch are not over.
    pub(crate) fn open_orders(&self, branch: &str) -> Result<u64, Error> {
        let Ok(stream) = StreamId::branch(branch) else { return Ok(0) };
        let sql = "SELECT count(*) FROM order_place
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND open = 1";

        Ok(self.db.one(sql, values![stream.as_str()], |row| row.get(0))?.map_or(0, unsigned))
    }

    /// How many operations arrived since then, by the hour since 1970.
    pub(crate) fn arrivals(&self, since: i64) -> Result<Vec<(i64, u64)>, Error> {
        let sql = format!(
            "SELECT at_ms / {HOUR_MS}, count(*) FROM op_log WHERE at_ms >= ?1
             GROUP BY at_ms / {HOUR_MS}"
        );
        let count = |row: crate::storage::sql::Found<'_>| Ok((row.get(0)?, unsigned(row.get(1)?)));

        Ok(self.db.all(&sql, values![since], count)?)
    }

    /// The last backup that was found sound.
    pub(crate) fn last_backup(&self) -> Result<Option<LastBackup>, Error> {
        let sql = "SELECT at_ms, subject FROM journal WHERE deed = ?1 ORDER BY no DESC LIMIT 1";
        let found = self.db.one(sql, values![Noted::BackupMade.code()], |row| {
            let subject: String = row.get(1)?;
            Ok(LastBackup { at_ms: row.get(0)?, operations: subject.parse().unwrap_or(0) })
        })?;

        Ok(found)
    }
}
