//! What is looked up by other things than its name: customers by phone, belongings by customer. Kept with the feed.

use std::collections::BTreeSet;

use domain::{Address, Appliance, Attachment, Customer, Order, Phone, Record as _, Sameness};
use serde_json::Value;
use sync::hq::{Record, StorageFailure};
use sync::{Fields, StreamId};
use uuid::Uuid;

use super::feed::named;
use super::{Session, name};
use crate::Error;
use crate::storage::sql::values;

/// So many files with one number are looked at: more than this share the number of a property manager or a shop.
const SHARED: u32 = 200;

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
            Sameness::KIND => self.index_sameness(no, record),
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
        let Some(customer) = owner(body) else { return Ok(()) };

        self.belongs_to((stream, kind, id), customer)
    }

    /// Remembers that this is somebody's.
    pub(super) fn belongs_to(
        &self,
        (stream, kind, id): (i64, &str, Uuid),
        customer: Uuid,
    ) -> Result<(), StorageFailure> {
        let customer = customer.to_string();
        let sql = "INSERT INTO belonging (stream, customer, kind, id) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO NOTHING";

        self.run(sql, values![stream, customer, kind, id])
    }

    /// The addresses, appliances or orders of a customer, of all files that are theirs, oldest first in each.
    pub fn belongings(
        &self,
        stream: &StreamId,
        customer: Uuid,
        kind: &str,
    ) -> Result<Vec<(Uuid, Fields)>, Error> {
        let person = self.one_person(stream, customer)?;
        let mut all = Vec::new();
        for file in person.files() {
            all.extend(self.belongings_of_file(stream, file, kind)?);
        }
        all.retain(|(id, _)| !person.is_another(*id));

        Ok(all)
    }

    fn belongings_of_file(
        &self,
        stream: &StreamId,
        customer: Uuid,
        kind: &str,
    ) -> Result<Vec<(Uuid, Fields)>, Error> {
        let mut all = self.naming_customer(stream, customer, kind)?;
        all.retain(|(_, body)| owner(body) == Some(customer));

        Ok(all)
    }

    /// The records of a kind that name a customer, or did once.
    pub(super) fn naming_customer(
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

        Ok(self.db.all(sql, values![stream.as_str(), name, kind], named)?)
    }

    /// The file of a customer, if it is there.
    pub(super) fn customer_file(
        &self,
        stream: &StreamId,
        customer: Uuid,
    ) -> Result<Option<Fields>, Error> {
        let sql = "SELECT feed.id, feed.body FROM feed
                   WHERE feed.stream = (SELECT no FROM stream WHERE name = ?1)
                       AND feed.kind = 'customer' AND feed.id = ?2
                       AND feed.removed_rev IS NULL";
        let found = self.db.one(sql, values![stream.as_str(), customer], named)?;

        Ok(found.map(|(_, body)| body))
    }

    /// The persons with this number in one stream: each by the file that goes on, whichever of theirs has the number. Of a
    /// number that very many files have, those that were opened first.
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
                   ORDER BY feed.seq LIMIT ?3";

        let found = self.db.all(sql, values![stream.as_str(), phone.digits(), SHARED], named)?;
        let mut persons: Vec<(Uuid, Fields)> = Vec::new();
        let mut met = BTreeSet::new();
        for file in found {
            let (kept, body) = self.who_now(stream, file)?;
            if met.insert(kept) {
                persons.push((kept, body));
            }
        }

        Ok(persons)
    }

    pub(super) fn is_there(&self, stream: &StreamId, kind: &str, id: Uuid) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM feed
                   WHERE feed.stream = (SELECT no FROM stream WHERE name = ?1)
                       AND feed.kind = ?2 AND feed.id = ?3 AND feed.removed_rev IS NULL";
        let found = self.db.one(sql, values![stream.as_str(), kind, id], |_| Ok(()))?;

        Ok(found.is_some())
    }

    /// The persons with this number in all streams; at most `limit`.
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
        let mut persons: Vec<(StreamId, Uuid, Fields)> = Vec::new();
        for (stream, id, body) in hits {
            let (kept, body) = self.who_now(&stream, (id, body))?;
            if !persons.iter().any(|(own, id, _)| *id == kept && *own == stream) {
                persons.push((stream, kept, body));
            }
        }

        Ok(persons)
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
