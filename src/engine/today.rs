//! What is to be done today, by urgency, and how the day goes.

mod noted;
#[cfg(test)]
mod tests;

pub use noted::Note;

use chrono::{NaiveDate, NaiveTime, TimeZone as _, Timelike as _};
use domain::{
    ArticleId, Category, EnquiryId, Moment, Money, OrderId, OrderKind, PartId, Slot, State,
};
use store::{EnquiryFilter, Graded, OrderFilter, OrderRow, Session, Stage, Tally, VisitRow};

use crate::keeping::last_backup;
use crate::{Clock, Engine, Error};

/// The day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// Which day it is in the office.
    pub day: NaiveDate,
    /// The hour, 0 to 23.
    pub hour: u32,
    /// What is to be done, most urgent first. Of each kind at most [`OF_A_KIND`] are named.
    pub tasks: Vec<Duty>,
    /// How many stand under each kind, in the order of urgency; kinds without any are left out. What is late or near
    /// and waits for somebody to be assigned stands under both.
    pub counts: Vec<(DutyKind, u64)>,
    /// How many there are in all, each once.
    pub total: u64,
    /// Where there is more than is looked through, the stage and how much of it is counted.
    pub cut: Vec<Cut>,
    /// How the day goes.
    pub figures: Figures,
    /// Whether no order was ever taken in.
    pub is_new: bool,
    /// Whether anybody goes out.
    pub has_technicians: bool,
    /// Whether it is known what any work costs.
    pub has_prices: bool,
}

/// A stage of which only the newest orders are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The stage.
    pub stage: Stage,
    /// How many orders of it are looked through.
    pub listed: u64,
    /// How many there are.
    pub total: u64,
}

/// One thing to do. It is gone when its cause is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// What is to be done.
    pub kind: DutyKind,
    /// About what.
    pub about: About,
    /// Since when it waits, or when it was promised; [`Duty::timed`] says which.
    pub at: Option<Moment>,
    /// What that time is.
    pub timed: Timed,
    /// The hours of which [`Duty::at`] is the first, where it is the first of any.
    pub hours: Option<Slot>,
    /// Whether it goes before others of its kind.
    pub urgent: bool,
    /// What is worth knowing before it is opened.
    pub note: Option<Note>,
}

impl Duty {
    /// Whether it stands among those of a kind.
    pub fn stands_under(&self, kind: DutyKind) -> bool {
        self.kind == kind || (kind == DutyKind::ToAssign && self.waits_for_somebody())
    }

    /// Whether nobody goes yet, though the promised time is near or past.
    fn waits_for_somebody(&self) -> bool {
        let nobody = matches!(&self.about, About::Order { state: State::Draft | State::Ready, .. });

        nobody && matches!(self.kind, DutyKind::Late | DutyKind::Soon)
    }

    /// One that is about no order and no part.
    fn of_office(kind: DutyKind, at: Option<Moment>, about: About) -> Self {
        let (timed, hours, note) = (Timed::Since, None, None);

        Self { kind, about, at, timed, hours, urgent: false, note }
    }
}

/// What the time of a duty is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Timed {
    /// It waits since then.
    #[default]
    Since,
    /// Somebody is to be there then: as was promised.
    Due,
    /// Somebody is to be there on that day at the latest; no hour was named.
    DueBy,
    /// Somebody goes there then, or went.
    Visit,
    /// Somebody went there on that day; no hour was named.
    VisitOn,
}

/// What there can be to do, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DutyKind {
    /// The promised time is past.
    Late,
    /// The promised time is near, and nobody is there.
    Soon,
    /// Something was refused, lost against something else, or done twice: people must decide.
    Refused,
    /// Someone is to be assigned.
    ToAssign,
    /// The customer does not know when someone comes.
    ToBook,
    /// The part that was missing is in the store: somebody can go again.
    PartHere,
    /// A part is missing: once it is there, somebody goes again.
    WaitingPart,
    /// A complaint waits for a department, an answer or a verdict.
    Complaint,
    /// A question waits for its answer.
    Question,
    /// A question is answered, and whoever asked is to be told.
    ToTell,
    /// Somebody wrote, and nobody has answered: it is for whoever sits here, or nobody looks after it.
    Enquiry,
    /// The sheet is not back.
    SheetOut,
    /// A customer is to be called.
    Callback,
    /// Somebody goes there today, as was agreed.
    Visit,
    /// Customers owe something.
    Owed,
    /// More was taken than was there.
    Stock,
    /// An article is to be looked through again.
    Article,
    /// The last backup is too old.
    Backup,
}

