//! Files that were taken for one person's and are taken apart: what each must hold for it never to have been, in whatever
//! order they came together and part.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Sameness;
use crate::{CustomerId, Fields, Moment, Phone};

/// Files of one person that are of two from now on.
#[derive(Debug, Clone, Default)]
pub struct Parting {
    /// What is taken back now.
    pub withdrawn: Vec<Sameness>,
    /// What had been taken back before, each with when.
    pub earlier: Vec<(Sameness, Moment)>,
    /// What stands.
    pub standing: Vec<Sameness>,
    /// Every file with the one that it is found in from now on, which may be itself, and what it holds.
    pub files: BTreeMap<CustomerId, (CustomerId, Fields)>,
}

/// Whether a fact still holds.
#[derive(Clone, Copy)]
enum End {
    Stands,
    Now,
    Earlier(Moment),
}

impl Parting {
    /// What the fields of a file must hold that took something over from files that it parts with: what was written there
    /// since stays, and so does what a file that stays with it holds itself. Only the fields that change.
    pub fn put_back(&self, file: CustomerId) -> Fields {
        let Some((_, holds)) = self.files.get(&file) else { return Fields::new() };
        let names: BTreeSet<&String> = self
            .facts()
            .filter(|(fact, _)| fact.kept == file)
            .flat_map(|(fact, _)| fact.after.keys())
            .collect();
        let fields = names.into_iter().filter_map(|name| {
            let is = holds.get(name).unwrap_or(&Value::Null);
            let back = match is {
                Value::Array(items) => {
                    let stays = |item: &&Value| !self.leaves(file, name, item);
                    Value::Array(items.iter().filter(stays).cloned().collect())
                }
                _ => self.as_before(file, name, is),
            };
            (back != *is).then(|| (name.clone(), back))
        });

        fields.collect()
    }

    fn facts(&self) -> impl Iterator<Item = (&Sameness, End)> {
        let standing = self.standing.iter().map(|fact| (fact, End::Stands));
        let earlier = self.earlier.iter().map(|(fact, at)| (fact, End::Earlier(*at)));

        standing.chain(earlier).chain(self.withdrawn.iter().map(|fact| (fact, End::Now)))
    }

    /// Since when what is taken back now stood.
    fn since(&self) -> Moment {
        self.withdrawn.iter().map(|fact| fact.at).min().unwrap_or(Moment(i64::MAX))
    }

    fn is_here(&self, file: CustomerId, other: CustomerId) -> bool {
        let side = |id| self.files.get(&id).map(|(side, _)| *side);

        side(file) == side(other)
    }

    /// Whether an entry of a list came to a file from those that it parts with, and nobody who stays has it.
    fn leaves(&self, file: CustomerId, name: &str, item: &Value) -> bool {
        let owns = |id: CustomerId| {
            let holds = self.files.get(&id).and_then(|(_, holds)| holds.get(name));
            holds.is_some_and(|list| has(list, item)) && !self.was_brought(id, name, item)
        };
        let mut others = self.files.keys().copied().filter(|id| !self.is_here(file, *id));
        let mut withdrawn = self.withdrawn.iter().filter(|fact| self.is_here(file, fact.kept));
        let came = others.any(owns) || withdrawn.any(|fact| brings(fact, name, item));
        let mut here = self.files.keys().copied().filter(|id| self.is_here(file, *id));

        came && self.was_brought(file, name, item) && !here.any(owns)
    }

    /// Whether a file has this from another one.
    fn was_brought(&self, file: CustomerId, name: &str, item: &Value) -> bool {
        let since = self.since();

        self.facts().any(|(fact, end)| {
            let counts = !matches!(end, End::Earlier(at) if at < since);
            counts && fact.kept == file && brings(fact, name, item)
        })
    }

