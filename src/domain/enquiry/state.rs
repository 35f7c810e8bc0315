//! The one table of what may happen to an enquiry, and what it then is.

use serde::{Deserialize, Serialize};

use crate::{EnquiryEvent, OrderId, StaffId};

/// What an enquiry is at.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryState {
    /// Nobody looks after it.
    #[default]
    Open,
    /// Somebody does.
    Routed,
    /// It was answered.
    Answered,
    /// Nothing more is to be done.
    Closed,
    /// It became an order.
    Converted,
}

impl EnquiryState {
    /// All, in the order in which they come.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Routed, Self::Answered, Self::Closed, Self::Converted];

    /// Whether nothing more is to be done.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Converted)
    }

    /// Whether somebody waits for an answer.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Open | Self::Routed)
    }

    /// Its name in records and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Routed => "routed",
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::Converted => "converted",
        }
    }

    /// The state of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What can happen to an enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryEventKind {
    /// Somebody is to look after it; nobody, where no person is named.
    Route,
    /// An answer is written.
    Answer,
    /// The answer left the office. Moves nothing.
    Send,
    /// Nothing more is to be done.
    Close,
    /// It became an order.
    Convert,
    /// It is taken up again.
    Reopen,
}

impl EnquiryEventKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Route, Self::Answer, Self::Send, Self::Close, Self::Convert, Self::Reopen];
}

/// Where an enquiry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EnquiryProgress {
    /// What it is at.
    pub state: EnquiryState,
    /// Who looks after it.
    pub person: Option<StaffId>,
    /// The order that it became.
    pub order: Option<OrderId>,
}

impl EnquiryProgress {
    /// What it is at after `event`; `None` where that cannot happen to it now.
    pub fn after(self, event: &EnquiryEvent) -> Option<Self> {
        use EnquiryEventKind::{Answer, Close, Convert, Reopen, Route, Send};
        use EnquiryState::{Answered, Closed, Converted, Open, Routed};

        let held = |person: Option<StaffId>| if person.is_some() { Routed } else { Open };
        let state = match (event.event, self.state) {
            (Route, Open | Routed) => held(event.person),
            // Somebody else looks after what was answered; the answer stands.
            (Route | Send, Answered) | (Answer, Open | Routed | Answered) => Answered,
            (Close, Open | Routed | Answered) => Closed,
            (Convert, Open | Routed | Answered) => Converted,
            (Reopen, Answered | Closed | Converted) => held(self.person),
            _ => return None,
        };
        let person = if event.event == Route { event.person } else { self.person };
        let order = match event.event {
            Convert => event.order,
            Reopen => None,
            _ => self.order,
        };

        Some(Self { state, person, order })
    }

    /// Where an enquiry stands after these, oldest first. What two desks did that does not go together is passed over.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a EnquiryEvent>) -> Self {
        events.into_iter().fold(Self::default(), |now, event| now.after(event).unwrap_or(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EnquiryId, Moment};
    use uuid::Uuid;

    fn event(event: EnquiryEventKind) -> EnquiryEvent {
        EnquiryEvent {
            enquiry: EnquiryId(Uuid::nil()),
            event,
            person: None,
            text: None,
            way: None,
            order: None,
            rule: None,
            at: Moment(0),
            by: None,
            withdraws: None,
        }
    }

    fn routed(person: Option<u128>) -> EnquiryEvent {
        let person = person.map(|it| StaffId(Uuid::from_u128(it)));

        EnquiryEvent { person, ..event(EnquiryEventKind::Route) }
    }

    #[test]
    fn it_goes_from_nobody_to_somebody_to_an_answer_to_its_end_and_back() {
        let steps = [
            (routed(Some(1)), EnquiryState::Routed),
            (routed(None), EnquiryState::Open),
            (routed(Some(2)), EnquiryState::Routed),
            (event(EnquiryEventKind::Answer), EnquiryState::Answered),
            (event(EnquiryEventKind::Send), EnquiryState::Answered),
            (event(EnquiryEventKind::Close), EnquiryState::Closed),
            (event(EnquiryEventKind::Reopen), EnquiryState::Routed),
        ];
        let mut now = EnquiryProgress::default();
        for (event, then) in steps {
            now = now.after(&event).expect("allowed");
            assert_eq!(now.state, then, "{event:?}");
        }
        assert_eq!(now.person, Some(StaffId(Uuid::from_u128(2))));
    }

    #[test]
    fn what_is_over_is_neither_answered_nor_converted_and_nothing_is_sent_unanswered() {
        let closed = EnquiryProgress { state: EnquiryState::Closed, ..Default::default() };
        for kind in EnquiryEventKind::ALL {
            let may = kind == EnquiryEventKind::Reopen;
            assert_eq!(closed.after(&event(kind)).is_some(), may, "{kind:?}");
        }
        assert_eq!(EnquiryProgress::default().after(&event(EnquiryEventKind::Send)), None);
        assert_eq!(EnquiryProgress::default().after(&event(EnquiryEventKind::Reopen)), None);
    }

    #[test]
    fn what_two_desks_did_beside_each_other_ends_in_one_state() {
        let order = Some(OrderId(Uuid::from_u128(9)));
        let converted = EnquiryEvent { order, ..event(EnquiryEventKind::Convert) };
        let both = [converted, event(EnquiryEventKind::Close)];

        assert_eq!(EnquiryProgress::replay(&both).state, EnquiryState::Converted);
        assert_eq!(EnquiryProgress::replay(&both).order, order);
    }

    #[test]
    fn a_state_is_found_by_its_name() {
        for state in EnquiryState::ALL {
            assert_eq!(EnquiryState::from_code(state.code()), Some(state));
            assert_eq!(serde_json::to_value(state).ok(), Some(state.code().into()));
        }
    }
}
