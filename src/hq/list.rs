//! The lists that headquarters keeps for all branches, as tables: prices of work, parts, warranty terms. They are written
//! out for a spreadsheet and read again, as a whole or not at all.

mod cell;
mod column;
mod entry;
mod part;
mod plan;
mod price;
mod sheet;
mod term;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use domain::{Part, Tariff, Term};
use locale::{Language, Locale};
use serde::Serialize;
use spreadsheet::CsvWriter;

use crate::journal::Noted;
use crate::{Error, Storage, books};
use entry::Entry;
use sheet::Sheet;

pub use column::Column;

/// The largest table that is read, in bytes.
pub const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// The most lines under its header.
pub const MOST_LINES: usize = 20_000;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What work costs.
    Prices,
    /// Parts, with what they cost.
    Parts,
    /// What makers promise.
    Terms,
}

/// What a table makes, or would make, of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Revision {
    /// What is new, as people call it.
    pub created: Vec<String>,
    /// What changes, and in which columns.
    pub changed: Vec<Changed>,
    /// What is taken away.
    pub retired: Vec<String>,
    /// How many lines change nothing.
    pub unchanged: usize,
    /// Columns of the table that nobody knows; they were not read.
    pub unknown_columns: Vec<String>,
}

/// An entry that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// As people call it.
    pub name: String,
    /// Where it differs.
    pub columns: Vec<Column>,
}

/// Why a table was not read into a list. Nothing was changed then.
#[derive(Debug)]
pub enum Refusal {
    /// Headquarters says no.
    Hq(Error),
    /// The file is no table.
    NoTable(PathBuf),
    /// It has more lines or bytes than a list for people.
    TooLarge(PathBuf),
    /// Columns that say what a line is about are not there.
    Lacking(Vec<Column>),
    /// Some lines cannot be as they are.
    Lines(Vec<Wrong>),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Hq(error)
    }
}

/// A line that cannot be as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// Which, counted as an editor does.
    pub line: u64,
    /// In which column; none if the line cannot be read at all.
    pub column: Option<Column>,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub why: Why,
}

/// What can be wrong in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is empty and must not be.
    Missing,
    /// It has more characters than these.
    TooLong(usize),
    /// It is more or less than it may be.
    OutOfRange,
    /// It cannot be read as what it should be.
    Unreadable,
    /// It is in another currency than the books.
    OtherCurrency,
    /// This line is about the same.
    Twice(u64),
    /// Another part has this number or bar code.
    Taken,
    /// Pieces of it were moved or charged already.
    Used,
    /// Quotation marks, separators or letters are broken.
    Broken,
}

/// Writes a list into a new file, in words of this language. Answers how many entries it has.
pub fn export(
    storage: &Storage,
    kind: Kind,
    file: &Path,
    language: Language,
) -> Result<usize, Error> {
    match kind {
        Kind::Prices => write_out::<Tariff>(storage, file, language),
        Kind::Parts => write_out::<Part>(storage, file, language),
        Kind::Terms => write_out::<Term>(storage, file, language),
    }
}

/// Reads a table into a list: all of it in one transaction, or nothing. Where it is only a trial, says what would become
/// of it.
pub fn import(
    storage: &Storage,
    kind: Kind,
    file: &Path,
    (language, trial): (Language, bool),
) -> Result<Revision, Refusal> {
    match kind {
        Kind::Prices => read_in::<Tariff>(storage, file, language, trial),
        Kind::Parts => read_in::<Part>(storage, file, language, trial),
        Kind::Terms => read_in::<Term>(storage, file, language, trial),
    }
}

fn write_out<E: Entry>(storage: &Storage, file: &Path, language: Language) -> Result<usize, Error> {
    let (mut entries, currency) = storage
        .read(|session, _| Ok((plan::known::<E>(session)?, books::currency_of(session)?)))?;
    entries.sort_by_cached_key(|known| known.entry.place());
    let locale = Locale::new(language);
    let failed = |error: io::Error| Error::file(file, &error);
    let new = File::create_new(file).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::Taken(file.display().to_string()),
        _ => failed(error),
    })?;
    let headers = E::COLUMNS.iter().map(|column| column.word(&locale));
    let mut table = CsvWriter::new(BufWriter::new(new), headers).map_err(failed)?;
    for known in &entries {
        let cells = E::COLUMNS.iter().map(|column| known.entry.cell(*column, currency, &locale));
        table.write(cells).map_err(failed)?;
    }
    let written = table.finish().map_err(failed)?;
    let file = written.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;

    Ok(entries.len())
}

fn read_in<E: Entry>(
    storage: &Storage,
    file: &Path,
    language: Language,
    trial: bool,
) -> Result<Revision, Refusal> {
    let sheet = Sheet::read(file, E::COLUMNS, E::KEY)?;
    let unknown_columns = sheet.unknown.clone();
    let planned = if trial {
        storage.read(|session, moment| {
            let locale = Locale::new(language);
            Ok(plan::plan::<E>(session, moment, &sheet, &locale)?.map(|(_, revision)| revision))
        })
    } else {
        storage.write(move |session, moment| {
            let locale = Locale::new(language);
            match plan::plan::<E>(session, moment, &sheet, &locale)? {
                Ok((changes, revision)) => {
                    plan::submit_all(session, moment, E::DEED, changes)?;
                    session.write_down(moment, Noted::ListRead, E::DEED)?;
                    Ok(Ok(revision))
                }
                Err(wrong) => Ok(Err(wrong)),
            }
        })
    };
    let revision = planned?.map_err(Refusal::Lines)?;

    Ok(Revision { unknown_columns, ..revision })
}
