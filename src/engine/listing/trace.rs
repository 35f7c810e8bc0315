//! What left the office as a file, for whoever asks later: who saved which list when, and how long it was. Nothing that is in
//! the list is written down here.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use domain::Staff;

use crate::deed::actor;
use crate::{Engine, Error};

/// What it is called, in the office's own folder.
const FILE: &str = "saved-lists.log";

impl Engine {
    /// Notes that a list was saved: `what` is its room or the record that it is about, and never a name. An office in memory
    /// keeps no such note.
    pub fn note_saved_listing(
        &self,
        what: String,
        lines: u64,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let path = self.folder().map(|folder| folder.join(FILE));
        let at = self.clock().now().at(self.clock().offset()).format("%Y-%m-%d %H:%M:%S %z");
        let at = at.to_string();

        self.workers.read(move |session| {
            let Some(path) = path else { return Ok(()) };
            let who = match actor(session)? {
                Some(id) => session.get::<Staff>(id)?.map_or(id.to_string(), |staff| staff.name),
                None => "-".to_owned(),
            };
            append(&path, &format!("{at}\t{who}\t{what}\t{lines}\n"))
                .map_err(|why| Error::file(&path, &why))
        })
    }
}

fn append(path: &Path, line: &str) -> std::io::Result<()> {
    OpenOptions::new().create(true).append(true).open(path)?.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_saved_list_is_one_line() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(FILE);
        append(&path, "one\n")?;
        append(&path, "two\n")?;
        assert_eq!(std::fs::read_to_string(path)?, "one\ntwo\n");
        Ok(())
    }
}
