//! What a letter needs to be about: no thanks without work, no answer without a complaint.

use domain::{
    Event, Family, Moment, OrderEvent, OrderId, Outcome, Purpose, State, Visit, VisitId,
    VisitResult, VisitState,
};
use locale::{Language, Locale};
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
            Some((id, _)) if done_elsewhere(session, *id)?.is_some() => None,
            _ => Some(NoLetter::NotServed),
        },
        Purpose::ComplaintAnswer => match order {
            Some((id, order)) if order.kind.family() == Family::Complaint => {
                let answered = answer_of(session, *id)?.is_some();
                (!answered).then_some(NoLetter::Lacks("answer"))
            }
            _ => Some(NoLetter::NoComplaint),
        },
        Purpose::Reply => match &about.enquiry {
            Some((id, _)) if crate::enquiries::answer_of(session, *id)?.is_some() => None,
            _ => Some(NoLetter::Lacks("answer")),
        },
        Purpose::MaintenanceDue => about.appliance.is_none().then_some(NoLetter::NoMachine),
    })
}

/// When work was over that an import brought over as done: its visit is in no record of this office.
pub(super) fn done_elsewhere(
    session: &Session<'_>,
    order: OrderId,
) -> Result<Option<Moment>, Error> {
    let state = session.order_state(order)?;
    let events = session.facts_about::<OrderEvent>(order)?;
    let brought = events.iter().map(|(_, event)| event);
    let mut brought =
        brought.filter(|it| matches!(it.event, Event::ImportDone | Event::ImportClosed));
    let first = brought.next().filter(|_| state.is_some_and(State::is_worked));
    let done = first.filter(|it| !is_unfinished(it.remark.as_deref().unwrap_or_default()));

    Ok(done.map(|event| event.at))
}

/// Whether an import noted, in whichever language, that the work was never finished, or that nobody knows how it ended.
fn is_unfinished(remark: &str) -> bool {
    Language::ALL.into_iter().map(Locale::new).any(|locale| {
        let noted = [locale.import_left_unfinished(), locale.import_result_unknown()];
        noted.iter().any(|words| remark.starts_with(words))
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
