//! The dispatcher's picture of some days: who waits, who goes, when.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, Timelike};
use domain::{
    Address, AreaId, Category, Code, CodeGroup, CustomerId, Handover, Labels, Moment, Order,
    OrderId, OrderKind, Outcome, Phone, Place, Priority, Record as _, Slot, Staff, StaffId, State,
    Visit, VisitId, VisitResult, VisitState,
};
use store::{Session, VisitFilter, VisitRow, spellings};
use uuid::Uuid;

use crate::callbacks::labels;
use crate::{Areas, Engine, Error, areas};

/// Some days of the office, as a dispatcher looks at them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The first day.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Minutes since midnight.
    pub minute: u16,
    /// What the pool was asked for.
    pub asked: PoolFilter,
    /// Orders that wait for someone to be assigned and are asked for: first what must go first.
    pub pool: Vec<Job>,
    /// How many hold the text that is asked for, also beyond the limit.
    pub fitting: u64,
    /// How many wait in all.
    pub waiting: u64,
    /// Visits that are somebody's but have no time yet.
    pub undated: Vec<Planned>,
    /// Everyone who goes out, by badge, and whoever else has a visit.
    pub technicians: Vec<Technician>,
    /// The visits of the days by day, technician and time.
    pub visits: Vec<Planned>,
}

/// Which of the waiting orders a board shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolFilter {
    /// Those whose number, name, phone or address hold this.
    pub text: String,
    /// At most so many.
    pub limit: u32,
    /// And this one, if it waits, whatever else is asked for.
    pub also: Option<OrderId>,
}

impl Default for PoolFilter {
    fn default() -> Self {
        Self { text: String::new(), limit: Board::POOL, also: None }
    }
}

/// What is to be done, for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// What was promised.
    pub kind: OrderKind,
    /// What it is at.
    pub state: State,
    /// Whether it goes before others.
    pub urgent: bool,
    /// Whether the customer does.
    pub vip: bool,
    /// How often they asked where we stay.
    pub urges: u32,
    /// How often an agreed time was changed.
    pub reschedules: u32,
    /// For whom.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Their first number.
    pub phone: String,
    /// Where.
    pub place: Place,
    /// In which service area.
    pub area: Option<AreaId>,
    /// Whether a remote fee is due there.
    pub remote: bool,
    /// On which kind of machine.
    pub category: Option<Category>,
    /// What it is called, where the category says little.
    pub called: Option<String>,
    /// Its brand and model.
    pub model: String,
    /// What is wrong, by the order's code.
    pub fault: Option<Labels>,
    /// What the customer said.
    pub description: Option<String>,
    /// What the customer was promised.
    pub promised: Option<Slot>,
    /// When it was taken in.
    pub received: Moment,
    /// What it has to do with another branch.
    pub handover: Handover,
    /// What the last visit whose sheet is in came to, and when that was.
    pub last: Option<(Outcome, Moment)>,
}

/// A visit that is somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The visit.
    pub visit: VisitId,
    /// What for.
    pub job: Job,
    /// Which trip of the order it is.
    pub ordinal: u32,
    /// Who goes.
    pub technician: StaffId,
    /// When.
    pub slot: Option<Slot>,
    /// Whether the customer agreed to the time.
    pub booked: bool,
    /// What the visit is at.
    pub state: VisitState,
    /// What it came to, once its sheet is in, and when that was.
    pub result: Option<(Outcome, Moment)>,
    /// From when to when somebody was there, as far as the sheet that is in says it.
    pub there: Option<Slot>,
}

impl Planned {
    /// When it keeps whoever goes from being elsewhere. What is over took no more time than the sheet says.
    pub fn occupies(&self) -> Option<Slot> {
        match self.state {
            VisitState::Planned | VisitState::Printed => self.slot,
            VisitState::Ended => self.there,
            VisitState::Void => None,
        }
    }
}

/// Someone who goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Technician {
    /// Who.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// The number on their badge.
    pub badge: Option<String>,
    /// How to reach them.
    pub phone: Option<Phone>,
    /// Where they go first; empty means anywhere.
    pub areas: Vec<AreaId>,
    /// The machines they know; empty means all.
    pub skills: Vec<Category>,
    /// What finds them when typed: pinyin and initials.
    pub spellings: Vec<String>,
}

/// What is the same for every order of a board.
struct Known {
    areas: Areas,
    codes: Vec<Code>,
    offset: FixedOffset,
}

impl Engine {
    /// The board of `days` days from `day` on.
    pub fn board(
        &self,
        day: NaiveDate,
        days: u32,
    ) -> impl Future<Output = Result<Board, Error>> + Send + use<> {
        let now = self.clock.now().at(self.clock.offset());

        self.workers.read(move |session| board(session, now, (day, days), PoolFilter::default()))
    }

