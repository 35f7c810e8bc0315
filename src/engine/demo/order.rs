//! One order of the demo city, from the call to the last word, as the rooms would have written it.

use std::collections::BTreeMap;

use domain::{
    Callback, CallbackOutcome, CancelReason, Category, Charge, CodeGroup, Condition, Coverage,
    Event, Grade, Location, Moment, Money, Order, OrderEvent, OrderId, OrderKind, OrderNumber,
    Outcome, Owner, Part, PartId, Payer, Priority, Progress, Quote, Receipt, Slot, Source, StaffId,
    StockMove, StockReason, Tariff, Term, Verdict, Visit, VisitId, VisitResult, VisitState, quote,
    verdict,
};

use super::Builder;
use super::household::Home;
use super::script::{Script, Stage};
use crate::sheets::Terms;
use crate::{Error, household};

/// When visits of a day begin, in minutes from midnight, and how long they take.
const SLOTS: [(u16, u16); 4] = [(510, 90), (610, 90), (810, 90), (920, 120)];
/// How many of each part lie in the store on the first day.
const OPENING: i64 = 60;

/// What orders are written by.
pub(super) struct Books {
    terms: Vec<Term>,
    tariffs: Vec<Tariff>,
    codes: BTreeMap<Category, Codes>,
    parts: Vec<(PartId, Part)>,
}

#[derive(Default)]
struct Codes {
    fault: Vec<String>,
    cause: Vec<String>,
    measure: Vec<String>,
}

/// An order while it is being written.
struct Course<'a> {
    id: OrderId,
    order: Order,
    progress: Progress,
    home: &'a Home,
}

/// One trip of a course.
struct Trip {
    id: VisitId,
    visit: Visit,
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

    fn parts(&self) -> Result<Vec<(PartId, Part)>, Error> {
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

    fn receive<'h>(
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
        let told = quote(&books.tariffs, (script.kind, category), &warranty, home.remote);
        let (from, length) = self.chance.pick(&SLOTS).copied().unwrap_or(SLOTS[0]);
        let order = Order {
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
            quote: told,
            received,
            received_by: Some(self.desk),
            origin: None,
        };
        let id = OrderId(self.create(received, &order)?);
        let progress = Progress::new(order.kind.family());

        Ok(Course { id, order, progress, home })
    }

    fn number(&self, number: u32) -> Result<OrderNumber, Error> {
        let letters = OrderNumber::desk_letters(0);

        OrderNumber::new(&self.city.office.code, &letters, number).ok_or(Error::Unknown("demo"))
    }

    fn cancel(&mut self, course: &mut Course<'_>, received: Moment) -> Result<(), Error> {
        let at = received.plus_hours(self.chance.within(1, 20)).min(self.clock.now());
        let reason = self.chance.pick(&CancelReason::ALL[..6]).copied();

        self.tell(course, at, (Event::Cancel, None), (None, reason))
    }

