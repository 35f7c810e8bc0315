//! An order that goes to another branch: it ends where it is, goes on under a number of the other branch, and the first
//! branch hears how that ended.
//!
//! Both halves are made in one transaction, so nobody ever sees one alone. The end is told later, in a transaction of its
//! own: a desk that reports work touches the stream of its own branch and no other.

use domain::handover::{EVENT_ENDED, EVENT_HANDED, HANDED_END, HANDED_FROM};
use domain::{
    Address, Appliance, CancelReason, Customer, Event, Fields, Handover, Moment as At, Order,
    OrderEvent, OrderNumber, OtherHalf, Record, State, fields_of,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sync::hq::{FieldMeta, HqTx, Role};
use sync::order::STATE;
use sync::{Change, Env, OpId, StreamId};
use uuid::Uuid;

use super::{Standing, find, not_now, parsed, standing};
use crate::deed::{Deed, submit_named};
use crate::intake::{area, order as intake};
use crate::journal::Noted;
use crate::storage::{Session, Untold, ending, outcome};
use crate::surroundings::{Moment, new_id};
use crate::{ACTOR, Error, Storage, branch};

/// So many ends are looked for at once.
const PORTION: u32 = 100;
/// So many branches an order is followed through.
const HALVES: usize = 20;

/// An order that went to another branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handed {
    /// What was handed over, as it stands now.
    pub from: Standing,
    /// What it goes on as.
    pub to: Standing,
}

/// Hands an order to another branch, with words that both see. Where it was it is cancelled; if somebody has taken it on
/// there, they see a stop notice, and what they did before they heard of it stands. Whoever asks the same again gets the
/// same answer.
pub fn hand_over(
    storage: &Storage,
    number: &str,
    branch: &str,
    why: Option<&str>,
) -> Result<Handed, Error> {
    let (number, code) = (parsed(number)?, branch.trim().to_ascii_uppercase());
    let why = why.map(str::trim).filter(|why| !why.is_empty()).map(str::to_owned);

    storage.write(move |session, moment| {
        if session.branch(&code)?.is_none() {
            return Err(Error::UnknownBranch(code.clone()));
        }
        let (from, order) = match to_be_moved(session, &number, &code)? {
            Found::Moved(handed) => return Ok(*handed),
            Found::Here(from, _) => {
                // The number before the streams, as an intake, and streams by name: nobody waits for us while we wait
                // for them.
                let next = intake::next_number(session, &code)?;
                let mut streams = [from.stream, branch::stream(&code)?];
                streams.sort();
                for stream in &streams {
                    session.stream(stream)?;
                }
                // Two who hand over the same order do it one after the other, each seeing what the other did.
                match to_be_moved(session, &number, &code)? {
                    Found::Moved(handed) => return Ok(*handed),
                    Found::Here(from, order) => (from, Order { number: next, ..*order }),
                }
            }
        };
        let to = successor(session, moment, (&from, order), &code)?;
        hand(session, moment, (&from, &to), why.as_deref())?;
        let subject = format!("{} {code} {}", from.number, to.number);
        session.write_down(moment, Noted::OrderHandedOver, &subject)?;

        let from = half_at(session, &from.stream, from.id)?.ok_or_else(|| not_now(&from))?;
        let to = half(session, &to)?.ok_or_else(|| not_now(&from))?;
        Ok(Handed { from, to })
    })
}

/// An order that is to be moved.
enum Found {
    /// It is where it was.
    Here(Standing, Box<Order>),
    /// It was moved there before.
    Moved(Box<Handed>),
}

fn to_be_moved(session: &Session<'_>, number: &OrderNumber, code: &str) -> Result<Found, Error> {
    let (from, order) = find(session, number)?;
    // Work that was done here meanwhile stands: then it is this branch's again, whatever became of the other half.
    let moved = from.handover.to.as_ref().filter(|to| to.branch == code);
    if let Some(to) = moved.filter(|_| from.state == State::Cancelled) {
        let to = half(session, to)?.ok_or_else(|| not_now(&from))?;
        return Ok(Found::Moved(Box::new(Handed { from, to })));
    }

    Ok(Found::Here(movable(from, code)?, Box::new(order)))
}

