//! Where facts are filed: by order, by customer, by what they are about.

use domain::{CustomerId, Moment, OrderId, Record};
use rusqlite::Row;
use uuid::Uuid;

use crate::{Error, Session};

/// A fact in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// Which fact.
    pub id: Uuid,
    /// Of which kind.
    pub kind: String,
    /// Its word: the event, the outcome, the grade, the payer.
    pub code: Option<String>,
    /// Its number: minor units, pieces, copies.
    pub amount: Option<i64>,
    /// When.
    pub at: Moment,
}

/// How many callbacks of a period ended with each grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Graded {
    /// Very satisfied.
    pub very_satisfied: u32,
    /// Satisfied.
    pub satisfied: u32,
    /// Dissatisfied.
    pub dissatisfied: u32,
}

impl Session<'_> {
    /// All facts about an order, oldest first.
    pub fn facts_of_order(&self, order: OrderId) -> Result<Vec<FactRow>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, kind, code, amount, at from fact where order_id = ?1 order by at, id",
        )?;
        let rows = statement.query_map([order.0], from_row)?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The facts of one kind about an order or an enquiry, oldest first.
    pub fn facts_about<R: Record>(&self, about: impl Into<Uuid>) -> Result<Vec<(Uuid, R)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id from fact where order_id = ?1 and kind = ?2 order by at, id",
        )?;
        let ids = statement
            .query_map((about.into(), R::KIND), |row| row.get(0))?
            .collect::<Result<Vec<Uuid>, _>>()?;

        self.read_all(ids)
    }

    /// The facts of one kind about a customer, newest first.
    pub fn facts_for<R: Record>(&self, customer: CustomerId) -> Result<Vec<(Uuid, R)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id from fact where customer = ?1 and kind = ?2 order by at desc, id desc",
        )?;
        let ids = statement
            .query_map((customer.0, R::KIND), |row| row.get(0))?
            .collect::<Result<Vec<Uuid>, _>>()?;

        self.read_all(ids)
    }

    /// The facts of one kind about a part, visit or technician, oldest first.
    pub fn facts_on<R: Record>(&self, subject: Uuid) -> Result<Vec<(Uuid, R)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id from fact where subject = ?1 and kind = ?2 order by at, id",
        )?;
        let ids = statement
            .query_map((subject, R::KIND), |row| row.get(0))?
            .collect::<Result<Vec<Uuid>, _>>()?;

        self.read_all(ids)
    }

    /// The grades given from `from` until before `to`.
    pub fn grades(&self, from: Moment, to: Moment) -> Result<Graded, Error> {
        let mut statement = self.db.prepare_cached(
            "select sum(code = 'very_satisfied'), sum(code = 'satisfied'), sum(code = 'dissatisfied')
             from fact where kind = 'callback' and at >= ?1 and at < ?2",
        )?;
        let graded = statement.query_row((from.0, to.0), |row| {
            let count = |column| {
                Ok::<u32, rusqlite::Error>(row.get::<_, Option<u32>>(column)?.unwrap_or(0))
            };
            Ok(Graded { very_satisfied: count(0)?, satisfied: count(1)?, dissatisfied: count(2)? })
        })?;

        Ok(graded)
    }

    fn read_all<R: Record>(&self, ids: Vec<Uuid>) -> Result<Vec<(Uuid, R)>, Error> {
        let mut facts = Vec::with_capacity(ids.len());
        for id in ids {
            facts.extend(self.get(id)?.map(|fact| (id, fact)));
        }

        Ok(facts)
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<FactRow> {
    Ok(FactRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        code: row.get(2)?,
        amount: row.get(3)?,
        at: Moment(row.get(4)?),
    })
}
