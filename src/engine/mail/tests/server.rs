//! A mail server as small as it can be, with the mishaps of real ones.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use base64::Engine as _;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mishap {
    Nothing,
    /// The line is cut in the middle of the answer with a mail.
    CutInMail,
    /// The line is cut in the middle of a line.
    CutInLine,
    /// Nothing is ever said.
    Silence,
    /// Something else answers, without TLS.
    Plain,
    /// Mails have so many bytes more than are there.
    Large(usize),
    /// An answer without an end.
    Endless,
    /// Nobody is known here.
    NoRecipient,
    /// The line is cut when a mail was said whole.
    CutAfterMail,
}

/// What the server is, may be changed, and is asked about.
#[derive(Debug)]
pub(super) struct Post {
    pub(super) mails: Vec<(u32, Vec<u8>)>,
    pub(super) validity: u32,
    pub(super) mishap: Mishap,
    /// All that was said to it, line by line.
    pub(super) heard: Vec<String>,
    /// What was sent through it.
    pub(super) sent: Vec<String>,
}

/// A server that listens.
pub(super) struct Server {
    pub(super) imap: u16,
    pub(super) smtp: u16,
    pub(super) certificate: String,
    post: Arc<Mutex<Post>>,
}

pub(super) const PASSWORD: &str = "ge\"heim";

impl Server {
    pub(super) fn start() -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).expect("a key");
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], PrivateKeyDer::from(key))
            .expect("a certificate");
        let config = Arc::new(config);
        let post = Post {
            mails: Vec::new(),
            validity: 7,
            mishap: Mishap::Nothing,
            heard: Vec::new(),
            sent: Vec::new(),
        };
        let post = Arc::new(Mutex::new(post));
        let imap = listen(config.clone(), post.clone(), imap);
        let smtp = listen(config, post.clone(), smtp);

        Self { imap, smtp, certificate: made.cert.pem(), post }
    }

    pub(super) fn with<T>(&self, what: impl FnOnce(&mut Post) -> T) -> T {
        what(&mut self.post.lock().expect("nobody fell"))
    }
}

type Talk = fn(TcpStream, Arc<ServerConfig>, &Mutex<Post>) -> std::io::Result<()>;
type Tls = StreamOwned<ServerConnection, TcpStream>;

fn listen(config: Arc<ServerConfig>, post: Arc<Mutex<Post>>, talk: Talk) -> u16 {
    let listener = TcpListener::bind("localhost:0").expect("a port");
    let port = listener.local_addr().expect("a port").port();
    thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let (config, post) = (config.clone(), post.clone());
            thread::spawn(move || talk(socket, config, &post));
        }
    });

    port
}

fn tls(socket: TcpStream, config: Arc<ServerConfig>) -> Tls {
    StreamOwned::new(ServerConnection::new(config).expect("a server"), socket)
}

fn mishap(post: &Mutex<Post>) -> Mishap {
    post.lock().expect("nobody fell").mishap
}

/// One line that was said, without its end; none where nothing more is.
fn line(wire: &mut BufReader<impl Read>, post: &Mutex<Post>) -> Option<String> {
    let mut line = String::new();
    (wire.read_line(&mut line).ok()? > 0).then_some(())?;
    let line = line.trim_end().to_owned();
    post.lock().expect("nobody fell").heard.push(line.clone());

    Some(line)
}

fn say(wire: &mut BufReader<impl Read + Write>, words: &str) -> std::io::Result<()> {
    wire.get_mut().write_all(words.as_bytes())?;
    wire.get_mut().flush()
}

fn imap(socket: TcpStream, config: Arc<ServerConfig>, post: &Mutex<Post>) -> std::io::Result<()> {
    match mishap(post) {
        Mishap::Plain => return (&socket).write_all(b"* OK no secrets here\r\n"),
        Mishap::Silence => {
            thread::sleep(std::time::Duration::from_secs(3));
            return Ok(());
        }
        _ => {}
    }
    let mut wire = BufReader::new(tls(socket, config));
    say(&mut wire, "* OK ready {5}\r\n")?;
    while let Some(asked) = line(&mut wire, post) {
        let (tag, what) = asked.split_once(' ').unwrap_or((&asked, ""));
        let answer = match what.split_whitespace().next().unwrap_or_default() {
            "LOGIN" if what.ends_with("\"ge\\\"heim\"") => format!("{tag} OK in\r\n"),
            "LOGIN" => format!("{tag} NO [AUTHENTICATIONFAILED] wrong password\r\n"),
            "EXAMINE" => examined(tag, post),
            "UID" if what.contains("SEARCH") => searched(tag, what, post),
            "UID" => {
                fetched(&mut wire, (tag, what), post)?;
                continue;
            }
            "LOGOUT" => format!("* BYE\r\n{tag} OK\r\n"),
            _ => format!("{tag} BAD what?\r\n"),
        };
        match mishap(post) {
            Mishap::CutInLine if what.contains("SEARCH") => {
                return say(&mut wire, &answer[..answer.len() / 2]);
            }
            Mishap::Endless if what.contains("SEARCH") => {
                let chunk = "* 1 ".repeat(10_000);
                while say(&mut wire, &chunk).is_ok() {}
                return Ok(());
            }
            _ => say(&mut wire, &answer)?,
        }
    }

    Ok(())
}

