//! The whole base, some rows at a time, as far as files are compared by it. Whoever is found in another file is passed over.

use domain::Phone;
use rusqlite::params;
use serde::Deserialize;
use uuid::Uuid;

use crate::{Error, Session};

/// What of a person's file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonSwept {
    /// Whose.
    pub id: Uuid,
    /// What they are called.
    pub name: String,
    /// The digits of the numbers that are theirs, each once.
    pub phones: Vec<String>,
}

/// The same as it lies there.
#[derive(Deserialize)]
struct Lying {
    #[serde(default)]
    name: String,
    #[serde(default)]
    phones: Vec<Number>,
    #[serde(default)]
    erased: bool,
}

#[derive(Deserialize)]
struct Number {
    number: Phone,
    /// Since when it is somebody else's.
    #[serde(default)]
    gone: Option<serde::de::IgnoredAny>,
}

impl Session<'_> {
    /// How many rows there are to read.
    pub fn count_to_compare(&self) -> Result<u64, Error> {
        let sql = "select (select count(*) from customer) + (select count(*) from address)
                        + (select count(*) from appliance)";

        Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// People after this one, oldest first. Who cannot be read, is erased or is found in another file has neither name nor
    /// number.
    pub fn people_after(&self, last: Option<Uuid>, limit: u32) -> Result<Vec<PersonSwept>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, iif(id in (select id from same), null, coalesce(body, base))
             from record where kind = 'customer' and id > ?1 order by id limit ?2",
        )?;
        let mut rows = statement.query(params![last.unwrap_or_default(), limit])?;
        let mut people = Vec::with_capacity(limit as usize);
        while let Some(row) = rows.next()? {
            let (id, text): (Uuid, Option<&str>) =
                (row.get(0)?, row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)?);
            let lying = text.and_then(|text| serde_json::from_str::<Option<Lying>>(text).ok());
            let lying = lying.flatten().filter(|it| !it.erased);
            let (name, phones) = lying.map(|it| (it.name, it.phones)).unwrap_or_default();
            let mut phones: Vec<String> = phones
                .into_iter()
                .filter(|it| it.gone.is_none())
                .map(|it| it.number.digits().to_owned())
                .collect();
            phones.sort_unstable();
            phones.dedup();
            people.push(PersonSwept { id, name, phones });
        }

        Ok(people)
    }

    /// Addresses where somebody lives after this one with whose they are and how they are written, oldest first.
    pub fn lines_after(
        &self,
        last: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<(Uuid, Uuid, String)>, Error> {
        let sql = "select id, customer, line from address where id > ?1 and gone = 0 order by id limit ?2";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params![last.unwrap_or_default(), limit], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Machines after this one with whose they are and their serial numbers, oldest first.
    pub fn serials_after(
        &self,
        last: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<(Uuid, Uuid, Option<String>)>, Error> {
        let sql = "select id, customer, serial from appliance where id > ?1 order by id limit ?2";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params![last.unwrap_or_default(), limit], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }
}
