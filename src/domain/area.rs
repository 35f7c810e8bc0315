//! Service areas: which office looks after which districts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{AreaId, Place};

/// A statistical division code: 6 digits for a district, 9 for a street.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DistrictCode(String);

impl DistrictCode {
    /// Two, four, six or nine digits: province, city, district, street (GB/T 2260 and its extension).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = matches!(text.len(), 2 | 4 | 6 | 9) && text.bytes().all(|b| b.is_ascii_digit());

        fits.then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this division or part of it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

impl TryFrom<String> for DistrictCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a division code")
    }
}

impl From<DistrictCode> for String {
    fn from(code: DistrictCode) -> Self {
        code.0
    }
}

/// A service area: divisions by their codes, or one by its name, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Area {
    /// What the office calls it.
    pub name: String,
    /// The office that serves it, by its code.
    pub branch: String,
    /// The divisions it is made of.
    #[serde(default)]
    pub districts: Vec<DistrictCode>,
    /// What people call those divisions, by code, for addresses that come without one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// The city it lies in, by name: it tells two districts of one name apart.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// The city, district or street it is, by name, where nobody knows a code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub district: String,
    /// Whether a remote fee is due there.
    #[serde(default)]
    pub remote: bool,
}

/// As exact as the code of a street.
const STREET: usize = 9;
/// As exact as the code of a district.
const DISTRICT: usize = 6;
/// As exact as the code of a city.
const CITY: usize = 4;

impl Area {
    /// How exactly this area names `place`: the length of the code of the division that it lies in. By its code where
    /// both know one, else by the name of its city, district or street, and of its city where both name one. An area whose
    /// own name is the district's names it least. None if the place does not lie here.
    pub fn exactness(&self, place: &Place) -> Option<usize> {
        match &place.code {
            Some(code) if !self.districts.is_empty() => self.precision(code),
            _ => self.exactness_by_name(place),
        }
    }

    /// How exactly this area names `code`: the length of the division that contains it.
    fn precision(&self, code: &DistrictCode) -> Option<usize> {
        let matching = self.districts.iter().filter(|district| district.contains(code));

        matching.map(|district| district.as_str().len()).max()
    }

    fn exactness_by_name(&self, place: &Place) -> Option<usize> {
        let both = !self.city.trim().is_empty() && !place.city.trim().is_empty();
        if both && !is_same(&self.city, &place.city) {
            return None;
        }
        let said = |name: &str| is_same(name, &place.street) || is_same(name, &place.district);
        let coded = self.names.iter().filter(|(_, name)| said(name));
        let coded = coded.filter_map(|(code, _)| self.precision(&DistrictCode::parse(code)?));
        let named = match () {
            () if is_same(&self.district, &place.street) => Some(STREET),
            () if is_same(&self.district, &place.district) => Some(DISTRICT),
            // Where a whole city is served, its name stands alone.
            () if is_same(&self.district, &place.city) => Some(CITY),
            () => None,
        };

        coded.chain(named).max().or_else(|| said(&self.name).then_some(1))
    }
}

/// The areas that name `place` most exactly: none where no area does, several where they name it alike.
pub fn areas_around<'a>(areas: &'a [(AreaId, Area)], place: &Place) -> Vec<(AreaId, &'a Area)> {
    let fits = areas.iter().filter_map(|(id, area)| Some((area.exactness(place)?, *id, area)));
    let fits: Vec<_> = fits.collect();
    let best = fits.iter().map(|(exactness, ..)| *exactness).max();

    fits.into_iter().filter(|fit| Some(fit.0) == best).map(|(_, id, area)| (id, area)).collect()
}

/// What the name of a city, district or street ends with; people leave it off.
const ENDINGS: [&str; 13] =
    ["新区", "新區", "街道", "区", "區", "县", "縣", "市", "镇", "鎮", "乡", "鄉", "旗"];

