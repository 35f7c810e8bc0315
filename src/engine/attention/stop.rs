//! Why somebody who is on the way must turn back, and who that is.

use domain::{Event, OrderEvent, OrderId, Phone, Staff, StaffId, Visit, VisitId, VisitState};
use store::Session;

use crate::Error;

/// Why somebody must be told to stop, and who.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stop {
    /// The words of whoever cancelled; none if nothing was said.
    pub why: Option<String>,
    /// Who was to go, each once, and how to reach them: two desks may have sent one each.
    pub technicians: Vec<(String, Option<Phone>)>,
}

/// Why an order was cancelled last, and who was to go then.
pub(super) fn of(session: &Session<'_>, order: OrderId) -> Result<Stop, Error> {
    let events: Vec<OrderEvent> =
        session.facts_about::<OrderEvent>(order)?.into_iter().map(|(_, event)| event).collect();
    let cancelled = events.iter().rev().find(|it| it.event == Event::Cancel);
    let why = cancelled.and_then(|it| it.remark.clone());
    let mut going: Vec<StaffId> = Vec::new();
    for visit in to_stop(session, order, &events)? {
        let technician = session.get::<Visit>(visit)?.map(|visit| visit.technician);
        going.extend(technician.filter(|id| !going.contains(id)));
    }
    let people = going.into_iter().map(|id| session.get::<Staff>(id));
    let people: Vec<Option<Staff>> = people.collect::<Result<_, _>>()?;
    let people = people.into_iter().flatten();

    Ok(Stop { why, technicians: people.map(|person| (person.name, person.phone)).collect() })
}

/// The visits for which somebody was to go and that nobody withdrew or ended; the last one where none is known.
fn to_stop(
    session: &Session<'_>,
    order: OrderId,
    events: &[OrderEvent],
) -> Result<Vec<VisitId>, Error> {
    let mut planned: Vec<VisitId> = Vec::new();
    for event in events {
        let Some(visit) = event.visit else { continue };
        match event.event {
            Event::Assign | Event::Reassign | Event::Book if !planned.contains(&visit) => {
                planned.push(visit);
            }
            Event::Unassign => planned.retain(|known| *known != visit),
            _ => {}
        }
    }
    let visits = session.visits_of(order)?;
    let mut going = Vec::new();
    for id in &visits {
        let Some(visit) = session.get::<Visit>(*id)? else { continue };
        let void = visit.state == VisitState::Void && planned.contains(id);
        going.extend((visit.is_to_come() || void).then_some(*id));
    }

    Ok(if going.is_empty() { visits.into_iter().last().into_iter().collect() } else { going })
}
