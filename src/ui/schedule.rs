//! A dispatch board: a pool of cards at the left, rows of time at the right, and cards that are
//! moved between them by pointer or keys.

mod draw;
mod geometry;
mod keys;
#[cfg(test)]
mod tests;
mod widget;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use iced::Element;
use iced::advanced::widget::Id;

pub use words::{Said, Words};

use crate::{Mark, Tone};

/// Minutes after midnight.
pub type Minute = u16;

/// Cards move by half hours.
pub const STEP: Minute = 30;

/// A row of time: a technician and a day.
#[derive(Debug, Clone, Default)]
pub struct Row<'a> {
    /// Whose time it is.
    pub label: Cow<'a, str>,
    /// Something about it: area, jobs, absence.
    pub detail: Cow<'a, str>,
    /// How full it is: 1 is full.
    pub load: f32,
    /// The tone of the load.
    pub tone: Tone,
}

/// Where a card lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the pool: nobody's yet.
    Pool,
    /// In a row, from a minute of the day on.
    Row(usize, Minute),
}

/// A piece of work.
#[derive(Debug)]
pub struct Card<'a, Key> {
    /// What the room knows it by.
    pub key: Key,
    /// Where it lies.
    pub place: Place,
    /// How long it takes, in minutes.
    pub length: Minute,
    /// What stands on it.
    pub words: Words<'a>,
    /// Its tone.
    pub tone: Tone,
    /// The shape that says the same.
    pub mark: Option<Mark>,
    /// Whether it may be moved.
    pub fixed: bool,
}

/// A move of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dropped<Key> {
    /// The card.
    pub key: Key,
    /// The row it was dropped on.
    pub row: usize,
    /// When it is to begin.
    pub start: Minute,
}

type Verdict<'a, Key> = Box<dyn Fn(&Dropped<Key>) -> Tone + 'a>;

/// A board that is being made.
pub struct Schedule<'a, Key, Message> {
    rows: Vec<Row<'a>>,
    cards: Vec<Card<'a, Key>>,
    hours: Range<u16>,
    pool: Cow<'a, str>,
    now: Option<Minute>,
    selected: Option<Key>,
    latest: Option<(Key, u64)>,
    id: Option<Id>,
    on_pick: Option<Box<dyn Fn(Key) -> Message + 'a>>,
    on_activate: Option<Box<dyn Fn(Key) -> Message + 'a>>,
    on_drop: Option<Box<dyn Fn(Dropped<Key>) -> Message + 'a>>,
    on_return: Option<Box<dyn Fn(Key) -> Message + 'a>>,
    on_end: Option<Message>,
    verdict: Verdict<'a, Key>,
    shelves: geometry::Shelves,
}

/// A board of `rows` over the hours of a day, `8..20` say, with `cards` in them and in the pool,
/// whose heading is `pool`. `Key` is what the room knows a card by.
///
/// Arrows move the selection, Enter opens a card; Space takes it up, arrows then move it by row
/// and half hour, Enter puts it down and Escape back.
pub fn schedule<'a, Key: Copy + PartialEq + 'static, Message>(
    pool: impl Into<Cow<'a, str>>,
    rows: Vec<Row<'a>>,
    cards: Vec<Card<'a, Key>>,
    hours: Range<u16>,
) -> Schedule<'a, Key, Message> {
    let shelves = geometry::Shelves::new(rows.len(), &cards);

    Schedule {
        rows,
        cards,
        hours,
        pool: pool.into(),
        now: None,
        selected: None,
        latest: None,
        id: None,
        on_pick: None,
        on_activate: None,
        on_drop: None,
        on_return: None,
        on_end: None,
        verdict: Box::new(|_| Tone::Accent),
        shelves,
    }
}

impl<'a, Key, Message> Schedule<'a, Key, Message> {
    /// A line at the present minute.
    #[must_use]
    pub fn now(self, minute: Option<Minute>) -> Self {
        Self { now: minute, ..self }
    }

    /// The selected card, which the room keeps.
    #[must_use]
    pub fn selected(self, key: Option<Key>) -> Self {
        Self { selected: key, ..self }
    }

    /// The card that was put somewhere last, and how many were before it: it is brought into sight once, wherever the
    /// selection has gone since.
    #[must_use]
    pub fn latest(self, latest: Option<(Key, u64)>) -> Self {
        Self { latest, ..self }
    }

    /// The name by which an operation can focus it.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// What is said when a card is selected.
    #[must_use]
    pub fn on_pick(self, on_pick: impl Fn(Key) -> Message + 'a) -> Self {
        Self { on_pick: Some(Box::new(on_pick)), ..self }
    }

    /// What is said when a card is opened: by Enter or a second click.
    #[must_use]
    pub fn on_activate(self, on_activate: impl Fn(Key) -> Message + 'a) -> Self {
        Self { on_activate: Some(Box::new(on_activate)), ..self }
    }

    /// What is said when a card is put down in a row. Without it nothing can be moved.
    #[must_use]
    pub fn on_drop(self, on_drop: impl Fn(Dropped<Key>) -> Message + 'a) -> Self {
        Self { on_drop: Some(Box::new(on_drop)), ..self }
    }

    /// What is said when a card is put back into the pool.
    #[must_use]
    pub fn on_return(self, on_return: impl Fn(Key) -> Message + 'a) -> Self {
        Self { on_return: Some(Box::new(on_return)), ..self }
    }

    /// What is said when the pool has been scrolled or walked to its end: there may be more.
    #[must_use]
    pub fn on_end(self, on_end: Option<Message>) -> Self {
        Self { on_end, ..self }
    }

    /// How good a place would be for a card, shown while it is being moved. It warns, it never
    /// forbids.
    #[must_use]
    pub fn verdict(self, verdict: impl Fn(&Dropped<Key>) -> Tone + 'a) -> Self {
        Self { verdict: Box::new(verdict), ..self }
    }
}

impl<'a, Key, Message> From<Schedule<'a, Key, Message>> for Element<'a, Message>
where
    Key: Copy + PartialEq + 'static,
    Message: Clone + 'a,
{
    fn from(schedule: Schedule<'a, Key, Message>) -> Self {
        Self::new(schedule)
    }
}
