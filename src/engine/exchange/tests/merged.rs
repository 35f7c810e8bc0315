//! Files that two desks take together, and apart, without hearing of each other.

use std::collections::BTreeMap;

use domain::{
    CancelReason, Customer, CustomerId, CustomerPhone, Enquiry, ErasureReason, Phone, Sameness,
};

use super::real::{Trial, digests, start};
use super::*;
use crate::{Merging, Said};

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
        // Both are taken back at once, at the other desk, and both hold again.
        let joined = wait(scene.desks[1].household(one)).expect("a file").joined;
        assert_eq!(joined.len(), 1);
        let undo = wait(scene.desks[1].separate_file(joined[0].file)).expect("apart");
        scene.meet();
        assert_eq!(scene.who(), scene.files);
        wait(scene.desks[1].undo(undo)).expect("together");
        scene.meet();
        assert_eq!(scene.who(), [one, one, third]);
        let joined = wait(scene.desks[0].household(one)).expect("a file").joined;
        wait(scene.desks[0].separate(joined[0].sameness)).expect("apart");
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

#[test]
fn who_was_erased_while_another_desk_merged_leaves_nothing_in_the_other_file() {
    for first in [0, 1] {
        let scene = Scene::new().apart(first, |at, desk, [one, two, _]| {
            if at == 0 {
                wait(desk.erase_customer(one, ErasureReason::Request)).expect("erased");
            } else {
                let (addresses, machines) = (BTreeMap::new(), BTreeMap::new());
                let taken = vec![Said::Name];
                let merging = Merging { kept: two, other: one, taken, addresses, machines };
                wait(desk.merge(merging)).expect("two files");
            }
        });
        let [one, two, _] = scene.files;

        assert_eq!(digests(&scene.desks[0]), digests(&scene.desks[1]));
        for desk in &scene.desks {
            assert!(wait(desk.household(one)).expect("a file").customer.erased);
            let left = wait(desk.household(two)).expect("a file").customer;
            // Where headquarters heard of the merge first, both files are the person's; else the other one is as it was.
            let name = if left.erased { domain::erasure::NOTHING } else { "王晓明" };
            assert_eq!(left.name.as_str(), name, "{first}");
            assert_eq!(left.phones.len(), usize::from(!left.erased));
            for text in ["王小明", "13800000001"] {
                assert!(wait(desk.find(text, 9)).expect("a search").is_empty(), "{text}");
            }
            let said = wait(desk.workers.read(|session| Ok(session.sent_texts()?)));
            let said = said.expect("an outbox");
            assert!(!said.contains("王小明") && !said.contains("13800000001"), "{said}");
        }
    }
}

#[test]
fn what_was_written_to_a_merged_file_follows_it_and_is_erased_with_it() {
    let engine = crate::testing::office();
    let files = ["王小明", "王晓明", "王明"].map(|name| {
        let customer =
            Customer { name: name.to_owned(), note: Some("狗".into()), ..Customer::default() };
        wait(engine.save_customer(None, customer)).expect("a file").id
    });
    let letter = crate::NewEnquiry {
        name: "王明".into(),
        mail: "wang@example.com".into(),
        text: "热水器不热".into(),
        customer: Some(files[2]),
        ..crate::NewEnquiry::default()
    };
    let enquiry = wait(engine.receive_enquiry(letter)).expect("an enquiry").id;
    let taken = vec![Said::Note];
    for (kept, other) in [(files[1], files[2]), (files[0], files[1])] {
        let (addresses, machines) = (BTreeMap::new(), BTreeMap::new());
        let merging = Merging { kept, other, taken: taken.clone(), addresses, machines };
        wait(engine.merge(merging)).expect("two files");
    }
    let file = wait(engine.enquiry(enquiry)).expect("an enquiry");
    assert_eq!(file.enquiry.customer, Some(files[0]));
    wait(engine.erase_customer(files[0], ErasureReason::Request)).expect("erased");

    let said = wait(engine.workers.read(|session| {
        let files = format!("{:?}", session.all::<Customer>()?);
        let facts = format!("{:?}", session.all::<Sameness>()?);
        let mails = format!("{:?}", session.all::<Enquiry>()?);

        Ok([files, facts, mails, session.sent_texts()?].join("\n"))
    }));
    let said = said.expect("a database");
    for word in ["王小", "王晓", "王明", "狗", "wang@", "不热"] {
        assert!(!said.contains(word), "{word}: {said}");
    }
}
