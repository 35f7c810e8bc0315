//! Persons who are erased, with a real headquarters and a second desk.

use domain::{CancelReason, ErasureReason};

use super::real::{Trial, digests};
use super::*;
use crate::testing::call;

/// A household whose order is cancelled, as both desks know it.
fn household(desks: &[Engine; 2]) -> domain::CustomerId {
    let received = wait(desks[0].receive_order(call())).expect("a call");
    wait(desks[0].cancel_order(received.order, CancelReason::Duplicate, None)).expect("cancelled");
    for desk in desks {
        wait(desk.exchange_now()).expect("a headquarters");
    }

    received.customer
}

fn is_gone(desk: &Engine) -> bool {
    let found = |text: &str| wait(desk.find(text, 9)).expect("a search").len();

    found("欧阳喆") + found("13812345678") + found("科苑路") == 0
}

/// What an outbox still says.
fn sent(desk: &Engine) -> String {
    let read = desk.workers.read(|session| {
        let waiting = session.refused()?.len();
        let all = session.sent_texts()?;
        Ok(format!("{waiting} {all}"))
    });

    wait(read).expect("an outbox")
}

fn all_agree(trial: &Trial, desks: &[Engine; 2]) {
    for desk in desks.iter().chain(desks) {
        wait(desk.exchange_now()).expect("a headquarters");
    }
    assert_eq!(digests(&desks[0]), digests(&desks[1]));
    let check = hq::check(trial.headquarters.storage()).expect("a check");
    assert_eq!(check.wrong, Vec::<String>::new());
}

#[test]
fn who_is_erased_at_one_desk_is_gone_at_headquarters_and_at_the_other() {
    let trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    let customer = household(&desks);
    assert!(!is_gone(&desks[1]));
    wait(desks[1].erase_customer(customer, ErasureReason::Request)).expect("erased");
    all_agree(&trial, &desks);

    assert!(is_gone(&desks[0]) && is_gone(&desks[1]));
    let there = hq::person::find(trial.headquarters.storage(), "SH01", "13812345678");
    assert_eq!(there.expect("a database"), []);
    for desk in &desks {
        assert!(!sent(desk).contains("欧阳喆"), "{}", sent(desk));
    }
}

#[test]
fn who_is_erased_at_headquarters_is_gone_at_every_desk() {
    let trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    let customer = household(&desks);
    let storage = trial.headquarters.storage();
    hq::person::erase(storage, "SH01", customer.0, ErasureReason::Withdrawn).expect("erased");
    all_agree(&trial, &desks);

    assert!(is_gone(&desks[0]) && is_gone(&desks[1]));
    let file = wait(desks[0].household(customer)).expect("a file");
    assert_eq!(file.erased.map(|it| it.reason), Some(ErasureReason::Withdrawn));
    assert!(!sent(&desks[0]).contains("欧阳喆"), "{}", sent(&desks[0]));
}
