//! The way out: one line to the server, whose steps are known apart, for up to the last one nothing was sent, and after it
//! nobody knows.

use std::net::Ipv4Addr;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error as Failed;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::{MailAccount, MailFault};

/// How long the server may say nothing.
#[cfg(not(test))]
const SILENCE: Duration = Duration::from_secs(60);
#[cfg(test)]
const SILENCE: Duration = Duration::from_millis(700);
/// The port that speaks TLS from the first byte.
const WRAPPED: u16 = 465;

/// A server that takes mails.
pub(super) struct Smtp(SmtpConnection);

/// Why a mail did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unsent {
    /// It did not, and may another time.
    NotYet(MailFault),
    /// The server will not have it.
    Never(MailFault),
    /// The line was cut when all was said: it may have left.
    Perhaps(MailFault),
}

impl Smtp {
    /// Signs in.
    pub(super) fn open(
        account: &MailAccount,
        password: &str,
        trusted: &[u8],
    ) -> Result<Self, MailFault> {
        let mut tls = TlsParameters::builder(account.smtp.clone());
        for certificate in CertificateDer::pem_slice_iter(trusted).flatten() {
            if let Ok(certificate) = Certificate::from_der(certificate.to_vec()) {
                tls = tls.add_root_certificate(certificate);
            }
        }
        let tls = tls.build().map_err(|_| MailFault::NoTls)?;
        // What this computer is called is nobody's business.
        let hello = ClientId::Ipv4(Ipv4Addr::LOCALHOST);
        let place = (account.smtp.as_str(), account.smtp_port);
        let wrapped = (account.smtp_port == WRAPPED).then_some(&tls);
        let nobody = || MailFault::Unreachable(format!("{}:{}", place.0, place.1));
        let open = SmtpConnection::connect(place, Some(SILENCE), &hello, wrapped, None);
        let mut line = open.map_err(|error| {
            let fault = fault(&error);
            if fault == MailFault::Cut { nobody() } else { fault }
        })?;
        if wrapped.is_none() {
            if !line.can_starttls() {
                line.abort();
                return Err(MailFault::NoTls);
            }
            line.starttls(&tls, &hello).map_err(|error| fault(&error))?;
        }
        let who = Credentials::new(account.user.clone(), password.to_owned());
        line.auth(&[Mechanism::Plain, Mechanism::Login], &who).map_err(|error| {
            match fault(&error) {
                MailFault::Refused(words) => MailFault::Login(words),
                fault => fault,
            }
        })?;

        Ok(Self(line))
    }

    /// Sends one mail.
    pub(super) fn send(
        &mut self,
        (from, to): (Address, Address),
        mail: &[u8],
    ) -> Result<(), Unsent> {
        let line = &mut self.0;
        line.command(Mail::new(Some(from), Vec::new())).map_err(|error| unsent(&error))?;
        line.command(Rcpt::new(to, Vec::new())).map_err(|error| unsent(&error))?;
        line.command(Data).map_err(|error| unsent(&error))?;

        line.message(mail).map(drop).map_err(|error| match unsent(&error) {
            // A number is an answer; without one nobody knows what became of it.
            Unsent::NotYet(fault) if error.status().is_none() => Unsent::Perhaps(fault),
            known => known,
        })
    }

    /// Goes.
    pub(super) fn leave(mut self) {
        // It is over whatever the server says to it.
        let _ = self.0.quit();
    }
}

fn unsent(error: &Failed) -> Unsent {
    if error.is_permanent() { Unsent::Never(fault(error)) } else { Unsent::NotYet(fault(error)) }
}

fn fault(error: &Failed) -> MailFault {
    use std::error::Error as _;

    if error.status().is_some() {
        return MailFault::Refused(MailFault::words(&error.to_string()));
    }
    if error.is_timeout() {
        return MailFault::Silent;
    }
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<std::io::Error>() {
            return MailFault::of(io);
        }
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            let trusted = !matches!(tls, rustls::Error::InvalidCertificate(_));
            return if trusted { MailFault::NoTls } else { MailFault::Untrusted };
        }
        source = inner.source();
    }
    match () {
        () if error.is_tls() => MailFault::NoTls,
        () if error.is_client() => MailFault::Refused(MailFault::words(&error.to_string())),
        () => MailFault::Cut,
    }
}
