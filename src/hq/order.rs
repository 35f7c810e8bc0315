//! What headquarters does to orders that are in its streams already: cancel them, hand them to another branch, and end a
//! dispute about them.

mod dispute;
mod handing;
mod wish;

use domain::{
    CancelReason, Event, Handover, Moment as At, Order, OrderEvent, OrderNumber, Record as _,
    State, fields_of,
};
use serde::Serialize;
use sync::order::{DISPUTED, STATE};
use sync::{Change, Env, Fields, StreamId};
use uuid::Uuid;

use crate::deed::{self, Deed};
use crate::journal::Noted;
use crate::storage::Session;
use crate::surroundings::{Moment, new_id};
use crate::{ACTOR, Error, Storage};

/// The most orders that are listed at once.
pub const LISTED: u32 = 1_000;

/// An order, as a person at headquarters asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Its number.
    pub number: String,
    /// Where it lies.
    pub stream: StreamId,
    /// Its name.
    pub id: Uuid,
    /// What it is at.
    pub state: State,
    /// Whether some say cancelled and others done.
    pub disputed: bool,
    /// What it says of another branch.
    #[serde(flatten)]
    pub handover: Handover,
    /// Whether it can be handed to another branch now: what can be cancelled, and never was handed on.
    #[serde(skip)]
    pub movable: bool,
}

pub use dispute::{There, reopen, reopenable, settle};
pub use handing::{Handed, halves, hand_over, tell_ends};
pub use wish::{refuse, wished};

/// How an order stands.
pub fn show(storage: &Storage, number: &str) -> Result<Standing, Error> {
    let number = parsed(number)?;

    storage.read(move |session, _| find(session, &number).map(|(standing, _)| standing))
}

/// Orders that some say were cancelled and others done; at most [`LISTED`].
pub fn disputed(storage: &Storage) -> Result<Vec<Standing>, Error> {
    storage.read(|session, _| {
        let found = session.disputed_orders(LISTED)?;

        Ok(found.into_iter().filter_map(standing).map(|(standing, _)| standing).collect())
    })
}

/// Cancels an order, with the words of whoever wants it. If somebody has taken it on, the branch sees a stop notice;
/// if the work was done meanwhile, it stands, and the order is disputed.
pub fn cancel(storage: &Storage, number: &str, why: &str) -> Result<Standing, Error> {
    let (number, why) = (parsed(number)?, why.trim().to_owned());

    storage.write(move |session, moment| {
        let (standing, order) = find(session, &number)?;
        let progress = domain::Progress { state: standing.state, before: None };
        if progress.after(order.kind.family(), Event::Cancel).is_none() {
            return Err(not_now(&standing));
        }
        let event = OrderEvent {
            order: standing.id.into(),
            event: Event::Cancel,
            from: Some(standing.state),
            visit: None,
            reason: Some(CancelReason::Other),
            remark: Some(why.clone()).filter(|why| !why.is_empty()),
            at: At(moment.now_ms()),
            by: None,
        };
        let id = new_id(moment);
        let change =
            Change::Fact { kind: OrderEvent::KIND.to_owned(), id, body: fields_of(&event) };
        submit(session, moment, (&standing, "cancel_order"), change)?;
        session.write_down(moment, Noted::OrderCancelled, &standing.number)?;

        find(session, &number).map(|(standing, _)| standing)
    })
}

fn submit(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (standing, name): (&Standing, &'static str),
    change: Change,
) -> Result<(), Error> {
    let (stream, actor) = (standing.stream.clone(), ACTOR.to_owned());

    deed::submit(session, moment, Deed { stream, name, actor, changes: vec![change] }).map(drop)
}

fn parsed(number: &str) -> Result<OrderNumber, Error> {
    number.trim().parse().map_err(|_| Error::NoSuchNumber(number.to_owned()))
}

fn not_now(standing: &Standing) -> Error {
    let state = standing.state.code();

    Error::NotNow { number: standing.number.clone(), state }
}

fn find(session: &Session<'_>, number: &OrderNumber) -> Result<(Standing, Order), Error> {
    let found = session.orders_numbered(number)?;
    if found.len() > 1 {
        let places = found.into_iter().map(|(stream, id, _)| (stream, id)).collect();
        return Err(Error::NumberTwice { number: number.to_string(), places });
    }

    found.into_iter().find_map(standing).ok_or_else(|| Error::NoSuchNumber(number.to_string()))
}

/// An order that this version can read.
fn standing((stream, id, body): (StreamId, Uuid, Fields)) -> Option<(Standing, Order)> {
    let flag = |name: &str| body.get(name).and_then(serde_json::Value::as_bool).unwrap_or(false);
    let state = body.get(STATE).and_then(|state| serde_json::from_value(state.clone()).ok());
    let disputed = flag(DISPUTED);
    let handover = Handover::of(&body);
    let order: Order = serde_json::from_value(body.into()).ok()?;
    let family = order.kind.family();
    let state = state.unwrap_or(family.first());
    let number = order.number.to_string();
    let progress = domain::Progress { state, before: None };
    let movable = handover.to.is_none()
        && stream.branch_code().is_some()
        && progress.after(family, Event::Cancel).is_some();

    Some((Standing { number, stream, id, state, disputed, handover, movable }, order))
}

#[cfg(test)]
mod tests;
