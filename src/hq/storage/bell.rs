//! Wakes those who wait for something new in a stream, and remembers which devices are to say hello.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sync::StreamId;
use tokio::sync::watch;

/// So long a device is told that it is called: an answer may be lost on the way, or waited for no more. Not for ever, for it
/// may say hello at another node.
const TOLD: Duration = Duration::from_secs(10);
/// How the names begin by which devices are called.
const DEVICE: &str = "device:";
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
    /// Devices that may do something else now and have not said hello since, and until when they are told so.
    called: HashMap<StreamId, Instant>,
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

    /// Something may be new in these streams. A device that does not listen hears of its own when it calls.
    pub fn ring(&self, streams: &BTreeSet<StreamId>) {
        let mut ropes = self.ropes();
        let devices = streams.iter().filter(|stream| stream.as_str().starts_with(DEVICE));
        let until = Instant::now() + TOLD;
        ropes.called.extend(devices.map(|device| (device.clone(), until)));
        for rope in streams.iter().filter_map(|stream| ropes.by_stream.get(stream)) {
            rope.send_modify(|rings| *rings += 1);
        }
    }

    /// Whether somebody rang for a device lately that has not said hello here since.
    pub fn is_called(&self, device: &StreamId) -> bool {
        let mut ropes = self.ropes();
        let Some(until) = ropes.called.get(device) else { return false };
        let is_called = *until > Instant::now();
        if !is_called {
            ropes.called.remove(device);
        }
        is_called
    }

    /// A device says hello.
    pub fn answered(&self, device: &StreamId) {
        self.ropes().called.remove(device);
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
