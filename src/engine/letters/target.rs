//! Whom to write to: lists by what happened, each with a reason where someone gets no letter.

use chrono::{Months, NaiveTime, TimeZone as _};
use domain::{Category, CustomerId, Family, Grade, Moment, Money, OrderEvent, Purpose, State};
use store::{AddresseeRow, OrderFilter, OrderRow, Session, Stage};

use super::compose::{About, why_not};
use super::{LetterTarget, NoLetter};
use crate::complaints::letter_of;
use crate::{Clock, Engine, Error};

/// Whom a list of letters is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterFilter {
    /// Customers whose orders were closed in the last days.
    Closed {
        /// How many days.
        days: u32,
        /// Only those who said this.
        grade: Option<Grade>,
    },
    /// Machines that nobody looked after for so long.
    MaintenanceDue {
        /// How many months.
        months: u32,
        /// Only those of this kind.
        category: Option<Category>,
    },
    /// Complaints that were answered; those that are over only in the last 90 days, and without a letter.
    Answered,
}

/// Someone on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// About what the letter would be.
    pub target: LetterTarget,
    /// What is known.
    pub row: AddresseeRow,
    /// Why they get none.
    pub why_not: Option<NoLetter>,
    /// What they still owe, where they are to be thanked: whoever writes thinks twice.
    pub owes: Option<Money>,
}

/// The most a list holds.
const LISTED: u32 = 5_000;
/// How long a complaint that is over stays on the list for want of a letter.
const ANSWERED_DAYS: u64 = 90;

impl LetterFilter {
    /// What its letters are about.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Closed { .. } => Purpose::Thanks,
            Self::MaintenanceDue { .. } => Purpose::MaintenanceDue,
            Self::Answered => Purpose::ComplaintAnswer,
        }
    }
}

impl Engine {
    /// Whom to write to, at most 5,000.
    pub fn letter_targets(
        &self,
        filter: LetterFilter,
    ) -> impl Future<Output = Result<Vec<Addressee>, Error>> + Send + use<> {
        let clock = self.clock.clone();

        self.workers.read(move |session| list(session, &clock, filter))
    }

    /// The list that holds nobody but this one.
    pub fn letter_target(
        &self,
        target: LetterTarget,
        purpose: Purpose,
    ) -> impl Future<Output = Result<Addressee, Error>> + Send + use<> {
        let now = self.clock.now();

        self.workers.read(move |session| single(session, now, (target, purpose)))
    }
}

impl Engine {
    /// The letter to one customer and what it is about: thanks for the order that was closed last, the answer to the
    /// latest complaint, the oldest machine, as the purpose says. Without one it is thanks where there is something to
    /// thank for, else maintenance.
    pub fn letter_to(
        &self,
        customer: CustomerId,
        purpose: Option<Purpose>,
    ) -> impl Future<Output = Result<(Purpose, Addressee), Error>> + Send + use<> {
        let now = self.clock.now();

        self.workers.read(move |session| {
            let filter = OrderFilter {
                stage: Stage::All,
                customer: Some(customer),
                ..OrderFilter::default()
            };
            let orders = session.orders(&filter, LISTED)?;
            let latest = |fits: &dyn Fn(&OrderRow) -> bool| {
                orders.iter().find(|order| fits(order)).map(|order| LetterTarget::Order(order.id))
            };
            let complaint = |order: &OrderRow| order.kind.family() == Family::Complaint;
            let done = latest(&|order| {
                matches!(order.state, State::Closed | State::Settled) && !complaint(order)
            });
            let purpose = purpose.unwrap_or(match done {
                Some(_) => Purpose::Thanks,
                None => Purpose::MaintenanceDue,
            });
            let target = match purpose {
                Purpose::Thanks => done,
                Purpose::ComplaintAnswer => latest(&complaint),
                // A reply is written where the enquiry is.
                Purpose::Reply => None,
                Purpose::MaintenanceDue => {
                    session.appliances(customer)?.first().map(|row| LetterTarget::Appliance(row.id))
                }
            };
            let target = target.unwrap_or(LetterTarget::Customer(customer));

            Ok((purpose, single(session, now, (target, purpose))?))
        })
    }
}

fn list(
    session: &Session<'_>,
    clock: &Clock,
    filter: LetterFilter,
) -> Result<Vec<Addressee>, Error> {
    let today = clock.today();
    let midnight = |day: chrono::NaiveDate| {
        let at = clock.offset().from_local_datetime(&day.and_time(NaiveTime::MIN)).single();
        Moment(at.map_or(0, |at| at.timestamp_millis()))
    };
    let rows = match filter {
        LetterFilter::Closed { days, grade } => {
            let from = today - chrono::Days::new(days.into());
            session.closed_since(midnight(from), grade, LISTED)?
        }
        LetterFilter::MaintenanceDue { months, category } => {
            let day = today.checked_sub_months(Months::new(months)).unwrap_or(today);
            session.looked_after_until((day, midnight(day)), category, LISTED)?
        }
        LetterFilter::Answered => {
            let from = midnight(today - chrono::Days::new(ANSWERED_DAYS));
            answered(session, session.answered_complaints(from, LISTED)?)?
        }
    };
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        let target = match (row.order, row.appliance) {
            (Some(order), _) => LetterTarget::Order(order),
            (None, Some(appliance)) => LetterTarget::Appliance(appliance),
            (None, None) => LetterTarget::Customer(row.customer),
        };
        let why_not = match About::read(session, target)? {
            Some(about) => why_not(session, clock.now(), filter.purpose(), &about)?,
            None => Some(NoLetter::Gone),
        };
        let owes = owes(session, filter.purpose(), row.customer)?;
        list.push(Addressee { target, row, why_not, owes });
    }

    Ok(list)
}

/// Without those that are over and were written to: they need nothing more.
fn answered(session: &Session<'_>, rows: Vec<AddresseeRow>) -> Result<Vec<AddresseeRow>, Error> {
    let mut owed = Vec::with_capacity(rows.len());
    for row in rows {
        let over = row.order.filter(|_| row.state.is_some_and(State::is_over));
        let written = match over {
            Some(order) => letter_of(session, order)?.is_some(),
            None => false,
        };
        if !written {
            owed.push(row);
        }
    }

    Ok(owed)
}

/// What a customer still owes who is to be thanked.
fn owes(
    session: &Session<'_>,
    purpose: Purpose,
    customer: CustomerId,
) -> Result<Option<Money>, Error> {
    if purpose != Purpose::Thanks {
        return Ok(None);
    }
    let minor = session.owed_by(customer)?;
    let currency = crate::prices::currency(session)?;

    Ok((minor > 0).then(|| Money::new(minor, currency)))
}

fn single(
    session: &Session<'_>,
    now: Moment,
    (target, purpose): (LetterTarget, Purpose),
) -> Result<Addressee, Error> {
    let about = About::read(session, target)?.ok_or(Error::Unknown("order"))?;
    let why_not = why_not(session, now, purpose, &about)?;

    let mut row = about.row();
    if let Some(order) = row.order {
        row.state = session.order_state(order)?;
        let events = session.facts_about::<OrderEvent>(order)?;
        row.at = events.last().map_or(row.at, |(_, last)| last.at);
    }

    let owes = owes(session, purpose, row.customer)?;

    Ok(Addressee { target, row, why_not, owes })
}
