//! Half-typed forms.

use domain::Moment;
use rusqlite::OptionalExtension;

use crate::{Error, Session};

impl Session<'_> {
    /// What was being typed in `form`.
    pub fn draft(&self, form: &str) -> Result<Option<String>, Error> {
        let mut statement = self.db.prepare_cached("select value from draft where form = ?1")?;

        Ok(statement.query_row([form], |row| row.get(0)).optional()?)
    }

    /// Remembers what is being typed in `form`.
    pub fn put_draft(&self, form: &str, value: &str, now: Moment) -> Result<(), Error> {
        self.db
            .prepare_cached("insert or replace into draft (form, value, at) values (?1, ?2, ?3)")?
            .execute((form, value, now.0))?;

        Ok(())
    }

    /// Forgets what was being typed in `form`.
    pub fn drop_draft(&self, form: &str) -> Result<(), Error> {
        self.db.prepare_cached("delete from draft where form = ?1")?.execute([form])?;

        Ok(())
    }
}
