//! Who wants to know that something changed.

use std::sync::Arc;

use tokio::sync::watch;

/// Tells everyone who watches that the office is no longer as it was.
#[derive(Debug, Clone)]
pub(crate) struct Changed(Arc<watch::Sender<u64>>);

impl Changed {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }

    pub(crate) fn tell(&self) {
        self.0.send_modify(|count| *count += 1);
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
