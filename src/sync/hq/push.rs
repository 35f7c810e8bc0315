//! Push: operations in, each with an end.

use std::collections::BTreeSet;

use super::merge::{self, Author};
use super::{Answer, Headquarters, HqTx, IncarnationHead, Receipt, Rights, StorageFailure};
use crate::wire::{Code, OpResult, Outcome, Push, PushReply, Refusal, Verdict, Why};
use crate::{Chain, DeviceId, Env, Incarnation, Laws, Operation, limits};

/// Who pushes, and what they may do.
#[derive(Clone, Copy)]
pub struct Guest<'a> {
    /// The device.
    pub device: DeviceId,
    /// Its rights.
    pub rights: &'a Rights,
}

/// An operation as it arrived.
struct Arrival<'a> {
    op: &'a Operation,
    n: u64,
    body_hash: [u8; 32],
    /// The chain after it.
    chain: Chain,
    size: usize,
    known: Option<Receipt>,
}

impl<L: Laws> Headquarters<L> {
    /// Takes operations in. Either every one of them gets an end, or the whole push is refused.
    pub(super) fn push(
        &self,
        Guest { device, rights }: Guest<'_>,
        push: &Push,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Answer<PushReply> {
        if push.ops.len() > limits::PUSH_OPERATIONS {
            return Ok(Err(Refusal::new(Code::TooLarge, "too many operations at once")));
        }
        if push.first_n == 0 || push.ops.iter().zip(push.first_n..).any(|(op, n)| op.n != n) {
            return Ok(Err(Refusal::new(Code::Malformed, "the numbers are not dense")));
        }
        let names: BTreeSet<_> = push.ops.iter().map(|op| op.op_id).collect();
        if names.len() < push.ops.len() {
            return Ok(Err(Refusal::new(Code::Malformed, "two operations share a name")));
        }
        let start = IncarnationHead { device, n: 0, chain: Chain::START };
        let mut head = tx.incarnation(push.inc)?.unwrap_or(start);
        let arrivals = arrivals::<L>(push, head, tx)?;
        if !rights.revoked
            && let Err(refusal) = continues::<L>(device, push, &head, &arrivals)
        {
            return Ok(Err(refusal));
        }

        let now_ms = env.now_ms();
        let mut results = Vec::with_capacity(arrivals.len());
        for arrival in &arrivals {
            let outcome = self.take(Guest { device, rights }, push.inc, (arrival, now_ms), tx)?;
            results.push(OpResult { n: arrival.n, outcome });
            if arrival.n == head.n + 1 && !rights.revoked {
                head = IncarnationHead { n: arrival.n, chain: arrival.chain, ..head };
            }
        }
        if !rights.revoked && !results.is_empty() {
            tx.put_incarnation(push.inc, &head)?;
        }

        Ok(Ok(PushReply { results, last_n: head.n, chain: head.chain, clock: now_ms }))
    }

    /// One operation: its old end if it is known, else a new one, remembered with it.
    fn take(
        &self,
        Guest { device, rights }: Guest<'_>,
        inc: Incarnation,
        (arrival, now_ms): (&Arrival<'_>, i64),
        tx: &mut dyn HqTx,
    ) -> Result<Outcome, StorageFailure> {
        let op = arrival.op;
        if let Some(known) = &arrival.known {
            if known.body_hash != arrival.body_hash && L::KNOWN_BY_NAME {
                tx.alarm(device, op.op_id)?;
                return Ok(Outcome::without_effect(Verdict::Rejected, Why::OtherBody));
            }
            if (known.inc, known.n) != (inc, arrival.n) && known.device == device && !rights.revoked
            {
                tx.move_receipt(op.op_id, inc, arrival.n)?;
            }
            return Ok(known.outcome);
        }

        let outcome = if rights.revoked {
            Outcome::without_effect(Verdict::Quarantined, Why::Revoked)
        } else if L::SCOPE_HOLDS_ON_WRITE && !rights.write.contains(&op.stream) {
            Outcome::without_effect(Verdict::Rejected, Why::NotFound)
        } else if arrival.size > limits::OPERATION_BYTES {
            Outcome::without_effect(Verdict::Rejected, Why::TooLarge)
        } else {
            merge::apply::<L>(op, Author { role: rights.role, inc, now_ms }, &*self.rules, tx)?
        };
        let receipt = Receipt {
            op_id: op.op_id,
            body_hash: arrival.body_hash,
            device,
            inc,
            n: arrival.n,
            at_ms: now_ms,
            outcome,
        };
        tx.put_receipt(&receipt, op)?;
        Ok(outcome)
    }
}

fn arrivals<'a, L: Laws>(
    push: &'a Push,
    head: IncarnationHead,
    tx: &mut dyn HqTx,
) -> Result<Vec<Arrival<'a>>, StorageFailure> {
    let mut chain = push.prev_chain;
    let mut arrivals = Vec::with_capacity(push.ops.len());

    for (op, n) in push.ops.iter().zip(push.first_n..) {
        let bytes = op.canonical();
        chain = chain.then(&bytes);
        let mut known = tx.receipt(op.op_id)?;
        if !L::KNOWN_BY_NAME && n <= head.n {
            let outcome = Outcome { result: Verdict::Applied, rev: 0, seq: 0, why: None };
            let (op_id, device, inc) = (op.op_id, head.device, push.inc);
            known = known.or(Some(Receipt {
                op_id,
                body_hash: [0; 32],
                device,
                inc,
                n,
                at_ms: 0,
                outcome,
            }));
        }
        let body_hash = *blake3::hash(&bytes).as_bytes();
        arrivals.push(Arrival { op, n, body_hash, chain, size: bytes.len(), known });
    }
    Ok(arrivals)
}

/// Whether these operations continue the history that headquarters knows.
fn continues<L: Laws>(
    device: DeviceId,
    push: &Push,
    head: &IncarnationHead,
    arrivals: &[Arrival<'_>],
) -> Result<(), Refusal> {
    if head.device != device {
        return Err(Refusal::new(Code::Fork, "this incarnation is another device's"));
    }
    if push.first_n > head.n + 1 {
        return Err(Refusal::new(Code::Gap, format!("the last operation here is {}", head.n)));
    }
    if !L::KNOWN_BY_NAME {
        return Ok(());
    }
    let fork = || Refusal::new(Code::Fork, "not the history that is known here");
    if push.first_n == head.n + 1 && push.prev_chain != head.chain {
        return Err(fork());
    }
    let forked = |arrival: &Arrival<'_>| {
        let unknown = arrival.n <= head.n && arrival.known.is_none();
        unknown || (arrival.n == head.n && arrival.chain != head.chain)
    };

    if arrivals.iter().any(forked) { Err(fork()) } else { Ok(()) }
}
