//! What was refused lately.

use sync::wire::Outcome;
use sync::{DeviceId, Operation};

use super::{Session, corrupt, unsigned};
use crate::Error;
use crate::refusal::{DAY_MS, LISTED, Refused, RefusedCall, What};
use crate::storage::sql::values;

impl Session<'_> {
    /// Writes refused calls down, and forgets those of more than a day ago and more than fit.
    pub(crate) fn add_refusals(&self, calls: &[RefusedCall], now_ms: i64) -> Result<(), Error> {
        let sql = "INSERT INTO refusal (at_ms, device, peer, method, path, status, code)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        for call in calls {
            let device = call.device.map(|device| device.0);
            let RefusedCall { at_ms, peer, method, path, code, .. } = call;
            let status = u32::from(call.status);
            self.run(sql, values![*at_ms, device, *peer, *method, *path, status, *code])?;
        }
        let sql = "DELETE FROM refusal
                   WHERE at_ms < ?1 OR no <= (SELECT max(no) FROM refusal) - ?2";

        Ok(self.run(sql, values![now_ms.saturating_sub(DAY_MS), LISTED])?)
    }

    pub(crate) fn refused_calls(&self, since: i64, limit: u32) -> Result<Vec<Refused>, Error> {
        let sql = "SELECT refusal.at_ms, refusal.device, device.branch, device.desk, refusal.peer,
                       refusal.method, refusal.path, refusal.status, refusal.code
                   FROM refusal LEFT JOIN device ON device.id = refusal.device
                   WHERE refusal.at_ms >= ?1 ORDER BY refusal.no DESC LIMIT ?2";
        let all = self.db.all(sql, values![since, limit], |row| {
            let (method, path) = (row.get(5)?, row.get(6)?);
            let (branch, desk): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
            Ok(Refused {
                at_ms: row.get(0)?,
                device: row.get::<Option<_>>(1)?.map(DeviceId),
                desk: branch.zip(desk),
                peer: row.get(4)?,
                what: What::Call { method, path, status: row.get(7)?, code: row.get(8)? },
            })
        })?;

        Ok(all)
    }

    pub(crate) fn refused_operations(&self, since: i64, limit: u32) -> Result<Vec<Refused>, Error> {
        let sql = "SELECT op_log.at_ms, op_log.device, device.branch, device.desk, op_log.outcome, op_log.op
                   FROM op_log LEFT JOIN device ON device.id = op_log.device
                   WHERE op_log.result = 'rejected' AND op_log.at_ms >= ?1
                   ORDER BY op_log.at_ms DESC LIMIT ?2";
        let all = self.db.all(sql, values![since, limit], |row| {
            let outcome = row.text(4)?.and_then(|it| serde_json::from_str::<Outcome>(it).ok());
            let operation = row.text(5)?.and_then(|it| serde_json::from_str::<Operation>(it).ok());
            let deed = operation.ok_or_else(|| corrupt("an operation"))?.deed;
            let (branch, desk): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
            Ok(Refused {
                at_ms: row.get(0)?,
                device: Some(DeviceId(row.get(1)?)),
                desk: branch.zip(desk),
                peer: String::new(),
                what: What::Operation { deed, why: outcome.and_then(|outcome| outcome.why) },
            })
        })?;

        Ok(all)
    }

    pub(crate) fn count_refused(&self, since: i64) -> Result<u64, Error> {
        let sql = "SELECT (SELECT count(*) FROM refusal WHERE at_ms >= ?1)
                       + (SELECT count(*) FROM op_log WHERE result = 'rejected' AND at_ms >= ?1)";

        Ok(self.db.one(sql, values![since], |row| row.get(0))?.map_or(0, unsigned))
    }
}
