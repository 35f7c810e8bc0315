//! What this desk may read of other branches: rows as headquarters has them, in a table of their own. Nothing here is laid
//! over anything, projected, searched or summed up with the office's own.

use domain::{OrderId, Record};
use rusqlite::{OptionalExtension, ToSql, params};
use sync::client::{Mend, Page};
use sync::{Digest, RowHash, Sealed, StreamId, Text};
use uuid::Uuid;

use crate::{Error, Session};

/// The text of a removed record.
const GONE: &str = "null";

impl Session<'_> {
    /// Whether this is a stream of another branch than this desk's own.
    pub(crate) fn is_elsewhere(&self, stream: &StreamId) -> Result<bool, Error> {
        let Some(code) = stream.branch_code() else { return Ok(false) };
        let own = self.identity()?.map(|identity| identity.stream);

        Ok(own.is_some_and(|own| own.branch_code() != Some(code)))
    }

    /// Takes over rows and hands back what the digest becomes.
    fn take_in(
        &self,
        stream: &StreamId,
        rows: &[Sealed],
        mut digest: Digest,
    ) -> Result<Digest, Error> {
        let mut there = self.db.prepare_cached(
            "select hash, base from elsewhere where stream = ?1 and kind = ?2 and id = ?3",
        )?;
        let mut put = self.db.prepare_cached(
            "insert or replace into elsewhere (stream, kind, id, rev, seq, hash, base)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for row in rows {
            let old: Option<([u8; 16], String)> = there
                .query_row(params![stream.as_str(), row.kind, row.id], |old| {
                    Ok((old.get(0)?, old.get(1)?))
                })
                .optional()?;
            if let Some((hash, base)) = old {
                digest = digest.minus(RowHash(hash), base != GONE);
            }
            digest = digest.plus(row.hash, row.body.is_some());
            put.execute(params![
                stream.as_str(),
                row.kind,
                row.id,
                row.rev.cast_signed(),
                row.seq.cast_signed(),
                row.hash.0,
                row.body.as_ref().map_or(GONE, Text::as_str),
            ])?;
        }

        Ok(digest)
    }

    /// Takes over a page of another branch. Answers whether there was anything in it.
    pub(crate) fn apply_elsewhere(&self, page: &Page) -> Result<bool, Error> {
        let before = self.digest_of(&page.stream)?;
        let digest = self.take_in(&page.stream, &page.rows, before)?;
        self.put_cursor(&page.stream, (page.cursor, page.floor), digest)?;

        Ok(!page.rows.is_empty())
    }

    /// Puts right what is wrong in the copy of another branch.
    pub(crate) fn mend_elsewhere(&self, mend: &Mend) -> Result<bool, Error> {
        self.take_in(&mend.stream, &mend.rows, Digest::default())?;
        for (kind, id) in &mend.gone {
            self.db
                .prepare_cached(
                    "delete from elsewhere where stream = ?1 and kind = ?2 and id = ?3",
                )?
                .execute(params![mend.stream.as_str(), kind, id])?;
        }

        Ok(true)
    }

    /// Forgets the copy of another branch.
    pub(crate) fn forget_elsewhere(&self, stream: &StreamId) -> Result<(), Error> {
        for sql in
            ["delete from elsewhere where stream = ?1", "delete from cursor where stream = ?1"]
        {
            self.db.prepare_cached(sql)?.execute([stream.as_str()])?;
        }

        Ok(())
    }

    /// The other branches of which something was pulled, by code.
    pub fn branches_elsewhere(&self) -> Result<Vec<StreamId>, Error> {
        let pulled = self.pulled_streams()?.into_iter();
        let streams = pulled.filter_map(|(stream, ..)| stream.parse::<StreamId>().ok());
        let mut others = Vec::new();
        for stream in streams {
            if self.is_elsewhere(&stream)? {
                others.push(stream);
            }
        }

        Ok(others)
    }

    /// All records of a kind of another branch. What cannot be read is left out: a newer program wrote it.
    pub fn all_elsewhere<R: Record>(&self, stream: &StreamId) -> Result<Vec<(Uuid, R)>, Error> {
        let sql =
            "select id, base from elsewhere where stream = ?1 and kind = ?2 and base <> 'null'";

        self.read_elsewhere(sql, params![stream.as_str(), R::KIND])
    }

    /// The records of a kind of another branch that are about one of its orders. Looks through all of that kind.
    pub fn about_elsewhere<R: Record>(
        &self,
        stream: &StreamId,
        order: OrderId,
    ) -> Result<Vec<(Uuid, R)>, Error> {
        let sql = "select id, base from elsewhere
                   where stream = ?1 and kind = ?2 and base ->> '$.order' = ?3";

        self.read_elsewhere(sql, params![stream.as_str(), R::KIND, order.to_string()])
    }

    fn read_elsewhere<R: Record>(
        &self,
        sql: &str,
        keys: &[&dyn ToSql],
    ) -> Result<Vec<(Uuid, R)>, Error> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(keys, |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let all = rows.collect::<Result<Vec<_>, _>>()?.into_iter();

        Ok(all.filter_map(|(id, text)| Some((id, serde_json::from_str(&text).ok()?))).collect())
    }

    /// A record of another branch.
    pub fn one_elsewhere<R: Record>(
        &self,
        stream: &StreamId,
        id: impl Into<Uuid>,
    ) -> Result<Option<R>, Error> {
        let fields = self.fields_elsewhere(stream, R::KIND, id.into())?;

        Ok(fields.and_then(|fields| serde_json::from_value(fields.into()).ok()))
    }

    /// The fields of a record of another branch, an order's state among them.
    pub fn fields_elsewhere(
        &self,
        stream: &StreamId,
        kind: &str,
        id: Uuid,
    ) -> Result<Option<domain::Fields>, Error> {
        let mut statement = self.db.prepare_cached(
            "select base from elsewhere where stream = ?1 and kind = ?2 and id = ?3",
        )?;
        let keys = params![stream.as_str(), kind, id];
        let text: Option<String> = statement.query_row(keys, |row| row.get(0)).optional()?;

        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

#[cfg(test)]
mod tests;
