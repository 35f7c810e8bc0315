//! Calls after the work, as rows: who is to be called, since when, how often it was tried.

use domain::{Category, CustomerId, Grade, Moment, OrderId, OrderKind, State};
use rusqlite::{Row, named_params};

use crate::order::read_word;
use crate::{Error, Session};

/// A customer who is to be called about an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// About which order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// What was promised.
    pub kind: OrderKind,
    /// What it is at: the sheet is in, or they were called and it is still not closed.
    pub state: State,
    /// Whether it goes before others.
    pub urgent: bool,
    /// Whom to call.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Their number.
    pub phone: String,
    /// Whether they are first in every queue.
    pub vip: bool,
    /// Whether they refused to be called.
    pub refused: bool,
    /// Where, in one line.
    pub line: String,
    /// On which machine.
    pub category: Option<Category>,
    /// What it is called, where the category says little.
    pub called: Option<String>,
    /// Of which brand and model.
    pub model: String,
    /// When the sheet came in.
    pub since: Moment,
    /// How often nobody answered since then.
    pub attempts: u32,
    /// When it was tried last.
    pub tried: Option<Moment>,
    /// What they said last.
    pub grade: Option<Grade>,
}

impl Session<'_> {
    /// Customers to be called, most pressing first: urgent orders and customers of the first level, then
    /// the longest waiting; those who refused calls come last. At most `limit`. An order whose complaint is
    /// still open waits for that and is left out.
    pub fn calls(&self, limit: u32) -> Result<Vec<CallRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("callback/due.sql"))?;
        let rows = statement.query_map(named_params! { ":limit": limit }, from_row)?;

        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// How many customers [`Session::calls`] lists without a limit.
    pub fn count_calls(&self) -> Result<u64, Error> {
        let mut statement = self.db.prepare_cached(
            "select count(*) from service_order
             where state in ('sheet_in', 'called_back')
               and not exists (
                   select 1 from complained_of
                   where complained_of.customer = service_order.customer
                     and complained_of.id = service_order.id
               )",
        )?;

        Ok(statement.query_row([], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)?)
    }

    /// The complaints that came out of an order, oldest first, with their numbers and states.
    pub fn complaints_about(
        &self,
        order: OrderId,
        customer: CustomerId,
    ) -> Result<Vec<(OrderId, String, State)>, Error> {
        let all = self.orders_out_of(order, customer)?.into_iter();

        Ok(all
            .filter(|(_, _, kind, _)| *kind == OrderKind::Complaint)
            .map(|(id, number, _, state)| (id, number, state))
            .collect())
    }

    /// The orders that came out of this one, oldest first, with their numbers, kinds and what they are at: complaints
    /// about it, the exchange that it ended in.
    pub fn orders_out_of(
        &self,
        order: OrderId,
        customer: CustomerId,
    ) -> Result<Vec<(OrderId, String, OrderKind, State)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select id, number, kind, state from service_order
             where customer = ?1 and origin = ?2 order by received, id",
        )?;
        let word = |row: &Row<'_>, column| row.get::<_, String>(column);
        let rows = statement
            .query_map((customer.0, order.0), |row| {
                Ok((OrderId(row.get(0)?), row.get(1)?, word(row, 2)?, word(row, 3)?))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        // What a newer program knows beyond this one is not shown.
        let known = |(id, number, kind, state): (OrderId, String, String, String)| {
            Some((id, number, read_word(&kind)?, read_word(&state)?))
        };

        Ok(rows.into_iter().filter_map(known).collect())
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Option<CallRow>> {
    let (kind, state): (String, String) = (row.get("kind")?, row.get("state")?);
    let Some((kind, state)) = read_word(&kind).zip(read_word(&state)) else { return Ok(None) };
    let category: Option<String> = row.get("category")?;
    let model: [Option<String>; 2] = [row.get("brand")?, row.get("model")?];
    let grade: Option<String> = row.get("grade")?;

    Ok(Some(CallRow {
        order: OrderId(row.get("id")?),
        number: row.get("number")?,
        kind,
        state,
        urgent: row.get("urgent")?,
        customer: CustomerId(row.get("customer")?),
        name: row.get("name")?,
        phone: row.get("phone")?,
        vip: row.get("vip")?,
        refused: row.get("refused")?,
        line: row.get("line")?,
        category: category.as_deref().and_then(Category::from_code),
        called: row.get("called")?,
        model: model.into_iter().flatten().collect::<Vec<_>>().join(" "),
        since: Moment(row.get("since")?),
        attempts: row.get("attempts")?,
        tried: row.get::<_, Option<_>>("tried")?.map(Moment),
        grade: grade.as_deref().and_then(read_word),
    }))
}
