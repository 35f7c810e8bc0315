//! Who is here already, by all the numbers and names that a list may know them under.

use std::collections::{BTreeSet, HashMap};

use domain::{Customer, CustomerId, Phone, Place, Record as _};
use serde_json::Value;

use super::home;
use crate::Error;
use crate::deed::Deed;

/// The customers under today's numbers and names, and under those that an earlier run wrote. Each is read once, when the
/// first line asks for it: most lines bring somebody new.
#[derive(Debug, Default)]
pub(super) struct Who {
    numbers: Option<Numbers>,
    names: Option<HashMap<String, Vec<CustomerId>>>,
}

/// Whose a telephone number is. Nearly all are one customer's alone.
#[derive(Debug, Default)]
struct Numbers {
    first: HashMap<u64, CustomerId>,
    more: HashMap<u64, Vec<CustomerId>>,
}

impl Numbers {
    fn learn(&mut self, number: u64, id: CustomerId) {
        if *self.first.entry(number).or_insert(id) != id {
            self.more.entry(number).or_default().push(id);
        }
    }

    fn of(&self, number: u64) -> impl Iterator<Item = CustomerId> {
        let more = self.more.get(&number).into_iter().flatten();

        self.first.get(&number).into_iter().chain(more).copied()
    }
}

/// What is known of a person, in all their files.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: CustomerId,
    /// What their own file is called, or was.
    pub(super) names: BTreeSet<String>,
    /// What the files are called that are found in theirs, or were.
    pub(super) others: BTreeSet<String>,
    /// The digits of their numbers, and of those that a run wrote.
    phones: BTreeSet<String>,
    /// Their numbers in other systems.
    origins: BTreeSet<String>,
    /// Whether one of their files has no telephone number, or came from a list without one.
    is_without_phone: bool,
    /// Whether one of their files came from a list.
    is_imported: bool,
}

impl Person {
    /// Somebody, unless they are gone or erased.
    pub(super) fn of(deed: &Deed<'_>, id: CustomerId) -> Result<Option<Self>, Error> {
        let session = deed.session;
        let mut person = Self {
            id,
            names: BTreeSet::new(),
            others: BTreeSet::new(),
            phones: BTreeSet::new(),
            origins: BTreeSet::new(),
            is_without_phone: false,
            is_imported: false,
        };
        let others = session.others_of(id.0)?;
        for file in std::iter::once(id.0).chain(others) {
            let is_own = file == id.0;
            let Some(known) = session.get::<Customer>(file)?.filter(|known| !known.erased) else {
                if is_own {
                    return Ok(None);
                }
                continue;
            };
            let wrote = session.imported(Customer::KIND, file)?;
            let wrote_phones = digits_in(wrote.get("phones"));
            person.is_imported |= !wrote.is_empty();
            person.is_without_phone |=
                known.phones.is_empty() || (!wrote.is_empty() && wrote_phones.is_empty());
            person.phones.extend(known.phones.iter().map(|it| it.number.digits().to_owned()));
            person.phones.extend(wrote_phones);
            person.origins.extend(known.origin);
            let names = if is_own { &mut person.names } else { &mut person.others };
            names.insert(known.name);
            names.extend(session.imported_names(CustomerId(file))?);
        }

        Ok(Some(person))
    }

    /// Whether they are, or were, called so.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.names.contains(name) || self.others.contains(name)
    }

    /// Whether the number is, or was, theirs.
    pub(super) fn has_phone(&self, phone: &Phone) -> bool {
        self.phones.contains(phone.digits())
    }

    /// Whether another system tells them from whom it calls by this number.
    pub(super) fn is_other_than(&self, number: Option<&str>) -> bool {
        number.is_some_and(|number| !self.origins.is_empty() && !self.origins.contains(number))
    }
}

/// The digits of the telephone numbers in a field.
pub(super) fn digits_in(phones: Option<&Value>) -> Vec<String> {
    let all = phones.and_then(Value::as_array).into_iter().flatten();
    let numbers = all.filter_map(|it| Phone::parse(it.get("number")?.as_str()?));

    numbers.map(|number| number.digits().to_owned()).collect()
}

/// A customer without a telephone number, as a line tells them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) name: &'a str,
    pub(super) place: Option<&'a Place>,
    /// Their number in another system.
    pub(super) number: Option<&'a str>,
}

