//! A look at a long work on a file while it goes on, and the way to stop it.

use std::sync::Arc;

use rusqlite::Connection;

use crate::Error;

/// Steps of SQLite's machine between two looks: some milliseconds.
const STEPS: i32 = 20_000;

/// Who looks: is told which share is done (0 to 1, none while nobody knows) and answers whether to go on.
#[derive(Clone)]
pub struct Watch(Arc<dyn Fn(Option<f32>) -> bool + Send + Sync>);

impl Watch {
    /// Lets this look.
    pub fn new(look: impl Fn(Option<f32>) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(look))
    }

    /// Nobody looks.
    pub fn nobody() -> Self {
        Self::new(|_| true)
    }

    /// Shows what is done; fails with [`Error::Interrupted`] if that is enough.
    pub fn show(&self, share: Option<f32>) -> Result<(), Error> {
        if (self.0)(share) { Ok(()) } else { Err(Error::Interrupted) }
    }

    /// Does work on a connection, which stops when the one who looks has had enough.
    pub(crate) fn over<T>(
        &self,
        db: &mut Connection,
        share: impl Fn() -> Option<f32> + Send + 'static,
        work: impl FnOnce(&mut Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        // A small file is done before the first look.
        self.show(share())?;
        let watch = self.clone();
        db.progress_handler(STEPS, Some(move || watch.show(share()).is_err()))?;
        let done = work(db);
        db.progress_handler(0, None::<fn() -> bool>)?;

        done
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}
