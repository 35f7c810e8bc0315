//! From a form to the records of a branch: customer, address, appliance, order, and its first event.

use domain::{
    Address, AddressId, Appliance, ApplianceId, AreaId, Customer, CustomerId, Event, Fields,
    Moment as At, Order, OrderEvent, OrderId, OrderNumber, Phone, Record, fields_of,
};
use serde_json::Value;
use sync::{Change, Env, StreamId};
use uuid::Uuid;

use super::Taken;
use super::form::OrderForm;
use crate::deed::{Deed, submit};
use crate::storage::Session;
use crate::surroundings::{Moment, new_id};
use crate::{Error, branch};

/// Makes the order in the branch's stream, at an address in that area. Customer, address and machine that the branch has already are taken again.
pub fn make(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (branch, area): (&str, Option<AreaId>),
    form: &OrderForm,
) -> Result<Taken, Error> {
    let stream = branch::stream(branch)?;
    let number = OrderNumber::new(branch, OrderNumber::HEADQUARTERS, session.next_order(branch)?)
        .ok_or_else(|| Error::MalformedBranch(branch.to_owned()))?;
    let mut records = Records { session: &*session, stream: &stream, changes: Vec::new() };
    let customer = records.customer(moment, form)?;
    let address = records.address(moment, form, (customer, area))?;
    let appliance = records.appliance(moment, form, (customer, address))?;
    let order = Order {
        number: number.clone(),
        alias: form.reference.clone(),
        kind: form.kind,
        customer,
        address: Some(address),
        appliance: Some(appliance),
        source: form.source,
        priority: form.priority,
        fault: None,
        description: form.description.clone(),
        promised: form.promised,
        warranty: None,
        ruling: None,
        quote: None,
        received: At(moment.now_ms()),
        received_by: None,
        branch: None,
        origin: None,
        went: None,
    };
    let id = records.create(moment, &order);
    records.accept(moment, (OrderId(id), &order));
    let changes = records.changes;

    let actor = crate::ACTOR.to_owned();
    let deed = Deed { stream: stream.clone(), name: "receive_order", actor, changes };
    let outcome = submit(session, moment, deed)?;
    Ok(Taken { order: number.to_string(), id, branch: branch.to_owned(), stream, seq: outcome.seq })
}

struct Records<'a, 'b> {
    session: &'a Session<'b>,
    stream: &'a StreamId,
    changes: Vec<Change>,
}

impl Records<'_, '_> {
    fn create<R: Record>(&mut self, moment: &mut Moment, record: &R) -> Uuid {
        let id = new_id(moment);
        let change = Change::Create { kind: R::KIND.to_owned(), id, body: fields_of(record) };
        self.changes.push(change);
        id
    }

    /// The customer with that number and that name. Another name behind the number is another person.
    fn customer(&mut self, moment: &mut Moment, form: &OrderForm) -> Result<CustomerId, Error> {
        let mut known = Vec::new();
        for phone in &form.phones {
            known.extend(self.session.customers_with_phone(self.stream, &phone.number)?);
        }
        let same_name = |(_, body): &(Uuid, Fields)| {
            body.get("name").and_then(|name| name.as_str()).map(str::trim) == Some(&form.name)
        };
        if let Some((id, body)) = known.into_iter().find(same_name) {
            self.add_phones(id, &body, form)?;
            return Ok(CustomerId(id));
        }

        let customer = Customer {
            name: form.name.clone(),
            organisation: form.organisation,
            phones: form.phones.clone(),
            language: form.language.clone(),
            since: Some(At(moment.now_ms())),
            ..Customer::default()
        };
        Ok(CustomerId(self.create(moment, &customer)))
    }

    /// Numbers that the customer's file does not have yet are added to it.
    fn add_phones(&mut self, id: Uuid, body: &Fields, form: &OrderForm) -> Result<(), Error> {
        let listed = body.get("phones").and_then(Value::as_array).cloned().unwrap_or_default();
        let texts = listed.iter().filter_map(|entry| entry.get("number").and_then(Value::as_str));
        let known: Vec<_> = texts.filter_map(Phone::parse).collect();
        let is_known = |number: &Phone| known.iter().any(|known| known.digits() == number.digits());
        let news = form.phones.iter().filter(|phone| !is_known(&phone.number));
        let news = news.map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
        if news.is_empty() {
            return Ok(());
        }
        let phones = Value::Array(listed.into_iter().chain(news).collect());
        let change = Change::Patch {
            kind: Customer::KIND.to_owned(),
            id,
            base_rev: self.session.revision(self.stream, Customer::KIND, id)?,
            fields: Fields::from_iter([("phones".to_owned(), phones)]),
        };
        self.changes.push(change);

        Ok(())
    }

    fn address(
        &mut self,
        moment: &mut Moment,
        form: &OrderForm,
        (customer, area): (CustomerId, Option<AreaId>),
    ) -> Result<AddressId, Error> {
        let line = form.place.in_one_line();
        for (id, body) in self.session.belongings(self.stream, customer.0, Address::KIND)? {
            let known = serde_json::from_value::<Address>(body.into());
            if known.is_ok_and(|address| address.place.in_one_line() == line) {
                return Ok(AddressId(id));
            }
        }

        let address = Address { customer, place: form.place.clone(), area, note: None };
        Ok(AddressId(self.create(moment, &address)))
    }

    /// A machine is the same only where its serial number says so.
    fn appliance(
        &mut self,
        moment: &mut Moment,
        form: &OrderForm,
        (customer, address): (CustomerId, AddressId),
    ) -> Result<ApplianceId, Error> {
        let machine = &form.machine;
        if let Some(serial) = &machine.serial {
            for (id, body) in self.session.belongings(self.stream, customer.0, Appliance::KIND)? {
                if body.get("serial").and_then(|serial| serial.as_str()) == Some(serial) {
                    return Ok(ApplianceId(id));
                }
            }
        }

        let appliance = Appliance {
            customer,
            address: Some(address),
            category: machine.category,
            name: None,
            brand: machine.brand.clone(),
            model: machine.model.clone(),
            serial: machine.serial.clone(),
            made: None,
            purchased: machine.purchased,
            installed: None,
            shop: machine.shop.clone(),
            invoice: None,
            part_of: None,
            origin: None,
        };
        Ok(ApplianceId(self.create(moment, &appliance)))
    }

    fn accept(&mut self, moment: &mut Moment, (id, order): (OrderId, &Order)) {
        let event = OrderEvent {
            order: id,
            event: Event::Accept,
            from: Some(order.kind.family().first()),
            visit: None,
            reason: None,
            remark: None,
            at: order.received,
            by: None,
        };

        self.changes.push(Change::Fact {
            kind: OrderEvent::KIND.to_owned(),
            id: new_id(moment),
            body: fields_of(&event),
        });
    }
}
