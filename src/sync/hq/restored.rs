//! What follows when headquarters' database is an older copy of itself.

use super::snapshot::unpack;
use super::{Gap, Headquarters, HqTx, StorageFailure};
use crate::{Env, Epoch, Incarnation, Laws, limits};

/// More rows than any database writes to one stream in a millisecond. After a restore a stream goes on where it would
/// be, had it grown so fast since 1970: above whatever was given out, were it after an earlier restore from the same
/// backup.
const ROWS_A_MS: u64 = 64;

/// How far the lives in a backup have come.
pub type Lives = Vec<(Incarnation, u64)>;

/// Where a stream goes on that ended at `seq` in the backup. A clock that is behind, or was ahead at an earlier restore,
/// says nothing: then chance sees to it that two restores from one backup do not go on at the same place.
fn go_on_at(seq: u64, now: u64, env: &mut dyn Env) -> u64 {
    let by_clock = now.saturating_mul(ROWS_A_MS);
    if by_clock > seq {
        return by_clock;
    }
    let chance = env.random();
    let chance = u64::try_from((chance ^ (chance >> 64)) & u128::from(u32::MAX)).unwrap_or(0);

    seq + limits::RESTORED_GAP + chance
}

impl<L: Laws> Headquarters<L> {
    /// How far every life has come in this state of the database: to be read from a backup, and told to
    /// [`Headquarters::verified`].
    pub fn lives(&self, tx: &mut dyn HqTx) -> Result<Lives, StorageFailure> {
        let heads = tx.incarnations()?;

        Ok(heads.into_iter().map(|(inc, head)| (inc, head.n)).collect())
    }

    /// A backup was opened and verified: devices need not keep what lies in it any longer.
    pub fn verified(&self, lives: &Lives, tx: &mut dyn HqTx) -> Result<(), StorageFailure> {
        for (inc, n) in lives {
            if tx.safe(*inc)? < *n {
                tx.put_safe(*inc, *n)?;
            }
        }
        Ok(())
    }

    /// This database was put in the place of a newer one. To be called before anyone is answered: a new epoch begins,
    /// and no sequence or revision that was given out since the backup is given out again. The backup was verified,
    /// or it would not have been restored.
    pub fn restored(&self, tx: &mut dyn HqTx, env: &mut dyn Env) -> Result<Epoch, StorageFailure> {
        let now = u64::try_from(env.now_ms()).unwrap_or(0);
        for stream in tx.streams()? {
            let mut head = tx.stream(&stream)?;
            let upto = go_on_at(head.seq, now, env);
            // What lies before the beginning of a stream that is younger than the last restore stays a loss.
            if tx.stored_gaps(&stream)?.is_empty() {
                for gap in tx.gaps(&stream)? {
                    tx.put_gap(&stream, gap)?;
                }
            }
            tx.put_gap(&stream, Gap { above: head.seq, upto })?;
            head.seq = upto;
            tx.put_stream(&stream, &head)?;
            unpack(&stream, tx)?;
        }
        if L::UNKNOWN_STREAMS_HAD_A_PAST {
            let origin = go_on_at(tx.origin()?, now, env);
            tx.put_origin(origin)?;
        }
        let lives = self.lives(tx)?;
        self.verified(&lives, tx)?;
        let epoch = Epoch::mint(env);
        tx.put_epoch(epoch)?;

        Ok(epoch)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use crate::client::Read;
    use crate::order::ORDER;
    use crate::testing::{Office, branch, object};
    use crate::{Change, Fields, OpId};

    /// Headquarters writes a record; its place in the stream.
    fn write(office: &mut Office) -> u64 {
        let (kind, id, op_id) = ("customer".to_owned(), office.id(), OpId::mint(&mut office.env));
        office.submit(op_id, Change::Create { kind, id, body: Fields::new() });

        office.hq.rows(&branch()).iter().map(|row| row.seq).max().expect("rows")
    }

    #[test]
    fn two_restores_from_one_backup_never_give_out_a_revision_twice() {
        let mut office = Office::new();
        write(&mut office);
        let first = office.hq.clone();
        office.restore(first);
        let mut places = vec![write(&mut office)];
        // A backup that was made soon after a restore, and is put back twice.
        let backup = office.hq.clone();
        for _ in 0..2 {
            office.env.now_ms += 1_000;
            office.restore(backup.clone());
            places.push(write(&mut office));
        }
        assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");

        // The same by a clock that stands far behind.
        office.env.now_ms = 1;
        let behind = [(); 2].map(|()| {
            office.restore(backup.clone());
            write(&mut office)
        });
        assert_ne!(behind[0], behind[1]);
        assert!(behind.iter().all(|place| *place > places[0]));
    }

    /// Headquarters takes an order.
    fn order(office: &mut Office) -> Uuid {
        let (kind, id, op_id) = (ORDER.to_owned(), office.id(), OpId::mint(&mut office.env));
        let body = object(json!({"kind": "repair", "number": "SH01-H00001"}));
        office.submit(op_id, Change::Create { kind, id, body });
        id
    }

    /// Whether a record is at headquarters, or kept there for a person.
    fn is_there(office: &mut Office, id: Uuid) -> bool {
        office.at_hq(ORDER, id).is_some() || office.hq.salvage().iter().any(|it| it.row.id == id)
    }

    #[test]
    fn of_a_stream_that_began_after_the_backup_nothing_is_lost_that_a_desk_still_has() {
        let mut office = Office::new();
        let first = order(&mut office);
        office.pull(0);
        office.env.now_ms += 1_000;
        office.restore_from_the_beginning();

        // Someone writes before the desk calls.
        let place = write(&mut office);
        let reached = office.desks[0].cursor(&branch()).expect("in memory");
        assert!(place > reached, "{place} was given out before: the desk has seen {reached}");
        office.offer(0);
        assert!(is_there(&mut office, first));
    }

    #[test]
    fn a_stream_that_began_between_two_restores_goes_on_above_both_of_its_pasts() {
        let mut office = Office::new();
        let first = order(&mut office);
        office.pull(0);
        office.env.now_ms += 1_000;
        office.restore_from_the_beginning();
        let second = order(&mut office);
        office.pull(1);
        let backup = office.hq.clone();
        let third = order(&mut office);
        office.pull(1);
        office.env.now_ms += 1_000;
        office.restore(backup);
        write(&mut office);

        // The one has rows from before both restores, the other from between them.
        office.offer(0);
        office.offer(1);
        assert!([first, second, third].into_iter().all(|id| is_there(&mut office, id)));
    }

    #[test]
    fn nothing_is_lost_between_two_restores_though_the_clock_was_put_back() {
        let mut office = Office::new();
        write(&mut office);
        let backup = office.hq.clone();
        office.env.now_ms += 1_000_000;
        office.restore(backup.clone());
        let made = order(&mut office);
        office.pull(0);
        office.env.now_ms -= 900_000;
        office.restore(backup);

        office.offer(0);
        assert!(is_there(&mut office, made));
    }

    #[test]
    fn what_no_restore_has_taken_is_nothing_to_give_back() {
        let mut office = Office::new();
        office.env.now_ms += 1_000;
        office.restore_from_the_beginning();
        let id = office.customer(json!({"name": "Wang"}));
        let row = office.desks[0].pulled(&branch(), "customer", id).cloned().expect("pulled");
        let base_rev = row.rev;
        office.act(1, Change::Remove { kind: "customer".to_owned(), id, base_rev });

        let reply = office.offer(0);
        assert_eq!((reply.restored, reply.kept), (0, 0));
    }
}
