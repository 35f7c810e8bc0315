//! A disk that is full while something comes from headquarters.

use std::time::{Duration, Instant};

use super::real::{Trial, digests};
use super::*;
use crate::testing::call;
use crate::{Progress, Trouble};

fn limit(desk: &Engine, pages: u32) {
    wait(desk.workers.own(move |store| Ok(store.limit(pages)?))).expect("a database");
}

fn numbers(desk: &Engine) -> Vec<String> {
    let filter = crate::OrderFilter { stage: crate::Stage::All, ..<_>::default() };
    let page = wait(desk.orders(filter, 1_000)).expect("a list");

    page.rows.into_iter().map(|row| row.number).collect()
}

#[test]
fn what_comes_while_the_disk_is_full_is_taken_whole_once_there_is_room() {
    let trial = Trial::new();
    let (one, two) = (trial.join(), trial.join());
    wait(two.exchange_now()).expect("a headquarters");
    // Before anything comes: it comes by itself.
    limit(&two, 1);
    for _ in 0..60 {
        wait(one.receive_order(call())).expect("room");
    }
    wait(one.exchange_now()).expect("a headquarters");

    let refused = wait(two.exchange_now());
    assert!(matches!(refused, Err(Error::DiskFull)), "{refused:?}");
    let link = wait(two.link()).expect("a database");
    assert_eq!((link.trouble, link.is_full()), (Some(Trouble::Full), true));
    let found = wait(two.check(Progress::new())).expect("a database").findings;
    assert_eq!(found, [], "a page is in with its cursor, or not at all");

    limit(&two, u32::MAX - 1);
    wait(two.exchange_now()).expect("there is room");
    assert!(!wait(two.link()).expect("a database").is_full());
    assert_eq!(numbers(&two), numbers(&one));
    assert_eq!(digests(&two), digests(&one));
}

#[test]
fn it_goes_on_by_itself_once_there_is_room() {
    let trial = Trial::new();
    let (one, two) = (trial.join(), trial.join());
    wait(two.exchange_now()).expect("a headquarters");
    // Before anything comes: it comes by itself.
    limit(&two, 1);
    for _ in 0..60 {
        wait(one.receive_order(call())).expect("room");
    }
    wait(one.exchange_now()).expect("a headquarters");
    drop(wait(two.exchange_now()));
    limit(&two, u32::MAX - 1);

    let begun = Instant::now();
    while numbers(&two).len() < 60 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody pressed anything");
        std::thread::sleep(Duration::from_millis(50));
    }
}
