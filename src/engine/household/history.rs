//! All that happened with a household on one time line: orders, visits, calls, letters, what they wrote, machines that
//! they bought, files that were found to be theirs, and what happened in the family.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    Appliance, ApplianceId, Callback, CallbackOutcome, Customer, CustomerId, EnquiryId,
    EnquiryState, Grade, Letter, LifeEvent, Moment, OrderId, OrderKind, Outcome, Purpose,
    Record as _, Staff, StaffId, State, Visit, VisitId, VisitResult, VisitState,
};
use store::{OrderFilter, OrderRow, Session, Stage};

use super::glance::day_of;
use crate::{Clock, Engine, Error};

/// So many orders, and so many enquiries, are told of: the newest.
const TOLD: u32 = 500;

/// One line of a household's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bygone {
    /// On which day.
    pub on: NaiveDate,
    /// When on it, where that is known.
    pub at: Option<Moment>,
    /// With which machine it has to do.
    pub machine: Option<ApplianceId>,
    /// With which order, and its number.
    pub order: Option<(OrderId, String)>,
    /// Who did it.
    pub by: Option<String>,
    /// What happened.
    pub what: Happening,
}

/// What happened with a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// An order was taken in, and is at this now.
    Ordered(OrderKind, State),
    /// Somebody was there.
    Visited(Outcome, Option<String>),
    /// They were called after the work.
    Called(CallbackOutcome, Option<Grade>, Option<String>),
    /// A letter was written to them.
    Wrote(Purpose),
    /// They wrote: under this line, and it is at this now.
    Asked(EnquiryId, String, EnquiryState),
    /// They bought a machine, in this shop.
    Bought(Option<String>),
    /// A machine was installed.
    Installed,
    /// The sale of a machine was reported: who sold it, and what they said of it.
    Registered(Option<String>, Option<Grade>),
    /// Another file was found to be theirs; what it was called.
    Joined(String),
    /// What happened in the family.
    Life(LifeEvent),
    /// A number is no longer theirs.
    NumberLeft(String),
    /// They moved away from there.
    MovedAway(String),
}

impl Engine {
    /// All that happened with a household, newest first.
    pub fn history(
        &self,
        customer: CustomerId,
    ) -> impl Future<Output = Result<Vec<Bygone>, Error>> + Send + use<> {
        let clock = self.clock.clone();

        self.workers.read(move |session| {
            let customer = session.who_now(customer)?;
            let mut told =
                Told { session, clock: &clock, lines: Vec::new(), names: BTreeMap::new() };
            let orders = told.orders(customer)?;
            told.letters(customer, &orders)?;
            told.enquiries(customer)?;
            told.machines(customer)?;
            told.person(customer)?;
            let mut lines = told.lines;
            // What was done on a day of which no hour is known stands below what has one.
            lines.sort_by_key(|line| std::cmp::Reverse((line.on, line.at)));

            Ok(lines)
        })
    }
}

struct Told<'a> {
    session: &'a Session<'a>,
    clock: &'a Clock,
    lines: Vec<Bygone>,
    names: BTreeMap<StaffId, Option<String>>,
}