    /// Assigned, booked, visited, entered, called back.
    fn go_on(
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

    /// Names a technician, and a time the customer agreed to.
    fn plan(
        &mut self,
        course: &mut Course<'_>,
        (technician, day, ordinal): (StaffId, i64, u32),
        booked: bool,
    ) -> Result<Trip, Error> {
        let now = self.clock.now();
        let at =
            if ordinal == 1 { course.order.received.plus_hours(1) } else { self.day(day - 1, 590) };
        let at = at.min(now);
        let (from, length) = self.chance.pick(&SLOTS).copied().unwrap_or(SLOTS[0]);
        let slot = Slot::new(self.date(day), from, from + length).ok();
        let visit = Visit {
            order: course.id,
            ordinal,
            technician,
            slot: slot.filter(|_| booked),
            booked,
            state: VisitState::Planned,
        };
        let id = VisitId(self.create(at, &visit)?);
        self.happen(course, at, (Event::Assign, None), Some(id))?;
        if booked {
            self.happen(course, at.plus_hours(1).min(now), (Event::Book, None), Some(id))?;
        }

        Ok(Trip { id, visit })
    }

    /// The technician has the sheet.
    fn print(&mut self, trip: &mut Trip) -> Result<(), Error> {
        trip.visit.state = VisitState::Printed;
        self.set_state(trip)
    }

    fn set_state(&mut self, trip: &Trip) -> Result<(), Error> {
        let state = serde_json::to_value(trip.visit.state).unwrap_or_default();
        let fields = [("state".to_owned(), state)].into_iter().collect();
        let kind = <Visit as domain::Record>::KIND.to_owned();

        self.stage(sync::Change::Patch { kind, id: trip.id.0, base_rev: 0, fields })
    }

    /// Enters the sheet of a visit: result, order, stock, charges, cash.
    fn enter(
        &mut self,
        course: &mut Course<'_>,
        mut trip: Trip,
        (outcome, day): (Outcome, i64),
        books: &Books,
    ) -> Result<(), Error> {
        let minute = self.chance.within(515, 950);
        let (arrived, entered) = (self.day(day, minute), self.day(day, 1_065));
        let some = Some(trip.id);
        self.happen(course, arrived, (Event::Arrive, None), some)?;
        let event = match outcome {
            Outcome::Finished => {
                self.happen(course, entered, (Event::Finish, None), some)?;
                Event::EnterSheet
            }
            Outcome::NeedPart => Event::NeedPart,
            Outcome::NeedAppraisal => Event::NeedAppraisal,
            Outcome::Partial | Outcome::NotHome | Outcome::Refused => Event::LeaveUnfinished,
        };
        self.happen(course, entered, (event, None), some)?;
        let due = self.settle(course, &trip, (outcome, entered), books)?;
        let category = course.home.machine.category;
        let repaired = outcome == Outcome::Finished && course.order.kind == OrderKind::Repair;
        let codes = books.codes.get(&category).filter(|_| outcome == Outcome::Finished);
        let result = VisitResult {
            visit: trip.id,
            order: course.id,
            outcome,
            fault: course.order.fault.clone().filter(|_| outcome == Outcome::Finished),
            cause: codes.filter(|_| repaired).map(|codes| self.chance.word(&codes.cause)),
            measure: codes.map(|codes| self.chance.word(&codes.measure)),
            due,
            cash: due,
            remark: None,
            at: entered,
            by: Some(self.desk),
        };
        self.note(entered, &result)?;
        trip.visit.state = VisitState::Ended;
        self.set_state(&trip)?;

        if course.order.kind == OrderKind::Install && outcome == Outcome::Finished {
            self.installed(course, day)?;
        }
        Ok(())
    }

    fn installed(&mut self, course: &Course<'_>, day: i64) -> Result<(), Error> {
        let date = self.date(day).to_string();
        let fields = [("installed".to_owned(), date.into())].into_iter().collect();
        let kind = <domain::Appliance as domain::Record>::KIND.to_owned();

        self.stage(sync::Change::Patch { kind, id: course.home.appliance.0, base_rev: 0, fields })
    }

    /// Parts, charges and cash. Answers what the customer paid.
    fn settle(
        &mut self,
        course: &Course<'_>,
        trip: &Trip,
        (outcome, at): (Outcome, Moment),
        books: &Books,
    ) -> Result<Money, Error> {
        let home = course.home;
        let category = home.machine.category;
        let open = Verdict::none(domain::WarrantyReason::NoProof);
        let kind = course.order.kind;
        let terms = Terms {
            verdict: course.order.warranty.clone().unwrap_or(open.clone()),
            told: course.order.quote,
            full: quote(&books.tariffs, (kind, category), &open, home.remote),
            charged: Vec::new(),
            currency: domain::Currency::default(),
        };
        let needs =
            outcome == Outcome::Finished && kind == OrderKind::Repair && self.chance.percent(55);
        let fits = |(_, part): &&(PartId, Part)| part.fits.contains(&category) && !part.serialised;
        let fitting: Vec<_> = books.parts.iter().filter(fits).collect();
        let part = self.chance.pick(&fitting).filter(|_| needs).map(|it| (it.0, it.1.price));
        if let Some((part, _)) = part {
            self.build_in(part, trip, at, terms.payer(Coverage::Parts))?;
        }
        let bill = terms.bill(outcome, part.map(|(part, price)| (part, 1, price)), Money::fen(0));
        for line in &bill.lines {
            let charge = Charge {
                order: course.id,
                visit: Some(trip.id),
                kind: line.kind,
                part: line.part,
                quantity: line.quantity,
                amount: line.amount,
                payer: line.payer,
                at,
                reverses: None,
            };
            self.note(at, &charge)?;
        }
        let due = bill.total(Payer::Customer);
        if !due.is_zero() {
            let (order, visit) = (course.id, Some(trip.id));
            let technician = trip.visit.technician;
            self.note(at, &Receipt { order, visit, technician, amount: due, at })?;
        }

        Ok(due)
    }

    /// Out of the store into the van, out of the van into the machine, and the old one back.
    fn build_in(
        &mut self,
        part: PartId,
        trip: &Trip,
        at: Moment,
        payer: Payer,
    ) -> Result<(), Error> {
        let van = Location::Van(trip.visit.technician);
        let (store, customer) = (Location::Store, Location::Customer);
        self.carry(at, (part, 1, StockReason::Issued), (store, van), None)?;
        self.carry(at, (part, 1, StockReason::Used), (van, customer), Some(trip))?;
        if payer == Payer::Maker {
            self.carry(
                at,
                (part, 1, StockReason::Removed),
                (customer, Location::Faulty),
                Some(trip),
            )?;
        }

        Ok(())
    }

    fn carry(
        &mut self,
        at: Moment,
        (part, quantity, reason): (PartId, i64, StockReason),
        (from, to): (Location, Location),
        trip: Option<&Trip>,
    ) -> Result<(), Error> {
        let old = reason == StockReason::Removed;
        let moved = StockMove {
            part,
            quantity,
            from,
            to,
            condition: if old { Condition::Faulty } else { Condition::Good },
            owner: if old { Owner::Headquarters } else { Owner::Office },
            reason,
            serial: None,
            order: trip.map(|trip| trip.visit.order),
            visit: trip.map(|trip| trip.id),
            at,
        };

        self.note(at, &moved).map(|_| ())
    }

    /// The call after the work, and what came of it.
    fn call_back(
        &mut self,
        course: &mut Course<'_>,
        visit: i64,
        grade: Option<Grade>,
        complaint: Option<bool>,
    ) -> Result<(), Error> {
        let at = self.day(visit + 2, 600).min(self.clock.now());
        let remark = match grade {
            Some(Grade::Dissatisfied) => Some(self.chance.word(&self.city.blame)),
            Some(_) if self.chance.percent(25) => Some(self.chance.word(&self.city.praise)),
            _ => None,
        };
        let outcome =
            if grade.is_some() { CallbackOutcome::Reached } else { CallbackOutcome::Unreachable };
        let call = Callback {
            order: course.id,
            outcome,
            grade,
            marks: Vec::new(),
            remark,
            at,
            by: Some(self.desk),
        };
        self.note(at, &call)?;
        self.happen(course, at, (Event::CallBack, None), None)?;
        if let Some(over) = complaint {
            self.complain(course, visit, over)?;
        }
        // An order whose customer still complains is not over.
        if complaint == Some(false) {
            return Ok(());
        }

        self.happen(course, at, (Event::Close, None), None)
    }

    fn complain(&mut self, about: &Course<'_>, visit: i64, over: bool) -> Result<(), Error> {
        let at = self.day(visit + 2, 605).min(self.clock.now());
        let number = self.complaints;
        self.complaints += 1;
        let order = Order {
            number: self.number(number)?,
            kind: OrderKind::Complaint,
            source: Source::Callback,
            description: Some(self.city.complaint.clone()),
            promised: None,
            warranty: None,
            quote: None::<Quote>,
            received: at,
            origin: Some(about.id),
            ..about.order.clone()
        };
        let id = OrderId(self.create(at, &order)?);
        let progress = Progress::new(order.kind.family());
        let mut course = Course { id, order, progress, home: about.home };
        self.happen(&mut course, at, (Event::Accept, None), None)?;
        let department = self.city.department.clone();
        self.happen(&mut course, at.plus_hours(1), (Event::Route, Some(department)), None)?;
        if !over {
            return Ok(());
        }
        let answer = self.city.answered.clone();
        self.happen(&mut course, at.plus_hours(26), (Event::Answer, Some(answer)), None)?;
        self.happen(&mut course, at.plus_hours(28), (Event::AcceptAnswer, None), None)?;

        self.happen(&mut course, at.plus_hours(28), (Event::Close, None), None)
    }

    fn happen(
        &mut self,
        course: &mut Course<'_>,
        at: Moment,
        event: (Event, Option<String>),
        visit: Option<VisitId>,
    ) -> Result<(), Error> {
        self.tell(course, at, event, (visit, None))
    }

    /// Lets something happen to an order, along the table.
    fn tell(
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
