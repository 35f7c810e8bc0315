//! The people of a branch, as headquarters keeps them: who works there, and who does no longer.

use domain::{Record as _, Role, Staff, fields_of};
use serde::Serialize;
use sync::hq::HqTx;
use sync::{Change, Env, Fields, StreamId};
use uuid::Uuid;

use crate::deed::{Deed, submit};
use crate::journal::Noted;
use crate::storage::Session;
use crate::surroundings::Moment;
use crate::{ACTOR, Error, Storage};

/// The longest name or badge, in characters.
const NAME: usize = 60;

/// Somebody who works at a branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Their record.
    pub id: Uuid,
    /// What they are called.
    pub name: String,
    /// The number on their badge.
    pub badge: Option<String>,
    /// What they do.
    pub roles: Vec<Role>,
    /// Whether they no longer work there.
    pub left: bool,
}

/// Everyone whom a branch's books know, by name; those who left last.
pub fn list(storage: &Storage, branch: &str) -> Result<Vec<Member>, Error> {
    let branch = branch.to_ascii_uppercase();
    let mut all = storage.read(move |session, _| {
        let stream = stream_of(session, &branch)?;
        members(session, &stream)
    })?;
    all.sort_by(|a, b| (a.left, &a.name, a.id).cmp(&(b.left, &b.name, b.id)));

    Ok(all)
}

/// Takes somebody on. A badge is one person's.
pub fn add(
    storage: &Storage,
    branch: &str,
    (name, badge): (&str, Option<&str>),
    roles: &[Role],
) -> Result<Member, Error> {
    let branch = branch.to_ascii_uppercase();
    let name = fitting(name)?;
    let badge = badge.map(fitting).transpose()?;
    let roles = roles.to_vec();

    storage.write(move |session, moment| {
        let stream = stream_of(session, &branch)?;
        let here = members(session, &stream)?;
        if let Some(badge) = &badge
            && here.iter().any(|it| !it.left && it.badge.as_ref() == Some(badge))
        {
            return Err(Error::Taken(badge.clone()));
        }
        let id = moment.random_uuid();
        let (areas, skills, phone) = (Vec::new(), Vec::new(), None);
        let subject = format!("{branch} {name}");
        let (name, badge, roles) = (name.clone(), badge.clone(), roles.clone());
        let staff = Staff { name, badge, roles, phone, areas, skills, left: false };
        let body = fields_of(&staff);
        let change = Change::Create { kind: Staff::KIND.to_owned(), id, body };
        write(session, moment, (stream, "add_person"), change)?;
        session.write_down(moment, Noted::StaffAdded, &subject)?;

        Ok(member(id, staff))
    })
}

/// Somebody no longer works there, or does again. What they did stays under their name.
pub fn set_left(storage: &Storage, branch: &str, id: Uuid, left: bool) -> Result<Member, Error> {
    let branch = branch.to_ascii_uppercase();

    storage.write(move |session, moment| {
        let stream = stream_of(session, &branch)?;
        let record = session.record(&stream, Staff::KIND, id)?;
        let record = record.filter(|record| record.removed.is_none());
        let record = record.ok_or_else(|| Error::UnknownPerson(id.to_string()))?;
        let staff = read(record.body).ok_or_else(|| Error::UnknownPerson(id.to_string()))?;
        let fields = Fields::from_iter([("left".to_owned(), left.into())]);
        let (kind, base_rev) = (Staff::KIND.to_owned(), record.rev);
        let change = Change::Patch { kind, id, base_rev, fields };
        write(session, moment, (stream, "edit_person"), change)?;
        let noted = if left { Noted::StaffLeft } else { Noted::StaffReturned };
        session.write_down(moment, noted, &format!("{branch} {}", staff.name))?;

        Ok(Member { left, ..member(id, staff) })
    })
}

fn write(
    session: &mut Session<'_>,
    moment: &mut Moment,
    (stream, name): (StreamId, &'static str),
    change: Change,
) -> Result<(), Error> {
    let (actor, changes) = (ACTOR.to_owned(), vec![change]);

    submit(session, moment, Deed { stream, name, actor, changes }).map(|_| ())
}

fn members(session: &Session<'_>, stream: &StreamId) -> Result<Vec<Member>, Error> {
    let all = session.each_body(stream, Staff::KIND)?.into_iter();

    Ok(all.filter_map(|(id, body)| Some(member(id, read(body)?))).collect())
}

fn member(id: Uuid, staff: Staff) -> Member {
    let Staff { name, badge, roles, left, .. } = staff;

    Member { id, name, badge, roles, left }
}

fn read(body: Fields) -> Option<Staff> {
    serde_json::from_value(body.into()).ok()
}

fn stream_of(session: &Session<'_>, branch: &str) -> Result<StreamId, Error> {
    let unknown = || Error::UnknownBranch(branch.to_owned());
    session.branch(branch)?.ok_or_else(unknown)?;

    StreamId::branch(branch).map_err(|_| unknown())
}

fn fitting(text: &str) -> Result<String, Error> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= NAME;

    fits.then(|| text.to_owned()).ok_or_else(|| Error::MalformedName(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[test]
    fn somebody_is_taken_on_leaves_and_comes_back_under_one_name() {
        let house = House::new();
        let roles = [Role::Technician];
        let member =
            add(&house.storage, "sh01", (" 王建国 ", Some("07")), &roles).expect("taken on");
        assert_eq!((member.name.as_str(), member.badge.as_deref()), ("王建国", Some("07")));
        let again = add(&house.storage, "SH01", ("李伟", Some("07")), &roles);
        assert!(matches!(again, Err(Error::Taken(badge)) if badge == "07"));

        set_left(&house.storage, "SH01", member.id, true).expect("left");
        assert!(list(&house.storage, "SH01").expect("a list").iter().any(|it| it.left));
        add(&house.storage, "SH01", ("李伟", Some("07")), &roles).expect("the badge is free");
        let back = set_left(&house.storage, "SH01", member.id, false).expect("back");
        assert!(!back.left && back.roles == [Role::Technician]);
    }

    #[test]
    fn nobody_without_a_name_and_no_branch_that_is_none() {
        let house = House::new();

        assert!(matches!(
            add(&house.storage, "SH01", (" ", None), &[]),
            Err(Error::MalformedName(_))
        ));
        assert!(matches!(list(&house.storage, "XX99"), Err(Error::UnknownBranch(_))));
        let nobody = set_left(&house.storage, "SH01", Uuid::nil(), true);
        assert!(matches!(nobody, Err(Error::UnknownPerson(_))));
    }
}
