//! Comparing a copy of a stream with this one: by bucket, then by record.

use super::{Answer, HqTx, Rights, StorageFailure};
use crate::wire::{
    BUCKETS, Code, Listed, Listing, ListingReply, Pull, PullReply, Refusal, Survey, SurveyReply,
    bucket_of,
};
use crate::{Digest, Env, Epoch, Sealed, StreamId, limits};

/// Whether the caller may look into a stream, and knows in which state this database is.
pub fn admitted(
    rights: &Rights,
    stream: &StreamId,
    epoch: Option<Epoch>,
    tx: &mut dyn HqTx,
) -> Result<Result<(), Refusal>, StorageFailure> {
    if !rights.read.contains(stream) {
        return Ok(Err(Refusal::new(Code::NotFound, "no such stream")));
    }
    if epoch.is_some_and(|epoch| tx.epoch().is_ok_and(|own| own != epoch)) {
        return Ok(Err(Refusal::new(Code::Epoch, "restored from a backup since")));
    }

    Ok(Ok(()))
}

/// The stream's digest, in buckets.
pub fn survey(
    rights: &Rights,
    survey: &Survey,
    tx: &mut dyn HqTx,
    env: &mut dyn Env,
) -> Answer<SurveyReply> {
    if let Err(refusal) = admitted(rights, &survey.stream, Some(survey.epoch), tx)? {
        return Ok(Err(refusal));
    }
    let mut buckets = vec![Digest::default(); BUCKETS];
    tx.listed(&survey.stream, None, &mut |listed| {
        let bucket = &mut buckets[usize::from(bucket_of(listed.id))];
        *bucket = bucket.plus(listed.hash, true);
    })?;

    Ok(Ok(SurveyReply { head: tx.stream(&survey.stream)?.seq, buckets, clock: env.now_ms() }))
}

/// Which records lie in some buckets.
pub fn listing(
    rights: &Rights,
    listing: &Listing,
    tx: &mut dyn HqTx,
    env: &mut dyn Env,
) -> Answer<ListingReply> {
    if let Err(refusal) = admitted(rights, &listing.stream, Some(listing.epoch), tx)? {
        return Ok(Err(refusal));
    }
    let mut ids: Vec<Listed> = Vec::new();
    let mut covered = 0;
    for bucket in listing.buckets.iter().take(limits::BUCKETS) {
        let Ok(bucket) = u8::try_from(*bucket) else {
            return Ok(Err(Refusal::new(Code::Malformed, "no such bucket")));
        };
        let before = ids.len();
        tx.listed(&listing.stream, Some(bucket), &mut |listed| ids.push(listed))?;
        if covered > 0 && ids.len() > limits::LISTED {
            ids.truncate(before);
            break;
        }
        covered += 1;
    }

    let head = tx.stream(&listing.stream)?.seq;
    Ok(Ok(ListingReply { ids, covered, head, clock: env.now_ms() }))
}

/// The rows at the places that a pull names.
pub fn rows_at(pull: &Pull, head: u64, tx: &mut dyn HqTx, env: &mut dyn Env) -> Answer<PullReply> {
    let mut rows: Vec<Sealed> = Vec::new();
    for seq in pull.at.iter().take(limits::ROWS).filter(|seq| **seq > 0) {
        let found = tx.feed(&pull.stream, seq - 1, 1)?;
        rows.extend(found.into_iter().next().filter(|row| row.seq == *seq));
    }

    let (next, clock) = (pull.after.min(head), env.now_ms());
    Ok(Ok(PullReply { rows, next, head, digest: None, floor: 0, rest: None, clock }))
}
