//! Tests of a customer's file.

use domain::{
    Address, Appliance, Category, Customer, CustomerPhone, Level, Phone, Place, WarrantyReason,
};

use crate::testing::{call, office, wait};
use crate::{Error, Wrong};

fn someone() -> Customer {
    let number = Phone::parse("021-5888 6688 转 203").expect("a number");

    Customer {
        name: "上海第一小学".into(),
        organisation: true,
        phones: vec![CustomerPhone {
            label: Some("总务处".into()), ..CustomerPhone::new(number)
        }],
        ..Customer::default()
    }
}

#[test]
fn a_new_file_shows_its_machines_with_todays_verdict() -> Result<(), Error> {
    let engine = office();
    let customer = wait(engine.save_customer(None, someone()))?.id;
    let place = Place { detail: "张杨路 500 号".into(), ..Place::default() };
    let address = Address::new(customer, place);
    let address = wait(engine.save_address(None, address))?.id;
    let appliance = Appliance {
        customer,
        address: Some(address),
        category: Category::WaterHeater,
        name: None,
        brand: None,
        model: None,
        serial: None,
        made: None,
        purchased: chrono::NaiveDate::from_ymd_opt(2021, 3, 1),
        installed: None,
        shop: None,
        invoice: None,
        sale: None,
        part_of: None,
        origin: None,
    };
    wait(engine.save_appliance(None, appliance))?;

    let file = wait(engine.household(customer))?;
    assert_eq!(file.customer.phones[0].label.as_deref(), Some("总务处"));
    assert_eq!(file.addresses.len(), 1);
    assert_eq!(file.machines[0].verdict.reason, WarrantyReason::Expired);
    assert!(file.orders.is_empty());
    Ok(())
}

#[test]
fn an_edit_is_taken_back_field_by_field() -> Result<(), Error> {
    let engine = office();
    let id = wait(engine.save_customer(None, someone()))?.id;
    let vip = Customer { level: Level::Vip, note: Some("先打电话".into()), ..someone() };
    let undo = wait(engine.save_customer(Some(wait(engine.household(id))?.opened()), vip))?.undo;
    let renamed = Customer { name: "上海第一中学".into(), level: Level::Vip, ..someone() };
    wait(engine.save_customer(Some(wait(engine.household(id))?.opened()), renamed))?;
    wait(engine.undo(undo))?;

    let customer = wait(engine.household(id))?.customer;
    assert_eq!((customer.level, customer.note), (Level::Ordinary, None));
    assert_eq!(customer.name, "上海第一中学", "what was written since stays");
    assert_eq!(customer.since, Some(crate::testing::MORNING));
    Ok(())
}

#[test]
fn a_file_without_a_name_is_refused() {
    let engine = office();
    let nameless = Customer { name: "  ".into(), ..someone() };

    assert!(matches!(
        wait(engine.save_customer(None, nameless)),
        Err(Error::Field { field: "name", why: Wrong::Missing })
    ));
}

#[test]
fn a_new_file_can_be_taken_back_until_an_order_needs_it() -> Result<(), Error> {
    let engine = office();
    let saved = wait(engine.save_customer(None, someone()))?;
    let intake = crate::Intake { customer: Some(saved.id), ..call() };
    wait(engine.receive_order(intake))?;
    assert!(matches!(wait(engine.undo(saved.undo)), Err(Error::InUse)));

    let other = wait(engine.save_customer(None, someone()))?;
    wait(engine.undo(other.undo))?;
    assert!(matches!(wait(engine.household(other.id)), Err(Error::Unknown(_))));
    Ok(())
}

#[test]
fn a_form_writes_what_was_changed_in_it_and_nothing_else() -> Result<(), Error> {
    let engine = office();
    let id = wait(engine.save_customer(None, someone()))?.id;
    let (mine, theirs) =
        (wait(engine.household(id))?.opened(), wait(engine.household(id))?.opened());
    let number = Phone::parse("021-58886688").expect("a number");
    let phones = vec![CustomerPhone::new(number)];
    let calls = Customer { phones: phones.clone(), level: Level::Vip, ..theirs.record.clone() };
    wait(engine.save_customer(Some(theirs), calls))?;
    let notes =
        Customer { note: Some("先打电话".into()), level: Level::Vip, ..mine.record.clone() };
    let undo = wait(engine.save_customer(Some(mine), notes))?.undo;

    let customer = wait(engine.household(id))?.customer;
    assert_eq!((&customer.phones, customer.note.as_deref()), (&phones, Some("先打电话")));
    wait(engine.undo(undo))?;
    let customer = wait(engine.household(id))?.customer;
    assert_eq!((customer.phones, customer.note, customer.level), (phones, None, Level::Vip));
    Ok(())
}

#[test]
fn pieces_stand_behind_what_they_are_pieces_of_one_deep() -> Result<(), Error> {
    let engine = office();
    let file = wait(engine.household(wait(engine.receive_order(call()))?.customer))?;
    let machine = |model: &str, part_of| Appliance {
        model: Some(model.to_owned()),
        category: Category::AirConditioner,
        sale: None,
        part_of,
        ..file.machines[0].appliance.clone()
    };
    let save = |appliance| wait(engine.save_appliance(None, appliance)).map(|saved| saved.id);
    let outdoor = save(machine("outdoor", None))?;
    save(machine("alone", None))?;
    let indoor = save(machine("indoor", Some(outdoor)))?;
    let deeper = save(machine("deeper", Some(indoor)));
    assert!(matches!(deeper, Err(Error::Field { field: "part_of", .. })), "{deeper:?}");

    let known = wait(engine.household(file.id))?;
    let models: Vec<_> = known.machines.iter().map(|it| it.appliance.model.as_deref()).collect();
    let after = models.iter().position(|model| *model == Some("outdoor")).map(|at| at + 1);
    assert_eq!(after.and_then(|at| models[at]), Some("indoor"), "{models:?}");
    assert_eq!(known.machine(indoor).and_then(|machine| machine.whole), Some(outdoor));
    let whole = known.opened_machine(outdoor).expect("it is there");
    let within = Appliance { part_of: Some(indoor), ..whole.record.clone() };
    assert!(wait(engine.save_appliance(Some(whole), within)).is_err(), "it has a piece");

    let order = crate::Intake {
        customer: Some(file.id),
        appliance: Some(indoor),
        kind: domain::OrderKind::Repair,
        ..call()
    };
    let order = wait(engine.receive_order(order))?.order;
    let whole = wait(engine.order(order))?.whole;
    assert_eq!(whole.and_then(|it| it.model).as_deref(), Some("outdoor"));
    Ok(())
}
