//! Who has the database of a folder open, so that nobody puts another in its place under their hands.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::Error;

/// Everyone who has the database open shares this file's lock; who replaces the database has it alone.
const LOCK: &str = "open.lock";
/// So long those who are closing the database may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(20);

/// Somebody's, for as long as one of the clones lives.
#[derive(Debug, Clone)]
pub(crate) struct Presence {
    _lock: Arc<File>,
}

impl Presence {
    /// Among others. Fails with [`Error::Busy`] while the database is being replaced.
    pub(crate) fn among(folder: &Path) -> Result<Self, Error> {
        Self::lock(folder, File::try_lock_shared)
    }

    /// Alone. Fails with [`Error::Busy`] while anyone else is there.
    pub(crate) fn alone(folder: &Path) -> Result<Self, Error> {
        Self::lock(folder, File::try_lock)
    }

    fn lock(folder: &Path, take: fn(&File) -> Result<(), TryLockError>) -> Result<Self, Error> {
        let path = folder.join(LOCK);
        let opened =
            File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(|error| Error::file(&path, &error))?;
        let until = Instant::now() + PATIENCE;
        loop {
            match take(&file) {
                Ok(()) => return Ok(Self { _lock: Arc::new(file) }),
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => return Err(Error::Busy),
                Err(TryLockError::Error(error)) => return Err(Error::file(&path, &error)),
            }
        }
    }
}