/// What a duty is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// An order.
    Order {
        /// Which.
        id: OrderId,
        /// Its number.
        number: String,
        /// What was promised.
        kind: OrderKind,
        /// What it is at.
        state: State,
        /// For whom.
        name: String,
        /// Where, in one line.
        line: String,
        /// On which machine.
        category: Option<Category>,
        /// What it is called, where the category says little.
        called: Option<String>,
        /// Who goes.
        technician: Option<String>,
    },
    /// A part, and how many there are.
    Part {
        /// Which.
        id: PartId,
        /// Its number and name.
        name: String,
        /// How many there are.
        quantity: i64,
    },
    /// An article of the branch.
    Article {
        /// Which.
        id: ArticleId,
        /// What it is called.
        title: String,
        /// Who looks after it.
        owner: Option<String>,
    },
    /// What somebody wrote.
    Enquiry {
        /// Which.
        id: EnquiryId,
        /// Who wrote.
        name: String,
        /// The line above the text, or how it begins.
        subject: String,
        /// Whether it is for whoever sits here.
        own: bool,
    },
    /// So many things to decide.
    Operations(u64),
    /// So many orders are owed, and so much in all.
    Debts(u64, Money),
    /// The office's data.
    Office,
}

/// How the day goes, and how the days before went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Today.
    pub today: Tally,
    /// The best of the seven days before, figure by figure.
    pub best: Tally,
    /// Visits planned for today.
    pub visits: u32,
    /// Those of them whose sheet is back.
    pub visits_ended: u32,
    /// What customers said in the last thirty days.
    pub grades: Graded,
}

/// The most duties of one kind that are named.
pub const OF_A_KIND: usize = 50;
/// The most orders that are looked through.
const ORDERS: u32 = 5_000;
/// Minutes before a promised time at which it becomes near.
const NEAR: i64 = 60;
/// Hours after which the last backup is too old.
const BACKUP: i64 = 72;

impl Engine {
    /// The day.
    pub fn today(&self) -> impl Future<Output = Result<Today, Error>> + Send + use<> {
        let clock = self.clock.clone();

        self.workers.read(move |session| Survey { session, clock: &clock, most: ORDERS }.today())
    }
}

struct Survey<'a> {
    session: &'a Session<'a>,
    clock: &'a Clock,
    /// The most orders of a stage that are looked through.
    most: u32,
}

/// How many there are of each kind, of tasks that are sorted by it.
fn counted(tasks: &[Duty]) -> Vec<(DutyKind, u64)> {
    let mut counts: Vec<(DutyKind, u64)> = Vec::new();
    for duty in tasks {
        let many = match duty.about {
            About::Operations(count) | About::Debts(count, _) => count,
            About::Order { .. }
            | About::Enquiry { .. }
            | About::Part { .. }
            | About::Article { .. }
            | About::Office => 1,
        };
        match counts.last_mut() {
            Some((kind, count)) if *kind == duty.kind => *count += many,
            _ => counts.push((duty.kind, many)),
        }
    }

    counts
}

