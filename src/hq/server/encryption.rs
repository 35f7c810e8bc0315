//! Connections that nobody on the way can read: TLS with a certificate that the owner of headquarters gives.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

use crate::Error;

/// Who has not agreed on a key after so long is sent away.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many agree on a key at the same time; others wait at the door.
const AGREEING: usize = 256;
/// The door is left alone for so long after it could not be opened: as a rule because too many files are open.
const TROUBLE: Duration = Duration::from_millis(100);

/// A certificate with its key, as TLS 1.2 and 1.3 show it.
#[derive(Clone)]
pub struct Certificate(TlsAcceptor);

impl Certificate {
    /// Reads two PEM files: the certificate, followed by those between it and a root; and its key.
    pub fn read(chain: &Path, key: &Path) -> Result<Self, Error> {
        let wrong = |file: &Path, why: String| Error::File { file: file.to_owned(), why };
        let certificates = CertificateDer::pem_file_iter(chain)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| wrong(chain, error.to_string()))?;
        let secret =
            PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(key, error.to_string()))?;
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(certificates, secret)
            .map_err(|error| wrong(chain, error.to_string()))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];

        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Certificate")
    }
}

/// The door where everyone first agrees on a key. Nobody waits for another's agreement.
pub(crate) struct Encrypted {
    agreed: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl Encrypted {
    /// Opens it. Must be called within a runtime.
    pub(crate) fn new(door: TcpListener, certificate: Certificate) -> io::Result<Self> {
        let address = door.local_addr()?;
        let (welcome, agreed) = mpsc::channel(AGREEING);
        tokio::spawn(let_in(door, certificate, welcome));

        Ok(Self { agreed, address })
    }
}

impl Listener for Encrypted {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.agreed.recv().await {
            Some(guest) => guest,
            // The task that lets people in ends with the runtime.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

async fn let_in(
    door: TcpListener,
    certificate: Certificate,
    welcome: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let turns = Arc::new(Semaphore::new(AGREEING));
    while !welcome.is_closed() {
        let Ok(turn) = Arc::clone(&turns).acquire_owned().await else { return };
        let Ok((desk, from)) = door.accept().await else {
            tokio::time::sleep(TROUBLE).await;
            continue;
        };
        let (certificate, welcome) = (certificate.clone(), welcome.clone());
        tokio::spawn(async move {
            // An answer is written at once; without it, it is late, not lost.
            let _ = desk.set_nodelay(true);
            let agreed = tokio::time::timeout(PATIENCE, certificate.0.accept(desk)).await;
            drop(turn);
            if let Ok(Ok(desk)) = agreed {
                // Nobody is let in any more while the server closes.
                let _ = welcome.send((desk, from)).await;
            }
        });
    }
}