/// The order of this number and those of other branches that it came from or went to, the first branch's first.
pub fn halves(storage: &Storage, number: &str) -> Result<Vec<Standing>, Error> {
    let number = parsed(number)?;

    storage.read(move |session, _| {
        let (own, _) = find(session, &number)?;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut at = own.handover.from.clone();
        while let Some(other) = at.filter(|_| before.len() < HALVES) {
            let Some(found) = half(session, &other)? else { break };
            at = found.handover.from.clone();
            before.push(found);
        }
        let mut at = own.handover.to.clone();
        while let Some(other) = at.filter(|_| after.len() < HALVES) {
            let Some(found) = half(session, &other)? else { break };
            at = found.handover.to.clone();
            after.push(found);
        }

        Ok(before.into_iter().rev().chain([own]).chain(after).collect())
    })
}

/// Tells branches how the orders ended that they handed over: so many were told. Whatever stops this, it
/// goes on where it was, and any number of nodes may do it at once. One that cannot be told holds up no other.
pub fn tell_ends(storage: &Storage) -> Result<usize, Error> {
    let (mut all, mut failed, mut after) = (0, None, None);
    loop {
        let found = storage.read(|session, _| session.untold(after, PORTION))?;
        let Some(last) = found.last() else { break };
        after = Some((last.no, last.id));
        all += found.len();
        for it in found {
            let told = storage.write(move |session, moment| tell(session, moment, &it));
            failed = failed.or(told.err());
        }
    }

    failed.map_or(Ok(all), Err)
}

/// Where an order may go: not to where it is, and not once somebody works on it no more.
fn movable(from: Standing, code: &str) -> Result<Standing, Error> {
    if from.stream.branch_code() == Some(code) {
        let (number, branch) = (from.number, code.to_owned());
        return Err(Error::WithThisBranch { number, branch });
    }

    if from.movable { Ok(from) } else { Err(not_now(&from)) }
}

/// The order that the last branch of all has, where this one was handed on.
pub(super) fn live_half(
    session: &Session<'_>,
    first: &Standing,
) -> Result<Option<Standing>, Error> {
    let (mut at, mut last) = (first.handover.to.clone(), None);
    for _ in 0..HALVES {
        let Some(other) = at else { break };
        let Some(found) = half(session, &other)? else { break };
        at = found.handover.to.clone();
        last = Some(found);
    }

    Ok(last)
}

/// Makes the order that it goes on as, with what that branch must know of customer, address and machine. Who was to go and
/// when is for the new branch to say; what the customer was promised stays promised. `order` has its new number already.
fn successor(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (from, order): (&Standing, Order),
    code: &str,
) -> Result<OtherHalf, Error> {
    let person = session.one_person(&from.stream, order.customer.0)?;
    let customer: Customer = profile(session, from, person.kept())?.ok_or_else(|| not_now(from))?;
    if customer.erased {
        return Err(not_now(from));
    }
    let address: Option<Address> = match order.address {
        Some(id) => profile(session, from, person.now(id.0))?,
        None => None,
    };
    let appliance: Option<Appliance> = match order.appliance {
        Some(id) => profile(session, from, person.now(id.0))?,
        None => None,
    };
    let area = match &address {
        Some(address) => area::within(session, code, &address.place)?,
        None => None,
    };
    let origin = origin(from)?;
    let wanted = intake::Wanted {
        customer: Customer { origin: None, since: Some(At(moment.now_ms())), ..customer },
        address: address.map(|address| Address { area, ..address }),
        appliance: appliance.map(|it| Appliance { part_of: None, origin: None, ..it }),
        order: Order { received_by: None, branch: None, origin: None, went: None, ..order },
        more: Fields::from_iter([(HANDED_FROM.to_owned(), json!(origin))]),
    };
    let number = wanted.order.number.clone();
    let taken = intake::place(session, moment, code, wanted)?;

    Ok(OtherHalf { branch: code.to_owned(), number, order: taken.id.into() })
}

