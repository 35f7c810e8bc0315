//! Taking an order in: household, machine and promise from one call, in one deed.

mod guide;
mod household;
pub(crate) mod number;

pub use guide::CallGuide;

use chrono::NaiveDate;
use domain::{
    Address, AddressId, Appliance, ApplianceId, ArticleId, Category, Code, CodeGroup, CustomerId,
    EnquiryId, Event, Family, Order, OrderId, OrderKind, OrderNumber, Phone, Place, Priority,
    Quote, Slot, Source, Verdict, quote, verdict,
};

use crate::areas::area_of;
use crate::deed::{Deed, Happening};
use crate::household::terms;
use crate::{Engine, Error, Undo, Wrong};

/// The longest name, brand, model or serial, in characters.
const NAME: usize = 200;
/// The longest address or description, in characters.
const LINES: usize = 2_000;

/// What a caller said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Whose file it is; none opens a new one.
    pub customer: Option<CustomerId>,
    /// Their name.
    pub name: String,
    /// The number to call. One that the file does not have becomes its first.
    pub phone: Option<Phone>,
    /// Which of their addresses; none adds one, unless `place` is blank or already there.
    pub address: Option<AddressId>,
    /// Where it is. What differs from the address is written into it.
    pub place: Place,
    /// Which of their machines; none adds one, unless nothing is known of it.
    pub appliance: Option<ApplianceId>,
    /// What is known of the machine.
    pub plate: Plate,
    /// What is promised.
    pub kind: OrderKind,
    /// The fault code.
    pub fault: Option<String>,
    /// What they said.
    pub description: String,
    /// When someone will come.
    pub promised: Option<Slot>,
    /// Whether it goes before others.
    pub urgent: bool,
    /// How it came in.
    pub source: Source,
    /// The order it comes out of.
    pub origin: Option<OrderId>,
    /// What was told during the call.
    pub answers: Vec<ArticleId>,
    /// What somebody wrote that it comes out of: its files go along, and it is over.
    pub enquiry: Option<EnquiryId>,
}

/// What a machine's plate and invoice say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plate {
    /// What kind of machine it is.
    pub category: Option<Category>,
    /// The maker's brand.
    pub brand: String,
    /// The maker's model designation.
    pub model: String,
    /// The serial number.
    pub serial: String,
    /// The day on the invoice.
    pub purchased: Option<NaiveDate>,
    /// The day it was installed.
    pub installed: Option<NaiveDate>,
}

/// An order that was taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// Which order.
    pub order: OrderId,
    /// Its number.
    pub number: OrderNumber,
    /// Whose file it is in.
    pub customer: CustomerId,
    /// How what it came out of is taken up again: the enquiry, the question.
    pub before: Vec<Undo>,
}

impl Received {
    /// The way back: the order is cancelled with these words. Its number is not given out again, and what
    /// the caller said of themselves stays in their file.
    pub fn undo(&self, remark: String) -> Undo {
        let order = Undo::Withdraw { order: self.order, remark };
        if self.before.is_empty() {
            return order;
        }
        let before = self.before.iter().cloned();

        Undo::Several(before.chain([order]).collect())
    }
}

impl Default for Intake {
    fn default() -> Self {
        Self {
            customer: None,
            name: String::new(),
            phone: None,
            address: None,
            place: Place::default(),
            appliance: None,
            plate: Plate::default(),
            kind: OrderKind::Repair,
            fault: None,
            description: String::new(),
            promised: None,
            urgent: false,
            source: Source::Phone,
            origin: None,
            answers: Vec::new(),
            enquiry: None,
        }
    }
}

impl Intake {
    /// Everything that must be put right before this can be taken in, in the order of the form.
    pub fn problems(&self) -> Vec<Error> {
        let goes_out = matches!(self.kind.family(), Family::Service | Family::Delivery);
        let stranger = self.customer.is_none();
        // What somebody complains of, or asks, is all that there is of it.
        let is_said = matches!(self.kind.family(), Family::Complaint | Family::Consultation);
        let missing = [
            ("phone", stranger && self.phone.is_none()),
            ("name", self.name.trim().is_empty()),
            ("address", goes_out && self.place.is_blank()),
            ("category", self.plate.category.is_none() && self.needs_machine()),
            ("description", is_said && self.description.trim().is_empty()),
        ];
        let long = [
            ("name", self.name.as_str(), NAME),
            ("address", &self.place.in_one_line(), LINES),
            ("brand", &self.plate.brand, NAME),
            ("model", &self.plate.model, NAME),
            ("serial", &self.plate.serial, NAME),
            ("description", &self.description, LINES),
        ];
        let missing =
            missing.into_iter().filter(|(_, is)| *is).map(|(field, _)| (field, Wrong::Missing));
        let long = long
            .into_iter()
            .filter(|(_, text, longest)| text.chars().nth(*longest).is_some())
            .map(|(field, _, longest)| (field, Wrong::TooLong(longest)));

        missing.chain(long).map(|(field, why)| Error::field(field, why)).collect()
    }

