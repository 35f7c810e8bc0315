//! Pages of rows taken over, and what is pending laid over them.

use std::collections::BTreeSet;

use domain::erasure::{ERASURE, bare, owners};
use domain::{Customer, Record as _};
use rusqlite::{OptionalExtension, params};
use sync::client::Page;
use sync::wire::Outcome;
use sync::{Change, Digest, Row, RowHash, StreamId};
use uuid::Uuid;

use super::operation_from;
use crate::abreast::abreast;
use crate::projection::read;
use crate::record::{fields_from, text_of};
use crate::{Error, Session};

/// A record as it lies here.
struct Lying {
    rev: u64,
    hash: Option<RowHash>,
    base: Option<String>,
    body: Option<String>,
}

impl Lying {
    /// Whether headquarters' row has a body.
    fn is_live(&self) -> bool {
        self.base.as_deref().is_some_and(|base| base != GONE)
    }

    /// The fields that this desk sees, as text.
    fn shown(&self) -> Option<&str> {
        self.body.as_deref().or(self.base.as_deref())
    }
}

/// What is made of a row without looking at the database.
struct Ready {
    /// Its fields as text.
    base: String,
    /// The customer that it is, if it is one.
    customer: Option<Customer>,
}

impl Ready {
    fn of(row: &Row) -> Self {
        let is_customer = row.kind == Customer::KIND;
        let customer = row.body.as_ref().filter(|_| is_customer);

        Self { base: text_of(row.body.as_ref()), customer: read(customer) }
    }
}

/// The text of a removed record.
const GONE: &str = "null";

