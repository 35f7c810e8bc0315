//! Those who wait: found by a word, walked to the end, and one after the other.

use domain::OrderId;
use engine::{Board, PoolFilter};

use super::{Card, Dispatch, Message};
use crate::action::Action;
use crate::context::Context;

impl Dispatch {
    pub(super) fn filter_typed(&mut self, text: String, cx: &Context) -> Action<Message> {
        self.pool = PoolFilter { text, limit: Board::POOL, also: None };

        Action::Run(self.refresh(cx))
    }

    /// Whoever is at the end of the pool gets the next ones, unless they are on their way.
    pub(super) fn pool_ended(&mut self, cx: &Context) -> Action<Message> {
        let Some(board) = &self.board else { return Action::None };
        if !board.has_more() || board.asked != self.pool {
            return Action::None;
        }
        self.pool.limit = self.pool.limit.saturating_add(Board::POOL);

        Action::Run(self.refresh(cx))
    }

    /// The card of the pool that follows this order's, so that one can go on.
    pub(super) fn next_waiting(&self, order: OrderId) -> Option<Card> {
        let pool = &self.board.as_ref()?.pool;
        let at = pool.iter().position(|job| job.order == order)?;
        let next = pool.get(at + 1).or_else(|| pool.get(at.checked_sub(1)?))?;

        Some(Card::Waiting(next.order))
    }
}

/// The order that was given to somebody and waits again: what was taken back is where one goes on.
pub fn back(given: &[OrderId], before: &Board, now: &Board) -> Option<OrderId> {
    let waits = |board: &Board, order| board.pool.iter().any(|job| job.order == order);

    given.iter().rev().copied().find(|order| waits(now, *order) && !waits(before, *order))
}

/// What stays selected when the board has changed: the same thing, wherever it now lies.
pub fn kept(selected: Option<Card>, board: &Board) -> Option<Card> {
    let first = || board.pool.first().map(|job| Card::Waiting(job.order));

    match selected {
        Some(Card::Waiting(order)) if board.job(order).is_none() => {
            let visits = board.visits.iter().chain(&board.undated);
            let assigned = visits.into_iter().find(|planned| planned.job.order == order);
            assigned.map(|planned| Card::Visit(planned.visit)).or_else(first)
        }
        Some(Card::Visit(visit)) if board.visit(visit).is_none() => first(),
        Some(card) => Some(card),
        None => first(),
    }
}
