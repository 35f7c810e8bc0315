//! A customer's file: who they are, what stands in their home, what was done there.

mod edit;
mod erase;
mod glance;
mod history;
mod life;
mod loyalty;
mod repaired;
mod set;

pub use edit::Saved;
pub(crate) use edit::{change, check, check_length, make};
pub use erase::{Erasable, Erased};
pub use glance::Promise;
pub use history::{Bygone, Happening};
pub use loyalty::Feedback;
pub use repaired::{REPEAT_DAYS, Repaired};
pub use store::{AddressRow, CustomerRow, GradeRow, OrderRow, SoldRow};

use domain::{
    Address, AddressId, Appliance, ApplianceId, Currency, Customer, CustomerId, EnquiryId,
    EnquiryState, Letter, LetterId, Loyalty, Moment, Money, Record as _, Term, Verdict, verdict,
};
use store::{OrderFilter, Session, Stage};

use crate::{Besides, Engine, Error, Fare, Joined, Opened, Revisions};

/// How many orders a file lists.
const ORDERS: u32 = 500;

/// A customer's file.
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// Whose.
    pub id: CustomerId,
    /// The person or organisation.
    pub customer: Customer,
    /// Where they live, then where they lived, each oldest first.
    pub addresses: Vec<AddressRow>,
    /// What they have, oldest first.
    pub machines: Vec<Machine>,
    /// What was promised to them, newest first; at most 500.
    pub orders: Vec<OrderRow>,
    /// Whether there are more orders than that.
    pub more_orders: bool,
    /// What they owe for all of their orders, where they owe anything.
    pub owes: Option<Money>,
    /// What the books are kept in.
    pub currency: Currency,
    /// What was written to them, newest first.
    pub letters: Vec<(LetterId, Letter)>,
    /// Other files that are found in this one.
    pub others: Vec<CustomerId>,
    /// The same with what holds each, which can be taken back.
    pub joined: Vec<Joined>,
    /// What those hold that this one does not.
    pub besides: Besides,
    /// When and why they were erased, if they were.
    pub erased: Option<Erased>,
    /// What they said last.
    pub last_grade: Option<GradeRow>,
    /// Repairs of late, newest first: whoever calls about such a machine again calls about one of them.
    pub repaired: Vec<Repaired>,
    /// What they wrote and wait for an answer to, newest first, with its subject.
    pub enquiries: Vec<(EnquiryId, String, Moment)>,
    /// What of theirs is ours, and what follows from it.
    pub loyalty: Loyalty,
    /// What they said last of each step of what they bought.
    pub feedback: Vec<Feedback>,
    /// Trips and remote fees that their orders bear, each once for all that is done in a day.
    pub fares: Vec<Fare>,
    revisions: Revisions,
}

/// A machine in a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// Which.
    pub id: ApplianceId,
    /// The machine.
    pub appliance: Appliance,
    /// Whether the maker pays today.
    pub verdict: Verdict,
    /// The machine of this household that it is a piece of, and stands behind in the list.
    pub whole: Option<ApplianceId>,
}

/// A page of the list of customers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Customers {
    /// Those of this page, the newest file first.
    pub rows: Vec<CustomerRow>,
    /// How many there are on all pages.
    pub total: u64,
    /// What the books are kept in.
    pub currency: Currency,
}

impl Household {
    /// The orders that are not over, newest first.
    pub fn open_orders(&self) -> impl Iterator<Item = &OrderRow> {
        self.orders.iter().filter(|order| !order.state.is_over())
    }

    /// Whether this is the file of this customer now.
    pub fn is_of(&self, customer: CustomerId) -> bool {
        self.id == customer || self.others.contains(&customer)
    }

    /// The customer, for a form: what they refused in any file of theirs is refused.
    pub fn opened(&self) -> Opened<CustomerId, Customer> {
        let mut customer = self.customer.clone();
        customer.refused.extend(self.besides.refused.iter().map(|(channel, _)| *channel));

        self.revisions.open(self.id, customer)
    }

