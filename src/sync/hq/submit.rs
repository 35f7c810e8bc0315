//! Headquarters' own deeds: intake, cancellations, the catalogue.

use super::heads::Heads;
use super::merge::{self, Author};
use super::push::for_the_log;
use super::{Headquarters, HqTx, Receipt, Role, StorageFailure};
use crate::wire::{Outcome, SCHEMA, Verdict, Why};
use crate::{Change, DeviceId, Env, Incarnation, Laws, OpId, Operation, StreamId};

/// A deed done at headquarters.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// Its name: whoever may repeat it gives the same again. [`OpId::mint`] for one that is never repeated.
    pub op_id: OpId,
    /// The stream whose records it changes.
    pub stream: StreamId,
    /// As whom: headquarters' own deeds as headquarters, what a branch had wanted as a branch.
    pub role: Role,
    /// Who did it.
    pub actor: String,
    /// What was done, as a verb.
    pub deed: String,
    /// What it changed, in order.
    pub changes: Vec<Change>,
}

impl<L: Laws> Headquarters<L> {
    /// Applies a deed of headquarters on the same path as a desktop's. The same submission again answers the same
    /// and changes nothing; another one under its name is rejected.
    pub fn submit(
        &self,
        submission: Submission,
        tx: &mut dyn HqTx,
        env: &mut dyn Env,
    ) -> Result<Outcome, StorageFailure> {
        let now_ms = env.now_ms();
        let Submission { op_id, stream, role, actor, deed, changes } = submission;
        let (n, schema, at_ms, emptied) = (0, SCHEMA, now_ms, None);
        let mut op = Operation { op_id, n, schema, stream, at_ms, actor, deed, changes, emptied };
        if let Some(known) = tx.receipt(op_id)? {
            // It was recorded with the time of its first arrival.
            op.at_ms = known.at_ms;
            let same = known.body_hash == op.body_hash();
            let other = Outcome::without_effect(Verdict::Rejected, Why::OtherBody);
            return Ok(if same { known.outcome } else { other });
        }

        let inc = Incarnation::HEADQUARTERS;
        let mut heads = Heads::default();
        let outcome =
            merge::apply::<L>(&op, Author { role, inc, now_ms }, &*self.rules, (tx, &mut heads))?;
        let kept = for_the_log::<L>(&op, (tx, &mut heads))?;
        heads.write(tx)?;
        let device = DeviceId(uuid::Uuid::nil());
        let receipt =
            Receipt { op_id, body_hash: op.body_hash(), device, inc, n: 0, at_ms: now_ms, outcome };
        tx.put_receipt(&receipt, &kept)?;
        Ok(outcome)
    }
}
