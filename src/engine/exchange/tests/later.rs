//! An office that begins by itself and joins a headquarters later.

use domain::{Customer, Office, Place};

use super::real::{Trial, digests};
use super::*;
use crate::founding::Founding;
use crate::{Progress, Refusal};

/// An office with a past, of its own.
fn founded(code: &str) -> Engine {
    begun(Engine::in_memory(Clock::System).expect("memory is always there"), code)
}

pub(super) fn begun(engine: Engine, code: &str) -> Engine {
    let place =
        Place {
            city: "上海市".to_owned(), district: "浦东新区".to_owned(), ..Place::default()
        };
    let office = Office {
        code: code.to_owned(),
        name: "老王家电".to_owned(),
        phone: Some("021-58880000".to_owned()),
        place,
        ..Office::default()
    };
    let founding = Founding {
        office,
        first: "老王".to_owned(),
        technicians: vec!["小张".to_owned()],
        suggested_prices: true,
        ..Founding::default()
    };
    wait(engine.found_office(founding)).expect("a new office");
    let customer = Customer { name: "李芳".to_owned(), ..Customer::default() };
    wait(engine.deed("save_customer", move |deed| deed.create::<_, domain::CustomerId>(&customer)))
        .expect("a customer");

    engine
}

#[test]
fn an_office_of_its_own_brings_everything_along_and_takes_over_what_headquarters_says() {
    let trial = Trial::new();
    let ours = founded("SH01");
    hire(&ours, "小李").expect("a person");
    let before = wait(ours.desk()).expect("a database").expect("an office");
    wait(ours.join(trial.joining(), Progress::new())).expect("a place at the branch");
    let second = trial.join();
    wait(ours.exchange_now()).expect("a network");

    let (here, there) = (wait(ours.desk()), wait(second.desk()));
    let here = here.expect("a database").expect("an office");
    let there = there.expect("a database").expect("an office");
    assert_eq!(here.staff, before.staff);
    assert_eq!((&here.office, &here.staff), (&there.office, &there.staff));
    assert_eq!(here.office.name, "浦东服务部", "as headquarters says");
    assert_eq!(here.office.phone.as_deref(), Some("021-58880000"), "headquarters had none");
    assert_eq!((here.letters.as_str(), there.letters.as_str()), ("A", "B"));
    assert_ne!(here.office_id, before.office_id, "it is headquarters' record");
    assert_eq!(digests(&ours), digests(&second));
    let count = |engine: &Engine, kind: &'static str| {
        wait(engine.workers.read(move |session| Ok(session.count(kind)?))).expect("a database")
    };
    for kind in ["customer", "office", "area", "tariff", "warranty_term", "code"] {
        assert_eq!(count(&ours, kind), count(&second, kind), "{kind}");
    }
    assert_eq!(count(&ours, "customer"), 1);
    assert_eq!(count(&ours, "area"), 1, "headquarters draws them");
    let queue = wait(ours.link()).expect("a database").queue;
    assert_eq!((queue.unsent, queue.refused), (0, 0));
}

#[test]
fn an_office_joins_only_under_its_own_code_and_as_the_first_of_it_and_the_code_stays_good() {
    let trial = Trial::new();
    let other = founded("BJ07");
    let joining = trial.joining();
    let refused = wait(other.join(joining.clone(), Progress::new()));
    assert!(matches!(refused, Err(Error::Headquarters(Refusal::OtherOffice))));
    let here = wait(other.desk()).expect("a database").expect("an office");
    assert_eq!((here.office.code.as_str(), here.staff.len()), ("BJ07", 2));
    assert!(matches!(wait(other.headquarters()), Ok(None)));

    let first = Engine::in_memory(Clock::System).expect("memory");
    wait(first.join(joining, Progress::new())).expect("the code is still good");
    let late = wait(founded("SH01").join(trial.joining(), Progress::new()));
    assert!(matches!(late, Err(Error::Headquarters(Refusal::OtherOffice))));
}

#[test]
fn the_demo_city_joins_nobody() {
    let trial = Trial::new();
    let demo = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    wait(demo.try_demo(Progress::new())).expect("a city");

    let refused = wait(demo.join(trial.joining(), Progress::new()));
    assert!(matches!(refused, Err(Error::AlreadyFounded)));
}
