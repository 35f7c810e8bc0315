//! A list whose cells are chosen one by one.

use iced::keyboard::key::Named;
use iced::{Point, Rectangle};

use super::Grid;

/// Which cell of the selected row is chosen, and what is said when another is.
pub(super) struct Across<'a, Message> {
    /// The first column that has cells to choose.
    pub first: usize,
    /// The column of the chosen cell.
    pub here: usize,
    pub on_cell: Box<dyn Fn(usize, usize) -> Message + 'a>,
}

impl<Message> Grid<'_, Message> {
    /// What is said when a place of a row is clicked on, where its cells are chosen.
    pub(super) fn cell_at(&self, row: usize, point: Point, bounds: Rectangle) -> Option<Message> {
        let across = self.across.as_ref()?;
        let spans = self.spans(bounds);
        let column = spans.iter().position(|&(x, width)| point.x >= x && point.x < x + width);

        Some((across.on_cell)(row, column.unwrap_or(across.here).max(across.first)))
    }

    /// What an arrow to the side says.
    pub(super) fn cell_beside(&self, row: usize, key: Named) -> Option<Message> {
        let across = self.across.as_ref()?;
        let column = match key {
            Named::ArrowLeft => across.here.checked_sub(1).filter(|at| *at >= across.first),
            Named::ArrowRight => Some(across.here + 1).filter(|at| *at < self.columns.len()),
            _ => None,
        };

        column.map(|column| (across.on_cell)(row, column))
    }

    /// Whether this cell is the one that is chosen.
    pub(super) fn is_chosen(&self, row: usize, column: usize) -> bool {
        let here = self.across.as_ref().map(|across| across.here);

        self.selected == Some(row) && here == Some(column)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column, grid};
    use crate::testing::{pressed, ui};
    use iced::keyboard::key::Named::{ArrowDown, ArrowLeft, ArrowRight, Enter, Tab};

    #[derive(Debug, Clone, PartialEq)]
    enum Said {
        Row(usize),
        Cell(usize, usize),
        Opened(usize),
    }

    fn after(here: usize, key: iced::keyboard::key::Named) -> Vec<Said> {
        let columns = ["who", "mon", "tue"].map(|name| Column::weight(name, 1.0, 60.0)).into();
        let list = grid(columns, 3, |row, column| Cell::text(format!("{row}/{column}")))
            .selected(Some(1))
            .across(1, here, Said::Cell)
            .on_select(Said::Row)
            .on_activate(Said::Opened);
        let mut ui = ui(crate::root(list));
        pressed(&mut ui, Tab);
        pressed(&mut ui, key);
        ui.into_messages().collect()
    }

    #[test]
    fn arrows_go_from_cell_to_cell_and_not_beyond() {
        assert_eq!(after(1, ArrowRight), [Said::Cell(1, 2)]);
        assert_eq!(after(2, ArrowLeft), [Said::Cell(1, 1)]);
        assert_eq!(after(1, ArrowLeft), []);
        assert_eq!(after(2, ArrowRight), []);
        assert_eq!(after(1, ArrowDown), [Said::Row(2)]);
        assert_eq!(after(1, Enter), [Said::Opened(1)]);
    }

    #[test]
    fn a_click_chooses_the_cell_under_it() {
        let columns = ["who", "mon", "tue"].map(|name| Column::weight(name, 1.0, 60.0)).into();
        let list = grid(columns, 3, |row, column| Cell::text(format!("{row}/{column}"))).across(
            1,
            1,
            Said::Cell,
        );
        let mut ui = ui(crate::root(list));
        ui.click("2/2").expect("it is in view");
        ui.click("0/0").expect("it is in view");
        let said: Vec<_> = ui.into_messages().collect();
        assert_eq!(said, [Said::Cell(2, 2), Said::Cell(0, 1)]);
    }
}
