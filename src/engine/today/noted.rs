//! What is worth knowing of a task before it is opened, and what is no task of one order: visits of the day, debts.

use std::collections::{HashMap, HashSet};

use domain::{Money, OrderId, VisitResult, VisitState};
use store::{VisitFilter, VisitRow};

use super::{About, Duty, DutyKind, Survey};
use crate::{Error, catalogue::left, prices};

/// What is worth knowing of a task before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Which parts are missing, and how many of each; none where nobody knows yet.
    Needed(Vec<(String, i64)>),
    /// The customer asked so many times where we stay.
    Urged(u32),
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

    /// Says of the tasks that wait for a part for which one.
    pub(super) fn name_what_is_missing(&self, tasks: &mut [Duty]) -> Result<(), Error> {
        for duty in tasks.iter_mut().filter(|duty| duty.kind == DutyKind::WaitingPart) {
            let About::Order { id, .. } = duty.about else { continue };
            let results = self.session.facts_about::<VisitResult>(id)?;
            let last = results.into_iter().last().map(|(_, result)| result.needed);
            let mut parts = Vec::new();
            for needed in last.unwrap_or_default() {
                let part = left::part(self.session, needed.part)?;
                let name = part.map(|part| part.name).unwrap_or_default();
                parts.push((name, needed.quantity));
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
        let of_order = |duty: &Duty| match duty.about {
            About::Order { id, .. } => Some(id),
            _ => None,
        };
        let told: HashSet<OrderId> = tasks.iter().filter_map(of_order).collect();
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
        let about = About::Debts(count, rest);

        Ok(Some(Duty { kind: DutyKind::Owed, at: None, urgent: false, about, note: None }))
    }
}
