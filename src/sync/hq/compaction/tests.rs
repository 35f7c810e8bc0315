use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::client::{Effect, Page, Read};
use crate::testing::{Office, branch, config, object};
use crate::wire::{Code, Pull, PullReply, Reply, Request};
use crate::{Change, Row, limits};

fn removed_long_ago() -> Office {
    let mut office = Office::new();
    let id = office.customer(json!({"name": "Wang"}));
    let base_rev = office.base_rev(0, "customer", id);
    office.act(0, Change::Remove { kind: "customer".to_owned(), id, base_rev });
    office.env.now_ms += limits::TOMBSTONE_MS + 1;
    office
}

#[test]
fn what_was_removed_long_ago_is_forgotten_once_everyone_has_seen_it() {
    let mut office = removed_long_ago();
    office.note(0);
    office.note(1);
    assert_eq!(office.compact(), 0, "the second desk has not seen it");

    office.pull(1);
    office.note(1);
    assert_eq!(office.compact(), 1);
    assert_eq!(office.hq.rows(&branch()), []);
}

#[test]
fn a_desk_that_was_away_for_longer_fetches_the_stream_anew() {
    let mut office = removed_long_ago();
    let away = office.page(1, 1, 1_000);
    assert!(away.is_ok());

    office.note(0);
    assert_eq!(office.compact(), 1);
    assert_eq!(office.page(1, 1, 1_000).map_err(|it| it.code), Err(Code::Resync));
    assert!(office.page(1, 0, 1_000).is_ok_and(|page| page.floor == 2));
}

/// What somebody does with the records of a branch.
#[derive(Debug, Clone)]
enum Deed {
    Make,
    Rename(prop::sample::Index),
    Remove(prop::sample::Index),
}

fn deeds(most: usize) -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        2 => Just(Deed::Make),
        2 => any::<prop::sample::Index>().prop_map(Deed::Rename),
        3 => any::<prop::sample::Index>().prop_map(Deed::Remove),
    ];

    prop::collection::vec(deed, 0..most)
}

/// The first desk does this, and headquarters has it.
fn does(office: &mut Office, live: &mut Vec<Uuid>, deeds: &[Deed]) {
    for deed in deeds {
        match deed {
            Deed::Rename(which) if !live.is_empty() => {
                let name = format!("王{}", office.env.now_ms);
                let edit = office.edit(0, *which.get(live), json!({"name": name}));
                office.act(0, edit);
            }
            Deed::Remove(which) if !live.is_empty() => {
                let id = live.remove(which.index(live.len()));
                let base_rev = office.base_rev(0, "customer", id);
                office.act(0, Change::Remove { kind: "customer".to_owned(), id, base_rev });
            }
            _ => {
                let (id, kind) = (office.id(), "customer".to_owned());
                office.act(0, Change::Create { kind, id, body: object(json!({"name": "王"})) });
                live.push(id);
            }
        }
        office.env.now_ms += 1;
    }
}

/// The second desk fetches a page of one row, or begins anew where it must. Whether it is at the end.
fn fetches(office: &mut Office) -> bool {
    let desk = &office.desks[1];
    let (after, floor) =
        (desk.cursor(&branch()).expect("in memory"), desk.floor(&branch()).expect("in memory"));
    let asked = office.ask(1, &Request::Pull(Pull { floor, ..Pull::above(branch(), after, 1) }));
    let PullReply { rows, next, head, floor: of_page, .. } = match asked {
        Ok(Reply::Pull(reply)) => reply,
        Err(refusal) if refusal.code == Code::Resync => {
            office.desks[1].store(&Effect::ResetBase(branch()));
            return false;
        }
        other => panic!("not an answer to a pull: {other:?}"),
    };
    let (at_head, floor) = (next == head, if after == 0 { of_page } else { floor });
    let page = Page { stream: branch(), rows, cursor: next, floor, at_head };
    office.desks[1].store(&Effect::ApplyPage(page));

    at_head
}

/// What the second desk holds once it is at the end.
fn holds(office: &mut Office) -> Vec<Row> {
    while !fetches(office) {}

    live(office.desks[1].rows(&branch()))
}

fn live(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().filter(|row| row.body.is_some()).collect()
}

proptest! {
    #![proptest_config(config())]

    /// I14: to fetch up to some place, have headquarters forget, and fetch the rest comes to the same as to fetch all
    /// at once.
    #[test]
    fn whoever_was_on_the_way_when_headquarters_forgot_ends_with_what_a_newcomer_has(
        (before, meanwhile, since) in (deeds(9), deeds(7), deeds(5)),
        pages in 0..8_usize, (known, aged) in any::<(bool, bool)>(),
    ) {
        let (mut office, mut there) = (Office::new(), Vec::new());
        does(&mut office, &mut there, &before);
        for _ in 0..pages {
            fetches(&mut office);
        }
        if known {
            office.note(1);
        }
        does(&mut office, &mut there, &meanwhile);
        if aged {
            office.env.now_ms += limits::TOMBSTONE_MS + 1;
        }
        office.note(0);
        office.compact();
        does(&mut office, &mut there, &since);

        let went_on = holds(&mut office);
        office.desks[1].store(&Effect::ResetBase(branch()));
        prop_assert_eq!(&went_on, &holds(&mut office));
        prop_assert_eq!(&went_on, &live(office.hq.rows(&branch())));
        prop_assert_eq!(went_on.len(), there.len());
    }
}
