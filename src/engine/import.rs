//! Bringing over the spreadsheet of another system: look, map, rehearse, run, take back.

mod books;
mod columns;
mod engineer;
mod fault;
mod fees;
mod fields;
mod home;
mod household;
mod known;
mod list;
mod machine;
mod matching;
mod owed;
mod person;
mod place;
mod promise;
mod remarks;
mod revised;
mod roles;
mod run;
mod saved;
mod service;
mod take_back;
mod tallied;
mod unfinished;
mod who;
mod whose;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono::NaiveDate;
use domain::{Money, OrderKind};
use locale::Locale;
use serde::Serialize;
use spreadsheet::{Options, Table};

use crate::{Engine, Error};

pub(crate) use machine::category_words;

pub use columns::{mean, meaning, note_others, notes_others};
pub use fault::{field as field_name, line as line_fault};
pub use fees::Fees;
pub use fields::{Result as Repair, order_days};
pub use list::List;
pub use matching::Matching;
pub use promise::is_day_alone;
pub use spreadsheet::{
    Assignment, Encoding, Field, Mapping, OpenError, Separator, Source as ColumnSource, Transform,
};
pub use store::ImportRun;
pub use unfinished::Unfinished;

/// How many lines of a table are shown before it is brought over.
const SAMPLES: usize = 20;
/// How many lines tell whether the day or the month comes first.
const LOOKED_AT: usize = 2_000;

/// How a file is to be read, as far as somebody knows better than the file tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The sheet of a workbook; the first one that holds anything where none is named.
    pub sheet: Option<String>,
    /// How a text file is written; detected where nothing is said.
    pub encoding: Option<Encoding>,
    /// What stands between its cells; detected where nothing is said.
    pub separator: Option<Separator>,
}

/// A table before anything is done with it.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// The file.
    pub path: PathBuf,
    /// How it was asked to be read.
    pub reading: Reading,
    /// What it is written in, as people call it.
    pub written_in: &'static str,
    /// How a text file is written.
    pub encoding: Option<Encoding>,
    /// What stands between the cells of a text file.
    pub separator: Option<Separator>,
    /// The sheets of a workbook; none of a text file.
    pub sheets: Vec<String>,
    /// The sheet that was looked into.
    pub sheet: Option<String>,
    /// Whether its name says that it is a workbook, and it is text all the same.
    pub misnamed: bool,
    /// The names of its columns.
    pub headers: Vec<String>,
    /// Its first lines.
    pub samples: Vec<Vec<String>>,
    /// Which column fills which field: remembered from a table with the same columns, or guessed.
    pub mapping: Mapping,
    /// Whether the mapping was remembered.
    pub remembered: bool,
    /// What the first lines of each column tell of the order of its days; none where none is written as 03/04/2024.
    pub days: Vec<Option<Transform>>,
    /// The different words of each column in the first lines, forty at most.
    pub words: Vec<Vec<String>>,
    /// All mappings that were saved, by name, whether they fit this table or not.
    pub saved: Vec<Mapping>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ImportReport {
    /// The run's number, to take it back by; none after a rehearsal.
    pub id: Option<i64>,
    /// Lines read, the header aside.
    pub rows: u64,
    /// Lines that made something new.
    pub created: u64,
    /// Lines that changed what was there.
    pub updated: u64,
    /// Lines that were there already, just so.
    pub unchanged: u64,
    /// Lines that were refused.
    pub errors: u64,
    /// Where the refused lines lie, with the reason for each.
    pub error_file: Option<PathBuf>,
    /// The first hundred of them.
    pub refused: Vec<RefusedLine>,
    /// Words under the results of which nobody said what they mean.
    pub strange: Vec<String>,
    /// The names of the columns that fill nothing, and are not noted either.
    pub untaken: Vec<String>,
    /// Lines of which a text was too long, and was cut.
    pub cut: u64,
    /// Lines about jobs that were here already which say something that only a note could keep, and it is not noted.
    pub unnoted: u64,
    /// Whether it was stopped before the end.
    pub stopped: bool,
    /// The line of the file from which on it could not be read any more.
    pub broken: Option<u64>,
    /// Jobs that the other system has not finished and that are open here.
    pub open: u64,
    /// Jobs that it has not finished and that are history here.
    pub history: u64,
    /// The day of the oldest of both.
    pub oldest: Option<NaiveDate>,
    /// How many orders of each kind came of it.
    pub services: BTreeMap<OrderKind, u64>,
    /// Jobs that lie ahead and were given to whom their lines name.
    pub assigned: u64,
    /// Jobs that wait and name somebody for a day that is over: they wait to be assigned anew.
    #[serde(default)]
    pub unassigned: u64,
    /// Who is named by jobs that lie ahead and is nobody who goes out from here.
    pub unknown_technicians: Vec<String>,
    /// How many jobs that are done were charged.
    pub charges: u64,
    /// The sum of these charges.
    pub charged: Option<Money>,
    /// How many payments for them were taken in.
    pub payments: u64,
    /// The sum of these payments.
    pub paid: Option<Money>,
    /// Jobs that are done and not paid.
    pub owing: u64,
    /// What their customers owe in all.
    pub owed: Option<Money>,
}

