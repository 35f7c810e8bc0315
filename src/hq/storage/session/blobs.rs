//! The bytes of files, in pieces, and which facts name them.

use domain::{Attachment, FileHash, Record as _};
use sync::hq::blob::{Begun, BlobTx};
use sync::hq::{Record, StorageFailure};
use sync::{DeviceId, Fields, StreamId};
use uuid::Uuid;

use super::feed::named;
use super::{Session, corrupt, name, signed, unsigned};
use crate::Error;
use crate::storage::sql::{Db, values};

type Sql<T> = Result<T, StorageFailure>;

/// Facts that are looked through at once when the index is made.
const PORTION: u32 = 500;

/// Under which name the pieces lie that a device sends of a file.
fn heap(hash: &FileHash, device: DeviceId) -> Uuid {
    let mut hasher = blake3::Hasher::new();
    hasher.update(hash.as_str().as_bytes()).update(device.0.as_bytes());
    let mut name = [0; 16];
    hasher.finalize_xof().fill(&mut name);

    Uuid::from_bytes(name)
}

impl BlobTx for Session<'_> {
    fn named(&mut self, hash: &FileHash) -> Sql<Vec<(StreamId, u64)>> {
        let sql = "SELECT stream.name, file_name.size FROM file_name
                   JOIN stream ON stream.no = file_name.stream
                   WHERE file_name.hash = ?1 ORDER BY file_name.stream, file_name.id";

        self.db.all(sql, values![hash.as_str()], |row| Ok((name(row, 0)?, unsigned(row.get(1)?))))
    }

    fn kept(&mut self, hash: &FileHash) -> Sql<Option<u64>> {
        let sql = "SELECT size FROM kept_file WHERE hash = ?1";

        self.db.one(sql, values![hash.as_str()], |row| Ok(unsigned(row.get(0)?)))
    }

    fn begun(&mut self, hash: &FileHash, device: DeviceId) -> Sql<Option<Begun>> {
        let sql = "SELECT size, held, pieces FROM begun_file WHERE hash = ?1 AND device = ?2";

        self.db.one(sql, values![hash.as_str(), device.0], |row| {
            let (size, held) = (unsigned(row.get(0)?), unsigned(row.get(1)?));
            Ok(Begun { size, held, pieces: row.get(2)? })
        })
    }

    fn promised(&mut self, device: Option<DeviceId>) -> Sql<u64> {
        let all = "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM begun_file";
        let of_one =
            "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM begun_file WHERE device = ?1";
        let sum = match device {
            Some(device) => self.db.one(of_one, values![device.0], |row| row.get(0))?,
            None => self.db.one(all, values![], |row| row.get(0))?,
        };

        Ok(unsigned(sum.unwrap_or(0)))
    }

    fn begin(&mut self, hash: &FileHash, device: DeviceId, size: u64, now_ms: i64) -> Sql<()> {
        let sql = "INSERT INTO begun_file (hash, device, file, size, held, pieces, at_ms)
                   VALUES (?1, ?2, ?3, ?4, 0, 0, ?5)";
        let file = heap(hash, device);

        self.run(sql, values![hash.as_str(), device.0, file, signed(size), now_ms])
    }

    fn add_piece(
        &mut self,
        (hash, device): (&FileHash, DeviceId),
        bytes: &[u8],
        now_ms: i64,
    ) -> Sql<()> {
        let gone = || StorageFailure("what was begun is gone".to_owned());
        let begun = self.begun(hash, device)?.ok_or_else(gone)?;
        let file = heap(hash, device);
        let sql = "UPDATE begun_file SET held = ?2, pieces = pieces + 1, at_ms = ?3
                   WHERE file = ?1 AND held = ?4";
        let held = signed(begun.held + bytes.len() as u64);
        // On a server another device may have made it whole since.
        if self.db.run(sql, values![file, held, now_ms, signed(begun.held)])? != 1 {
            return Err(gone());
        }
        let sql = "INSERT INTO file_piece (file, at, bytes) VALUES (?1, ?2, ?3)";

        self.run(sql, values![file, signed(begun.held), bytes])
    }

    fn each_piece(
        &mut self,
        hash: &FileHash,
        device: DeviceId,
        show: &mut dyn FnMut(&[u8]),
    ) -> Sql<()> {
        self.pieces(heap(hash, device), |_, bytes| {
            show(&bytes);
            Ok(())
        })
    }

    fn keep(&mut self, hash: &FileHash, device: DeviceId) -> Sql<()> {
        let sql = "INSERT INTO kept_file (hash, file, size)
                   SELECT hash, file, size FROM begun_file WHERE hash = ?1 AND device = ?2";
        self.run(sql, values![hash.as_str(), device.0])?;
        let sql = "DELETE FROM begun_file WHERE hash = ?1 AND device = ?2";
        self.run(sql, values![hash.as_str(), device.0])?;

        self.drop_all_begun(hash)
    }

    fn drop_begun(&mut self, hash: &FileHash, device: DeviceId) -> Sql<()> {
        self.drop_pieces(heap(hash, device))?;
        let sql = "DELETE FROM begun_file WHERE hash = ?1 AND device = ?2";

        self.run(sql, values![hash.as_str(), device.0])
    }

    fn drop_stale(&mut self, before_ms: i64) -> Sql<()> {
        let sql = "SELECT file FROM begun_file WHERE at_ms < ?1 ORDER BY file LIMIT 100";
        for file in self.db.all(sql, values![before_ms], |row| row.get::<Uuid>(0))? {
            self.drop_pieces(file)?;
            self.run("DELETE FROM begun_file WHERE file = ?1", values![file])?;
        }
        Ok(())
    }

    fn bytes(&mut self, hash: &FileHash, at: u64, most: usize) -> Sql<Vec<u8>> {
        let sql = "SELECT file FROM kept_file WHERE hash = ?1";
        let file: Option<Uuid> = self.db.one(sql, values![hash.as_str()], |row| row.get(0))?;
        let file = file.ok_or_else(|| corrupt("a file"))?;
        // The piece that `at` lies in, and those after it.
        let sql = "SELECT at, bytes FROM file_piece
                   WHERE file = ?1 AND at < ?3 AND at >= (
                       SELECT max(at) FROM file_piece WHERE file = ?1 AND at <= ?2
                   )
                   ORDER BY at";
        let end = signed(at.saturating_add(most as u64));
        let mut bytes: Vec<u8> = Vec::new();
        self.db.each(sql, values![file, signed(at), end], |row| {
            let (first, piece): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
            let skip = usize::try_from(at.saturating_sub(unsigned(first))).unwrap_or(usize::MAX);
            let room = most - bytes.len();
            bytes.extend(piece.iter().skip(skip).take(room));
            Ok(bytes.len() < most)
        })?;

        Ok(bytes)
    }
}

