//! As much of IMAP as it takes to read a mailbox and leave it as it is. The grammar is `imap-proto`'s; how much is taken in,
//! and how long is waited for it, is said here.

use std::io::{self, BufRead as _, BufReader, ErrorKind, Read, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use imap_proto::{AttributeValue, MailboxDatum, Response, ResponseCode, Status};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::{MailAccount, MailFault};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the server may say nothing.
#[cfg(not(test))]
const SILENCE: Duration = Duration::from_secs(30);
#[cfg(test)]
const SILENCE: Duration = Duration::from_millis(700);
/// How long an answer may take in all, and how much longer for each byte that may be in it: as a slow line has it.
const ANSWER: Duration = Duration::from_secs(60);
const BYTES_A_SECOND: usize = 20_000;
/// The longest line of an answer, in bytes: a search names thousands of mails in one.
const LINE: usize = 1024 * 1024;
/// More answers to one question are no mailbox.
const ANSWERS: usize = 10_000;

/// A mailbox that is open for reading.
pub(super) struct Imap {
    wire: BufReader<Wire>,
    tag: u32,
}

/// What a mailbox says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Inbox {
    /// How many mails lie in it.
    pub(super) mails: u32,
    /// The numbers of mails mean something else once this is another one.
    pub(super) validity: u32,
    /// The number that the next mail gets, where it says so.
    pub(super) next: Option<u32>,
}

/// The line, with the time by which what is asked for must be here.
struct Wire {
    tls: StreamOwned<ClientConnection, TcpStream>,
    until: Instant,
}

impl Read for Wire {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        self.tls.sock.set_read_timeout(Some(left.min(SILENCE)))?;
        match self.tls.read(bytes) {
            // Some servers close the line without saying so.
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(0),
            read => read,
        }
    }
}

