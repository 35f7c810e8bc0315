//! Tests of what a household is known by: repairs of late, one time line, numbers that are gone, sales that were reported.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    AddressId, Appliance, ApplianceId, Category, Customer, CustomerPhone, FeedbackStage, Grade,
    LifeEvent, LifeKind, Moment, Outcome, Phone, Sale, Tier,
};

use super::{Happening, Household};
use crate::testing::{call, office, wait};
use crate::{Engine, Error, Intake, Wrong};

fn number(text: &str) -> Phone {
    Phone::parse(text).expect("a number")
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn file(engine: &Engine, customer: domain::CustomerId) -> Household {
    wait(engine.household(customer)).expect("a file")
}

#[test]
fn a_number_that_is_gone_is_found_after_whoever_has_it_now_and_is_theirs_again_once_they_call()
-> Result<(), Error> {
    let engine = office();
    let old = wait(engine.receive_order(call()))?.customer;
    let opened = file(&engine, old).opened();
    let phones = vec![
        CustomerPhone {
            gone: Some(day(2026, 3, 1)),
            ..CustomerPhone::new(number("138 1234 5678"))
        },
        CustomerPhone::new(number("139 0000 1111")),
    ];
    let customer = Customer { phones, ..opened.record.clone() };
    wait(engine.save_customer(Some(opened), customer))?;
    let hits = wait(engine.find("138 1234 5678", 5))?;
    assert_eq!((hits.len(), hits[0].gone), (1, true));
    assert_eq!(hits[0].phone, "139 0000 1111", "that is the number to call");

    let now = Customer {
        name: "林小美".into(),
        phones: vec![CustomerPhone::new(number("138 1234 5678"))],
        ..Customer::default()
    };
    let new = wait(engine.save_customer(None, now))?.id;
    let hits = wait(engine.find("138 1234 5678", 5))?;
    let found: Vec<_> = hits.iter().map(|hit| (hit.customer, hit.gone)).collect();
    assert_eq!(found, [(new, false), (old, true)], "although the other waits for somebody");

    wait(engine.receive_order(Intake { customer: Some(old), ..call() }))?;
    assert!(!file(&engine, old).customer.has_left(&number("138 1234 5678")));
    Ok(())
}

#[test]
fn what_the_kept_file_says_of_a_number_holds_for_the_one_that_is_found_in_it() -> Result<(), Error>
{
    let engine = office();
    let kept = wait(engine.receive_order(call()))?.customer;
    let person = Customer {
        name: "欧阳喆".into(),
        phones: vec![CustomerPhone::new(number("138 1234 5678"))],
        ..Customer::default()
    };
    let other = wait(engine.save_customer(None, person))?.id;
    let merging = crate::Merging {
        kept,
        other,
        taken: Vec::new(),
        addresses: BTreeMap::default(),
        machines: BTreeMap::default(),
    };
    wait(engine.merge(merging))?;
    let opened = file(&engine, kept).opened();
    let mut customer = opened.record.clone();
    customer.phones[0].gone = Some(day(2026, 3, 1));
    wait(engine.save_customer(Some(opened), customer))?;

    let hits = wait(engine.find("138 1234 5678", 5))?;
    assert_eq!((hits.len(), hits[0].customer, hits[0].gone), (1, kept, true));
    Ok(())
}

#[test]
fn where_nobody_lives_any_more_stands_below_and_nobody_writes_there() -> Result<(), Error> {
    let engine = office();
    let customer = wait(engine.receive_order(call()))?.customer;
    let first = file(&engine, customer).addresses[0].id;
    let place = domain::Place { detail: "世纪大道 1 号".into(), ..Default::default() };
    let new = wait(engine.save_address(None, domain::Address::new(customer, place)))?.id;
    let opened = file(&engine, customer).opened_address(first).expect("it is there");
    let left = domain::Address { moved: Some(day(2026, 10, 1)), ..opened.record.clone() };
    let saved = wait(engine.save_address(Some(opened), left))?;

    let order = |engine: &Engine| -> Vec<AddressId> {
        file(engine, customer).addresses.iter().map(|row| row.id).collect()
    };
    assert_eq!(order(&engine), [new, first]);
    let hits = wait(engine.find("科苑路", 5))?;
    assert_eq!((hits[0].gone, hits[0].line.as_str()), (true, "世纪大道 1 号"));
    let moved = wait(engine.history(customer))?;
    assert!(moved.iter().any(|it| matches!(it.what, Happening::MovedAway(_))));
    wait(engine.undo(saved.undo))?;
    assert_eq!(order(&engine), [first, new]);
    Ok(())
}

#[test]
fn a_promise_of_today_is_late_once_its_hours_are_past() -> Result<(), Error> {
    let engine = office();
    let today = engine.clock().today();
    let promised = domain::Slot::new(today, 600, 660).ok();
    let received = wait(engine.receive_order(Intake { promised, ..call() }))?;
    let late = |engine: &Engine| {
        let known = file(engine, received.customer);
        let promises = known.promises(engine.clock().now(), engine.clock().offset());
        promises.iter().map(|it| (it.order, it.late)).collect::<Vec<_>>()
    };
    assert_eq!(late(&engine), [(received.order, false)]);
    engine.clock().set(engine.clock().now().plus_hours(3));
    assert_eq!(late(&engine), [(received.order, true)]);
    Ok(())
}

#[test]
fn a_repair_of_late_says_who_did_what_and_is_one_line_of_the_history() -> Result<(), Error> {
    let engine = office();
    let order = crate::callbacks::tests::sheet_in(&engine, (0, 0));
    let customer = wait(engine.order(order))?.order.customer;
    let known = file(&engine, customer);
    let [repaired] = known.repaired.as_slice() else { panic!("{:?}", known.repaired) };
    assert_eq!((repaired.order, repaired.measure.is_some()), (order, true));
    assert!(repaired.technician.is_some());
    assert_eq!(known.last_job().map(|order| order.id), Some(order));

    let lines = wait(engine.history(customer))?;
    let of = |wanted: &dyn Fn(&Happening) -> bool| lines.iter().find(|it| wanted(&it.what));
    let visited = of(&|it| matches!(it, Happening::Visited(Outcome::Finished, _)));
    let visited = visited.expect("somebody was there");
    assert_eq!(visited.machine, Some(repaired.appliance));
    assert_eq!(visited.by, repaired.technician);
    assert!(of(&|it| matches!(it, Happening::Ordered(..))).is_some());
    assert!(of(&|it| matches!(it, Happening::Bought(_))).is_some());
    assert!(lines.windows(2).all(|two| two[0].on >= two[1].on), "newest first");

    engine.clock().set(engine.clock().now().plus_hours(91 * 24));
    assert!(file(&engine, customer).repaired.is_empty(), "that is long ago");
    Ok(())
}

#[test]
fn what_happened_in_a_family_is_over_and_can_be_taken_back() -> Result<(), Error> {
    let engine = office();
    let customer = wait(engine.receive_order(call()))?.customer;
    let event =
        |kind, on, note: Option<&str>| LifeEvent { kind, on, note: note.map(str::to_owned) };
    let noted = |event| wait(engine.note_life_event(customer, event));
    let today = day(2026, 11, 21);

    let ahead = noted(event(LifeKind::Wedding, day(2026, 12, 1), None));
    assert!(matches!(ahead, Err(Error::Field { field: "on", why: Wrong::ToCome })));
    let empty = noted(event(LifeKind::Other, today, None));
    assert!(matches!(empty, Err(Error::Field { field: "note", why: Wrong::Missing })));
    noted(event(LifeKind::Child, today, Some("a girl")))?;
    let moved = noted(event(LifeKind::MovedIn, day(2025, 5, 1), None))?;
    let life = |engine: &Engine| file(engine, customer).customer.life;
    let kinds: Vec<_> = life(&engine).iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [LifeKind::MovedIn, LifeKind::Child]);
    let told = wait(engine.history(customer))?;
    assert!(
        told.iter().any(|it| matches!(&it.what, Happening::Life(it) if it.kind == LifeKind::Child))
    );
    wait(engine.undo(moved.undo))?;
    assert_eq!(life(&engine).len(), 1);
    wait(engine.strike_life_event(customer, life(&engine)[0].clone()))?;
    assert!(life(&engine).is_empty());
    Ok(())
}

