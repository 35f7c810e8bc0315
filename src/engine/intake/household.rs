//! What a call writes into the caller's file: only what is new or different.

use domain::{
    Address, AddressId, Appliance, ApplianceId, Customer, CustomerId, CustomerPhone, Place,
};

use super::{Intake, said};
use crate::Error;
use crate::areas::{area_of, settle};
use crate::deed::Deed;

/// The caller's file: a new one, or theirs with what they said differently.
pub(super) fn customer(deed: &Deed<'_>, intake: &Intake) -> Result<CustomerId, Error> {
    let name = intake.name.trim().to_owned();
    let phone = intake.phone.clone().map(CustomerPhone::new);
    let Some(id) = intake.customer else {
        return deed.create(&Customer {
            name,
            phones: phone.into_iter().collect(),
            since: Some(deed.now),
            ..Customer::default()
        });
    };
    // Somebody may have found out meanwhile that there is another file of theirs: that one keeps its name, unless the caller
    // said another one.
    let (opened, id) = (id, deed.session.who_now(id)?);
    let renames = opened == id || deed.get::<Customer>(opened)?.name.trim() != name;
    deed.edit(id, |stored: &mut Customer| {
        if renames {
            stored.name = name;
        }
        let Some(phone) = phone else { return };
        match stored.phones.iter_mut().find(|known| known.number == phone.number) {
            // Whoever calls from it has it, whatever was thought.
            Some(known) => known.gone = None,
            None => stored.phones.insert(0, phone),
        }
    })?;

    Ok(id)
}

/// The address: the one that was chosen with what was corrected in it, one that says the same, or a new one.
pub(super) fn address(
    deed: &Deed<'_>,
    intake: &Intake,
    customer: CustomerId,
) -> Result<Option<AddressId>, Error> {
    if intake.place.is_blank() {
        return Ok(None);
    }
    let place = tidy(&intake.place);
    let area = area_of(deed.session, &place)?.map(|(id, _)| id);
    let known = deed.session.addresses(customer)?;
    let line = place.in_one_line();
    let said = intake.address.map(|id| deed.session.now(id.0)).transpose()?.map(AddressId);
    let chosen = known.iter().find(|row| Some(row.id) == said);
    let same = || known.iter().find(|row| row.address.place.in_one_line() == line);
    let Some(row) = chosen.or_else(same) else {
        return deed.create(&Address { area, ..Address::new(customer, place) }).map(Some);
    };
    deed.edit(row.id, |stored: &mut Address| {
        settle(stored, place, area);
        // Somebody is to go there: they are there again.
        stored.moved = None;
    })?;

    Ok(Some(row.id))
}

/// The machine: the one that was chosen with what is now known of it, or a new one.
pub(super) fn appliance(
    deed: &Deed<'_>,
    intake: &Intake,
    (customer, address): (CustomerId, Option<AddressId>),
) -> Result<Option<ApplianceId>, Error> {
    let Some(told) = intake.plate.appliance(customer, address) else { return Ok(None) };
    let Some(id) = intake.appliance else { return deed.create(&told).map(Some) };
    let id = ApplianceId(deed.session.now(id.0)?);
    deed.edit(id, |stored: &mut Appliance| {
        stored.category = told.category;
        stored.brand = told.brand;
        stored.model = told.model;
        stored.serial = told.serial;
        stored.purchased = told.purchased;
        stored.installed = told.installed;
        stored.address = stored.address.or(told.address);
    })?;

    Ok(Some(id))
}

/// The same place without stray spaces at the ends of its parts.
fn tidy(place: &Place) -> Place {
    let tidied = |text: &str| said(text).unwrap_or_default();

    Place {
        province: tidied(&place.province),
        city: tidied(&place.city),
        district: tidied(&place.district),
        street: tidied(&place.street),
        detail: tidied(&place.detail),
        postcode: tidied(&place.postcode),
        code: place.code.clone(),
    }
}
