//! Who and what is here already, where a line has no number to tell it by.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{Appliance, Customer, CustomerId, Order, OrderId, Place, Record as _, Slot, Source};
use serde::Deserialize as _;
use spreadsheet::Record;

use super::home;
use super::machine::{self, appliance};
use crate::Error;
use crate::deed::Deed;

/// A job as a list without numbers tells it: its day, none for whichever, and what is wrong.
type Job = (Option<NaiveDate>, String);

/// What was found out so far in a run.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The households without a phone, by name; read when the first line asks for one.
    phoneless: Option<HashMap<String, Vec<CustomerId>>>,
    /// All households, by name; read when the first line asks for one.
    named: Option<HashMap<String, Vec<CustomerId>>>,
    /// The jobs without a number of those households that were asked about.
    jobs: HashMap<CustomerId, HashMap<Job, Vec<OrderId>>>,
}

impl Told {
    /// The household without a phone that a line is about: of the same name, and at the same address; where one of them
    /// says no address, only one that a list brought over.
    pub(super) fn customer(
        &mut self,
        deed: &Deed<'_>,
        name: &str,
        place: Option<&Place>,
    ) -> Result<Option<CustomerId>, Error> {
        if self.phoneless.is_none() {
            let mut phoneless: HashMap<String, Vec<CustomerId>> = HashMap::new();
            for row in deed.session.customers(0, u32::MAX)? {
                if row.phone.is_empty() {
                    phoneless.entry(row.name).or_default().push(row.id);
                }
            }
            self.phoneless = Some(phoneless);
        }
        for id in self.phoneless.iter().filter_map(|all| all.get(name)).flatten() {
            let known = deed.session.addresses(*id)?;
            let (Some(place), false) = (place, known.is_empty()) else {
                if !deed.session.imported(Customer::KIND, id.0)?.is_empty() {
                    return Ok(Some(*id));
                }
                continue;
            };
            if known.iter().any(|known| home::agree(&known.address.place, place)) {
                return Ok(Some(*id));
            }
        }

        Ok(None)
    }

    /// The household of this name at this address, whatever its phone.
    pub(super) fn named(
        &mut self,
        deed: &Deed<'_>,
        name: &str,
        place: &Place,
    ) -> Result<Option<CustomerId>, Error> {
        if self.named.is_none() {
            let mut named: HashMap<String, Vec<CustomerId>> = HashMap::new();
            for row in deed.session.customers(0, u32::MAX)? {
                named.entry(row.name).or_default().push(row.id);
            }
            self.named = Some(named);
        }
        for id in self.named.iter().filter_map(|all| all.get(name)).flatten() {
            let known = deed.session.addresses(*id)?;
            if known.iter().any(|known| home::agree(&known.address.place, place)) {
                return Ok(Some(*id));
            }
        }

        Ok(None)
    }

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
