//! One line of a table becomes a household, its machine, and the order about it.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveTime};
use domain::{
    Address, AddressId, Appliance, ApplianceId, Customer, CustomerId, CustomerPhone, Event, Fields,
    Moment, Order, OrderId, OrderKind, Phone, Place, Record, Source, differences, fields_of,
};
use locale::Locale;
use serde_json::Value;
use sync::Change;
use uuid::Uuid;

use super::fields::{self, Result as Repair};
use super::machine::appliance;
use super::unfinished::{Tally, Unfinished};
use super::{ImportOrder, columns, fault};
use crate::deed::Deed;
use crate::intake::number::Numbers;
use crate::{Areas, Error, areas};

/// The fields of an address that say where it is.
const PLACE: [&str; 7] = ["province", "city", "district", "street", "detail", "postcode", "code"];

/// What one line came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    Created,
    Updated,
    Unchanged,
}

/// A run in the middle of a table.
#[derive(Debug)]
pub(super) struct Bringing {
    /// The run's number; none in a rehearsal.
    pub(super) run: Option<i64>,
    /// The jobs of the lines in hand that are not finished.
    pub(super) unfinished: Tally,
    /// What becomes of them.
    choice: Unfinished,
    /// What is noted with those that are history all the same.
    left: String,
    /// What is noted with those of which nobody knows how they ended.
    unknown: String,
    /// What each field that is only noted is called.
    noted: Vec<(&'static str, String)>,
    /// Households of this run, by phone and name.
    seen: HashMap<String, CustomerId>,
    /// The numbers that orders get; read anew for each deed.
    numbers: Option<Numbers>,
    /// The areas that addresses lie in.
    areas: Areas,
}

impl Bringing {
    pub(super) fn new(run: Option<i64>, order: &ImportOrder) -> Self {
        Self {
            run,
            unfinished: Tally::default(),
            choice: Unfinished::of(&order.mapping),
            left: order.locale.import_left_unfinished(),
            unknown: order.locale.import_result_unknown(),
            noted: noted(&order.locale),
            seen: HashMap::new(),
            numbers: None,
            areas: Areas::default(),
        }
    }

    /// Makes ready for the next lines: other desks' deeds may have come between.
    pub(super) fn begin(&mut self, deed: &Deed<'_>) -> Result<(), Error> {
        self.numbers = Some(Numbers::of(deed.session)?);
        self.areas = areas::known(deed.session)?;

        Ok(())
    }

    /// Ends the lines of one deed.
    pub(super) fn end(&self, deed: &Deed<'_>) -> Result<(), Error> {
        self.numbers.as_ref().map_or(Ok(()), |numbers| numbers.keep(deed.session))
    }

    /// Brings one line over.
    pub(super) fn bring(
        &mut self,
        deed: &Deed<'_>,
        line: &spreadsheet::Record,
    ) -> Result<Came, Error> {
        let alias = line.text("number").map(str::to_owned);
        let known = match &alias {
            Some(alias) => self.known(deed, alias, line)?,
            None => None,
        };
        if let Some((order, head)) = known {
            return self.revise(deed, (order, &head), line);
        }
        let mut made = Vec::new();
        let ordered = alias.is_some() || line.text("fault").is_some();
        // Where no order is made, the file of the household is the only place for words.
        let words = self.words(line).filter(|_| !ordered);
        let (customer, found) = self.customer(deed, (line, words), &mut made)?;
        let address = self.address(deed, (customer, found), line, &mut made)?;
        let appliance = appliance(customer, line);
        let appliance = appliance.map(|it| make(deed, &Appliance { address, ..it }, &mut made));
        if ordered {
            self.order(deed, (customer, address, appliance), line, &mut made)?;
        }
        self.note_made(deed, &made)?;
        deed.session.stage_new(made)?;

        Ok(if found && !ordered { Came::Unchanged } else { Came::Created })
    }

