//! Why something could not be done.

use std::io::ErrorKind;
use std::sync::Arc;

use domain::{EnquiryEventKind, EnquiryState, Event, State};
use store::SheetOut;

/// A reason, in the engine's words. `app` finds the person's words for it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// This desk belongs to no office yet.
    #[error("this desk belongs to no office yet")]
    NotFounded,
    /// This desk belongs to an office already.
    #[error("this desk belongs to an office already")]
    AlreadyFounded,
    /// What was asked for is not here: withdrawn, or never reached this office.
    #[error("there is no such {0} here")]
    Unknown(&'static str),
    /// The person of this file was erased: nothing is written in it any more.
    #[error("the person of this file was erased")]
    Erased,
    /// Nobody is erased while orders of theirs are open: so many.
    #[error("{0} orders are open")]
    OrdersOpen(usize),
    /// This computer is there for something else: headquarters would refuse it.
    #[error("a {0:?} does not do this")]
    NotYours(sync::DeskRole),
    /// It cannot go: an order needs it.
    #[error("an order needs this record")]
    InUse,
    /// Headquarters draws the areas, not this office.
    #[error("headquarters draws the areas")]
    AreasDrawnElsewhere,
    /// Headquarters sets prices and currency, not this office.
    #[error("headquarters sets the prices")]
    PricesSetElsewhere,
    /// Headquarters keeps parts and warranty terms, not this office.
    #[error("headquarters keeps the catalogue")]
    CatalogueKeptElsewhere,
    /// Headquarters writes this article.
    #[error("headquarters writes this article")]
    ArticleKeptElsewhere,
    /// Pieces of the part moved without serial numbers already, so they do not get any.
    #[error("pieces of the part moved without serial numbers")]
    PartMoved,
    /// Money was charged or taken already, so the currency of the books stays.
    #[error("money was charged or taken already")]
    BooksBegun,
    /// A field does not hold what it must.
    #[error("{field} is {why:?}")]
    Field {
        /// Which field, by its name in the form.
        field: &'static str,
        /// What is wrong with it.
        why: Wrong,
    },
    /// The order is not at a point where this may happen.
    #[error("{event:?} cannot happen to an order that is {state:?}")]
    NotNow {
        /// What was to happen.
        event: Event,
        /// What the order is at.
        state: State,
    },
    /// The enquiry is not at a point where this may happen.
    #[error("{event:?} cannot happen to an enquiry that is {state:?}")]
    EnquiryNotNow {
        /// What was to happen.
        event: EnquiryEventKind,
        /// What the enquiry is at.
        state: EnquiryState,
    },
    /// The call cannot be taken back: a complaint, a letter or another call came of it.
    #[error("something came of the call")]
    CallFollowed,
    /// A letter was written after this step: that would have to be taken back first.
    #[error("a letter was written after this step")]
    StepFollowed,
    /// The customer refused to be reached this way.
    #[error("the customer refused this")]
    Refused,
    /// The customer refused to be called.
    #[error("the customer refused to be called")]
    CallsRefused,
    /// A field of a template names what nothing fills.
    #[error("{field}: {why}")]
    Place {
        /// Which field, by its name in the form.
        field: &'static str,
        /// What is wrong in it.
        why: domain::Unmerged,
    },
    /// A template cannot be filled.
    #[error(transparent)]
    Template(#[from] domain::Unmerged),
    /// A file could not be read or written.
    #[error("{path}: {kind}")]
    File {
        /// Which.
        path: String,
        /// Why.
        kind: ErrorKind,
    },
    /// The folder that a file was to be written into is not there.
    #[error("there is no folder {0}")]
    NoFolder(String),
    /// A backup would take the place of the database that is open.
    #[error("{0} is the open database itself")]
    OntoItself(std::path::PathBuf),
    /// A file is not kept with an order, or not shown.
    #[error(transparent)]
    Files(#[from] crate::FileFault),
    /// Mail does not come or go.
    #[error(transparent)]
    Mail(crate::MailFault),
    /// The file is not a database of ours.
    #[error("the file is not a Branchdesk database")]
    NotOurs,
    /// The file that the office was to go back to is no backup. Nothing was changed.
    #[error("{0} is not a backup of Branchdesk")]
    NoBackup(std::path::PathBuf),
    /// The backup that the office was to go back to is damaged. Nothing was changed.
    #[error("the backup {0} is damaged")]
    BackupDamaged(std::path::PathBuf),
    /// A newer Branchdesk wrote the database.
    #[error("the database has schema {found}, this program knows {known}")]
    Newer {
        /// What the file says.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// No room is left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The database is damaged.
    #[error("the database is damaged")]
    Damaged(String),
    /// Another program holds the database.
    #[error("the database is in use elsewhere")]
    Busy,
    /// A window is open on this folder.
    #[error("a window is open on this folder")]
    WindowOpen,
    /// A window is open on this folder, and does not answer.
    #[error("the window that is open on this folder does not answer")]
    WindowSilent,
    /// The disk or the database failed otherwise.
    #[error("the database failed")]
    Store(#[source] Arc<store::Error>),
    /// A table could not be read.
    #[error(transparent)]
    Table(Arc<spreadsheet::OpenError>),
    /// A table has the names of its columns and nothing below them.
    #[error("the table has no rows")]
    TableWithoutRows,
    /// A mapping does not fit the table: these fields have no column.
    #[error("no column for {0:?}")]
    Mapping(Vec<String>),
    /// The mapping of this name was made for a table with other columns.
    #[error("the mapping {0} does not fit this table")]
    MappingMisfit(String),
    /// A mapping of this name was saved already, and does something else.
    #[error("another mapping is called {0:?}")]
    MappingTaken(String),
    /// An import came to an end before the last line. What it brought over can be taken back.
    #[error("import {run} was cut short")]
    ImportCut {
        /// The run's number.
        run: i64,
        /// Why.
        #[source]
        why: Box<Self>,
    },
    /// The agreed time is over, so it can no longer be changed.
    #[error("the agreed time is over")]
    TooLate,
    /// No order has this number.
    #[error("no sheet has the number {0}")]
    SheetUnknown(String),
    /// No order has just this number; the sheets of these are out, and their numbers end so.
    #[error("no sheet has the number {number}, several end in it")]
    SheetSeveral {
        /// What was typed.
        number: String,
        /// Those that may be meant.
        sheets: Vec<SheetOut>,
    },
    /// Two orders have this number, and the sheets of both are out.
    #[error("two orders have the number {0}")]
    NumberTwice(String),
    /// The sheet of this order was entered before.
    #[error("the sheet of {0} was entered before")]
    SheetEntered(String),
    /// Who pays cannot be decided any more: a sheet is in, or the order is over.
    #[error("the charges stand")]
    SheetStands,
    /// This order has no visit that a sheet could report.
    #[error("{0} has no open visit")]
    NoOpenVisit(String),
    /// The work of this order is over, and no sheet of it was ever printed.
    #[error("{0} is over and was never printed")]
    NoSheet(String),
    /// A place has fewer pieces than are to leave it.
    #[error("only {left} of {part} are there")]
    StockShort {
        /// The part's name.
        part: String,
        /// How many there are.
        left: i64,
    },
    /// A piece with this serial number is elsewhere.
    #[error("the serial number {0} is in use")]
    SerialUsed(String),
    /// No piece with this serial number lies where it was to be taken from.
    #[error("no piece {serial} lies there")]
    SerialNotThere {
        /// The number that was named.
        serial: String,
        /// The numbers of the pieces that do.
        there: Vec<String>,
    },
    /// A paper could not be made.
    #[error("the paper could not be made: {0}")]
    Paper(String),
    /// The printer did not take a paper.
    #[error("the printer did not take the paper: {0}")]
    Printer(String),
    /// No program of this computer shows a PDF file.
    #[error("no program shows PDF files")]
    NoViewer,
    /// Headquarters could not be reached.
    #[error("headquarters cannot be reached")]
    Offline,
    /// What answers has a certificate that this computer does not trust.
    #[error("the certificate of headquarters is not trusted")]
    Untrusted,
    /// Headquarters said no.
    #[error("headquarters refused: {0:?}")]
    Headquarters(sync::wire::Code),
    /// What answered is not headquarters.
    #[error("what answered is not headquarters")]
    NotHeadquarters,
    /// The address is none, or not safe: plain HTTP leaves this computer only if told so.
    #[error("{0} is not an address of headquarters")]
    Address(String),
    /// Plain HTTP would leave this computer, and nobody said that it may.
    #[error("plain HTTP to another computer is not allowed")]
    Unencrypted,
    /// The system's keyring does not open.
    #[error("the keyring does not open")]
    Keyring,
    /// The two files are one already.
    #[error("the two files are one already")]
    SameAlready,
    /// The person who asked stopped it.
    #[error("stopped")]
    Cancelled,
    /// The database thread is gone.
    #[error("the engine has stopped")]
    Stopped,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wrong {
    /// It is empty and must not be.
    Missing,
    /// It cannot be read as what it should be.
    Unreadable,
    /// It has more characters than these.
    TooLong(usize),
    /// It lies in the past.
    Over,
    /// It names nothing that is known.
    Unknown,
    /// It is more or less than it may be.
    OutOfRange,
    /// Someone or something else has it.
    Taken,
    /// It ends before it begins.
    Backwards,
    /// It is still to come, and must be over.
    ToCome,
    /// It lies before the order came in.
    BeforeOrder,
}

impl Error {
    /// A field that does not hold what it must.
    pub fn field(field: &'static str, why: Wrong) -> Self {
        Self::Field { field, why }
    }

    /// A mapping that does not fit its table.
    pub(crate) fn mapping(faults: Vec<spreadsheet::MappingFault>) -> Self {
        use spreadsheet::MappingFault;

        let field = |fault| match fault {
            MappingFault::NoSuchColumn { field, .. }
            | MappingFault::NoSuchField { field }
            | MappingFault::AssignedTwice { field }
            | MappingFault::Unassigned { field }
            | MappingFault::MatchKeyUnassigned { field } => field,
        };

        Self::Mapping(faults.into_iter().map(field).collect())
    }

    /// A file that could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull => Self::DiskFull,
            _ if is_open_elsewhere(error) => {
                Self::File { path: path.display().to_string(), kind: ErrorKind::ResourceBusy }
            }
            kind => Self::File { path: path.display().to_string(), kind },
        }
    }
}

/// Whether another program has the file open and shares it with nobody, or has locked a part of it.
fn is_open_elsewhere(error: &std::io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;

    // The numbers mean something else where files are shared always.
    cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}

impl From<domain::Flaw> for Error {
    fn from(domain::Flaw { field, why }: domain::Flaw) -> Self {
        let why = match why {
            domain::Flawed::Missing => Wrong::Missing,
            domain::Flawed::TooLong(longest) => Wrong::TooLong(longest),
            domain::Flawed::OutOfRange => Wrong::OutOfRange,
        };

        Self::Field { field, why }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotOurs => Self::NotOurs,
            store::Error::Newer { found, known } => Self::Newer { found, known },
            store::Error::DiskFull => Self::DiskFull,
            store::Error::Damaged(what) => Self::Damaged(what),
            store::Error::Busy => Self::Busy,
            store::Error::Interrupted => Self::Cancelled,
            other => Self::Store(Arc::new(other)),
        }
    }
}

impl From<spreadsheet::OpenError> for Error {
    fn from(error: spreadsheet::OpenError) -> Self {
        Self::Table(Arc::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_open_elsewhere_is_told_apart_on_windows() {
        for code in [32, 33] {
            let error = std::io::Error::from_raw_os_error(code);
            let told = Error::file(std::path::Path::new("list.csv"), &error);
            let busy = matches!(&told, Error::File { kind: ErrorKind::ResourceBusy, .. });

            assert_eq!(busy, cfg!(windows), "{told}");
        }
    }
}
