//! Orders that go on with another branch's, and which of their ends that branch is still to hear. Follows from the feed.

use domain::{Handover, HandoverEnd};
use sync::hq::{Record, StorageFailure};
use sync::order::progress;
use sync::{Fields, StreamId};
use uuid::Uuid;

use super::{Session, name};
use crate::Error;
use crate::storage::sql::values;

/// An order whose end the branch that handed it over has not heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Untold {
    /// Where it lies.
    pub(crate) stream: StreamId,
    /// The stream's number here.
    pub(crate) no: i64,
    /// Its name.
    pub(crate) id: Uuid,
    /// The branch that handed it over.
    pub(crate) branch: String,
    /// Its order there.
    pub(crate) origin: Uuid,
    /// How it ended, as [`ending`] writes it.
    pub(crate) ended: Option<String>,
}

impl Session<'_> {
    /// Brings the list up to this order: one that came from another branch, one that went to another, or both.
    pub(super) fn index_handover(
        &self,
        (stream, no): (&StreamId, i64),
        order: &Record,
    ) -> Result<(), StorageFailure> {
        let handover = Handover::of(&order.body);
        if let Some(from) = &handover.from {
            let sql = "INSERT INTO handover (stream, id, branch, origin, ended)
                       VALUES (?1, ?2, ?3, ?4, ?5)
                       ON CONFLICT (stream, id) DO UPDATE SET ended = excluded.ended";
            let ended = ending(outcome(&order.body));
            self.run(sql, values![no, order.id, from.branch, from.order.0, ended])?;
        }
        let (Some(to), Some(branch)) = (&handover.to, stream.branch_code()) else { return Ok(()) };
        let Ok(place) = StreamId::branch(&to.branch) else { return Ok(()) };
        let sql = "UPDATE handover SET told = ?1
                   WHERE stream = (SELECT no FROM stream WHERE name = ?2) AND id = ?3
                       AND branch = ?4 AND origin = ?5";
        let told = ending(handover.end);

        self.run(sql, values![told, place.as_str(), to.order.0, branch, order.id])
    }

    /// Forgets an order that is there no more.
    pub(super) fn forget_handover(&self, stream: i64, id: Uuid) -> Result<(), StorageFailure> {
        self.run("DELETE FROM handover WHERE stream = ?1 AND id = ?2", values![stream, id])
    }

    /// The orders whose end was not told yet, behind one of them; at most `limit`.
    pub(crate) fn untold(
        &self,
        after: Option<(i64, Uuid)>,
        limit: u32,
    ) -> Result<Vec<Untold>, Error> {
        let (stream, id) = after.unwrap_or_default();
        let sql =
            "SELECT stream.name, handover.id, handover.branch, handover.origin, handover.ended, handover.stream
                   FROM handover JOIN stream ON stream.no = handover.stream
                   WHERE coalesce(handover.ended, '') <> coalesce(handover.told, '')
                       AND (handover.stream > ?2 OR (handover.stream = ?2 AND handover.id > ?3))
                   ORDER BY handover.stream, handover.id LIMIT ?1";
        let found = self.db.all(sql, values![limit, stream, id], |row| {
            Ok(Untold {
                stream: name(row, 0)?,
                id: row.get(1)?,
                branch: row.get(2)?,
                origin: row.get(3)?,
                ended: row.get(4)?,
                no: row.get(5)?,
            })
        })?;

        Ok(found)
    }

    /// Nothing is left to tell of this end.
    pub(crate) fn mark_told(&self, it: &Untold) -> Result<(), Error> {
        let sql = "UPDATE handover SET told = ?1
                   WHERE stream = (SELECT no FROM stream WHERE name = ?2) AND id = ?3";
        self.run(sql, values![it.ended, it.stream.as_str(), it.id])?;

        Ok(())
    }
}

/// What of an order's end is to be told.
pub(crate) fn outcome(order: &Fields) -> Option<HandoverEnd> {
    progress(order).and_then(|at| Handover::of(order).outcome(at.state))
}

/// An end as it is compared; none while the order goes on.
pub(crate) fn ending(end: Option<HandoverEnd>) -> Option<String> {
    let end = end.filter(|end| *end != HandoverEnd::default())?;

    serde_json::to_string(&end).ok()
}
