//! Files that two desks take together, and apart, without hearing of each other.

use std::collections::BTreeMap;

use domain::{CancelReason, Customer, CustomerId, CustomerPhone, ErasureReason, Phone};

use super::real::{Trial, digests, start};
use super::*;
use crate::Merging;

/// Two desks that know three files.
struct Scene {
    trial: Trial,
    desks: [Engine; 2],
    files: [CustomerId; 3],
}

impl Scene {
    fn new() -> Self {
        let trial = Trial::new();
        let desks = [trial.join(), trial.join()];
        let files = [("王小明", "13800000001"), ("王晓明", "13800000002"), ("王明", "13800000003")];
        let files = files.map(|(name, number)| {
            let number = Phone::parse(number).expect("a number");
            let phones = vec![CustomerPhone::new(number)];
            let person = Customer { name: name.to_owned(), phones, ..Customer::default() };
            let id = wait(desks[0].save_customer(None, person)).expect("a file").id;
            // A household with an order, which names the file for ever.
            let call = crate::Intake {
                customer: Some(id),
                name: name.to_owned(),
                phone: None,
                ..crate::testing::call()
            };
            let order = wait(desks[0].receive_order(call)).expect("an order").order;
            wait(desks[0].cancel_order(order, CancelReason::Duplicate, None)).expect("cancelled");
            id
        });
        let scene = Self { trial, desks, files };
        scene.meet();
        scene
    }

    /// Both do something while headquarters is away, and meet again, this desk first.
    fn apart(mut self, first: usize, work: impl Fn(usize, &Engine, [CustomerId; 3])) -> Self {
        let address = self.trial.headquarters.address();
        self.trial.headquarters.stop().expect("an orderly end");
        for (at, desk) in self.desks.iter().enumerate() {
            work(at, desk, self.files);
        }
        self.trial.headquarters = start(&self.trial.folder, address);
        wait(self.desks[first].exchange_now()).expect("a headquarters");
        self.meet();
        self
    }

    fn meet(&self) {
        for desk in self.desks.iter().chain(&self.desks) {
            wait(desk.exchange_now()).expect("a headquarters");
        }
    }

    /// In whose file each of the three is, which both desks and headquarters must say alike.
    fn who(&self) -> [CustomerId; 3] {
        assert_eq!(digests(&self.desks[0]), digests(&self.desks[1]));
        let said = [0, 1].map(|desk| {
            self.files.map(|id| wait(self.desks[desk].household(id)).expect("a file").id)
        });
        assert_eq!(said[0], said[1]);
        let orders = [0, 1].map(|desk| {
            self.files.map(|id| wait(self.desks[desk].household(id)).expect("a file").orders.len())
        });
        assert_eq!(orders[0], orders[1]);
        for (at, number) in ["13800000001", "13800000002", "13800000003"].iter().enumerate() {
            let storage = self.trial.headquarters.storage();
            let found = hq::person::find(storage, "SH01", number).expect("a database");
            assert_eq!(found.len(), 1, "{number}");
            assert_eq!(found[0].id, said[0][at].0, "{number}");
            assert_eq!(found[0].orders, orders[0][at], "{number}");
            let hits = wait(self.desks[1].find(number, 9)).expect("a search");
            assert_eq!(hits.first().map(|hit| hit.customer), Some(said[0][at]), "{number}");
        }
        let check = hq::check(self.trial.headquarters.storage()).expect("a check");
        assert_eq!(check.wrong, Vec::<String>::new());

        said[0]
    }
}

fn merge(desk: &Engine, kept: CustomerId, other: CustomerId) -> domain::SamenessId {
    let (addresses, machines) = (BTreeMap::new(), BTreeMap::new());
    let merging = Merging { kept, other, taken: Vec::new(), addresses, machines };

    wait(desk.merge(merging)).expect("two files").sameness
}

#[test]
fn two_that_each_kept_the_other_end_in_one_file_whoever_is_heard_first() {
    for first in [0, 1] {
        let scene = Scene::new().apart(first, |at, desk, [one, other, _]| {
            let (kept, other) = if at == 0 { (one, other) } else { (other, one) };
            merge(desk, kept, other);
        });
        let [one, _, third] = scene.files;

        assert_eq!(scene.who(), [one, one, third], "the older file");
        // One of them is taken back, at the other desk: the other still stands.
        let joined = wait(scene.desks[1].household(one)).expect("a file").joined;
        assert_eq!(joined.len(), 2);
        wait(scene.desks[1].separate(joined[0].sameness)).expect("apart");
        scene.meet();
        assert_eq!(scene.who()[0], scene.who()[1]);
        wait(scene.desks[0].separate(joined[1].sameness)).expect("apart");
        scene.meet();
        assert_eq!(scene.who(), scene.files);
    }
}

#[test]
fn a_chain_that_two_desks_made_is_one_file_and_comes_apart_where_it_is_cut() {
    for first in [0, 1] {
        let scene = Scene::new().apart(first, |at, desk, [one, two, three]| {
            if at == 0 {
                merge(desk, two, one)
            } else {
                merge(desk, three, two)
            };
        });
        let [_, two, three] = scene.files;
        assert_eq!(scene.who(), [three; 3]);
        let file = wait(scene.desks[0].household(two)).expect("a file");
        assert_eq!(file.orders.len(), 3);

        let joined = file.joined.iter().find(|it| it.name == "王晓明").expect("the second");
        let cut = joined.sameness;
        let scene = scene.apart(first, |at, desk, [one, two, _]| {
            // One cuts while the other writes in the file.
            if at == 0 {
                wait(desk.separate(cut)).expect("apart");
            } else {
                let opened = wait(desk.household(one)).expect("a file").opened();
                let noted = Customer { note: Some("狗".into()), ..opened.record.clone() };
                wait(desk.save_customer(Some(opened), noted)).expect("written");
                assert_eq!(wait(desk.household(two)).expect("a file").orders.len(), 3);
            }
        });
        assert_eq!(scene.who(), [two, two, three]);
        let note = |id| wait(scene.desks[0].household(id)).expect("a file").customer.note;
        assert_eq!((note(three).as_deref(), note(two)), (Some("狗"), None));
    }
}

#[test]
fn who_is_erased_anywhere_is_erased_in_all_files() {
    for at_headquarters in [false, true] {
        let scene = Scene::new();
        let [one, two, _] = scene.files;
        merge(&scene.desks[0], one, two);
        scene.meet();
        if at_headquarters {
            let storage = scene.trial.headquarters.storage();
            hq::person::erase(storage, "SH01", one.0, ErasureReason::Request).expect("erased");
        } else {
            wait(scene.desks[1].erase_customer(two, ErasureReason::Request)).expect("erased");
        }
        scene.meet();

        assert_eq!(digests(&scene.desks[0]), digests(&scene.desks[1]));
        for desk in &scene.desks {
            for text in ["王小明", "王晓明", "13800000001", "13800000002"] {
                assert!(wait(desk.find(text, 9)).expect("a search").is_empty(), "{text}");
            }
            let said = wait(desk.workers.read(|session| Ok(session.sent_texts()?)));
            assert!(!said.expect("an outbox").contains("王晓明"));
        }
        let storage = scene.trial.headquarters.storage();
        let found = hq::person::find(storage, "SH01", "13800000002").expect("a database");
        assert_eq!(found, []);
    }
}
