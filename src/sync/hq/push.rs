//! Push: operations in, each with an end.

use std::borrow::Cow;
use std::collections::BTreeSet;

use domain::erasure::owners;

use super::heads::Heads;
use super::merge::{self, Author};
use super::{Answer, Headquarters, HqTx, IncarnationHead, Receipt, Rights, StorageFailure};
use crate::wire::{Code, OpResult, Outcome, Push, PushReply, Refusal, Verdict, Why};
use crate::{Chain, Change, DeviceId, Env, Incarnation, Laws, Operation, erasure, limits};

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
    op: Cow<'a, Operation>,
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
        // Numbers are counted in 63 bits, as every database can.
        let last_n = push.first_n.checked_add(push.ops.len() as u64);
        if push.first_n == 0 || last_n.is_none_or(|last_n| last_n > i64::MAX.unsigned_abs()) {
            return Ok(Err(Refusal::new(Code::Malformed, "no operation has such a number")));
        }
        if push.ops.iter().zip(push.first_n..).any(|(op, n)| op.n != n) {
            return Ok(Err(Refusal::new(Code::Malformed, "the numbers are not dense")));
        }
        let names: BTreeSet<_> = push.ops.iter().map(|op| op.op_id).collect();
        if names.len() < push.ops.len() {
            return Ok(Err(Refusal::new(Code::Malformed, "two operations share a name")));
        }
        let start = IncarnationHead { device, n: 0, chain: Chain::START };
        let mut head = tx.incarnation(push.inc)?.unwrap_or(start);
        let Some(arrivals) = arrivals::<L>(push, head, tx)? else {
            return Ok(Err(Refusal::new(Code::Malformed, "not an operation")));
        };
        if !rights.revoked
            && let Err(refusal) = continues::<L>(device, push, &head, &arrivals)
        {
            return Ok(Err(refusal));
        }
        if rights.revoked && !has_room(device, &arrivals, tx)? {
            return Ok(Err(Refusal::new(
                Code::Revoked,
                "no more is kept of a device that was sent away",
            )));
        }

        let now_ms = env.now_ms();
        let mut heads = Heads::default();
        let mut results = Vec::with_capacity(arrivals.len());
        for arrival in &arrivals {
            let guest = Guest { device, rights };
            let outcome = self.take(guest, push.inc, (arrival, now_ms), (tx, &mut heads))?;
            results.push(OpResult { n: arrival.n, outcome });
            if arrival.n == head.n + 1 && !rights.revoked {
                head = IncarnationHead { n: arrival.n, chain: arrival.chain, ..head };
            }
        }
        heads.write(tx)?;
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
        (tx, heads): (&mut dyn HqTx, &mut Heads),
    ) -> Result<Outcome, StorageFailure> {
        let op = &*arrival.op;
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

        let outcome = if L::SCOPE_HOLDS_ON_WRITE && !rights.write.contains(&op.stream) {
            Outcome::without_effect(Verdict::Rejected, Why::NotFound)
        } else if arrival.size > limits::OPERATION_BYTES {
            Outcome::without_effect(Verdict::Rejected, Why::TooLarge)
        } else if rights.revoked {
            Outcome::without_effect(Verdict::Quarantined, Why::Revoked)
        } else {
            let author = Author { role: rights.role, inc, now_ms };
            merge::apply::<L>(op, author, &*self.rules, (tx, heads))?
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
        let logged = for_the_log::<L>(op, (tx, heads))?;
        tx.put_receipt(&receipt, &logged)?;
        Ok(outcome)
    }
}

/// An operation as it is kept: without what it says of those who were erased.
pub(super) fn for_the_log<'a, L: Laws>(
    op: &'a Operation,
    (tx, heads): (&mut dyn HqTx, &mut Heads),
) -> Result<Cow<'a, Operation>, StorageFailure> {
    if !L::LOG_FORGETS_THE_ERASED {
        return Ok(Cow::Borrowed(op));
    }
    let mut erased = BTreeSet::new();
    for change in &op.changes {
        let (Change::Create { kind, body: fields, .. }
        | Change::Patch { kind, fields, .. }
        | Change::Fact { kind, body: fields, .. }) = change
        else {
            continue;
        };
        for id in [change.id()].into_iter().chain(owners(kind, fields)) {
            if heads.is_erased(&op.stream, id, tx)? {
                erased.insert(id);
            }
        }
    }
    let emptied = erasure::emptied(op, &|id| erased.contains(&id));

    Ok(emptied.map_or(Cow::Borrowed(op), Cow::Owned))
}

