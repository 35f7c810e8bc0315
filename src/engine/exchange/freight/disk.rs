//! Files as they come: a part beside the place, which gets its name once it is what its hash says.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use sync::client::carrier::Pause;

use super::Stop;

/// Where a file lies as long as it is not whole.
pub(crate) fn part(place: &Path) -> PathBuf {
    place.with_added_extension("part")
}

/// Where a file is kept that is not what it was.
pub(crate) fn damaged(place: &Path) -> PathBuf {
    place.with_added_extension("damaged")
}

/// How many bytes of it came before.
pub(super) fn part_of(place: &Path) -> u64 {
    fs::metadata(part(place)).map_or(0, |part| part.len())
}

/// Adds what came, at its place: what lies there beyond that is of a call that nobody waited for.
pub(super) fn append(place: &Path, at: u64, bytes: &[u8]) -> Result<(), Stop> {
    let written = || -> io::Result<()> {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(part(place))?;
        if file.metadata()?.len() != at {
            file.set_len(at)?;
        }
        file.write_all(bytes)
    };

    written().map_err(|error| {
        if is_full(&error) {
            // A part takes room from what the office writes down.
            let _ = fs::remove_file(part(place));
            return Stop::Full;
        }
        Stop::Disk
    })
}

/// Gives a whole file its name, if it is what that says; else it goes.
pub(super) fn settle(place: &Path, hash: &str) -> Result<(), Stop> {
    let part = part(place);
    if !is_sound(&part, hash) {
        // It is fetched anew.
        let _ = fs::remove_file(&part);
        return Err(Stop::Pause(Pause::Wrong));
    }
    let kept = OpenOptions::new().append(true).open(&part).and_then(|file| file.sync_all());

    kept.and_then(|()| fs::rename(&part, place))
        .map_err(|error| if is_full(&error) { Stop::Full } else { Stop::Disk })
}

/// Whether a file is what its hash says.
pub(super) fn is_sound(path: &Path, hash: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| store::is_what_it_says(hash, &bytes))
}

/// Keeps a file that is not what it was out of the way.
pub(super) fn put_aside(place: &Path) {
    // One that cannot be moved is found again.
    let _ = fs::rename(place, damaged(place));
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}
