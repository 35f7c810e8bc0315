//! Spreadsheets that were brought over, and what each of them made.

use domain::{Fields, Moment};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use crate::record::text_of;
use crate::{Error, Session};

/// A spreadsheet that was brought over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRun {
    /// Its number.
    pub id: i64,
    /// The file's name.
    pub file: String,
    /// The mapping's name.
    pub mapping: String,
    /// When.
    pub at: Moment,
    /// What came of it, as JSON.
    pub report: String,
    /// Whether it was taken back.
    pub undone: bool,
}

/// A record that a run made or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportChange {
    /// Of which kind.
    pub kind: String,
    /// Which.
    pub id: Uuid,
    /// The fields that were written over, null where there was none; none if the record is new.
    pub before: Option<Fields>,
}

impl Session<'_> {
    /// Begins a run, and gives it a number.
    pub fn begin_import(&self, file: &str, mapping: &str, at: Moment) -> Result<i64, Error> {
        let mut statement = self.db.prepare_cached(
            "insert into import_run (file, mapping, at, report) values (?1, ?2, ?3, '{}')",
        )?;

        Ok(statement.insert(params![file, mapping, at.0])?)
    }

    /// Remembers that a run made or changed a record. The first change of a record counts.
    pub fn note_import(
        &self,
        run: i64,
        (kind, id): (&str, Uuid),
        before: Option<&Fields>,
    ) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "insert or ignore into import_change (run, kind, id, before) values (?1, ?2, ?3, ?4)",
            )?
            .execute(params![run, kind, id, before.map(|fields| text_of(Some(fields)))])?;

        Ok(())
    }

    /// Remembers what came of a run.
    pub fn end_import(&self, run: i64, report: &str) -> Result<(), Error> {
        self.db.execute("update import_run set report = ?2 where id = ?1", params![run, report])?;

        Ok(())
    }

    /// A run, if there was one of this number.
    pub fn import_run(&self, run: i64) -> Result<Option<ImportRun>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, file, mapping, at, report, undone from import_run where id = ?1",
        )?;

        Ok(statement.query_row([run], from_row).optional()?)
    }

    /// All runs, latest first; at most 10,000.
    pub fn import_runs(&self) -> Result<Vec<ImportRun>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, file, mapping, at, report, undone from import_run order by id desc limit 10000",
        )?;
        let rows = statement.query_map([], from_row)?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The next records of a run to be taken back, at most `limit`; each is given once.
    pub fn take_import_changes(&self, run: i64, limit: u32) -> Result<Vec<ImportChange>, Error> {
        let mut statement = self.db.prepare_cached(
            "delete from import_change where run = ?1 and (kind, id) in (
                 select kind, id from import_change where run = ?1 order by kind desc, id limit ?2
             ) returning kind, id, before",
        )?;
        let mut rows = statement
            .query_map(params![run, limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<Vec<(String, Uuid, Option<String>)>, _>>()?;
        // Deleted rows come in no order, but an order must go before the household it points to.
        rows.sort_by(|(a, ..), (b, ..)| b.cmp(a));

        rows.into_iter()
            .map(|(kind, id, before)| {
                let before = before
                    .map(|text| crate::record::fields_from(&kind, &text))
                    .transpose()?
                    .flatten();
                Ok(ImportChange { kind, id, before })
            })
            .collect()
    }

    /// Whether an order still points to a customer, address or machine.
    pub fn is_referred_to(&self, kind: &str, id: Uuid) -> Result<bool, Error> {
        let sql = match kind {
            "customer" => "select exists (select 1 from service_order where customer = ?1)",
            "address" => {
                "select exists (
                     select 1 from service_order
                     where address = ?1 and customer = (select customer from address where id = ?1)
                 )"
            }
            "appliance" => "select exists (select 1 from service_order where appliance = ?1)",
            _ => return Ok(false),
        };

        Ok(self.db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
    }

    /// Remembers that a run was taken back.
    pub fn mark_import_undone(&self, run: i64) -> Result<(), Error> {
        self.db.execute("update import_run set undone = 1 where id = ?1", [run])?;

        Ok(())
    }
}

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<ImportRun> {
    Ok(ImportRun {
        id: row.get(0)?,
        file: row.get(1)?,
        mapping: row.get(2)?,
        at: Moment(row.get(3)?),
        report: row.get(4)?,
        undone: row.get(5)?,
    })
}