    /// What a line says that only words can keep: each with the name of its field, a remark as it stands.
    fn words(&self, line: &spreadsheet::Record) -> Option<String> {
        let noted = self.noted.iter().filter_map(|(field, name)| {
            let text = line.text(field)?;
            Some(if *field == "remark" { text.to_owned() } else { format!("{name}: {text}") })
        });
        let others = line.text(columns::OTHERS).map(str::to_owned);
        let words: Vec<String> = noted.chain(others).collect();

        (!words.is_empty()).then(|| words.join(" · "))
    }

    /// Remembers what a run makes, so that it can be taken back.
    fn note_made(&self, deed: &Deed<'_>, made: &[Change]) -> Result<(), Error> {
        let Some(run) = self.run else { return Ok(()) };
        for change in made {
            // What happened to an order goes with it.
            if let Change::Create { kind, id, body } = change {
                deed.session.note_made(run, (kind, *id), body)?;
            }
        }

        Ok(())
    }

    fn customer(
        &mut self,
        deed: &Deed<'_>,
        (line, note): (&spreadsheet::Record, Option<String>),
        made: &mut Vec<Change>,
    ) -> Result<(CustomerId, bool), Error> {
        let new = Customer { note, ..customer(line) };
        let phone = new.first_phone().cloned();
        let key = format!("{}\n{}", phone.as_ref().map_or("", Phone::digits), new.name);
        if let Some(known) = self.seen.get(&key) {
            return Ok((*known, true));
        }
        let known = match phone {
            Some(phone) => deed.session.customers_with_phone(&phone)?.into_iter().find(|id| {
                let same = deed.session.get::<Customer>(*id);
                same.is_ok_and(|known| known.is_some_and(|known| known.name == new.name))
            }),
            None => None,
        };
        if let Some(known) = known {
            self.seen.insert(key, known);
            return Ok((known, true));
        }
        let id: CustomerId = make(deed, &Customer { since: Some(deed.now), ..new }, made);
        // Without a phone, namesakes are told apart by what else their line says.
        if key.starts_with('\n') && line.text("number").is_some() {
            return Ok((id, false));
        }
        self.seen.insert(key, id);

        Ok((id, false))
    }

    fn address(
        &self,
        deed: &Deed<'_>,
        (customer, found): (CustomerId, bool),
        line: &spreadsheet::Record,
        made: &mut Vec<Change>,
    ) -> Result<Option<AddressId>, Error> {
        let Some(place) = place(line) else { return Ok(None) };
        // Who is new lives nowhere yet.
        let known = if found { deed.session.addresses(customer)? } else { Vec::new() };
        if let Some(known) = known.iter().find(|known| known.address.place == place) {
            return Ok(Some(known.id));
        }
        // The list has learnt the postcode since.
        let bare = Place { postcode: String::new(), ..place.clone() };
        if let Some(known) = known.iter().find(|known| known.address.place == bare) {
            let said = [("postcode".to_owned(), place.postcode.as_str().into())];
            self.write::<Address>(deed, known.id.0, said.into_iter().collect())?;
            return Ok(Some(known.id));
        }
        let area = self.areas.of(&place).map(|(id, _)| id);

        Ok(Some(make(deed, &Address { customer, place, area, note: None }, made)))
    }

