//! The exchange with headquarters over HTTP: one thread that drives `sync`'s client as long as the engine lives.

mod address;
mod caller;
mod driver;
mod elsewhere;
mod freight;
mod key;
mod line;
mod network;
mod ring;
mod witness;

use std::path::Path;
use std::thread;

use domain::Moment;
use sync::wire::{EnrolReply, EnrolRequest};
use tokio::sync::{mpsc, oneshot, watch};

use crate::change::Changed;
use crate::worker::Workers;
use crate::{Clock, Engine, Error};

pub(crate) use address::Address;
pub use elsewhere::Elsewhere;
pub(crate) use freight::{Freight, Missed, Moving, damaged, part};
pub(crate) use key::{DeviceKey, KeyPlace};
pub use ring::use_system_keyring;
pub(crate) use ring::{Closed as RingClosed, Ring};
pub use store::Refused as RefusedOperation;
pub use sync::wire::Why as RefusedBecause;

/// Why nothing is exchanged at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Headquarters cannot be reached.
    Unreachable,
    /// What answers is not headquarters: a sign-in page of some network, another server.
    NotHeadquarters,
    /// What answers has a certificate that this computer does not trust.
    Untrusted,
    /// Headquarters says no.
    Refused(crate::Refusal),
    /// This program may send but no longer receive.
    TooOld,
    /// The key of this desk is gone: it must join again.
    NoKey,
    /// The key of this desk lies in the system's keyring, and that does not open.
    Keyring,
    /// The address is none any more, or not safe.
    Address,
    /// The desk's own database does not take what it should.
    Store,
    /// The disk is full: what comes is not taken, and is fetched again once there is room.
    Full,
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unreachable => Self::Offline,
            Trouble::NotHeadquarters => Self::NotHeadquarters,
            Trouble::Untrusted => Self::Untrusted,
            Trouble::Refused(code) => Self::Headquarters(code),
            Trouble::TooOld => Self::Headquarters(crate::Refusal::TooOld),
            Trouble::NoKey => Self::Headquarters(crate::Refusal::Revoked),
            Trouble::Keyring => Self::Keyring,
            Trouble::Address => Self::Address(String::new()),
            Trouble::Store => Self::Busy,
            Trouble::Full => Self::DiskFull,
        }
    }
}

/// How the exchange stands, for whoever looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Standing {
    pub(crate) online: bool,
    pub(crate) busy: bool,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) last: Option<Moment>,
    /// When it is tried again by itself.
    pub(crate) next: Option<Moment>,
}

/// What the exchange is told.
#[derive(Debug)]
pub(crate) enum News {
    /// Something was done here.
    Done,
    /// Someone wants everything exchanged now, and to hear when it is.
    Now(oneshot::Sender<Result<(), Error>>),
    /// Somebody calls from a number that nobody here knows: who has it?
    Whose(domain::Phone, elsewhere::Asking),
    /// The office behind the database is another one than before, or has joined.
    Begin,
}

/// The way to the exchange's thread. When the last one is dropped, the thread ends.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    news: mpsc::UnboundedSender<News>,
    standing: watch::Receiver<Standing>,
    keys: KeyPlace,
    freight: Freight,
}

impl Exchange {
    /// Starts the thread. Without an enrolment it waits for one.
    pub(crate) fn start(
        (workers, changed): (Workers, Changed),
        clock: Clock,
        folder: Option<&Path>,
    ) -> Self {
        let (news, inbox) = mpsc::unbounded_channel();
        let (tell, standing) = watch::channel(Standing::default());
        let keys = KeyPlace::of(folder);
        let witness = witness::WitnessPlace::of(folder);
        // The writer's first work: no deed is numbered in a life that is another computer's.
        drop(workers.write(witness.clone().recognise()));
        let places = (keys.clone(), witness);
        let (line, lines) = watch::channel(None);
        let files = folder.map(|folder| folder.join(crate::files::FOLDER));
        let lines = (lines, standing.clone());
        let freight =
            Freight::start((workers.clone(), changed.clone()), clock.clone(), files, lines);
        let driver = driver::Driver::new((workers, changed), clock, places, inbox, (tell, line));
        // Without a thread the desk stands alone, which every desk can.
        drop(thread::Builder::new().name("exchange".to_owned()).spawn(|| driver.run()));

        Self { news, standing, keys, freight }
    }

    /// No exchange at all: someone else's business, or nobody's.
    pub(crate) fn none(_: (Workers, Changed), _: Clock, folder: Option<&Path>) -> Self {
        let (news, _) = mpsc::unbounded_channel();
        let (_, standing) = watch::channel(Standing::default());

        Self { news, standing, keys: KeyPlace::of(folder), freight: Freight::none() }
    }

    /// Something was done here that headquarters should hear of.
    pub(crate) fn wake(&self) {
        self.tell(News::Done);
    }

    /// The office is another one than before.
    pub(crate) fn begin(&self) {
        self.freight.begin();
        self.tell(News::Begin);
    }

    pub(crate) fn standing(&self) -> Standing {
        *self.standing.borrow()
    }

    /// The files' own queue.
    pub(crate) fn freight(&self) -> &Freight {
        &self.freight
    }

    pub(crate) fn keys(&self) -> &KeyPlace {
        &self.keys
    }

    /// Exchanges everything now; answers when both sides have all, or why not.
    pub(crate) fn now(&self) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let (reply, answer) = oneshot::channel();
        self.tell(News::Now(reply));

        async move { answer.await.unwrap_or(Err(Error::Stopped)) }
    }

    fn tell(&self, news: News) {
        // A thread that could not be started has nobody to listen.
        let _ = self.news.send(news);
    }
}

impl Engine {
    /// Exchanges everything with headquarters now. Answers when both sides have all; fails if that cannot be, and
    /// then the exchange goes on trying by itself.
    pub fn exchange_now(&self) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.exchange.now()
    }

    /// What headquarters did not take, latest first.
    pub fn refused_operations(
        &self,
    ) -> impl Future<Output = Result<Vec<RefusedOperation>, Error>> + Send + use<> {
        self.workers.read(|session| Ok(session.refused()?))
    }

    /// The digest of each stream that this desk has pulled, with the stream's name.
    pub fn digests(
        &self,
    ) -> impl Future<Output = Result<Vec<(String, String)>, Error>> + Send + use<> {
        self.workers.read(|session| {
            let streams = session.pulled_streams()?.into_iter();
            Ok(streams.map(|(stream, _, digest)| (stream, digest.to_string())).collect())
        })
    }
}

/// The witness in `folder` sees the office as it is now: a backup that was put back on purpose has begun its new life
/// already.
pub(crate) fn be_seen(folder: &Path, session: &store::Session<'_>) -> Result<(), Error> {
    witness::WitnessPlace::of(Some(folder)).see(session)
}

/// Asks headquarters at `address` to let a device in. Blocks.
pub(crate) fn enrol(
    address: Address,
    keys: &KeyPlace,
    request: &EnrolRequest,
) -> Result<EnrolReply, Error> {
    let line = line::Line::new(address, keys.trusted());
    let said = line.post("/v1/enrol", None, request).and_then(|answer| caller::parsed(&answer));

    match said {
        Ok(Ok(reply)) => Ok(reply),
        Ok(Err(refusal)) => Err(Error::Headquarters(refusal.code)),
        Err(line::Lost::Unreachable) => Err(Error::Offline),
        Err(line::Lost::Garbled) => Err(Error::NotHeadquarters),
        Err(line::Lost::Untrusted) => Err(Error::Untrusted),
    }
}

#[cfg(test)]
mod tests;
