//! A stocktake while another desk moves the same part: it is put right against what the counting desk knew, so what
//! others moved meanwhile counts beside it, whoever is heard first.

use std::net::SocketAddr;

use domain::{Balance, Location, PartId, StaffId, StockMove};
use hq::Headquarters;

use super::real::{Trial, digests, start};
use super::*;
use crate::{Progress, Receiving, StockLine};

/// Two desks that both know of ten pieces in the store, and of a technician with an empty van.
struct Store {
    folder: tempfile::TempDir,
    address: SocketAddr,
    headquarters: Option<Headquarters>,
    desks: [Engine; 2],
    part: PartId,
    technician: StaffId,
}

impl Store {
    fn of_ten() -> Self {
        let trial = Trial::new();
        let desks = [trial.join(), trial.join()];
        let parts = wait(desks[0].parts_overview()).expect("a database").parts;
        let part = parts.iter().find(|it| !it.serialised).expect("the catalogue has some").id;
        let technician = hire(&desks[0], "王建国").expect("a technician");
        let Trial { folder, headquarters } = trial;
        let address = headquarters.address();
        let store =
            Self { folder, address, headquarters: Some(headquarters), desks, part, technician };
        store.comes(0, 10);
        store.exchange([0, 1]);

        store
    }

    /// A delivery.
    fn comes(&self, desk: usize, pieces: i64) {
        let receiving = Receiving { lines: self.line(pieces), ..Receiving::default() };
        wait(self.desks[desk].receive_parts(receiving)).expect("a delivery");
    }

    /// What the technician takes along.
    fn goes(&self, desk: usize, pieces: i64) {
        let issued = self.desks[desk].issue_parts(self.technician, self.line(pieces));
        wait(issued).expect("there is enough");
    }

    /// What a person finds on the shelf.
    fn counts(&self, desk: usize, pieces: i64) -> crate::Posted {
        let counted = self.desks[desk].correct_count(self.part, Location::Store, pieces);

        wait(counted).expect("a count is a count")
    }

    fn line(&self, quantity: i64) -> Vec<StockLine> {
        vec![StockLine { part: self.part, quantity, serial: None }]
    }

    /// The desks work while headquarters is not there.
    fn apart<T>(&mut self, deeds: impl FnOnce(&Self) -> T) -> T {
        let gone = self.headquarters.take().expect("it was there");
        gone.stop().expect("an orderly end");
        let done = deeds(self);
        for desk in &self.desks {
            assert!(matches!(wait(desk.exchange_now()), Err(Error::Offline)));
            assert!(wait(desk.link()).expect("a database").queue.unsent > 0);
        }
        self.headquarters = Some(start(&self.folder, self.address));

        done
    }

    /// In this order, until both have what the other did.
    fn exchange(&self, [first, second]: [usize; 2]) {
        for desk in [first, second, first] {
            wait(self.desks[desk].exchange_now()).expect("a headquarters");
        }
    }

    /// So many lie in the store and in the van: in the list, by the moves, at both desks, at one that comes new, and so
    /// at headquarters; and over all places there is nothing.
    fn holds(&self, store: i64, van: i64) {
        let headquarters = self.headquarters.as_ref().expect("it is there");
        let late = Engine::in_memory(Clock::System).expect("memory");
        let code = hq::device::make_code(headquarters.storage(), "SH01").expect("a code").code;
        let joining = crate::Joining {
            address: self.address.to_string(),
            code,
            device_name: "late".to_owned(),
            unencrypted: false,
        };
        wait(late.join(joining, Progress::new())).expect("a place at the branch");
        for desk in [&self.desks[0], &self.desks[1], &late] {
            self.holds_at(desk, store, van);
            let stream = sync::StreamId::branch("SH01").expect("a code");
            let there = headquarters.digest(&stream).expect("a stream").to_string();
            assert!(digests(desk).contains(&("branch:SH01".to_owned(), there)));
        }
        assert!(hq::check(headquarters.storage()).expect("a check").is_sound());
    }

    fn holds_at(&self, desk: &Engine, store: i64, van: i64) {
        let van_of = Location::Van(self.technician);
        let parts = wait(desk.parts_overview()).expect("a database").parts;
        let row = parts.into_iter().find(|row| row.id == self.part).expect("in the catalogue");
        let listed = |place| row.held.get(&place).copied().unwrap_or_default();
        assert_eq!((listed(Location::Store), listed(van_of)), (store, van));

        let moves = wait(desk.workers.read(|session| Ok(session.all::<StockMove>()?)));
        let moves: Vec<StockMove> =
            moves.expect("a database").into_iter().map(|(_, moved)| moved).collect();
        let balance: Balance = moves.iter().collect();
        let (there, in_van) =
            (balance.at(self.part, Location::Store), balance.at(self.part, van_of));
        assert_eq!((there, in_van, balance.total(self.part)), (store, van, 0));
        let check = wait(desk.check(Progress::new())).expect("a database");
        assert_eq!(check.findings, [], "every balance is the sum of its moves");
    }
}

/// Whose news headquarters has first.
const ORDERS: [[usize; 2]; 2] = [[0, 1], [1, 0]];

#[test]
fn what_another_desk_moved_meanwhile_counts_beside_the_count_whoever_comes_first() {
    for order in ORDERS {
        let mut store = Store::of_ten();
        // Of the ten that this desk knows of three are missing; the other one has five more, and gives four away.
        let counted = store.apart(|store| {
            store.comes(1, 5);
            let counted = store.counts(0, 7);
            store.goes(1, 4);
            counted
        });
        assert_eq!(counted.pieces, -3, "against what it knew");
        store.exchange(order);
        store.holds(7 + 5 - 4, 4);

        // And the count is taken back as it was made.
        wait(store.desks[0].undo(counted.undo.expect("something moved"))).expect("a way back");
        store.exchange(order);
        store.holds(10 + 5 - 4, 4);
    }
}

#[test]
fn a_count_that_agrees_moves_nothing_whatever_comes_later() {
    for order in ORDERS {
        let mut store = Store::of_ten();
        store.apart(|store| {
            assert_eq!(store.counts(0, 10).pieces, 0, "as the books say");
            hire(&store.desks[0], "陈志强").expect("a person");
            store.goes(1, 6);
        });
        store.exchange(order);
        store.holds(4, 6);
    }
}

#[test]
fn where_more_is_gone_than_was_counted_the_count_stands_and_people_are_asked() {
    for order in ORDERS {
        let mut store = Store::of_ten();
        store.apart(|store| {
            store.counts(0, 2);
            store.goes(1, 9);
        });
        store.exchange(order);
        store.holds(2 - 9, 9);
        for desk in &store.desks {
            let short = wait(desk.attention()).expect("a database").short;
            let short: Vec<_> = short.iter().map(|row| (row.part, row.quantity)).collect();
            assert_eq!(short, [(store.part, -7)]);
        }
        // Counting anew, now that both know all, puts it right.
        store.counts(1, 1);
        store.exchange(order);
        store.holds(1, 9);
        let short = wait(store.desks[0].attention()).expect("a database").short;
        assert_eq!(short, [], "there is nothing left to decide");
    }
}
