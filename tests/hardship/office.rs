//! A branch with its headquarters in one folder, and the reckoning in the end.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::{Category, Phone, Place};
use engine::{Clock, DATABASE, Engine, Error, Intake, Joining, Plate, Progress, hq};
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::Runtime;

use super::line::anywhere;

/// What comes about by itself does so within this time.
const PATIENCE: Duration = Duration::from_secs(60);
/// So often an exchange is tried until it must have come through.
const TRIES: usize = 60;

/// A branch of a headquarters. Nobody is at work in it yet.
pub struct Office {
    pub folder: PathBuf,
    pub waiter: Runtime,
    /// Headquarters' database on a PostgreSQL server; none for the one in its folder.
    pub server: Option<String>,
}

impl Office {
    /// In an empty folder, with desks of these names, which believe headquarters to be at the answered address.
    pub fn found(folder: &Path, desks: &[&str]) -> (Self, SocketAddr) {
        let (office, addresses) = Self::found_on(folder, desks, None);

        (office, addresses[0])
    }

    /// The same with headquarters on a PostgreSQL server where one is named: then each desk has a node of its own. Where
    /// each believes headquarters to be.
    pub fn found_on(
        folder: &Path,
        desks: &[&str],
        server: Option<String>,
    ) -> (Self, Vec<SocketAddr>) {
        let waiter =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        let office = Self { folder: folder.to_owned(), waiter, server };
        let several = office.server.is_some();
        let nodes = if several { desks.len() } else { 1 };
        let nodes: Vec<_> = (0..nodes).map(|_| office.headquarters(anywhere())).collect();
        hq::branch::add(nodes[0].storage(), "SH01", "浦东网点", &[]).expect("a branch");
        let mut addresses = Vec::new();
        for (n, desk) in desks.iter().enumerate() {
            let node = nodes.get(n).unwrap_or(&nodes[0]);
            let engine = office.open(desk, Clock::System);
            let joining = office.joining(node, (desk, node.address()));
            office.wait(engine.join(joining, Progress::new())).expect("an open door");
            if n == 0 {
                office.wait(engine.add_first_person("李秀英".to_owned())).expect("a person");
            }
            office.wait(engine.exchange_now()).expect("a network");
            addresses.push(node.address());
        }
        for node in nodes {
            node.stop().expect("a clean end");
        }

        (office, addresses)
    }

    /// What it takes for a desk to join headquarters, which it believes to be at this address.
    pub fn joining(
        &self,
        headquarters: &hq::Headquarters,
        (desk, address): (&str, SocketAddr),
    ) -> Joining {
        let code = hq::device::make_code(headquarters.storage(), "SH01").expect("a code").code;
        let (address, device_name) = (format!("http://{address}"), desk.to_owned());

        Joining { address, code, device_name, unencrypted: false }
    }

    /// Headquarters, for callers in a hurry.
    pub fn headquarters(&self, address: SocketAddr) -> hq::Headquarters {
        self.headquarters_at(address, hq::wall_clock())
    }

    /// The same by a clock of its own.
    pub fn headquarters_at(&self, address: SocketAddr, clock: hq::Clock) -> hq::Headquarters {
        let much = hq::server::Allowance { burst: 100_000, per_second: 10_000 };
        let pace = hq::server::Pace { device: much, strangers: much, ..Default::default() };
        let storage = match &self.server {
            Some(server) => hq::Storage::connect_at(server, clock),
            None => hq::Storage::open_at(&self.folder.join("hq"), clock),
        };

        hq::Headquarters::serve_at(storage.expect("its database"), address, pace)
            .expect("its own port")
    }

    /// A desk of this name.
    pub fn open(&self, desk: &str, clock: Clock) -> Engine {
        Engine::open(&self.folder.join(desk), clock).expect("its database")
    }

    pub fn wait<T>(&self, answer: impl Future<Output = T>) -> T {
        self.waiter.block_on(answer)
    }

    /// Exchanges until all has come through. What was in the way meanwhile.
    pub fn exchange(&self, desk: &Engine) -> Vec<Error> {
        let mut met = Vec::new();
        while met.len() < TRIES {
            match self.wait(desk.exchange_now()) {
                Ok(()) => return met,
                Err(error) => met.push(error),
            }
        }
        panic!("{TRIES} exchanges in a row failed: {met:?}")
    }

    /// Waits until headquarters has the files of a desk.
    pub fn files_are_sent(&self, desk: &Engine) {
        self.until("its files are sent", || {
            self.exchange(desk);
            let files = self.wait(desk.link()).expect("a desk").files;
            (files.files == 0).then_some(())
        });
    }

    /// Waits until something is so.
    pub fn until<T>(&self, what: &str, mut is_so: impl FnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(found) = is_so() {
                return found;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("{what}: not within {PATIENCE:?}")
    }

    /// Everyone exchanges; then each deed that was called done is there once, and all hold the same.
    pub fn reckon(&self, headquarters: hq::Headquarters, desks: &[&str], done: &BTreeSet<String>) {
        let engines: Vec<Engine> =
            desks.iter().map(|desk| self.open(desk, Clock::System)).collect();
        for engine in engines.iter().chain(&engines) {
            self.exchange(engine);
        }

        for (engine, desk) in engines.iter().zip(desks) {
            for (stream, digest) in self.wait(engine.digests()).expect("a desk") {
                let there = headquarters.digest(&stream.parse().expect("a stream"));
                assert_eq!(digest, there.expect("a stream").to_string(), "{desk}'s {stream}");
            }
            let link = self.wait(engine.link()).expect("a desk");
            assert_eq!((link.queue.unsent, link.queue.refused), (0, 0), "{desk}");
            let health = self.wait(engine.check(Progress::new())).expect("a desk");
            assert_eq!(health.findings, [], "{desk}");
            self.holds(desk, done);
        }
        let findings = hq::check(headquarters.storage()).expect("a database");
        assert!(findings.is_sound(), "{:?}", findings.wrong);
        headquarters.stop().expect("a clean end");
    }

    /// Every order that was called done, once, and none of them twice.
    fn holds(&self, desk: &str, done: &BTreeSet<String>) {
        let file = self.folder.join(desk).join(DATABASE);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let db = Connection::open_with_flags(file, flags).expect("a desk");
        let mut query = db.prepare("select number from service_order").expect("its orders");
        let there = query.query_map([], |row| row.get(0)).expect("its orders");
        let there: Vec<String> = there.collect::<Result<_, _>>().expect("its orders");
        let once: BTreeSet<String> = there.iter().cloned().collect();

        assert_eq!(once.len(), there.len(), "{desk} has an order twice");
        let lost: Vec<_> = done.difference(&once).collect();
        assert!(lost.is_empty(), "{desk} lost {lost:?}");
    }
}

/// A call that becomes an order.
pub fn call(n: usize) -> Intake {
    Intake {
        name: format!("客户 {n:05}"),
        phone: Phone::parse(&format!("138{:08}", n * 7_919 % 100_000_000)),
        place: Place {
            city: "上海市".into(),
            district: "浦东新区".into(),
            detail: format!("科苑路 88 弄 {n} 号"),
            ..Place::default()
        },
        plate: Plate {
            category: Some(Category::WaterHeater),
            brand: "澄源".into(),
            ..Plate::default()
        },
        description: "不出热水".into(),
        ..Intake::default()
    }
}
