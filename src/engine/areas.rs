//! Service areas: which there are, in which one a place lies, and drawing them where no headquarters does.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Address, Area, AreaId, DistrictCode, Place, Record as _, areas_around};
use store::Session;

use crate::deed::Deed;
use crate::household::{change, check, make};
use crate::link::ADDRESS;
use crate::{Engine, Error, Saved, Undo, Wrong};

/// The areas that this office knows of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Areas {
    /// They, by name.
    pub areas: Vec<(AreaId, Area)>,
    /// The code of this office: which of them are its own.
    pub office: String,
    /// Whether they are drawn here. Where there is a headquarters, it draws them.
    pub drawn_here: bool,
}

/// Where a place lies, as far as it matters to this office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region<'a> {
    /// Nothing can be said: too little is known of the place, or this office has no areas.
    Unknown,
    /// In an area of this office.
    Ours(&'a Area),
    /// In an area of another office.
    Theirs(&'a Area),
    /// In no area at all, or nobody can say in whose.
    Outside,
}

/// Where an address lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// This office knows of no areas.
    Undrawn,
    /// In none of them, or nobody can say in which.
    Unknown,
    /// In the area of this name.
    In {
        /// What it is called.
        area: String,
        /// Whether a remote fee is due there.
        remote: bool,
    },
}

/// So many digits name a district.
const DISTRICT: usize = 6;
/// The longest name of an area, city or district, in characters.
const NAME: usize = 100;

impl Engine {
    /// The areas that this office knows of.
    pub fn areas(&self) -> impl Future<Output = Result<Areas, Error>> + Send + use<> {
        self.workers.read(|session| {
            let mut known = known(session)?;
            known.areas.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));

            Ok(known)
        })
    }

    /// Draws an area, or draws one anew; it is this office's. It needs a name, and a district or street that no other
    /// area of the same city is. Fails with [`Error::AreasDrawnElsewhere`] where
    /// headquarters draws them.
    pub fn write_area(
        &self,
        id: Option<AreaId>,
        area: Area,
    ) -> impl Future<Output = Result<Saved<AreaId>, Error>> + Send + use<> {
        self.deed("write_area", move |deed| {
            let known = drawn_here(deed)?;
            let area = checked(area)?;
            let taken = known.areas.iter().any(|(other, it)| Some(*other) != id && same(it, &area));
            if taken && !area.district.is_empty() {
                return Err(Error::field("district", Wrong::Taken));
            }
            let Some(id) = id else {
                return make(deed, &Area { branch: known.office, ..area });
            };
            change(deed, id, |stored: &mut Area| {
                // The codes of one district say nothing of another.
                if !same(stored, &area) {
                    stored.districts.clear();
                    stored.names.clear();
                }
                let Area { name, city, district, remote, .. } = area;
                *stored = Area { name, city, district, remote, ..std::mem::take(stored) };
            })
        })
    }

    /// Removes an area. Addresses in it are in none then.
    pub fn remove_area(
        &self,
        id: AreaId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("remove_area", move |deed| {
            drawn_here(deed)?;
            let stored = deed.session.stored(Area::KIND, id.0)?.ok_or(Error::Unknown("area"))?;
            deed.remove::<Area>(id)?;

            Ok(Undo::BringBack { kind: Area::KIND, id: id.0, fields: stored.fields })
        })
    }
}

impl Areas {
    /// The area that a place lies in: where several name it alike this office's own, else none.
    pub fn of(&self, place: &Place) -> Option<(AreaId, &Area)> {
        let around = areas_around(&self.areas, place);
        let ours = around.iter().find(|(_, area)| self.is_ours(area));

        ours.or((around.len() == 1).then(|| &around[0])).copied()
    }

    /// The area of an address: the one that its place lies in today, else the one it was once put in by hand or by
    /// headquarters, if there still is one.
    pub fn whereabouts(&self, address: &Address) -> Option<AreaId> {
        let stored = address.area.filter(|area| self.has(*area));

        self.of(&address.place).map(|(id, _)| id).or(stored)
    }

    /// Where most of this office's customers live, as its areas near by tell: the city that all of them lie in, and
    /// the district where there is only one.
    pub fn home(&self) -> Place {
        let ours: Vec<&Area> = self
            .areas
            .iter()
            .map(|(_, area)| area)
            .filter(|area| self.is_ours(area) && !area.remote)
            .collect();
        let cities: BTreeSet<&str> = ours.iter().map(|area| area.city.trim()).collect();
        // The same district may be given by its code in one area and by its name in another.
        let mut districts: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for area in &ours {
            let coded = area.names.iter().map(|(code, name)| (name.as_str(), Some(code.as_str())));
            let named = (!area.district.is_empty()).then_some((area.district.as_str(), None));
            for (name, code) in coded.chain(named) {
                let known = districts.entry(name.trim()).or_default();
                *known = known.or(code);
            }
        }
        let only = |names: &BTreeSet<&str>| match names.first() {
            Some(name) if names.len() == 1 => (*name).to_owned(),
            _ => String::new(),
        };
        let (code, district) = match districts.first_key_value() {
            Some((name, code)) if districts.len() == 1 => (*code, (*name).to_owned()),
            _ => (None, String::new()),
        };

        Place {
            city: only(&cities),
            district,
            code: code.and_then(DistrictCode::parse),
            ..Place::default()
        }
    }

