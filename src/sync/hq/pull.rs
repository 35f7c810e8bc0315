//! Pull: a page of a stream.

use super::repair::{admitted, rows_at};
use super::{Answer, HqTx, Packet, Packing, Rights, StorageFailure};
use crate::wire::{Code, Pull, PullReply, Refusal, Rest};
use crate::{Env, Laws, Sealed, StreamId, limits};

/// What a caller is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The page.
    pub page: PullReply,
    /// Where its rows lie, as long as the page has none.
    pub packet: Option<Packet>,
}

impl Given {
    /// The page with its rows.
    pub fn open(self) -> Result<PullReply, StorageFailure> {
        let Some(packet) = self.packet else { return Ok(self.page) };
        let rows = packet.open().ok_or_else(|| StorageFailure("no packet".to_owned()))?;

        Ok(PullReply { rows, ..self.page })
    }
}

impl From<PullReply> for Given {
    fn from(page: PullReply) -> Self {
        Self { page, packet: None }
    }
}

/// Answers a pull at once; waiting is the transport's business. `oldest` is the oldest schema that may pull.
pub fn answer<L: Laws>(
    rights: &Rights,
    (pull, oldest, packing): (&Pull, u32, Packing),
    tx: &mut dyn HqTx,
    env: &mut dyn Env,
) -> Answer<Given> {
    if pull.schema < oldest {
        return Ok(Err(Refusal::new(Code::TooOld, format!("the oldest schema here is {oldest}"))));
    }
    if let Err(refusal) = admitted(rights, &pull.stream, pull.epoch, tx)? {
        return Ok(Err(refusal));
    }
    let head = tx.stream(&pull.stream)?;
    if !pull.at.is_empty() {
        return rows_at(pull, head.seq, tx, env).map(|page| page.map(Given::from));
    }
    if pull.after > head.seq {
        return Ok(Err(Refusal::new(Code::Resync, "the cursor lies beyond the stream's end")));
    }

    if pull.after > 0 && pull.after < head.floor && pull.floor < head.floor {
        return Ok(Err(Refusal::new(Code::Resync, "what was removed since is forgotten")));
    }

    let (rows, packet) = above(pull, head.seq, packing, tx)?;
    let next = match &packet {
        Some(_) if !L::PACKETS_END_WITH_THEIR_ROWS => tx.snapshot(&pull.stream)?.upto,
        Some(packet) => packet.next,
        None => rows.last().map_or(head.seq, |row| row.seq),
    };
    let page = PullReply {
        rows,
        next,
        head: head.seq,
        digest: None,
        floor: head.floor,
        rest: None,
        clock: env.now_ms(),
    };
    if next < head.seq {
        return Ok(Ok(Given { page, packet }));
    }
    let has_rest = |rest| Ok(rest == rest_of(rights, &pull.stream, tx)?);
    let rest = pull.rest.map(has_rest).transpose()?;

    Ok(Ok(Given { page: PullReply { digest: Some(head.digest), rest, ..page }, packet }))
}

/// The rows above the cursor, or the packet that they lie in.
fn above(
    Pull { stream, after, max, .. }: &Pull,
    head: u64,
    packing: Packing,
    tx: &mut dyn HqTx,
) -> Result<(Vec<Sealed>, Option<Packet>), StorageFailure> {
    let max_bytes = usize::try_from(*max).unwrap_or(limits::PAGE_BYTES).min(limits::PAGE_BYTES);
    // Whoever has everything is not asked for what there is to fetch.
    let may_fit = *after < head && max_bytes >= packing.bytes;
    let packet = if may_fit { tx.packet(stream, *after)? } else { None };
    // What was damaged is read where it came from.
    let Some(packet) = packet.filter(|it| it.next <= head && it.is_intact()) else {
        return Ok((tx.feed(stream, *after, max_bytes)?, None));
    };
    if packet.after == *after {
        return Ok((Vec::new(), Some(packet)));
    }
    // Up to where it begins: then it is the next.
    let mut rows = tx.feed(stream, *after, max_bytes)?;
    rows.retain(|row| row.seq <= packet.after);
    let packet = rows.is_empty().then_some(packet);

    Ok((rows, packet))
}

/// What there is in all granted streams but one.
fn rest_of(rights: &Rights, stream: &StreamId, tx: &mut dyn HqTx) -> Result<Rest, StorageFailure> {
    let others = rights.read.iter().take(limits::STREAMS).filter(|other| *other != stream);
    let heads = others.map(|other| {
        let head = tx.stream(other)?;
        Ok((other, head.seq, head.digest))
    });

    Ok(Rest::of(heads.collect::<Result<Vec<_>, StorageFailure>>()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::client::Read;
    use crate::hq::{Rights, Role};
    use crate::testing::{Office, branch};
    use crate::wire::{Code, Pull, Reply, Request, Rest};
    use crate::{Change, DeskRole, Digest, Fields, StreamId};

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
    fn one_call_tells_whether_anything_is_new_in_any_stream() {
        let mut office = Office::new();
        let device = office.desks[0].identity().expect("in memory").device;
        let read = vec![branch(), StreamId::catalog()];
        let write = vec![branch(), StreamId::catalog()];
        office.hq.grant(
            device,
            Rights { role: Role::Branch(DeskRole::default()), read, write, revoked: false },
        );
        let ask = |office: &mut Office, rest| {
            let pull = Pull { rest, ..Pull::above(branch(), 0, 1) };
            match office.ask(0, &Request::Pull(pull)) {
                Ok(Reply::Pull(page)) => page.rest,
                other => panic!("not a page: {other:?}"),
            }
        };
        let catalog = StreamId::catalog();
        let nothing = Rest::of([(&catalog, 0, Digest::default())]);
        assert_eq!(ask(&mut office, None), None);
        assert_eq!(ask(&mut office, Some(nothing)), Some(true));
        assert_eq!(ask(&mut office, Some(Rest::of([]))), Some(false));

        let (kind, id) = ("customer".to_owned(), office.id());
        office.record_in(0, catalog, vec![Change::Create { kind, id, body: Fields::new() }]);
        office.push(0);
        assert_eq!(ask(&mut office, Some(nothing)), Some(false));
    }

    #[test]
    fn who_is_too_old_pulls_nothing_and_pushes_all_the_same() {
        let mut office = Office::new();
        office.customer(json!({"name": "Wang"}));
        let pull = Pull { schema: 0, ..Pull::above(branch(), 0, 1_000) };
        let refused = office.ask(0, &Request::Pull(pull)).map_err(|it| it.code);
        assert_eq!(refused, Err(Code::TooOld));

        let (kind, id) = ("customer".to_owned(), office.id());
        office.record(0, vec![Change::Create { kind, id, body: Fields::new() }]);
        assert_eq!(office.push(0)[0].result, crate::wire::Verdict::Applied);
    }

    #[test]
    fn a_cursor_beyond_the_end_means_fetching_anew() {
        let mut office = Office::new();

        assert_eq!(office.page(0, 1, 1_000).map_err(|it| it.code), Err(Code::Resync));
    }
}
