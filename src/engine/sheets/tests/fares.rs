//! The way is charged once for all that is done at a household in a day, unless the customer is let off it.

use domain::{
    Charge, ChargeKind, Event, Moment, Money, Order, OrderId, OrderNumber, Outcome, Slot, Visit,
    VisitId, VisitState,
};

use super::scene::{Job, Scene, wait};
use crate::deed::Happening;
use crate::{Flaw, SheetDoubt, SheetEntry};

/// Another order of the same household, which came in a moment later and is gone for so many days from today.
fn beside(scene: &Scene, job: &Job, days: i64) -> Job {
    let number = OrderNumber::new("SH01", "B", 1).expect("a number");
    let (first, technician, text) = (job.order, scene.technicians[0], number.to_string());
    let day = scene.engine.clock().today() + chrono::TimeDelta::days(days);
    let made = wait(scene.engine.deed("test", move |deed| {
        let head: Order = deed.get(first)?;
        let received = Moment(head.received.0 + 1);
        let order: OrderId = deed.create(&Order { number, received, ..head })?;
        for event in [Event::Accept, Event::Assign, Event::Book] {
            deed.happen(order, event, Happening::default())?;
        }
        let visit: VisitId = deed.create(&Visit {
            order,
            ordinal: 1,
            technician,
            slot: Slot::new(day, 540, 660).ok(),
            booked: true,
            state: VisitState::Planned,
        })?;
        Ok((order, visit))
    }));
    let (order, visit) = made.expect("it can be written");

    Job { order, visit, number: text }
}

/// What the customer owes by a sheet of finished work, in fen; the sheet on screen says the same.
fn due(scene: &Scene, job: &Job) -> i64 {
    let entry = scene.entry(job, Outcome::Finished);
    let form = wait(scene.engine.sheet_form(&job.number)).expect("its sheet is out");
    let shown = form.bill(Outcome::Finished, &[], entry.other).total(domain::Payer::Customer);
    let due = wait(scene.engine.enter_sheet(entry)).expect("it fits").due;
    assert_eq!(due, shown);

    due.minor
}

#[test]
fn of_two_orders_of_a_household_on_one_day_the_first_bears_the_way_whichever_sheet_comes_in_first()
{
    for later_first in [false, true] {
        let scene = Scene::new();
        let first = scene.job();
        let second = beside(&scene, &first, 0);
        let (whole, work) = if later_first {
            let work = due(&scene, &second);
            (due(&scene, &first), work)
        } else {
            (due(&scene, &first), due(&scene, &second))
        };

        assert_eq!((whole, work), (11_000, 8_000), "80 for the work, 30 for the way");
    }
}

#[test]
fn another_day_is_another_way() {
    let scene = Scene::new();
    let first = scene.job();
    let second = beside(&scene, &first, -1);

    assert_eq!((due(&scene, &first), due(&scene, &second)), (11_000, 11_000));
}

#[test]
fn where_the_order_that_bears_the_way_ends_in_vain_or_is_cancelled_the_next_one_bears_it() {
    for outcome in [Some(Outcome::NotHome), Some(Outcome::NeedPart), Some(Outcome::Partial), None] {
        let scene = Scene::new();
        let first = scene.job();
        let second = beside(&scene, &first, 0);
        let entered = end(&scene, &first, outcome);
        assert_eq!((entered, due(&scene, &second)), (Vec::new(), 11_000), "{outcome:?}");
    }
}

#[test]
fn a_sheet_that_came_in_without_the_way_bears_it_once_the_other_ends_in_vain() {
    for outcome in [Some(Outcome::NotHome), Some(Outcome::NeedPart), None] {
        let scene = Scene::new();
        let first = scene.job();
        let second = beside(&scene, &first, 0);
        assert_eq!(due(&scene, &second), 8_000);
        scene.later(60);
        let doubts = end(&scene, &first, outcome);
        let moved =
            SheetDoubt::FareMoved { number: second.number.clone(), amount: Money::fen(3_000) };
        assert_eq!(doubts, if outcome.is_some() { vec![moved] } else { Vec::new() });

        let charged: Vec<Charge> = scene.about(&second);
        let sum: i64 = charged.iter().map(|charge| charge.amount.minor).sum();
        assert_eq!(sum, 11_000, "{outcome:?}");
        let order = second.order;
        let form = wait(scene.engine.callback_form(order)).expect("it is to be called");
        let flaw = Flaw::Cash { due: Money::fen(11_000), taken: Money::fen(0) };
        assert_eq!(form.flaws, [flaw], "what was added is asked for before it is closed");
    }
}

