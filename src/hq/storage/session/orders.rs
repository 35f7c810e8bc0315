//! Orders, found by what their bodies say. A person asks; nothing is served from here.

use domain::OrderNumber;
use sync::{Fields, StreamId};
use uuid::Uuid;

use super::feed::named;
use super::{Session, name};
use crate::Error;
use crate::storage::sql::values;

/// An order where it lies.
pub(crate) type Placed = (StreamId, Uuid, Fields);

impl Session<'_> {
    /// The order with this number, in whichever streams it is.
    pub(crate) fn orders_numbered(&self, number: &OrderNumber) -> Result<Vec<Placed>, Error> {
        // Only figures, letters and a hyphen: nothing of it is a pattern.
        self.orders_that_say(&format!("%\"number\":\"{number}\"%"), 2)
    }

    /// Orders that some say were cancelled and others done; at most `limit`.
    pub(crate) fn disputed_orders(&self, limit: u32) -> Result<Vec<Placed>, Error> {
        self.orders_that_say("%\"disputed\":true%", limit)
    }

    fn orders_that_say(&self, pattern: &str, limit: u32) -> Result<Vec<Placed>, Error> {
        let sql = "SELECT feed.id, feed.body, stream.name FROM stream
                   JOIN feed ON feed.stream = stream.no AND feed.kind = 'order'
                   WHERE feed.body LIKE ?1 AND feed.removed_rev IS NULL
                   ORDER BY stream.name, feed.seq LIMIT ?2";
        let found = self.db.all(sql, values![pattern, limit], |row| {
            let (id, body) = named(row)?;
            Ok((name(row, 2)?, id, body))
        })?;

        Ok(found)
    }
}
