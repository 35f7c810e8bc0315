//! Whose line it is: a customer who is here, or a new one.

use std::collections::HashSet;

use domain::{Customer, CustomerId, CustomerPhone, Phone, fields_of};
use sync::Change;

use super::household::{Bringing, make};
use super::person::customer;
use super::{Matching, home, person};
use crate::Error;
use crate::deed::Deed;

impl Bringing {
    /// The customer of a line, and whether they were here before.
    pub(super) fn customer(
        &mut self,
        deed: &Deed<'_>,
        (line, note): (&spreadsheet::Record, Option<String>),
        made: &mut Vec<Change>,
    ) -> Result<(CustomerId, bool), Error> {
        let new = Customer { note, ..customer(line) };
        let key = self.key(line, &new);
        if let Some(known) = self.seen.get(&key) {
            return Ok((*known, true));
        }
        if let Some(known) = self.known_customer(deed, line, &new)? {
            self.seen.insert(key, known);
            return Ok((known, true));
        }
        let new = Customer { since: Some(deed.now), ..new };
        let id: CustomerId = make(deed, &new, made);
        if let Some(numbers) = &mut self.numbers_known {
            numbers.extend(new.phones.iter().map(|phone| number_of(&phone.number)));
        }
        // Without a phone, namesakes are told apart by what else their line says.
        if key.starts_with('\n') && line.text("number").is_some() {
            return Ok((id, false));
        }
        self.seen.insert(key, id);

        Ok((id, false))
    }

    /// By what a line is told to be about the same customer as another one of the run.
    fn key(&self, line: &spreadsheet::Record, new: &Customer) -> String {
        let digits = new.first_phone().map_or("", Phone::digits);
        let place = || home::said(line, &self.areas).map(home::once);
        let key = match self.matching {
            Matching::Phone if !digits.is_empty() => Some(digits.to_owned()),
            Matching::NameAndAddress => {
                place().map(|place| format!("{}\n{}", new.name, home::folded(&place.in_one_line())))
            }
            Matching::Number => line.text("customer_number").map(str::to_owned),
            Matching::Serial => line.text("serial").map(str::to_owned),
            _ => None,
        };

        // What is compared otherwise begins otherwise.
        key.map_or_else(|| format!("{digits}\n{}", new.name), |key| format!("\t{key}"))
    }

    /// The customer that a line is about, if they are here.
    fn known_customer(
        &mut self,
        deed: &Deed<'_>,
        line: &spreadsheet::Record,
        new: &Customer,
    ) -> Result<Option<CustomerId>, Error> {
        let phone = new.first_phone().cloned();
        let place = || home::said(line, &self.areas).map(home::once);
        match self.matching {
            Matching::Phone => {
                if let Some(phone) = &phone {
                    return Ok(self.with_phone(deed, phone)?.into_iter().next());
                }
            }
            Matching::NameAndAddress => {
                if let Some(place) = place() {
                    return self.told.named(deed, &new.name, &place);
                }
            }
            Matching::Number => {
                if let Some(number) = line.text("customer_number") {
                    return Ok(deed.session.customer_of_origin(number)?);
                }
            }
            Matching::Serial => {
                if let Some(serial) = line.text("serial") {
                    return Ok(deed.session.owner_of_serial(serial)?);
                }
            }
            Matching::Usual | Matching::Name | Matching::Barcode => {}
        }
        match phone {
            Some(phone) => {
                for id in self.with_phone(deed, &phone)? {
                    if deed.session.get::<Customer>(id)?.is_some_and(|it| it.name == new.name) {
                        return Ok(Some(id));
                    }
                }
                Ok(None)
            }
            None if line.text("number").is_none() => {
                self.told.customer(deed, &new.name, place().as_ref())
            }
            None => Ok(None),
        }
    }

    /// The customers with a telephone number. Which numbers there are is read once: most lines bring a new one.
    fn with_phone(&mut self, deed: &Deed<'_>, phone: &Phone) -> Result<Vec<CustomerId>, Error> {
        if self.numbers_known.is_none() {
            let mut numbers = HashSet::new();
            deed.session.each_phone(|phone| {
                numbers.insert(number_of(&phone));
            })?;
            self.numbers_known = Some(numbers);
        }
        let number = number_of(phone);
        let is_known = self.numbers_known.as_ref().is_some_and(|it| it.contains(&number));

        if is_known { Ok(deed.session.customers_with_phone(phone)?) } else { Ok(Vec::new()) }
    }

    /// Writes what a list says of a customer who is here: what is new, or what a run wrote and nobody changed since.
    pub(super) fn renew(
        &self,
        deed: &Deed<'_>,
        id: CustomerId,
        line: &spreadsheet::Record,
    ) -> Result<bool, Error> {
        let changed = self.correct::<Customer>(deed, id.0, &person::said(line))?;
        let known: Customer = deed.get(id)?;
        let has = |phone: &CustomerPhone| {
            known.phones.iter().any(|it| it.number.digits() == phone.number.digits())
        };
        let more: Vec<_> = customer(line).phones.into_iter().filter(|it| !has(it)).collect();
        if more.is_empty() || known.erased {
            return Ok(changed);
        }
        let phones = known.phones.into_iter().chain(more).collect();
        let fields = fields_of(&Customer { phones, ..Customer::default() });
        let fields = fields.into_iter().filter(|(name, _)| name == "phones").collect();

        Ok(self.write::<Customer>(deed, id.0, fields)? || changed)
    }
}

/// A telephone number as a number: two that differ only in zeros before them are told apart by whoever looks closer.
fn number_of(phone: &Phone) -> u64 {
    phone.digits().parse().unwrap_or_default()
}
