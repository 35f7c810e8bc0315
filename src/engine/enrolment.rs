//! Joining a headquarters: a code, a key pair made here, and the first exchange.

use domain::{Moment, Office, Record as _, Role, Staff, StaffId, fields_of};
use store::{Identity, Session};
use sync::hq::TradeRules;
use sync::wire::{EnrolReply, EnrolRequest};
use sync::{Chain, Change, DeskRole, DeviceId, Incarnation, OpId, StreamId};
use tokio::sync::oneshot;

use crate::deed::ACTOR;
use crate::exchange::{Address, DeviceKey, enrol};
use crate::founding::{blank, random_uuid};
use crate::household::check;
use crate::link::{ADDRESS, LAST_EXCHANGE, NAME, UNENCRYPTED};
use crate::{Engine, Error, Progress, ReadBranch, Wrong, demo};

/// Longest name of a computer that headquarters takes, in characters.
const NAME_LENGTH: usize = 100;

/// What it takes to join a headquarters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joining {
    /// Where headquarters is, as a person types it.
    pub address: String,
    /// The enrolment code it gave out.
    pub code: String,
    /// What people call this computer.
    pub device_name: String,
    /// Whether plain HTTP may leave this computer: within a network of one's own.
    pub unencrypted: bool,
}

/// Where headquarters is and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headquarters {
    /// Its address.
    pub address: String,
    /// Its name.
    pub name: String,
    /// Whether somebody allowed plain HTTP to it.
    pub unencrypted: bool,
    /// The other branches that this computer may read, by code.
    pub reads: Vec<ReadBranch>,
}

impl Engine {
    /// Makes this desk one of a headquarters' branch, and fetches all that belongs to it. `progress` counts records;
    /// stopped, the desk is as it was. Fails with [`Error::Offline`] also if only the fetching failed: then the desk
    /// belongs to the branch already, and [`Engine::fetch_office`] goes on.
    pub fn join(
        &self,
        joining: Joining,
        progress: Progress,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            engine.enrol(joining).await?;
            engine.fetch_office(progress).await
        }
    }

    /// Goes on fetching an office that was joined, until all of it is here.
    pub fn fetch_office(
        &self,
        progress: Progress,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let engine = self.clone();

        async move {
            let mut changes = engine.changes();
            let mut fetched = Box::pin(engine.exchange_now());
            loop {
                tokio::select! {
                    done = &mut fetched => {
                        done?;
                        break;
                    }
                    () = progress.cancelled() => {
                        // An office that was here before keeps everything.
                        if engine.desk().await?.is_none() {
                            engine.leave_headquarters().await?;
                        }
                        return Err(Error::Cancelled);
                    }
                    _ = changes.changed() => {
                        let here = engine.workers.read(|session| Ok(session.records()?)).await?;
                        progress.reach(here, 0);
                    }
                }
            }

            engine.desk().await?.map(|_| ()).ok_or(Error::Unknown("office"))
        }
    }

    /// Forgets a headquarters whose office was never completely fetched, with all that came from it.
    fn leave_headquarters(&self) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let (exchange, changed) = (self.exchange.clone(), self.changed.clone());
        let left = self.workers.write(|session| {
            for name in [ADDRESS, UNENCRYPTED, NAME, LAST_EXCHANGE, ACTOR] {
                session.drop_setting(name)?;
            }
            session.put_desk_role(DeskRole::default())?;
            Ok(session.forget_everything()?)
        });

        async move {
            left.await?;
            exchange.keys().forget()?;
            exchange.begin();
            changed.tell();
            Ok(())
        }
    }

    /// The headquarters this desk belongs to.
    pub fn headquarters(
        &self,
    ) -> impl Future<Output = Result<Option<Headquarters>, Error>> + Send + use<> {
        self.workers.read(|session| {
            let name = session.setting(NAME)?.unwrap_or_default();
            let unencrypted = session.setting(UNENCRYPTED)?.is_some();

            let reads = crate::orders::read_branches(session)?;

            Ok(session.setting(ADDRESS)?.map(|address| Headquarters {
                address,
                name,
                unencrypted,
                reads,
            }))
        })
    }

    /// Somebody whom the office does not know yet, and who sits here from now on: the first for everything, others for
    /// the office's daily work.
    pub fn add_first_person(
        &self,
        name: String,
    ) -> impl Future<Output = Result<StaffId, Error>> + Send + use<> {
        self.deed("add_first_person", move |deed| {
            check("first", name.trim(), NAME_LENGTH)?;
            let mut roles = vec![Role::Dispatcher, Role::Clerk, Role::PartsKeeper];
            if deed.session.count("staff")? == 0 {
                roles.insert(0, Role::Manager);
            }
            let name = name.trim().to_owned();
            let first: StaffId = deed.create(&Staff { name, roles, ..blank() })?;
            deed.session.put_setting(ACTOR, &first.to_string())?;

            Ok(first)
        })
    }

    /// Shows the code at headquarters' door, and remembers what it says.
    async fn enrol(&self, joining: Joining) -> Result<(), Error> {
        let address = Address::parse(&joining.address, joining.unencrypted)?;
        let request = |key: &DeviceKey| {
            let (code, device_name) = (joining.code.trim(), joining.device_name.trim());
            if code.is_empty() {
                return Err(Error::field("code", Wrong::Missing));
            }
            if device_name.is_empty() {
                return Err(Error::field("device", Wrong::Missing));
            }
            if device_name.chars().count() > NAME_LENGTH {
                return Err(Error::field("device", Wrong::TooLong(NAME_LENGTH)));
            }
            let (code, device_name) = (code.to_owned(), device_name.to_owned());
            Ok(EnrolRequest { code, public_key: key.public(), device_name, founded: None })
        };
        let key = self.exchange.keys().candidate(joining.code.trim())?;
        let founded = self.workers.read(founded).await?;
        if founded.as_deref() == Some(demo::office_code()?.as_str()) {
            return Err(Error::AlreadyFounded);
        }
        let request = EnrolRequest { founded, ..request(&key)? };
        if request.founded.is_some() && self.folder().is_some() {
            self.back_up_now(Progress::new()).await?;
        }

        let (asked, keys) = (address.clone(), self.exchange.keys().clone());
        let reply = aside(move || enrol(asked, &keys, &request)).await?;
        self.exchange.keys().keep(reply.device, &key)?;
        self.exchange.keys().forget_candidate();
        let (unencrypted, now) = (joining.unencrypted, self.clock.now());
        self.workers
            .write(move |session| settle_in(session, &reply, (&address, unencrypted), now))
            .await?;
        self.exchange.begin();
        self.changed.tell();

        Ok(())
    }
}

