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

/// What a branch is to do, and for whom. Whose is whose is not known yet: names of records that stand in it are not read.
pub struct Wanted {
    /// For whom.
    pub customer: Customer,
    /// Where, if that is known.
    pub address: Option<Address>,
    /// On which machine, if it is about one.
    pub appliance: Option<Appliance>,
    /// What.
    pub order: Order,
    /// What else the order's record says.
    pub more: Fields,
}

/// The next number that headquarters gives to an order of this branch.
pub fn next_number(session: &Session<'_>, branch: &str) -> Result<OrderNumber, Error> {
    let next = session.next_order(branch)?;

    OrderNumber::new(branch, OrderNumber::HEADQUARTERS, next)
        .ok_or_else(|| Error::MalformedBranch(branch.to_owned()))
}

/// Makes the order in the branch's stream, at an address in that area. Customer, address and machine that the branch has already are taken again.
pub fn make(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (branch, area): (&str, Option<AreaId>),
    form: &OrderForm,
) -> Result<Taken, Error> {
    let number = next_number(session, branch)?;
    let wanted = wanted(form, (number, area), At(moment.now_ms()));

    place(session, moment, branch, wanted)
}

/// Makes an order in the branch's stream. Customer, address and machine that the branch has already are taken again.
pub fn place(
    session: &mut Session<'_>,
    moment: &mut Moment,
    branch: &str,
    wanted: Wanted,
) -> Result<Taken, Error> {
    let stream = branch::stream(branch)?;
    let Wanted { customer, address, appliance, order, more } = wanted;
    let mut records = Records { session: &*session, stream: &stream, changes: Vec::new() };
    let customer = records.customer(moment, customer)?;
    let address = match address {
        Some(address) => Some(records.address(moment, Address { customer, ..address })?),
        None => None,
    };
    let appliance = match appliance {
        Some(machine) => {
            Some(records.appliance(moment, Appliance { customer, address, ..machine })?)
        }
        None => None,
    };
    let order = Order { customer, address, appliance, ..order };
    let id = records.order(moment, &order, more);
    let changes = records.changes;

    let (actor, number) = (crate::ACTOR.to_owned(), order.number.to_string());
    let deed = Deed { stream: stream.clone(), name: "receive_order", actor, changes };
    let outcome = submit(session, moment, deed)?;
    Ok(Taken { order: number, id, branch: branch.to_owned(), stream, seq: outcome.seq })
}

/// What a form asks for.
fn wanted(form: &OrderForm, (number, area): (OrderNumber, Option<AreaId>), now: At) -> Wanted {
    let (nobody, machine) = (CustomerId(Uuid::nil()), &form.machine);
    let customer = Customer {
        name: form.name.clone(),
        organisation: form.organisation,
        phones: form.phones.clone(),
        language: form.language.clone(),
        since: Some(now),
        ..Customer::default()
    };
    let address = Address { area, ..Address::new(nobody, form.place.clone()) };
    let appliance = Appliance {
        customer: nobody,
        address: None,
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
        sale: None,
        part_of: None,
        origin: None,
    };
    let order = Order {
        number,
        alias: form.reference.clone(),
        kind: form.kind,
        customer: nobody,
        address: None,
        appliance: None,
        source: form.source,
        priority: form.priority,
        fault: None,
        description: form.description.clone(),
        promised: form.promised,
        warranty: None,
        ruling: None,
        quote: None,
        received: now,
        received_by: None,
        branch: None,
        origin: None,
        went: None,
    };

    Wanted {
        customer,
        address: Some(address),
        appliance: Some(appliance),
        order,
        more: Fields::new(),
    }
}

struct Records<'a, 'b> {
    session: &'a Session<'b>,
    stream: &'a StreamId,
    changes: Vec<Change>,
}

impl Records<'_, '_> {
    fn create<R: Record>(&mut self, moment: &mut Moment, record: &R) -> Uuid {
        self.create_with(moment, record, Fields::new())
    }

    fn create_with<R: Record>(&mut self, moment: &mut Moment, record: &R, more: Fields) -> Uuid {
        let id = new_id(moment);
        let mut body = fields_of(record);
        body.extend(more);
        self.changes.push(Change::Create { kind: R::KIND.to_owned(), id, body });

        id
    }

    /// The order and what happens to it first.
    fn order(&mut self, moment: &mut Moment, order: &Order, more: Fields) -> Uuid {
        let id = self.create_with(moment, order, more);
        self.accept(moment, (OrderId(id), order));

        id
    }

    /// The customer with that number and that name, in whichever of their files. Another name behind the number is another person.
    fn customer(&mut self, moment: &mut Moment, wanted: Customer) -> Result<CustomerId, Error> {
        let mut known = Vec::new();
        for phone in &wanted.phones {
            known.extend(self.session.customers_with_phone(self.stream, &phone.number)?);
        }
        for (id, body) in known {
            if self.session.is_called(self.stream, id, &wanted.name)? {
                self.add_phones(id, &body, &wanted)?;
                return Ok(CustomerId(id));
            }
        }

        Ok(CustomerId(self.create(moment, &wanted)))
    }

    /// Numbers that the customer's file does not have yet are added to it.
    fn add_phones(&mut self, id: Uuid, body: &Fields, wanted: &Customer) -> Result<(), Error> {
        let listed = body.get("phones").and_then(Value::as_array).cloned().unwrap_or_default();
        let texts = listed.iter().filter_map(|entry| entry.get("number").and_then(Value::as_str));
        let known: Vec<_> = texts.filter_map(Phone::parse).collect();
        let is_known = |number: &Phone| known.iter().any(|known| known.digits() == number.digits());
        let news = wanted.phones.iter().filter(|phone| !is_known(&phone.number));
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

    fn address(&mut self, moment: &mut Moment, wanted: Address) -> Result<AddressId, Error> {
        let line = wanted.place.in_one_line();
        let customer = wanted.customer.0;
        for (id, body) in self.session.belongings(self.stream, customer, Address::KIND)? {
            let known = serde_json::from_value::<Address>(body.into());
            if known.is_ok_and(|address| address.place.in_one_line() == line) {
                return Ok(AddressId(id));
            }
        }

        Ok(AddressId(self.create(moment, &wanted)))
    }

    /// A machine is the same only where its serial number says so.
    fn appliance(&mut self, moment: &mut Moment, wanted: Appliance) -> Result<ApplianceId, Error> {
        if let Some(serial) = &wanted.serial {
            let customer = wanted.customer.0;
            for (id, body) in self.session.belongings(self.stream, customer, Appliance::KIND)? {
                if body.get("serial").and_then(|known| known.as_str()) == Some(serial) {
                    return Ok(ApplianceId(id));
                }
            }
        }

        Ok(ApplianceId(self.create(moment, &wanted)))
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
