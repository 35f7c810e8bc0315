//! Two desks that do different things to the same records while headquarters is away, and what people decide then.

use domain::{Customer, CustomerId};

use super::real::{Trial, digests, start};
use super::*;
use crate::{Attention, FiledIn, OrderFlag};

/// Two desks of a branch with a customer, each of which gave the customer another name.
struct Quarrel {
    _trial: Trial,
    desks: [Engine; 2],
    customer: CustomerId,
}

impl Quarrel {
    fn new() -> Self {
        let mut trial = Trial::new();
        let desks = [trial.join(), trial.join()];
        let customer = Customer { name: "欧阳喆".to_owned(), ..Customer::default() };
        let saved = wait(desks[0].save_customer(None, customer)).expect("a customer");
        settle_down(&desks);
        let address = trial.headquarters.address();
        trial.headquarters.stop().expect("an orderly end");
        for (desk, name) in desks.iter().zip(["欧阳哲", "欧阳吉"]) {
            let customer = Customer { name: name.to_owned(), ..Customer::default() };
            let opened = wait(desk.household(saved.id)).expect("the file").opened();
            wait(desk.save_customer(Some(opened), customer)).expect("work goes on");
        }
        trial.headquarters = start(&trial.folder, address);
        settle_down(&desks);

        Self { _trial: trial, desks, customer: saved.id }
    }

    fn name(&self, desk: usize) -> String {
        wait(self.desks[desk].household(self.customer)).expect("a customer").customer.name
    }
}

/// Exchanges until every desk has what the others did.
fn settle_down(desks: &[Engine; 2]) {
    for desk in [&desks[0], &desks[1], &desks[0]] {
        wait(desk.exchange_now()).expect("a headquarters");
    }
}

fn attention(desk: &Engine) -> Attention {
    wait(desk.attention()).expect("a database")
}

#[test]
fn a_name_that_lost_is_shown_on_both_desks_with_what_stands() {
    let quarrel = Quarrel::new();
    let stands = quarrel.name(0);

    for desk in &quarrel.desks {
        let lost = attention(desk).lost;
        assert_eq!(lost.len(), 1);
        assert_eq!(lost[0].now, serde_json::json!(stands));
        assert_ne!(lost[0].row.lost, lost[0].now);
        assert_eq!(lost[0].about.room, Some(FiledIn::Household(quarrel.customer)));
        assert!(lost[0].replaceable);
    }
    let entered_here =
        quarrel.desks.iter().filter(|desk| attention(desk).lost[0].row.own.is_some());
    assert_eq!(entered_here.count(), 1);
}

#[test]
fn what_lost_takes_the_place_of_what_stands_and_back() {
    let quarrel = Quarrel::new();
    let stood = quarrel.name(1);
    let lost = attention(&quarrel.desks[1]).lost.remove(0).row;
    let undo = wait(quarrel.desks[1].settle_conflict(lost.id, true)).expect("an entry");
    settle_down(&quarrel.desks);

    for desk in 0..2 {
        assert_eq!(serde_json::json!(quarrel.name(desk)), lost.lost);
        assert_eq!(attention(&quarrel.desks[desk]).lost, []);
    }
    wait(quarrel.desks[1].undo(undo)).expect("a decision");
    settle_down(&quarrel.desks);
    for desk in 0..2 {
        assert_eq!(quarrel.name(desk), stood);
        assert_eq!(attention(&quarrel.desks[desk]).lost.len(), 1);
    }
    assert_eq!(digests(&quarrel.desks[0]), digests(&quarrel.desks[1]));
}

#[test]
fn what_stands_may_stand_and_the_decision_reaches_the_other_desk() {
    let quarrel = Quarrel::new();
    let lost = attention(&quarrel.desks[0]).lost.remove(0).row.id;
    let stands = quarrel.name(0);
    wait(quarrel.desks[0].settle_conflict(lost, false)).expect("an entry");
    settle_down(&quarrel.desks);

    assert_eq!(attention(&quarrel.desks[1]).lost, []);
    assert_eq!(quarrel.name(1), stands);
    let again = wait(quarrel.desks[1].settle_conflict(lost, true));
    assert!(matches!(again, Err(Error::Unknown(_))), "{again:?}");
}

#[test]
fn a_refused_operation_is_let_go_and_taken_up_again() {
    let trial = Trial::new();
    let desk = trial.join();
    let device = hq::device::list(trial.headquarters.storage()).expect("a database")[0].id;
    hq::device::revoke(trial.headquarters.storage(), &device.to_string()).expect("a device");
    hire(&desk, "王建国").expect("a person");
    wait(desk.exchange_now()).expect_err("the desk was sent away");
    let declined = attention(&desk).refused.remove(0);
    assert_eq!(declined.fields, declined.wanted.len());
    let wanted = |it: &crate::Wanted| it.field.as_deref() == Some("name");
    let name = declined.wanted.iter().find(|it| wanted(it)).expect("a name was wanted");
    assert_eq!(name.value, serde_json::json!("王建国"));

    let undo = wait(desk.let_go(declined.refused.operation.op_id)).expect("an operation");
    assert_eq!(attention(&desk).refused, []);
    assert_eq!(wait(desk.link()).expect("a database").queue.refused, 0);
    wait(desk.undo(undo)).expect("an operation");
    assert_eq!(attention(&desk).refused.len(), 1);
}

