//! The exchange's thread: carries out what `sync`'s client says, and tells it what came of it.

use std::sync::Arc;
use std::time::Duration;

use sync::client::{Client, Effect, Event, Status};
use sync::{Env, Sound};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};

use super::caller::{Caller, Said};
use super::line::{Line, Lost};
use super::network::Network;
use super::witness::WitnessPlace;
use super::{Address, KeyPlace, News, Standing, Trouble, elsewhere};
use crate::change::Changed;
use crate::link::{ADDRESS, LAST_EXCHANGE, UNENCRYPTED};
use crate::worker::Workers;
use crate::{Clock, Error};
use domain::Moment;

/// The moment of the last exchange is written down this often at most, in milliseconds: a desk at rest leaves the disk
/// at rest.
const NOTE_MS: i64 = 60_000;
/// The wait after the database could not even be asked.
const TROUBLE: Duration = Duration::from_secs(5);

type Answer = oneshot::Receiver<Said<sync::wire::Reply>>;

pub(super) struct Driver {
    workers: Workers,
    changed: Changed,
    clock: Clock,
    keys: KeyPlace,
    witness: WitnessPlace,
    inbox: mpsc::UnboundedReceiver<News>,
    standing: watch::Sender<Standing>,
    waiting: Vec<Asker>,
    /// Whether somebody asked while a call was under way that failed: it began before they did, so it is tried anew.
    anew: bool,
    client: Option<Client<Sound>>,
    /// Why the last call failed, for the status that follows.
    cause: Option<Trouble>,
    /// Whether what could not be stored found no room.
    is_full: bool,
    /// When it is tried again after trouble.
    next: Option<Moment>,
    network: Network,
    noted: i64,
    /// How long a database is left alone that could not even be asked.
    patience: Duration,
    /// Who speaks with headquarters, for the files' queue.
    line: watch::Sender<Option<Arc<Caller>>>,
}

/// Someone who wants everything exchanged now.
struct Asker {
    reply: oneshot::Sender<Result<(), Error>>,
    /// Whether a call was under way already.
    during: bool,
}

/// Why an exchange ended.
enum End {
    /// Nobody holds the engine any more.
    Closed,
    /// Look again who and where we are.
    Again,
}

/// What the client waits for.
#[derive(Default)]
struct Waiting {
    answer: Option<(u64, Answer)>,
    until: Option<Instant>,
}

struct Surroundings(Clock);

impl Env for Surroundings {
    fn now_ms(&mut self) -> i64 {
        self.0.now().0
    }

    fn random(&mut self) -> u128 {
        crate::clock::random()
    }
}

impl Driver {
    pub(super) fn new(
        (workers, changed): (Workers, Changed),
        clock: Clock,
        (keys, witness): (KeyPlace, WitnessPlace),
        inbox: mpsc::UnboundedReceiver<News>,
        (standing, line): (watch::Sender<Standing>, watch::Sender<Option<Arc<Caller>>>),
    ) -> Self {
        Self {
            workers,
            changed,
            clock,
            keys,
            witness,
            inbox,
            standing,
            waiting: Vec::new(),
            anew: false,
            client: None,
            cause: None,
            is_full: false,
            next: None,
            network: Network::seen_now(),
            noted: 0,
            patience: TROUBLE,
            line,
        }
    }

