//! A relay between a desk and headquarters that writes down every call and how many bytes it took, headers included.

use std::io::{self, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use acceptance::http_message;

/// One call, from the request's first byte to the answer's last.
#[derive(Debug, Clone)]
pub struct Call {
    pub target: String,
    pub up: usize,
    pub down: usize,
}

/// Listens until the process ends.
#[derive(Clone, Default)]
pub struct Relay {
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Relay {
    /// Hands everything on to `hq`.
    pub fn start(listener: TcpListener, hq: SocketAddr) -> Self {
        let relay = Self::default();
        let noted = relay.clone();
        thread::spawn(move || {
            for desk in listener.incoming().flatten() {
                let noted = noted.clone();
                // A connection ends when either side has enough of it.
                thread::spawn(move || noted.serve(desk, hq));
            }
        });

        relay
    }

    /// The calls that were answered since the last time.
    pub fn take(&self) -> Vec<Call> {
        std::mem::take(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn serve(&self, desk: TcpStream, hq: SocketAddr) -> io::Result<()> {
        let hq = TcpStream::connect(hq)?;
        desk.set_nodelay(true)?;
        hq.set_nodelay(true)?;
        let (mut to_desk, mut to_hq) = (desk.try_clone()?, hq.try_clone()?);
        let (mut desk, mut hq) = (BufReader::new(desk), BufReader::new(hq));
        loop {
            let request = http_message::read(&mut desk)?;
            if request.is_empty() {
                return Ok(());
            }
            to_hq.write_all(&request)?;
            let answer = http_message::read(&mut hq)?;
            let target = http_message::target(&request);
            let call = Call { target, up: request.len(), down: answer.len() };
            self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(call);
            to_desk.write_all(&answer)?;
        }
    }
}
