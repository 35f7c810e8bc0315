//! Headquarters' memory: on SQLite with one writer and group commit, or on PostgreSQL with as many nodes as one likes.
//! The only module that speaks SQL.

mod bell;
mod branches;
mod devices;
mod intakes;
mod open;
#[cfg(feature = "console")]
mod operators;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(not(feature = "postgres"))]
#[path = "storage/without_postgres.rs"]
mod postgres;
mod readers;
mod session;
mod sql;
mod standby;
mod writer;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use sync::hq::HqTx;
use sync::{DeviceId, Digest, StreamId};
use tokio::sync::{Semaphore, oneshot, watch};

use crate::Error;
use crate::surroundings::{Clock, Moment, Surroundings, wall_clock};
use bell::Bell;
use postgres::Pool;
use readers::Readers;
use writer::Writer;

pub use branches::Branch;
pub(crate) use devices::Newcomer;
pub use devices::{Device, EnrolCode};
pub(crate) use intakes::Answered;
pub use intakes::Unassigned;
pub(crate) use session::Late;
pub use session::Session;
pub(crate) use session::handovers::{Untold, ending, outcome};
pub(crate) use standby::Standby;

/// Async callers that look at the same time. More would only take each other's processors, and each its own memory.
const LOOKS: usize = 8;

/// Headquarters' database, open. Clones share it; the last one closes it.
#[derive(Clone)]
pub struct Storage {
    shared: Arc<Shared>,
    /// As whom what is written through this one is noted; none is whoever may use the command line.
    by: Option<Arc<str>>,
}

struct Shared {
    // Fields are dropped in this order: a writer finishes what was asked of it first.
    place: Place,
    bell: Arc<Bell>,
    surroundings: Arc<Surroundings>,
    /// Turns to look for async callers: whoever waits for one holds neither a thread nor a connection.
    looks: Arc<Semaphore>,
}

/// Where it is kept.
enum Place {
    File(Writer, Readers),
    Server(Pool),
}

