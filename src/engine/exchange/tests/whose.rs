//! Whose number this is, asked of a real headquarters.

use domain::{OrderKind, Phone, Place, State};
use hq::intake::{Caller, Intake, add_order};
use serde_json::json;

use super::real::Trial;
use super::*;
use crate::Elsewhere;

/// A headquarters with a second branch, and a customer at each.
fn trial() -> Trial {
    let trial = Trial::new();
    let storage = trial.headquarters.storage();
    let served = hq::branch::Served::parse("440305=南山区").expect("a district");
    hq::branch::add(storage, "SZ01", "南山服务部", &[served]).expect("a branch");
    for (district, code, name, phone) in
        [("浦东新区", "310115", "王芳", "13900005678"), ("南山区", "440305", "李雷", "13800001234")]
    {
        let order = json!({
            "source": "shop",
            "kind": "install",
            "customer": {"name": name, "phones": [phone]},
            "address": {"district": district, "detail": "花木路1号", "code": code},
            "appliance": {"category": "water_heater", "brand": "示例"}
        });
        let taken = add_order(storage, Caller::default(), order);
        assert!(matches!(taken, Ok(Intake::Taken(_))), "{taken:?}");
    }

    trial
}

fn phone(number: &str) -> Phone {
    Phone::parse(number).expect("a number")
}

#[test]
fn a_number_that_nobody_here_has_is_known_at_another_branch_without_street_and_door() {
    let trial = trial();
    let desk = trial.join();
    let known = wait(desk.known_elsewhere(&phone("138 0000 1234"))).expect("a headquarters");

    let place = Place {
        district: "南山区".to_owned(),
        code: domain::DistrictCode::parse("440305"),
        ..Place::default()
    };
    let expected = Elsewhere {
        branch: "南山服务部".to_owned(),
        name: "李雷".to_owned(),
        place,
        order: Some("SZ01-H00001".to_owned()),
        kind: Some(OrderKind::Install),
        state: Some(State::Ready),
    };
    assert_eq!(known, [expected]);
    let own = wait(desk.known_elsewhere(&phone("139 0000 5678"))).expect("a headquarters");
    assert_eq!(own, [], "whom this branch knows it finds by itself");
    let nobody = wait(desk.known_elsewhere(&phone("137 0000 0000"))).expect("a headquarters");
    assert_eq!(nobody, []);
}

#[test]
fn without_headquarters_nothing_is_said_of_a_number_and_orders_are_taken_in() {
    let trial = trial();
    let desk = trial.join();
    trial.headquarters.stop().expect("an orderly end");

    let asked = wait(desk.known_elsewhere(&phone("138 0000 1234")));
    assert!(matches!(asked, Err(Error::Offline)), "{asked:?}");
    assert!(wait(desk.receive_order(crate::testing::call())).is_ok());
}
