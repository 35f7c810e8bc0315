//! Pages of rows taken over, and what is pending laid over them.

use std::collections::BTreeSet;

use domain::erasure::{ERASURE, bare, owners, persons};
use domain::{Customer, Fields, Record as _};
use rusqlite::{OptionalExtension, params};
use sync::client::Page;
use sync::wire::{Outcome, SCHEMA};
use sync::{Change, Digest, Operation, Row, RowHash, Sealed, StreamId, Text, touched};
use uuid::Uuid;

use super::operation_from;
use crate::abreast::abreast;
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

/// A row, and what is made of it without looking at the database.
struct Ready {
    row: Sealed,
    /// The customer that it is, if it is one.
    customer: Option<Customer>,
    /// Its fields; none of a customer that was read, where nothing else is to be made of them.
    fields: Option<Fields>,
    /// To whom it belongs that may have been erased.
    bared: Vec<Uuid>,
}

impl Ready {
    /// `lone` is whether nothing is pending on any record, `erasing` whether anybody was erased.
    fn of(row: Sealed, (lone, erasing): (bool, bool)) -> Self {
        let customer = row.body.as_ref().filter(|_| row.kind == Customer::KIND);
        let customer = customer.and_then(|text| serde_json::from_str(text.as_str()).ok());
        let read = lone && customer.is_some();
        let fields = row.body.as_ref().filter(|_| !read).and_then(Text::fields);
        let bared = if erasing { bared_of(&row) } else { Vec::new() };

        Self { row, customer, fields, bared }
    }

    /// Its fields as text.
    fn base(&self) -> &str {
        self.row.body.as_ref().map_or(GONE, Text::as_str)
    }

    /// With these changes laid over it.
    fn under(&self, pending: &[Change]) -> Option<Fields> {
        let Sealed { kind, id, rev, seq, hash, .. } = self.row.clone();
        let row = Row { kind, id, rev, seq, hash, body: self.fields.clone() };

        sync::overlay(&row.kind, id, Some(&row), pending)
    }
}

/// Whose this row is, if it tells of an erasure or is what one leaves behind.
pub(crate) fn bared_of(row: &Sealed) -> Vec<Uuid> {
    let fields = row.body.as_ref().and_then(Text::fields);
    let fields = fields.filter(|body| row.kind == ERASURE || bare(&row.kind, body) == *body);

    fields.map(|body| owners(&row.kind, &body).collect()).unwrap_or_default()
}

/// The setting that says of which schema of the exchange what is pending lies over the records.
const LAID: &str = "laid_in_schema";
/// The schema of databases that do not say.
const FIRST_SCHEMA: u32 = 1;

/// The text of a removed record.
const GONE: &str = "null";

/// What this desk did before an update and headquarters has not settled lies over its records in the words that this
/// version reads, once after each update: as headquarters will write it.
pub(crate) fn lay_in_words_of_today(session: &Session<'_>) -> Result<(), Error> {
    let laid: Option<u32> = session.setting(LAID)?.and_then(|schema| schema.parse().ok());
    if laid.unwrap_or(FIRST_SCHEMA) == SCHEMA {
        return Ok(());
    }
    let over = "select entry, n, operation from outbox
                where entry in (select entry from overlay) order by entry";
    let mut under: BTreeSet<(String, Uuid)> = BTreeSet::new();
    for (entry, _, operation) in session.operations(over)? {
        if operation.schema == SCHEMA {
            continue;
        }
        let lies = |operation: &Operation| -> BTreeSet<(String, Uuid)> {
            let all = operation.changes.iter().flat_map(touched);
            all.map(|(kind, id)| (kind.to_owned(), id)).collect()
        };
        let before = lies(&operation);
        let after = lies(&session.in_words_of_today(operation));
        for (kind, id) in after.difference(&before) {
            session
                .db
                .prepare_cached(
                    "insert or ignore into overlay (kind, id, entry) values (?1, ?2, ?3)",
                )?
                .execute(params![kind, id, entry])?;
        }
        under.extend(before.into_iter().chain(after));
    }
    for (kind, id) in under {
        session.relay(&kind, id)?;
    }

    session.put_setting(LAID, &SCHEMA.to_string())
}

