//! Files of which somebody said that they are not of one person, and what stands between two files by now.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Customer, CustomerId, Likeness, Record as _, Sameness, SamenessId};
use store::Session;

use super::{FoundOut, blank, say};
use crate::{Engine, Error, Undo};

/// What is known of two files by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Nothing yet: they may be of one person.
    Open,
    /// They are not, as this says.
    Apart(SamenessId),
    /// They are of one person, or one of them is no more.
    Settled,
}

impl Engine {
    /// Remembers that two files are not of one person, however alike they look.
    pub fn keep_apart(
        &self,
        (kept, other): (CustomerId, CustomerId),
    ) -> impl Future<Output = Result<FoundOut, Error>> + Send + use<> {
        self.deed("keep_apart", move |deed| {
            let kept = deed.session.who_now(kept)?;
            let other = deed.session.who_now(other)?;
            if kept == other {
                return Err(Error::SameAlready);
            }
            for file in [kept, other] {
                if deed.get::<Customer>(file)?.erased {
                    return Err(Error::Erased);
                }
            }
            let likeness = Likeness::Apart;
            let sameness = say(deed, Sameness { likeness, ..blank(deed, kept, other) })?;

            Ok(FoundOut { sameness, customer: kept, undo: Undo::Separate(sameness) })
        })
    }

    /// What is known by now of pairs that were suspected, in their order.
    pub fn between(
        &self,
        pairs: Vec<[CustomerId; 2]>,
    ) -> impl Future<Output = Result<Vec<Between>, Error>> + Send + use<> {
        self.workers.read(move |session| {
            let apart = apart(session)?;
            let apart: BTreeMap<_, _> =
                apart.iter().map(|(id, pair)| (sorted(*pair), *id)).collect();
            let listed: BTreeSet<_> = pairs.iter().map(|pair| sorted(*pair)).collect();
            let one = |pair: &[CustomerId; 2]| -> Result<Between, Error> {
                let now = [session.who_now(pair[0])?, session.who_now(pair[1])?];
                // What two pairs have become is asked once.
                let twice = now != *pair && listed.contains(&sorted(now));
                if now[0] == now[1] || twice || !is_there(session, now)? {
                    return Ok(Between::Settled);
                }
                Ok(apart.get(&sorted(now)).map_or(Between::Open, |id| Between::Apart(*id)))
            };

            pairs.iter().map(one).collect()
        })
    }
}

/// Pairs that are not of one person, by the files in which they are now and by what says so last; none that was found to be
/// one since, or is no more.
pub(super) fn apart(session: &Session<'_>) -> Result<Vec<(SamenessId, [CustomerId; 2])>, Error> {
    let mut met = BTreeSet::new();
    let mut apart = Vec::new();
    for (id, one, other) in session.apart()?.into_iter().rev() {
        let pair = [session.who_now(one)?, session.who_now(other)?];
        if pair[0] != pair[1] && is_there(session, pair)? && met.insert(sorted(pair)) {
            apart.push((id, pair));
        }
    }

    Ok(apart)
}

/// All that says that these two are not of one person.
pub(super) fn said_of(
    session: &Session<'_>,
    (one, other): (CustomerId, CustomerId),
) -> Result<Vec<(SamenessId, Sameness)>, Error> {
    let pair = sorted([session.who_now(one)?, session.who_now(other)?]);
    let mut facts = Vec::new();
    for (id, one, other) in session.apart()? {
        if sorted([session.who_now(one)?, session.who_now(other)?]) == pair {
            facts.extend(session.get::<Sameness>(id)?.map(|said| (id, said)));
        }
    }

    Ok(facts)
}

fn is_there(session: &Session<'_>, pair: [CustomerId; 2]) -> Result<bool, Error> {
    for file in pair {
        let stored = session.stored(Customer::KIND, file.0)?;
        if stored.is_none_or(|stored| domain::erasure::is_bare(&stored.fields)) {
            return Ok(false);
        }
    }

    Ok(true)
}

/// A pair, whoever of them is named first.
pub(super) fn sorted([one, other]: [CustomerId; 2]) -> [CustomerId; 2] {
    if other < one { [other, one] } else { [one, other] }
}
