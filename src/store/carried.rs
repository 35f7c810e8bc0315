//! Where the bytes of files are: here, at headquarters, and in a backup.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

use crate::{Error, Session, Watch};

/// The standing files that are still to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsent {
    /// So many.
    pub files: u64,
    /// So many bytes of them.
    pub bytes: u64,
}

/// A file that is to travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The figures of its hash.
    pub hash: String,
    /// How many bytes it has, as a fact says.
    pub size: u64,
}

/// A file that an order has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// The figures of its hash.
    pub hash: String,
    /// What it is called.
    pub name: String,
    /// The number of its order.
    pub order: String,
    /// Whether headquarters has it, or the desk that put it there is to send it: it can be fetched.
    pub elsewhere: bool,
}

/// Which files a backup carries.
#[derive(Debug, Clone)]
pub struct Packing {
    folder: Option<PathBuf>,
    all: bool,
}

impl Packing {
    /// None of them.
    pub fn nothing() -> Self {
        Self { folder: None, all: false }
    }

    /// Of those in `folder`, what headquarters has not confirmed; or all that any order has.
    pub fn of(folder: &Path, all: bool) -> Self {
        Self { folder: Some(folder.to_owned()), all }
    }
}

/// Where the bytes with this hash lie in the folder of files.
pub fn place_of(folder: &Path, hash: &str) -> PathBuf {
    folder.join(hash.get(..2).unwrap_or_default()).join(hash)
}

/// Whether these bytes are what the hash says.
pub fn is_what_it_says(hash: &str, bytes: &[u8]) -> bool {
    blake3::hash(bytes).to_hex().as_str() == hash
}

