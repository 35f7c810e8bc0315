//! One order of the demo city, from the call to the last word, as the rooms would have written it.

use std::collections::BTreeMap;

use domain::{
    CancelReason, Category, CodeGroup, Event, Location, Moment, Order, OrderEvent, OrderId,
    OrderKind, OrderNumber, Outcome, Part, PartId, Priority, Progress, Slot, Source, StockReason,
    Tariff, Term, Verdict, Visit, VisitId, WarrantyReason, quote, verdict,
};

use super::Builder;
use super::household::Home;
use super::script::{Script, Stage};
use crate::{Error, household};

/// When visits of a day begin, in minutes from midnight, and how long they take.
pub(super) const SLOTS: [(u16, u16); 4] = [(510, 90), (610, 90), (810, 90), (920, 120)];
/// How many of each part lie in the store on the first day.
const OPENING: i64 = 60;

/// What orders are written by.
pub(super) struct Books {
    terms: Vec<Term>,
    pub(super) tariffs: Vec<Tariff>,
    pub(super) codes: BTreeMap<Category, Codes>,
    pub(super) parts: Vec<(PartId, Part)>,
}

/// The codes of one kind of machine.
#[derive(Default)]
pub(super) struct Codes {
    fault: Vec<String>,
    pub(super) cause: Vec<String>,
    pub(super) measure: Vec<String>,
}

/// An order while it is being written.
pub(super) struct Course<'a> {
    pub(super) id: OrderId,
    pub(super) order: Order,
    pub(super) progress: Progress,
    pub(super) home: &'a Home,
}

/// One trip of a course.
pub(super) struct Trip {
    pub(super) id: VisitId,
    pub(super) visit: Visit,
}