/// Whether two names are one, be it that one of them leaves its ending off. Nothing is the same as nothing.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim().to_lowercase(), other.trim().to_lowercase());
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let is_short_of = |short: &str, long: &str| {
        let ending = long.strip_prefix(short).filter(|_| short.chars().count() > 1);
        ending.is_some_and(|ending| ENDINGS.contains(&ending))
    };

    one == other || is_short_of(&one, &other) || is_short_of(&other, &one)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn code(text: &str) -> DistrictCode {
        DistrictCode::parse(text).expect("digits")
    }

    fn coded(districts: &[(&str, &str)]) -> Area {
        Area {
            districts: districts.iter().map(|(digits, _)| code(digits)).collect(),
            names: districts.iter().map(|(c, n)| ((*c).to_owned(), (*n).to_owned())).collect(),
            ..Area::default()
        }
    }

    fn named(city: &str, district: &str) -> Area {
        Area { city: city.to_owned(), district: district.to_owned(), ..Area::default() }
    }

    fn place(city: &str, district: &str, street: &str) -> Place {
        Place {
            city: city.to_owned(),
            district: district.to_owned(),
            street: street.to_owned(),
            ..Place::default()
        }
    }

    fn around(areas: &[Area], place: &Place) -> Vec<usize> {
        let number = |n: usize| AreaId(Uuid::from_u128(n as u128));
        let areas: Vec<_> =
            areas.iter().enumerate().map(|(n, area)| (number(n), area.clone())).collect();
        let found = areas_around(&areas, place);

        (0..areas.len()).filter(|n| found.iter().any(|(id, _)| *id == number(*n))).collect()
    }

    #[test]
    fn a_street_goes_before_its_district_by_code_and_by_name() {
        let areas = [coded(&[("310115", "浦东新区")]), coded(&[("310115005", "陆家嘴街道")])];
        let at = |digits, place: Place| Place { code: Some(code(digits)), ..place };

        assert_eq!(around(&areas, &at("310115005", Place::default())), [1]);
        assert_eq!(around(&areas, &at("310115", Place::default())), [0]);
        assert_eq!(around(&areas, &place("", "浦东新区", "陆家嘴街道")), [1]);
        assert_eq!(around(&areas, &place("", "浦东新区", "花木街道")), [0]);
    }

    #[test]
    fn a_code_goes_before_a_name_and_an_area_without_codes_is_found_by_name_all_the_same() {
        let elsewhere = Place { code: Some(code("440300")), ..place("", "浦东新区", "") };

        assert!(around(&[coded(&[("310115", "浦东新区")])], &elsewhere).is_empty());
        assert_eq!(around(&[named("", "浦东新区")], &elsewhere), [0]);
    }

    #[test]
    fn two_districts_of_one_name_are_told_apart_by_their_city_where_both_name_it() {
        let areas = [named("北京市", "朝阳区"), named("长春市", "朝阳区")];

        assert_eq!(around(&areas, &place("长春市", "朝阳区", "")), [1]);
        assert_eq!(around(&areas, &place("", "朝阳区", "")), [0, 1]);
        assert_eq!(around(&[named("", "朝阳区")], &place("沈阳市", "朝阳区", "")), [0]);
        assert!(around(&areas, &place("北京市", "朝阳县", "")).is_empty());
    }

    #[test]
    fn the_name_of_a_city_alone_is_all_of_it_and_a_district_within_goes_before() {
        let areas = [named("", "Leeds"), named("Leeds", "Headingley")];

        assert_eq!(around(&areas, &place("Leeds", "", "")), [0]);
        assert_eq!(around(&areas, &place("Leeds", "Armley", "")), [0]);
        assert_eq!(around(&areas, &place("Leeds", "Headingley", "")), [1]);
        assert!(around(&areas, &place("Bradford", "", "")).is_empty());
    }

    #[test]
    fn an_ending_that_nobody_says_is_not_missed() {
        let areas = [named("上海市", "浦东新区")];

        assert_eq!(around(&areas, &place("上海", "浦东", "")), [0]);
        assert_eq!(around(&[named("Shanghai", "Pudong")], &place("shanghai ", " pudong", "")), [0]);
        assert!(around(&areas, &place("上海", "浦", "")).is_empty());
        assert!(around(&areas, &Place::default()).is_empty());
    }

    #[test]
    fn an_area_that_is_called_like_the_district_has_it_unless_another_names_it() {
        let called = Area { name: "崇明区".to_owned(), ..Area::default() };

        assert_eq!(around(std::slice::from_ref(&called), &place("", "崇明区", "")), [0]);
        assert_eq!(around(&[called, named("", "崇明区")], &place("", "崇明区", "")), [1]);
    }
}
