//! Where the bytes of a file are, as far as this computer knows.

use domain::FileHash;
use store::Session;
use sync::client::carrier::Pause;

use super::FileFault;
use crate::Error;
use crate::exchange::{Missed, Moving};

/// Where the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// Here, in an office of its own.
    Here,
    /// Here and at headquarters.
    Safe,
    /// Here, and not yet sent.
    Unsent,
    /// Here, and headquarters keeps no files yet.
    NotKept,
    /// On its way to headquarters: so many hundredths are there.
    Leaving(u8),
    /// On its way to this computer: so many hundredths are here.
    Coming(u8),
    /// Not here. It comes when somebody opens it.
    Away,
    /// Not here, nor at headquarters: the computer that has it has not sent it.
    Awaited,
    /// Not here, and there is nobody to ask.
    Missing,
}

impl FileState {
    /// Whether it can be shown at once.
    pub fn is_here(self) -> bool {
        matches!(self, Self::Here | Self::Safe | Self::Unsent | Self::NotKept | Self::Leaving(_))
    }
}

/// The state of a file.
pub(super) fn of(
    session: &Session<'_>,
    hash: &FileHash,
    here: bool,
    (enrolled, moving): (bool, &Moving),
) -> Result<FileState, Error> {
    let hash = hash.as_str();
    let now = moving.now.as_ref().filter(|(own, _, _)| own == hash);
    let not_kept = moving.pause == Some(Pause::TooOld);
    let state = match (enrolled, here, now) {
        (false, true, _) => FileState::Here,
        (false, false, _) => FileState::Missing,
        (true, true, Some((_, true, share))) => FileState::Leaving(*share),
        (true, true, _) if session.is_confirmed(hash)? => FileState::Safe,
        (true, true, _) if not_kept => FileState::NotKept,
        (true, true, _) => FileState::Unsent,
        (true, false, Some((_, false, share))) => FileState::Coming(*share),
        (true, false, _) if moving.awaited.contains_key(hash) => FileState::Awaited,
        (true, false, _) => FileState::Away,
    };

    Ok(state)
}

/// Why a file did not come, in words for whoever wanted it.
pub(super) fn why(missed: Missed, name: &str) -> Error {
    let name = || name.to_owned();

    match missed {
        Missed::Offline => Error::Offline,
        Missed::Full => Error::DiskFull,
        Missed::Cancelled => Error::Cancelled,
        Missed::TooOld => FileFault::NotKept.into(),
        Missed::Awaited => FileFault::Awaited(name()).into(),
        Missed::Spoilt => FileFault::Spoilt(name()).into(),
        Missed::Unknown | Missed::Alone => FileFault::Elsewhere(name()).into(),
    }
}
