//! What was never sent, said in other words: an office that joins a headquarters brings along all it did before.

use std::collections::BTreeSet;

use rusqlite::params;
use sync::{Change, Operation, touched};
use uuid::Uuid;

use crate::{Error, Session};

impl Session<'_> {
    /// Puts what `reword` says in the place of each change that nobody was sent, or leaves it out; the records look as
    /// if it had been done so from the beginning. The chain does not fit any more: a
    /// [new life](Session::begin_incarnation) must follow in the same transaction.
    pub fn reword(&self, reword: impl Fn(&Change) -> Option<Change>) -> Result<(), Error> {
        let waiting = self.operations(
            "select entry, n, operation from outbox where status = 'pending' order by entry",
        )?;
        let mut under = BTreeSet::new();
        for (entry, _, operation) in waiting {
            let changes: Vec<_> = operation.changes.iter().filter_map(&reword).collect();
            if changes != operation.changes {
                under.extend(keys(&operation));
                let reworded = Operation { changes, ..operation };
                under.extend(keys(&reworded));
                self.put_reworded(entry, &reworded)?;
            }
        }
        for (kind, id) in under {
            self.relay(&kind, id)?;
            self.drop_if_nothing(&kind, id)?;
        }

        Ok(())
    }

    fn put_reworded(&self, entry: i64, operation: &Operation) -> Result<(), Error> {
        self.db.prepare_cached("delete from overlay where entry = ?1")?.execute([entry])?;
        if operation.changes.is_empty() {
            self.db.prepare_cached("delete from outbox where entry = ?1")?.execute([entry])?;
            return Ok(());
        }
        let text = serde_json::to_string(operation)
            .map_err(|why| Error::Malformed { kind: "operation".to_owned(), why })?;
        self.db
            .prepare_cached("update outbox set operation = ?2 where entry = ?1")?
            .execute(params![entry, text])?;
        for (kind, id) in keys(operation) {
            self.db
                .prepare_cached("insert into overlay (kind, id, entry) values (?1, ?2, ?3)")?
                .execute(params![kind, id, entry])?;
        }

        Ok(())
    }
}

/// The records that an operation lies over.
fn keys(operation: &Operation) -> BTreeSet<(String, Uuid)> {
    operation.changes.iter().flat_map(touched).map(|(kind, id)| (kind.to_owned(), id)).collect()
}
