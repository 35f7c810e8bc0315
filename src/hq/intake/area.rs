//! Which branch looks after a place.

use domain::{Area, DistrictCode, Place, Record};
use serde_json::Value;
use sync::StreamId;

use crate::Error;
use crate::branch::NamedArea;
use crate::storage::Session;

/// The branch whose area names the place most exactly; none if no area does, or two do equally.
pub fn branch_for(session: &Session<'_>, place: &Place) -> Result<Option<String>, Error> {
    let areas = session.each_body(&StreamId::catalog(), Area::KIND)?;
    // An area that this version cannot read covers nothing here.
    let areas: Vec<NamedArea> = areas
        .into_iter()
        .filter_map(|(_, body)| serde_json::from_value(Value::Object(body)).ok())
        .collect();
    let Some(branch) = most_exact(&areas, place) else { return Ok(None) };

    Ok(session.branch(branch)?.map(|branch| branch.code))
}

fn most_exact<'a>(areas: &'a [NamedArea], place: &Place) -> Option<&'a str> {
    let fits = areas.iter().filter_map(|named| {
        let precision = match &place.code {
            Some(code) => named.area.precision(code),
            None => precision_by_name(named, place),
        };
        Some((precision?, named.area.branch.as_str()))
    });
    let mut fits: Vec<_> = fits.collect();
    let best = fits.iter().map(|(precision, _)| *precision).max()?;
    fits.retain(|(precision, _)| *precision == best);
    let (_, first) = fits[0];

    fits.iter().all(|(_, branch)| *branch == first).then_some(first)
}

/// As if the code of the division that is named like the district or street had been given.
fn precision_by_name(named: &NamedArea, place: &Place) -> Option<usize> {
    let said = [&place.street, &place.district];
    let codes = named.names.iter().filter(|(_, name)| said.contains(name));
    let by_division =
        codes.filter_map(|(code, _)| named.area.precision(&DistrictCode::parse(code)?));
    let by_area = said.contains(&&named.area.name).then_some(1);

    by_division.max().or(by_area)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(branch: &str, districts: &[(&str, &str)]) -> NamedArea {
        NamedArea {
            area: Area {
                name: format!("{branch} 片区"),
                branch: branch.to_owned(),
                districts: districts.iter().filter_map(|(c, _)| DistrictCode::parse(c)).collect(),
                remote: false,
            },
            names: districts.iter().map(|(c, n)| ((*c).to_owned(), (*n).to_owned())).collect(),
        }
    }

    fn place(code: Option<&str>, district: &str, street: &str) -> Place {
        Place {
            code: code.and_then(DistrictCode::parse),
            district: district.to_owned(),
            street: street.to_owned(),
            ..Place::default()
        }
    }

    #[test]
    fn a_street_goes_before_its_district_by_code_and_by_name() {
        let areas =
            [area("SH01", &[("310115", "浦东新区")]), area("SH02", &[("310115005", "陆家嘴街道")])];
        let branch = |place| most_exact(&areas, &place);

        assert_eq!(branch(place(Some("310115005"), "", "")), Some("SH02"));
        assert_eq!(branch(place(Some("310115"), "", "")), Some("SH01"));
        assert_eq!(branch(place(None, "浦东新区", "陆家嘴街道")), Some("SH02"));
        assert_eq!(branch(place(None, "浦东新区", "花木街道")), Some("SH01"));
        assert_eq!(branch(place(Some("440300"), "浦东新区", "")), None);
    }

    #[test]
    fn where_two_branches_have_a_district_of_that_name_a_person_decides() {
        let areas = [area("BJ01", &[("110105", "朝阳区")]), area("CC01", &[("220104", "朝阳区")])];

        assert_eq!(most_exact(&areas, &place(None, "朝阳区", "")), None);
        assert_eq!(most_exact(&areas, &place(Some("220104"), "朝阳区", "")), Some("CC01"));
    }
}
