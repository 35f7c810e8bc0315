//! The exchange with headquarters, at rest: outcomes, pages, cursors, and what lies on top of them.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};
use sync::client::{Held, Page, Pending, Read, ReadFailure};
use sync::wire::{Outcome, Verdict, Why};
use sync::{
    Chain, Change, Digest, Epoch, Incarnation, OpId, Operation, Row, RowHash, StreamId, touched,
};
use uuid::Uuid;

use crate::record::{fields_from, text_of};
use crate::{Error, Session};

/// How many operations are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueCount {
    /// Headquarters has not heard of them.
    pub unsent: u64,
    /// Headquarters did not take them; a person should look.
    pub refused: u64,
}

/// An operation that headquarters did not take.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// What was done.
    pub operation: Operation,
    /// Why it was not taken.
    pub why: Option<Why>,
    /// Whether headquarters keeps it to decide.
    pub kept: bool,
}

/// A value that lost against another.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictRow {
    /// Which entry of the journal.
    pub id: Uuid,
    /// What headquarters wrote down about it.
    pub entry: serde_json::Value,
}

impl Session<'_> {
    /// How many operations wait or were refused.
    pub fn queue_count(&self) -> Result<QueueCount, Error> {
        let mut statement = self.db.prepare_cached(
            "select count(*) filter (where status = 'pending'),
                    count(*) filter (where status in ('rejected', 'quarantined'))
             from outbox where status in ('pending', 'rejected', 'quarantined')",
        )?;
        let count = statement.query_row([], |row| {
            Ok(QueueCount {
                unsent: row.get::<_, i64>(0)?.cast_unsigned(),
                refused: row.get::<_, i64>(1)?.cast_unsigned(),
            })
        })?;

        Ok(count)
    }

    /// Operations that headquarters did not take, newest first; at most 200.
    pub fn refused(&self) -> Result<Vec<Refused>, Error> {
        let mut statement = self.db.prepare_cached(
            "select operation, outcome, status = 'quarantined' from outbox
             where status in ('rejected', 'quarantined') order by entry desc limit 200",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, bool>(2)?))
        })?;
        let mut refused = Vec::new();
        for row in rows {
            let (operation, outcome, kept) = row?;
            let outcome: Option<Outcome> =
                outcome.and_then(|text| serde_json::from_str(&text).ok());
            refused.push(Refused {
                operation: operation_from(&operation)?,
                why: outcome.and_then(|outcome| outcome.why),
                kept,
            });
        }

        Ok(refused)
    }

    /// Remembers how operations ended. What was not taken no longer lies over its records.
    pub fn store_receipts(&self, receipts: &[(OpId, Outcome)]) -> Result<(), Error> {
        let mut dropped = Vec::new();
        for (op_id, outcome) in receipts {
            let status = match outcome.result {
                Verdict::Applied | Verdict::Merged => "acknowledged",
                Verdict::Rejected => "rejected",
                Verdict::Quarantined => "quarantined",
            };
            let text = serde_json::to_string(outcome)
                .map_err(|why| Error::Malformed { kind: "outcome".to_owned(), why })?;
            let entry: Option<i64> = self
                .db
                .prepare_cached(include_str!("replica/put_outcome.sql"))?
                .query_row(params![op_id.0, status, text, outcome.seq.cast_signed()], |row| {
                    row.get(0)
                })
                .optional()?;
            if !matches!(status, "acknowledged") {
                dropped.extend(entry);
            }
        }

        self.lift(&dropped)?;

        Ok(())
    }

    /// Takes over a page of rows and its cursor. Answers whether anything looks different now.
    pub fn apply_page(&self, page: &Page) -> Result<bool, Error> {
        let mut digest = self.digest_of(&page.stream)?;
        let mut fresh = BTreeSet::new();
        for row in &page.rows {
            let old = self.put_base(&page.stream, row)?;
            if let Some((hash, live)) = old {
                digest = digest.minus(hash, live);
            }
            digest = digest.plus(row.hash, row.body.is_some());
            fresh.insert((row.kind.clone(), row.id));
        }
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
        let mut visible = false;
        for (kind, id) in &fresh {
            visible |= self.relay(kind, *id)?;
        }
        if page.at_head {
            visible |= self.settle(&page.stream, page.cursor)?;
            visible |= self.drop_ghosts(&page.stream)?;
        }

        Ok(visible)
    }

    /// Rows that were there before a stream was fetched anew and did not come again.
    fn drop_ghosts(&self, stream: &StreamId) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached(include_str!("replica/ghosts.sql"))?;
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

    /// Starts a new life: operations without outcome are numbered anew.
    pub fn begin_incarnation(&self, incarnation: Incarnation) -> Result<(), Error> {
        let mut identity = self.known_identity()?;
        let waiting = self.operations(
            "select entry, n, operation from outbox where status = 'pending' order by entry",
        )?;
        identity.incarnation = incarnation;
        (identity.n, identity.chain) = (0, Chain::START);
        for (entry, _, operation) in waiting {
            identity.n += 1;
            identity.chain = operation.chain(identity.chain);
            self.db
                .prepare_cached(
                    "update outbox set incarnation = ?2, n = ?3, chain = ?4 where entry = ?1",
                )?
                .execute(params![
                    entry,
                    incarnation.0,
                    identity.n.cast_signed(),
                    identity.chain.0
                ])?;
        }

        self.put_identity(&identity)
    }

    /// Headquarters lost what came after `after`, and what earlier lives did: those operations have no outcome any
    /// more. If there is a new life, they are numbered in it.
    pub fn reopen(&self, after: u64, life: Option<Incarnation>) -> Result<(), Error> {
        let identity = self.known_identity()?;
        let lost = self.operations_lost(&identity.incarnation, after)?;
        for (entry, _, operation) in lost {
            self.db
                .prepare_cached("update outbox set status = 'pending', outcome = null, seq = null where entry = ?1")?
                .execute([entry])?;
            for (kind, id) in operation.changes.iter().flat_map(touched) {
                self.db
                    .prepare_cached(
                        "insert or ignore into overlay (kind, id, entry) values (?1, ?2, ?3)",
                    )?
                    .execute(params![kind, id, entry])?;
                self.relay(kind, id)?;
            }
        }

        life.map_or(Ok(()), |life| self.begin_incarnation(life))
    }

    /// Forgets the rows, cursor and digest of a stream; what was done here stays.
    pub fn reset_base(&self, stream: &StreamId) -> Result<(), Error> {
        // What this desk sees stays until the rows come again: a person is working with it.
        self.db.execute(
            "update record set body = coalesce(body, base), base = null, rev = 0, seq = 0, hash = null
             where stream = ?1 and base is not null",
            [stream.as_str()],
        )?;
        self.db.execute("delete from cursor where stream = ?1", [stream.as_str()])?;

        Ok(())
    }

    /// Remembers headquarters' state.
    pub fn store_epoch(&self, epoch: Epoch) -> Result<(), Error> {
        self.db.execute("update identity set epoch = ?1", [epoch.0])?;

        Ok(())
    }

    /// How far a stream was pulled, and the digest of its rows.
    pub fn digest_of(&self, stream: &StreamId) -> Result<Digest, Error> {
        let found: Option<[u8; 16]> = self
            .db
            .prepare_cached("select digest from cursor where stream = ?1")?
            .query_row([stream.as_str()], |row| row.get(0))
            .optional()?;

        Ok(Digest(found.map_or(0, u128::from_be_bytes)))
    }

    /// Streams this desk has pulled, with cursor and digest.
    pub fn pulled_streams(&self) -> Result<Vec<(String, u64, Digest)>, Error> {
        let mut statement =
            self.db.prepare_cached("select stream, after, digest from cursor order by stream")?;
        let rows = statement.query_map([], |row| {
            let digest: [u8; 16] = row.get(2)?;
            Ok((
                row.get(0)?,
                row.get::<_, i64>(1)?.cast_unsigned(),
                Digest(u128::from_be_bytes(digest)),
            ))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Puts a row that the program itself brings along, as if headquarters had said it at revision 0.
    /// Leaves alone what is there already.
    pub fn put_bundled(
        &self,
        (kind, id): (&str, Uuid),
        fields: &domain::Fields,
    ) -> Result<(), Error> {
        if self.stored(kind, id)?.is_some() {
            return Ok(());
        }
        self.db
            .prepare_cached("insert or ignore into record (kind, id, stream, base) values (?1, ?2, 'catalog', ?3)")?
            .execute(params![kind, id, text_of(Some(fields))])?;

        self.project((kind, id), None, Some(fields))
    }

    pub(crate) fn put_base(
        &self,
        stream: &StreamId,
        row: &Row,
    ) -> Result<Option<(RowHash, bool)>, Error> {
        let old = self
            .db
            .prepare_cached("select hash, base from record where kind = ?1 and id = ?2")?
            .query_row(params![row.kind, row.id], |found| {
                Ok((found.get::<_, Option<[u8; 16]>>(0)?, found.get::<_, Option<String>>(1)?))
            })
            .optional()?;
        // Until the overlay is laid anew, the record shows what it showed before.
        self.db.prepare_cached(include_str!("replica/put_base.sql"))?.execute(params![
            row.kind,
            row.id,
            stream.as_str(),
            row.rev.cast_signed(),
            row.seq.cast_signed(),
            row.hash.0,
            text_of(row.body.as_ref()),
        ])?;

        Ok(old.and_then(|(hash, base)| {
            hash.map(|hash| (RowHash(hash), base.is_some_and(|base| base != "null")))
        }))
    }

    fn settle(&self, stream: &StreamId, cursor: u64) -> Result<bool, Error> {
        let mut statement = self.db.prepare_cached(
            "select entry from outbox where status = 'acknowledged' and stream = ?1 and seq <= ?2",
        )?;
        let entries: Vec<i64> = statement
            .query_map(params![stream.as_str(), cursor.cast_signed()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for entry in &entries {
            self.db
                .prepare_cached("update outbox set status = 'settled' where entry = ?1")?
                .execute([entry])?;
        }

        self.lift(&entries)
    }

    /// These operations no longer lie over their records.
    fn lift(&self, entries: &[i64]) -> Result<bool, Error> {
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
        let (rev, base, shown): (i64, Option<String>, Option<String>) = self
            .db
            .prepare_cached("select rev, base, body from record where kind = ?1 and id = ?2")?
            .query_row(params![kind, id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let base = base.map_or(Ok(None), |text| fields_from(kind, &text))?;
        let shown = shown.map_or(Ok(base.clone()), |text| fields_from(kind, &text))?;
        let row = base
            .clone()
            .map(|body| Row::new(kind.to_owned(), id, rev.cast_unsigned(), 0, Some(body)));
        let pending = self.pending_on((kind, id), row.as_ref())?;
        let after = sync::overlay(kind, id, row.as_ref(), &pending);
        let body = (after != base).then(|| text_of(after.as_ref()));
        self.db
            .prepare_cached("update record set body = ?3 where kind = ?1 and id = ?2")?
            .execute(params![kind, id, body])?;

        if shown == after {
            return Ok(false);
        }
        self.project((kind, id), shown.as_ref(), after.as_ref())?;

        Ok(true)
    }

    /// The changes that lie over a record whose base is `row`, oldest first.
    fn pending_on(
        &self,
        (kind, id): (&str, Uuid),
        row: Option<&Row>,
    ) -> Result<Vec<Change>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("replica/pending_on.sql"))?;
        let texts = statement
            .query_map(params![kind, id], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(String, Option<String>)>, _>>()?;
        let mut changes = Vec::new();
        for (text, outcome) in texts {
            let outcome: Option<Outcome> =
                outcome.and_then(|text| serde_json::from_str(&text).ok());
            if sync::is_over(outcome.as_ref(), row) {
                changes.extend(operation_from(&text)?.changes);
            }
        }

        Ok(changes)
    }

    fn operations(&self, sql: &str) -> Result<Vec<(i64, u64, Operation)>, Error> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows =
            statement.query_map([], numbered)?.collect::<Result<Vec<(i64, i64, String)>, _>>()?;

        rows.into_iter().map(number_again).collect()
    }

    fn operations_lost(
        &self,
        incarnation: &Incarnation,
        after: u64,
    ) -> Result<Vec<(i64, u64, Operation)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select entry, n, operation from outbox where incarnation <> ?1 or n > ?2 order by entry",
        )?;
        let rows = statement
            .query_map(params![incarnation.0, after.cast_signed()], numbered)?
            .collect::<Result<Vec<(i64, i64, String)>, _>>()?;

        rows.into_iter().map(number_again).collect()
    }
}

impl Read for Session<'_> {
    fn identity(&self) -> Result<sync::client::Identity, ReadFailure> {
        let identity = self.known_identity().map_err(failure)?;

        Ok(sync::client::Identity {
            device: identity.device,
            incarnation: identity.incarnation,
            n: identity.n,
            chain: identity.chain,
            epoch: identity.epoch,
        })
    }

    fn chain_at(&self, n: u64) -> Result<Option<Chain>, ReadFailure> {
        if n == 0 {
            return Ok(Some(Chain::START));
        }
        let find = || -> Result<Option<Chain>, Error> {
            let identity = self.known_identity()?;
            if n == identity.n {
                return Ok(Some(identity.chain));
            }
            let mut statement = self
                .db
                .prepare_cached("select chain from outbox where incarnation = ?1 and n = ?2")?;
            let found = statement
                .query_row(params![identity.incarnation.0, n.cast_signed()], |row| row.get(0))
                .optional()?;
            Ok(found.map(Chain))
        };

        find().map_err(failure)
    }

    fn pending(&self, max_ops: usize, max_bytes: usize) -> Result<Pending, ReadFailure> {
        let read = || -> Result<Vec<Operation>, Error> {
            let mut statement = self.db.prepare_cached(include_str!("replica/pending.sql"))?;
            let mut rows = statement.query([i64::try_from(max_ops).unwrap_or(i64::MAX)])?;
            let (mut ops, mut bytes) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                let (entry, n, text) = numbered(row)?;
                bytes += text.len();
                if bytes > max_bytes && !ops.is_empty() {
                    break;
                }
                ops.push(number_again((entry, n, text))?.2);
            }
            Ok(ops)
        };
        let ops = read().map_err(failure)?;
        let before = ops.first().map_or(0, |op| op.n - 1);
        let prev_chain = self.chain_at(before)?.ok_or_else(|| {
            ReadFailure(format!("the chain before operation {} is not known", before + 1))
        })?;

        Ok(Pending { prev_chain, ops })
    }

    fn cursor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        let read = || -> Result<u64, Error> {
            let mut statement =
                self.db.prepare_cached("select after from cursor where stream = ?1")?;
            let found =
                statement.query_row([stream.as_str()], |row| row.get::<_, i64>(0)).optional()?;
            Ok(found.unwrap_or_default().cast_unsigned())
        };

        read().map_err(failure)
    }

    fn floor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        self.floor_of(stream).map_err(failure)
    }

    fn digest(&self, stream: &StreamId) -> Result<Digest, ReadFailure> {
        self.digest_of(stream).map_err(failure)
    }

    fn lives(&self) -> Result<Vec<Incarnation>, ReadFailure> {
        self.earlier_lives().map_err(failure)
    }

    fn buckets(&self, stream: &StreamId) -> Result<Vec<Digest>, ReadFailure> {
        self.digest_in_buckets(stream).map_err(failure)
    }

    fn held(&self, stream: &StreamId, buckets: &[u64]) -> Result<Vec<Held>, ReadFailure> {
        self.held_in(stream, buckets).map_err(failure)
    }

    fn row(&self, stream: &StreamId, kind: &str, id: Uuid) -> Result<Option<Row>, ReadFailure> {
        self.pulled(stream, kind, id).map_err(failure)
    }
}

fn failure(error: Error) -> ReadFailure {
    ReadFailure(error.to_string())
}

fn numbered(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, i64, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn number_again((entry, n, text): (i64, i64, String)) -> Result<(i64, u64, Operation), Error> {
    let n = n.cast_unsigned();

    Ok((entry, n, Operation { n, ..operation_from(&text)? }))
}

fn operation_from(text: &str) -> Result<Operation, Error> {
    serde_json::from_str(text).map_err(|why| Error::Malformed { kind: "operation".to_owned(), why })
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::found;
