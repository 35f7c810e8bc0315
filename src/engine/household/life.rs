//! What happens in a family, as it is told on the telephone.

use domain::{Customer, CustomerId, LifeEvent, LifeKind};

use super::edit::{LINES, Saved, change, check, check_length};
use crate::{Engine, Error, Wrong};

impl Engine {
    /// Writes down what happened in a family. It is over, and what is none of the words of the list needs words.
    pub fn note_life_event(
        &self,
        customer: CustomerId,
        event: LifeEvent,
    ) -> impl Future<Output = Result<Saved<CustomerId>, Error>> + Send + use<> {
        self.deed("note_life_event", move |deed| {
            let note = event.note.as_deref().unwrap_or_default();
            match event.kind {
                LifeKind::Other => check("note", note, LINES)?,
                _ => check_length("note", note, LINES)?,
            }
            if event.on > deed.now.day(deed.clock.offset()) {
                return Err(Error::field("on", Wrong::ToCome));
            }
            let customer = deed.session.who_now(customer)?;
            change(deed, customer, |file: &mut Customer| {
                file.life.push(event);
                file.life.sort_by_key(|event| event.on);
            })
        })
    }

    /// Strikes out what did not happen in a family after all.
    pub fn strike_life_event(
        &self,
        customer: CustomerId,
        event: LifeEvent,
    ) -> impl Future<Output = Result<Saved<CustomerId>, Error>> + Send + use<> {
        self.deed("strike_life_event", move |deed| {
            let customer = deed.session.who_now(customer)?;
            change(deed, customer, |file: &mut Customer| file.life.retain(|it| *it != event))
        })
    }
}