impl Survey<'_> {
    fn today(&self) -> Result<Today, Error> {
        let mut cut = Vec::new();
        let mut tasks = self.orders(&mut cut)?;
        self.urge(&mut tasks)?;
        self.see_what_came(&mut tasks)?;
        self.see_since_when(&mut tasks)?;
        tasks.extend(self.callbacks()?);
        let visits = self.visits_of_today()?;
        let mut to_come = self.to_come(&visits, &tasks)?;
        self.urge(&mut to_come)?;
        tasks.extend(to_come);
        tasks.extend(self.enquiries()?);
        tasks.extend(self.debts()?);
        tasks.extend(self.stock()?);
        tasks.extend(self.articles()?);
        tasks.extend(self.office()?);
        tasks.sort_by_key(|duty| (duty.kind, !duty.urgent, duty.at));
        let mut counts = counted(&tasks);
        let total = self.exact(counts.clone())?.iter().map(|(_, count)| count).sum();
        let twice = tasks.iter().filter(|duty| duty.waits_for_somebody()).count() as u64;
        if twice > 0 {
            match counts.binary_search_by_key(&DutyKind::ToAssign, |(kind, _)| *kind) {
                Ok(at) => counts[at].1 += twice,
                Err(at) => counts.insert(at, (DutyKind::ToAssign, twice)),
            }
        }
        let mut named = 0;
        let mut last = None;
        tasks.retain(|duty| {
            named = if last == Some(duty.kind) { named + 1 } else { 1 };
            last = Some(duty.kind);
            named <= OF_A_KIND
        });
        self.name_what_is_missing(&mut tasks)?;
        self.name_what_is_not_agreed(&mut tasks)?;
        self.see_who_shares(&mut tasks)?;
        let now = self.clock.now();

        Ok(Today {
            day: self.clock.today(),
            hour: now.at(self.clock.offset()).hour(),
            tasks,
            counts: self.exact(counts)?,
            total,
            cut,
            figures: self.figures(&visits)?,
            is_new: self.session.first_received()?.is_none(),
            has_technicians: self.session.staff()?.iter().any(|row| row.technician),
            has_prices: !crate::prices::in_force(self.session)?.is_empty(),
        })
    }

    /// Of the calls only those that are named are read, but all are counted.
    fn exact(&self, mut counts: Vec<(DutyKind, u64)>) -> Result<Vec<(DutyKind, u64)>, Error> {
        for (kind, count) in &mut counts {
            if *kind == DutyKind::Callback && *count >= OF_A_KIND as u64 {
                *count = self.session.count_calls()?;
            }
        }

        Ok(counts)
    }

    fn orders(&self, cut: &mut Vec<Cut>) -> Result<Vec<Duty>, Error> {
        let mut duties = Vec::new();
        let questions = (Stage::Open, Some(OrderKind::Consultation));
        let stages =
            [Stage::ToAssign, Stage::UnderWay, Stage::Waiting, Stage::SheetOut, Stage::Complaints];
        for (stage, kind) in stages.map(|stage| (stage, None)).into_iter().chain([questions]) {
            let filter = OrderFilter { stage, kind, ..OrderFilter::default() };
            let rows = self.session.orders(&filter, self.most)?;
            if rows.len() >= self.most as usize && kind.is_none() {
                let states = stage.states();
                let counts = self.session.count_by_state()?.into_iter();
                let total =
                    counts.filter(|(state, _)| states.contains(state)).map(|(_, n)| n).sum();
                let listed = rows.len() as u64;
                cut.extend((total > listed).then_some(Cut { stage, listed, total }));
            }
            for row in rows.into_iter().map(named_hours) {
                if let Some(kind) = self.kind_of(&row) {
                    duties.push(self.duty(kind, row));
                }
            }
        }

        Ok(duties)
    }

    fn kind_of(&self, row: &OrderRow) -> Option<DutyKind> {
        let now = self.clock.now();
        let begins = self.promised(row);
        let is_over = self.expected_until(row).is_some_and(|at| at < now);
        let is_near = begins.is_some_and(|at| at.0.saturating_sub(now.0) / 60_000 <= NEAR);
        let past_day = row.day.is_some_and(|day| day < self.clock.today());

        match row.state {
            State::Open => Some(DutyKind::Question),
            State::Answered if row.kind != OrderKind::Complaint => Some(DutyKind::ToTell),
            State::Registered | State::Routed | State::Answered | State::Rejected => {
                Some(DutyKind::Complaint)
            }
            State::WaitingPart => Some(DutyKind::WaitingPart),
            State::Done => Some(DutyKind::SheetOut),
            State::Assigned | State::Booked if past_day && row.dated => Some(DutyKind::SheetOut),
            State::OnSite if past_day && row.visit.is_some() => Some(DutyKind::SheetOut),
            // Two desks withdrew a visit each, and nobody goes any more.
            State::Assigned | State::Booked if row.visit.is_none() => Some(DutyKind::ToAssign),
            State::Draft | State::Ready | State::Assigned | State::Booked => match () {
                () if is_over => Some(DutyKind::Late),
                () if is_near && row.state != State::Booked => Some(DutyKind::Soon),
                () if matches!(row.state, State::Draft | State::Ready) => Some(DutyKind::ToAssign),
                () if row.state == State::Assigned => Some(DutyKind::ToBook),
                () => None,
            },
            _ => None,
        }
    }

    /// When the customer may expect someone for the last time: until then nobody is late.
    fn expected_until(&self, row: &OrderRow) -> Option<Moment> {
        self.moment(row.day?, row.ends.or(row.starts).unwrap_or(24 * 60).min(24 * 60 - 1))
    }

    /// When the customer may expect someone: the hour where one was named, else the end of the day.
    fn promised(&self, row: &OrderRow) -> Option<Moment> {
        self.moment(row.day?, row.starts.unwrap_or(24 * 60 - 1))
    }

    /// The minute of a day.
    fn moment(&self, day: NaiveDate, minute: u16) -> Option<Moment> {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute) * 60, 0)?;
        let at = self.clock.offset().from_local_datetime(&day.and_time(time)).single()?;

        Some(Moment(at.timestamp_millis()))
    }

    fn duty(&self, kind: DutyKind, row: OrderRow) -> Duty {
        let to_the_hour = row.starts.is_some();
        let hours = row.day.zip(row.starts.zip(row.ends));
        let hours = hours.and_then(|(day, (from, to))| Slot::new(day, from, to).ok());
        let timed = match kind {
            DutyKind::Late | DutyKind::Soon if to_the_hour => Timed::Due,
            DutyKind::Late | DutyKind::Soon => Timed::DueBy,
            DutyKind::SheetOut if to_the_hour => Timed::Visit,
            DutyKind::SheetOut => Timed::VisitOn,
            // Where an hour was promised, that is what they wait for.
            DutyKind::ToAssign | DutyKind::ToBook if to_the_hour => Timed::Due,
            DutyKind::ToAssign | DutyKind::ToBook if row.day.is_some() => Timed::DueBy,
            _ => Timed::Since,
        };
        let at = match timed {
            Timed::Since => Some(row.received),
            _ => self.promised(&row),
        };

        let hours = hours.filter(|_| matches!(timed, Timed::Due | Timed::Visit));

        Duty { kind, at, timed, hours, urgent: row.urgent, about: about(row), note: None }
    }

    fn callbacks(&self) -> Result<Vec<Duty>, Error> {
        let calls = self.session.calls(OF_A_KIND as u32)?;

        Ok(calls
            .into_iter()
            .map(|call| Duty {
                kind: DutyKind::Callback,
                at: Some(call.since),
                timed: Timed::Since,
                hours: None,
                urgent: call.urgent || call.vip,
                note: None,
                about: About::Order {
                    id: call.order,
                    number: call.number,
                    kind: call.kind,
                    state: call.state,
                    name: call.name,
                    line: call.line,
                    category: call.category,
                    called: call.called,
                    technician: None,
                },
            })
            .collect())
    }

    /// Articles that are to be looked through again.
    fn articles(&self) -> Result<Vec<Duty>, Error> {
        let mut duties = Vec::new();
        for (id, article, stale) in crate::knowledge::to_review(self.session, self.clock)? {
            let owner = match article.owner {
                Some(id) => self.session.get::<domain::Staff>(id)?.map(|staff| staff.name),
                None => None,
            };
            let about = About::Article { id, title: article.title, owner };
            let midnight = |day: NaiveDate| {
                let start = day.and_time(NaiveTime::MIN).and_local_timezone(self.clock.offset());
                start.single().map(|start| Moment(start.timestamp_millis()))
            };
            let at = match stale {
                domain::Stale::Due(day) => midnight(day),
                domain::Stale::Models(_) => None,
            };
            duties.push(Duty::of_office(DutyKind::Article, at, about));
        }

        Ok(duties)
    }

    /// What was written to whoever sits here, and what nobody looks after.
    fn enquiries(&self) -> Result<Vec<Duty>, Error> {
        let actor = crate::deed::actor(self.session)?;
        let rows = self.session.enquiries(&EnquiryFilter::default(), self.most)?;
        let rows = rows.into_iter().filter(|row| row.person.is_none() || row.person == actor);

        Ok(rows
            .map(|row| Duty {
                kind: DutyKind::Enquiry,
                at: Some(row.received),
                timed: Timed::Since,
                hours: None,
                urgent: row.urgent,
                note: None,
                about: About::Enquiry {
                    id: row.id,
                    name: row.name,
                    subject: if row.subject.is_empty() { row.begins } else { row.subject },
                    own: row.person.is_some(),
                },
            })
            .collect())
    }

    fn stock(&self) -> Result<Vec<Duty>, Error> {
        let short = crate::catalogue::left::named(self.session, self.session.short(ORDERS)?)?;

        Ok(short
            .into_iter()
            .map(|row| Duty {
                kind: DutyKind::Stock,
                at: None,
                timed: Timed::Since,
                hours: None,
                urgent: false,
                note: None,
                about: About::Part {
                    id: row.part,
                    name: format!("{} {}", row.number, row.name),
                    quantity: row.quantity,
                },
            })
            .collect())
    }

    fn office(&self) -> Result<Vec<Duty>, Error> {
        let mut duties = Vec::new();
        let undecided = self.session.undecided()?;
        if undecided > 0 {
            let about = About::Operations(undecided);
            duties.push(Duty::of_office(DutyKind::Refused, None, about));
        }
        let backup = last_backup(self.session, self.clock.now())?;
        // An office that has just begun has nothing to lose yet.
        let since = match backup {
            Some(backup) => Some(backup),
            None => self.session.first_received()?,
        };
        if since.is_some_and(|since| self.clock.now().hours_since(since) >= BACKUP) {
            duties.push(Duty::of_office(DutyKind::Backup, backup, About::Office));
        }

        Ok(duties)
    }

    fn figures(&self, visits: &[VisitRow]) -> Result<Figures, Error> {
        let today = self.clock.today();
        let mut best = Tally::default();
        for back in 1..=7 {
            let day = self.tally(today - chrono::Days::new(back))?;
            best = Tally {
                received: best.received.max(day.received),
                done: best.done.max(day.done),
                closed: best.closed.max(day.closed),
            };
        }
        let ended = visits.iter().filter(|visit| visit.state == domain::VisitState::Ended).count();
        let month = self.midnight(today - chrono::Days::new(30));

        Ok(Figures {
            today: self.tally(today)?,
            best,
            visits: u32::try_from(visits.len()).unwrap_or(u32::MAX),
            visits_ended: u32::try_from(ended).unwrap_or(u32::MAX),
            grades: self.session.grades(month, Moment(i64::MAX))?,
        })
    }

    fn tally(&self, day: NaiveDate) -> Result<Tally, Error> {
        let next = day.succ_opt().unwrap_or(day);

        Ok(self.session.tally(self.midnight(day), self.midnight(next))?)
    }

    fn midnight(&self, day: NaiveDate) -> Moment {
        let at = self.clock.offset().from_local_datetime(&day.and_time(NaiveTime::MIN)).single();

        Moment(at.map_or(0, |at| at.timestamp_millis()))
    }
}

/// The row without hours that nobody named: of a promised day there is only its end.
fn named_hours(row: OrderRow) -> OrderRow {
    let slot = row.day.zip(row.starts.zip(row.ends));
    let slot = slot.and_then(|(day, (from, to))| Slot::new(day, from, to).ok());
    if !slot.is_some_and(Slot::is_day_alone) {
        return row;
    }

    OrderRow { starts: None, ends: None, ..row }
}

fn about(row: OrderRow) -> About {
    About::Order {
        id: row.id,
        number: row.number,
        kind: row.kind,
        state: row.state,
        name: row.name,
        line: row.line,
        category: row.category,
        called: row.called,
        technician: row.technician_name,
    }
}