    /// What a field held before that came which it still holds, and which holds no more: where that had come from another
    /// file as well that parted meanwhile, what it held before that.
    fn as_before(&self, file: CustomerId, name: &str, is: &Value) -> Value {
        let facts: Vec<(&Sameness, End)> = self.facts().collect();
        let (mut value, mut met) = (is, BTreeSet::new());
        let mut last: Option<&Sameness> = None;
        loop {
            let brought = facts.iter().enumerate().filter(|(at, (fact, end))| {
                fact.kept == file
                    && fact.after.get(name) == Some(value)
                    && !met.contains(at)
                    && self.ended((fact, *end), (name, last), &mut vec![file])
            });
            let Some((at, (fact, _))) = brought.max_by_key(|(_, (fact, _))| fact.at) else {
                return value.clone();
            };
            met.insert(at);
            value = fact.before.get(name).unwrap_or(&Value::Null);
            last = Some(fact);
        }
    }

    /// Whether what a fact brought holds no more: it is taken back, or had it from one that is.
    fn ended(
        &self,
        (fact, end): (&Sameness, End),
        (name, last): (&str, Option<&Sameness>),
        met: &mut Vec<CustomerId>,
    ) -> bool {
        match (end, last) {
            (End::Now, _) => true,
            // It stood when the one was said that covered it.
            (End::Earlier(at), Some(last)) => at >= last.at,
            (End::Earlier(at), None) => at >= self.since() && !self.is_here(fact.kept, fact.other),
            (End::Stands, _) if met.contains(&fact.other) => false,
            (End::Stands, _) => {
                met.push(fact.other);
                let mut before = self.facts().filter(|(before, _)| {
                    before.kept == fact.other && before.after.get(name) == fact.after.get(name)
                });
                before.any(|before| self.ended(before, (name, last), met))
            }
        }
    }
}

/// Whether a fact put this into a list.
fn brings(fact: &Sameness, name: &str, item: &Value) -> bool {
    let holds = |fields: &Fields| fields.get(name).is_some_and(|list| has(list, item));

    holds(&fact.after) && !holds(&fact.before)
}

fn has(list: &Value, item: &Value) -> bool {
    list.as_array().is_some_and(|list| list.iter().any(|it| is_one(it, item)))
}

