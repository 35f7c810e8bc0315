//! A sheet of a workbook, read line by line: Excel's .xlsx and .xls, and .ods.

mod cell;
mod package;
mod rows;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use calamine::{
    Data, Dimensions, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, Xlsx, XlsxError,
};

use self::rows::{Merged, Rows};
use crate::likeness::LooksLike;
use crate::line::{Line, LineFault, LineProblem};
use crate::table::{Limits, OpenError, Options, Progress, Sheet};

/// Lines that wait to be read, so that reading them never holds more than these.
const WAITING: usize = 256;
/// The largest .xls, which is read as a whole; no sheet of that kind has more than 65,536 rows.
const OLD: u64 = 64 * 1024 * 1024;

/// The kinds of workbooks that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Xlsx,
    Xls,
    Ods,
}

impl Kind {
    /// What a file is by its first bytes; none if it is no workbook.
    pub(crate) fn of(file: &mut File) -> io::Result<Option<Self>> {
        let mut sample = Vec::new();
        file.take(64 * 1024).read_to_end(&mut sample)?;
        file.rewind()?;

        Ok(match LooksLike::from_bytes(&sample) {
            Some(LooksLike::Workbook) => Some(Self::Xlsx),
            Some(LooksLike::OldWorkbook) => Some(Self::Xls),
            Some(LooksLike::OpenDocument) => Some(Self::Ods),
            _ => None,
        })
    }

    /// What people call it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel (.xlsx)",
            Self::Xls => "Excel 97 (.xls)",
            Self::Ods => "OpenDocument (.ods)",
        }
    }
}

/// A workbook, open at one of its sheets.
pub(crate) struct Opened {
    /// The names of the sheets that hold cells and are not hidden.
    pub(crate) sheets: Vec<String>,
    /// The one that is read.
    pub(crate) sheet: String,
    /// Its lines.
    pub(crate) lines: Box<dyn Sheet>,
}

type Parsed = Result<Line, LineProblem>;

/// Opens a workbook at the sheet that is asked for, else at the first that holds anything.
pub(crate) fn open(mut file: File, kind: Kind, options: &Options) -> Result<Opened, OpenError> {
    let wanted = options.sheet.as_deref();
    match kind {
        Kind::Xlsx => {
            package::check(&mut file, kind)?;
            let book = guarded(|| Xlsx::new(BufReader::new(file)).map_err(|why| refused(&why)))?;
            let sheets = sheets(&book);
            open_streamed(book, (sheets, wanted), options.limits)
        }
        Kind::Xls => {
            let bytes = package::whole(&file, OLD)?;
            let book = guarded(|| match Xls::new(Cursor::new(bytes.as_slice())) {
                Ok(mut book) => {
                    let sheets = sheets(&book);
                    let merged = sheets.iter().map(|name| book.merge_cells_by_sheet_name(name));
                    let merged = merged.map(Result::unwrap_or_default).collect();
                    Ok(Whole { merged, ranges: book.worksheets(), sheets })
                }
                // An .xlsx with a password is packed like an .xls.
                Err(calamine::XlsError::Password) => Err(OpenError::Locked),
                Err(_) => match Xlsx::new(Cursor::new(bytes.as_slice())) {
                    Err(XlsxError::Password) => Err(OpenError::Locked),
                    Ok(_) | Err(_) => Err(OpenError::Damaged),
                },
            })?;
            open_whole(book, wanted, options.limits)
        }
        Kind::Ods => {
            package::check(&mut file, kind)?;
            let book = guarded(|| match Ods::new(BufReader::new(file)) {
                Ok(mut book) => {
                    let (sheets, merged) = (sheets(&book), Vec::new());
                    Ok(Whole { merged, ranges: book.worksheets(), sheets })
                }
                Err(OdsError::Password) => Err(OpenError::Locked),
                Err(OdsError::CellLimitExceeded { .. }) => Err(OpenError::TooLarge),
                Err(_) => Err(OpenError::Damaged),
            })?;
            open_whole(book, wanted, options.limits)
        }
    }
}

/// What a reader of workbooks comes to, which may give up on a damaged one without a word.
fn guarded<T>(work: impl FnOnce() -> Result<T, OpenError>) -> Result<T, OpenError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(OpenError::Damaged))
}

fn refused(why: &XlsxError) -> OpenError {
    match why {
        XlsxError::Password => OpenError::Locked,
        _ => OpenError::Damaged,
    }
}

/// The sheets with cells that people see; those that are hidden where there is no other.
fn sheets<RS: Read + Seek, R: Reader<RS>>(book: &R) -> Vec<String> {
    let all = || book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names = |visible: bool| {
        let shown = all().filter(|sheet| !visible || sheet.visible == SheetVisible::Visible);
        shown.map(|sheet| sheet.name.clone()).collect::<Vec<_>>()
    };
    let visible = names(true);

    if visible.is_empty() { names(false) } else { visible }
}

/// The sheet of this name, whatever its capitals; without a name the first that holds anything.
fn choose(
    sheets: &[String],
    wanted: Option<&str>,
    mut holds: impl FnMut(&str) -> Result<bool, OpenError>,
) -> Result<String, OpenError> {
    let Some(wanted) = wanted else {
        for sheet in sheets {
            if holds(sheet)? {
                return Ok(sheet.clone());
            }
        }
        return Err(OpenError::Empty);
    };
    let exact = sheets.iter().find(|sheet| *sheet == wanted);
    let alike = |sheet: &&String| sheet.trim().to_lowercase() == wanted.trim().to_lowercase();
    let found = exact.or_else(|| sheets.iter().find(alike));

    found
        .cloned()
        .ok_or_else(|| OpenError::NoSuchSheet { name: wanted.to_owned(), sheets: sheets.to_vec() })
}