    /// Runs until the engine is closed.
    pub(super) fn run(mut self) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        if let Ok(runtime) = runtime {
            runtime.block_on(self.live());
            // A call that still waits for news is left to itself.
            runtime.shutdown_background();
        }
    }

    async fn live(&mut self) {
        loop {
            let end = match self.caller().await {
                Ok(Some(caller)) => self.exchange(caller).await,
                Ok(None) => self.rest(None).await,
                Err(trouble) => self.rest(Some(trouble)).await,
            };
            if matches!(end, End::Closed) {
                return;
            }
        }
    }

    /// This desk on the phone; none if it stands alone.
    async fn caller(&self) -> Result<Option<Arc<Caller>>, Trouble> {
        let known = self.workers.read(|session| {
            let place = (session.setting(ADDRESS)?, session.setting(UNENCRYPTED)?.is_some());
            Ok((session.identity()?, place))
        });
        let (identity, (address, unencrypted)) = known.await.map_err(|_| Trouble::Store)?;
        let Some((identity, address)) = identity.zip(address) else { return Ok(None) };
        let address = Address::parse(&address, unencrypted).map_err(|_| Trouble::Address)?;
        let key = self.keys.read(identity.device).map_err(|_| Trouble::Keyring)?;
        let key = key.ok_or(Trouble::NoKey)?;
        let line = Line::new(address, self.keys.trusted());

        Ok(Some(Arc::new(Caller::new(line, identity.device, key, self.clock.clone()))))
    }

    /// Waits until there is someone to exchange with.
    async fn rest(&mut self, trouble: Option<Trouble>) -> End {
        // A disk or a keyring that does not answer at this moment may do so at the next.
        self.line.send_replace(None);
        let again = matches!(trouble, Some(Trouble::Store | Trouble::Keyring));
        let until = again.then(|| Instant::now() + self.patience);
        let next = until.map(|_| self.clock.now().plus(self.patience));
        self.stand(|standing| {
            *standing = Standing { trouble, next, last: standing.last, ..Standing::default() }
        });
        loop {
            let over = async {
                match until {
                    Some(until) => sleep_until(until).await,
                    None => std::future::pending().await,
                }
            };
            let news = tokio::select! {
                news = self.inbox.recv() => news,
                () = over => return End::Again,
            };
            match news {
                None => return End::Closed,
                Some(News::Begin) => return End::Again,
                Some(News::Done) => {}
                Some(News::Now(reply)) => {
                    let why = trouble.map_or(Error::NotFounded, Error::from);
                    // Whoever asked may have left.
                    let _ = reply.send(Err(why));
                }
                // There is nobody to ask, and whoever wanted to know may have left.
                Some(News::Whose(_, reply)) => drop(reply.send(Err(Error::Offline))),
            }
        }
    }

    async fn exchange(&mut self, caller: Arc<Caller>) -> End {
        self.client = None;
        self.line.send_replace(Some(Arc::clone(&caller)));
        // A database that cannot be written to is found out soon enough.
        let _ = self.workers.write(self.witness.clone().recognise()).await;
        let mut waiting = Waiting::default();
        let mut event = Event::Tick;
        loop {
            let effects = self.tell(event).await;
            event = match self.carry_out(effects, &caller, &mut waiting).await {
                Some(event) => event,
                None => match self.wait(&mut waiting, &caller).await {
                    Ok(event) => event,
                    Err(end) => return end,
                },
            };
        }
    }

    /// Tells the client what happened, on a snapshot of the database.
    async fn tell(&mut self, event: Event) -> Vec<Effect> {
        let mut client = self.client.take().unwrap_or_default();
        let mut surroundings = Surroundings(self.clock.clone());
        let told = self.workers.read(move |session| {
            let effects = client.handle(event, session, &mut surroundings);
            Ok((client, effects))
        });

        match told.await {
            Ok((client, effects)) => {
                self.client = Some(client);
                effects
            }
            // The machine is gone with the question; a new one starts where the database is.
            Err(_) => {
                let ms = u64::try_from(TROUBLE.as_millis()).unwrap_or(u64::MAX);
                vec![Effect::Status(Status::StoreTrouble), Effect::Wait { ms }]
            }
        }
    }

    /// Carries out what the client says, in order. Answers with what it must hear at once.
    async fn carry_out(
        &mut self,
        effects: Vec<Effect>,
        caller: &Arc<Caller>,
        waiting: &mut Waiting,
    ) -> Option<Event> {
        let mut stored = None;
        // The wait comes after the trouble that it is for.
        let wait = effects.iter().find_map(|effect| match effect {
            Effect::Wait { ms } => Some(Duration::from_millis(*ms)),
            _ => None,
        });
        self.next = wait.map(|wait| self.clock.now().plus(wait));
        for effect in effects {
            match effect {
                Effect::Send { ticket, request } => {
                    self.stand(|standing| standing.next = None);
                    if matches!(request, sync::wire::Request::Push(_)) {
                        self.be_seen().await;
                    }
                    *waiting =
                        Waiting { answer: Some((ticket, ask(caller, request))), until: None };
                }
                Effect::Wait { ms } => {
                    let until = Instant::now() + Duration::from_millis(ms);
                    *waiting = Waiting { answer: None, until: Some(until) };
                }
                Effect::Status(status) => self.report(status).await,
                _ if stored == Some(false) => {}
                storing => stored = Some(self.store(storing).await),
            }
        }

        stored.map(|stored| if stored { Event::Stored } else { Event::StoreFailed })
    }

    /// Before anything is sent, the witness has seen it.
    async fn be_seen(&self) {
        let witness = self.witness.clone();
        // What it cannot see, headquarters will notice.
        let _ = self.workers.read(move |session| witness.see(session)).await;
    }

    /// Each in one transaction.
    async fn store(&mut self, effect: Effect) -> bool {
        let stored = self.workers.write(move |session| Ok(session.carry_out(effect)?));
        let stored = stored.await;
        if stored.as_ref().is_ok_and(|visible| *visible) {
            self.changed.tell();
        }
        self.is_full = matches!(stored, Err(Error::DiskFull));

        stored.is_ok()
    }

    /// Waits for the answer, the time, or news.
    async fn wait(&mut self, waiting: &mut Waiting, caller: &Arc<Caller>) -> Result<Event, End> {
        if std::mem::take(&mut self.anew) {
            return Ok(Event::Wake);
        }
        loop {
            let during = waiting.answer.is_some();
            let Waiting { answer, until } = waiting;
            let answered = async {
                match answer {
                    Some((_, answer)) => answer.await.unwrap_or(Err(Lost::Unreachable)),
                    None => std::future::pending().await,
                }
            };
            let over = async {
                match until {
                    Some(until) => sleep_until(*until).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                said = answered => {
                    let Some((ticket, _)) = waiting.answer.take() else { continue };
                    return Ok(self.heard(ticket, said));
                }
                () = over => {
                    waiting.until = None;
                    return Ok(Event::Tick);
                }
                news = self.inbox.recv() => match news {
                    None => return Err(End::Closed),
                    Some(News::Begin) => return Err(End::Again),
                    Some(News::Done) => return Ok(Event::Wake),
                    Some(News::Now(reply)) => {
                        self.waiting.push(Asker { reply, during });
                        return Ok(Event::Wake);
                    }
                    // While headquarters is away the answer is known.
                    Some(News::Whose(_, reply)) if !self.standing.borrow().online => {
                        drop(reply.send(Err(Error::Offline)));
                    }
                    Some(News::Whose(phone, reply)) => elsewhere::ask(caller, phone, reply),
                },
                // What was asked over the network from before is not answered; and nobody waits for the next try.
                () = self.network.is_back() => return Err(End::Again),
            }
        }
    }

    fn heard(&mut self, ticket: u64, said: Said<sync::wire::Reply>) -> Event {
        match said {
            Ok(reply) => {
                self.cause = reply.as_ref().err().map(|refusal| Trouble::Refused(refusal.code));
                Event::Reply { ticket, reply }
            }
            Err(lost) => {
                self.cause = Some(match lost {
                    Lost::Unreachable => Trouble::Unreachable,
                    Lost::Garbled => Trouble::NotHeadquarters,
                    Lost::Untrusted => Trouble::Untrusted,
                });
                Event::NetworkLost { ticket }
            }
        }
    }

    async fn report(&mut self, status: Status) {
        match status {
            Status::Connecting => self.stand(|standing| standing.busy = true),
            Status::Pushing | Status::Pulling => self.stand(|standing| {
                (standing.online, standing.busy, standing.trouble) = (true, true, None);
            }),
            Status::UpToDate => self.up_to_date().await,
            Status::Offline => {
                let cause = self.cause.take().unwrap_or(Trouble::NotHeadquarters);
                self.in_trouble(cause, false);
            }
            Status::Refused(refusal) => self.in_trouble(Trouble::Refused(refusal.code), true),
            Status::StoreTrouble => {
                let full = self.is_full.then_some(Trouble::Full);
                self.in_trouble(full.unwrap_or(Trouble::Store), true);
            }
            Status::TooOld => self.in_trouble(Trouble::TooOld, true),
        }
    }

    async fn up_to_date(&mut self) {
        let now = self.clock.now();
        if self.noted.abs_diff(now.0) >= NOTE_MS.unsigned_abs() {
            let noted = self
                .workers
                .write(move |session| Ok(session.put_setting(LAST_EXCHANGE, &now.0.to_string())?));
            if noted.await.is_ok() {
                self.noted = now.0;
            }
        }
        self.stand(|standing| {
            let last = standing.last.filter(|last| last.0.abs_diff(now.0) < NOTE_MS.unsigned_abs());
            *standing = Standing { online: true, last: last.or(Some(now)), ..Standing::default() };
        });
        for asker in self.waiting.drain(..) {
            // Whoever asked may have left.
            let _ = asker.reply.send(Ok(()));
        }
    }

    fn in_trouble(&mut self, trouble: Trouble, online: bool) {
        let next = self.next;
        self.stand(|standing| {
            let (trouble, last) = (Some(trouble), standing.last);
            *standing = Standing { online, busy: false, trouble, last, next };
        });
        let (later, told): (Vec<_>, Vec<_>) =
            self.waiting.drain(..).partition(|asker| asker.during && !online);
        self.anew = !later.is_empty();
        self.waiting = later.into_iter().map(|asker| Asker { during: false, ..asker }).collect();
        for asker in told {
            // Whoever asked may have left.
            let _ = asker.reply.send(Err(trouble.into()));
        }
    }

    /// Says how things stand. Who looks at the office hears of it only if that is something new: being busy is not, nor
    /// when it is tried again.
    fn stand(&self, change: impl FnOnce(&mut Standing)) {
        let mut news = false;
        self.standing.send_modify(|standing| {
            let before = *standing;
            change(standing);
            news = Standing { busy: before.busy, next: before.next, ..*standing } != before;
        });
        if news {
            self.changed.tell();
        }
    }
}

/// Asks beside this thread, so that a long wait for news can be left for something more urgent.
fn ask(caller: &Arc<Caller>, request: sync::wire::Request) -> Answer {
    let (reply, answer) = oneshot::channel();
    let caller = Arc::clone(caller);
    let work = move || {
        // Nobody may be waiting any more.
        let _ = reply.send(caller.ask(&request));
    };
    // The answer comes by the channel; without a thread it counts as lost.
    drop(tokio::task::spawn_blocking(work));

    answer
}

#[cfg(test)]
mod tests;
