//! Snapshots: the pages of a large stream, packed once and given out as they lie to whoever fetches it.
//!
//! A packet is a page of the feed as it was at some moment, and an answer to a pull ever after. What has moved on since
//! lies above its end, so whoever has it comes upon that later, as if they had asked then and been slow. Two things end
//! that, and all packets of the stream go in the transaction in which they happen: a removal that is forgotten, for
//! nobody would come upon it, and an erasure, for the words lie here too. A restored headquarters begins without any.

use super::{Headquarters, HqTx, StorageFailure};
use crate::{Env, Epoch, Laws, Sealed, StreamId, limits};

/// Half of a page is names and hashes that do not compress: only level 19 finds 5 % more, in a hundred times the time.
const LEVEL: i32 = 1;

/// What is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packing {
    /// Streams with more rows than this.
    pub rows: u64,
    /// In pages of so many bytes of rows.
    pub bytes: usize,
}

impl Default for Packing {
    fn default() -> Self {
        Self { rows: limits::SNAPSHOT_ROWS, bytes: limits::PULL_BYTES }
    }
}

/// How far the packing of a stream has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// Grows whenever all packets go, so that nothing is added that was read before. 0 if nobody ever began.
    pub run: u64,
    /// Where the last packet ends. The first begins at 0, each of the others where one ends.
    pub upto: u64,
    /// So many rows lie in them.
    pub rows: u64,
    /// When the first was made.
    pub begun_ms: i64,
    /// Until then somebody is about to make more.
    pub held_ms: i64,
}

impl Snapshot {
    /// A clock that was set back by more than that keeps nobody away.
    fn is_held(&self, now_ms: i64) -> bool {
        (now_ms + 1..=now_ms + limits::SNAPSHOT_HELD_MS).contains(&self.held_ms)
    }
}

/// A page of a stream, packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packet {
    /// It holds what lies above this.
    pub after: u64,
    /// Up to this: the place of its last row.
    pub next: u64,
    /// So many rows.
    pub rows: u64,
    /// BLAKE3 over its place and its bytes.
    pub hash: [u8; 32],
    /// The rows as a JSON list, in one frame of zstd.
    pub bytes: Vec<u8>,
}

impl Packet {
    /// Whether it is as it was made.
    pub fn is_intact(&self) -> bool {
        self.hash == hash(self.after, self.next, &self.bytes)
    }

    /// The rows; none if it was never one.
    pub fn open(&self) -> Option<Vec<Sealed>> {
        let text = zstd::decode_all(&self.bytes[..]).ok()?;

        serde_json::from_slice(&text).ok()
    }
}

fn hash(after: u64, next: u64, bytes: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&after.to_be_bytes()).update(&next.to_be_bytes()).update(bytes);

    hasher.finalize().into()
}

/// Rows that are to become a packet.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    epoch: Epoch,
    run: u64,
    after: u64,
    rows: Vec<Sealed>,
}

/// A packet that is to be kept, if nothing forbade it since its rows were read.
#[derive(Debug, Clone, PartialEq)]
pub struct Packed {
    epoch: Epoch,
    run: u64,
    packet: Packet,
}

impl Batch {
    /// Packs the rows: work that needs no database.
    pub fn pack(&self) -> Option<Packed> {
        let (after, next) = (self.after, self.rows.last()?.seq);
        let text = serde_json::to_vec(&self.rows).ok()?;
        let bytes = zstd::bulk::compress(&text, LEVEL).ok()?;
        let (rows, hash) = (self.rows.len() as u64, hash(after, next, &bytes));

        Some(Packed {
            epoch: self.epoch,
            run: self.run,
            packet: Packet { after, next, rows, hash, bytes },
        })
    }
}

impl<L: Laws> Headquarters<L> {
    /// Packs other streams, in other pages.
    #[must_use]
    pub fn packing(self, packing: Packing) -> Self {
        Self { packing, ..self }
    }