impl Imap {
    /// Signs in, and opens the inbox so that nothing in it can be changed.
    pub(super) fn open(
        account: &MailAccount,
        password: &str,
        trusted: &[u8],
    ) -> Result<(Self, Inbox), MailFault> {
        let tls = connect(&account.imap, account.imap_port, trusted)?;
        let wire = BufReader::new(Wire { tls, until: Instant::now() + ANSWER });
        let mut imap = Self { wire, tag: 0 };
        let greeting = imap.answer(LINE)?;
        match Response::parse(&greeting) {
            Ok((_, Response::Data { status: Status::Ok, .. })) => {}
            Ok((_, Response::Data { outcome, .. })) => {
                let words = outcome.information.unwrap_or_default();
                return Err(MailFault::Refused(MailFault::words(&words)));
            }
            _ => return Err(MailFault::Strange),
        }
        imap.sign_in(&account.user, password)?;
        // Some large Chinese providers open no mailbox for a program that does not say what it is.
        let about =
            concat!("ID (\"name\" \"Branchdesk\" \"version\" \"", env!("CARGO_PKG_VERSION"), "\")");
        match imap.ask(about, LINE, |_| ()) {
            Ok(()) | Err(MailFault::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
        let mut inbox = Inbox::default();
        imap.ask("EXAMINE INBOX", LINE, |answer| match answer {
            Response::MailboxData(MailboxDatum::Exists(mails)) => inbox.mails = *mails,
            Response::Data { outcome, .. } => match outcome.code {
                Some(ResponseCode::UidValidity(validity)) => inbox.validity = validity,
                Some(ResponseCode::UidNext(next)) => inbox.next = Some(next),
                _ => {}
            },
            _ => {}
        })?;

        Ok((imap, inbox))
    }

    fn sign_in(&mut self, user: &str, password: &str) -> Result<(), MailFault> {
        let plain = |text: &str| text.chars().all(|c| c.is_ascii() && !c.is_ascii_control());
        let signed = if plain(user) && plain(password) {
            let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
            let line = format!("LOGIN \"{}\" \"{}\"", quoted(user), quoted(password));
            self.ask(&line, LINE, |_| ())
        } else {
            let secret = format!("\0{user}\0{password}");
            self.begin("AUTHENTICATE PLAIN")?;
            let answer = self.answer(LINE)?;
            if !answer.starts_with(b"+") {
                return Err(MailFault::Login(MailFault::words(&String::from_utf8_lossy(&answer))));
            }
            let secret = base64::engine::general_purpose::STANDARD.encode(secret);
            self.say(&secret)?;
            self.hear(LINE, |_| ())
        };

        signed.map_err(|fault| match fault {
            MailFault::Refused(words) => MailFault::Login(words),
            fault => fault,
        })
    }

    /// The numbers of mails for which this holds, in order.
    pub(super) fn search(&mut self, what: &str) -> Result<Vec<u32>, MailFault> {
        let mut found = Vec::new();
        self.ask(&format!("UID SEARCH {what}"), LINE, |answer| {
            if let Response::MailboxData(MailboxDatum::Search(numbers)) = answer {
                found.extend(numbers.iter().copied());
            }
        })?;
        found.sort_unstable();
        found.dedup();

        Ok(found)
    }

    /// A mail, of which no more than `most` bytes are fetched, and whether that is all. None where it is gone.
    pub(super) fn mail(
        &mut self,
        uid: u32,
        (most, beginning): (usize, usize),
    ) -> Result<Option<(Vec<u8>, bool)>, MailFault> {
        let mut size = None;
        self.ask(&format!("UID FETCH {uid} (UID RFC822.SIZE)"), LINE, |answer| {
            let Response::Fetch(_, values) = answer else { return };
            let is_it = values.iter().any(|it| matches!(it, AttributeValue::Uid(it) if *it == uid));
            let its = values.iter().find_map(|it| match it {
                AttributeValue::Rfc822Size(size) => Some(*size as usize),
                _ => None,
            });
            size = its.filter(|_| is_it).or(size);
        })?;
        let Some(size) = size else { return Ok(None) };
        let whole = size <= most;
        let part = if whole { String::new() } else { format!("<0.{beginning}>") };
        let mut mail = None;
        // A server may count its bytes otherwise than it sends them.
        let room = if whole { most + LINE } else { beginning + LINE };
        self.ask(&format!("UID FETCH {uid} (UID BODY.PEEK[]{part})"), room, |answer| {
            let Response::Fetch(_, values) = answer else { return };
            let data = values.iter().find_map(|it| match it {
                AttributeValue::BodySection { section: None, data: Some(data), .. } => Some(data),
                _ => None,
            });
            mail = data.map(|data| data.to_vec()).or(mail.take());
        })?;

        Ok(mail.map(|mail| (mail, whole)))
    }

    /// Goes.
    pub(super) fn leave(mut self) {
        // It is over whatever the server says to it.
        let _ = self.begin("LOGOUT");
    }

    fn ask(
        &mut self,
        line: &str,
        most: usize,
        each: impl FnMut(&Response<'_>),
    ) -> Result<(), MailFault> {
        self.begin(line)?;

        self.hear(most, each)
    }

    fn begin(&mut self, line: &str) -> Result<(), MailFault> {
        self.tag += 1;

        self.say(&format!("A{} {line}", self.tag))
    }

    fn say(&mut self, line: &str) -> Result<(), MailFault> {
        let tls = &mut self.wire.get_mut().tls;
        let said = tls.sock.set_write_timeout(Some(SILENCE)).and_then(|()| {
            tls.write_all(format!("{line}\r\n").as_bytes())?;
            tls.flush()
        });

        said.map_err(|error| MailFault::of(&error))
    }

    /// Hears all that is answered to what was asked last, each answer of no more than `most` bytes.
    fn hear(&mut self, most: usize, mut each: impl FnMut(&Response<'_>)) -> Result<(), MailFault> {
        let tag = format!("A{}", self.tag);
        for _ in 0..ANSWERS {
            let answer = self.answer(most)?;
            match Response::parse(&answer) {
                Ok((_, Response::Done { tag: its, status, outcome })) if its.0 == tag => {
                    let words = outcome.information.unwrap_or_default();
                    return match status {
                        Status::Ok => Ok(()),
                        _ => Err(MailFault::Refused(MailFault::words(&words))),
                    };
                }
                Ok((_, Response::Data { status: Status::Bye, outcome })) => {
                    let words = outcome.information.unwrap_or_default();
                    return Err(MailFault::Refused(MailFault::words(&words)));
                }
                Ok((_, answer)) => each(&answer),
                // What is not about the question may be said in any way.
                Err(_) if answer.starts_with(b"*") => {}
                Err(_) => return Err(MailFault::Strange),
            }
        }

        Err(MailFault::Strange)
    }

    /// One answer: a line, and what it announces.
    fn answer(&mut self, most: usize) -> Result<Vec<u8>, MailFault> {
        let slow = Duration::from_secs((most / BYTES_A_SECOND) as u64);
        self.wire.get_mut().until = Instant::now() + ANSWER + slow;
        let mut answer = Vec::new();
        loop {
            self.line(&mut answer)?;
            let Some(announced) = announced(&answer) else { return Ok(answer) };
            if announced > most.saturating_sub(answer.len()) {
                return Err(MailFault::Strange);
            }
            let before = answer.len();
            let mut part = (&mut self.wire).take(announced as u64);
            part.read_to_end(&mut answer).map_err(|error| MailFault::of(&error))?;
            if answer.len() - before < announced {
                return Err(MailFault::Cut);
            }
        }
    }

    fn line(&mut self, answer: &mut Vec<u8>) -> Result<(), MailFault> {
        let before = answer.len();
        let mut part = (&mut self.wire).take(LINE as u64);
        part.read_until(b'\n', answer).map_err(|error| MailFault::of(&error))?;
        match answer.last() {
            Some(b'\n') if answer.len() > before => Ok(()),
            _ if answer.len() - before == LINE => Err(MailFault::Strange),
            _ => Err(MailFault::Cut),
        }
    }
}

/// How many bytes follow a line of an answer that carries a mail.
fn announced(answer: &[u8]) -> Option<usize> {
    // In words for people, braces announce nothing.
    let number = answer.strip_prefix(b"* ")?.first()?;
    let line = answer.strip_suffix(b"}\r\n").filter(|_| number.is_ascii_digit())?;
    let digits = line.rsplit(|byte| *byte == b'{').next().filter(|it| it.len() < line.len())?;

    std::str::from_utf8(digits).ok()?.trim_end_matches('+').parse().ok()
}

/// A line to a server under TLS, to its certificate by its name.
fn connect(
    host: &str,
    port: u16,
    trusted: &[u8],
) -> Result<StreamOwned<ClientConnection, TcpStream>, MailFault> {
    let nobody = || MailFault::Unreachable(format!("{host}:{port}"));
    let name = ServerName::try_from(host.to_owned()).map_err(|_| nobody())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| MailFault::NoTls)?
        .with_root_certificates(roots(trusted))
        .with_no_client_auth();
    let tls = ClientConnection::new(Arc::new(config), name).map_err(|_| MailFault::NoTls)?;
    let places = (host, port).to_socket_addrs().map_err(|_| nobody())?;
    let socket = places.into_iter().find_map(|it| TcpStream::connect_timeout(&it, CONNECT).ok());
    let socket = socket.ok_or_else(nobody)?;
    // Small lines go out at once.
    let _ = socket.set_nodelay(true);

    Ok(StreamOwned::new(tls, socket))
}

fn roots(trusted: &[u8]) -> RootCertStore {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in CertificateDer::pem_slice_iter(trusted).flatten() {
        // What is no certificate trusts nobody.
        let _ = roots.add(certificate);
    }

    roots
}

#[cfg(test)]
mod tests {
    use super::announced;

    #[test]
    fn only_an_answer_about_a_mail_announces_bytes() {
        assert_eq!(announced(b"* 1 FETCH (UID 7 BODY[] {12}\r\n"), Some(12));
        assert_eq!(announced(b"* 1 FETCH (UID 7 BODY[] {12+}\r\n"), Some(12));
        assert_eq!(announced(b"* OK read this {12}\r\n"), None);
        assert_eq!(announced(b"A1 OK {12}\r\n"), None);
        assert_eq!(announced(b"* 1 FETCH (UID 7)\r\n"), None);
        assert_eq!(announced(b"* 1 FETCH 12}\r\n"), None);
    }
}
