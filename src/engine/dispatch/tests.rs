//! What a dispatcher does, and how it is taken back.

use domain::{
    Address, Appliance, Area, Category, Currency, Customer, CustomerId, CustomerPhone, Moment,
    Office, OrderKind, OrderNumber, Phone, Place, Priority, Source,
};

use super::*;
use crate::{Clock, Founding};

/// Saturday, 21 November 2026, 09:00 in Shanghai.
const MORNING: Moment = Moment(1_795_222_800_000);

/// An office with two technicians and orders that wait.
pub(crate) struct Scene {
    pub(crate) engine: Engine,
    pub(crate) orders: Vec<OrderId>,
    pub(crate) technicians: Vec<StaffId>,
    pub(crate) customers: Vec<CustomerId>,
}

pub(crate) fn wait<T>(answer: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(answer)
}

/// An office with `orders` repairs of one machine each.
pub(crate) fn scene(orders: u32) -> Scene {
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    let place =
        Place { city: "上海市".into(), detail: "世纪大道1号".into(), ..Place::default() };
    let office = Office {
        code: "SH01".into(),
        name: "浦东服务网点".into(),
        phone: Some("021-58886688".into()),
        place,
        footer: None,
        currency: Currency::Cny,
        departments: Vec::new(),
        callback_hours: None,
        envelope: None,
        language: None,
    };
    let technicians = vec!["王建国".to_owned(), "陈志强".to_owned()];
    let founding = Founding {
        office,
        first: "李秀英".into(),
        technicians,
        suggested_prices: true,
        ..Founding::default()
    };
    wait(engine.found_office(founding)).expect("an empty database");
    let made = wait(engine.deed("test", move |deed| {
        (1..=orders).map(|number| received(deed, number)).collect::<Result<Vec<_>, _>>()
    }));
    let (customers, orders) = made.expect("they can be written").into_iter().unzip();
    let desk = wait(engine.desk()).expect("it can be read").expect("it was founded");
    let technicians = desk.staff.iter().filter(|row| row.technician).map(|row| row.id).collect();

    Scene { engine, orders, technicians, customers }
}

fn received(deed: &Deed<'_>, number: u32) -> Result<(CustomerId, OrderId), Error> {
    let phone = Phone::parse("138 1234 5678").expect("a number");
    let customer: CustomerId = deed.create(&Customer {
        name: format!("张喆{number}"),
        phones: vec![CustomerPhone::new(phone)],
        ..Customer::default()
    })?;
    let place = Place {
        province: "上海市".into(),
        city: "上海市".into(),
        district: "浦东新区".into(),
        street: "张江镇".into(),
        detail: format!("科苑路{number}号"),
        ..Place::default()
    };
    let address = deed.create(&Address::new(customer, place))?;
    let appliance = deed.create(&Appliance {
        customer,
        address: Some(address),
        category: Category::WaterHeater,
        name: None,
        brand: Some("A.O.史密斯".into()),
        model: Some("E60".into()),
        serial: None,
        made: None,
        purchased: None,
        installed: None,
        shop: None,
        invoice: None,
        sale: None,
        part_of: None,
        origin: None,
    })?;
    let order = deed.create(&domain::Order {
        number: OrderNumber::new("SH01", "A", number).expect("fits"),
        alias: None,
        kind: OrderKind::Repair,
        customer,
        address: Some(address),
        appliance: Some(appliance),
        source: Source::Phone,
        priority: Priority::Normal,
        fault: Some("F01".into()),
        description: Some("不加热".into()),
        promised: None,
        warranty: None,
        ruling: None,
        quote: None,
        received: Moment(MORNING.0 + i64::from(number)),
        received_by: None,
        origin: None,
        went: None,
        branch: None,
    })?;
    deed.happen(order, Event::Accept, Happening::default())?;

    Ok((customer, order))
}

pub(crate) fn slot(from: u16, to: u16) -> Slot {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");

    Slot::new(day, from * 60, to * 60).expect("forwards")
}

impl Scene {
    pub(crate) fn plan(&self, technician: usize, slot: Slot) -> Plan {
        let technician = self.technicians[technician];

        Plan { technician, slot: Some(slot), agreed: false, remark: None }
    }

    pub(crate) fn assigned(&self, order: usize, technician: usize, slot: Slot) -> Dispatched {
        let plan = self.plan(technician, slot);

        wait(self.engine.assign(self.orders[order], plan)).expect("it waits")
    }

    pub(crate) fn board(&self) -> Board {
        wait(self.engine.board(slot(8, 9).day(), 1)).expect("it can be read")
    }

