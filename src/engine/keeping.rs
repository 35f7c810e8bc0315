//! Backups, restoring them, and checking the database.

mod folder;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use domain::Moment;
use store::{Packing, Session, Store, Watch};
use sync::Incarnation;

use crate::enrolment::aside;
use crate::exchange::be_seen;
use crate::founding::random_uuid;
use crate::intake::number::{carry_over, last_given};
use crate::link::{ADDRESS, LAST_BACKUP};
use crate::papers::folder_is_there;
use crate::presence::Presence;
use crate::{Clock, Engine, Error, Progress, files};

use folder::{FOLDER, by_hand_name, daily_name, prune, until_due};

pub use folder::{BackupFile, backups_of};
pub use store::{Finding, Health};

/// After a backup that failed, or a clock that jumped: look again.
const AGAIN: Duration = Duration::from_secs(3_600);

/// The thread that makes the daily backups; it ends with the engine.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keeper(Arc<OnceLock<mpsc::Sender<()>>>);

impl Engine {
    /// Writes everything to `path`, opens it and checks it before it counts. Stopped, it leaves nothing there.
    pub fn back_up(
        &self,
        path: PathBuf,
        progress: Progress,
    ) -> impl Future<Output = Result<PathBuf, Error>> + Send + use<> {
        let now = self.clock.now();
        let (workers, changed) = (self.workers.clone(), self.changed.clone());
        let home = self.folder().map(Path::to_owned);
        let written = workers.beside(move |store| {
            folder_is_there(&path)?;
            let packing = packing(store, home.as_deref(), true)?;
            let watch = progress.over_file();
            store.back_up(&path, &packing, &watch).map_err(|error| at(error, &path))?;
            Ok(path)
        });

        async move {
            let path = written.await?;
            workers.write(move |session| note_backup(session, now)).await?;
            changed.tell();
            Ok(path)
        }
    }

    /// Makes a backup in the data folder now, under the name of the moment. Unlike the daily ones it stays there until a
    /// person removes it.
    pub fn back_up_now(
        &self,
        progress: Progress,
    ) -> impl Future<Output = Result<PathBuf, Error>> + Send + use<> {
        let place = self.backup_folder().map(|folder| {
            std::fs::create_dir_all(&folder).map_err(|error| Error::file(&folder, &error))?;
            Ok(unused(&folder.join(by_hand_name(&self.clock))))
        });
        let made = match place {
            Some(Ok(path)) => Ok(self.back_up(path, progress)),
            Some(Err(error)) => Err(error),
            None => Err(Error::NotFounded),
        };

        async move { made?.await }
    }

    /// The backups in the data folder, latest first.
    pub fn backups(&self) -> impl Future<Output = Result<Vec<BackupFile>, Error>> + Send + use<> {
        let folder = self.folder().map(Path::to_owned);

        aside(move || Ok(folder.as_deref().map(backups_of).unwrap_or_default()))
    }

    /// Where the daily backups lie; none in memory.
    pub fn backup_folder(&self) -> Option<PathBuf> {
        self.folder().map(|folder| folder.join(FOLDER))
    }

    /// Takes the office back to a backup. The backup is checked first, and what was here is kept beside the data:
    /// its name is the answer. What the office did since and headquarters has comes back with the next exchange. Stopped,
    /// everything is as it was.
    pub fn restore(
        &self,
        path: PathBuf,
        progress: Progress,
    ) -> impl Future<Output = Result<PathBuf, Error>> + Send + use<> {
        let home = self.folder().map(Path::to_owned);
        let folder = home.clone().unwrap_or_else(std::env::temp_dir);
        let beside = unused(&folder.join(format!("before-restore-{}", daily_name(&self.clock))));
        let (changed, exchange) = (self.changed.clone(), self.exchange.clone());
        let done = self.workers.own(move |store| {
            let watch = progress.over_file();
            let mut staged = stage(&path, &folder, &watch)?;
            // What was given out since the backup was made is on paper somewhere.
            if let Some(last) = store.read(last_given)? {
                staged.store().transact(|session| carry_over(session, &last))?;
            }
            // The files themselves stay where they are.
            store.back_up(&beside, &Packing::nothing(), &watch)?;
            let taken = store.take_over(&staged, &watch);
            drop(staged);
            if let Err(error) = taken {
                // It is what is still here.
                let _ = std::fs::remove_file(&beside);
                return Err(error.into());
            }
            if let Some(home) = home {
                store.read(|session| be_seen(&home, session))?;
            }
            Ok(beside)
        });

        async move {
            let kept = done.await?;
            exchange.begin();
            changed.tell();
            Ok(kept)
        }
    }

