//! A call that was noted by mistake: another fact takes it back, and the customer is still to be called.

use std::collections::BTreeSet;

use domain::{Callback, CallbackId, Event, Letter, Order, OrderId, State};
use uuid::Uuid;

use crate::Error;
use crate::deed::{Deed, Happening};

/// Takes a call back, as long as nothing was done on its strength. One that was taken back before stays so.
pub(crate) fn take_back(deed: &Deed<'_>, id: CallbackId) -> Result<(), Error> {
    let calls = standing(deed.session.facts_about::<Callback>(deed.get::<Callback>(id)?.order)?);
    let Some(at) = calls.iter().position(|(known, _)| *known == id) else { return Ok(()) };
    let call = &calls[at].1;
    let ended = call.outcome.is_final();
    let called_again = calls[at + 1..].iter().any(|(_, later)| later.outcome.is_final());
    if ended && (called_again || led_on(deed, call)?) {
        return Err(Error::CallFollowed);
    }
    deed.note::<_, CallbackId>(&Callback {
        // The words stand in the call itself.
        grade: None,
        marks: Vec::new(),
        remark: None,
        at: deed.now,
        by: deed.actor,
        withdraws: Some(id),
        ..call.clone()
    })?;
    // Where an earlier call stands, the order is called back still, and not closed on the strength of this one.
    let stands = calls[..at].iter().any(|(_, earlier)| earlier.outcome.is_final());
    match deed.progress(call.order)?.1.state {
        _ if !ended => {}
        State::Closed if stands => crate::orders::step_back(deed, call.order)?,
        _ if stands => {}
        _ => drop(deed.happen(call.order, Event::ReopenCall, Happening::default())?),
    }

    Ok(())
}

/// The calls that were made and not taken back, oldest first.
pub(crate) fn standing(calls: Vec<(Uuid, Callback)>) -> Vec<(CallbackId, Callback)> {
    let taken_back: BTreeSet<CallbackId> =
        calls.iter().filter_map(|(_, call)| call.withdraws).collect();
    let calls = calls.into_iter().map(|(id, call)| (CallbackId(id), call));

    calls.filter(|(id, call)| call.withdraws.is_none() && !taken_back.contains(id)).collect()
}

/// Whether a complaint was opened or a letter written since.
fn led_on(deed: &Deed<'_>, call: &Callback) -> Result<bool, Error> {
    let letters = crate::letters::standing(deed.session.facts_about::<Letter>(call.order)?);

    Ok(letters.iter().any(|(_, letter)| letter.at >= call.at)
        || complained(deed, call.order, call)?)
}

fn complained(deed: &Deed<'_>, order: OrderId, call: &Callback) -> Result<bool, Error> {
    let head: Order = deed.get(order)?;
    for (complaint, _, state) in deed.session.complaints_about(order, head.customer)? {
        let since = deed.get::<Order>(complaint)?.received >= call.at;
        if since && state != State::Cancelled {
            return Ok(true);
        }
    }

    Ok(false)
}
