//! Where a journey begins: a fresh computer, or a small office in one of the languages on a Saturday morning.
//!
//! `Fresh` is also where a headquarters waits to be joined: `{headquarters}` and `{code}` in a journey are its address
//! and a code, and an order lies there. A `Quarrel` is a desk whose branch has another one; both gave the same customer
//! another name while they could not hear of each other, this desk later.
//!
//! An office either stands alone or belongs to a headquarters, which has a second desk of it ask afterwards.
//!
//! In the office, order 1 waits for a technician; the sheet of order 2 is out with the first of two technicians, who
//! has parts in the van; the sheets of orders 3 and 4 are in, and their customers wait for a call.

use domain::{Customer, OrderId, Outcome, Phone, Place, Role, Slot, Staff, StaffId, VisitId};
use engine::{
    Clock, Engine, Founding, Intake, Plan, Plate, Received, Receiving, SheetEntry, StockLine,
};
use locale::Language;

use super::headquarters::Headquarters;
use crate::look::{CHOICE, Look};
use crate::testing::{MORNING, call, wait};

/// The names in an office.
struct Names {
    /// What the other desk calls the first customer, and what this one does.
    renamed: [&'static str; 2],
    language: Language,
    office: &'static str,
    first: &'static str,
    technicians: [&'static str; 2],
    city: &'static str,
    district: &'static str,
    /// Name, phone, and where they live.
    households: [(&'static str, &'static str, &'static str); 4],
}

impl Names {
    /// Where everybody lives.
    fn place(&self) -> Place {
        Place { city: self.city.into(), district: self.district.into(), ..Place::default() }
    }
}

const ENGLISH: Names = Names {
    renamed: ["Ouyang Zhe", "Ouyang Ji"],
    language: Language::English,
    office: "Pudong",
    first: "Li Xiuying",
    technicians: ["Wang Jianguo", "Chen Zhiqiang"],
    city: "Shanghai",
    district: "Pudong",
    households: [
        ("欧阳喆", "138 1234 5678", "Keyuan Road 88, building 12, 1603"),
        ("Margaret Hill", "139 2222 3333", "Zhangyang Road 500, 302"),
        ("David Chan", "139 4444 5555", "Century Avenue 8, 2101"),
        ("Rose Miller", "139 6666 7777", "Dingxiang Road 12"),
    ],
};

const SIMPLIFIED: Names = Names {
    renamed: ["欧阳哲", "欧阳吉"],
    language: Language::SimplifiedChinese,
    office: "浦东服务站",
    first: "李秀英",
    technicians: ["王建国", "陈志强"],
    city: "上海市",
    district: "浦东新区",
    households: [
        ("欧阳喆", "138 1234 5678", "科苑路88号12栋1603室"),
        ("林美娟", "139 2222 3333", "张杨路500弄3号302室"),
        ("何大为", "139 4444 5555", "世纪大道8号2101室"),
        ("周玉兰", "139 6666 7777", "丁香路12号"),
    ],
};

const TRADITIONAL: Names = Names {
    renamed: ["歐陽哲", "歐陽吉"],
    language: Language::TraditionalChinese,
    office: "信義服務站",
    first: "李秀英",
    technicians: ["王建國", "陳志強"],
    city: "台北市",
    district: "信義區",
    households: [
        ("歐陽喆", "0912 345 678", "松仁路88號12樓之3"),
        ("林美娟", "0922 333 444", "忠孝東路五段500號3樓"),
        ("何大為", "0933 444 555", "市府路8號21樓"),
        ("周玉蘭", "0955 666 777", "莊敬路12號"),
    ],
};

/// Where a journey begins.
pub struct Start {
    pub engine: Engine,
    /// What it is joined to, or may join.
    pub headquarters: Option<Headquarters>,
}

/// Where a journey with this preset begins; with a headquarters that speaks a language, if the journey joins it on its way.
pub fn start(preset: &str, to_join: Option<&str>) -> Option<Start> {
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    let mut headquarters = to_join.map(|language| {
        let names = [&ENGLISH, &SIMPLIFIED, &TRADITIONAL];
        let names = names.into_iter().find(|names| names.language.tag() == language);
        let names = names.expect("a language of the program");
        let headquarters = Headquarters::start(names.office, names.district);
        headquarters.take_order(names.households[1].0, names.households[1].1);
        headquarters
    });
    match preset {
        "Fresh" => {}
        "OfficeEnglish" => found(&engine, &ENGLISH),
        "OfficeSimplified" => found(&engine, &SIMPLIFIED),
        "OfficeTraditional" => found(&engine, &TRADITIONAL),
        "QuarrelEnglish" => headquarters = Some(quarrel(&engine, &ENGLISH)),
        "QuarrelSimplified" => headquarters = Some(quarrel(&engine, &SIMPLIFIED)),
        "QuarrelTraditional" => headquarters = Some(quarrel(&engine, &TRADITIONAL)),
        _ => return None,
    }

    Some(Start { engine, headquarters })
}

/// The same office as one of a headquarters' branches; none if the preset is no office.
pub fn of_headquarters(preset: &str) -> Option<(Engine, Headquarters)> {
    let names = match preset {
        "OfficeEnglish" => &ENGLISH,
        "OfficeSimplified" => &SIMPLIFIED,
        "OfficeTraditional" => &TRADITIONAL,
        _ => return None,
    };
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    speak(&engine, names);
    let headquarters = Headquarters::start(names.office, names.district);
    let _cable = headquarters.join(&engine, "1");
    wait(engine.add_first_person(names.first.into())).expect("nobody is here yet");
    for (at, name) in names.technicians.into_iter().enumerate() {
        let person = Staff {
            name: name.into(),
            badge: Some(format!("{:02}", at + 1)),
            roles: vec![Role::Technician],
            phone: None,
            areas: Vec::new(),
            skills: Vec::new(),
            left: false,
        };
        wait(engine.write_person(None, person)).expect("a new name");
    }
    fill(&engine, names);

    Some((engine, headquarters))
}

/// Two desks change the name of the same customer, this one an hour later.
fn quarrel(engine: &Engine, names: &Names) -> Headquarters {
    speak(engine, names);
    let headquarters = Headquarters::start(names.office, names.district);
    let other = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    let _cable = headquarters.join(engine, "1");
    wait(engine.add_first_person(names.first.into())).expect("nobody is here yet");
    let customer = |name: &str| Customer { name: name.to_owned(), ..Customer::default() };
    let saved = engine.save_customer(None, customer(names.households[0].0));
    let id = wait(saved).expect("a customer").id;
    let exchange = |engine: &Engine| wait(engine.exchange_now()).expect("headquarters answers");
    exchange(engine);
    let cable = headquarters.join(&other, "2");
    cable.pull();
    let rename = |desk: &Engine, name: &str| {
        let opened = wait(desk.household(id)).expect("the file").opened();
        wait(desk.save_customer(Some(opened), customer(name))).expect("work goes on");
    };
    rename(&other, names.renamed[0]);
    engine.clock().set(MORNING.plus_hours(1));
    rename(engine, names.renamed[1]);
    cable.plug();
    [engine, &other, engine].into_iter().for_each(exchange);

    headquarters
}

fn speak(engine: &Engine, names: &Names) {
    let look = Look { language: names.language, ..Look::default() };
    wait(engine.choose(CHOICE, look.text())).expect("memory takes it");
}

/// The office founds itself.
fn found(engine: &Engine, names: &Names) {
    speak(engine, names);
    let office = domain::Office {
        code: "SH01".into(),
        name: names.office.into(),
        phone: Some("021 5888 6688".into()),
        place: Place { detail: names.households[3].2.into(), ..names.place() },
        ..domain::Office::default()
    };
    let technicians = names.technicians.map(str::to_owned).into();
    let founding = Founding {
        office,
        first: names.first.into(),
        technicians,
        suggested_prices: true,
        ..Founding::default()
    };
    wait(engine.found_office(founding)).expect("an empty database");
    fill(engine, names);
}

/// Parts and orders come into an office.
fn fill(engine: &Engine, names: &Names) {
    let place = names.place();
    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let technician = desk.staff.iter().find(|row| row.technician).expect("two of them").id;

    stock(engine, technician);
    receive(engine, names, &place, 0);
    assign(engine, receive(engine, names, &place, 1).order, technician);
    for at in [2, 3] {
        let received = receive(engine, names, &place, at);
        let visit = assign(engine, received.order, technician);
        enter(engine, &received.number.to_string(), visit);
    }
}

/// Twelve heating elements in the store, three of them in the van.
fn stock(engine: &Engine, technician: StaffId) {
    let overview = wait(engine.parts_overview()).expect("readable");
    let part = overview.parts.iter().find(|row| row.number == "WH-1001").expect("bundled").id;
    let lines = |quantity| vec![StockLine { part, quantity, serial: None }];
    let receiving = Receiving { lines: lines(12), ..Receiving::default() };
    wait(engine.receive_parts(receiving)).expect("a delivery");
    wait(engine.issue_parts(technician, lines(3))).expect("enough came");
}

fn receive(engine: &Engine, names: &Names, place: &Place, at: usize) -> Received {
    let (name, phone, detail) = names.households[at];
    let intake = Intake {
        name: name.into(),
        phone: Phone::parse(phone),
        place: Place { detail: detail.into(), ..place.clone() },
        // The first is in warranty, the others are out of it.
        plate: Plate {
            purchased: chrono::NaiveDate::from_ymd_opt(if at == 0 { 2026 } else { 2015 }, 5, 1),
            ..call().plate
        },
        ..call()
    };

    // The second called last evening, and somebody has been there this morning.
    let clock = engine.clock();
    let now = clock.now();
    clock.set(if at == 1 { now.plus_hours(-12) } else { now });
    let received = wait(engine.receive_order(intake)).expect("enough for an order");
    clock.set(now);

    received
}

fn assign(engine: &Engine, order: OrderId, technician: StaffId) -> VisitId {
    let slot = Slot::new(engine.clock().today(), 600, 660).ok();
    let plan = Plan { technician, slot, agreed: true, remark: None };

    wait(engine.assign(order, plan)).expect("it waits").visit
}

/// The sheet comes back: finished, and paid by transfer.
fn enter(engine: &Engine, number: &str, visit: VisitId) {
    let form = wait(engine.sheet_form(number)).expect("it is out");
    let entry = SheetEntry {
        visit,
        outcome: Outcome::Finished,
        fault: form.faults.first().map(|code| code.code.clone()),
        cause: form.causes.first().map(|code| code.code.clone()),
        measure: form.measures.first().map(|code| code.code.clone()),
        parts: Vec::new(),
        other: domain::Money::fen(0),
        cash: domain::Money::fen(0),
        day: None,
        arrived: None,
        ended: None,
        readings: Vec::new(),
        grade: None,
        remark: Some("Transfer".into()),
        foreign_part: false,
        needed: Vec::new(),
        unknown_part: false,
        means: domain::Means::Cash,
        waiver: None,
        found: engine::Found::default(),
    };
    wait(engine.enter_sheet(entry)).expect("a whole sheet");
}
