//! Backups of headquarters: made, opened and verified before they count, and put back.

mod copy;

use std::fs;
use std::path::{Path, PathBuf};

use sync::hq::{Headquarters, HqTx, Lives};
use sync::{Env, Epoch};

use crate::check::{Findings, look};
use crate::journal::Noted;
use crate::storage::Standby;
use crate::surroundings::{Moment, Surroundings};
use crate::{Error, Session, Storage, wall_clock};

pub use copy::verify_copy;

/// Lives that are told at once: a device that sends meanwhile waits no longer than that takes.
const LIVES: usize = 500;
/// A copy of what was here before, as long as something is taken over from it.
const TAKING_OVER: &str = "taking-over.unfinished";

/// What a backup was put in the place of, and what it holds.
#[derive(Debug)]
pub struct Restored {
    /// Where the database lies that was here before; none if there was none.
    pub before: Option<PathBuf>,
    /// Whether what no device brings back was taken over from there. If not, enrolment codes of before work no more.
    pub taken_over: bool,
    /// What the check of the backup found: nothing is wrong.
    pub findings: Findings,
}

/// Writes a copy of everything to `file`, opens it and checks all of it. Only then it appears under its name, and
/// only then devices are told that they need not keep what lies in it.
pub fn back_up(storage: &Storage, file: &Path) -> Result<Findings, Error> {
    if storage.is_own(file) {
        return Err(Error::OntoItself(file.to_owned()));
    }
    let unfinished = beside(file, "unfinished");
    remove(&unfinished)?;
    storage.read(|session, _| session.copy_to(&unfinished))?;
    let (findings, held) = open(&unfinished)?;
    if !findings.is_sound() {
        return Err(Error::Unsound { file: unfinished, wrong: findings.wrong.len() });
    }
    fs::rename(&unfinished, file).map_err(|error| Error::file(file, &error))?;
    count(storage, &held, findings.operations)?;

    Ok(findings)
}

/// What of the devices' work lies in a backup.
#[derive(Debug)]
struct Held {
    /// In which epoch it was made.
    epoch: Epoch,
    lives: Lives,
}

impl Held {
    fn of(session: &mut Session<'_>) -> Result<Self, Error> {
        let lives = Headquarters::default().lives(session)?;

        Ok(Self { epoch: session.epoch()?, lives })
    }
}

/// A backup was found sound: from now on it counts, and devices need not keep what lies in it. One of another epoch
/// tells of lives that went on otherwise here, or never were.
fn count(storage: &Storage, held: &Held, operations: usize) -> Result<(), Error> {
    for lives in held.lives.chunks(LIVES) {
        let (lives, epoch) = (lives.to_vec(), held.epoch);
        storage.write(move |session, _| {
            is_of_epoch(session, epoch)?;
            Ok(Headquarters::default().verified(&lives, session)?)
        })?;
    }
    let epoch = held.epoch;
    storage.write(move |session, moment| {
        is_of_epoch(session, epoch)?;
        session.write_down(moment, Noted::BackupMade, &operations.to_string())
    })
}

fn is_of_epoch(session: &mut Session<'_>, epoch: Epoch) -> Result<(), Error> {
    if session.epoch()? == epoch { Ok(()) } else { Err(Error::NoCopyOfThis) }
}

/// Opens a backup and checks all of it.
pub fn verify(file: &Path) -> Result<Findings, Error> {
    open(file).map(|(findings, _)| findings)
}

/// Puts a backup in the place of the database in `folder`, whole or not at all; whoever is being served meanwhile
/// goes on with it. A new epoch begins, so that the devices bring back what was lost, and order numbers and desk letters
/// go on far above those that may have been given out since. What was here is kept beside it; if it can still be read,
/// devices that were enrolled or sent away since stay so, and who may hand orders in, what they were answered and
/// which orders wait is as it was.
pub fn restore(folder: &Path, file: &Path) -> Result<Restored, Error> {
    let (findings, _) = open(file)?;
    if !findings.is_sound() {
        return Err(Error::Unsound { file: file.to_owned(), wrong: findings.wrong.len() });
    }
    let surroundings = Surroundings::new(wall_clock())?;
    let mut moment = surroundings.now();
    fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;
    let staged = folder.join("restoring.unfinished");
    remove(&staged)?;
    fs::copy(file, &staged).map_err(|error| Error::file(&staged, &error))?;

    let standby = Standby::prepare(&staged, &mut moment)?;
    let before = standby.keep_present(folder)?;
    let present = before.as_deref().and_then(|before| readable(before, folder, &mut moment));
    let mut begin = |present: Option<&Standby>| {
        standby.work(|session| {
            if let Some(present) = present {
                session.take_over(present)?;
            }
            go_on(session, &mut moment, present.is_some())
        })
    };
    // What is spoilt in the middle counts as what cannot be read.
    let taken_over = present.as_ref().is_some_and(|present| begin(Some(present)).is_ok());
    if !taken_over {
        begin(None)?;
    }
    standby.take_the_place(folder)?;
    drop(present);
    remove(&staged)?;
    remove(&folder.join(TAKING_OVER))?;

    Ok(Restored { before, taken_over, findings })
}

/// Someone put the database back to an earlier state with tools of their own, as one does on a server: a new epoch
/// begins, so that the devices bring back what was lost.
pub fn was_restored(storage: &Storage) -> Result<(), Error> {
    storage.write(|session, moment| go_on(session, moment, false))
}

/// Begins a new epoch, far above whatever was given out since the backup: sequences, order numbers, desk letters. A
/// code of before lets nobody in unless it is known that nobody used it.
fn go_on(session: &mut Session<'_>, moment: &mut Moment, taken_over: bool) -> Result<(), Error> {
    let now = moment.now_ms();
    session.skip_numbers(moment)?;
    if !taken_over {
        session.void_enrol_codes(now)?;
    }
    session.end_operator_sessions()?;
    Headquarters::default().restored(session, moment)?;

    Ok(())
}

/// What was here before, in the present schema; none if it cannot be read.
fn readable(before: &Path, folder: &Path, moment: &mut Moment) -> Option<Standby> {
    let standby = Standby::open(before).ok()?;
    if standby.is_present() {
        return Some(standby);
    }
    // An older version made it, and it is kept as it was.
    drop(standby);
    let copy = folder.join(TAKING_OVER);
    remove(&copy).ok()?;
    fs::copy(before, &copy).ok()?;

    Standby::prepare(&copy, moment).ok()
}

fn open(file: &Path) -> Result<(Findings, Held), Error> {
    let read = |standby: &Standby| standby.look(|session| Ok((look(session)?, Held::of(session)?)));
    let standby = Standby::open(file)?;
    if standby.is_present() {
        return read(&standby);
    }
    // An older version made it: what it comes to in this one is what counts.
    drop(standby);
    let copy = beside(file, "verifying");
    remove(&copy)?;
    fs::copy(file, &copy).map_err(|error| Error::file(&copy, &error))?;
    let mut moment = Surroundings::new(wall_clock())?.now();
    let looked = Standby::prepare(&copy, &mut moment).and_then(|standby| read(&standby));
    remove(&copy)?;

    looked
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(end);

    name.into()
}

/// A file of ours and what SQLite may have put beside it.
fn remove(file: &Path) -> Result<(), Error> {
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        match fs::remove_file(PathBuf::from(&name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::file(file, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
