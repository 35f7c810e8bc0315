//! Records as fields: what this desk sees of them.

use domain::{Fields, Record};
use rusqlite::{OptionalExtension, Row};
use uuid::Uuid;

use crate::{Error, Session};

/// A record as it lies here.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Which record of its kind.
    pub id: Uuid,
    /// The revision headquarters gave it last; 0 before it has seen it.
    pub rev: u64,
    /// Its fields, with what was done here on top.
    pub fields: Fields,
}

impl Stored {
    /// The record itself, as it was written.
    pub fn read<R: Record>(&self) -> Result<R, Error> {
        R::deserialize(&self.fields)
            .map_err(|why| Error::Malformed { kind: R::KIND.to_owned(), why })
    }
}

impl Session<'_> {
    /// The record of this kind and id, if it is here and not removed.
    pub fn stored(&self, kind: &str, id: Uuid) -> Result<Option<Stored>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, rev, coalesce(body, base) from record where kind = ?1 and id = ?2",
        )?;
        let found = statement.query_row((kind, id), raw).optional()?;

        found.map_or(Ok(None), |raw| parse(kind, raw))
    }

    /// The record with this id. Where it names a file, an address or a machine, it names what that is now.
    pub fn get<R: Record>(&self, id: impl Into<Uuid>) -> Result<Option<R>, Error> {
        self.stored(R::KIND, id.into())?.map(|stored| self.read_now(stored)).transpose()
    }

    /// All records of a kind, for kinds an office has few of: staff, codes, terms, templates.
    /// What a newer version wrote and this one cannot read is left out.
    pub fn all<R: Record>(&self) -> Result<Vec<(Uuid, R)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, rev, coalesce(body, base) from record where kind = ?1 order by id",
        )?;
        let rows = statement.query_map([R::KIND], raw)?;
        let mut all = Vec::new();
        for row in rows {
            if let Some(stored) = parse(R::KIND, row?)? {
                all.extend(stored.read().ok().map(|record| (stored.id, record)));
            }
        }

        Ok(all)
    }

    /// How many records of a kind there are.
    pub fn count(&self, kind: &str) -> Result<u64, Error> {
        let mut statement = self.db.prepare_cached(
            "select count(*) from record where kind = ?1 and coalesce(body, base) <> 'null'",
        )?;

        Ok(statement.query_row([kind], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)?)
    }
}

type Raw = (Uuid, i64, Option<String>);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn parse(kind: &str, (id, rev, text): Raw) -> Result<Option<Stored>, Error> {
    let Some(text) = text else { return Ok(None) };
    let fields: Option<Fields> = fields_from(kind, &text)?;

    Ok(fields.map(|fields| Stored { id, rev: rev.cast_unsigned(), fields }))
}

/// Fields as they lie in the database; `null` is a removed record.
pub(crate) fn fields_from(kind: &str, text: &str) -> Result<Option<Fields>, Error> {
    serde_json::from_str(text).map_err(|why| Error::Malformed { kind: kind.to_owned(), why })
}

/// Fields as text for the database.
pub(crate) fn text_of(fields: Option<&Fields>) -> String {
    // Fields are strings, numbers, lists and maps by string: all have a text.
    serde_json::to_string(&fields).unwrap_or_else(|_| "null".to_owned())
}
