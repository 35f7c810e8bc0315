//! Two files of one person: compared side by side, taken together, and taken apart again however much later.

mod alike;
mod apart;
mod besides;
mod compare;
mod part;
mod suspects;

pub use alike::{Alike, Clue, Likely};
pub use apart::Between;
pub use besides::Besides;
pub(crate) use besides::{besides, lift, refuses};
pub use compare::{Compared, MergeSide, OneThing};
pub(crate) use part::{join_again, joined, take_back};
pub use suspects::{Suspect, Suspects};

use std::collections::BTreeMap;

use domain::{
    AddressId, ApplianceId, Customer, CustomerId, Fields, Likeness, Moment, Record as _, Sameness,
    SamenessId, fields_of,
};
use serde_json::Value;

use crate::deed::Deed;
use crate::{Engine, Error, Undo};

/// A file that is found in another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Which.
    pub file: CustomerId,
    /// What says so first.
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
fn say(deed: &Deed<'_>, said: Sameness) -> Result<SamenessId, Error> {
    if !said.after.is_empty() {
        overwrite(deed, said.kept, said.after.clone())?;
    }

    deed.note(&said)
}

/// Writes what differs, and answers what stood there.
fn overwrite(deed: &Deed<'_>, customer: CustomerId, mut fields: Fields) -> Result<Fields, Error> {
    let stored =
        deed.session.stored(Customer::KIND, customer.0)?.ok_or(Error::Unknown(Customer::KIND))?;
    let now = |name: &str| stored.fields.get(name).cloned().unwrap_or(Value::Null);
    fields.retain(|name, value| now(name) != *value);
    let before: Fields = fields.keys().map(|name| (name.clone(), now(name))).collect();
    if !fields.is_empty() {
        deed.patch(Customer::KIND, customer.0, stored.rev, fields)?;
    }

    Ok(before)
}

#[cfg(test)]
mod tests;