    /// The board of one day, with those in the pool that are asked for.
    pub fn board_with(
        &self,
        day: NaiveDate,
        asked: PoolFilter,
    ) -> impl Future<Output = Result<Board, Error>> + Send + use<> {
        let now = self.clock.now().at(self.clock.offset());

        self.workers.read(move |session| board(session, now, (day, 1), asked))
    }
}

fn board(
    session: &Session<'_>,
    now: DateTime<FixedOffset>,
    (day, days): (NaiveDate, u32),
    asked: PoolFilter,
) -> Result<Board, Error> {
    let last = Days::new(u64::from(days.max(1)) - 1);
    let last = day.checked_add_days(last).unwrap_or(day);
    let dated = VisitFilter { from: Some(day), to: Some(last), ..VisitFilter::default() };
    let undated = VisitFilter { open: true, undated: true, ..VisitFilter::default() };
    let known = Known {
        areas: areas::known(session)?,
        codes: session.all()?.into_iter().map(|(_, code)| code).collect(),
        offset: *now.offset(),
    };
    let planned = |filter| planned(session, filter, &known);
    let (visits, undated) = (planned(&dated)?, planned(&undated)?);

    Ok(Board {
        day,
        today: now.date_naive(),
        minute: u16::try_from(now.hour() * 60 + now.minute()).unwrap_or_default(),
        pool: pool(session, &asked, &known)?,
        fitting: session.count_to_assign(&asked.text)?,
        waiting: session.count_to_assign("")?,
        asked,
        technicians: technicians(session, &visits, &known.areas)?,
        undated,
        visits,
    })
}

impl Board {
    /// So many orders a board shows as waiting if nobody asks for more.
    pub const POOL: u32 = 300;

    /// Whether more wait than are in the pool, of those that are asked for.
    pub fn has_more(&self) -> bool {
        self.fitting > self.pool.len() as u64
    }

    /// The visit with this name.
    pub fn visit(&self, visit: VisitId) -> Option<&Planned> {
        self.visits.iter().chain(&self.undated).find(|planned| planned.visit == visit)
    }

    /// The waiting order with this name.
    pub fn job(&self, order: OrderId) -> Option<&Job> {
        self.pool.iter().find(|job| job.order == order)
    }

    /// The technician with this name.
    pub fn technician(&self, id: StaffId) -> Option<&Technician> {
        self.technicians.iter().find(|technician| technician.id == id)
    }

    /// Minutes that a technician is out on a day.
    pub fn load(&self, technician: StaffId, day: NaiveDate) -> u32 {
        let slots = self.slots(technician, None).filter(|slot| slot.day() == day);

        slots.map(|slot| u32::from(slot.minutes())).sum()
    }

    /// When a technician is out, leaving one visit aside.
    pub(super) fn slots(
        &self,
        technician: StaffId,
        but: Option<VisitId>,
    ) -> impl Iterator<Item = Slot> {
        let theirs = move |planned: &&Planned| {
            planned.technician == technician && Some(planned.visit) != but
        };

        self.visits.iter().filter(theirs).filter_map(Planned::occupies)
    }
}

impl Technician {
    /// Whether what was typed means this one: badge, name, pinyin or initials.
    pub fn answers_to(&self, typed: &str) -> bool {
        let typed = typed.trim().to_lowercase();
        let badge = self.badge.as_deref().unwrap_or_default();
        let starts = |text: &str| text.to_lowercase().starts_with(&typed);

        starts(badge)
            || badge.trim_start_matches('0').starts_with(&typed)
            || self.name.to_lowercase().contains(&typed)
            || self.initials().starts_with(&typed)
            || self.spellings.iter().any(|spelling| starts(spelling))
    }

    fn initials(&self) -> String {
        self.name
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .collect::<String>()
            .to_lowercase()
    }
}

fn pool(session: &Session<'_>, asked: &PoolFilter, known: &Known) -> Result<Vec<Job>, Error> {
    let mut pool = Vec::new();
    for order in session.to_assign(&asked.text, asked.limit)? {
        pool.extend(job(session, order, known)?);
    }
    if let Some(also) = asked.also.filter(|also| pool.iter().all(|job: &Job| job.order != *also)) {
        let job = job(session, also, known)?;
        let nobody_goes = session.open_visit_of(also)?.is_none();
        pool.extend(job.filter(|job| match job.state {
            State::Draft | State::Ready => true,
            State::Assigned | State::Booked => nobody_goes,
            _ => false,
        }));
    }
    // Who urges goes before those who wait quietly; otherwise the order stays.
    pool.sort_by_key(|job| !(job.urgent || job.vip || job.urges > 0));

    Ok(pool)
}

