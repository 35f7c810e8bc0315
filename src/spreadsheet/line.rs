//! One line of a table, and what can be wrong with one.

use std::io;

use crate::Encoding;
use crate::formula::unguarded;

/// A line that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The physical line of the file on which it begins, counted from 1 as an editor shows it.
    pub number: u64,
    /// Its cells, untrimmed. There may be fewer than headers (Excel leaves out empty ones at the end), never more.
    pub cells: Cells,
}

/// The cells of one line, kept in one piece of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    text: String,
    ends: Vec<u32>,
    /// The cells that only repeat what a merged cell above them says.
    repeated: Vec<u32>,
}

impl Cells {
    /// Takes over text that is already joined; `None` if an end lies outside it or inside a character.
    pub(crate) fn new(text: String, ends: Vec<u32>) -> Option<Self> {
        ends.iter().all(|&end| text.is_char_boundary(end as usize)).then_some(Self {
            text,
            ends,
            repeated: Vec::new(),
        })
    }

    /// The same cells, of which those at these places only repeat what a merged cell above them says.
    pub(crate) fn repeating(self, repeated: Vec<u32>) -> Self {
        Self { repeated, ..self }
    }

    /// Whether the cell at `index` only repeats what a merged cell above it says.
    #[must_use]
    pub fn is_repeated(&self, index: usize) -> bool {
        self.repeated.iter().any(|at| *at as usize == index)
    }

    /// How many cells the line has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the line has no cell at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether nothing but white space is in any cell.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The cell at `index` from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        self.text.get(start..end)
    }

    /// All cells from left to right.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// The cells as they were before [`crate::CsvWriter`] wrote them.
    pub(crate) fn unguarded(self) -> Self {
        let is_guarded = |cell: &str| unguarded(cell).len() < cell.len();

        if self.text.contains('\'') && self.iter().any(is_guarded) {
            self.iter().map(unguarded).collect()
        } else {
            self
        }
    }

    /// Drops the cells from `count` on.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.ends.truncate(count);
        self.text.truncate(self.ends.last().map_or(0, |&end| end as usize));
    }
}

impl<T: AsRef<str>> FromIterator<T> for Cells {
    fn from_iter<I: IntoIterator<Item = T>>(cells: I) -> Self {
        let mut joined = Self::default();
        for cell in cells {
            let room = u32::MAX as usize - joined.text.len();
            joined.text.push_str(&cell.as_ref()[..cell.as_ref().floor_char_boundary(room)]);
            joined.ends.push(u32::try_from(joined.text.len()).unwrap_or(u32::MAX));
        }
        joined
    }
}

/// A line that could not be read. The lines after it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProblem {
    /// The physical line of the file on which it begins, counted from 1.
    pub number: u64,
    /// What could be made out of it, shortened, unreadable bytes shown as U+FFFD: for people to recognise the line by.
    pub cells: Vec<String>,
    /// What is wrong.
    pub why: LineFault,
}

/// What can be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// Bytes that mean nothing in the file's encoding.
    #[error("column {column} holds bytes that are not {}", encoding.label())]
    InvalidText {
        /// Counted from 1.
        column: usize,
        /// What the file is written in.
        encoding: Encoding,
    },
    /// More columns than any table for people has.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// The most that is read.
        limit: usize,
    },
    /// More filled cells than the header has columns: a separator inside a text, most often.
    #[error("{found} cells under {expected} headers")]
    MoreCellsThanHeaders {
        /// Cells in this line.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// A cell with more text than any list for people has.
    #[error("column {column} holds more than {limit} bytes")]
    CellTooLong {
        /// Counted from 1.
        column: usize,
        /// The most that is read.
        limit: usize,
    },
    /// A line, quoted line breaks included, that does not end within bounds.
    #[error("longer than {limit} bytes")]
    LineTooLong {
        /// The most that is read.
        limit: usize,
    },
    /// A quotation mark opens here and never closes. Reading goes on with the next physical line.
    #[error("a quotation mark opens and never closes")]
    UnterminatedQuote,
    /// A quotation mark opens here and would swallow the lines up to one that was meant to open. Reading goes on with the next
    /// physical line.
    #[error("a quotation mark opens and closes in the middle of another line's text")]
    StrayQuote,
    /// The file's last line ends early and without a line break, as if the rest of the file were missing.
    #[error("the file ends in the middle of this line, after {found} of {expected} cells")]
    CutOff {
        /// Cells in this line.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// The disk or the connection failed. This is the only fault after which there are no more lines.
    #[error("reading stopped: {0}")]
    Unreadable(io::ErrorKind),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_place() {
        let cells: Cells = ["张三", "", "x"].into_iter().collect();

        assert_eq!(cells.get(0), Some("张三"));
        assert_eq!(cells.get(1), Some(""));
        assert_eq!(cells.get(2), Some("x"));
        assert_eq!(cells.get(3), None);
        assert_eq!(cells.iter().count(), 3);
    }

    #[test]
    fn a_cell_never_ends_inside_a_character() {
        assert_eq!(Cells::new("张".to_owned(), vec![1, 3]), None);
        assert_eq!(Cells::new("张".to_owned(), vec![9]), None);
    }

    #[test]
    fn dropped_cells_take_their_text_along() {
        let mut cells: Cells = ["a", "b", ""].into_iter().collect();
        cells.truncate(1);

        assert_eq!(cells, ["a"].into_iter().collect());
    }
}