impl ImportReport {
    /// Whether the file was read to its end.
    pub const fn is_whole(&self) -> bool {
        !self.stopped && self.broken.is_none()
    }
}

/// A line that was not brought over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedLine {
    /// Its number in the file, counted from 1, the header included.
    pub line: u64,
    /// What is wrong with it, in a person's words.
    pub reason: String,
    /// What it says, cell by cell, shortened: to recognise it by.
    pub cells: String,
}

/// How far a run is, and whether it should stop. Shared between the one who waits and the one who works.
#[derive(Debug, Default)]
pub struct ImportProgress {
    done: AtomicU64,
    total: AtomicU64,
    stop: AtomicBool,
}

impl ImportProgress {
    /// The share of the file that is done, 0 to 1.
    pub fn share(&self) -> f32 {
        let total = self.total.load(Ordering::Relaxed);
        if total == 0 {
            return 0.0;
        }
        // Only shown as a bar.
        self.done.load(Ordering::Relaxed) as f32 / total as f32
    }

    /// Stops the run after the lines in hand. What was brought over can be taken back.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Says how far it is.
    fn reach(&self, done: u64, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// How a table is to be brought over.
#[derive(Debug, Clone)]
pub struct ImportOrder {
    /// The file.
    pub path: PathBuf,
    /// How it is read.
    pub reading: Reading,
    /// Which column fills which field. With a name, it is remembered under it.
    pub mapping: Mapping,
    /// Whether nothing is to be kept.
    pub rehearsal: bool,
    /// The file that refused lines are written to; one beside the table where none is named. A rehearsal writes them
    /// only where one is.
    pub refused: Option<PathBuf>,
    /// Whether a mapping that was saved under the same name and does something else may be lost.
    pub replace: bool,
    /// The language of the reasons in the file of refused lines.
    pub locale: Locale,
}

impl Engine {
    /// Looks into a file, read in this way: its encoding, columns, first lines, and the mapping that
    /// fits. `name` asks for the mapping that was saved under it, which must fit; where there is none yet, one is guessed.
    pub fn inspect_table(
        &self,
        path: &Path,
        reading: Reading,
        name: Option<String>,
    ) -> impl Future<Output = Result<Inspection, Error>> + Send + use<> {
        let path = path.to_owned();

        self.workers.read(move |session| {
            let mut table = open(&path, &reading)?;
            let headers = table.headers().to_vec();
            let written_in = table.written_in();
            let (encoding, separator) = (table.encoding(), table.separator());
            let (sheets, sheet) = (table.sheets().to_vec(), table.sheet().map(str::to_owned));
            let saved = saved::all(session)?;
            let remembered = saved::remembered(&saved, name.as_deref(), &headers)?;
            let mut rows = table.by_ref().peekable();
            if rows.peek().is_none() {
                return Err(Error::TableWithoutRows);
            }
            let lines: Vec<_> = rows.filter_map(Result::ok).take(LOOKED_AT).collect();
            let samples = lines
                .iter()
                .take(SAMPLES)
                .map(|line| line.cells.iter().map(str::to_owned).collect())
                .collect();

            let days = fields::days(&headers, &lines);
            let words = columns::words(headers.len(), &lines);

            Ok(Inspection {
                words,
                misnamed: sheets.is_empty() && spreadsheet::is_called_workbook(&path),
                reading,
                written_in,
                encoding,
                separator,
                sheets,
                sheet,
                samples,
                remembered: remembered.is_some(),
                mapping: remembered
                    .unwrap_or_else(|| fields::guess(List::guess(&headers), &headers, name, &days)),
                days,
                saved,
                path,
                headers,
            })
        })
    }

    /// Brings a table over, or rehearses it. A few hundred lines at a time are one deed, so that other work goes
    /// on meanwhile. Run twice, nothing is there twice.
    pub fn import_table(
        &self,
        order: ImportOrder,
        progress: Arc<ImportProgress>,
    ) -> impl Future<Output = Result<ImportReport, Error>> + Send + use<> {
        let engine = self.clone();
        let (reply, answer) = tokio::sync::oneshot::channel();
        let work = move || {
            // The asker may have closed its room; what was brought over is noted anyway.
            let _ = reply.send(run::run(&engine, &order, &progress));
        };
        let started = std::thread::Builder::new().name("import".to_owned()).spawn(work);

        async move {
            started.map_err(|_| Error::Stopped)?;
            answer.await.map_err(|_| Error::Stopped)?
        }
    }

    /// Takes back what a run brought over, but for what was worked on since, or is needed by something that was. Where
    /// there is a headquarters, which forgets no order, orders are cancelled: their import is taken back.
    /// What was asked to stop can be gone on with.
    pub fn undo_import(
        &self,
        run: i64,
        progress: Arc<ImportProgress>,
    ) -> impl Future<Output = Result<TakenBack, Error>> + Send + use<> {
        take_back::take_back(self.clone(), run, progress)
    }

    /// How much a run brought over that was not taken back yet.
    pub fn import_size(
        &self,
        run: i64,
    ) -> impl Future<Output = Result<ImportSize, Error>> + Send + use<> {
        self.workers.read(move |session| take_back::size(session, run))
    }

    /// What was brought over on this computer, latest first.
    pub fn imports(&self) -> impl Future<Output = Result<Vec<ImportRun>, Error>> + Send + use<> {
        self.workers.read(|session| Ok(session.import_runs()?))
    }
}

/// Opens a table; what the disk says against it names the file.
fn open(path: &Path, reading: &Reading) -> Result<Table, Error> {
    let Reading { sheet, encoding, separator } = reading.clone();

    Table::open(path, Options { sheet, encoding, separator, ..Options::default() }).map_err(
        |error| match error {
            OpenError::Io(why) => Error::file(path, &why),
            other => other.into(),
        },
    )
}

/// What came of taking a run back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct TakenBack {
    /// Records that are as they were before, or gone.
    pub records: u64,
    /// Records that were worked on since and stay.
    pub kept: u64,
    /// Whether it was asked to stop before the end: the rest is still to be taken back.
    #[serde(skip)]
    pub stopped: bool,
}

/// How much a run brought over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportSize {
    /// Households that it made.
    pub households: u64,
    /// Orders that it made.
    pub orders: u64,
    /// Everything it wrote: these, their addresses and machines, and what it changed.
    pub records: u64,
}

#[cfg(test)]
mod tests;
