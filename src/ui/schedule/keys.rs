//! Moving over the board by keys: from card to card, and a card from place to place.

use iced::keyboard::key::Named;

use super::{Dropped, Minute, Place, STEP, Schedule};

impl<Key: Copy + PartialEq, Message> Schedule<'_, Key, Message> {
    /// The card that an arrow leads to from the selected one.
    pub(super) fn neighbour(&self, key: Named) -> Option<usize> {
        let here = self.selected.and_then(|key| self.find(key));
        let Some(here) = here else {
            return self.pool_cards().first().copied().or((!self.cards.is_empty()).then_some(0));
        };
        match (self.cards[here].place, key) {
            (Place::Pool, Named::ArrowDown) => self.beside_in_pool(here, 1),
            (Place::Pool, Named::ArrowUp) => self.beside_in_pool(here, -1),
            (Place::Pool, Named::ArrowRight) => {
                (0..self.rows.len()).find_map(|row| self.nearest(row, 0))
            }
            (Place::Row(row, start), Named::ArrowLeft) => {
                self.beside_in_row(row, (start, here), false)
            }
            (Place::Row(row, start), Named::ArrowRight) => {
                self.beside_in_row(row, (start, here), true)
            }
            (Place::Row(row, start), Named::ArrowDown) => {
                (row + 1..self.rows.len()).find_map(|row| self.nearest(row, start))
            }
            (Place::Row(row, start), Named::ArrowUp) => {
                (0..row).rev().find_map(|row| self.nearest(row, start))
            }
            _ => None,
        }
    }

    fn beside_in_pool(&self, here: usize, step: isize) -> Option<usize> {
        let order = self.pool_cards().iter().position(|at| *at == here)?;
        self.pool_cards().get(order.checked_add_signed(step)?).copied()
    }

    /// The next or previous card in a row; before the first comes the pool.
    fn beside_in_row(&self, row: usize, here: (Minute, usize), later: bool) -> Option<usize> {
        let others = self.in_row(row);
        if later {
            others.filter(|other| *other > here).min().map(|(_, at)| at)
        } else {
            let before = others.filter(|other| *other < here).max().map(|(_, at)| at);
            before.or_else(|| self.pool_cards().first().copied())
        }
    }

    fn nearest(&self, row: usize, start: Minute) -> Option<usize> {
        self.in_row(row).min_by_key(|(other, _)| other.abs_diff(start)).map(|(_, at)| at)
    }

    fn in_row(&self, row: usize) -> impl Iterator<Item = (Minute, usize)> {
        self.cards.iter().enumerate().filter_map(move |(at, card)| match card.place {
            Place::Row(other, start) if other == row => Some((start, at)),
            _ => None,
        })
    }

    /// Where the selected card would begin to be carried from.
    pub(super) fn take_up(&self) -> Option<Dropped<Key>> {
        let key = self.selected?;
        let card = self.cards.iter().find(|card| card.key == key && !card.fixed)?;
        self.on_drop.as_ref()?;
        if self.rows.is_empty() {
            return None;
        }
        let (row, start) = match card.place {
            Place::Row(row, start) => (row, start),
            Place::Pool => (0, self.now.unwrap_or_default().next_multiple_of(STEP)),
        };
        Some(Dropped { key, row, start: self.within(start) })
    }

    /// Where an arrow carries a card to.
    pub(super) fn carried(&self, from: Dropped<Key>, key: Named) -> Dropped<Key> {
        let last = self.rows.len().saturating_sub(1);
        let (row, start) = match key {
            Named::ArrowUp => (from.row.saturating_sub(1), from.start),
            Named::ArrowDown => ((from.row + 1).min(last), from.start),
            Named::ArrowLeft => (from.row, self.within(from.start.saturating_sub(STEP))),
            Named::ArrowRight => (from.row, self.within(from.start.saturating_add(STEP))),
            _ => (from.row, from.start),
        };
        Dropped { row, start, ..from }
    }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::tests::{board, card};
    use super::*;

    fn filled() -> Schedule<'static, u32, ()> {
        board(
            3,
            vec![
                card(1, Place::Pool, 60),
                card(2, Place::Pool, 60),
                card(3, Place::Row(0, 540), 60),
                card(4, Place::Row(0, 660), 60),
                card(5, Place::Row(2, 640), 60),
            ],
        )
    }

    fn goes(from: u32, key: Named) -> Option<u32> {
        let board = filled().selected(Some(from));
        board.neighbour(key).map(|at| board.cards[at].key)
    }

    #[test]
    fn arrows_lead_through_pool_and_rows() {
        assert_eq!(goes(1, Named::ArrowDown), Some(2));
        assert_eq!(goes(2, Named::ArrowDown), None);
        assert_eq!(goes(1, Named::ArrowRight), Some(3));
        assert_eq!(goes(3, Named::ArrowRight), Some(4));
        assert_eq!(goes(4, Named::ArrowDown), Some(5));
        assert_eq!(goes(5, Named::ArrowUp), Some(4));
        assert_eq!(goes(3, Named::ArrowLeft), Some(1));
    }

    #[test]
    fn a_card_is_carried_by_rows_and_half_hours_and_not_off_the_board() {
        let board = filled().selected(Some(3)).on_drop(|_| ());
        let taken = board.take_up().expect("it may be moved");
        assert_eq!(taken, Dropped { key: 3, row: 0, start: 540 });
        assert_eq!(board.carried(taken, Named::ArrowUp), taken);
        assert_eq!(board.carried(taken, Named::ArrowRight).start, 570);
        assert_eq!(board.carried(taken, Named::ArrowDown).row, 1);
        let early = Dropped { start: 480, ..taken };
        assert_eq!(board.carried(early, Named::ArrowLeft), early);
    }

    #[test]
    fn a_board_that_nobody_listens_to_moves_nothing() {
        assert_eq!(filled().selected(Some(3)).take_up(), None);
    }
}