    fn needs_machine(&self) -> bool {
        self.kind.family() == Family::Service || !self.plate.is_blank()
    }
}

impl Plate {
    /// Whether nothing is known of the machine.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// The machine in a customer's home, as the plate tells of it.
    pub fn appliance(&self, customer: CustomerId, address: Option<AddressId>) -> Option<Appliance> {
        Some(Appliance {
            customer,
            address,
            category: self.category?,
            name: None,
            brand: said(&self.brand),
            model: said(&self.model),
            serial: said(&self.serial),
            made: None,
            purchased: self.purchased,
            installed: self.installed,
            shop: None,
            invoice: None,
            sale: None,
            part_of: None,
            origin: None,
        })
    }
}

impl Engine {
    /// Takes an order in: opens or completes the file, the address and the machine where the caller said
    /// something new, gives out the next number of this desk, and keeps the verdict and the price that were told.
    pub fn receive_order(
        &self,
        intake: Intake,
    ) -> impl Future<Output = Result<Received, Error>> + Send + use<> {
        self.deed("receive_order", move |deed| {
            let promised = intake.promised;
            if promised.is_some_and(|slot| slot.is_over(deed.now, deed.clock.offset())) {
                return Err(Error::field("time", Wrong::Over));
            }
            receive(deed, &intake)
        })
    }
}

/// Takes an order in within a deed.
pub(crate) fn receive(deed: &Deed<'_>, intake: &Intake) -> Result<Received, Error> {
    if let Some(error) = intake.problems().into_iter().next() {
        return Err(error);
    }
    let fault = known_fault(deed, intake)?;
    let customer = household::customer(deed, intake)?;
    let address = household::address(deed, intake, customer)?;
    let appliance = household::appliance(deed, intake, (customer, address))?;
    let (warranty, quote) = told(deed, intake, (appliance, address))?;
    let number = number::next_number(deed.session)?;
    let order: OrderId = deed.create(&Order {
        number: number.clone(),
        alias: None,
        kind: intake.kind,
        customer,
        address,
        appliance,
        source: intake.source,
        branch: None,
        priority: if intake.urgent { Priority::Urgent } else { Priority::Normal },
        fault,
        description: said(&intake.description),
        promised: intake.promised,
        warranty,
        ruling: None,
        quote,
        received: deed.now,
        received_by: deed.actor,
        origin: intake.origin,
        went: None,
    })?;
    deed.happen(order, Event::Accept, Happening::default())?;
    let asker = Some(crate::knowledge::Asker::Order(order));
    crate::knowledge::note_answers(deed, (asker, false), &intake.answers)?;

    let mut before = Vec::new();
    if let Some(enquiry) = intake.enquiry {
        before.push(crate::enquiries::converted(deed, enquiry, (order, customer))?);
    }
    if let Some(origin) = intake.origin {
        before.extend(crate::orders::converted(deed, origin, (order, intake.kind))?);
    }

    Ok(Received { order, number, customer, before })
}

/// The verdict and the price that are kept with the order.
fn told(
    deed: &Deed<'_>,
    intake: &Intake,
    (appliance, address): (Option<ApplianceId>, Option<AddressId>),
) -> Result<(Option<Verdict>, Option<Quote>), Error> {
    let Some(appliance) = appliance else { return Ok((None, None)) };
    let appliance: Appliance = deed.get(appliance)?;
    let today = deed.now.day(deed.clock.offset());
    let verdict = verdict(&terms(deed.session)?, &appliance, today);
    let tariffs = crate::prices::in_force(deed.session)?;
    let place = address.map(|id| deed.get::<Address>(id)).transpose()?.map(|it| it.place);
    let remote = match place {
        Some(place) => area_of(deed.session, &place)?.is_some_and(|(_, area)| area.remote),
        None => false,
    };
    let pays = verdict.clone().of_work(intake.kind);
    let quote = quote(&tariffs, (intake.kind, appliance.category), &pays, remote);

    Ok((Some(verdict), quote))
}

fn known_fault(deed: &Deed<'_>, intake: &Intake) -> Result<Option<String>, Error> {
    let Some(fault) = intake.fault.as_deref().and_then(said) else { return Ok(None) };
    let known = deed
        .session
        .all::<Code>()?
        .into_iter()
        .map(|(_, code)| code)
        .find(|code| code.group == CodeGroup::Fault && code.code.eq_ignore_ascii_case(&fault));

    match known {
        Some(code) => Ok(Some(code.code)),
        None => Err(Error::field("fault", Wrong::Unknown)),
    }
}

/// What was said, if anything was.
fn said(text: &str) -> Option<String> {
    let text = text.trim();

    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
