use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::hq::Given;
use crate::testing::{Office, branch, object};
use crate::wire::{Code, Pull, Verdict};
use crate::{Change, Digest, Row, limits};

/// Small: two rows of one field make a page.
const SMALL: Packing = Packing { rows: 4, bytes: 300 };
const ALL: u64 = 1_000_000;

/// A branch with so many households.
fn office_of(households: usize) -> (Office, Vec<Uuid>) {
    let mut office = Office::new().packing(SMALL);
    let ids = (0..households).map(|n| office.customer(json!({"name": format!("王{n}")})));
    let ids = ids.collect();

    (office, ids)
}

/// All that a desk has which fetches everything, and how many of its pages came packed.
fn fetch(office: &mut Office) -> (Vec<Row>, usize) {
    fetch_from(office, 0)
}

fn fetch_from(office: &mut Office, from: u64) -> (Vec<Row>, usize) {
    let (mut rows, mut packed): (Vec<Row>, _) = (Vec::new(), 0);
    let (mut after, mut floor) = (from, 0);
    loop {
        let pull = Pull { floor, ..above(after, SMALL.bytes as u64) };
        let given = office.given(0, &pull).expect("granted");
        packed += usize::from(given.packet.is_some());
        let page = given.open().expect("a packet");
        floor = if after == 0 { page.floor } else { floor };
        assert!(page.rows.iter().map(|row| row.seq).is_sorted_by(|a, b| a < b));
        assert_eq!(page.rows.last().map_or(page.head, |row| row.seq), page.next);
        for row in page.rows.into_iter().map(|row| row.open().expect("fields")) {
            assert!(row.is_intact() && row.seq > after);
            rows.retain(|own| own.id != row.id);
            rows.push(row);
        }
        after = page.next;
        if let Some(digest) = page.digest {
            assert!(from > 0 || digest == rows.iter().collect::<Digest>());
            return (rows, packed);
        }
    }
}

fn above(after: u64, max: u64) -> Pull {
    Pull::above(branch(), after, max)
}

fn says(rows: &[Row], word: &str) -> bool {
    serde_json::to_string(rows).expect("JSON").contains(word)
}

fn erase(office: &mut Office, customer: Uuid) {
    let id = office.id();
    let body = json!({"customer": customer, "reason": "request", "records": {}, "at": 7});
    let change = Change::Fact { kind: "erasure".to_owned(), id, body: object(body) };
    office.record(0, vec![change]);
    assert_eq!(office.push(0)[0].result, Verdict::Applied);
}

#[test]
fn what_comes_packed_is_what_would_have_come_and_the_digest_says_so() {
    let (mut office, _) = office_of(9);
    let (plain, none) = fetch(&mut office);
    assert_eq!((plain.len(), none), (9, 0));

    assert_eq!(office.pack(), 4);
    assert_eq!(fetch(&mut office), (plain, 4));
}

#[test]
fn the_last_rows_wait_until_they_fill_a_page_and_then_follow() {
    let (mut office, _) = office_of(8);
    assert_eq!(office.pack(), 3, "the fourth still grows");
    assert_eq!(office.pack(), 0);

    office.customer(json!({"name": "王"}));
    assert_eq!(office.pack(), 1);
    assert_eq!(fetch(&mut office).1, 4);
}

#[test]
fn a_small_stream_is_not_packed() {
    let (mut office, _) = office_of(4);
    assert_eq!(office.pack(), 0);

    office.customer(json!({"name": "王"}));
    assert_eq!(office.pack(), 2);
}

#[test]
fn what_moved_on_since_comes_as_it_was_and_then_as_it_is() {
    let (mut office, ids) = office_of(9);
    office.pack();
    let edit = office.edit(0, ids[0], json!({"name": "黄"}));
    office.act(0, edit);
    let base_rev = office.base_rev(0, "customer", ids[1]);
    office.act(0, Change::Remove { kind: "customer".to_owned(), id: ids[1], base_rev });

    let (rows, packed) = fetch(&mut office);
    assert_eq!(packed, 4);
    assert!(says(&rows, "黄") && !says(&rows, "王0") && !says(&rows, "王1"), "{rows:?}");
}

#[test]
fn no_word_of_whoever_was_erased_is_given_out_packed() {
    let (mut office, ids) = office_of(9);
    office.pack();
    let late = office.batch();
    // What a packet says need not be what the record says by now.
    let edit = office.edit(0, ids[0], json!({"name": "黄"}));
    office.act(0, edit);
    erase(&mut office, ids[0]);

    let first = office.given(0, &above(0, ALL)).expect("granted");
    assert_eq!(first.packet, None);
    assert!(!says(&fetch(&mut office).0, "王0"));
    // Read before, kept after: nobody does.
    assert!(late.is_none_or(|late| !office.keep(&late)));
    assert!(office.pack() > 0);
    assert!(!says(&fetch(&mut office).0, "王0"));
}