impl Storage {
    /// Opens the database in `folder`, creating both on the first run.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Self::open_at(folder, wall_clock())
    }

    /// Opens it for someone with a clock of their own.
    pub fn open_at(folder: &Path, clock: Clock) -> Result<Self, Error> {
        let surroundings = Arc::new(Surroundings::new(clock)?);
        let file = open::prepare(folder, &mut surroundings.now())?;
        let bell = Arc::new(Bell::default());
        let writer =
            Writer::start(open::connect(&file)?, Arc::clone(&bell), Arc::clone(&surroundings))?;

        let place = Place::File(writer, Readers::new(file));

        Ok(Self::of(place, bell, surroundings))
    }

    /// Opens the database at `url` (`postgres://user:password@host/name`), bringing its schema to the present. Several
    /// may serve from it at the same time. Blocks.
    pub fn connect(url: &str) -> Result<Self, Error> {
        Self::connect_at(url, wall_clock())
    }

    /// Opens it for someone with a clock of their own.
    pub fn connect_at(url: &str, clock: Clock) -> Result<Self, Error> {
        let surroundings = Arc::new(Surroundings::new(clock)?);
        let bell = Arc::new(Bell::default());
        let pool = Pool::open(url, Arc::clone(&bell), Arc::clone(&surroundings))?;

        Ok(Self::of(Place::Server(pool), bell, surroundings))
    }

    /// Opens the database at `url` if it is one of headquarters already: an empty one stays empty.
    pub(crate) fn connect_founded(url: &str) -> Result<Self, Error> {
        if !Pool::is_founded(url)? {
            return Err(Error::NoCopyOfThis);
        }
        Self::connect(url)
    }

    fn of(place: Place, bell: Arc<Bell>, surroundings: Arc<Surroundings>) -> Self {
        let looks = Arc::new(Semaphore::new(LOOKS));

        Self { shared: Arc::new(Shared { place, bell, surroundings, looks }), by: None }
    }

    /// The same database, for a person: the journal names them for whatever is changed through it.
    #[must_use]
    pub fn by(&self, who: &str) -> Self {
        Self { shared: Arc::clone(&self.shared), by: Some(who.into()) }
    }

    /// What makes `work` known as theirs.
    fn signed<T>(
        &self,
        mut work: impl FnMut(&mut Session<'_>, &mut Moment) -> Result<T, Error> + Send + 'static,
    ) -> impl FnMut(&mut Session<'_>, &mut Moment) -> Result<T, Error> + Send + 'static {
        let by = self.by.clone();

        move |session, moment| {
            session.work_for(by.clone());
            work(session, moment)
        }
    }

    /// Does `work` in a transaction that is on disk before this returns; undone if it fails. It may be begun again, and
    /// then finds everything as if it had not been begun. Blocks: not for async code.
    pub fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnMut(&mut Session<'_>, &mut Moment) -> Result<T, Error> + Send + 'static,
    {
        let work = self.signed(work);
        let writer = match &self.shared.place {
            Place::Server(pool) => return pool.write(work),
            Place::File(writer, _) => writer,
        };
        let (reply, answer) = std::sync::mpsc::sync_channel(1);
        writer.ask(work, move |result| {
            // Whoever asked may have gone; the work counts all the same.
            let _ = reply.send(result);
        })?;

        answer.recv().map_err(|_| Error::Stopped)?
    }

    /// The same for async code.
    pub async fn write_later<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnMut(&mut Session<'_>, &mut Moment) -> Result<T, Error> + Send + 'static,
    {
        let Place::File(writer, _) = &self.shared.place else {
            let storage = self.clone();
            let worked = tokio::task::spawn_blocking(move || storage.write(work)).await;
            return worked.map_err(|_| Error::Stopped)?;
        };
        let (reply, answer) = oneshot::channel();
        writer.ask(self.signed(work), move |result| {
            // Whoever asked may have gone; the work counts all the same.
            let _ = reply.send(result);
        })?;

        answer.await.map_err(|_| Error::Stopped)?
    }

    /// Looks at one state of the database, beside those who write. Blocks.
    pub fn read<T>(
        &self,
        look: impl FnOnce(&mut Session<'_>, &mut Moment) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match &self.shared.place {
            Place::File(_, readers) => readers.look(&mut self.shared.surroundings.now(), look),
            Place::Server(pool) => pool.look(look),
        }
    }

    /// The same for async code.
    pub async fn read_later<T, F>(&self, look: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Session<'_>, &mut Moment) -> Result<T, Error> + Send + 'static,
    {
        let turn =
            Arc::clone(&self.shared.looks).acquire_owned().await.map_err(|_| Error::Stopped)?;
        let storage = self.clone();
        let looked = tokio::task::spawn_blocking(move || {
            let looked = storage.read(look);
            drop(turn);
            looked
        });

        looked.await.map_err(|_| Error::Stopped)?
    }

    /// Changes whenever something new may be in `stream`, whoever wrote it.
    pub fn listen(&self, stream: &StreamId) -> watch::Receiver<u64> {
        self.shared.bell.listen(stream)
    }

    /// Whether what a device may do was changed since it said hello: then it is to say it again.
    pub(crate) fn is_called(&self, device: DeviceId) -> bool {
        self.shared.bell.is_called(&StreamId::device(device))
    }

    /// A device says hello: it is told what it may do now.
    pub(crate) fn answers(&self, device: DeviceId) {
        self.shared.bell.answered(&StreamId::device(device));
    }

    /// The digest of a stream, as stored.
    pub fn digest(&self, stream: &StreamId) -> Result<Digest, Error> {
        self.read(|session, _| Ok(session.stream(stream)?.digest))
    }

    /// Whether a path leads to this database or to a file that belongs to it.
    pub(crate) fn is_own(&self, path: &Path) -> bool {
        match &self.shared.place {
            Place::File(_, readers) => open::belongs_to(path, readers.file()),
            Place::Server(_) => false,
        }
    }

    pub(crate) fn moment(&self) -> Moment {
        self.shared.surroundings.now()
    }
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Storage")
    }
}

#[cfg(test)]
#[cfg(feature = "postgres")]
mod copied;
#[cfg(any(test, feature = "simulator"))]
#[cfg(feature = "postgres")]
mod grounds;
#[cfg(test)]
#[cfg(feature = "postgres")]
mod served;
#[cfg(any(test, feature = "simulator"))]
pub mod simulated;
#[cfg(test)]
mod tests;
