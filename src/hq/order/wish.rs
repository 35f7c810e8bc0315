//! Orders that their branch wants handed to another one: headquarters hands them over, or says why they stay.

use domain::{Event, Moment as At, OrderEvent, Record as _, fields_of};
use sync::hq::HqTx;
use sync::{Change, Env};

use super::{LISTED, Standing, find, not_now, parsed, standing, submit};
use crate::journal::Noted;
use crate::surroundings::new_id;
use crate::{Error, Storage};

/// Orders that are not over, whose branch asked for another one and was not answered; at most [`LISTED`].
pub fn wished(storage: &Storage) -> Result<Vec<Standing>, Error> {
    storage.read(|session, _| {
        let found = session.wished_orders(LISTED)?;

        Ok(found.into_iter().filter_map(standing).map(|(standing, _)| standing).collect())
    })
}

/// Leaves an order where it is, with words that its branch sees.
pub fn refuse(storage: &Storage, number: &str, why: &str) -> Result<Standing, Error> {
    let (number, why) = (parsed(number)?, why.trim().to_owned());

    storage.write(move |session, moment| {
        let (found, _) = find(session, &number)?;
        // Whoever hands it over at the same time is before or after us, not beside.
        session.stream(&found.stream)?;
        let (standing, _) = find(session, &number)?;
        if !standing.handover.is_asked() {
            return Err(not_now(&standing));
        }
        let event = OrderEvent {
            order: standing.id.into(),
            event: Event::RefuseHandover,
            from: Some(standing.state),
            visit: None,
            reason: None,
            remark: Some(why.clone()),
            at: At(moment.now_ms()),
            by: None,
        };
        let (kind, id) = (OrderEvent::KIND.to_owned(), new_id(moment));
        let change = Change::Fact { kind, id, body: fields_of(&event) };
        submit(session, moment, (&standing, "refuse_handover"), change)?;
        session.write_down(moment, Noted::HandoverRefused, &standing.number)?;

        find(session, &number).map(|(standing, _)| standing)
    })
}
