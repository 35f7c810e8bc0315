//! The made-up city: its districts, its people's names, its shops. None of it exists.

use serde::Deserialize;

use super::chance::Chance;
use crate::Error;

const CITY: &str = include_str!("../../../assets/demo/city.json");

#[derive(Debug, Deserialize)]
pub(super) struct City {
    pub(super) province: String,
    pub(super) city: String,
    pub(super) office: OurOffice,
    pub(super) districts: Vec<District>,
    pub(super) compounds: Vec<String>,
    surnames: String,
    compound_surnames: Vec<String>,
    given: Vec<String>,
    pub(super) rare: Vec<String>,
    pub(super) organisations: Vec<String>,
    pub(super) brands: Vec<String>,
    pub(super) shops: Vec<String>,
    pub(super) office_people: Vec<String>,
    pub(super) technicians: Vec<String>,
    pub(super) said: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) praise: Vec<String>,
    pub(super) blame: Vec<String>,
    pub(super) complaint: String,
    pub(super) answered: String,
    pub(super) department: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct OurOffice {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) street: String,
    pub(super) detail: String,
    pub(super) footer: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct District {
    pub(super) name: String,
    pub(super) code: String,
    pub(super) remote: bool,
    pub(super) streets: Vec<String>,
    pub(super) roads: Vec<String>,
}

impl City {
    pub(super) fn read() -> Result<Self, Error> {
        serde_json::from_str(CITY).map_err(|_| Error::Unknown("demo"))
    }

    /// A name as people have it: surnames early in the list are common.
    pub(super) fn person(&self, chance: &mut Chance) -> String {
        let surnames: Vec<char> = self.surnames.chars().collect();
        let common = chance.index(surnames.len()).min(chance.index(surnames.len()));
        let surname = match surnames.get(common) {
            Some(surname) if !chance.percent(1) => surname.to_string(),
            _ => chance.word(&self.compound_surnames),
        };

        surname + &chance.word(&self.given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_can_be_read_and_has_room_for_everyone() -> Result<(), Error> {
        let city = City::read()?;

        assert_eq!(city.technicians.len(), 8);
        assert!(city.districts.iter().all(|district| !district.streets.is_empty()));
        assert!(city.districts.iter().all(|it| domain::DistrictCode::parse(&it.code).is_some()));
        Ok(())
    }
}
