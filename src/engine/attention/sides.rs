//! What two people did to one order without knowing of each other: each with who, when and why.

use domain::{
    CancelReason, Event, Moment, Order, OrderEvent, OrderId, Outcome, Progress, Record as _, Staff,
    StaffId, State, Visit, VisitId, VisitResult,
};
use serde_json::Value;
use store::{ConflictRow, Session};
use sync::Change;

use crate::Error;

/// What somebody did to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What.
    pub event: Event,
    /// When.
    pub at: Moment,
    /// Who; none is headquarters, or an import.
    pub by: Option<String>,
    /// Why, where it was cancelled.
    pub reason: Option<CancelReason>,
    /// What a person added.
    pub remark: Option<String>,
    /// Whose visit it was.
    pub technician: Option<String>,
    /// What that came to, as its sheet says.
    pub outcome: Option<Outcome>,
}

/// Two things that cannot both be so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sides {
    /// What the order is at because of it.
    pub stands: Option<Side>,
    /// What speaks against it, or came too late.
    pub against: Option<Side>,
}

/// An order that some say was cancelled and others done: the work stands.
pub(super) fn of_dispute(session: &Session<'_>, order: OrderId) -> Result<Sides, Error> {
    let events = events(session, order)?;
    let last = |is: fn(Event) -> bool| events.iter().rev().find(|it| is(it.event));

    Ok(Sides {
        stands: last(is_completion).map(|it| side(session, it)).transpose()?,
        against: last(|it| it == Event::Cancel).map(|it| side(session, it)).transpose()?,
    })
}

/// An event that came to nothing, and what had happened by then; none if this is about something else.
pub(super) fn of_event(session: &Session<'_>, row: &ConflictRow) -> Result<Option<Sides>, Error> {
    let read = |value: &Value| serde_json::from_value::<Event>(value.clone()).ok();
    let kept = serde_json::from_value::<State>(row.kept.clone()).ok();
    let (true, None, Some(event), Some(kept)) =
        (row.kind == Order::KIND, &row.field, read(&row.lost), kept)
    else {
        return Ok(None);
    };
    let id = OrderId(row.record);
    let Some(order) = session.get::<Order>(id)? else { return Ok(None) };
    let events = events(session, id)?;
    let own = own(row, event);
    let late = own.as_ref().or_else(|| events.iter().rev().find(|it| it.event == event));
    let mut now = Progress::new(order.kind.family());
    let mut led_here = None;
    for fact in events.iter().filter(|it| it.at <= row.at && Some(*it) != late) {
        let turn = sync::order::decide(order.kind.family(), now, fact.event, fact.from);
        let next = turn.map_or(now, |turn| turn.progress);
        if next.state == kept && next.state != now.state {
            led_here = Some(fact);
        }
        now = next;
    }

    Ok(Some(Sides {
        stands: led_here.map(|it| side(session, it)).transpose()?,
        against: late.map(|it| side(session, it)).transpose()?,
    }))
}

/// The event, if this desk made it and still has the operation.
fn own(row: &ConflictRow, event: Event) -> Option<OrderEvent> {
    let changes = row.own.as_ref()?.changes.iter();
    let mut events = changes.filter_map(|change| match change {
        Change::Fact { kind, body, .. } if kind == OrderEvent::KIND => {
            serde_json::from_value::<OrderEvent>(Value::Object(body.clone())).ok()
        }
        _ => None,
    });

    events.rfind(|it| it.event == event && it.order.0 == row.record)
}

fn events(session: &Session<'_>, order: OrderId) -> Result<Vec<OrderEvent>, Error> {
    Ok(session.facts_about::<OrderEvent>(order)?.into_iter().map(|(_, event)| event).collect())
}

fn is_completion(event: Event) -> bool {
    use Event::{Answer, AppraisedDone, Convert, Deliver, Finish};

    matches!(event, Finish | AppraisedDone | Deliver | Answer | Convert)
}

fn side(session: &Session<'_>, event: &OrderEvent) -> Result<Side, Error> {
    let visit: Option<Visit> = event.visit.map(|id| session.get(id)).transpose()?.flatten();
    let technician = visit.map(|visit| name(session, visit.technician)).transpose()?;

    Ok(Side {
        event: event.event,
        at: event.at,
        by: event.by.map(|id| name(session, id)).transpose()?,
        reason: event.reason,
        remark: event.remark.clone().filter(|words| !words.trim().is_empty()),
        technician: technician.filter(|name| !name.is_empty()),
        outcome: event
            .visit
            .filter(|_| is_completion(event.event))
            .map(|visit| outcome(session, event.order, visit))
            .transpose()?
            .flatten(),
    })
}

fn name(session: &Session<'_>, id: StaffId) -> Result<String, Error> {
    Ok(session.get::<Staff>(id)?.map(|staff| staff.name).unwrap_or_default())
}

/// What the last sheet of a visit says.
fn outcome(
    session: &Session<'_>,
    order: OrderId,
    visit: VisitId,
) -> Result<Option<Outcome>, Error> {
    let mut sheets = session.facts_about::<VisitResult>(order)?.into_iter().map(|(_, sheet)| sheet);

    Ok(sheets.rfind(|sheet| sheet.visit == visit).map(|sheet| sheet.outcome))
}
