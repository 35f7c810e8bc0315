//! Erasing a person who asked to be forgotten: what goes, what stays, and that nothing brings it back.

use domain::{
    Address, Appliance, Customer, CustomerId, Erasure, ErasureReason, Letter, Moment, Order,
    Record as _, fields_of,
};
use store::{OrderFilter, Session, Stage};
use sync::Incarnation;

use crate::deed::Deed;
use crate::founding::random_uuid;
use crate::intake::number;
use crate::link::ADDRESS;
use crate::{Engine, Error};

/// What would be erased of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Erasable {
    /// Their addresses.
    pub addresses: usize,
    /// Their machines.
    pub machines: usize,
    /// Their orders. Numbers, states, parts and money stay, words go.
    pub orders: usize,
    /// Those that are not over: somebody still has to find the door.
    pub open_orders: usize,
    /// What was written to them.
    pub letters: usize,
}

/// That a customer was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: ErasureReason,
}

impl Engine {
    /// What would be erased of a customer.
    pub fn erasable(
        &self,
        id: CustomerId,
    ) -> impl Future<Output = Result<Erasable, Error>> + Send + use<> {
        self.workers.read(move |session| erasable(session, session.who_now(id)?))
    }

    /// Erases a customer: nobody here sees them from now on, and with the next exchange nobody anywhere. Nothing brings them
    /// back, once headquarters has heard of it; should it refuse, they are there as before. Refused while an order of theirs
    /// is open.
    pub fn erase_customer(
        &self,
        id: CustomerId,
        reason: ErasureReason,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        const VERB: &str = "erase_customer";

        let engine = self.clone();
        let done = self.deed(VERB, move |deed| {
            let id = deed.session.who_now(id)?;
            deed.get::<Customer>(id)?;
            let open = erasable(deed.session, id)?.open_orders;
            if open > 0 {
                return Err(Error::OrdersOpen(open));
            }
            let records = deed.session.belongings(id)?;
            let (at, by) = (deed.now, deed.actor);
            let erasure = Erasure { customer: id, reason, records, at, by };
            deed.note::<_, uuid::Uuid>(&erasure)?;
            deed.record(VERB)?;
            let fields = fields_of(&erasure);
            deed.session.forget_half_typed(&fields)?;

            forget_alone(deed, &fields)
        });

        async move {
            done.await?;
            engine.remove_erased_files().await
        }
    }

    /// Removes the bytes of files whose persons were erased, as far as headquarters said so.
    pub(crate) fn remove_erased_files(
        &self,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let folder = self.folder().map(std::path::Path::to_owned);

        self.workers.write(move |session| crate::files::forget_erased(session, folder.as_deref()))
    }
}

/// An office of its own has told nobody: what it would tell one day is worded anew.
fn forget_alone(deed: &Deed<'_>, erasure: &domain::Fields) -> Result<(), Error> {
    let session = deed.session;
    if session.setting(ADDRESS)?.is_some() {
        return Ok(());
    }
    session.forget_erased(erasure)?;
    session.forget_unsent(erasure)?;
    let counting = number::Counting::of(session)?;
    session.begin_incarnation(Incarnation(random_uuid()))?;

    counting.goes_on(session)
}

fn erasable(session: &Session<'_>, id: CustomerId) -> Result<Erasable, Error> {
    let all = session.belongings(id)?;
    let count = |kind: &str| all.get(kind).map_or(0, std::collections::BTreeSet::len);
    let open = OrderFilter { stage: Stage::Open, customer: Some(id), ..OrderFilter::default() };

    Ok(Erasable {
        addresses: count(Address::KIND),
        machines: count(Appliance::KIND),
        orders: count(Order::KIND),
        open_orders: session.orders(&open, u32::MAX)?.len(),
        letters: count(Letter::KIND),
    })
}

/// Whether and why a customer was erased.
pub(super) fn erased(session: &Session<'_>, id: CustomerId) -> Result<Option<Erased>, Error> {
    let erasures = session.facts_for::<Erasure>(id)?;

    Ok(erasures.into_iter().next().map(|(_, it)| Erased { at: it.at, reason: it.reason }))
}

#[cfg(test)]
mod tests;
