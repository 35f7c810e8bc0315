//! Machines of several pieces: an air conditioner with its indoor units.

use domain::{Appliance, ApplianceId};

use super::Machine;
use crate::deed::Deed;
use crate::{Error, Wrong};

/// Machines with their pieces behind them. What is said to be a piece of something that is gone, or is itself a piece, stands
/// alone: two desks may have said so without knowing of each other.
pub(super) fn together(machines: Vec<Machine>) -> Vec<Machine> {
    let stands = |id: ApplianceId| {
        let found = machines.iter().find(|machine| machine.id == id);
        found.is_some_and(|machine| machine.appliance.part_of.is_none())
    };
    let whole =
        |machine: &Machine| machine.appliance.part_of.filter(|id| stands(*id) && *id != machine.id);
    let wholes: Vec<_> = machines.iter().map(whole).collect();
    let (pieces, alone): (Vec<_>, Vec<_>) = machines
        .into_iter()
        .zip(wholes)
        .map(|(machine, whole)| Machine { whole, ..machine })
        .partition(|machine| machine.whole.is_some());

    alone
        .into_iter()
        .flat_map(|machine| {
            let own = pieces.iter().filter(|piece| piece.whole == Some(machine.id)).cloned();
            let own: Vec<_> = own.collect();
            std::iter::once(machine).chain(own)
        })
        .collect()
}

/// Refuses a piece of what is elsewhere, is itself a piece, or has this one for a piece.
pub(super) fn check(
    deed: &Deed<'_>,
    id: Option<ApplianceId>,
    appliance: &Appliance,
) -> Result<(), Error> {
    let Some(whole) = appliance.part_of else { return Ok(()) };
    let other: Appliance = deed.get(whole)?;
    let mut others = deed.session.appliances(appliance.customer)?.into_iter();
    let has_pieces = id.is_some() && others.any(|row| row.appliance.part_of == id);
    let elsewhere = other.customer != appliance.customer || id == Some(whole);
    if elsewhere || other.part_of.is_some() || has_pieces {
        return Err(Error::field("part_of", Wrong::OutOfRange));
    }

    Ok(())
}
