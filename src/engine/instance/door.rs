//! The door of a window: a port on loopback where one line is read from whoever knows the secret.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::{CallingNumber, Knock};
use crate::founding::random_uuid;
use crate::private_file;

/// Where port and secret are written.
pub(super) const FILE: &str = "window.door";
/// The longest line, in bytes: secret, word and number have room to spare.
pub(super) const LINE: usize = 128;
/// A visitor has so long to say a line.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);
/// What is answered to a knock that was taken.
pub(super) const TAKEN: &str = "taken";
/// What is answered to anything else.
const REFUSED: &str = "refused";

/// An open door; dropped, it closes.
#[derive(Debug)]
pub(super) struct Door {
    file: PathBuf,
    address: SocketAddr,
    closed: Arc<AtomicBool>,
}

impl Door {
    /// Opens a door to `folder` and writes down where it is.
    pub(super) fn open(folder: &Path, inbox: mpsc::Sender<Knock>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let secret = random_uuid().simple().to_string();
        let file = folder.join(FILE);
        private_file::replace(&file, format!("{} {secret}\n", address.port()).as_bytes())?;
        let closed = Arc::new(AtomicBool::new(false));
        let door = Self { file, address, closed: Arc::clone(&closed) };
        let work = move || answer(&listener, &secret, &closed, &inbox);
        thread::Builder::new().name("door".to_owned()).spawn(work)?;

        Ok(door)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        // What is left of a file that cannot go is no door: nobody answers there.
        let _ = std::fs::remove_file(&self.file);
        self.closed.store(true, Ordering::Release);
        // A last visitor, so that the thread looks up and sees that it is over.
        let _ = TcpStream::connect_timeout(&self.address, PATIENCE);
    }
}

fn answer(listener: &TcpListener, secret: &str, closed: &AtomicBool, inbox: &mpsc::Sender<Knock>) {
    for visitor in listener.incoming() {
        if closed.load(Ordering::Acquire) {
            return;
        }
        let Ok(mut visitor) = visitor else {
            // The system is short of something; it would be again at once.
            thread::sleep(PATIENCE);
            continue;
        };
        let said = read_line(&mut visitor);
        let knock = said.and_then(|line| understood(&line, secret));
        let taken = knock.is_some_and(|knock| inbox.try_send(knock).is_ok());
        let word = if taken { TAKEN } else { REFUSED };
        // The visitor may have gone.
        let _ = visitor.set_write_timeout(Some(PATIENCE));
        let _ = visitor.write_all(format!("{word}\n").as_bytes());
    }
}

/// One line, without its end. None if it is too long, not text, or not there in time.
pub(super) fn read_line(stream: &mut TcpStream) -> Option<String> {
    let until = Instant::now() + PATIENCE;
    let (mut line, mut piece) = (Vec::new(), [0; LINE]);
    loop {
        let left = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())?;
        stream.set_read_timeout(Some(left)).ok()?;
        let count = stream.read(&mut piece).ok().filter(|count| *count > 0)?;
        line.extend_from_slice(piece.get(..count)?);
        if let Some(end) = line.iter().position(|byte| *byte == b'\n') {
            line.truncate(end);
            return (line.len() < LINE).then(|| String::from_utf8(line).ok())?;
        }
        if line.len() >= LINE {
            return None;
        }
    }
}

/// What is said through a door.
pub(super) fn line(secret: &str, knock: &Knock) -> String {
    match knock {
        Knock::Show => format!("{secret} show\n"),
        Knock::Call(number) => format!("{secret} call {}\n", number.as_str()),
        Knock::Changed => format!("{secret} changed\n"),
    }
}

fn understood(line: &str, secret: &str) -> Option<Knock> {
    let (shown, word) = line.split_once(' ')?;
    if !same(shown, secret) {
        return None;
    }

    match word.split_once(' ') {
        None if word == "show" => Some(Knock::Show),
        None if word == "changed" => Some(Knock::Changed),
        Some(("call", number)) => CallingNumber::parse(number).map(Knock::Call),
        _ => None,
    }
}

/// Compares in a time that does not tell how much is right.
fn same(shown: &str, secret: &str) -> bool {
    let differing = shown.bytes().zip(secret.bytes()).fold(0, |all, (a, b)| all | (a ^ b));

    shown.len() == secret.len() && differing == 0
}
