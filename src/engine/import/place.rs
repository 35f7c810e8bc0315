//! Where the lines that were refused go.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::ImportOrder;
use crate::Error;

/// Where it is said; else beside the table and named after it, as the workbook or text that it is; where nothing can be written there, under the same name
/// in `folder`, the office's own, or among this computer's temporary files if the office is in memory. It is tried before
/// the first line is brought over. A rehearsal for which nothing is said writes none.
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
    let name = format!("{stem}-{}.{ending}", order.locale.import_error_suffix());
    let beside = order.path.with_file_name(&name);
    let Err(error) = try_to_write(&beside) else { return Ok(Some(beside)) };
    let own = folder.map_or_else(std::env::temp_dir, Path::to_owned).join(&name);

    try_to_write(&own).map(|()| Some(own)).map_err(|_| Error::file(&beside, &error))
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
