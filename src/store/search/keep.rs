//! How the index is kept: in the transaction that changes a record, so that it is never behind.

use std::mem;

use domain::{Customer, CustomerId, Record as _};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::fit::Trait;
use super::grams::Grams;
use super::held::Held;
use super::{Found, HitKind, own_traits};
use crate::abreast::abreast;
use crate::{Error, Session};

/// The setting with the last row of an index that does not know yet how texts begin and end.
const BEHIND: &str = "search-behind";
/// So many rows are brought up to date at once.
const ROWS: u32 = 1_000;
/// So many households are read before they are written.
const TOGETHER: usize = 1_000;

/// Where in the index a household's entry goes: what happened last stands in front.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Newest,
    Same,
}

/// A household as it was read, before its words are cut.
struct Read {
    customer: Uuid,
    /// All files of one person; none of who is not there any more, or found in another file.
    files: Vec<Customer>,
    belongings: Vec<Found>,
}

/// What the index keeps of a household.
struct Entry {
    customer: Uuid,
    /// The words that find it; none where nothing does.
    words: String,
    /// What it is judged by.
    held: String,
}

impl Read {
    fn entry(self) -> Entry {
        let (mut grams, mut held) = (Grams::default(), Held::default());
        let own = self.files.iter().flat_map(own_traits);
        for found_by in own.chain(self.belongings.iter().map(Trait::of_row)) {
            found_by.gram.iter().for_each(|gram| grams.add(gram));
            for folded in found_by.folded.iter().chain(&found_by.rare) {
                grams.cut(folded, found_by.kind == HitKind::Customer);
                if !found_by.common {
                    grams.anchor(folded);
                    grams.end(folded, found_by.is_phone());
                }
            }
            held.take(&found_by);
        }
        let words = grams.words();

        Entry { customer: self.customer, held: held.sealed(&words), words }
    }
}

impl Session<'_> {
    /// Makes the whole index anew.
    pub fn rebuild_search(&self) -> Result<u64, Error> {
        self.db.execute("insert into search (search) values ('delete-all')", [])?;
        self.db.execute("delete from search_row", [])?;
        let mut statement = self.db.prepare(include_str!("by_what_happened.sql"))?;
        let all: Vec<Uuid> =
            statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        self.index(all.iter().map(|customer| (*customer, None)), Place::Newest)?;

        Ok(all.len() as u64)
    }

    pub(crate) fn index_what_changed(&self) -> Result<(), Error> {
        self.index(self.unindexed.take(), Place::Newest)
    }

    /// Brings the entries of these customers up to date, with what was just read of them.
    fn index(
        &self,
        customers: impl IntoIterator<Item = (Uuid, Option<Customer>)>,
        place: Place,
    ) -> Result<(), Error> {
        let write = |entry: Entry| self.enter(&entry, place);
        let mut read = Vec::new();
        for (customer, known) in customers {
            read.push(self.read_household(customer, known)?);
            if read.len() == TOGETHER {
                abreast(mem::take(&mut read), Read::entry, write)?;
            }
        }

        abreast(read, Read::entry, write)
    }

    fn read_household(&self, customer: Uuid, known: Option<Customer>) -> Result<Read, Error> {
        let id = CustomerId(customer);
        // Whom a newer program wrote down and this one cannot read nobody finds, and nothing waits for them.
        let stored = |id| self.stored(Customer::KIND, id);
        let readable = |id| Ok::<_, Error>(stored(id)?.and_then(|stored| stored.read().ok()));
        let is_found_elsewhere = self.now(customer)? != customer;
        let person = match known {
            _ if is_found_elsewhere => None,
            Some(known) => Some(known),
            None => readable(customer)?,
        };
        let mut files = Vec::from_iter(person);
        if !files.is_empty() {
            for other in self.others_of(customer)? {
                files.extend(readable(other)?);
            }
        }
        let mut belongings = Vec::new();
        if !files.is_empty() && self.has_belongings(customer)? {
            self.find_belongings(include_str!("traits.sql"), id, &mut belongings)?;
            self.find_belongings(include_str!("common.sql"), id, &mut belongings)?;
        }

        Ok(Read { customer, files, belongings })
    }

    /// Whether there is an address, a machine or an order of this customer: of most that are new there is none yet.
    fn has_belongings(&self, customer: Uuid) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached(include_str!("belongs.sql"))?;

        Ok(statement.query_row([customer], |row| row.get(0))?)
    }

    fn enter(&self, entry: &Entry, place: Place) -> Result<(), Error> {
        let known: Option<(i64, String)> = self
            .db
            .prepare_cached("select row, held from search_row where customer = ?1")?
            .query_row([entry.customer], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if known.as_ref().is_some_and(|(_, held)| *held == entry.held) {
            return Ok(());
        }
        if let Some((row, _)) = &known {
            self.db.prepare_cached("delete from search where rowid = ?1")?.execute([row])?;
            self.db.prepare_cached("delete from search_row where row = ?1")?.execute([row])?;
        }
        if entry.words.is_empty() {
            return Ok(());
        }
        let row = known.map(|(row, _)| row).filter(|_| place == Place::Same);
        let sql = "insert into search_row (row, customer, held) values (?1, ?2, ?3)";
        self.db.prepare_cached(sql)?.execute(params![row, entry.customer, entry.held])?;
        self.db
            .prepare_cached("insert into search (rowid, grams) values (?1, ?2)")?
            .execute(params![self.db.last_insert_rowid(), entry.words])?;

        Ok(())
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
    session.index(rows.iter().map(|(_, customer)| (*customer, None)), Place::Same)?;
    match rows.last() {
        Some((row, _)) => session.put_setting(BEHIND, &(row - 1).to_string())?,
        None => session.drop_setting(BEHIND)?,
    }

    Ok(!rows.is_empty())
}
