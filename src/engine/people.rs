//! The people of the office: who works here, who has left, what each can do.

use domain::{Area, AreaId, Record as _, Staff, StaffId};

use crate::deed::ACTOR;
use crate::household::make;
use crate::{Engine, Error, Opened, Revisions, Saved, Wrong};

/// Everyone who works here or ever did, and what can be said of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// They, those who left last, then by badge and name.
    pub people: Vec<(StaffId, Staff)>,
    /// The areas that someone can go to.
    pub areas: Vec<(AreaId, Area)>,
    /// Who sits at this desk.
    pub actor: Option<StaffId>,
    revisions: Revisions,
}

impl People {
    /// Someone, for a form.
    pub fn opened(&self, id: StaffId) -> Option<Opened<StaffId, Staff>> {
        let (_, person) = self.people.iter().find(|(known, _)| *known == id)?;

        Some(self.revisions.open(id, person.clone()))
    }
}

/// The longest name, in characters.
const NAME: usize = 100;
/// The longest badge, in characters.
const BADGE: usize = 12;

impl Engine {
    /// Everyone who works here or ever did.
    pub fn people(&self) -> impl Future<Output = Result<People, Error>> + Send + use<> {
        self.workers.read(|session| {
            let people = session.all::<Staff>()?.into_iter();
            let mut people: Vec<_> = people.map(|(id, staff)| (StaffId(id), staff)).collect();
            people.sort_by(|(_, a), (_, b)| {
                (a.left, &a.badge, &a.name).cmp(&(b.left, &b.badge, &b.name))
            });
            let areas = session.all::<Area>()?.into_iter();
            let mut areas: Vec<_> = areas.map(|(id, area)| (AreaId(id), area)).collect();
            areas.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));

            let mut revisions = Revisions::default();
            revisions.learn(session, Staff::KIND, people.iter().map(|(id, _)| *id))?;

            Ok(People {
                people,
                revisions,
                areas,
                actor: session.setting(ACTOR)?.and_then(|id| id.parse().ok()),
            })
        })
    }

    /// Writes down someone new, or what is to be changed about someone. A badge belongs to one person.
    pub fn write_person(
        &self,
        opened: Option<Opened<StaffId, Staff>>,
        person: Staff,
    ) -> impl Future<Output = Result<Saved<StaffId>, Error>> + Send + use<> {
        self.deed("write_person", move |deed| {
            let person = checked(person)?;
            let id = opened.as_ref().map(|opened| opened.id);
            let badge = person.badge.as_ref();
            let taken = deed.session.staff()?.into_iter().any(|other| {
                Some(other.id) != id && badge.is_some() && other.badge.as_ref() == badge
            });
            if taken && !person.left {
                return Err(Error::field("badge", Wrong::Taken));
            }

            match opened {
                Some(opened) => opened.rewrite(deed, &person),
                None => make(deed, &person),
            }
        })
    }
}

fn checked(person: Staff) -> Result<Staff, Error> {
    let name = person.name.trim().to_owned();
    if name.is_empty() {
        return Err(Error::field("name", Wrong::Missing));
    }
    if name.chars().count() > NAME {
        return Err(Error::field("name", Wrong::TooLong(NAME)));
    }
    let badge = person.badge.map(|badge| badge.trim().to_owned()).filter(|badge| !badge.is_empty());
    if badge.as_ref().is_some_and(|badge| badge.chars().count() > BADGE) {
        return Err(Error::field("badge", Wrong::TooLong(BADGE)));
    }

    Ok(Staff { name, badge, ..person })
}

#[cfg(test)]
mod tests {
    use domain::Role;

    use super::*;
    use crate::Founding;
    use crate::founding::blank;
    use crate::testing::{call, office, wait};

    #[test]
    fn who_has_left_is_kept_and_stands_last() -> Result<(), Error> {
        let engine = office();
        let before = wait(engine.people())?;
        let (id, first) = before.people.first().cloned().expect("someone");
        wait(engine.write_person(before.opened(id), Staff { left: true, ..first }))?;
        let after = wait(engine.people())?;

        assert_eq!(after.people.len(), before.people.len());
        assert_eq!(after.people.last().map(|(id, person)| (*id, person.left)), Some((id, true)));
        Ok(())
    }

    #[test]
    fn somebody_who_was_written_down_by_mistake_is_taken_away_again() -> Result<(), Error> {
        let engine = office();
        let before = wait(engine.people())?.people;
        let person = Staff { name: "刘洋".to_owned(), ..blank() };
        let saved = wait(engine.write_person(None, person))?;
        wait(engine.undo(saved.undo))?;

        assert_eq!(wait(engine.people())?.people, before);
        Ok(())
    }

    #[test]
    fn whoever_was_given_work_or_sits_here_is_not_taken_away_again() -> Result<(), Error> {
        let engine = office();
        let person = Staff { name: "刘洋".to_owned(), roles: vec![Role::Technician], ..blank() };
        let saved = wait(engine.write_person(None, person.clone()))?;
        let order = wait(engine.receive_order(call()))?.order;
        let (technician, agreed, remark) = (saved.id, false, None);
        wait(engine.assign(order, crate::Plan { technician, slot: None, agreed, remark }))?;
        assert!(matches!(wait(engine.undo(saved.undo)), Err(Error::InUse)));

        let clerk = wait(engine.write_person(None, person))?;
        wait(engine.sit_down(clerk.id))?;
        assert!(matches!(wait(engine.undo(clerk.undo.clone())), Err(Error::InUse)));
        // What they wrote down names them, whoever sits there later.
        wait(engine.receive_order(call()))?;
        let first = wait(engine.people())?.people[0].0;
        wait(engine.sit_down(first))?;
        assert!(matches!(wait(engine.undo(clerk.undo)), Err(Error::InUse)));
        let names = |id| wait(engine.people()).map(|it| it.people.iter().any(|(it, _)| *it == id));
        assert!(names(saved.id)? && names(clerk.id)?);
        Ok(())
    }

    #[test]
    fn a_name_is_needed_and_a_badge_belongs_to_one() -> Result<(), Error> {
        let engine = office();
        let nameless = wait(engine.write_person(None, blank()));
        let badge = wait(engine.people())?.people[0].1.badge.clone();
        let double = Staff { name: "刘洋".to_owned(), badge, ..blank() };

        assert!(matches!(nameless, Err(Error::Field { field: "name", why: Wrong::Missing })));
        assert!(matches!(
            wait(engine.write_person(None, double)),
            Err(Error::Field { field: "badge", why: Wrong::Taken })
        ));
        Ok(())
    }

    #[test]
    fn a_first_person_is_needed_to_found_an_office() {
        let engine = crate::Engine::in_memory(crate::Clock::System).expect("memory");
        let office = domain::Office { code: "A1".into(), name: "A".into(), ..Default::default() };
        let founded = wait(engine.found_office(Founding { office, ..Founding::default() }));

        assert!(matches!(founded, Err(Error::Field { field: "first", why: Wrong::Missing })));
    }
}
