//! Orders' states and stock: computed anew from facts.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Balance, Handover, Order, OrderEvent, OtherHalf, Record, StockMove};
use serde_json::Value;
use sync::order::{STATE, advance, first_state, order_of};
use sync::{Change, Fields, Operation, StreamId};
use uuid::Uuid;

use super::Findings;
use crate::storage::Session;
use crate::{Error, branch};

/// As what state orders came into the world, where their makers said.
#[derive(Debug, Default)]
pub struct Births(BTreeMap<(StreamId, Uuid), Value>);

impl Births {
    /// Remembers the orders that an operation made.
    pub fn note(&mut self, op: &Operation) {
        for change in &op.changes {
            if let Change::Create { kind, id, body } = change
                && kind == Order::KIND
                && let Some(state) = body.get(STATE)
            {
                self.0.entry((op.stream.clone(), *id)).or_insert_with(|| state.clone());
            }
        }
    }
}

/// Every order is where its events lead it.
pub fn states(
    session: &Session<'_>,
    stream: &StreamId,
    births: &Births,
    findings: &mut Findings,
) -> Result<(), Error> {
    let mut events: BTreeMap<Uuid, Vec<Fields>> = BTreeMap::new();
    for (_, body) in session.each_body(stream, OrderEvent::KIND)? {
        if let Some(order) = order_of(&body) {
            events.entry(order).or_default().push(body);
        }
    }

    for (id, order) in session.each_body(stream, Order::KIND)? {
        findings.orders += 1;
        let born = births.0.get(&(stream.clone(), id)).cloned();
        let state = born.unwrap_or_else(|| first_state(&order).into());
        let mut replayed = Fields::new();
        // What an order is and where it came from decide what may happen to it.
        for name in ["kind", "source"] {
            replayed.extend(order.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        replayed.insert(STATE.to_owned(), state);
        for event in events.remove(&id).unwrap_or_default() {
            if let Ok(next) = advance(&replayed, &event) {
                replayed.extend(next.fields);
            } else {
                findings.say(format!("{stream}: order {id} has an event that may not be"));
            }
        }
        if order.get(STATE) != replayed.get(STATE) {
            let (is, should) = (order.get(STATE), replayed.get(STATE));
            findings.say(format!("{stream}: order {id} is {is:?}, its events say {should:?}"));
        }
    }
    for order in events.keys() {
        findings.say(format!("{stream}: events of order {order}, which is not there"));
    }
    Ok(())
}

/// What was handed to another branch is there, and both halves know of each other.
pub fn pairs(
    session: &Session<'_>,
    stream: &StreamId,
    findings: &mut Findings,
) -> Result<(), Error> {
    for (id, order) in session.each_body(stream, Order::KIND)? {
        let Handover { from, to, .. } = Handover::of(&order);
        let back = |half: Handover| half.from;
        let forth = |half: Handover| half.to;
        let others = [to.map(|to| (to, back as Side)), from.map(|from| (from, forth as Side))];
        for (other, side) in others.into_iter().flatten() {
            let half = match branch::stream(&other.branch) {
                Ok(place) => session.body(&place, Order::KIND, other.order.0)?,
                Err(_) => None,
            };
            let known = half.and_then(|half| side(Handover::of(&half)));
            if known.is_none_or(|known| known.order.0 != id) {
                let OtherHalf { branch, number, .. } = other;
                findings.say(format!(
                    "{stream}: order {id} shares with {branch}, where {number} does not know it"
                ));
            }
        }
    }
    Ok(())
}

/// Which other half an order names.
type Side = fn(Handover) -> Option<OtherHalf>;

/// Every movement moves something, and over all places the sum of each part is zero.
pub fn stock(
    session: &Session<'_>,
    stream: &StreamId,
    findings: &mut Findings,
) -> Result<(), Error> {
    let mut balance = Balance::default();
    let mut parts = BTreeSet::new();
    for (id, body) in session.each_body(stream, StockMove::KIND)? {
        findings.moves += 1;
        match serde_json::from_value::<StockMove>(Value::Object(body)) {
            Ok(moved) if moved.quantity > 0 && moved.is_plausible() && moved.from != moved.to => {
                parts.insert(moved.part);
                balance.post(&moved);
            }
            _ => findings.say(format!("{stream}: {id} moves nothing")),
        }
    }
    for part in parts {
        let total = balance.total(part);
        if total != 0 {
            findings.say(format!("{stream}: part {part} sums to {total} over all places"));
        }
    }
    Ok(())
}
