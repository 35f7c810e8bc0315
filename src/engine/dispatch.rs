//! Who goes where and when: the board, and what a dispatcher does on it.

mod board;
mod doubt;
#[cfg(test)]
pub(crate) mod tests;

pub use board::{Board, Job, Planned, PoolFilter, Technician};
pub use doubt::{Doubt, FULL_DAY, usual_minutes};

use domain::{Event, OrderId, Slot, Staff, StaffId, State, Visit, VisitId, VisitState};

use crate::deed::{Deed, Happening};
use crate::{Engine, Error, Undo, Wrong};

/// Who is to go, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Who.
    pub technician: StaffId,
    /// When, as far as it is known.
    pub slot: Option<Slot>,
    /// Whether the customer agreed to the time.
    pub agreed: bool,
    /// Why it is changed, in a person's words.
    pub remark: Option<String>,
}

/// A visit that was planned, moved or taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispatched {
    /// Which visit.
    pub visit: VisitId,
    /// The way back.
    pub undo: Undo,
    /// Whether another visit of its order is still to come.
    pub goes_on: bool,
}

impl Engine {
    /// Names a technician for an order, with the next visit of it. With a time that the customer agreed to, the
    /// order is booked at once.
    pub fn assign(
        &self,
        order: OrderId,
        plan: Plan,
    ) -> impl Future<Output = Result<Dispatched, Error>> + Send + use<> {
        self.deed("assign", move |deed| assign(deed, order, plan))
    }

    /// The customer agreed to a time; where another time had been agreed, it is rescheduled and counted.
    pub fn book(
        &self,
        visit: VisitId,
        slot: Slot,
        remark: Option<String>,
    ) -> impl Future<Output = Result<Dispatched, Error>> + Send + use<> {
        self.deed("book", move |deed| {
            let technician = deed.get::<Visit>(visit)?.technician;
            let plan = Plan { technician, slot: Some(slot), agreed: true, remark };
            rearrange(deed, visit, plan)
        })
    }

    /// Gives a visit to somebody else, or another time, or both.
    pub fn move_visit(
        &self,
        visit: VisitId,
        plan: Plan,
    ) -> impl Future<Output = Result<Dispatched, Error>> + Send + use<> {
        self.deed("move_visit", move |deed| rearrange(deed, visit, plan))
    }

    /// Nobody goes any more: the visit is void and its order waits again.
    pub fn unassign(
        &self,
        visit: VisitId,
    ) -> impl Future<Output = Result<Dispatched, Error>> + Send + use<> {
        self.deed("unassign", move |deed| unassign(deed, visit))
    }
}

pub(crate) fn assign(deed: &Deed<'_>, order: OrderId, plan: Plan) -> Result<Dispatched, Error> {
    must_be_technician(deed, plan.technician)?;
    let booked = plan.agreed && plan.slot.is_some();
    let id: VisitId = deed.create(&Visit {
        order,
        ordinal: next_ordinal(deed, order)?,
        technician: plan.technician,
        slot: plan.slot,
        booked,
        state: VisitState::Planned,
    })?;
    let with = |remark| Happening { visit: Some(id), remark, ..Happening::default() };
    let (_, progress) = deed.progress(order)?;
    // Two desks can withdraw one visit each, without knowing that the other one was the last.
    let is_left = matches!(progress.state, State::Assigned | State::Booked)
        && other_to_come(deed, order, id)?.is_none();
    let event = if is_left { Event::Reassign } else { Event::Assign };
    deed.happen(order, event, with(plan.remark))?;
    if booked {
        deed.happen(order, Event::Book, with(None))?;
    }

    let goes_on = other_to_come(deed, order, id)?.is_some();

    Ok(Dispatched { visit: id, undo: Undo::Unassign(id), goes_on })
}

/// Which trip of the order the next one is. A trip that never took place is none.
fn next_ordinal(deed: &Deed<'_>, order: OrderId) -> Result<u32, Error> {
    let mut last = 0;
    for id in deed.session.visits_of(order)? {
        let visit: Visit = deed.get(id)?;
        if visit.state != VisitState::Void {
            last = last.max(visit.ordinal);
        }
    }

    Ok(last.saturating_add(1))
}

fn must_be_technician(deed: &Deed<'_>, technician: StaffId) -> Result<(), Error> {
    let staff: Option<Staff> = deed.session.get(technician)?;
    let goes_out = staff.is_some_and(|staff| staff.is_technician());

    goes_out.then_some(()).ok_or(Error::field("technician", Wrong::Unknown))
}

/// The visit with what its order is at, if it may still be changed by `event`. A visit is open at an order that waits
/// only if two desks planned one without knowing of each other: then it is taken up.
fn open(deed: &Deed<'_>, id: VisitId, event: Event) -> Result<(Visit, State), Error> {
    let visit: Visit = deed.get(id)?;
    let (_, progress) = deed.progress(visit.order)?;
    let may_change = matches!(progress.state, State::Ready | State::Assigned | State::Booked);
    let is_open = visit.is_to_come();
    if !is_open || !may_change {
        return Err(Error::NotNow { event, state: progress.state });
    }

    Ok((visit, progress.state))
}

