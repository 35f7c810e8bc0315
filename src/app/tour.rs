//! A whole day, end to end, without a display: headquarters on loopback, two desks, the real rooms as pictures,
//! the papers as PDF, and every state, balance and digest compared with what it should be.

pub(crate) mod agreement;
pub mod cable;
mod day;
pub(crate) mod ledger;
mod request;
mod stage;

use std::path::Path;

use locale::Locale;

pub use ledger::Ledger;

/// Why the tour ended early.
#[derive(Debug)]
pub enum Astray {
    /// The program said no.
    Engine(engine::Error),
    /// Something else did, in its own words.
    Other(String),
}

impl Astray {
    /// What a person is told.
    pub fn words(&self, locale: &Locale) -> String {
        match self {
            Self::Engine(error) => crate::problem::message(error, locale),
            Self::Other(words) => words.clone(),
        }
    }
}

impl<E: std::error::Error + 'static> From<E> for Astray {
    fn from(error: E) -> Self {
        if let Some(error) = (&error as &dyn std::error::Error).downcast_ref::<engine::Error>() {
            return Self::Engine(error.clone());
        }
        let mut words = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            words.push_str(": ");
            words.push_str(&error.to_string());
            cause = error.source();
        }
        Self::Other(words)
    }
}

/// Walks through the day and leaves pictures and papers in `out`. `say` gets each line as it happens.
pub fn walk<'a>(out: &Path, say: &'a mut dyn FnMut(&str)) -> Result<Ledger<'a>, Astray> {
    // Its desks are gone with it, and so are their keys.
    engine::use_system_keyring(false);
    walk_and(out, say, |_| Ok(()))
}

/// The same, and before everything is compared `meddle` may break something.
fn walk_and<'a>(
    out: &Path,
    say: &'a mut dyn FnMut(&str),
    meddle: impl FnOnce(&day::Day<'_>) -> Result<(), Astray>,
) -> Result<Ledger<'a>, Astray> {
    make_folder(out)?;
    let scratch = Scratch::new(out)?;
    let mut ledger = Ledger::new(say);
    day::walk(&day::Ground { out, scratch: &scratch.0 }, &mut ledger, meddle)?;

    Ok(ledger)
}

fn make_folder(folder: &Path) -> Result<(), engine::Error> {
    use std::io::ErrorKind;

    std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            engine::Error::NoFolder(folder.display().to_string())
        }
        _ => engine::Error::file(folder, &error),
    })
}

/// A folder for databases that is gone when the tour is over.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(out: &Path) -> Result<Self, Astray> {
        let folder = out.join(format!("offices-{}", std::process::id()));
        make_folder(&folder)?;

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
    fn what_ends_the_tour_is_said_in_a_persons_words() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("a file");
        std::fs::write(&file, "not a folder")?;
        let locale = Locale::new(locale::Language::English);
        let ended = walk(&file, &mut |_| {}).map(|_| ()).expect_err("it is no folder");
        let named = file.display().to_string();
        assert_eq!(ended.words(&locale), locale.problem_folder_missing(&named));

        let over = Astray::from(engine::Error::field("time", engine::Wrong::Over));
        assert_eq!(over.words(&locale), locale.problem_slot_past());
        Ok(())
    }

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
            matches!(&ledger, Ok((compared, wrong)) if *compared > 80 && wrong.is_empty()),
            "{ledger:?}\n{lines}"
        );
    }

    /// What a clerk does with a desk that nobody hears of any more.
    fn break_the_second_desk(day: &day::Day<'_>) -> Result<(), Astray> {
        day.cable.pull();
        let parts = day.wait(day.second.parts_overview())?.parts;
        let van = domain::Location::Van(day.technicians[1]);
        let part = parts.iter().find(|part| part.held.contains_key(&van));
        let part = part.ok_or_else(|| Astray::Other("no van has a part".to_owned()))?.id;
        let line = engine::StockLine { part, quantity: 1, serial: None };
        day.wait(day.second.issue_parts(day.technicians[1], vec![line]))?;
        day.wait(day.second.unassign(day.visits[4]))?;
        let caller = day.caller.ok_or_else(|| Astray::Other("nobody called".to_owned()))?;
        let household = day.wait(day.second.household(caller))?;
        let opened = household.opened();
        let customer = domain::Customer { name: "错名".to_owned(), ..household.customer };
        day.wait(day.second.save_customer(Some(opened), customer))?;

        Ok(())
    }

    #[test]
    fn a_desk_that_differs_is_caught_and_the_tour_fails() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut say = |_: &str| {};
        let ledger = walk_and(folder.path(), &mut say, break_the_second_desk).expect("it ends");
        let both = ["headquarters", "the first desk"];
        for kind in ["orders and their states", "customers", "stock balances"] {
            for other in both {
                let line = format!("{kind} of the desk that was cut off and of {other}");
                let named = ledger.wrong.iter().any(|wrong| wrong.starts_with(&line));
                assert!(named, "{line} is not in {:#?}", ledger.wrong);
            }
        }
        let tasks = "tasks of the desk that was cut off";
        assert!(ledger.wrong.iter().any(|wrong| wrong.starts_with(tasks)), "{:#?}", ledger.wrong);
        let there = "of headquarters and of the first desk";
        assert!(!ledger.wrong.iter().any(|wrong| wrong.contains(there)), "{:#?}", ledger.wrong);
    }
}
