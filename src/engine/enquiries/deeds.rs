//! What is done with an enquiry, each with its way back.

use domain::{
    ArticleId, CustomerId, Enquiry, EnquiryEvent, EnquiryEventId, EnquiryEventKind, EnquiryId,
    EnquiryProgress, OrderId, Priority, ReplyWay, Staff, StaffId,
};

use super::{ENQUIRY_TEXT, LINE};
use crate::callbacks::said;
use crate::deed::Deed;
use crate::files::{Keeper, hand_on};
use crate::household::{change, check, check_length};
use crate::knowledge::{Asker, note_answers};
use crate::{Engine, Error, MailFault, Undo};

impl Engine {
    /// Names who looks after an enquiry from now on, or nobody. Answers the way back.
    pub fn route_enquiry(
        &self,
        enquiry: EnquiryId,
        person: Option<StaffId>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("route_enquiry", move |deed| {
            if let Some(person) = person {
                deed.get::<Staff>(person)?;
            }
            happen(deed, EnquiryEvent { person, ..event(deed, enquiry, EnquiryEventKind::Route) })
        })
    }

    /// Writes an answer down, how it left where it has, and the articles that it was taken from. Answers the way back.
    pub fn answer_enquiry(
        &self,
        enquiry: EnquiryId,
        (text, way): (String, Option<ReplyWay>),
        articles: Vec<ArticleId>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("answer_enquiry", move |deed| {
            check("answer", &text, ENQUIRY_TEXT)?;
            let answered = answer(deed, enquiry, (said(&text), way))?;
            if let (Some(ReplyWay::Mail), Undo::WithdrawEnquiryEvent(event)) = (way, &answered) {
                crate::mail::queue(deed, enquiry, *event)?;
            }
            // Nobody has to go there, unless it becomes an order after all.
            let answers = note_answers(deed, (Some(Asker::Enquiry(enquiry)), true), &articles)?;
            if answers.is_empty() {
                return Ok(answered);
            }

            Ok(Undo::Several(vec![answered, Undo::TakeBackAnswers(answers)]))
        })
    }

    /// Nothing more is to be done about an enquiry. Answers the way back.
    pub fn close_enquiry(
        &self,
        enquiry: EnquiryId,
        why: String,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("close_enquiry", move |deed| {
            check_length("why", &why, LINE)?;
            let event = event(deed, enquiry, EnquiryEventKind::Close);
            happen(deed, EnquiryEvent { text: said(&why), ..event })
        })
    }

    /// An enquiry is taken up again. Answers the way back.
    pub fn reopen_enquiry(
        &self,
        enquiry: EnquiryId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("reopen_enquiry", move |deed| {
            happen(deed, event(deed, enquiry, EnquiryEventKind::Reopen))
        })
    }

    /// Puts an enquiry in somebody's file, or in nobody's. Answers the way back.
    pub fn file_enquiry(
        &self,
        enquiry: EnquiryId,
        customer: Option<CustomerId>,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("file_enquiry", move |deed| file(deed, enquiry, customer))
    }

    /// Opens a new file with what an enquiry says of whoever wrote it. Answers the way back.
    pub fn open_file_of(
        &self,
        enquiry: EnquiryId,
    ) -> impl Future<Output = Result<(CustomerId, Undo), Error>> + Send + use<> {
        self.deed("open_file_of", move |deed| {
            let written: Enquiry = deed.get(enquiry)?;
            check("name", &written.name, LINE)?;
            let phones = written.phone.into_iter();
            let phones = phones.map(domain::CustomerPhone::new);
            let made = crate::household::make::<_, CustomerId>(
                deed,
                &domain::Customer {
                    name: written.name.trim().to_owned(),
                    phones: phones.collect(),
                    since: Some(deed.now),
                    ..domain::Customer::default()
                },
            )?;
            let filed = file(deed, enquiry, Some(made.id))?;

            Ok((made.id, Undo::Several(vec![made.undo, filed])))
        })
    }

    /// Says whether an enquiry goes before others. Answers the way back.
    pub fn urge_enquiry(
        &self,
        enquiry: EnquiryId,
        urgent: bool,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("urge_enquiry", move |deed| {
            let priority = if urgent { Priority::Urgent } else { Priority::Normal };

            Ok(change(deed, enquiry, |stored: &mut Enquiry| stored.priority = priority)?.undo)
        })
    }
}

