//! Files of one person, as a branch found out: what is asked of one is answered from all.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Address, Appliance, Record as _, Sameness, erasure, found_in, standing};
use sync::hq::{Record, StorageFailure};
use sync::{Fields, StreamId};
use uuid::Uuid;

use super::Session;
use crate::Error;

/// A person with all of their files.
pub struct OnePerson {
    kept: Uuid,
    /// What is another thing now, files included.
    found: BTreeMap<Uuid, Uuid>,
    others: Vec<Uuid>,
}

impl OnePerson {
    /// The file that goes on.
    pub fn kept(&self) -> Uuid {
        self.kept
    }

    /// All files, the one that goes on first.
    pub fn files(&self) -> impl Iterator<Item = Uuid> {
        std::iter::once(self.kept).chain(self.others.iter().copied())
    }

    /// What this file, address or machine of theirs is now.
    pub fn now(&self, id: Uuid) -> Uuid {
        self.found.get(&id).copied().unwrap_or(id)
    }

    /// Whether this is an address or a machine that stands in another file of theirs, too.
    pub fn is_another(&self, id: Uuid) -> bool {
        self.found.contains_key(&id)
    }
}

impl Session<'_> {
    pub(super) fn index_sameness(
        &self,
        stream: i64,
        record: &Record,
    ) -> Result<(), StorageFailure> {
        for customer in erasure::owners(Sameness::KIND, &record.body) {
            self.belongs_to((stream, &record.kind, record.id), customer)?;
        }
        Ok(())
    }

    /// Whose file this is, with all others of theirs.
    pub fn one_person(&self, stream: &StreamId, customer: Uuid) -> Result<OnePerson, Error> {
        let alone = || OnePerson { kept: customer, found: BTreeMap::new(), others: Vec::new() };
        if self.naming_customer(stream, customer, Sameness::KIND)?.is_empty() {
            return Ok(alone());
        }
        let (mut met, mut open) = (BTreeSet::from([customer]), vec![customer]);
        let mut said: BTreeMap<Uuid, Fields> = BTreeMap::new();
        while let Some(file) = open.pop() {
            for (id, body) in self.naming_customer(stream, file, Sameness::KIND)? {
                open.extend(erasure::owners(Sameness::KIND, &body).filter(|it| met.insert(*it)));
                said.insert(id, body);
            }
        }
        let mut pairs = Vec::new();
        for fact in standing(said.iter().map(|(id, body)| (*id, body))) {
            if self.count_together(stream, &fact)? {
                pairs.extend(self.pairs_there(stream, &fact)?);
            }
        }
        let found = found_in(&pairs);
        let kept = found.get(&customer).copied().unwrap_or(customer);
        let others = met.into_iter().filter(|file| found.get(file) == Some(&kept)).collect();

        Ok(OnePerson { kept, found, others })
    }

    /// Whether both files are there, and nobody erased one of them alone.
    fn count_together(&self, stream: &StreamId, fact: &Sameness) -> Result<bool, Error> {
        let state =
            |file| Ok::<_, Error>(self.customer_file(stream, file)?.as_ref().map(erasure::is_bare));
        let (kept, other) = (state(fact.kept.0)?, state(fact.other.0)?);

        Ok(kept.is_some() && kept == other)
    }

    /// The files with what is in both of them, of addresses and machines only those that are there.
    fn pairs_there(&self, stream: &StreamId, fact: &Sameness) -> Result<Vec<(Uuid, Uuid)>, Error> {
        let mut pairs = vec![(fact.other.0, fact.kept.0)];
        let addresses = fact.addresses.iter().map(|(other, kept)| (Address::KIND, other.0, kept.0));
        let machines = fact.machines.iter().map(|(other, kept)| (Appliance::KIND, other.0, kept.0));
        for (kind, other, kept) in addresses.chain(machines) {
            if self.is_there(stream, kind, other)? && self.is_there(stream, kind, kept)? {
                pairs.push((other, kept));
            }
        }

        Ok(pairs)
    }

    /// Whether the person is called so in any of their files.
    pub fn is_called(&self, stream: &StreamId, customer: Uuid, name: &str) -> Result<bool, Error> {
        for file in self.one_person(stream, customer)?.files() {
            let body = self.customer_file(stream, file)?.unwrap_or_default();
            if body.get("name").and_then(|it| it.as_str()).is_some_and(|it| it.trim() == name) {
                return Ok(true);
            }
        }

        Ok(false)
    }

    /// The file that goes on, in the place of one of a person's files.
    pub(super) fn who_now(
        &self,
        stream: &StreamId,
        (id, body): (Uuid, Fields),
    ) -> Result<(Uuid, Fields), Error> {
        let kept = self.one_person(stream, id)?.kept();
        if kept == id {
            return Ok((id, body));
        }
        let file = self.customer_file(stream, kept)?;

        Ok(file.map_or((id, body), |body| (kept, body)))
    }
}
