//! Cells, one after the other, become lines within bounds.

use crate::line::{Line, LineFault, LineProblem};
use crate::table::Limits;

/// The line that is being put together.
pub(super) struct Rows {
    limits: Limits,
    row: u32,
    cells: Vec<String>,
    bytes: usize,
    fault: Option<LineFault>,
}

impl Rows {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, row: 0, cells: Vec::new(), bytes: 0, fault: None }
    }

    /// Takes a cell at its row and column from 0. Answers the line before, if the cell begins another.
    pub(super) fn cell(
        &mut self,
        (row, column): (u32, u32),
        text: &str,
    ) -> Option<Result<Line, LineProblem>> {
        if text.trim().is_empty() {
            return None;
        }
        let before = if row == self.row { None } else { self.end() };
        self.row = row;
        self.put(column as usize, text);

        before
    }

    /// The line so far; none if there is nothing in it.
    pub(super) fn end(&mut self) -> Option<Result<Line, LineProblem>> {
        let cells = std::mem::take(&mut self.cells);
        let number = u64::from(self.row) + 1;
        self.bytes = 0;
        if let Some(why) = self.fault.take() {
            return Some(Err(LineProblem { number, cells, why }));
        }

        (!cells.is_empty()).then(|| Ok(Line { number, cells: cells.into_iter().collect() }))
    }

    fn put(&mut self, column: usize, text: &str) {
        let Limits { columns, cell, line } = self.limits;
        if column >= columns {
            self.fault = self.fault.or(Some(LineFault::TooManyColumns { limit: columns }));
            return;
        }
        if self.bytes + text.len() > line {
            self.fault = self.fault.or(Some(LineFault::LineTooLong { limit: line }));
            return;
        }
        if text.len() > cell {
            let why = LineFault::CellTooLong { column: column + 1, limit: cell };
            self.fault = self.fault.or(Some(why));
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text[..text.floor_char_boundary(cell)].to_owned();
        self.bytes += text.len();
    }
}
