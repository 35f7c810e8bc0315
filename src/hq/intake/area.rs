//! Which branch looks after a place, and in which of its areas the place lies.

use domain::{Area, AreaId, Place, Record, areas_around};
use serde_json::Value;
use sync::StreamId;

use crate::Error;
use crate::storage::Session;

/// The branch whose area names the place most exactly, and that area; none if no area does, or those of two branches
/// do equally.
pub fn serving(session: &Session<'_>, place: &Place) -> Result<Option<(String, AreaId)>, Error> {
    let areas = drawn(session)?;
    let Some((area, branch)) = most_exact(&areas, place) else { return Ok(None) };

    Ok(session.branch(branch)?.map(|branch| (branch.code, area)))
}

/// The area of a branch that a place lies in, for a person has named the branch.
pub fn within(session: &Session<'_>, branch: &str, place: &Place) -> Result<Option<AreaId>, Error> {
    let mut areas = drawn(session)?;
    areas.retain(|(_, area)| area.branch == branch);

    Ok(most_exact(&areas, place).map(|(area, _)| area))
}

fn drawn(session: &Session<'_>) -> Result<Vec<(AreaId, Area)>, Error> {
    let bodies = session.each_body(&StreamId::catalog(), Area::KIND)?;
    // An area that this version cannot read covers nothing here.
    let read = bodies.into_iter().filter_map(|(id, body)| {
        Some((AreaId(id), serde_json::from_value(Value::Object(body)).ok()?))
    });

    Ok(read.collect())
}

fn most_exact<'a>(areas: &'a [(AreaId, Area)], place: &Place) -> Option<(AreaId, &'a str)> {
    let around = areas_around(areas, place);
    let (id, first) = *around.first()?;

    around.iter().all(|(_, area)| area.branch == first.branch).then_some((id, &first.branch))
}

#[cfg(test)]
mod tests {
    use domain::DistrictCode;
    use uuid::Uuid;

    use super::*;

    fn area(branch: &str, code: &str, name: &str) -> (AreaId, Area) {
        let area = Area {
            name: format!("{branch} 片区"),
            branch: branch.to_owned(),
            districts: DistrictCode::parse(code).into_iter().collect(),
            names: [(code.to_owned(), name.to_owned())].into(),
            ..Area::default()
        };

        (AreaId(Uuid::from_u128(code.parse().expect("digits"))), area)
    }

    #[test]
    fn where_two_branches_have_a_district_of_that_name_a_person_decides() {
        let areas = [area("BJ01", "110105", "朝阳区"), area("CC01", "220104", "朝阳区")];
        let place = |code| Place {
            code: DistrictCode::parse(code),
            district: "朝阳区".to_owned(),
            ..Place::default()
        };

        assert_eq!(most_exact(&areas, &place("")), None);
        assert_eq!(most_exact(&areas, &place("220104")), Some((areas[1].0, "CC01")));
        assert_eq!(most_exact(&areas[..1], &place("")), Some((areas[0].0, "BJ01")));
    }
}
