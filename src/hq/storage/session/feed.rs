//! The records of a stream, each once, at its latest sequence.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Charge, Record as _, StockMove};
use sync::hq::{FieldMeta, Record, StorageFailure};
use sync::{Fields, OpId, RowHash, Sealed, StreamId, Text};
use uuid::Uuid;

use super::{Session, corrupt, signed, unsigned};
use crate::Error;
use crate::storage::sql::{Found, failed, values};

const FIND: &str = "SELECT no, kind, id, rev, seq, fact, body, made_rev, made_at, made_op,
        removed_rev, removed_at, removed_op
    FROM feed WHERE stream = ?1 AND kind = ?2 AND id = ?3";

/// A record that was never there. Does nothing if it was.
const ADD: &str = "INSERT INTO feed (stream, kind, id, rev, seq, fact, hash, body,
        made_rev, made_at, made_op, removed_rev, removed_at, removed_op)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT (stream, kind, id) DO NOTHING";

const REPLACE: &str = "INSERT INTO feed (stream, kind, id, rev, seq, fact, hash, body,
        made_rev, made_at, made_op, removed_rev, removed_at, removed_op)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT (stream, kind, id) DO UPDATE SET
        rev = excluded.rev, seq = excluded.seq, fact = excluded.fact, hash = excluded.hash,
        body = excluded.body, made_rev = excluded.made_rev, made_at = excluded.made_at,
        made_op = excluded.made_op, removed_rev = excluded.removed_rev,
        removed_at = excluded.removed_at, removed_op = excluded.removed_op";

const NUMBER: &str = "SELECT no FROM feed WHERE stream = ?1 AND kind = ?2 AND id = ?3";

/// A part of a page: what a server sends at once, before anyone knows how long it is.
const PAGE: &str = "SELECT kind, id, rev, seq, hash, CASE WHEN removed_rev IS NULL THEN body END
    FROM feed WHERE stream = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
const PORTION: u32 = 500;

