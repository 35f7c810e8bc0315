//! Starting over: an empty office on the same computer.

use crate::{Error, Session};

/// What belongs to the computer and not to the office it serves.
const KEPT: [&str; 1] = ["setting"];

impl Session<'_> {
    /// Forgets the office with everything in it. What this computer was told stays.
    pub fn forget_everything(&self) -> Result<(), Error> {
        let mut statement = self.db.prepare(include_str!("forget/tables.sql"))?;
        let tables: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        // Rows may point at each other; at the end none is left.
        self.db.execute_batch("pragma defer_foreign_keys = on")?;
        for table in tables.iter().filter(|table| !KEPT.contains(&table.as_str())) {
            self.db.execute(&format!("delete from \"{table}\""), [])?;
        }
        for index in ["search", "search_article"] {
            self.db.execute(&format!("insert into {index} ({index}) values ('delete-all')"), [])?;
        }
        self.staged.borrow_mut().clear();
        self.unindexed.borrow_mut().clear();

        Ok(())
    }

    /// How many records lie here, of all kinds.
    pub fn records(&self) -> Result<u64, Error> {
        let mut statement = self.db.prepare_cached("select count(*) from record")?;

        Ok(statement.query_row([], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)?)
    }
}
