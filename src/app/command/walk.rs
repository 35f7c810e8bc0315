//! `branchdesk tour --out DIR`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use locale::Locale;
use serde_json::json;

use super::Answer;
use crate::tour;

#[derive(Debug, Args)]
pub struct Tour {
    /// Where pictures and papers go.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl Tour {
    pub fn run(&self, quiet: bool, locale: &Locale) -> Result<Answer, String> {
        let mut say = |line: &str| {
            if !quiet {
                // Nobody is left to tell if the terminal is gone.
                let _ = writeln!(std::io::stdout(), "{line}");
            }
        };
        let ledger = tour::walk(&self.out, &mut say)
            .map_err(|astray| locale.command_tour_broke(&astray.words(locale)))?;

        told(&ledger, &self.out, locale)
    }
}

/// What a tour came to: it failed if anything was not as it should be.
pub(super) fn told(
    ledger: &tour::Ledger<'_>,
    out: &Path,
    locale: &Locale,
) -> Result<Answer, String> {
    if let Some(first) = ledger.wrong.first() {
        return Err(locale.command_tour_wrong(ledger.wrong.len(), first));
    }

    Ok(Answer {
        words: locale.command_tour_done(ledger.compared, &out.display().to_string()),
        json: json!({ "compared": ledger.compared, "wrong": 0, "out": out }),
    })
}
