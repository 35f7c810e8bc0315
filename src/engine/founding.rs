//! Starting an office of one's own.

use domain::{Area, AreaId, Currency, Office, Role, Staff, StaffId};
use locale::Language;
use store::Identity;
use sync::StreamId;
use uuid::Uuid;

use crate::clock::random;
use crate::deed::{ACTOR, Deed};
use crate::enrolment::newborn;
use crate::{Engine, Error, FirstTerms, Wrong, catalogue};

/// What a new office needs to begin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Founding {
    /// The office; its code is 1 to 8 letters and digits. Its district, if it names one, becomes its first area.
    pub office: Office,
    /// The first person, who sits here and may do everything.
    pub first: String,
    /// Technicians, by name.
    pub technicians: Vec<String>,
    /// Whether it begins with the prices that the program suggests. They are in yuan: in another currency they say nothing, and
    /// nobody knows a price until it is set.
    pub suggested_prices: bool,
    /// What makers promise, to begin with.
    pub terms: FirstTerms,
    /// What its parts are called in, and its first articles are written in.
    pub language: Language,
    /// Whether it begins with the articles that come with the program.
    pub articles: bool,
}

impl Engine {
    /// Starts an office of its own on this desk, without any headquarters.
    pub fn found_office(
        &self,
        founding: Founding,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.deed("found_office", move |deed| found(deed, founding))
    }
}

/// Starts the office within a deed.
pub(crate) fn found(deed: &Deed<'_>, founding: Founding) -> Result<(), Error> {
    if deed.session.identity()?.is_some() {
        return Err(Error::AlreadyFounded);
    }
    let Founding { mut office, first, technicians, suggested_prices, terms, language, articles } =
        founding;
    let suggested_prices = suggested_prices && office.currency == Currency::Cny;
    office.code = office.code.trim().to_uppercase();
    if office.code.is_empty() {
        return Err(Error::field("code", Wrong::Missing));
    }
    if domain::OrderNumber::new(&office.code, "A", 1).is_none() {
        return Err(Error::field("code", Wrong::Unreadable));
    }
    if office.name.trim().is_empty() {
        return Err(Error::field("name", Wrong::Missing));
    }
    crate::desk::check_phone(office.phone.as_deref())?;
    if first.trim().is_empty() {
        return Err(Error::field("first", Wrong::Missing));
    }
    let stream =
        StreamId::branch(&office.code).map_err(|_| Error::field("code", Wrong::Unreadable))?;
    deed.session.put_identity(&Identity {
        office: office.code.clone(),
        desk: domain::OrderNumber::desk_letters(0),
        ..newborn(stream)
    })?;
    catalogue::put(deed.session, (suggested_prices, terms), language)?;
    deed.create::<_, domain::OfficeId>(&office)?;
    draw_first_area(deed, &office)?;
    let first: StaffId = deed.create(&Staff {
        name: first.trim().to_owned(),
        badge: Some("00".to_owned()),
        roles: vec![Role::Manager, Role::Dispatcher, Role::Clerk, Role::PartsKeeper],
        ..blank()
    })?;
    for (index, name) in technicians.iter().filter(|name| !name.trim().is_empty()).enumerate() {
        deed.create::<_, StaffId>(&Staff {
            name: name.trim().to_owned(),
            badge: Some(format!("{:02}", index + 1)),
            roles: vec![Role::Technician],
            ..blank()
        })?;
    }

    deed.session.put_setting(ACTOR, &first.to_string())?;
    if articles {
        let deed = Deed { actor: Some(first), ..*deed };
        crate::knowledge::bring_in(&deed, language)?;
    }

    Ok(())
}

/// The district that the office lies in is the first that it looks after.
fn draw_first_area(deed: &Deed<'_>, office: &Office) -> Result<(), Error> {
    let [city, district] = [&office.place.city, &office.place.district].map(|text| text.trim());
    if district.is_empty() {
        return Ok(());
    }
    deed.create::<_, AreaId>(&Area {
        name: district.to_owned(),
        branch: office.code.clone(),
        city: city.to_owned(),
        district: district.to_owned(),
        ..Area::default()
    })?;

    Ok(())
}

/// Nobody in particular.
pub(crate) fn blank() -> Staff {
    Staff {
        name: String::new(),
        badge: None,
        roles: Vec::new(),
        phone: None,
        areas: Vec::new(),
        skills: Vec::new(),
        left: false,
    }
}

pub(crate) fn random_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(random().to_be_bytes()).into_uuid()
}
