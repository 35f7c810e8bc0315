//! One window per data folder: a lock says whose it is, and a door on this computer lets whoever starts after it hand over.
//!
//! The lock alone decides, and the system takes it from a process that ends, however it ends: files that a crash
//! leaves behind stand in nobody's way. The door is a port on loopback; port and secret are in a file that only
//! the owner of the folder may read.

mod door;
mod visit;

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, mpsc};

use self::door::Door;
use crate::Error;

/// Whoever holds this file's lock has the window of the folder.
const LOCK: &str = "window.lock";
/// So many knocks wait until the window looks at them; more are turned away.
const WAITING: usize = 16;
/// So long a window may take to open its door, or to come to it.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(50);

/// What is handed over to the window that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Knock {
    /// It should come to the front.
    Show,
    /// Somebody calls from this number.
    Call(CallingNumber),
    /// A command has changed something in the office.
    Changed,
}

/// A number as a telephone shows it: digits, and `+ - # * ( ) . /` and spaces between them; never longer than 40
/// characters, never without a digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallingNumber(String);

/// The window of a folder. It is given up when the last clone is dropped.
#[derive(Debug, Clone)]
pub struct Instance(Arc<Held>);

#[derive(Debug)]
struct Held {
    knocks: Mutex<mpsc::Receiver<Knock>>,
    // In this order: who finds the lock free must not find the door open.
    _door: Option<Door>,
    _lock: File,
}

impl Instance {
    /// Takes the window of `folder`. None if it is taken: then `knock` was handed over to it. Fails with
    /// [`Error::WindowSilent`] if the window that has it does not answer. Blocks, at most a few seconds.
    pub fn enter(folder: &Path, knock: &Knock) -> Result<Option<Self>, Error> {
        std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(lock) = lock(folder)? {
                return Ok(Some(Self::open(lock, folder)));
            }
            if visit::hand_over(folder, knock) {
                return Ok(None);
            }
            if Instant::now() >= until {
                return Err(Error::WindowSilent);
            }
            // The window may just be opening its door, or have gone.
            std::thread::sleep(PAUSE);
        }
    }

    fn open(lock: File, folder: &Path) -> Self {
        let (inbox, knocks) = mpsc::channel(WAITING);
        // A window without a door is still a window; who comes after it is told that it does not answer.
        let door = Door::open(folder, inbox).ok();

        Self(Arc::new(Held { knocks: Mutex::new(knocks), _door: door, _lock: lock }))
    }

    /// The next knock; none if there is no door.
    pub async fn knocked(&self) -> Option<Knock> {
        self.0.knocks.lock().await.recv().await
    }
}

/// Keeps windows away from a folder until it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Closed {
    _lock: File,
}

impl Closed {
    /// Fails with [`Error::WindowOpen`] if there is a window on `folder`.
    pub fn keep(folder: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;

        lock(folder)?.map(|lock| Self { _lock: lock }).ok_or(Error::WindowOpen)
    }
}

/// Tells the window of `folder`, if there is one, that a command has changed something.
pub fn tell_window(folder: &Path) {
    visit::hand_over(folder, &Knock::Changed);
}

fn lock(folder: &Path) -> Result<Option<File>, Error> {
    let path = folder.join(LOCK);
    let opened = File::options().create(true).truncate(false).write(true).open(&path);
    let file = opened.map_err(|error| Error::file(&path, &error))?;

    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(Error::file(&path, &error)),
    }
}

impl CallingNumber {
    /// The longest one, in characters.
    const LONGEST: usize = 40;

    /// Reads a number as telephone systems hand it over, with or without `tel:`. None if it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = match text.split_at_checked(4) {
            // What follows a semicolon are parameters (RFC 3966).
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => {
                rest.split(';').next().unwrap_or_default().trim()
            }
            _ => text,
        };
        let fits = text.len() <= Self::LONGEST && text.bytes().any(|byte| byte.is_ascii_digit());
        let plain = |byte: u8| byte.is_ascii_digit() || b"+-#*()./ ".contains(&byte);

        (fits && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// As it was handed over.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests;
