//! Orders, found by their numbers. A person asks; nothing is served from here.

use domain::{Handover, Order, OrderNumber, Record as _};
use serde_json::Value;
use sync::hq::{Record, StorageFailure};
use sync::order::{DISPUTED, progress};
use sync::{Fields, StreamId};
use uuid::Uuid;

use super::feed::named;
use super::{Session, name};
use crate::Error;
use crate::storage::sql::values;

/// An order where it lies.
pub(crate) type Placed = (StreamId, Uuid, Fields);

/// The most orders of one number that are named.
const NAMED: u32 = 10;
/// Orders that are looked through at once when the index is made.
const PORTION: u32 = 500;

impl Session<'_> {
    /// Brings the index up to this order, and the branch's counters up to its number.
    pub(super) fn index_order(
        &self,
        (stream, no): (&StreamId, i64),
        order: &Record,
    ) -> Result<(), StorageFailure> {
        if order.removed.is_some() {
            let sql = "DELETE FROM order_place WHERE stream = ?1 AND id = ?2";
            self.run(sql, values![no, order.id])?;
            return self.forget_handover(no, order.id);
        }
        self.place_order(no, order.id, &order.body)?;
        self.index_handover((stream, no), order)?;

        let is_new = order.made.rev == order.rev;
        match number(&order.body).filter(|_| is_new) {
            Some(number) if stream.branch_code() == Some(number.office()) => self.heed(&number),
            _ => Ok(()),
        }
    }

    fn place_order(&self, stream: i64, id: Uuid, body: &Fields) -> Result<(), StorageFailure> {
        let sql = "INSERT INTO order_place (stream, id, number, disputed, open, asked)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (stream, id) DO UPDATE SET
                       number = excluded.number, disputed = excluded.disputed, open = excluded.open,
                       asked = excluded.asked
                   WHERE coalesce(order_place.number, '') <> coalesce(excluded.number, '')
                       OR order_place.disputed <> excluded.disputed
                       OR order_place.open <> excluded.open
                       OR order_place.asked <> excluded.asked";
        let number = number(body).map(|number| number.to_string());
        let disputed = body.get(DISPUTED).and_then(Value::as_bool).unwrap_or(false);

        let open = progress(body).is_none_or(|at| !at.state.is_over());
        let asked = open && Handover::of(body).is_asked();

        self.run(sql, values![stream, id, number, disputed, open, asked])
    }

    /// Indexes the orders that were there before the indexes were.
    pub(in crate::storage) fn place_all_orders(&self) -> Result<(), StorageFailure> {
        let sql = "SELECT id, body, no, stream FROM feed
                   WHERE kind = ?2 AND removed_rev IS NULL AND no > ?1 ORDER BY no LIMIT ?3";
        let mut after = 0_i64;
        loop {
            let page = self.db.all(sql, values![after, Order::KIND, PORTION], |row| {
                let (id, body) = named(row)?;
                Ok((id, body, row.get::<i64>(2)?, row.get::<i64>(3)?))
            })?;
            let Some((_, _, last, _)) = page.last() else { return Ok(()) };
            after = *last;
            for (id, body, _, stream) in &page {
                self.place_order(*stream, *id, body)?;
                self.belongs((*stream, Order::KIND, *id), body)?;
            }
        }
    }

    /// The orders with this number, in whichever streams they are. There should be one.
    pub(crate) fn orders_numbered(&self, number: &OrderNumber) -> Result<Vec<Placed>, Error> {
        let sql = "SELECT feed.id, feed.body, stream.name FROM order_place
                   JOIN feed ON feed.stream = order_place.stream AND feed.kind = 'order'
                       AND feed.id = order_place.id
                   JOIN stream ON stream.no = order_place.stream
                   WHERE order_place.number = ?1
                   ORDER BY stream.name, feed.seq LIMIT ?2";
        let number = number.to_string();
        let found = self.db.all(sql, values![number, NAMED], |row| {
            let (id, body) = named(row)?;
            Ok((name(row, 2)?, id, body))
        })?;

        Ok(found)
    }

    /// Orders that some say were cancelled and others done; at most `limit`.
    pub(crate) fn disputed_orders(&self, limit: u32) -> Result<Vec<Placed>, Error> {
        self.orders_where("order_place.disputed = 1", limit)
    }

    /// Orders that their branch wants handed to another one, unanswered; at most `limit`.
    pub(crate) fn wished_orders(&self, limit: u32) -> Result<Vec<Placed>, Error> {
        self.orders_where("order_place.asked = 1", limit)
    }

    fn orders_where(&self, condition: &'static str, limit: u32) -> Result<Vec<Placed>, Error> {
        let sql = format!(
            "SELECT feed.id, feed.body, stream.name FROM order_place
             JOIN feed ON feed.stream = order_place.stream AND feed.kind = 'order'
                 AND feed.id = order_place.id
             JOIN stream ON stream.no = order_place.stream
             WHERE {condition}
             ORDER BY stream.name, feed.seq LIMIT ?1"
        );
        let found = self.db.all(&sql, values![limit], |row| {
            let (id, body) = named(row)?;
            Ok((name(row, 2)?, id, body))
        })?;

        Ok(found)
    }
}

/// Its number, if it can be read.
fn number(order: &Fields) -> Option<OrderNumber> {
    order.get("number")?.as_str()?.parse().ok()
}
