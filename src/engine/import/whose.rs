//! Whose line it is: a customer who is here, or a new one.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use domain::{Customer, CustomerId, CustomerPhone, Fields, Place, Record as _, fields_of};
use sync::Change;

use super::household::{Bringing, make};
use super::person::customer;
use super::revised::is_empty;
use super::who::{self, Person, Told};
use super::{Matching, home, person};
use crate::Error;
use crate::deed::Deed;

/// The customer of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whose {
    pub(super) id: CustomerId,
    /// Whether they were here before.
    pub(super) found: bool,
    /// Whether an earlier line of the run called them otherwise.
    pub(super) renamed: bool,
}

impl Bringing {
    /// The customer of a line, and whether they were here before.
    pub(super) fn customer(
        &mut self,
        deed: &Deed<'_>,
        (line, note): (&spreadsheet::Record, Option<String>),
        made: &mut Vec<Change>,
    ) -> Result<Whose, Error> {
        let new = Customer { note, ..customer(line) };
        let place = home::said(line, &self.areas).map(home::once);
        let key = self.key(line, &new, place.as_ref());
        let known = match self.seen.get(&key) {
            Some(known) => Some(*known),
            None => self.known_customer(deed, (line, &new), place.as_ref())?,
        };
        if let Some(id) = known {
            self.seen.insert(key, id);
            let renamed = self.is_renamed(id, &new.name);
            return Ok(Whose { id, found: true, renamed });
        }
        let new = Customer { since: Some(deed.now), ..new };
        let id: CustomerId = make(deed, &new, made);
        // Without a phone, namesakes are told apart by the numbers of their jobs.
        let is_told = !new.phones.is_empty() || line.text("number").is_none();
        self.who.learn((id, &new), is_told);
        if is_told {
            self.seen.insert(key, id);
        }
        self.is_renamed(id, &new.name);

        Ok(Whose { id, found: false, renamed: false })
    }

    /// Whether an earlier line of the run was about this customer and called them otherwise.
    pub(super) fn is_renamed(&mut self, id: CustomerId, name: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let hash = hasher.finish();

        *self.met.entry(id).or_insert(hash) != hash
    }

    /// All that tells whose a line is: another line that says the same is about the same customer.
    fn key(&self, line: &spreadsheet::Record, new: &Customer, place: Option<&Place>) -> String {
        let serial = line.text("serial").filter(|_| self.matching == Matching::Serial);
        let phones = new.phones.iter().map(|phone| phone.number.digits().to_owned());
        let parts = [
            new.name.clone(),
            place.map(|place| home::folded(&place.in_one_line())).unwrap_or_default(),
            line.text("customer_number").unwrap_or_default().to_owned(),
            serial.unwrap_or_default().to_owned(),
        ];

        parts.into_iter().chain(phones).collect::<Vec<_>>().join("\n")
    }

    /// The customer that a line is about, if they are here: by what was chosen; where the line does not say that, or it
    /// says nothing known, by their number in the other system, by phone and name, and without a phone by name and address.
    fn known_customer(
        &mut self,
        deed: &Deed<'_>,
        (line, new): (&spreadsheet::Record, &Customer),
        place: Option<&Place>,
    ) -> Result<Option<CustomerId>, Error> {
        let number = line.text("customer_number");
        match self.matching {
            Matching::Phone => {
                if let Some(phone) = new.first_phone() {
                    let with = self.who.with_phone(deed, phone)?;
                    let one = with.iter().find(|person| !self.is_apart(person, number));
                    return Ok(one.map(|person| person.id));
                }
            }
            Matching::NameAndAddress => {
                if let Some(place) = place {
                    return self.who.living_at(deed, (&new.name, place), number);
                }
            }
            Matching::Number => {
                if let Some(number) = number {
                    let all = deed.session.customers_of_origin(number)?;
                    if let Some(id) = all.into_iter().next() {
                        return Ok(Some(id));
                    }
                }
            }
            Matching::Serial => {
                if let Some(serial) = line.text("serial")
                    && let Some(id) = deed.session.owner_of_serial(serial)?
                {
                    return Ok(Some(id));
                }
            }
            Matching::Usual | Matching::Name | Matching::Barcode => {}
        }
        if let Some(id) = self.of_number(deed, number, new, place)? {
            return Ok(Some(id));
        }
        match new.first_phone() {
            Some(phone) => {
                let mut with = self.who.with_phone(deed, phone)?;
                with.retain(|person| person.is_called(&new.name) && !self.is_apart(person, number));
                // Who is called so in their own file comes before whose file holds another one that was.
                let own = with.iter().find(|person| person.names.contains(&new.name));
                Ok(own.or(with.first()).map(|person| person.id))
            }
            None if line.text("number").is_none() => {
                let met = &self.met;
                let told = Told { name: &new.name, place, number };
                self.who.without_phone(deed, told, |id| met.contains_key(&id))
            }
            None => Ok(None),
        }
    }

