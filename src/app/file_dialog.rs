//! Asking for a file with the system's own dialog, and telling whether it has one.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rfd::FileHandle;

/// What a person answered when asked for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    Path(PathBuf),
    /// They thought better of it.
    Nothing,
    /// Nobody was asked: the system has no dialog to ask with.
    NoDialog,
}

/// Nobody reads a dialog and closes it sooner than this.
const SOONEST: Duration = Duration::from_millis(400);

/// Waits for the answer of a dialog.
pub async fn answered(dialog: impl Future<Output = Option<FileHandle>>) -> Chosen {
    let asked = Instant::now();

    match dialog.await {
        Some(file) => Chosen::Path(file.path().to_owned()),
        // A system without dialogs answers at once, and with the same word.
        None if asked.elapsed() < SOONEST => Chosen::NoDialog,
        None => Chosen::Nothing,
    }
}
