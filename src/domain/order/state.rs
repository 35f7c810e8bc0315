//! The one table of what may happen to an order, and what it then is.

mod table;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// Kinds of orders that go through the same states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Work at the customer's.
    Service,
    /// Goods on their way.
    Delivery,
    /// Something to be put right.
    Complaint,
    /// Something to be answered.
    Consultation,
}

/// What an order is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 草稿: being taken down.
    Draft,
    /// 待派工: for someone to be assigned.
    Ready,
    /// 已派工: someone will go.
    Assigned,
    /// 已预约: the customer knows when.
    Booked,
    /// 处理中: the technician is there.
    OnSite,
    /// 待件: a part is missing.
    WaitingPart,
    /// 待鉴定: an appraisal is awaited.
    WaitingAppraisal,
    /// 已完工: the work is done.
    Done,
    /// 已收单: the sheet is back.
    SheetIn,
    /// 已回访: the customer was called.
    CalledBack,
    /// 已结单.
    Closed,
    /// 已结算.
    Settled,
    /// 已取消.
    Cancelled,
    /// 异常: put aside until someone decides.
    Exception,
    /// A complaint was taken down.
    Registered,
    /// A complaint is with a department.
    Routed,
    /// It was answered.
    Answered,
    /// The customer accepts the answer.
    Accepted,
    /// The customer does not accept it.
    Rejected,
    /// A question waits for an answer.
    Open,
    /// A question became another order.
    Converted,
    /// Goods are on the van.
    Loaded,
    /// Goods are there.
    Delivered,
    /// Goods could not be handed over.
    Failed,
}

/// What can happen to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The draft is complete.
    Accept,
    /// A technician is named.
    Assign,
    /// Another technician is named.
    Reassign,
    /// No technician is named any more.
    Unassign,
    /// The customer agreed to a time.
    Book,
    /// The customer agreed to another time.
    Reschedule,
    /// The customer asks where we stay.
    Urge,
    /// They did not: the urging was noted by mistake.
    WithdrawUrge,
    /// The technician is there.
    Arrive,
    /// The work is done.
    Finish,
    /// Not done: nobody home, refused, only partly.
    LeaveUnfinished,
    /// A part is missing.
    NeedPart,
    /// The part came.
    PartArrived,
    /// An appraisal is needed.
    NeedAppraisal,
    /// The appraisal says to go on.
    Appraised,
    /// The appraisal settles it.
    AppraisedDone,
    /// The returned sheet was entered.
    EnterSheet,
    /// The entry was wrong.
    Reenter,
    /// The customer was called, cannot be reached, or need not be.
    CallBack,
    /// The call was noted by mistake: the customer is still to be called.
    ReopenCall,
    /// The customer is not satisfied: again.
    Redo,
    /// All is said and done.
    Close,
    /// The money is settled.
    Settle,
    /// It will not be done.
    Cancel,
    /// It will be done after all.
    Reinstate,
    /// Put aside.
    RaiseException,
    /// Taken up again.
    UndoException,
    /// A department is named.
    Route,
    /// An answer is given.
    Answer,
    /// The customer accepts the answer.
    AcceptAnswer,
    /// The customer does not.
    RejectAnswer,
    /// It became another order.
    Convert,
    /// Goods go on the van.
    Load,
    /// Goods are handed over.
    Deliver,
    /// They could not be.
    FailDelivery,
    /// They will be sent again.
    Retry,
    /// Brought over from another system as done; the customer is still to be called.
    ImportDone,
    /// Brought over from another system as closed.
    ImportClosed,
    /// It was brought over by mistake, and nothing came of it.
    WithdrawImport,
    /// The last step was noted by mistake.
    TakeBack,
    /// The order of another branch that it was handed on as has ended, or goes on after all. Moves nothing.
    HandoverEnded,
    /// The branch asks headquarters to hand it to another one. Moves nothing.
    AskHandover,
    /// It asks no more. Moves nothing.
    WithdrawHandover,
    /// Headquarters hands it to nobody: it stays where it is. Moves nothing.
    RefuseHandover,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Progress {
    /// What it is at.
    pub state: State,
    /// What it was at when it was put aside or cancelled, or before a last step that can be taken back.
    pub before: Option<State>,
}

impl Family {
    /// What an order is before anything happened to it.
    pub const fn first(self) -> State {
        match self {
            Self::Service => State::Draft,
            Self::Delivery => State::Ready,
            Self::Complaint => State::Registered,
            Self::Consultation => State::Open,
        }
    }

    /// Where an order is taken up again when nobody knows where it was.
    const fn anew(self) -> State {
        match self {
            Self::Service | Self::Delivery => State::Ready,
            Self::Complaint => State::Registered,
            Self::Consultation => State::Open,
        }
    }
}

impl State {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::Draft,
        Self::Ready,
        Self::Assigned,
        Self::Booked,
        Self::OnSite,
        Self::WaitingPart,
        Self::WaitingAppraisal,
        Self::Done,
        Self::SheetIn,
        Self::CalledBack,
        Self::Closed,
        Self::Settled,
        Self::Cancelled,
        Self::Exception,
        Self::Registered,
        Self::Routed,
        Self::Answered,
        Self::Accepted,
        Self::Rejected,
        Self::Open,
        Self::Converted,
        Self::Loaded,
        Self::Delivered,
        Self::Failed,
    ];

    /// Whether nothing is left to do.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Settled | Self::Cancelled | Self::Converted)
    }

    /// Whether the work itself is done, whatever paper is still to come.
    pub const fn is_worked(self) -> bool {
        matches!(self, Self::Done | Self::SheetIn | Self::CalledBack | Self::Closed | Self::Settled)
    }

    /// The name used in records.
    pub fn code(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(code)) => code,
            // A unit variant is a word.
            _ => String::new(),
        }
    }
}

