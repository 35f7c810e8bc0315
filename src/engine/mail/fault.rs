//! Why mail does not come or go, so that a person can do something about it.

use std::io::{self, ErrorKind};

use serde::{Deserialize, Serialize};

/// The longest words of a server that are kept, in characters.
const WORDS: usize = 300;

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum MailFault {
    /// No mailbox is set up at this computer.
    #[error("no mailbox is set up")]
    NoAccount,
    /// The password of the mailbox is not kept here.
    #[error("the password is not kept here")]
    NoPassword,
    /// Nothing answers at this address.
    #[error("{0} cannot be reached")]
    Unreachable(String),
    /// The server does not answer.
    #[error("the server does not answer")]
    Silent,
    /// The server's certificate is not trusted.
    #[error("the certificate is not trusted")]
    Untrusted,
    /// The server has no TLS at this port.
    #[error("no TLS at this port")]
    NoTls,
    /// The server does not let this person in; its own words.
    #[error("login refused: {0}")]
    Login(String),
    /// The line was cut.
    #[error("the line was cut")]
    Cut,
    /// What answers does not speak as a mail server does.
    #[error("no mail server")]
    Strange,
    /// The server refuses; its own words.
    #[error("the server refused: {0}")]
    Refused(String),
    /// The mail has left, or is leaving: it cannot be taken back.
    #[error("the mail has left")]
    Left,
    /// This is no address that mail can go to.
    #[error("{0} is no address")]
    Address(String),
}

impl MailFault {
    /// What an error of the line means.
    pub(super) fn of(error: &io::Error) -> Self {
        let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
        match (tls, error.kind()) {
            (Some(rustls::Error::InvalidCertificate(_)), _) => Self::Untrusted,
            (Some(_), _) => Self::NoTls,
            (None, ErrorKind::TimedOut | ErrorKind::WouldBlock) => Self::Silent,
            (None, ErrorKind::FileTooLarge | ErrorKind::InvalidData) => Self::Strange,
            _ => Self::Cut,
        }
    }

    /// A server's own words, of a length that fits on a screen.
    pub(super) fn words(words: &str) -> String {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // A code in brackets is for programs.
        let said = words.split_once("] ").filter(|(code, _)| code.starts_with('['));
        let words = said.map_or(words.as_str(), |(_, said)| said);

        words.chars().filter(|c| !c.is_control()).take(WORDS).collect()
    }
}