#[test]
fn rows_that_were_read_before_an_erasure_are_not_kept_after_it() {
    let (mut office, ids) = office_of(9);
    assert!(office.begin_packing());
    let early = office.batch().expect("a full page");
    erase(&mut office, ids[0]);

    assert!(!office.keep(&early));
    assert!(says(
        &early.packet.open().expect("rows").into_iter().map(opened).collect::<Vec<_>>(),
        "王0"
    ));
    assert_eq!(office.given(0, &above(0, ALL)).expect("granted").packet, None);
}

fn opened(row: Sealed) -> Row {
    row.open().expect("fields")
}

#[test]
fn a_removal_that_is_forgotten_brings_nothing_back() {
    let (mut office, ids) = office_of(9);
    office.pack();
    let base_rev = office.base_rev(0, "customer", ids[0]);
    office.act(0, Change::Remove { kind: "customer".to_owned(), id: ids[0], base_rev });
    // A desk that is amid the packets.
    let Given { page, packet } = office.given(1, &above(0, ALL)).expect("granted");
    assert!(packet.is_some());
    office.env.now_ms += limits::TOMBSTONE_MS + 1;
    for desk in [0, 1] {
        office.pull(desk);
        office.note(desk);
    }
    assert_eq!(office.compact(), 1);

    let (rows, packed) = fetch(&mut office);
    assert!(packed == 0 && !says(&rows, "王0"));
    let amid = office.given(1, &above(page.next, ALL)).map_err(|it| it.code);
    assert_eq!(amid, Err(Code::Resync), "it would never hear that the first is gone");
}

#[test]
fn a_damaged_packet_is_read_where_it_came_from() {
    let (mut office, _) = office_of(9);
    office.pack();
    let (plain, _) = fetch(&mut office);
    let mut tx = office.hq.begin();
    let mut packet = tx.packet(&branch(), 2).expect("in memory").expect("the second");
    packet.bytes[9] ^= 1;
    tx.put_packet(&branch(), &packet).expect("in memory");
    tx.commit();

    assert_eq!(fetch(&mut office), (plain, 3));
}

#[test]
fn whoever_is_between_two_packets_meets_the_next() {
    let (mut office, ids) = office_of(9);
    office.pack();
    let (rows, packed) = fetch_from(&mut office, 1);
    assert_eq!((rows.len(), packed), (8, 3));

    // Nothing is left of what lay between.
    let edit = office.edit(0, ids[1], json!({"name": "黄"}));
    office.act(0, edit);
    let given = office.given(0, &above(1, ALL)).expect("granted");
    assert_eq!(given.packet.map(|it| it.after), Some(2));
}

#[test]
fn whoever_asks_for_less_than_a_packet_gets_less() {
    let (mut office, _) = office_of(9);
    office.pack();

    let given = office.given(0, &above(0, 200)).expect("granted");
    assert!(given.packet.is_none() && given.page.rows.len() == 1);
    assert!(office.given(0, &above(0, 300)).expect("granted").packet.is_some());
}

#[test]
fn whoever_may_not_read_a_stream_hears_of_no_packet_either() {
    let (mut office, _) = office_of(9);
    office.pack();
    office.revoke(0);

    assert_eq!(office.given(0, &above(0, ALL)).map_err(|it| it.code), Err(Code::Revoked));
}

#[test]
fn a_restored_headquarters_begins_without_any() {
    let (mut office, _) = office_of(9);
    office.pack();
    let late = {
        office.customer(json!({"name": "王"}));
        office.customer(json!({"name": "王"}));
        office.batch().expect("a full page")
    };
    let backup = office.hq.clone();
    office.env.now_ms += 1_000;
    office.restore(backup);

    assert_eq!(fetch(&mut office).1, 0);
    assert!(!office.keep(&late));
}

#[test]
fn one_packs_at_a_time_and_whoever_stops_without_a_word_is_followed() {
    let (mut office, _) = office_of(9);
    assert!(office.begin_packing());
    assert!(!office.begin_packing() && !office.wants_packing());
    let first = office.batch().expect("a full page");
    assert!(office.keep(&first) && !office.keep(&first), "once");

    office.env.now_ms += limits::SNAPSHOT_HELD_MS;
    assert!(office.wants_packing() && office.begin_packing());
    // A clock that was wrong keeps nobody away.
    office.env.now_ms -= 10 * limits::SNAPSHOT_HELD_MS;
    assert!(office.begin_packing());
}

#[test]
fn packets_of_what_has_mostly_moved_on_are_made_anew() {
    let (mut office, ids) = office_of(9);
    office.pack();
    for id in &ids[..6] {
        let edit = office.edit(0, *id, json!({"name": "黄"}));
        office.act(0, edit);
    }
    assert_eq!(office.pack(), 4);
    let first = office.given(0, &above(0, ALL)).expect("granted").open().expect("rows");
    assert!(first.rows.iter().all(|row| row.seq > 6));
}

#[test]
fn packets_do_not_grow_old() {
    let (mut office, _) = office_of(9);
    office.pack();
    office.env.now_ms += limits::SNAPSHOT_MS;
    assert_eq!(office.compact(), 0);

    assert_eq!(fetch(&mut office).1, 0);
    assert_eq!(office.pack(), 4);
}
