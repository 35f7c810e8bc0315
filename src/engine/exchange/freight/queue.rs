//! What is carried next, and carrying it: one call after another.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::FileHash;
use store::Parcel;
use sync::client::carrier::{Carrier, Next, Pause, Said};
use tokio::sync::{mpsc, watch};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{Missed, Moving, News, Stop, Wish, calls, disk};
use crate::Clock;
use crate::change::Changed;
use crate::exchange::Standing;
use crate::exchange::caller::Caller;
use crate::files::{erased_in, forget_erased_in};
use crate::worker::Workers;

/// Files of open orders that are no larger come by themselves, in bytes.
const SMALL: u64 = 2 * 1024 * 1024;
/// The queue is looked through this often at most.
const LOOK: Duration = Duration::from_millis(400);
/// What could be fetched by itself is looked for this often at most: that goes through all open orders.
const WANTED: Duration = Duration::from_secs(10);
/// How far a file has come is told this often at most: every room on screen looks again.
const TELL: Duration = Duration::from_secs(2);
/// A disk that was full is left alone for so long.
const FULL: Duration = Duration::from_secs(600);
/// Files that are taken from the queue at once.
const BATCH: u32 = 64;

/// A file that is not tried again for a while, and how often that was so.
#[derive(Debug, Clone, Copy)]
struct Wait {
    until: Instant,
    times: u32,
}

/// What is to be carried.
#[derive(Debug)]
enum Job {
    Send(Parcel),
    Fetch(Parcel),
    Wish(Wish),
}

/// How carrying ended.
enum End {
    /// The queue goes on.
    Over,
    /// Nobody holds the engine any more.
    Closed,
}

pub(super) struct Queue {
    workers: Workers,
    changed: Changed,
    changes: watch::Receiver<u64>,
    clock: Clock,
    files: PathBuf,
    inbox: mpsc::UnboundedReceiver<News>,
    line: watch::Receiver<Option<Arc<Caller>>>,
    standing: watch::Receiver<Standing>,
    moving: Arc<Mutex<Moving>>,
    wishes: VecDeque<Wish>,
    waits: BTreeMap<String, Wait>,
    pause: Option<(Pause, Wait)>,
    full: Option<Instant>,
    /// At which change it was last looked whether anybody was erased.
    swept: Option<u64>,
    wanted: Option<Instant>,
    told: Option<Instant>,
}

/// Where the queue hears what is new: wishes, who speaks with headquarters, and how that stands.
type NewsOf = (
    mpsc::UnboundedReceiver<News>,
    watch::Receiver<Option<Arc<Caller>>>,
    watch::Receiver<Standing>,
);

impl Queue {
    pub(super) fn new(
        (workers, changed): (Workers, Changed),
        clock: Clock,
        files: PathBuf,
        (inbox, line, standing): NewsOf,
        moving: &Arc<Mutex<Moving>>,
    ) -> Self {
        let changes = changed.watch();

        Self {
            workers,
            changed,
            changes,
            clock,
            files,
            inbox,
            line,
            standing,
            moving: Arc::clone(moving),
            wishes: VecDeque::new(),
            waits: BTreeMap::new(),
            pause: None,
            full: None,
            swept: None,
            wanted: None,
            told: None,
        }
    }

