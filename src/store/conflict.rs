//! What people have to decide: values that lost, refused operations, orders that several people took differently.

use domain::{ConflictId, Moment, OrderId};
use rusqlite::params;
use serde::Deserialize;
use serde_json::Value;
use sync::{OpId, Operation};
use uuid::Uuid;

use crate::record::fields_from;
use crate::{Error, Session};

/// An entry of the conflict journal, as headquarters writes it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Conflict {
    pub(crate) kind: String,
    pub(crate) record: Uuid,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    lost: Value,
    #[serde(default)]
    kept: Value,
    #[serde(default)]
    lost_op: Option<Uuid>,
    pub(crate) at: i64,
}

/// A value, a removal or an event that lost against another, about which nobody has decided.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictRow {
    /// Which entry of the journal.
    pub id: ConflictId,
    /// The record's kind.
    pub kind: String,
    /// The record.
    pub record: Uuid,
    /// Which of its fields; none for a removal or an event.
    pub field: Option<String>,
    /// What lost; null for a value that was to be removed.
    pub lost: Value,
    /// What stood when that was found out.
    pub kept: Value,
    /// The operation that lost, if this desk made it and still has it.
    pub own: Option<Operation>,
    /// When it was found out, by headquarters' clock.
    pub at: Moment,
}

/// An order that people must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlaggedRow {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// For whom.
    pub name: String,
    /// Some say cancelled and others done.
    pub disputed: bool,
    /// It was cancelled, and whoever is on the way must be told.
    pub stop_notice: bool,
    /// It was reported done twice, differently.
    pub second_visit: bool,
    /// When it was taken in.
    pub received: Moment,
}

/// An order for which more came in than was charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverpaidRow {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// For whom.
    pub name: String,
    /// How much too much, in minor units of the books.
    pub over: i64,
    /// When it was taken in.
    pub received: Moment,
}

impl Session<'_> {
    /// What lost and waits for a decision, latest first. At most `limit`.
    pub fn open_conflicts(&self, limit: u32) -> Result<Vec<ConflictRow>, Error> {
        self.conflicts(None, limit)
    }

    /// The entry with this id, if it waits for a decision.
    pub fn open_conflict(&self, id: ConflictId) -> Result<Option<ConflictRow>, Error> {
        Ok(self.conflicts(Some(id), 1)?.pop())
    }

    fn conflicts(&self, only: Option<ConflictId>, limit: u32) -> Result<Vec<ConflictRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("conflict/open.sql"))?;
        let found = statement
            .query_map(params![limit, only.map(|id| id.0)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut open = Vec::new();
        for row in found {
            let (id, text): (Uuid, String) = row?;
            open.extend(self.conflict_from(ConflictId(id), &text)?);
        }

        Ok(open)
    }

    /// An entry as it lies here; none if a newer headquarters writes it otherwise.
    fn conflict_from(&self, id: ConflictId, text: &str) -> Result<Option<ConflictRow>, Error> {
        let fields = fields_from(sync::hq::CONFLICT, text)?.map(Value::Object);
        let entry: Option<Conflict> = fields.and_then(|fields| serde_json::from_value(fields).ok());
        let Some(entry) = entry else { return Ok(None) };
        let own = entry.lost_op.map(|op| self.operation(OpId(op))).transpose()?.flatten();

        Ok(Some(ConflictRow {
            id,
            kind: entry.kind,
            record: entry.record,
            field: entry.field,
            lost: entry.lost,
            kept: entry.kept,
            own,
            at: Moment(entry.at),
        }))
    }

    /// How many refused operations, values that lost, flags of orders and sums that came twice wait for a decision. What
    /// several events did to one order counts once.
    pub fn undecided(&self) -> Result<u64, Error> {
        let mut statement = self.db.prepare_cached(include_str!("conflict/undecided.sql"))?;
        let count = statement.query_row([], |row| row.get::<_, i64>(0))?;

        Ok(count.cast_unsigned())
    }

    /// Orders with a flag that people must look at, latest first. At most `limit`.
    pub fn flagged_orders(&self, limit: u32) -> Result<Vec<FlaggedRow>, Error> {
        let mut statement = self.db.prepare_cached(
            "select service_order.id, service_order.number, coalesce(customer.name, ''),
                    service_order.disputed, service_order.stop_notice, service_order.second_visit,
                    service_order.received
             from service_order
             left join customer on customer.id = service_order.customer
             where service_order.disputed or service_order.stop_notice or service_order.second_visit
             order by service_order.received desc, service_order.id
             limit ?1",
        )?;
        let rows = statement.query_map([limit], |row| {
            Ok(FlaggedRow {
                id: OrderId(row.get(0)?),
                number: row.get(1)?,
                name: row.get(2)?,
                disputed: row.get(3)?,
                stop_notice: row.get(4)?,
                second_visit: row.get(5)?,
                received: Moment(row.get(6)?),
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Orders for which more came in than was charged, and than may stand, latest first. At most `limit`.
    pub fn overpaid(&self, limit: u32) -> Result<Vec<OverpaidRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("conflict/overpaid.sql"))?;
        let rows = statement.query_map([limit], |row| {
            Ok(OverpaidRow {
                id: OrderId(row.get(0)?),
                number: row.get(1)?,
                name: row.get(2)?,
                over: row.get(3)?,
                received: Moment(row.get(4)?),
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Remembers that a person has looked at a refused operation, or, without `at`, that it is to be looked at again.
    /// Answers whether there is such an operation.
    pub fn let_go(&self, operation: OpId, at: Option<Moment>) -> Result<bool, Error> {
        let sql = "update outbox set let_go = ?2
                   where op_id = ?1 and status in ('rejected', 'quarantined')";
        let changed =
            self.db.prepare_cached(sql)?.execute(params![operation.0, at.map(|at| at.0)])?;

        Ok(changed == 1)
    }

    /// An operation of this desk, if it still has it.
    fn operation(&self, operation: OpId) -> Result<Option<Operation>, Error> {
        let mut statement =
            self.db.prepare_cached("select operation from outbox where op_id = ?1")?;
        let mut rows = statement.query([operation.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let text: String = row.get(0)?;

        Ok(serde_json::from_str(&text).ok())
    }
}
