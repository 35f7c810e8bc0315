//! What became of each operation, and the operation itself: for ever.

use sync::hq::{Receipt, StorageFailure};
use sync::{DeviceId, Incarnation, OpId, Operation};

use super::{Session, corrupt, signed, unsigned};
use crate::Error;
use crate::storage::sql::{Found, failed, values};

const FIND: &str =
    "SELECT op_id, body_hash, device, inc, n, at_ms, outcome FROM op_log WHERE op_id = ?1";
const ALL: &str = "SELECT op_id, body_hash, device, inc, n, at_ms, outcome, op FROM op_log";

impl Session<'_> {
    pub(super) fn find_receipt(&self, op_id: OpId) -> Result<Option<Receipt>, StorageFailure> {
        self.db.one(FIND, values![op_id.0], receipt)
    }

    pub(super) fn add_receipt(
        &self,
        receipt: &Receipt,
        op: &Operation,
    ) -> Result<(), StorageFailure> {
        let result = serde_json::to_value(receipt.outcome.result).map_err(failed)?;
        let sql = "INSERT INTO op_log
                       (op_id, body_hash, device, inc, n, at_ms, stream, result, outcome, op)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

        self.run(
            sql,
            values![
                receipt.op_id.0,
                receipt.body_hash,
                receipt.device.0,
                receipt.inc.0,
                signed(receipt.n),
                receipt.at_ms,
                op.stream.as_str(),
                result.as_str().unwrap_or_default(),
                serde_json::to_string(&receipt.outcome).map_err(failed)?,
                serde_json::to_string(op).map_err(failed)?
            ],
        )
    }

    /// Shows every operation that ever arrived with its receipt, in no particular order.
    pub fn each_receipt(&self, mut show: impl FnMut(Receipt, Operation)) -> Result<(), Error> {
        self.db.each(ALL, values![], |row| {
            let op = row.text(7)?.and_then(|op| serde_json::from_str::<Operation>(op).ok());
            show(receipt(row)?, op.ok_or_else(|| corrupt("an operation"))?);
            Ok(true)
        })?;
        Ok(())
    }
}

fn receipt(row: Found<'_>) -> Result<Receipt, StorageFailure> {
    let outcome = row.text(6)?.and_then(|outcome| serde_json::from_str(outcome).ok());

    Ok(Receipt {
        op_id: OpId(row.get(0)?),
        body_hash: row.get(1)?,
        device: DeviceId(row.get(2)?),
        inc: Incarnation(row.get(3)?),
        n: unsigned(row.get(4)?),
        at_ms: row.get(5)?,
        outcome: outcome.ok_or_else(|| corrupt("an outcome"))?,
    })
}
