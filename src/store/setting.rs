//! What this computer was told, and what it must not forget. Never leaves it.

use rusqlite::OptionalExtension;

use crate::{Error, Session};

impl Session<'_> {
    /// The setting of this name.
    pub fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        let mut statement = self.db.prepare_cached("select value from setting where name = ?1")?;

        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Remembers a setting.
    pub fn put_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        self.db
            .prepare_cached("insert or replace into setting (name, value) values (?1, ?2)")?
            .execute([name, value])?;

        Ok(())
    }

    /// Forgets a setting.
    pub fn drop_setting(&self, name: &str) -> Result<(), Error> {
        self.db.execute("delete from setting where name = ?1", [name])?;

        Ok(())
    }

    /// All settings whose name begins with `prefix`, by name.
    pub fn settings(&self, prefix: &str) -> Result<Vec<(String, String)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select name, value from setting where substr(name, 1, length(?1)) = ?1 order by name",
        )?;
        let rows = statement.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }
}
