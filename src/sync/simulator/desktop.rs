//! A desktop in a simulated world.

use std::collections::BTreeMap;

use super::storage::Desk;
use crate::client::{Client, Effect};
use crate::hq::{Rights, Role};
use crate::witness::Witness;
use crate::{DeskRole, DeviceId, Incarnation, Laws, StreamId};

/// A desktop: its machine, its database, its wrong clock and its troubles.
pub struct Desktop<L: Laws, D: Desk> {
    /// Its name.
    pub device: DeviceId,
    /// Its branch's stream.
    pub branch: StreamId,
    /// What else it may read.
    pub granted: Vec<StreamId>,
    /// What headquarters enrolled it for.
    pub role: DeskRole,
    /// Who sits there.
    pub staff: String,
    /// The machine.
    pub client: Client<L>,
    /// The database.
    pub store: D,
    /// Whether the program is one of before.
    pub old: bool,
    /// How far its clock is off, in milliseconds.
    pub skew_ms: i64,
    /// Which start of the program this is: what was on its way to an earlier one is void.
    pub life: u64,
    /// Whether the program runs.
    pub up: bool,
    /// Whether its network is down.
    pub cut: bool,
    /// Whether it is up to date, as far as it knows.
    pub idle: bool,
    /// Whether headquarters sent it away.
    pub revoked: bool,
    /// A copy of the database from some time ago, and what was rotten in it.
    pub backup: Option<(D, Vec<StreamId>)>,
    /// Streams a row of which has vanished, until they are fetched anew.
    pub rotten: Vec<StreamId>,
    /// Whether its copies may differ from headquarters' for a reason: which streams.
    pub excused: Vec<StreamId>,
    /// The computer it runs on.
    pub machine: String,
    /// The file beside its database.
    pub witness: Option<Witness>,
    /// The highest cursor of each stream since it was last fetched anew.
    pub cursors: BTreeMap<StreamId, u64>,
}

impl<L: Laws, D: Desk> Desktop<L, D> {
    /// A desktop that has not been switched on yet.
    pub fn new(device: DeviceId, branch: StreamId, staff: String, store: D) -> Self {
        Self {
            device,
            branch,
            granted: vec![StreamId::catalog()],
            role: DeskRole::default(),
            staff,
            client: client(),
            store,
            old: false,
            skew_ms: 0,
            life: 0,
            up: false,
            cut: false,
            idle: false,
            revoked: false,
            backup: None,
            rotten: Vec::new(),
            excused: Vec::new(),
            machine: device.to_string(),
            witness: None,
            cursors: BTreeMap::new(),
        }
    }

    /// The same database on a second computer, which is not switched on yet.
    pub fn clone_to(&self, machine: String, witness: Option<Witness>) -> Self {
        let (branch, staff) = (self.branch.clone(), self.staff.clone());

        Self {
            machine,
            witness,
            rotten: self.rotten.clone(),
            excused: self.excused.clone(),
            revoked: self.revoked,
            role: self.role,
            old: self.old,
            granted: self.granted.clone(),
            ..Self::new(self.device, branch, staff, self.store.copy())
        }
    }

    /// Begins a new life if the database is not the one that the witness saw. Says whether it did.
    pub fn ask_witness(&mut self, life: Incarnation) -> bool {
        let doubt = Witness::doubt(self.witness.as_ref(), &self.machine, &self.store);
        let doubted = doubt.is_ok_and(|doubt| doubt.is_some());
        if doubted {
            self.store.store(&Effect::NewIncarnation(life));
        }
        doubted
    }

    /// The witness sees what there is.
    pub fn be_seen(&mut self) {
        self.witness = self.store.identity().ok().map(|who| Witness::of(&who, &self.machine));
    }

    /// The power fails. What is in the database stays.
    pub fn crash(&mut self) {
        self.life += 1;
        self.up = false;
        self.idle = false;
        self.client = client();
    }

    /// The streams it pulls.
    pub fn streams(&self) -> Vec<StreamId> {
        let mut others = self.granted.clone();
        others.sort();

        [self.branch.clone()].into_iter().chain(others).collect()
    }

    /// What it may do.
    pub fn rights(&self) -> Rights {
        Rights {
            role: Role::Branch(self.role),
            read: self.streams(),
            write: vec![self.branch.clone()],
            revoked: self.revoked,
        }
    }
}

/// A machine that sends a few operations at once, so that one push follows another while receipts are being stored.
fn client<L: Laws>() -> Client<L> {
    Client::new().pushing_at_most(3)
}
