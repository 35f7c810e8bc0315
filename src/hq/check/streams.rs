//! Sequences, digests and receipts.

use std::collections::{BTreeMap, BTreeSet};

use sync::hq::{HqTx, StreamHead};
use sync::wire::Verdict;
use sync::{Digest, Incarnation, StreamId, limits};

use super::Findings;
use super::orders::Births;
use crate::Error;
use crate::storage::Session;

/// Every row hashes to what it says, no sequence lies beyond the head, and together they make the digest.
pub fn feed(
    session: &mut Session<'_>,
    (stream, head): (&StreamId, StreamHead),
    findings: &mut Findings,
) -> Result<(), Error> {
    let mut digest = Digest::default();
    let mut after = 0;
    loop {
        let page = session.feed(stream, after, limits::PAGE_BYTES)?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for row in &page {
            if !row.is_intact() {
                findings.say(format!("{stream}: {} {} is not what it hashes to", row.kind, row.id));
            }
            if row.rev > row.seq {
                findings.say(format!("{stream}: {} {} is ahead of itself", row.kind, row.id));
            }
            digest = digest.plus(row.hash, row.body.is_some());
        }
        findings.records += page.len();
    }
    findings.streams += 1;
    // It may have gone on elsewhere after a restore, or its last records may be removed and forgotten.
    let went_on = session.gaps(stream)?.iter().map(|gap| gap.upto).max().unwrap_or(0);
    let end = after.max(went_on).max(head.floor);
    if end != head.seq {
        findings.say(format!("{stream}: ends at {end}, should at {}", head.seq));
    }
    if digest != head.digest {
        findings.say(format!("{stream}: digest {digest}, should be {}", head.digest));
    }
    Ok(())
}

/// Every operation is what its receipt says, within what its incarnation and its stream have reached.
pub fn receipts(
    session: &mut Session<'_>,
    births: &mut Births,
    findings: &mut Findings,
) -> Result<(), Error> {
    let heads: BTreeMap<_, _> = session.stream_heads()?.into_iter().collect();
    let mut numbers: BTreeMap<Incarnation, BTreeSet<u64>> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut operations = 0;
    session.each_receipt(|receipt, op| {
        operations += 1;
        let outcome = receipt.outcome;
        if receipt.body_hash != op.body_hash() || receipt.op_id != op.op_id {
            wrong.push(format!("operation {} is not what its receipt says", receipt.op_id));
        }
        if outcome.seq > heads.get(&op.stream).map_or(0, |head| head.seq) {
            wrong.push(format!("operation {} ends beyond {}", receipt.op_id, op.stream));
        }
        let counted =
            receipt.inc != Incarnation::HEADQUARTERS && outcome.result != Verdict::Quarantined;
        if counted && !numbers.entry(receipt.inc).or_default().insert(receipt.n) {
            wrong.push(format!("number {} of {} is there twice", receipt.n, receipt.inc));
        }
        if matches!(outcome.result, Verdict::Applied | Verdict::Merged) {
            births.note(&op);
        }
    })?;

    findings.operations = operations;
    findings.wrong.append(&mut wrong);
    for (inc, numbers) in numbers {
        let reached = session.incarnation(inc)?.map_or(0, |head| head.n);
        let last = numbers.last().copied().unwrap_or(0);
        if last > reached {
            findings.say(format!("incarnation {inc} has number {last} but reached {reached}"));
        }
    }
    Ok(())
}