/// Ends the order where it was.
fn hand(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (from, to): (&Standing, &OtherHalf),
    why: Option<&str>,
) -> Result<(), Error> {
    let event = OrderEvent {
        order: from.id.into(),
        event: Event::Cancel,
        from: Some(from.state),
        visit: None,
        reason: Some(CancelReason::HandedOver),
        remark: why.map(str::to_owned),
        at: At(moment.now_ms()),
        by: None,
    };
    let mut body = fields_of(&event);
    body.insert(EVENT_HANDED.to_owned(), json!(to));
    let change = Change::Fact { kind: OrderEvent::KIND.to_owned(), id: new_id(moment), body };

    super::submit(session, moment, (from, "hand_over_order"), change)
}

/// Tells the branch that handed an order over how it ended, unless it knows or has that order no more.
fn tell(session: &mut Session<'_>, moment: &mut Moment, it: &Untold) -> Result<(), Error> {
    let place = branch::stream(&it.branch)?;
    // Nodes that tell the same branch do so one after the other, each seeing what the other told.
    session.stream(&place)?;
    let own = session.record(&it.stream, Order::KIND, it.id)?;
    let Some(own) = own.filter(|own| own.removed.is_none()) else { return session.mark_told(it) };
    let end = outcome(&own.body);
    let it = &Untold { ended: ending(end.clone()), ..it.clone() };

    let origin = half_at(session, &place, it.origin)?;
    let handover = origin.map(|origin| origin.handover);
    let knows_it = |known: &Handover| known.to.as_ref().is_some_and(|to| to.order.0 == it.id);
    if handover.filter(knows_it).is_some_and(|known| ending(known.end) != it.ended) {
        let marks = [STATE, HANDED_END].into_iter().filter_map(|field| own.fields.get(field));
        let mark = marks.copied().max_by_key(|mark| mark.rev).unwrap_or(own.made);
        let event = OrderEvent {
            order: it.origin.into(),
            event: Event::HandoverEnded,
            from: None,
            visit: None,
            reason: None,
            remark: None,
            at: At(mark.at_ms),
            by: None,
        };
        let mut body = fields_of(&event);
        body.insert(EVENT_ENDED.to_owned(), json!(end.unwrap_or_default()));
        let (op_id, id) = (end_name(it, mark, "deed"), end_name(it, mark, "event"));
        let change = Change::Fact { kind: OrderEvent::KIND.to_owned(), id, body };
        let (name, actor) = ("tell_handover_ended", ACTOR.to_owned());
        let deed = Deed { stream: place, name, actor, changes: vec![change] };
        submit_named(OpId(op_id), Role::Headquarters, (session, moment), deed)?;
    }

    session.mark_told(it)
}

/// The same end has the same name, whoever tells it how often.
fn end_name(it: &Untold, mark: FieldMeta, what: &str) -> Uuid {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(b"handover ended")
        .update(what.as_bytes())
        .update(it.id.as_bytes())
        .update(it.origin.as_bytes())
        .update(mark.op_id.0.as_bytes())
        .update(it.ended.as_deref().unwrap_or_default().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);

    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A record of the order's own branch.
fn profile<R: Record + DeserializeOwned>(
    session: &mut Session<'_>,
    order: &Standing,
    id: Uuid,
) -> Result<Option<R>, Error> {
    let record = session.record(&order.stream, R::KIND, id)?;
    let body = record.filter(|record| record.removed.is_none()).map(|record| record.body);

    Ok(body.and_then(|body| serde_json::from_value(Value::Object(body)).ok()))
}

/// The order as the other branch knows it.
fn origin(from: &Standing) -> Result<OtherHalf, Error> {
    let branch = from.stream.branch_code().ok_or_else(|| not_now(from))?.to_owned();

    Ok(OtherHalf { branch, number: parsed(&from.number)?, order: from.id.into() })
}

/// The other half, if it is there.
fn half(session: &Session<'_>, other: &OtherHalf) -> Result<Option<Standing>, Error> {
    half_at(session, &branch::stream(&other.branch)?, other.order.0)
}

fn half_at(session: &Session<'_>, stream: &StreamId, id: Uuid) -> Result<Option<Standing>, Error> {
    let body = session.body(stream, Order::KIND, id)?;

    Ok(body.and_then(|body| standing((stream.clone(), id, body))).map(|(standing, _)| standing))
}

#[cfg(test)]
mod storm;
#[cfg(test)]
mod tests;
