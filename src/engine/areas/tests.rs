//! Tests of the service areas of an office of its own.

use domain::{Address, Area, Category, OrderKind, Place, Verdict, WarrantyReason};

use super::*;
use crate::testing::{MORNING, call, office, wait};
use crate::{Clock, Founding, Intake};

fn area(district: &str, remote: bool) -> Area {
    Area {
        name: district.to_owned(),
        city: "上海市".to_owned(),
        district: district.to_owned(),
        remote,
        ..Area::default()
    }
}

fn at(district: &str) -> Place {
    Place { district: district.to_owned(), ..call().place }
}

/// An office with an area near by and a remote one.
fn drawn() -> (Engine, [AreaId; 2]) {
    let engine = office();
    let near = wait(engine.write_area(None, area("浦东新区", false))).expect("drawn").id;
    let far = wait(engine.write_area(None, area("崇明区", true))).expect("drawn").id;

    (engine, [near, far])
}

fn area_of_order(engine: &Engine, intake: Intake) -> Option<AreaId> {
    let received = wait(engine.receive_order(intake)).expect("taken in");
    let file = wait(engine.order(received.order)).expect("the order");

    file.address.expect("an address").area
}

#[test]
fn a_typed_address_lies_in_an_area_and_a_remote_one_costs_its_fee() -> Result<(), Error> {
    let (engine, [near, far]) = drawn();
    let guide = wait(engine.call_guide())?;
    let unproven = Verdict::none(WarrantyReason::NoProof);
    let work = (OrderKind::Repair, Category::WaterHeater);
    let remote =
        |district| guide.quote(work, Some(&unproven), &at(district)).expect("a price").remote;
    assert!(remote("浦东新区").is_zero());
    assert!(!remote("崇明").is_zero(), "nobody says the ending");

    assert_eq!(area_of_order(&engine, call()), Some(near));
    let received = wait(engine.receive_order(Intake { place: at("崇明区"), ..call() }))?;
    let file = wait(engine.order(received.order))?;
    assert_eq!(file.address.expect("an address").area, Some(far));
    assert_eq!(file.order.quote.expect("a price").remote, remote("崇明区"));
    Ok(())
}

#[test]
fn what_lies_in_no_area_is_outside_and_what_lies_in_anothers_is_theirs() -> Result<(), Error> {
    let (engine, _) = drawn();
    wait(engine.deed("test", |deed| {
        let theirs = Area { branch: "SH02".to_owned(), ..area("徐汇区", false) };
        deed.create::<_, AreaId>(&theirs).map(drop)
    }))?;
    let areas = wait(engine.areas())?;
    let region = |place: &Place| {
        match areas.region(place) {
            Region::Unknown => "unknown",
            Region::Ours(area) => &area.district,
            Region::Theirs(area) => &area.branch,
            Region::Outside => "outside",
        }
        .to_owned()
    };

    assert_eq!(region(&at("崇明区")), "崇明区");
    assert_eq!(region(&at("徐汇区")), "SH02");
    assert_eq!(region(&at("青浦区")), "outside");
    assert_eq!(region(&at("")), "unknown");
    assert_eq!(wait(office().areas())?.region(&at("青浦区")), Region::Unknown, "none is drawn");
    Ok(())
}

#[test]
fn who_moves_is_in_the_area_of_the_new_address() -> Result<(), Error> {
    let (engine, [near, far]) = drawn();
    let received = wait(engine.receive_order(call()))?;
    let row = wait(engine.household(received.customer))?.addresses.remove(0);
    assert_eq!(row.address.area, Some(near));
    let moved = |district| {
        let address = Address { place: at(district), ..row.address.clone() };
        let file = wait(engine.household(received.customer)).expect("the file");
        wait(engine.save_address(file.opened_address(row.id), address)).expect("saved");
        let file = wait(engine.household(received.customer)).expect("the file");
        file.addresses[0].address.area
    };

    assert_eq!(moved("崇明区"), Some(far));
    assert_eq!(moved("青浦区"), None);
    Ok(())
}

#[test]
fn drawing_changing_and_removing_an_area_is_taken_back() -> Result<(), Error> {
    let (engine, [_, far]) = drawn();
    let remote = |engine: &Engine| {
        let areas = wait(engine.areas()).expect("areas");
        areas.of(&at("崇明区")).map(|(_, area)| area.remote)
    };
    let saved = wait(engine.write_area(Some(far), area("崇明区", false)))?;
    assert_eq!(remote(&engine), Some(false));
    wait(engine.undo(saved.undo))?;
    assert_eq!(remote(&engine), Some(true));

    let undo = wait(engine.remove_area(far))?;
    assert_eq!(remote(&engine), None);
    wait(engine.undo(undo))?;
    assert_eq!(remote(&engine), Some(true));
    assert_eq!(area_of_order(&engine, Intake { place: at("崇明区"), ..call() }), Some(far));

    let drawn = wait(engine.write_area(None, area("青浦区", false)))?;
    wait(engine.undo(drawn.undo))?;
    assert_eq!(wait(engine.areas())?.areas.len(), 2);
    assert!(
        wait(engine.check(crate::Progress::new()))?.findings.is_empty(),
        "the database is sound"
    );
    Ok(())
}