fn examined(tag: &str, post: &Mutex<Post>) -> String {
    let post = post.lock().expect("nobody fell");
    let next = post.mails.last().map_or(1, |(uid, _)| uid + 1);
    format!(
        "* FLAGS (\\Seen)\r\n* {} EXISTS\r\n* OK [UIDVALIDITY {}] it is\r\n* OK [UIDNEXT {next}] then\r\n\
         {tag} OK [READ-ONLY] look\r\n",
        post.mails.len(),
        post.validity,
    )
}

fn searched(tag: &str, what: &str, post: &Mutex<Post>) -> String {
    let post = post.lock().expect("nobody fell");
    let from = what.rsplit("UID ").next().and_then(|it| it.split(':').next()?.parse().ok());
    let last = post.mails.last().map_or(0, |(uid, _)| *uid);
    // As the standard has it, the star is the last one even where that lies before.
    let from: u32 = from.map_or(0, |from: u32| from.min(last));
    let found = post.mails.iter().map(|(uid, _)| *uid).filter(|uid| *uid >= from);
    let found: String = found.map(|uid| format!(" {uid}")).collect();

    format!("* SEARCH{found}\r\n{tag} OK\r\n")
}

fn fetched(
    wire: &mut BufReader<Tls>,
    (tag, what): (&str, &str),
    post: &Mutex<Post>,
) -> std::io::Result<()> {
    let mishap = mishap(post);
    let uid: u32 = what.split_whitespace().nth(2).and_then(|it| it.parse().ok()).unwrap_or(0);
    let found = post.lock().expect("nobody fell").mails.clone();
    let Some((_, mail)) = found.into_iter().find(|(it, _)| *it == uid) else {
        return say(wire, &format!("{tag} OK gone\r\n"));
    };
    let more = if let Mishap::Large(more) = mishap { more } else { 0 };
    if what.contains("RFC822.SIZE") {
        let size = mail.len() + more;
        return say(wire, &format!("* 1 FETCH (UID {uid} RFC822.SIZE {size})\r\n{tag} OK\r\n"));
    }
    let part = if what.contains("<0.") { "<0>" } else { "" };
    say(wire, &format!("* 1 FETCH (UID {uid} BODY[]{part} {{{}}}\r\n", mail.len()))?;
    if mishap == Mishap::CutInMail {
        wire.get_mut().write_all(&mail[..mail.len() / 2])?;
        return wire.get_mut().sock.shutdown(std::net::Shutdown::Both);
    }
    wire.get_mut().write_all(&mail)?;

    say(wire, &format!(")\r\n* 3 EXISTS\r\n{tag} OK\r\n"))
}

fn smtp(socket: TcpStream, config: Arc<ServerConfig>, post: &Mutex<Post>) -> std::io::Result<()> {
    if mishap(post) == Mishap::Silence {
        thread::sleep(std::time::Duration::from_secs(3));
        return Ok(());
    }
    let mut plain = BufReader::new(socket);
    say(&mut plain, "220 here\r\n")?;
    loop {
        let Some(asked) = line(&mut plain, post) else { return Ok(()) };
        match asked.split(' ').next().unwrap_or_default() {
            "EHLO" => say(&mut plain, "250-here\r\n250 STARTTLS\r\n")?,
            "STARTTLS" => break say(&mut plain, "220 go on\r\n")?,
            _ => say(&mut plain, "530 not so\r\n")?,
        }
    }
    let mut wire = BufReader::new(tls(plain.into_inner(), config));
    while let Some(asked) = line(&mut wire, post) {
        let (verb, rest) = asked.split_once(' ').unwrap_or((&asked, ""));
        match verb {
            "EHLO" => say(&mut wire, "250-here\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN\r\n")?,
            "AUTH" => {
                let secret = rest.rsplit(' ').next().unwrap_or_default();
                let secret = base64::engine::general_purpose::STANDARD.decode(secret);
                let known = format!("\0office\0{PASSWORD}").into_bytes();
                let is_in = secret.is_ok_and(|secret| secret == known);
                say(&mut wire, if is_in { "235 in\r\n" } else { "535 5.7.8 wrong password\r\n" })?;
            }
            "RCPT" if mishap(post) == Mishap::NoRecipient => {
                say(&mut wire, "550 5.1.1 nobody of that name\r\n")?;
            }
            "DATA" => {
                say(&mut wire, "354 tell\r\n")?;
                let mut mail = String::new();
                while let Some(next) = line(&mut wire, post).filter(|line| line != ".") {
                    mail.push_str(&next);
                    mail.push('\n');
                }
                post.lock().expect("nobody fell").sent.push(mail);
                if mishap(post) == Mishap::CutAfterMail {
                    return wire.get_mut().sock.shutdown(std::net::Shutdown::Both);
                }
                say(&mut wire, "250 2.0.0 taken\r\n")?;
            }
            "QUIT" => return say(&mut wire, "221 bye\r\n"),
            _ => say(&mut wire, "250 yes\r\n")?,
        }
    }

    Ok(())
}
