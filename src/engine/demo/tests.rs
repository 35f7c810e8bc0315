//! The demo city, as a newcomer finds it.

use domain::Moment;

use super::*;

/// Saturday, 21 November 2026, 09:00 in Shanghai.
const MORNING: Moment = Moment(1_795_222_800_000);

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");

    runtime.block_on(future)
}

fn engine() -> Engine {
    Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there")
}

#[test]
fn the_city_has_a_year_behind_it_and_a_day_before_it() {
    let engine = engine();
    wait(engine.try_demo(Progress::new())).expect("an empty desk");
    let desk = wait(engine.desk()).expect("a database").expect("an office");
    let counted = wait(engine.workers.read(|session| {
        let count = |kind| session.count(kind);
        Ok([count("customer")?, count("appliance")?, count("order")?, count("callback")?])
    }));
    let [customers, appliances, orders, callbacks] = counted.expect("a database");

    assert_eq!(desk.staff.iter().filter(|person| person.technician).count(), 8);
    assert_eq!(customers, 1_200 + 3, "three were written down twice");
    assert!((1_400..1_600).contains(&appliances), "{appliances}");
    assert!((3_000..3_100).contains(&orders), "{orders}");
    assert!(callbacks > 2_000, "{callbacks}");
    let today = wait(engine.today()).expect("a database");
    assert!(today.counts.len() >= 5, "{:?}", today.counts);
    assert_eq!(wait(engine.unreturned()).expect("a database").len(), 6 + 24);
    assert_eq!(wait(engine.complaints()).expect("a database").len(), 1);
    let owing = crate::OrderFilter { stage: crate::Stage::Owing, ..Default::default() };
    let owing = wait(engine.orders(owing, 99)).expect("a database").rows.len();
    assert!((3..30).contains(&owing), "{owing}");
    let health = wait(engine.check(crate::Progress::new())).expect("a database");
    assert_eq!(health.findings, []);
    let suspects = wait(engine.suspects(Progress::new())).expect("a database");
    let apart = |pair: &crate::Suspect| pair.one.name != pair.other.name;
    assert!((3..6).contains(&suspects.total), "{:?}", suspects.pairs);
    assert!(suspects.pairs.iter().any(apart), "{:?}", suspects.pairs);
}

#[test]
fn a_city_that_nobody_waits_for_is_not_there() {
    let engine = engine();
    let progress = Progress::new();
    progress.cancel();

    assert!(matches!(wait(engine.try_demo(progress)), Err(Error::Cancelled)));
    assert!(wait(engine.desk()).expect("a database").is_none());
}