#[test]
fn an_area_needs_a_name_and_a_district_that_no_other_is() {
    let (engine, [near, _]) = drawn();
    let refused = |id, area| match wait(engine.write_area(id, area)) {
        Err(Error::Field { field, why }) => Some((field, why)),
        _ => None,
    };

    assert_eq!(refused(None, Area::default()), Some(("name", Wrong::Missing)));
    assert_eq!(refused(None, area(" ", false)), Some(("name", Wrong::Missing)));
    let nowhere = Area { district: String::new(), ..area("徐汇区", false) };
    assert_eq!(refused(None, nowhere), Some(("district", Wrong::Missing)));
    assert_eq!(refused(None, area("崇明区", false)), Some(("district", Wrong::Taken)));
    assert_eq!(refused(Some(near), area("浦东新区", true)), None, "its own is no other's");
}

#[test]
fn where_headquarters_draws_the_areas_nobody_else_does() -> Result<(), Error> {
    let (engine, [near, _]) = drawn();
    wait(engine.workers.write(|session| Ok(session.put_setting(ADDRESS, "https://hq.example")?)))?;

    assert!(!wait(engine.areas())?.drawn_here);
    let written = wait(engine.write_area(None, area("徐汇区", false)));
    assert!(matches!(written, Err(Error::AreasDrawnElsewhere)));
    assert!(matches!(wait(engine.remove_area(near)), Err(Error::AreasDrawnElsewhere)));
    assert_eq!(wait(engine.areas())?.areas.len(), 2);
    Ok(())
}

#[test]
fn an_office_of_its_own_begins_with_the_district_it_lies_in() -> Result<(), Error> {
    let engine = Engine::in_memory(Clock::by_hand(MORNING))?;
    let office = domain::Office {
        code: "SH01".to_owned(),
        name: "浦东网点".to_owned(),
        place: Place {
            city: "上海".to_owned(), district: "浦东".to_owned(), ..Place::default()
        },
        ..domain::Office::default()
    };
    wait(engine.found_office(Founding {
        office,
        first: "李秀英".to_owned(),
        ..Founding::default()
    }))?;
    let areas = wait(engine.areas())?;

    assert!(matches!(areas.region(&at("浦东新区")), Region::Ours(area) if area.name == "浦东"));
    assert_eq!(areas.region(&at("崇明区")), Region::Outside);
    Ok(())
}

#[test]
fn an_order_filed_by_a_code_alone_has_its_district_its_price_and_its_remoteness()
-> Result<(), Error> {
    let (engine, [_, far]) = drawn();
    let code = domain::DistrictCode::parse("310151").expect("digits");
    let coded = Area {
        districts: vec![code.clone()],
        names: [("310151".to_owned(), "崇明区".to_owned())].into(),
        ..area("崇明区", true)
    };
    wait(engine.deed("test", move |deed| {
        deed.edit(far, |stored: &mut Area| {
            let branch = std::mem::take(&mut stored.branch);
            *stored = Area { branch, ..coded };
        })
    }))?;
    let place = Place { code: Some(code), district: String::new(), ..call().place };
    let order = wait(engine.receive_order(Intake { place, ..call() }))?.order;
    // Headquarters tells neither verdict nor price.
    wait(engine.deed("test", move |deed| {
        deed.edit(order, |order: &mut domain::Order| {
            (order.warranty, order.quote) = (None, None);
        })
    }))?;

    let file = wait(engine.order(order))?;
    assert_eq!(file.address.expect("an address").place.district, "崇明区");
    let there = Whereabouts::In { area: "崇明区".to_owned(), remote: true };
    assert_eq!(file.whereabouts, there);
    assert!(file.warranty.is_some() && file.order.quote.is_none());
    assert!(file.listed.is_some_and(|listed| !listed.remote.is_zero()), "what the list says");

    let orders = wait(engine.orders(crate::OrderFilter::default(), 10))?;
    assert_eq!(orders.remote, [order]);
    let board = wait(engine.board(engine.clock().today(), 1))?;
    let job = board.job(order).expect("it waits");
    assert!(job.remote && job.place.district == "崇明区");
    Ok(())
}

#[test]
fn where_no_area_is_drawn_nothing_is_said_of_one() -> Result<(), Error> {
    let engine = office();
    let order = wait(engine.receive_order(call()))?.order;
    assert_eq!(wait(engine.order(order))?.whereabouts, Whereabouts::Undrawn);

    let (engine, _) = drawn();
    let order = wait(engine.receive_order(Intake { place: at("徐汇区"), ..call() }))?.order;
    assert_eq!(wait(engine.order(order))?.whereabouts, Whereabouts::Unknown);
    Ok(())
}

#[test]
fn callers_of_an_office_without_an_address_live_where_its_areas_are() -> Result<(), Error> {
    let (engine, [_, _]) = drawn();
    let home = |engine: &Engine| wait(engine.areas()).map(|areas| areas.home());
    let near = home(&engine)?;
    assert_eq!((near.city.as_str(), near.district.as_str()), ("上海市", "浦东新区"));

    wait(engine.write_area(None, area("黄浦区", false)))?;
    let near = home(&engine)?;
    assert_eq!((near.city.as_str(), near.district.as_str()), ("上海市", ""), "one of two");
    Ok(())
}

#[test]
fn a_district_given_by_code_in_one_area_and_by_name_in_another_is_one() -> Result<(), Error> {
    let (engine, _) = drawn();
    let mut areas = wait(engine.areas())?;
    let near = areas.areas.iter().find(|(_, area)| !area.remote).cloned();
    let (id, named) = near.expect("one area is near");
    let names = [("310115".to_owned(), named.district.clone())].into();
    areas.areas.push((id, Area { district: String::new(), names, ..named }));
    let home = areas.home();

    assert_eq!(home.district, "浦东新区");
    assert_eq!(home.code.map(|code| code.as_str().to_owned()).as_deref(), Some("310115"));
    Ok(())
}
