//! Taking an entry back: opposite facts, and the sheet is out again.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Appliance, Charge, ChargeId, Condition, Event, Location, Order, OrderEvent, OrderId, OrderKind,
    Outcome, Owner, PartId, Receipt, ReceiptId, State, StockMove, StockMoveId, StockReason, Visit,
    VisitId, VisitResult, VisitState,
};
use uuid::Uuid;

use super::fare::take_over;
use crate::Error;
use crate::deed::{Deed, Happening};

/// Takes back an entry that was a mistake altogether, and the order is at what it was `before`: somebody is still to
/// go where nobody had been there yet.
pub(crate) fn take_back(deed: &Deed<'_>, order: OrderId, before: State) -> Result<(), Error> {
    let visit = reenter(deed, order)?;
    let again = match before {
        State::Assigned => &[Event::TakeBack][..],
        State::Booked => &[Event::TakeBack, Event::Book],
        // The entry was a correction, or the visit was known to be over.
        _ => return Ok(()),
    };
    let with = || Happening { visit: Some(visit), ..Happening::default() };

    again.iter().try_for_each(|event| deed.happen(order, *event, with()).map(drop))
}

/// Takes back the last sheet that was entered for an order, to enter it again. Answers which visit's it was.
pub(super) fn reenter(deed: &Deed<'_>, order: OrderId) -> Result<VisitId, Error> {
    let head: Order = deed.get(order)?;
    let results = deed.session.facts_about::<VisitResult>(order)?;
    let number = || head.number.to_string();
    let (_, last) = results.last().ok_or_else(|| Error::NoOpenVisit(number()))?;
    let visit: Visit = deed.get(last.visit)?;
    if visit.state != VisitState::Ended {
        return Err(Error::NoOpenVisit(number()));
    }
    let with = |visit| Happening { visit: Some(visit), ..Happening::default() };
    if let Some(other) = follower(deed, order, last)? {
        deed.happen(order, Event::Unassign, with(other))?;
    }
    deed.happen(order, Event::Reenter, with(last.visit))?;
    return_parts(deed, order, last.visit)?;
    return_charges(deed, order, last.visit)?;
    return_cash(deed, order, last.visit)?;
    if last.outcome != Outcome::Finished {
        take_over(deed, (order, &head), last.at)?;
    }
    uninstall(deed, &head, (&visit, last))?;
    let printed = deed.session.copies_of(last.visit)? > 0;
    deed.edit(last.visit, |visit: &mut Visit| {
        visit.state = if printed { VisitState::Printed } else { VisitState::Planned };
    })?;

    Ok(last.visit)
}

/// The other visit that the order followed as this sheet was entered, if that was the last that happened to it.
fn follower(
    deed: &Deed<'_>,
    order: OrderId,
    sheet: &VisitResult,
) -> Result<Option<VisitId>, Error> {
    let (_, progress) = deed.progress(order)?;
    let events = deed.session.facts_about::<OrderEvent>(order)?;
    let last = events.last().filter(|(_, last)| last.at == sheet.at).and_then(|(_, it)| it.visit);

    Ok(last.filter(|visit| {
        *visit != sheet.visit && matches!(progress.state, State::Assigned | State::Booked)
    }))
}

/// Forgets the day of an installation that this sheet wrote down.
fn uninstall(
    deed: &Deed<'_>,
    head: &Order,
    (visit, result): (&Visit, &VisitResult),
) -> Result<(), Error> {
    let finished = head.kind == OrderKind::Install && result.outcome == Outcome::Finished;
    let Some(appliance) = head.appliance.filter(|_| finished) else { return Ok(()) };
    let day = result.day(visit.slot, deed.clock.offset());
    deed.edit(appliance, |machine: &mut Appliance| {
        machine.installed = machine.installed.filter(|installed| *installed != day);
    })?;

    Ok(())
}

type Route = (PartId, Location, Location, Condition, Owner, Option<String>);

/// Moves back what the visit moved, less what was moved back before.
fn return_parts(deed: &Deed<'_>, order: OrderId, visit: VisitId) -> Result<(), Error> {
    let mut moved = BTreeMap::<Route, i64>::new();
    for (_, m) in deed.session.facts_about::<StockMove>(order)? {
        if m.visit != Some(visit) {
            continue;
        }
        let back = m.reason == StockReason::Reversed;
        let (from, to) = if back { (m.to, m.from) } else { (m.from, m.to) };
        let quantity = if back { -m.quantity } else { m.quantity };
        *moved.entry((m.part, from, to, m.condition, m.owner, m.serial)).or_default() += quantity;
    }
    for ((part, from, to, condition, owner, serial), quantity) in moved {
        if quantity > 0 {
            deed.note::<_, StockMoveId>(&StockMove {
                part,
                quantity,
                from: to,
                to: from,
                condition,
                owner,
                reason: StockReason::Reversed,
                serial,
                order: Some(order),
                visit: Some(visit),
                at: deed.now,
            })?;
        }
    }

    Ok(())
}

fn return_charges(deed: &Deed<'_>, order: OrderId, visit: VisitId) -> Result<(), Error> {
    let charges = deed.session.facts_about::<Charge>(order)?;
    let taken_back: BTreeSet<Uuid> =
        charges.iter().filter_map(|(_, charge)| charge.reverses).map(Uuid::from).collect();
    for (id, charge) in charges {
        let stands = charge.reverses.is_none() && !taken_back.contains(&id);
        if stands && charge.visit == Some(visit) {
            deed.note::<_, ChargeId>(&charge.reversed(ChargeId(id), deed.now))?;
        }
    }

    Ok(())
}

fn return_cash(deed: &Deed<'_>, order: OrderId, visit: VisitId) -> Result<(), Error> {
    for (id, receipt, left) in crate::orders::standing_receipts(deed.session, order)? {
        if receipt.visit == Some(visit) && left == receipt.amount {
            let (amount, reverses) = (-receipt.amount, Some(id));
            let back = Receipt { amount, at: deed.now, reverses, ..receipt };
            deed.note::<_, ReceiptId>(&back)?;
        }
    }
    // What went out in part, and what two desks returned at once.
    let receipts = deed.session.facts_about::<Receipt>(order)?;
    let of_visit = receipts.into_iter().map(|(_, receipt)| receipt);
    let sum = of_visit.filter(|receipt| receipt.visit == Some(visit)).reduce(|sum, receipt| {
        let amount = sum.amount + receipt.amount;
        Receipt { amount, ..sum }
    });
    if let Some(receipt) = sum.filter(|receipt| !receipt.amount.is_zero()) {
        let (amount, reverses) = (-receipt.amount, None);
        let back = Receipt { amount, at: deed.now, reverses, ..receipt };
        deed.note::<_, ReceiptId>(&back)?;
    }

    Ok(())
}
