//! What a dispatcher must know of an order: who waits, for what, since when.

use domain::{ApplianceId, Category, CustomerId, OrderId, VisitResultId};
use rusqlite::OptionalExtension;

use crate::order::like;
use crate::{Error, Session};

/// What does not stand in the order's own record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobRow {
    /// The customer's name.
    pub name: String,
    /// The number to call first, as it is read.
    pub phone: String,
    /// Whether they are first in every queue.
    pub vip: bool,
    /// The kind of machine.
    pub category: Option<Category>,
    /// What it is called, where the category says little.
    pub called: Option<String>,
    /// Its brand and model.
    pub model: String,
    /// How often they asked where we stay.
    pub urges: u32,
    /// How often the time was changed after it had been agreed.
    pub reschedules: u32,
}

/// The orders for which someone is to be assigned, and how many there are: of both who they are is said once.
const POOL: &str =
    concat!("select service_order.id\n", include_str!("pool.sql"), include_str!("pool_order.sql"));
const POOL_COUNT: &str = concat!("select count(*)\n", include_str!("pool.sql"));

/// What is looked for; none where every text will do.
fn pattern(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| like(text))
}

impl Session<'_> {
    /// Service orders for which someone is to be assigned: urgent ones and customers of the first level
    /// first, then by what was promised, then by age; only those whose number, name, phone or address hold `text`,
    /// and at most `limit`.
    pub fn to_assign(&self, text: &str, limit: u32) -> Result<Vec<OrderId>, Error> {
        let mut statement = self.db.prepare_cached(POOL)?;
        let ids = statement.query_map((pattern(text), limit), |row| row.get(0).map(OrderId))?;

        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// How many service orders wait for someone to be assigned, and hold `text`.
    pub fn count_to_assign(&self, text: &str) -> Result<u64, Error> {
        let sql = if pattern(text).is_some() { POOL_COUNT } else { include_str!("count_pool.sql") };
        let mut statement = self.db.prepare_cached(sql)?;

        Ok(statement
            .query_row([pattern(text)], |row| row.get::<_, i64>(0))
            .map(i64::cast_unsigned)?)
    }

    /// Who waits, and on which machine.
    pub fn job(&self, order: OrderId) -> Result<Option<JobRow>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("job.sql"))?;
        let row = statement.query_row([order.0], |row| {
            let category: Option<String> = row.get("category")?;
            let model: [Option<String>; 2] = [row.get("brand")?, row.get("model")?];
            Ok(JobRow {
                name: row.get("name")?,
                phone: row.get("phone")?,
                vip: row.get("vip")?,
                category: category.as_deref().and_then(Category::from_code),
                called: row.get("called")?,
                model: model.into_iter().flatten().collect::<Vec<_>>().join(" "),
                urges: row.get("urges")?,
                reschedules: row.get("reschedules")?,
            })
        });

        Ok(row.optional()?)
    }

    /// The latest results of visits to a machine or, where none is known, to a customer.
    pub fn last_results(
        &self,
        (appliance, customer): (Option<ApplianceId>, CustomerId),
        limit: u32,
    ) -> Result<Vec<VisitResultId>, Error> {
        let sql = match appliance {
            Some(_) => include_str!("results_of_appliance.sql"),
            None => include_str!("results_of_customer.sql"),
        };
        let key = appliance.map_or(customer.0, |appliance| appliance.0);
        let mut statement = self.db.prepare_cached(sql)?;
        let ids = statement.query_map((key, limit), |row| row.get(0).map(VisitResultId))?;

        Ok(ids.collect::<Result<_, _>>()?)
    }
}