    /// An address, for a form.
    pub fn opened_address(&self, id: AddressId) -> Option<Opened<AddressId, Address>> {
        let row = self.addresses.iter().find(|row| row.id == id)?;

        Some(self.revisions.open(id, row.address.clone()))
    }

    /// A machine, for a form.
    pub fn opened_machine(&self, id: ApplianceId) -> Option<Opened<ApplianceId, Appliance>> {
        Some(self.revisions.open(id, self.machine(id)?.appliance.clone()))
    }

    /// The machine with this name.
    pub fn machine(&self, id: ApplianceId) -> Option<&Machine> {
        self.machines.iter().find(|machine| machine.id == id)
    }
}

impl Engine {
    /// The file of a customer.
    pub fn household(
        &self,
        id: CustomerId,
    ) -> impl Future<Output = Result<Household, Error>> + Send + use<> {
        let (today, clock) = (self.clock.today(), self.clock.clone());

        self.workers.read(move |session| {
            let id = session.who_now(id)?;
            let customer = session.get::<Customer>(id)?.ok_or(Error::Unknown(Customer::KIND))?;
            let terms = terms(session)?;
            let machines = session.appliances(id)?.into_iter().map(|row| Machine {
                id: row.id,
                verdict: verdict(&terms, &row.appliance, today),
                appliance: row.appliance,
                whole: None,
            });
            let machines = set::together(machines.collect());
            let addresses = session.addresses(id)?;
            let mut revisions = Revisions::default();
            revisions.learn(session, Customer::KIND, [id])?;
            revisions.learn(session, Address::KIND, addresses.iter().map(|row| row.id))?;
            revisions.learn(session, Appliance::KIND, machines.iter().map(|it| it.id))?;
            let filter =
                OrderFilter { stage: Stage::All, customer: Some(id), ..OrderFilter::default() };
            let letters = crate::letters::standing(session.facts_for(id)?);
            let mut orders = session.orders(&filter, ORDERS + 1)?;
            let more_orders = orders.len() > ORDERS as usize;
            orders.truncate(ORDERS as usize);
            let currency = crate::prices::currency(session)?;
            let owes = session.owed_by(id)?;
            let repaired = repaired::of_late(session, &orders, &clock)?;

            Ok(Household {
                id,
                customer,
                addresses,
                orders,
                more_orders,
                owes: (owes > 0).then(|| Money::new(owes, currency)),
                currency,
                letters,
                erased: erase::erased(session, id)?,
                others: session.others_of(id.0)?.into_iter().map(CustomerId).collect(),
                joined: crate::sameness::joined(session, id)?,
                besides: crate::sameness::besides(session, id)?,
                last_grade: session.last_grade(id)?,
                repaired,
                enquiries: unanswered(session, id)?,
                loyalty: loyalty::picture(&machines, &loyalty::brands(session, &terms)?),
                feedback: loyalty::feedback(session, id, &machines)?,
                fares: crate::sheets::fares(session, id, &clock)?,
                machines,
                revisions,
            })
        })
    }

    /// Customers, the newest file first, from `offset` on, at most `limit`.
    pub fn customers(
        &self,
        offset: u32,
        limit: u32,
    ) -> impl Future<Output = Result<Customers, Error>> + Send + use<> {
        self.workers.read(move |session| {
            Ok(Customers {
                rows: session.customers(offset, limit)?,
                total: session.count_customers()?,
                currency: crate::prices::currency(session)?,
            })
        })
    }
}

/// What they wrote and nobody has answered.
fn unanswered(
    session: &Session<'_>,
    id: CustomerId,
) -> Result<Vec<(EnquiryId, String, Moment)>, Error> {
    let all = session.enquiries_of(id, ORDERS)?.into_iter();
    let waits = |state| matches!(state, EnquiryState::Open | EnquiryState::Routed);

    Ok(all.filter(|it| waits(it.3)).map(|(id, subject, at, _)| (id, subject, at)).collect())
}

/// What the makers promise.
pub(crate) fn terms(session: &Session<'_>) -> Result<Vec<Term>, Error> {
    Ok(session.all::<Term>()?.into_iter().map(|(_, term)| term).collect())
}

#[cfg(test)]
mod known_tests;
#[cfg(test)]
mod tests;
