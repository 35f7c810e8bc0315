//! A headquarters on loopback for journeys, with one branch and an order that waits there.

use std::net::{Ipv4Addr, SocketAddr};

use engine::hq::{branch, device, intake};
use engine::{Engine, Joining, Progress, hq};
use tempfile::TempDir;

use crate::testing::wait;
use crate::tour::cable::Cable;

/// The branch of every journey.
const BRANCH: &str = "SH01";

/// It runs until it is dropped.
pub struct Headquarters {
    running: hq::Headquarters,
    _folder: TempDir,
}

impl Headquarters {
    pub fn start(branch_name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a place for a database");
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let running = hq::Headquarters::start(folder.path(), anywhere).expect("a free port");
        let served = branch::Served::parse("310115=Pudong").expect("a district");
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
}
