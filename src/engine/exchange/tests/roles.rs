//! Desks that share the work of a branch.

use domain::{DeskRole, DeskWork};
use sync::wire::Why;

use super::real::Trial;
use super::*;

/// A desk of the branch that headquarters gives this role once it is in.
fn assigned(trial: &Trial, role: DeskRole) -> Engine {
    let desk = trial.join();
    assign(trial, role);

    desk
}

/// The desk that joined last is there for this from now on.
fn assign(trial: &Trial, role: DeskRole) {
    let devices = hq::device::list(trial.headquarters.storage()).expect("a database");
    let device = devices.last().expect("a device").id.to_string();
    hq::device::assign_role(trial.headquarters.storage(), &device, role).expect("a device");
}

fn role(desk: &Engine) -> DeskRole {
    wait(desk.desk()).expect("a database").expect("an office").role
}

#[test]
fn a_desk_hears_what_it_is_there_for_and_does_nothing_else() {
    let trial = Trial::new();
    let desk = assigned(&trial, DeskRole::PartsKeeper);
    // Done before the news arrived: headquarters refuses it, and a person sees that.
    hire(&desk, "王芳").expect("it has not heard yet");
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
    let trial = Trial::new();
    let desk = assigned(&trial, DeskRole::ReadOnly);
    hire(&desk, "王芳").expect("it has not heard yet");
    wait(desk.exchange_now()).expect("online");
    assert!(hire(&desk, "李明").is_err());

    assign(&trial, DeskRole::Manager);
    // It listens, so that it asks again after some minutes; a new start asks at once.
    desk.exchange.begin();
    wait(desk.exchange_now()).expect("online");
    assert_eq!(role(&desk), DeskRole::Manager);
    hire(&desk, "李明").expect("it may");
}
