//! The night: everyone exchanges, and headquarters and both desks must be the same.

use std::time::Duration;

use domain::{Category, Customer, Event, Location, OrderKind, Phone, Place as Address, State};
use engine::{Engine, Intake, Plate, Progress, hq};

use super::{BRANCH, Day};
use crate::place::Place;
use crate::tour::agreement::{self, Holding};
use crate::tour::{Astray, Ledger};

/// How long a desk may take to send a picture.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn compare(
    mut day: Day<'_>,
    ledger: &mut Ledger<'_>,
    meddle: impl FnOnce(&Day<'_>) -> Result<(), Astray>,
) -> Result<(), Astray> {
    cut_off(&day, ledger)?;
    offline_edit(&day, ledger)?;
    for round in 1..=3 {
        day.wait(day.first.exchange_now())?;
        day.wait(day.second.exchange_now())?;
        ledger.note(format!("exchange, round {round}"));
    }
    photo(&day, ledger)?;
    decide(&mut day, ledger)?;
    meddle(&day)?;
    agree(&day, ledger)?;
    for engine in [&day.first, &day.second] {
        let link = day.wait(engine.link())?;
        ledger.expect("operations that wait", &link.queue.unsent, &0);
        ledger.expect("operations that were refused", &link.queue.refused, &0);
        let health = day.wait(engine.check(Progress::new()))?;
        ledger.expect("findings of the check", &health.findings, &Vec::new());
    }
    let found = hq::check(day.hq.storage())?;
    ledger.hold("headquarters finds itself sound", found.is_sound());
    ledger.note("headquarters and both desks hold the same rows, states and balances");
    let backup = day.wait(day.first.back_up_now(Progress::new()))?;
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

/// What was kept with an order on one desk is the same, byte for byte, on the other.
fn photo(day: &Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    day.wait(all_files_sent(&day.first))?;
    let mut bytes = Vec::new();
    for desk in [&day.first, &day.second] {
        let files = day.wait(desk.order(day.orders[1]))?.files;
        ledger.expect("files of the caller's order", &files.len(), &1);
        for file in files {
            let place = day.wait(desk.fetch_attachment(file.id, Progress::new()))?;
            bytes.push(std::fs::read(place)?);
        }
    }
    let same = bytes.len() == 2 && !bytes[0].is_empty() && bytes[0] == bytes[1];
    ledger.hold("the picture is the same on both desks", same);
    let waiting = day.wait(day.first.link())?.files.files;
    ledger.expect("files that wait to be sent", &waiting, &0);
    ledger.note("the picture that one desk kept came to the other by way of headquarters");

    Ok(())
}

/// Waits until headquarters has all files, or for as long as anyone would.
async fn all_files_sent(desk: &Engine) -> Result<(), Astray> {
    let mut changes = desk.changes();
    while desk.link().await?.files.files > 0 {
        if tokio::time::timeout(PATIENCE, changes.changed()).await.is_err() {
            break;
        }
    }

    Ok(())
}

/// Headquarters and both desks, the one that was cut off among them, hold the same.
fn agree(day: &Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let stream = format!("branch:{BRANCH}");
    let first = day.runtime.block_on(Holding::of_desk(&day.first, &stream))?;
    let second = day.runtime.block_on(Holding::of_desk(&day.second, &stream))?;
    let there = Holding::of_headquarters(&day.hq, &stream)?;
    ledger.hold("there are orders to compare", first.orders.len() > day.orders.len());
    ledger.hold("there are customers to compare", !first.customers.is_empty());
    let van = Location::Van(day.technicians[1]);
    for location in [Location::Store, van] {
        let held = first.balances.keys().any(|(_, place)| *place == location);
        ledger.hold("there are pieces to compare in the store and in a van", held);
    }
    ledger.hold("there are tasks to compare", first.tasks.iter().any(|tasks| !tasks.is_empty()));
    let [clerk, hq, dispatcher] = ["the desk that was cut off", "headquarters", "the first desk"];
    agreement::compare(ledger, (clerk, &second), (dispatcher, &first));
    agreement::compare(ledger, (hq, &there), (dispatcher, &first));
    agreement::compare(ledger, (clerk, &second), (hq, &there));
    let (first, second) = (day.wait(day.first.digests())?, day.wait(day.second.digests())?);
    ledger.expect("digests of all streams on both desks", &second, &first);

    Ok(())
}

/// The second desk had no network all day: what it took in there waits, and is everywhere in the end.
fn cut_off(day: &Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let desk = &day.second;
    let before = day.wait(desk.link())?.queue.unsent;
    let intake = Intake {
        name: "吴桂兰".to_owned(),
        phone: Phone::parse("13612340099"),
        place: Address {
            city: "上海市".to_owned(),
            district: "浦东新区".to_owned(),
            detail: "高科西路 2111 弄 3 号 401 室".to_owned(),
            ..Address::default()
        },
        plate: Plate { category: Some(Category::Washer), ..Plate::default() },
        kind: OrderKind::Consultation,
        description: "洗衣机怎样自己清洗过滤网？".to_owned(),
        ..Intake::default()
    };
    let received = day.wait(desk.receive_order(intake))?;
    let words = Some("关水后逆时针旋出右下角的过滤网，冲洗后装回。".to_owned());
    day.wait(desk.advance_order(received.order, Event::Answer, words))?;
    day.wait(desk.advance_order(received.order, Event::Close, None))?;
    let state = day.wait(desk.order(received.order))?.state;
    ledger.expect("state of a question answered without a network", &state, &State::Closed);
    let unknown = day.wait(day.first.order(received.order)).is_err();
    ledger.hold("the other desk knows nothing of it yet", unknown);
    let waiting = day.wait(desk.link())?.queue.unsent;
    ledger.hold("it waits on the desk", waiting > before);
    ledger.note("the clerk's desk took a call and answered it without a network");

    Ok(())
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
