//! Why somebody who is on the way must turn back, and who that is.

use domain::{Event, OrderEvent, OrderId, Phone, Staff, Visit};
use store::Session;

use crate::Error;

/// Why somebody must be told to stop, and who.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stop {
    /// The words of whoever cancelled; none if nothing was said.
    pub why: Option<String>,
    /// Who was to go, and how to reach them.
    pub technician: Option<(String, Option<Phone>)>,
}

/// Why an order was cancelled last, and whose its last trip was.
pub(super) fn of(session: &Session<'_>, order: OrderId) -> Result<Stop, Error> {
    let events = session.facts_about::<OrderEvent>(order)?;
    let cancelled = events.into_iter().rev().find(|(_, it)| it.event == Event::Cancel);
    let visit = session.visits_of(order)?.pop().map(|visit| session.get::<Visit>(visit));
    let technician = match visit.transpose()?.flatten() {
        Some(visit) => session.get::<Staff>(visit.technician)?,
        None => None,
    };

    Ok(Stop {
        why: cancelled.and_then(|(_, it)| it.remark),
        technician: technician.map(|person| (person.name, person.phone)),
    })
}