impl Session<'_> {
    /// How much waits to be sent.
    pub fn unsent(&self) -> Result<Unsent, Error> {
        let all = self.unsent_files(i64::MAX)?;
        let sum = |sum: Unsent, (file, _): &(Parcel, bool)| Unsent {
            files: sum.files + 1,
            bytes: sum.bytes + file.size,
        };

        Ok(all.iter().fold(Unsent::default(), sum))
    }

    /// What is to be sent, first what was there first, and whether headquarters has a fact that names it.
    pub fn unsent_files(&self, limit: i64) -> Result<Vec<(Parcel, bool)>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("carried/unsent.sql"))?;
        let rows = statement.query_map([limit], |row| {
            let size = row.get::<_, i64>(1)?.cast_unsigned();
            Ok((Parcel { hash: row.get(0)?, size }, row.get(2)?))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Files of open orders that are not here and have at most so many bytes, the newest first.
    pub fn wanted_files(&self, most: u64, limit: u32) -> Result<Vec<Parcel>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("carried/wanted.sql"))?;
        let rows = statement.query_map(params![most.cast_signed(), limit], |row| {
            Ok(Parcel { hash: row.get(0)?, size: row.get::<_, i64>(1)?.cast_unsigned() })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The files that orders have, with every name that one has.
    pub fn named_files(&self) -> Result<Vec<NamedFile>, Error> {
        let mut statement = self.db.prepare(include_str!("carried/named.sql"))?;
        let rows = statement.query_map([], |row| {
            let name: Option<String> = row.get(1)?;
            Ok(NamedFile {
                hash: row.get(0)?,
                name: name.unwrap_or_default(),
                order: row.get(2)?,
                elsewhere: row.get(3)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The hashes of all files that facts tell of, those that were taken away or erased, too.
    pub fn told_files(&self) -> Result<BTreeSet<String>, Error> {
        let told = "select distinct code from fact where kind = 'attachment' and code is not null";

        Ok(self.strings(told)?.into_iter().collect())
    }

    /// Files that lie here and were taken away everywhere before this moment.
    pub fn left_files(&self, before_ms: i64) -> Result<Vec<String>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("carried/left.sql"))?;
        let rows = statement.query_map([before_ms], |row| row.get(0))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The bytes of a file are here now. Whether headquarters has them has to be asked again if somebody put them there
    /// anew.
    pub fn is_here(&self, hash: &str, confirmed: Option<i64>) -> Result<(), Error> {
        self.db
            .prepare_cached(
                "insert into carried (hash, here, confirmed) values (?1, 1, ?2)
                 on conflict (hash) do update set here = 1, confirmed = excluded.confirmed",
            )?
            .execute(params![hash, confirmed])?;

        Ok(())
    }

    /// Whether headquarters has it must be asked again.
    pub fn ask_again(&self, hash: &str) -> Result<(), Error> {
        self.db
            .prepare_cached("update carried set confirmed = null where hash = ?1")?
            .execute([hash])?;

        Ok(())
    }

    /// The bytes of a file are not here any more.
    pub fn is_away(&self, hash: &str) -> Result<(), Error> {
        self.db.prepare_cached("update carried set here = 0 where hash = ?1")?.execute([hash])?;

        Ok(())
    }

    /// Headquarters has all of it.
    pub fn confirm(&self, hash: &str, at_ms: i64) -> Result<(), Error> {
        self.db
            .prepare_cached("update carried set confirmed = ?2 where hash = ?1")?
            .execute(params![hash, at_ms])?;

        Ok(())
    }

    /// What headquarters confirmed it may not have any more: it is another, or was put back to an earlier state.
    pub(crate) fn forget_confirmations(&self) -> Result<(), Error> {
        self.db.execute("update carried set confirmed = null where confirmed is not null", [])?;

        Ok(())
    }

    /// Whether headquarters has all of it, as far as is known here.
    pub fn is_confirmed(&self, hash: &str) -> Result<bool, Error> {
        let mut statement =
            self.db.prepare_cached("select confirmed is not null from carried where hash = ?1")?;

        Ok(statement.query_row([hash], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    /// Brings what is remembered of the files here up to what lies in the folder.
    pub fn look_for_files(&self, is_there: impl Fn(&str) -> bool) -> Result<(), Error> {
        let known = self.told_files()?;
        let here: BTreeSet<String> =
            self.strings("select hash from carried where here = 1")?.into_iter().collect();
        for hash in known.union(&here) {
            match (is_there(hash), here.contains(hash)) {
                (true, false) => {
                    let confirmed = self.is_confirmed(hash)?.then_some(0);
                    self.is_here(hash, confirmed)?;
                }
                (false, true) => self.is_away(hash)?,
                _ => {}
            }
        }

        Ok(())
    }

    fn strings(&self, sql: &str) -> Result<Vec<String>, Error> {
        let mut statement = self.db.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a backup carries: each file with its bytes, which are what its hash says. It is empty afterwards.
    pub fn unpack(
        &self,
        watch: &Watch,
        mut put: impl FnMut(&str, &[u8]) -> std::io::Result<()>,
    ) -> Result<usize, Error> {
        let hashes = self.strings("select hash from packed order by hash")?;
        for (nth, hash) in hashes.iter().enumerate() {
            watch.show(Some(nth as f32 / hashes.len() as f32))?;
            let bytes = packed(&self.db, hash)?;
            put(hash, &bytes)?;
            let confirmed = self.is_confirmed(hash)?.then_some(0);
            self.is_here(hash, confirmed)?;
        }
        self.db.execute("delete from packed", [])?;

        Ok(hashes.len())
    }
}

fn packed(db: &Connection, hash: &str) -> Result<Vec<u8>, Error> {
    let sql = "select bytes from packed where hash = ?1";
    let bytes: Vec<u8> = db.prepare_cached(sql)?.query_row([hash], |row| row.get(0))?;
    if !is_what_it_says(hash, &bytes) {
        return Err(Error::Damaged(format!("file {hash} is not what it was")));
    }

    Ok(bytes)
}

/// Whether all that a backup carries is what it was.
pub(crate) fn verify_packed(db: &Connection, watch: &Watch) -> Result<(), Error> {
    let there = "select 1 from sqlite_schema where name = 'packed'";
    if db.query_row(there, [], |_| Ok(())).optional()?.is_none() {
        return Ok(());
    }
    let mut statement = db.prepare("select hash from packed")?;
    for hash in statement.query_map([], |row| row.get::<_, String>(0))? {
        watch.show(None)?;
        packed(db, &hash?)?;
    }

    Ok(())
}

/// The files that go into a backup of this database, and how many bytes they have.
pub(crate) fn to_pack(db: &Connection, packing: &Packing) -> Result<Vec<(String, u64)>, Error> {
    if packing.folder.is_none() {
        return Ok(Vec::new());
    }
    let mut statement = db.prepare(
        "select fact.code, max(fact.amount)
         from fact indexed by fact_file
         left join carried on carried.hash = fact.code
         where fact.kind = 'attachment' and fact.code is not null and fact.amount > 0
           and (?1 or carried.confirmed is null)
         group by fact.code",
    )?;
    let rows = statement
        .query_map([packing.all], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts files into a copy. One that is not here, or not what its hash says, cannot be carried.
pub(crate) fn pack(copy: &Path, packing: &Packing, watch: &Watch) -> Result<(), Error> {
    let Some(folder) = &packing.folder else { return Ok(()) };
    let db = Connection::open(copy)?;
    let files = to_pack(&db, packing)?;
    let all: u64 = files.iter().map(|(_, size)| size).sum();
    let mut done = 0;
    db.execute_batch("pragma synchronous = off; begin")?;
    for (hash, size) in &files {
        watch.show(Some(done as f32 / all.max(1) as f32))?;
        done += size;
        let Ok(bytes) = std::fs::read(place_of(folder, hash)) else { continue };
        if is_what_it_says(hash, &bytes) {
            db.prepare_cached("insert into packed (hash, bytes) values (?1, ?2)")?
                .execute(params![hash, bytes])?;
        }
    }
    db.execute_batch("commit")?;
    drop(db);
    std::fs::OpenOptions::new().append(true).open(copy)?.sync_all()?;

    Ok(())
}
