//! The way back from a deed.

use domain::{
    Address, AddressId, AnswerId, Area, Attachment, AttachmentId, CallbackId, CancelReason,
    ConflictId, CustomerId, EnquiryEventId, Event, Fields, LetterId, Order, OrderId, Part, PrintId,
    ReceiptId, Record as _, Sameness, SamenessId, Staff, State, StockMoveId, Term, Visit, VisitId,
};
use serde_json::Value;
use store::Stored;
use sync::hq::TradeRules;
use sync::{Change, OpId};
use uuid::Uuid;

use crate::deed::{Deed, Happening};
use crate::link::ADDRESS;
use crate::{Engine, Error};

/// How a deed is taken back. A room gets it with the deed's answer and hands it over when Undo is pressed.
#[derive(Debug, Clone, PartialEq)]
pub enum Undo {
    /// The visit is void and its order waits for someone again.
    Unassign(VisitId),
    /// The visit is as it was, and so is its order.
    VisitAsBefore {
        /// Which.
        visit: VisitId,
        /// What it was.
        before: Visit,
        /// What the order was at.
        state: State,
    },
    /// These fields of a profile are as they were.
    PutBack {
        /// Its kind.
        kind: &'static str,
        /// Which.
        id: Uuid,
        /// What they were; null where there was none.
        fields: Fields,
    },
    /// A profile that was just made is gone, unless an order needs it.
    TakeAway {
        /// Its kind.
        kind: &'static str,
        /// Which.
        id: Uuid,
    },
    /// A profile that was just removed is there again.
    BringBack {
        /// Its kind.
        kind: &'static str,
        /// Which.
        id: Uuid,
        /// What it held.
        fields: Fields,
    },
    /// Several things that one deed did, the last first.
    Several(Vec<Self>),
    /// Another event takes the order back to where it was.
    Counter {
        /// Which order.
        order: OrderId,
        /// What happens to it.
        event: Event,
    },
    /// The last steps of these orders were noted by mistake: they are where they were before.
    StepBack(Vec<OrderId>),
    /// A cancelled order goes on where it was, its visit too.
    Reinstate(OrderId),
    /// A sheet that was entered is out again, with its parts, charges and cash taken back.
    ReenterSheet {
        /// Of which order.
        order: OrderId,
        /// What that was at before the entry.
        before: State,
    },
    /// Stock that moved is moved back.
    MoveStockBack(Vec<StockMoveId>),
    /// A payment that was written down did not come.
    TakeBackPayment(ReceiptId),
    /// What came in too much for an order is to be looked at again.
    AskOfSurplus(OrderId),
    /// Files that were put with an order are taken away.
    DetachFiles(Vec<AttachmentId>),
    /// A file that was taken away from its order is there again.
    AttachAgain(Box<Attachment>),
    /// A call that was written down was not made: the customer is still to be called.
    TakeBackCall(CallbackId),
    /// Job sheets that were written down as printed were not.
    WithdrawPrints(Vec<PrintId>),
    /// Articles that were written down as told were not.
    TakeBackAnswers(Vec<AnswerId>),
    /// Letters that were written down as sent were not.
    WithdrawLetters(Vec<LetterId>),
    /// What was found out about two files does not hold.
    Separate(SamenessId),
    /// What was found out about files holds again.
    JoinAgain {
        /// All that said so.
        said: Vec<Sameness>,
        /// What the files held whose fields went back.
        held: Vec<(CustomerId, Fields)>,
    },
    /// What was done to an enquiry was not.
    WithdrawEnquiryEvent(EnquiryEventId),
    /// A decision about something that lost is open again.
    Reopen {
        /// About which entry of the journal.
        conflict: ConflictId,
        /// The kind, name and fields of what had been replaced.
        restore: Option<(String, Uuid, Fields)>,
    },
    /// A refused operation is to be looked at again.
    TakeUp(OpId),
    /// An order that was just taken in is cancelled. Its number is not given out again.
    Withdraw {
        /// Which.
        order: OrderId,
        /// Why, in the words of whoever takes it back.
        remark: String,
    },
}

impl Engine {
    /// Takes a deed back.
    pub fn undo(&self, undo: Undo) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.deed("undo", move |deed| take_back(deed, undo))
    }
}

