//! An order that one branch hands to another: two orders that know of each other.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Event, OrderNumber, State};
use crate::{Fields, Moment, OrderId, StaffId};

/// Field of an order that was handed on: to which. It follows from the event that cancelled it; nobody edits it.
pub const HANDED_TO: &str = "handed_to";
/// Field of an order that was handed on: how the other one ended. It follows from events; nobody edits it.
pub const HANDED_END: &str = "handed_end";
/// Field of an order that goes on with another branch's: which that is. Headquarters alone writes it, as it makes the
/// order.
pub const HANDED_FROM: &str = "handed_from";
/// Field of an order that its branch wants handed to another. It follows from events; nobody edits it.
pub const HANDED_WISH: &str = "handed_wish";
/// Field of the event that hands an order on: to which.
pub const EVENT_HANDED: &str = "handed";
/// Field of the event that says how the other order ended.
pub const EVENT_ENDED: &str = "ended";

/// An order in another branch's books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherHalf {
    /// The branch's code.
    pub branch: String,
    /// Its number there.
    pub number: OrderNumber,
    /// Its name there.
    pub order: OrderId,
}

/// How the order ended that another one was handed on as.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverEnd {
    /// What it is at now that nothing is left to do. None if it goes on after all, or with those it was handed on to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Where it was handed on to in its turn, the last one of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<OtherHalf>,
}

/// That a branch wants headquarters to hand an order to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverWish {
    /// Why, and perhaps to which.
    pub why: String,
    /// When it was asked.
    pub at: Moment,
    /// Who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// Why headquarters does not do it; none while it has not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// What an order says of the other branch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Handover {
    /// The order that it goes on with.
    #[serde(rename = "handed_from", skip_serializing_if = "Option::is_none")]
    pub from: Option<OtherHalf>,
    /// The order that goes on with it.
    #[serde(rename = "handed_to", skip_serializing_if = "Option::is_none")]
    pub to: Option<OtherHalf>,
    /// How that one ended, once headquarters said so.
    #[serde(rename = "handed_end", skip_serializing_if = "Option::is_none")]
    pub end: Option<HandoverEnd>,
    /// That it is wanted elsewhere, and what headquarters said.
    #[serde(rename = "handed_wish", skip_serializing_if = "Option::is_none")]
    pub wish: Option<HandoverWish>,
}

impl Handover {
    /// What the fields of an order say. What this version cannot read says nothing.
    pub fn of(order: &Fields) -> Self {
        Self {
            from: read(order, HANDED_FROM),
            to: read(order, HANDED_TO),
            end: read(order, HANDED_END),
            wish: read(order, HANDED_WISH),
        }
    }

    /// Whether two branches have to do with it.
    pub fn is_any(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Whether this may not happen to the order, whatever it is at, for what another branch has to do with it.
    pub fn is_in_the_way_of(&self, event: Event) -> bool {
        match event {
            // There it goes on.
            Event::Reinstate => self.to.is_some(),
            Event::AskHandover => self.to.is_some() || self.is_asked(),
            Event::WithdrawHandover | Event::RefuseHandover => !self.is_asked(),
            _ => false,
        }
    }

    /// Whether headquarters is still to answer whether it goes elsewhere.
    pub fn is_asked(&self) -> bool {
        self.to.is_none() && self.wish.as_ref().is_some_and(|wish| wish.refused.is_none())
    }

    /// Why headquarters leaves it where it is, once it said so.
    pub fn refused(&self) -> Option<&str> {
        self.wish.as_ref().filter(|_| self.to.is_none())?.refused.as_deref()
    }

    /// What the branch that handed this order over is to hear of it, now that it is at `state`: nothing while it goes
    /// on. Settling is between a branch and who pays it.
    pub fn outcome(&self, state: State) -> Option<HandoverEnd> {
        let end = self.end.clone().unwrap_or_default();
        match (state, &self.to) {
            (State::Cancelled, Some(to)) => {
                Some(HandoverEnd { state: end.state, to: end.to.or_else(|| Some(to.clone())) })
            }
            (State::Settled, _) => Some(HandoverEnd { state: Some(State::Closed), to: None }),
            (state, _) => state.is_over().then_some(HandoverEnd { state: Some(state), to: None }),
        }
    }
}

fn read<T: DeserializeOwned>(fields: &Fields, name: &str) -> Option<T> {
    T::deserialize(fields.get(name)?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn half(branch: &str) -> OtherHalf {
        OtherHalf {
            branch: branch.to_owned(),
            number: OrderNumber::new(branch, OrderNumber::HEADQUARTERS, 1).expect("a number"),
            order: OrderId(Uuid::from_u128(7)),
        }
    }

    #[test]
    fn the_first_branch_hears_of_an_end_and_of_nothing_before_it() {
        let own = Handover { from: Some(half("SH01")), ..Handover::default() };
        let heard = |state| own.outcome(state).and_then(|end| end.state);

        assert_eq!(own.outcome(State::Booked), None);
        assert_eq!(own.outcome(State::CalledBack), None);
        assert_eq!(heard(State::Closed), Some(State::Closed));
        assert_eq!(heard(State::Settled), Some(State::Closed));
        assert_eq!(heard(State::Cancelled), Some(State::Cancelled));
    }

    #[test]
    fn what_is_handed_on_again_ends_where_the_last_branch_ends_it() {
        let on = Handover { to: Some(half("SZ01")), ..Handover::default() };
        let on_its_way = HandoverEnd { state: None, to: Some(half("SZ01")) };
        assert_eq!(on.outcome(State::Cancelled), Some(on_its_way));

        let end = HandoverEnd { state: Some(State::Closed), to: Some(half("BJ01")) };
        let ended = Handover { end: Some(end.clone()), ..on };
        assert_eq!(ended.outcome(State::Cancelled), Some(end));
    }

    #[test]
    fn fields_that_nobody_can_read_say_nothing() {
        let order = serde_json::json!({"handed_to": 7, "handed_from": half("SH01")});
        let handover = Handover::of(order.as_object().expect("an object"));

        assert_eq!((handover.to, handover.from), (None, Some(half("SH01"))));
    }
}