#[test]
fn a_sale_that_is_reported_counts_for_its_shop_and_seller() -> Result<(), Error> {
    let engine = office();
    let customer = wait(engine.receive_order(call()))?.customer;
    let machine = |shop: Option<&str>, sale| Appliance {
        brand: Some("澄源".into()),
        shop: shop.map(str::to_owned),
        purchased: shop.map(|_| day(2026, 11, 20)),
        sale,
        ..Appliance::new(customer, Category::RangeHood)
    };
    let sale = |seller: &str, grade| {
        Some(Sale { at: Moment(0), by: None, seller: Some(seller.to_owned()), grade })
    };
    let save = |machine| wait(engine.save_appliance(None, machine)).map(|saved| saved.id);
    let refused = save(machine(None, sale("小王", None)));
    assert!(matches!(refused, Err(Error::Field { field: "purchased", why: Wrong::Missing })));
    let registered: ApplianceId =
        save(machine(Some(" 苏宁 "), sale("小王", Some(Grade::VerySatisfied))))?;
    save(machine(Some("苏宁"), None))?;

    let rows = wait(engine.registrations(None))?;
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.shop.as_str(), row.seller.as_deref(), row.sold, row.registered))
        .collect();
    assert_eq!(rows, [("苏宁", None, 1, 0), ("苏宁", Some("小王"), 1, 1)]);
    assert!(wait(engine.registrations(Some(day(2026, 12, 1))))?.is_empty());

    let known = file(&engine, customer);
    let sale = known.machine(registered).and_then(|it| it.appliance.sale.clone());
    let sale = sale.expect("it was reported");
    assert!(sale.at.0 > 0 && sale.by.is_some(), "by whom and when is written down");
    assert_eq!((known.feedback.len(), known.feedback[0].stage), (1, FeedbackStage::Purchase));
    assert!(known.loyalty.tier > Tier::Guest);
    Ok(())
}
