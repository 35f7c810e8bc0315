//! A header and the lines under it, whatever file they come from.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::Encoding;
use crate::delimited::Delimited;
use crate::head::Head;
use crate::heading;
use crate::likeness::LooksLike;
use crate::line::{Line, LineFault, LineProblem};
use crate::separator::Separator;
use crate::stream::Utf8Stream;
use crate::workbook::{self, Kind};

/// How much of a file is looked at before its encoding and separator are decided.
const SAMPLE: u64 = 1024 * 1024;

/// Where lines come from: a text file, or a sheet of a workbook.
pub trait Sheet: Send {
    /// The next line that is not empty; `None` at the end. The first one is the header.
    fn next_line(&mut self) -> Option<Result<Line, LineProblem>>;

    /// How far reading has come.
    fn progress(&self) -> Progress;
}

/// How far reading has come, in whatever the source counts: bytes of a text file, rows of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Read so far.
    pub done: u64,
    /// All there is, if that is known.
    pub total: Option<u64>,
}

/// What a table for people never exceeds. Beyond it a line is a problem, not memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Columns in a line.
    pub columns: usize,
    /// Bytes of UTF-8 in a cell.
    pub cell: usize,
    /// Bytes of UTF-8 in a line, its quoted line breaks included.
    pub line: usize,
}

impl Default for Limits {
    /// 500 columns, 32 KiB in a cell (as Excel has it), 1 MiB in a line.
    fn default() -> Self {
        Self { columns: 500, cell: 32 * 1024, line: 1024 * 1024 }
    }
}

/// What the user knows better than the file's first lines tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which sheet of a workbook is read; the first that holds anything if `None`.
    pub sheet: Option<String>,
    /// How the file is written; detected if `None`.
    pub encoding: Option<Encoding>,
    /// What stands between its cells; detected if `None`.
    pub separator: Option<Separator>,
    /// What is still a table.
    pub limits: Limits,
}

/// Why a file cannot be read as a table at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is nothing in it, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// It is something else.
    #[error("not a table but {0}")]
    NotATable(LooksLike),
    /// It is a workbook that cannot be read.
    #[error("the workbook is damaged")]
    Damaged,
    /// It is a workbook that only opens with its password.
    #[error("the workbook is protected by a password")]
    Locked,
    /// It is a workbook that holds more than fits into memory, or pretends to.
    #[error("the workbook is too large")]
    TooLarge,
    /// The workbook has other sheets.
    #[error("there is no sheet {name}")]
    NoSuchSheet {
        /// The one that was asked for.
        name: String,
        /// Those that there are.
        sheets: Vec<String>,
    },
    /// Its first line cannot be read.
    #[error("the header in line {}: {}", .0.number, .0.why)]
    Header(LineProblem),
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A header and the lines under it. Titles above the header are passed over, and a header of two lines, groups and what is in
/// them, is one. Iterating yields every line that holds anything, in order.
pub struct Table {
    headers: Vec<String>,
    /// Lines that were looked at to find the head, and come next.
    ahead: VecDeque<Result<Line, LineProblem>>,
    /// How far reading had come before them.
    read: Progress,
    encoding: Option<Encoding>,
    separator: Option<Separator>,
    workbook: Option<Kind>,
    sheets: Vec<String>,
    chosen: Option<String>,
    sheet: Box<dyn Sheet>,
}

impl Table {
    /// Opens a text file, or a sheet of a workbook.
    ///
    /// # Errors
    /// If it cannot be read, is empty, is neither, or has no readable header.
    pub fn open(path: &Path, options: Options) -> Result<Self, OpenError> {
        let mut file = File::open(path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
        }
        if let Some(kind) = Kind::of(&mut file)? {
            let opened = workbook::open(file, kind, &options)?;
            let mut table = Self::from_sheet(opened.lines)?;
            table.workbook = Some(kind);
            (table.sheets, table.chosen) = (opened.sheets, Some(opened.sheet));
            return Ok(table);
        }

        let read = Self::from_reader(Box::new(file), Some(about.len()), options);
        if is_called_workbook(path) { read.map_err(damaged) } else { read }
    }

