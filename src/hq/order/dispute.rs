//! Orders that were cancelled and done at once: how headquarters ends the dispute, and takes that back.

use domain::{
    CancelReason, Event, Fields, Moment as At, Order, OrderEvent, Record as _, fields_of,
};
use serde_json::Value;
use sync::hq::{FieldMeta, HqTx, Record, Role};
use sync::order::{COMPLETION, DISPUTED, STATE, STOP_NOTICE};
use sync::{Change, Env, OpId};
use uuid::Uuid;

use super::{Standing, find, handing, not_now, parsed, standing};
use crate::deed::{Deed, submit_named};
use crate::journal::Noted;
use crate::storage::Session;
use crate::surroundings::{Moment, new_id};
use crate::{ACTOR, Error, Storage};

/// What becomes of an order that goes on in another branch, now that the work of the first one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum There {
    /// It ends there, unless that branch has done it too: nobody does it twice.
    Ends,
    /// It goes on there: something is left to do.
    GoesOn,
}

/// Ends a dispute: what was done stands. Where the order was handed to another branch meanwhile, `there` says what becomes of
/// it; if that branch has done it too both stand, and each is settled for itself.
pub fn settle(storage: &Storage, number: &str, there: There) -> Result<Standing, Error> {
    let number = parsed(number)?;

    storage.write(move |session, moment| {
        let (standing, _) = find(session, &number)?;
        lock(session, &standing)?;
        let (standing, _) = find(session, &number)?;
        if !standing.disputed {
            return Err(not_now(&standing));
        }
        let op = OpId::mint(moment);
        put_flag(session, moment, (&standing, "settle_dispute"), (op, Value::Null))?;
        if there == There::Ends {
            end_other_half(session, moment, (&standing, ending(op)))?;
        }
        session.write_down(moment, Noted::DisputeSettled, &standing.number)?;

        find(session, &number).map(|(standing, _)| standing)
    })
}

/// Takes the end of a dispute back, as long as nobody has gone on with the order since. What ended in another branch with
/// it goes on there as before.
pub fn reopen(storage: &Storage, number: &str) -> Result<Standing, Error> {
    let number = parsed(number)?;

    storage.write(move |session, moment| {
        let (standing, _) = find(session, &number)?;
        lock(session, &standing)?;
        let settled = settled_by(session, &standing)?.ok_or_else(|| not_now(&standing))?;
        let op = OpId::mint(moment);
        put_flag(session, moment, (&standing, "reopen_dispute"), (op, Value::Bool(true)))?;
        take_up_other_half(session, moment, (&standing, ending(settled)))?;
        session.write_down(moment, Noted::DisputeReopened, &standing.number)?;

        find(session, &number).map(|(standing, _)| standing)
    })
}

/// Which of these orders were disputed, and can be again.
pub fn reopenable(storage: &Storage, orders: &[Standing]) -> Result<Vec<Uuid>, Error> {
    let orders = orders.to_vec();

    storage.read(move |session, _| {
        let mut can = Vec::new();
        for order in &orders {
            can.extend(settled_by(session, order)?.map(|_| order.id));
        }
        Ok(can)
    })
}

/// Streams by name: nobody waits for us while we wait for them.
fn lock(session: &mut Session<'_>, order: &Standing) -> Result<(), Error> {
    let live = handing::live_half(session, order)?;
    let mut streams: Vec<_> = live.into_iter().map(|it| it.stream).collect();
    streams.push(order.stream.clone());
    streams.sort();
    for stream in &streams {
        session.stream(stream)?;
    }

    Ok(())
}

/// What ended the dispute about an order, if nothing was built upon that.
fn settled_by(session: &mut Session<'_>, order: &Standing) -> Result<Option<OpId>, Error> {
    let Some(record) = at_hand(session, order)? else { return Ok(None) };
    if record.body.contains_key(DISPUTED) {
        return Ok(None);
    }
    let Some(settled) = record.fields.get(DISPUTED) else { return Ok(None) };
    let is_later = |field: &str| record.fields.get(field).is_some_and(|it| it.rev > settled.rev);

    Ok((!is_later(STATE) && !is_later(COMPLETION)).then_some(settled.op_id))
}

