//! The table itself: what an order is after something happened, for each family.

use super::{Event, Family, State};

impl State {
    pub(super) fn after(self, family: Family, event: Event) -> Option<Self> {
        match family {
            Family::Service => self.after_in_service(event),
            Family::Delivery => self.after_in_delivery(event),
            Family::Complaint => self.after_in_complaint(event),
            Family::Consultation => self.after_in_consultation(event),
        }
    }

    /// Where a complaint or a question that is here was before, so that one step after the other can be taken back. A
    /// complaint that was rejected goes to a department again: whoever takes that back knows which of both it was.
    pub(super) fn reached_from(self, family: Family) -> Option<Self> {
        match (family, self) {
            (Family::Complaint, Self::Routed) => Some(Self::Registered),
            (Family::Complaint, Self::Answered) => Some(Self::Routed),
            (Family::Complaint, Self::Rejected) => Some(Self::Answered),
            (Family::Consultation, Self::Answered) => Some(Self::Open),
            _ => None,
        }
    }

    fn after_in_service(self, event: Event) -> Option<Self> {
        use State::{
            Assigned, Booked, CalledBack, Cancelled, Closed, Done, Draft, Exception, OnSite, Ready,
            Settled, SheetIn, WaitingAppraisal, WaitingPart,
        };

        Some(match (self, event) {
            (Draft, Event::Accept)
            | (Assigned | Booked, Event::Unassign)
            | (OnSite | Done, Event::LeaveUnfinished)
            | (WaitingPart, Event::PartArrived)
            | (WaitingAppraisal, Event::Appraised)
            | (CalledBack, Event::Redo) => Ready,
            (Ready, Event::Assign) | (Assigned | Booked, Event::Reassign) => Assigned,
            (Assigned, Event::Book) | (Booked, Event::Reschedule) => Booked,
            (Assigned | Booked, Event::Arrive)
            | (Ready | WaitingPart | WaitingAppraisal, Event::Reenter) => OnSite,
            (OnSite, Event::Finish)
            | (WaitingAppraisal, Event::AppraisedDone)
            // The call may bring to light what the sheet has wrong; what was said in it stays as a fact.
            | (SheetIn | CalledBack, Event::Reenter) => Done,
            // What was told to be done may turn out otherwise by the sheet.
            (OnSite | Done, Event::NeedPart) => WaitingPart,
            (OnSite | Done, Event::NeedAppraisal) => WaitingAppraisal,
            (Done, Event::EnterSheet)
            | (Draft, Event::ImportDone)
            | (CalledBack | Closed, Event::ReopenCall) => SheetIn,
            (SheetIn, Event::CallBack) => CalledBack,
            (CalledBack, Event::Close) | (Draft, Event::ImportClosed) => Closed,
            (Closed, Event::Settle) => Settled,
            (
                Draft | Ready | Assigned | Booked | OnSite | WaitingPart | WaitingAppraisal
                | Exception,
                Event::Cancel,
            )
            // As it was brought over: ready, to be called, or closed.
            | (Ready | SheetIn | Closed, Event::WithdrawImport) => Cancelled,
            (
                Ready | Assigned | Booked | OnSite | WaitingPart | WaitingAppraisal,
                Event::Urge | Event::WithdrawUrge,
            ) => self,
            _ => return None,
        })
    }

    fn after_in_delivery(self, event: Event) -> Option<Self> {
        Some(match (self, event) {
            (Self::Ready, Event::Accept) | (Self::Failed, Event::Retry) => Self::Ready,
            (Self::Ready, Event::Load) => Self::Loaded,
            (Self::Loaded, Event::Deliver) => Self::Delivered,
            (Self::Loaded, Event::FailDelivery) => Self::Failed,
            (Self::Delivered, Event::Close) => Self::Closed,
            (Self::Ready | Self::Failed, Event::Cancel) => Self::Cancelled,
            (Self::Ready | Self::Loaded | Self::Failed, Event::Urge | Event::WithdrawUrge) => self,
            _ => return None,
        })
    }

    fn after_in_complaint(self, event: Event) -> Option<Self> {
        Some(match (self, event) {
            (Self::Registered, Event::Accept) => Self::Registered,
            (Self::Registered | Self::Rejected, Event::Route) => Self::Routed,
            (Self::Routed, Event::Answer) => Self::Answered,
            (Self::Answered, Event::AcceptAnswer) => Self::Accepted,
            (Self::Answered, Event::RejectAnswer) => Self::Rejected,
            (Self::Accepted, Event::Close) => Self::Closed,
            (Self::Registered | Self::Routed, Event::Cancel) => Self::Cancelled,
            (
                Self::Registered | Self::Routed | Self::Rejected,
                Event::Urge | Event::WithdrawUrge,
            ) => self,
            _ => return None,
        })
    }

    fn after_in_consultation(self, event: Event) -> Option<Self> {
        Some(match (self, event) {
            (Self::Open, Event::Accept | Event::Urge | Event::WithdrawUrge) => Self::Open,
            (Self::Open, Event::Answer) => Self::Answered,
            (Self::Answered, Event::Close) => Self::Closed,
            (Self::Open | Self::Answered, Event::Convert) => Self::Converted,
            (Self::Open, Event::Cancel) => Self::Cancelled,
            _ => return None,
        })
    }
}
