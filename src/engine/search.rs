//! One box finds everything.

use store::Hit;

use crate::{Engine, Error};

/// The longest text that is looked for, in bytes: what is longer is not a scrap.
const LONGEST: usize = 200;

impl Engine {
    /// Households that hold every scrap of `text`, best first, at most `limit` (200 at the most).
    pub fn find(
        &self,
        text: &str,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Hit>, Error>> + Send + use<> {
        let end = text.floor_char_boundary(LONGEST.min(text.len()));
        let text = text[..end].to_owned();

        self.workers.read(move |session| Ok(session.find(&text, limit.min(200))?))
    }
}
