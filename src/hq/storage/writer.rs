//! The one thread that writes. Whatever waits while it writes goes into its next transaction together.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use sync::StreamId;
use sync::hq::StorageFailure;

use super::Session;
use super::bell::Bell;
use super::sql::Db;
use crate::Error;
use crate::surroundings::{Moment, Surroundings};

/// How often to look whether another process has written.
const LOOK: Duration = Duration::from_millis(200);
/// When a transaction has gone on for so long, what still waits goes into the next.
const GROUP: Duration = Duration::from_millis(50);
const GROUP_SIZE: usize = 512;
/// So many pages, 16 MiB, may lie in the log before they are carried over to the database: pages that are written to
/// again and again, as a morning's pushes do, are carried over once.
const LOG_PAGES: i64 = 4_000;

/// Told instead of the session that there is none, it only answers.
type Work = Box<dyn FnOnce(Result<&mut Session<'_>, Error>, &mut Moment) -> Done + Send>;

/// Work that was done, but is not yet on disk.
struct Done {
    keep: bool,
    /// Called with nothing once it is on disk, else with what prevented it.
    reply: Box<dyn FnOnce(Option<Error>) + Send>,
}

/// The thread and its queue.
pub struct Writer {
    queue: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread on a connection of its own.
    pub fn start(
        db: Connection,
        bell: Arc<Bell>,
        surroundings: Arc<Surroundings>,
    ) -> Result<Self, Error> {
        // What a statement may have to undo is a few pages: no file for it with each push.
        db.pragma_update(None, "temp_store", "memory")?;
        db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        let (queue, asked) = mpsc::channel();
        let desk = Desk { db, bell, surroundings };
        let thread = thread::Builder::new()
            .name("headquarters-writer".to_owned())
            .spawn(move || desk.work_off(&asked))
            .map_err(|error| Error::system(&error))?;

        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Queues `work`; `reply` gets its result once it is on disk, or why it is not.
    pub fn ask<T, F, R>(&self, mut work: F, reply: R) -> Result<(), Error>
    where
        T: Send + 'static,
        F: FnMut(&mut Session<'_>, &mut Moment) -> Result<T, Error> + Send + 'static,
        R: FnOnce(Result<T, Error>) + Send + 'static,
    {
        let work: Work = Box::new(move |session, moment| {
            let result = session.and_then(|session| work(session, moment));
            let keep = result.is_ok();
            let answer = move |trouble: Option<Error>| {
                // Work that failed itself knows best why.
                reply(result.and_then(|value| trouble.map_or(Ok(value), Err)));
            };
            Done { keep, reply: Box::new(answer) }
        });
        let queue = self.queue.as_ref().ok_or(Error::Stopped)?;

        queue.send(work).map_err(|_| Error::Stopped)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        let Some(thread) = self.thread.take() else { return };
        if thread.thread().id() != thread::current().id() {
            // Its panics have been answered as failures.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}

struct Desk {
    db: Connection,
    bell: Arc<Bell>,
    surroundings: Arc<Surroundings>,
}

impl Desk {
    fn work_off(self, asked: &Receiver<Work>) {
        let mut seen = self.version();
        loop {
            match asked.recv_timeout(LOOK) {
                Ok(first) => self.group(first, asked),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            // Only the commits of other connections change it.
            let version = self.version();
            if version != seen {
                self.bell.ring_all();
                seen = version;
            }
        }
    }

    fn version(&self) -> Option<i64> {
        self.db.pragma_query_value(None, "data_version", |row| row.get(0)).ok()
    }

    fn group(&self, first: Work, asked: &Receiver<Work>) {
        let begun = Instant::now();
        let mut replies = Vec::new();
        let mut touched = BTreeSet::new();
        let mut next = Some(first);

        let mut ended = self.db.execute_batch("BEGIN IMMEDIATE").map_err(Error::from);
        while let Some(work) = next.take() {
            let (done, so_far) = self.one(work, ended, &mut touched);
            replies.extend(done.map(|done| done.reply));
            ended = so_far;
            if ended.is_ok() && replies.len() < GROUP_SIZE && begun.elapsed() < GROUP {
                next = asked.try_recv().ok();
            }
        }
        let ended = ended.and_then(|()| Ok(self.db.execute_batch("COMMIT")?));
        if ended.is_err() && !self.db.is_autocommit() {
            // There is nothing left to do about a failed rollback; the next BEGIN will say so.
            let _ = self.db.execute_batch("ROLLBACK");
        }

        for reply in replies {
            reply(ended.as_ref().err().cloned());
        }
        if ended.is_ok() && !touched.is_empty() {
            self.bell.ring(&touched);
        }
    }

    /// One piece of work within the transaction, and whether the transaction still stands. Work that panicked is
    /// undone; its asker hears that nobody is there.
    fn one(
        &self,
        work: Work,
        so_far: Result<(), Error>,
        touched: &mut BTreeSet<StreamId>,
    ) -> (Option<Done>, Result<(), Error>) {
        let mut moment = self.surroundings.now();
        let begun = so_far.and_then(|()| Ok(self.db.execute_batch("SAVEPOINT work")?));
        if let Err(trouble) = begun {
            return (Some(work(Err(trouble.clone()), &mut moment)), Err(trouble));
        }

        let mut session = Session::new(Db::Sqlite(&self.db));
        let done = catch_unwind(AssertUnwindSafe(|| work(Ok(&mut session), &mut moment))).ok();
        let keep = done.as_ref().is_some_and(|done| done.keep);
        if keep {
            touched.append(&mut session.into_touched());
        }
        if self.db.is_autocommit() {
            let lost = StorageFailure("the transaction was lost".to_owned());
            return (done, Err(lost.into()));
        }
        let end = if keep { "RELEASE work" } else { "ROLLBACK TO work; RELEASE work" };

        (done, self.db.execute_batch(end).map_err(Error::from))
    }
}
