//! Persons who were erased: who they are, and what is said of them beside their records.

use std::collections::BTreeSet;

use domain::erasure::{bare, owners};
use sync::erasure::emptied;
use sync::hq::StorageFailure;
use sync::{Fields, Operation, StreamId};
use uuid::Uuid;

use super::{Session, corrupt};
use crate::storage::sql::{failed, values};

impl Session<'_> {
    pub(super) fn anybody_erased(&self, stream: &StreamId) -> Result<bool, StorageFailure> {
        let Some(no) = self.stream_no(stream)? else { return Ok(false) };
        let sql = "SELECT 1 FROM erased WHERE stream = ?1 LIMIT 1";

        Ok(self.db.one(sql, values![no], |_| Ok(()))?.is_some())
    }

    pub(super) fn is_gone(&self, stream: &StreamId, id: Uuid) -> Result<bool, StorageFailure> {
        let Some(no) = self.stream_no(stream)? else { return Ok(false) };
        let sql = "SELECT 1 FROM erased WHERE stream = ?1 AND id = ?2";

        Ok(self.db.one(sql, values![no, id], |_| Ok(()))?.is_some())
    }

    pub(super) fn add_erased(&self, stream: &StreamId, id: Uuid) -> Result<(), StorageFailure> {
        let no = self.stream_no_or_new(stream)?;
        let sql = "INSERT INTO erased (stream, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

        self.run(sql, values![no, id])
    }

    pub(super) fn all_naming(
        &self,
        stream: &StreamId,
        ids: &BTreeSet<Uuid>,
    ) -> Result<Vec<(String, Uuid)>, StorageFailure> {
        let Some(no) = self.stream_no(stream)? else { return Ok(Vec::new()) };
        let names: Vec<String> = ids.iter().map(Uuid::to_string).collect();
        let mut found = Vec::new();
        self.db.each("SELECT kind, id, body FROM feed WHERE stream = ?1", values![no], |row| {
            let body = row.text(2)?.ok_or_else(|| corrupt("a record"))?;
            if names.iter().any(|name| body.contains(name)) {
                found.push((row.get(0)?, row.get(1)?));
            }
            Ok(true)
        })?;
        found.sort();

        Ok(found)
    }

    pub(super) fn empty_all_traces(
        &self,
        stream: &StreamId,
        ids: &BTreeSet<Uuid>,
    ) -> Result<(), StorageFailure> {
        self.empty_log(stream, ids)?;
        self.empty_journal(stream, ids)?;
        self.empty_salvage(stream, ids)?;

        self.empty_doors(stream, ids)
    }

    fn empty_log(&self, stream: &StreamId, ids: &BTreeSet<Uuid>) -> Result<(), StorageFailure> {
        let names: Vec<String> = ids.iter().map(Uuid::to_string).collect();
        let mut less: Vec<Operation> = Vec::new();
        let sql = "SELECT op FROM op_log WHERE stream = ?1";
        self.db.each(sql, values![stream.as_str()], |row| {
            let text = row.text(0)?.ok_or_else(|| corrupt("an operation"))?;
            if names.iter().any(|name| text.contains(name)) {
                let op = serde_json::from_str(text).map_err(|_| corrupt("an operation"))?;
                less.extend(emptied(&op, &|id| ids.contains(&id)));
            }
            Ok(true)
        })?;
        for op in less {
            let text = serde_json::to_string(&op).map_err(failed)?;
            self.run("UPDATE op_log SET op = ?2 WHERE op_id = ?1", values![op.op_id.0, text])?;
        }
        Ok(())
    }

    fn empty_journal(&self, stream: &StreamId, ids: &BTreeSet<Uuid>) -> Result<(), StorageFailure> {
        let sql = "UPDATE conflict SET lost = 'null', kept = 'null' WHERE stream = ?1 AND id = ?2";
        for id in ids {
            self.run(sql, values![stream.as_str(), *id])?;
        }
        Ok(())
    }

    fn empty_salvage(&self, stream: &StreamId, ids: &BTreeSet<Uuid>) -> Result<(), StorageFailure> {
        let sql = "SELECT no, kind, id, body FROM salvage WHERE stream = ?1 AND body IS NOT NULL";
        let kept = self.db.all(sql, values![stream.as_str()], |row| {
            let body: Option<Fields> =
                row.text(3)?.and_then(|body| serde_json::from_str(body).ok());
            Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<Uuid>(2)?, body))
        })?;
        for (no, kind, id, body) in kept {
            let Some(body) = body else { continue };
            if ids.contains(&id) || owners(&kind, &body).any(|owner| ids.contains(&owner)) {
                let left = serde_json::to_string(&bare(&kind, &body)).map_err(failed)?;
                self.run("UPDATE salvage SET body = ?2 WHERE no = ?1", values![no, left])?;
            }
        }
        Ok(())
    }

    /// What shops and call centres handed in for them, and who asked for their numbers.
    fn empty_doors(&self, stream: &StreamId, ids: &BTreeSet<Uuid>) -> Result<(), StorageFailure> {
        let Some(no) = self.stream_no(stream)? else { return Ok(()) };
        let asked = "UPDATE lookup_log SET digits = ''
                     WHERE digits IN (SELECT digits FROM phone WHERE stream = ?1 AND customer = ?2)";
        let handed = "UPDATE unassigned SET form = '{}'
                      WHERE assigned_at IS NOT NULL AND number IN
                          (SELECT number FROM order_place WHERE stream = ?1 AND id = ?2)";
        for id in ids {
            self.run(asked, values![no, *id])?;
            self.run(handed, values![no, *id])?;
        }
        Ok(())
    }
}
