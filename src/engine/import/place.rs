//! Where the lines that were refused go.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::ImportOrder;
use crate::Error;

/// So many files of refused lines may lie beside each other.
const MOST: usize = 1_000;

/// Where it is said; else beside the table and named after it, as the workbook or text that it is; where nothing can be written there, under the same name
/// in `folder`, the office's own, or among this computer's temporary files if the office is in memory. It is tried before
/// the first line is brought over. A file that lies there already may hold lines that somebody is correcting: it stays, and
/// a number is put after the name. A rehearsal for which nothing is said writes none.
pub(super) fn of_refused(
    order: &ImportOrder,
    folder: Option<&Path>,
    is_workbook: bool,
) -> Result<Option<PathBuf>, Error> {
    if let Some(file) = &order.refused {
        try_to_write(file).map_err(|error| Error::file(file, &error))?;
        return Ok(Some(file.clone()));
    }
    if order.rehearsal {
        return Ok(None);
    }
    let stem = order.path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = if is_workbook { "xlsx" } else { "csv" };
    let name = format!("{stem}-{}", order.locale.import_error_suffix());
    let beside = free(&order.path.with_file_name(""), (&name, ending));
    let Err(error) = try_to_write(&beside) else { return Ok(Some(beside)) };
    let own = free(&folder.map_or_else(std::env::temp_dir, Path::to_owned), (&name, ending));

    try_to_write(&own).map(|()| Some(own)).map_err(|_| Error::file(&beside, &error))
}

/// A file of this name in a folder, with a number after it where one lies there already.
fn free(folder: &Path, (stem, ending): (&str, &str)) -> PathBuf {
    let first = folder.join(format!("{stem}.{ending}"));
    let mut others = (2..MOST).map(|n| folder.join(format!("{stem}-{n}.{ending}")));
    // A folder of that name says that nothing can be written there.
    if first.symlink_metadata().is_err() || first.is_dir() {
        return first;
    }

    others.find(|path| path.symlink_metadata().is_err()).unwrap_or(first)
}

/// Whether a file can be written there. What is there stays as it is.
fn try_to_write(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            OpenOptions::new().write(true).open(path).map(|_| ())
        }
        Err(error) => Err(error),
    }
}
