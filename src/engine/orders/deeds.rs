//! What the desk may do to an order by itself: visits, sheets and calls are elsewhere.

use chrono::NaiveDate;
use domain::{
    CancelReason, Event, Fields, Letter, Order, OrderEvent, OrderId, OrderKind, Priority,
    Record as _, Slot, State, Visit, VisitId, VisitState,
};
use uuid::Uuid;

use crate::deed::{Deed, Happening};
use crate::sheets::{pass_on, take_over};
use crate::{Engine, Error, Opened, Undo, Wrong};

/// What can be written into an order's head after it was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderEdit {
    /// What the customer said.
    pub description: Option<String>,
    /// The fault code.
    pub fault: Option<String>,
    /// Who goes first.
    pub priority: Priority,
    /// What the customer was promised.
    pub promised: Option<Slot>,
}

/// The longest description, in characters.
const WORDS: usize = 2_000;

impl Engine {
    /// Writes into an order's head what differs from how it was opened. The undo puts back what was changed.
    pub fn edit_order(
        &self,
        opened: Opened<OrderId, Order>,
        edit: OrderEdit,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("edit_order", move |deed| {
            if edit.description.as_ref().is_some_and(|text| text.chars().nth(WORDS).is_some()) {
                return Err(Error::field("description", Wrong::TooLong(WORDS)));
            }
            let mut typed = opened.record.clone();
            typed.description = edit.description;
            typed.fault = edit.fault;
            typed.priority = edit.priority;
            typed.promised = edit.promised;

            let undo = opened.rewrite(deed, &typed)?.undo;
            if let Undo::PutBack { fields, .. } = &undo {
                super::amend_head(deed, opened.id, fields)?;
            }

            Ok(undo)
        })
    }

    /// Adds what the customer said in another call to an order. The undo takes it away again.
    pub fn add_to_order(
        &self,
        id: OrderId,
        said: String,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("add_to_order", move |deed| {
            let head: Order = deed.get(id)?;
            let words = [head.description.as_deref().unwrap_or_default(), said.trim()];
            let words = words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
            let words = words.join("\n");
            if words.chars().nth(WORDS).is_some() {
                return Err(Error::field("description", Wrong::TooLong(WORDS)));
            }
            let before: Fields = Fields::from_iter([(
                "description".to_owned(),
                serde_json::json!(head.description),
            )]);
            deed.edit(id, |order: &mut Order| order.description = Some(words))?;
            super::amend_head(deed, id, &before)?;

            Ok(Undo::PutBack { kind: Order::KIND, id: id.0, fields: before })
        })
    }

    /// Cancels an order: its open visits are void. "Other" needs words.
    pub fn cancel_order(
        &self,
        id: OrderId,
        reason: CancelReason,
        remark: Option<String>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("cancel_order", move |deed| {
            let remark = remark.filter(|words| !words.trim().is_empty());
            if reason == CancelReason::Other && remark.is_none() {
                return Err(Error::field("remark", Wrong::Missing));
            }
            if matches!(reason, CancelReason::HandedOver | CancelReason::DoneThere) {
                // Headquarters does that, which knows the other branch.
                return Err(Error::NotNow {
                    event: Event::Cancel,
                    state: deed.progress(id)?.1.state,
                });
            }
            let order: Order = deed.get(id)?;
            let day = day_out(deed, id)?.or(order.promised.map(Slot::day));
            cancel(deed, id, (reason, remark))?;
            if let Some(day) = day {
                pass_on(deed, (id, &order), day)?;
            }

            Ok(Undo::Reinstate(id))
        })
    }

    /// Takes a cancelled order up again where it was, its visit too.
    pub fn reinstate_order(
        &self,
        id: OrderId,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.deed("reinstate_order", move |deed| reinstate(deed, id))
    }

    /// Lets something happen to an order that no visit, sheet or call is needed for: urging, putting aside,
    /// a part that came, an answer. Returns the way back.
    pub fn advance_order(
        &self,
        id: OrderId,
        event: Event,
        remark: Option<String>,
    ) -> impl Future<Output = Result<Option<Undo>, Error>> + Send + use<> {
        self.deed("advance_order", move |deed| {
            let (order, progress) = deed.progress(id)?;
            if !is_plain(event, order.kind) {
                return Err(Error::NotNow { event, state: progress.state });
            }
            let remark = remark.filter(|words| !words.trim().is_empty());
            deed.happen(id, event, Happening { remark, ..Happening::default() })?;

            let counter = |event| Some(Undo::Counter { order: id, event });
            Ok(match event {
                Event::RaiseException => counter(Event::UndoException),
                Event::UndoException => counter(Event::RaiseException),
                Event::Urge => counter(Event::WithdrawUrge),
                _ => Some(Undo::StepBack(vec![id])),
            })
        })
    }
}

