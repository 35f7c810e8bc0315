//! A whole day, end to end, without a display: headquarters on loopback, two desks, the real rooms as pictures,
//! the papers as PDF, and every state, balance and digest compared with what it should be.

mod cable;
mod day;
mod ledger;
mod request;
mod stage;

use std::path::Path;

pub use ledger::Ledger;

/// Why the tour ended early, or that something was not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Astray(pub String);

impl<E: std::error::Error> From<E> for Astray {
    fn from(error: E) -> Self {
        let mut words = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            words.push_str(": ");
            words.push_str(&error.to_string());
            cause = error.source();
        }
        Self(words)
    }
}

/// Walks through the day and leaves pictures and papers in `out`. `say` gets each line as it happens.
pub fn walk<'a>(out: &Path, say: &'a mut dyn FnMut(&str)) -> Result<Ledger<'a>, Astray> {
    std::fs::create_dir_all(out)?;
    let scratch = Scratch::new(out)?;
    let mut ledger = Ledger::new(say);
    day::walk(&day::Ground { out, scratch: &scratch.0 }, &mut ledger)?;

    Ok(ledger)
}

/// A folder for databases that is gone when the tour is over.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(out: &Path) -> Result<Self, Astray> {
        let folder = out.join(format!("offices-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;

        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is in nobody's way.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_day_ends_as_it_should() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = std::env::var_os("BRANCHDESK_TOUR").map(std::path::PathBuf::from);
        let out = kept.as_deref().unwrap_or(folder.path());
        let mut lines = String::new();
        let mut say = |line: &str| {
            lines.push_str(line);
            lines.push('\n');
        };
        let ledger = walk(out, &mut say).map(|l| (l.compared, l.wrong));

        assert!(
            matches!(&ledger, Ok((compared, wrong)) if *compared > 40 && wrong.is_empty()),
            "{ledger:?}\n{lines}"
        );
    }
}
