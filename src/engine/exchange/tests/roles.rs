//! Desks that share the work of a branch.

use std::time::{Duration, Instant};

use domain::{DeskRole, DeskWork};
use sync::wire::Why;

use super::real::{Trial, start};
use super::*;

/// A desk of the branch that headquarters gives this role while it hires somebody, neither hearing of the other.
fn hiring(trial: &mut Trial, role: DeskRole) -> Engine {
    let desk = trial.join();
    let address = trial.headquarters.address();
    trial.stop();
    let storage = hq::Storage::open(trial.folder.path()).expect("a folder");
    assign(&storage, role);
    drop(storage);
    hire(&desk, "王芳").expect("it has not heard yet");
    trial.headquarters = start(&trial.folder, address);

    desk
}

/// The desk that joined last is there for this from now on.
fn assign(storage: &hq::Storage, role: DeskRole) {
    let devices = hq::device::list(storage).expect("a database");
    let device = devices.last().expect("a device").id.to_string();
    hq::device::assign_role(storage, &device, role).expect("a device");
}

fn role(desk: &Engine) -> DeskRole {
    wait(desk.desk()).expect("a database").expect("an office").role
}

#[test]
fn a_desk_hears_what_it_is_there_for_and_does_nothing_else() {
    let mut trial = Trial::new();
    // Done before the news arrived: headquarters refuses it, and a person sees that.
    let desk = hiring(&mut trial, DeskRole::PartsKeeper);
    wait(desk.exchange_now()).expect("online");

    let refused = wait(desk.attention()).expect("a database").refused;
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].refused.why, Some(Why::FieldNotAllowed));
    assert_eq!(role(&desk), DeskRole::PartsKeeper);
    assert!(desk.may(DeskWork::Parts) && !desk.may(DeskWork::Office));

    // From now on nothing of the kind is even written down here.
    let again = hire(&desk, "李明");
    assert!(matches!(again, Err(Error::NotYours(DeskRole::PartsKeeper))), "{again:?}");
    assert_eq!(wait(desk.link()).expect("a database").queue.unsent, 0);
    let people = wait(desk.desk()).expect("a database").expect("an office").staff;
    assert!(people.iter().all(|person| person.name != "李明"), "{people:?}");
}

#[test]
fn a_desk_that_is_there_for_more_again_goes_on() {
    let mut trial = Trial::new();
    let desk = hiring(&mut trial, DeskRole::ReadOnly);
    wait(desk.exchange_now()).expect("online");
    assert!(hire(&desk, "李明").is_err());

    // It listens, and hears of it at once.
    std::thread::sleep(Duration::from_millis(300));
    assign(trial.headquarters.storage(), DeskRole::Manager);
    let begun = Instant::now();
    while role(&desk) != DeskRole::Manager {
        assert!(begun.elapsed() < Duration::from_secs(10), "nobody told it");
        std::thread::sleep(Duration::from_millis(20));
    }
    hire(&desk, "李明").expect("it may");
}