    /// The place with the name of its district, where it gives the code alone and an area says what people call that.
    pub fn named(&self, place: &Place) -> Place {
        let mut named = place.clone();
        if let (true, Some(code)) = (place.district.trim().is_empty(), &place.code) {
            let names = self.areas.iter().flat_map(|(_, area)| &area.names);
            let around = names.filter(|(division, _)| code.as_str().starts_with(division.as_str()));
            let district = around.filter(|(division, _)| division.len() <= DISTRICT);
            let nearest = district.max_by_key(|(division, _)| division.len());
            named.district = nearest.map(|(_, name)| name.clone()).unwrap_or_default();
        }

        named
    }

    /// Where an address lies, as far as these areas can tell.
    pub fn whereabouts_of(&self, address: &Address) -> Whereabouts {
        let area = self.whereabouts(address);
        let area = self.areas.iter().find(|(id, _)| Some(*id) == area).map(|(_, area)| area);

        match area {
            Some(area) => Whereabouts::In { area: area.name.clone(), remote: area.remote },
            None if self.areas.is_empty() => Whereabouts::Undrawn,
            None => Whereabouts::Unknown,
        }
    }

    /// Whether a remote fee is due at an address.
    pub fn is_remote(&self, address: &Address) -> bool {
        matches!(self.whereabouts_of(address), Whereabouts::In { remote: true, .. })
    }

    /// Whether there is such an area, still.
    pub fn has(&self, area: AreaId) -> bool {
        self.areas.iter().any(|(id, _)| *id == area)
    }

    /// Where a place lies.
    pub fn region(&self, place: &Place) -> Region<'_> {
        let said = |text: &str| !text.trim().is_empty();
        match self.of(place) {
            Some((_, area)) if self.is_ours(area) => Region::Ours(area),
            Some((_, area)) => Region::Theirs(area),
            None if place.code.is_none() && !said(&place.district) && !said(&place.street) => {
                Region::Unknown
            }
            None if !self.areas.iter().any(|(_, area)| self.is_ours(area)) => Region::Unknown,
            None => Region::Outside,
        }
    }

    /// Whether an area is this office's own.
    pub fn is_ours(&self, area: &Area) -> bool {
        area.branch.eq_ignore_ascii_case(&self.office)
    }
}

/// The areas that this office knows of, as they were made.
pub(crate) fn known(session: &Session<'_>) -> Result<Areas, Error> {
    let areas = session.all::<Area>()?.into_iter().map(|(id, area)| (AreaId(id), area));

    Ok(Areas {
        areas: areas.collect(),
        office: session.identity()?.map(|identity| identity.office).unwrap_or_default(),
        drawn_here: session.setting(ADDRESS)?.is_none(),
    })
}

/// The service area that a place lies in.
pub(crate) fn area_of(
    session: &Session<'_>,
    place: &Place,
) -> Result<Option<(AreaId, Area)>, Error> {
    Ok(known(session)?.of(place).map(|(id, area)| (id, area.clone())))
}

/// Moves an address: who has moved to another division is in the area of that one, or in none.
pub(crate) fn settle(address: &mut Address, place: Place, area: Option<AreaId>) {
    let moved = {
        let division = |place: &Place| Place {
            detail: String::new(),
            postcode: String::new(),
            code: None,
            ..place.clone()
        };
        division(&address.place) != division(&place)
    };
    address.area = if moved { area } else { area.or(address.area) };
    address.place = place;
}

/// Whether two areas are one district of one city.
fn same(one: &Area, other: &Area) -> bool {
    one.city == other.city && one.district == other.district
}

fn drawn_here(deed: &Deed<'_>) -> Result<Areas, Error> {
    let known = known(deed.session)?;

    if known.drawn_here { Ok(known) } else { Err(Error::AreasDrawnElsewhere) }
}

fn checked(area: Area) -> Result<Area, Error> {
    let [name, city, district] =
        [&area.name, &area.city, &area.district].map(|text| text.trim().to_owned());
    for (field, text) in [("name", &name), ("district", &district)] {
        let known_by_code = field == "district" && !area.districts.is_empty();
        if !known_by_code {
            check(field, text, NAME)?;
        }
    }
    if city.chars().count() > NAME {
        return Err(Error::field("city", Wrong::TooLong(NAME)));
    }

    Ok(Area { name, city, district, ..area })
}

#[cfg(test)]
mod tests;