/// None if one of them is no operation.
fn arrivals<'a, L: Laws>(
    push: &'a Push,
    head: IncarnationHead,
    tx: &mut dyn HqTx,
) -> Result<Option<Vec<Arrival<'a>>>, StorageFailure> {
    let mut chain = push.prev_chain;
    let mut arrivals = Vec::with_capacity(push.ops.len());

    for (posted, n) in push.ops.iter().zip(push.first_n..) {
        let Some(op) = posted.read() else { return Ok(None) };
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
        let body_hash = op.body_hash_of(&bytes);
        arrivals.push(Arrival { op, n, body_hash, chain, size: bytes.len(), known });
    }
    Ok(Some(arrivals))
}

/// Whether so much more may be kept of a device that was sent away.
fn has_room(
    device: DeviceId,
    arrivals: &[Arrival<'_>],
    tx: &mut dyn HqTx,
) -> Result<bool, StorageFailure> {
    let news = || arrivals.iter().filter(|arrival| arrival.known.is_none());
    if news().next().is_none() {
        return Ok(true);
    }
    let kept = tx.without_effect(device)?;
    let operations = kept.operations + news().count() as u64;
    let bytes = kept.bytes + news().map(|arrival| arrival.size as u64).sum::<u64>();

    Ok(operations <= limits::LATE_OPERATIONS && bytes <= limits::LATE_BYTES)
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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use crate::client::Effect;
    use crate::testing::{Office, branch, object};
    use crate::wire::{Code, Outcome, Verdict, Why};
    use crate::{Change, Incarnation, OpId, Operation, Posted, StreamId};

    fn office_with_one_deed() -> Office {
        let mut office = Office::new();
        deed(&mut office, branch());
        office
    }

    fn deed(office: &mut Office, stream: StreamId) {
        let (kind, id) = ("customer".to_owned(), office.id());
        let body = object(json!({"name": "Wang"}));
        office.record_in(0, stream, vec![Change::Create { kind, id, body }]);
    }

    #[test]
    fn a_push_repeated_gets_the_same_answer_and_changes_nothing() {
        let mut office = office_with_one_deed();
        let push = office.next_push(0);
        let first = office.send(0, push.clone());
        let rows = office.hq.rows(&branch());

        assert_eq!(office.send(0, push), first);
        assert_eq!(office.hq.rows(&branch()), rows);
    }

    #[test]
    fn another_operation_under_an_old_number_is_a_fork() {
        let mut office = office_with_one_deed();
        let backup = office.desks[0].clone();
        office.push(0);
        office.desks[0] = backup;
        deed(&mut office, branch());
        deed(&mut office, branch());
        let mut other = office.next_push(0);
        other.ops.remove(0);
        other.first_n = 2;
        other.prev_chain = crate::Chain([9; 32]);

        assert_eq!(office.send(0, other).map_err(|it| it.code), Err(Code::Fork));
        let mut old = office.next_push(0);
        let name = crate::OpId(office.id());
        old.ops[0].edit(|op| op.op_id = name);
        assert_eq!(office.send(0, old).map_err(|it| it.code), Err(Code::Fork));
    }

    #[test]
    fn operations_that_were_renumbered_are_recognised() {
        let mut office = office_with_one_deed();
        let sent = office.next_push(0);
        let first = office.send(0, sent).expect("accepted").results[0].outcome;
        let inc = Incarnation(office.id());
        office.desks[0].store(&Effect::NewIncarnation(inc));
        deed(&mut office, branch());
        let ends = office.push(0);

        assert_eq!((ends[0], ends[1].result), (first, Verdict::Applied));
        assert_eq!(office.hq.receipts().count(), 2);
    }

    #[test]
    fn a_missing_operation_is_a_gap_and_nothing_is_taken() {
        let mut office = office_with_one_deed();
        deed(&mut office, branch());
        let mut push = office.next_push(0);
        let first = push.ops.remove(0);
        let first = first.read().expect("an operation");
        (push.first_n, push.prev_chain) = (2, first.chain(push.prev_chain));

        assert_eq!(office.send(0, push).map_err(|it| it.code), Err(Code::Gap));
        assert_eq!(office.hq.rows(&branch()), []);
    }

    #[test]
    fn a_number_that_cannot_be_counted_to_is_refused_and_nothing_is_taken() {
        let mut office = office_with_one_deed();
        for first_n in [u64::MAX, u64::MAX - 1, i64::MAX.unsigned_abs(), 0] {
            let mut push = office.next_push(0);
            push.first_n = first_n;
            push.ops[0].edit(|op| op.n = first_n);

            assert_eq!(office.send(0, push).map_err(|it| it.code), Err(Code::Malformed));
        }
        office.revoke(0);
        let mut push = office.next_push(0);
        push.first_n = u64::MAX;
        push.ops[0].edit(|op| op.n = u64::MAX);
        assert_eq!(office.send(0, push).map_err(|it| it.code), Err(Code::Malformed));
        assert_eq!(office.hq.receipts().count(), 0);
    }

    #[test]
    fn another_body_under_a_known_name_is_refused() {
        let mut office = office_with_one_deed();
        office.push(0);
        office.desks[0].store(&Effect::NewIncarnation(Incarnation(uuid::Uuid::from_u128(5))));
        deed(&mut office, branch());
        let mut push = office.next_push(0);
        let name = office.desks[0].outbox()[0].op.op_id;
        push.ops[0].edit(|op| op.op_id = name);
        let reply = office.send(0, push).expect("accepted");

        assert_eq!(
            reply.results[0].outcome,
            Outcome::without_effect(Verdict::Rejected, Why::OtherBody)
        );
        assert_eq!(office.hq.rows(&branch()).len(), 1);
    }

    #[test]
    fn a_stream_that_was_not_granted_looks_as_if_there_were_none() {
        let mut office = Office::new();
        deed(&mut office, StreamId::branch("BJ02").expect("a branch"));

        assert_eq!(office.push(0), [Outcome::without_effect(Verdict::Rejected, Why::NotFound)]);
    }

    #[test]
    fn what_a_revoked_desktop_still_sends_is_kept_but_not_applied() {
        let mut office = office_with_one_deed();
        office.revoke(0);

        assert_eq!(office.push(0), [Outcome::without_effect(Verdict::Quarantined, Why::Revoked)]);
        assert_eq!(office.hq.rows(&branch()), []);
        assert_eq!(office.hq.receipts().count(), 1);
        assert_eq!(office.page(0, 0, 1).map_err(|it| it.code), Err(Code::Revoked));
    }

    #[test]
    fn what_a_revoked_desktop_might_never_write_is_rejected_and_not_kept_for_anyone() {
        let mut office = Office::new();
        deed(&mut office, StreamId::catalog());
        deed(&mut office, StreamId::branch("BJ02").expect("a branch"));
        let (kind, id) = ("customer".to_owned(), office.id());
        let body = object(json!({"note": "x".repeat(crate::limits::OPERATION_BYTES)}));
        office.record(0, vec![Change::Create { kind, id, body }]);
        office.revoke(0);
        let mut push = office.next_push(0);
        let pending = office.desks[0].outbox().len();
        assert_eq!((push.ops.len(), pending), (2, 3), "what is too large goes by itself");

        let mut whys = Vec::new();
        for _ in 0..2 {
            let reply = office.send(0, push.clone()).expect("accepted");
            whys.extend(reply.results.iter().map(|it| (it.outcome.result, it.outcome.why)));
            let op = office.desks[0].outbox()[2].op.clone();
            (push.first_n, push.prev_chain, push.ops) = (3, crate::Chain([0; 32]), vec![op.into()]);
        }
        let rejected = |why| (Verdict::Rejected, Some(why));
        assert_eq!(whys, [Why::NotFound, Why::NotFound, Why::TooLarge].map(rejected));
    }

    #[test]
    fn of_a_revoked_desktop_no_more_is_kept_than_the_limit() {
        let mut office = office_with_one_deed();
        office.revoke(0);
        let mut push = office.next_push(0);
        let one = push.ops.remove(0);
        let one = one.read().expect("an operation").into_owned();
        let mut kept = 0;
        let refused = loop {
            push.first_n = kept + 1;
            push.ops = (kept + 1..=kept + 500)
                .map(|n| Operation {
                    n,
                    op_id: OpId(Uuid::from_u128(u128::from(n))),
                    ..one.clone()
                })
                .map(Posted::from)
                .collect();
            match office.send(0, push.clone()) {
                Ok(_) => kept += 500,
                Err(refusal) => break refusal.code,
            }
        };

        assert_eq!((refused, kept), (Code::Revoked, crate::limits::LATE_OPERATIONS));
        assert_eq!(office.hq.receipts().count() as u64, kept);
        push.first_n = 1;
        push.ops = office.hq.receipts().take(1).map(|(_, op)| op.clone().into()).collect();
        push.ops[0].edit(|op| op.n = 1);
        assert!(office.send(0, push).is_ok(), "what is known is answered again");
    }

    #[test]
    fn one_incarnation_belongs_to_one_device() {
        let mut office = office_with_one_deed();
        let push = office.next_push(0);
        office.push(0);

        assert_eq!(office.send(1, push).map_err(|it| it.code), Err(Code::Fork));
    }
}
