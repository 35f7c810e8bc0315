//! What follows when headquarters' database is an older copy of itself.

use super::{Gap, Headquarters, HqTx, StorageFailure};
use crate::{Env, Epoch, Incarnation, Laws, limits};

/// More rows than any database writes to one stream in a millisecond. After a restore a stream goes on where it would
/// be, had it grown so fast since 1970: above whatever was given out, were it after an earlier restore from the same
/// backup.
const ROWS_A_MS: u64 = 64;

/// How far the lives in a backup have come.
pub type Lives = Vec<(Incarnation, u64)>;

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
            let upto = (head.seq + limits::RESTORED_GAP).max(now.saturating_mul(ROWS_A_MS));
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
