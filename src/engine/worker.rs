//! The threads that own the database.
//!
//! SQLite has one writer, so the engine has one too: deeds are done in the order they were asked for. Questions
//! go to threads of their own, each on a snapshot, so that a search never waits behind an import.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use store::{Session, Store};
use tokio::sync::oneshot;

use crate::presence::Presence;
use crate::{DATABASE, Error};

type Work = Box<dyn FnOnce(&mut Store) + Send>;

/// How many questions are answered at once.
const READERS: usize = 2;

#[derive(Debug, Clone)]
pub(crate) struct Workers {
    writer: mpsc::Sender<Work>,
    readers: Arc<[mpsc::Sender<Work>]>,
    turn: Arc<AtomicUsize>,
    /// The database and the right to have it open; none in memory.
    file: Option<(PathBuf, Presence)>,
    /// Whether the search index was behind when the database was opened.
    behind: bool,
}

impl Workers {
    /// Opens the database in `folder`, making both where they are not, and starts its threads. A search index that an
    /// older version made is brought up to date first.
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, Error> {
        Self::of(folder, Store::open)
    }

    /// The same, but a search index that is behind is left so, for whoever shows how it catches up.
    pub(crate) fn in_folder_behind(folder: &Path) -> Result<Self, Error> {
        Self::of(folder, Store::open_behind)
    }

    fn of(folder: &Path, open: fn(&Path) -> Result<Store, store::Error>) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;
        let (path, here) = (folder.join(DATABASE), Presence::among(folder)?);
        let mut store = open(&path)?;
        let behind = store.read(|session: &Session<'_>| session.search_behind())? > 0;
        let writer = spawn("writer", store, Some(&here));
        let readers = (0..READERS)
            .map(|_| Ok(spawn("reader", Store::open_reader(&path)?, Some(&here))))
            .collect::<Result<_, Error>>()?;

        Ok(Self { writer, readers, turn: Arc::default(), file: Some((path, here)), behind })
    }

    /// Whether the search index was behind when the database was opened.
    pub(crate) fn is_behind(&self) -> bool {
        self.behind
    }

    /// Starts on a database that lives as long as the engine. It has one thread, which answers as well.
    pub(crate) fn in_memory() -> Result<Self, Error> {
        let writer = spawn("writer", Store::in_memory()?, None);

        let readers = Arc::new([writer.clone()]);

        Ok(Self { writer, readers, turn: Arc::default(), file: None, behind: false })
    }

    /// Runs `work` in one transaction and hands back what it returned.
    pub(crate) fn write<T, F>(
        &self,
        work: F,
    ) -> impl Future<Output = Result<T, Error>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Session<'_>) -> Result<T, Error> + Send + 'static,
    {
        ask(&self.writer, move |store| store.transact(work))
    }

    /// Runs `work` on one snapshot and hands back what it returned.
    pub(crate) fn read<T, F>(
        &self,
        work: F,
    ) -> impl Future<Output = Result<T, Error>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Session<'_>) -> Result<T, Error> + Send + 'static,
    {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % self.readers.len();

        ask(&self.readers[turn], move |store| store.read(work))
    }

    /// Runs `work` with a reading connection and a thread of its own: what takes long and only reads, backups and
    /// checks, keeps no deed and no question waiting. In memory there is but one connection, and that does it.
    pub(crate) fn beside<T, F>(
        &self,
        work: F,
    ) -> impl Future<Output = Result<T, Error>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&mut Store) -> Result<T, Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        match self.file.clone() {
            Some((path, here)) => {
                let body = move || {
                    let done = Store::open_reader(&path).map_err(Error::from);
                    // The asker may have closed its screen; the work still counts.
                    let _ = reply.send(done.and_then(|mut store| work(&mut store)));
                    drop(here);
                };
                // Without a thread the question answers `Stopped`.
                drop(thread::Builder::new().name("beside".to_owned()).spawn(body));
            }
            None => post(&self.writer, work, reply),
        }

        async move { answer.await.map_err(|_| Error::Stopped)? }
    }

    /// Runs `work` with the writing connection, outside a transaction: restoring.
    pub(crate) fn own<T, F>(
        &self,
        work: F,
    ) -> impl Future<Output = Result<T, Error>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&mut Store) -> Result<T, Error> + Send + 'static,
    {
        ask(&self.writer, work)
    }
}

fn spawn(name: &str, mut store: Store, here: Option<&Presence>) -> mpsc::Sender<Work> {
    let (inbox, queue) = mpsc::channel::<Work>();
    let here = here.cloned();
    let body = move || {
        for work in queue {
            work(&mut store);
        }
        // Whoever waits for the database to be closed waits until it is.
        drop(store);
        drop(here);
    };
    // Without a thread every question answers `Stopped`.
    drop(thread::Builder::new().name(name.to_owned()).spawn(body));

    inbox
}

fn ask<T, F>(
    thread: &mpsc::Sender<Work>,
    work: F,
) -> impl Future<Output = Result<T, Error>> + Send + use<T, F>
where
    T: Send + 'static,
    F: FnOnce(&mut Store) -> Result<T, Error> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    post(thread, work, reply);

    async move { answer.await.map_err(|_| Error::Stopped)? }
}

/// A thread that has ended drops the reply, and that answers `Stopped`.
fn post<T, F>(thread: &mpsc::Sender<Work>, work: F, reply: oneshot::Sender<Result<T, Error>>)
where
    T: Send + 'static,
    F: FnOnce(&mut Store) -> Result<T, Error> + Send + 'static,
{
    drop(thread.send(Box::new(move |store| {
        // The asker may have closed its screen; the work still counts.
        let _ = reply.send(work(store));
    })));
}
