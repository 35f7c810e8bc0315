//! What people changed here, and who.

use sync::Env;

use super::Session;
use crate::Error;
use crate::journal::{Entry, Noted};
use crate::storage::sql::values;
use crate::surroundings::Moment;

impl Session<'_> {
    /// Writes down what is done in this transaction.
    pub(crate) fn write_down(
        &self,
        moment: &mut Moment,
        deed: Noted,
        subject: &str,
    ) -> Result<(), Error> {
        let who = self.by.as_ref().map(ToString::to_string);

        self.write_down_of(who, moment, (deed, subject))
    }

    /// The same for somebody else, or for one who is not known yet.
    pub(crate) fn write_down_of(
        &self,
        who: Option<String>,
        moment: &mut Moment,
        (deed, subject): (Noted, &str),
    ) -> Result<(), Error> {
        let sql = "INSERT INTO journal (at_ms, who, deed, subject) VALUES (?1, ?2, ?3, ?4)";

        Ok(self.run(sql, values![moment.now_ms(), who, deed.code(), subject])?)
    }

    /// The latest entries below a place.
    pub(crate) fn journal(&self, below: i64, limit: u32) -> Result<Vec<Entry>, Error> {
        let sql = "SELECT no, at_ms, who, deed, subject FROM journal
                   WHERE no < ?1 ORDER BY no DESC LIMIT ?2";
        let all = self.db.all(sql, values![below, limit], |row| {
            let deed = Noted::of_code(&row.get::<String>(3)?);
            let (no, at_ms, who) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Entry { no, at_ms, who, deed, subject: row.get(4)? })
        })?;

        Ok(all)
    }
}