/// What this computer is called by its system.
pub fn computer_name() -> String {
    let named = ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|name| std::env::var(name).ok());
    let filed = || std::fs::read_to_string("/etc/hostname").ok();

    named.or_else(filed).map(|name| name.trim().to_owned()).unwrap_or_default()
}

fn settle_in(
    session: &Session<'_>,
    reply: &EnrolReply,
    (address, unencrypted): (&Address, bool),
    now: Moment,
) -> Result<(), Error> {
    let stream = StreamId::branch(&reply.branch).map_err(|_| Error::NotHeadquarters)?;
    let before = session.identity()?;
    if before.as_ref().is_some_and(|identity| identity.stream != stream) {
        return Err(Error::AlreadyFounded);
    }
    let again = before.is_some();
    if founded(session)?.is_some() {
        bring_along(session, reply, now)?;
    }
    let life = before.unwrap_or_else(|| newborn(stream));
    session.put_identity(&Identity {
        office: reply.branch.clone(),
        desk: reply.desk.clone(),
        device: reply.device,
        epoch: None,
        ..life
    })?;
    if again {
        session.begin_incarnation(Incarnation(random_uuid()))?;
    }
    session.put_desk_role(DeskRole::default())?;
    session.put_setting(ADDRESS, address.as_str())?;
    session.put_setting(NAME, &reply.hq_name)?;
    if unencrypted {
        session.put_setting(UNENCRYPTED, "yes")?;
    } else {
        session.drop_setting(UNENCRYPTED)?;
    }

    Ok(())
}

/// The code of the office that this desk began by itself; none if it has none, or headquarters knows it.
fn founded(session: &Session<'_>) -> Result<Option<String>, Error> {
    let alone = session.setting(ADDRESS)?.is_none();

    Ok(session.identity()?.filter(|_| alone).map(|identity| identity.office))
}

/// What an office of its own did is handed to headquarters as if it were done today, but for what is headquarters' to
/// say from now on: the catalogue, prices and areas. The office becomes the one that headquarters knows under its code.
fn bring_along(session: &Session<'_>, reply: &EnrolReply, now: Moment) -> Result<(), Error> {
    let offices = session.all::<Office>()?.into_iter();
    let ours = offices.map(|(_, office)| office).find(|office| office.code == reply.branch);
    let becomes = reply.office.zip(ours);
    crate::catalogue::left::remember(session)?;
    session.reword(|change| {
        let theirs = TradeRules::is_headquarters_own(change.kind())
            || (becomes.is_some() && change.kind() == Office::KIND);
        (!theirs).then(|| change.clone())
    })?;
    if let Some((id, ours)) = becomes {
        let office = Office { name: reply.branch_name.clone(), ..ours };
        let body = fields_of(&office);
        session.stage(Change::Create { kind: Office::KIND.to_owned(), id, body })?;
        let actor = session.setting(ACTOR)?.unwrap_or_default();
        session.record_deed(OpId(random_uuid()), ("bring_office_along", &actor), now.0)?;
    }

    // The rows that came with the program stay until headquarters' own are here.
    Ok(session.reset_base(&StreamId::catalog())?)
}

/// The beginning of a desk's life.
pub(crate) fn newborn(stream: StreamId) -> Identity {
    Identity {
        office: String::new(),
        desk: String::new(),
        stream,
        device: DeviceId(random_uuid()),
        incarnation: Incarnation(random_uuid()),
        n: 0,
        chain: Chain::START,
        epoch: None,
    }
}

/// Runs what blocks on a thread of its own.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let (reply, answer) = oneshot::channel();
    let body = move || {
        // Whoever asked may have left.
        let _ = reply.send(work());
    };
    std::thread::Builder::new().name("aside".to_owned()).spawn(body).map_err(|_| Error::Stopped)?;

    answer.await.map_err(|_| Error::Stopped)?
}
