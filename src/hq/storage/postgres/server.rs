//! Where the server is, and whether the line to it can be read on the way.
//!
//! `sslmode=require` and `verify-full` are one thing here: the server shows a certificate for its name, by a root that the
//! world trusts or by the one in `sslrootcert`. A line that is encrypted to whoever answers would promise more than it
//! keeps. Without them the line is plain, as it always was.

use std::error::Error as StdError;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::task::{Context, Poll};

use postgres::config::SslMode;
use postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect};
use postgres::{Client, Config, NoTls};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::Error;

/// What is said of the root, which the library does not know.
const ROOT: &str = "sslrootcert=";
/// The other word for an encrypted line.
const VERIFIED: (&str, &str) = ("sslmode=verify-full", "sslmode=require");

/// A server's address.
#[derive(Clone)]
pub struct Server {
    config: Config,
    encrypted: Option<TlsConnector>,
}

impl Server {
    /// Called so among the server's connections, unless the address says otherwise.
    #[must_use]
    pub fn calling_itself(mut self, name: &str) -> Self {
        if self.config.get_application_name().is_none() {
            self.config.application_name(name);
        }
        self
    }

    /// Connects. Blocks.
    pub fn connect(&self) -> Result<Client, postgres::Error> {
        match &self.encrypted {
            Some(connector) => self.config.connect(Encryption(connector.clone())),
            None => self.config.connect(NoTls),
        }
    }
}

impl FromStr for Server {
    type Err = Error;

    fn from_str(address: &str) -> Result<Self, Error> {
        let (address, root) = without_root(&address.replace(VERIFIED.0, VERIFIED.1));
        let config: Config =
            address.parse().map_err(|error: postgres::Error| Error::Address(sentence(&error)))?;
        let wanted = config.get_ssl_mode() == SslMode::Require;
        let encrypted = wanted.then(|| connector(root)).transpose()?;

        Ok(Self { config, encrypted })
    }
}

/// The address without its root certificate, and that.
fn without_root(address: &str) -> (String, Option<PathBuf>) {
    let Some(at) = address.find(ROOT) else { return (address.to_owned(), None) };
    let value = &address[at + ROOT.len()..];
    let end = value.find(['&', ' ']).unwrap_or(value.len());
    let (before, after) = (&address[..at], &value[end..]);
    // What stood between two settings stands there once.
    let after =
        if before.ends_with(['?', '&', ' ']) { after.get(1..).unwrap_or("") } else { after };
    let rest = format!("{before}{after}");

    (rest.trim_end_matches(['?', '&', ' ']).to_owned(), Some(PathBuf::from(&value[..end])))
}

fn connector(root: Option<PathBuf>) -> Result<TlsConnector, Error> {
    let mut roots = RootCertStore::empty();
    match root {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(file) => {
            let wrong = |why: String| Error::File { file: file.clone(), why };
            let read = CertificateDer::pem_file_iter(&file)
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(|error| wrong(error.to_string()))?;
            let (known, _) = roots.add_parsable_certificates(read);
            if known == 0 {
                return Err(wrong("no certificate".to_owned()));
            }
        }
    }
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();

    Ok(TlsConnector::from(Arc::new(config)))
}

/// An error with what it came from: "error performing TLS handshake" alone helps nobody.
pub fn sentence(error: &dyn StdError) -> String {
    let (mut said, mut cause) = (error.to_string(), error.source());
    while let Some(error) = cause {
        said = format!("{said}: {error}");
        cause = error.source();
    }

    said
}

/// Encrypts connections.
struct Encryption(TlsConnector);

/// One that is about to be.
struct Handshake(TlsConnector, ServerName<'static>);

/// One that is.
struct Encrypted<S>(TlsStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> MakeTlsConnect<S> for Encryption {
    type Stream = Encrypted<S>;
    type TlsConnect = Handshake;
    type Error = tokio_rustls::rustls::pki_types::InvalidDnsNameError;

    fn make_tls_connect(&mut self, host: &str) -> Result<Handshake, Self::Error> {
        Ok(Handshake(self.0.clone(), ServerName::try_from(host)?.to_owned()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> TlsConnect<S> for Handshake {
    type Stream = Encrypted<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Encrypted<S>>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        let Self(connector, host) = self;

        Box::pin(async move { connector.connect(host, stream).await.map(Encrypted) })
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> postgres::tls::TlsStream for Encrypted<S> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Encrypted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Encrypted<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_taken_out_of_an_address_wherever_it_stands() {
        for (address, rest) in [
            ("postgres://a@b/c?sslrootcert=/x.pem", "postgres://a@b/c"),
            (
                "postgres://a@b/c?sslrootcert=/x.pem&sslmode=require",
                "postgres://a@b/c?sslmode=require",
            ),
            (
                "postgres://a@b/c?sslmode=require&sslrootcert=/x.pem",
                "postgres://a@b/c?sslmode=require",
            ),
            ("host=b sslrootcert=/x.pem user=a", "host=b user=a"),
        ] {
            assert_eq!(without_root(address), (rest.to_owned(), Some(PathBuf::from("/x.pem"))));
        }
        assert_eq!(without_root("host=b"), ("host=b".to_owned(), None));
    }

    #[test]
    fn who_asks_for_an_encrypted_line_gets_one_or_hears_why_not() {
        let server = |address: &str| address.parse::<Server>();

        assert!(server("postgres://a@b/c").is_ok_and(|it| it.encrypted.is_none()));
        for mode in ["require", "verify-full"] {
            let address = format!("postgres://a@b/c?sslmode={mode}");
            assert!(server(&address).is_ok_and(|it| it.encrypted.is_some()), "{mode}");
        }
        let missing = server("postgres://a@b/c?sslmode=require&sslrootcert=/nowhere/x.pem");
        assert!(matches!(missing, Err(Error::File { .. })));
    }

    #[test]
    #[ignore = "needs a PostgreSQL server that encrypts: tests/postgres.sh"]
    fn an_encrypted_line_is_one_and_a_server_with_another_name_is_refused() {
        let (Ok(address), Ok(root)) = (
            std::env::var("BRANCHDESK_TEST_POSTGRES_TLS"),
            std::env::var("BRANCHDESK_TEST_POSTGRES_ROOT"),
        ) else {
            panic!("tests/postgres.sh starts such a server")
        };
        let connect = |more: &str| {
            let server: Server = format!("{address} {more}").parse().expect("an address");
            server.connect().map_err(|error| sentence(&error))
        };
        let trusted = format!("host=localhost sslmode=require sslrootcert={root}");
        let mut client = connect(&trusted).expect("an encrypted line");
        let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        assert!(client.query_one(sql, &[]).expect("a row").get::<_, bool>(0));

        let elsewhere = format!("host=127.0.0.1 sslmode=require sslrootcert={root}");
        let refused = connect(&elsewhere).err().expect("not its name");
        assert!(refused.contains("certificate"), "{refused}");
        assert!(connect("host=localhost sslmode=require").is_err(), "nobody knows this root");
    }
}