    pub(super) fn run(mut self) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        if let Ok(runtime) = runtime {
            runtime.block_on(self.live());
            // A call that is under way is left to itself.
            runtime.shutdown_background();
        }
    }

    async fn live(&mut self) {
        self.look_around().await;
        loop {
            let Some(caller) = self.line.borrow_and_update().clone() else {
                for wish in self.wishes.drain(..) {
                    // Whoever asked may have left.
                    let _ = wish.reply.send(Err(Missed::Alone));
                }
                if matches!(self.rest(None).await, End::Closed) {
                    return;
                }
                continue;
            };
            self.sweep().await;
            let end = match self.job().await {
                Some(job) => self.carry(&caller, job).await,
                None => {
                    let until = self.next_look();
                    self.rest(Some(until)).await
                }
            };
            if matches!(end, End::Closed) {
                return;
            }
        }
    }

    /// What lies in the folder is what counts.
    async fn look_around(&self) {
        let files = self.files.clone();
        let looked = self.workers.write(move |session| {
            Ok(session.look_for_files(|hash| store::place_of(&files, hash).is_file())?)
        });
        // A database that cannot be written to is found out soon enough.
        drop(looked.await);
    }

    /// Whoever was erased anywhere is erased here: what was fetched of theirs goes as soon as that is known.
    async fn sweep(&mut self) {
        let change = *self.changes.borrow();
        if self.swept == Some(change) {
            return;
        }
        let files = self.files.clone();
        let found = self.workers.read(move |session| erased_in(session, &files)).await;
        let Ok(found) = found else { return };
        if !found.is_empty() {
            let files = self.files.clone();
            let gone = self.workers.write(move |session| forget_erased_in(session, &files)).await;
            // What cannot be removed now, because somebody looks at it, can be later.
            if gone.is_err() {
                return;
            }
            self.changed.tell();
        }
        self.swept = Some(change);
    }

    /// What is to be done first.
    async fn job(&mut self) -> Option<Job> {
        if let Some(wish) = self.wishes.pop_front() {
            return Some(Job::Wish(wish));
        }
        let now = Instant::now();
        if self.full.take_if(|until| *until <= now).is_some() {
            // Whether there is room again the next file tells.
            self.moved(|moving| moving.full = false);
            self.changed.tell();
        }
        if !self.is_quiet() || self.pause.is_some_and(|(_, wait)| wait.until > now) {
            return None;
        }
        let unsent = self.workers.read(|session| Ok(session.unsent_files(i64::from(BATCH))?));
        let heard = unsent.await.unwrap_or_default().into_iter().filter(|(_, heard)| *heard);
        let mut ready = heard.map(|(parcel, _)| parcel);
        if let Some(parcel) = ready.find(|parcel| self.is_due(parcel, now)) {
            return Some(Job::Send(parcel));
        }
        if self.full.is_some_and(|until| until > now)
            || self.wanted.is_some_and(|at| at.elapsed() < WANTED)
        {
            return None;
        }
        let wanted = self.workers.read(|session| Ok(session.wanted_files(SMALL, BATCH)?));
        let mut wanted = wanted.await.unwrap_or_default().into_iter();
        let found = wanted.find(|parcel| self.is_due(parcel, now));
        // As long as there is something, the next one is looked for at once.
        self.wanted = found.is_none().then_some(now);

        found.map(Job::Fetch)
    }

    fn is_due(&self, parcel: &Parcel, now: Instant) -> bool {
        self.waits.get(&parcel.hash).is_none_or(|wait| wait.until <= now)
    }

    /// Whether no operation is on its way.
    fn is_quiet(&self) -> bool {
        let standing = *self.standing.borrow();

        standing.online && !standing.busy && standing.trouble.is_none()
    }

    /// When it is worth looking again, whatever happens.
    fn next_look(&self) -> Instant {
        let hour = Instant::now() + Duration::from_secs(3_600);
        let waits = self.waits.values().map(|wait| wait.until);
        let pause = self.pause.map(|(_, wait)| wait.until);
        let wanted = self.wanted.map(|at| at + WANTED);
        let later = waits.chain(pause).chain(self.full).chain(wanted);
        let now = Instant::now();

        later.filter(|until| *until > now).min().unwrap_or(hour).max(now + LOOK)
    }

    /// Waits until something may have changed.
    async fn rest(&mut self, until: Option<Instant>) -> End {
        let over = async {
            match until {
                Some(until) => tokio::time::sleep_until(until.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            news = self.inbox.recv() => match news {
                None => return End::Closed,
                Some(News::Wish(wish)) => {
                    self.wishes.push_back(wish);
                    return End::Over;
                }
                Some(News::Begin) => {
                    self.waits.clear();
                    self.pause = None;
                    self.look_around().await;
                }
            },
            () = over => {}
            changed = self.line.changed() => if changed.is_err() {
                return self.end_of_line().await;
            },
            _ = self.standing.changed() => {}
            _ = self.changes.changed() => {}
        }
        // Several things mostly happen together.
        if let Ok(news) = timeout(LOOK, self.inbox.recv()).await {
            match news {
                None => return End::Closed,
                Some(News::Wish(wish)) => self.wishes.push_back(wish),
                Some(News::Begin) => self.look_around().await,
            }
        }

        End::Over
    }

    /// The exchange is over; whoever still asks is told so.
    async fn end_of_line(&mut self) -> End {
        while let Some(news) = self.inbox.recv().await {
            drop(news);
        }

        End::Closed
    }

    /// Carries one file as far as it goes now.
    async fn carry(&mut self, caller: &Arc<Caller>, job: Job) -> End {
        let (parcel, up, wish) = match job {
            Job::Send(parcel) => (parcel, true, None),
            Job::Fetch(parcel) => (parcel, false, None),
            Job::Wish(wish) => (wish.parcel.clone(), false, Some(wish)),
        };
        let Some(hash) = FileHash::parse(&parcel.hash) else { return End::Over };
        let place = store::place_of(&self.files, &parcel.hash);
        let carrier = if up {
            if !disk::is_sound(&place, &parcel.hash) {
                self.put_aside(&place, &parcel.hash).await;
                return End::Over;
            }
            Carrier::up(parcel.size)
        } else {
            if place.is_file() {
                self.arrived(&parcel.hash, false).await;
                answer(wish, Ok(()));
                return End::Over;
            }
            Carrier::down(parcel.size, disk::part_of(&place))
        };

        let mut way = Way { hash, place, carrier, up };
        let ended = self.travel(caller, &mut way, wish.as_ref()).await;
        self.show(None);
        let Some(ended) = ended else { return End::Closed };
        self.settle(&parcel.hash, up, ended).await;
        answer(wish, ended.map_err(Missed::from));

        End::Over
    }

    /// One call after another. None if the engine was closed meanwhile.
    async fn travel(
        &mut self,
        caller: &Arc<Caller>,
        way: &mut Way,
        wish: Option<&Wish>,
    ) -> Option<Result<(), Stop>> {
        let mut next = way.carrier.begin();
        loop {
            let ask = match next {
                Next::Ask(ask) => ask,
                Next::Confirmed => return Some(Ok(())),
                Next::Verify => return Some(disk::settle(&way.place, way.hash.as_str())),
                Next::Later(pause) => return Some(Err(Stop::Pause(pause))),
            };
            if wish.is_none() && (!self.wishes.is_empty() || !self.is_quiet()) {
                // Whoever waits for a file, and every operation, goes first; it goes on from here.
                return Some(Err(Stop::GaveWay));
            }
            self.show(Some((way, wish)));
            let (asked, path) = (Arc::clone(caller), way.hash.clone());
            let (place, size) = (way.place.clone(), way.carrier.size());
            let call = spawn_blocking(move || calls::call(&asked, (&path, &place, size), ask));
            let cancelled = async {
                match wish {
                    Some(wish) => wish.progress.cancelled().await,
                    None => std::future::pending().await,
                }
            };
            tokio::pin!(call, cancelled);
            let said = loop {
                tokio::select! {
                    said = &mut call => break said.unwrap_or_else(|_| calls::Answer::lost()),
                    () = &mut cancelled => return Some(Err(Stop::Cancelled)),
                    news = self.inbox.recv() => match news? {
                        News::Wish(wish) => self.wishes.push_back(wish),
                        News::Begin => {}
                    },
                }
            };
            let said = match said.bytes {
                Some(mut bytes) => {
                    let rest = way.carrier.size() - way.carrier.at();
                    bytes.truncate(usize::try_from(rest).unwrap_or(usize::MAX));
                    match disk::append(&way.place, way.carrier.at(), &bytes) {
                        Ok(()) => Said::Came(bytes.len() as u64),
                        Err(stop) => return Some(Err(stop)),
                    }
                }
                None => said.said,
            };
            next = way.carrier.heard(said);
        }
    }

    /// Remembers how it ended.
    async fn settle(&mut self, hash: &str, up: bool, ended: Result<(), Stop>) {
        let now = Instant::now();
        match ended {
            Ok(()) => {
                self.waits.remove(hash);
                self.pause = None;
                self.full = None;
                self.moved(|moving| moving.full = false);
                self.moved(|moving| {
                    moving.awaited.remove(hash);
                    moving.pause = None;
                });
                if up { self.confirmed(hash).await } else { self.arrived(hash, true).await }
            }
            Err(Stop::Full) => {
                self.full = Some(now + FULL);
                self.moved(|moving| moving.full = true);
                self.changed.tell();
            }
            Err(Stop::GaveWay | Stop::Cancelled | Stop::Disk) => {}
            Err(Stop::Pause(pause)) => {
                let times = |wait: Option<Wait>| wait.map_or(0, |wait| wait.times + 1);
                if pause.is_for_all() {
                    let before = self.pause.filter(|(other, _)| *other == pause);
                    let times = times(before.map(|(_, wait)| wait));
                    self.pause = Some((pause, Wait { until: now + length(pause, times), times }));
                    self.moved(|moving| moving.pause = Some(pause));
                } else {
                    let times = times(self.waits.get(hash).copied());
                    let wait = Wait { until: now + length(pause, times), times };
                    self.waits.insert(hash.to_owned(), wait);
                    self.moved(|moving| {
                        moving.awaited.insert(hash.to_owned(), pause);
                    });
                }
                self.changed.tell();
            }
        }
    }

    /// Headquarters has all of it.
    async fn confirmed(&self, hash: &str) {
        let (hash, now) = (hash.to_owned(), self.clock.now().0);
        // What could not be written down is asked again.
        drop(self.workers.write(move |session| Ok(session.confirm(&hash, now)?)).await);
        self.changed.tell();
    }

    /// It lies here; `from_there` if it came from headquarters just now.
    async fn arrived(&self, hash: &str, from_there: bool) {
        let (hash, now) = (hash.to_owned(), self.clock.now().0);
        let write = move |session: &store::Session<'_>| {
            let known = session.is_confirmed(&hash)?;
            Ok(session.is_here(&hash, (from_there || known).then_some(now))?)
        };
        drop(self.workers.write(write).await);
        self.changed.tell();
    }

    /// A file that is not what it was is no use to anyone; headquarters may have it whole.
    async fn put_aside(&self, place: &Path, hash: &str) {
        disk::put_aside(place);
        let hash = hash.to_owned();
        drop(self.workers.write(move |session| Ok(session.is_away(&hash)?)).await);
        self.changed.tell();
    }

    /// Says how far a file is.
    fn show(&mut self, on_its_way: Option<(&Way, Option<&Wish>)>) {
        let now = on_its_way.map(|(way, wish)| {
            let (at, size) = (way.carrier.at(), way.carrier.size().max(1));
            if let Some(wish) = wish {
                wish.progress.reach(at, size);
            }
            let share = u8::try_from(at * 100 / size).unwrap_or(100);
            (way.hash.as_str().to_owned(), way.up, share)
        });
        let is_news = now.is_some();
        self.moved(|moving| moving.now = now);
        if is_news && self.told.is_none_or(|at| at.elapsed() >= TELL) {
            self.told = Some(Instant::now());
            self.changed.tell();
        }
    }

    fn moved(&self, change: impl FnOnce(&mut Moving)) {
        change(&mut self.moving.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// A file on its way.
struct Way {
    hash: FileHash,
    place: PathBuf,
    carrier: Carrier,
    up: bool,
}

fn answer(wish: Option<Wish>, with: Result<(), Missed>) {
    if let Some(wish) = wish {
        // Whoever asked may have left.
        let _ = wish.reply.send(with);
    }
}

fn length(pause: Pause, times: u32) -> Duration {
    Duration::from_millis(u64::try_from(pause.ms(times)).unwrap_or(0))
}
