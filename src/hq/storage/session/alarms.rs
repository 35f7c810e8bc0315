//! Operations that arrived again under a name that was known, with something else in them.

use sync::{DeviceId, OpId};

use super::Session;
use crate::Error;
use crate::check::Alarm;
use crate::storage::sql::values;

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
