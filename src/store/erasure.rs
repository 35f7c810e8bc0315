//! Erasure at the desk: what belongs to a person, and what is said of them beside their records.

use std::collections::{BTreeMap, BTreeSet};

use domain::erasure::{ERASURE, bared, persons};
use domain::{CustomerId, Fields};
use rusqlite::params;
use sync::erasure::{all_of, bare_change, emptied, is_about};
use sync::{OpId, Operation, touched};
use uuid::Uuid;

use crate::record::{fields_from, text_of};
use crate::{Error, Session};

/// Records by kind.
pub type Belongings = BTreeMap<String, BTreeSet<Uuid>>;

impl Session<'_> {
    /// Everything here that is about a customer: file, addresses, machines, orders, what happened to them, and what lost
    /// against something else of it.
    pub fn belongings(&self, customer: CustomerId) -> Result<Belongings, Error> {
        let mut all = Belongings::new();
        let mut statement = self.db.prepare_cached(include_str!("erasure/belongings.sql"))?;
        let rows = statement.query_map([customer.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            let (kind, id): (String, Uuid) = row?;
            all.entry(kind).or_default().insert(id);
        }
        let own: Vec<Uuid> = all.values().flatten().copied().collect();
        let lost = self.about(&own, "conflict")?;
        let settled = self.about(&[own, lost.clone()].concat(), "settlement")?;
        for (kind, ids) in [("conflict", lost), ("settlement", settled)] {
            if !ids.is_empty() {
                all.entry(kind.to_owned()).or_default().extend(ids);
            }
        }

        Ok(all)
    }

    /// The facts of a kind that are about these records.
    fn about(&self, records: &[Uuid], kind: &str) -> Result<Vec<Uuid>, Error> {
        let mut statement =
            self.db.prepare_cached("select id from fact where subject = ?1 and kind = ?2")?;
        let mut found = Vec::new();
        for record in records {
            let ids = statement.query_map(params![record, kind], |row| row.get(0))?;
            found.extend(ids.collect::<Result<Vec<Uuid>, _>>()?);
        }

        Ok(found)
    }

    /// Headquarters has erased a person: what this desk keeps beside the records says nothing of them any more. What
    /// headquarters has not heard yet is emptied once it has. Before it says so nothing of this is done: should it refuse
    /// the erasure, they are all there again.
    pub fn forget_erased(&self, erasure: &Fields) -> Result<(), Error> {
        let ids = self.all_erased(erasure)?;
        let heard = self.operations(
            "select entry, n, operation from outbox where status <> 'pending' order by entry",
        )?;
        for (entry, _, operation) in heard {
            self.empty_operation(entry, &operation, &ids)?;
        }
        self.empty_imports(&ids)?;

        self.drop_drafts_about(&ids)
    }

    /// Half-typed forms about somebody who is to be erased go at once.
    pub fn forget_half_typed(&self, erasure: &Fields) -> Result<(), Error> {
        let ids = self.all_erased(erasure)?;

        self.drop_drafts_about(&ids)
    }

    /// The same for operations that nobody was ever sent: an office of its own words them anew. A [new
    /// life](Session::begin_incarnation) must follow in the same transaction.
    pub fn forget_unsent(&self, erasure: &Fields) -> Result<(), Error> {
        let ids = self.all_erased(erasure)?;
        let gone = |id: Uuid| ids.contains(&id);
        self.reword(|change| {
            Some(if is_about(change, &gone) { bare_change(change) } else { change.clone() })
        })
    }

    /// Headquarters has heard these operations: of whoever was erased meanwhile they say nothing any more.
    pub(crate) fn empty_receipted(&self, ops: &[OpId]) -> Result<(), Error> {
        let mut erased = BTreeSet::new();
        for erasure in self.erasures()? {
            erased.extend(self.all_erased(&erasure)?);
        }
        if erased.is_empty() {
            return Ok(());
        }
        let mut statement = self.db.prepare_cached(
            "select entry, operation from outbox where op_id = ?1 and status <> 'pending'",
        )?;
        for op_id in ops {
            let rows = statement.query_map([op_id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for (entry, text) in rows.collect::<Result<Vec<(i64, String)>, _>>()? {
                self.empty_operation(entry, &crate::replica::operation_from(&text)?, &erased)?;
            }
        }

        Ok(())
    }

    /// All that the outbox says, for whoever looks whether something is left.
    pub fn sent_texts(&self) -> Result<String, Error> {
        let mut statement = self.db.prepare("select operation from outbox order by entry")?;
        let texts = statement.query_map([], |row| row.get(0))?;

        Ok(texts.collect::<Result<Vec<String>, _>>()?.join("\n"))
    }

    /// The hashes of files whose persons were erased and that no other file has. Where there is a headquarters, `led`, what
    /// it says counts: an erasure that it has not heard of may be refused.
    pub fn erased_files(&self, led: bool) -> Result<Vec<String>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("erasure/files.sql"))?;
        let hashes = statement.query_map([led], |row| row.get(0))?;

        Ok(hashes.collect::<Result<_, _>>()?)
    }

    /// What every erasure says that headquarters has.
    pub(crate) fn erasures(&self) -> Result<Vec<Fields>, Error> {
        let mut statement = self
            .db
            .prepare_cached("select base from record where kind = 'erasure' and base <> 'null'")?;
        let texts = statement.query_map([], |row| row.get(0))?;
        let mut erasures = Vec::new();
        for text in texts.collect::<Result<Vec<String>, _>>()? {
            erasures.extend(fields_from(ERASURE, &text)?);
        }

        Ok(erasures)
    }

    fn all_erased(&self, erasure: &Fields) -> Result<BTreeSet<Uuid>, Error> {
        let mut ids = all_of(erasure);
        for customer in persons(erasure) {
            ids.extend(self.belongings(CustomerId(customer))?.into_values().flatten());
        }

        Ok(ids)
    }

    fn empty_operation(
        &self,
        entry: i64,
        operation: &Operation,
        ids: &BTreeSet<Uuid>,
    ) -> Result<(), Error> {
        let Some(less) = emptied(operation, &|id| ids.contains(&id)) else { return Ok(()) };
        let text = serde_json::to_string(&less)
            .map_err(|why| Error::Malformed { kind: "operation".to_owned(), why })?;
        self.db
            .prepare_cached("update outbox set operation = ?2 where entry = ?1")?
            .execute(params![entry, text])?;
        // What it said is still shown where it lies over a record that headquarters has not sent bare yet.
        for (kind, id) in operation.changes.iter().flat_map(touched) {
            self.relay(kind, id)?;
        }

        Ok(())
    }

    /// What imports wrote over, and wrote.
    fn empty_imports(&self, ids: &BTreeSet<Uuid>) -> Result<(), Error> {
        let mut find = self
            .db
            .prepare_cached("select run, kind, before, after from import_change where id = ?1")?;
        for id in ids {
            let rows = find
                .query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            let rows: Vec<(i64, String, Option<String>, Option<String>)> =
                rows.collect::<Result<_, _>>()?;
            for (run, kind, before, after) in rows {
                let less = |text: Option<String>| -> Result<Option<String>, Error> {
                    let fields = text.map(|text| fields_from(&kind, &text)).transpose()?.flatten();
                    Ok(fields.map(|fields| text_of(Some(&bared(&kind, &fields)))))
                };
                self.db
                    .prepare_cached(
                        "update import_change set before = ?4, after = ?5
                         where run = ?1 and kind = ?2 and id = ?3",
                    )?
                    .execute(params![run, kind, id, less(before)?, less(after)?])?;
            }
        }

        Ok(())
    }

    /// Half-typed forms about them.
    fn drop_drafts_about(&self, ids: &BTreeSet<Uuid>) -> Result<(), Error> {
        let mut statement = self.db.prepare_cached("select form, value from draft")?;
        let drafts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (form, value) in drafts.collect::<Result<Vec<(String, String)>, _>>()? {
            let about = |id: &Uuid| {
                let id = id.to_string();
                form.contains(&id) || value.contains(&id)
            };
            if ids.iter().any(about) {
                self.drop_draft(&form)?;
            }
        }

        Ok(())
    }
}

#[cfg(test)]
mod tests;
