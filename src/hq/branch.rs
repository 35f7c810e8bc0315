//! Branches: which there are, and which districts each looks after.

use domain::{Area, DistrictCode, Office, OrderNumber, Record, fields_of};
use sync::{Change, Env, StreamId};

use crate::deed::{Deed, submit};
use crate::journal::Noted;
use crate::storage::Session;
use crate::surroundings::Moment;
use crate::{Branch, Error, Storage, books};

/// A division that a branch looks after, by its code, its name, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Its statistical code.
    pub code: Option<DistrictCode>,
    /// What people call it, for addresses that come without a code.
    pub name: Option<String>,
    /// The city it lies in, where two may be called alike.
    pub city: Option<String>,
    /// Whether a remote fee is due there.
    pub remote: bool,
}

/// The longest name of a city or district that an order may bear, in characters.
const NAME: usize = 60;

impl Served {
    /// `310115`, `310115=浦东新区`, `Leeds`, or `Leeds/Headingley`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let malformed = || Error::MalformedDistrict(text.to_owned());
        let (code, rest) = match text.split_once('=') {
            Some((code, name)) => (Some(code), name),
            None if text.contains(char::is_alphabetic) => (None, text),
            None => (Some(text), ""),
        };
        let code = code.map(|code| DistrictCode::parse(code).ok_or_else(malformed)).transpose()?;
        let (city, name) = match rest.split_once('/').filter(|_| code.is_none()) {
            Some((city, name)) => (said(city), said(name)),
            None => (None, said(rest)),
        };
        let fits =
            |word: &Option<String>| word.as_ref().is_none_or(|it| it.chars().count() <= NAME);
        if (code.is_none() && name.is_none()) || !fits(&name) || !fits(&city) {
            return Err(malformed());
        }

        Ok(Self { code, name, city, remote: false })
    }

    /// The same, where a remote fee is due.
    pub fn parse_remote(text: &str) -> Result<Self, Error> {
        Ok(Self { remote: true, ..Self::parse(text)? })
    }
}

fn said(word: &str) -> Option<String> {
    Some(word.trim().to_owned()).filter(|word| !word.is_empty())
}

/// Opens a branch: its stream with its office record, in the currency of the books, and its areas in the catalogue: one
/// near and one remote for all divisions with a code, and one for each that has but a name.
pub fn add(storage: &Storage, code: &str, name: &str, served: &[Served]) -> Result<Branch, Error> {
    // What makes an order number makes a branch's code.
    let malformed = || Error::MalformedBranch(code.to_owned());
    let number = OrderNumber::new(code, OrderNumber::HEADQUARTERS, 1).ok_or_else(malformed)?;
    let office = Office {
        code: number.office().to_owned(),
        name: name.trim().to_owned(),
        ..Office::default()
    };
    if office.name.is_empty() {
        return Err(Error::MalformedBranch(name.to_owned()));
    }
    let served = served.to_vec();

    storage.write(move |session, moment| open(session, moment, &office, &served))
}

/// All branches.
pub fn list(storage: &Storage) -> Result<Vec<Branch>, Error> {
    storage.read(|session, _| session.branches())
}

/// The stream of a branch.
pub(crate) fn stream(code: &str) -> Result<StreamId, Error> {
    StreamId::branch(code).map_err(|_| Error::MalformedBranch(code.to_owned()))
}

fn open(
    session: &mut Session<'_>,
    moment: &mut Moment,
    office: &Office,
    served: &[Served],
) -> Result<Branch, Error> {
    if session.branch(&office.code)?.is_some() {
        return Err(Error::Taken(office.code.clone()));
    }
    session.add_branch(&office.code, &office.name, moment.now_ms())?;
    let id = moment.random_uuid();
    let actor = crate::ACTOR.to_owned();
    let currency = books::currency_of(session)?;
    let body = fields_of(&Office { currency, ..office.clone() });
    let changes = vec![Change::Create { kind: Office::KIND.to_owned(), id, body }];
    let stream = stream(&office.code)?;
    submit(session, moment, Deed { stream, name: "open_branch", actor: actor.clone(), changes })?;

    let changes: Vec<_> = areas(office, served)
        .iter()
        .map(|area| {
            let body = fields_of(area);
            Change::Create { kind: Area::KIND.to_owned(), id: moment.random_uuid(), body }
        })
        .collect();
    if !changes.is_empty() {
        let stream = StreamId::catalog();
        submit(session, moment, Deed { stream, name: "draw_area", actor, changes })?;
    }

    let subject = format!("{} {}", office.code, office.name);
    session.write_down(moment, Noted::BranchOpened, &subject)?;

    session.branch(&office.code)?.ok_or_else(|| Error::UnknownBranch(office.code.clone()))
}

