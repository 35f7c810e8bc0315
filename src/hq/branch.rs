//! Branches: which there are, and which districts each looks after.

use domain::{Area, DistrictCode, Office, OrderNumber, Record, fields_of};
use sync::{Change, Env, StreamId};

use crate::deed::{Deed, submit};
use crate::storage::Session;
use crate::surroundings::Moment;
use crate::{Branch, Error, Storage};

/// A division that a branch looks after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Its statistical code.
    pub code: DistrictCode,
    /// What people call it, for addresses that come without a code.
    pub name: Option<String>,
    /// Whether a remote fee is due there.
    pub remote: bool,
}

impl Served {
    /// `310115`, or `310115=浦东新区`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (code, name) = text.split_once('=').map_or((text, None), |(c, n)| (c, Some(n)));
        let malformed = || Error::MalformedDistrict(text.to_owned());
        let name = name.map(str::trim).filter(|name| !name.is_empty());

        Ok(Self {
            code: DistrictCode::parse(code).ok_or_else(malformed)?,
            name: name.map(str::to_owned),
            remote: false,
        })
    }

    /// The same, where a remote fee is due.
    pub fn parse_remote(text: &str) -> Result<Self, Error> {
        Ok(Self { remote: true, ..Self::parse(text)? })
    }
}

/// Opens a branch: its stream with its office record, and its areas in the catalogue: one near, one remote.
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
    let body = fields_of(office);
    let changes = vec![Change::Create { kind: Office::KIND.to_owned(), id, body }];
    let stream = stream(&office.code)?;
    submit(session, moment, Deed { stream, name: "open_branch", actor: actor.clone(), changes })?;

    let (remote, near): (Vec<_>, Vec<_>) = served.iter().partition(|each| each.remote);
    let areas = [near, remote].into_iter().filter(|served| !served.is_empty());
    let changes: Vec<_> = areas
        .map(|served| {
            let body = fields_of(&area(office, &served));
            Change::Create { kind: Area::KIND.to_owned(), id: moment.random_uuid(), body }
        })
        .collect();
    if !changes.is_empty() {
        let stream = StreamId::catalog();
        submit(session, moment, Deed { stream, name: "draw_area", actor, changes })?;
    }

    session.branch(&office.code)?.ok_or_else(|| Error::UnknownBranch(office.code.clone()))
}

/// The area of some divisions, near or remote alike. The remote one is called by them too: both stand in one list.
fn area(office: &Office, served: &[&Served]) -> Area {
    let remote = served.iter().any(|each| each.remote);
    let words = served.iter().map(|each| each.name.as_deref().unwrap_or(each.code.as_str()));
    let name = if remote {
        let words: Vec<&str> = words.collect();
        // Names of places hold spaces themselves.
        format!("{} · {}", office.name, words.join(" / "))
    } else {
        office.name.clone()
    };
    let named = served.iter().filter_map(|each| Some((each.code.as_str(), each.name.as_ref()?)));

    Area {
        name,
        branch: office.code.clone(),
        districts: served.iter().map(|each| each.code.clone()).collect(),
        names: named.map(|(code, name)| (code.to_owned(), name.clone())).collect(),
        remote,
        ..Area::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remote_area_is_called_by_its_office_and_what_it_is_made_of_told_apart() {
        let office = Office { name: "Pudong".to_owned(), ..Office::default() };
        let served = ["310151=Chongming", "310120=New Harbour"].map(Served::parse_remote);
        let served: Vec<_> = served.into_iter().map(|each| each.expect("well formed")).collect();
        let near = Served::parse("310115=浦东新区").expect("well formed");

        let far = area(&office, &served.iter().collect::<Vec<_>>());
        assert_eq!(far.name, "Pudong · Chongming / New Harbour");
        assert_eq!(area(&office, &[&near]).name, "Pudong");
    }
}