fn take_back(deed: &Deed<'_>, undo: Undo) -> Result<(), Error> {
    match undo {
        Undo::Unassign(visit) => crate::dispatch::take_back(deed, visit),
        Undo::VisitAsBefore { visit, before, state } => {
            crate::dispatch::restore(deed, visit, before, state)
        }
        Undo::PutBack { kind, id, fields } => put_back(deed, kind, id, fields),
        Undo::TakeAway { kind, id } => take_away(deed, kind, id),
        Undo::BringBack { kind, id, fields } => bring_back(deed, kind, id, fields),
        Undo::Counter { order, event } => deed.happen(order, event, Happening::default()).map(drop),
        Undo::StepBack(orders) => {
            orders.into_iter().try_for_each(|order| crate::orders::step_back(deed, order))
        }
        Undo::Reinstate(order) => crate::orders::reinstate(deed, order),
        Undo::ReenterSheet { order, before } => crate::sheets::take_back(deed, order, before),
        Undo::MoveStockBack(moves) => crate::stock::move_back(deed, &moves),
        Undo::TakeBackPayment(receipt) => crate::orders::take_payment_back(deed, receipt),
        Undo::AskOfSurplus(order) => crate::orders::ask_of_surplus(deed, order),
        Undo::DetachFiles(files) => crate::files::withdraw(deed, &files),
        Undo::AttachAgain(file) => crate::files::attach_again(deed, &file),
        Undo::TakeBackCall(call) => crate::callbacks::take_back(deed, call),
        Undo::WithdrawPrints(prints) => crate::papers::withdraw(deed, &prints),
        Undo::TakeBackAnswers(answers) => crate::knowledge::withdraw_answers(deed, &answers),
        Undo::WithdrawLetters(letters) => crate::letters::withdraw(deed, &letters),
        Undo::Separate(sameness) => crate::sameness::take_back(deed, sameness).map(drop),
        Undo::JoinAgain { said, held } => crate::sameness::join_again(deed, said, held),
        Undo::WithdrawEnquiryEvent(event) => crate::enquiries::withdraw(deed, event),
        Undo::Reopen { conflict, restore } => crate::attention::reopen(deed, conflict, restore),
        Undo::TakeUp(operation) => crate::attention::take_up(deed, operation),
        Undo::Withdraw { order, remark } => {
            crate::orders::cancel(deed, order, (CancelReason::Other, Some(remark)))
        }
        Undo::Several(deeds) => deeds.into_iter().rev().try_for_each(|undo| take_back(deed, undo)),
    }
}

fn put_back(deed: &Deed<'_>, kind: &str, id: Uuid, fields: Fields) -> Result<(), Error> {
    if fields.is_empty() {
        return Ok(());
    }
    check_owner(deed, kind, Some(&fields))?;
    let stored = deed.session.stored(kind, id)?.ok_or(Error::Unknown("record"))?;
    let before: Fields = fields.keys().map(|name| (name.clone(), now(&stored, name))).collect();
    let change = Change::Patch { kind: kind.to_owned(), id, base_rev: stored.rev, fields };
    deed.session.stage(change)?;

    match kind {
        Order::KIND => crate::orders::amend_head(deed, OrderId(id), &before),
        Address::KIND => {
            let was: Address = deed.session.read_now(stored)?;
            let is: Address = deed.get(AddressId(id))?;
            let lines = (was.place.in_one_line(), is.place.in_one_line());
            let here = (is.customer, AddressId(id));
            crate::orders::amend_address(deed, here, (&lines.0, &lines.1))
        }
        _ => Ok(()),
    }
}

fn now(stored: &Stored, name: &str) -> Value {
    stored.fields.get(name).cloned().unwrap_or(Value::Null)
}

/// What was set here before the office joined a headquarters is not this desk's to put back any more.
fn check_owner(deed: &Deed<'_>, kind: &str, fields: Option<&Fields>) -> Result<(), Error> {
    if !TradeRules::is_headquarters_own(kind) || deed.session.setting(ADDRESS)?.is_none() {
        return Ok(());
    }
    let priced = fields.is_some_and(|fields| fields.keys().all(|name| name == "price"));

    Err(match kind {
        Area::KIND => Error::AreasDrawnElsewhere,
        Part::KIND if priced => Error::PricesSetElsewhere,
        Part::KIND | Term::KIND => Error::CatalogueKeptElsewhere,
        _ => Error::PricesSetElsewhere,
    })
}

fn bring_back(deed: &Deed<'_>, kind: &str, id: Uuid, body: Fields) -> Result<(), Error> {
    check_owner(deed, kind, None)?;
    Ok(deed.session.stage(Change::Create { kind: kind.to_owned(), id, body })?)
}

fn take_away(deed: &Deed<'_>, kind: &str, id: Uuid) -> Result<(), Error> {
    let sits_here = || deed.actor.is_some_and(|actor| kind == Staff::KIND && actor.0 == id);
    if deed.session.is_needed(kind, id)? || sits_here() {
        return Err(Error::InUse);
    }
    check_owner(deed, kind, None)?;
    let stored = deed.session.stored(kind, id)?.ok_or(Error::Unknown("record"))?;
    let change = Change::Remove { kind: kind.to_owned(), id, base_rev: stored.rev };

    Ok(deed.session.stage(change)?)
}
