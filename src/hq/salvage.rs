//! What devices handed back after headquarters was restored, and what people decide about it.

use domain::{Order, Record, differences};
use sync::hq::{HqTx, Kept, change_of};
use sync::order::may_edit;
use sync::{Change, DeviceId, Fields, StreamId};
use uuid::Uuid;

use crate::deed::{self, Deed};
use crate::journal::Noted;
use crate::storage::Session;
use crate::surroundings::Moment;
use crate::{ACTOR, Error, Storage};

/// The most records that are listed at once.
pub const LISTED: u32 = 1_000;

/// A record that a device had otherwise than headquarters has it now.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Found {
    /// Its place among what was handed back: one record may have come back more than once, each time otherwise.
    pub no: i64,
    /// Which stream it belongs to.
    pub stream: StreamId,
    /// What kind of record.
    pub kind: String,
    /// Its name.
    pub id: Uuid,
    /// The device that handed it back.
    pub device: DeviceId,
    /// When, by headquarters' clock.
    pub at_ms: i64,
    /// What it says on the device; none if it was removed there.
    pub there: Option<Fields>,
    /// What it says here; none if there is no such record.
    pub here: Option<Fields>,
}

/// What people say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It shall be as it was on the device.
    Take,
    /// It shall stay as it is.
    Drop,
}

/// What still waits for a decision, by arrival; at most [`LISTED`]. What meanwhile says the same here and there does
/// not wait.
pub fn list(storage: &Storage) -> Result<Vec<Found>, Error> {
    storage.read(|session, _| {
        let open = open(session, LISTED as usize)?;

        Ok(open.into_iter().map(|(_, found)| found).collect())
    })
}

/// How many of them there are, whatever was handed back.
pub(crate) fn count(storage: &Storage) -> Result<u64, Error> {
    storage.read(|session, _| session.count_salvage())
}

/// Decides on all states of one record that were handed back, or on everything, and answers on how many.
pub fn decide(storage: &Storage, id: Option<Uuid>, decision: Decision) -> Result<usize, Error> {
    storage.write(move |session, moment| {
        let chosen = |(kept, _): &(Kept, Found)| id.is_none_or(|id| kept.row.id == id);
        let all: Vec<_> = open(session, usize::MAX)?.into_iter().filter(chosen).collect();
        if let (Some(id), true) = (id, all.is_empty()) {
            return Err(Error::UnknownSalvage(id.to_string()));
        }

        decide_on(all, decision, session, moment)
    })
}

/// Decides on the one at this place.
pub fn decide_one(storage: &Storage, no: i64, decision: Decision) -> Result<(), Error> {
    storage.write(move |session, moment| {
        let (mut one, place) = (Vec::new(), no.saturating_sub(1));
        let found = session.salvage(place, 1)?.into_iter().filter(|(own, _)| *own == no).collect();
        open_among(found, session, &mut one)?;
        if one.is_empty() {
            return Err(Error::UnknownSalvage(no.to_string()));
        }

        decide_on(one, decision, session, moment).map(drop)
    })
}

fn decide_on(
    mut all: Vec<(Kept, Found)>,
    decision: Decision,
    session: &mut Session<'_>,
    moment: &mut Moment,
) -> Result<usize, Error> {
    // A fact needs the record it happened to.
    all.sort_by_key(|(kept, _)| (domain::FACTS.contains(&kept.row.kind.as_str()), kept.row.seq));
    for (kept, found) in &all {
        if decision == Decision::Take {
            take(kept, found, session, moment)?;
        }
        session.decide_salvage(kept, sync::Env::now_ms(moment))?;
        let noted = match decision {
            Decision::Take => Noted::SalvageTaken,
            Decision::Drop => Noted::SalvageDropped,
        };
        let subject = format!("{} {} {}", found.stream, found.kind, found.id);
        session.write_down(moment, noted, &subject)?;
    }

    Ok(all.len())
}

fn open(session: &mut Session<'_>, limit: usize) -> Result<Vec<(Kept, Found)>, Error> {
    let (mut open, mut above) = (Vec::new(), 0);
    while open.len() < limit {
        let portion = session.salvage(above, LISTED)?;
        let Some((last, _)) = portion.last() else { break };
        above = *last;
        open_among(portion, session, &mut open)?;
    }
    open.truncate(limit);

    Ok(open)
}

fn open_among(
    portion: Vec<(i64, Kept)>,
    session: &mut Session<'_>,
    open: &mut Vec<(Kept, Found)>,
) -> Result<(), Error> {
    for (no, kept) in portion {
        let record = session.record(&kept.stream, &kept.row.kind, kept.row.id)?;
        let here = record.and_then(|record| record.row().body);
        if here == kept.row.body {
            continue;
        }
        let found = Found {
            no,
            stream: kept.stream.clone(),
            kind: kept.row.kind.clone(),
            id: kept.row.id,
            device: kept.device,
            at_ms: kept.at_ms,
            there: kept.row.body.clone(),
            here,
        };
        open.push((kept, found));
    }
    Ok(())
}

fn take(
    kept: &Kept,
    found: &Found,
    session: &mut Session<'_>,
    moment: &mut Moment,
) -> Result<(), Error> {
    let (kind, id) = (found.kind.clone(), found.id);
    let base_rev = session.record(&found.stream, &kind, id)?.map_or(0, |record| record.rev);
    let change = match (&found.here, &found.there) {
        (Some(_), None) => Some(Change::Remove { kind, id, base_rev }),
        (None, _) => change_of(&kept.row),
        (Some(here), Some(there)) => {
            let mut fields = differences(here, there, here);
            if kind == Order::KIND {
                fields.retain(|name, value| may_edit(name, value, true));
            }
            (!fields.is_empty()).then_some(Change::Patch { kind, id, base_rev, fields })
        }
    };
    let Some(change) = change else { return Ok(()) };
    let deed = Deed {
        stream: found.stream.clone(),
        name: "salvage",
        actor: ACTOR.to_owned(),
        changes: vec![change],
    };

    deed::submit(session, moment, deed).map(|_| ())
}
