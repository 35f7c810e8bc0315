//! What a letter needs to be about: no thanks without work, no answer without a complaint.

use domain::{Family, OrderId, Outcome, Purpose, Visit, VisitId, VisitResult, VisitState};
use store::Session;

use super::NoLetter;
use super::compose::About;
use crate::Error;
use crate::complaints::answer_of;

/// Why there is no occasion for a letter of this purpose; none where there is one.
pub(super) fn missing(
    session: &Session<'_>,
    purpose: Purpose,
    about: &About,
) -> Result<Option<NoLetter>, Error> {
    let order = about.order.as_ref();

    Ok(match purpose {
        Purpose::Thanks => match order {
            Some((id, _)) if finished_visit(session, *id)?.is_some() => None,
            _ => Some(NoLetter::NotServed),
        },
        Purpose::ComplaintAnswer => match order {
            Some((id, order)) if order.kind.family() == Family::Complaint => {
                let answered = answer_of(session, *id)?.is_some();
                (!answered).then_some(NoLetter::Lacks("answer"))
            }
            _ => Some(NoLetter::NoComplaint),
        },
        Purpose::MaintenanceDue => about.appliance.is_none().then_some(NoLetter::NoMachine),
    })
}

/// The last visit of an order that ended with the work finished, and what its sheet says.
pub(super) fn finished_visit(
    session: &Session<'_>,
    order: OrderId,
) -> Result<Option<(Visit, VisitResult)>, Error> {
    let results = session.facts_about::<VisitResult>(order)?;
    let sheet = |visit: VisitId| {
        let of_visit = results.iter().rev().find(|(_, result)| result.visit == visit);
        of_visit.map(|(_, result)| result.clone())
    };
    let mut last = None;
    for id in session.visits_of(order)? {
        let Some(visit) = session.get::<Visit>(id)? else { continue };
        let finished = sheet(id).filter(|result| result.outcome == Outcome::Finished);
        if let Some(result) = finished.filter(|_| visit.state == VisitState::Ended) {
            last = Some((visit, result));
        }
    }

    Ok(last)
}
