//! Cells, one after the other, become lines within bounds.

use calamine::Dimensions;

use crate::line::{Cells, Line, LineFault, LineProblem};
use crate::table::Limits;

/// The cells of a sheet that are merged with those below them: what the first one says, the others say too.
#[derive(Default)]
pub(super) struct Merged {
    /// Where they are, and how far down they go, the last first: those that begin further up are taken from the end.
    ahead: Vec<Dimensions>,
    /// Those that the rows in hand may lie in, with what they say.
    open: Vec<(Dimensions, String)>,
}

impl Merged {
    pub(super) fn new(mut regions: Vec<Dimensions>) -> Self {
        regions.retain(|region| region.end.0 > region.start.0);
        regions.sort_by_key(|region| std::cmp::Reverse(region.start));

        Self { ahead: regions, open: Vec::new() }
    }

    /// Fills the cells of a row that are merged with one above. Answers which they are.
    fn fill(&mut self, row: u32, columns: usize, cells: &mut Vec<String>) -> Vec<u32> {
        self.open.retain(|(region, _)| region.end.0 >= row);
        let mut repeated = Vec::new();
        for (region, text) in &self.open {
            let column = region.start.1 as usize;
            if column >= columns || text.is_empty() {
                continue;
            }
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if cells[column].is_empty() {
                cells[column].clone_from(text);
                repeated.push(region.start.1);
            }
        }
        while self.ahead.last().is_some_and(|region| region.start.0 <= row) {
            let Some(region) = self.ahead.pop() else { break };
            let said = cells.get(region.start.1 as usize).filter(|_| region.start.0 == row);
            if let Some(text) = said.filter(|text| text.len() <= SAID) {
                self.open.push((region, text.clone()));
            }
        }

        repeated
    }
}

/// What is longer is no name, number or address, and is said once.
const SAID: usize = 1_000;

/// The line that is being put together.
pub(super) struct Rows {
    limits: Limits,
    row: u32,
    cells: Vec<String>,
    bytes: usize,
    fault: Option<LineFault>,
    merged: Merged,
}

impl Rows {
    pub(super) fn new(limits: Limits, merged: Merged) -> Self {
        Self { limits, row: 0, cells: Vec::new(), bytes: 0, fault: None, merged }
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
        let mut cells = std::mem::take(&mut self.cells);
        let number = u64::from(self.row) + 1;
        self.bytes = 0;
        if let Some(why) = self.fault.take() {
            return Some(Err(LineProblem { number, cells, why }));
        }

        if cells.is_empty() {
            return None;
        }
        let repeated = self.merged.fill(self.row, self.limits.columns, &mut cells);
        let cells: Cells = cells.into_iter().collect();

        Some(Ok(Line { number, cells: cells.repeating(repeated) }))
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