    /// A visit and what its order is at.
    fn stands(&self, visit: VisitId) -> (Visit, State) {
        let read = self.engine.workers.read(move |session| {
            let visit: Visit = session.get(visit)?.ok_or(Error::Unknown("visit"))?;
            let state = session.order_state(visit.order)?.ok_or(Error::Unknown("order"))?;
            Ok((visit, state))
        });

        wait(read).expect("it is there")
    }

    fn undone(&self, done: Dispatched) {
        wait(self.engine.undo(done.undo)).expect("it can be taken back");
    }
}

#[test]
fn an_assigned_order_leaves_the_pool_and_comes_back_when_that_is_undone() {
    let scene = scene(2);
    assert_eq!(scene.board().pool.len(), 2);
    let done = scene.assigned(0, 1, slot(9, 10));

    let board = scene.board();
    assert_eq!(board.pool.iter().map(|job| job.order).collect::<Vec<_>>(), [scene.orders[1]]);
    let planned = board.visit(done.visit).expect("it is on the board");
    assert_eq!((planned.technician, planned.slot), (scene.technicians[1], Some(slot(9, 10))));
    assert_eq!((planned.ordinal, planned.booked), (1, false));
    assert_eq!(board.load(scene.technicians[1], board.day), 60);

    scene.undone(done.clone());
    let (visit, state) = scene.stands(done.visit);
    assert_eq!((visit.state, state), (VisitState::Void, State::Ready));
    assert_eq!(scene.board().pool.len(), 2);
    let (again, _) = scene.stands(scene.assigned(0, 0, slot(9, 10)).visit);
    assert_eq!(again.ordinal, 1, "a trip that never took place is none");
}

#[test]
fn an_order_is_assigned_once() {
    let scene = scene(1);
    scene.assigned(0, 0, slot(9, 10));
    let again = wait(scene.engine.assign(scene.orders[0], scene.plan(1, slot(11, 12))));

    assert!(matches!(again, Err(Error::NotNow { event: Event::Assign, state: State::Assigned })));
    assert_eq!(scene.board().visits.len(), 1);
}

#[test]
fn only_who_goes_out_can_be_assigned() {
    let scene = scene(1);
    let desk = wait(scene.engine.desk()).expect("it can be read").expect("it was founded");
    let clerk = desk.staff.iter().find(|row| !row.technician).expect("the founder").id;
    let plan = Plan { technician: clerk, ..scene.plan(0, slot(9, 10)) };

    let refused = wait(scene.engine.assign(scene.orders[0], plan));
    assert!(matches!(refused, Err(Error::Field { field: "technician", why: Wrong::Unknown })));
    assert!(scene.board().visits.is_empty());
}

#[test]
fn a_time_agreed_at_once_books_the_order() {
    let scene = scene(1);
    let plan = Plan { agreed: true, ..scene.plan(0, slot(14, 16)) };
    let done = wait(scene.engine.assign(scene.orders[0], plan)).expect("it waits");
    let (visit, state) = scene.stands(done.visit);

    assert!(visit.booked && state == State::Booked);
    scene.undone(done.clone());
    assert_eq!(scene.stands(done.visit).1, State::Ready);
}

#[test]
fn each_change_is_undone_to_what_was_before() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(9, 10)).visit;
    let agreed = |at| Plan { agreed: true, ..scene.plan(1, at) };
    let unchanged_after = |done: Result<Dispatched, Error>, before: &(Visit, State)| {
        let done = done.expect("it may be changed");
        assert_ne!(scene.stands(visit), *before);
        scene.undone(done);
        assert_eq!(scene.stands(visit), *before);
    };
    let check = || {
        let before = scene.stands(visit);
        unchanged_after(wait(scene.engine.book(visit, slot(15, 17), None)), &before);
        unchanged_after(wait(scene.engine.move_visit(visit, scene.plan(1, slot(9, 10)))), &before);
        unchanged_after(wait(scene.engine.move_visit(visit, scene.plan(0, slot(11, 12)))), &before);
        unchanged_after(wait(scene.engine.move_visit(visit, agreed(slot(11, 12)))), &before);
        unchanged_after(wait(scene.engine.unassign(visit)), &before);
    };

    check();
    wait(scene.engine.book(visit, slot(9, 10), None)).expect("it is assigned");
    assert_eq!(scene.stands(visit).1, State::Booked);
    check();
}

#[test]
fn who_agreed_to_a_time_still_does_when_somebody_else_comes() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(9, 10)).visit;
    wait(scene.engine.book(visit, slot(9, 10), None)).expect("it is assigned");
    wait(scene.engine.move_visit(visit, scene.plan(1, slot(9, 10)))).expect("it is booked");
    let (moved, state) = scene.stands(visit);

    assert!(moved.booked && state == State::Booked);
    assert_eq!(moved.technician, scene.technicians[1]);
    wait(scene.engine.move_visit(visit, scene.plan(1, slot(11, 12)))).expect("it is booked");
    assert_eq!(scene.stands(visit).1, State::Assigned, "nobody agreed to that time");
}

