//! What can go wrong at headquarters.

mod words;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use sync::StreamId;
use sync::hq::StorageFailure;
use sync::wire::Why;
use uuid::Uuid;

/// Why something was not done. What was begun has been undone.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The folder for headquarters' data cannot be made or used.
    #[error("the folder {folder} cannot be used: {why}")]
    Folder {
        /// Which.
        folder: PathBuf,
        /// What the system says.
        why: String,
    },
    /// The file is there, but headquarters did not make it.
    #[error("{0} is not a database of headquarters")]
    Foreign(PathBuf),
    /// A file cannot be read or written.
    #[error("the file {file} cannot be used: {why}")]
    File {
        /// Which.
        file: PathBuf,
        /// What the system says.
        why: String,
    },
    /// A backup is not what it should be.
    #[error("{file} is not sound: {wrong} findings")]
    Unsound {
        /// Which.
        file: PathBuf,
        /// How much is wrong.
        wrong: usize,
    },
    /// A backup would take the place of the database that it is made of.
    #[error("{0} is the database itself")]
    OntoItself(PathBuf),
    /// What is to be a copy of the database on the server is that database.
    #[error("this is the database itself")]
    CopyIsItself,
    /// What is to be a copy is one of another headquarters, or from before this one was restored.
    #[error("this is no copy of this headquarters as it is since its last restore")]
    NoCopyOfThis,
    /// No record of this name was handed back and waits for a decision.
    #[error("no record {0:?} waits for a decision")]
    UnknownSalvage(String),
    /// No order has this number.
    #[error("no order has the number {0:?}")]
    NoSuchNumber(String),
    /// More than one order has this number.
    #[error("{} orders have the number {number:?}", .places.len())]
    NumberTwice {
        /// The number.
        number: String,
        /// Where each lies, and its name.
        places: Vec<(StreamId, Uuid)>,
    },
    /// What was asked cannot happen to the order now.
    #[error("order {number} is {state}: that cannot happen to it now")]
    NotNow {
        /// Its number.
        number: String,
        /// What it is at.
        state: String,
    },
    /// An order is handed to another branch than its own.
    #[error("order {number} is with branch {branch} already")]
    WithThisBranch {
        /// Its number.
        number: String,
        /// The branch's code.
        branch: String,
    },
    /// No operation of this name arrived late and waits for a decision.
    #[error("no late operation {0:?} waits for a decision")]
    UnknownLate(String),
    /// There is no such person in this branch.
    #[error("no person {0:?} in this branch")]
    UnknownPerson(String),
    /// Nobody of this name may sign in.
    #[error("no operator is called {0:?}")]
    UnknownOperator(String),
    /// A password is too short to keep anybody out, or longer than anybody types.
    #[error("this cannot be a password")]
    WeakPassword,
    /// Nobody is erased while orders of theirs are open: so many.
    #[error("{0} orders of this person are open")]
    OrdersOpen(usize),
    /// A newer version made it.
    #[error("the database has schema {found}, this program knows {known}")]
    Newer {
        /// The schema in the file.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The address of a database server cannot be understood.
    #[error("the database server's address cannot be understood: {0}")]
    Address(String),
    /// The database on the server holds another program's tables.
    #[error("the database on the server is not headquarters' own")]
    ForeignServer,
    /// This build speaks to no database server.
    #[error("this build speaks to no database server")]
    WithoutServer,
    /// Something that is done with a file was asked of a database on a server.
    #[error("a database on a server is backed up and restored with the server's own tools")]
    OnServer,
    /// The database failed; trying again later may help.
    #[error(transparent)]
    Storage(#[from] StorageFailure),
    /// Headquarters is shutting down.
    #[error("headquarters is shutting down")]
    Stopped,
    /// Nobody can listen there.
    #[error("nobody can listen at {address}: {why}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system says.
        why: String,
    },
    /// The system gives no randomness or no threads.
    #[error("the system refuses: {0}")]
    System(String),
    /// A branch's code is 1 to 8 letters and digits.
    #[error("{0:?} cannot be a branch's code")]
    MalformedBranch(String),
    /// A name is 1 to 100 bytes long.
    #[error("{0:?} cannot be a name")]
    MalformedName(String),
    /// A branch, a key or a name is there already.
    #[error("{0:?} is there already")]
    Taken(String),
    /// There is no such branch.
    #[error("there is no branch {0:?}")]
    UnknownBranch(String),
    /// There is no such device.
    #[error("there is no device {0:?}")]
    UnknownDevice(String),
    /// There is no such order waiting for a branch.
    #[error("no order {0:?} waits for a branch")]
    UnknownOrder(String),
    /// A division is a code of 2, 4, 6 or 9 digits, or a name.
    #[error("{0:?} is not a division")]
    MalformedDistrict(String),
    /// Money was charged or taken already.
    #[error("money was charged or taken in {} already", .0.code())]
    BooksBegun(domain::Currency),
    /// The merge refused one of headquarters' own deeds.
    #[error("the deed was refused: {0:?}")]
    Refused(Option<Why>),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        // `SQLITE_IOERR_SHMSIZE`: no room for the log's index. SQLite says it like a broken disk.
        const NO_ROOM_TO_SHARE: i32 = 10 | 19 << 8;

        let full = error.sqlite_error().is_some_and(|it| it.extended_code == NO_ROOM_TO_SHARE);
        let why = if full { "database or disk is full".to_owned() } else { error.to_string() };
        Self::Storage(StorageFailure(why))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Storage(StorageFailure(error.to_string()))
    }
}

impl Error {
    /// A file cannot be read or written.
    pub(crate) fn file(file: &Path, error: &io::Error) -> Self {
        Self::File { file: file.to_owned(), why: error.to_string() }
    }

    /// The system refused something that every machine has.
    pub(crate) fn system(error: &io::Error) -> Self {
        Self::System(error.to_string())
    }
}
