//! Comparing the copy of a stream with headquarters', mending it, and letting go of what is safe there.

use rusqlite::{OptionalExtension, params};
use sync::client::{Held, Mend};
use sync::wire::{BUCKETS, Safe, bucket_of};
use sync::{Digest, Incarnation, Row, RowHash, StreamId};
use uuid::Uuid;

use crate::record::fields_from;
use crate::replica::bared_of;
use crate::{Error, Session};

impl Session<'_> {
    /// Lets go of operations that are part of what was pulled and lie in a verified backup of headquarters. Two of the
    /// present life stay for their chain: the last of these, and the one before the first that waits to be sent, for
    /// headquarters may have that one, and more, while its answer was lost.
    pub fn release(&self, safe: &[Safe]) -> Result<(), Error> {
        let present = self.known_identity()?.incarnation;
        for Safe { inc, n } in safe {
            let upto = if *inc == present { n.saturating_sub(1) } else { *n };
            self.db
                .prepare_cached(include_str!("repair/release.sql"))?
                .execute(params![inc.0, upto.cast_signed()])?;
        }

        Ok(())
    }

    /// Puts right what is wrong in the copy of a stream, and sums up its digest anew. Answers whether anything looks
    /// different now.
    pub fn mend(&self, mend: &Mend) -> Result<bool, Error> {
        if self.is_elsewhere(&mend.stream)? {
            let visible = self.mend_elsewhere(mend)?;
            return self.sum_up(&mend.stream).map(|()| visible);
        }
        let mut visible = false;
        for row in &mend.rows {
            visible |= self.replace(&mend.stream, row)?;
        }
        self.heed_erasures(&mend.rows.iter().flat_map(bared_of).collect())?;
        for (kind, id) in &mend.gone {
            self.db
                .prepare_cached(
                    "update record set body = coalesce(body, base), base = null, rev = 0, seq = 0, hash = null
                     where kind = ?1 and id = ?2 and stream = ?3 and base is not null",
                )?
                .execute(params![kind, id, mend.stream.as_str()])?;
        }
        for (kind, id) in &mend.gone {
            visible |= self.relay(kind, *id)?;
            self.drop_if_nothing(kind, *id)?;
        }

        self.sum_up(&mend.stream)?;
        Ok(visible)
    }

    /// Forgets the copy of a stream that this desk may not see any more: what was done here and is not settled stays.
    /// Answers whether anything looks different now.
    pub fn withdraw(&self, stream: &StreamId) -> Result<bool, Error> {
        if self.is_elsewhere(stream)? {
            return self.forget_elsewhere(stream).map(|()| true);
        }
        let mut gone = Vec::new();
        self.each_pulled(stream, |row| gone.push((row.kind, row.id)))?;
        let visible = self.mend(&Mend { stream: stream.clone(), rows: Vec::new(), gone })?;
        self.db
            .prepare_cached("delete from cursor where stream = ?1")?
            .execute([stream.as_str()])?;

        Ok(visible)
    }

    /// Forgets a record that neither headquarters nor anything done here knows of.
    pub(crate) fn drop_if_nothing(&self, kind: &str, id: Uuid) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "delete from record
                 where kind = ?1 and id = ?2 and base is null
                     and (body is null or body = 'null')
                     and not exists (select 1 from overlay where overlay.kind = ?1 and overlay.id = ?2)",
            )?
            .execute(params![kind, id])?;

        Ok(())
    }

    fn sum_up(&self, stream: &StreamId) -> Result<(), Error> {
        let mut digest = Digest::default();
        let sql = match self.is_elsewhere(stream)? {
            true => "select hash, base <> 'null' from elsewhere where stream = ?1",
            false => {
                "select hash, base <> 'null' from record
                 where stream = ?1 and base is not null and hash is not null"
            }
        };
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([stream.as_str()])?;
        while let Some(row) = rows.next()? {
            digest = digest.plus(RowHash(row.get(0)?), row.get(1)?);
        }
        self.db
            // Of a stream that was never pulled, all that is known may have come by mending.
            .prepare_cached(
                "insert into cursor (stream, digest) values (?1, ?2)
                 on conflict (stream) do update set digest = excluded.digest",
            )?
            .execute(params![stream.as_str(), digest.0.to_be_bytes()])?;

        Ok(())
    }

    pub(crate) fn floor_of(&self, stream: &StreamId) -> Result<u64, Error> {
        let found: Option<i64> = self
            .db
            .prepare_cached("select floor from cursor where stream = ?1")?
            .query_row([stream.as_str()], |row| row.get(0))
            .optional()?;

        Ok(found.unwrap_or_default().cast_unsigned())
    }

    pub(crate) fn earlier_lives(&self) -> Result<Vec<Incarnation>, Error> {
        let mut statement = self.db.prepare_cached(
            "select distinct incarnation from outbox
             where incarnation <> (select incarnation from identity)
             order by incarnation",
        )?;
        let lives = statement.query_map([], |row| row.get(0).map(Incarnation))?;

        Ok(lives.collect::<Result<_, _>>()?)
    }

    pub(crate) fn digest_in_buckets(&self, stream: &StreamId) -> Result<Vec<Digest>, Error> {
        let mut buckets = vec![Digest::default(); BUCKETS];
        self.each_pulled(stream, |row| {
            let bucket = &mut buckets[usize::from(bucket_of(row.id))];
            *bucket = bucket.plus(row.hash, row.body.is_some());
        })?;

        Ok(buckets)
    }

    pub(crate) fn held_in(&self, stream: &StreamId, buckets: &[u64]) -> Result<Vec<Held>, Error> {
        let mut held = Vec::new();
        self.each_pulled(stream, |row| {
            if buckets.contains(&u64::from(bucket_of(row.id))) {
                let Row { kind, id, seq, hash, body, .. } = row;
                held.push(Held { kind, id, hash, seq, live: body.is_some() });
            }
        })?;

        Ok(held)
    }

    /// A row as it was pulled.
    pub(crate) fn pulled(
        &self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<Row>, Error> {
        let mut found = None;
        let sql = match self.is_elsewhere(stream)? {
            true => {
                "select kind, id, rev, seq, base from elsewhere
                 where kind = ?1 and id = ?2 and stream = ?3"
            }
            false => {
                "select kind, id, rev, seq, base from record
                 where kind = ?1 and id = ?2 and stream = ?3 and base is not null and seq > 0"
            }
        };
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query(params![kind, id, stream.as_str()])?;
        if let Some(row) = rows.next()? {
            found = row_again(row)?;
        }

        Ok(found)
    }

    /// Shows every row of a stream with the hash that it has now. What can no longer be read is as good as gone.
    pub(crate) fn each_pulled(
        &self,
        stream: &StreamId,
        mut show: impl FnMut(Row),
    ) -> Result<(), Error> {
        // What the program brought along has no place in a stream.
        let sql = match self.is_elsewhere(stream)? {
            true => "select kind, id, rev, seq, base from elsewhere where stream = ?1",
            false => {
                "select kind, id, rev, seq, base from record
                 where stream = ?1 and base is not null and seq > 0"
            }
        };
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([stream.as_str()])?;
        while let Some(row) = rows.next()? {
            row_again(row)?.into_iter().for_each(&mut show);
        }

        Ok(())
    }
}

fn row_again(row: &rusqlite::Row<'_>) -> Result<Option<Row>, rusqlite::Error> {
    let (kind, id, base): (String, Uuid, String) = (row.get(0)?, row.get(1)?, row.get(4)?);
    let (rev, seq) = (row.get::<_, i64>(2)?.cast_unsigned(), row.get::<_, i64>(3)?.cast_unsigned());
    let Ok(body) = fields_from(&kind, &base) else { return Ok(None) };

    Ok(Some(Row::new(kind, id, rev, seq, body)))
}

#[cfg(test)]
mod tests;
