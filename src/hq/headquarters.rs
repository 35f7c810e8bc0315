//! A headquarters that runs: its database, its server, a thread for both.

use std::fmt;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener, ListenerExt};
use sync::hq::{Headquarters as Engine, HqTx};
use sync::{Digest, Env, StreamId, limits};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use crate::packing::Packer;
use crate::server::{Certificate, Encrypted, Pace, router};
use crate::{Error, Moment, Session, Storage};

/// Requests that have begun are given so long when the server closes.
const FAREWELL: Duration = Duration::from_secs(5);

/// How often branches are told how orders ended that they handed to others.
const TELL: Duration = Duration::from_secs(5);

/// How often what was removed long ago is looked through.
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// A running headquarters. Dropping it stops it.
pub struct Headquarters {
    storage: Storage,
    address: SocketAddr,
    closing: watch::Sender<bool>,
    thread: Option<JoinHandle<Result<(), Error>>>,
}

impl Headquarters {
    /// Opens the database in `folder` and listens at `address`; port 0 takes any that is free. When this returns,
    /// callers are answered.
    pub fn start(folder: &Path, address: SocketAddr) -> Result<Self, Error> {
        Self::serve(Storage::open(folder)?, address)
    }

    /// Listens for a database that is open already.
    pub fn serve(storage: Storage, address: SocketAddr) -> Result<Self, Error> {
        Self::serve_at(storage, address, Pace::default())
    }

    /// The same, for callers who may call as often as `pace` says.
    pub fn serve_at(storage: Storage, address: SocketAddr, pace: Pace) -> Result<Self, Error> {
        Self::serve_as(storage, address, pace, None)
    }

    /// The same, over HTTPS if there is a certificate.
    pub fn serve_as(
        storage: Storage,
        address: SocketAddr,
        pace: Pace,
        certificate: Option<Certificate>,
    ) -> Result<Self, Error> {
        let busy = |error: std::io::Error| Error::Listen { address, why: error.to_string() };
        let listener = TcpListener::bind(address).map_err(busy)?;
        listener.set_nonblocking(true).map_err(busy)?;
        let local = listener.local_addr().map_err(busy)?;
        let (closing, closed) = watch::channel(false);
        let runtime = Builder::new_multi_thread()
            .thread_name("headquarters")
            .enable_all()
            .build()
            .map_err(|error| Error::system(&error))?;
        let forgetting = storage.clone();
        runtime.spawn(async move {
            loop {
                // What fails today is done tomorrow.
                let _ = forget_a_day(&forgetting).await;
                tokio::time::sleep(DAY).await;
            }
        });
        let telling = storage.clone();
        runtime.spawn(async move {
            loop {
                // What fails now is told the next time.
                let _ = tell_ends(&telling).await;
                tokio::time::sleep(TELL).await;
            }
        });
        let (packer, packing) = Packer::new(storage.clone());
        runtime.spawn(packing);
        let pace = Pace { encrypted: certificate.is_some(), ..pace };
        let router = router((storage.clone(), packer), pace, closed.clone())?;
        let thread = thread::Builder::new()
            .name("headquarters".to_owned())
            .spawn(move || run(&runtime, (listener, certificate), router, closed))
            .map_err(|error| Error::system(&error))?;

        Ok(Self { storage, address: local, closing, thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its database, for deeds of headquarters itself.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// The digest of a stream.
    pub fn digest(&self, stream: &StreamId) -> Result<Digest, Error> {
        self.storage.digest(stream)
    }

    /// Answers what has begun, then stops.
    pub fn stop(mut self) -> Result<(), Error> {
        self.close()
    }

    fn close(&mut self) -> Result<(), Error> {
        self.closing.send_replace(true);
        let Some(thread) = self.thread.take() else { return Ok(()) };

        thread.join().unwrap_or(Err(Error::Stopped))
    }
}

impl Drop for Headquarters {
    fn drop(&mut self) {
        // Whoever wants to know how it ended calls `stop`.
        let _ = self.close();
    }
}

impl fmt::Debug for Headquarters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Headquarters({})", self.address)
    }
}

fn run(
    runtime: &Runtime,
    (door, certificate): (TcpListener, Option<Certificate>),
    router: axum::Router,
    closed: watch::Receiver<bool>,
) -> Result<(), Error> {
    let ended = runtime.block_on(async {
        let door = tokio::net::TcpListener::from_std(door)?;
        match certificate {
            Some(certificate) => {
                // axum tells where a tapped connection comes from.
                let door = Encrypted::new(door, certificate)?.tap_io(|_| ());
                serve(door, router, closed).await
            }
            None => {
                // An answer is written at once: waiting for more to send would only hold it back.
                let door = door.tap_io(|desk| {
                    // Without it the answer is late, not lost.
                    let _ = desk.set_nodelay(true);
                });
                serve(door, router, closed).await
            }
        }
    });

    ended.map_err(|error| Error::system(&error))
}

/// Answers whoever comes through the door until it closes.
async fn serve<D>(
    door: D,
    router: axum::Router,
    closed: watch::Receiver<bool>,
) -> std::io::Result<()>
where
    D: Listener<Addr = SocketAddr>,
    SocketAddr: for<'a> Connected<IncomingStream<'a, D>>,
{
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving =
        axum::serve(door, router).with_graceful_shutdown(closing(closed.clone())).into_future();
    let overdue = async {
        closing(closed).await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        ended = serving => ended,
        () = overdue => Ok(()),
    }
}

/// Forgets what was removed long ago, stream by stream.
async fn forget_a_day(storage: &Storage) -> Result<(), Error> {
    let withdrawn = |session: &mut Session<'_>, moment: &mut Moment| {
        session.forget_withdrawn(moment.now_ms().saturating_sub(limits::WITHDRAWN_MS))
    };
    while storage.write_later(withdrawn).await? > 0 {}
    for stream in storage.read_later(|session, _| Ok(session.streams()?)).await? {
        let forget = move |session: &mut Session<'_>, moment: &mut Moment| {
            Ok(Engine::default().compact_stream(&stream, session, moment)?)
        };
        storage.write_later(forget).await?;
    }

    Ok(())
}

async fn tell_ends(storage: &Storage) -> Result<usize, Error> {
    let storage = storage.clone();
    let told = tokio::task::spawn_blocking(move || crate::order::tell_ends(&storage)).await;

    told.map_err(|_| Error::Stopped)?
}

async fn closing(mut closed: watch::Receiver<bool>) {
    // A handle that is gone closes too.
    let _ = closed.wait_for(|closed| *closed).await;
}