impl Told<'_> {
    fn day(&self, at: Moment) -> NaiveDate {
        day_of(at, self.clock.offset())
    }

    fn name(&mut self, staff: Option<StaffId>) -> Result<Option<String>, Error> {
        let Some(staff) = staff else { return Ok(None) };
        if let Some(known) = self.names.get(&staff) {
            return Ok(known.clone());
        }
        let name = self.session.get::<Staff>(staff)?.map(|staff| staff.name);
        self.names.insert(staff, name.clone());

        Ok(name)
    }

    fn note(&mut self, at: Moment, what: Happening) -> &mut Bygone {
        let on = self.day(at);
        self.note_on(on, Some(at), what)
    }

    fn note_on(&mut self, on: NaiveDate, at: Option<Moment>, what: Happening) -> &mut Bygone {
        let at_end = self.lines.len();
        self.lines.push(Bygone { on, at, machine: None, order: None, by: None, what });

        &mut self.lines[at_end]
    }

    /// Orders, with what came of the visits and of the calls.
    fn orders(&mut self, customer: CustomerId) -> Result<Vec<OrderRow>, Error> {
        let filter =
            OrderFilter { stage: Stage::All, customer: Some(customer), ..OrderFilter::default() };
        let orders = self.session.orders(&filter, TOLD)?;
        for order in &orders {
            let about = |line: &mut Bygone, by| {
                line.machine = order.appliance;
                line.order = Some((order.id, order.number.clone()));
                line.by = by;
            };
            let taken = self.note(order.received, Happening::Ordered(order.kind, order.state));
            about(taken, None);
            let results = self.session.facts_about::<VisitResult>(order.id)?;
            let last: BTreeMap<VisitId, VisitResult> =
                results.into_iter().map(|(_, result)| (result.visit, result)).collect();
            for (visit, result) in last {
                let Some(visit) = self.session.get::<Visit>(visit)? else { continue };
                // A sheet that was taken back says nothing.
                if visit.state != VisitState::Ended {
                    continue;
                }
                let by = self.name(Some(visit.technician))?;
                let on = result.day(visit.slot, self.clock.offset());
                let at = result.arrived.or(result.ended);
                let what = Happening::Visited(result.outcome, result.remark);
                about(self.note_on(on, at, what), by);
            }
            let calls = self.session.facts_about::<Callback>(order.id)?;
            for (_, call) in crate::callbacks::standing(calls) {
                let by = self.name(call.by)?;
                let what = Happening::Called(call.outcome, call.grade, call.remark);
                about(self.note(call.at, what), by);
            }
        }

        Ok(orders)
    }

    fn letters(&mut self, customer: CustomerId, orders: &[OrderRow]) -> Result<(), Error> {
        for (_, letter) in crate::letters::standing(self.session.facts_for::<Letter>(customer)?) {
            let about = orders.iter().find(|order| Some(order.id) == letter.order);
            let by = self.name(letter.by)?;
            let line = self.note(letter.at, Happening::Wrote(letter.purpose));
            line.by = by;
            line.machine = about.and_then(|order| order.appliance);
            line.order = about.map(|order| (order.id, order.number.clone()));
        }

        Ok(())
    }

    fn enquiries(&mut self, customer: CustomerId) -> Result<(), Error> {
        for (id, subject, at, state) in self.session.enquiries_of(customer, TOLD)? {
            self.note(at, Happening::Asked(id, subject, state));
        }

        Ok(())
    }

    fn machines(&mut self, customer: CustomerId) -> Result<(), Error> {
        for row in self.session.appliances(customer)? {
            let Appliance { purchased, installed, shop, sale, .. } = row.appliance;
            if let Some(on) = purchased {
                self.note_on(on, None, Happening::Bought(shop)).machine = Some(row.id);
            }
            if let Some(on) = installed {
                self.note_on(on, None, Happening::Installed).machine = Some(row.id);
            }
            if let Some(sale) = sale {
                let by = self.name(sale.by)?;
                let line = self.note(sale.at, Happening::Registered(sale.seller, sale.grade));
                (line.machine, line.by) = (Some(row.id), by);
            }
        }

        Ok(())
    }

    fn person(&mut self, customer: CustomerId) -> Result<(), Error> {
        let person =
            self.session.get::<Customer>(customer)?.ok_or(Error::Unknown(Customer::KIND))?;
        for joined in crate::sameness::joined(self.session, customer)? {
            self.note(joined.at, Happening::Joined(joined.name)).by = joined.by;
        }
        for life in person.life {
            self.note_on(life.on, None, Happening::Life(life));
        }
        for phone in person.phones {
            if let Some(on) = phone.gone {
                self.note_on(on, None, Happening::NumberLeft(phone.number.to_string()));
            }
        }
        for row in self.session.addresses(customer)? {
            if let Some(on) = row.address.moved {
                let line = row.address.place.in_one_line();
                self.note_on(on, None, Happening::MovedAway(line));
            }
        }

        Ok(())
    }
}
