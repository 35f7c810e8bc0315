//! Pull: a page of a stream.

use super::{Answer, HqTx, Rights};
use crate::wire::{Code, Pull, PullReply, Refusal};
use crate::{Env, limits};

/// Answers a pull at once; waiting is the transport's business.
pub fn answer(
    rights: &Rights,
    pull: &Pull,
    tx: &mut dyn HqTx,
    env: &mut dyn Env,
) -> Answer<PullReply> {
    if !rights.read.contains(&pull.stream) {
        return Ok(Err(Refusal::new(Code::NotFound, "no such stream")));
    }
    let head = tx.stream(&pull.stream)?;
    if pull.after > head.seq {
        return Ok(Err(Refusal::new(Code::Resync, "the cursor lies beyond the stream's end")));
    }

    let max_bytes = usize::try_from(pull.max).unwrap_or(limits::PAGE_BYTES).min(limits::PAGE_BYTES);
    let rows = tx.feed(&pull.stream, pull.after, max_bytes)?;
    let next = rows.last().map_or(head.seq, |row| row.seq);
    let digest = (next == head.seq).then_some(head.digest);

    Ok(Ok(PullReply { rows, next, head: head.seq, digest, clock: env.now_ms() }))
}
