//! Operations that arrived from devices that had been sent away: kept apart until people decide.

use domain::{Order, Record as _};
use serde::Serialize;
use sync::hq::{HqTx, TradeRules, up_to_date};
use sync::wire::Why;
use sync::{Change, DeviceId, Env, Fields, OpId, Operation, StreamId};
use uuid::Uuid;

use crate::deed::{self, Deed};
use crate::journal::Noted;
use crate::storage::{Late, Session};
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
    storage.read(|session, _| Ok(session.late(LISTED)?.into_iter().map(waiting).collect()))
}

/// What an operation wants of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// A new record.
    Create,
    /// Other values.
    Patch,
    /// Another fact.
    Fact,
    /// No such record any more.
    Remove,
}

/// One record that an operation is about: what it says here, and what it would say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// What kind of record.
    pub kind: String,
    /// Its name.
    pub id: Uuid,
    /// What the operation wants of it.
    pub wish: Wish,
    /// Its number, if it is an order, or that of the order it belongs to.
    pub order: Option<String>,
    /// What it says here; none if there is no such record.
    pub here: Option<Fields>,
    /// What the operation says: of a change only the fields that change.
    pub there: Fields,
}

/// One that waits, with both values of everything it would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detail {
    /// The operation.
    pub waiting: Waiting,
    /// What people call the device.
    pub desk: String,
    /// What it is about, at most [`COMPARED`].
    pub records: Vec<Compared>,
}

/// The most records of one operation that are shown.
pub const COMPARED: usize = 50;

/// A page of what waits, oldest first, with both values.
pub fn details(storage: &Storage, (skip, most): (u32, u32)) -> Result<Vec<Detail>, Error> {
    storage.read(|session, _| {
        let late = session.late_from(skip, most.min(LISTED))?;

        late.into_iter().map(|late| detail(session, late)).collect()
    })
}

fn detail(session: &mut Session<'_>, late: Late) -> Result<Detail, Error> {
    let desk = session.called(DeviceId(late.device))?;
    let stream = late.operation.stream.clone();
    let wanted = late.operation.changes.iter().take(COMPARED);
    let records = wanted.map(|change| compared(session, &stream, change));

    Ok(Detail { desk, records: records.collect::<Result<_, _>>()?, waiting: waiting(late) })
}

fn compared(
    session: &mut Session<'_>,
    stream: &StreamId,
    change: &Change,
) -> Result<Compared, Error> {
    let (kind, id) = (change.kind(), change.id());
    let record = session.record(stream, kind, id)?.filter(|record| record.removed.is_none());
    let here = record.map(|record| record.body);
    let (wish, there) = match change {
        Change::Create { body, .. } => (Wish::Create, body.clone()),
        Change::Patch { fields, .. } => (Wish::Patch, fields.clone()),
        Change::Fact { body, .. } => (Wish::Fact, body.clone()),
        Change::Remove { .. } => (Wish::Remove, Fields::new()),
    };
    let order = number_of(session, stream, kind, (&there, here.as_ref()))?;

    Ok(Compared { kind: kind.to_owned(), id, wish, order, here, there })
}

/// The number of the order that a record is, or belongs to.
pub(crate) fn number_of(
    session: &mut Session<'_>,
    stream: &StreamId,
    kind: &str,
    (there, here): (&Fields, Option<&Fields>),
) -> Result<Option<String>, Error> {
    let said = |field: &str| {
        let value = there.get(field).or_else(|| here?.get(field));
        value.and_then(serde_json::Value::as_str).map(str::to_owned)
    };
    if kind == Order::KIND {
        return Ok(said("number"));
    }
    let Some(order) = said("order").and_then(|order| order.parse().ok()) else { return Ok(None) };
    let order = session.record(stream, Order::KIND, order)?;
    let number = order.and_then(|order| Some(order.body.get("number")?.as_str()?.to_owned()));

    Ok(number)
}

fn waiting(late: Late) -> Waiting {
    Waiting {
        id: late.operation.op_id.0,
        device: DeviceId(late.device),
        at_ms: late.at_ms,
        stream: late.operation.stream,
        deed: late.operation.deed,
        changes: late.operation.changes.len(),
    }
}

/// Applies one operation, or all in the order in which they were done, as if the device did them now; answers on
/// how many it decided. If the merge refuses one, nothing is decided.
pub fn apply(storage: &Storage, id: Option<Uuid>) -> Result<usize, Error> {
    decide(storage, id.map_or(Which::All, Which::One), true)
}

/// Leaves one operation, or all, without effect.
pub fn discard(storage: &Storage, id: Option<Uuid>) -> Result<usize, Error> {
    decide(storage, id.map_or(Which::All, Which::One), false)
}

/// Which of them is decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Whatever waits.
    All,
    /// One.
    One(Uuid),
    /// Those up to this one: what arrived since nobody has seen.
    UpTo(Uuid),
}

/// The one that came last of the first `count` that wait.
pub fn last(storage: &Storage, count: u64) -> Result<Option<Uuid>, Error> {
    let skip = u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX);

    storage
        .read(|session, _| Ok(session.late_from(skip, 1)?.pop().map(|late| late.operation.op_id.0)))
}

/// Applies those, or leaves them without effect.
pub fn decide(storage: &Storage, which: Which, apply: bool) -> Result<usize, Error> {
    storage.write(move |session, moment| {
        let late = match which {
            Which::All => session.late(LISTED)?,
            Which::One(id) => session.late_of(OpId(id))?.into_iter().collect(),
            Which::UpTo(id) => session.late_upto(OpId(id), LISTED)?,
        };
        if let (Which::One(id) | Which::UpTo(id), true) = (which, late.is_empty()) {
            return Err(Error::UnknownLate(id.to_string()));
        }
        let count = late.len();
        for late in late {
            let (op_id, operation) = (late.operation.op_id, late.operation);
            let device = session.called(DeviceId(late.device))?;
            let subject = format!("{device}: {} {}", operation.deed, op_id.0);
            if apply {
                do_it(session, moment, DeviceId(late.device), operation)?;
            }
            session.decide_late(op_id, apply, moment.now_ms())?;
            let noted = if apply { Noted::LateApplied } else { Noted::LateDiscarded };
            session.write_down(moment, noted, &subject)?;
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
