//! Operations that arrived from devices that had been sent away: kept apart until people decide.

use serde::Serialize;
use sync::hq::{HqTx, TradeRules, up_to_date};
use sync::wire::Why;
use sync::{DeviceId, Env, OpId, Operation, StreamId};
use uuid::Uuid;

use crate::deed::{self, Deed};
use crate::storage::Session;
use crate::surroundings::Moment;
use crate::{Error, Storage};

/// The most operations that are listed, or decided about, at once.
pub const LISTED: u32 = 10_000;

/// One that waits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waiting {
    /// Its name.
    pub id: Uuid,
    /// From which device.
    pub device: DeviceId,
    /// When it arrived, by headquarters' clock.
    pub at_ms: i64,
    /// Which stream it changes.
    pub stream: StreamId,
    /// What was done.
    pub deed: String,
    /// How many records it changes.
    pub changes: usize,
}

/// What waits, oldest first.
pub fn list(storage: &Storage) -> Result<Vec<Waiting>, Error> {
    storage.read(|session, _| {
        let late = session.late(LISTED)?.into_iter();

        Ok(late
            .map(|late| Waiting {
                id: late.operation.op_id.0,
                device: DeviceId(late.device),
                at_ms: late.at_ms,
                stream: late.operation.stream,
                deed: late.operation.deed,
                changes: late.operation.changes.len(),
            })
            .collect())
    })
}

/// Applies one operation, or all in the order in which they were done, as if the device did them now; answers on
/// how many it decided. If the merge refuses one, nothing is decided.
pub fn apply(storage: &Storage, id: Option<Uuid>) -> Result<usize, Error> {
    decide(storage, id, true)
}

/// Leaves one operation, or all, without effect.
pub fn discard(storage: &Storage, id: Option<Uuid>) -> Result<usize, Error> {
    decide(storage, id, false)
}

fn decide(storage: &Storage, id: Option<Uuid>, apply: bool) -> Result<usize, Error> {
    storage.write(move |session, moment| {
        let mut late = session.late(LISTED)?;
        late.retain(|late| id.is_none_or(|id| late.operation.op_id == OpId(id)));
        if let (Some(id), true) = (id, late.is_empty()) {
            return Err(Error::UnknownLate(id.to_string()));
        }
        let count = late.len();
        for late in late {
            let (op_id, operation) = (late.operation.op_id, late.operation);
            if apply {
                do_it(session, moment, DeviceId(late.device), operation)?;
            }
            session.decide_late(op_id, apply, moment.now_ms())?;
        }

        Ok(count)
    })
}

/// Does what the device wanted, as far as it might have done it itself before it was sent away.
fn do_it(
    session: &mut Session<'_>,
    moment: &mut Moment,
    device: DeviceId,
    wanted: Operation,
) -> Result<(), Error> {
    let rights = session.rights(device)?.filter(|rights| rights.write.contains(&wanted.stream));
    let rights = rights.ok_or(Error::Refused(Some(Why::NotFound)))?;
    // It may have waited since before an update.
    let wanted = up_to_date(&wanted, &TradeRules).into_owned();
    let deed = Deed {
        stream: wanted.stream,
        name: "apply_late",
        actor: wanted.actor,
        changes: wanted.changes,
    };

    deed::submit_as(rights.role, session, moment, deed).map(drop)
}

#[cfg(test)]
mod tests;