impl Session<'_> {
    /// Brings the index of files up to this fact. Bytes that no fact names any more go with the last one.
    pub(super) fn index_file(&self, stream: i64, fact: &Record) -> Sql<()> {
        let sql = "SELECT hash FROM file_name WHERE stream = ?1 AND id = ?2";
        let before: Vec<String> =
            self.db.all(sql, values![stream, fact.id], |row| row.get::<String>(0))?;
        let sql = "DELETE FROM file_name WHERE stream = ?1 AND id = ?2";
        if !before.is_empty() {
            self.run(sql, values![stream, fact.id])?;
        }
        if fact.removed.is_none() {
            self.name_file((stream, fact.id), &fact.body, fact.made.at_ms)?;
        }
        // A restored headquarters may hear of an erasure before it hears of the file: then there is nothing to find.
        let own = file_of(&fact.body).map(|file| String::from(file.hash));
        let hashes = before.into_iter().chain(own);
        for hash in hashes.filter_map(|hash| FileHash::parse(&hash)) {
            self.forget_unnamed(&hash)?;
        }
        Ok(())
    }

    fn name_file(&self, (stream, id): (i64, Uuid), body: &Fields, at_ms: i64) -> Sql<()> {
        let Some(file) = file_of(body).filter(|file| !file.is_erased()) else { return Ok(()) };
        let sql = "INSERT INTO file_name (hash, stream, id, size, withdraws, at_ms)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
        let withdraws = file.withdraws.map(|other| other.0);

        self.run(sql, values![file.hash.as_str(), stream, id, signed(file.size), withdraws, at_ms])
    }

    /// Indexes the files that were there before the index was.
    pub(in crate::storage) fn name_all_files(&self) -> Sql<()> {
        let sql = "SELECT id, body, no, stream, made_at FROM feed
                   WHERE kind = ?2 AND removed_rev IS NULL AND no > ?1 ORDER BY no LIMIT ?3";
        let mut after = 0_i64;
        loop {
            let page = self.db.all(sql, values![after, Attachment::KIND, PORTION], |row| {
                let (id, body) = named(row)?;
                Ok((id, body, (row.get::<i64>(2)?, row.get::<i64>(3)?, row.get::<i64>(4)?)))
            })?;
            let Some((_, _, (last, _, _))) = page.last() else { return Ok(()) };
            after = *last;
            for (id, body, (_, stream, made)) in &page {
                self.name_file((*stream, *id), body, *made)?;
            }
        }
    }

    /// The bytes of a file go that no fact names.
    fn forget_unnamed(&self, hash: &FileHash) -> Sql<()> {
        let sql = "SELECT 1 FROM file_name WHERE hash = ?1 LIMIT 1";
        if self.db.one(sql, values![hash.as_str()], |_| Ok(()))?.is_some() {
            return Ok(());
        }

        self.forget_bytes(hash)
    }

    fn forget_bytes(&self, hash: &FileHash) -> Sql<()> {
        self.drop_all_begun(hash)?;
        let sql = "SELECT file FROM kept_file WHERE hash = ?1";
        for file in self.db.all(sql, values![hash.as_str()], |row| row.get::<Uuid>(0))? {
            self.drop_pieces(file)?;
        }

        self.run("DELETE FROM kept_file WHERE hash = ?1", values![hash.as_str()])
    }

    fn drop_all_begun(&self, hash: &FileHash) -> Sql<()> {
        let sql = "SELECT file FROM begun_file WHERE hash = ?1";
        for file in self.db.all(sql, values![hash.as_str()], |row| row.get::<Uuid>(0))? {
            self.drop_pieces(file)?;
        }

        self.run("DELETE FROM begun_file WHERE hash = ?1", values![hash.as_str()])
    }

    /// Pieces go for good: in a file of ours they are written over first, because free pages keep what was in them.
    fn drop_pieces(&self, file: Uuid) -> Sql<()> {
        if matches!(self.db, Db::Sqlite(_)) {
            let sql = "UPDATE file_piece SET bytes = zeroblob(length(bytes)) WHERE file = ?1";
            self.run(sql, values![file])?;
        }

        self.run("DELETE FROM file_piece WHERE file = ?1", values![file])
    }

    /// Bytes go of files that were taken away everywhere before this moment; at most a hundred files at once. How many.
    pub(crate) fn forget_withdrawn(&self, before_ms: i64) -> Result<usize, Error> {
        let sql = "SELECT DISTINCT gone.hash FROM file_name AS gone
                   JOIN kept_file ON kept_file.hash = gone.hash
                   WHERE gone.withdraws IS NOT NULL AND gone.at_ms < ?1
                       AND NOT EXISTS (
                           SELECT 1 FROM file_name AS own
                           WHERE own.hash = gone.hash
                               AND (own.at_ms >= ?1 OR own.withdraws IS NULL AND NOT EXISTS (
                                   SELECT 1 FROM file_name AS other
                                   WHERE other.hash = own.hash AND other.stream = own.stream
                                       AND other.withdraws = own.id
                               ))
                       )
                   ORDER BY gone.hash LIMIT 100";
        let hashes: Vec<String> = self.db.all(sql, values![before_ms], |row| row.get(0))?;
        for hash in hashes.iter().filter_map(|hash| FileHash::parse(hash)) {
            self.forget_bytes(&hash)?;
        }

        Ok(hashes.len())
    }

    /// Shows every file that is whole: its hash, how many bytes it should have, and whether its pieces are that.
    pub(crate) fn each_kept_file(&self, mut show: impl FnMut(String, bool)) -> Result<(), Error> {
        let sql = "SELECT hash, file, size FROM kept_file WHERE hash > ?1 ORDER BY hash LIMIT 500";
        let mut after = String::new();
        loop {
            let page = self.db.all(sql, values![after], |row| {
                Ok((row.get::<String>(0)?, row.get::<Uuid>(1)?, row.get::<i64>(2)?))
            })?;
            let Some((last, _, _)) = page.last() else { return Ok(()) };
            after.clone_from(last);
            for (hash, file, size) in page {
                let (mut hasher, mut end) = (blake3::Hasher::new(), 0);
                self.pieces(file, |at, bytes| {
                    // A gap or an overlap is found by the hash.
                    end = at + signed(bytes.len() as u64);
                    hasher.update(&bytes);
                    Ok(())
                })?;
                let sound = end == size && hasher.finalize().to_hex().as_str() == hash;
                show(hash, sound);
            }
        }
    }

    /// Shows the pieces of a file in order.
    fn pieces(&self, file: Uuid, mut show: impl FnMut(i64, Vec<u8>) -> Sql<()>) -> Sql<()> {
        let sql = "SELECT at, bytes FROM file_piece WHERE file = ?1 ORDER BY at";

        self.db.each(sql, values![file], |row| {
            show(row.get(0)?, row.get(1)?)?;
            Ok(true)
        })
    }
}

/// What a fact says of a file; none if this version cannot read it.
fn file_of(body: &Fields) -> Option<Attachment> {
    serde_json::from_value(serde_json::Value::Object(body.clone())).ok()
}
