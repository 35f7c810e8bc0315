//! A real headquarters on this computer.

use std::net::SocketAddr;

use hq::Headquarters;
use serde_json::json;

use super::*;
use crate::{Joining, Progress, Refusal};

pub(super) struct Trial {
    pub(super) folder: tempfile::TempDir,
    pub(super) headquarters: Headquarters,
}

impl Trial {
    /// A headquarters with one branch that looks after Pudong.
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let headquarters = start(&folder, SocketAddr::from(([127, 0, 0, 1], 0)));
        let served = hq::branch::Served::parse("310115=浦东新区").expect("a district");
        hq::branch::add(headquarters.storage(), "SH01", "浦东服务部", &[served]).expect("a branch");

        Self { folder, headquarters }
    }

    fn code(&self) -> String {
        hq::device::make_code(self.headquarters.storage(), "SH01").expect("a code").code
    }

    pub(super) fn joining(&self) -> Joining {
        Joining {
            address: self.headquarters.address().to_string(),
            code: self.code(),
            device_name: "desk".to_owned(),
            unencrypted: false,
        }
    }

    /// Headquarters stops, and nobody is there until another is put in its place.
    pub(super) fn stop(&mut self) {
        let nowhere = tempfile::tempdir().expect("a folder");
        let other = start(&nowhere, SocketAddr::from(([127, 0, 0, 1], 0)));
        std::mem::replace(&mut self.headquarters, other).stop().expect("an orderly end");
    }

    /// Says at headquarters what every desk is there for.
    pub(super) fn makes_of_every_desk(&self, role: domain::DeskRole) {
        let storage = self.headquarters.storage();
        for device in hq::device::list(storage).expect("a database") {
            hq::device::assign_role(storage, &device.id.to_string(), role).expect("a desk");
        }
    }

    pub(super) fn join(&self) -> Engine {
        self.join_at("SH01")
    }

    /// A desk at this branch.
    pub(super) fn join_at(&self, branch: &str) -> Engine {
        let engine = Engine::in_memory(Clock::System).expect("memory");
        let made = hq::device::make_code(self.headquarters.storage(), branch).expect("a code");
        let joining = Joining { code: made.code, ..self.joining() };
        wait(engine.join(joining, Progress::new())).expect("a place at the branch");

        engine
    }
}

pub(super) fn start(folder: &tempfile::TempDir, address: SocketAddr) -> Headquarters {
    Headquarters::start(folder.path(), address).expect("a free port")
}

fn people(engine: &Engine) -> Vec<String> {
    let desk = wait(engine.desk()).expect("a database").expect("an office");

    desk.staff.into_iter().map(|person| person.name).collect()
}

pub(super) fn digests(engine: &Engine) -> Vec<(String, String)> {
    wait(engine.digests()).expect("a database")
}

#[test]
fn a_desk_joins_with_a_code_and_finds_its_office_and_the_catalogue() {
    let trial = Trial::new();
    let desk = trial.join();
    let here = wait(desk.desk()).expect("a database").expect("an office");
    let terms = wait(desk.workers.read(|session| Ok(session.count("warranty_term")?)));

    assert_eq!((here.office.name.as_str(), here.letters.as_str()), ("浦东服务部", "A"));
    assert!(terms.expect("a database") > 0);
    assert!(wait(desk.link()).expect("a database").online);
}

#[test]
fn a_wrong_code_changes_nothing() {
    let trial = Trial::new();
    let desk = desk();
    let wrong = Joining { code: "0000-0000-0000".to_owned(), ..trial.joining() };
    let refused = wait(desk.join(wrong, Progress::new()));

    assert!(matches!(refused, Err(Error::Headquarters(Refusal::NotFound))), "{refused:?}");
    assert!(wait(desk.desk()).expect("a database").is_none());
    assert!(!wait(desk.link()).expect("a database").enrolled);
}

/// A shop hands an order in at headquarters.
fn shop_sells(trial: &Trial) {
    let order = json!({
        "source": "shop",
        "kind": "install",
        "customer": {"name": "李秀英", "phones": ["13800001234"]},
        "address": {"province": "上海市", "city": "上海市", "district": "浦东新区", "detail": "花木路1号", "code": "310115"},
        "appliance": {"category": "water_heater", "brand": "示例"}
    });
    let taken =
        hq::intake::add_order(trial.headquarters.storage(), hq::intake::Caller::default(), order);
    assert!(matches!(taken, Ok(hq::intake::Intake::Taken(_))), "{taken:?}");
}

#[test]
fn an_order_taken_in_at_headquarters_arrives() {
    let trial = Trial::new();
    let desk = trial.join();
    shop_sells(&trial);
    wait(desk.exchange_now()).expect("a headquarters");

    assert_eq!(wait(desk.find("1234", 5)).expect("an index").len(), 1);
}