fn rearrange(deed: &Deed<'_>, id: VisitId, plan: Plan) -> Result<Dispatched, Error> {
    let (before, state) = open(deed, id, Event::Reassign)?;
    let to_another = before.technician != plan.technician;
    let to_another_time = before.slot != plan.slot;
    if to_another {
        must_be_technician(deed, plan.technician)?;
    }
    // Who agreed to a time still agrees to it when somebody else comes.
    let agreed = plan.agreed || (before.booked && !to_another_time);
    let booked = agreed && plan.slot.is_some();

    let mut events = Vec::new();
    if state == State::Ready {
        events.push(Event::Assign);
    }
    if state == State::Booked && booked && to_another_time {
        in_time(deed, before.slot)?;
        events.push(Event::Reschedule);
    }
    if state != State::Ready && (to_another || (state == State::Booked && !booked)) {
        events.push(Event::Reassign);
    }
    if booked && (state != State::Booked || to_another) {
        events.push(Event::Book);
    }
    let mut remark = plan.remark;
    for event in events {
        let with = Happening { visit: Some(id), remark: remark.take(), ..Happening::default() };
        deed.happen(before.order, event, with)?;
    }
    deed.edit(id, |visit: &mut Visit| {
        (visit.technician, visit.slot, visit.booked) = (plan.technician, plan.slot, booked);
        if to_another {
            // The sheet that was printed names somebody else.
            visit.state = VisitState::Planned;
        }
    })?;

    let goes_on = other_to_come(deed, before.order, id)?.is_some();

    Ok(Dispatched { visit: id, undo: Undo::VisitAsBefore { visit: id, before, state }, goes_on })
}

/// An agreed time is changed before it is over; afterwards it was missed, which is another matter.
fn in_time(deed: &Deed<'_>, agreed: Option<Slot>) -> Result<(), Error> {
    let now = deed.now.at(deed.clock.offset()).naive_local();
    let is_over = agreed.is_some_and(|slot| {
        let minute = chrono::Timelike::num_seconds_from_midnight(&now.time()) / 60;
        (slot.day(), u32::from(slot.to())) < (now.date(), minute)
    });

    if is_over { Err(Error::TooLate) } else { Ok(()) }
}

fn unassign(deed: &Deed<'_>, id: VisitId) -> Result<Dispatched, Error> {
    let before: Visit = deed.get(id)?;
    let order = before.order;
    let (_, progress) = deed.progress(order)?;
    take_back(deed, id)?;

    Ok(Dispatched {
        visit: id,
        undo: Undo::VisitAsBefore { visit: id, before, state: progress.state },
        goes_on: other_to_come(deed, order, id)?.is_some(),
    })
}

/// Makes a visit void; its order waits for someone again, unless another visit of it is to come: two desks that did
/// not know of each other each plan one.
pub(crate) fn take_back(deed: &Deed<'_>, id: VisitId) -> Result<(), Error> {
    let visit: Visit = deed.get(id)?;
    let (_, progress) = deed.progress(visit.order)?;
    let other = other_to_come(deed, visit.order, id)?;
    let refused = Error::NotNow { event: Event::Unassign, state: progress.state };
    if !visit.is_to_come() {
        return Err(refused);
    }
    match (other, progress.state) {
        (None, State::Assigned | State::Booked) => {
            let with = Happening { visit: Some(id), ..Happening::default() };
            deed.happen(visit.order, Event::Unassign, with)?;
        }
        (Some(other), State::Assigned | State::Booked) => {
            goes_on_with(deed, visit.order, Event::Reassign, other)?;
        }
        // The technician is there, or was: the sheet of this trip is still to come.
        (None, State::OnSite | State::Done | State::Exception) => return Err(refused),
        _ => {}
    }
    deed.edit(id, |visit: &mut Visit| visit.state = VisitState::Void)?;

    Ok(())
}

/// Another visit of an order that is still to come, the latest.
pub(crate) fn other_to_come(
    deed: &Deed<'_>,
    order: OrderId,
    id: VisitId,
) -> Result<Option<(VisitId, Visit)>, Error> {
    let mut others = crate::orders::open_visits(deed, order)?.into_iter();

    others.rfind(|other| *other != id).map(|id| Ok((id, deed.get(id)?))).transpose()
}

/// An order follows the visit that is left to it.
pub(crate) fn goes_on_with(
    deed: &Deed<'_>,
    order: OrderId,
    event: Event,
    (id, visit): (VisitId, Visit),
) -> Result<State, Error> {
    let with = || Happening { visit: Some(id), ..Happening::default() };
    let state = deed.happen(order, event, with())?;

    if visit.booked { deed.happen(order, Event::Book, with()) } else { Ok(state) }
}

/// Makes a visit and its order what they were.
pub(crate) fn restore(
    deed: &Deed<'_>,
    id: VisitId,
    before: Visit,
    state: State,
) -> Result<(), Error> {
    let now: Visit = deed.get(id)?;
    let (_, progress) = deed.progress(before.order)?;
    let other = now.technician != before.technician
        || now.slot != before.slot
        || now.booked != before.booked;
    let to_assigned = match progress.state {
        State::Ready => Some(Event::Assign),
        State::Booked if other || state == State::Assigned => Some(Event::Reassign),
        State::Assigned if now.technician != before.technician => Some(Event::Reassign),
        State::Assigned | State::Booked => None,
        state => return Err(Error::NotNow { event: Event::Reassign, state }),
    };
    let is_booked = to_assigned.is_none() && progress.state == State::Booked;
    let to_booked = (state == State::Booked && !is_booked).then_some(Event::Book);
    for event in to_assigned.into_iter().chain(to_booked) {
        let with = Happening { visit: Some(id), ..Happening::default() };
        deed.happen(before.order, event, with)?;
    }
    deed.edit(id, |visit: &mut Visit| {
        // What was printed since then stays printed.
        let printed = visit.state == VisitState::Printed;
        *visit = before;
        if printed {
            visit.state = VisitState::Printed;
        }
    })?;

    Ok(())
}
