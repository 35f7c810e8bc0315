//! Why the database could not do it.

use std::io;

/// A failure at rest.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is something else.
    #[error("the file is not a Branchdesk database")]
    NotOurs,
    /// A newer Branchdesk wrote the file.
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
    /// The file is damaged.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// Another program holds the file.
    #[error("the database is in use elsewhere")]
    Busy,
    /// The disk or the folder refuses.
    #[error("the disk refuses")]
    Io(#[from] io::Error),
    /// A record's fields are not those of its kind.
    #[error("a record of kind {kind} cannot be read")]
    Malformed {
        /// The kind.
        kind: String,
        /// What is wrong.
        #[source]
        why: serde_json::Error,
    },
    /// A change that its record does not allow: not there, or there already.
    #[error("the change does not fit its record: {0}")]
    Misfit(String),
    /// A backup would take the place of the database that it is made of.
    #[error("the backup would replace the database itself")]
    OntoItself,
    /// Whoever watched the work stopped it.
    #[error("stopped")]
    Interrupted,
    /// SQLite refused for another reason.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

impl Error {
    /// Whether it is because of what one record says, so that everything else can be done.
    pub(crate) fn is_of_one_record(&self) -> bool {
        use rusqlite::ErrorCode;

        match self {
            Self::Malformed { .. } | Self::Misfit(_) => true,
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                None | Some(
                    ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig
                )
            ),
            Self::NotOurs
            | Self::Newer { .. }
            | Self::DiskFull
            | Self::Damaged(_)
            | Self::Busy
            | Self::OntoItself
            | Self::Interrupted
            | Self::Io(_) => false,
        }
    }
}

/// `SQLITE_IOERR_SHMSIZE`.
const NO_ROOM_TO_SHARE: i32 = 10 | 19 << 8;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;

        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            // No room for what its readers and its writer share in the log's index: said like a broken disk.
            _ if error.sqlite_error().is_some_and(|it| it.extended_code == NO_ROOM_TO_SHARE) => {
                Self::DiskFull
            }
            Some(ErrorCode::NotADatabase) => Self::NotOurs,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            _ => Self::Sqlite(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_without_room_for_the_logs_index_is_full_and_not_broken() {
        let failed = |code| {
            Error::from(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None))
        };

        assert!(matches!(failed(NO_ROOM_TO_SHARE), Error::DiskFull));
        assert!(matches!(failed(rusqlite::ffi::SQLITE_IOERR_READ), Error::Sqlite(_)));
    }
}