    fn order(
        &mut self,
        deed: &Deed<'_>,
        (customer, address, appliance): (CustomerId, Option<AddressId>, Option<ApplianceId>),
        line: &spreadsheet::Record,
        made: &mut Vec<Change>,
    ) -> Result<(), Error> {
        let number = self.numbers.as_mut().ok_or(Error::NotFounded)?.next()?;
        let order = Order {
            number,
            alias: line.text("number").map(str::to_owned),
            kind: OrderKind::Repair,
            customer,
            address,
            appliance,
            source: Source::Import,
            branch: line.text("branch").map(str::to_owned),
            priority: domain::Priority::Normal,
            fault: None,
            description: line.text("fault").map(str::to_owned),
            promised: None,
            warranty: None,
            ruling: None,
            quote: None,
            received: received(deed, line),
            received_by: None,
            origin: None,
        };
        let id: OrderId = make(deed, &order, made);
        let result = Repair::from_code(line.text("result").unwrap_or_default());
        let days = (line.date("received"), deed.now.day(deed.clock.offset()));
        let (event, was_left) = self.unfinished.event(result, days, self.choice);
        let remark = line.text("barrier").map(str::to_owned);
        let remark = remark.or_else(|| was_left.then(|| self.left.clone()));
        let remark = remark.or_else(|| (result == Repair::Unknown).then(|| self.unknown.clone()));
        let remark: Vec<String> = [remark, self.words(line)].into_iter().flatten().collect();
        let remark = (!remark.is_empty()).then(|| remark.join(" · "));
        // What is still to be done begins here today; what is over ended on its own day.
        let at = match event {
            Event::Accept => deed.now,
            _ => finished(deed, line, order.received),
        };
        made.push(deed.first_event((id, &order), (event, at), remark)?);

        Ok(())
    }

    /// The order that an earlier run made of this line, by the other system's number for it. What came in otherwise is
    /// another one, and so is what another year calls the same.
    fn known(
        &self,
        deed: &Deed<'_>,
        alias: &str,
        line: &spreadsheet::Record,
    ) -> Result<Option<(OrderId, Order)>, Error> {
        let year = line.date("received").map(|day| day.year());
        for id in deed.session.orders_by_alias(alias)? {
            let order: Order = deed.get(id)?;
            let its = order.received.at(deed.clock.offset()).year();
            if order.source == Source::Import && year.is_none_or(|year| year == its) {
                return Ok(Some((id, order)));
            }
        }

        Ok(None)
    }

    /// The line was brought over before: what it says now is written over what it said then. What the office wrote
    /// since stays, and an empty cell says nothing.
    fn revise(
        &self,
        deed: &Deed<'_>,
        (order, head): (OrderId, &Order),
        line: &spreadsheet::Record,
    ) -> Result<Came, Error> {
        let mut said = fields_of(&customer(line));
        said.retain(|name, _| ["name", "phones"].contains(&name.as_str()));
        let mut changed = self.correct::<Customer>(deed, head.customer.0, &said)?;
        if let Some((address, place)) = head.address.zip(place(line)) {
            let known: Address = deed.get(address)?;
            let mut settled = known.clone();
            let area = self.areas.of(&place).map(|(id, _)| id);
            areas::settle(&mut settled, place, area);
            let wrote = deed.session.imported(Address::KIND, address.0)?;
            // Its area goes with the place, and stays with it.
            let (now, new) = (fields_of(&known), fields_of(&settled));
            let said = |fields: &Fields, part| fields.get(part).filter(|it| !is_empty(it)).cloned();
            let is_ours = PLACE.into_iter().all(|part| said(&wrote, part) == said(&now, part));
            if known.place.is_blank() || is_ours {
                changed |= self.write::<Address>(deed, address.0, differences(&now, &new, &now))?;
            }
        }
        if let Some((id, new)) = head.appliance.zip(appliance(head.customer, line)) {
            let mut new = fields_of(&new);
            new.remove("customer");
            if line.text("category").is_none() {
                new.remove("category");
            }
            changed |= self.correct::<Appliance>(deed, id.0, &new)?;
        }
        let said = [("description", line.text("fault")), ("branch", line.text("branch"))];
        let said =
            said.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into())));
        changed |= self.correct::<Order>(deed, order.0, &said.collect())?;

        Ok(if changed { Came::Updated } else { Came::Unchanged })
    }

    /// Writes what a line says into those fields that are empty or still say what a run wrote last.
    fn correct<R: Record>(&self, deed: &Deed<'_>, id: Uuid, said: &Fields) -> Result<bool, Error> {
        let now = deed.session.stored(R::KIND, id)?.ok_or(Error::Unknown(R::KIND))?.fields;
        let wrote = deed.session.imported(R::KIND, id)?;
        let is_free = |name: &String| {
            now.get(name).is_none_or(|now| is_empty(now) || wrote.get(name) == Some(now))
        };
        let new = said.iter().filter(|(name, value)| {
            !is_empty(value) && now.get(*name) != Some(*value) && is_free(name)
        });
        let new = new.map(|(name, value)| (name.clone(), value.clone())).collect();

        self.write::<R>(deed, id, new)
    }

    fn write<R: Record>(&self, deed: &Deed<'_>, id: Uuid, fields: Fields) -> Result<bool, Error> {
        if fields.is_empty() {
            return Ok(false);
        }
        let stored = deed.session.stored(R::KIND, id)?.ok_or(Error::Unknown(R::KIND))?;
        let value = |name: &String| stored.fields.get(name).cloned().unwrap_or_default();
        let before: Fields = fields.keys().map(|name| (name.clone(), value(name))).collect();
        self.note::<R>(deed, id, (Some(&before), &fields))?;
        let (kind, base_rev) = (R::KIND.to_owned(), stored.rev);
        deed.session.stage(Change::Patch { kind, id, base_rev, fields })?;

        Ok(true)
    }

    fn note<R: Record>(
        &self,
        deed: &Deed<'_>,
        id: Uuid,
        fields: (Option<&Fields>, &Fields),
    ) -> Result<(), Error> {
        let Some(run) = self.run else { return Ok(()) };

        Ok(deed.session.note_import(run, (R::KIND, id), fields)?)
    }
}

