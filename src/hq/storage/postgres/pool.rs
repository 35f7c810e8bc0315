//! The connections of one node, and work done on them: as often as other transactions come in between.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use sync::StreamId;
use sync::hq::StorageFailure;

use super::bell::Listener;
use super::{Link, Server, bell, schema};
use crate::Error;
use crate::storage::Session;
use crate::storage::bell::Bell;
use crate::storage::sql::Db;
use crate::surroundings::{Moment, Surroundings};

/// Most connections of one node. A transaction takes milliseconds, and a server serves a hundred.
const MOST: usize = 16;
/// So often work is begun before it counts as failed.
const TRIES: usize = 20;

/// Connections to one database.
pub struct Pool {
    server: Server,
    room: Mutex<Room>,
    freed: Condvar,
    bell: Arc<Bell>,
    surroundings: Arc<Surroundings>,
    _listener: Listener,
}

#[derive(Default)]
struct Room {
    idle: Vec<Link>,
    busy: usize,
}

/// One of the connections that may be busy at once.
struct Place<'a>(&'a Pool);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.room().busy -= 1;
        self.0.freed.notify_one();
    }
}

impl Pool {
    /// Connects and brings the schema to the present.
    pub fn open(
        url: &str,
        bell: Arc<Bell>,
        surroundings: Arc<Surroundings>,
    ) -> Result<Self, Error> {
        let server = url.parse::<Server>()?.calling_itself("branchdesk-hq");
        let link = RefCell::new(Link::connect(&server)?);
        schema::migrate(&link, &mut surroundings.now())?;
        let listener = Listener::start(server.clone(), Arc::clone(&bell))?;
        let room = Mutex::new(Room { idle: vec![link.into_inner()], busy: 0 });

        Ok(Self { server, room, freed: Condvar::new(), bell, surroundings, _listener: listener })
    }

    /// Whether there is a database of headquarters at `url`.
    pub fn is_founded(url: &str) -> Result<bool, Error> {
        let link = RefCell::new(Link::connect(&url.parse()?)?);

        Ok(schema::is_ours(Db::Postgres(&link))?)
    }

    /// Does `work` in a transaction of its own that is on disk before this returns. Begins it again where another
    /// transaction came in between. Blocks.
    pub fn write<T>(
        &self,
        mut work: impl FnMut(&mut Session<'_>, &mut Moment) -> Result<T, Error>,
    ) -> Result<T, Error> {
        for _ in 1..TRIES {
            if let Some(done) = self.attempt(&mut work, true)? {
                return Ok(done);
            }
        }

        self.attempt(&mut work, false)?.ok_or(Error::Stopped)
    }

    /// Nothing if another transaction came in between and it is to be tried again.
    fn attempt<T>(
        &self,
        work: &mut impl FnMut(&mut Session<'_>, &mut Moment) -> Result<T, Error>,
        again: bool,
    ) -> Result<Option<T>, Error> {
        self.with(true, |link| {
            let mut session = Session::new(Db::Postgres(link));
            let worked = work(&mut session, &mut self.surroundings.now());
            let touched = session.into_touched();
            let mut link = link.borrow_mut();
            let ended = link.end(worked.is_ok());
            if again && link.clashed() && (worked.is_err() || ended.is_err()) {
                return Ok(None);
            }
            let done = worked?;
            ended?;
            self.ring(&mut link, &touched);

            Ok(Some(done))
        })?
    }

    /// Looks at one state of the database. Blocks.
    pub fn look<T>(
        &self,
        look: impl FnOnce(&mut Session<'_>, &mut Moment) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.with(false, |link| {
            let looked = look(&mut Session::new(Db::Postgres(link)), &mut self.surroundings.now());
            // Nothing was written: how it ends makes no difference.
            let _ = link.borrow_mut().end(false);
            looked
        })?
    }

    fn ring(&self, link: &mut Link, touched: &BTreeSet<StreamId>) {
        if touched.is_empty() {
            return;
        }
        self.bell.ring(touched);
        // Whoever does not hear it looks again after the longest wait.
        let _ = bell::tell(link, touched);
    }

    /// Lends a connection within a transaction. Whatever is left of one after a panic is closed.
    fn with<T>(
        &self,
        writes: bool,
        work: impl FnOnce(&RefCell<Link>) -> T,
    ) -> Result<T, StorageFailure> {
        let place = self.place();
        let link = RefCell::new(self.begun(writes)?);
        let done = work(&link);
        let link = link.into_inner();
        if !link.is_gone() {
            self.room().idle.push(link);
        }
        drop(place);

        Ok(done)
    }

    /// A connection within a transaction. Those that have gone while nobody used them are let go.
    fn begun(&self, writes: bool) -> Result<Link, StorageFailure> {
        loop {
            let idle = self.room().idle.pop();
            let was_idle = idle.is_some();
            let mut link = idle.map_or_else(|| Link::connect(&self.server), Ok)?;
            match link.begin(writes) {
                Ok(()) => return Ok(link),
                Err(_) if was_idle => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn place(&self) -> Place<'_> {
        let mut room = self.room();
        while room.busy >= MOST {
            room = self.freed.wait(room).unwrap_or_else(PoisonError::into_inner);
        }
        room.busy += 1;

        Place(self)
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        // Nothing that holds the lock leaves the room half changed.
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let idle = std::mem::take(&mut self.room().idle);
        // Closing a connection waits for the server: not where someone else's work would wait with it.
        let _ = thread::Builder::new().spawn(move || drop(idle));
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pool")
    }
}
