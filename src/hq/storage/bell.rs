//! Wakes those who wait for something new in a stream.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sync::StreamId;
use tokio::sync::watch;

/// So many ropes may hang that nobody holds before somebody looks.
const SLACK: usize = 64;

/// One bell rope per stream that somebody listens to.
#[derive(Debug, Default)]
pub struct Bell(Mutex<Ropes>);

#[derive(Debug, Default)]
struct Ropes {
    by_stream: HashMap<StreamId, watch::Sender<u64>>,
    /// How many were held when it was last looked.
    held: usize,
}

impl Bell {
    /// Changes at each ring from now on.
    pub fn listen(&self, stream: &StreamId) -> watch::Receiver<u64> {
        let mut ropes = self.ropes();
        let rope = ropes.by_stream.entry(stream.clone()).or_insert_with(|| watch::Sender::new(0));
        let listener = rope.subscribe();
        // Whoever rings pulls the ropes of a few streams only, so those that are let go hang on until now.
        if ropes.by_stream.len() > 2 * ropes.held + SLACK {
            ropes.by_stream.retain(|_, rope| rope.receiver_count() > 0);
            ropes.held = ropes.by_stream.len();
        }

        listener
    }

    /// Something may be new in these streams.
    pub fn ring(&self, streams: &BTreeSet<StreamId>) {
        let ropes = self.ropes();
        for rope in streams.iter().filter_map(|stream| ropes.by_stream.get(stream)) {
            rope.send_modify(|rings| *rings += 1);
        }
    }

    /// Something may be new anywhere.
    pub fn ring_all(&self) {
        for rope in self.ropes().by_stream.values() {
            rope.send_modify(|rings| *rings += 1);
        }
    }

    fn ropes(&self) -> MutexGuard<'_, Ropes> {
        // Nothing that holds the lock leaves the map half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rope_is_pulled_for_its_stream_alone_and_one_that_nobody_holds_is_taken_down() {
        let bell = Bell::default();
        let stream = |n: usize| StreamId::branch(&format!("B{n:04}")).expect("a branch");
        let (mut first, mut second) = (bell.listen(&stream(1)), bell.listen(&stream(2)));
        first.borrow_and_update();
        second.borrow_and_update();
        bell.ring(&BTreeSet::from([stream(1)]));
        assert_eq!(
            (first.has_changed().ok(), second.has_changed().ok()),
            (Some(true), Some(false))
        );
        bell.ring_all();
        assert_eq!(second.has_changed().ok(), Some(true));

        for n in 3..1_000 {
            drop(bell.listen(&stream(n)));
        }
        let hanging = bell.ropes().by_stream.len();
        assert!(hanging <= 2 * 3 + SLACK, "{hanging} ropes for two listeners");
        bell.ring(&BTreeSet::from([stream(1)]));
        assert_eq!(first.has_changed().ok(), Some(true));
    }
}
