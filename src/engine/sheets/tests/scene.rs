//! An office with orders whose sheets are out.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::{
    Appliance, ApplianceId, Category, Coverage, Customer, CustomerId, Event, Fields, Means, Moment,
    Money, Office, Order, OrderId, OrderKind, OrderNumber, Outcome, Part, PartId, Priority, Quote,
    Record, Slot, Source, StaffId, State, StockMove, Verdict, Visit, VisitId, VisitState,
    WarrantyReason,
};

use crate::deed::Happening;
use crate::{Clock, Engine, Founding, Receiving, SheetEntry, StockLine};

/// Saturday, 21 November 2026, 09:00 in Shanghai.
const MORNING: Moment = Moment(1_795_222_800_000);

pub(crate) fn wait<T>(answer: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(answer)
}

/// An office with two technicians.
pub(crate) struct Scene {
    pub(crate) engine: Engine,
    pub(crate) technicians: Vec<StaffId>,
    pub(crate) covered: Vec<Coverage>,
    next: AtomicU32,
}

/// An order whose sheet is out.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) order: OrderId,
    pub(crate) visit: VisitId,
    pub(crate) number: String,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
        let office =
            Office { code: "SH01".into(), name: "浦东网点".into(), ..Office::default() };
        let technicians = vec!["王建国".to_owned(), "陈志强".to_owned()];
        let founding = Founding {
            office,
            first: "李秀英".into(),
            technicians,
            suggested_prices: true,
            ..Founding::default()
        };
        wait(engine.found_office(founding)).expect("an empty database");
        let desk = wait(engine.desk()).expect("readable").expect("founded");
        let technicians =
            desk.staff.iter().filter(|row| row.technician).map(|row| row.id).collect();

        Self { engine, technicians, covered: Vec::new(), next: AtomicU32::new(1) }
    }

    /// An office whose next orders are covered so far.
    pub(crate) fn covering(covered: &[Coverage]) -> Self {
        Self { covered: covered.to_vec(), ..Self::new() }
    }

    pub(crate) fn later(&self, seconds: i64) {
        let clock = self.engine.clock();
        clock.set(Moment(clock.now().0 + seconds * 1_000));
    }

    /// An order without a visit.
    pub(crate) fn order(&self, desk: &str, sequence: u32) -> Job {
        let number = OrderNumber::new("SH01", desk, sequence).expect("a number");
        let covered = self.covered.clone();
        let text = number.to_string();
        let order = wait(self.engine.deed("test", move |deed| {
            let customer: CustomerId = deed
                .create(&Customer { name: format!("张喆{sequence}"), ..Customer::default() })?;
            let appliance: ApplianceId = deed.create(&heater(customer))?;
            let free = |coverage, price| {
                if covered.contains(&coverage) { Money::fen(0) } else { Money::fen(price) }
            };
            let quote = Quote {
                labour: free(Coverage::Labour, 8_000),
                trip: free(Coverage::Trip, 3_000),
                remote: Money::fen(0),
            };
            let warranty =
                Verdict { covered: covered.clone(), ..Verdict::none(WarrantyReason::WithinTerm) };
            // The customer called the evening before.
            let received = deed.now.plus_hours(-12);
            deed.create(&repair(number, customer, (appliance, warranty, quote), received))
        }));
        let order: OrderId = order.expect("it can be written");

        Job { order, visit: VisitId(order.0), number: text }
    }

    /// An order whose sheet went out this morning with the first technician.
    pub(crate) fn job(&self) -> Job {
        self.job_on(0)
    }

    /// An order whose visit is so many days from today.
    pub(crate) fn job_on(&self, days: i64) -> Job {
        let job = self.order("A", self.next.fetch_add(1, Ordering::Relaxed));
        let day = self.engine.clock().today() + chrono::TimeDelta::days(days);
        let technician = self.technicians[0];
        let order = job.order;
        let visit = wait(self.engine.deed("test", move |deed| {
            for event in [Event::Accept, Event::Assign, Event::Book] {
                deed.happen(order, event, Happening::default())?;
            }
            deed.create(&Visit {
                order,
                ordinal: 1,
                technician,
                slot: Slot::new(day, 540, 660).ok(),
                booked: true,
                state: VisitState::Planned,
            })
        }));

        Job { visit: visit.expect("it can be written"), ..job }
    }

    /// A sheet without parts and cash.
    pub(crate) fn entry(&self, job: &Job, outcome: Outcome) -> SheetEntry {
        SheetEntry {
            visit: job.visit,
            day: None,
            arrived: None,
            ended: None,
            outcome,
            fault: Some("F10".into()),
            cause: Some("C15".into()),
            measure: Some("M01".into()),
            readings: Vec::new(),
            parts: Vec::new(),
            other: Money::fen(0),
            cash: Money::fen(0),
            grade: None,
            remark: None,
            foreign_part: false,
            needed: Vec::new(),
            unknown_part: outcome == Outcome::NeedPart,
            means: Means::Cash,
            waiver: None,
            found: crate::Found::default(),
        }
    }

    pub(crate) fn happen(&self, job: &Job, event: Event) {
        let order = job.order;
        wait(self.engine.deed("test", move |deed| deed.happen(order, event, Happening::default())))
            .expect("the table allows it");
    }

    pub(crate) fn part(&self, number: &str) -> PartId {
        let number = number.to_owned();
        let found = wait(self.engine.workers.read(move |session| {
            let parts = session.all::<Part>()?;
            Ok(parts.into_iter().find(|(_, part)| part.number == number))
        }));
        PartId(found.expect("readable").expect("it is in the catalogue").0)
    }

    /// A part each piece of which has a serial number.
    pub(crate) fn serialised(&self) -> PartId {
        let part = Part {
            number: "BX-9001".into(),
            barcode: None,
            name: "变频主控板".into(),
            unit: "只".into(),
            price: Some(Money::fen(38_000)),
            fits: Vec::new(),
            serialised: true,
        };
        wait(self.engine.deed("test", move |deed| deed.create(&part))).expect("it can be written")
    }

    /// Puts good parts into the store, and so many of them into the first technician's van.
    pub(crate) fn stock(&self, part: PartId, store: i64, van: i64) {
        let line = |quantity| vec![StockLine { part, quantity, serial: None }];
        if store + van > 0 {
            let lines = line(store + van);
            let receiving = Receiving { lines, ..Receiving::default() };
            wait(self.engine.receive_parts(receiving)).expect("it is a delivery");
        }
        if van > 0 {
            wait(self.engine.issue_parts(self.technicians[0], line(van))).expect("enough came");
        }
    }

    pub(crate) fn state(&self, job: &Job) -> State {
        let order = job.order;
        let state = wait(self.engine.workers.read(move |session| Ok(session.order_state(order)?)));
        state.expect("readable").expect("it is here")
    }

    pub(crate) fn get<R: Record + Send + 'static>(&self, id: uuid::Uuid) -> R {
        wait(self.engine.workers.read(move |session| Ok(session.get::<R>(id)?)))
            .expect("readable")
            .expect("it is here")
    }

    pub(crate) fn about<R: Record + Send + 'static>(&self, job: &Job) -> Vec<R> {
        let order = job.order;
        let facts = wait(self.engine.workers.read(move |s| Ok(s.facts_about::<R>(order)?)));
        facts.expect("readable").into_iter().map(|(_, fact)| fact).collect()
    }

    pub(crate) fn all<R: Record + Send + 'static>(&self) -> Vec<R> {
        let all = wait(self.engine.workers.read(|session| Ok(session.all::<R>()?)));
        all.expect("readable").into_iter().map(|(_, record)| record).collect()
    }

    /// The sum of all moves is what is kept beside them, and nothing came from nowhere.
    pub(crate) fn assert_balanced(&self) {
        let moves: Vec<StockMove> = self.all();
        let balance: domain::Balance = moves.iter().collect();
        let (kept, unbalanced) = wait(
            self.engine
                .workers
                .read(|session| Ok((session.balances(10_000)?, session.unbalanced_parts()?))),
        )
        .expect("readable");

        assert_eq!(unbalanced, []);
        for row in &kept {
            assert_eq!(row.quantity, balance.at(row.part, row.location), "{}", row.number);
        }
        let held: i64 = kept.iter().map(|row| row.quantity).sum();
        let counted: i64 = moves
            .iter()
            .map(|it| {
                i64::from(it.to.is_held()) * it.quantity
                    - i64::from(it.from.is_held()) * it.quantity
            })
            .sum();
        assert_eq!(held, counted, "no balance is missing");
    }
}

fn repair(
    number: OrderNumber,
    customer: CustomerId,
    (appliance, warranty, quote): (ApplianceId, Verdict, Quote),
    received: Moment,
) -> Order {
    Order {
        number,
        alias: None,
        kind: OrderKind::Repair,
        customer,
        address: None,
        appliance: Some(appliance),
        source: Source::Phone,
        priority: Priority::Normal,
        fault: Some("F10".into()),
        description: None,
        promised: None,
        warranty: Some(warranty),
        ruling: None,
        quote: Some(quote),
        received,
        received_by: None,
        branch: None,
        origin: None,
        went: None,
    }
}

fn heater(customer: CustomerId) -> Appliance {
    let fields: Fields = [
        ("customer".to_owned(), serde_json::json!(customer)),
        ("category".to_owned(), serde_json::json!(Category::WaterHeater)),
        ("brand".to_owned(), serde_json::json!("海尔")),
    ]
    .into_iter()
    .collect();

    serde_json::from_value(serde_json::Value::Object(fields)).expect("the rest may be absent")
}
