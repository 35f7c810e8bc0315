//! Hello: what headquarters knows of a caller.

use super::{Answer, Caller, HqTx, Rights};
use crate::wire::{Code, Cursor, Hello, HelloReply, OTHER_BRANCHES, Refusal, Safe};
use crate::{Chain, Env, StreamId, limits};

/// Answers a hello; `oldest` is the oldest schema that may pull.
pub fn answer(
    caller: Caller,
    rights: &Rights,
    (hello, oldest): (&Hello, u32),
    tx: &mut dyn HqTx,
    env: &mut dyn Env,
) -> Answer<HelloReply> {
    if hello.device != caller.device {
        return Ok(Err(Refusal::new(Code::Unauthorized, "the token is of another device")));
    }
    let head = tx.incarnation(hello.inc)?;
    if head.is_some_and(|head| head.device != caller.device) {
        return Ok(Err(Refusal::new(Code::Fork, "this incarnation is another device's")));
    }

    let mut safe = Vec::new();
    for inc in hello.lives.iter().take(limits::LIVES).chain([&hello.inc]) {
        let own = tx.incarnation(*inc)?.is_some_and(|head| head.device == caller.device);
        let n = if own { tx.safe(*inc)? } else { 0 };
        if n > 0 {
            safe.push(Safe { inc: *inc, n });
        }
    }
    let mut streams = Vec::new();
    let apart = hello.caps.iter().any(|cap| cap == OTHER_BRANCHES);
    let own = rights.read.first().and_then(StreamId::branch_code);
    let told =
        |stream: &&StreamId| apart || stream.branch_code().is_none_or(|code| Some(code) == own);
    for stream in rights.read.iter().filter(told) {
        streams.push(Cursor { stream: stream.clone(), seq: tx.stream(stream)?.seq });
    }

    Ok(Ok(HelloReply {
        epoch: tx.epoch()?,
        last_n: head.map_or(0, |head| head.n),
        chain: head.map_or(Chain::START, |head| head.chain),
        streams,
        safe,
        may_pull: hello.schema >= oldest,
        role: rights.role.of_desk(),
        clock: env.now_ms(),
    }))
}
