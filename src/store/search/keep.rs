//! How the index is kept: in the transaction that changes a record, so that it is never behind.

use std::mem;

use domain::{Customer, Record as _};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::fit::{Cut, Trait};
use super::grams::{Grams, tail};
use super::held::Held;
use super::{Found, own_traits};
use crate::abreast::abreast;
use crate::{Error, Session};

/// The setting with the last row of an index that does not know yet how texts begin and end.
const BEHIND: &str = "search-behind";
/// So many rows are brought up to date at once: whoever else wants to write waits a quarter of a second.
const ROWS: u32 = 4_000;
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
    belongings: Vec<Belonging>,
}

/// A row of `belongings.sql`: an address, machine or order, with up to five things that it is found by.
struct Belonging {
    what: String,
    id: Uuid,
    texts: [Option<String>; 5],
}

impl Belonging {
    /// All that it is found by.
    fn traits(self) -> impl Iterator<Item = Trait> {
        let Self { what, id, texts: [first, second, third, fourth, code] } = self;
        let found = |what: &str, text: Option<String>, means: Option<String>| {
            let what = what.to_owned();
            text.map(|text| Trait::of_row(&Found { what, id, text, means }))
        };
        let meant =
            |what: &str, code: Option<String>| found(what, code.is_some().then(String::new), code);
        let all = match what.as_str() {
            "appliance" => [
                found("serial", first, None),
                found("model", second, None),
                found("brand", third, None),
                found("called", fourth, None),
                meant("category", code),
            ],
            "order" => [
                found("order", first, code),
                found("order", second, None),
                found("said", third, None),
                meant("fault", fourth),
                None,
            ],
            _ => [found("address", first, second), None, None, None, None],
        };

        all.into_iter().flatten()
    }
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
        for found_by in own.chain(self.belongings.into_iter().flat_map(Belonging::traits)) {
            cut(&found_by, &mut grams);
            held.take(&found_by);
        }
        let words = grams.words();

        Entry { customer: self.customer, held: held.sealed(&words), words }
    }
}

/// Cuts what a household is found by.
fn cut(found_by: &Trait, grams: &mut Grams) {
    found_by.gram.iter().for_each(|gram| grams.add(gram));
    for folded in found_by.folded.iter().chain(&found_by.rare) {
        match found_by.cut {
            Cut::ByFew | Cut::Whole => grams.cut(folded, found_by.cut == Cut::ByFew),
            Cut::End(letters) => grams.cut(tail(folded, letters), false),
        }
        match found_by.cut {
            _ if found_by.common => continue,
            Cut::ByFew | Cut::Whole => grams.anchor(folded),
            Cut::End(_) => grams.whole(folded),
        }
        grams.end(folded, found_by.is_phone());
    }
}

impl Session<'_> {
    /// Forgets the index. What is lost finds nobody until [`Self::catch_up_search`] was asked often enough; answers for how
    /// many rows that is.
    pub fn forget_search(&self) -> Result<u64, Error> {
        self.db.execute("insert into search (search) values ('delete-all')", [])?;
        let gone = "delete from search_row where customer not in (select id from customer)";
        self.db.execute(gone, [])?;
        self.db.execute(include_str!("by_what_happened.sql"), [])?;
        let (last, rows): (Option<i64>, i64) =
            self.db.query_row("select max(row), count(*) from search_row", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        match last {
            Some(last) => self.put_setting(BEHIND, &last.to_string())?,
            None => self.drop_setting(BEHIND)?,
        }

        Ok(rows.unsigned_abs())
    }

    /// Makes the whole index anew, at once.
    pub fn rebuild_search(&self) -> Result<u64, Error> {
        let rows = self.forget_search()?;
        while self.catch_up_search()? {}

        Ok(rows)
    }

    /// How many rows of the index are to be brought up to date.
    pub fn search_behind(&self) -> Result<u64, Error> {
        let Some(last) = self.last_behind()? else { return Ok(0) };
        let sql = "select count(*) from search_row where row <= ?1";
        let rows: i64 = self.db.prepare_cached(sql)?.query_row([last], |row| row.get(0))?;

        Ok(rows.unsigned_abs())
    }

    /// Brings some rows of an index up to date that was forgotten or made by an older version, those first to whom something
    /// happened last. Answers whether there may be more.
    pub fn catch_up_search(&self) -> Result<bool, Error> {
        let Some(last) = self.last_behind()? else { return Ok(false) };
        let sql = "select row, customer from search_row where row <= ?1 order by row desc limit ?2";
        let rows: Vec<(i64, Uuid)> = self
            .db
            .prepare_cached(sql)?
            .query_map((last, ROWS), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        // FTS5 writes what it has gathered whenever a row comes before the last one.
        self.index(rows.iter().rev().map(|(_, customer)| (*customer, None)), Place::Same)?;
        match rows.last() {
            Some((row, _)) => self.put_setting(BEHIND, &(row - 1).to_string())?,
            None => self.drop_setting(BEHIND)?,
        }

        Ok(!rows.is_empty())
    }

    fn last_behind(&self) -> Result<Option<i64>, Error> {
        Ok(self.setting(BEHIND)?.and_then(|row| row.parse().ok()))
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
        let files = crate::same::of_one(files);
        let belongings = if files.is_empty() { Vec::new() } else { self.belongings_of(customer)? };

        Ok(Read { customer, files, belongings })
    }

    fn belongings_of(&self, customer: Uuid) -> Result<Vec<Belonging>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("belongings.sql"))?;
        let mut rows = statement.query([customer])?;
        let mut belongings = Vec::new();
        while let Some(row) = rows.next()? {
            let texts = [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
            belongings.push(Belonging { what: row.get(0)?, id: row.get(1)?, texts });
        }

        Ok(belongings)
    }

    fn enter(&self, entry: &Entry, place: Place) -> Result<(), Error> {
        let known: Option<(i64, String)> = self
            .db
            .prepare_cached("select row, held from search_row where customer = ?1")?
            .query_row([entry.customer], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        // What stays where it is has no words in the index yet.
        let is_known = known.as_ref().is_some_and(|(_, held)| *held == entry.held);
        if is_known && place == Place::Newest {
            return Ok(());
        }
        let stays = place == Place::Same && !entry.words.is_empty();
        if let Some((row, _)) = &known {
            self.db.prepare_cached("delete from search where rowid = ?1")?.execute([row])?;
            if !stays {
                self.db.prepare_cached("delete from search_row where row = ?1")?.execute([row])?;
            }
        }
        if entry.words.is_empty() {
            return Ok(());
        }
        let row = match known.filter(|_| stays) {
            Some((row, _)) => {
                if !is_known {
                    let sql = "update search_row set held = ?2 where row = ?1";
                    self.db.prepare_cached(sql)?.execute(params![row, entry.held])?;
                }
                row
            }
            None => {
                let sql = "insert into search_row (customer, held) values (?1, ?2)";
                self.db.prepare_cached(sql)?.execute(params![entry.customer, entry.held])?;
                self.db.last_insert_rowid()
            }
        };
        self.db
            .prepare_cached("insert into search (rowid, grams) values (?1, ?2)")?
            .execute(params![row, entry.words])?;

        Ok(())
    }
}
