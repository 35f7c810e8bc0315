//! How far the devices have come, and what may be forgotten because all of them have passed it.

use sync::hq::{Note, StorageFailure, Tombstone};
use sync::{DeviceId, OpId, StreamId};
use uuid::Uuid;

use super::{Session, signed, unsigned};
use crate::storage::sql::values;

impl Session<'_> {
    pub(super) fn last_note(&self, device: DeviceId) -> Result<Option<i64>, StorageFailure> {
        let sql = "SELECT max(at_ms) FROM note WHERE device = ?1";

        Ok(self.db.one(sql, values![device.0], |row| row.get(0))?.flatten())
    }

    pub(super) fn add_note(
        &self,
        device: DeviceId,
        stream: &StreamId,
        note: Note,
    ) -> Result<(), StorageFailure> {
        let sql = "INSERT INTO note (device, stream, seq, at_ms) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (device, stream) DO UPDATE SET seq = excluded.seq, at_ms = excluded.at_ms";

        self.run(sql, values![device.0, stream.as_str(), signed(note.seq), note.at_ms])
    }

    pub(super) fn notes_of(&self, stream: &StreamId) -> Result<Vec<Note>, StorageFailure> {
        let sql = "SELECT coalesce(note.seq, 0), coalesce(note.at_ms, device.enrolled_at)
                   FROM granted
                   JOIN device ON device.id = granted.device AND device.revoked_at IS NULL
                   LEFT JOIN note ON note.device = granted.device AND note.stream = granted.stream
                   WHERE granted.stream = ?1";

        self.db.all(sql, values![stream.as_str()], |row| {
            Ok(Note { seq: unsigned(row.get(0)?), at_ms: row.get(1)? })
        })
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

        self.db.all(sql, values![stream.as_str(), signed(upto)], |row| {
            Ok(Tombstone {
                kind: row.get(0)?,
                id: row.get(1)?,
                seq: unsigned(row.get(2)?),
                op_id: OpId(row.get(3)?),
            })
        })
    }

    pub(super) fn delete_record(
        &self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<(), StorageFailure> {
        let sql = "SELECT no FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND kind = ?2 AND id = ?3";
        let found =
            self.db.one(sql, values![stream.as_str(), kind, id], |row| row.get::<i64>(0))?;
        let Some(no) = found else { return Ok(()) };

        self.run("DELETE FROM field_meta WHERE feed = ?1", values![no])?;
        self.run("DELETE FROM feed WHERE no = ?1", values![no])
    }
}
