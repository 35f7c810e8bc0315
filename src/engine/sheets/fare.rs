//! The way to a household and the remote fee: charged once for all that is done there in a day.

use chrono::NaiveDate;
use domain::{
    AddressId, Charge, ChargeId, ChargeKind, CustomerId, Family, Moment, Money, Order, OrderId,
    Outcome, Payer, State, Visit, VisitId, VisitResult,
};
use store::{OrderFilter, OrderRow, Session, Stage};

use super::form;
use crate::deed::Deed;
use crate::{Clock, Error};

/// What is charged once for all that is done at a household in a day.
pub(super) const ONCE_A_DAY: [ChargeKind; 2] = [ChargeKind::Trip, ChargeKind::Remote];
/// So many of a household's orders are looked at, the latest first.
const LOOKED_AT: u32 = 50;

/// How sure it is that a fee is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FareStanding {
    /// It is.
    Charged,
    /// It will be, as somebody goes for that order.
    Planned,
    /// It will be if somebody goes as was promised.
    Promised,
}

/// A trip or remote fee of one order, which covers whatever else is done at the same place on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fare {
    /// The order that bears it.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// Where it leads.
    pub address: Option<AddressId>,
    /// When.
    pub day: NaiveDate,
    /// Trip or remote.
    pub kind: ChargeKind,
    /// How sure it is.
    pub standing: FareStanding,
    /// When that order came in.
    pub received: Moment,
}

/// All that orders of a household bear or will bear.
pub(crate) fn fares(
    session: &Session<'_>,
    customer: CustomerId,
    clock: &Clock,
) -> Result<Vec<Fare>, Error> {
    let filter =
        OrderFilter { stage: Stage::All, customer: Some(customer), ..OrderFilter::default() };
    let mut fares = Vec::new();
    for row in session.orders(&filter, LOOKED_AT)? {
        if row.kind.family() != Family::Service || row.state == State::Cancelled {
            continue;
        }
        let Some(head) = session.get::<Order>(row.id)? else { continue };
        let borne = charged(session, row.id, clock)?.into_iter().chain(to_come(
            session,
            (&row, &head),
            clock,
        )?);
        fares.extend(borne.map(|(kind, day, standing)| Fare {
            order: row.id,
            number: row.number.clone(),
            address: head.address,
            day,
            kind,
            standing,
            received: row.received,
        }));
    }

    Ok(fares)
}

/// Of these, what another order bears in place of this one. Of two that are only planned, the one bears it that came
/// in first.
pub(super) fn borne_elsewhere(fares: Vec<Fare>, (order, head): (OrderId, &Order)) -> Vec<Fare> {
    let mut fares = fares;
    fares.retain(|fare| {
        let first = (fare.received, fare.order) < (head.received, order);
        let bears = match fare.standing {
            FareStanding::Charged => true,
            FareStanding::Planned => first,
            FareStanding::Promised => false,
        };
        fare.order != order && fare.address == head.address && bears
    });

    fares
}

/// The fees that `ended` was to bear on `day`, and that nobody bears now that it ended in vain: the first order that
/// was finished at the same place on that day is charged with them after all. Answers its number.
pub(crate) fn pass_on(
    deed: &Deed<'_>,
    (ended, head): (OrderId, &Order),
    day: NaiveDate,
) -> Result<Option<(String, Money)>, Error> {
    let session = deed.session;
    let filter =
        OrderFilter { stage: Stage::All, customer: Some(head.customer), ..OrderFilter::default() };
    let mut finished = session.orders(&filter, LOOKED_AT)?;
    finished.retain(|row| {
        let open_books = matches!(row.state, State::SheetIn | State::CalledBack);
        row.id != ended && open_books && row.kind.family() == Family::Service
    });
    finished.sort_by_key(|row| (row.received, row.id));
    for row in finished {
        let Some(other) = session.get::<Order>(row.id)? else { continue };
        let results = session.facts_about::<VisitResult>(row.id)?;
        let Some((_, result)) = results.into_iter().last() else { continue };
        let slot = session.get::<Visit>(result.visit)?.and_then(|visit| visit.slot);
        let there = result.day(slot, deed.clock.offset()) == day && other.address == head.address;
        if !there || result.outcome != Outcome::Finished {
            continue;
        }
        let terms = form::terms(session, (row.id, &other), (day, deed.clock))?;
        let mut due = Money::zero(terms.currency);
        for line in terms.fares_left() {
            if line.payer == Payer::Customer {
                due = due + line.amount;
            }
            deed.note::<_, ChargeId>(&line.charge((row.id, result.visit), deed.now))?;
        }
        if !due.is_zero() {
            return Ok(Some((row.number, due)));
        }
    }

    Ok(None)
}

