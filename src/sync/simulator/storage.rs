//! What a simulated world keeps its data in.

use uuid::Uuid;

use crate::client::{Effect, Read};
use crate::hq::{Conflict, HqTx, Kept, Receipt, Rights, StorageFailure};
use crate::model::{Flaw, MemoryDesk, MemoryHq, Outgoing};
use crate::{DeviceId, Epoch, Fields, Incarnation, OpId, Operation, Row, StreamId};

/// Makes databases.
pub trait Backend {
    /// Headquarters' database.
    type Hq: Hq;
    /// A desktop's.
    type Desk: Desk;

    /// An empty headquarters.
    fn headquarters(&self, epoch: Epoch) -> Self::Hq;

    /// A freshly enrolled desktop of a branch.
    fn desk(&self, device: DeviceId, inc: Incarnation, branch: &StreamId) -> Self::Desk;
}

/// Headquarters' database.
pub trait Hq {
    /// Says what a device may do from now on.
    fn grant(&mut self, device: DeviceId, rights: Rights);

    /// Runs `work` in a transaction. Rolls back if it fails or `commit` is false.
    fn transact(
        &mut self,
        commit: bool,
        work: &mut dyn FnMut(&mut dyn HqTx) -> Result<(), StorageFailure>,
    ) -> Result<(), StorageFailure>;

    /// All rows of a stream, by kind and id.
    fn rows(&self, stream: &StreamId) -> Vec<Row>;

    /// Their places in it, in no order.
    fn places(&self, stream: &StreamId) -> Vec<u64>;

    /// What became of an operation.
    fn receipt(&self, op_id: OpId) -> Option<Receipt>;

    /// The operations that it knows the end of, as they lie in the log.
    fn operations(&self) -> Vec<Operation>;

    /// Of how many operations it knows the end.
    fn receipts(&self) -> usize;

    /// The conflict journal.
    fn conflicts(&self) -> Vec<Conflict>;

    /// Rows that devices offered and a person must decide on.
    fn salvage(&self) -> Vec<Kept>;

    /// What is wrong within, beyond what can be asked here; none if all is well.
    fn flaw(&self) -> Option<String> {
        None
    }

    /// A copy, as a backup makes it.
    fn copy(&self) -> Self;
}

/// A desktop's database.
pub trait Desk: Read {
    /// Records a deed; its number is given by the store.
    fn record(&mut self, op: Operation);

    /// Carries out a storing effect in one transaction.
    fn store(&mut self, effect: &Effect);

    /// The power fails during [`Desk::store`]: nothing of it may be left.
    fn fail_during(&mut self, effect: &Effect);

    /// A disk fault takes a row. Says whether there was one; a store that cannot play this says no.
    fn rot(&mut self, stream: &StreamId, chance: usize) -> bool;

    /// The outbox, oldest first.
    fn outbox(&self) -> Vec<Outgoing>;

    /// A stream's rows as pulled, by kind and id.
    fn rows(&self, stream: &StreamId) -> Vec<Row>;

    /// The revision of a row as pulled; 0 if there is none.
    fn base_rev(&self, stream: &StreamId, kind: &str, id: Uuid) -> u64;

    /// The program is one of before, or is replaced by today's, which lays what was written in older words in those of
    /// today.
    fn speak_as_before(&mut self, old: bool);

    /// What went wrong within, beyond what can be asked here; none if all is well. Once all is `quiet` more must hold.
    fn flaw(&self, quiet: bool) -> Option<String> {
        let _ = quiet; // What is in memory has nothing beyond.
        None
    }

    /// A record as it is shown. While a stream is fetched anew, what is left of the copy before does not count.
    fn view(&self, stream: &StreamId, kind: &str, id: Uuid) -> Option<Fields>;

    /// A copy, as a backup makes it.
    fn copy(&self) -> Self;
}

/// Everything in memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    pub(super) flaw: Option<Flaw>,
    pub(super) receipts_apart: bool,
    pub(super) sequence_early: bool,
}

impl Backend for Memory {
    type Hq = MemoryHq;
    type Desk = MemoryDesk;

    fn headquarters(&self, epoch: Epoch) -> MemoryHq {
        let mut hq = MemoryHq::new(epoch);
        hq.receipts_apart = self.receipts_apart;
        hq.sequence_early = self.sequence_early;
        hq
    }

    fn desk(&self, device: DeviceId, inc: Incarnation, _: &StreamId) -> MemoryDesk {
        let mut desk = MemoryDesk::new(device, inc);
        desk.flaw = self.flaw;
        desk
    }
}

impl Hq for MemoryHq {
    fn grant(&mut self, device: DeviceId, rights: Rights) {
        Self::grant(self, device, rights);
    }

    fn transact(
        &mut self,
        commit: bool,
        work: &mut dyn FnMut(&mut dyn HqTx) -> Result<(), StorageFailure>,
    ) -> Result<(), StorageFailure> {
        let mut tx = self.begin();
        work(&mut tx)?;
        if commit {
            tx.commit();
        }
        Ok(())
    }

    fn rows(&self, stream: &StreamId) -> Vec<Row> {
        Self::rows(self, stream)
    }

    fn places(&self, stream: &StreamId) -> Vec<u64> {
        Self::places(self, stream)
    }

    fn receipt(&self, op_id: OpId) -> Option<Receipt> {
        Self::receipt(self, op_id).cloned()
    }

    fn operations(&self) -> Vec<Operation> {
        Self::receipts(self).map(|(_, op)| op.clone()).collect()
    }

    fn receipts(&self) -> usize {
        Self::receipts(self).count()
    }

    fn conflicts(&self) -> Vec<Conflict> {
        Self::conflicts(self).to_vec()
    }

    fn salvage(&self) -> Vec<Kept> {
        Self::salvage(self).to_vec()
    }

    fn copy(&self) -> Self {
        self.clone()
    }
}

impl Desk for MemoryDesk {
    fn record(&mut self, op: Operation) {
        Self::record(self, op);
    }

    fn store(&mut self, effect: &Effect) {
        Self::store(self, effect);
    }

    fn fail_during(&mut self, effect: &Effect) {
        Self::fail_during(self, effect);
    }

    fn rot(&mut self, stream: &StreamId, chance: usize) -> bool {
        Self::rot(self, stream, chance)
    }

    fn outbox(&self) -> Vec<Outgoing> {
        Self::outbox(self).to_vec()
    }

    fn rows(&self, stream: &StreamId) -> Vec<Row> {
        Self::rows(self, stream)
    }

    fn base_rev(&self, stream: &StreamId, kind: &str, id: Uuid) -> u64 {
        self.pulled(stream, kind, id).map_or(0, |row| row.rev)
    }

    fn speak_as_before(&mut self, old: bool) {
        Self::speak_as_before(self, old);
    }

    fn view(&self, stream: &StreamId, kind: &str, id: Uuid) -> Option<Fields> {
        Self::view(self, stream, kind, id)
    }

    fn copy(&self) -> Self {
        self.clone()
    }
}
