//! What a day came to, in figures.

use domain::Moment;

use crate::{Error, Session};

/// What happened between two moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Orders taken in: not what was taken back or cancelled.
    pub received: u32,
    /// Orders whose work was done.
    pub done: u32,
    /// Orders that were closed, and still are: not what was taken back.
    pub closed: u32,
}

impl Session<'_> {
    /// What happened from `from` until before `to`.
    pub fn tally(&self, from: Moment, to: Moment) -> Result<Tally, Error> {
        let mut statement = self.db.prepare_cached(include_str!("tally/day.sql"))?;

        Ok(statement.query_row((from.0, to.0), |row| {
            Ok(Tally { received: row.get(0)?, done: row.get(1)?, closed: row.get(2)? })
        })?)
    }

    /// When the first order of this office was taken in.
    pub fn first_received(&self) -> Result<Option<Moment>, Error> {
        let mut statement = self.db.prepare_cached("select min(received) from service_order")?;

        Ok(statement.query_row([], |row| row.get::<_, Option<i64>>(0))?.map(Moment))
    }
}
