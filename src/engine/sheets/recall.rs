//! A call that was made before its sheet was corrected: it need not be made again.

use domain::{Event, OrderEvent, OrderId, State};

use crate::Error;
use crate::deed::{Deed, Happening};

/// Takes up the call where the sheet was taken back after it, and nothing but the new entry came since. Answers
/// what the order is at then.
pub(super) fn recall(deed: &Deed<'_>, order: OrderId) -> Result<Option<State>, Error> {
    let events: Vec<OrderEvent> =
        deed.session.facts_about(order)?.into_iter().map(|(_, event)| event).collect();
    let Some(taken_back) = events.iter().rposition(|it| it.event == Event::Reenter) else {
        return Ok(None);
    };
    let only_entered = events[taken_back + 1..].iter().all(|it| it.event == Event::EnterSheet);
    if !only_entered || events[taken_back].from != Some(State::CalledBack) {
        return Ok(None);
    }

    deed.happen(order, Event::CallBack, Happening::default()).map(Some)
}
