//! What became of each operation, and the operation itself: for ever.

use rusqlite::{OptionalExtension, Row, params};
use sync::hq::{Receipt, StorageFailure};
use sync::{DeviceId, Incarnation, OpId, Operation};

use super::{Session, corrupt, failed, signed, unsigned};
use crate::Error;

const FIND: &str =
    "SELECT op_id, body_hash, device, inc, n, at_ms, outcome FROM op_log WHERE op_id = ?1";
const ALL: &str = "SELECT op_id, body_hash, device, inc, n, at_ms, outcome, op FROM op_log";

impl Session<'_> {
    pub(super) fn find_receipt(&self, op_id: OpId) -> Result<Option<Receipt>, StorageFailure> {
        let mut query = self.db.prepare_cached(FIND).map_err(failed)?;
        let found = query.query_row([op_id.0], receipt).optional().map_err(failed)?;

        found.transpose()
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
            params![
                receipt.op_id.0,
                receipt.body_hash,
                receipt.device.0,
                receipt.inc.0,
                signed(receipt.n),
                receipt.at_ms,
                op.stream.as_str(),
                result.as_str(),
                serde_json::to_string(&receipt.outcome).map_err(failed)?,
                serde_json::to_string(op).map_err(failed)?
            ],
        )
    }

    /// Shows every operation that ever arrived with its receipt, in no particular order.
    pub fn each_receipt(&self, mut show: impl FnMut(Receipt, Operation)) -> Result<(), Error> {
        let mut query = self.db.prepare(ALL)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let op: Operation = serde_json::from_str(row.get_ref(7)?.as_str().map_err(failed)?)
                .map_err(|_| corrupt("an operation"))?;
            show(receipt(row)??, op);
        }
        Ok(())
    }
}

fn receipt(row: &Row<'_>) -> Result<Result<Receipt, StorageFailure>, rusqlite::Error> {
    let outcome = serde_json::from_str(row.get_ref(6)?.as_str()?);
    let Ok(outcome) = outcome else { return Ok(Err(corrupt("an outcome"))) };

    Ok(Ok(Receipt {
        op_id: OpId(row.get(0)?),
        body_hash: row.get(1)?,
        device: DeviceId(row.get(2)?),
        inc: Incarnation(row.get(3)?),
        n: unsigned(row.get(4)?),
        at_ms: row.get(5)?,
        outcome,
    }))
}