/// What was charged at `at` to another order of the household because `ended` came to nothing then is taken back: that
/// was a mistake, and `ended` bears it again.
pub(crate) fn take_over(
    deed: &Deed<'_>,
    (ended, head): (OrderId, &Order),
    at: Moment,
) -> Result<(), Error> {
    let filter = OrderFilter {
        stage: Stage::ToCall,
        customer: Some(head.customer),
        ..OrderFilter::default()
    };
    for row in deed.session.orders(&filter, LOOKED_AT)? {
        if row.id == ended {
            continue;
        }
        let charges = deed.session.facts_about::<Charge>(row.id)?;
        let entered = deed.session.facts_about::<VisitResult>(row.id)?;
        let entered = |visit| entered.iter().any(|(_, it)| Some(it.visit) == visit && it.at == at);
        let taken_back: Vec<_> = charges.iter().filter_map(|(_, it)| it.reverses).collect();
        for (id, charge) in &charges {
            let id = ChargeId(*id);
            let stands = charge.reverses.is_none() && !taken_back.contains(&id);
            let moved = charge.at == at && ONCE_A_DAY.contains(&charge.kind);
            if stands && moved && !entered(charge.visit) {
                deed.note::<_, ChargeId>(&charge.reversed(id, deed.now))?;
            }
        }
    }

    Ok(())
}

type Borne = (ChargeKind, NaiveDate, FareStanding);

/// What stands charged on an order, with the day of the visit.
fn charged(session: &Session<'_>, order: OrderId, clock: &Clock) -> Result<Vec<Borne>, Error> {
    let charges = session.facts_about::<Charge>(order)?;
    let mut borne: Vec<Borne> = Vec::new();
    for kind in ONCE_A_DAY {
        let mut visits: Vec<Option<VisitId>> = Vec::new();
        for (_, charge) in charges.iter().filter(|(_, charge)| charge.kind == kind) {
            if visits.contains(&charge.visit) {
                continue;
            }
            visits.push(charge.visit);
            let of_visit =
                |it: &&(uuid::Uuid, Charge)| it.1.kind == kind && it.1.visit == charge.visit;
            let sum: i64 = charges.iter().filter(of_visit).map(|(_, it)| it.amount.minor).sum();
            if sum != 0 {
                let day = match charge.visit {
                    Some(visit) => visited(session, visit, clock)?,
                    None => None,
                };
                let day = day.unwrap_or_else(|| charge.at.day(clock.offset()));
                borne.push((kind, day, FareStanding::Charged));
            }
        }
    }

    Ok(borne)
}

/// The day of a visit whose sheet was entered.
fn visited(
    session: &Session<'_>,
    visit: VisitId,
    clock: &Clock,
) -> Result<Option<NaiveDate>, Error> {
    let results = session.facts_on::<VisitResult>(visit.0)?;
    let Some((_, result)) = results.into_iter().last() else { return Ok(None) };
    let slot = session.get::<Visit>(visit)?.and_then(|visit| visit.slot);

    Ok(Some(result.day(slot, clock.offset())))
}

/// What will be charged when the sheet of an order comes in.
fn to_come(
    session: &Session<'_>,
    (row, head): (&OrderRow, &Order),
    clock: &Clock,
) -> Result<Vec<Borne>, Error> {
    let goes = matches!(
        row.state,
        State::Ready | State::Assigned | State::Booked | State::OnSite | State::Done
    );
    let Some(day) = row.day.filter(|_| goes) else { return Ok(Vec::new()) };
    let standing = match session.open_visit_of(row.id)? {
        Some(_) => FareStanding::Planned,
        None if row.state == State::Ready => FareStanding::Promised,
        None => return Ok(Vec::new()),
    };
    let due = form::own_terms(session, (row.id, head), clock)?.fares_due();

    Ok(due.into_iter().map(|kind| (kind, day, standing)).collect())
}
