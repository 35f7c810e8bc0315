//! Who sits here, and in which office.

use domain::{Office, OfficeId, StaffId};
use store::StaffRow;

use crate::deed::ACTOR;
use crate::{Engine, Error};

/// This desk and its office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The office's record.
    pub office_id: OfficeId,
    /// The office.
    pub office: Office,
    /// This desk's letters in order numbers.
    pub letters: String,
    /// Everyone who works here.
    pub staff: Vec<StaffRow>,
    /// Who sits here now.
    pub actor: Option<StaffId>,
}

impl Engine {
    /// This desk; none before the first run is over.
    pub fn desk(&self) -> impl Future<Output = Result<Option<Desk>, Error>> + Send + use<> {
        self.workers.read(|session| {
            let Some(identity) = session.identity()? else { return Ok(None) };
            let office = session
                .all::<Office>()?
                .into_iter()
                .find(|(_, office)| office.code.eq_ignore_ascii_case(&identity.office));
            let Some((id, office)) = office else { return Ok(None) };

            Ok(Some(Desk {
                office_id: OfficeId(id),
                office,
                letters: identity.desk,
                staff: session.staff()?,
                actor: session.setting(ACTOR)?.and_then(|id| id.parse().ok()),
            }))
        })
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

    /// Writes down how the office is called and reached.
    pub fn edit_office(
        &self,
        id: OfficeId,
        office: Office,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.deed("edit_office", move |deed| {
            deed.edit(id, |stored: &mut Office| {
                // The code is part of every number that was given out.
                let code = std::mem::take(&mut stored.code);
                *stored = Office { code, ..office };
            })?;
            Ok(())
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
