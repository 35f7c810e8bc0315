//! The line between a desk and headquarters, with somebody in the middle who means no good.

use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use acceptance::http_message::{head_of, read, target};

/// A place in a message where it is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    BeforeAll,
    FirstByte,
    FirstLine,
    Head,
    BodyBegins,
    BodyMiddle,
    LastByte,
    /// All of it comes through, and nothing after it.
    AfterAll,
}

impl Cut {
    pub const ALL: [Self; 8] = [
        Self::BeforeAll,
        Self::FirstByte,
        Self::FirstLine,
        Self::Head,
        Self::BodyBegins,
        Self::BodyMiddle,
        Self::LastByte,
        Self::AfterAll,
    ];

    fn of(self, message: &[u8]) -> &[u8] {
        let head = head_of(message);
        let upto = match self {
            Self::BeforeAll => 0,
            Self::FirstByte => 1,
            Self::FirstLine => 12,
            Self::Head => head - 2,
            Self::BodyBegins => head,
            Self::BodyMiddle => usize::midpoint(head, message.len()),
            Self::LastByte => message.len() - 1,
            Self::AfterAll => message.len(),
        };

        &message[..upto.min(message.len())]
    }
}

/// What happens to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The request comes through as far as that, and there is no answer.
    Request(Cut),
    /// Headquarters did what it was asked, and its answer comes through as far as that.
    Answer(Cut),
    /// Somebody else answers with these bytes; headquarters hears nothing.
    Instead(&'static str, Vec<u8>),
    /// The answer says of itself that it is longer than it is, or compressed otherwise.
    Garbled(&'static str),
    /// The request arrives twice, and the second answer counts.
    Twice,
    /// The answer takes its time.
    Late(Duration),
}

/// What is to go wrong next, and with which call.
type Plan = Option<(&'static str, Fault)>;

/// Hands on what comes in at its address, but for what is planned.
#[derive(Clone)]
pub struct Line {
    plan: Arc<Mutex<Plan>>,
    heard: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Line {
    /// Listens at `address` for a headquarters at `far`.
    pub fn lay(address: SocketAddr, far: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).expect("a port that is free");
        let line = Self { plan: Arc::default(), heard: Arc::default() };
        let own = line.clone();
        thread::spawn(move || {
            for desk in listener.incoming().flatten() {
                let own = own.clone();
                // A connection ends when either side has enough of it, or as planned.
                thread::spawn(move || own.serve(&desk, far));
            }
        });

        line
    }

    /// The next call of this target goes wrong like that.
    pub fn plan(&self, target: &'static str, fault: Fault) {
        *self.plan.lock().unwrap_or_else(PoisonError::into_inner) = Some((target, fault));
    }

    /// Whether what was planned has happened.
    pub fn has_happened(&self) -> bool {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// How often something was asked.
    pub fn heard(&self, asked: &str) -> usize {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);

        heard.iter().filter(|request| target(request).starts_with(asked)).count()
    }

    /// Sends every request that was ever heard once more, as it was. How many those were.
    pub fn repeat_everything(&self, far: SocketAddr) -> usize {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for request in &heard {
            let mut line = TcpStream::connect(far).expect("headquarters");
            line.write_all(request).expect("headquarters");
            line.shutdown(Shutdown::Write).expect("headquarters");
            // Whatever it answers.
            drop(read(&mut BufReader::new(line)));
        }

        heard.len()
    }

    fn next(&self, request: &[u8]) -> Option<Fault> {
        let mut plan = self.plan.lock().unwrap_or_else(PoisonError::into_inner);
        let meant = plan.as_ref().is_some_and(|(meant, _)| target(request).starts_with(meant));

        plan.take_if(|_| meant).map(|(_, fault)| fault)
    }

    fn serve(&self, desk: &TcpStream, far: SocketAddr) -> io::Result<()> {
        let hq = TcpStream::connect(far)?;
        desk.set_nodelay(true)?;
        hq.set_nodelay(true)?;
        let (mut to_desk, mut to_hq) = (desk.try_clone()?, hq.try_clone()?);
        let (mut from_desk, mut from_hq) = (BufReader::new(desk.try_clone()?), BufReader::new(hq));
        loop {
            let request = read(&mut from_desk)?;
            if request.is_empty() {
                return Ok(());
            }
            // A call that waits for news tells nothing new when it is repeated, and takes long.
            if !target(&request).contains("wait=") {
                self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
            }
            let fault = self.next(&request);
            let hang_up = |desk: &TcpStream| desk.shutdown(Shutdown::Both);
            match &fault {
                Some(Fault::Request(cut)) => {
                    to_hq.write_all(cut.of(&request))?;
                    to_hq.shutdown(Shutdown::Both)?;
                    return hang_up(desk);
                }
                Some(Fault::Instead(head, body)) => {
                    to_desk.write_all(&answer(head, body))?;
                    continue;
                }
                Some(Fault::Twice) => {
                    to_hq.write_all(&request)?;
                    read(&mut from_hq)?;
                }
                _ => {}
            }
            to_hq.write_all(&request)?;
            let said = read(&mut from_hq)?;
            match fault {
                Some(Fault::Answer(cut)) => {
                    to_desk.write_all(cut.of(&said))?;
                    return hang_up(desk);
                }
                Some(Fault::Garbled(head)) => {
                    to_desk.write_all(&answer(head, &said[head_of(&said)..]))?;
                    return hang_up(desk);
                }
                Some(Fault::Late(by)) => thread::sleep(by),
                _ => {}
            }
            to_desk.write_all(&said)?;
        }
    }
}

/// Any port of this computer.
pub fn anywhere() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0))
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {head}\r\n").into_bytes();
    if !head.to_ascii_lowercase().contains("content-length") {
        bytes.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);

    bytes
}
