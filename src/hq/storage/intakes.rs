//! Who may hand orders in, what they were answered, and which orders wait for a branch.

use serde::Serialize;
use sync::DeviceId;
use sync::hq::StorageFailure;
use uuid::Uuid;

use super::Session;
use super::sql::{Found, values};
use crate::Error;

/// What was answered to an intake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answered {
    /// Of what was asked.
    pub(crate) body_hash: [u8; 32],
    /// What came of it, as JSON.
    pub(crate) answer: String,
}

/// An order that no area covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unassigned {
    /// What to call it when assigning it.
    pub id: Uuid,
    /// When it came in, in milliseconds since 1970.
    pub at_ms: i64,
    /// Who handed it in.
    pub source: String,
    /// The order, as JSON.
    pub form: String,
}

impl Session<'_> {
    pub(crate) fn add_intake_key(
        &self,
        hash: [u8; 32],
        name: &str,
        at_ms: i64,
    ) -> Result<bool, Error> {
        let sql = "INSERT INTO intake_key (hash, name, made_at) VALUES (?1, ?2, ?3)
                   ON CONFLICT (name) DO NOTHING";

        Ok(self.db.run(sql, values![hash, name, at_ms])? > 0)
    }

    /// Whose key this is.
    pub(crate) fn intake_key(&self, hash: [u8; 32]) -> Result<Option<String>, Error> {
        let sql = "SELECT name FROM intake_key WHERE hash = ?1";

        Ok(self.db.one(sql, values![hash], |row| row.get(0))?)
    }

    pub(crate) fn answered(
        &self,
        source: &str,
        idempotency: &str,
    ) -> Result<Option<Answered>, Error> {
        let sql = "SELECT body_hash, answer FROM intake
                   WHERE source = ?1 AND idempotency = ?2";
        let found = self.db.one(sql, values![source, idempotency], |row| {
            Ok(Answered { body_hash: row.get(0)?, answer: row.get(1)? })
        })?;

        Ok(found)
    }

    pub(crate) fn remember_answer(
        &self,
        (source, idempotency): (&str, &str),
        answered: &Answered,
        at_ms: i64,
    ) -> Result<(), Error> {
        let Answered { body_hash, answer } = answered;
        let sql = "INSERT INTO intake (source, idempotency, body_hash, at_ms, answer)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, values![source, idempotency, *body_hash, at_ms, *answer])?;
        Ok(())
    }

    pub(crate) fn add_unassigned(&self, order: &Unassigned) -> Result<(), Error> {
        let sql = "INSERT INTO unassigned (id, at_ms, source, form) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO NOTHING";
        self.run(sql, values![order.id, order.at_ms, order.source, order.form])?;
        Ok(())
    }

    /// Whether an order of this name was given to a branch already.
    pub(crate) fn is_assigned(&self, id: Uuid) -> Result<bool, Error> {
        let sql = "SELECT assigned_at IS NOT NULL FROM unassigned WHERE id = ?1";

        Ok(self.db.one(sql, values![id], |row| row.get(0))?.unwrap_or(false))
    }

    /// The orders that wait for a branch, oldest first; at most `limit`.
    pub fn unassigned(&self, limit: u32) -> Result<Vec<Unassigned>, Error> {
        let sql = "SELECT id, at_ms, source, form FROM unassigned
                   WHERE assigned_at IS NULL ORDER BY at_ms, id LIMIT ?1";

        Ok(self.db.all(sql, values![limit], unassigned)?)
    }

    /// The order of this name, if it waits.
    pub(crate) fn waiting(&self, id: Uuid) -> Result<Option<Unassigned>, Error> {
        let sql = "SELECT id, at_ms, source, form FROM unassigned
                   WHERE id = ?1 AND assigned_at IS NULL";
        // Where others write at the same time, whoever decides about it does so alone.

        Ok(self.db.one(&self.db.locking(sql), values![id], unassigned)?)
    }

    pub(crate) fn mark_assigned(&self, id: Uuid, number: &str, at_ms: i64) -> Result<(), Error> {
        let sql = "UPDATE unassigned SET assigned_at = ?2, number = ?3 WHERE id = ?1";
        self.run(sql, values![id, at_ms, number])?;
        Ok(())
    }

    pub(crate) fn log_lookup(
        &self,
        device: DeviceId,
        (digits, reason): (&str, &str),
        hits: usize,
        at_ms: i64,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO lookup_log (at_ms, device, digits, reason, hits)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let hits = i64::try_from(hits).unwrap_or(i64::MAX);
        self.run(sql, values![at_ms, device.0, digits, reason, hits])?;
        Ok(())
    }

    /// Every question about a number: why, and how many were found.
    #[cfg(test)]
    pub(crate) fn lookups(&self) -> Result<Vec<(String, i64)>, Error> {
        let sql = "SELECT reason, hits FROM lookup_log ORDER BY no";
        let all = self.db.all(sql, values![], |row| Ok((row.get(0)?, row.get(1)?)))?;

        Ok(all)
    }
}

fn unassigned(row: Found<'_>) -> Result<Unassigned, StorageFailure> {
    Ok(Unassigned { id: row.get(0)?, at_ms: row.get(1)?, source: row.get(2)?, form: row.get(3)? })
}
