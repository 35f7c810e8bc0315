//! Which jobs are here already, where a line has no number to tell them by.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{Appliance, CustomerId, Order, OrderId, Record as _, Slot, Source};
use serde::Deserialize as _;
use spreadsheet::Record;

use super::machine::{self, appliance};
use crate::Error;
use crate::deed::Deed;

/// A job as a list without numbers tells it: its day, none for whichever, and what is wrong.
type Job = (Option<NaiveDate>, String);

/// What was found out so far in a run.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The jobs without a number of those households that were asked about.
    jobs: HashMap<CustomerId, HashMap<Job, Vec<OrderId>>>,
}

impl Told {
    /// The job without a number that a line is about: of this household, brought over from a list, of the same day if
    /// the line says one, with the same fault, on the same machine.
    pub(super) fn order(
        &mut self,
        deed: &Deed<'_>,
        customer: CustomerId,
        line: &Record,
    ) -> Result<Option<(OrderId, Order)>, Error> {
        if let Entry::Vacant(unknown) = self.jobs.entry(customer) {
            unknown.insert(jobs(deed, customer)?);
        }
        let job = (line.date("received"), line.text("fault").unwrap_or_default().to_owned());
        let known = self.jobs.get(&customer).and_then(|jobs| jobs.get(&job));
        for id in known.into_iter().flatten() {
            let order: Order = deed.get(*id)?;
            let is_same = match order.appliance.zip(appliance(customer, line)) {
                Some((its, said)) => machine::is_same(&deed.get::<Appliance>(its)?, &said),
                None => true,
            };
            if is_same {
                return Ok(Some((*id, order)));
            }
        }

        Ok(None)
    }

    /// Remembers a job that a line was made into.
    pub(super) fn remember(&mut self, (id, order): (OrderId, &Order), line: &Record) {
        let Some(jobs) = self.jobs.get_mut(&order.customer).filter(|_| order.alias.is_none())
        else {
            return;
        };
        let fault = order.description.clone().unwrap_or_default();
        for day in [line.date("received"), None] {
            let known = jobs.entry((day, fault.clone())).or_default();
            if !known.contains(&id) {
                known.push(id);
            }
        }
    }
}

/// The jobs of a household that came from lists without numbers, under their days and under none. What was corrected
/// since is also there as it was brought over.
fn jobs(deed: &Deed<'_>, customer: CustomerId) -> Result<HashMap<Job, Vec<OrderId>>, Error> {
    let mut jobs: HashMap<Job, Vec<OrderId>> = HashMap::new();
    for id in deed.session.orders_of(customer)? {
        let order: Order = deed.get(id)?;
        if order.source != Source::Import || order.alias.is_some() {
            continue;
        }
        let wrote = deed.session.imported(Order::KIND, id.0)?;
        // Of a job that lay ahead the list told the day when somebody was expected.
        let expected = wrote.get("promised").and_then(|slot| Slot::deserialize(slot).ok());
        let received = order.received.day(deed.clock.offset());
        let days = BTreeSet::from([None, Some(received), expected.map(Slot::day)]);
        let wrote = wrote.get("description").and_then(|text| text.as_str()).map(str::to_owned);
        let said = order.description.clone();
        let faults = [said.clone(), wrote.filter(|wrote| Some(wrote) != said.as_ref())];
        for fault in faults.into_iter().flatten() {
            for day in &days {
                jobs.entry((*day, fault.clone())).or_default().push(id);
            }
        }
    }

    Ok(jobs)
}
