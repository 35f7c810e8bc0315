//! A job sheet's words, taken from the records.

use std::collections::HashMap;

use domain::{
    Address, Appliance, Category, ChargeKind, Code, CodeGroup, Customer, Money, Office, Order,
    OrderId, Part, Payer, Priority, Quote, Ruling, Slot, Staff, StaffId, StockMove, StockReason,
    Verdict, Visit, VisitId, VisitResult,
};
use locale::Locale;
use print::{Fault, JobSheet, Machine, SheetCharge, SheetPart};
use store::Session;

use crate::sheets::{Beforehand, terms};
use crate::{Clock, Error, Terms};

/// How many earlier visits a sheet tells of.
const HISTORY: u32 = 3;

/// Writes sheets; what they all need is read once.
pub(super) struct Writer<'a> {
    session: &'a Session<'a>,
    clock: &'a Clock,
    locale: Locale,
    office: print::Office,
    codes: Vec<Code>,
    /// How often customers asked where we stay.
    urged: HashMap<OrderId, u32>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        session: &'a Session<'a>,
        clock: &'a Clock,
        locale: Locale,
    ) -> Result<Self, Error> {
        let identity = session.identity()?.ok_or(Error::NotFounded)?;
        let office = all::<Office>(session)?
            .into_iter()
            .find(|office| office.code.eq_ignore_ascii_case(&identity.office))
            .unwrap_or_default();

        Ok(Self {
            session,
            clock,
            office: print::Office {
                name: office.name,
                phone: office.phone.unwrap_or_default(),
                address: office.place.in_one_line(),
                footer: office.footer.unwrap_or_default(),
                logo: None,
            },
            locale,
            codes: all(session)?,
            urged: session.urged()?.into_iter().collect(),
        })
    }

    /// The sheet of a visit, as it would be printed now.
    pub(super) fn sheet(&self, id: VisitId, visit: &Visit) -> Result<JobSheet, Error> {
        let order: Order = self.session.get(visit.order)?.ok_or(Error::Unknown("order"))?;
        let customer: Option<Customer> = self.session.get(order.customer)?;
        let appliance: Option<Appliance> =
            order.appliance.map(|id| self.session.get(id)).transpose()?.flatten();
        let category = appliance.as_ref().map(|appliance| appliance.category);
        let day = visit.slot.map_or(self.clock.today(), Slot::day);
        let terms = terms(self.session, (visit.order, &order), (day, self.clock))?;
        let vip = customer.as_ref().is_some_and(|one| one.level == domain::Level::Vip);
        let now = self.clock.now().at(self.clock.offset()).naive_local();

        Ok(JobSheet {
            office: self.office.clone(),
            number: order.number.to_string(),
            copy: self.session.copies_of(id)?.saturating_add(1),
            printed: self.locale.date_time_full(now),
            kind: self.kind((visit.order, &order), vip),
            appointment: self.appointment(&order, visit),
            technician: self.technician(visit.technician)?,
            customer: self.customer(&order, customer.as_ref())?,
            machine: self.machine((&order, &terms.verdict), appliance.as_ref())?,
            fault: self.fault(&order),
            quote: order.quote.map(|told| self.quote(told, &terms)).unwrap_or_default(),
            history: self.history(&order)?,
            readings: category.map(|category| self.readings(category)).unwrap_or_default(),
            parts: self.parts(visit)?,
            charges: self.charges(&terms),
            due: terms.expected().map(|due| self.locale.money(due)).unwrap_or_default(),
        })
    }

    /// When the technician comes; said where the customer has not agreed to it.
    fn appointment(&self, order: &Order, visit: &Visit) -> String {
        let Some(slot) = visit.slot.or(order.promised) else { return String::new() };
        let time = self.time(slot);
        let agreed = visit.booked && visit.slot.is_some();

        self.locale.time_as_agreed(&time, (agreed, Some(slot) == order.promised))
    }

    fn kind(&self, (id, order): (OrderId, &Order), vip: bool) -> String {
        let urgent =
            (order.priority == Priority::Urgent).then(|| self.locale.priority(Priority::Urgent));
        let vip = vip.then(|| self.locale.level(domain::Level::Vip));
        let urged = self.urged.get(&id).map(|times| self.locale.dispatch_urged(*times));
        let words = [Some(self.locale.order_kind(order.kind)), urgent, urged, vip];

        words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn time(&self, slot: Slot) -> String {
        [self.locale.date_full(slot.day()), self.locale.slot_times(slot)].join(" ")
    }

    fn technician(&self, id: StaffId) -> Result<String, Error> {
        let staff: Option<Staff> = self.session.get(id)?;
        let words = staff.map(|staff| [Some(staff.name), staff.badge]);

        Ok(words.into_iter().flatten().flatten().collect::<Vec<_>>().join(" "))
    }

    fn customer(
        &self,
        order: &Order,
        customer: Option<&Customer>,
    ) -> Result<print::Customer, Error> {
        let address: Option<Address> =
            order.address.map(|id| self.session.get(id)).transpose()?.flatten();
        let notes = [
            address.as_ref().and_then(|address| address.note.as_deref()),
            customer.and_then(|customer| customer.note.as_deref()),
        ];
        let phones = customer.into_iter().flat_map(Customer::current_phones);

        Ok(print::Customer {
            name: customer
                .map(|customer| self.locale.person_name(&customer.name))
                .unwrap_or_default(),
            phones: phones
                .map(|phone| match &phone.label {
                    Some(label) => format!("{} {label}", self.locale.phone(&phone.number)),
                    None => self.locale.phone(&phone.number),
                })
                .collect(),
            address: address.as_ref().map(|one| one.place.in_one_line()).unwrap_or_default(),
            note: notes.into_iter().flatten().collect::<Vec<_>>().join(" "),
        })
    }

    fn machine(
        &self,
        (order, verdict): (&Order, &Verdict),
        appliance: Option<&Appliance>,
    ) -> Result<Machine, Error> {
        let covered = self.locale.verdict_covers(verdict);
        let ruled = order.ruling.as_ref().map(|ruling| self.ruled(ruling)).transpose()?;
        let why = ruled.unwrap_or_else(|| self.locale.verdict_reason(verdict));
        let reason = [why, covered];
        let reason: Vec<_> = reason.into_iter().filter(|words| !words.is_empty()).collect();
        let date = |day: Option<chrono::NaiveDate>| {
            day.map(|day| self.locale.date(day)).unwrap_or_default()
        };
        let known = Machine {
            verdict: self.locale.verdict(verdict),
            reason: reason.join(" · "),
            ..Machine::default()
        };

        let whole = crate::orders::whole(self.session, appliance)?;
        Ok(appliance.cloned().map_or(known.clone(), |it| Machine {
            category: self.piece(
                it.name.unwrap_or_else(|| self.locale.category(it.category)),
                whole.as_ref(),
            ),
            brand: it.brand.unwrap_or_default(),
            model: it.model.unwrap_or_default(),
            serial: it.serial.unwrap_or_default(),
            purchased: date(it.purchased),
            installed: date(it.installed),
            ..known
        }))
    }

    /// A machine, and what it is a piece of.
    fn piece(&self, name: String, whole: Option<&Appliance>) -> String {
        let Some(whole) = whole else { return name };
        let kind = self.locale.machine(whole.category, whole.called());
        let plate = [Some(kind.as_str()), whole.name.as_deref(), whole.model.as_deref()];
        let plate: Vec<_> = plate.into_iter().flatten().collect();

        self.locale.appliance_piece_of(&name, &plate.join(" "))
    }

    /// Who decided in place of the terms, when, and on what evidence.
    fn ruled(&self, ruling: &Ruling) -> Result<String, Error> {
        let by: Option<Staff> = ruling.by.map(|id| self.session.get(id)).transpose()?.flatten();
        let day = self.locale.date(ruling.at.day(self.clock.offset()));

        let name = by.map(|staff| staff.name).unwrap_or_default();

        Ok(self.locale.ruled(&ruling.evidence, &name, &day))
    }

    fn fault(&self, order: &Order) -> Fault {
        let code = order.fault.clone().unwrap_or_default();

        Fault {
            words: self.code(CodeGroup::Fault, &code),
            code,
            description: order.description.clone().unwrap_or_default(),
        }
    }

    fn code(&self, group: CodeGroup, code: &str) -> String {
        let known = self.codes.iter().find(|known| known.group == group && known.code == code);
        let words = known.map(|known| known.labels.get(self.locale.language().tag()));

        words.unwrap_or_default().to_owned()
    }

    /// The price as it was told, and below it what of it another order bears on that day.
    fn quote(&self, told: Quote, terms: &Terms) -> String {
        let parts = [
            (ChargeKind::Labour, told.labour),
            (ChargeKind::Trip, told.trip),
            (ChargeKind::Remote, told.remote),
        ];
        let charged = || parts.into_iter().filter(|(_, amount)| !amount.is_zero());
        let each: Vec<_> = charged().map(|(kind, amount)| self.priced(kind, amount)).collect();
        let total = self.locale.money(told.total());
        let whole = match each.len() {
            0 | 1 => total,
            _ => [total, self.locale.enumeration(&each)].join(" = "),
        };
        let elsewhere = charged().filter_map(|(kind, amount)| {
            let fare = terms.borne_by(kind)?;
            Some(self.locale.paper_borne(&self.priced(kind, amount), tail(&fare.number)))
        });

        std::iter::once(whole).chain(elsewhere).collect::<Vec<_>>().join("\n")
    }

    fn priced(&self, kind: ChargeKind, amount: Money) -> String {
        format!("{} {}", self.locale.charge_kind(kind), self.locale.money(amount))
    }

    fn history(&self, order: &Order) -> Result<Vec<String>, Error> {
        let about = (order.appliance, order.customer);
        let mut lines = Vec::new();
        for id in self.session.last_results(about, HISTORY)? {
            let Some(result) = self.session.get::<VisitResult>(id)? else { continue };
            lines.extend(self.earlier(&result)?);
        }

        Ok(lines)
    }

    fn earlier(&self, result: &VisitResult) -> Result<Option<String>, Error> {
        let visit: Option<Visit> = self.session.get(result.visit)?;
        let order: Option<Order> = self.session.get(result.order)?;
        let (Some(visit), Some(order)) = (visit, order) else { return Ok(None) };
        let day = result.day(visit.slot, self.clock.offset());
        let name = self.session.get::<Staff>(visit.technician)?.map(|staff| staff.name);
        let measure = result.measure.as_deref().unwrap_or_default();
        let done = [
            self.locale.outcome(result.outcome),
            self.code(CodeGroup::Measure, measure),
            result.remark.clone().unwrap_or_default(),
        ];
        let done: Vec<_> = done.into_iter().filter(|words| !words.is_empty()).collect();

        let (day, kind) = (self.locale.date(day), self.locale.order_kind(order.kind));
        let done = self.locale.enumeration(&done);

        Ok(Some(match name {
            Some(name) => self.locale.dispatch_sheet_earlier(&day, &kind, &name, &done),
            None => self.locale.dispatch_sheet_earlier_somebody(&day, &kind, &done),
        }))
    }

    /// What is measured on such a machine, with its unit.
    fn readings(&self, category: Category) -> Vec<String> {
        category.readings().iter().map(|kind| self.locale.reading_field(*kind)).collect()
    }

    /// What was issued to the technician for this very order.
    fn parts(&self, visit: &Visit) -> Result<Vec<SheetPart>, Error> {
        let mut parts = Vec::new();
        for (_, moved) in self.session.facts_about::<StockMove>(visit.order)? {
            if moved.reason != StockReason::Issued {
                continue;
            }
            let part: Option<Part> = self.session.get(moved.part)?;
            parts.extend(part.map(|part| SheetPart {
                number: part.number,
                name: part.name,
                quantity: moved.quantity.to_string(),
            }));
        }

        Ok(parts)
    }

    /// What is charged, line by line: who pays, and how much as far as that is known.
    fn charges(&self, terms: &Terms) -> Vec<SheetCharge> {
        let kinds = [ChargeKind::Labour, ChargeKind::Trip, ChargeKind::Remote, ChargeKind::Part];
        let customer = || self.locale.payer(Payer::Customer);

        // Who lives near is charged nothing for it, and there is nowhere to enter it.
        let near = |kind: &ChargeKind| match terms.beforehand(*kind) {
            Beforehand::Customer(amount) => amount.is_none_or(Money::is_zero),
            Beforehand::Maker => true,
            Beforehand::Elsewhere(_) | Beforehand::Charged => false,
        };

        kinds
            .into_iter()
            .filter(|kind| *kind != ChargeKind::Remote || !near(kind))
            .map(|kind| {
                let (price, payer) = match terms.beforehand(kind) {
                    // There is no room for more, and all sheets of a household are of one office.
                    Beforehand::Elsewhere(fare) => {
                        (self.locale.charge_with(tail(&fare.number)), String::new())
                    }
                    Beforehand::Charged => (self.locale.charge_before(), String::new()),
                    Beforehand::Maker => (String::new(), self.locale.payer(Payer::Maker)),
                    Beforehand::Customer(Some(amount)) if amount.is_zero() => {
                        (self.locale.charge_free(), String::new())
                    }
                    Beforehand::Customer(Some(amount)) => (self.locale.money(amount), customer()),
                    Beforehand::Customer(None) => (String::new(), customer()),
                };
                SheetCharge { name: self.locale.charge_kind(kind), price, payer }
            })
            .collect()
    }
}

/// An order's number without the office.
fn tail(number: &str) -> &str {
    number.split_once('-').map_or(number, |(_, tail)| tail)
}

fn all<R: domain::Record>(session: &Session<'_>) -> Result<Vec<R>, Error> {
    Ok(session.all::<R>()?.into_iter().map(|(_, record)| record).collect())
}
