//! Taking back what a run brought over.

use domain::{Fields, Order, Record};
use store::{ImportChange, Session};
use sync::Change;
use uuid::Uuid;

use super::TakenBack;
use crate::{Engine, Error};

/// Records in one deed.
const RECORDS: u32 = 500;

pub(super) async fn take_back(engine: Engine, run: i64) -> Result<TakenBack, Error> {
    let known = engine.workers.read(move |session| Ok(session.import_run(run)?)).await?;
    if known.is_none_or(|run| run.undone) {
        return Err(Error::Unknown("import"));
    }
    let mut taken = TakenBack::default();
    loop {
        let part = engine
            .deed("undo_import", move |deed| {
                let changes = deed.session.take_import_changes(run, RECORDS)?;
                let mut part = TakenBack::default();
                for change in &changes {
                    if take(deed.session, change)? { part.records += 1 } else { part.kept += 1 }
                }
                Ok(part)
            })
            .await?;
        if part == TakenBack::default() {
            break;
        }
        taken.records += part.records;
        taken.kept += part.kept;
    }
    engine.workers.write(move |session| Ok(session.mark_import_undone(run)?)).await?;
    engine.changed.tell();

    Ok(taken)
}

/// Whether the record is as it was before. One that was worked on since stays.
fn take(session: &Session<'_>, change: &ImportChange) -> Result<bool, Error> {
    let (kind, id) = (change.kind.as_str(), change.id);
    let Some(stored) = session.stored(kind, id)? else { return Ok(true) };
    let base_rev = stored.rev;
    let kind_owned = kind.to_owned();
    match &change.before {
        Some(before) => {
            let fields: Fields = before.clone();
            session.stage(Change::Patch { kind: kind_owned, id, base_rev, fields })?;
        }
        None if is_worked_on(session, kind, id)? => return Ok(false),
        None => session.stage(Change::Remove { kind: kind_owned, id, base_rev })?,
    }

    Ok(true)
}

/// Whether anything came to hang on a record after it was brought over: visits of an order, orders of a household.
fn is_worked_on(session: &Session<'_>, kind: &str, id: Uuid) -> Result<bool, Error> {
    if kind == Order::KIND {
        let order = domain::OrderId(id);
        return Ok(
            !session.visits_of(order)?.is_empty() || session.facts_of_order(order)?.len() > 1
        );
    }

    Ok(session.is_referred_to(kind, id)?)
}