impl Builder<'_> {
    pub(super) fn books(&self) -> Result<Books, Error> {
        let all = |group, category| self.codes(group, category);
        let mut codes = BTreeMap::new();
        for category in Category::ALL {
            codes.insert(
                category,
                Codes {
                    fault: all(CodeGroup::Fault, category)?,
                    cause: all(CodeGroup::Cause, category)?,
                    measure: all(CodeGroup::Measure, category)?,
                },
            );
        }
        let tariffs = self.session.all::<Tariff>()?.into_iter().map(|(_, tariff)| tariff).collect();
        let parts = self.parts()?;

        Ok(Books { terms: household::terms(self.session)?, tariffs, codes, parts })
    }

    pub(super) fn parts(&self) -> Result<Vec<(PartId, Part)>, Error> {
        let parts = self.session.all::<Part>()?.into_iter();

        Ok(parts.map(|(id, part)| (PartId(id), part)).collect())
    }

    /// What lay in the store on the first day.
    pub(super) fn open_stock(&mut self) -> Result<(), Error> {
        let at = self.day(-395, 540);
        for (part, _) in self.parts()? {
            let way = (Location::Adjustment, Location::Store);
            self.carry(at, (part, OPENING, StockReason::Opening), way, None)?;
        }

        Ok(())
    }

    /// Writes one order down.
    pub(super) fn order(
        &mut self,
        number: u32,
        script: &Script,
        home: &Home,
        books: &Books,
    ) -> Result<(), Error> {
        let (day, minute) = script.received;
        let received = self.day(day, minute);
        let mut course = self.receive(number, script, home, books)?;
        self.happen(&mut course, received, (Event::Accept, None), None)?;

        match script.stage {
            Stage::Pool => Ok(()),
            Stage::Cancelled => self.cancel(&mut course, received),
            _ => self.go_on(&mut course, script, books),
        }
    }

    pub(super) fn receive<'h>(
        &mut self,
        number: u32,
        script: &Script,
        home: &'h Home,
        books: &Books,
    ) -> Result<Course<'h>, Error> {
        let (day, minute) = script.received;
        let received = self.day(day, minute);
        let category = home.machine.category;
        let fault = (script.kind == OrderKind::Repair).then(|| {
            books
                .codes
                .get(&category)
                .map(|codes| self.chance.word(&codes.fault))
                .unwrap_or_default()
        });
        let warranty = verdict(&books.terms, &home.machine, self.date(day));
        let (from, length) = self.chance.pick(&SLOTS).copied().unwrap_or(SLOTS[0]);
        let mut order = Order {
            number: self.number(number)?,
            alias: None,
            kind: script.kind,
            customer: home.customer,
            address: Some(home.address),
            appliance: Some(home.appliance),
            source: if script.kind == OrderKind::Install { Source::Shop } else { Source::Phone },
            branch: None,
            priority: if script.urgent { Priority::Urgent } else { Priority::Normal },
            fault: fault.filter(|fault| !fault.is_empty()),
            description: self.chance.percent(45).then(|| self.chance.word(&self.city.said)),
            promised: Slot::new(self.date(script.visit), from, from + length).ok(),
            warranty: Some(warranty),
            ruling: None,
            quote: None,
            received,
            received_by: Some(self.desk),
            origin: None,
            went: None,
        };
        let pays = order.warranty_in_force(None).unwrap_or(Verdict::none(WarrantyReason::NoTerm));
        order.quote = quote(&books.tariffs, (script.kind, category), &pays, home.remote);
        let id = OrderId(self.create(received, &order)?);
        let progress = Progress::new(order.kind.family());

        Ok(Course { id, order, progress, home })
    }

    pub(super) fn number(&self, number: u32) -> Result<OrderNumber, Error> {
        let letters = OrderNumber::desk_letters(0);

        OrderNumber::new(&self.city.office.code, &letters, number).ok_or(Error::Unknown("demo"))
    }

    pub(super) fn cancel(
        &mut self,
        course: &mut Course<'_>,
        received: Moment,
    ) -> Result<(), Error> {
        let at = received.plus_hours(self.chance.within(1, 20)).min(self.clock.now());
        let reason = self.chance.pick(&CancelReason::ALL[..6]).copied();

        self.tell(course, at, (Event::Cancel, None), (None, reason))
    }

    /// Assigned, booked, visited, entered, called back.
    pub(super) fn go_on(
        &mut self,
        course: &mut Course<'_>,
        script: &Script,
        books: &Books,
    ) -> Result<(), Error> {
        let technician = self.chance.pick(&self.technicians).copied().unwrap_or(self.desk);
        let booked = script.stage != Stage::Unbooked;
        let mut visit = script.visit;
        let mut first = self.plan(course, (technician, visit, 1), booked)?;
        match script.stage {
            Stage::Unbooked | Stage::Booked => return Ok(()),
            Stage::SheetOut => return self.print(&mut first),
            Stage::WaitingPart => {
                return self.enter(course, first, (Outcome::NeedPart, visit), books);
            }
            _ => {}
        }
        if let Some(before) = script.before {
            self.enter(course, first, (before, visit), books)?;
            let again = self.day(visit + 2, 580);
            if before == Outcome::NeedPart {
                self.happen(course, again, (Event::PartArrived, None), None)?;
            }
            visit += 3;
            first = self.plan(course, (technician, visit, 2), true)?;
        }
        self.enter(course, first, (Outcome::Finished, visit), books)?;
        match script.stage {
            Stage::Closed(grade) => self.call_back(course, visit, grade, script.complaint),
            _ => Ok(()),
        }
    }

    pub(super) fn happen(
        &mut self,
        course: &mut Course<'_>,
        at: Moment,
        event: (Event, Option<String>),
        visit: Option<VisitId>,
    ) -> Result<(), Error> {
        self.tell(course, at, event, (visit, None))
    }

    /// Lets something happen to an order, along the table.
    pub(super) fn tell(
        &mut self,
        course: &mut Course<'_>,
        at: Moment,
        (event, remark): (Event, Option<String>),
        (visit, reason): (Option<VisitId>, Option<CancelReason>),
    ) -> Result<(), Error> {
        let state = course.progress.state;
        let family = course.order.kind.family();
        course.progress =
            course.progress.after(family, event).ok_or(Error::NotNow { event, state })?;
        let by = Some(self.desk);
        let order = course.id;
        let fact = OrderEvent { order, event, from: Some(state), visit, reason, remark, at, by };

        self.note(at, &fact).map(|_| ())
    }
}