    /// Reads a text file from anywhere; `total` is its size in bytes where that is known.
    ///
    /// # Errors
    /// As for [`Table::open`].
    pub fn from_reader(
        mut source: Box<dyn Read + Send>,
        total: Option<u64>,
        options: Options,
    ) -> Result<Self, OpenError> {
        let mut sample = Vec::new();
        source.as_mut().take(SAMPLE).read_to_end(&mut sample)?;
        if sample.is_empty() {
            return Err(OpenError::Empty);
        }
        if let Some(likeness) = LooksLike::from_bytes(&sample) {
            return Err(OpenError::NotATable(likeness));
        }
        let encoding = options
            .encoding
            .or_else(|| Encoding::detect(&sample))
            .ok_or(OpenError::NotATable(LooksLike::Binary))?;
        let text = beginning(&sample, encoding)?;
        if let Some(likeness) = LooksLike::from_text(&text) {
            return Err(OpenError::NotATable(likeness));
        }

        let separator = options.separator.unwrap_or_else(|| Separator::detect(&text));
        let stream = Utf8Stream::new(sample, source, encoding);
        let mut sheet = Delimited::new(stream, encoding, separator, options.limits).of_bytes(total);
        if let Some((_, length)) = Separator::told(&text) {
            sheet = sheet.without_first_line(length)?;
        }

        let mut table = Self::from_sheet(Box::new(sheet))?;
        table.encoding = Some(encoding);
        table.separator = Some(separator);
        Ok(table)
    }

    /// A table over any source of lines, whose first line with anything in it is the header, titles aside.
    ///
    /// # Errors
    /// If there is no line, or the first one cannot be read.
    pub fn from_sheet(mut sheet: Box<dyn Sheet>) -> Result<Self, OpenError> {
        let Head { headers, ahead, read } = Head::find(sheet.as_mut())?;

        Ok(Self {
            headers: heading::distinct(headers.iter().map(String::as_str)),
            ahead,
            read,
            encoding: None,
            separator: None,
            workbook: None,
            sheets: Vec::new(),
            chosen: None,
            sheet,
        })
    }

    /// The columns' names from left to right, trimmed; no two are equal and none is empty: a column without a name is called by
    /// its letter as in Excel, the second of two 电话 is called `电话 (2)`.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// How the file is written, if it is a text file.
    #[must_use]
    pub fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// What it is written in, as people call it: the encoding of a text file, the kind of a workbook.
    #[must_use]
    pub fn written_in(&self) -> &'static str {
        let encoding = self.encoding.map(Encoding::label);

        encoding.or(self.workbook.map(Kind::label)).unwrap_or_default()
    }

    /// The sheets of a workbook; none of a text file.
    #[must_use]
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// The sheet that is read, if it is a workbook.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        self.chosen.as_deref()
    }

    /// What stands between its cells, if it is a text file.
    #[must_use]
    pub fn separator(&self) -> Option<Separator> {
        self.separator
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        if self.ahead.is_empty() { self.sheet.progress() } else { self.read }
    }

    fn next_line(&mut self) -> Option<Result<Line, LineProblem>> {
        self.ahead.pop_front().or_else(|| self.sheet.next_line())
    }
}

impl Iterator for Table {
    type Item = Result<Line, LineProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = match self.next_line()? {
                Err(problem) => return Some(Err(problem)),
                Ok(line) if line.cells.is_blank() => continue,
                Ok(line) => line,
            };

            let (found, expected) = (line.cells.len(), self.headers.len());
            if found <= expected {
                return Some(Ok(line));
            }
            if line.cells.iter().skip(expected).all(|cell| cell.trim().is_empty()) {
                line.cells.truncate(expected);
                return Some(Ok(line));
            }
            let cells = line.cells.iter().map(ToOwned::to_owned).collect();
            let why = LineFault::MoreCellsThanHeaders { found, expected };
            return Some(Err(LineProblem { number: line.number, cells, why }));
        }
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("headers", &self.headers)
            .field("encoding", &self.encoding)
            .field("separator", &self.separator)
            .finish_non_exhaustive()
    }
}

/// Whether a file bears the name of a workbook.
#[must_use]
pub fn is_called_workbook(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();

    ["xlsx", "xlsm", "xls", "ods"].contains(&ending.as_str())
}

/// What is called a workbook and is not even text is a workbook that was damaged.
fn damaged(why: OpenError) -> OpenError {
    match why {
        OpenError::NotATable(LooksLike::Binary | LooksLike::Archive) | OpenError::Header(_) => {
            OpenError::Damaged
        }
        why => why,
    }
}

/// The first 64 KiB of the sample as UTF-8.
fn beginning(sample: &[u8], encoding: Encoding) -> io::Result<Vec<u8>> {
    let head = sample[..sample.len().min(64 * 1024)].to_vec();
    let mut stream = Utf8Stream::new(head, Box::new(io::empty()), encoding);
    let mut text = Vec::new();
    while stream.fill(&mut text)? {}
    Ok(text)
}

#[cfg(test)]
mod tests;
