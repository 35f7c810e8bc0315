//! Orders: the list, the file of one, and what may be done to it.

mod deeds;
mod file;
mod timeline;

pub use deeds::OrderEdit;
pub(crate) use deeds::{cancel, reinstate};
pub use file::{Account, OrderFile, PartUse, VisitEntry};
pub use store::{OrderFilter, Stage};
pub use timeline::{Happened, Line};

use store::OrderRow;

use crate::{Engine, Error};

/// A part of the list of orders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Orders {
    /// Latest first.
    pub rows: Vec<OrderRow>,
    /// Whether there are more below.
    pub more: bool,
    /// How many orders are at each stage, whatever else was asked for.
    pub counts: Vec<(Stage, u64)>,
}

impl Engine {
    /// Orders as `filter` says, latest first, at most `limit`.
    pub fn orders(
        &self,
        filter: OrderFilter,
        limit: u32,
    ) -> impl Future<Output = Result<Orders, Error>> + Send + use<> {
        self.workers.read(move |session| {
            let mut rows = session.orders(&filter, limit.saturating_add(1))?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let by_state = session.count_by_state()?;
            let counts = Stage::ALL.into_iter().map(|stage| {
                let states = stage.states();
                let at_stage = by_state.iter().filter(|(state, _)| states.contains(state));
                (stage, at_stage.map(|(_, count)| count).sum())
            });

            Ok(Orders { rows, more, counts: counts.collect() })
        })
    }
}

#[cfg(test)]
mod tests;
