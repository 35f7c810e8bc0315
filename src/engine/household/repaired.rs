//! Repairs of late: whoever calls about such a machine again calls about a repair that did not hold.

use chrono::{Days, NaiveDate};
use domain::{ApplianceId, Callback, Code, Grade, OrderId, OrderKind, VisitResult};
use store::{OrderRow, Session};

use super::glance::is_done;
use crate::{Clock, Error, PartUse};

/// So many days after a repair a fault of the same machine is that repair's, until somebody finds out otherwise.
pub const REPEAT_DAYS: u64 = 90;

/// A repair that was done of late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// Of which machine.
    pub appliance: ApplianceId,
    /// When.
    pub on: NaiveDate,
    /// Who did it.
    pub technician: Option<String>,
    /// What was done, as the sheet says.
    pub measure: Option<Code>,
    /// What was built in.
    pub parts: Vec<PartUse>,
    /// What the technician wrote on it.
    pub remark: Option<String>,
    /// What the customer said of it.
    pub grade: Option<Grade>,
}

/// The repairs among these orders that were done within [`REPEAT_DAYS`], newest first.
pub(super) fn of_late(
    session: &Session<'_>,
    orders: &[OrderRow],
    clock: &Clock,
) -> Result<Vec<Repaired>, Error> {
    let today = clock.today();
    let Some(since) = today.checked_sub_days(Days::new(REPEAT_DAYS)) else { return Ok(Vec::new()) };
    let on = |order: &OrderRow| {
        let visited = order.day.filter(|day| order.dated && *day <= today);
        visited.unwrap_or_else(|| order.received.day(clock.offset()))
    };
    let mut repaired = Vec::new();
    let mut codes: Option<Vec<Code>> = None;
    for order in orders.iter().filter(|it| it.kind == OrderKind::Repair && is_done(it)) {
        let (Some(appliance), on) = (order.appliance, on(order)) else { continue };
        if on < since {
            continue;
        }
        let results = session.facts_about::<VisitResult>(order.id)?;
        let last = results.into_iter().map(|(_, result)| result).next_back();
        let known = match codes.take() {
            Some(known) => known,
            None => session.all::<Code>()?.into_iter().map(|(_, code)| code).collect(),
        };
        let measure = last.as_ref().and_then(|result| result.measure.as_deref());
        let measure = measure.and_then(|code| known.iter().find(|it| it.code == code)).cloned();
        codes = Some(known);
        let calls = crate::callbacks::standing(session.facts_about::<Callback>(order.id)?);
        repaired.push(Repaired {
            order: order.id,
            number: order.number.clone(),
            appliance,
            on,
            technician: order.technician_name.clone(),
            measure,
            parts: crate::orders::parts(session, order.id)?,
            remark: last.and_then(|result| result.remark),
            grade: calls.into_iter().rev().find_map(|(_, call)| call.grade),
        });
    }
    repaired.sort_by_key(|it| std::cmp::Reverse(it.on));

    Ok(repaired)
}