    /// Checks the file, the records, the balances, the search, and the files of orders.
    pub fn check(
        &self,
        progress: Progress,
    ) -> impl Future<Output = Result<Health, Error>> + Send + use<> {
        let home = self.folder().map(Path::to_owned);

        self.workers.beside(move |store| {
            let mut health = store.check(&progress.over_file())?;
            if let Some(home) = home {
                let kept = home.join(files::FOLDER);
                let watch = progress.over_file();
                let found = store.read(|session| files::check(session, &kept, &watch))?;
                health.findings.extend(found);
            }
            Ok(health)
        })
    }

    /// From now on makes a backup each day, beginning today. Asking twice changes nothing.
    pub fn keep_safe(&self) {
        let Some(folder) = self.backup_folder() else { return };
        let (alive, end) = mpsc::channel();
        if self.keeper.0.set(alive).is_err() {
            return;
        }
        let (workers, clock, changed) =
            (self.workers.clone(), self.clock.clone(), self.changed.clone());
        let home = self.folder().map(Path::to_owned);
        let work = move || {
            let mut wait = Duration::ZERO;
            while end.recv_timeout(wait) == Err(mpsc::RecvTimeoutError::Timeout) {
                let due = until_due(&folder, clock.now(), clock.offset());
                wait = if due.is_zero() { AGAIN } else { due.min(AGAIN) };
                if !due.is_zero() {
                    continue;
                }
                let (path, now) = (folder.join(daily_name(&clock)), clock.now());
                let own = home.clone();
                let made = workers.beside(move |store| daily(store, &path, own.as_deref()));
                let noted = async {
                    let made = made.await?;
                    if made {
                        workers.write(move |session| note_backup(session, now)).await?;
                    }
                    Ok(made)
                };
                if block_on(noted).is_ok_and(|made| made) {
                    prune(&folder, clock.now(), clock.offset());
                    // Who was erased elsewhere meanwhile. What cannot be removed today can be tomorrow.
                    let home = home.clone();
                    let now = clock.now();
                    drop(block_on(workers.write(move |session| {
                        files::forget_erased(session, home.as_deref())?;
                        files::forget_left(session, home.as_deref(), now)
                    })));
                    changed.tell();
                }
            }
        };
        // Without a thread there are the backups that people make.
        drop(thread::Builder::new().name("keeper".to_owned()).spawn(work));
    }
}

/// Puts a backup in the place of the database in `folder`, whether that can be opened or not. What lay there is kept
/// beside it: its name is the answer, none if nothing lay there. Fails with [`Error::Busy`] while anyone has the
/// database open. Stopped, everything is as it was.
pub fn replace_database(
    folder: PathBuf,
    backup: PathBuf,
    clock: &Clock,
    progress: Progress,
) -> impl Future<Output = Result<Option<PathBuf>, Error>> + Send + use<> {
    let beside = format!("before-restore-{}", daily_name(clock));

    aside(move || {
        is_there(&backup)?;
        std::fs::create_dir_all(&folder).map_err(|error| Error::file(&folder, &error))?;
        let staged = stage(&backup, &folder, &progress.over_file())?;
        let _alone = Presence::alone(&folder)?;
        let (path, beside) = (folder.join(crate::DATABASE), unused(&folder.join(beside)));
        let kept = put_aside(&path, &beside)?;
        if let Err(error) = staged.settle(&path) {
            put_aside(&beside, &path)?;
            return Err(error.into());
        }
        clear_away_staged(&folder);
        crate::mail::went_back(&folder)?;

        Ok(kept.then_some(beside))
    })
}

/// Puts the database in `folder` aside, whether it can be opened or not, so that an office can begin anew. It is kept
/// beside: its name is the answer, none if nothing lay there. Fails with [`Error::Busy`] while anyone has it open.
pub fn set_database_aside(
    folder: PathBuf,
    clock: &Clock,
) -> impl Future<Output = Result<Option<PathBuf>, Error>> + Send + use<> {
    let beside = format!("set-aside-{}", daily_name(clock));

    aside(move || {
        let _alone = Presence::alone(&folder)?;
        let (path, beside) = (folder.join(crate::DATABASE), unused(&folder.join(beside)));
        let kept = put_aside(&path, &beside)?;

        Ok(kept.then_some(beside))
    })
}