fn file(deed: &Deed<'_>, enquiry: EnquiryId, customer: Option<CustomerId>) -> Result<Undo, Error> {
    if let Some(customer) = customer {
        let customer: domain::Customer = deed.get(customer)?;
        if customer.erased {
            return Err(Error::Erased);
        }
    }

    Ok(change(deed, enquiry, |stored: &mut Enquiry| stored.customer = customer)?.undo)
}

/// An enquiry became an order: its files go along, and it lies in the same file. Answers the way back, but for the order.
pub(crate) fn converted(
    deed: &Deed<'_>,
    enquiry: EnquiryId,
    (order, customer): (OrderId, CustomerId),
) -> Result<Undo, Error> {
    hand_on(deed, Keeper::Enquiry(enquiry), order)?;
    let event = event(deed, enquiry, EnquiryEventKind::Convert);
    let converted = happen(deed, EnquiryEvent { order: Some(order), ..event })?;
    let written: Enquiry = deed.get(enquiry)?;
    if written.customer.is_some() {
        return Ok(converted);
    }
    let filed = file(deed, enquiry, Some(customer))?;

    Ok(Undo::Several(vec![filed, converted]))
}

/// Whoever asked was told this by telephone: nothing more is to be done. Answers the way back.
pub(crate) fn told(deed: &Deed<'_>, enquiry: EnquiryId, words: String) -> Result<Undo, Error> {
    let answered = answer(deed, enquiry, (said(&words), Some(ReplyWay::Telephone)))?;
    let closed = happen(deed, event(deed, enquiry, EnquiryEventKind::Close))?;

    Ok(Undo::Several(vec![answered, closed]))
}

/// The latest answer to an enquiry left as a mail. What happened to it meanwhile stands.
pub(crate) fn sent(deed: &Deed<'_>, enquiry: EnquiryId, by: Option<StaffId>) -> Result<(), Error> {
    let last = deed.session.enquiry_events(enquiry)?.last().map(|(_, last)| last.at);
    let at = last.map_or(deed.now, |last| last.max(deed.now));
    let way = Some(ReplyWay::Mail);
    let event = event(deed, enquiry, EnquiryEventKind::Send);
    deed.note::<_, EnquiryEventId>(&EnquiryEvent { at, by, way, ..event })?;

    Ok(())
}

/// An enquiry is answered with these words.
pub(super) fn answer(
    deed: &Deed<'_>,
    enquiry: EnquiryId,
    (text, way): (Option<String>, Option<ReplyWay>),
) -> Result<Undo, Error> {
    let event = event(deed, enquiry, EnquiryEventKind::Answer);

    happen(deed, EnquiryEvent { text, way, ..event })
}

pub(super) fn event(deed: &Deed<'_>, enquiry: EnquiryId, event: EnquiryEventKind) -> EnquiryEvent {
    EnquiryEvent {
        enquiry,
        event,
        person: None,
        text: None,
        way: None,
        order: None,
        rule: None,
        at: deed.now,
        by: deed.actor,
        withdraws: None,
    }
}

/// Lets something happen to an enquiry, if the table allows it now.
pub(super) fn happen(deed: &Deed<'_>, event: EnquiryEvent) -> Result<Undo, Error> {
    let _: Enquiry = deed.get(event.enquiry)?;
    let events = deed.session.enquiry_events(event.enquiry)?;
    let now = EnquiryProgress::replay(events.iter().map(|(_, event)| event));
    if now.after(&event).is_none() {
        return Err(Error::EnquiryNotNow { event: event.event, state: now.state });
    }
    // A clock that was put back does not put what happens now before what happened.
    let last = events.last().map_or(event.at, |(_, last)| last.at);
    let event = EnquiryEvent { at: event.at.max(last), ..event };
    let id: EnquiryEventId = deed.note(&event)?;

    Ok(Undo::WithdrawEnquiryEvent(id))
}

/// Takes back what was done to an enquiry, once.
pub(crate) fn withdraw(deed: &Deed<'_>, id: EnquiryEventId) -> Result<(), Error> {
    let fact: EnquiryEvent = deed.get(id)?;
    let standing = deed.session.enquiry_events(fact.enquiry)?;
    if standing.iter().all(|(other, _)| *other != id) {
        return Ok(());
    }
    if crate::mail::is_sent(deed.session, (id, &fact))? {
        return Err(Error::Mail(MailFault::Left));
    }
    let (at, by, withdraws) = (deed.now, deed.actor, Some(id));
    deed.note::<_, EnquiryEventId>(&EnquiryEvent { at, by, withdraws, text: None, ..fact })?;

    Ok(())
}