/// What is pending lies over its records in nobody's words: whoever starts next lays it anew.
#[cfg(feature = "simulator")]
pub(crate) fn forget_words_of_today(session: &Session<'_>) -> Result<(), Error> {
    session.put_setting(LAID, "0")
}

impl Session<'_> {
    /// Takes over a page of rows and its cursor. Answers whether anything looks different now.
    pub fn apply_page(&self, page: Page) -> Result<bool, Error> {
        if self.is_elsewhere(&page.stream)? {
            return self.apply_elsewhere(&page);
        }
        let Page { stream, rows, cursor, floor, at_head } = page;
        let mut digest = self.digest_of(&stream)?;
        let (mut visible, mut heard) = (false, BTreeSet::new());
        let overlaid = self.is_anything_overlaid()?;
        let erasing = rows.iter().any(|row| row.kind == ERASURE) || !self.erasures()?.is_empty();
        let mut new = !overlaid;
        let ready = |row| Ready::of(row, (!overlaid, erasing));
        abreast(rows, ready, |mut ready| {
            heard.extend(ready.bared.drain(..));
            let live = ready.row.body.is_some();
            digest = digest.plus(ready.row.hash, live);
            // Where the row before was new, this one most likely is, too.
            if new && self.add(&stream, &ready)? {
                visible |= live;
                return if live { self.project_ready((ready, None), None) } else { Ok(()) };
            }
            let old = self.lying(&ready.row.kind, ready.row.id)?;
            new = !overlaid && old.is_none();
            if let Some(hash) = old.as_ref().and_then(|old| old.hash) {
                digest = digest.minus(hash, old.as_ref().is_some_and(Lying::is_live));
            }
            visible |= self.take_over(&stream, ready, (old, overlaid))?;
            Ok::<_, Error>(())
        })?;
        self.put_cursor(&stream, (cursor, floor), digest)?;
        self.heed_erasures(&heard)?;
        if at_head {
            visible |= self.settle(&stream, cursor)?;
            visible |= self.drop_ghosts(&stream)?;
        }

        Ok(visible)
    }

    /// Remembers how far a page leads.
    pub(crate) fn put_cursor(
        &self,
        stream: &StreamId,
        (cursor, floor): (u64, u64),
        digest: Digest,
    ) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "insert or replace into cursor (stream, after, digest, floor) values (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                stream.as_str(),
                cursor.cast_signed(),
                digest.0.to_be_bytes(),
                floor.cast_signed()
            ])?;

        Ok(())
    }

    /// Persons who were erased elsewhere are forgotten here, and so is what only now turns out to be theirs: `heard` is
    /// whose bare rows came.
    pub(crate) fn heed_erasures(&self, heard: &BTreeSet<Uuid>) -> Result<(), Error> {
        if heard.is_empty() {
            return Ok(());
        }
        for erasure in &self.erasures()? {
            if persons(erasure).any(|customer| heard.contains(&customer)) {
                self.forget_erased(erasure)?;
            }
        }

        Ok(())
    }

    /// Takes over a row whatever lay there. Answers whether the record looks different now.
    pub(crate) fn replace(&self, stream: &StreamId, row: &Sealed) -> Result<bool, Error> {
        let old = self.lying(&row.kind, row.id)?;

        self.take_over(stream, Ready::of(row.clone(), (false, false)), (old, true))
    }

    fn is_anything_overlaid(&self) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached("select exists (select 1 from overlay)")?;

        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Puts a row where nothing lies. Answers whether nothing did.
    fn add(&self, stream: &StreamId, ready: &Ready) -> Result<bool, Error> {
        let row = &ready.row;
        let added = self.db.prepare_cached(include_str!("add_base.sql"))?.execute(params![
            row.kind,
            row.id,
            stream.as_str(),
            row.rev.cast_signed(),
            row.seq.cast_signed(),
            row.hash.0,
            ready.base(),
        ])?;

        Ok(added > 0)
    }

    /// Takes over one row in the place of what lay there. `overlaid` is whether anything is pending on any record.
    /// Answers whether the record looks different now.
    fn take_over(
        &self,
        stream: &StreamId,
        ready: Ready,
        (old, overlaid): (Option<Lying>, bool),
    ) -> Result<bool, Error> {
        let row = &ready.row;
        let key = (row.kind.as_str(), row.id);
        let pending = if overlaid { self.pending_on(key, Some(row.rev))? } else { Vec::new() };
        let laid = (!pending.is_empty()).then(|| ready.under(&pending));
        let body =
            laid.as_ref().filter(|laid| **laid != ready.fields).map(|laid| text_of(laid.as_ref()));
        self.db.prepare_cached(include_str!("put_base.sql"))?.execute(params![
            row.kind,
            row.id,
            stream.as_str(),
            row.rev.cast_signed(),
            row.seq.cast_signed(),
            row.hash.0,
            ready.base(),
            body,
        ])?;

        // Equal fields have equal texts: the names of a record's fields lie sorted.
        let shown = old.as_ref().and_then(Lying::shown).unwrap_or(GONE);
        if shown == body.as_deref().unwrap_or(ready.base()) {
            return Ok(false);
        }
        // What cannot be read any more is as good as gone.
        let before = fields_from(&row.kind, shown).unwrap_or_default();
        self.project_ready((ready, laid), before.as_ref())?;

        Ok(true)
    }

    /// Brings the tables up to date with a row, or with what is pending `laid` over it.
    fn project_ready(
        &self,
        (ready, laid): (Ready, Option<Option<Fields>>),
        before: Option<&Fields>,
    ) -> Result<(), Error> {
        let Ready { row, customer, fields, .. } = ready;
        let key = (row.kind.as_str(), row.id);
        match (customer, laid) {
            (Some(customer), None) => self.project_read(key, before, customer),
            (_, Some(laid)) => self.project_pulled(key, before, laid.as_ref()),
            (None, None) => self.project_pulled(key, before, fields.as_ref()),
        }
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

    /// These operations, whose effect is in rows of such a revision, no longer lie over the records that have it.
    pub(super) fn uncover(&self, taken: &[(i64, u64)]) -> Result<(), Error> {
        let mut under = BTreeSet::new();
        for (entry, rev) in taken {
            let mut statement = self.db.prepare_cached(include_str!("overtaken.sql"))?;
            let rows = statement
                .query_map((entry, rev.cast_signed()), |row| Ok((row.get(0)?, row.get(1)?)))?;
            under.extend(rows.collect::<Result<Vec<(String, Uuid)>, _>>()?);
        }
        for (kind, id) in under {
            self.relay(&kind, id)?;
        }

        Ok(())
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

    fn in_words_of_today(&self, operation: Operation) -> Operation {
        if operation.schema == SCHEMA {
            return operation;
        }
        let schema = operation.schema;
        let changes = operation.changes.into_iter();
        let changes = changes.map(|change| (self.upcast)(schema, change)).collect();

        Operation { schema: SCHEMA, changes, ..operation }
    }

    /// The changes that lie over a record whose base has the revision `rev`, oldest first.
    pub(crate) fn pending_on(
        &self,
        (kind, id): (&str, Uuid),
        rev: Option<u64>,
    ) -> Result<Vec<Change>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("pending_on.sql"))?;
        let mut rows = statement.query(params![kind, id])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            let outcome: Option<String> = row.get(1)?;
            let outcome: Option<Outcome> =
                outcome.and_then(|text| serde_json::from_str(&text).ok());
            if sync::is_over(outcome.as_ref(), rev) {
                let operation = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                changes.extend(self.in_words_of_today(operation_from(operation)?).changes);
            }
        }

        Ok(changes)
    }
}
