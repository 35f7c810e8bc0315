//! Complaints: to a department, answered, and judged by the customer.

#[cfg(test)]
pub(crate) mod tests;

use domain::{
    Customer, Event, Letter, Moment, Office, Order, OrderEvent, OrderId, Purpose, Staff, State,
};
use store::{OrderFilter, OrderRow, Session, Stage};

use crate::callbacks::{close_if_clean, said};
use crate::deed::{Deed, Happening};
use crate::orders::standing_steps;
use crate::{Engine, Error, Undo, Wrong};

/// A complaint that is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintRow {
    /// The complaint as an order.
    pub row: OrderRow,
    /// What it is about, in the customer's words.
    pub text: String,
    /// The department that has it, or had it last.
    pub department: Option<String>,
    /// How many departments it was passed to: 2 and more after an answer was rejected.
    pub level: u32,
    /// Since when it is at what it is at.
    pub since: Moment,
}

/// A complaint with all that was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Complaint {
    /// Which.
    pub id: OrderId,
    /// The complaint as an order.
    pub order: Order,
    /// What it is at.
    pub state: State,
    /// Who complains.
    pub customer: Customer,
    /// The order it came out of, with its number.
    pub origin: Option<(OrderId, String)>,
    /// What happened, oldest first, with who did it.
    pub history: Vec<(OrderEvent, Option<String>)>,
    /// The latest answer.
    pub answer: Option<String>,
    /// When a letter with the latest answer went out.
    pub letter: Option<Moment>,
    /// What was written as an answer last and taken back, as long as no other answer stands.
    pub taken_back: Option<String>,
    /// Departments of this office, besides the usual ones.
    pub departments: Vec<String>,
}

/// The longest answer, in characters.
const ANSWER: usize = 4_000;
/// The longest name of a department, in characters.
const DEPARTMENT: usize = 100;
/// The most complaints a list holds.
const LISTED: u32 = 1_000;

impl Engine {
    /// Complaints that are not over, oldest first.
    pub fn complaints(
        &self,
    ) -> impl Future<Output = Result<Vec<ComplaintRow>, Error>> + Send + use<> {
        self.workers.read(open)
    }

    /// A complaint with all that was said.
    pub fn complaint(
        &self,
        order: OrderId,
    ) -> impl Future<Output = Result<Complaint, Error>> + Send + use<> {
        self.workers.read(move |session| file(session, order))
    }

    /// Passes a complaint to a department. Returns the way back.
    pub fn route_complaint(
        &self,
        order: OrderId,
        department: String,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("route_complaint", move |deed| {
            let department = required("department", &department, DEPARTMENT)?;
            happen(deed, order, Event::Route, Some(department))
        })
    }

    /// Writes down the department's answer. Returns the way back.
    pub fn answer_complaint(
        &self,
        order: OrderId,
        text: String,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("answer_complaint", move |deed| {
            let text = required("answer", &text, ANSWER)?;
            happen(deed, order, Event::Answer, Some(text))
        })
    }

    /// What the customer says of the answer. Accepted, the complaint is closed, and with it the order it
    /// came out of, if nothing stands against that; rejected, it goes to a department again. Returns the way back.
    pub fn judge_answer(
        &self,
        order: OrderId,
        accepted: bool,
        remark: String,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("judge_answer", move |deed| {
            if !accepted {
                return happen(deed, order, Event::RejectAnswer, said(&remark));
            }
            happen(deed, order, Event::AcceptAnswer, said(&remark))?;
            happen(deed, order, Event::Close, None)?;
            let (complaint, _) = deed.progress(order)?;
            let mut closed = vec![order];
            if let Some(origin) = complaint.origin
                && deed.session.order_state(origin)? == Some(State::CalledBack)
                && close_if_clean(deed, origin)?.is_empty()
            {
                closed.push(origin);
            }
            Ok(Undo::StepBack(closed))
        })
    }
}

fn happen(
    deed: &Deed<'_>,
    order: OrderId,
    event: Event,
    remark: Option<String>,
) -> Result<Undo, Error> {
    deed.happen(order, event, Happening { remark, ..Happening::default() })?;

    Ok(Undo::StepBack(vec![order]))
}