impl Event {
    /// All of them.
    pub const ALL: [Self; 44] = [
        Self::Accept,
        Self::Assign,
        Self::Reassign,
        Self::Unassign,
        Self::Book,
        Self::Reschedule,
        Self::Urge,
        Self::WithdrawUrge,
        Self::Arrive,
        Self::Finish,
        Self::LeaveUnfinished,
        Self::NeedPart,
        Self::PartArrived,
        Self::NeedAppraisal,
        Self::Appraised,
        Self::AppraisedDone,
        Self::EnterSheet,
        Self::Reenter,
        Self::CallBack,
        Self::ReopenCall,
        Self::Redo,
        Self::Close,
        Self::Settle,
        Self::Cancel,
        Self::Reinstate,
        Self::RaiseException,
        Self::UndoException,
        Self::Route,
        Self::Answer,
        Self::AcceptAnswer,
        Self::RejectAnswer,
        Self::Convert,
        Self::Load,
        Self::Deliver,
        Self::FailDelivery,
        Self::Retry,
        Self::ImportDone,
        Self::ImportClosed,
        Self::WithdrawImport,
        Self::TakeBack,
        Self::HandoverEnded,
        Self::AskHandover,
        Self::WithdrawHandover,
        Self::RefuseHandover,
    ];

    /// Whether an order is where it was after it, whatever it was at.
    pub const fn moves_nothing(self) -> bool {
        matches!(
            self,
            Self::Urge
                | Self::WithdrawUrge
                | Self::HandoverEnded
                | Self::AskHandover
                | Self::WithdrawHandover
                | Self::RefuseHandover
        )
    }

    /// Whether it is noted with one key, and can be taken back as long as nothing else happened.
    const fn is_plain_step(self) -> bool {
        matches!(
            self,
            Self::PartArrived
                | Self::Appraised
                | Self::AppraisedDone
                | Self::Close
                | Self::Route
                | Self::Answer
                | Self::AcceptAnswer
                | Self::RejectAnswer
                | Self::Convert
                | Self::Redo
                | Self::Load
                | Self::Deliver
                | Self::FailDelivery
                | Self::Retry
        )
    }
}

impl Progress {
    /// Where an order of this family begins.
    pub const fn new(family: Family) -> Self {
        Self { state: family.first(), before: None }
    }

    /// Where it stands after `event`. `None` if that may not happen now.
    pub fn after(self, family: Family, event: Event) -> Option<Self> {
        match (event, self.state) {
            (
                Event::RaiseException,
                State::Ready | State::Assigned | State::Booked | State::OnSite,
            ) if family == Family::Service => {
                Some(Self { state: State::Exception, before: Some(self.state) })
            }
            (Event::UndoException, State::Exception) => {
                Some(Self { state: self.before.unwrap_or(State::Ready), before: None })
            }
            // What was cancelled while it was put aside comes back as it was before that.
            (Event::Cancel | Event::WithdrawImport, _) => {
                self.state.after(family, event).map(|_| self.cancelled())
            }
            (Event::Reinstate, State::Cancelled) => {
                // One that was called off before it was taken in is taken in now.
                let before = self.before.filter(|before| *before != State::Draft);
                Some(Self { state: before.unwrap_or(family.anew()), before: None })
            }
            (Event::HandoverEnded | Event::WithdrawHandover | Event::RefuseHandover, _) => {
                Some(self)
            }
            // What can be cancelled can go elsewhere.
            (Event::AskHandover, _) => self.state.after(family, Event::Cancel).map(|_| self),
            (Event::TakeBack, State::Exception | State::Cancelled) => None,
            (Event::TakeBack, _) => {
                self.before.map(|state| Self { state, before: state.reached_from(family) })
            }
            // An urging moves nothing.
            (Event::Urge | Event::WithdrawUrge, _) => {
                self.state.after(family, event).map(|state| Self { state, ..self })
            }
            // With its sheet the visit itself may have been noted by mistake: that is one step further back.
            (Event::Reenter, _) => self
                .state
                .after(family, event)
                .map(|state| Self { state, before: Some(State::Assigned) }),
            // A complaint is closed as its answer is accepted: both are one step.
            (Event::Close, State::Accepted) => self
                .state
                .after(family, event)
                .map(|state| Self { state, before: self.before.or(Some(self.state)) }),
            _ => {
                let before = event.is_plain_step().then_some(self.state);
                self.state.after(family, event).map(|state| Self { state, before })
            }
        }
    }

    /// The same order, cancelled where it is.
    pub fn cancelled(self) -> Self {
        let aside = self.before.filter(|_| self.state == State::Exception);

        Self { state: State::Cancelled, before: aside.or(Some(self.state)) }
    }

    /// Where an order stands after all of `events`, and those that could not happen.
    pub fn replay(family: Family, events: impl IntoIterator<Item = Event>) -> (Self, Vec<Event>) {
        let mut refused = Vec::new();
        let end = events.into_iter().fold(Self::new(family), |progress, event| {
            progress.after(family, event).unwrap_or_else(|| {
                refused.push(event);
                progress
            })
        });

        (end, refused)
    }
}
