//! The ends of streams during one call: read and locked once, written once.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{HqTx, StorageFailure, StreamHead};
use crate::StreamId;

/// The streams that a call has looked at so far.
#[derive(Debug, Default)]
pub struct Heads {
    heads: BTreeMap<StreamId, Head>,
    /// Whether anybody was ever erased in a stream.
    erasures: BTreeMap<StreamId, bool>,
}

#[derive(Debug, Clone, Copy)]
struct Head {
    head: StreamHead,
    moved: bool,
}

impl Heads {
    /// The end of a stream as this call has left it so far.
    pub fn get(
        &mut self,
        stream: &StreamId,
        tx: &mut dyn HqTx,
    ) -> Result<StreamHead, StorageFailure> {
        if let Some(known) = self.heads.get(stream) {
            return Ok(known.head);
        }
        let head = tx.stream(stream)?;
        self.heads.insert(stream.clone(), Head { head, moved: false });

        Ok(head)
    }

    /// The stream ends here now. It is written with [`Heads::write`].
    pub fn set(&mut self, stream: &StreamId, head: StreamHead) {
        self.heads.insert(stream.clone(), Head { head, moved: true });
    }

    /// Whether this record of a stream, or what belongs to it, was erased. Asks nothing where nobody was.
    pub fn is_erased(
        &mut self,
        stream: &StreamId,
        id: Uuid,
        tx: &mut dyn HqTx,
    ) -> Result<bool, StorageFailure> {
        let any = match self.erasures.get(stream) {
            Some(any) => *any,
            None => tx.has_erasures(stream)?,
        };
        self.erasures.insert(stream.clone(), any);

        if any { tx.is_erased(stream, id) } else { Ok(false) }
    }

    /// This record was erased.
    pub fn erase(
        &mut self,
        stream: &StreamId,
        id: Uuid,
        tx: &mut dyn HqTx,
    ) -> Result<(), StorageFailure> {
        self.erasures.insert(stream.clone(), true);

        tx.put_erased(stream, id)
    }

    /// Writes the ends that moved.
    pub fn write(self, tx: &mut dyn HqTx) -> Result<(), StorageFailure> {
        for (stream, Head { head, .. }) in self.heads.iter().filter(|(_, head)| head.moved) {
            tx.put_stream(stream, head)?;
        }
        Ok(())
    }
}
