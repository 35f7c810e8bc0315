//! Operations that arrived again under a name that was known, with something else in them.

use sync::{DeviceId, OpId};

use super::{Session, unsigned};
use crate::Error;
use crate::check::Alarm;
use crate::refusal::{LATELY_MS, Refused, What};
use crate::storage::sql::values;

/// By the database's clock, as they are written down.
const LATELY: &str = "alarm.at_ms >= unixepoch() * 1000 - ?1";

impl Session<'_> {
    /// Remembers one.
    pub(super) fn put_alarm(
        &self,
        device: DeviceId,
        op_id: OpId,
    ) -> Result<(), sync::hq::StorageFailure> {
        let sql = "INSERT INTO alarm (at_ms, device, op_id) VALUES (unixepoch() * 1000, ?1, ?2)";

        self.run(sql, values![device.0, op_id.0])
    }

    /// Those of lately, the latest first; at most `limit`.
    pub(crate) fn repeated_operations(&self, limit: u32) -> Result<Vec<Refused>, Error> {
        let sql = format!(
            "SELECT alarm.at_ms, alarm.device, device.branch, device.desk, alarm.op_id
             FROM alarm LEFT JOIN device ON device.id = alarm.device
             WHERE {LATELY} ORDER BY alarm.no DESC LIMIT ?2"
        );
        let all = self.db.all(&sql, values![LATELY_MS, limit], |row| {
            let (branch, desk): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
            Ok(Refused {
                at_ms: row.get(0)?,
                device: Some(DeviceId(row.get(1)?)),
                desk: branch.zip(desk),
                peer: String::new(),
                what: What::Repeated { operation: row.get(4)? },
            })
        })?;

        Ok(all)
    }

    /// How many there were lately.
    pub(crate) fn count_repeated(&self) -> Result<u64, Error> {
        let sql = format!("SELECT count(*) FROM alarm WHERE {LATELY}");

        Ok(self.db.one(&sql, values![LATELY_MS], |row| row.get(0))?.map_or(0, unsigned))
    }

    /// How many there were, and the latest of them; at most `limit`.
    pub(crate) fn alarms(&self, limit: u32) -> Result<(u64, Vec<Alarm>), Error> {
        let count: Option<i64> =
            self.db.one("SELECT count(*) FROM alarm", values![], |row| row.get(0))?;
        let sql = "SELECT device, op_id, at_ms FROM alarm ORDER BY no DESC LIMIT ?1";
        let latest = self.db.all(sql, values![limit], |row| {
            Ok(Alarm { device: row.get(0)?, op_id: row.get(1)?, at_ms: row.get(2)? })
        })?;

        Ok((count.and_then(|count| u64::try_from(count).ok()).unwrap_or_default(), latest))
    }
}
