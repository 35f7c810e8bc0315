//! What headquarters says for all its branches, as a desk hears it: currency, prices, parts, and why it cancels.

use std::path::PathBuf;

use domain::{Category, Currency, Money, OrderKind, Phone, Role, Staff};
use hq::list::{Kind, import};
use locale::Language;

use super::real::{Trial, digests};
use super::*;
use crate::testing::call;
use crate::{Intake, Plan, Plate};

const POUNDS: Currency = Currency::Gbp;

fn read(trial: &Trial, kind: Kind, text: &str) {
    let file: PathBuf = trial.folder.path().join("in.csv");
    std::fs::write(&file, text).expect("a file");
    let storage = trial.headquarters.storage();
    import(storage, kind, &file, (Language::English, false)).expect("a sound table");
}

#[test]
fn currency_prices_and_parts_that_headquarters_sets_count_on_every_desk_in_the_next_order() {
    let trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    let storage = trial.headquarters.storage();
    hq::books::keep_in(storage, POUNDS).expect("nothing was charged");
    assert!(hq::catalog::name_parts(storage, Language::English).expect("a database") > 10);
    read(&trial, Kind::Prices, "Work,Machine,Labour,Call-out,Remote area\nRepair,any,60,25,10\n");
    let parts = "Number,Name,Unit,Unit price\nWH-1001,Immersion heater,pcs,45.50\n\
                 UK-1,Door seal,pcs,12\n";
    read(&trial, Kind::Parts, parts);
    read(&trial, Kind::Parts, "Number,停用\nWH-1002,yes\n");
    read(&trial, Kind::Terms, "Machine,Brand,停用\nWater heater,,yes\n");
    for desk in &desks {
        wait(desk.exchange_now()).expect("a headquarters");
    }

    for desk in &desks {
        let prices = wait(desk.prices()).expect("a database");
        assert_eq!((prices.currency, prices.set_here), (POUNDS, false));
        let part = |number: &str| {
            let found = prices.parts.iter().find(|(_, part)| part.number == number);
            found.map(|(_, part)| (part.name.clone(), part.price_in(POUNDS)))
        };
        let dear = Some(Money::new(4_550, POUNDS));
        assert_eq!(part("WH-1001"), Some(("Immersion heater".to_owned(), dear)));
        assert_eq!(part("UK-1"), Some(("Door seal".to_owned(), Some(Money::new(1_200, POUNDS)))));
        assert_eq!(part("WH-1002"), None);
        assert_eq!(part("WH-1003"), Some(("Thermostat".to_owned(), None)), "nobody knows it in £");
    }
    assert_eq!(digests(&desks[0]), digests(&desks[1]));

    let purchased = chrono::NaiveDate::from_ymd_opt(2010, 1, 5);
    let plate = Plate { purchased, category: Some(Category::WaterHeater), ..call().plate };
    let intake = Intake { plate, ..call() };
    let order = wait(desks[1].receive_order(intake)).expect("an order").order;
    let order = wait(desks[1].order(order)).expect("an order").order;
    assert_eq!(order.kind, OrderKind::Repair);
    let quote = order.quote.expect("headquarters' price");
    assert_eq!((quote.labour, quote.trip), (Money::new(6_000, POUNDS), Money::new(2_500, POUNDS)));
}

#[test]
fn whoever_must_stop_a_technician_reads_why_and_whom_to_call() {
    let trial = Trial::new();
    let desk = trial.join();
    let phone = Phone::parse("07700 900123");
    let (roles, name) = (vec![Role::Technician], "Tom Hardwick".to_owned());
    let person = Staff { name, roles, phone, ..blank() };
    let technician = wait(desk.write_person(None, person)).expect("a technician").id;
    let order = wait(desk.receive_order(call())).expect("an order").order;
    let plan = Plan { technician, slot: None, agreed: false, remark: None };
    wait(desk.assign(order, plan)).expect("a visit");
    wait(desk.exchange_now()).expect("a headquarters");
    let number = wait(desk.order(order)).expect("an order").order.number.to_string();
    let why = "The shop took the machine back";
    hq::order::cancel(trial.headquarters.storage(), &number, why).expect("an order");
    wait(desk.exchange_now()).expect("a headquarters");

    let attention = wait(desk.attention()).expect("a database");
    let stop = attention.stops.get(&order).expect("a stop notice");
    assert_eq!(stop.why.as_deref(), Some(why));
    let (name, phone) = stop.technicians.first().cloned().expect("somebody went");
    assert_eq!((name.as_str(), phone), ("Tom Hardwick", Phone::parse("07700 900123")));
}
