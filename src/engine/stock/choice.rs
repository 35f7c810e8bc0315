//! Parts as they are chosen from a list.

use domain::{Category, Condition, Location, Money, Part, PartId};
use store::Session;

use crate::catalogue::left;
use crate::{Error, Keys};

use super::{Pieces, namesake};

/// A part that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChoice {
    /// Which.
    pub id: PartId,
    /// The maker's number, as on its bar code.
    pub number: String,
    /// What it is.
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// What one costs out of warranty; none where nobody knows.
    pub price: Option<Money>,
    /// Whether each piece has a serial number.
    pub serialised: bool,
    /// The machines that it is made for, where another part has the same name.
    pub made_for: Vec<Category>,
    /// Whether it is made for the machine in question.
    pub fits: bool,
    /// Where its pieces lie, if each has a serial number.
    pub pieces: Pieces,
    /// How many good ones lie in the van in question.
    pub van: i64,
    /// How many good ones lie in the store.
    pub store: i64,
    /// What it is found by.
    pub keys: Keys,
}

/// All parts: in the van first, then those that fit, by number.
pub(crate) fn choices(
    session: &Session<'_>,
    category: Option<Category>,
    van: Option<Location>,
) -> Result<Vec<PartChoice>, Error> {
    let mut choices = Vec::new();
    let currency = crate::prices::currency(session)?;
    let all = session.all::<Part>()?;
    // What the office kept before it joined a headquarters can be used up.
    let mut own = left::remembered(session)?;
    all.iter().for_each(|(id, _)| drop(own.remove(id)));
    let known = all.len();
    for (at, (id, part)) in all.into_iter().chain(own).enumerate() {
        let id = PartId(id);
        let held = |location| -> Result<i64, Error> {
            let held = session.held(id, location, Condition::Good)?;
            Ok(held.into_iter().map(|(_, quantity)| quantity).sum())
        };
        let (in_van, in_store) =
            (van.map(held).transpose()?.unwrap_or_default(), held(Location::Store)?);
        if at >= known && in_van <= 0 && in_store <= 0 {
            continue;
        }
        let pieces = part.serialised.then(|| Pieces::of(session, id, van)).transpose()?;
        let fits = category.is_none_or(|category| part.fits.contains(&category));
        choices.push(PartChoice {
            id,
            van: in_van,
            store: in_store,
            pieces: pieces.unwrap_or_default(),
            fits: fits || part.fits.is_empty(),
            keys: Keys::of_part(&part),
            price: part.price_in(currency),
            made_for: part.fits,
            number: part.number,
            name: part.name,
            unit: part.unit,
            serialised: part.serialised,
        });
    }
    let several = namesake::borne_by_several(choices.iter().map(|part| part.name.as_str()));
    for part in choices.iter_mut().filter(|part| !several.contains(&part.name)) {
        part.made_for.clear();
    }
    choices.sort_by(|a, b| {
        let order = |part: &PartChoice| (part.van <= 0, !part.fits);
        order(a).cmp(&order(b)).then_with(|| a.number.cmp(&b.number))
    });

    Ok(choices)
}