fn planned(
    session: &Session<'_>,
    filter: &VisitFilter,
    known: &Known,
) -> Result<Vec<Planned>, Error> {
    let mut planned = Vec::new();
    let offset = known.offset;
    for row in session.visits(filter)? {
        let VisitRow { id, order, ordinal, technician, slot, booked, state, .. } = row;
        let sheet = sheet(session, (id, state))?;
        let result = sheet.as_ref().map(came_to);
        let there = sheet.as_ref().and_then(|sheet| there(sheet, offset));
        planned.extend(job(session, order, known)?.map(|job| Planned {
            visit: id,
            job,
            ordinal,
            technician,
            slot,
            booked,
            state,
            result,
            there,
        }));
    }

    Ok(planned)
}

fn job(session: &Session<'_>, id: OrderId, known: &Known) -> Result<Option<Job>, Error> {
    let stored = session.stored(Order::KIND, id.0)?;
    let (Some(stored), Some(row)) = (stored, session.job(id)?) else { return Ok(None) };
    let order: Order = session.read_now(stored.clone())?;
    let address: Option<Address> =
        order.address.map(|address| session.get(address)).transpose()?.flatten();
    let Known { areas, codes, .. } = known;
    let area = address.as_ref().and_then(|address| areas.whereabouts(address));
    let remote = address.as_ref().is_some_and(|address| areas.is_remote(address));
    let first = order.kind.family().first();

    Ok(Some(Job {
        order: id,
        number: order.number.to_string(),
        kind: order.kind,
        state: session.order_state(id)?.unwrap_or(first),
        urgent: order.priority == Priority::Urgent,
        vip: row.vip,
        urges: row.urges,
        reschedules: row.reschedules,
        customer: order.customer,
        name: row.name,
        phone: row.phone,
        place: address.map(|address| areas.named(&address.place)).unwrap_or_default(),
        area,
        remote,
        category: row.category,
        called: row.called,
        model: row.model,
        fault: labels(codes, CodeGroup::Fault, order.fault.as_deref()),
        description: order.description,
        promised: order.promised,
        received: order.received,
        handover: Handover::of(&stored.fields),
        last: last(session, id)?,
    }))
}

/// What the last visit of an order came to of which the sheet is in.
fn last(session: &Session<'_>, order: OrderId) -> Result<Option<(Outcome, Moment)>, Error> {
    for id in session.visits_of(order)?.into_iter().rev() {
        let visit: Option<Visit> = session.get(id)?;
        let state = visit.map_or(VisitState::Void, |visit| visit.state);
        if let Some(sheet) = sheet(session, (id, state))? {
            return Ok(Some(came_to(&sheet)));
        }
    }

    Ok(None)
}

/// The sheet of a visit that is over. An entry that was taken back counts no more.
fn sheet(
    session: &Session<'_>,
    (visit, state): (VisitId, VisitState),
) -> Result<Option<VisitResult>, Error> {
    if state != VisitState::Ended {
        return Ok(None);
    }
    let results: Vec<(Uuid, VisitResult)> = session.facts_on(visit.0)?;

    Ok(results.into_iter().last().map(|(_, result)| result))
}

/// What a visit came to, and when somebody was there, as far as the sheet says it.
fn came_to(sheet: &VisitResult) -> (Outcome, Moment) {
    (sheet.outcome, sheet.arrived.or(sheet.ended).unwrap_or(sheet.at))
}

/// From when to when somebody was there, where the sheet says both.
fn there(sheet: &VisitResult, offset: FixedOffset) -> Option<Slot> {
    let (from, to) = sheet.arrived.zip(sheet.ended)?;
    let minute = |at: Moment| {
        let time = at.at(offset).time();
        u16::try_from(time.hour() * 60 + time.minute()).ok()
    };

    Slot::new(from.day(offset), minute(from)?, minute(to)?).ok()
}

fn technicians(
    session: &Session<'_>,
    visits: &[Planned],
    areas: &Areas,
) -> Result<Vec<Technician>, Error> {
    let mut ids: Vec<StaffId> =
        session.staff()?.into_iter().filter(|row| row.technician).map(|row| row.id).collect();
    for planned in visits {
        if !ids.contains(&planned.technician) {
            ids.push(planned.technician);
        }
    }
    let mut technicians = Vec::new();
    for id in ids {
        let staff: Option<Staff> = session.get(id)?;
        technicians.extend(staff.map(|staff| Technician {
            id,
            spellings: spellings(&staff.name),
            name: staff.name,
            badge: staff.badge,
            phone: staff.phone,
            areas: staff.areas.into_iter().filter(|area| areas.has(*area)).collect(),
            skills: staff.skills,
        }));
    }

    Ok(technicians)
}
