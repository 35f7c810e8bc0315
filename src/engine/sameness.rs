//! Two files of one person: compared side by side, taken together, and taken apart again however much later.

mod alike;
mod compare;
mod suspects;

pub use alike::{Alike, Clue, Likely};
pub use compare::{Compared, MergeSide, OneThing};
pub use suspects::{Suspect, Suspects};

use std::collections::BTreeMap;

use domain::{
    AddressId, ApplianceId, Customer, CustomerId, Fields, Likeness, Moment, Record as _, Sameness,
    SamenessId, Staff, fields_of,
};
use serde_json::Value;
use store::Session;
use uuid::Uuid;

use crate::deed::Deed;
use crate::{Engine, Error, Undo};

/// A file that is found in another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// What says so.
    pub sameness: SamenessId,
    /// What the file was called.
    pub name: String,
    /// When it was found out.
    pub at: Moment,
    /// Who found it out.
    pub by: Option<String>,
}

/// A field of a person that two files may say differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// How they are called, and whether it is an organisation.
    Name,
    /// How much care is due.
    Level,
    /// What they speak.
    Language,
    /// When they have their birthday.
    Birthday,
    /// What to know about them.
    Note,
}

impl Said {
    /// All, in the order of the file.
    pub const ALL: [Self; 5] =
        [Self::Name, Self::Level, Self::Language, Self::Birthday, Self::Note];

    /// Whether two files say the same here.
    pub fn is_same(self, one: &Customer, other: &Customer) -> bool {
        match self {
            Self::Name => (&one.name, one.organisation) == (&other.name, other.organisation),
            Self::Level => one.level == other.level,
            Self::Language => one.language == other.language,
            Self::Birthday => one.birthday == other.birthday,
            Self::Note => one.note == other.note,
        }
    }

    /// Whether a file says nothing here.
    pub fn is_blank(self, file: &Customer) -> bool {
        match self {
            Self::Name => file.name.trim().is_empty(),
            Self::Level => file.level == domain::Level::Ordinary,
            Self::Language => file.language.is_none(),
            Self::Birthday => file.birthday.is_none(),
            Self::Note => file.note.is_none(),
        }
    }

    fn take(self, from: &Customer, into: &mut Customer) {
        match self {
            Self::Name => {
                into.name.clone_from(&from.name);
                into.organisation = from.organisation;
            }
            Self::Level => into.level = from.level,
            Self::Language => into.language.clone_from(&from.language),
            Self::Birthday => into.birthday = from.birthday,
            Self::Note => into.note.clone_from(&from.note),
        }
    }
}

/// How two files become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merging {
    /// The file that goes on.
    pub kept: CustomerId,
    /// The file that is found in it from then on.
    pub other: CustomerId,
    /// What is taken from the other one. Numbers and refusals of both count in any case.
    pub taken: Vec<Said>,
    /// Addresses of the other that are addresses of the kept one.
    pub addresses: BTreeMap<AddressId, AddressId>,
    /// Machines of the other that are machines of the kept one.
    pub machines: BTreeMap<ApplianceId, ApplianceId>,
}

/// What was found out, and the way back.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundOut {
    /// What says so.
    pub sameness: SamenessId,
    /// In whose file one is now.
    pub customer: CustomerId,
    /// The way back.
    pub undo: Undo,
}

impl Engine {
    /// Takes two files for one person's. Everything of both is found in the kept one; nothing is written over but what of
    /// the person is taken from the other file.
    pub fn merge(
        &self,
        merging: Merging,
    ) -> impl Future<Output = Result<FoundOut, Error>> + Send + use<> {
        self.deed("merge_customers", move |deed| merge(deed, merging))
    }

    /// Takes apart what was taken together, also by another desk and long ago: each file has again what it had and what
    /// came to it since. What was taken over from the other file goes back unless it was changed since.
    pub fn separate(
        &self,
        sameness: SamenessId,
    ) -> impl Future<Output = Result<FoundOut, Error>> + Send + use<> {
        self.deed("separate_customers", move |deed| {
            let said = take_back(deed, sameness)?;
            let customer = said.kept;

            Ok(FoundOut { sameness, customer, undo: Undo::JoinAgain(Box::new(said)) })
        })
    }

    /// Remembers that two files are not of one person, however alike they look.
    pub fn keep_apart(
        &self,
        (kept, other): (CustomerId, CustomerId),
    ) -> impl Future<Output = Result<FoundOut, Error>> + Send + use<> {
        self.deed("keep_apart", move |deed| {
            let likeness = Likeness::Apart;
            let sameness = say(deed, Sameness { likeness, ..blank(deed, kept, other) })?;

            Ok(FoundOut { sameness, customer: kept, undo: Undo::Separate(sameness) })
        })
    }
}

