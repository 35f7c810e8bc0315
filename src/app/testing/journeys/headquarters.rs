//! A headquarters on loopback for journeys, with one branch and an order that waits there.

use std::net::{Ipv4Addr, SocketAddr};

use engine::hq::{branch, device, intake};
use engine::{Clock, Engine, Joining, Progress, hq};
use tempfile::TempDir;

use crate::testing::{MORNING, wait};
use crate::tour::agreement::{self, Holding};
use crate::tour::cable::Cable;
use crate::tour::ledger::Ledger;

/// The branch of every journey.
const BRANCH: &str = "SH01";

/// It runs until it is dropped.
pub struct Headquarters {
    running: hq::Headquarters,
    _folder: TempDir,
}

impl Headquarters {
    pub fn start(branch_name: &str, district: &str) -> Self {
        let folder = tempfile::tempdir().expect("a place for a database");
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let running = hq::Headquarters::start(folder.path(), anywhere).expect("a free port");
        let served = branch::Served::parse(&format!("310115={district}")).expect("a district");
        branch::add(running.storage(), BRANCH, branch_name, &[served]).expect("a new branch");

        Self { running, _folder: folder }
    }

    /// Where it is, as a person types it.
    pub fn address(&self) -> String {
        self.running.address().to_string()
    }

    /// A code that lets one desk in.
    pub fn code(&self) -> String {
        device::make_code(self.running.storage(), BRANCH).expect("a branch").code
    }

    /// Hands an order in for the branch, as a call centre does.
    pub fn take_order(&self, customer: &str, phone: &str) {
        let order = serde_json::json!({
            "source": "call_centre",
            "kind": "repair",
            "customer": { "name": customer, "phones": [phone] },
            "address": { "district": "Pudong", "detail": "88", "code": "310115" },
            "appliance": { "category": "water_heater" },
            "description": "?"
        });
        let taken = intake::add_order(self.running.storage(), intake::Caller::default(), order);
        assert!(matches!(taken, Ok(intake::Intake::Taken(_))), "{taken:?}");
    }

    /// The desk that joined last is there for this from now on.
    pub fn assign(&self, role: engine::DeskRole) {
        let devices = device::list(self.running.storage()).expect("readable");
        let last = devices.last().expect("a desk").id.to_string();
        device::assign_role(self.running.storage(), &last, role).expect("a desk");
    }

    /// A desk joins the branch. What comes back is its cable, which can be pulled.
    pub fn join(&self, engine: &Engine, device_name: &str) -> Cable {
        let cable = Cable::new(self.running.address()).expect("a free port");
        let joining = Joining {
            address: cable.address().to_string(),
            code: self.code(),
            device_name: device_name.to_owned(),
            unencrypted: false,
        };
        wait(engine.join(joining, Progress::new())).expect("the code is good");

        cable
    }

    /// Brings this desk's work here and lets another desk of the branch fetch it. What comes back is all that differs.
    pub fn differences(&self, desk: &Engine) -> Vec<String> {
        let other = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
        let exchange = |engine: &Engine| wait(engine.exchange_now()).expect("headquarters answers");
        exchange(desk);
        let _cable = self.join(&other, "2");
        [desk, &other].into_iter().for_each(exchange);

        let mut say = |_: &str| {};
        let mut ledger = Ledger::new(&mut say);
        let stream = format!("branch:{BRANCH}");
        let held = |engine: &Engine| wait(Holding::of_desk(engine, &stream)).expect("readable");
        let (this, that) = (held(desk), held(&other));
        let there = Holding::of_headquarters(&self.running, &stream).expect("readable");
        agreement::compare(&mut ledger, ("this desk", &this), ("the other desk", &that));
        agreement::compare(&mut ledger, ("this desk", &this), ("headquarters", &there));
        let queue = wait(desk.link()).expect("readable").queue;
        ledger.expect("operations that wait", &queue.unsent, &0);
        ledger.expect("operations that were refused", &queue.refused, &0);
        ledger.hold("there are orders to compare", !this.orders.is_empty());

        ledger.wrong
    }
}
