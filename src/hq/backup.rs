//! Backups of headquarters: made, opened and verified before they count, and put back.

use std::fs;
use std::path::{Path, PathBuf};

use sync::hq::{Headquarters, Lives};

use crate::check::{Findings, look};
use crate::storage::Standby;
use crate::surroundings::Surroundings;
use crate::{Error, Storage, wall_clock};

/// What a backup was put in the place of, and what it holds.
#[derive(Debug)]
pub struct Restored {
    /// Where the database lies that was here before; none if there was none.
    pub before: Option<PathBuf>,
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
    let (findings, lives) = open(&unfinished)?;
    if !findings.is_sound() {
        return Err(Error::Unsound { file: unfinished, wrong: findings.wrong.len() });
    }
    fs::rename(&unfinished, file).map_err(|error| Error::file(file, &error))?;
    storage.write(move |session, _| Ok(Headquarters::default().verified(&lives, session)?))?;

    Ok(findings)
}

/// Opens a backup and checks all of it.
pub fn verify(file: &Path) -> Result<Findings, Error> {
    open(file).map(|(findings, _)| findings)
}

/// Puts a backup in the place of the database in `folder`, whole or not at all; whoever is being served meanwhile
/// goes on with it. A new epoch begins, so that the devices bring back what was lost. What was here is kept beside it;
/// devices that were enrolled or sent away since stay so, if what was here can still be read.
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
    standby.work(|session| {
        if let Some(before) = &before {
            session.take_over_devices(before)?;
        }
        Ok(Headquarters::default().restored(session, &mut moment)?)
    })?;
    standby.take_the_place(folder)?;
    remove(&staged)?;

    Ok(Restored { before, findings })
}

/// Someone put the database back to an earlier state with tools of their own, as one does on a server: a new epoch
/// begins, so that the devices bring back what was lost.
pub fn was_restored(storage: &Storage) -> Result<(), Error> {
    storage.write(|session, moment| {
        Headquarters::default().restored(session, moment)?;
        Ok(())
    })
}

fn open(file: &Path) -> Result<(Findings, Lives), Error> {
    let read = |standby: &Standby| {
        standby.look(|session| Ok((look(session)?, Headquarters::default().lives(session)?)))
    };
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
