//! Columns that gave way, and whose words stand in a second line of each row instead.

use std::borrow::Cow;
use std::ops::Range;

use iced::Rectangle;

use super::Grid;
use super::cell::Cell;
use crate::{size, space};

/// What stands between the words of two columns in one line.
const SEPARATOR: &str = " · ";

impl<Message> Grid<'_, Message> {
    /// The columns that are folded away within `bounds`, what is needed most first.
    pub(super) fn folded(&self, bounds: Rectangle) -> Vec<usize> {
        let spans = self.spans(bounds);
        let hidden = |at: &usize| self.columns[*at].folds && spans[*at].1 <= 0.0;
        let mut folded: Vec<_> = (0..self.columns.len()).filter(hidden).collect();
        folded.sort_by_key(|at| self.columns[*at].spare);

        folded
    }

    /// How high a row is while these columns are folded away.
    pub(super) fn row_height(&self, folded: &[usize]) -> f32 {
        let high = if self.tall { size::BAR } else { size::ROW };

        if folded.is_empty() { high } else { high + size::LINE }
    }

    /// What stands in the second line of a row.
    pub(super) fn words_below(&self, row: usize, folded: &[usize]) -> Vec<Cow<'_, str>> {
        self.cells_below(row, folded).map(|cell| cell.text).collect()
    }

    /// The same in one line, with what of it was looked for.
    pub(super) fn line_below(&self, row: usize, folded: &[usize]) -> (String, Vec<Range<usize>>) {
        let (mut line, mut marks) = (String::new(), Vec::new());
        for cell in self.cells_below(row, folded) {
            if !line.is_empty() {
                line.push_str(SEPARATOR);
            }
            let start = line.len();
            marks.extend(cell.marks.iter().map(|mark| start + mark.start..start + mark.end));
            line.push_str(&cell.text);
        }

        (line, marks)
    }

    fn cells_below(&self, row: usize, folded: &[usize]) -> impl Iterator<Item = Cell<'_>> {
        let cells = folded.iter().map(move |column| (self.cell)(row, *column));

        cells.filter(|cell| !cell.text.trim().is_empty())
    }

    /// The place of the second line in that of a row.
    pub(super) fn below(row: Rectangle) -> Rectangle {
        let height = size::LINE;

        Rectangle { y: row.y + row.height - height - space::TIGHT, height, ..row }
    }

    /// What is left for the first line.
    pub(super) fn above(row: Rectangle) -> Rectangle {
        Rectangle { height: row.height - size::LINE, ..row }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Grid, grid};
    use super::*;

    fn list() -> Grid<'static, ()> {
        let columns = vec![
            Column::fixed("number", 100.0),
            Column::weight("place", 1.0, 100.0).folds(2),
            Column::weight("who", 1.0, 100.0).folds(1),
            Column::fixed("day", 100.0).spare(3),
        ];
        grid(columns, 2, |row, column| match (row, column) {
            (_, 0) => Cell::text("A1"),
            (0, 1) => Cell::text("High Street 1").marked(|_| std::iter::once(0..4).collect()),
            (_, 2) => Cell::text("Wang"),
            _ => Cell::empty(),
        })
    }

    fn wide(width: f32) -> Rectangle {
        Rectangle { x: 0.0, y: 0.0, width, height: 320.0 }
    }

    #[test]
    fn words_of_columns_without_room_stand_below_the_row_what_matters_first() {
        let list = list();
        assert_eq!(list.folded(wide(500.0)), []);
        assert_eq!(list.folded(wide(320.0)), [], "a column that is only spare is gone");
        assert_eq!(list.folded(wide(220.0)), [1]);
        assert_eq!(list.folded(wide(120.0)), [2, 1]);
        assert_eq!(list.words_below(0, &[2, 1]), ["Wang", "High Street 1"]);
        assert_eq!(list.words_below(1, &[2, 1]), ["Wang"], "nothing is no word");
        let (line, marks) = list.line_below(0, &[2, 1]);
        let met: Vec<&str> = marks.into_iter().map(|mark| &line[mark]).collect();
        assert_eq!((line.as_str(), met), ("Wang · High Street 1", vec!["High"]));
    }

    #[test]
    fn a_list_just_as_high_as_its_rows_has_no_bar() {
        for rows in 1..=9 {
            let mut list = Grid { rows, ..list() };
            list.row = list.row_height(&[1]);
            let height = list.content_height() + size::ROW;
            let body = Grid::<()>::body(Rectangle { height, ..wide(220.0) });

            assert!(list.thumb(0.0, body).is_none(), "{rows}");
        }
    }

    #[test]
    fn both_lines_lie_in_the_row() {
        let list = list();
        let height = list.row_height(&[1]);
        assert!(height > list.row_height(&[]));
        let row = Rectangle { height, ..wide(120.0) };
        let (above, below) = (Grid::<()>::above(row), Grid::<()>::below(row));
        assert!(below.y >= above.center_y() + size::BODY / 2.0, "{above:?} {below:?}");
        assert!(below.y + below.height <= row.y + row.height);
    }
}
