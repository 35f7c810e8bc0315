//! What is looked up by other things than its name: customers by phone, belongings by customer. Kept with the feed.

use domain::{Address, Appliance, Attachment, Customer, Order, Phone, Record as _};
use serde_json::Value;
use sync::hq::{Record, StorageFailure};
use sync::{Fields, StreamId};
use uuid::Uuid;

use super::feed::named;
use super::{Session, name};
use crate::Error;
use crate::storage::sql::values;

impl Session<'_> {
    /// Brings the indexes up to this record.
    pub(super) fn index(
        &self,
        (stream, no): (&StreamId, i64),
        record: &Record,
    ) -> Result<(), StorageFailure> {
        match record.kind.as_str() {
            Customer::KIND => self.index_customer(no, record),
            Address::KIND | Appliance::KIND => self.index_belonging(no, record),
            Order::KIND => {
                self.index_belonging(no, record)?;
                self.index_order((stream, no), record)
            }
            Attachment::KIND => self.index_file(no, record),
            _ => Ok(()),
        }
    }

    fn index_customer(&self, stream: i64, customer: &Record) -> Result<(), StorageFailure> {
        // One that was made just now has none.
        if customer.made.rev != customer.rev {
            let sql = "DELETE FROM phone WHERE stream = ?1 AND customer = ?2";
            self.run(sql, values![stream, customer.id])?;
        }
        if customer.removed.is_some() {
            return Ok(());
        }
        let sql = "INSERT INTO phone (digits, stream, customer) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO NOTHING";
        for phone in phones(&customer.body) {
            self.run(sql, values![phone.digits(), stream, customer.id])?;
        }
        Ok(())
    }

    fn index_belonging(&self, stream: i64, record: &Record) -> Result<(), StorageFailure> {
        self.belongs((stream, &record.kind, record.id), &record.body)
    }

    /// Remembers whose this is.
    pub(super) fn belongs(
        &self,
        (stream, kind, id): (i64, &str, Uuid),
        body: &Fields,
    ) -> Result<(), StorageFailure> {
        // One that changed hands stays with its former owner too: whoever reads looks at the record itself.
        // What is no name belongs to nobody, and may be longer than an index takes.
        let Some(customer) = owner(body).map(|customer| customer.to_string()) else {
            return Ok(());
        };
        let sql = "INSERT INTO belonging (stream, customer, kind, id) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO NOTHING";

        self.run(sql, values![stream, customer, kind, id])
    }

    /// The addresses, appliances or orders of a customer, oldest first.
    pub fn belongings(
        &self,
        stream: &StreamId,
        customer: Uuid,
        kind: &str,
    ) -> Result<Vec<(Uuid, Fields)>, Error> {
        let sql = "SELECT feed.id, feed.body FROM belonging
                   JOIN feed ON feed.stream = belonging.stream AND feed.kind = belonging.kind
                       AND feed.id = belonging.id
                   WHERE belonging.stream = (SELECT no FROM stream WHERE name = ?1)
                       AND belonging.customer = ?2 AND belonging.kind = ?3
                       AND feed.removed_rev IS NULL
                   ORDER BY feed.seq";
        let name = customer.to_string();
        let mut all = self.db.all(sql, values![stream.as_str(), name, kind], named)?;
        all.retain(|(_, body)| owner(body) == Some(customer));

        Ok(all)
    }

    /// The customers with this number in one stream.
    pub fn customers_with_phone(
        &self,
        stream: &StreamId,
        phone: &Phone,
    ) -> Result<Vec<(Uuid, Fields)>, Error> {
        let sql = "SELECT feed.id, feed.body FROM phone
                   JOIN feed ON feed.stream = phone.stream AND feed.kind = 'customer'
                       AND feed.id = phone.customer
                   WHERE phone.digits = ?2
                       AND phone.stream = (SELECT no FROM stream WHERE name = ?1)
                   ORDER BY feed.seq";

        Ok(self.db.all(sql, values![stream.as_str(), phone.digits()], named)?)
    }

    /// The customers with this number in all streams; at most `limit`.
    pub fn customers_anywhere(
        &self,
        phone: &Phone,
        limit: u32,
    ) -> Result<Vec<(StreamId, Uuid, Fields)>, Error> {
        let sql = "SELECT feed.id, feed.body, stream.name FROM phone
                   JOIN feed ON feed.stream = phone.stream AND feed.kind = 'customer'
                       AND feed.id = phone.customer
                   JOIN stream ON stream.no = phone.stream
                   WHERE phone.digits = ?1 ORDER BY stream.name, feed.seq LIMIT ?2";
        let hits = self.db.all(sql, values![phone.digits(), limit], |row| {
            let (id, body) = named(row)?;
            Ok((name(row, 2)?, id, body))
        })?;

        Ok(hits)
    }
}

/// The customer whom it belongs to.
fn owner(body: &Fields) -> Option<Uuid> {
    body.get("customer")?.as_str()?.parse().ok()
}

fn phones(customer: &Fields) -> Vec<Phone> {
    let numbers = customer.get("phones").and_then(Value::as_array).into_iter().flatten();
    let texts = numbers.filter_map(|entry| entry.get("number").and_then(Value::as_str));

    texts.filter_map(Phone::parse).collect()
}
