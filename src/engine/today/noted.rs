//! What is worth knowing of a task before it is opened, and what is no task of one order: visits of the day, debts.

use std::collections::{HashMap, HashSet};

use domain::{Handover, Money, Order, OrderId, Slot, State, Visit, VisitResult, VisitState};
use store::{VisitFilter, VisitRow};

use super::{About, Duty, DutyKind, Survey, Timed};
use crate::{Error, catalogue::left, prices, stock};

/// What is worth knowing of a task before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Which parts are missing, and how many of each; none where nobody knows yet.
    Needed(Vec<(String, i64)>),
    /// The customer asked so many times where we stay.
    Urged(u32),
    /// What another branch has to do with it.
    Shared(Box<Handover>),
    /// Somebody is to go then, and the customer has not agreed to it; with whether it was promised to them.
    NotAgreed(Slot, bool),
}

/// The order that a task is about.
fn order(duty: &Duty) -> Option<OrderId> {
    match duty.about {
        About::Order { id, .. } => Some(id),
        _ => None,
    }
}

fn about_parts(duty: &&mut Duty) -> bool {
    matches!(duty.kind, DutyKind::PartHere | DutyKind::WaitingPart)
}

impl Survey<'_> {
    /// Whoever urged goes before the others of their kind.
    pub(super) fn urge(&self, tasks: &mut [Duty]) -> Result<(), Error> {
        let urged: HashMap<OrderId, u32> = self.session.urged()?.into_iter().collect();
        for duty in tasks.iter_mut() {
            let About::Order { id, .. } = duty.about else { continue };
            if let Some(times) = urged.get(&id) {
                (duty.urgent, duty.note) = (true, Some(Note::Urged(*times)));
            }
        }

        Ok(())
    }

    /// Says which orders came from another branch, or were to go there.
    pub(super) fn see_who_shares(&self, tasks: &mut [Duty]) -> Result<(), Error> {
        let mut shared: HashMap<OrderId, Handover> =
            self.session.handed_over()?.into_iter().collect();
        for duty in tasks.iter_mut().filter(|duty| duty.note.is_none()) {
            let Some(handover) = order(duty).and_then(|id| shared.remove(&id)) else { continue };
            duty.note = Some(Note::Shared(Box::new(handover)));
        }

        Ok(())
    }

    /// Says of what is to be agreed which time that is, and whether it was promised.
    pub(super) fn name_what_is_not_agreed(&self, tasks: &mut [Duty]) -> Result<(), Error> {
        for duty in tasks.iter_mut().filter(|duty| duty.note.is_none()) {
            let About::Order { id, state: State::Assigned, .. } = duty.about else { continue };
            let Some(visit) = self.session.open_visit_of(id)? else { continue };
            let slot = self.session.get::<Visit>(visit)?.and_then(|visit| visit.slot);
            let promised = self.session.get::<Order>(id)?.and_then(|order| order.promised);
            duty.note = slot.map(|slot| Note::NotAgreed(slot, promised == Some(slot)));
        }

        Ok(())
    }

    /// Tells the orders whose part lies in the store from those that still wait for one.
    pub(super) fn see_what_came(&self, tasks: &mut [Duty]) -> Result<(), Error> {
        let mut waiting: Vec<&mut Duty> =
            tasks.iter_mut().filter(|duty| duty.kind == DutyKind::WaitingPart).collect();
        waiting.sort_by_key(|duty| (!duty.urgent, duty.at, order(duty)));
        let served = stock::served(self.session, waiting.iter().filter_map(|duty| order(duty)))?;
        for duty in waiting {
            if order(duty).is_some_and(|id| served.contains(&id)) {
                duty.kind = DutyKind::PartHere;
            }
        }

        Ok(())
    }

    /// What waits for a part waits since somebody came back without it, not since the customer called.
    pub(super) fn see_since_when(&self, tasks: &mut [Duty]) -> Result<(), Error> {
        for duty in tasks.iter_mut().filter(about_parts) {
            let Some(id) = order(duty) else { continue };
            let last = self.session.facts_about::<VisitResult>(id)?.pop();
            duty.at = last.map(|(_, result)| result.at).or(duty.at);
        }

        Ok(())
    }

    /// Says of the tasks that wait for a part for which one, and whether it is here or not.
    pub(super) fn name_what_is_missing(&self, tasks: &mut [Duty]) -> Result<(), Error> {
        for duty in tasks.iter_mut().filter(about_parts) {
            let Some(id) = order(duty) else { continue };
            let mut parts = Vec::new();
            for (part, quantity) in stock::needed(self.session, id)? {
                let part = left::part(self.session, part)?;
                parts.push((part.map(|part| part.name).unwrap_or_default(), quantity));
            }
            duty.note = Some(Note::Needed(parts));
        }

        Ok(())
    }

    /// All visits of today, whatever came of them.
    pub(super) fn visits_of_today(&self) -> Result<Vec<VisitRow>, Error> {
        let today = Some(self.clock.today());
        let filter = VisitFilter { from: today, to: today, ..VisitFilter::default() };

        Ok(self.session.visits(&filter)?)
    }

    /// Of these, those that are to come, but for those of which something else is to be done.
    pub(super) fn to_come(&self, visits: &[VisitRow], tasks: &[Duty]) -> Result<Vec<Duty>, Error> {
        let told: HashSet<OrderId> = tasks.iter().filter_map(order).collect();
        let to_come = visits.iter().filter(|visit| {
            let is_open = matches!(visit.state, VisitState::Planned | VisitState::Printed);
            is_open && !told.contains(&visit.order)
        });

        to_come.map(|visit| self.visit(visit.clone())).collect()
    }

    fn visit(&self, row: VisitRow) -> Result<Duty, Error> {
        let staff: Option<domain::Staff> = self.session.get(row.technician)?;
        let at = row.slot.and_then(|slot| self.moment(slot.day(), slot.from()));

        Ok(Duty {
            kind: DutyKind::Visit,
            at,
            timed: Timed::Visit,
            hours: row.slot,
            urgent: row.urgent,
            note: None,
            about: About::Order {
                id: row.order,
                number: row.number,
                kind: row.kind,
                state: row.order_state,
                name: row.name,
                line: row.line,
                category: row.category,
                called: row.called,
                technician: staff.map(|staff| staff.name),
            },
        })
    }

    /// One line for all that customers owe.
    pub(super) fn debts(&self) -> Result<Option<Duty>, Error> {
        let (count, rest) = self.session.owed()?;
        if count == 0 {
            return Ok(None);
        }
        let rest = Money::new(rest, prices::currency(self.session)?);

        Ok(Some(Duty::of_office(DutyKind::Owed, None, About::Debts(count, rest))))
    }
}
