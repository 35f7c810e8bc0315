//! The parts that an office kept itself before it joined a headquarters: what lies on its shelves and stands on its
//! sheets is still called what it was, also where headquarters has no name for it.

use std::collections::BTreeMap;

use domain::{Part, PartId, Record as _};
use store::{BalanceRow, Session};
use uuid::Uuid;

use crate::Error;
use crate::deed::Deed;

/// The setting that holds them.
const LEFT: &str = "parts-before-joining";

/// Remembers the parts as they are, without their prices: those are headquarters' to say from now on.
pub(crate) fn remember(session: &Session<'_>) -> Result<(), Error> {
    let parts = session.all::<Part>()?.into_iter();
    let parts: BTreeMap<Uuid, Part> =
        parts.map(|(id, part)| (id, Part { price: None, ..part })).collect();
    // A part is a struct whose values all have a form in JSON.
    let text = serde_json::to_string(&parts).unwrap_or_default();

    Ok(session.put_setting(LEFT, &text)?)
}

/// The parts that were remembered.
pub(crate) fn remembered(session: &Session<'_>) -> Result<BTreeMap<Uuid, Part>, Error> {
    let text = session.setting(LEFT)?.unwrap_or_default();

    Ok(serde_json::from_str(&text).unwrap_or_default())
}

/// A part of the catalogue, or of the one that was here before.
pub(crate) fn part(session: &Session<'_>, id: PartId) -> Result<Option<Part>, Error> {
    match session.get::<Part>(id)? {
        Some(part) => Ok(Some(part)),
        None => Ok(remembered(session)?.remove(&id.0)),
    }
}

/// Balances with what their parts are called, also where the catalogue does not say so any more.
pub(crate) fn named(
    session: &Session<'_>,
    mut rows: Vec<BalanceRow>,
) -> Result<Vec<BalanceRow>, Error> {
    for row in rows.iter_mut().filter(|row| row.number.is_empty()) {
        if let Some(part) = part(session, row.part)? {
            (row.number, row.name) = (part.number, part.name);
        }
    }

    Ok(rows)
}

/// A part of either, which must be known.
pub(crate) fn known(deed: &Deed<'_>, id: PartId) -> Result<Part, Error> {
    part(deed.session, id)?.ok_or(Error::Unknown(Part::KIND))
}