fn required(field: &'static str, text: &str, longest: usize) -> Result<String, Error> {
    let text = said(text).ok_or(Error::field(field, Wrong::Missing))?;
    if text.chars().count() > longest {
        return Err(Error::field(field, Wrong::TooLong(longest)));
    }

    Ok(text)
}

fn open(session: &Session<'_>) -> Result<Vec<ComplaintRow>, Error> {
    let filter = OrderFilter { stage: Stage::Complaints, ..OrderFilter::default() };
    let mut complaints = Vec::new();
    for row in session.orders(&filter, LISTED)? {
        let order: Order = session.get(row.id)?.ok_or(Error::Unknown("order"))?;
        let events = standing_steps(session.facts_about(row.id)?);
        let routed = || events.iter().filter(|event| event.event == Event::Route);
        complaints.push(ComplaintRow {
            text: order.description.unwrap_or_default(),
            department: routed().next_back().and_then(|event| event.remark.clone()),
            level: u32::try_from(routed().count()).unwrap_or(u32::MAX),
            since: events.last().map_or(row.received, |event| event.at),
            row,
        });
    }
    complaints.sort_by_key(|complaint| (complaint.since, complaint.row.id));

    Ok(complaints)
}

fn file(session: &Session<'_>, id: OrderId) -> Result<Complaint, Error> {
    let order: Order = session.get(id)?.ok_or(Error::Unknown("order"))?;
    let state = session.order_state(id)?.ok_or(Error::Unknown("order"))?;
    let customer = session.get(order.customer)?.ok_or(Error::Unknown("customer"))?;
    let origin = match order.origin {
        Some(origin) => {
            session.get::<Order>(origin)?.map(|order| (origin, order.number.to_string()))
        }
        None => None,
    };
    let mut history = Vec::new();
    for (_, event) in session.facts_about::<OrderEvent>(id)? {
        let by = match event.by {
            Some(by) => session.get::<Staff>(by)?.map(|staff| staff.name),
            None => None,
        };
        history.push((event, by));
    }
    let offices = session.all::<Office>()?.into_iter().flat_map(|(_, office)| office.departments);
    let mut departments: Vec<String> = offices.collect();
    departments.sort();
    departments.dedup();

    Ok(Complaint {
        id,
        letter: letter_of(session, id)?,
        taken_back: taken_back(session, id)?,
        answer: answer_of(session, id)?,
        order,
        state,
        customer,
        origin,
        history,
        departments,
    })
}

/// When a letter with the latest answer went out.
pub(crate) fn letter_of(session: &Session<'_>, order: OrderId) -> Result<Option<Moment>, Error> {
    let events = standing_steps(session.facts_about::<OrderEvent>(order)?);
    let answer = events.into_iter().rev().find(|event| event.event == Event::Answer);
    let Some(answered) = answer.map(|event| event.at) else { return Ok(None) };
    let letters = crate::letters::standing(session.facts_about::<Letter>(order)?);
    let sent = letters.iter().rev().map(|(_, letter)| letter);
    let mut answers = sent.filter(|letter| letter.purpose == Purpose::ComplaintAnswer);

    Ok(answers.find(|letter| letter.at >= answered).map(|letter| letter.at))
}

/// The answer that was written last and taken back, where the department still owes one.
fn taken_back(session: &Session<'_>, order: OrderId) -> Result<Option<String>, Error> {
    let facts = session.facts_about::<OrderEvent>(order)?;
    let events: Vec<OrderEvent> = facts.iter().map(|(_, event)| event.clone()).collect();
    let standing = standing_steps(facts);
    let is_turn = |event: &&OrderEvent| matches!(event.event, Event::Route | Event::Answer);
    let Some(turn) = standing.iter().rev().find(is_turn).filter(|it| it.event == Event::Route)
    else {
        return Ok(None);
    };
    // No answer stands since the department has it: one that was given since was taken back.
    let mut since = events.into_iter().rev().take_while(|event| event != turn);
    let latest = since.find(|event| event.event == Event::Answer);

    Ok(latest.and_then(|event| event.remark))
}

/// The latest answer to a complaint.
pub(crate) fn answer_of(session: &Session<'_>, order: OrderId) -> Result<Option<String>, Error> {
    let events = standing_steps(session.facts_about(order)?);
    let latest = events.into_iter().rev().find(|event| event.event == Event::Answer);

    Ok(latest.and_then(|event| event.remark))
}