#[test]
fn a_trip_in_vain_that_was_a_slip_takes_its_fee_back_from_the_other_order() {
    for outcome in [Some(Outcome::NotHome), None] {
        let scene = Scene::new();
        let first = scene.job();
        let second = beside(&scene, &first, 0);
        assert_eq!(due(&scene, &second), 8_000);
        scene.later(60);
        end(&scene, &first, outcome);
        scene.later(60);
        match outcome {
            Some(_) => wait(scene.engine.reenter_sheet(first.order)).expect("it was a slip"),
            None => wait(scene.engine.reinstate_order(first.order)).expect("it was a slip"),
        }
        let charged: Vec<Charge> = scene.about(&second);
        assert_eq!(charged.iter().map(|charge| charge.amount.minor).sum::<i64>(), 8_000);
        scene.later(60);
        assert_eq!(due(&scene, &first), 11_000, "it bears the way again");
    }
}

#[test]
fn a_fee_that_nobody_else_bears_that_day_is_not_asked_for_twice() {
    let scene = Scene::new();
    let first = scene.job();
    let second = beside(&scene, &first, -1);
    assert_eq!(due(&scene, &second), 11_000, "the day before");
    scene.later(60);
    assert_eq!(end(&scene, &first, Some(Outcome::NotHome)), []);
    let charged: Vec<Charge> = scene.about(&second);
    assert_eq!(charged.iter().map(|charge| charge.amount.minor).sum::<i64>(), 11_000);
}

/// The sheet of an order comes in without the work, or the order is cancelled.
fn end(scene: &Scene, job: &Job, outcome: Option<Outcome>) -> Vec<SheetDoubt> {
    match outcome {
        Some(outcome) => {
            let entry = scene.entry(job, outcome);
            wait(scene.engine.enter_sheet(entry)).expect("it fits").doubts
        }
        None => {
            let reason = domain::CancelReason::CustomerCancels;
            wait(scene.engine.cancel_order(job.order, reason, None)).expect("it is open");
            Vec::new()
        }
    }
}

#[test]
fn another_household_pays_its_own_way() {
    let scene = Scene::new();
    let (first, second) = (scene.job(), scene.job());

    assert_eq!((due(&scene, &first), due(&scene, &second)), (11_000, 11_000));
}

#[test]
fn a_customer_who_is_let_off_the_way_is_so_for_the_whole_order_with_the_reason_beside_it() {
    let scene = Scene::new();
    let job = scene.job();
    let waiver = Some(" 顺路 ".to_owned());
    let entry =
        SheetEntry { waiver, cash: Money::fen(8_000), ..scene.entry(&job, Outcome::Finished) };
    let entered = wait(scene.engine.enter_sheet(entry)).expect("it fits");
    assert_eq!((entered.due, entered.doubts), (Money::fen(8_000), Vec::new()));

    let charges: Vec<Charge> = scene.about(&job);
    let trip = charges.iter().find(|it| it.kind == ChargeKind::Trip).expect("it is written down");
    assert_eq!((trip.amount, trip.waived.as_deref()), (Money::fen(0), Some("顺路")));

    wait(scene.engine.reenter_sheet(job.order)).expect("it was a slip");
    let form = wait(scene.engine.sheet_form(&job.number)).expect("it is out again");
    let before = form.before.clone().expect("as it was");
    assert_eq!(before.waiver.as_deref(), Some("顺路"));
    let due =
        wait(scene.engine.enter_sheet(SheetEntry { waiver: None, ..before })).expect("it fits").due;
    assert_eq!(due, Money::fen(11_000), "what was taken back lets nobody off");
}