/// Whether an event concerns the order alone, and neither a visit nor the call after the work.
pub(crate) fn is_plain(event: Event, kind: OrderKind) -> bool {
    match event {
        Event::Urge
        | Event::RaiseException
        | Event::UndoException
        | Event::PartArrived
        | Event::Appraised
        | Event::AppraisedDone
        | Event::Route
        | Event::Answer
        | Event::AcceptAnswer
        | Event::RejectAnswer
        | Event::Load
        | Event::Deliver
        | Event::FailDelivery
        | Event::Retry => true,
        // The work of a visit is closed by the call after it, which checks sheet and money first.
        Event::Close => kind.family() != domain::Family::Service,
        _ => false,
    }
}

/// Cancels an order within a deed.
pub(crate) fn cancel(
    deed: &Deed<'_>,
    id: OrderId,
    (reason, remark): (CancelReason, Option<String>),
) -> Result<(), Error> {
    let why = Happening { reason: Some(reason), remark, ..Happening::default() };
    deed.happen(id, Event::Cancel, why)?;
    for visit in open_visits(deed, id)? {
        deed.edit(visit, |visit: &mut Visit| visit.state = VisitState::Void)?;
    }

    Ok(())
}

/// Takes the last step of an order back within a deed, as long as nothing came of it: no letter, nothing else that
/// happened.
pub(crate) fn step_back(deed: &Deed<'_>, id: OrderId) -> Result<(), Error> {
    let events = deed.session.facts_about::<OrderEvent>(id)?;
    let steps = standing_steps(events.clone());
    let is_again = steps.iter().any(|step| step.event == Event::RejectAnswer);
    let was_taken_back = events.last().is_some_and(|(_, last)| last.event == Event::TakeBack);
    let routed = steps.last().is_some_and(|last| last.event == Event::Route);
    // Only of the last step of all it is known what was before a department was asked again.
    if is_again && was_taken_back && routed {
        return Err(Error::StepFollowed);
    }
    let since = events.last().map(|(_, last)| last.at).unwrap_or(deed.now);
    let letters = crate::letters::standing(deed.session.facts_about::<Letter>(id)?);
    if letters.iter().any(|(_, letter)| letter.at >= since) {
        return Err(Error::StepFollowed);
    }

    deed.happen(id, Event::TakeBack, Happening::default()).map(drop)
}

/// The steps of an order that stand, oldest first: without those that were taken back, and their taking back.
pub(crate) fn standing_steps(events: Vec<(Uuid, OrderEvent)>) -> Vec<OrderEvent> {
    let mut standing: Vec<OrderEvent> = Vec::new();
    for (_, event) in events {
        if event.event.moves_nothing() {
            continue;
        }
        if event.event != Event::TakeBack {
            standing.push(event);
            continue;
        }
        let closed = standing.pop().is_some_and(|last| last.event == Event::Close);
        // A complaint is closed as its answer is accepted.
        standing.pop_if(|last| closed && last.event == Event::AcceptAnswer);
    }

    standing
}

/// Takes a cancelled order up again within a deed. Where someone was to go, the visit that was void is planned
/// again, its sheet printed if it had been.
pub(crate) fn reinstate(deed: &Deed<'_>, id: OrderId) -> Result<(), Error> {
    let events = deed.session.facts_about::<OrderEvent>(id)?;
    let cancelled = events.iter().rev().find(|(_, it)| it.event == Event::Cancel);
    let state = deed.happen(id, Event::Reinstate, Happening::default())?;
    if let Some((_, cancelled)) = cancelled {
        take_over(deed, (id, &deed.get(id)?), cancelled.at)?;
    }
    let someone_goes = matches!(state, State::Assigned | State::Booked | State::OnSite);
    let Some(visit) = deed.session.visits_of(id)?.last().copied().filter(|_| someone_goes) else {
        return Ok(());
    };
    let printed = deed.session.copies_of(visit)? > 0;
    deed.edit(visit, |visit: &mut Visit| {
        if visit.state == VisitState::Void {
            visit.state = if printed { VisitState::Printed } else { VisitState::Planned };
        }
    })?;

    Ok(())
}

/// The day on which somebody was to go.
fn day_out(deed: &Deed<'_>, id: OrderId) -> Result<Option<NaiveDate>, Error> {
    let Some(visit) = open_visits(deed, id)?.into_iter().last() else { return Ok(None) };
    let visit: Visit = deed.get(visit)?;

    Ok(visit.slot.map(Slot::day))
}

/// The visits of an order whose sheets are still to come, oldest first.
pub(crate) fn open_visits(deed: &Deed<'_>, id: OrderId) -> Result<Vec<VisitId>, Error> {
    let mut open = Vec::new();
    for visit in deed.session.visits_of(id)? {
        open.extend(deed.get::<Visit>(visit)?.is_to_come().then_some(visit));
    }

    Ok(open)
}
