//! Taking back what a run brought over.

use std::sync::Arc;

use domain::{
    Charge, ChargeId, Customer, Event, Fields, Order, OrderId, Receipt, ReceiptId, Record, State,
    StockMove, StockMoveId, Visit,
};
use serde_json::Value;
use store::{ImportChange, Session, Stored};
use sync::Change;
use sync::order::{COMPLETION, STATE, STATE_BEFORE};
use uuid::Uuid;

use super::{ImportProgress, ImportSize, TakenBack};
use crate::deed::{Deed, Happening};
use crate::link::ADDRESS;
use crate::{Engine, Error, dispatch};

/// Records in one deed.
const RECORDS: u32 = 500;
/// Fields of an order that follow from what happened to it.
const FOLLOWING: [&str; 3] = [STATE, STATE_BEFORE, COMPLETION];
/// Under which name a run remembers what else it made for an order.
const BESIDE: &str = "beside";

/// How much of a run is there to be taken back.
pub(super) fn size(session: &Session<'_>, run: i64) -> Result<ImportSize, Error> {
    let mut size = ImportSize::default();
    for (kind, made, count) in session.import_size(run)? {
        size.records += count;
        match (kind.as_str(), made) {
            (Customer::KIND, true) => size.households += count,
            (Order::KIND, true) => size.orders += count,
            _ => {}
        }
    }

    Ok(size)
}

pub(super) async fn take_back(
    engine: Engine,
    run: i64,
    progress: Arc<ImportProgress>,
) -> Result<TakenBack, Error> {
    let known = engine.workers.read(move |session| Ok(session.import_run(run)?)).await?;
    if known.is_none_or(|run| run.undone) {
        return Err(Error::Unknown("import"));
    }
    let all = engine.workers.read(move |session| size(session, run)).await?.records;
    let mut taken = TakenBack::default();
    loop {
        progress.reach(taken.records + taken.kept, all);
        if progress.is_stopped() {
            return Ok(TakenBack { stopped: true, ..taken });
        }
        let part = engine
            .deed("undo_import", move |deed| {
                let enrolled = deed.session.setting(ADDRESS)?.is_some();
                let changes = deed.session.take_import_changes(run, RECORDS)?;
                let mut part = TakenBack::default();
                for change in &changes {
                    if take(deed, change, enrolled)? { part.records += 1 } else { part.kept += 1 }
                }
                Ok(part)
            })
            .await?;
        if part == TakenBack::default() {
            break;
        }
        taken.records += part.records;
        taken.kept += part.kept;
    }
    engine.workers.write(move |session| Ok(session.mark_import_undone(run)?)).await?;
    engine.changed.tell();

    Ok(taken)
}

/// Whether the record is as it was before. One that was worked on since stays.
fn take(deed: &Deed<'_>, change: &ImportChange, enrolled: bool) -> Result<bool, Error> {
    let (kind, id) = (change.kind.as_str(), change.id);
    let Some(stored) = deed.session.stored(kind, id)? else { return Ok(true) };
    match &change.before {
        Some(before) => put_back(deed, change, (&stored, before)),
        None if kind == StockMove::KIND => carry_back(deed, StockMoveId(id)),
        None if is_worked_on(deed.session, change, &stored)? => Ok(false),
        // Headquarters keeps every order it has heard of, and will hear of those that wait to be sent.
        None if kind == Order::KIND && enrolled => {
            owe_nothing(deed, OrderId(id))?;
            for visit in deed.session.visits_of(OrderId(id))? {
                dispatch::take_back(deed, visit)?;
            }
            let (order, progress) = deed.progress(OrderId(id))?;
            // It came over as one that was called off.
            if progress.state == State::Cancelled {
                return Ok(true);
            }
            if progress.after(order.kind.family(), Event::WithdrawImport).is_none() {
                return Ok(false);
            }
            deed.happen(OrderId(id), Event::WithdrawImport, Happening::default())?;
            Ok(true)
        }
        None => {
            if kind == Order::KIND {
                owe_nothing(deed, OrderId(id))?;
                for visit in deed.session.visits_of(OrderId(id))? {
                    deed.remove::<Visit>(visit)?;
                }
            }
            let (kind, base_rev) = (change.kind.clone(), stored.rev);
            deed.session.stage(Change::Remove { kind, id, base_rev })?;
            Ok(true)
        }
    }
}

