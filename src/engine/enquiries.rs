//! Enquiries: what people write to the office, who looks after it, the answer, and what it becomes.

mod about;
mod deeds;
mod folder;
mod mail;
mod reply;
mod rules;
mod send;
mod solve;
mod take;
#[cfg(test)]
mod tests;

pub(crate) use deeds::{converted, sent, told, withdraw};
pub(crate) use mail::LARGEST as LARGEST_MAIL;
pub(crate) use reply::{answer_of, letter_of};

pub use folder::Collected;
pub use reply::ReplyDraft;
pub use rules::{RuleFit, RuleRow, Trial, TrialOf};
pub use store::{EnquiryFilter, EnquiryRow, EnquiryStage};
pub use take::{EnquiryTaken, MailTaken, NewEnquiry};

use domain::{
    Customer, CustomerId, Enquiry, EnquiryEvent, EnquiryEventId, EnquiryId, EnquiryProgress,
    EnquiryState, Moment, OrderId, Rule, Staff, StaffId,
};
use store::{ArticleRow, Session, StaffRow};

use crate::deed::actor;
use crate::files::Keeper;
use crate::{AttachedFile, Engine, Error, Hit, Outgoing};

/// The most enquiries a list holds.
pub const ENQUIRIES_LISTED: u32 = 1_000;
/// The longest text of an enquiry or of an answer, in characters.
pub const ENQUIRY_TEXT: usize = 20_000;
/// The longest name or subject, in characters.
const LINE: usize = 300;
/// How many files of customers are offered for an enquiry that is in none.
const OFFERED: usize = 5;
/// How many articles are.
const ARTICLES: usize = 4;

/// Enquiries of a stage, and how many wait.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnquiryList {
    /// Those that wait the longest first; of what is over the latest.
    pub rows: Vec<EnquiryRow>,
    /// How many wait that nobody looks after.
    pub nobodys: u64,
    /// How many wait for whoever sits here.
    pub own: u64,
    /// How many wait in all.
    pub waiting: u64,
    /// Who sits here.
    pub actor: Option<StaffId>,
}

/// Everything that is known of one enquiry.
#[derive(Debug, Clone, PartialEq)]
pub struct EnquiryFile {
    /// Which.
    pub id: EnquiryId,
    /// What was written.
    pub enquiry: Enquiry,
    /// What it is at.
    pub state: EnquiryState,
    /// Who looks after it.
    pub person: Option<(StaffId, String)>,
    /// Whose file it is in.
    pub customer: Option<(CustomerId, Customer)>,
    /// Files of customers that it may belong to, where it is in none.
    pub offered: Vec<Hit>,
    /// Articles that may answer it, best first: the one that a rule names before all others.
    pub articles: Vec<ArticleRow>,
    /// The order that it became, with its number.
    pub order: Option<(OrderId, String)>,
    /// What happened, oldest first.
    pub history: Vec<EnquiryStep>,
    /// What came with it.
    pub files: Vec<AttachedFile>,
    /// The latest answer.
    pub answer: Option<String>,
    /// When a letter with that answer went out.
    pub letter: Option<Moment>,
    /// The reply that is to leave as a mail from this computer, and has not.
    pub outgoing: Option<Outgoing>,
    /// Whether replies leave as mails from this computer, and this one can.
    pub mails: bool,
    /// What the rule is called that decided about it.
    pub rule: Option<String>,
    /// Who works here.
    pub staff: Vec<StaffRow>,
}

/// One thing that happened to an enquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnquiryStep {
    /// Which.
    pub id: EnquiryEventId,
    /// What.
    pub event: EnquiryEvent,
    /// Who did it.
    pub by: Option<String>,
    /// Who looks after it from then on.
    pub person: Option<String>,
}

impl Engine {
    /// Enquiries of a stage.
    pub fn enquiries(
        &self,
        filter: EnquiryFilter,
    ) -> impl Future<Output = Result<EnquiryList, Error>> + Send + use<> {
        self.workers.read(move |session| {
            let actor = actor(session)?;
            let (nobodys, own, waiting) = session.count_enquiries(actor)?;

            Ok(EnquiryList {
                rows: session.enquiries(&filter, ENQUIRIES_LISTED)?,
                nobodys,
                own,
                waiting,
                actor,
            })
        })
    }

    /// One enquiry with all that belongs to it.
    pub fn enquiry(
        &self,
        id: EnquiryId,
    ) -> impl Future<Output = Result<EnquiryFile, Error>> + Send + use<> {
        let (kept, today) = (self.kept_files(), self.clock.today());

        self.workers.read(move |session| {
            let enquiry: Enquiry = session.get(id)?.ok_or(Error::Unknown("enquiry"))?;
            let events = session.enquiry_events(id)?;
            let now = EnquiryProgress::replay(events.iter().map(|(_, event)| event));
            let customer = match enquiry.customer {
                Some(customer) => session.get::<Customer>(customer)?.map(|it| (customer, it)),
                None => None,
            };
            let offered = if customer.is_none() && !now.state.is_over() {
                about::likely(session, &enquiry, OFFERED, today)?
            } else {
                Vec::new()
            };
            let order = match now.order {
                Some(order) => session
                    .get::<domain::Order>(order)?
                    .map(|head| (order, head.number.to_string())),
                None => None,
            };
            let rule = match enquiry.rule {
                Some(rule) => session.get::<Rule>(rule)?.map(|rule| rule.name),
                None => None,
            };
            let mut history = Vec::with_capacity(events.len());
            for (event_id, event) in events {
                history.push(EnquiryStep {
                    id: event_id,
                    by: name(session, event.by)?,
                    person: name(session, event.person)?,
                    event,
                });
            }

            Ok(EnquiryFile {
                id,
                state: now.state,
                person: match now.person {
                    Some(person) => name(session, Some(person))?.map(|name| (person, name)),
                    None => None,
                },
                articles: match now.state.is_over() {
                    true => Vec::new(),
                    false => about::articles(session, &enquiry, ARTICLES)?,
                },
                customer,
                offered,
                order,
                answer: answer_of(session, id)?,
                letter: reply::letter_of(session, id)?,
                outgoing: crate::mail::of_enquiry(session, id)?,
                mails: crate::mail::can_answer(session, &enquiry)?,
                history,
                files: kept.of(session, Keeper::Enquiry(id))?,
                rule,
                staff: session.staff()?,
                enquiry,
            })
        })
    }
}

fn name(session: &Session<'_>, staff: Option<StaffId>) -> Result<Option<String>, Error> {
    Ok(match staff {
        Some(staff) => session.get::<Staff>(staff)?.map(|staff| staff.name),
        None => None,
    })
}
