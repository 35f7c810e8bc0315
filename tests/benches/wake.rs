//! An order that is taken in at one desk, until the list of orders at another desk of the branch has it. Both and
//! headquarters are whole programs' parts over loopback, nobody presses anything: the deed wakes the one exchange,
//! headquarters the other, its desk tells whoever looks, and the list is read anew.

use std::path::Path;
use std::time::{Duration, Instant};

use domain::{Category, Phone, Place};
use engine::{Engine, Intake, OrderFilter, Plate};
use tokio::runtime::Runtime;

use super::exchange::Scene;
use super::table::{Table, ms, percentile};

/// So many orders, one after another.
const ORDERS: usize = 300;
/// Within this an order is to be on the other screen.
const BOUND: Duration = Duration::from_millis(300);
/// As much of the list as a window shows.
const SEEN: u32 = 100;
/// Whoever has not heard by then does not hear.
const PATIENCE: Duration = Duration::from_secs(30);
/// Nobody works without pauses: both desks listen again.
const PAUSE: Duration = Duration::from_millis(20);

/// What an order took, each from the moment in which somebody pressed Enter.
#[derive(Default)]
struct Times {
    /// Until it was stored here.
    stored: Vec<Duration>,
    /// Until the other desk was told that something changed, for the last time before it was there.
    told: Vec<Duration>,
    /// Until the other desk's list had it.
    read: Vec<Duration>,
}

pub fn measure(folder: &Path, table: &mut Table) {
    let waiter =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let scene = Scene::set(&waiter, &folder.join("wake"));
    let headquarters = scene.patient_headquarters(scene.address);
    let (here, there) = (scene.open("first"), scene.open("second"));
    for desk in [&here, &there] {
        waiter.block_on(desk.exchange_now()).expect("a network");
    }
    let mut times = Times::default();
    for n in 0..ORDERS {
        one(&waiter, (&here, &there), n, &mut times);
    }
    headquarters.stop().expect("a clean end");

    let parts = [
        ("an order is stored", times.stored),
        ("… until the other desk is told", times.told),
        ("… until the other desk's list has it", times.read),
    ];
    for (what, mut times) in parts {
        for (name, share) in [("p50", 0.5), ("p99", 0.99), ("most", 1.0)] {
            let time = percentile(&mut times, share);
            let ratio = time.as_secs_f64() / BOUND.as_secs_f64();
            table.row(&format!("{what}, {name} of {ORDERS}"), ms(time), "300 ms", Some(ratio));
        }
    }
}

fn one(waiter: &Runtime, (here, there): (&Engine, &Engine), n: usize, times: &mut Times) {
    let mut changes = there.changes();
    changes.mark_unchanged();
    let seen = waiter.spawn({
        let there = there.clone();
        async move {
            let mut told = Instant::now();
            let before = listed(&there).await;
            loop {
                let list = listed(&there).await;
                if list.first() != before.first() {
                    return (told, Instant::now(), list);
                }
                changes.changed().await.expect("a desk");
                told = Instant::now();
            }
        }
    });
    // It has looked, and waits.
    std::thread::sleep(PAUSE);
    let begun = Instant::now();
    let order = waiter.block_on(here.receive_order(call(n))).expect("room").order;
    times.stored.push(begun.elapsed());
    let seen = async { tokio::time::timeout(PATIENCE, seen).await };
    let (told, read, list) =
        waiter.block_on(seen).expect("it never came").expect("a desk that looks");
    assert!(list.contains(&order), "another one came");
    times.told.push(told.saturating_duration_since(begun));
    times.read.push(read.saturating_duration_since(begun));
}

/// What the room of orders shows.
async fn listed(desk: &Engine) -> Vec<domain::OrderId> {
    let page = desk.orders(OrderFilter::default(), SEEN).await.expect("a list");

    page.rows.into_iter().map(|row| row.id).collect()
}

fn call(n: usize) -> Intake {
    Intake {
        name: format!("客户 {n:05}"),
        phone: Phone::parse(&format!("138{:08}", n * 7_919 % 100_000_000)),
        place: Place {
            city: "上海市".into(), district: "浦东新区".into(), ..Place::default()
        },
        plate: Plate {
            category: Some(Category::WaterHeater),
            brand: "澄源".into(),
            ..Plate::default()
        },
        description: "不出热水".into(),
        ..Intake::default()
    }
}
