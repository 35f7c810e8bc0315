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
    /// The fields that the run wrote; none if it was a version that did not remember them.
    pub after: Option<Fields>,
}

impl Session<'_> {
    /// Begins a run, and gives it a number.
    pub fn begin_import(&self, file: &str, mapping: &str, at: Moment) -> Result<i64, Error> {
        let mut statement = self.db.prepare_cached(
            "insert into import_run (file, mapping, at, report) values (?1, ?2, ?3, '{}')",
        )?;

        Ok(statement.insert(params![file, mapping, at.0])?)
    }

    /// Remembers that a run made a record (`before` is none) or changed it, and what it wrote. Of several changes of a
    /// record what was there before the first counts, and what was there after the last.
    pub fn note_import(
        &self,
        run: i64,
        (kind, id): (&str, Uuid),
        (before, after): (Option<&Fields>, &Fields),
    ) -> Result<(), Error> {
        let known = self
            .db
            .prepare_cached(
                "select before, after from import_change where run = ?1 and kind = ?2 and id = ?3",
            )?
            .query_row(params![run, kind, id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let known = known.map(|(before, after)| {
            Ok::<_, Error>((fields_of(kind, before)?, fields_of(kind, after)?.unwrap_or_default()))
        });
        let (before, after) = match known.transpose()? {
            None => (before.cloned(), after.clone()),
            Some((first, mut last)) => {
                last.extend(after.clone());
                let first = first.map(|first| {
                    let mut all = before.cloned().unwrap_or_default();
                    all.extend(first);
                    all
                });
                (first, last)
            }
        };
        self.db
            .prepare_cached(
                "insert or replace into import_change (run, kind, id, before, after)
                 values (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                run,
                kind,
                id,
                before.map(|fields| text_of(Some(&fields))),
                text_of(Some(&after))
            ])?;

        Ok(())
    }

    /// Remembers that a run made a record that it had not heard of before.
    pub fn note_made(
        &self,
        run: i64,
        (kind, id): (&str, Uuid),
        made: &Fields,
    ) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "insert into import_change (run, kind, id, before, after)
                 values (?1, ?2, ?3, null, ?4)",
            )?
            .execute(params![run, kind, id, text_of(Some(made))])?;

        Ok(())
    }

    /// What the runs that were not taken back wrote into a record last, field by field.
    pub fn imported(&self, kind: &str, id: Uuid) -> Result<Fields, Error> {
        let mut statement = self.db.prepare_cached(
            "select after from import_change where kind = ?1 and id = ?2 order by run",
        )?;
        let texts = statement
            .query_map(params![kind, id], |row| row.get(0))?
            .collect::<Result<Vec<Option<String>>, _>>()?;
        let mut wrote = Fields::new();
        for text in texts {
            wrote.extend(fields_of(kind, text)?.unwrap_or_default());
        }

        Ok(wrote)
    }

    /// Remembers what came of a run. What earlier versions kept of refused lines, which are about people, goes.
    pub fn end_import(&self, run: i64, report: &str) -> Result<(), Error> {
        self.db.execute("update import_run set report = ?2 where id = ?1", params![run, report])?;
        self.db.execute(
            "update import_run set report = json_remove(report, '$.refused', '$.strange')
             where case when json_valid(report) then json_type(report, '$.refused') end is not null",
            [],
        )?;

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

    /// How many records a run wrote that were not taken back: of which kind, whether it made them, how many.
    pub fn import_size(&self, run: i64) -> Result<Vec<(String, bool, u64)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select kind, before is null, count(*) from import_change where run = ?1 group by 1, 2",
        )?;
        let rows = statement.query_map([run], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.cast_unsigned()))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The next records of a run to be taken back, at most `limit`; each is given once.
    pub fn take_import_changes(&self, run: i64, limit: u32) -> Result<Vec<ImportChange>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("import/take.sql"))?;
        let rows = statement
            .query_map(params![run, limit], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<Result<Vec<(String, Uuid, Option<String>, Option<String>)>, _>>()?;
        let change = |(kind, id, before, after): (String, _, _, _)| {
            let (before, after) = (fields_of(&kind, before)?, fields_of(&kind, after)?);
            Ok(ImportChange { kind, id, before, after })
        };
        let mut changes =
            rows.into_iter().map(change).collect::<Result<Vec<ImportChange>, Error>>()?;
        // Deleted rows come in no order, but what points to something must go before it.
        changes.sort_by_key(|change| LEAVING.iter().position(|kind| *kind == change.kind));

        Ok(changes)
    }

    /// Whether anything still points to an order, machine, address or customer: other records, or facts.
    pub fn is_referred_to(&self, kind: &str, id: Uuid) -> Result<bool, Error> {
        let sql = match kind {
            "customer" => include_str!("import/customer_needed.sql"),
            "address" => include_str!("import/address_needed.sql"),
            "appliance" => {
                "select exists (select 1 from service_order where appliance = ?1)
                     or exists (select 1 from sameness where other = ?1 or kept = ?1)"
            }
            "order" => "select exists (select 1 from service_order where origin = ?1)",
            "staff" | "part" => return self.is_needed(kind, id),
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

/// The kinds that a run makes, in the order in which they can go.
const LEAVING: [&str; 4] = ["order", "appliance", "address", "customer"];

fn fields_of(kind: &str, text: Option<String>) -> Result<Option<Fields>, Error> {
    Ok(text.map(|text| crate::record::fields_from(kind, &text)).transpose()?.flatten())
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
