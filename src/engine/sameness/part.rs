//! Files of one person taken apart again, whoever took them together and in whatever order: by one deed that cuts all that
//! holds a file, and gives each what it had.

use std::collections::BTreeSet;

use domain::{
    Customer, CustomerId, Fields, Likeness, Parting, Record as _, Sameness, SamenessId, Staff,
    erasure,
};
use store::Session;

use super::{Joined, blank, overwrite};
use crate::deed::Deed;
use crate::{Engine, Error, Undo};

/// What was found out, by what says so.
type Fact = (SamenessId, Sameness);

impl Engine {
    /// Takes back what was found out about two files, by whoever and however often it was said. What was taken over goes
    /// back unless it was changed since.
    pub fn separate(
        &self,
        sameness: SamenessId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("separate_customers", move |deed| take_back(deed, sameness))
    }

    /// Takes a file out of the one that it is found in, also when another desk put it there long ago: each has again what
    /// it had and what came to it since.
    pub fn separate_file(
        &self,
        file: CustomerId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("separate_customers", move |deed| {
            let kept = deed.session.who_now(file)?;
            let standing = standing(deed.session, kept)?;

            part(deed, holding(&standing, kept, file))
        })
    }
}

/// Takes back what was found out. Answers the way back from that.
pub(crate) fn take_back(deed: &Deed<'_>, id: SamenessId) -> Result<Undo, Error> {
    let said: Sameness = deed.get(id.0)?;
    if deed.session.is_taken_back(id)? {
        return part(deed, Vec::new());
    }
    let facts = match said.likeness {
        Likeness::Apart => super::apart::said_of(deed.session, (said.kept, said.other))?,
        Likeness::Same => between(deed.session, &said)?,
    };
    let whole = facts.iter().any(|(own, _)| *own == id);

    part(deed, if whole { facts } else { vec![(id, said)] })
}

/// Says again what was taken back, with what the files held.
pub(crate) fn join_again(
    deed: &Deed<'_>,
    said: Vec<Sameness>,
    held: Vec<(CustomerId, Fields)>,
) -> Result<(), Error> {
    for said in said {
        deed.note::<_, SamenessId>(&said)?;
    }
    for (file, fields) in held {
        overwrite(deed, file, fields)?;
    }

    Ok(())
}

/// The files that are found in this one, each by what holds it.
pub(crate) fn joined(session: &Session<'_>, customer: CustomerId) -> Result<Vec<Joined>, Error> {
    let others = session.others_of(customer.0)?;
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let standing = standing(session, customer)?;
    let mut joined = Vec::new();
    for file in others.into_iter().map(CustomerId) {
        let first = holding(&standing, customer, file).into_iter().min_by_key(|(_, said)| said.at);
        let Some((sameness, said)) = first else { continue };
        let name = session.get::<Customer>(file)?.map(|file| file.name).unwrap_or_default();
        let by = said.by.map(|staff| session.get::<Staff>(staff)).transpose()?.flatten();
        joined.push(Joined { file, sameness, name, at: said.at, by: by.map(|staff| staff.name) });
    }

    Ok(joined)
}

/// What stands between the files of one person and makes them one.
fn standing(session: &Session<'_>, kept: CustomerId) -> Result<Vec<Fact>, Error> {
    let mut files = BTreeSet::from([kept]);
    files.extend(session.others_of(kept.0)?.into_iter().map(CustomerId));
    let mut standing = session.sameness_of(kept)?;
    standing.retain(|(_, said)| files.contains(&said.kept) && files.contains(&said.other));

    Ok(standing)
}

/// What must be taken back for these two to be of two persons.
fn between(session: &Session<'_>, said: &Sameness) -> Result<Vec<Fact>, Error> {
    let kept = session.who_now(said.kept)?;
    let standing = standing(session, kept)?;
    let pair = |it: &Sameness| {
        [(it.kept, it.other), (it.other, it.kept)].contains(&(said.kept, said.other))
    };
    let reached = reach(kept, standing.iter().map(|(_, it)| it).filter(|it| !pair(it)));
    let file = match () {
        () if !reached.contains(&said.other) => said.other,
        () if !reached.contains(&said.kept) => said.kept,
        // Others hold both.
        () if said.other == kept => said.kept,
        () => said.other,
    };

    Ok(holding(&standing, kept, file))
}

/// What holds a file in the one in which it is found now: what leads from it to all that is found there without it.
fn holding(standing: &[Fact], kept: CustomerId, file: CustomerId) -> Vec<Fact> {
    let without = standing.iter().map(|(_, it)| it);
    let rest = reach(kept, without.filter(|it| it.kept != file && it.other != file));
    let holds = |it: &Sameness| {
        (it.other == file && rest.contains(&it.kept))
            || (it.kept == file && rest.contains(&it.other))
    };

    standing.iter().filter(|(_, it)| holds(it)).cloned().collect()
}

/// All files that hang together with one.
fn reach<'a>(from: CustomerId, said: impl Iterator<Item = &'a Sameness>) -> BTreeSet<CustomerId> {
    let said: Vec<&Sameness> = said.collect();
    let (mut reached, mut open) = (BTreeSet::from([from]), vec![from]);
    while let Some(one) = open.pop() {
        for it in &said {
            let beside = match () {
                () if it.kept == one => it.other,
                () if it.other == one => it.kept,
                () => continue,
            };
            if reached.insert(beside) {
                open.push(beside);
            }
        }
    }

    reached
}

/// Takes facts back, and gives every file what it had.
fn part(deed: &Deed<'_>, facts: Vec<Fact>) -> Result<Undo, Error> {
    let session = deed.session;
    let mut parting = Parting::default();
    let mut files = BTreeSet::new();
    for (_, said) in facts.iter().filter(|(_, said)| said.likeness == Likeness::Same) {
        let kept = session.who_now(said.kept)?;
        files.extend([said.kept, said.other, kept]);
        files.extend(session.others_of(kept.0)?.into_iter().map(CustomerId));
        parting.withdrawn.push(said.clone());
    }
    for file in &files {
        for (id, said, at) in session.sameness_taken_back(*file)? {
            if facts.iter().all(|(own, _)| *own != id) {
                parting.earlier.push((said, at));
            }
        }
    }
    for (id, said) in &facts {
        deed.note::<_, SamenessId>(&Sameness {
            likeness: said.likeness,
            withdraws: Some(*id),
            ..blank(deed, said.kept, said.other)
        })?;
    }
    let held = give_back(deed, parting, &files)?;

    Ok(Undo::JoinAgain { said: facts.into_iter().map(|(_, said)| said).collect(), held })
}

/// Writes into each file what it held without those that it parted with. Answers what it held with them.
fn give_back(
    deed: &Deed<'_>,
    mut parting: Parting,
    files: &BTreeSet<CustomerId>,
) -> Result<Vec<(CustomerId, Fields)>, Error> {
    let session = deed.session;
    let mut sides = BTreeSet::new();
    for file in files {
        let Some(stored) = session.stored(Customer::KIND, file.0)? else { continue };
        let side = session.who_now(*file)?;
        parting.files.insert(*file, (side, stored.fields));
        if sides.insert(side) {
            parting.standing.extend(standing(session, side)?.into_iter().map(|(_, said)| said));
        }
    }
    let mut held = Vec::new();
    if sides.len() < 2 {
        return Ok(held);
    }
    for (file, (_, fields)) in &parting.files {
        if erasure::is_bare(fields) {
            continue;
        }
        let before = overwrite(deed, *file, parting.put_back(*file))?;
        if !before.is_empty() {
            held.push((*file, before));
        }
    }

    Ok(held)
}