impl Who {
    /// Those with a telephone number, whoever had it before or has it now.
    pub(super) fn with_phone(
        &mut self,
        deed: &Deed<'_>,
        phone: &Phone,
    ) -> Result<Vec<Person>, Error> {
        if self.numbers.is_none() {
            let mut numbers = Numbers::default();
            deed.session.each_phone(|id, phone| numbers.learn(number_of(&phone), id))?;
            self.numbers = Some(numbers);
        }
        let number = number_of(phone);
        let ids = self.numbers.iter().flat_map(|all| all.of(number)).collect();
        let mut people = people(deed, ids)?;
        people.retain(|person| person.has_phone(phone));

        Ok(people)
    }

    /// Those who are, or were, called so.
    fn called(&mut self, deed: &Deed<'_>, name: &str) -> Result<Vec<CustomerId>, Error> {
        if self.names.is_none() {
            let mut names: HashMap<String, Vec<CustomerId>> = HashMap::new();
            deed.session.each_name(|id, name| names.entry(name).or_default().push(id))?;
            self.names = Some(names);
        }
        let ids = self.names.iter().filter_map(|all| all.get(name)).flatten().copied();

        now(deed, ids.collect())
    }

    /// Who is called so and lives there, whatever their phone.
    pub(super) fn living_at(
        &mut self,
        deed: &Deed<'_>,
        (name, place): (&str, &Place),
        number: Option<&str>,
    ) -> Result<Option<CustomerId>, Error> {
        for id in self.called(deed, name)? {
            if lives_at(deed, id, place)? {
                let person = Person::of(deed, id)?.filter(|it| !it.is_other_than(number));
                if let Some(person) = person {
                    return Ok(Some(person.id));
                }
            }
        }

        Ok(None)
    }

    /// The household without a phone that a line is about: of the same name, and at the same address; where one of them
    /// says no address, only one that a list brought over. `met` tells those that earlier lines of the run were about:
    /// where they say that there are two of the name, a line without an address is about neither.
    pub(super) fn without_phone(
        &mut self,
        deed: &Deed<'_>,
        told: Told<'_>,
        met: impl Fn(CustomerId) -> bool,
    ) -> Result<Option<CustomerId>, Error> {
        let (mut without, mut elsewhere) = (None, Vec::new());
        for id in self.called(deed, told.name)? {
            let homes = deed.session.addresses(id)?;
            let agrees = told.place.is_some_and(|place| {
                homes.iter().any(|known| home::agree(&known.address.place, place))
            });
            if told.place.is_some() && !homes.is_empty() && !agrees {
                continue;
            }
            let Some(person) = Person::of(deed, id)? else { continue };
            if !person.is_without_phone || person.is_other_than(told.number) {
                continue;
            }
            match homes.is_empty() {
                _ if agrees => return Ok(Some(id)),
                _ if !person.is_imported => {}
                true => without = without.or(Some(id)),
                false => elsewhere.push(id),
            }
        }
        let mut named_before = elsewhere.iter().filter(|id| met(**id));
        let one = match (named_before.next(), named_before.next()) {
            (Some(one), None) => Some(*one),
            (None, _) => elsewhere.first().copied(),
            (Some(_), Some(_)) => None,
        };

        Ok(without.or(one))
    }

    /// Remembers a customer whom the run made; `findable` says whether lines without a phone may be about them.
    pub(super) fn learn(&mut self, (id, new): (CustomerId, &Customer), findable: bool) {
        for phone in &new.phones {
            self.learn_phone(id, &phone.number);
        }
        if let Some(names) = self.names.as_mut().filter(|_| findable) {
            names.entry(new.name.clone()).or_default().push(id);
        }
    }

    pub(super) fn learn_phone(&mut self, id: CustomerId, phone: &Phone) {
        if let Some(numbers) = &mut self.numbers {
            numbers.learn(number_of(phone), id);
        }
    }
}

/// Whether one of their addresses agrees with this place.
pub(super) fn lives_at(deed: &Deed<'_>, id: CustomerId, place: &Place) -> Result<bool, Error> {
    let known = deed.session.addresses(id)?;

    Ok(known.iter().any(|known| home::agree(&known.address.place, place)))
}

/// In whose files these are now, each once, the oldest first.
fn now(deed: &Deed<'_>, ids: Vec<CustomerId>) -> Result<Vec<CustomerId>, Error> {
    let mut now = BTreeSet::new();
    for id in ids {
        now.insert(deed.session.who_now(id)?);
    }

    Ok(now.into_iter().collect())
}

fn people(deed: &Deed<'_>, ids: Vec<CustomerId>) -> Result<Vec<Person>, Error> {
    let mut people = Vec::new();
    for id in now(deed, ids)? {
        people.extend(Person::of(deed, id)?);
    }

    Ok(people)
}

/// A telephone number as a number: two that differ only in zeros before them are told apart by whoever looks closer.
fn number_of(phone: &Phone) -> u64 {
    phone.digits().parse().unwrap_or_default()
}