fn at_hand(session: &mut Session<'_>, order: &Standing) -> Result<Option<Record>, Error> {
    let record = session.record(&order.stream, Order::KIND, order.id)?;

    Ok(record.filter(|record| record.removed.is_none()))
}

fn put_flag(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (order, name): (&Standing, &'static str),
    (op, value): (OpId, Value),
) -> Result<(), Error> {
    let base_rev = at_hand(session, order)?.map_or(0, |record| record.rev);
    let fields = Fields::from_iter([(DISPUTED.to_owned(), value)]);
    let change = Change::Patch { kind: Order::KIND.to_owned(), id: order.id, base_rev, fields };

    say(session, moment, (order, name), (op, vec![change]))
}

/// The name of the operation that ends the other half, after that which ended the dispute: so it is known again.
fn ending(settled: OpId) -> OpId {
    let hash =
        blake3::derive_key("branchdesk hq 2026-11-23 other half ended", settled.0.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);

    OpId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Ends the order that another branch has. Whoever has done it there already keeps it.
fn end_other_half(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (first, op): (&Standing, OpId),
) -> Result<(), Error> {
    let Some(live) = handing::live_half(session, first)? else { return Ok(()) };
    let body = session.body(&live.stream, Order::KIND, live.id)?;
    let order = body.and_then(|body| standing((live.stream.clone(), live.id, body)));
    let progress = domain::Progress { state: live.state, before: None };
    let family = order.map(|(_, order)| order.kind.family());
    if family.and_then(|family| progress.after(family, Event::Cancel)).is_none() {
        return Ok(());
    }
    let event = event(moment, &live, (Event::Cancel, Some(CancelReason::DoneThere)));

    say(session, moment, (&live, "end_other_half"), (op, vec![event]))
}

/// Takes up what the end of the dispute ended, unless it went on since.
fn take_up_other_half(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (first, ended_by): (&Standing, OpId),
) -> Result<(), Error> {
    let Some(live) = handing::live_half(session, first)? else { return Ok(()) };
    let Some(record) = at_hand(session, &live)? else { return Ok(()) };
    let is_by_it = |field: &str| {
        let by = |mark: &FieldMeta| mark.op_id == ended_by;
        record.body.contains_key(field) && record.fields.get(field).is_some_and(by)
    };
    if !is_by_it(STATE) {
        return Ok(());
    }
    let mut changes = vec![event(moment, &live, (Event::Reinstate, None))];
    // Nobody has to be stopped any more.
    if is_by_it(STOP_NOTICE) {
        let fields = Fields::from_iter([(STOP_NOTICE.to_owned(), Value::Null)]);
        let (kind, id, base_rev) = (Order::KIND.to_owned(), live.id, record.rev);
        changes.push(Change::Patch { kind, id, base_rev, fields });
    }
    let op = OpId::mint(moment);

    say(session, moment, (&live, "take_up_other_half"), (op, changes))
}

fn event(
    moment: &mut Moment,
    order: &Standing,
    (event, reason): (Event, Option<CancelReason>),
) -> Change {
    let event = OrderEvent {
        order: order.id.into(),
        event,
        from: Some(order.state),
        visit: None,
        reason,
        remark: None,
        at: At(moment.now_ms()),
        by: None,
    };

    Change::Fact { kind: OrderEvent::KIND.to_owned(), id: new_id(moment), body: fields_of(&event) }
}

fn say(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (order, name): (&Standing, &'static str),
    (op, changes): (OpId, Vec<Change>),
) -> Result<(), Error> {
    let (stream, actor) = (order.stream.clone(), ACTOR.to_owned());
    let deed = Deed { stream, name, actor, changes };

    submit_named(op, Role::Headquarters, (session, moment), deed).map(drop)
}
