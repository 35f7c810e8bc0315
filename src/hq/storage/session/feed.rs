//! The records of a stream, each once, at its latest sequence.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};
use sync::hq::{FieldMeta, Record, StorageFailure};
use sync::{Fields, OpId, Row, RowHash, StreamId};
use uuid::Uuid;

use super::{Session, corrupt, failed, signed, unsigned};
use crate::Error;

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
        removed_at = excluded.removed_at, removed_op = excluded.removed_op
    RETURNING no";

impl Session<'_> {
    pub(super) fn find_record(
        &self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<Record>, StorageFailure> {
        let Some(stream) = self.stream_no(stream).map_err(failed)? else { return Ok(None) };
        let mut query = self.db.prepare_cached(FIND).map_err(failed)?;
        let found = query.query_row(params![stream, kind, id], record);
        let Some((no, record)) = found.optional().map_err(failed)? else { return Ok(None) };

        Ok(Some(Record { fields: self.field_meta(no).map_err(failed)?, ..record? }))
    }

    fn field_meta(&self, no: i64) -> Result<BTreeMap<String, FieldMeta>, rusqlite::Error> {
        let sql = "SELECT field, rev, at_ms, op_id FROM field_meta WHERE feed = ?1";
        let mut query = self.db.prepare_cached(sql)?;
        let found = query.query_map([no], |row| Ok((row.get(0)?, mark(row, 1)?)))?;

        found.collect()
    }

    pub(super) fn write_record(
        &self,
        stream: &StreamId,
        record: &Record,
        hash: RowHash,
    ) -> Result<(), StorageFailure> {
        let stream_no = self.stream_no_or_new(stream).map_err(failed)?;
        let body = serde_json::to_string(&record.body).map_err(failed)?;
        let (made, removed) = (record.made, record.removed);
        let values = params![
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
            removed.map(|mark| signed(mark.rev)),
            removed.map(|mark| mark.at_ms),
            removed.map(|mark| mark.op_id.0)
        ];
        let is_young = made.rev == record.rev;
        let is_new = is_young
            && self
                .db
                .prepare_cached(ADD)
                .and_then(|mut add| add.execute(values))
                .map_err(failed)?
                == 1;
        if is_new {
            self.write_field_meta(self.db.last_insert_rowid(), &record.fields)?;
        } else {
            let mut statement = self.db.prepare_cached(REPLACE).map_err(failed)?;
            let no: i64 = statement.query_row(values, |row| row.get(0)).map_err(failed)?;
            if is_young {
                // Made again: what was edited before it was removed is forgotten.
                self.run("DELETE FROM field_meta WHERE feed = ?1", [no])?;
            }
            self.write_field_meta(no, &record.fields)?;
        }

        self.index(stream_no, record).map_err(failed)
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
                   WHERE rev <> excluded.rev OR op_id <> excluded.op_id";
        for (field, mark) in fields {
            let values = params![no, field, signed(mark.rev), mark.at_ms, mark.op_id.0];
            self.run(sql, values)?;
        }
        Ok(())
    }

    pub(super) fn page(
        &self,
        stream: &StreamId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Row>, StorageFailure> {
        let sql = "SELECT kind, id, rev, seq, hash, CASE WHEN removed_rev IS NULL THEN body END
                   FROM feed WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND seq > ?2
                   ORDER BY seq";
        let mut query = self.db.prepare_cached(sql).map_err(failed)?;
        let mut found = query.query(params![stream.as_str(), signed(after)]).map_err(failed)?;
        let mut page = Vec::new();
        let mut bytes = 0;

        while let Some(row) = found.next().map_err(failed)? {
            let body = row.get_ref(5).map_err(failed)?;
            let body = body.as_str_or_null().map_err(failed)?;
            // What a row takes on the wire beside its body.
            bytes += 160 + body.map_or(0, str::len);
            if bytes > max_bytes && !page.is_empty() {
                break;
            }
            let body = body.map(serde_json::from_str).transpose();
            page.push(Row {
                kind: row.get(0).map_err(failed)?,
                id: row.get(1).map_err(failed)?,
                rev: unsigned(row.get(2).map_err(failed)?),
                seq: unsigned(row.get(3).map_err(failed)?),
                hash: RowHash(row.get(4).map_err(failed)?),
                body: body.map_err(|_| corrupt("a record"))?,
            });
        }
        Ok(page)
    }

    /// All records of one kind in a stream, by sequence; removed ones are left out.
    pub fn each_body(&self, stream: &StreamId, kind: &str) -> Result<Vec<(Uuid, Fields)>, Error> {
        let sql = "SELECT id, body FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND kind = ?2
                       AND removed_rev IS NULL
                   ORDER BY seq";
        let mut query = self.db.prepare_cached(sql)?;
        let mut found = query.query(params![stream.as_str(), kind])?;
        let mut bodies = Vec::new();
        while let Some(row) = found.next()? {
            let body = serde_json::from_str(row.get_ref(1)?.as_str().map_err(failed)?);
            bodies.push((row.get(0)?, body.map_err(|_| corrupt("a record"))?));
        }
        Ok(bodies)
    }
}

fn record(
    row: &rusqlite::Row<'_>,
) -> Result<(i64, Result<Record, StorageFailure>), rusqlite::Error> {
    let no = row.get(0)?;
    let Ok(body) = serde_json::from_str(row.get_ref(6)?.as_str()?) else {
        return Ok((no, Err(corrupt("a record"))));
    };
    let removed = match row.get::<_, Option<i64>>(10)? {
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
        body,
        fields: BTreeMap::new(),
        made: mark(row, 7)?,
    };

    Ok((no, Ok(record)))
}

/// An edit, in three columns from `first` on.
fn mark(row: &rusqlite::Row<'_>, first: usize) -> Result<FieldMeta, rusqlite::Error> {
    Ok(FieldMeta {
        rev: unsigned(row.get(first)?),
        at_ms: row.get(first + 1)?,
        op_id: OpId(row.get(first + 2)?),
    })
}
