//! Who is who: that two files are of one person, or that they are not, as somebody found out.
//!
//! Nothing is moved by it. Addresses, machines and orders go on naming the file that they named; whose they are now follows
//! from what stands, so that taking it back is exact however late it comes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{AddressId, ApplianceId, CustomerId, Fields, Moment, SamenessId, StaffId};

/// What was found out about two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// They are of one person, or one household.
    Same,
    /// They are not, however alike they look.
    Apart,
}

/// That two files are of one person, or are not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sameness {
    /// The file that goes on.
    pub kept: CustomerId,
    /// The file that is found in it from now on.
    pub other: CustomerId,
    /// What was found out.
    pub likeness: Likeness,
    /// Addresses of the other file that are addresses of the kept one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addresses: BTreeMap<AddressId, AddressId>,
    /// Machines of the other file that are machines of the kept one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub machines: BTreeMap<ApplianceId, ApplianceId>,
    /// What the fields that were taken over from the other file held in the kept one; null where nothing stood.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub before: Fields,
    /// What they hold since then.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub after: Fields,
    /// When.
    pub at: Moment,
    /// Who found it out.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// What was found out by mistake: this fact takes it back and says nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<SamenessId>,
}

impl Sameness {
    /// Each thing of the other file with what it is in the kept one: the files themselves first.
    pub fn pairs(&self) -> impl Iterator<Item = (Uuid, Uuid)> {
        let files = std::iter::once((self.other.0, self.kept.0));
        let addresses = self.addresses.iter().map(|(other, kept)| (other.0, kept.0));
        let machines = self.machines.iter().map(|(other, kept)| (other.0, kept.0));

        files.chain(addresses).chain(machines)
    }

    /// What the fields that were taken over must hold for this never to have been, where `now` is what the kept file
    /// holds: what was written there since stays.
    pub fn put_back(&self, now: &Fields) -> Fields {
        let fields = self.after.iter().filter_map(|(name, after)| {
            let before = self.before.get(name).unwrap_or(&Value::Null);
            let is = now.get(name).unwrap_or(&Value::Null);
            let back = match (before, after, is) {
                (Value::Array(before), Value::Array(after), Value::Array(is)) => {
                    let came = |it: &&Value| after.contains(it) && !before.contains(it);
                    Value::Array(is.iter().filter(|it| !came(it)).cloned().collect())
                }
                _ if is == after => before.clone(),
                _ => return None,
            };
            (back != *is).then(|| (name.clone(), back))
        });

        fields.collect()
    }
}

/// Of facts about files, those that say that two are of one person, and that nobody took back. What cannot be read says
/// nothing.
pub fn standing<'a>(facts: impl Iterator<Item = (Uuid, &'a Fields)>) -> Vec<Sameness> {
    let facts: Vec<(Uuid, Sameness)> = facts
        .filter_map(|(id, body)| Some((id, serde_json::from_value(body.clone().into()).ok()?)))
        .collect();
    let back: BTreeSet<Uuid> =
        facts.iter().filter_map(|(_, fact)| fact.withdraws).map(|id| id.0).collect();
    let stands = |(id, fact): &(Uuid, Sameness)| {
        fact.likeness == Likeness::Same && fact.withdraws.is_none() && !back.contains(id)
    };

    facts.into_iter().filter(stands).map(|(_, fact)| fact).collect()
}

/// For each thing that is another one now, which: `pairs` says of things that they are the same as, and found in, others.
/// Of all that are the same by some chain of pairs, one is the thing: one that nobody said is found in another, and of
/// several, or of a circle, the oldest by name. So every desk comes to the same, in whatever order it heard.
pub fn found_in(pairs: &[(Uuid, Uuid)]) -> BTreeMap<Uuid, Uuid> {
    let mut beside: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    let mut lesser = BTreeSet::new();
    for (other, kept) in pairs.iter().copied().filter(|(other, kept)| other != kept) {
        beside.entry(other).or_default().push(kept);
        beside.entry(kept).or_default().push(other);
        lesser.insert(other);
    }
    let mut found = BTreeMap::new();
    let mut met = BTreeSet::new();
    for start in beside.keys() {
        if met.contains(start) {
            continue;
        }
        let mut all = BTreeSet::from([*start]);
        let mut open = vec![*start];
        while let Some(one) = open.pop() {
            open.extend(beside[&one].iter().copied().filter(|it| all.insert(*it)));
        }
        let kept = all.iter().find(|it| !lesser.contains(*it)).or(all.first()).copied();
        let others = all.iter().copied().filter(|it| Some(*it) != kept);
        found.extend(others.zip(std::iter::repeat(kept.unwrap_or(*start))));
        met.append(&mut all);
    }

    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn pairs(of: &[(u128, u128)]) -> Vec<(Uuid, Uuid)> {
        of.iter().map(|(other, kept)| (id(*other), id(*kept))).collect()
    }

    #[test]
    fn chains_forks_and_circles_have_one_end_whoever_is_heard_first() {
        for (said, kept) in [
            (vec![(1, 2), (2, 3)], 3),
            (vec![(3, 1), (3, 2)], 1),
            (vec![(1, 2), (2, 1)], 1),
            (vec![(1, 2), (2, 3), (3, 1)], 1),
            (vec![(1, 3), (2, 3), (4, 2)], 3),
        ] {
            let mut said = pairs(&said);
            for _ in 0..said.len() {
                said.rotate_left(1);
                let found = found_in(&said);
                assert!(found.values().all(|it| *it == id(kept)), "{said:?} {found:?}");
                assert!(!found.contains_key(&id(kept)));
            }
        }
        assert!(found_in(&pairs(&[(1, 1)])).is_empty());
    }

    #[test]
    fn what_was_taken_over_goes_back_and_what_came_since_stays() {
        let fields = |value: Value| value.as_object().cloned().expect("an object");
        let sameness = Sameness {
            kept: CustomerId(id(1)),
            other: CustomerId(id(2)),
            likeness: Likeness::Same,
            addresses: BTreeMap::new(),
            machines: BTreeMap::new(),
            before: fields(json!({"name": "王", "note": null, "phones": ["1"], "level": "vip"})),
            after: fields(json!({"name": "汪", "note": "dog", "phones": ["1", "2"], "level": "x"})),
            at: Moment(1),
            by: None,
            withdraws: None,
        };
        let now = json!({"name": "汪洋", "note": "dog", "phones": ["3", "1", "2"], "level": "x"});

        assert_eq!(
            Value::Object(sameness.put_back(&fields(now))),
            json!({"note": null, "phones": ["3", "1"], "level": "vip"})
        );
    }
}
