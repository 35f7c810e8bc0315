//! What headquarters remembers for the day it is restored: what is safe, what was lost, what was handed back.

use sync::hq::{Gap, IncarnationHead, Kept, StorageFailure};
use sync::wire::Listed;
use sync::{Chain, DeviceId, Epoch, Incarnation, Row, RowHash, StreamId};

use super::{Session, corrupt, name, signed, unsigned};
use crate::Error;
use crate::storage::sql::{Found, failed, values};

/// Where streams begin that nobody has written to yet.
const ORIGIN: &str = "origin";

impl Session<'_> {
    pub(super) fn each_listed(
        &self,
        stream: &StreamId,
        bucket: Option<u8>,
        show: &mut dyn FnMut(Listed),
    ) -> Result<(), StorageFailure> {
        let all = "SELECT kind, id, seq, hash FROM feed
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) AND removed_rev IS NULL";
        let mut show = |row: Found<'_>| {
            show(Listed {
                kind: row.get(0)?,
                id: row.get(1)?,
                seq: unsigned(row.get(2)?),
                hash: RowHash(row.get(3)?),
            });
            Ok(true)
        };
        let Some(bucket) = bucket else {
            return self.db.each(all, values![stream.as_str()], &mut show);
        };
        let one = format!("{all} AND substr(id, 16, 1) = ?2");

        self.db.each(&one, values![stream.as_str(), [bucket]], &mut show)
    }

    pub(super) fn known_streams(&self) -> Result<Vec<StreamId>, StorageFailure> {
        let sql = "SELECT name FROM stream UNION SELECT stream FROM granted ORDER BY 1";

        self.db.all(sql, values![], |row| name(row, 0))
    }

    pub(super) fn all_incarnations(
        &self,
    ) -> Result<Vec<(Incarnation, IncarnationHead)>, StorageFailure> {
        let sql = "SELECT inc, device, n, chain FROM incarnation ORDER BY inc";

        self.db.all(sql, values![], |row| {
            let head = IncarnationHead {
                device: DeviceId(row.get(1)?),
                n: unsigned(row.get(2)?),
                chain: Chain(row.get(3)?),
            };
            Ok((Incarnation(row.get(0)?), head))
        })
    }

    /// Nobody is signed in any more.
    pub(crate) fn end_operator_sessions(&self) -> Result<(), Error> {
        Ok(self.run("DELETE FROM operator_session", values![])?)
    }

    pub(super) fn safe_n(&self, inc: Incarnation) -> Result<u64, StorageFailure> {
        let sql = "SELECT coalesce(max(safe_n), 0) FROM incarnation WHERE inc = ?1";
        let safe: Option<i64> = self.db.one(sql, values![inc.0], |row| row.get(0))?;

        Ok(unsigned(safe.unwrap_or(0)))
    }

    pub(super) fn set_epoch(&self, epoch: Epoch) -> Result<(), StorageFailure> {
        self.put_setting("epoch", epoch.0.as_bytes())
            .map_err(|error| StorageFailure(error.to_string()))
    }

    pub(super) fn find_origin(&self) -> Result<u64, StorageFailure> {
        let value = self.setting(ORIGIN).map_err(|error| StorageFailure(error.to_string()))?;
        // A database that an older version restored, or nobody, says nothing.
        let Some(value) = value else { return Ok(0) };
        let bytes = value.try_into().map_err(|_| corrupt("where new streams begin"))?;

        Ok(u64::from_be_bytes(bytes))
    }

    pub(super) fn set_origin(&self, origin: u64) -> Result<(), StorageFailure> {
        self.put_setting(ORIGIN, &origin.to_be_bytes())
            .map_err(|error| StorageFailure(error.to_string()))
    }

    pub(super) fn gaps_of(&self, stream: &StreamId) -> Result<Vec<Gap>, StorageFailure> {
        let sql = "SELECT above, upto FROM gap
                   WHERE stream = (SELECT no FROM stream WHERE name = ?1) ORDER BY above";

        self.db.all(sql, values![stream.as_str()], |row| {
            Ok(Gap { above: unsigned(row.get(0)?), upto: unsigned(row.get(1)?) })
        })
    }

    pub(super) fn add_gap(&self, stream: &StreamId, gap: Gap) -> Result<(), StorageFailure> {
        let no = self.stream_no_or_new(stream)?;
        let sql = "INSERT INTO gap (stream, above, upto) VALUES (?1, ?2, ?3)
                   ON CONFLICT (stream, above) DO UPDATE SET upto = excluded.upto
                   WHERE gap.upto < excluded.upto";

        self.run(sql, values![no, signed(gap.above), signed(gap.upto)])
    }

    pub(super) fn add_salvage(&self, kept: &Kept) -> Result<(), StorageFailure> {
        let Kept { stream, row, device, at_ms } = kept;
        let body = row.body.as_ref().map(serde_json::to_string).transpose().map_err(failed)?;
        let sql = "INSERT INTO salvage (stream, kind, id, rev, seq, body, device, at_ms)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";

        self.run(
            sql,
            values![
                stream.as_str(),
                row.kind,
                row.id,
                signed(row.rev),
                signed(row.seq),
                body,
                device.0,
                *at_ms
            ],
        )
    }

    /// Remembers that people have decided on a row.
    pub(crate) fn decide_salvage(&self, kept: &Kept, at_ms: i64) -> Result<(), Error> {
        let sql = "UPDATE salvage SET decided_at = ?5
                   WHERE stream = ?1 AND kind = ?2 AND id = ?3 AND rev = ?4";
        let row = &kept.row;
        let values = values![kept.stream.as_str(), row.kind, row.id, signed(row.rev), at_ms];
        self.run(sql, values)?;

        Ok(())
    }

    /// How many rows that devices handed back say something else than is here, and nobody has decided on them.
    pub(crate) fn count_salvage(&self) -> Result<u64, Error> {
        // Both texts were written by the same hand; one by another's counts until somebody decides.
        let sql = "SELECT count(*) FROM salvage
                   LEFT JOIN stream ON stream.name = salvage.stream
                   LEFT JOIN feed ON feed.stream = stream.no AND feed.kind = salvage.kind
                       AND feed.id = salvage.id AND feed.removed_rev IS NULL
                   WHERE salvage.decided_at IS NULL AND salvage.body IS DISTINCT FROM feed.body";

        Ok(self.db.one(sql, values![], |row| row.get(0))?.map_or(0, unsigned))
    }

    /// Rows that devices handed back and nobody has decided on, by arrival; at most `limit`, above a place. With each
    /// its own place.
    pub fn salvage(&self, above: i64, limit: u32) -> Result<Vec<(i64, Kept)>, Error> {
        let sql = "SELECT stream, kind, id, rev, seq, body, device, at_ms, no FROM salvage
                   WHERE decided_at IS NULL AND no > ?1 ORDER BY no LIMIT ?2";
        // Where others write at the same time, whoever decides about them does so alone.
        let all = self.db.all(&self.db.locking(sql), values![above, limit], kept)?;

        Ok(all)
    }
}

fn kept(row: Found<'_>) -> Result<(i64, Kept), StorageFailure> {
    let body = row.text(5)?.map(serde_json::from_str).transpose();
    let body = body.map_err(|_| corrupt("a row that was handed back"))?;
    let (rev, seq) = (unsigned(row.get(3)?), unsigned(row.get(4)?));
    let kept = Kept {
        stream: name(row, 0)?,
        row: Row::new(row.get(1)?, row.get(2)?, rev, seq, body),
        device: DeviceId(row.get(6)?),
        at_ms: row.get(7)?,
    };

    Ok((row.get(8)?, kept))
}