/// Makes a new record that is written with the rest of its line.
fn make<R: Record, I: From<Uuid>>(deed: &Deed<'_>, record: &R, made: &mut Vec<Change>) -> I {
    let (id, change) = deed.new_profile(record);
    made.push(change);

    id
}

/// Whether a field says nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(_) | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn customer(line: &spreadsheet::Record) -> Customer {
    let phone = line.text("phone").and_then(Phone::parse);

    Customer {
        name: line.text("name").unwrap_or_default().to_owned(),
        phones: phone.into_iter().map(|number| CustomerPhone { number, label: None }).collect(),
        ..Customer::default()
    }
}

/// Where a line says that somebody lives; a town or a postcode that the address names already is not said twice.
fn place(line: &spreadsheet::Record) -> Option<Place> {
    let words = |field| line.text(field).map(str::to_owned);
    let detail = words("address").unwrap_or_default();
    let folded = folded(&detail);
    let apart = |field| words(field).filter(|text| !folded.contains(&self::folded(text)));
    let place = Place {
        city: apart("town").unwrap_or_default(),
        postcode: apart("postcode").unwrap_or_default(),
        detail,
        ..Place::default()
    };
    if !place.is_blank() {
        return Some(place);
    }

    Some(Place { detail: line.text("branch")?.to_owned(), ..Place::default() })
}

/// Letters and digits alone, small ones: RG1 1AA and rg11aa are one.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the fields are called that are only noted.
fn noted(locale: &Locale) -> Vec<(&'static str, String)> {
    fields::NOTED.iter().map(|field| (field.key, fault::field(field.key, locale))).collect()
}

fn received(deed: &Deed<'_>, line: &spreadsheet::Record) -> Moment {
    noon(deed, line.date("received")).unwrap_or(deed.now)
}

/// When it was over: on the day that the line says, else on the day it came in; not before that, nor after today.
fn finished(deed: &Deed<'_>, line: &spreadsheet::Record, received: Moment) -> Moment {
    let finished = noon(deed, line.date("finished_on")).unwrap_or(received);

    Moment(finished.0.min(deed.now.0).max(received.0))
}

fn noon(deed: &Deed<'_>, day: Option<NaiveDate>) -> Option<Moment> {
    let at = day?.and_time(NaiveTime::from_hms_opt(12, 0, 0)?);
    let at = at.and_local_timezone(deed.clock.offset()).single()?;

    Some(Moment(at.timestamp_millis()))
}
