//! Removing the bytes of files that nobody may or wants to have any more.

use std::path::{Path, PathBuf};

use domain::{FileHash, Moment};
use store::Session;

use super::{FOLDER, place};
use crate::Error;
use crate::exchange::{damaged, part};
use crate::link::ADDRESS;
use crate::private_file::unfinished;

/// What was taken away everywhere stays so long, in milliseconds: seven days.
const LEFT_MS: i64 = 7 * 86_400_000;

/// Removes the bytes of files whose persons were erased, where nobody else's file has the same.
pub(crate) fn forget_erased(session: &Session<'_>, folder: Option<&Path>) -> Result<(), Error> {
    let Some(files) = folder.map(|folder| folder.join(FOLDER)) else { return Ok(()) };

    forget_erased_in(session, &files)
}

/// The same of a folder of files.
pub(crate) fn forget_erased_in(session: &Session<'_>, files: &Path) -> Result<(), Error> {
    for hash in erased_in(session, files)? {
        forget(session, files, &hash)?;
    }

    Ok(())
}

/// Whether there is a headquarters, which says what holds.
pub(super) fn is_led(session: &Session<'_>) -> Result<bool, Error> {
    Ok(session.setting(ADDRESS)?.is_some())
}

/// Which files lie there, whole or in part, whose persons were erased.
pub(crate) fn erased_in(session: &Session<'_>, files: &Path) -> Result<Vec<FileHash>, Error> {
    let erased = session.erased_files(is_led(session)?)?;
    let lies_here = |hash: &FileHash| {
        let place = place(files, hash);
        bytes_of(place).iter().any(|file| file.is_file())
    };

    Ok(erased.iter().filter_map(|hash| FileHash::parse(hash)).filter(lies_here).collect())
}

/// Removes the bytes of files that were taken away everywhere, some days after: until then somebody may put them back.
pub(crate) fn forget_left(
    session: &Session<'_>,
    folder: Option<&Path>,
    now: Moment,
) -> Result<(), Error> {
    let Some(files) = folder.map(|folder| folder.join(FOLDER)) else { return Ok(()) };
    for hash in session.left_files(now.0 - LEFT_MS)?.iter().filter_map(|hash| FileHash::parse(hash))
    {
        forget(session, &files, &hash)?;
    }

    Ok(())
}

fn forget(session: &Session<'_>, files: &Path, hash: &FileHash) -> Result<(), Error> {
    for file in bytes_of(place(files, hash)) {
        if file.is_file() {
            std::fs::remove_file(&file).map_err(|error| Error::file(&file, &error))?;
        }
    }

    Ok(session.is_away(hash.as_str())?)
}

/// Wherever the bytes of a file may lie: what came of it so far, what was put aside as damaged, what was being written as
/// the power failed, and the file itself.
fn bytes_of(place: PathBuf) -> [PathBuf; 4] {
    [part(&place), damaged(&place), unfinished(&place), place]
}
