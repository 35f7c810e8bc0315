//! Forgetting what was removed long ago, once it can no longer surprise anyone.

use super::snapshot::{is_stale, unpack};
use super::{Caller, Headquarters, HqTx, StorageFailure};
use crate::wire::Hello;
use crate::{Env, Laws, StreamId, limits};

/// What a device said last about how far it had come in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Everything at or below this was seen.
    pub seq: u64,
    /// When it said so or, if it never did, when it came, by headquarters' clock.
    pub at_ms: i64,
}

/// A record that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// What kind of record.
    pub kind: String,
    /// Its name.
    pub id: uuid::Uuid,
    /// Its place in the stream.
    pub seq: u64,
    /// By which operation it was removed.
    pub op_id: crate::OpId,
}

impl<L: Laws> Headquarters<L> {
    /// Whether what a caller says of itself is worth [remembering](Self::remember): seldom, so that saying hello need
    /// not write.
    pub fn is_news(
        &self,
        caller: Caller,
        hello: &Hello,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Result<bool, StorageFailure> {
        let noted = tx.noted(caller.device)?;
        let due = noted.is_none_or(|at_ms| env.now_ms() - at_ms >= limits::NOTE_MS);

        Ok(due && !hello.cursors.is_empty())
    }

    /// Remembers how far a caller has come.
    pub fn remember(
        &self,
        caller: Caller,
        hello: &Hello,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Result<(), StorageFailure> {
        let Some(rights) = tx.rights(caller.device)?.filter(|rights| !rights.revoked) else {
            return Ok(());
        };
        for cursor in hello.cursors.iter().take(limits::STREAMS) {
            if rights.read.contains(&cursor.stream) {
                let seq = cursor.seq.min(tx.stream(&cursor.stream)?.seq);
                let at_ms = env.now_ms();
                tx.put_note(caller.device, &cursor.stream, Note { seq, at_ms })?;
            }
        }
        Ok(())
    }

    /// Forgets records that were removed so long ago that nobody asks for them, and answers how many: every device that
    /// was heard of since has passed them, and one that was not will have to fetch the stream anew.
    pub fn compact(&self, tx: &mut dyn HqTx, env: &mut dyn Env) -> Result<u64, StorageFailure> {
        let mut forgotten = 0;
        for stream in tx.streams()? {
            forgotten += self.compact_stream(&stream, tx, env)?;
        }
        Ok(forgotten)
    }

    /// The same in one stream, where packets that are old or no longer right go too: whoever writes to the others need not wait.
    pub fn compact_stream(
        &self,
        stream: &StreamId,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Result<u64, StorageFailure> {
        let now_ms = env.now_ms();
        let forgotten = compact_one::<L>(stream, now_ms - limits::TOMBSTONE_MS, tx)?;
        if forgotten > 0 || is_stale(&tx.snapshot(stream)?, now_ms) {
            unpack(stream, tx)?;
        }

        Ok(forgotten)
    }
}

fn compact_one<L: Laws>(
    stream: &StreamId,
    oldest: i64,
    tx: &mut dyn HqTx,
) -> Result<u64, StorageFailure> {
    let mut head = tx.stream(stream)?;
    let heard = tx.notes(stream)?.into_iter().filter(|note| note.at_ms > oldest);
    let passed = heard.map(|note| note.seq).min().filter(|_| L::TOMBSTONES_WAIT);
    let mut forgotten = 0;

    for tombstone in tx.tombstones(stream, passed.unwrap_or(head.seq))? {
        // By headquarters' clock: the remover's may have been wrong.
        let removed = tx.receipt(tombstone.op_id)?.map(|receipt| receipt.at_ms);
        let due = removed.is_some_and(|at_ms| at_ms <= oldest)
            && !may_be_made_again(tx, stream, &tombstone)?;
        if due || !L::TOMBSTONES_WAIT {
            tx.forget(stream, &tombstone.kind, tombstone.id)?;
            forgotten += 1;
            if L::TOMBSTONES_WAIT {
                head.floor = head.floor.max(tombstone.seq);
            }
        }
    }
    if forgotten > 0 {
        tx.put_stream(stream, &head)?;
    }
    Ok(forgotten)
}

/// Whether a record came back from a device that still had it: its maker, away ever since, may bring its making once
/// more, and but for the tombstone it would be there again.
fn may_be_made_again(
    tx: &mut dyn HqTx,
    stream: &StreamId,
    removed: &Tombstone,
) -> Result<bool, StorageFailure> {
    let record = tx.record(stream, &removed.kind, removed.id)?;
    Ok(record.is_some_and(|it| it.made.is_salvaged()))
}

#[cfg(test)]
mod tests;
