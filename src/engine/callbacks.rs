//! The call after the work: who is due, what to know while it rings, and what comes of it, in one deed.

mod finish;
mod form;
mod take_back;
#[cfg(test)]
pub(crate) mod tests;

pub use finish::Flaw;
pub(crate) use form::labels;
pub use form::{BuiltIn, CallForm, CalledMachine, WorkDone};
pub use store::CallRow;

use domain::{
    Callback, CallbackId, CallbackOutcome, Channel, Event, Grade, Mark, Moment, Order, OrderId,
    OrderKind, OrderNumber, Priority, Source, State,
};

use crate::deed::{Deed, Happening};
use crate::{Engine, Error, Undo, Wrong};

/// Customers who are to be called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallList {
    /// Most pressing first; those who refused calls come last, to be waived.
    pub due: Vec<CallbackDue>,
    /// How many there are in all; the list holds at most [`CALLS_LISTED`].
    pub total: u64,
}

/// One call that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackDue {
    /// Whom, about what.
    pub row: CallRow,
    /// Until when it should be made.
    pub until: Moment,
    /// Why an order whose customer was called is still not closed.
    pub flaws: Vec<Flaw>,
}

/// The most calls a list holds.
pub const CALLS_LISTED: u32 = 2_000;
/// Hours from the sheet to the call, unless the office says otherwise.
pub const CALLBACK_HOURS: u32 = 24;
/// The longest remark, in characters.
const REMARK: usize = 2_000;

/// What a call came to, as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackEntry {
    /// About which order.
    pub order: OrderId,
    /// How it ended. Nobody answering for the third time makes the customer unreachable.
    pub outcome: CallbackOutcome,
    /// What they say of it all. Needed if they were reached.
    pub grade: Option<Grade>,
    /// What they say one by one.
    pub marks: Vec<Mark>,
    /// What else they said. Needed for a complaint: it is the complaint's text.
    pub remark: String,
    /// What follows. Needed if they are dissatisfied.
    pub then: Option<AfterCall>,
}

/// What follows a call with someone who is not satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AfterCall {
    /// A complaint is opened. The order waits for its end.
    Complaint,
    /// The work is done again: the order waits for a technician.
    Redo,
}

/// A call that was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecorded {
    /// The call.
    pub call: CallbackId,
    /// About which order.
    pub order: OrderId,
    /// How it ended in the end.
    pub outcome: CallbackOutcome,
    /// What the order is at now.
    pub state: State,
    /// Why it was not closed, where the call itself would have allowed it.
    pub flaws: Vec<Flaw>,
    /// The complaint that was opened.
    pub complaint: Option<(OrderId, OrderNumber)>,
}

/// What came of closing an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Closing {
    /// What stands against it; nothing if it is closed.
    pub flaws: Vec<Flaw>,
    /// The way back, if it is closed.
    pub undo: Option<Undo>,
}

impl CallRecorded {
    /// The way back: a complaint that was opened is withdrawn with these words, work that was ordered again is not.
    pub fn undo(&self, remark: String) -> Undo {
        let call = Undo::TakeBackCall(self.call);
        match &self.complaint {
            Some((order, _)) => Undo::Several(vec![call, Undo::Withdraw { order: *order, remark }]),
            None if self.state == State::Ready => {
                Undo::Several(vec![call, Undo::StepBack(vec![self.order])])
            }
            None => call,
        }
    }
}

impl Engine {
    /// Whom to call.
    pub fn callbacks_due(&self) -> impl Future<Output = Result<CallList, Error>> + Send + use<> {
        self.workers.read(|session| {
            let office = crate::prices::own_office(session)?.map(|(_, office)| office);
            let hours = office.and_then(|office| office.callback_hours).unwrap_or(CALLBACK_HOURS);
            let hours = i64::from(hours);
            let rows = session.calls(CALLS_LISTED)?;
            let listed = rows.len() as u64;
            let mut due = Vec::with_capacity(rows.len());
            for row in rows {
                let flaws = match row.state {
                    State::CalledBack => match session.get::<Order>(row.order)? {
                        Some(head) => finish::flaws(session, row.order, &head)?,
                        None => Vec::new(),
                    },
                    _ => Vec::new(),
                };
                due.push(CallbackDue { until: row.since.plus_hours(hours), row, flaws });
            }
            let total =
                if listed < u64::from(CALLS_LISTED) { listed } else { session.count_calls()? };

            Ok(CallList { due, total })
        })
    }

    /// Everything to know while the phone rings.
    pub fn callback_form(
        &self,
        order: OrderId,
    ) -> impl Future<Output = Result<CallForm, Error>> + Send + use<> {
        self.workers.read(move |session| form::read(session, order))
    }

    /// Writes a call down. The order is closed if nothing stands against it; a complaint is opened, or the
    /// work is ordered again, where the customer is not satisfied.
    pub fn record_callback(
        &self,
        entry: CallbackEntry,
    ) -> impl Future<Output = Result<CallRecorded, Error>> + Send + use<> {
        self.deed("record_callback", move |deed| record(deed, &entry))
    }

