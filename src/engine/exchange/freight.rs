//! The files' own queue (sync rule 17): one thread beside the exchange, which carries their bytes to headquarters and from
//! there, one after another, and never while an operation is on its way.

mod calls;
mod disk;
mod queue;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use store::Parcel;
use sync::client::carrier::Pause;
use tokio::sync::{mpsc, oneshot, watch};

pub(crate) use self::disk::{damaged, part};
use super::Standing;
use super::caller::Caller;
use crate::change::Changed;
use crate::worker::Workers;
use crate::{Clock, Progress};

/// Why a file that somebody asked for does not come now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missed {
    /// Headquarters cannot be reached.
    Offline,
    /// Headquarters keeps no files.
    TooOld,
    /// Headquarters does not know it.
    Unknown,
    /// The computer that has it has not sent it.
    Awaited,
    /// What came is not what it should be.
    Spoilt,
    /// No room is left here.
    Full,
    /// Whoever asked has had enough.
    Cancelled,
    /// Nobody is there to ask.
    Alone,
}

/// Somebody wants a file now.
#[derive(Debug)]
struct Wish {
    parcel: Parcel,
    progress: Progress,
    reply: oneshot::Sender<Result<(), Missed>>,
}

/// What the queue is told.
#[derive(Debug)]
enum News {
    Wish(Wish),
    /// The office behind the database is another one, or the folder has changed.
    Begin,
}

/// How things stand with files on their way, for whoever looks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moving {
    /// What is on its way now: its hash, whether it leaves, and how much of it is there, in hundredths.
    pub(crate) now: Option<(String, bool, u8)>,
    /// Why files wait that are not waited for alone.
    pub(crate) pause: Option<Pause>,
    /// Whether the disk had no room for one, and was not tried with another since.
    pub(crate) full: bool,
    /// Files that headquarters does not have yet, as it said.
    pub(crate) awaited: BTreeMap<String, Pause>,
}

/// The way to the queue. When the last one is dropped, the thread ends.
#[derive(Debug, Clone)]
pub(crate) struct Freight {
    news: mpsc::UnboundedSender<News>,
    moving: Arc<Mutex<Moving>>,
}

impl Freight {
    /// Starts the thread. It waits until there is a headquarters.
    pub(crate) fn start(
        (workers, changed): (Workers, Changed),
        clock: Clock,
        files: Option<PathBuf>,
        (line, standing): (watch::Receiver<Option<Arc<Caller>>>, watch::Receiver<Standing>),
    ) -> Self {
        let (news, inbox) = mpsc::unbounded_channel();
        let moving: Arc<Mutex<Moving>> = Arc::default();
        let Some(files) = files else { return Self { news, moving } };
        let news_of = (inbox, line, standing);
        let queue = queue::Queue::new((workers, changed), clock, files, news_of, &moving);
        // Without a thread files stay where they are.
        drop(thread::Builder::new().name("files".to_owned()).spawn(|| queue.run()));

        Self { news, moving }
    }

    /// No queue.
    pub(crate) fn none() -> Self {
        Self { news: mpsc::unbounded_channel().0, moving: Arc::default() }
    }

    pub(crate) fn moving(&self) -> Moving {
        self.moving.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The files that lie here may be others than before.
    pub(crate) fn begin(&self) {
        // A thread that could not be started has nobody to listen.
        let _ = self.news.send(News::Begin);
    }

    /// Fetches a file now. Answers when it is here, or why it does not come.
    pub(crate) fn fetch(
        &self,
        parcel: Parcel,
        progress: Progress,
    ) -> impl Future<Output = Result<(), Missed>> + Send + use<> {
        let (reply, answer) = oneshot::channel();
        // A thread that could not be started drops the reply.
        let _ = self.news.send(News::Wish(Wish { parcel, progress, reply }));

        async move { answer.await.unwrap_or(Err(Missed::Alone)) }
    }
}

/// Why a file goes no further now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Pause(Pause),
    /// Something more urgent came.
    GaveWay,
    Cancelled,
    /// No room is left here.
    Full,
    /// The disk does not take it otherwise.
    Disk,
}

impl From<Stop> for Missed {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Pause(Pause::Line | Pause::Busy(_)) | Stop::GaveWay => Self::Offline,
            Stop::Pause(Pause::TooOld) => Self::TooOld,
            Stop::Pause(Pause::Unknown) => Self::Unknown,
            Stop::Pause(Pause::Awaited) => Self::Awaited,
            Stop::Pause(Pause::Wrong) => Self::Spoilt,
            Stop::Full | Stop::Disk => Self::Full,
            Stop::Cancelled => Self::Cancelled,
        }
    }
}
