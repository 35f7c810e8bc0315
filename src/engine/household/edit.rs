//! Writing in a customer's file: each deed can be taken back.

use domain::{
    Address, AddressId, Appliance, ApplianceId, Customer, CustomerId, Fields, Record, differences,
    fields_of,
};
use serde_json::Value;
use uuid::Uuid;

use crate::areas::{area_of, settle};
use crate::deed::Deed;
use crate::{Engine, Error, Opened, Undo, Wrong};

/// The longest name of anything, in characters.
const NAME: usize = 200;
/// The longest address or note, in characters.
pub(super) const LINES: usize = 2_000;

/// What was saved, and how to take it back.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved<Id> {
    /// Which record.
    pub id: Id,
    /// The way back.
    pub undo: Undo,
}

impl Engine {
    /// Opens a customer's file, or writes in it. A name is needed; what another system called them and
    /// since when they are known stays.
    pub fn save_customer(
        &self,
        opened: Option<Opened<CustomerId, Customer>>,
        customer: Customer,
    ) -> impl Future<Output = Result<Saved<CustomerId>, Error>> + Send + use<> {
        self.deed("save_customer", move |deed| {
            check("name", &customer.name, NAME)?;
            check_length("note", customer.note.as_deref().unwrap_or_default(), LINES)?;
            let Some(opened) = opened else {
                return make(deed, &Customer { since: Some(deed.now), ..customer });
            };
            let (origin, since) = (opened.record.origin.clone(), opened.record.since);

            let typed = Customer { origin, since, ..customer };
            let mut saved = opened.rewrite(deed, &typed)?;
            let kept = deed.session.who_now(opened.id)?;
            let mut lifted = crate::sameness::lift(deed, kept, (&opened.record, &typed))?;
            if !lifted.is_empty() {
                lifted.push(saved.undo);
                saved.undo = Undo::Several(lifted);
            }

            Ok(saved)
        })
    }

    /// Adds an address to a file, or corrects one. Its service area is found by its division.
    pub fn save_address(
        &self,
        opened: Option<Opened<AddressId, Address>>,
        mut address: Address,
    ) -> impl Future<Output = Result<Saved<AddressId>, Error>> + Send + use<> {
        self.deed("save_address", move |deed| {
            check("address", &address.place.in_one_line(), LINES)?;
            address.area = area_of(deed.session, &address.place)?.map(|(id, _)| id);
            let Some(opened) = opened else {
                deed.get::<Customer>(address.customer)?;
                return make(deed, &address);
            };
            let mut typed = opened.record.clone();
            settle(&mut typed, address.place, address.area);
            typed.note = address.note;
            typed.moved = address.moved;
            let was: Address = deed.get(opened.id)?;
            let saved = opened.rewrite(deed, &typed)?;
            let is: Address = deed.get(opened.id)?;
            let lines = (was.place.in_one_line(), is.place.in_one_line());
            crate::orders::amend_address(deed, (is.customer, opened.id), (&lines.0, &lines.1))?;

            Ok(saved)
        })
    }

    /// Adds a machine to a file, or writes down what is known of one.
    pub fn save_appliance(
        &self,
        opened: Option<Opened<ApplianceId, Appliance>>,
        appliance: Appliance,
    ) -> impl Future<Output = Result<Saved<ApplianceId>, Error>> + Send + use<> {
        self.deed("save_appliance", move |deed| {
            let mut appliance = appliance;
            for (field, text) in [
                ("brand", &appliance.brand),
                ("model", &appliance.model),
                ("serial", &appliance.serial),
                ("shop", &appliance.shop),
                ("invoice", &appliance.invoice),
            ] {
                check_length(field, text.as_deref().unwrap_or_default(), NAME)?;
            }
            report(deed, opened.as_ref().map(|opened| &opened.record), &mut appliance)?;
            super::set::check(deed, opened.as_ref().map(|opened| opened.id), &appliance)?;
            let Some(opened) = opened else {
                deed.get::<Customer>(appliance.customer)?;
                return make(deed, &appliance);
            };
            let (customer, origin) = (opened.record.customer, opened.record.origin.clone());

            opened.rewrite(deed, &Appliance { customer, origin, ..appliance })
        })
    }
}

/// A reported sale says when and where. When it was reported, and to whom, is written down once.
fn report(
    deed: &Deed<'_>,
    before: Option<&Appliance>,
    appliance: &mut Appliance,
) -> Result<(), Error> {
    let Some(sale) = &mut appliance.sale else { return Ok(()) };
    check_length("seller", sale.seller.as_deref().unwrap_or_default(), NAME)?;
    if appliance.purchased.is_none() {
        return Err(Error::field("purchased", Wrong::Missing));
    }
    check("shop", appliance.shop.as_deref().unwrap_or_default(), NAME)?;
    let known = before.and_then(|before| before.sale.as_ref());
    (sale.at, sale.by) = known.map_or((deed.now, deed.actor), |known| (known.at, known.by));

    Ok(())
}

/// Makes a profile that can be taken back.
pub(crate) fn make<R: Record, Id: From<Uuid> + Into<Uuid> + Copy>(
    deed: &Deed<'_>,
    record: &R,
) -> Result<Saved<Id>, Error> {
    let id: Id = deed.create(record)?;

    Ok(Saved { id, undo: Undo::TakeAway { kind: R::KIND, id: id.into() } })
}

/// Edits a profile, and tells what its changed fields were.
pub(crate) fn change<R: Record, Id: Into<Uuid> + Copy>(
    deed: &Deed<'_>,
    id: Id,
    edit: impl FnOnce(&mut R),
) -> Result<Saved<Id>, Error> {
    let stored = deed.session.stored(R::KIND, id.into())?.ok_or(Error::Unknown(R::KIND))?;
    // As it was written: what it names is not this deed's business.
    let before: R = stored.read()?;
    let after = deed.edit(id, edit)?;
    let (before, after) = (fields_of(&before), fields_of(&after));
    let known: Fields =
        before.keys().chain(after.keys()).map(|name| (name.clone(), Value::Null)).collect();
    let fields = differences(&after, &before, &known);

    Ok(Saved { id, undo: Undo::PutBack { kind: R::KIND, id: id.into(), fields } })
}

/// Fails unless something is said, and fits.
pub(crate) fn check(field: &'static str, text: &str, longest: usize) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Err(Error::field(field, Wrong::Missing));
    }
    check_length(field, text, longest)
}

/// Fails unless it fits.
pub(crate) fn check_length(field: &'static str, text: &str, longest: usize) -> Result<(), Error> {
    let fits = text.chars().nth(longest).is_none();

    if fits { Ok(()) } else { Err(Error::field(field, Wrong::TooLong(longest))) }
}
