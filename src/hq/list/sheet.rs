//! A table as it was handed in: its lines by columns, within bounds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use spreadsheet::{Options, Table};

use super::cell::Words;
use super::column::languages;
use super::{Column, MOST_BYTES, MOST_LINES, Refusal, Why, Wrong};
use crate::Error;

/// What was read of a file.
pub(super) struct Sheet {
    pub(super) lines: Vec<Line>,
    /// Headers that mean no column of this list.
    pub(super) unknown: Vec<String>,
    /// The words of all languages.
    pub(super) words: Words,
}

/// One line, by columns.
pub(super) struct Line {
    pub(super) number: u64,
    cells: BTreeMap<Column, String>,
}

impl Line {
    /// What stands in a column; none if the table does not have it.
    pub(super) fn cell(&self, column: Column) -> Option<&str> {
        self.cells.get(&column).map(String::as_str)
    }

    /// What stands in a column; nothing if the table does not have it.
    pub(super) fn text(&self, column: Column) -> &str {
        self.cell(column).unwrap_or_default()
    }

    /// That something is wrong in a column.
    pub(super) fn wrong(&self, column: Column, why: Why) -> Wrong {
        let value = self.text(column).chars().take(80).collect();

        Wrong { line: self.number, column: Some(column), value, why }
    }
}

impl Sheet {
    /// Reads a table that has at least the columns `key`.
    pub(super) fn read(file: &Path, columns: &[Column], key: &[Column]) -> Result<Self, Refusal> {
        let about = fs::metadata(file).map_err(|error| Error::file(file, &error))?;
        if about.len() > MOST_BYTES {
            return Err(Refusal::TooLarge(file.to_owned()));
        }
        let table = Table::open(file, Options::default()).map_err(|error| match error {
            spreadsheet::OpenError::Io(error) => Refusal::Hq(Error::file(file, &error)),
            spreadsheet::OpenError::TooLarge => Refusal::TooLarge(file.to_owned()),
            _ => Refusal::NoTable(file.to_owned()),
        })?;
        let locales = languages();
        let headers = table.headers().to_vec();
        let mut places: BTreeMap<Column, usize> = BTreeMap::new();
        let mut unknown = Vec::new();
        for (place, header) in headers.iter().enumerate() {
            match Column::of_header(header, columns, &locales) {
                Some(column) if !places.contains_key(&column) => {
                    places.insert(column, place);
                }
                _ => unknown.push(header.clone()),
            }
        }
        let lacking: Vec<_> = key.iter().filter(|it| !places.contains_key(it)).copied().collect();
        if !lacking.is_empty() {
            return Err(Refusal::Lacking(lacking));
        }

        Ok(Self { lines: lines(table, &places, file)?, unknown, words: Words::new(&locales) })
    }
}

fn lines(
    table: Table,
    places: &BTreeMap<Column, usize>,
    file: &Path,
) -> Result<Vec<Line>, Refusal> {
    let (mut lines, mut broken) = (Vec::new(), Vec::new());
    for line in table {
        if lines.len() + broken.len() >= MOST_LINES {
            return Err(Refusal::TooLarge(file.to_owned()));
        }
        match line {
            Ok(line) => {
                let cell =
                    |place: usize| line.cells.get(place).unwrap_or_default().trim().to_owned();
                let cells = places.iter().map(|(column, place)| (*column, cell(*place))).collect();
                lines.push(Line { number: line.number, cells });
            }
            Err(problem) => {
                let value = problem.cells.join(" ").chars().take(80).collect();
                broken.push(Wrong { line: problem.number, column: None, value, why: Why::Broken });
            }
        }
    }

    if broken.is_empty() { Ok(lines) } else { Err(Refusal::Lines(broken)) }
}
