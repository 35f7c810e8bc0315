//! Is everything as it should be? Recomputes what the database says of itself.

mod orders;
mod streams;

use serde::Serialize;
use uuid::Uuid;

use crate::{Error, Session, Storage};

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// Streams looked through.
    pub streams: usize,
    /// Records, removed ones included.
    pub records: usize,
    /// Operations with their receipts.
    pub operations: usize,
    /// Orders whose state was computed anew from their events.
    pub orders: usize,
    /// Movements of stock.
    pub moves: usize,
    /// Files that are here whole, each read and held against its hash.
    pub files: usize,
    /// What is wrong, each in a sentence for whoever reads logs. Empty if all is well.
    pub wrong: Vec<String>,
    /// How often a device sent an operation again with something else in it. Each time it was refused, so nothing is
    /// wrong here; but that device is: a clone, or broken.
    pub alarmed: u64,
    /// The latest of these, at most 20.
    pub alarms: Vec<Alarm>,
}

/// An operation that was known, and came again with something else in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alarm {
    /// From which device.
    pub device: Uuid,
    /// The name of the operation.
    pub op_id: Uuid,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// So many alarms are told one by one.
const ALARMS: u32 = 20;

impl Findings {
    /// Whether all is well.
    pub fn is_sound(&self) -> bool {
        self.wrong.is_empty()
    }

    fn say(&mut self, wrong: impl Into<String>) {
        self.wrong.push(wrong.into());
    }
}

/// Checks one state of the whole database: the file, digests, sequences, receipts, stock, orders.
pub fn check(storage: &Storage) -> Result<Findings, Error> {
    storage.read(|session, _| look(session))
}

/// The same for whoever has a session already.
pub(crate) fn look(session: &mut Session<'_>) -> Result<Findings, Error> {
    let mut findings = Findings::default();
    findings.wrong.extend(session.integrity()?);
    let mut births = orders::Births::default();
    streams::receipts(session, &mut births, &mut findings)?;
    for (stream, head) in session.stream_heads()? {
        streams::feed(session, (&stream, head), &mut findings)?;
        orders::states(session, &stream, &births, &mut findings)?;
        orders::pairs(session, &stream, &mut findings)?;
        orders::stock(session, &stream, &mut findings)?;
    }
    session.each_kept_file(|hash, sound| {
        findings.files += 1;
        if !sound {
            findings.wrong.push(format!("file {hash} is not what it hashes to"));
        }
    })?;
    (findings.alarmed, findings.alarms) = session.alarms(ALARMS)?;

    Ok(findings)
}

#[cfg(test)]
mod tests;
