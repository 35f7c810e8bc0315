//! Who sits here, and in which office.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{Office, OfficeId, Record as _, StaffId};
use store::StaffRow;
use sync::{DeskRole, DeskWork};

use crate::deed::ACTOR;
use crate::household::{check, check_length};
use crate::{Engine, Error, Opened, Undo, Wrong};

/// The longest name or phone, in characters.
const NAME: usize = 100;
/// So soon and so late a customer can be to be called, in hours after the sheet.
const CALLBACK: std::ops::RangeInclusive<u32> = 1..=240;
/// The longest address or line at the foot of each paper, in characters.
const LINES: usize = 500;

/// This desk and its office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The office's record.
    pub office_id: OfficeId,
    /// The office.
    pub office: Office,
    /// The revision of its record.
    pub office_rev: u64,
    /// This desk's letters in order numbers.
    pub letters: String,
    /// Everyone who works here.
    pub staff: Vec<StaffRow>,
    /// Who sits here now.
    pub actor: Option<StaffId>,
    /// What headquarters enrolled this computer for; whatever an office of its own does.
    pub role: DeskRole,
}

impl Desk {
    /// The office's record, for a form.
    pub fn opened_office(&self) -> Opened<OfficeId, Office> {
        Opened { id: self.office_id, rev: self.office_rev, record: self.office.clone() }
    }
}

/// What the desk was there for when it was last read, for whoever cannot wait.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownRole(Arc<Mutex<DeskRole>>);

impl KnownRole {
    fn get(&self) -> DeskRole {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, role: DeskRole) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = role;
    }
}

impl Engine {
    /// This desk; none before the first run is over.
    pub fn desk(&self) -> impl Future<Output = Result<Option<Desk>, Error>> + Send + use<> {
        let role = self.role.clone();

        self.workers.read(move |session| {
            role.set(session.desk_role()?);
            let Some(identity) = session.identity()? else { return Ok(None) };
            let office = session
                .all::<Office>()?
                .into_iter()
                .find(|(_, office)| office.code.eq_ignore_ascii_case(&identity.office));
            let Some((id, office)) = office else { return Ok(None) };

            Ok(Some(Desk {
                office_id: OfficeId(id),
                office_rev: session.stored(Office::KIND, id)?.map_or(0, |stored| stored.rev),
                office,
                letters: identity.desk,
                staff: session.staff()?,
                actor: session.setting(ACTOR)?.and_then(|id| id.parse().ok()),
                role: session.desk_role()?,
            }))
        })
    }

    /// Whether that is done at this computer, as of the last time that the desk was read. What is not would be refused
    /// by headquarters, and is refused here.
    pub fn may(&self, duty: DeskWork) -> bool {
        self.role().has(duty)
    }

    /// What this computer is there for, as of then.
    pub fn role(&self) -> DeskRole {
        self.role.get()
    }

    /// Someone sits down at this desk.
    pub fn sit_down(
        &self,
        staff: StaffId,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let changed = self.changed.clone();
        let done = self.workers.write(move |session| {
            session.get::<domain::Staff>(staff)?.ok_or(Error::Unknown("staff"))?;
            Ok(session.put_setting(ACTOR, &staff.to_string())?)
        });

        async move {
            done.await?;
            changed.tell();
            Ok(())
        }
    }

    /// Writes down how the office is called and reached. Answers the way back.
    pub fn edit_office(
        &self,
        opened: Opened<OfficeId, Office>,
        office: Office,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("edit_office", move |deed| {
            check("name", &office.name, NAME)?;
            check_length("phone", office.phone.as_deref().unwrap_or_default(), NAME)?;
            // What stood there before there was a rule stays.
            if office.phone != opened.record.phone {
                check_phone(office.phone.as_deref())?;
            }
            check_length("detail", &office.place.in_one_line(), LINES)?;
            check_length("footer", office.footer.as_deref().unwrap_or_default(), LINES)?;
            for department in &office.departments {
                check_length("departments", department, NAME)?;
            }
            if office.callback_hours.is_some_and(|hours| !CALLBACK.contains(&hours)) {
                return Err(Error::field("callback_hours", Wrong::OutOfRange));
            }
            // The code is part of every number that was given out.
            let code = opened.record.code.clone();

            opened.rewrite(deed, &Office { code, ..office }).map(|saved| saved.undo)
        })
    }

    /// What this computer was told under a name: language, look, size.
    pub fn choice(
        &self,
        name: &'static str,
    ) -> impl Future<Output = Result<Option<String>, Error>> + Send + use<> {
        self.workers.read(move |session| Ok(session.setting(name)?))
    }

    /// Remembers a choice on this computer.
    pub fn choose(
        &self,
        name: &'static str,
        value: String,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.workers.write(move |session| Ok(session.put_setting(name, &value)?))
    }
}

/// That a number under which an office is called can be one, where there is any.
pub(crate) fn check_phone(phone: Option<&str>) -> Result<(), Error> {
    let unreadable = phone
        .map(str::trim)
        .is_some_and(|phone| !phone.is_empty() && domain::Phone::parse(phone).is_none());

    if unreadable { Err(Error::field("phone", Wrong::Unreadable)) } else { Ok(()) }
}
