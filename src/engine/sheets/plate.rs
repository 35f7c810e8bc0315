//! What a returned sheet says of the machine that nobody knew: when it was bought, and the number on its plate.

use chrono::NaiveDate;
use domain::{Appliance, Fields, Order, Record as _, Term, Verdict, WarrantyReason, verdict};
use serde_json::Value;
use store::Session;

use super::form::machine;
use crate::deed::Deed;
use crate::{Error, Undo, Wrong};

/// The longest serial number, in characters.
const SERIAL: usize = 200;

/// What the technician read off the machine and its papers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The day on the invoice: not to come.
    pub purchased: Option<NaiveDate>,
    /// The number on the machine's plate.
    pub serial: Option<String>,
}

/// By what an order's warranty is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grounds {
    head: Order,
    machine: Option<Appliance>,
    terms: Vec<Term>,
}

impl Grounds {
    pub(super) fn read(session: &Session<'_>, head: &Order) -> Result<Self, Error> {
        let terms = session.all()?.into_iter().map(|(_, term)| term).collect();

        Ok(Self { head: head.clone(), machine: machine(session, head)?, terms })
    }

    /// Whether a sheet is to say when the machine was bought, and what number its plate bears: nobody knows yet.
    pub fn asks(&self) -> (bool, bool) {
        let machine = self.machine.as_ref();

        (
            machine.is_some_and(|machine| machine.purchased.is_none()),
            machine.is_some_and(|machine| machine.serial.is_none()),
        )
    }

    /// Who pays, once that was found: by the verdict that was recorded with the order, or where nobody knew then, by the
    /// one of `today`.
    pub fn verdict(&self, found: &Found, today: NaiveDate) -> Verdict {
        let now = self.machine.as_ref().map(|machine| {
            let purchased = machine.purchased.or(found.purchased);
            verdict(&self.terms, &Appliance { purchased, ..machine.clone() }, today)
        });
        let recorded = self.head.warranty_in_force(now);
        let recorded = recorded.unwrap_or(Verdict::none(WarrantyReason::NoProof));

        match &self.head.ruling {
            Some(ruling) => ruling.over(recorded),
            None => recorded,
        }
    }
}

/// Writes what was found into the machine's file, where that did not say so yet. Answers the way back.
pub(super) fn learn(deed: &Deed<'_>, order: &Order, found: &Found) -> Result<Option<Undo>, Error> {
    let Some(id) = order.appliance else { return Ok(None) };
    let serial = found.serial.as_deref().map(str::trim).filter(|serial| !serial.is_empty());
    if found.purchased.is_some_and(|day| day > deed.now.day(deed.clock.offset())) {
        return Err(Error::field("purchased", Wrong::ToCome));
    }
    if serial.is_some_and(|serial| serial.chars().count() > SERIAL) {
        return Err(Error::field("plate", Wrong::TooLong(SERIAL)));
    }
    let machine: Appliance = deed.get(id)?;
    let purchased = found.purchased.filter(|_| machine.purchased.is_none());
    let serial = serial.filter(|_| machine.serial.is_none()).map(str::to_owned);
    let names = [("purchased", purchased.is_some()), ("serial", serial.is_some())];
    let names = names.into_iter().filter(|(_, learnt)| *learnt);
    let fields: Fields = names.map(|(name, _)| (name.to_owned(), Value::Null)).collect();
    if fields.is_empty() {
        return Ok(None);
    }
    deed.edit(id, |machine: &mut Appliance| {
        machine.purchased = machine.purchased.or(purchased);
        machine.serial = machine.serial.take().or(serial);
    })?;

    Ok(Some(Undo::PutBack { kind: Appliance::KIND, id: id.0, fields }))
}
