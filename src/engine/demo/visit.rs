//! A visit in the demo city: planned, made, and what its sheet said.

use domain::{
    Category, Charge, Condition, Coverage, Event, Grade, Location, Moment, Money, OrderKind,
    Outcome, Owner, Part, PartId, Payer, Reading, ReadingKind, Receipt, Slot, StaffId, StockMove,
    StockReason, Verdict, Visit, VisitId, VisitResult, VisitState, quote,
};

use super::Builder;
use super::order::{Books, Course, SLOTS, Trip};
use crate::Error;
use crate::sheets::Terms;

/// Of so many customers one has not paid yet, and the sheet says why.
const UNPAID: u32 = 120;
const TRANSFER: &str = "月底转账";

impl Builder<'_> {
    /// Names a technician, and a time the customer agreed to.
    pub(super) fn plan(
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
    pub(super) fn print(&mut self, trip: &mut Trip) -> Result<(), Error> {
        trip.visit.state = VisitState::Printed;
        self.set_state(trip)
    }

    pub(super) fn set_state(&mut self, trip: &Trip) -> Result<(), Error> {
        let state = serde_json::to_value(trip.visit.state).unwrap_or_default();
        let fields = [("state".to_owned(), state)].into_iter().collect();
        let kind = <Visit as domain::Record>::KIND.to_owned();

        self.stage(sync::Change::Patch { kind, id: trip.id.0, base_rev: 0, fields })
    }

    /// Enters the sheet of a visit: result, order, stock, charges, cash.
    pub(super) fn enter(
        &mut self,
        course: &mut Course<'_>,
        mut trip: Trip,
        (outcome, day): (Outcome, i64),
        books: &Books,
    ) -> Result<(), Error> {
        let minute = self.chance.within(515, 950);
        let stay = self.chance.within(25, 100);
        let (arrived, entered) = (self.day(day, minute), self.day(day, 1_065));
        let ended = self.day(day, minute + stay);
        let some = Some(trip.id);
        self.happen(course, arrived, (Event::Arrive, None), some)?;
        let event = match outcome {
            Outcome::Finished => {
                self.happen(course, ended, (Event::Finish, None), some)?;
                Event::EnterSheet
            }
            Outcome::NeedPart => Event::NeedPart,
            Outcome::NeedAppraisal => Event::NeedAppraisal,
            Outcome::Partial | Outcome::NotHome | Outcome::Refused => Event::LeaveUnfinished,
        };
        self.happen(course, entered, (event, None), some)?;
        let (due, cash) = self.settle(course, &trip, (outcome, entered), books)?;
        let category = course.home.machine.category;
        let finished = outcome == Outcome::Finished;
        let readings = if finished { self.readings(category) } else { Vec::new() };
        let grade = if finished && self.chance.percent(85) { Some(self.ticked()) } else { None };
        let repaired = outcome == Outcome::Finished && course.order.kind == OrderKind::Repair;
        let codes = books.codes.get(&category).filter(|_| outcome == Outcome::Finished);
        let result = VisitResult {
            visit: trip.id,
            order: course.id,
            on: None,
            arrived: Some(arrived),
            ended: Some(ended).filter(|_| outcome != Outcome::NotHome),
            outcome,
            fault: course.order.fault.clone().filter(|_| outcome == Outcome::Finished),
            cause: codes.filter(|_| repaired).map(|codes| self.chance.word(&codes.cause)),
            measure: codes.map(|codes| self.chance.word(&codes.measure)),
            readings,
            due,
            cash,
            grade,
            remark: (cash != due).then(|| TRANSFER.to_owned()),
            foreign_part: false,
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

    /// What is measured on such a machine once it works.
    fn readings(&mut self, category: Category) -> Vec<Reading> {
        let mut read = |kind: &ReadingKind| {
            let (least, most, decimals) = match kind {
                ReadingKind::Voltage => (216, 234, 0),
                ReadingKind::Current => (310, 680, 2),
                ReadingKind::OutletTemperature => (92, 148, 1),
                ReadingKind::RefrigerantPressure => (85, 110, 2),
                ReadingKind::GasPressure => (1_950, 2_050, 0),
                ReadingKind::WaterPressure => (18, 35, 2),
                ReadingKind::Insulation => (60, 200, 0),
                ReadingKind::DissolvedSolids => (8, 30, 0),
                ReadingKind::InsideTemperature => (30, 60, 1),
            };
            Reading { kind: *kind, value: self.chance.within(least, most), decimals }
        };

        category.readings().iter().map(&mut read).collect()
    }

    /// What a customer ticks with the technician beside them.
    fn ticked(&mut self) -> Grade {
        match self.chance.within(0, 99) {
            0..=69 => Grade::VerySatisfied,
            70..=95 => Grade::Satisfied,
            _ => Grade::Dissatisfied,
        }
    }

    pub(super) fn installed(&mut self, course: &Course<'_>, day: i64) -> Result<(), Error> {
        let date = self.date(day).to_string();
        let fields = [("installed".to_owned(), date.into())].into_iter().collect();
        let kind = <domain::Appliance as domain::Record>::KIND.to_owned();

        self.stage(sync::Change::Patch { kind, id: course.home.appliance.0, base_rev: 0, fields })
    }

    /// Parts, charges and cash. Answers what the customer owes, and what was paid of it.
    pub(super) fn settle(
        &mut self,
        course: &Course<'_>,
        trip: &Trip,
        (outcome, at): (Outcome, Moment),
        books: &Books,
    ) -> Result<(Money, Money), Error> {
        let home = course.home;
        let category = home.machine.category;
        let open = Verdict::none(domain::WarrantyReason::NoProof);
        let kind = course.order.kind;
        let terms = Terms {
            verdict: course.order.warranty.clone().unwrap_or(open.clone()),
            told: course.order.quote,
            full: quote(&books.tariffs, (kind, category), &open, home.remote),
            charged: Vec::new(),
            fares: Vec::new(),
            day: chrono::NaiveDate::default(),
            currency: domain::Currency::default(),
        };
        let needs =
            outcome == Outcome::Finished && kind == OrderKind::Repair && self.chance.percent(55);
        let fits = |(_, part): &&(PartId, Part)| part.fits.contains(&category) && !part.serialised;
        let fitting: Vec<_> = books.parts.iter().filter(fits).collect();
        let part = self.chance.pick(&fitting).filter(|_| needs);
        let part = part.and_then(|it| Some((it.0, it.1.price?)));
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
                waived: None,
            };
            self.note(at, &charge)?;
        }
        let due = bill.total(Payer::Customer);
        if course.order.number.sequence().is_multiple_of(UNPAID) {
            return Ok((due, Money::fen(0)));
        }
        if !due.is_zero() {
            let (order, visit) = (course.id, Some(trip.id));
            let technician = trip.visit.technician;
            self.note(
                at,
                &Receipt {
                    order,
                    visit,
                    technician,
                    amount: due,
                    means: None,
                    on: None,
                    at,
                    reverses: None,
                },
            )?;
        }

        Ok((due, due))
    }

    /// Out of the store into the van, out of the van into the machine, and the old one back.
    pub(super) fn build_in(
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

    pub(super) fn carry(
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
}
