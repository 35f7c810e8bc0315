//! Files of one person. A record goes on naming the file, the address or the machine that it named; the tables that are
//! made from records name what that is now.

mod sweep;

pub use sweep::PersonSwept;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Address, Appliance, Customer, CustomerId, Enquiry, Fields, Letter, Likeness, Order, Record,
    Sameness, SamenessId, found_in,
};
use rusqlite::{OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;

use crate::projection::read;
use crate::{Error, Session, Stored};

/// The columns that say whose, where and what: of which kind, with the statement that names anew what it is now.
const NAMING: [(&str, &str); 8] = [
    (Customer::KIND, include_str!("same/address_customer.sql")),
    (Customer::KIND, include_str!("same/appliance_customer.sql")),
    (Customer::KIND, include_str!("same/service_order_customer.sql")),
    (Customer::KIND, include_str!("same/enquiry_customer.sql")),
    (Customer::KIND, include_str!("same/fact_customer.sql")),
    (Address::KIND, include_str!("same/appliance_address.sql")),
    (Address::KIND, include_str!("same/service_order_address.sql")),
    (Appliance::KIND, include_str!("same/service_order_appliance.sql")),
];

/// Two that were said to be one: what is found in what.
type Pair = (Uuid, Uuid);

/// The fields of records that name such a thing.
const NAMES: [&str; 4] = ["customer", "address", "appliance", "part_of"];

/// The kinds of records that have such fields.
const NAMERS: [&str; 5] =
    [Address::KIND, Appliance::KIND, Order::KIND, Letter::KIND, Enquiry::KIND];

/// The files of one person, where what the one that goes on says of a number holds for the same number in the others.
pub(crate) fn of_one(mut files: Vec<Customer>) -> Vec<Customer> {
    if let Some((kept, others)) = files.split_first_mut() {
        for phone in others.iter_mut().flat_map(|other| &mut other.phones) {
            if let Some(said) = kept.phones.iter().find(|it| it.number == phone.number) {
                phone.gone = said.gone;
            }
        }
    }

    files
}

impl Session<'_> {
    /// What a file, an address or a machine is now: itself, or the one that it is found in.
    pub fn now(&self, id: Uuid) -> Result<Uuid, Error> {
        if !self.is_anybody_same()? {
            return Ok(id);
        }
        let mut statement = self.db.prepare_cached("select kept from same where id = ?1")?;

        Ok(statement.query_row([id], |row| row.get(0)).optional()?.unwrap_or(id))
    }

    /// The same of what may be there or not.
    pub(crate) fn all_now(&self, id: Option<impl Into<Uuid>>) -> Result<Option<Uuid>, Error> {
        id.map(|id| self.now(id.into())).transpose()
    }

    /// In whose file a person is now.
    pub fn who_now(&self, customer: CustomerId) -> Result<CustomerId, Error> {
        self.now(customer.0).map(CustomerId)
    }

    /// The other files that are found in this one, or things that are this one, oldest first.
    pub fn others_of(&self, kept: Uuid) -> Result<Vec<Uuid>, Error> {
        if !self.is_anybody_same()? {
            return Ok(Vec::new());
        }
        self.ids("select id from same where kept = ?1 order by id", kept)
    }

    /// All files of one person, the one that goes on first; none where it is found in another.
    pub fn files_of(&self, customer: CustomerId) -> Result<Vec<Customer>, Error> {
        if self.who_now(customer)? != customer {
            return Ok(Vec::new());
        }
        let mut files = Vec::from_iter(self.get::<Customer>(customer)?);
        if !files.is_empty() {
            for other in self.others_of(customer.0)? {
                files.extend(self.get::<Customer>(other)?);
            }
        }

        Ok(of_one(files))
    }

    /// What stands of what was found out about the files of this person.
    pub fn sameness_of(&self, customer: CustomerId) -> Result<Vec<(SamenessId, Sameness)>, Error> {
        let mut all = Vec::new();
        for fact in self.ids(include_str!("same/facts.sql"), customer.0)? {
            all.extend(self.get(fact)?.map(|sameness| (SamenessId(fact), sameness)));
        }

        Ok(all)
    }

    /// Whether a fact about two files was taken back.
    pub fn is_taken_back(&self, sameness: SamenessId) -> Result<bool, Error> {
        let sql = "select exists (select 1 from sameness_back where fact = ?1)";

        Ok(self.db.prepare_cached(sql)?.query_row([sameness.0], |row| row.get(0))?)
    }

    /// Pairs of files that somebody said are not of one person, each by its fact.
    pub fn apart(&self) -> Result<Vec<(SamenessId, CustomerId, CustomerId)>, Error> {
        let sql = "select fact, kept, other from sameness where apart = 1
                   and not exists (select 1 from sameness_back where sameness_back.fact = sameness.fact)";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((SamenessId(row.get(0)?), CustomerId(row.get(1)?), CustomerId(row.get(2)?)))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many files there are, those that are found in others aside.
    pub fn count_customers(&self) -> Result<u64, Error> {
        let files = self.count(Customer::KIND)?;
        let sql = "select count(*) from same join customer on customer.id = same.id";
        let others: i64 = self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;

        Ok(files.saturating_sub(others.cast_unsigned()))
    }

    /// A record that names others, with what those are now.
    pub fn read_now<R: Record>(&self, mut stored: Stored) -> Result<R, Error> {
        let names = NAMERS.contains(&R::KIND);
        if names && self.is_anybody_same()? {
            self.name_now(&mut stored.fields)?;
        }

        stored.read()
    }

    fn name_now(&self, fields: &mut Fields) -> Result<(), Error> {
        for name in NAMES {
            let Some(Value::String(id)) = fields.get_mut(name) else { continue };
            if let Ok(named) = id.parse() {
                *id = self.now(named)?.to_string();
            }
        }

        Ok(())
    }

    fn is_anybody_same(&self) -> Result<bool, Error> {
        if let Some(known) = self.anybody_same.get() {
            return Ok(known);
        }
        let sql = "select exists (select 1 from sameness)";
        let any = self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        self.anybody_same.set(Some(any));

        Ok(any)
    }

    /// Brings what follows from a fact about two files up to date.
    pub(crate) fn project_sameness(&self, id: Uuid, after: Option<&Fields>) -> Result<(), Error> {
        let mut touched: BTreeSet<Uuid> = BTreeSet::new();
        let sql = "select other from sameness where fact in
                       (select ?1 union all select fact from sameness_back where id = ?1)
                   union
                   select kept from sameness where fact in
                       (select ?1 union all select fact from sameness_back where id = ?1)";
        touched.extend(self.ids(sql, id)?);
        self.drop_rows_of(id)?;
        match read::<Sameness>(after) {
            Some(Sameness { withdraws: Some(fact), .. }) => {
                let sql = "insert into sameness_back (id, fact) values (?1, ?2)";
                self.db.prepare_cached(sql)?.execute([id, fact.0])?;
                let sql = "select other from sameness where fact = ?1
                           union select kept from sameness where fact = ?1";
                touched.extend(self.ids(sql, fact.0)?);
            }
            Some(sameness) => {
                self.put_pairs(id, &sameness)?;
                touched.extend(sameness.pairs().flat_map(|(other, kept)| [other, kept]));
            }
            None => {}
        }
        self.anybody_same.set(None);

        self.settle_same(touched)
    }

    fn drop_rows_of(&self, id: Uuid) -> Result<(), Error> {
        self.db.prepare_cached("delete from sameness where fact = ?1")?.execute([id])?;
        self.db.prepare_cached("delete from sameness_back where id = ?1")?.execute([id])?;

        Ok(())
    }

    fn put_pairs(&self, id: Uuid, sameness: &Sameness) -> Result<(), Error> {
        let customers = std::iter::once((Customer::KIND, sameness.other.0, sameness.kept.0));
        let addresses = sameness.addresses.iter().map(|(a, b)| (Address::KIND, a.0, b.0));
        let machines = sameness.machines.iter().map(|(a, b)| (Appliance::KIND, a.0, b.0));
        for (kind, other, kept) in customers.chain(addresses).chain(machines) {
            let apart = sameness.likeness == Likeness::Apart;
            self.db
                .prepare_cached(
                    "insert or replace into sameness (fact, kind, other, kept, apart)
                     values (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![id, kind, other, kept, apart])?;
        }

        Ok(())
    }

    /// A file, an address or a machine came, went or was erased: what it is the same as may count now, or no more.
    pub(crate) fn heed_sameness(&self, id: Uuid) -> Result<(), Error> {
        if !self.is_anybody_same()? {
            return Ok(());
        }
        let sql = "select exists (select 1 from sameness where other = ?1)
                       or exists (select 1 from sameness where kept = ?1)";
        let named: bool = self.db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;

        if named { self.settle_same([id].into()) } else { Ok(()) }
    }

    /// Finds out anew what these are, and whatever hangs together with them.
    fn settle_same(&self, touched: BTreeSet<Uuid>) -> Result<(), Error> {
        let (all, pairs) = self.hanging_together(touched)?;
        let found = found_in(&pairs);
        let mut changed = BTreeMap::new();
        for id in &all {
            let sql = "select kept from same where id = ?1";
            let before: Option<Uuid> =
                self.db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
            let after = found.get(id).copied();
            if before != after {
                changed.insert(*id, (before, after));
            }
        }
        for (id, (_, after)) in &changed {
            match after {
                Some(kept) => self
                    .db
                    .prepare_cached("insert or replace into same (id, kept) values (?1, ?2)")?
                    .execute([id, kept])?,
                None => self.db.prepare_cached("delete from same where id = ?1")?.execute([id])?,
            };
        }
        // What was theirs is named as theirs, or as that of whoever they were found in.
        let named: BTreeSet<Uuid> = changed
            .iter()
            .flat_map(|(id, (before, after))| [Some(*id), *before, *after])
            .flatten()
            .collect();
        for id in named {
            let kind = self.kind_of_same(id)?;
            // Of what a fact named that is gone nobody knows the kind.
            let concerned = |own: &str| kind.as_deref().is_none_or(|kind| kind == own);
            for (_, statement) in NAMING.iter().filter(|(own, _)| concerned(own)) {
                self.db.prepare_cached(statement)?.execute([id])?;
            }
            self.unindexed.borrow_mut().entry(id).or_default();
        }

        Ok(())
    }

    /// What this is, where a fact about two files names it.
    fn kind_of_same(&self, id: Uuid) -> Result<Option<String>, Error> {
        let sql = "select kind from sameness where other = ?1
                   union all select kind from sameness where kept = ?1 limit 1";

        Ok(self.db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
    }

    /// All that is, was or may be the same as one of these, and the pairs among them that count.
    fn hanging_together(
        &self,
        touched: BTreeSet<Uuid>,
    ) -> Result<(BTreeSet<Uuid>, Vec<Pair>), Error> {
        let (mut all, mut open) = (touched.clone(), Vec::from_iter(touched));
        let mut pairs = BTreeSet::new();
        while let Some(id) = open.pop() {
            let mut statement = self.db.prepare_cached(include_str!("same/standing.sql"))?;
            let said = statement
                .query_map([id], |row| {
                    Ok((row.get(0)?, (row.get(1)?, row.get(2)?), (row.get(3)?, row.get(4)?)))
                })?
                .collect::<Result<Vec<(String, Pair, Pair)>, _>>()?;
            let sql =
                "select kept from same where id = ?1 union all select id from same where kept = ?1";
            let mut beside = self.ids(sql, id)?;
            for (kind, pair, files) in said {
                if self.count_together(Customer::KIND, files)?
                    && self.count_together(&kind, pair)?
                {
                    pairs.insert(pair);
                }
                beside.extend([pair.0, pair.1]);
            }
            open.extend(beside.into_iter().filter(|it| all.insert(*it)));
        }

        Ok((all, pairs.into_iter().collect()))
    }

    /// Whether two can be one: both are there, and nobody erased one of them alone.
    fn count_together(&self, kind: &str, (other, kept): Pair) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached(include_str!("same/is_alive.sql"))?;
        let mut state = |id: Uuid| -> Result<Option<(bool, bool)>, Error> {
            let found =
                statement.query_row(params![kind, id], |row| Ok((row.get(0)?, row.get(1)?)));
            Ok(found.optional()?)
        };
        let (other, kept) = (state(other)?, state(kept)?);

        Ok(other == kept && other.is_some_and(|(alive, _)| alive))
    }
}

/// What was found out before this version could read it.
pub(crate) fn take_up(session: &Session<'_>) -> Result<(), Error> {
    let sql = "select id from record where kind = 'sameness'";
    let mut statement = session.db.prepare(sql)?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<Uuid>, _>>()?;
    for id in ids {
        let stored = session.stored(Sameness::KIND, id)?;
        session.project_sameness(id, stored.as_ref().map(|it| &it.fields))?;
    }

    Ok(())
}

#[cfg(test)]
mod tests;
