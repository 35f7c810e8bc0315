//! Closing an order: what must agree before nothing more is said about it.

use std::collections::BTreeMap;
use std::ops::Add as _;

use domain::{
    Charge, ChargeId, Code, Event, Money, Order, OrderId, OrderKind, Outcome, Payer, Receipt,
    State, Visit, VisitId, VisitResult, VisitState,
};
use store::Session;

use crate::Error;
use crate::deed::{Deed, Happening};

/// What stands against closing an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// No sheet says what the work came to.
    NoResult,
    /// The sheet of a repair does not say which fault was found, why, or what was done.
    NoCodes,
    /// A visit is neither ended nor void.
    VisitOpen,
    /// The money that came in is not what the sheets say is owed, and none of them says why.
    Cash {
        /// What the customer owes.
        due: Money,
        /// What came in.
        taken: Money,
    },
}

/// Closes an order that was called back, if nothing stands against it; answers what does.
pub(crate) fn close(deed: &Deed<'_>, order: OrderId) -> Result<Vec<Flaw>, Error> {
    let (head, progress) = deed.progress(order)?;
    if progress.state != State::CalledBack {
        return Err(Error::NotNow { event: Event::Close, state: progress.state });
    }
    let flaws = flaws(deed.session, order, &head)?;
    if flaws.is_empty() {
        deed.happen(order, Event::Close, Happening::default())?;
    }

    Ok(flaws)
}

/// What stands against closing an order, apart from the call.
pub(super) fn flaws(
    session: &Session<'_>,
    order: OrderId,
    head: &Order,
) -> Result<Vec<Flaw>, Error> {
    let results = latest_results(session, order)?;
    let mut flaws = Vec::new();
    // Another system's orders come without sheets: what they came to was entered there.
    let imported = session
        .facts_of_order(order)?
        .iter()
        .any(|fact| fact.kind == "order_event" && fact.code.as_deref() == Some("import_done"));
    if results.is_empty() && !imported {
        flaws.push(Flaw::NoResult);
    }
    let finished = results.iter().rev().find(|result| result.outcome == Outcome::Finished);
    if let (OrderKind::Repair, Some(result)) = (head.kind, finished)
        && lacks_codes(session, head, result)?
    {
        flaws.push(Flaw::NoCodes);
    }
    for visit in session.visits_of(order)? {
        let open = |visit: &Visit| matches!(visit.state, VisitState::Planned | VisitState::Printed);
        if session.get::<Visit>(visit)?.is_some_and(|visit| open(&visit)) {
            flaws.push(Flaw::VisitOpen);
            break;
        }
    }
    let (due, taken) = cash(session, order, &results)?;
    // What another system's work still costs was explained there.
    let explained = results.is_empty() || results.iter().any(|result| result.remark.is_some());
    if due != taken && !explained {
        flaws.push(Flaw::Cash { due, taken });
    }

    Ok(flaws)
}

/// Whether one of the three codes is missing; a cause only where the catalogue has any for such a machine.
fn lacks_codes(session: &Session<'_>, head: &Order, result: &VisitResult) -> Result<bool, Error> {
    if result.fault.is_none() || result.measure.is_none() {
        return Ok(true);
    }
    if result.cause.is_some() {
        return Ok(false);
    }
    let codes = session.all::<Code>()?;

    Ok(!crate::sheets::causes(session, head, &codes)?.is_empty())
}

/// What each visit came to by its latest entry, in the order of the entries.
pub(super) fn latest_results(
    session: &Session<'_>,
    order: OrderId,
) -> Result<Vec<VisitResult>, Error> {
    let mut latest: BTreeMap<VisitId, VisitResult> = BTreeMap::new();
    for (_, result) in session.facts_about::<VisitResult>(order)? {
        latest.insert(result.visit, result);
    }
    let mut results: Vec<_> = latest.into_values().collect();
    results.sort_by_key(|result| result.at);

    Ok(results)
}

/// What is owed, by the sheets and without a visit, and what came in: with them, and later without a visit.
pub(super) fn cash(
    session: &Session<'_>,
    order: OrderId,
    results: &[VisitResult],
) -> Result<(Money, Money), Error> {
    let charges = session.facts_about::<Charge>(order)?;
    let taken_back: Vec<_> = charges.iter().filter_map(|(_, charge)| charge.reverses).collect();
    // The sheet's own are in what was due by it.
    let since = |charge: &Charge| {
        let sheet = results.iter().find(|result| Some(result.visit) == charge.visit);
        sheet.is_some_and(|result| charge.at > result.at) && charge.reverses.is_none()
    };
    let beside = charges.iter().filter(|(id, charge)| {
        let stands =
            charge.visit.is_none() || since(charge) && !taken_back.contains(&ChargeId(*id));
        stands && charge.payer == Payer::Customer
    });
    let brought: Vec<Money> = beside.map(|(_, charge)| charge.amount).collect();
    let dues: Vec<Money> = results.iter().map(|result| result.due).chain(brought).collect();
    let currency = dues.first().map(|due| due.currency).unwrap_or_default();
    let due = dues.into_iter().fold(Money::zero(currency), Money::add);
    let with = results.iter().fold(Money::zero(currency), |sum, result| sum + result.cash);
    let later = session.facts_about::<Receipt>(order)?;
    // What a sheet says itself came with it.
    let own = |receipt: &Receipt| {
        let sheet = results.iter().find(|result| Some(result.visit) == receipt.visit);
        receipt.visit.is_some() && sheet.is_none_or(|result| receipt.at <= result.at)
    };
    let later = later.iter().filter(|(_, receipt)| !own(receipt));

    Ok((due, later.fold(with, |sum, (_, receipt)| sum + receipt.amount)))
}