impl Session<'_> {
    /// Takes over a page of rows and its cursor. Answers whether anything looks different now.
    pub fn apply_page(&self, page: &Page) -> Result<bool, Error> {
        if self.is_elsewhere(&page.stream)? {
            return self.apply_elsewhere(page);
        }
        let mut digest = self.digest_of(&page.stream)?;
        let mut visible = false;
        let overlaid = self.is_anything_overlaid()?;
        abreast(&page.rows, Ready::of, |row, ready| {
            let old = self.lying(&row.kind, row.id)?;
            if let Some(hash) = old.as_ref().and_then(|old| old.hash) {
                digest = digest.minus(hash, old.as_ref().is_some_and(Lying::is_live));
            }
            digest = digest.plus(row.hash, row.body.is_some());
            visible |= self.take_over(&page.stream, (row, ready), (old, overlaid))?;
            Ok::<_, Error>(())
        })?;
        self.put_cursor(page, digest)?;
        self.heed_erasures(&page.rows)?;
        if page.at_head {
            visible |= self.settle(&page.stream, page.cursor)?;
            visible |= self.drop_ghosts(&page.stream)?;
        }

        Ok(visible)
    }

    /// Remembers how far a page leads.
    pub(crate) fn put_cursor(&self, page: &Page, digest: Digest) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "insert or replace into cursor (stream, after, digest, floor) values (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                page.stream.as_str(),
                page.cursor.cast_signed(),
                digest.0.to_be_bytes(),
                page.floor.cast_signed()
            ])?;

        Ok(())
    }

    /// Persons who were erased elsewhere are forgotten here, and so is what only now turns out to be theirs.
    pub(crate) fn heed_erasures(&self, rows: &[Row]) -> Result<(), Error> {
        let known = self.erasures()?;
        let mut heard: BTreeSet<Uuid> = BTreeSet::new();
        for row in rows.iter().filter(|_| !known.is_empty()) {
            let Some(body) = &row.body else { continue };
            if row.kind == ERASURE || bare(&row.kind, body) == *body {
                heard.extend(owners(&row.kind, body));
            }
        }
        for erasure in &known {
            if owners(ERASURE, erasure).any(|customer| heard.contains(&customer)) {
                self.forget_erased(erasure)?;
            }
        }

        Ok(())
    }

    /// Takes over a row whatever lay there. Answers whether the record looks different now.
    pub(crate) fn replace(&self, stream: &StreamId, row: &Row) -> Result<bool, Error> {
        let old = self.lying(&row.kind, row.id)?;

        self.take_over(stream, (row, Ready::of(row)), (old, true))
    }

    fn is_anything_overlaid(&self) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached("select exists (select 1 from overlay)")?;

        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Takes over one row in the place of what lay there. `overlaid` is whether anything is pending on any record.
    /// Answers whether the record looks different now.
    fn take_over(
        &self,
        stream: &StreamId,
        (row, ready): (&Row, Ready),
        (old, overlaid): (Option<Lying>, bool),
    ) -> Result<bool, Error> {
        let key = (row.kind.as_str(), row.id);
        let Ready { base, customer } = ready;
        let pending = if overlaid { self.pending_on(key, Some(row.rev))? } else { Vec::new() };
        let laid;
        let (after, body) = if pending.is_empty() {
            (row.body.as_ref(), None)
        } else {
            laid = sync::overlay(&row.kind, row.id, Some(row), &pending);
            (laid.as_ref(), (laid != row.body).then(|| text_of(laid.as_ref())))
        };
        self.db.prepare_cached(include_str!("put_base.sql"))?.execute(params![
            row.kind,
            row.id,
            stream.as_str(),
            row.rev.cast_signed(),
            row.seq.cast_signed(),
            row.hash.0,
            base,
            body,
        ])?;

        // Equal fields have equal texts: the names of a record's fields lie sorted.
        let shown = old.as_ref().and_then(Lying::shown).unwrap_or(GONE);
        if shown == body.as_deref().unwrap_or(&base) {
            return Ok(false);
        }
        // What cannot be read any more is as good as gone.
        let before = fields_from(&row.kind, shown).unwrap_or_default();
        match customer.filter(|_| pending.is_empty()) {
            Some(customer) => self.project_read(key, before.as_ref(), customer)?,
            None => self.project_pulled(key, before.as_ref(), after)?,
        }

        Ok(true)
    }

    /// Rows that were there before a stream was fetched anew and did not come again.
    fn drop_ghosts(&self, stream: &StreamId) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached(include_str!("ghosts.sql"))?;
        let ghosts: Vec<(String, Uuid)> = statement
            .query_map([stream.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut visible = false;
        for (kind, id) in ghosts {
            visible |= self.relay(&kind, id)?;
            self.db
                .prepare_cached("delete from record where kind = ?1 and id = ?2 and body is null")?
                .execute(params![kind, id])?;
        }

        Ok(visible)
    }

    /// A record as it lies here; none if there never was one.
    fn lying(&self, kind: &str, id: Uuid) -> Result<Option<Lying>, Error> {
        let mut statement = self.db.prepare_cached(
            "select rev, hash, base, body from record where kind = ?1 and id = ?2",
        )?;
        let found = statement.query_row(params![kind, id], |row| {
            Ok(Lying {
                rev: row.get::<_, i64>(0)?.cast_unsigned(),
                hash: row.get::<_, Option<[u8; 16]>>(1)?.map(RowHash),
                base: row.get(2)?,
                body: row.get(3)?,
            })
        });

        Ok(found.optional()?)
    }

    fn settle(&self, stream: &StreamId, cursor: u64) -> Result<bool, Error> {
        let ended = params![stream.as_str(), cursor.cast_signed()];
        // Most lie over nothing any more: their records have what they did.
        let mut statement = self.db.prepare_cached(include_str!("uncovered.sql"))?;
        let under: Vec<(String, Uuid)> = statement
            .query_map(ended, |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        self.db.prepare_cached(include_str!("lift_ended.sql"))?.execute(ended)?;
        self.db.prepare_cached(include_str!("settle.sql"))?.execute(ended)?;
        let mut visible = false;
        for (kind, id) in under {
            visible |= self.relay(&kind, id)?;
        }

        Ok(visible)
    }

    /// These operations no longer lie over their records.
    pub(super) fn lift(&self, entries: &[i64]) -> Result<bool, Error> {
        let mut under = BTreeSet::new();
        for entry in entries {
            let mut statement = self
                .db
                .prepare_cached("delete from overlay where entry = ?1 returning kind, id")?;
            let rows = statement.query_map([entry], |row| Ok((row.get(0)?, row.get(1)?)))?;
            under.extend(rows.collect::<Result<Vec<(String, Uuid)>, _>>()?);
        }
        let mut visible = false;
        for (kind, id) in under {
            visible |= self.relay(&kind, id)?;
        }

        Ok(visible)
    }

    /// Lays what is pending over the base of a record again. Answers whether it looks different now.
    pub(crate) fn relay(&self, kind: &str, id: Uuid) -> Result<bool, Error> {
        let Some(lying) = self.lying(kind, id)? else {
            let pending = self.pending_on((kind, id), None)?;
            let after = sync::overlay(kind, id, None, &pending);
            self.write_shown((kind, id), after.as_ref())?;
            self.project_pulled((kind, id), None, after.as_ref())?;
            return Ok(after.is_some());
        };
        let shown = lying.shown().map_or(Ok(None), |text| fields_from(kind, text))?;
        let base = lying.base.as_deref().map_or(Ok(None), |text| fields_from(kind, text))?;
        let row = base.clone().map(|body| Row::new(kind.to_owned(), id, lying.rev, 0, Some(body)));
        let rev = lying.base.is_some().then_some(lying.rev);
        let pending = self.pending_on((kind, id), rev)?;
        let after = sync::overlay(kind, id, row.as_ref(), &pending);
        let body = (after != base).then(|| text_of(after.as_ref()));
        self.db
            .prepare_cached("update record set body = ?3 where kind = ?1 and id = ?2")?
            .execute(params![kind, id, body])?;

        if shown == after {
            return Ok(false);
        }
        self.project_pulled((kind, id), shown.as_ref(), after.as_ref())?;

        Ok(true)
    }

    /// The changes that lie over a record whose base has the revision `rev`, oldest first.
    fn pending_on(&self, (kind, id): (&str, Uuid), rev: Option<u64>) -> Result<Vec<Change>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("pending_on.sql"))?;
        let mut rows = statement.query(params![kind, id])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            let outcome: Option<String> = row.get(1)?;
            let outcome: Option<Outcome> =
                outcome.and_then(|text| serde_json::from_str(&text).ok());
            if sync::is_over(outcome.as_ref(), rev) {
                let operation = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                changes.extend(operation_from(operation)?.changes);
            }
        }

        Ok(changes)
    }
}
