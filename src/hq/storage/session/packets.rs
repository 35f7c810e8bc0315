//! Pages of large streams that are packed once.

use sync::StreamId;
use sync::hq::{Packet, Snapshot, StorageFailure};

use super::{Session, corrupt, signed, unsigned};
use crate::storage::sql::{Db, values};

type Sql<T> = Result<T, StorageFailure>;

impl Session<'_> {
    pub(super) fn rows_upto(&self, stream: &StreamId, upto: u64) -> Sql<u64> {
        let Some(no) = self.stream_no(stream)? else { return Ok(0) };
        let sql = "SELECT count(*) FROM feed WHERE stream = ?1 AND seq <= ?2";
        let count = self.db.one(sql, values![no, signed(upto)], |row| row.get(0))?;

        Ok(unsigned(count.unwrap_or(0)))
    }

    pub(super) fn snapshot_of(&self, stream: &StreamId) -> Sql<Snapshot> {
        let Some(no) = self.stream_no(stream)? else { return Ok(Snapshot::default()) };
        let sql = "SELECT run, upto, records, begun_at, held_at FROM snapshot WHERE stream = ?1";
        let found = self.db.one(sql, values![no], |row| {
            Ok(Snapshot {
                run: unsigned(row.get(0)?),
                upto: unsigned(row.get(1)?),
                rows: unsigned(row.get(2)?),
                begun_ms: row.get(3)?,
                held_ms: row.get(4)?,
            })
        })?;

        Ok(found.unwrap_or_default())
    }

    pub(super) fn set_snapshot(&self, stream: &StreamId, snapshot: &Snapshot) -> Sql<()> {
        let no = self.stream_no_or_new(stream)?;
        let Snapshot { run, upto, rows, begun_ms, held_ms } = *snapshot;
        let sql = "INSERT INTO snapshot (stream, run, upto, records, begun_at, held_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (stream) DO UPDATE SET
                       run = excluded.run, upto = excluded.upto, records = excluded.records,
                       begun_at = excluded.begun_at, held_at = excluded.held_at";

        self.run(sql, values![no, signed(run), signed(upto), signed(rows), begun_ms, held_ms])
    }

    pub(super) fn packet_from(&self, stream: &StreamId, after: u64) -> Sql<Option<Packet>> {
        let Some(no) = self.stream_no(stream)? else { return Ok(None) };
        let sql = "SELECT above, upto, records, hash, bytes FROM packet
                   WHERE stream = ?1 AND above >= ?2 ORDER BY above LIMIT 1";

        self.db.one(sql, values![no, signed(after)], |row| {
            let hash: Vec<u8> = row.get(3)?;
            Ok(Packet {
                after: unsigned(row.get(0)?),
                next: unsigned(row.get(1)?),
                rows: unsigned(row.get(2)?),
                hash: hash.try_into().map_err(|_| corrupt("a packet"))?,
                bytes: row.get(4)?,
            })
        })
    }

    pub(super) fn add_packet(&self, stream: &StreamId, packet: &Packet) -> Sql<()> {
        let no = self.stream_no_or_new(stream)?;
        let Packet { after, next, rows, hash, bytes } = packet;
        let sql = "INSERT INTO packet (stream, above, upto, records, hash, bytes)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let bytes = bytes.as_slice();

        self.run(sql, values![no, signed(*after), signed(*next), signed(*rows), *hash, bytes])
    }

    /// In a file of ours they are written over first, because free pages keep what was in them.
    pub(super) fn remove_packets(&self, stream: &StreamId) -> Sql<()> {
        let Some(no) = self.stream_no(stream)? else { return Ok(()) };
        if matches!(self.db, Db::Sqlite(_)) {
            let sql = "UPDATE packet SET bytes = zeroblob(length(bytes)) WHERE stream = ?1";
            self.run(sql, values![no])?;
        }

        self.run("DELETE FROM packet WHERE stream = ?1", values![no])
    }

    pub(super) fn bytes_of_packets(&self) -> Sql<u64> {
        let sql = "SELECT CAST(coalesce(sum(length(bytes)), 0) AS BIGINT) FROM packet";
        let sum = self.db.one(sql, values![], |row| row.get(0))?;

        Ok(unsigned(sum.unwrap_or(0)))
    }
}
