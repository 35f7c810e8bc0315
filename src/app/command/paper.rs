//! `branchdesk print ORDER… --out FILE`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use engine::paper::Format;
use engine::{Engine, Error, Progress};
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
    /// The paper; unless told, the one this desk chose.
    #[arg(long, value_name = "SIZE")]
    paper: Option<Size>,
}

/// What a job sheet fits on.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Size {
    /// 210 × 297 mm, upright.
    A4,
    /// 210 × 148 mm, lying.
    A5,
}

impl From<Size> for Format {
    fn from(size: Size) -> Self {
        match size {
            Size::A4 => Self::A4,
            Size::A5 => Self::A5,
        }
    }
}

impl Print {
    /// The sheets of the orders' open visits, which count as printed from now on.
    pub fn run(&self, engine: &Engine, locale: &Locale) -> Result<Answer, Error> {
        let visits = wait(engine.open_visits(self.orders.clone()))?;
        let mut sheets = wait(engine.job_sheets(visits, language(locale)))?;
        if let Some(size) = self.paper {
            sheets = wait(engine.sheets_on(&sheets, size.into(), Progress::new()))?;
        }
        wait(engine.save_pdf(sheets.paper.clone(), self.out.clone()))?;
        let printed = wait(engine.record_prints(&sheets))?.len();
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
