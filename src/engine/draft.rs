//! Half-typed forms: a power cut loses nothing.

use crate::{Engine, Error};

impl Engine {
    /// What was being typed in `form` when it was left.
    pub fn draft(
        &self,
        form: &'static str,
    ) -> impl Future<Output = Result<Option<String>, Error>> + Send + use<> {
        self.workers.read(move |session| Ok(session.draft(form)?))
    }

    /// Remembers what is being typed in `form`.
    pub fn keep_draft(
        &self,
        form: &'static str,
        value: String,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let now = self.clock.now();

        self.workers.write(move |session| Ok(session.put_draft(form, &value, now)?))
    }

    /// Forgets what was being typed in `form`: it was saved, or thrown away.
    pub fn drop_draft(
        &self,
        form: &'static str,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        self.workers.write(move |session| Ok(session.drop_draft(form)?))
    }
}
