//! Records as a form opened them. Saving writes only what was changed in the form, on the revision that the person saw:
//! what a colleague changed meanwhile stays, and where both changed the same, headquarters tells them.

use std::collections::BTreeMap;

use domain::{Fields, Record, differences, fields_of};
use serde_json::Value;
use store::Session;
use uuid::Uuid;

use crate::deed::Deed;
use crate::household::Saved;
use crate::{Error, Undo};

/// A record as a form opened it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened<I, R> {
    /// Which.
    pub id: I,
    /// The revision it had.
    pub rev: u64,
    /// What it held.
    pub record: R,
}

/// The revisions of the records of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Revisions(BTreeMap<Uuid, u64>);

impl Revisions {
    /// Those of some records of a kind besides those that are known.
    pub(crate) fn learn<I: Into<Uuid>>(
        &mut self,
        session: &Session<'_>,
        kind: &str,
        ids: impl IntoIterator<Item = I>,
    ) -> Result<(), Error> {
        for id in ids {
            let id = id.into();
            let stored = session.stored(kind, id)?;
            self.0.extend(stored.map(|stored| (id, stored.rev)));
        }

        Ok(())
    }

    /// A record of the file, as a form opens it.
    pub(crate) fn open<I: Into<Uuid> + Copy, R>(&self, id: I, record: R) -> Opened<I, R> {
        Opened { id, rev: self.0.get(&id.into()).copied().unwrap_or_default(), record }
    }
}

impl<I: Into<Uuid> + Copy, R: Record> Opened<I, R> {
    /// Writes what of it was changed to `typed`.
    pub(crate) fn rewrite(&self, deed: &Deed<'_>, typed: &R) -> Result<Saved<I>, Error> {
        let id = self.id.into();
        let stored = deed.session.stored(R::KIND, id)?.ok_or(Error::Unknown(R::KIND))?;
        let now = |name: &str| stored.fields.get(name).cloned().unwrap_or(Value::Null);
        let opened = fields_of(&self.record);
        let mut fields = differences(&opened, &fields_of(typed), &opened);
        // Somebody else has written the same.
        fields.retain(|name, value| now(name) != *value);
        let before: Fields = fields.keys().map(|name| (name.clone(), now(name))).collect();
        if !fields.is_empty() {
            deed.patch(R::KIND, id, self.rev.min(stored.rev), fields)?;
        }

        Ok(Saved { id: self.id, undo: Undo::PutBack { kind: R::KIND, id, fields: before } })
    }
}