#[test]
fn a_changed_agreed_time_is_counted_and_too_late_once_it_is_over() {
    let scene = scene(1);
    let visit = scene.assigned(0, 0, slot(9, 10)).visit;
    wait(scene.engine.book(visit, slot(9, 10), None)).expect("it is assigned");
    let why = Some("客户临时有事".to_owned());
    wait(scene.engine.book(visit, slot(10, 11), why)).expect("it is booked");
    assert_eq!(scene.board().visits[0].job.reschedules, 1);

    scene.engine.clock().set(Moment(MORNING.0 + 3 * 3_600_000));
    let late = wait(scene.engine.book(visit, slot(15, 16), None));
    assert!(matches!(late, Err(Error::TooLate)));
    assert_eq!(scene.stands(visit).0.slot, Some(slot(10, 11)));
}

#[test]
fn who_goes_elsewhere_is_doubted_until_the_area_is_gone() {
    let scene = scene(1);
    let technician = scene.technicians[0];
    let place = scene.board().job(scene.orders[0]).expect("it waits").place.clone();
    let area = |name: &str, district: &str| Area {
        name: name.into(),
        branch: "SH01".into(),
        city: place.city.clone(),
        district: district.into(),
        ..Area::default()
    };
    let drawn = |it| wait(scene.engine.write_area(None, it)).expect("drawn").id;
    let here = drawn(area("near", &place.district));
    let there = drawn(area("far", "崇明区"));
    let sent = move |deed: &Deed<'_>| {
        deed.edit(technician, move |staff: &mut Staff| staff.areas = vec![there])
    };
    wait(scene.engine.deed("test", sent)).expect("it can be written");
    let doubts = || {
        let board = scene.board();
        let job = board.job(scene.orders[0]).expect("it waits");
        (job.area, board.doubts(job, None, (technician, slot(9, 10))))
    };
    // The area was drawn after the address was taken down.
    assert_eq!(doubts(), (Some(here), vec![Doubt::Area]));

    wait(scene.engine.remove_area(there)).expect("it is there");
    assert_eq!(doubts(), (Some(here), vec![]));
}

#[test]
fn what_speaks_against_a_plan_is_told() {
    let scene = scene(3);
    scene.assigned(0, 0, slot(10, 19));
    let technician = scene.technicians[0];
    wait(scene.engine.deed("test", move |deed| {
        let area: domain::AreaId =
            deed.create(&Area { name: "浦西".into(), branch: "SH01".into(), ..Area::default() })?;
        deed.edit(technician, |staff: &mut Staff| {
            staff.skills = vec![Category::Washer];
            staff.areas = vec![area];
        })
    }))
    .expect("it can be written");
    let board = scene.board();
    let job = board.job(scene.orders[1]).expect("it waits");
    let late = slot(18, 19);
    let job = Job { promised: Some(slot(9, 10)), area: None, ..job.clone() };
    let doubts = board.doubts(&job, None, (technician, late));

    let overlap = Doubt::Overlap { name: "张喆1".into(), slot: slot(10, 19) };
    let rest =
        [Doubt::Skill(Category::WaterHeater), Doubt::Overload(600), Doubt::Promise(slot(9, 10))];
    assert_eq!(doubts[0], overlap);
    assert_eq!(doubts[1..], rest);
    assert_eq!(board.doubts(&job, None, (technician, slot(8, 9)))[0], Doubt::Past);
    let calm = Job { promised: None, ..job };
    assert_eq!(board.doubts(&calm, None, (scene.technicians[1], slot(9, 10))), []);
}

#[test]
fn the_time_offered_is_what_was_promised_and_else_a_free_one() {
    let scene = scene(2);
    scene.assigned(0, 0, slot(9, 11));
    let board = scene.board();
    let job = board.job(scene.orders[1]).expect("it waits").clone();
    let offer =
        |job: &Job, technician: usize| board.offer(job, scene.technicians[technician], board.day);

    assert_eq!(offer(&job, 0), Some(slot(11, 12)));
    assert_eq!(offer(&job, 1), Some(slot(9, 10)), "not before now");
    let over = Job { promised: Some(slot(8, 9)), ..job.clone() };
    assert_eq!(offer(&over, 1), Some(slot(9, 10)), "it is too late for that");
    let promised = Job { promised: Some(slot(14, 16)), ..job.clone() };
    assert_eq!(offer(&promised, 0), Some(slot(14, 16)), "as long as it was promised");
    let taken = Job { promised: Some(slot(9, 11)), ..job.clone() };
    assert_eq!(offer(&taken, 0), Some(slot(9, 11)), "a person decides who is moved");
    let whole_day = Job { promised: Some(slot(8, 18)), ..job };
    assert_eq!(offer(&whole_day, 0), Some(slot(11, 12)), "no time was promised");
}

