//! How far the devices have come, and what may be forgotten because all of them have passed it.

use rusqlite::{OptionalExtension, params};
use sync::hq::{Note, StorageFailure, Tombstone};
use sync::{DeviceId, OpId, StreamId};
use uuid::Uuid;

use super::{Session, failed, signed, unsigned};

impl Session<'_> {
    pub(super) fn last_note(&self, device: DeviceId) -> Result<Option<i64>, StorageFailure> {
        let mut query = self
            .db
            .prepare_cached("SELECT max(at_ms) FROM note WHERE device = ?1")
            .map_err(failed)?;

        query.query_row([device.0], |row| row.get(0)).map_err(failed)
    }

    pub(super) fn add_note(
        &self,
        device: DeviceId,
        stream: &StreamId,
        note: Note,
    ) -> Result<(), StorageFailure> {
        let sql = "INSERT INTO note (device, stream, seq, at_ms) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (device, stream) DO UPDATE SET seq = excluded.seq, at_ms = excluded.at_ms";

        self.run(sql, params![device.0, stream.as_str(), signed(note.seq), note.at_ms])
    }

    pub(super) fn notes_of(&self, stream: &StreamId) -> Result<Vec<Note>, StorageFailure> {
        let sql = "SELECT coalesce(note.seq, 0), coalesce(note.at_ms, device.enrolled_at)
                   FROM granted
                   JOIN device ON device.id = granted.device AND device.revoked_at IS NULL
                   LEFT JOIN note ON note.device = granted.device AND note.stream = granted.stream
                   WHERE granted.stream = ?1";
        let mut query = self.db.prepare_cached(sql).map_err(failed)?;
        let notes = query.query_map([stream.as_str()], |row| {
            Ok(Note { seq: unsigned(row.get(0)?), at_ms: row.get(1)? })
        });

        notes.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)
    }

    pub(super) fn removed_upto(
        &self,
        stream: &StreamId,
        upto: u64,
    ) -> Result<Vec<Tombstone>, StorageFailure> {
        let sql = "SELECT kind, id, seq, removed_op FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND seq <= ?2
                       AND removed_rev IS NOT NULL
                   ORDER BY kind, id";
        let mut query = self.db.prepare_cached(sql).map_err(failed)?;
        let removed = query.query_map(params![stream.as_str(), signed(upto)], |row| {
            Ok(Tombstone {
                kind: row.get(0)?,
                id: row.get(1)?,
                seq: unsigned(row.get(2)?),
                op_id: OpId(row.get(3)?),
            })
        });

        removed.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)
    }

    pub(super) fn delete_record(
        &self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<(), StorageFailure> {
        let sql = "SELECT no FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND kind = ?2 AND id = ?3";
        let mut query = self.db.prepare_cached(sql).map_err(failed)?;
        let found = query.query_row(params![stream.as_str(), kind, id], |row| row.get(0));
        let Some(no) = found.optional().map_err(failed)? else { return Ok(()) };
        let no: i64 = no;

        self.run("DELETE FROM field_meta WHERE feed = ?1", [no])?;
        self.run("DELETE FROM feed WHERE no = ?1", [no])
    }
}
