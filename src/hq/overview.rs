//! What whoever looks after headquarters sees first: how each branch is doing, and what waits for a decision.

use serde::Serialize;

use crate::storage::Session;
use crate::{Branch, Device, Error, Storage, refusal, salvage};

/// How many hours the figures go back.
pub const HOURS: usize = 24;
/// An hour, in milliseconds.
pub const HOUR_MS: i64 = 3_600_000;
/// The most desks of one branch that are counted.
const DESKS: u32 = 2_000;

/// What waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Waits {
    /// Orders without a branch.
    pub orders: u64,
    /// Orders that their branch wants handed to another one.
    pub wished: u64,
    /// Orders that are cancelled and done at once.
    pub disputed: u64,
    /// Operations of devices that had been sent away.
    pub late: u64,
    /// Records that were handed back after a restore.
    pub salvage: u64,
    /// What was refused within a day. It waits for nobody, but may be looked at.
    pub refused: u64,
    /// How often a device sent an operation again with something else in it within thirty days: it was copied, or breaks.
    pub alarmed: u64,
}

/// A branch at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Glance {
    /// Which.
    pub branch: Branch,
    /// Orders that are not over.
    pub open: u64,
    /// Its desks that were not sent away.
    pub desks: Vec<Device>,
}

/// A backup that was opened and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastBackup {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// How many operations lie in it.
    pub operations: u64,
}

/// What waits.
pub fn waits(storage: &Storage) -> Result<Waits, Error> {
    let mut waits = storage.read(|session, _| session.waits())?;
    if waits.salvage > 0 {
        // What meanwhile says the same here and there does not wait.
        waits.salvage = salvage::count(storage)?;
    }
    waits.refused = refusal::count(storage)?;

    Ok(waits)
}

/// A page of the branches whose code or name holds `words`, by code, and how many there are.
pub fn branches(
    storage: &Storage,
    words: &str,
    (skip, most): (usize, usize),
) -> Result<(Vec<Glance>, usize), Error> {
    let words = words.trim().to_lowercase();

    storage.read(move |session, _| {
        let mut all = session.branches()?;
        all.retain(|branch| {
            let held = |text: &str| text.to_lowercase().contains(&words);
            held(&branch.code) || held(&branch.name)
        });
        let count = all.len();
        let page: Vec<_> = all.into_iter().skip(skip).take(most).collect();

        Ok((glances(session, page)?, count))
    })
}

fn glances(session: &Session<'_>, branches: Vec<Branch>) -> Result<Vec<Glance>, Error> {
    let glance = |branch: Branch| {
        let open = session.open_orders(&branch.code)?;
        let desks = session.active_devices(&branch.code, DESKS)?;
        Ok(Glance { branch, open, desks })
    };

    branches.into_iter().map(glance).collect()
}

/// How many operations arrived in each of the last [`HOURS`] hours by the clock, the present one last; and when that
/// begins.
pub fn hours(storage: &Storage) -> Result<([u64; HOURS], i64), Error> {
    storage.read(|session, moment| {
        let present = sync::Env::now_ms(moment).div_euclid(HOUR_MS);
        let first = present - (HOURS as i64 - 1);
        let mut hours = [0; HOURS];
        for (hour, count) in session.arrivals(first * HOUR_MS)? {
            let at = usize::try_from(hour - first).ok();
            if let Some(place) = at.and_then(|at| hours.get_mut(at)) {
                *place = count;
            }
        }

        Ok((hours, present * HOUR_MS))
    })
}

/// The last backup that was found sound, in a file or put back on a server.
pub fn last_backup(storage: &Storage) -> Result<Option<LastBackup>, Error> {
    storage.read(|session, _| session.last_backup())
}