impl Session<'_> {
    pub(super) fn find_record(
        &self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<Record>, StorageFailure> {
        let Some(stream) = self.stream_no(stream)? else { return Ok(None) };
        let found = self.db.one(FIND, values![stream, kind, id], record)?;
        let Some((no, record)) = found else { return Ok(None) };

        Ok(Some(Record { fields: self.field_meta(no)?, ..record }))
    }

    fn field_meta(&self, no: i64) -> Result<BTreeMap<String, FieldMeta>, StorageFailure> {
        let sql = "SELECT field, rev, at_ms, op_id FROM field_meta WHERE feed = ?1";
        let found = self.db.all(sql, values![no], |row| Ok((row.get(0)?, mark(row, 1)?)))?;

        Ok(found.into_iter().collect())
    }

    pub(super) fn write_record(
        &self,
        stream: &StreamId,
        record: &Record,
        hash: RowHash,
    ) -> Result<(), StorageFailure> {
        let stream_no = self.stream_no_or_new(stream)?;
        let body = serde_json::to_string(&record.body).map_err(failed)?;
        let (made, removed) = (record.made, record.removed);
        let (removed_rev, removed_at, removed_op) = (
            removed.map(|mark| signed(mark.rev)),
            removed.map(|mark| mark.at_ms),
            removed.map(|mark| mark.op_id.0),
        );
        let values = values![
            stream_no,
            record.kind,
            record.id,
            signed(record.rev),
            signed(record.seq),
            record.fact,
            hash.0,
            body,
            signed(made.rev),
            made.at_ms,
            made.op_id.0,
            removed_rev,
            removed_at,
            removed_op
        ];
        let is_young = made.rev == record.rev;
        let is_new = is_young && self.db.run(ADD, values)? == 1;
        if is_new && record.fields.is_empty() {
            return self.index((stream, stream_no), record);
        }
        if !is_new {
            self.run(REPLACE, values)?;
        }
        let key = values![stream_no, record.kind, record.id];
        let no: Option<i64> = self.db.one(NUMBER, key, |row| row.get(0))?;
        let no = no.ok_or_else(|| corrupt("a record's number"))?;
        if is_young && !is_new {
            // Made again: what was edited before it was removed is forgotten.
            self.run("DELETE FROM field_meta WHERE feed = ?1", values![no])?;
        }
        self.write_field_meta(no, &record.fields)?;

        self.index((stream, stream_no), record)
    }

    fn write_field_meta(
        &self,
        no: i64,
        fields: &BTreeMap<String, FieldMeta>,
    ) -> Result<(), StorageFailure> {
        let sql =
            "INSERT INTO field_meta (feed, field, rev, at_ms, op_id) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (feed, field) DO UPDATE SET
                       rev = excluded.rev, at_ms = excluded.at_ms, op_id = excluded.op_id
                   WHERE field_meta.rev <> excluded.rev OR field_meta.op_id <> excluded.op_id";
        for (field, mark) in fields {
            self.run(sql, values![no, *field, signed(mark.rev), mark.at_ms, mark.op_id.0])?;
        }
        Ok(())
    }

    pub(super) fn page(
        &self,
        stream: &StreamId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Sealed>, StorageFailure> {
        let Some(stream) = self.stream_no(stream)? else { return Ok(Vec::new()) };
        let mut page: Vec<Sealed> = Vec::new();
        let (mut bytes, mut whole) = (0, false);
        while !whole {
            let above = page.last().map_or(after, |row| row.seq);
            let before = page.len();
            self.db.each(PAGE, values![stream, signed(above), PORTION], |row| {
                let body = row.text(5)?;
                // What a row takes on the wire beside its body.
                bytes += 160 + body.map_or(0, str::len);
                whole = bytes > max_bytes && !page.is_empty();
                if whole {
                    return Ok(false);
                }
                let body = body.map(|body| Text::written(body.to_owned()));
                let body = body.transpose().map_err(|_| corrupt("a record"))?;
                page.push(Sealed {
                    kind: row.get(0)?,
                    id: row.get(1)?,
                    rev: unsigned(row.get(2)?),
                    seq: unsigned(row.get(3)?),
                    hash: RowHash(row.get(4)?),
                    body,
                });
                Ok(true)
            })?;
            whole |= page.len() - before < PORTION as usize;
        }
        Ok(page)
    }

    /// A record's revision; 0 if it is not there.
    pub fn revision(&self, stream: &StreamId, kind: &str, id: Uuid) -> Result<u64, Error> {
        let sql = "SELECT rev FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND kind = ?2 AND id = ?3";
        let found = self.db.one(sql, values![stream.as_str(), kind, id], |row| row.get(0))?;

        Ok(unsigned(found.unwrap_or(0)))
    }

    /// What a record says; none if it is not there.
    pub(crate) fn body(
        &self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<Fields>, Error> {
        let sql = "SELECT id, body FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND kind = ?2 AND id = ?3
                       AND removed_rev IS NULL";
        let found = self.db.one(sql, values![stream.as_str(), kind, id], named)?;

        Ok(found.map(|(_, body)| body))
    }

    /// Whether there is a record of this kind in any stream.
    pub(crate) fn has_any(&self, kind: &str) -> Result<bool, Error> {
        let sql = "SELECT no FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND kind = ?2
                       AND removed_rev IS NULL
                   LIMIT 1";
        for stream in self.known_streams()? {
            let found =
                self.db.one(sql, values![stream.as_str(), kind], |row| row.get::<i64>(0))?;
            if found.is_some() {
                return Ok(true);
            }
        }

        Ok(false)
    }

    /// The parts of which anything was moved or charged, at whichever branch.
    pub(crate) fn parts_in_use(&self) -> Result<BTreeSet<Uuid>, Error> {
        let sql = "SELECT id, body FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND kind = ?2
                       AND removed_rev IS NULL";
        let mut parts = BTreeSet::new();
        for stream in self.known_streams()? {
            for kind in [StockMove::KIND, Charge::KIND] {
                self.db.each(sql, values![stream.as_str(), kind], |row| {
                    let (_, body) = named(row)?;
                    let part = body.get("part").and_then(serde_json::Value::as_str);
                    parts.extend(part.and_then(|id| id.parse::<Uuid>().ok()));
                    Ok(true)
                })?;
            }
        }

        Ok(parts)
    }

    /// All records of one kind in a stream, by sequence; removed ones are left out.
    pub fn each_body(&self, stream: &StreamId, kind: &str) -> Result<Vec<(Uuid, Fields)>, Error> {
        let sql = "SELECT id, body FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND kind = ?2
                       AND removed_rev IS NULL
                   ORDER BY seq";
        let bodies = self.db.all(sql, values![stream.as_str(), kind], named)?;

        Ok(bodies)
    }
}

/// A record's name and body, in the first two columns.
pub(super) fn named(row: Found<'_>) -> Result<(Uuid, Fields), StorageFailure> {
    let body = row.text(1)?.ok_or_else(|| corrupt("a record"))?;

    Ok((row.get(0)?, serde_json::from_str(body).map_err(|_| corrupt("a record"))?))
}

fn record(row: Found<'_>) -> Result<(i64, Record), StorageFailure> {
    let body = row.text(6)?.ok_or_else(|| corrupt("a record"))?;
    let removed = match row.get::<Option<i64>>(10)? {
        Some(_) => Some(mark(row, 10)?),
        None => None,
    };
    let record = Record {
        kind: row.get(1)?,
        id: row.get(2)?,
        rev: unsigned(row.get(3)?),
        seq: unsigned(row.get(4)?),
        fact: row.get(5)?,
        removed,
        body: serde_json::from_str(body).map_err(|_| corrupt("a record"))?,
        fields: BTreeMap::new(),
        made: mark(row, 7)?,
    };

    Ok((row.get(0)?, record))
}

/// An edit, in three columns from `first` on.
fn mark(row: Found<'_>, first: usize) -> Result<FieldMeta, StorageFailure> {
    Ok(FieldMeta {
        rev: unsigned(row.get(first)?),
        at_ms: row.get(first + 1)?,
        op_id: OpId(row.get(first + 2)?),
    })
}