/// An .xlsx is read cell by cell from the packed file.
fn open_streamed(
    mut book: Xlsx<BufReader<File>>,
    (sheets, wanted): (Vec<String>, Option<&str>),
    limits: Limits,
) -> Result<Opened, OpenError> {
    let sheet = guarded(|| {
        choose(&sheets, wanted, |name| {
            let mut cells = book.worksheet_cells_reader(name).map_err(|why| refused(&why))?;
            while let Some(cell) = cells.next_cell().map_err(|why| refused(&why))? {
                if !cell::text(cell.get_value()).trim().is_empty() {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    })?;
    let total = guarded(|| {
        let cells = book.worksheet_cells_reader(&sheet).map_err(|why| refused(&why))?;
        Ok(u64::from(cells.dimensions().end.0) + 1)
    })?;
    let merged = guarded(|| book.merge_cells_by_sheet_name(&sheet).map_err(|why| refused(&why)))?;
    let name = sheet.clone();
    let lines = Lines::spawn(Some(total).filter(|total| *total > 1), move |send| {
        let mut cells = book.worksheet_cells_reader(&name).ok()?;
        let mut rows = Rows::new(limits, Merged::new(merged));
        while let Some(cell) = cells.next_cell().ok()? {
            if let Some(line) = rows.cell(cell.get_position(), &cell::text(cell.get_value())) {
                send.send(line).ok()?;
            }
        }
        if let Some(line) = rows.end() {
            send.send(line).ok()?;
        }
        Some(())
    })?;

    Ok(Opened { sheets, sheet, lines: Box::new(lines) })
}

/// A workbook that was read as a whole.
struct Whole {
    /// Those of its sheets that may be read.
    sheets: Vec<String>,
    /// Which cells of each of these are merged, where that is known.
    merged: Vec<Vec<Dimensions>>,
    /// All its sheets, by name.
    ranges: Vec<(String, Range<Data>)>,
}

/// An .xls or .ods was read as a whole.
fn open_whole(
    Whole { sheets, mut merged, mut ranges }: Whole,
    wanted: Option<&str>,
    limits: Limits,
) -> Result<Opened, OpenError> {
    let sheet = choose(&sheets, wanted, |name| {
        let range = ranges.iter().find(|(known, _)| known == name).map(|(_, range)| range);
        let mut cells = range.into_iter().flat_map(Range::used_cells);
        Ok(cells.any(|(.., value)| !cell::text(&cell::seen(value)).trim().is_empty()))
    })?;
    let here = sheets.iter().position(|name| *name == sheet);
    let merged = here.and_then(|at| merged.get_mut(at)).map(std::mem::take).unwrap_or_default();
    let at = ranges.iter().position(|(known, _)| *known == sheet);
    let range = at.map(|at| ranges.swap_remove(at).1).unwrap_or_default();
    let total = range.end().map(|(row, _)| u64::from(row) + 1);
    drop(ranges);
    let lines = Lines::spawn(total, move |send| {
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = Rows::new(limits, Merged::new(merged));
        for (row, column, value) in range.used_cells() {
            let at = (top + u32::try_from(row).ok()?, left + u32::try_from(column).ok()?);
            if let Some(line) = rows.cell(at, &cell::text(&cell::seen(value))) {
                send.send(line).ok()?;
            }
        }
        if let Some(line) = rows.end() {
            send.send(line).ok()?;
        }
        Some(())
    })?;

    Ok(Opened { sheets, sheet, lines: Box::new(lines) })
}

/// The lines of a sheet, as a thread of its own reads them.
struct Lines {
    lines: Receiver<Parsed>,
    done: u64,
    total: Option<u64>,
}

impl Lines {
    /// `read` sends one line after the other, and answers nothing where it had to give up, or nobody listens any more.
    fn spawn(
        total: Option<u64>,
        read: impl FnOnce(&SyncSender<Parsed>) -> Option<()> + Send + 'static,
    ) -> io::Result<Self> {
        let (send, lines) = sync_channel(WAITING);
        let work = move || {
            let whole = catch_unwind(AssertUnwindSafe(|| read(&send)));
            if !matches!(whole, Ok(Some(()))) {
                let why = LineFault::Unreadable(io::ErrorKind::InvalidData);
                // Whoever does not listen any more does not need to know.
                let _ = send.send(Err(LineProblem { number: 0, cells: Vec::new(), why }));
            }
        };
        std::thread::Builder::new().name("workbook".to_owned()).spawn(work)?;

        Ok(Self { lines, done: 0, total })
    }
}

impl Sheet for Lines {
    fn next_line(&mut self) -> Option<Parsed> {
        let mut line = self.lines.recv().ok()?;
        match &mut line {
            Ok(line) => self.done = line.number,
            Err(problem) if problem.number == 0 => problem.number = self.done + 1,
            Err(problem) => self.done = problem.number,
        }

        Some(line)
    }

    fn progress(&self) -> Progress {
        Progress { done: self.done, total: self.total.map(|total| total.max(self.done)) }
    }
}