    /// Who has this number in another system and also the name, a phone or the address of the line: two systems may count
    /// alike.
    fn of_number(
        &self,
        deed: &Deed<'_>,
        number: Option<&str>,
        new: &Customer,
        place: Option<&Place>,
    ) -> Result<Option<CustomerId>, Error> {
        let Some(number) = number else { return Ok(None) };
        for id in deed.session.customers_of_origin(number)? {
            let Some(person) = Person::of(deed, id)? else { continue };
            let is_theirs = person.is_called(&new.name)
                || new.phones.iter().any(|phone| person.has_phone(&phone.number));
            let lives_there = || place.map_or(Ok(false), |place| who::lives_at(deed, id, place));
            if is_theirs || lives_there()? {
                return Ok(Some(id));
            }
        }

        Ok(None)
    }

    /// Whether the numbers of another system say that a line is about somebody else: of one list, two numbers are two
    /// customers; another list may come from a third system.
    fn is_apart(&self, person: &Person, number: Option<&str>) -> bool {
        let is_of_this_list =
            self.matching == Matching::Number || self.met.contains_key(&person.id);

        is_of_this_list && person.is_other_than(number)
    }

    /// Whether a line would give a customer another name whom an earlier line of the run was about: it is about somebody
    /// else, who shares their phone, number or machine.
    pub(super) fn is_another(
        &self,
        deed: &Deed<'_>,
        whose: Whose,
        name: &str,
    ) -> Result<bool, Error> {
        if !whose.renamed {
            return Ok(false);
        }
        let Some(person) = Person::of(deed, whose.id)? else { return Ok(true) };
        let is_own = self.matching == Matching::Usual && person.names.contains(name);

        Ok(!is_own && !person.others.contains(name))
    }

    /// Writes what a list says of a customer who is here: what is new, or what a run wrote and nobody changed since. What
    /// the line of a file says that is found in theirs only fills what is empty.
    pub(super) fn renew(
        &mut self,
        deed: &Deed<'_>,
        whose: Whose,
        line: &spreadsheet::Record,
    ) -> Result<bool, Error> {
        let id = whose.id;
        let known: Customer = deed.get(id)?;
        if known.erased {
            return Ok(false);
        }
        let new = customer(line);
        let mut said = person::said(line);
        // Nobody is called again because a list says less.
        said.remove("refused");
        if whose.renamed {
            said.remove("name");
        }
        if let Some(number) = &new.origin
            && deed.session.customers_of_origin(number)?.contains(&id)
        {
            said.remove("origin");
        }
        if new.name != known.name && self.is_found_in(deed, id, &new.name)? {
            let now = fields_of(&known);
            said.retain(|name, _| name != "name" && now.get(name).is_none_or(is_empty));
        }
        let changed = self.correct::<Customer>(deed, id.0, &said)?;
        let more = self.more(deed, (id, &known), new)?;

        Ok(self.write::<Customer>(deed, id.0, more)? || changed)
    }

    /// Whether it is a file that is found in theirs which is called so.
    fn is_found_in(&self, deed: &Deed<'_>, id: CustomerId, name: &str) -> Result<bool, Error> {
        let person = Person::of(deed, id)?;

        Ok(person.is_some_and(|it| it.others.contains(name) && !it.names.contains(name)))
    }

    /// The phones and refusals of a customer with those that a line has besides; nothing where it has none. A phone that an
    /// earlier run wrote and that is not there any more was taken away by somebody.
    fn more(
        &mut self,
        deed: &Deed<'_>,
        (id, known): (CustomerId, &Customer),
        new: Customer,
    ) -> Result<Fields, Error> {
        let wrote = deed.session.imported(Customer::KIND, id.0)?;
        let has: BTreeSet<String> = known
            .phones
            .iter()
            .map(|phone| phone.number.digits().to_owned())
            .chain(who::digits_in(wrote.get("phones")))
            .collect();
        let is_new = |phone: &CustomerPhone| !has.contains(phone.number.digits());
        let phones: Vec<_> = new.phones.into_iter().filter(is_new).collect();
        for phone in &phones {
            self.who.learn_phone(id, &phone.number);
        }
        let refused: Vec<_> =
            new.refused.into_iter().filter(|it| !known.refused.contains(it)).collect();
        let (more_phones, more_refused) = (!phones.is_empty(), !refused.is_empty());
        let all = Customer {
            phones: known.phones.iter().cloned().chain(phones).collect(),
            refused: known.refused.iter().copied().chain(refused).collect(),
            ..Customer::default()
        };
        let mut fields = fields_of(&all);
        fields.retain(|name, _| match name.as_str() {
            "phones" => more_phones,
            "refused" => more_refused,
            _ => false,
        });

        Ok(fields)
    }
}
