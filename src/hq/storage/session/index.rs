//! What is looked up by other things than its name: customers by phone, belongings by customer. Kept with the feed.

use domain::{Address, Appliance, Customer, Phone, Record as _};
use rusqlite::params;
use serde_json::Value;
use sync::hq::Record;
use sync::{Fields, StreamId};
use uuid::Uuid;

use super::{Session, corrupt, failed};
use crate::Error;

impl Session<'_> {
    /// Brings the indexes up to this record.
    pub(super) fn index(&self, stream: i64, record: &Record) -> Result<(), rusqlite::Error> {
        match record.kind.as_str() {
            Customer::KIND => self.index_customer(stream, record),
            Address::KIND | Appliance::KIND => self.index_belonging(stream, record),
            _ => Ok(()),
        }
    }

    fn index_customer(&self, stream: i64, customer: &Record) -> Result<(), rusqlite::Error> {
        // One that was made just now has none.
        if customer.made.rev != customer.rev {
            self.db
                .prepare_cached("DELETE FROM phone WHERE stream = ?1 AND customer = ?2")?
                .execute(params![stream, customer.id])?;
        }
        if customer.removed.is_some() {
            return Ok(());
        }
        let sql = "INSERT INTO phone (digits, stream, customer) VALUES (?1, ?2, ?3)
                   ON CONFLICT DO NOTHING";
        let mut statement = self.db.prepare_cached(sql)?;
        for phone in phones(&customer.body) {
            statement.execute(params![phone.digits(), stream, customer.id])?;
        }
        Ok(())
    }

    fn index_belonging(&self, stream: i64, record: &Record) -> Result<(), rusqlite::Error> {
        // One that changed hands stays with its former owner too: whoever reads looks at the record itself.
        let Some(customer) = record.body.get("customer").and_then(Value::as_str) else {
            return Ok(());
        };
        let sql = "INSERT INTO belonging (stream, customer, kind, id) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO NOTHING";
        let values = params![stream, customer, record.kind, record.id];

        self.db.prepare_cached(sql)?.execute(values).map(|_| ())
    }

    /// The addresses or appliances of a customer, oldest first.
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
        let mut query = self.db.prepare_cached(sql)?;
        let owner = customer.to_string();
        let found = query.query_map(params![stream.as_str(), owner, kind], named)?;
        let mut all = bodies(found)?;
        all.retain(|(_, body)| body.get("customer").and_then(Value::as_str) == Some(&owner));

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
        let mut query = self.db.prepare_cached(sql)?;
        let found = query.query_map(params![stream.as_str(), phone.digits()], named)?;

        bodies(found)
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
        let mut query = self.db.prepare_cached(sql)?;
        let mut found = query.query(params![phone.digits(), limit])?;
        let mut hits = Vec::new();
        while let Some(row) = found.next()? {
            let (id, body) = named(row)?;
            let body = serde_json::from_str(&body).map_err(|_| corrupt("a record"))?;
            let stream: String = row.get(2)?;
            hits.push((stream.parse().map_err(|_| corrupt("a stream's name"))?, id, body));
        }
        Ok(hits)
    }
}

fn named(row: &rusqlite::Row<'_>) -> Result<(Uuid, String), rusqlite::Error> {
    Ok((row.get(0)?, row.get(1)?))
}

fn bodies(
    found: impl Iterator<Item = Result<(Uuid, String), rusqlite::Error>>,
) -> Result<Vec<(Uuid, Fields)>, Error> {
    let read = |row: Result<(Uuid, String), rusqlite::Error>| {
        let (id, body) = row.map_err(failed)?;
        Ok((id, serde_json::from_str(&body).map_err(|_| corrupt("a record"))?))
    };

    found.map(read).collect()
}

fn phones(customer: &Fields) -> Vec<Phone> {
    let numbers = customer.get("phones").and_then(Value::as_array).into_iter().flatten();
    let texts = numbers.filter_map(|entry| entry.get("number").and_then(Value::as_str));

    texts.filter_map(Phone::parse).collect()
}
