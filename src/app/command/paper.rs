//! `branchdesk print ORDER… --out FILE`.

use std::path::PathBuf;

use clap::Args;
use engine::{Engine, Error};
use locale::{Language, Locale};
use serde_json::json;

use super::{Answer, wait};

#[derive(Debug, Args)]
pub struct Print {
    /// Orders, by number, by what another system calls them, or by the end of the number.
    #[arg(required = true, value_name = "ORDER")]
    orders: Vec<String>,
    /// The PDF file.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Print {
    /// The sheets of the orders' open visits, which count as printed from now on.
    pub fn run(&self, engine: &Engine, locale: &Locale) -> Result<Answer, Error> {
        let visits = wait(engine.open_visits(self.orders.clone()))?;
        let sheets = wait(engine.job_sheets(visits, language(locale)))?;
        wait(engine.save_pdf(sheets.paper.clone(), self.out.clone()))?;
        let printed = wait(engine.record_prints(&sheets))?;
        let pages = sheets.paper.pages.len();
        let file = self.out.display().to_string();

        Ok(Answer {
            words: locale.command_printed(printed, &file),
            json: json!({ "sheets": printed, "pages": pages, "file": file }),
        })
    }
}

fn language(locale: &Locale) -> Language {
    locale.language()
}