    /// Whether more of a stream is worth packing, and nobody is about to.
    pub fn wants_packing(
        &self,
        stream: &StreamId,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Result<bool, StorageFailure> {
        if tx.snapshot(stream)?.is_held(env.now_ms())
            || tx.packed_bytes()? >= limits::SNAPSHOT_BYTES
        {
            return Ok(false);
        }
        let head = tx.stream(stream)?.seq;

        Ok(tx.count(stream, head)? > self.packing.rows && self.batch(stream, tx)?.is_some())
    }

    /// The caller is going to pack a stream, and nobody else meanwhile. Answers whether that is so. Packets that are
    /// mostly of rows that have moved on go.
    pub fn begin_packing(
        &self,
        stream: &StreamId,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Result<bool, StorageFailure> {
        tx.stream(stream)?;
        let mut snapshot = tx.snapshot(stream)?;
        let now_ms = env.now_ms();
        if snapshot.is_held(now_ms) {
            return Ok(false);
        }
        if snapshot.upto > 0 && snapshot.rows > tx.count(stream, snapshot.upto)? * 3 / 2 {
            unpack(stream, tx)?;
            snapshot = tx.snapshot(stream)?;
        }
        let (run, held_ms) = (snapshot.run.max(1), now_ms + limits::SNAPSHOT_HELD_MS);
        tx.put_snapshot(stream, &Snapshot { run, held_ms, ..snapshot })?;

        Ok(true)
    }

    /// The rows of the next packet; none while they do not fill one, for at the stream's end it still grows.
    pub fn batch(
        &self,
        stream: &StreamId,
        tx: &mut dyn HqTx,
    ) -> Result<Option<Batch>, StorageFailure> {
        let Snapshot { run, upto, .. } = tx.snapshot(stream)?;
        let rows = tx.feed(stream, upto, self.packing.bytes)?;
        let Some(last) = rows.last() else { return Ok(None) };
        let is_full = !tx.feed(stream, last.seq, 1)?.is_empty();

        let epoch = tx.epoch()?;

        Ok(is_full.then_some(Batch { epoch, run, after: upto, rows }))
    }

    /// Keeps a packet. Answers whether: not if others have gone, or another was kept, since its rows were read.
    pub fn keep(
        &self,
        stream: &StreamId,
        packed: &Packed,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Result<bool, StorageFailure> {
        // Under the stream's lock, as whatever makes packets go.
        tx.stream(stream)?;
        let snapshot = tx.snapshot(stream)?;
        let Packed { epoch, run, packet } = packed;
        // A headquarters that was restored counts runs from where its backup was.
        let is_young = (tx.epoch()?, snapshot.run) == (*epoch, *run);
        let is_young = is_young || !L::PACKETS_ARE_OF_THEIR_RUN;
        if !is_young || snapshot.upto != packet.after {
            return Ok(false);
        }
        let now_ms = env.now_ms();
        let begun_ms = if snapshot.upto == 0 { now_ms } else { snapshot.begun_ms };
        tx.put_packet(stream, packet)?;
        tx.put_snapshot(
            stream,
            &Snapshot {
                upto: packet.next,
                rows: snapshot.rows + packet.rows,
                begun_ms,
                held_ms: now_ms + limits::SNAPSHOT_HELD_MS,
                ..snapshot
            },
        )?;

        Ok(true)
    }

    /// The caller packs no more of a stream.
    pub fn end_packing(&self, stream: &StreamId, tx: &mut dyn HqTx) -> Result<(), StorageFailure> {
        tx.stream(stream)?;
        let snapshot = tx.snapshot(stream)?;

        tx.put_snapshot(stream, &Snapshot { held_ms: 0, ..snapshot })
    }
}

/// All packets of a stream go, whoever is about to make more. Called under the stream's lock.
pub(super) fn unpack(stream: &StreamId, tx: &mut dyn HqTx) -> Result<(), StorageFailure> {
    let Snapshot { run, .. } = tx.snapshot(stream)?;
    if run == 0 {
        return Ok(());
    }
    tx.drop_packets(stream)?;

    tx.put_snapshot(stream, &Snapshot { run: run + 1, ..Snapshot::default() })
}

/// Whether packets are so old that the rows of the present fit better.
pub(super) fn is_stale(snapshot: &Snapshot, now_ms: i64) -> bool {
    snapshot.upto > 0 && now_ms.abs_diff(snapshot.begun_ms) >= limits::SNAPSHOT_MS.unsigned_abs()
}

#[cfg(test)]
mod tests;
