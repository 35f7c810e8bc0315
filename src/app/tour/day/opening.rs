//! Before the day: headquarters opens, two desks join its branch.

use std::net::{Ipv4Addr, SocketAddr};

use chrono::NaiveTime;
use domain::{Role, Staff};
use engine::{Clock, Engine, Joining, Progress, hq};
use tokio::runtime::Runtime;

use super::{BRANCH, Day, Ground, SCREEN};
use crate::tour::cable::Cable;
use crate::tour::stage::Stage;
use crate::tour::{Astray, Ledger};

const TECHNICIANS: [&str; 3] = ["王建国", "陈志强", "赵敏"];

pub fn open<'a>(
    ground: &'a Ground<'a>,
    runtime: &'a Runtime,
    ledger: &mut Ledger<'_>,
) -> Result<Day<'a>, Astray> {
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let hq = hq::Headquarters::start(&ground.scratch.join("headquarters"), anywhere)?;
    let served = hq::branch::Served::parse("310115=浦东新区")?;
    hq::branch::add(hq.storage(), BRANCH, "浦东服务网点", &[served])?;
    ledger.note(format!("headquarters answers on {}", hq.address()));

    let clock = morning();
    let first = Engine::open(&ground.scratch.join("desk-1"), clock.clone())?;
    let second = Engine::open(&ground.scratch.join("desk-2"), clock)?;
    let mut stage = Stage::new(first.clone(), runtime);
    stage.picture(&ground.out.join("00-first-run.png"), (SCREEN, 100))?;
    ledger.note("a new desk shows three doors");

    let cable = Cable::new(hq.address())?;
    join((&hq, hq.address()), &first, "dispatcher", runtime)?;
    runtime.block_on(first.add_first_person("李秀英".to_owned()))?;
    let mut technicians = Vec::new();
    for (at, name) in TECHNICIANS.into_iter().enumerate() {
        let written = first.write_person(None, technician(at, name));
        technicians.push(runtime.block_on(written)?.id);
    }
    runtime.block_on(first.exchange_now())?;
    ledger.note("the dispatcher's desk has joined; four people work here");
    join((&hq, cable.address()), &second, "clerk", runtime)?;
    let desk = runtime.block_on(second.desk())?;
    let staff = desk.as_ref().map_or(0, |desk| desk.staff.len());
    ledger.expect("people on the second desk", &staff, &4);
    let letters = desk.map(|desk| desk.letters).unwrap_or_default();
    ledger.expect("letters of the second desk", &letters.as_str(), &"B");
    ledger.note("the clerk's desk has joined and knows the same people; now it loses its network");
    cable.pull();
    stage.begin();

    Ok(Day {
        ground,
        runtime,
        hq,
        first,
        second,
        cable,
        stage,
        technicians,
        caller: None,
        orders: Vec::new(),
        visits: Vec::new(),
        pictures: 0,
    })
}

/// Ten o'clock in this office, whenever and wherever the tour is taken: no promise of the day is over before it is
/// made, and the day does not turn over in the middle.
fn morning() -> Clock {
    NaiveTime::from_hms_opt(10, 0, 0).map_or(Clock::System, Clock::showing)
}

fn join(
    (hq, address): (&hq::Headquarters, SocketAddr),
    engine: &Engine,
    name: &str,
    runtime: &Runtime,
) -> Result<(), Astray> {
    let code = hq::device::make_code(hq.storage(), BRANCH)?;
    let joining = Joining {
        address: format!("http://{address}"),
        code: code.code,
        device_name: name.to_owned(),
        unencrypted: false,
    };

    Ok(runtime.block_on(engine.join(joining, Progress::new()))?)
}

fn technician(at: usize, name: &str) -> Staff {
    Staff {
        name: name.to_owned(),
        badge: Some(format!("{:02}", at + 1)),
        roles: vec![Role::Technician],
        phone: None,
        areas: Vec::new(),
        skills: Vec::new(),
        left: false,
    }
}
