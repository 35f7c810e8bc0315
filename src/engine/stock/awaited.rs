//! Which orders wait for a part, and for which of them everything is in the store.

use std::collections::{HashMap, HashSet};

use domain::{Condition, Location, NeededPart, OrderId, Part, PartId, State, VisitResult};
use store::{OrderFilter, Session, Stage};

use crate::Error;

/// More orders than ever wait for parts at once.
const WAITING: u32 = 5_000;

/// An order for which all that it waited for is in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Which.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// The numbers of the parts that came for it.
    pub parts: Vec<String>,
}

/// What an order waits for by its last sheet: nothing where nobody knows.
pub(crate) fn needed(session: &Session<'_>, order: OrderId) -> Result<Vec<(PartId, i64)>, Error> {
    let last = session.facts_about::<VisitResult>(order)?.pop();
    let needed = last.map(|(_, result)| result.needed).unwrap_or_default();

    Ok(needed.into_iter().map(|line| (line.part, line.quantity)).collect())
}

/// Those of the orders that wait for parts for which everything is in the store, whoever comes first being served first.
pub(crate) fn served(
    session: &Session<'_>,
    waiting: impl IntoIterator<Item = OrderId>,
) -> Result<HashSet<OrderId>, Error> {
    let mut store = HashMap::<PartId, i64>::new();
    let mut served = HashSet::new();
    let all = session.needed()?;
    for order in waiting {
        let Some(needed) = all.get(&order) else { continue };
        for NeededPart { part, .. } in needed {
            if !store.contains_key(part) {
                let held = session.held(*part, Location::Store, Condition::Good)?;
                store.insert(*part, held.into_iter().map(|(_, quantity)| quantity).sum());
            }
        }
        let lies = |part: &PartId| store.get(part).copied().unwrap_or_default();
        if needed.is_empty() || needed.iter().any(|it| lies(&it.part) < it.quantity) {
            continue;
        }
        for NeededPart { part, quantity } in needed {
            *store.entry(*part).or_default() -= quantity;
        }
        served.insert(order);
    }

    Ok(served)
}

/// The orders that waited for one of the parts that came, and now for nothing more.
pub(super) fn by_what_came(session: &Session<'_>, came: &[PartId]) -> Result<Vec<Awaited>, Error> {
    let filter = OrderFilter { stage: Stage::Waiting, ..OrderFilter::default() };
    let mut rows = session.orders(&filter, WAITING)?;
    rows.retain(|row| row.state == State::WaitingPart);
    rows.sort_by_key(|row| (!row.urgent, row.received, row.id));
    let served = served(session, rows.iter().map(|row| row.id))?;
    let mut awaited = Vec::new();
    for row in rows.into_iter().filter(|row| served.contains(&row.id)) {
        let mut parts = Vec::new();
        for (part, _) in needed(session, row.id)?.iter().filter(|(part, _)| came.contains(part)) {
            parts.extend(session.get::<Part>(*part)?.map(|part| part.number));
        }
        if !parts.is_empty() {
            awaited.push(Awaited { order: row.id, number: row.number, parts });
        }
    }

    Ok(awaited)
}
