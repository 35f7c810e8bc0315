//! What is done here: changes laid over the records at once, and recorded for headquarters.

use std::collections::HashSet;

use domain::Fields;
use domain::erasure::bare;
use rusqlite::params;
use sync::erasure::named;
use sync::{Change, DeskRole, OpId, Operation, touched};
use uuid::Uuid;

use crate::record::text_of;
use crate::{Error, Session};

impl Session<'_> {
    /// Lays a change over its record, so that what follows in this transaction sees it. It is lost
    /// unless [`Session::record_deed`] ends the deed.
    pub fn stage(&self, change: Change) -> Result<(), Error> {
        for (kind, id) in touched(&change) {
            let before = self.stored(kind, id)?;
            let rev = before.as_ref().map_or(0, |stored| stored.rev);
            let before = before.map(|stored| stored.fields);
            let seen =
                before.clone().map(|body| sync::Row::new(kind.to_owned(), id, rev, 0, Some(body)));
            let after = sync::overlay(kind, id, seen.as_ref(), std::slice::from_ref(&change));
            let after = match self.is_being_erased((kind, id), rev)? {
                true => after.map(|body| bare(kind, &body)),
                false => after,
            };
            self.show((kind, id), before.as_ref(), after.as_ref())?;
        }
        self.staged.borrow_mut().push(change);

        Ok(())
    }

    /// Whether an erasure of which headquarters has not heard, or this desk not that it has, names this record: whatever
    /// is written there now will be bare.
    fn is_being_erased(&self, (kind, id): (&str, Uuid), rev: u64) -> Result<bool, Error> {
        let names = |change: &Change| named(change).any(|it| it == (kind, id));
        if self.staged.borrow().iter().any(names) {
            return Ok(true);
        }
        let mut statement = self
            .db
            .prepare_cached("select exists (select 1 from overlay where kind = 'erasure')")?;
        let any: bool = statement.query_row([], |row| row.get(0))?;

        Ok(any && self.pending_on((kind, id), Some(rev))?.iter().any(names))
    }

    /// Lays changes that make new records over them together, so that each is written once, as it ends. Nobody has any
    /// of these records yet: they are not looked for.
    pub fn stage_new(&self, changes: Vec<Change>) -> Result<(), Error> {
        let mut made: Vec<(&str, Uuid)> = Vec::with_capacity(changes.len());
        for key in changes.iter().flat_map(touched) {
            if !made.contains(&key) {
                made.push(key);
            }
        }
        for (kind, id) in made {
            let after = sync::overlay(kind, id, None, &changes);
            self.show((kind, id), None, after.as_ref())?;
        }
        self.staged.borrow_mut().extend(changes);

        Ok(())
    }

    /// Records all that was staged since the last time as one operation. Nothing staged, nothing recorded.
    pub fn record_deed(&self, op_id: OpId, said: (&str, &str), at_ms: i64) -> Result<(), Error> {
        self.record_deed_under(sync::wire::SCHEMA, op_id, said, at_ms)
    }

    /// The same by a program that writes in the words of this schema.
    pub(crate) fn record_deed_under(
        &self,
        schema: u32,
        op_id: OpId,
        (deed, actor): (&str, &str),
        at_ms: i64,
    ) -> Result<(), Error> {
        let changes = self.staged.take();
        if changes.is_empty() {
            return Ok(());
        }
        let mut identity = self.known_identity()?;
        identity.n += 1;
        let operation = Operation {
            op_id,
            n: identity.n,
            schema,
            stream: identity.stream.clone(),
            at_ms,
            actor: actor.to_owned(),
            deed: deed.to_owned(),
            changes,
            emptied: None,
        };
        identity.chain = operation.chain(identity.chain);
        let text = serde_json::to_string(&operation)
            .map_err(|why| Error::Malformed { kind: "operation".to_owned(), why })?;
        let entry = self.db.prepare_cached(include_str!("operation/put.sql"))?.insert(params![
            identity.incarnation.0,
            identity.n.cast_signed(),
            op_id.0,
            operation.stream.as_str(),
            text,
            identity.chain.0,
            at_ms,
        ])?;
        let mut overlay = self.db.prepare_cached(
            "insert or ignore into overlay (kind, id, entry) values (?1, ?2, ?3)",
        )?;
        let mut met = HashSet::new();
        for (kind, id) in operation.changes.iter().flat_map(touched) {
            if met.insert((kind, id)) {
                overlay.execute(params![kind, id, entry])?;
            }
        }

        self.put_identity(&identity)
    }

    /// What was staged and is not recorded yet, that this desk is not there for; none if all is well.
    pub fn beyond_its_role(&self) -> Result<Option<DeskRole>, Error> {
        let role = self.desk_role()?;
        let beyond = self.staged.borrow().iter().any(|change| !sync::may_make(role, change));

        Ok(beyond.then_some(role))
    }

    /// Forgets what was staged: of a rehearsal nothing is recorded.
    pub fn forget_staged(&self) {
        self.staged.take();
        self.unindexed.take();
    }

    /// Writes what this desk now sees of a record, and its derived rows.
    pub(crate) fn show(
        &self,
        (kind, id): (&str, Uuid),
        before: Option<&Fields>,
        after: Option<&Fields>,
    ) -> Result<(), Error> {
        if before == after {
            return Ok(());
        }
        self.write_shown((kind, id), after)?;

        self.project((kind, id), before, after)
    }

    /// Writes what this desk now sees of a record.
    pub(crate) fn write_shown(
        &self,
        (kind, id): (&str, Uuid),
        after: Option<&Fields>,
    ) -> Result<(), Error> {
        self.db.prepare_cached(include_str!("operation/show.sql"))?.execute(params![
            kind,
            id,
            text_of(after)
        ])?;

        Ok(())
    }
}
