//! The parts of a sheet that is entered: those that were built in, and those that are missing.

use domain::{Location, Money, PartId, StaffId, Visit};

use super::{SheetDoubt, SheetEntry, UsedPart, filled};
use crate::catalogue::left;
use crate::deed::Deed;
use crate::stock::{self, Pieces, Usage};
use crate::{Error, Wrong};

/// The most pieces of a part that one sheet may use.
const MOST: i64 = 9_999;

/// Which parts are missing is said, or that nobody knows yet: what is left out would be missed by nobody.
pub(super) fn check_needed(deed: &Deed<'_>, entry: &SheetEntry) -> Result<(), Error> {
    if entry.needed.is_empty() && !entry.unknown_part {
        return Err(Error::field("part", Wrong::Missing));
    }
    for line in &entry.needed {
        left::known(deed, line.part)?;
        if !(1..=MOST).contains(&line.quantity) {
            return Err(Error::field("quantity", Wrong::OutOfRange));
        }
    }

    Ok(())
}

/// The lines of what was built in, if they can be true.
pub(super) fn check_parts(
    deed: &Deed<'_>,
    technician: StaffId,
    lines: &mut [UsedPart],
) -> Result<(), Error> {
    let mut seen = Vec::new();
    for line in lines {
        let part = left::known(deed, line.part)?;
        line.serial = filled(line.serial.as_deref());
        let most = if part.serialised { 1 } else { MOST };
        if !(1..=most).contains(&line.quantity) {
            return Err(Error::field("quantity", Wrong::OutOfRange));
        }
        let Some(serial) = line.serial.clone() else {
            if part.serialised {
                return Err(Error::field("serial", Wrong::Missing));
            }
            continue;
        };
        if seen.contains(&(line.part, serial.clone())) {
            return Err(Error::SerialUsed(serial));
        }
        let pieces = pieces(deed, technician, line.part)?;
        match pieces.why_not(&serial) {
            Some(Error::SerialNotThere { .. }) if line.insisted => {}
            Some(error) => return Err(error),
            None => {}
        }
        seen.push((line.part, serial));
    }

    Ok(())
}

fn pieces(deed: &Deed<'_>, technician: StaffId, part: PartId) -> Result<Pieces, Error> {
    Pieces::of(deed.session, part, Some(Location::Van(technician)))
}

/// That a piece which was built in was never received.
fn never_came(
    deed: &Deed<'_>,
    technician: StaffId,
    line: &UsedPart,
) -> Result<Option<SheetDoubt>, Error> {
    let Some(serial) = line.serial.clone().filter(|_| line.insisted) else { return Ok(None) };
    if pieces(deed, technician, line.part)?.why_not(&serial).is_none() {
        return Ok(None);
    }
    let part = left::known(deed, line.part)?.name;

    Ok(Some(SheetDoubt::NeverCame { part, serial }))
}

/// What the parts cost of which somebody knows it.
pub(super) fn prices(
    deed: &Deed<'_>,
    lines: &[UsedPart],
) -> Result<Vec<(PartId, i64, Money)>, Error> {
    let currency = crate::prices::currency(deed.session)?;
    let mut known = Vec::new();
    for line in lines {
        let price = left::known(deed, line.part)?.price_in(currency);
        known.extend(price.map(|price| (line.part, line.quantity, price)));
    }

    Ok(known)
}

/// Takes what was built in out of the van, and the old ones back; says where there were too few.
pub(super) fn use_parts(
    deed: &Deed<'_>,
    visit: &Visit,
    entry: &SheetEntry,
    covered: bool,
) -> Result<Vec<SheetDoubt>, Error> {
    let mut doubts = Vec::new();
    for line in &entry.parts {
        let usage = Usage {
            part: line.part,
            quantity: line.quantity,
            serial: line.serial.clone(),
            technician: visit.technician,
            order: visit.order,
            visit: entry.visit,
            covered,
        };
        doubts.extend(never_came(deed, visit.technician, line)?);
        if let Some(left) = stock::use_part(deed, &usage)? {
            doubts.push(SheetDoubt::Short { part: left::known(deed, line.part)?.name, left });
        }
        if line.old {
            stock::keep_old_part(deed, &usage)?;
        }
    }

    Ok(doubts)
}
