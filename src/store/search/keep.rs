//! How the index is kept: in the transaction that changes a record, so that it is never behind.

use std::mem;

use domain::{Customer, CustomerId, Record as _};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::fit::Trait;
use super::grams::Grams;
use super::{Found, own_traits};
use crate::abreast::abreast;
use crate::{Error, Session};

/// The setting with the last row of an index that does not know yet how texts begin and end.
const BEHIND: &str = "search-behind";
/// So many rows are brought up to date at once.
const ROWS: u32 = 1_000;
/// So many households are read before they are written.
const TOGETHER: usize = 1_000;

/// A household as it was read, before its words are cut.
struct Read {
    customer: Uuid,
    /// None who is not there any more.
    person: Option<Customer>,
    belongings: Vec<Found>,
}

impl Read {
    /// The words that find it; none where nothing does.
    fn words(&self) -> String {
        let mut grams = Grams::default();
        let own = self.person.iter().flat_map(own_traits);
        for found_by in own.chain(self.belongings.iter().map(Trait::of_row)) {
            found_by.gram.iter().for_each(|gram| grams.add(gram));
            for folded in found_by.folded.iter().chain(&found_by.rare) {
                grams.cut(folded);
                if !found_by.common {
                    grams.anchor(folded);
                }
            }
        }

        grams.words()
    }
}

impl Session<'_> {
    /// Makes the whole index anew.
    pub fn rebuild_search(&self) -> Result<u64, Error> {
        self.db.execute("insert into search (search) values ('delete-all')", [])?;
        self.db.execute("delete from search_row", [])?;
        let mut statement = self.db.prepare("select id from customer order by id")?;
        let all: Vec<Uuid> =
            statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.index(all.iter().map(|customer| (*customer, None)))?;

        Ok(all.len() as u64)
    }

    pub(crate) fn index_what_changed(&self) -> Result<(), Error> {
        self.index(self.unindexed.take())
    }

    /// Brings the entries of these customers up to date, with what was just read of them.
    fn index(
        &self,
        customers: impl IntoIterator<Item = (Uuid, Option<Customer>)>,
    ) -> Result<(), Error> {
        let words = |read: Read| (read.customer, read.words());
        let write = |(customer, words): (Uuid, String)| self.enter(customer, &words);
        let mut read = Vec::new();
        for (customer, known) in customers {
            read.push(self.read_household(customer, known)?);
            if read.len() == TOGETHER {
                abreast(mem::take(&mut read), words, write)?;
            }
        }

        abreast(read, words, write)
    }

    fn read_household(&self, customer: Uuid, known: Option<Customer>) -> Result<Read, Error> {
        let id = CustomerId(customer);
        // Whom a newer program wrote down and this one cannot read nobody finds, and nothing waits for them.
        let stored = || self.stored(Customer::KIND, customer);
        let readable = || Ok::<_, Error>(stored()?.and_then(|stored| stored.read().ok()));
        let person = known.map_or_else(readable, |known| Ok(Some(known)))?;
        let mut belongings = Vec::new();
        if person.is_some() && self.has_belongings(customer)? {
            self.find_belongings(include_str!("traits.sql"), id, &mut belongings)?;
            self.find_belongings(include_str!("common.sql"), id, &mut belongings)?;
        }

        Ok(Read { customer, person, belongings })
    }

    /// Whether there is an address, a machine or an order of this customer: of most that are new there is none yet.
    fn has_belongings(&self, customer: Uuid) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached(include_str!("belongs.sql"))?;

        Ok(statement.query_row([customer], |row| row.get(0))?)
    }

    fn enter(&self, customer: Uuid, words: &str) -> Result<(), Error> {
        let row = if words.is_empty() { None } else { self.new_row(customer)? };
        let row = match row {
            Some(row) => row,
            None => {
                let known: Option<i64> = self
                    .db
                    .prepare_cached("select row from search_row where customer = ?1")?
                    .query_row([customer], |row| row.get(0))
                    .optional()?;
                let Some(known) = known else { return Ok(()) };
                self.db.prepare_cached("delete from search where rowid = ?1")?.execute([known])?;
                if words.is_empty() {
                    let sql = "delete from search_row where row = ?1";
                    self.db.prepare_cached(sql)?.execute([known])?;
                    return Ok(());
                }
                known
            }
        };
        self.db
            .prepare_cached("insert into search (rowid, grams) values (?1, ?2)")?
            .execute(params![row, words])?;

        Ok(())
    }

    /// The row of a customer that has none yet.
    fn new_row(&self, customer: Uuid) -> Result<Option<i64>, Error> {
        let sql = "insert or ignore into search_row (customer) values (?1)";
        let made = self.db.prepare_cached(sql)?.execute([customer])?;

        Ok((made > 0).then(|| self.db.last_insert_rowid()))
    }
}

/// Brings some rows of an index up to date that an older version made. Answers whether there may be more.
pub(crate) fn index_behind(session: &Session<'_>) -> Result<bool, Error> {
    let Some(last) = session.setting(BEHIND)?.and_then(|row| row.parse::<i64>().ok()) else {
        return Ok(false);
    };
    let sql = "select row, customer from search_row where row <= ?1 order by row desc limit ?2";
    let rows: Vec<(i64, Uuid)> = session
        .db
        .prepare_cached(sql)?
        .query_map((last, ROWS), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    session.index(rows.iter().map(|(_, customer)| (*customer, None)))?;
    match rows.last() {
        Some((row, _)) => session.put_setting(BEHIND, &(row - 1).to_string())?,
        None => session.drop_setting(BEHIND)?,
    }

    Ok(!rows.is_empty())
}
