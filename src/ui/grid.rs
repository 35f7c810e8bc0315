//! A list of any length: one widget that draws only the rows that can be seen.

mod cell;
mod cursor;
mod draw;
mod fold;
mod geometry;
mod widget;

use iced::advanced::widget::Id;
use iced::{Element, Length};

pub use cell::{Align, Cell, Column};

use self::cursor::Across;
use crate::size;

/// A list that is being made.
pub struct Grid<'a, Message> {
    columns: Vec<Column<'a>>,
    rows: usize,
    cell: Box<dyn Fn(usize, usize) -> Cell<'a> + 'a>,
    selected: Option<usize>,
    across: Option<Across<'a, Message>>,
    id: Option<Id>,
    height: Length,
    /// As high as its rows, but no higher than so many of them.
    most: Option<f32>,
    /// Whether the keys of the page move the selection.
    paged: bool,
    /// Whether each row has room for a bar.
    tall: bool,
    /// How high a row is, as far as is known before the columns have their places.
    row: f32,
    on_select: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    on_activate: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    on_sort: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    on_scroll: Option<Box<dyn Fn(usize) -> Message + 'a>>,
}

/// A list with `rows` rows under `columns`; `cell` makes what stands in a row and column, and is
/// asked only for what can be seen.
///
/// Arrows, Page up and down, Home and End move the selection, Enter or a second click activates,
/// the wheel and the bar at the right scroll.
pub fn grid<'a, Message>(
    columns: Vec<Column<'a>>,
    rows: usize,
    cell: impl Fn(usize, usize) -> Cell<'a> + 'a,
) -> Grid<'a, Message> {
    Grid {
        columns,
        rows,
        cell: Box::new(cell),
        selected: None,
        across: None,
        id: None,
        height: Length::Fill,
        most: None,
        paged: true,
        tall: false,
        row: size::ROW,
        on_select: None,
        on_activate: None,
        on_sort: None,
        on_scroll: None,
    }
}

impl<'a, Message> Grid<'a, Message> {
    /// The name by which an operation can focus or scroll it.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// The selected row, which the room keeps. When it changes, it is brought into view.
    #[must_use]
    pub fn selected(self, row: Option<usize>) -> Self {
        Self { selected: row, ..self }
    }

    /// Its cells are chosen one by one, from column `first` on: the one in the selected row and in column `here` is
    /// framed, and the arrows to both sides and a click say which is chosen next.
    #[must_use]
    pub fn across(
        self,
        first: usize,
        here: usize,
        on_cell: impl Fn(usize, usize) -> Message + 'a,
    ) -> Self {
        Self { across: Some(Across { first, here, on_cell: Box::new(on_cell) }), ..self }
    }

    /// Rows with room for a bar below the words.
    #[must_use]
    pub fn tall(self) -> Self {
        Self { tall: true, row: size::BAR, ..self }
    }

    /// Page up and down are left to the room: they scroll what stands beside the list.
    #[must_use]
    pub fn beside_a_page(self) -> Self {
        Self { paged: false, ..self }
    }

    /// Its height.
    #[must_use]
    pub fn height(self, height: impl Into<Length>) -> Self {
        Self { height: height.into(), ..self }
    }

    /// Just as high as its rows, for a list inside a card. However long it is, only what can be seen of it is drawn.
    #[must_use]
    pub fn whole(self) -> Self {
        self.no_higher_than(f32::INFINITY)
    }

    /// As high as its rows, but no higher than so many; the rest is scrolled to.
    #[must_use]
    pub fn at_most(self, rows: u16) -> Self {
        self.no_higher_than(rows.into())
    }

    fn no_higher_than(self, rows: f32) -> Self {
        let grid = Self { most: Some(rows), ..self };
        let height = grid.wanted(grid.height);

        Self { height, ..grid }
    }

    /// How high it wants to be, as high as its rows are by now.
    fn wanted(&self, height: Length) -> Length {
        let rows = |most: f32| self.content_height().min(most * self.row) + size::ROW;

        self.most.map_or(height, |most| Length::Fixed(rows(most)))
    }

    /// What is said when a row is selected.
    #[must_use]
    pub fn on_select(self, on_select: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_select: Some(Box::new(on_select)), ..self }
    }

    /// What is said when a row is opened: by Enter or a second click on it.
    #[must_use]
    pub fn on_activate(self, on_activate: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_activate: Some(Box::new(on_activate)), ..self }
    }

    /// What is said when the heading of a column is clicked.
    #[must_use]
    pub fn on_sort(self, on_sort: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_sort: Some(Box::new(on_sort)), ..self }
    }

    /// What is said, with the first visible row, when the list has been scrolled. Not needed
    /// inside a [`root`](crate::root), which repaints by itself.
    #[must_use]
    pub fn on_scroll(self, on_scroll: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_scroll: Some(Box::new(on_scroll)), ..self }
    }
}

impl<'a, Message: 'a> From<Grid<'a, Message>> for Element<'a, Message> {
    fn from(grid: Grid<'a, Message>) -> Self {
        Self::new(grid)
    }
}
