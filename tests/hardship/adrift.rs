//! Headquarters' own clock is years ahead for a while, then right again, then years behind: nothing stops, nothing is
//! lost, what was written last stands, and what was removed stays away.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use domain::{Template, TemplateId};
use engine::{Clock, Engine, Progress, hq};
use rusqlite::{Connection, OpenFlags};

use super::office::{Office, call};

const DAY_MS: i64 = 86_400_000;
const YEAR_MS: i64 = 366 * DAY_MS;

pub fn hold() {
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let (office, address) = Office::found(folder.path(), &["first", "second"]);
    let mut trial = Adrift::new(office, address);
    let (mut own, gone) = (trial.own_wording(0), trial.own_wording(1));
    let mut newest = String::new();
    trial.work("first", |_, _| ());
    trial.work("second", |_, _| ());
    // The second desk works on while nobody answers.
    trial.close();
    trial.work_alone("second");

    trial.goes_to(10 * YEAR_MS);
    trial.work("first", |office, desk| {
        office.wait(desk.drop_template(gone)).expect("it is the branch's own");
        newest = reword(office, desk, &mut own, "ten years on");
    });
    assert_eq!(trial.remembered(), 1, "the second desk has not seen it go");
    // The day comes on which it is forgotten.
    trial.goes_to(12 * YEAR_MS);
    trial.office.until("it is forgotten", || (trial.remembered() == 0).then_some(()));
    let mut steps = vec![("second", 0), ("first", 0), ("second", -10 * YEAR_MS)];
    steps.extend([("first", 0), ("second", DAY_MS), ("first", -DAY_MS), ("second", 0)]);
    for (n, (name, next)) in steps.into_iter().enumerate() {
        let desk = trial.work(name, |office, desk| {
            assert_eq!(wording(office, desk, own), newest, "{name} at step {n}");
            assert!(is_gone(office, desk, gone), "{name} brought it back at step {n}");
            newest = reword(office, desk, &mut own, &format!("step {n}"));
        });
        // A clock that is put right does so while all are at work, and headquarters is begun anew now and then.
        if n % 2 == 0 {
            trial.ahead.store(next, Ordering::Relaxed);
            trial.office.exchange(&desk);
        } else {
            drop(desk);
            trial.goes_to(next);
        }
    }
    trial.joins("third");
    println!(
        "years: headquarters' clock was wrong by up to 12, {} orders called done, {:.1} s",
        trial.done.len(),
        begun.elapsed().as_secs_f64()
    );
    for name in ["first", "second", "third"] {
        let desk = trial.office.open(name, Clock::System);
        trial.office.exchange(&desk);
        assert_eq!(wording(&trial.office, &desk, own), newest, "{name}");
        assert!(is_gone(&trial.office, &desk, gone), "{name}");
    }
    let headquarters = trial.headquarters.take().expect("it runs");
    trial.office.reckon(headquarters, &["first", "second", "third"], &trial.done);
}

/// A headquarters whose clock goes as it is told.
struct Adrift {
    office: Office,
    address: SocketAddr,
    /// How far, in milliseconds.
    ahead: Arc<AtomicI64>,
    headquarters: Option<hq::Headquarters>,
    done: BTreeSet<String>,
}

impl Adrift {
    fn new(office: Office, address: SocketAddr) -> Self {
        let mut trial = Self {
            office,
            address,
            ahead: Arc::default(),
            headquarters: None,
            done: BTreeSet::new(),
        };
        trial.goes_to(0);

        trial
    }

    fn close(&mut self) {
        if let Some(headquarters) = self.headquarters.take() {
            headquarters.stop().expect("a clean end");
        }
    }

    /// Headquarters begins anew, with a clock that is so far ahead.
    fn goes_to(&mut self, ms: i64) {
        self.close();
        self.ahead.store(ms, Ordering::Relaxed);
        let (right, ahead) = (hq::wall_clock(), Arc::clone(&self.ahead));
        let clock: hq::Clock = Arc::new(move || right() + ahead.load(Ordering::Relaxed));
        self.headquarters = Some(self.office.headquarters_at(self.address, clock));
    }

    /// A day at a desk: it hears what is new, does something, takes orders in, and all of it goes up.
    fn work(&mut self, name: &str, deed: impl FnOnce(&Office, &Engine)) -> Engine {
        let desk = self.office.open(name, Clock::System);
        self.office.exchange(&desk);
        deed(&self.office, &desk);
        self.takes_orders(&desk);
        self.office.exchange(&desk);

        desk
    }

    fn work_alone(&mut self, name: &str) {
        let desk = self.office.open(name, Clock::System);
        self.takes_orders(&desk);
        let link = self.office.wait(desk.link()).expect("a desk");
        assert!(link.queue.unsent >= 3, "somebody heard of it");
    }

    fn takes_orders(&mut self, desk: &Engine) {
        for _ in 0..3 {
            let order = self.office.wait(desk.receive_order(call(self.done.len())));
            self.done.insert(order.expect("work goes on").number.to_string());
        }
    }

    fn joins(&self, name: &str) {
        let headquarters = self.headquarters.as_ref().expect("it runs");
        let desk = self.office.open(name, Clock::System);
        let joining = self.office.joining(headquarters, (name, self.address));
        self.office.wait(desk.join(joining, Progress::new())).expect("an open door");
    }

    /// The branch's own wording of one of the catalogue's letters.
    fn own_wording(&self, n: usize) -> TemplateId {
        let desk = self.office.open("first", Clock::System);
        let masters = self.office.wait(desk.templates()).expect("a desk");
        let own = Template { subject: "ours".to_owned(), ..masters[n].template.clone() };
        let saved = self.office.wait(desk.save_template(own)).expect("a wording");
        self.office.exchange(&desk);

        saved.id
    }

    /// Of how many removed records of the branch headquarters still knows.
    fn remembered(&self) -> usize {
        let file = self.office.folder.join("hq").join("headquarters.sqlite");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let db = Connection::open_with_flags(file, flags).expect("headquarters");
        let sql = "select count(*) from feed where kind = 'template' and removed_rev is not null";
        let count: i64 = db.query_row(sql, [], |row| row.get(0)).expect("headquarters");

        usize::try_from(count).expect("a number")
    }
}

fn reword(office: &Office, desk: &Engine, own: &mut TemplateId, subject: &str) -> String {
    let templates = office.wait(desk.templates()).expect("a desk").into_iter();
    let there = templates.map(|it| (it.id, it.template)).find(|(id, _)| id == own);
    let (_, template) = there.expect("it is the branch's own");
    let changed = Template { subject: subject.to_owned(), ..template };
    *own = office.wait(desk.save_template(changed)).expect("a wording").id;

    subject.to_owned()
}

fn wording(office: &Office, desk: &Engine, own: TemplateId) -> String {
    let templates = office.wait(desk.templates()).expect("a desk").into_iter();
    let there = templates.filter(|it| it.own).find(|it| it.id == own);

    there.map(|it| it.template.subject).unwrap_or_default()
}

fn is_gone(office: &Office, desk: &Engine, gone: TemplateId) -> bool {
    office.wait(desk.templates()).expect("a desk").iter().all(|it| it.id != gone)
}
