//! `branchdesk import FILE`.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use domain::Office;
use engine::{Engine, Error, Founding, ImportOrder, ImportProgress, ImportReport};
use locale::Locale;

use super::{Answer, wait};

#[derive(Debug, Args)]
pub struct Import {
    /// The table: CSV in UTF-8, GB18030, Big5 or UTF-16.
    #[arg(required_unless_present = "undo")]
    file: Option<PathBuf>,
    /// The mapping to use, or to save the guessed one under.
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// Say what would happen; keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// Take back what the run with this number brought over.
    #[arg(long, value_name = "ID", conflicts_with_all = ["file", "mapping", "dry_run"])]
    undo: Option<i64>,
}

impl Import {
    /// Whether an import is taken back rather than done.
    pub fn takes_back(&self) -> bool {
        self.undo.is_some()
    }

    pub fn run(&self, engine: &Engine, locale: &Locale) -> Result<Answer, Error> {
        if let Some(run) = self.undo {
            let taken = wait(engine.undo_import(run))?;
            let json = serde_json::to_value(taken).unwrap_or_default();
            return Ok(Answer { words: locale.import_undone(taken.records), json });
        }
        found(engine, locale)?;
        let file = self.file.clone().unwrap_or_default();
        let inspection = wait(engine.inspect_table(&file, self.mapping.clone()))?;
        let order = ImportOrder {
            path: file,
            mapping: inspection.mapping,
            rehearsal: self.dry_run,
            locale: locale.clone(),
        };
        let report = wait(engine.import_table(order, Arc::new(ImportProgress::default())))?;

        Ok(answer(&report, locale))
    }
}

/// An office of one's own where there is none yet; it is called something better under Settings.
fn found(engine: &Engine, locale: &Locale) -> Result<(), Error> {
    if wait(engine.desk())?.is_some() {
        return Ok(());
    }
    let office =
        Office { code: "BR01".to_owned(), name: locale.command_new_office(), ..Office::default() };
    let first = locale.command_new_person();

    wait(engine.found_office(Founding { office, first, technicians: Vec::new() }))
}

fn answer(report: &ImportReport, locale: &Locale) -> Answer {
    let ImportReport { created, updated, unchanged, errors, .. } = *report;
    let mut words = locale.import_summary(created, updated, unchanged, errors);
    if let Some(file) = &report.error_file {
        words.push('\n');
        words.push_str(&locale.import_error_file(&file.display().to_string()));
    }

    Answer { words, json: serde_json::to_value(report).unwrap_or_default() }
}