#[test]
fn an_order_taken_in_at_headquarters_appears_within_seconds_by_itself() {
    let trial = Trial::new();
    let desk = trial.join();
    let mut changes = desk.changes();
    assert!(wait(desk.find("1234", 5)).expect("an index").is_empty());
    shop_sells(&trial);

    let appears = async {
        while desk.find("1234", 5).await.expect("an index").is_empty() {
            changes.changed().await.expect("an engine");
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let soon = std::time::Duration::from_secs(10);
    let seen =
        runtime.expect("a runtime").block_on(async { tokio::time::timeout(soon, appears).await });
    assert!(seen.is_ok(), "nobody pressed anything, and nothing came");
}

#[test]
fn two_desks_of_a_branch_see_the_same_also_after_a_while_offline() {
    let mut trial = Trial::new();
    let (first, second) = (trial.join(), trial.join());
    hire(&first, "王建国").expect("a person");
    wait(first.exchange_now()).expect("a headquarters");
    wait(second.exchange_now()).expect("a headquarters");
    assert_eq!(people(&second), ["王建国"]);

    let address = trial.headquarters.address();
    trial.headquarters.stop().expect("an orderly end");
    hire(&first, "陈志强").expect("work goes on");
    hire(&second, "刘洋").expect("work goes on");
    assert!(matches!(wait(first.exchange_now()), Err(Error::Offline)));
    let link = wait(first.link()).expect("a database");
    assert_eq!((link.online, link.queue.unsent), (false, 1));
    let wait_for = link.next_try.expect("it is tried again").0 - Clock::System.now().0;
    assert!((-1_000..=60_000).contains(&wait_for), "in {wait_for} ms");

    trial.headquarters = start(&trial.folder, address);
    for desk in [&first, &second, &first] {
        wait(desk.exchange_now()).expect("a headquarters");
    }
    assert_eq!(people(&first).len(), 3);
    assert_eq!(digests(&first), digests(&second));
    let stream = sync::StreamId::branch("SH01").expect("a code");
    let theirs = trial.headquarters.digest(&stream).expect("a stream").to_string();
    assert!(digests(&first).contains(&("branch:SH01".to_owned(), theirs)));
    let link = wait(first.link()).expect("a database");
    assert_eq!((link.queue.unsent, link.next_try), (0, None));
}

#[test]
fn what_is_done_here_goes_up_by_itself() {
    let trial = Trial::new();
    let (first, second) = (trial.join(), trial.join());
    let mut changes = second.changes();
    hire(&first, "王建国").expect("a person");

    wait(async {
        while second.desk().await.expect("a database").expect("an office").staff.is_empty() {
            changes.changed().await.expect("an engine");
        }
    });
}

#[test]
fn a_desk_that_was_sent_away_keeps_its_work() {
    let trial = Trial::new();
    let desk = trial.join();
    let device = hq::device::list(trial.headquarters.storage()).expect("a database")[0].id;
    hq::device::revoke(trial.headquarters.storage(), &device.to_string()).expect("a device");
    hire(&desk, "王建国").expect("a person");
    let said = wait(desk.exchange_now());

    assert!(matches!(said, Err(Error::Headquarters(Refusal::Revoked))), "{said:?}");
    assert_eq!(wait(desk.link()).expect("a database").queue.refused, 1);
    assert_eq!(wait(desk.refused_operations()).expect("a database").len(), 1);
}

#[test]
fn a_desk_whose_clock_is_years_off_still_exchanges() {
    let trial = Trial::new();
    let desk = desk();
    desk.clock().set(Moment(86_400_000));

    assert!(matches!(wait(desk.join(trial.joining(), Progress::new())), Ok(())));
}

#[test]
fn a_desk_that_went_back_to_a_backup_loses_nothing_that_headquarters_has() {
    let trial = Trial::new();
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Engine::open(folder.path(), Clock::System).expect("an empty folder");
    wait(desk.join(trial.joining(), Progress::new())).expect("a place at the branch");
    hire(&desk, "王建国").expect("a person");
    let copy =
        wait(desk.back_up(folder.path().join("copy.db"), crate::Progress::new())).expect("room");
    hire(&desk, "陈志强").expect("a person");
    wait(desk.exchange_now()).expect("a headquarters");
    wait(desk.restore(copy, crate::Progress::new())).expect("a backup");
    hire(&desk, "刘洋").expect("work goes on");
    wait(desk.exchange_now()).expect("a headquarters");

    assert_eq!(people(&desk).len(), 3);
    let link = wait(desk.link()).expect("a database");
    assert_eq!((link.queue.unsent, link.queue.refused), (0, 0));
    let other = trial.join();
    assert_eq!(people(&other).len(), 3);
    assert_eq!(digests(&desk), digests(&other));
}

#[test]
fn a_desk_that_lost_its_key_keeps_its_work_and_joins_again() {
    let trial = Trial::new();
    let desk = trial.join();
    desk.exchange.keys().forget().expect("memory");
    desk.exchange.begin();
    hire(&desk, "王建国").expect("work goes on");
    assert!(wait(desk.exchange_now()).is_err());
    let link = wait(desk.link()).expect("a database");
    assert_eq!((link.trouble, link.queue.unsent), (Some(crate::Trouble::NoKey), 1));

    let stopped = Progress::new();
    stopped.cancel();
    // Whether it was stopped in time or not, the office stays.
    let _ = wait(desk.join(trial.joining(), stopped));
    assert_eq!(people(&desk), ["王建国"]);

    wait(desk.join(trial.joining(), Progress::new())).expect("a place at the branch");
    assert_eq!(wait(desk.link()).expect("a database").queue.unsent, 0);
    assert_eq!(people(&trial.join()), ["王建国"]);
}

#[test]
fn what_headquarters_lost_comes_back_from_the_desks() {
    let mut trial = Trial::new();
    let (first, second) = (trial.join(), trial.join());
    hire(&first, "王建国").expect("a person");
    wait(first.exchange_now()).expect("a headquarters");
    let backup = trial.folder.path().join("monday.backup");
    hq::backup::back_up(trial.headquarters.storage(), &backup).expect("room");
    hire(&first, "陈志强").expect("a person");
    for desk in [&first, &second] {
        wait(desk.exchange_now()).expect("a headquarters");
    }
    assert_eq!(people(&second).len(), 2);

    let address = trial.headquarters.address();
    trial.headquarters.stop().expect("an orderly end");
    hq::backup::restore(trial.folder.path(), &backup).expect("a sound backup");
    trial.headquarters = start(&trial.folder, address);
    // Who did it is away: the other desk brings it back.
    wait(second.exchange_now()).expect("a headquarters");
    let third = trial.join();
    assert_eq!(people(&third).len(), 2);

    for desk in [&first, &second, &third] {
        wait(desk.exchange_now()).expect("a headquarters");
    }
    assert_eq!((digests(&first), digests(&second)), (digests(&third), digests(&third)));
    assert_eq!(wait(first.link()).expect("a database").queue.unsent, 0);
    assert!(hq::check(trial.headquarters.storage()).expect("a check").is_sound());
}

/// A desk on the disk, so that it can go back to a backup.
fn on_disk(trial: &Trial, folder: &tempfile::TempDir) -> Engine {
    let desk = Engine::open(folder.path(), Clock::System).expect("an empty folder");
    wait(desk.join(trial.joining(), Progress::new())).expect("a place at the branch");

    desk
}

#[test]
fn a_desk_that_went_back_to_a_backup_gives_out_no_number_again() {
    let trial = Trial::new();
    let folder = tempfile::tempdir().expect("a folder");
    let desk = on_disk(&trial, &folder);
    let take = || wait(desk.receive_order(crate::testing::call())).expect("an order").number;
    take();
    let copy =
        wait(desk.back_up(folder.path().join("copy.db"), crate::Progress::new())).expect("room");
    for _ in 0..150 {
        take();
    }
    wait(desk.restore(copy, crate::Progress::new())).expect("a backup");

    assert_eq!(
        take().sequence(),
        301,
        "151 were given out, and perhaps some that it does not know of"
    );
    wait(desk.exchange_now()).expect("a headquarters");
    assert_eq!(take().sequence(), 302);
}

#[test]
fn a_number_that_two_orders_have_stops_nobody() {
    let trial = Trial::new();
    let (first, second) = (trial.join(), trial.join());
    let known = wait(first.receive_order(crate::testing::call())).expect("an order");
    for desk in [&first, &second] {
        wait(desk.exchange_now()).expect("a headquarters");
    }
    let (again, number) = (known.clone(), known.number.clone());
    wait(first.deed("receive_order", move |deed| {
        let order: domain::Order = deed.get(again.order)?;
        deed.create::<_, domain::OrderId>(&domain::Order { number, ..order })
    }))
    .expect("one's own database bears it");
    hire(&first, "王建国").expect("a person");

    for desk in [&first, &second] {
        wait(desk.exchange_now()).expect("a headquarters");
    }
    let late = trial.join();
    let found = crate::Finding::NumberTwice(known.number.to_string());
    for desk in [&second, &late] {
        assert_eq!(people(desk), ["王建国"], "what came with it and after it");
        assert_eq!(digests(desk), digests(&first));
        assert_eq!(
            wait(desk.check(crate::Progress::new())).expect("a database").findings,
            std::slice::from_ref(&found)
        );
    }
}

#[test]
fn what_lies_in_a_backup_is_sent_again_where_the_answer_was_lost_and_all_goes_on() {
    let trial = Trial::new();
    let desk = trial.join();
    for name in ["王建国", "陈志强", "刘洋"] {
        hire(&desk, name).expect("a person");
        wait(desk.exchange_now()).expect("a headquarters");
    }
    // As if the line had broken after the last two had arrived.
    let lost = desk.workers.write(|session| {
        let done = session.identity()?.map_or(0, |identity| identity.n);
        Ok(session.reopen(done - 2, None)?)
    });
    wait(lost).expect("a database");
    assert_eq!(wait(desk.link()).expect("a database").queue.unsent, 2);
    let backup = trial.folder.path().join("night.backup");
    hq::backup::back_up(trial.headquarters.storage(), &backup).expect("room");

    desk.exchange.begin();
    hire(&desk, "赵敏").expect("work goes on");
    wait(desk.exchange_now()).expect("it goes on where it was");
    assert_eq!(wait(desk.link()).expect("a database").queue.unsent, 0);
    assert_eq!(people(&trial.join()).len(), 4);
}
