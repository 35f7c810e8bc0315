//! Where rows, hours and cards are on the board.

use iced::{Point, Rectangle, Vector};

use super::{Card, Minute, Place, STEP, Schedule};
use crate::{size, space};

/// The height of a card in a row, and of its line of the row.
const CARD: f32 = 42.0;
/// The height of a card in the pool.
const POOL_CARD: f32 = 62.0;
/// The gap between a card and its surroundings.
const GAP: f32 = 3.0;
/// The narrowest that an hour may be.
const HOUR: f32 = 56.0;
/// The width of the names of the rows.
const LABELS: f32 = 128.0;

/// Who lies above whom where cards overlap, so that double bookings are seen side by side.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    /// The shelf of each card, counted from the top of its row, or its order in the pool.
    shelf: Vec<u16>,
    /// The top of each row, and the end of the last.
    tops: Vec<f32>,
    /// The cards of the pool in order.
    pool: Vec<usize>,
}

impl Shelves {
    pub(super) fn new<Key>(rows: usize, cards: &[Card<'_, Key>]) -> Self {
        let mut shelf = vec![0; cards.len()];
        let mut pool = Vec::new();
        let mut lying: Vec<Vec<(Minute, Minute, usize)>> = vec![Vec::new(); rows];
        for (at, card) in cards.iter().enumerate() {
            match card.place {
                Place::Pool => {
                    shelf[at] = u16::try_from(pool.len()).unwrap_or(u16::MAX);
                    pool.push(at);
                }
                Place::Row(row, start) => {
                    if let Some(lying) = lying.get_mut(row) {
                        lying.push((start, start.saturating_add(card.length.max(STEP)), at));
                    }
                }
            }
        }
        let mut tops = vec![0.0];
        let mut top = 0.0;
        for mut row in lying {
            row.sort_unstable();
            let mut ends: Vec<Minute> = Vec::new();
            for (start, end, at) in row {
                let free = ends.iter().position(|taken| *taken <= start);
                let free = free.unwrap_or_else(|| {
                    ends.push(0);
                    ends.len() - 1
                });
                ends[free] = end;
                shelf[at] = u16::try_from(free).unwrap_or(u16::MAX);
            }
            top += ends.iter().skip(1).fold(CARD + 2.0 * GAP, |height, _| height + CARD + GAP);
            tops.push(top);
        }
        Self { shelf, tops, pool }
    }
}

/// The parts of the board in a window of a certain size, scrolled to a certain place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    /// The whole.
    pub bounds: Rectangle,
    /// The list of the pool, without its heading.
    pub pool: Rectangle,
    /// The names of the rows.
    pub labels: Rectangle,
    /// The rows of time.
    pub body: Rectangle,
    /// How wide an hour is.
    pub hour: f32,
    /// How far the rows are scrolled right and down.
    pub moved: Vector,
    /// How far the pool is scrolled down.
    pub pooled: f32,
}

/// How far things can be scrolled: the rows right and down, the pool down.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reach {
    pub rows: Vector,
    pub pool: f32,
}

