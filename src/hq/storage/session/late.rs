//! Operations that arrived from devices that had been sent away, and what people decided about them.

use sync::hq::{Idle, StorageFailure};
use sync::{DeviceId, OpId, Operation};

use super::{Session, corrupt, unsigned};
use crate::Error;
use crate::storage::sql::{Found, values};

/// Such an operation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Late {
    /// From which device.
    pub(crate) device: uuid::Uuid,
    /// When it arrived.
    pub(crate) at_ms: i64,
    /// What it wanted.
    pub(crate) operation: Operation,
}

/// What nobody has decided on.
const OPEN: &str = "SELECT op_log.device, op_log.at_ms, op_log.op FROM op_log
                    WHERE op_log.result = 'quarantined' AND NOT EXISTS
                        (SELECT 1 FROM late_decision WHERE late_decision.op_id = op_log.op_id)";
/// By arrival.
const ORDERED: &str = "ORDER BY op_log.at_ms, op_log.inc, op_log.n";

impl Session<'_> {
    /// How many nobody has decided on.
    pub(crate) fn count_late(&self) -> Result<u64, Error> {
        let sql = "SELECT count(*) FROM op_log
                   WHERE op_log.result = 'quarantined' AND NOT EXISTS
                       (SELECT 1 FROM late_decision WHERE late_decision.op_id = op_log.op_id)";

        Ok(self.db.one(sql, values![], |row| row.get(0))?.map_or(0, unsigned))
    }

    /// What nobody has decided on, oldest first; at most `limit`.
    pub(crate) fn late(&self, limit: u32) -> Result<Vec<Late>, Error> {
        self.late_from(0, limit)
    }

    /// The same without so many that come first.
    pub(crate) fn late_from(&self, skip: u32, limit: u32) -> Result<Vec<Late>, Error> {
        let sql = format!("{OPEN} {ORDERED} LIMIT ?1 OFFSET ?2");

        Ok(self.db.all(&sql, values![limit, skip], late)?)
    }

    /// The one of this name, if nobody has decided on it.
    pub(crate) fn late_of(&self, op: OpId) -> Result<Option<Late>, Error> {
        let sql = format!("{OPEN} AND op_log.op_id = ?1");

        Ok(self.db.one(&sql, values![op.0], late)?)
    }

    /// What nobody has decided on and did not come after this one, oldest first; at most `limit`.
    pub(crate) fn late_upto(&self, last: OpId, limit: u32) -> Result<Vec<Late>, Error> {
        let sql = format!(
            "{OPEN} AND (op_log.at_ms, op_log.inc, op_log.n) <=
                 (SELECT last.at_ms, last.inc, last.n FROM op_log AS last WHERE last.op_id = ?1)
             {ORDERED} LIMIT ?2"
        );

        Ok(self.db.all(&sql, values![last.0, limit], late)?)
    }

    pub(super) fn idle_of(&self, device: DeviceId) -> Result<Idle, StorageFailure> {
        let sql = "SELECT count(*), coalesce(sum(octet_length(op)), 0) FROM op_log
                   WHERE device = ?1 AND result IN ('quarantined', 'rejected')";
        let found = self.db.one(sql, values![device.0], |row| {
            let (operations, bytes) = (unsigned(row.get(0)?), unsigned(row.get(1)?));
            Ok(Idle { operations, bytes })
        })?;

        Ok(found.unwrap_or_default())
    }

    /// Remembers what was decided. Where two decide at once, the later one finds it done and begins again.
    pub(crate) fn decide_late(&self, op: OpId, applied: bool, at_ms: i64) -> Result<(), Error> {
        let sql = "INSERT INTO late_decision (op_id, applied, at_ms) VALUES (?1, ?2, ?3)";

        Ok(self.run(sql, values![op.0, applied, at_ms])?)
    }
}

fn late(row: Found<'_>) -> Result<Late, StorageFailure> {
    let text: String = row.get(2)?;
    let operation = serde_json::from_str(&text).map_err(|_| corrupt("an operation"))?;

    Ok(Late { device: row.get(0)?, at_ms: row.get(1)?, operation })
}
