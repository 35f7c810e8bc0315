//! The exchange with headquarters, at rest: outcomes, cursors, incarnations, and what is still to be sent.

mod page;

use rusqlite::{OptionalExtension, params};
use sync::client::{Effect, Held, Pending, Read, ReadFailure};
use sync::wire::{Outcome, Verdict, Why};
use sync::{
    Chain, DeskRole, Digest, Epoch, Incarnation, OpId, Operation, Posted, Row, StreamId, touched,
};
use uuid::Uuid;

use crate::record::text_of;
use crate::{Error, Session};
#[cfg(feature = "simulator")]
pub(crate) use page::forget_words_of_today;
pub(crate) use page::{bared_of, lay_in_words_of_today};

/// The setting that says what headquarters enrolled this desk for.
const DESK_ROLE: &str = "desk-role";

/// How many operations are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueCount {
    /// Headquarters has not heard of them.
    pub unsent: u64,
    /// Headquarters did not take them; a person should look.
    pub refused: u64,
}

/// An operation that headquarters did not take.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// What was done.
    pub operation: Operation,
    /// Why it was not taken.
    pub why: Option<Why>,
    /// Whether headquarters keeps it to decide.
    pub kept: bool,
}

impl Session<'_> {
    /// Carries out what the exchange says is to be stored; each effect wants a transaction of its own. Answers whether
    /// anything may look different now.
    pub fn carry_out(&self, effect: Effect) -> Result<bool, Error> {
        let mut visible = matches!(
            effect,
            Effect::StoreReceipts(_) | Effect::Reopen { .. } | Effect::StoreRole(_)
        );
        match effect {
            Effect::StoreReceipts(receipts) => self.store_receipts(&receipts)?,
            Effect::ApplyPage(page) => visible = self.apply_page(page)?,
            Effect::NewIncarnation(incarnation) => self.begin_incarnation(incarnation)?,
            Effect::Reopen { after, life } => self.reopen(after, life)?,
            Effect::Release(safe) => self.release(&safe)?,
            Effect::Mend(mend) => visible = self.mend(&mend)?,
            Effect::Withdraw(stream) => visible = self.withdraw(&stream)?,
            Effect::ResetBase(stream) => self.reset_base(&stream)?,
            Effect::StoreEpoch(epoch) => self.store_epoch(epoch)?,
            Effect::StoreRole(role) => self.put_desk_role(role)?,
            Effect::Send { .. } | Effect::Wait { .. } | Effect::Status(_) => {}
        }

        Ok(visible)
    }

    /// How many operations wait or were refused.
    pub fn queue_count(&self) -> Result<QueueCount, Error> {
        let mut statement = self.db.prepare_cached(
            "select (select count(*) from outbox
                     where status in ('pending', 'acknowledged') and status = 'pending'),
                    (select count(*) from outbox
                     where status in ('rejected', 'quarantined') and let_go is null)",
        )?;
        let count = statement.query_row([], |row| {
            Ok(QueueCount {
                unsent: row.get::<_, i64>(0)?.cast_unsigned(),
                refused: row.get::<_, i64>(1)?.cast_unsigned(),
            })
        })?;

        Ok(count)
    }

    /// Operations that headquarters did not take and nobody has let go of, newest first; at most 200.
    pub fn refused(&self) -> Result<Vec<Refused>, Error> {
        let mut statement = self.db.prepare_cached(
            "select operation, outcome, status = 'quarantined' from outbox
             where status in ('rejected', 'quarantined') and let_go is null
             order by entry desc limit 200",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, bool>(2)?))
        })?;
        let mut refused = Vec::new();
        for row in rows {
            let (operation, outcome, kept) = row?;
            let outcome: Option<Outcome> =
                outcome.and_then(|text| serde_json::from_str(&text).ok());
            refused.push(Refused {
                operation: operation_from(&operation)?,
                why: outcome.and_then(|outcome| outcome.why),
                kept,
            });
        }

        Ok(refused)
    }

    /// Remembers how operations ended. What was not taken no longer lies over its records, and what was taken not over
    /// those that were pulled with it before its receipt came.
    pub fn store_receipts(&self, receipts: &[(OpId, Outcome)]) -> Result<(), Error> {
        let (mut dropped, mut taken) = (Vec::new(), Vec::new());
        for (op_id, outcome) in receipts {
            let status = match outcome.result {
                Verdict::Applied | Verdict::Merged => "acknowledged",
                Verdict::Rejected => "rejected",
                Verdict::Quarantined => "quarantined",
            };
            let text = serde_json::to_string(outcome)
                .map_err(|why| Error::Malformed { kind: "outcome".to_owned(), why })?;
            let entry: Option<i64> = self
                .db
                .prepare_cached(include_str!("replica/put_outcome.sql"))?
                .query_row(params![op_id.0, status, text, outcome.seq.cast_signed()], |row| {
                    row.get(0)
                })
                .optional()?;
            match status {
                "acknowledged" => taken.extend(entry.map(|entry| (entry, outcome.rev))),
                _ => dropped.extend(entry),
            }
        }

        self.lift(&dropped)?;
        self.uncover(&taken)?;
        let heard: Vec<OpId> = receipts.iter().map(|(op_id, _)| *op_id).collect();

        self.empty_receipted(&heard)
    }

    /// Starts a new life: operations without outcome are numbered anew.
    pub fn begin_incarnation(&self, incarnation: Incarnation) -> Result<(), Error> {
        let mut identity = self.known_identity()?;
        let waiting = self.operations(
            "select entry, n, operation from outbox
             where status in ('pending', 'acknowledged') and status = 'pending' order by entry",
        )?;
        identity.incarnation = incarnation;
        (identity.n, identity.chain) = (0, Chain::START);
        for (entry, _, operation) in waiting {
            identity.n += 1;
            identity.chain = operation.chain(identity.chain);
            self.db
                .prepare_cached(
                    "update outbox set incarnation = ?2, n = ?3, chain = ?4 where entry = ?1",
                )?
                .execute(params![
                    entry,
                    incarnation.0,
                    identity.n.cast_signed(),
                    identity.chain.0
                ])?;
        }

        self.put_identity(&identity)
    }

    /// Headquarters lost what came after `after`, and what earlier lives did: those operations have no outcome any
    /// more. If there is a new life, they are numbered in it.
    pub fn reopen(&self, after: u64, life: Option<Incarnation>) -> Result<(), Error> {
        let identity = self.known_identity()?;
        let lost = self.operations_lost(&identity.incarnation, after)?;
        for (entry, _, operation) in lost {
            self.db
                .prepare_cached("update outbox set status = 'pending', outcome = null, seq = null where entry = ?1")?
                .execute([entry])?;
            for (kind, id) in operation.changes.iter().flat_map(touched) {
                self.db
                    .prepare_cached(
                        "insert or ignore into overlay (kind, id, entry) values (?1, ?2, ?3)",
                    )?
                    .execute(params![kind, id, entry])?;
                self.relay(kind, id)?;
            }
        }

        life.map_or(Ok(()), |life| self.begin_incarnation(life))
    }

    /// Forgets the rows, cursor and digest of a stream; what was done here stays.
    pub fn reset_base(&self, stream: &StreamId) -> Result<(), Error> {
        if self.is_elsewhere(stream)? {
            return self.forget_elsewhere(stream);
        }
        // What this desk sees stays until the rows come again: a person is working with it.
        self.db.execute(
            "update record set body = coalesce(body, base), base = null, rev = 0, seq = 0, hash = null
             where stream = ?1 and base is not null",
            [stream.as_str()],
        )?;
        self.db.execute("delete from cursor where stream = ?1", [stream.as_str()])?;

        Ok(())
    }

    /// Remembers headquarters' state.
    pub fn store_epoch(&self, epoch: Epoch) -> Result<(), Error> {
        self.db.execute("update identity set epoch = ?1", [epoch.0])?;

        self.forget_confirmations()
    }

    /// What headquarters enrolled this desk for, as far as it said.
    pub fn desk_role(&self) -> Result<DeskRole, Error> {
        let role = self.setting(DESK_ROLE)?;

        Ok(role.and_then(|code| DeskRole::of_code(&code)).unwrap_or_default())
    }

    /// Remembers that.
    pub fn put_desk_role(&self, role: DeskRole) -> Result<(), Error> {
        match role {
            DeskRole::WholeOffice => self.drop_setting(DESK_ROLE),
            role => self.put_setting(DESK_ROLE, role.code()),
        }
    }

    /// How far a stream was pulled, and the digest of its rows.
    pub fn digest_of(&self, stream: &StreamId) -> Result<Digest, Error> {
        let found: Option<[u8; 16]> = self
            .db
            .prepare_cached("select digest from cursor where stream = ?1")?
            .query_row([stream.as_str()], |row| row.get(0))
            .optional()?;

        Ok(Digest(found.map_or(0, u128::from_be_bytes)))
    }

    /// Streams this desk has pulled, with cursor and digest.
    pub fn pulled_streams(&self) -> Result<Vec<(String, u64, Digest)>, Error> {
        let mut statement =
            self.db.prepare_cached("select stream, after, digest from cursor order by stream")?;
        let rows = statement.query_map([], |row| {
            let digest: [u8; 16] = row.get(2)?;
            Ok((
                row.get(0)?,
                row.get::<_, i64>(1)?.cast_unsigned(),
                Digest(u128::from_be_bytes(digest)),
            ))
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Puts a row that the program itself brings along, as if headquarters had said it at revision 0.
    /// Leaves alone what is there already.
    pub fn put_bundled(
        &self,
        (kind, id): (&str, Uuid),
        fields: &domain::Fields,
    ) -> Result<(), Error> {
        if self.stored(kind, id)?.is_some() {
            return Ok(());
        }
        self.db
            .prepare_cached("insert or ignore into record (kind, id, stream, base) values (?1, ?2, 'catalog', ?3)")?
            .execute(params![kind, id, text_of(Some(fields))])?;

        self.project((kind, id), None, Some(fields))
    }

    pub(crate) fn operations(&self, sql: &str) -> Result<Vec<(i64, u64, Operation)>, Error> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows =
            statement.query_map([], numbered)?.collect::<Result<Vec<(i64, i64, String)>, _>>()?;

        rows.into_iter().map(number_again).collect()
    }

    fn operations_lost(
        &self,
        incarnation: &Incarnation,
        after: u64,
    ) -> Result<Vec<(i64, u64, Operation)>, Error> {
        let mut statement = self.db.prepare_cached(
            "select entry, n, operation from outbox where incarnation <> ?1 or n > ?2 order by entry",
        )?;
        let rows = statement
            .query_map(params![incarnation.0, after.cast_signed()], numbered)?
            .collect::<Result<Vec<(i64, i64, String)>, _>>()?;

        rows.into_iter().map(number_again).collect()
    }
}

impl Read for Session<'_> {
    fn identity(&self) -> Result<sync::client::Identity, ReadFailure> {
        let identity = self.known_identity().map_err(failure)?;

        Ok(sync::client::Identity {
            device: identity.device,
            incarnation: identity.incarnation,
            n: identity.n,
            chain: identity.chain,
            epoch: identity.epoch,
        })
    }

    fn role(&self) -> Result<DeskRole, ReadFailure> {
        self.desk_role().map_err(failure)
    }

    fn chain_at(&self, n: u64) -> Result<Option<Chain>, ReadFailure> {
        if n == 0 {
            return Ok(Some(Chain::START));
        }
        let find = || -> Result<Option<Chain>, Error> {
            let identity = self.known_identity()?;
            if n == identity.n {
                return Ok(Some(identity.chain));
            }
            let mut statement = self
                .db
                .prepare_cached("select chain from outbox where incarnation = ?1 and n = ?2")?;
            let found = statement
                .query_row(params![identity.incarnation.0, n.cast_signed()], |row| row.get(0))
                .optional()?;
            Ok(found.map(Chain))
        };

        find().map_err(failure)
    }

    fn pending(
        &self,
        after: u64,
        max_ops: usize,
        max_bytes: usize,
    ) -> Result<Pending, ReadFailure> {
        let read = || -> Result<Vec<Posted>, Error> {
            let mut statement = self.db.prepare_cached(include_str!("replica/pending.sql"))?;
            let most = i64::try_from(max_ops).unwrap_or(i64::MAX);
            let mut rows = statement.query(params![after.cast_signed(), most])?;
            let (mut ops, mut bytes) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                let text: String = row.get(3)?;
                bytes += text.len();
                if bytes > max_bytes && !ops.is_empty() {
                    break;
                }
                ops.push(posted((row.get(0)?, row.get(1)?, row.get(2)?), text)?);
            }
            Ok(ops)
        };
        let ops = read().map_err(failure)?;
        let before = ops.first().map_or(0, |op| op.n - 1);
        // Without it headquarters sees another history, and a new life begins: better than sending nothing ever again.
        let prev_chain = self.chain_at(before)?.unwrap_or(Chain::START);

        Ok(Pending { prev_chain, ops })
    }

    fn copies(&self) -> Result<Vec<StreamId>, ReadFailure> {
        let streams = self.pulled_streams().map_err(failure)?.into_iter();

        Ok(streams.filter_map(|(stream, ..)| stream.parse().ok()).collect())
    }

    fn cursor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        let read = || -> Result<u64, Error> {
            let mut statement =
                self.db.prepare_cached("select after from cursor where stream = ?1")?;
            let found =
                statement.query_row([stream.as_str()], |row| row.get::<_, i64>(0)).optional()?;
            Ok(found.unwrap_or_default().cast_unsigned())
        };

        read().map_err(failure)
    }

    fn floor(&self, stream: &StreamId) -> Result<u64, ReadFailure> {
        self.floor_of(stream).map_err(failure)
    }

    fn digest(&self, stream: &StreamId) -> Result<Digest, ReadFailure> {
        self.digest_of(stream).map_err(failure)
    }

    fn lives(&self) -> Result<Vec<Incarnation>, ReadFailure> {
        self.earlier_lives().map_err(failure)
    }

    fn buckets(&self, stream: &StreamId) -> Result<Vec<Digest>, ReadFailure> {
        self.digest_in_buckets(stream).map_err(failure)
    }

    fn held(&self, stream: &StreamId, buckets: &[u64]) -> Result<Vec<Held>, ReadFailure> {
        self.held_in(stream, buckets).map_err(failure)
    }

    fn row(&self, stream: &StreamId, kind: &str, id: Uuid) -> Result<Option<Row>, ReadFailure> {
        self.pulled(stream, kind, id).map_err(failure)
    }
}

fn failure(error: Error) -> ReadFailure {
    ReadFailure(error.to_string())
}

fn numbered(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, i64, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

/// An operation to be sent as it was written down.
fn posted((n, op_id, stream): (i64, Uuid, String), text: String) -> Result<Posted, Error> {
    let stream = stream.parse().map_err(|_| Error::Damaged("a stream's name".to_owned()))?;

    Posted::written((n.cast_unsigned(), OpId(op_id), stream), text)
        .map_err(|why| Error::Malformed { kind: "operation".to_owned(), why })
}

fn number_again((entry, n, text): (i64, i64, String)) -> Result<(i64, u64, Operation), Error> {
    let n = n.cast_unsigned();

    Ok((entry, n, Operation { n, ..operation_from(&text)? }))
}

pub(crate) fn operation_from(text: &str) -> Result<Operation, Error> {
    serde_json::from_str(text).map_err(|why| Error::Malformed { kind: "operation".to_owned(), why })
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::found;
