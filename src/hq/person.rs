//! Persons, found by their number and erased where they asked for it.

use std::collections::BTreeMap;

use domain::{
    Address, Appliance, CustomerId, Erasure, ErasureReason, Order, Phone, Record as _, State,
    erasure, fields_of,
};
use serde::Serialize;
use serde_json::Value;
use sync::order::progress;
use sync::{Change, Env, Fields, StreamId};
use uuid::Uuid;

use crate::deed::{self, Deed};
use crate::journal::Noted;
use crate::storage::Session;
use crate::surroundings::Moment;
use crate::{Error, Storage};

/// A person in a branch's books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The branch.
    pub branch: String,
    /// Their file.
    pub id: Uuid,
    /// What they are called.
    pub name: String,
    /// Whether they were erased.
    pub erased: bool,
    /// How many addresses they have.
    pub addresses: usize,
    /// How many machines.
    pub machines: usize,
    /// How many orders.
    pub orders: usize,
    /// How many of these are not over.
    pub open_orders: usize,
}

/// The persons with this number, in one branch.
pub fn find(storage: &Storage, branch: &str, number: &str) -> Result<Vec<Person>, Error> {
    let (stream, branch) = (stream_of(branch)?, branch.to_owned());
    let phone = Phone::parse(number).ok_or_else(|| Error::UnknownPerson(number.to_owned()))?;

    storage.read(move |session, _| {
        session.branch(&branch)?.ok_or_else(|| Error::UnknownBranch(branch.clone()))?;
        let found = session.customers_with_phone(&stream, &phone)?.into_iter();
        found.map(|(id, body)| person(session, (&branch, &stream), id, &body)).collect()
    })
}

/// The person of this file.
pub fn show(storage: &Storage, branch: &str, id: Uuid) -> Result<Person, Error> {
    let (stream, branch) = (stream_of(branch)?, branch.to_owned());

    storage.read(move |session, _| known(session, (&branch, &stream), id))
}

/// Erases a person, here at once and on the branch's desks with their next exchange. Nothing brings them back. Refused
/// while an order of theirs is open.
pub fn erase(
    storage: &Storage,
    branch: &str,
    id: Uuid,
    reason: ErasureReason,
) -> Result<Person, Error> {
    let (stream, branch) = (stream_of(branch)?, branch.to_owned());

    storage.write(move |session, moment| {
        let before = known(session, (&branch, &stream), id)?;
        if before.open_orders > 0 {
            return Err(Error::OrdersOpen(before.open_orders));
        }
        let at = domain::Moment(moment.now_ms());
        // Whoever is erased is erased in every file of theirs.
        let files = session.one_person(&stream, id)?.files().collect();
        let records = BTreeMap::from([(domain::Customer::KIND.to_owned(), files)]);
        let (customer, by) = (CustomerId(id), None);
        let body = fields_of(&Erasure { customer, reason, records, at, by });
        let change = Change::Fact { kind: Erasure::KIND.to_owned(), id: new_id(moment), body };
        let (stream, changes) = (stream.clone(), vec![change]);
        let actor = "headquarters".to_owned();
        deed::submit(session, moment, Deed { stream, name: "erase_customer", actor, changes })?;
        session.write_down(moment, Noted::PersonErased, &format!("{branch} {id}"))?;

        Ok(before)
    })
}

fn new_id(moment: &mut Moment) -> Uuid {
    moment.random_uuid()
}

fn stream_of(branch: &str) -> Result<StreamId, Error> {
    StreamId::branch(branch).map_err(|_| Error::UnknownBranch(branch.to_owned()))
}

fn known(
    session: &mut Session<'_>,
    (branch, stream): (&str, &StreamId),
    id: Uuid,
) -> Result<Person, Error> {
    use sync::hq::HqTx;

    session.branch(branch)?.ok_or_else(|| Error::UnknownBranch(branch.to_owned()))?;
    let record = session.record(stream, domain::Customer::KIND, id)?;
    let record = record.filter(|record| record.removed.is_none());
    let body = record.ok_or_else(|| Error::UnknownPerson(id.to_string()))?.body;

    person(session, (branch, stream), id, &body)
}

fn person(
    session: &Session<'_>,
    (branch, stream): (&str, &StreamId),
    id: Uuid,
    body: &Fields,
) -> Result<Person, Error> {
    let count = |kind| session.belongings(stream, id, kind).map(|all| all.len());
    let orders = session.belongings(stream, id, Order::KIND)?;
    let open =
        orders.iter().filter(|(_, order)| progress(order).is_some_and(|it| is_open(it.state)));

    Ok(Person {
        branch: branch.to_owned(),
        id,
        name: body.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        erased: erasure::is_bare(body),
        addresses: count(Address::KIND)?,
        machines: count(Appliance::KIND)?,
        orders: orders.len(),
        open_orders: open.count(),
    })
}

fn is_open(state: State) -> bool {
    !state.is_over()
}

#[cfg(test)]
mod tests;
