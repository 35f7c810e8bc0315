//! A file that only its owner may read. On Windows it is as private as the person's folders, which it lies in.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Where a file lies while it is being written. It stays there if whoever wrote it was stopped, and the next begins anew.
pub(crate) fn unfinished(path: &Path) -> PathBuf {
    path.with_added_extension("unfinished")
}

/// Writes beside and renames, so that there is always one whole file; born unreadable for others.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = unfinished(path);
    if unfinished.exists() {
        std::fs::remove_file(&unfinished)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);

    std::fs::rename(&unfinished, path).inspect_err(|_| {
        // What does not get its place is of no use to anyone.
        let _ = std::fs::remove_file(&unfinished);
    })
}