/// A number is the same whosever it is said to be.
fn is_one(one: &Value, other: &Value) -> bool {
    let number = |value: &Value| value.get("number")?.as_str().and_then(Phone::parse);

    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Likeness;
    use serde_json::json;
    use uuid::Uuid;

    fn id(number: u128) -> CustomerId {
        CustomerId(Uuid::from_u128(number))
    }

    fn fields(value: Value) -> Fields {
        value.as_object().cloned().expect("an object")
    }

    /// That `other` was found in `kept`, and what was taken over.
    fn said((other, kept): (u128, u128), at: i64, before: Value, after: Value) -> Sameness {
        Sameness {
            kept: id(kept),
            other: id(other),
            likeness: Likeness::Same,
            addresses: BTreeMap::new(),
            machines: BTreeMap::new(),
            before: fields(before),
            after: fields(after),
            at: Moment(at),
            by: None,
            withdraws: None,
        }
    }

    /// Files with the one that each is found in.
    fn files<const N: usize>(
        all: [(u128, u128, Value); N],
    ) -> BTreeMap<CustomerId, (CustomerId, Fields)> {
        all.into_iter().map(|(file, side, holds)| (id(file), (id(side), fields(holds)))).collect()
    }

    fn back(parting: &Parting, file: u128) -> Value {
        Value::Object(parting.put_back(id(file)))
    }

    #[test]
    fn what_was_taken_over_goes_back_and_what_came_since_stays() {
        let before = json!({"name": "王", "note": null, "phones": ["1"], "level": "vip"});
        let after = json!({"name": "汪", "note": "dog", "phones": ["1", "2"], "level": "x"});
        let now = json!({"name": "汪洋", "note": "dog", "phones": ["3", "1", "2"], "level": "x"});
        let parting = Parting {
            withdrawn: vec![said((2, 1), 1, before, after)],
            files: files([(1, 1, now), (2, 2, json!({"phones": ["2"]}))]),
            ..Parting::default()
        };

        let expected = json!({"note": null, "phones": ["3", "1"], "level": "vip"});
        assert_eq!(back(&parting, 1), expected);
        assert_eq!(back(&parting, 2), json!({}));
    }

    #[test]
    fn what_went_on_into_a_third_file_goes_from_there_too() {
        let first = said(
            (2, 1),
            1,
            json!({"name": "一", "phones": ["1"]}),
            json!({"name": "二", "phones": ["1", "2"]}),
        );
        let second = said(
            (1, 3),
            2,
            json!({"name": "三", "phones": ["3"]}),
            json!({"name": "二", "phones": ["3", "1", "2"]}),
        );
        let parting = Parting {
            withdrawn: vec![first],
            standing: vec![second],
            files: files([
                (1, 3, json!({"name": "二", "phones": ["1", "2"]})),
                (2, 2, json!({"name": "二", "phones": ["2"]})),
                (3, 3, json!({"name": "二", "phones": ["3", "1", "2"]})),
            ]),
            ..Parting::default()
        };

        assert_eq!(back(&parting, 1), json!({"name": "一", "phones": ["1"]}));
        assert_eq!(back(&parting, 3), json!({"name": "三", "phones": ["3", "1"]}));
        assert_eq!(back(&parting, 2), json!({}));
    }

    #[test]
    fn what_came_before_is_not_revived_once_it_parted_meanwhile() {
        let first = said((2, 1), 1, json!({"note": "A"}), json!({"note": "B"}));
        let second = said((3, 1), 2, json!({"note": "B"}), json!({"note": "C"}));
        let three = |side: u128| {
            files([
                (1, 1, json!({"note": "C"})),
                (2, 2, json!({"note": "B"})),
                (3, side, json!({"note": "C"})),
            ])
        };
        let parting = Parting {
            withdrawn: vec![first.clone()],
            standing: vec![second.clone()],
            files: three(1),
            ..Parting::default()
        };
        assert_eq!(back(&parting, 1), json!({}));

        let mut parting = Parting {
            withdrawn: vec![second],
            earlier: vec![(first, Moment(3))],
            files: three(3),
            ..Parting::default()
        };
        parting.files.remove(&id(2));
        assert_eq!(back(&parting, 1), json!({"note": "A"}));
    }

    #[test]
    fn what_another_file_that_stays_holds_itself_stays_until_that_one_parts() {
        let number = |label: Option<&str>| match label {
            Some(label) => json!({"number": "139 0000 1111", "label": label}),
            None => json!({"number": "13900001111"}),
        };
        let with = |number: Value| json!({"phones": [number], "refused": ["letter"]});
        let nothing = json!({"phones": [], "refused": []});
        let first = said((2, 1), 1, nothing.clone(), with(number(None)));
        // What the third brings was there.
        let second = said((3, 1), 2, json!({}), json!({}));
        let parting = Parting {
            withdrawn: vec![first.clone()],
            standing: vec![second.clone()],
            files: files([
                (1, 1, with(number(None))),
                (2, 2, with(number(None))),
                (3, 1, with(number(Some("娘家")))),
            ]),
            ..Parting::default()
        };
        assert_eq!(back(&parting, 1), json!({}));

        let parting = Parting {
            withdrawn: vec![second],
            earlier: vec![(first, Moment(3))],
            files: files([(1, 1, with(number(None))), (3, 3, with(number(Some("娘家"))))]),
            ..Parting::default()
        };
        assert_eq!(back(&parting, 1), nothing);
    }

    #[test]
    fn two_that_each_took_the_other_have_their_own_again() {
        let one = said((2, 1), 1, json!({"phones": ["1"]}), json!({"phones": ["1", "2"]}));
        let other = said((1, 2), 1, json!({"phones": ["2"]}), json!({"phones": ["2", "1"]}));
        let parting = Parting {
            withdrawn: vec![one, other],
            files: files([
                (1, 1, json!({"phones": ["1", "2"]})),
                (2, 2, json!({"phones": ["2", "1"]})),
            ]),
            ..Parting::default()
        };

        assert_eq!(back(&parting, 1), json!({"phones": ["1"]}));
        assert_eq!(back(&parting, 2), json!({"phones": ["2"]}));
    }
}