/// Moves pieces back that were there on the first day. Those that were used or carried since stay.
fn carry_back(deed: &Deed<'_>, id: StockMoveId) -> Result<bool, Error> {
    let moved: StockMove = deed.get(id)?;
    let there = match &moved.serial {
        Some(serial) => {
            i64::from(deed.session.place_of_serial(moved.part, serial)? == Some(moved.to))
        }
        None => {
            let held = deed.session.held(moved.part, moved.to, moved.condition)?;
            held.iter().filter(|(owner, _)| *owner == moved.owner).map(|(_, pieces)| pieces).sum()
        }
    };
    if there < moved.quantity {
        return Ok(false);
    }
    crate::stock::move_back(deed, &[id])?;

    Ok(true)
}

/// Takes back what an order costs its customer, and what they paid for it.
fn owe_nothing(deed: &Deed<'_>, order: OrderId) -> Result<(), Error> {
    for (id, charge) in deed.session.facts_about::<Charge>(order)? {
        deed.note::<_, ChargeId>(&charge.reversed(ChargeId(id), deed.now))?;
    }
    for (id, receipt) in deed.session.facts_about::<Receipt>(order)? {
        let (amount, reverses) = (-receipt.amount, Some(ReceiptId(id)));
        deed.note::<_, ReceiptId>(&Receipt { amount, reverses, at: deed.now, ..receipt })?;
    }

    Ok(())
}

/// What a line makes of an order beside the order and what happened to it first: the visit that is planned, with what
/// happened then, what is charged and what was paid. Each by its name, as it was written.
pub(super) fn beside(made: &[Change]) -> Fields {
    let order = made.iter().position(|change| change.kind() == Order::KIND);
    let after = order.map_or(made.len(), |at| at + 2).min(made.len());
    let bodies = made[after..].iter().filter_map(|change| match change {
        Change::Create { id, body, .. } | Change::Fact { id, body, .. } => {
            Some((id.to_string(), Value::Object(body.clone())))
        }
        Change::Patch { .. } | Change::Remove { .. } => None,
    });
    let beside: Fields = bodies.collect();
    if beside.is_empty() {
        return Fields::new();
    }

    std::iter::once((BESIDE.to_owned(), Value::Object(beside))).collect()
}

/// Puts the fields back that still say what the run wrote. Answers whether those were all.
fn put_back(
    deed: &Deed<'_>,
    change: &ImportChange,
    (stored, before): (&Stored, &Fields),
) -> Result<bool, Error> {
    let wrote = |name: &String| change.after.as_ref().and_then(|after| after.get(name));
    let is_as_written = |name: &String| {
        wrote(name).is_some_and(|wrote| stored.fields.get(name).unwrap_or(&Value::Null) == wrote)
    };
    let fields: Fields = before
        .iter()
        .filter(|(name, _)| is_as_written(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let all = fields.len() == before.len();
    if !fields.is_empty() {
        let (kind, id, base_rev) = (change.kind.clone(), change.id, stored.rev);
        deed.session.stage(Change::Patch { kind, id, base_rev, fields })?;
    }

    Ok(all)
}

/// Whether a record that a run made is needed by now, or says something else than the run wrote.
fn is_worked_on(
    session: &Session<'_>,
    change: &ImportChange,
    stored: &Stored,
) -> Result<bool, Error> {
    let (kind, id) = (change.kind.as_str(), change.id);
    if kind == Order::KIND {
        let order = OrderId(id);
        let beside = change.after.as_ref().and_then(|after| after.get(BESIDE)?.as_object());
        let wrote = |id: Uuid| beside.and_then(|made| made.get(&id.to_string()));
        for visit in session.visits_of(order)? {
            let now = session.stored(Visit::KIND, visit.0)?.map(|stored| stored.fields);
            if now.as_ref() != wrote(visit.0).and_then(Value::as_object) {
                return Ok(true);
            }
        }
        let since = session.facts_of_order(order)?;
        if since.iter().filter(|fact| wrote(fact.id).is_none()).count() > 1 {
            return Ok(true);
        }
    }

    Ok(is_edited(change, &stored.fields) || session.is_referred_to(kind, id)?)
}

/// Whether a record's fields are not those that a run wrote. Where an order stands is no field of its own.
fn is_edited(change: &ImportChange, now: &Fields) -> bool {
    // A version that did not remember what it wrote leaves that to the references.
    let Some(after) = &change.after else { return false };
    let said = |fields: &Fields| {
        let mut fields = fields.clone();
        fields.retain(|name, value| {
            !value.is_null() && name != BESIDE && !FOLLOWING.contains(&name.as_str())
        });
        fields
    };

    said(after) != said(now)
}