fn blank(deed: &Deed<'_>, kept: CustomerId, other: CustomerId) -> Sameness {
    Sameness {
        kept,
        other,
        likeness: Likeness::Same,
        addresses: BTreeMap::new(),
        machines: BTreeMap::new(),
        before: Fields::new(),
        after: Fields::new(),
        at: deed.now,
        by: deed.actor,
        withdraws: None,
    }
}

fn merge(deed: &Deed<'_>, merging: Merging) -> Result<FoundOut, Error> {
    let kept = deed.session.who_now(merging.kept)?;
    let other = deed.session.who_now(merging.other)?;
    if kept == other {
        return Err(Error::SameAlready);
    }
    let before: Customer = deed.get(kept)?;
    let from: Customer = deed.get(other)?;
    if before.erased || from.erased {
        return Err(Error::Erased);
    }
    let mut after = before.clone();
    merging.taken.iter().for_each(|said| said.take(&from, &mut after));
    for phone in &from.phones {
        match after.phones.iter_mut().find(|known| known.number == phone.number) {
            // That a number is somebody else's by now is known to whoever wrote it down.
            Some(known) => known.gone = known.gone.or(phone.gone),
            None => after.phones.push(phone.clone()),
        }
    }
    for channel in &from.refused {
        if !after.refused.contains(channel) {
            after.refused.push(*channel);
        }
    }
    let (was, is) = (fields_of(&before), fields_of(&after));
    let mut said = Sameness {
        addresses: merging.addresses,
        machines: merging.machines,
        ..blank(deed, kept, other)
    };
    for name in was.keys().chain(is.keys()).filter(|name| was.get(*name) != is.get(*name)) {
        let value = |fields: &Fields| fields.get(name).cloned().unwrap_or(Value::Null);
        said.before.insert(name.clone(), value(&was));
        said.after.insert(name.clone(), value(&is));
    }
    let sameness = say(deed, said)?;

    Ok(FoundOut { sameness, customer: kept, undo: Undo::Separate(sameness) })
}

/// Writes down what was found out, with what it takes over.
pub(crate) fn say(deed: &Deed<'_>, said: Sameness) -> Result<SamenessId, Error> {
    if !said.after.is_empty() {
        overwrite(deed, said.kept, said.after.clone())?;
    }

    deed.note(&Sameness { at: deed.now, by: deed.actor, ..said })
}

/// Takes back what was found out; what was taken over goes back. Answers what it had said.
pub(crate) fn take_back(deed: &Deed<'_>, id: SamenessId) -> Result<Sameness, Error> {
    let said: Sameness = deed.get(id.0)?;
    if deed.session.is_taken_back(id)? {
        return Ok(said);
    }
    let stored = deed.session.stored(Customer::KIND, said.kept.0)?;
    if let Some(stored) = stored.filter(|stored| !domain::erasure::is_bare(&stored.fields)) {
        overwrite(deed, said.kept, said.put_back(&stored.fields))?;
    }
    deed.note::<_, SamenessId>(&Sameness {
        likeness: said.likeness,
        withdraws: Some(id),
        ..blank(deed, said.kept, said.other)
    })?;

    Ok(said)
}

fn overwrite(deed: &Deed<'_>, customer: CustomerId, mut fields: Fields) -> Result<(), Error> {
    let stored =
        deed.session.stored(Customer::KIND, customer.0)?.ok_or(Error::Unknown(Customer::KIND))?;
    fields.retain(|name, value| stored.fields.get(name).unwrap_or(&Value::Null) != value);
    if fields.is_empty() {
        return Ok(());
    }

    deed.patch(Customer::KIND, customer.0, stored.rev, fields)
}

/// The files that are found in this one.
pub(crate) fn joined(session: &Session<'_>, customer: CustomerId) -> Result<Vec<Joined>, Error> {
    let mut joined = Vec::new();
    for (sameness, said) in session.sameness_of(customer)? {
        let other: Uuid = if said.other == customer { said.kept.0 } else { said.other.0 };
        let name = session.get::<Customer>(other)?.map(|file| file.name).unwrap_or_default();
        let by = said.by.map(|staff| session.get::<Staff>(staff)).transpose()?.flatten();
        joined.push(Joined { sameness, name, at: said.at, by: by.map(|staff| staff.name) });
    }

    Ok(joined)
}

#[cfg(test)]
mod tests;
