//! What follows when headquarters' database is an older copy of itself.

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
            let gap = Gap { above: head.seq, upto };
            head.seq = gap.upto;
            tx.put_gap(&stream, gap)?;
            tx.put_stream(&stream, &head)?;
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
    use crate::testing::{Office, branch};
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
}