impl<Key: Copy + PartialEq, Message> Schedule<'_, Key, Message> {
    /// Where the heading of the pool stands.
    pub(super) fn pool_head(ground: &Ground) -> Rectangle {
        Rectangle { width: ground.pool.width, height: size::ROW, ..ground.bounds }
    }

    pub(super) fn ground(&self, bounds: Rectangle, moved: Vector, pooled: f32) -> Ground {
        let pool = (bounds.width * 0.28).clamp(144.0, 256.0).min(bounds.width);
        let below = Rectangle {
            y: bounds.y + size::ROW,
            height: (bounds.height - size::ROW).max(0.0),
            ..bounds
        };
        let labels = Rectangle { x: bounds.x + pool, width: LABELS, ..below };
        let body = Rectangle {
            x: labels.x + LABELS,
            width: (bounds.width - pool - LABELS).max(0.0),
            ..below
        };
        let hours = f32::from(self.hours.end.saturating_sub(self.hours.start).max(1));

        Ground {
            bounds,
            pool: Rectangle { width: pool, ..below },
            labels,
            body,
            hour: ((body.width - space::NEAR) / hours).max(HOUR),
            moved,
            pooled,
        }
    }

    pub(super) fn reach(&self, ground: &Ground) -> Reach {
        let hours = f32::from(self.hours.end.saturating_sub(self.hours.start));
        let down = self.shelves.tops.last().copied().unwrap_or_default();
        let waiting = u16::try_from(self.shelves.pool.len()).unwrap_or(u16::MAX);
        let pool = 2.0 * space::NEAR + f32::from(waiting) * (POOL_CARD + 2.0 * GAP);

        Reach {
            rows: Vector::new(
                (hours * ground.hour + space::NEAR - ground.body.width).max(0.0),
                (down - ground.body.height).max(0.0),
            ),
            pool: (pool - ground.pool.height).max(0.0),
        }
    }

    /// The place of a row across the names and the hours.
    pub(super) fn row_place(&self, row: usize, ground: &Ground) -> Option<Rectangle> {
        let (top, end) = (*self.shelves.tops.get(row)?, *self.shelves.tops.get(row + 1)?);

        Some(Rectangle {
            x: ground.labels.x,
            y: ground.body.y + top - ground.moved.y,
            width: ground.labels.width + ground.body.width,
            height: end - top,
        })
    }

    /// The rows that can be seen.
    pub(super) fn rows_in_view(&self, ground: &Ground) -> std::ops::Range<usize> {
        let tops = &self.shelves.tops;
        let first = tops.partition_point(|top| *top <= ground.moved.y).saturating_sub(1);
        let last = tops.partition_point(|top| *top < ground.moved.y + ground.body.height);

        first..last.min(self.rows.len()).max(first)
    }

    /// The row at a height.
    pub(super) fn row_at(&self, y: f32, ground: &Ground) -> Option<usize> {
        let down = y - ground.body.y + ground.moved.y;
        let row = self.shelves.tops.partition_point(|top| *top <= down).checked_sub(1)?;
        (row < self.rows.len()).then_some(row)
    }

    /// Where a minute is.
    pub(super) fn x_of(&self, minute: Minute, ground: &Ground) -> f32 {
        let hours = f32::from(minute) / 60.0 - f32::from(self.hours.start);
        ground.body.x + hours * ground.hour - ground.moved.x
    }

    /// The half hour nearest to a place, within the hours of the board.
    pub(super) fn minute_at(&self, x: f32, ground: &Ground) -> Minute {
        let hours = (x - ground.body.x + ground.moved.x) / ground.hour;
        let steps = (hours * 60.0 / f32::from(STEP)).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float that is too big or negative becomes the nearest minute"
        )]
        let minute = (steps * f32::from(STEP)) as Minute;

        self.within(minute.saturating_add(self.hours.start * 60))
    }

    /// A start that lies on the board.
    pub(super) fn within(&self, minute: Minute) -> Minute {
        let (first, last) = (self.hours.start * 60, self.hours.end * 60);
        minute.clamp(first, last.saturating_sub(STEP).max(first))
    }

    /// The place of a card, wherever it lies.
    pub(super) fn card_place(&self, at: usize, ground: &Ground) -> Option<Rectangle> {
        let card = self.cards.get(at)?;
        match card.place {
            Place::Pool => {
                let order = f32::from(self.shelves.shelf[at]);
                let down = space::NEAR + order * (POOL_CARD + 2.0 * GAP);
                Some(Rectangle {
                    x: ground.pool.x + space::NEAR,
                    y: ground.pool.y + down - ground.pooled,
                    width: ground.pool.width - 2.0 * space::NEAR,
                    height: POOL_CARD,
                })
            }
            Place::Row(row, start) => {
                let shelf = f32::from(self.shelves.shelf[at]);
                let slot = self.slot(row, start, card.length, ground)?;
                Some(Rectangle { y: slot.y + shelf * (CARD + GAP), height: CARD, ..slot })
            }
        }
    }

    /// The place that a piece of work would take in a row.
    pub(super) fn slot(
        &self,
        row: usize,
        start: Minute,
        length: Minute,
        ground: &Ground,
    ) -> Option<Rectangle> {
        let place = self.row_place(row, ground)?;
        let x = self.x_of(start, ground);
        let width = f32::from(length.max(STEP)) / 60.0 * ground.hour;

        Some(Rectangle { x: x + 1.0, y: place.y + GAP, width: width - 2.0, height: CARD })
    }

    /// The pool's cards in order.
    pub(super) fn pool_cards(&self) -> &[usize] {
        &self.shelves.pool
    }

    /// The part of the board that a card can be seen in.
    pub(super) fn pane(&self, at: usize, ground: &Ground) -> Rectangle {
        match self.cards.get(at).map(|card| card.place) {
            Some(Place::Pool) => ground.pool,
            _ => ground.body,
        }
    }

    /// The card at a point, the uppermost first.
    pub(super) fn card_at(&self, point: Point, ground: &Ground) -> Option<usize> {
        (0..self.cards.len()).rev().find(|&at| {
            self.pane(at, ground).contains(point)
                && self.card_place(at, ground).is_some_and(|place| place.contains(point))
        })
    }

    /// The number of a card by its key.
    pub(super) fn find(&self, key: Key) -> Option<usize> {
        self.cards.iter().position(|card| card.key == key)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Row, schedule};
    use super::*;
    use crate::Tone;

    pub(in super::super) fn card(key: u32, place: Place, length: Minute) -> Card<'static, u32> {
        Card {
            key,
            place,
            length,
            words: "card".into(),
            tone: Tone::Neutral,
            mark: None,
            fixed: false,
        }
    }

    pub(in super::super) fn board(
        rows: usize,
        cards: Vec<Card<'static, u32>>,
    ) -> Schedule<'static, u32, ()> {
        let rows = (0..rows).map(|row| Row { label: row.to_string().into(), ..Row::default() });
        schedule("pool", rows.collect(), cards, 8..20)
    }

    pub(in super::super) const WINDOW: Rectangle =
        Rectangle { x: 0.0, y: 0.0, width: 1200.0, height: 600.0 };

    #[test]
    fn overlapping_cards_lie_on_different_shelves() {
        let board = board(
            2,
            vec![
                card(1, Place::Row(0, 540), 120),
                card(2, Place::Row(0, 600), 60),
                card(3, Place::Row(0, 660), 60),
                card(4, Place::Row(1, 540), 60),
            ],
        );
        let ground = board.ground(WINDOW, Vector::ZERO, 0.0);
        let y = |at| board.card_place(at, &ground).map(|place| place.y);
        assert!(y(0) < y(1));
        assert_eq!(y(0), y(2));
        assert!(
            board.row_place(0, &ground).map(|row| row.height)
                > board.row_place(1, &ground).map(|row| row.height)
        );
    }

    #[test]
    fn a_place_snaps_to_the_half_hour() {
        let board = board(1, vec![]);
        let ground = board.ground(WINDOW, Vector::ZERO, 0.0);
        let x = board.x_of(10 * 60, &ground);
        assert_eq!(board.minute_at(x + 2.0, &ground), 600);
        assert_eq!(board.minute_at(x + ground.hour * 0.4, &ground), 630);
        assert_eq!(board.minute_at(-5_000.0, &ground), 480);
        assert_eq!(board.minute_at(50_000.0, &ground), 1170);
    }

    #[test]
    fn only_rows_in_view_are_counted() {
        let board = board(60, vec![]);
        let ground = board.ground(WINDOW, Vector::new(0.0, 480.0), 0.0);
        let seen = board.rows_in_view(&ground);
        assert_eq!(seen.start, 10);
        assert!(seen.len() < 14, "{seen:?}");
    }

    #[test]
    fn a_card_is_found_where_it_is_drawn() {
        let board = board(3, vec![card(1, Place::Pool, 60), card(2, Place::Row(2, 600), 90)]);
        let ground = board.ground(WINDOW, Vector::ZERO, 0.0);
        for at in 0..2 {
            let place = board.card_place(at, &ground).expect("it lies somewhere");
            assert_eq!(board.card_at(place.center(), &ground), Some(at));
        }
        assert_eq!(board.card_at(Point::new(1199.0, 599.0), &ground), None);
    }
}
