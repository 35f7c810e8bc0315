//! Orders: the list, the file of one, and what may be done to it.

mod amended;
mod converting;
mod deeds;
mod exchanging;
mod file;
mod handover;
mod payment;
mod ruling;
mod surplus;
mod there;
mod timeline;

pub use amended::Amended;
pub(crate) use amended::{head as amend_head, moved as amend_address};
pub(crate) use converting::converted;
pub use deeds::OrderEdit;
pub(crate) use deeds::{cancel, open_visits, reinstate, standing_steps, step_back};
pub use exchanging::Exchanged;
pub use file::{Account, OrderFile, PartUse, VisitEntry};
pub(crate) use file::{parts_of as parts, whole};
pub use payment::Payment;
pub(crate) use payment::{owed, take_back as take_payment_back};
pub use store::{Books, OrderFilter, Shared, Stage};
pub(crate) use surplus::{ask_again as ask_of_surplus, paid_twice, standing as standing_receipts};
pub(crate) use there::read_branches;
pub use there::{HalfThere, ReadBranch};
pub use timeline::{Happened, Line, Took};

use domain::{Address, Currency, Money, Order, OrderId};
use store::{OrderRow, Session};

use crate::{Engine, Error, areas};

/// A part of the list of orders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Orders {
    /// Latest first.
    pub rows: Vec<OrderRow>,
    /// Whether there are more below.
    pub more: bool,
    /// How many orders are at each stage, whatever else was asked for.
    pub counts: Vec<(Stage, u64)>,
    /// Which of the rows lie where a remote fee is due.
    pub remote: Vec<OrderId>,
    /// In whose books the orders are, this office's first; empty where all are in the same.
    pub branches: Vec<Books>,
    /// What orders have to do with other branches; empty where none has.
    pub shared: Vec<Shared>,
    /// What the books are kept in.
    pub currency: Currency,
    /// Where words were asked for and nothing fits here: the stage at which something does, and how much of it, up to
    /// the limit.
    pub elsewhere: Option<(Stage, u64)>,
    /// What all customers together owe, where those who do are asked for; none where nobody does.
    pub owed: Option<Money>,
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
            let to_call = session.count_calls()?;
            let questions = session.count_answered_questions()?;
            let (owing, rest) = session.owed()?;
            let counts = Stage::ALL.into_iter().map(|stage| {
                let states = stage.states();
                let at_stage = by_state.iter().filter(|(state, _)| states.contains(state));
                let all: u64 = at_stage.map(|(_, count)| count).sum();
                let count = match stage {
                    Stage::ToCall => to_call,
                    Stage::Owing => owing,
                    Stage::Complaints => all.saturating_sub(questions),
                    _ => all,
                };
                (stage, count)
            });

            let branches = branches(session)?;
            let shared = session.shared()?;
            let elsewhere =
                if rows.is_empty() { elsewhere(session, &filter, limit)? } else { None };

            let remote = remote(session, &rows)?;

            let currency = crate::prices::currency(session)?;
            let is_asked = filter.stage == Stage::Owing && owing > 0;
            let owed = is_asked.then(|| Money::new(rest, currency));

            let counts = counts.collect();

            Ok(Orders { rows, more, counts, remote, branches, shared, currency, elsewhere, owed })
        })
    }
}

/// The stage at which something answers to the words of a filter, where nothing does at its own.
fn elsewhere(
    session: &Session<'_>,
    filter: &OrderFilter,
    limit: u32,
) -> Result<Option<(Stage, u64)>, Error> {
    // Whoever was just paid in full owes nothing any more: that is said there.
    if filter.text.trim().is_empty() || matches!(filter.stage, Stage::All | Stage::Owing) {
        return Ok(None);
    }
    let (mut over, mut all) = (0, 0);
    // The index names who may be meant; a list of all orders is not to be gone through at each letter.
    for hit in session.find(&filter.text, crate::MOST_HITS)? {
        if filter.customer.is_some_and(|customer| customer != hit.customer) {
            continue;
        }
        let customer = Some(hit.customer);
        let theirs = OrderFilter { stage: Stage::All, after: None, customer, ..filter.clone() };
        let left = limit.saturating_sub(all);
        for row in session.orders(&theirs, left)? {
            over += u32::from(row.state.is_over());
            all += 1;
        }
        if all >= limit {
            break;
        }
    }
    let stage = match over {
        _ if all == 0 => return Ok(None),
        0 => Stage::Open,
        over if over == all => Stage::Over,
        _ => Stage::All,
    };

    Ok(Some((stage, all.into())))
}

/// The orders that lie where a remote fee is due.
fn remote(session: &Session<'_>, rows: &[OrderRow]) -> Result<Vec<OrderId>, Error> {
    let areas = areas::known(session)?;
    let mut remote = Vec::new();
    if !areas.areas.iter().any(|(_, area)| area.remote) {
        return Ok(remote);
    }
    for row in rows {
        let order: Option<Order> = session.get(row.id)?;
        let address = order.and_then(|order| order.address).map(|id| session.get::<Address>(id));
        let far = address.transpose()?.flatten().is_some_and(|it| areas.is_remote(&it));
        remote.extend(far.then_some(row.id));
    }

    Ok(remote)
}

/// In whose books the orders are, where there are several.
fn branches(session: &Session<'_>) -> Result<Vec<Books>, Error> {
    let found = session.branches()?.into_iter().filter(|(_, count)| *count > 0);
    let found: Vec<_> = found.map(|(name, _)| name.map_or(Books::Own, Books::Of)).collect();

    Ok(if found.len() > 1 { found } else { Vec::new() })
}

#[cfg(test)]
mod tests;
