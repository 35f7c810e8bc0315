//! The night: everyone exchanges, and headquarters and both desks must be the same.

use domain::{Customer, State};
use engine::{OrderFilter, OrderRow, Stage as OrderStage, hq};

use super::{BRANCH, Day};
use crate::place::Place;
use crate::tour::{Astray, Ledger};

pub fn compare(mut day: Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    offline_edit(&day, ledger)?;
    for round in 1..=3 {
        day.wait(day.first.exchange_now())?;
        day.wait(day.second.exchange_now())?;
        ledger.note(format!("exchange, round {round}"));
    }
    decide(&mut day, ledger)?;
    let rows = |engine| {
        let all = OrderFilter { stage: OrderStage::All, ..OrderFilter::default() };
        Ok::<_, Astray>(seen(day.wait(engine_orders(engine, all))?))
    };
    let (first, second) = (rows(&day.first)?, rows(&day.second)?);
    ledger.hold("there are orders to compare", first.len() > day.orders.len());
    ledger.expect("orders on both desks", &second, &first);
    digests(&day, ledger)?;
    for engine in [&day.first, &day.second] {
        let link = day.wait(engine.link())?;
        ledger.expect("operations that wait", &link.queue.unsent, &0);
        ledger.expect("operations that were refused", &link.queue.refused, &0);
        let health = day.wait(engine.check())?;
        ledger.expect("findings of the check", &health.findings, &Vec::new());
    }
    let found = hq::check(day.hq.storage())?;
    ledger.hold("headquarters finds itself sound", found.is_sound());
    ledger.note("headquarters and both desks hold the same rows, states and balances");
    let backup = day.wait(day.first.back_up_now())?;
    ledger.hold("a backup was made and verified", backup.is_file());
    ledger.note("a backup is made");
    day.picture("evening", Some(Place::Today))?;
    day.picture("settings", Some(Place::Settings))?;
    day.picture("import", Some(Place::Import))?;
    day.picture("customers", Some(Place::Customers))?;
    let Day { hq, first, second, stage, .. } = day;
    drop((stage, first, second));
    hq.stop()?;

    Ok(())
}

fn engine_orders(
    engine: &engine::Engine,
    filter: OrderFilter,
) -> impl Future<Output = Result<Vec<OrderRow>, engine::Error>> + use<> {
    let orders = engine.orders(filter, 1_000);

    async move { Ok(orders.await?.rows) }
}

/// The second desk writes a note without a network, the first one another; both are kept.
fn offline_edit(day: &Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    day.cable.plug();
    day.wait(day.second.exchange_now())?;
    day.cable.pull();
    let Some(caller) = day.caller else { return Ok(()) };
    let household = day.wait(day.second.household(caller))?;
    let opened = household.opened();
    let customer =
        Customer { note: Some("门铃坏了，请打电话。".to_owned()), ..household.customer };
    day.wait(day.second.save_customer(Some(opened), customer))?;
    let household = day.wait(day.first.household(caller))?;
    let opened = household.opened();
    let customer = Customer { note: Some("请走 2 号门。".to_owned()), ..household.customer };
    day.wait(day.first.save_customer(Some(opened), customer))?;
    let waiting = day.wait(day.second.link())?.queue.unsent;
    ledger.expect("operations that wait on the desk without a network", &waiting, &1);
    day.cable.plug();
    ledger.note("the clerk's desk wrote a note while it was cut off, the dispatcher's another");

    Ok(())
}

/// Of two notes one won; a person sees both and decides, and the other desk hears of it.
fn decide(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let open = day.wait(day.second.attention())?.lost.len();
    ledger.expect("values that lost, at the other desk", &open, &1);
    let lost = day.wait(day.first.attention())?.lost;
    ledger.expect("values that lost", &lost.len(), &1);
    day.picture("attention", Some(Place::Attention))?;
    day.other_looks("attention")?;
    for lost in lost {
        day.wait(day.first.settle_conflict(lost.row.id, true))?;
    }
    for engine in [&day.first, &day.second] {
        day.wait(engine.exchange_now())?;
    }
    let open = day.wait(day.second.attention())?.lost.len();
    ledger.expect("values that lost, once a person had decided", &open, &0);
    ledger.note("of two notes the one that lost was put in the place of the other");

    Ok(())
}

fn digests(day: &Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let first = day.wait(day.first.digests())?;
    let second = day.wait(day.second.digests())?;
    ledger.expect("digests of both desks", &second, &first);
    let stream = format!("branch:{BRANCH}");
    let at_hq = day.hq.digest(&stream.parse()?)?.to_string();
    let here = first.iter().find(|(name, _)| *name == stream).map(|(_, digest)| digest.clone());
    ledger.expect("digest of the branch at headquarters and here", &here, &Some(at_hq));

    Ok(())
}

/// What must be the same everywhere.
fn seen(mut rows: Vec<OrderRow>) -> Vec<(String, State, String)> {
    rows.sort_by(|a, b| a.number.cmp(&b.number));

    rows.into_iter().map(|row| (row.number, row.state, row.name)).collect()
}