#[test]
fn whoever_is_on_the_way_to_a_cancelled_order_is_told_once() {
    let mut trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    let roles = vec![domain::Role::Technician];
    let person = domain::Staff { name: "王建国".to_owned(), roles, ..blank() };
    let technician = wait(desks[0].write_person(None, person)).expect("a technician").id;
    let taken = wait(desks[0].receive_order(crate::testing::call())).expect("an order");
    settle_down(&desks);
    let address = trial.headquarters.address();
    trial.headquarters.stop().expect("an orderly end");
    let plan = crate::Plan { technician, slot: None, agreed: false, remark: None };
    wait(desks[1].assign(taken.order, plan)).expect("a visit");
    let reason = domain::CancelReason::CustomerCancels;
    wait(desks[0].cancel_order(taken.order, reason, None)).expect("a ready order");
    trial.headquarters = start(&trial.folder, address);
    settle_down(&desks);

    for desk in &desks {
        let orders = attention(desk).orders;
        assert_eq!(orders.len(), 1, "{orders:?}");
        assert!(orders[0].stop_notice);
    }
    let down = wait(desks[1].put_down(taken.order, OrderFlag::StopNotice)).expect("an order");
    wait(desks[1].undo(down)).expect("just put down");
    settle_down(&desks);
    assert!(attention(&desks[0]).orders[0].stop_notice, "headquarters lets it be put up again");
    wait(desks[1].put_down(taken.order, OrderFlag::StopNotice)).expect("an order");
    settle_down(&desks);
    assert_eq!(attention(&desks[0]).orders, []);
}

#[test]
fn that_too_much_may_stand_is_known_at_the_other_desk_and_thought_again_there() {
    let trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    let roles = vec![domain::Role::Technician];
    let person = domain::Staff { name: "王建国".to_owned(), roles, ..blank() };
    let technician = wait(desks[0].write_person(None, person)).expect("a technician").id;
    let order = wait(desks[0].receive_order(crate::testing::call())).expect("an order").order;
    wait(desks[0].deed("take_payment", move |deed| {
        deed.note::<_, domain::ReceiptId>(&domain::Receipt {
            order,
            visit: None,
            technician,
            amount: domain::Money::fen(500),
            means: None,
            on: None,
            at: deed.now,
            reverses: None,
        })
    }))
    .expect("a receipt");
    settle_down(&desks);
    assert_eq!(attention(&desks[1]).overpaid.len(), 1);

    let undo = wait(desks[1].let_stand(order)).expect("a tip");
    settle_down(&desks);
    for desk in &desks {
        assert_eq!((attention(desk).overpaid, attention(desk).refused), (vec![], vec![]));
    }
    wait(desks[1].undo(undo)).expect("nothing came after it");
    settle_down(&desks);
    assert_eq!(attention(&desks[0]).overpaid.len(), 1);
    assert_eq!(digests(&desks[0]), digests(&desks[1]));
}

#[test]
fn what_two_forms_that_were_open_at_once_changed_both_stays_or_is_told() {
    let trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    let customer = Customer { name: "欧阳喆".to_owned(), ..Customer::default() };
    let id = wait(desks[0].save_customer(None, customer)).expect("a customer").id;
    settle_down(&desks);
    let open = |desk: &Engine| wait(desk.household(id)).expect("the file").opened();
    let (mine, theirs) = (open(&desks[0]), open(&desks[1]));
    let write =
        |desk: &Engine, opened: crate::Opened<_, Customer>, name: &str, note: Option<&str>| {
            let typed = Customer {
                name: name.to_owned(),
                note: note.map(str::to_owned),
                ..opened.record.clone()
            };
            wait(desk.save_customer(Some(opened), typed)).expect("a name is there");
        };
    write(&desks[1], theirs, "欧阳哲", Some("门铃坏了"));
    settle_down(&desks);
    // The first form was open all the while: it shows neither the new name nor the note.
    write(&desks[0], mine, "欧阳吉", None);
    settle_down(&desks);

    for desk in &desks {
        let customer = wait(desk.household(id)).expect("the file").customer;
        assert_eq!(
            (customer.name.as_str(), customer.note.as_deref()),
            ("欧阳吉", Some("门铃坏了"))
        );
    }
    let lost = attention(&desks[0]).lost;
    assert_eq!(lost.len(), 1, "the other name is told: {lost:?}");
}