/// The areas that divisions make.
fn areas(office: &Office, served: &[Served]) -> Vec<Area> {
    let (coded, named): (Vec<_>, Vec<_>) = served.iter().partition(|each| each.code.is_some());
    let (remote, near): (Vec<_>, Vec<_>) = coded.into_iter().partition(|each| each.remote);
    let together = [near, remote].into_iter().filter(|served| !served.is_empty());
    let together = together.map(|served| area(office, &served));

    together.chain(named.into_iter().map(|each| named_area(office, each))).collect()
}

/// The area of some divisions with codes, near or remote alike. The remote one is called by them too: both stand in one
/// list.
fn area(office: &Office, served: &[&Served]) -> Area {
    let remote = served.iter().any(|each| each.remote);
    let codes = || served.iter().filter_map(|each| Some((each.code.as_ref()?, each.name.as_ref())));
    let name = if remote {
        let words: Vec<&str> =
            codes().map(|(code, name)| name.map_or(code.as_str(), String::as_str)).collect();
        // Names of places hold spaces themselves.
        format!("{} · {}", office.name, words.join(" / "))
    } else {
        office.name.clone()
    };
    let named = codes().filter_map(|(code, name)| Some((code.as_str().to_owned(), name?.clone())));

    Area {
        name,
        branch: office.code.clone(),
        districts: codes().map(|(code, _)| code.clone()).collect(),
        names: named.collect(),
        remote,
        ..Area::default()
    }
}

/// The area of one division that has no code.
fn named_area(office: &Office, served: &Served) -> Area {
    let district = served.name.clone().unwrap_or_default();

    Area {
        name: format!("{} · {district}", office.name),
        branch: office.code.clone(),
        city: served.city.clone().unwrap_or_default(),
        district,
        remote: served.remote,
        ..Area::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::area;
    use crate::testing::House;

    #[test]
    fn the_remote_area_is_called_by_its_office_and_what_it_is_made_of_told_apart() {
        let office = Office { name: "Pudong".to_owned(), ..Office::default() };
        let served = ["310151=Chongming", "310120=New Harbour"].map(Served::parse_remote);
        let served: Vec<_> = served.into_iter().map(|each| each.expect("well formed")).collect();
        let near = Served::parse("310115=浦东新区").expect("well formed");

        let far = areas(&office, &served).remove(0);
        assert_eq!(far.name, "Pudong · Chongming / New Harbour");
        assert_eq!(areas(&office, &[near])[0].name, "Pudong");
    }

    #[test]
    fn a_division_without_a_code_is_an_area_by_its_name_and_gets_its_orders() {
        let house = House::new();
        let served = ["Leeds", "York/Acomb", "320000=Elsewhere"].map(Served::parse);
        let served = served.into_iter().collect::<Result<Vec<_>, _>>().expect("well formed");
        add(&house.storage, "LDS", "Yorkshire", &served).expect("a branch");
        let serving = |city: &str, district: &str| {
            let (city, district) = (city.to_owned(), district.to_owned());
            let place = domain::Place { city, district, ..domain::Place::default() };
            let found = house.storage.read(|session, _| area::serving(session, &place));
            found.expect("a database").map(|(branch, _)| branch)
        };

        assert_eq!(serving("Leeds", "Leeds").as_deref(), Some("LDS"));
        assert_eq!(serving("Leeds", "Headingley").as_deref(), Some("LDS"), "all of the city");
        assert_eq!(serving("Leeds", "").as_deref(), Some("LDS"));
        assert_eq!(serving("York", "acomb").as_deref(), Some("LDS"));
        assert_eq!(serving("Bath", "Acomb"), None);
        for wrong in ["31011", "", "x=Leeds", "=Leeds", "Leeds/", "1/2"] {
            assert!(Served::parse(wrong).is_err(), "{wrong}");
        }
    }
}
