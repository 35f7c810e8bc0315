//! What is here already, and what a line says of it now.

use chrono::Datelike;
use domain::{
    Address, AddressId, Appliance, ApplianceId, Customer, CustomerId, Fields, Order, OrderEvent,
    OrderId, Place, Record, Source, State, differences, fields_of,
};
use serde_json::Value;
use sync::Change;
use uuid::Uuid;

use super::household::{Bringing, Came};
use super::machine::{self, appliance};
use super::person::customer;
use super::{home, remarks, service};
use crate::deed::Deed;
use crate::{Error, areas};

/// The fields of an address that say where it is.
const PLACE: [&str; 7] = ["province", "city", "district", "street", "detail", "postcode", "code"];

impl Bringing {
    /// Adds the words to the note of a household that it does not hold yet. Answers whether it wrote any, and whether
    /// they were too long.
    pub(super) fn add_words(
        &self,
        deed: &Deed<'_>,
        customer: CustomerId,
        words: &[String],
    ) -> Result<(bool, bool), Error> {
        if words.is_empty() {
            return Ok((false, false));
        }
        let known = deed.get::<Customer>(customer)?.note.unwrap_or_default();
        let (note, cut) = remarks::added(&known, words);
        if note == known {
            return Ok((false, cut));
        }
        let fields = std::iter::once(("note".to_owned(), note.into())).collect();

        Ok((self.write::<Customer>(deed, customer.0, fields)?, cut))
    }

    /// Writes of a machine what nobody knew yet.
    pub(super) fn fill(
        &self,
        deed: &Deed<'_>,
        (id, known): (ApplianceId, &Appliance),
        said: &Appliance,
    ) -> Result<bool, Error> {
        let (now, mut new) = (fields_of(known), fields_of(said));
        new.retain(|name, value| {
            let is_open = match name.as_str() {
                "category" => machine::is_unknown(known) && !machine::is_unknown(said),
                "customer" | "origin" => false,
                _ => now.get(name).is_none_or(is_empty),
            };
            is_open && !is_empty(value)
        });

        self.write::<Appliance>(deed, id.0, new)
    }

    /// The order that an earlier run made of this line, by the other system's number for it. What came in otherwise is
    /// another one, and so is what another year calls the same.
    pub(super) fn known(
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
    /// since stays, and an empty cell says nothing. What only words could keep is counted where the job does not hold it:
    /// what happened to a job is never written anew.
    pub(super) fn revise(
        &mut self,
        deed: &Deed<'_>,
        (order, head): (OrderId, &Order),
        line: &spreadsheet::Record,
    ) -> Result<Came, Error> {
        let mut said = fields_of(&customer(line));
        said.retain(|name, _| ["name", "phones"].contains(&name.as_str()));
        // Of two jobs of one customer the first says what they are called.
        if line.text("name").is_some_and(|name| self.is_renamed(head.customer, name)) {
            said.remove("name");
        }
        let mut changed = self.correct::<Customer>(deed, head.customer.0, &said)?;
        if let Some((address, place)) = head.address.zip(home::said(line, &self.areas)) {
            changed |= self.move_to(deed, address, &place)?;
        }
        if let Some((id, new)) = head.appliance.zip(appliance(head.customer, line)) {
            let known: Appliance = deed.get(id)?;
            // What other lines are about, too, each of them may only add to.
            changed |= match known.origin.is_some() && known.origin == new.origin {
                true => {
                    let mut new = fields_of(&new);
                    new.remove("customer");
                    if line.text("category").is_none() {
                        new.remove("category");
                    }
                    self.correct::<Appliance>(deed, id.0, &new)?
                }
                false => self.fill(deed, (id, &known), &new)?,
            };
        }
        let worked = deed.session.order_state(order)?.is_some_and(State::is_worked);
        let went = line.text("technician").filter(|_| worked);
        let said =
            [("description", line.text("fault")), ("branch", line.text("branch")), ("went", went)];
        let said =
            said.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into())));
        let kind = service::of(line).filter(|kind| kind.family() == head.kind.family());
        let kind = kind.and_then(|kind| serde_json::to_value(kind).ok());
        let said = said.chain(kind.map(|kind| ("kind".to_owned(), kind)));
        changed |= self.correct::<Order>(deed, order.0, &said.collect())?;
        changed |= self.send_known(deed, (order, head), line)?;
        if !remarks::holds("", line) {
            let events = deed.session.facts_about::<OrderEvent>(order)?;
            let told = events.first().and_then(|(_, first)| first.remark.as_deref());
            self.unnoted += u64::from(!remarks::holds(told.unwrap_or_default(), line));
        }

        Ok(if changed { Came::Updated } else { Came::Unchanged })
    }

    /// Writes where somebody lives over what a run wrote of it, as far as the line says it.
    fn move_to(&self, deed: &Deed<'_>, id: AddressId, said: &Place) -> Result<bool, Error> {
        let known: Address = deed.get(id)?;
        let place = home::corrected(&known.place, said);
        if place == known.place {
            return Ok(false);
        }
        let mut settled = known.clone();
        let area = self.areas.of(&place).map(|(id, _)| id);
        areas::settle(&mut settled, place, area);
        let wrote = deed.session.imported(Address::KIND, id.0)?;
        // Its area goes with the place, and stays with it.
        let (now, new) = (fields_of(&known), fields_of(&settled));
        let part = |fields: &Fields, part| fields.get(part).filter(|it| !is_empty(it)).cloned();
        let is_ours = PLACE.into_iter().all(|name| part(&wrote, name) == part(&now, name));
        if !known.place.is_blank() && !is_ours {
            return Ok(false);
        }

        self.write::<Address>(deed, id.0, differences(&now, &new, &now))
    }

    /// Writes what a line says into those fields that are empty or still say what a run wrote last.
    pub(super) fn correct<R: Record>(
        &self,
        deed: &Deed<'_>,
        id: Uuid,
        said: &Fields,
    ) -> Result<bool, Error> {
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

    pub(super) fn write<R: Record>(
        &self,
        deed: &Deed<'_>,
        id: Uuid,
        fields: Fields,
    ) -> Result<bool, Error> {
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

/// Whether a field says nothing.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(_) | Value::Bool(_) | Value::Number(_) => false,
    }
}
