//! Wakes those who wait for something new in a stream.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sync::StreamId;
use tokio::sync::watch;

/// One bell rope per stream that somebody listens to.
#[derive(Debug, Default)]
pub struct Bell(Mutex<HashMap<StreamId, watch::Sender<u64>>>);

impl Bell {
    /// Changes at each ring from now on.
    pub fn listen(&self, stream: &StreamId) -> watch::Receiver<u64> {
        let mut ropes = self.ropes();

        ropes.entry(stream.clone()).or_insert_with(|| watch::Sender::new(0)).subscribe()
    }

    /// Something may be new in these streams.
    pub fn ring(&self, streams: &BTreeSet<StreamId>) {
        self.ring_where(|stream| streams.contains(stream));
    }

    /// Something may be new anywhere.
    pub fn ring_all(&self) {
        self.ring_where(|_| true);
    }

    fn ring_where(&self, concerned: impl Fn(&StreamId) -> bool) {
        self.ropes().retain(|stream, rope| {
            if concerned(stream) {
                rope.send_modify(|rings| *rings += 1);
            }
            rope.receiver_count() > 0
        });
    }

    fn ropes(&self) -> MutexGuard<'_, HashMap<StreamId, watch::Sender<u64>>> {
        // Nothing that holds the lock leaves the map half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
