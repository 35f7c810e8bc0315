//! Visits as rows: the board's cards, the sheets that are out.

mod job;
mod returned;

pub use job::JobRow;
pub use returned::{ReturnedRow, SheetOut};

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    Category, CustomerId, NeededPart, OrderId, OrderKind, Slot, StaffId, State, VisitId, VisitState,
};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::order::read_word;
use crate::{Error, Session};

/// Which visits a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VisitFilter {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Until this day, itself included.
    pub to: Option<NaiveDate>,
    /// Of whom.
    pub technician: Option<StaffId>,
    /// Only those whose sheet is not back.
    pub open: bool,
    /// Only those without a day.
    pub undated: bool,
}

/// A visit in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// Which.
    pub id: VisitId,
    /// For which order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// What was promised.
    pub kind: OrderKind,
    /// What the order is at.
    pub order_state: State,
    /// Whether it goes before others.
    pub urgent: bool,
    /// Which trip it is.
    pub ordinal: u32,
    /// Who goes.
    pub technician: StaffId,
    /// When.
    pub slot: Option<Slot>,
    /// Whether the customer agreed to the time.
    pub booked: bool,
    /// What the visit is at.
    pub state: VisitState,
    /// To whom.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where, in one line.
    pub line: String,
    /// On which machine.
    pub category: Option<Category>,
    /// What it is called, where the category says little.
    pub called: Option<String>,
}

impl Session<'_> {
    /// Visits as `filter` says, by day, technician and time; at most 5,000.
    pub fn visits(&self, filter: &VisitFilter) -> Result<Vec<VisitRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("visit/list.sql"))?;
        let rows = statement.query_map(
            named_params! {
                ":from": filter.from.map(|day| day.to_string()),
                ":to": filter.to.map(|day| day.to_string()),
                ":technician": filter.technician.map(|staff| staff.0),
                ":open": filter.open,
                ":undated": filter.undated,
            },
            from_row,
        )?;

        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// The ids of an order's visits, first trip first.
    pub fn visits_of(&self, order: OrderId) -> Result<Vec<VisitId>, Error> {
        let ids =
            self.ids("select id from visit where order_id = ?1 order by ordinal, id", order.0)?;

        Ok(ids.into_iter().map(VisitId).collect())
    }

    /// The visit of an order whose sheet is out: the latest that is neither ended nor void.
    pub fn open_visit_of(&self, order: OrderId) -> Result<Option<VisitId>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id from visit where order_id = ?1 and state in ('planned', 'printed')
             order by ordinal desc limit 1",
        )?;

        Ok(statement.query_row([order.0], |row| row.get(0)).optional()?.map(VisitId))
    }

    /// What each order that waits for parts waits for, by its last sheet: nothing where nobody knows.
    pub fn needed(&self) -> Result<HashMap<OrderId, Vec<NeededPart>>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("visit/needed.sql"))?;
        let rows = statement
            .query_map([], |row| Ok((OrderId(row.get(0)?), row.get::<_, Option<String>>(1)?)))?;
        let mut needed = HashMap::new();
        for row in rows {
            let (order, lines) = row?;
            // What cannot be read was written by a version that says more of it.
            let lines = lines.and_then(|text| serde_json::from_str(&text).ok());
            needed.insert(order, lines.unwrap_or_default());
        }

        Ok(needed)
    }

    /// How many times the sheet of a visit was printed, without what was taken back.
    pub fn copies_of(&self, visit: VisitId) -> Result<u32, Error> {
        let mut statement = self.db.prepare_cached(include_str!("visit/copies.sql"))?;

        Ok(statement.query_row([visit.0], |row| row.get(0))?)
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Option<VisitRow>> {
    let word = |column: &str| row.get::<_, String>(column);
    let Some(((kind, order_state), state)) = read_word(&word("kind")?)
        .zip(read_word(&word("order_state")?))
        .zip(read_word(&word("state")?))
    else {
        return Ok(None);
    };
    let day: Option<String> = row.get("day")?;
    let day: Option<NaiveDate> = day.and_then(|day| day.parse().ok());
    let times: Option<(u16, u16)> = row.get::<_, Option<_>>("starts")?.zip(row.get("ends")?);
    let category: Option<String> = row.get("category")?;

    Ok(Some(VisitRow {
        id: VisitId(row.get("id")?),
        order: OrderId(row.get("order_id")?),
        number: row.get("number")?,
        kind,
        order_state,
        urgent: row.get("urgent")?,
        ordinal: row.get("ordinal")?,
        technician: StaffId(row.get("technician")?),
        slot: day.zip(times).and_then(|(day, (from, to))| Slot::new(day, from, to).ok()),
        booked: row.get("booked")?,
        state,
        customer: CustomerId(row.get("customer")?),
        name: row.get("name")?,
        line: row.get("line")?,
        category: category.as_deref().and_then(Category::from_code),
        called: row.get("called")?,
    }))
}
