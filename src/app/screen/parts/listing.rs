//! The parts of a filter as a list for others, a column for each place.

use domain::Location;
use engine::{Listed, Listing, PartRow};

use super::Parts;
use crate::context::Context;
use crate::listing::Reading;

impl Parts {
    /// The parts that the filter leaves, with what lies where; nothing before they were read.
    pub fn listing(&self, cx: &Context) -> Option<Reading> {
        let (overview, locale) = (self.overview.as_ref()?, &cx.locale);
        let vans = overview.vans.iter().map(|(id, name)| (Location::Van(*id), name.as_str()));
        let places: Vec<(Location, String)> =
            [Location::Store, Location::Transit, Location::Faulty]
                .map(|place| (place, locale.location(place, None)))
                .into_iter()
                .chain(vans.map(|(place, name)| (place, locale.location(place, Some(name)))))
                .collect();
        let first = [
            locale.paper_part_number(),
            locale.paper_part_name(),
            locale.import_field_unit(),
            locale.import_field_price(),
            locale.charge_total(),
        ];
        let headers = first.into_iter().chain(places.iter().map(|(_, name)| name.clone()));
        let row = |part: &PartRow| -> Vec<Listed> {
            let own = [
                part.number.as_str().into(),
                part.name.as_str().into(),
                part.unit.as_str().into(),
                part.price.map_or("".into(), Listed::from),
                part.total().into(),
            ];
            let held = |(place, _): &(Location, String)| {
                part.held.get(place).copied().unwrap_or_default().into()
            };
            own.into_iter().chain(places.iter().map(held)).collect()
        };
        let rows = (0..self.listed.len()).filter_map(|at| self.row(at)).map(row).collect();
        let listing = Listing { title: locale.room_parts(), headers: headers.collect(), rows };

        Some(Box::pin(std::future::ready(Ok(listing))))
    }
}
