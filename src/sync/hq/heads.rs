//! The ends of streams during one call: read and locked once, written once.

use std::collections::BTreeMap;

use super::{HqTx, StorageFailure, StreamHead};
use crate::StreamId;

/// The streams that a call has looked at so far.
#[derive(Debug, Default)]
pub struct Heads(BTreeMap<StreamId, Head>);

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
        if let Some(known) = self.0.get(stream) {
            return Ok(known.head);
        }
        let head = tx.stream(stream)?;
        self.0.insert(stream.clone(), Head { head, moved: false });

        Ok(head)
    }

    /// The stream ends here now. It is written with [`Heads::write`].
    pub fn set(&mut self, stream: &StreamId, head: StreamHead) {
        self.0.insert(stream.clone(), Head { head, moved: true });
    }

    /// Writes the ends that moved.
    pub fn write(self, tx: &mut dyn HqTx) -> Result<(), StorageFailure> {
        for (stream, Head { head, .. }) in self.0.iter().filter(|(_, head)| head.moved) {
            tx.put_stream(stream, head)?;
        }
        Ok(())
    }
}
