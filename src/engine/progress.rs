//! How far a long work has come, and whether to go on with it.

use std::sync::Arc;

use tokio::sync::watch;

/// What a work and the one who waits for it share: it counts, they may stop it.
#[derive(Debug, Clone)]
pub struct Progress {
    step: Arc<watch::Sender<Step>>,
    cancelled: Arc<watch::Sender<bool>>,
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    /// How much is done.
    pub done: u64,
    /// Of how much; 0 while nobody knows.
    pub total: u64,
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

impl Progress {
    /// Nothing is done yet.
    pub fn new() -> Self {
        Self {
            step: Arc::new(watch::Sender::new(Step::default())),
            cancelled: Arc::new(watch::Sender::new(false)),
        }
    }

    /// Asks the work to stop. What it had begun is undone.
    pub fn cancel(&self) {
        self.cancelled.send_replace(true);
    }

    /// Whether the work was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        *self.cancelled.borrow()
    }

    /// Tells each step.
    pub fn watch(&self) -> watch::Receiver<Step> {
        self.step.subscribe()
    }

    /// Says how far the work is.
    pub(crate) fn reach(&self, done: u64, total: u64) {
        self.step.send_replace(Step { done, total });
    }

    /// The same, for a work on a whole file.
    pub(crate) fn over_file(&self) -> store::Watch {
        let progress = self.clone();

        store::Watch::new(move |share| {
            match share {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                Some(share) => progress.reach((share.clamp(0.0, 1.0) * 1e3) as u64, 1_000),
                None => progress.reach(0, 0),
            }
            !progress.is_cancelled()
        })
    }

    /// Waits until the work is asked to stop.
    pub(crate) async fn cancelled(&self) {
        let mut cancelled = self.cancelled.subscribe();
        if cancelled.wait_for(|cancelled| *cancelled).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Step {
    /// The share that is done, between 0 and 1; none while nobody knows.
    pub fn share(self) -> Option<f32> {
        #[expect(clippy::cast_precision_loss, reason = "a bar has less than a thousand pixels")]
        let share = self.done as f32 / self.total as f32;

        (self.total > 0).then_some(share.min(1.0))
    }
}