    /// Closes an order whose customer was called, now that what stood against it is put right. Answers
    /// what still does: then it stays open.
    pub fn close_called(
        &self,
        order: OrderId,
    ) -> impl Future<Output = Result<Closing, Error>> + Send + use<> {
        self.deed("close_order", move |deed| {
            let flaws = finish::close(deed, order)?;
            let undo = flaws.is_empty().then(|| Undo::StepBack(vec![order]));
            Ok(Closing { flaws, undo })
        })
    }
}

fn record(deed: &Deed<'_>, entry: &CallbackEntry) -> Result<CallRecorded, Error> {
    let (head, progress) = deed.progress(entry.order)?;
    if !matches!(progress.state, State::SheetIn | State::CalledBack) {
        return Err(Error::NotNow { event: Event::CallBack, state: progress.state });
    }
    check(deed, &head, entry)?;
    let outcome = match entry.outcome {
        CallbackOutcome::NoAnswer => {
            CallbackOutcome::missed(form::attempts(deed.session, entry.order)?)
        }
        outcome => outcome,
    };
    let reached = outcome == CallbackOutcome::Reached;
    let call: CallbackId = deed.note(&Callback {
        order: entry.order,
        outcome,
        grade: entry.grade.filter(|_| reached),
        marks: if reached { entry.marks.clone() } else { Vec::new() },
        remark: said(&entry.remark),
        at: deed.now,
        by: deed.actor,
        withdraws: None,
    })?;
    let mut recorded = CallRecorded {
        call,
        order: entry.order,
        outcome,
        state: progress.state,
        flaws: Vec::new(),
        complaint: None,
    };
    if !outcome.is_final() {
        return Ok(recorded);
    }
    if progress.state == State::SheetIn {
        recorded.state = deed.happen(entry.order, Event::CallBack, Happening::default())?;
    }
    match entry.then.filter(|_| entry.grade == Some(Grade::Dissatisfied) && reached) {
        Some(AfterCall::Complaint) => {
            recorded.complaint = Some(complain(deed, (entry.order, &head), &entry.remark)?);
        }
        Some(AfterCall::Redo) => {
            let why = Happening { remark: said(&entry.remark), ..Happening::default() };
            recorded.state = deed.happen(entry.order, Event::Redo, why)?;
        }
        None => {
            recorded.flaws = finish::close(deed, entry.order)?;
            recorded.state = deed.progress(entry.order)?.1.state;
        }
    }

    Ok(recorded)
}

fn check(deed: &Deed<'_>, head: &Order, entry: &CallbackEntry) -> Result<(), Error> {
    let refused = crate::sameness::refuses(deed.session, head.customer, Channel::Call)?;
    match entry.outcome {
        CallbackOutcome::Waived if !refused => {
            return Err(Error::field("outcome", Wrong::OutOfRange));
        }
        CallbackOutcome::NoAnswer if refused => return Err(Error::CallsRefused),
        CallbackOutcome::Unreachable => return Err(Error::field("outcome", Wrong::OutOfRange)),
        CallbackOutcome::Reached | CallbackOutcome::NoAnswer | CallbackOutcome::Waived => {}
    }
    if entry.remark.chars().count() > REMARK {
        return Err(Error::field("remark", Wrong::TooLong(REMARK)));
    }
    if entry.outcome != CallbackOutcome::Reached {
        return Ok(());
    }
    match (entry.grade, entry.then) {
        (None, _) => Err(Error::field("grade", Wrong::Missing)),
        (Some(Grade::Dissatisfied), None) => Err(Error::field("then", Wrong::Missing)),
        (Some(Grade::Dissatisfied), Some(_)) if said(&entry.remark).is_none() => {
            Err(Error::field("remark", Wrong::Missing))
        }
        _ => Ok(()),
    }
}

/// Opens a complaint that comes out of an order.
fn complain(
    deed: &Deed<'_>,
    (origin, head): (OrderId, &Order),
    text: &str,
) -> Result<(OrderId, OrderNumber), Error> {
    let number = crate::intake::number::next_number(deed.session)?;
    let order: OrderId = deed.create(&Order {
        number: number.clone(),
        alias: None,
        kind: OrderKind::Complaint,
        customer: head.customer,
        address: head.address,
        appliance: head.appliance,
        source: Source::Callback,
        branch: head.branch.clone(),
        priority: Priority::Normal,
        fault: None,
        description: said(text),
        promised: None,
        warranty: None,
        ruling: None,
        quote: None,
        received: deed.now,
        received_by: deed.actor,
        origin: Some(origin),
        went: None,
    })?;
    deed.happen(order, Event::Accept, Happening::default())?;

    Ok((order, number))
}

/// What was said, if anything was.
pub(crate) fn said(text: &str) -> Option<String> {
    let text = text.trim();

    (!text.is_empty()).then(|| text.to_owned())
}

pub(crate) use finish::close as close_if_clean;
pub(crate) use take_back::{standing, take_back};