#[test]
fn the_pool_begins_with_what_must_go_first() {
    let scene = scene(4);
    let orders = scene.orders.clone();
    wait(scene.engine.deed("test", move |deed| {
        deed.edit(orders[3], |order: &mut domain::Order| order.priority = Priority::Urgent)?;
        deed.edit(orders[1], |order: &mut domain::Order| order.promised = Some(slot(14, 16)))?;
        deed.happen(orders[2], Event::Urge, Happening::default())
    }))
    .expect("it can be written");
    let pool: Vec<_> = scene.board().pool.iter().map(|job| job.order).collect();

    assert_eq!(pool, [3, 2, 1, 0].map(|at| scene.orders[at]));
}

#[test]
fn a_technician_is_found_by_number_name_and_initials() {
    let scene = scene(0);
    let board = scene.board();
    let found = |typed: &str| {
        let found = board.technicians.iter().filter(|one| one.answers_to(typed));
        found.map(|one| one.name.as_str()).collect::<Vec<_>>()
    };

    for typed in ["1", "01", "王", "wjg", "WangJ"] {
        assert_eq!(found(typed), ["王建国"], "{typed}");
    }
    assert_eq!(found("0"), ["王建国", "陈志强"]);
    assert_eq!(found("x"), [""; 0]);
}

#[test]
fn whoever_waits_below_the_limit_is_reached_by_more_or_by_a_word() {
    let scene = scene(5);
    let board = |asked: PoolFilter| {
        wait(scene.engine.board_with(slot(8, 9).day(), asked)).expect("it can be read")
    };
    let few = PoolFilter { limit: 2, ..PoolFilter::default() };
    let first = board(few.clone());
    assert_eq!((first.pool.len(), first.fitting, first.waiting), (2, 5, 5));
    assert!(first.has_more());
    assert!(!board(PoolFilter { limit: 5, ..few.clone() }).has_more());

    let below = scene.orders.iter().copied().find(|order| first.job(*order).is_none());
    let below = below.expect("five wait");
    let with = board(PoolFilter { also: Some(below), ..few.clone() });
    assert!(with.job(below).is_some() && with.pool.len() == 3);

    let number = board(PoolFilter::default()).job(below).expect("it waits").number.clone();
    let found = board(PoolFilter { text: number.to_lowercase(), ..few });
    assert_eq!((found.pool.len(), found.fitting, found.waiting), (1, 1, 5));
    assert!(!found.has_more());
}

#[test]
fn a_visit_in_vain_says_so_on_its_block_and_where_the_order_waits_again() {
    let scene = scene(1);
    let order = scene.orders[0];
    let today = scene.engine.clock().today();
    let slot = Slot::new(today, 540, 600).ok();
    let plan = Plan { technician: scene.technicians[0], slot, agreed: true, remark: None };
    let visit = wait(scene.engine.assign(order, plan)).expect("it waits").visit;
    let before = wait(scene.engine.board(today, 1)).expect("readable");
    assert_eq!((before.visits[0].result, before.visits[0].job.last), (None, None));

    scene.engine.clock().set(MORNING.plus_hours(2));
    let ten_past = today.and_hms_opt(9, 10, 0);
    let entry = crate::SheetEntry {
        visit,
        day: None,
        arrived: ten_past,
        ended: None,
        outcome: domain::Outcome::NotHome,
        fault: None,
        cause: None,
        measure: None,
        readings: Vec::new(),
        parts: Vec::new(),
        other: domain::Money::fen(0),
        cash: domain::Money::fen(0),
        grade: None,
        remark: None,
        foreign_part: false,
        needed: Vec::new(),
        unknown_part: false,
        means: domain::Means::Cash,
        waiver: None,
        found: crate::Found::default(),
    };
    wait(scene.engine.enter_sheet(entry)).expect("a whole sheet");
    let board = wait(scene.engine.board(today, 1)).expect("readable");
    let job = board.pool[0].clone();
    let again = board.doubts(&job, None, (scene.technicians[0], slot.expect("a time")));
    assert!(!again.iter().any(|doubt| matches!(doubt, Doubt::Overlap { .. })), "{again:?}");
    let (outcome, at) = board.visits[0].result.expect("its sheet is in");
    assert_eq!(outcome, domain::Outcome::NotHome);
    assert_eq!(Some(at.at(scene.engine.clock().offset()).naive_local()), ten_past);
    assert_eq!(board.pool[0].last, Some((outcome, at)), "the next one who goes knows it");

    wait(scene.engine.reenter_sheet(order)).expect("it was wrong");
    let board = wait(scene.engine.board(today, 1)).expect("readable");
    assert_eq!(board.visits[0].result, None, "an entry that was taken back counts no more");
}