/// Moves a database with all its files. Answers whether there was one.
fn put_aside(path: &Path, beside: &Path) -> Result<bool, Error> {
    let there = path.exists();
    for end in ["", "-wal", "-shm"] {
        let (from, to) = (with_end(path, end), with_end(beside, end));
        if from.exists() {
            std::fs::rename(&from, &to).map_err(|error| Error::file(&from, &error))?;
        }
    }

    Ok(there)
}

/// Removes what a restoring that was cut off left behind. Only for who has the folder alone.
fn clear_away_staged(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with("restoring-") {
            // What stays does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// The name, or one like it that nothing has yet.
fn unused(path: &Path) -> PathBuf {
    let others = (2..).map(|n| path.with_extension(format!("{n}.db")));

    std::iter::once(path.to_owned()).chain(others).find(|path| !path.exists()).unwrap_or_default()
}

/// Answers whether there was an office to back up.
fn daily(store: &mut Store, path: &Path, home: Option<&Path>) -> Result<bool, Error> {
    let founded = store.read(|session| Ok::<_, store::Error>(session.identity()?.is_some()))?;
    if !founded {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;
    }
    let packing = packing(store, home, false)?;
    store.back_up(path, &packing, &Watch::nobody()).map_err(|error| at(error, path))?;

    Ok(true)
}

/// Which files a backup carries: where there is a headquarters, what that has not confirmed; where there is none, all,
/// if a person makes it. The daily ones lie beside the files, on the same disk.
fn packing(store: &mut Store, home: Option<&Path>, by_hand: bool) -> Result<Packing, Error> {
    let Some(home) = home else { return Ok(Packing::nothing()) };
    let enrolled = store.read(|session| session.setting(ADDRESS))?.is_some();
    if !enrolled && !by_hand {
        return Ok(Packing::nothing());
    }

    Ok(Packing::of(&home.join(files::FOLDER), !enrolled))
}

fn note_backup(session: &Session<'_>, now: Moment) -> Result<(), Error> {
    Ok(session.put_setting(LAST_BACKUP, &now.0.to_string())?)
}

/// When the last backup was made, as far as the database remembers. One that is still to come was made while the clock
/// was wrong: nobody knows when.
pub(crate) fn last_backup(session: &Session<'_>, now: Moment) -> Result<Option<Moment>, Error> {
    let noted = session.setting(LAST_BACKUP)?.and_then(|ms| ms.parse().ok()).map(Moment);

    Ok(noted.filter(|at| *at <= now))
}

/// A copy of a backup, whole, of today's schema, and at the beginning of a new life: headquarters must not take it
/// for the desk that went on meanwhile. It goes when it is dropped.
fn stage(path: &Path, folder: &Path, watch: &Watch) -> Result<store::Staged, Error> {
    is_there(path)?;
    store::verify(path, watch).map_err(|error| no_backup(error, path))?;
    let copy = folder.join(format!("restoring-{}.db", random_uuid().simple()));
    let mut staged =
        store::Staged::copy(path, copy, watch).map_err(|error| no_backup(error, path))?;
    let files = folder.join(files::FOLDER);
    let unpacked = staged.store().transact(|session| {
        session.unpack(watch, |hash, bytes| files::put_back(&files, hash, bytes))
    });
    if unpacked.map_err(|error| no_backup(error, path))? > 0 {
        staged.store().shrink(watch)?;
    }
    staged.store().transact(|session| {
        if session.identity()?.is_some() {
            session.begin_incarnation(Incarnation(random_uuid()))?;
        }
        Ok::<_, store::Error>(())
    })?;

    Ok(staged)
}

/// What the disk says against a backup names it; SQLite would only say that it cannot open it.
fn is_there(backup: &Path) -> Result<(), Error> {
    let opened = std::fs::File::open(backup).map_err(|error| Error::file(backup, &error))?;
    let is_folder = opened.metadata().is_ok_and(|file| file.is_dir());

    if is_folder { Err(Error::NoBackup(backup.to_owned())) } else { Ok(()) }
}

/// Why nobody goes back to this file.
fn no_backup(error: store::Error, path: &Path) -> Error {
    match error {
        store::Error::NotOurs => Error::NoBackup(path.to_owned()),
        store::Error::Damaged(_) => Error::BackupDamaged(path.to_owned()),
        other => at(other, path),
    }
}

fn at(error: store::Error, path: &Path) -> Error {
    match error {
        store::Error::Io(error) => Error::file(path, &error),
        store::Error::OntoItself => Error::OntoItself(path.to_owned()),
        other => other.into(),
    }
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);

    name.into()
}

fn block_on<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();

    runtime.map_err(|_| Error::Stopped)?.block_on(future)
}

#[cfg(test)]
mod tests;
