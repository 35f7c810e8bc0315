//! Pull: a page of a stream.

use super::repair::{admitted, rows_at};
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
    if let Err(refusal) = admitted(rights, &pull.stream, pull.epoch, tx)? {
        return Ok(Err(refusal));
    }
    let head = tx.stream(&pull.stream)?;
    if !pull.at.is_empty() {
        return rows_at(pull, head.seq, tx, env);
    }
    if pull.after > head.seq {
        return Ok(Err(Refusal::new(Code::Resync, "the cursor lies beyond the stream's end")));
    }

    if pull.after > 0 && pull.after < head.floor && pull.floor < head.floor {
        return Ok(Err(Refusal::new(Code::Resync, "what was removed since is forgotten")));
    }

    let max_bytes = usize::try_from(pull.max).unwrap_or(limits::PAGE_BYTES).min(limits::PAGE_BYTES);
    let rows = tx.feed(&pull.stream, pull.after, max_bytes)?;
    let next = rows.last().map_or(head.seq, |row| row.seq);
    let digest = (next == head.seq).then_some(head.digest);

    Ok(Ok(PullReply { rows, next, head: head.seq, digest, floor: head.floor, clock: env.now_ms() }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::Digest;
    use crate::testing::{Office, branch};
    use crate::wire::Code;

    #[test]
    fn pages_follow_each_other_without_a_hole_and_the_last_brings_the_digest() {
        let mut office = Office::new();
        for _ in 0..5 {
            office.customer(json!({"name": "Wang"}));
        }
        let (mut after, mut seen) = (0, Vec::new());
        let digest = loop {
            let page = office.page(0, after, 300).expect("granted");
            assert_eq!(page.digest.is_some(), page.next == page.head);
            assert!(!page.rows.is_empty() && page.rows.len() < 5);
            seen.extend(page.rows);
            after = page.next;
            if let Some(digest) = page.digest {
                break digest;
            }
        };

        assert_eq!(seen.iter().map(|row| row.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(digest, office.hq.rows(&branch()).iter().collect::<Digest>());
    }

    #[test]
    fn a_record_is_fed_once_at_its_latest_place() {
        let mut office = Office::new();
        let id = office.customer(json!({"name": "Wang"}));
        office.customer(json!({"name": "Li"}));
        let edit = office.edit(0, id, json!({"name": "Huang"}));
        office.act(0, edit);

        let rows = office.page(0, 0, 1_000_000).expect("granted").rows;
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_cursor_beyond_the_end_means_fetching_anew() {
        let mut office = Office::new();

        assert_eq!(office.page(0, 1, 1_000).map_err(|it| it.code), Err(Code::Resync));
    }
}
