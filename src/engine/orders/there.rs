//! The half of an order that another branch has, where this computer may read that branch. Nothing of it is this
//! office's: it is in no list, sum or search here.

use std::collections::BTreeMap;

use domain::{
    Handover, Office, Order, OtherHalf, Progress, Record as _, Staff, State, StockMove, Visit,
    VisitId, VisitResult, VisitState,
};
use store::Session;
use sync::StreamId;

use super::file::{Names, PartUse, VisitEntry, named_part, used};
use crate::Error;

/// Half of an order, as the branch has it that does it.
#[derive(Debug, Clone, PartialEq)]
pub struct HalfThere {
    /// Which order that is.
    pub half: OtherHalf,
    /// What the branch is called; empty if its office is not here.
    pub branch: String,
    /// Its head.
    pub order: Order,
    /// What it is at there.
    pub state: State,
    /// The trips, first one first.
    pub visits: Vec<VisitEntry>,
    /// What was built in.
    pub parts: Vec<PartUse>,
}

/// Another branch, of which this computer may read everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBranch {
    /// Its code.
    pub code: String,
    /// What it is called; empty if its office is not here yet.
    pub name: String,
}

/// The halves of an order that lie in branches which this computer may read, the earliest first.
pub(super) fn halves(names: &Names<'_>, of: &Handover) -> Result<Vec<HalfThere>, Error> {
    let last = of.end.as_ref().and_then(|end| end.to.as_ref());
    let all = [of.from.as_ref(), of.to.as_ref(), last].into_iter().flatten();
    let found = all.map(|half| half_there(names, half));

    Ok(found.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
}

fn half_there(names: &Names<'_>, half: &OtherHalf) -> Result<Option<HalfThere>, Error> {
    let session = names.session();
    let Ok(stream) = StreamId::branch(&half.branch) else { return Ok(None) };
    let Some(fields) = session.fields_elsewhere(&stream, Order::KIND, half.order.0)? else {
        return Ok(None);
    };
    let progress = sync::order::progress(&fields);
    let Ok(order) = serde_json::from_value::<Order>(fields.into()) else { return Ok(None) };
    let moves = session.about_elsewhere::<StockMove>(&stream, half.order)?;
    let used = used(moves.into_iter().map(|(_, moved)| moved)).into_iter();

    Ok(Some(HalfThere {
        half: half.clone(),
        branch: name(session, &stream)?,
        state: progress.unwrap_or(Progress::new(order.kind.family())).state,
        visits: visits(names, &stream, half)?,
        parts: used.map(|used| named_part(names, used)).collect::<Result<_, Error>>()?,
        order,
    }))
}

fn visits(
    names: &Names<'_>,
    stream: &StreamId,
    half: &OtherHalf,
) -> Result<Vec<VisitEntry>, Error> {
    let session = names.session();
    let mut results = session.about_elsewhere::<VisitResult>(stream, half.order)?;
    results.sort_by_key(|(_, result)| result.at);
    let mut results: BTreeMap<VisitId, VisitResult> =
        results.into_iter().map(|(_, result)| (result.visit, result)).collect();
    let mut visits = session.about_elsewhere::<Visit>(stream, half.order)?;
    visits.sort_by_key(|(id, visit)| (visit.ordinal, *id));
    let entry = |(id, visit): (uuid::Uuid, Visit)| {
        let id = VisitId(id);
        let result = results.remove(&id).filter(|_| visit.state == VisitState::Ended);
        let needed = result.iter().flat_map(|it| &it.needed);
        let needed = needed.map(|it| named_part(names, (it.part, it.quantity)));
        let technician: Option<Staff> = session.one_elsewhere(stream, visit.technician)?;
        Ok(VisitEntry {
            id,
            technician: technician.map(|staff| staff.name).unwrap_or_default(),
            needed: needed.collect::<Result<_, Error>>()?,
            result,
            // How often the sheet was printed is that branch's own.
            copies: 0,
            visit,
        })
    };

    visits.into_iter().map(entry).collect()
}

fn name(session: &Session<'_>, stream: &StreamId) -> Result<String, Error> {
    let offices = session.all_elsewhere::<Office>(stream)?;

    Ok(offices.into_iter().next().map(|(_, office)| office.name).unwrap_or_default())
}

/// The other branches that this computer may read, by code.
pub(crate) fn read_branches(session: &Session<'_>) -> Result<Vec<ReadBranch>, Error> {
    let mut branches = Vec::new();
    for stream in session.branches_elsewhere()? {
        let code = stream.branch_code().unwrap_or_default().to_owned();
        branches.push(ReadBranch { code, name: name(session, &stream)? });
    }
    branches.sort_by(|a, b| a.code.cmp(&b.code));

    Ok(branches)
}
