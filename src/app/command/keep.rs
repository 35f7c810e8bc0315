//! `branchdesk backup FILE`, `restore FILE`, `check`.

use std::path::{Path, PathBuf};

use clap::Args;
use engine::{Clock, Closed, Engine, Error, Finding, Health, Progress, replace_database};
use locale::Locale;
use serde_json::{Value, json};

use super::{Answer, Refused, wait};
use crate::finding;

#[derive(Debug, Args)]
pub struct Backup {
    /// Where the backup goes.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
}

impl Backup {
    pub fn run(&self, engine: &Engine, locale: &Locale) -> Result<Answer, Error> {
        let path = wait(engine.back_up(self.file.clone(), Progress::new()))?;
        let bytes = std::fs::metadata(&path).map_or(0, |file| file.len());
        let file = path.display().to_string();

        Ok(Answer {
            words: locale.command_backed_up(&file),
            json: json!({ "file": file, "bytes": bytes }),
        })
    }
}

impl Restore {
    /// Does not open what is there: it may be what cannot be opened any more.
    pub fn run(&self, folder: &Path, locale: &Locale) -> Result<Answer, Error> {
        let _closed = Closed::keep(folder)?;
        let restored =
            replace_database(folder.to_owned(), self.file.clone(), &Clock::System, Progress::new());
        let kept = wait(restored)?.map(|kept| kept.display().to_string());
        let words = match &kept {
            Some(kept) => locale.command_restored(kept),
            None => locale.command_restored_here(),
        };

        Ok(Answer { words, json: json!({ "kept": kept }) })
    }
}

/// Checks everything. Findings make it fail.
pub fn check(engine: &Engine, locale: &Locale) -> Result<Result<Answer, Refused>, Error> {
    Ok(verdict(&wait(engine.check(Progress::new()))?, locale))
}

/// What a check came to.
pub fn verdict(health: &Health, locale: &Locale) -> Result<Answer, Refused> {
    let found: Vec<Value> = health.findings.iter().map(entry).collect();
    let json = json!({ "records": health.records, "findings": found });
    if health.findings.is_empty() {
        return Ok(Answer { words: locale.command_sound(health.records), json });
    }
    let said = health.findings.iter().map(|it| format!("- {}", finding::said(it, locale)));
    let words = std::iter::once(locale.command_findings(health.findings.len())).chain(said);
    let words = words.collect::<Vec<_>>().join("\n");

    Err(Refused { words, json: Some(json) })
}

fn entry(finding: &Finding) -> Value {
    match finding {
        Finding::File(what) => json!({ "kind": "file", "what": what }),
        Finding::Unbalanced(part) => json!({ "kind": "unbalanced", "part": part }),
        Finding::Unreadable(kind, id) => json!({ "kind": "unreadable", "record": kind, "id": id }),
        Finding::NotSearchable(customer) => {
            json!({ "kind": "not_searchable", "customer": customer })
        }
        Finding::NumberTwice(number) => json!({ "kind": "number_twice", "number": number }),
        Finding::AttachmentMissing(name, order) => {
            json!({ "kind": "attachment_missing", "name": name, "order": order })
        }
        Finding::AttachmentDamaged(name, order) => {
            json!({ "kind": "attachment_damaged", "name": name, "order": order })
        }
        Finding::AttachmentStray(path) => json!({ "kind": "attachment_stray", "path": path }),
        Finding::NotShown(kind, id) => json!({ "kind": "not_shown", "record": kind, "id": id }),
    }
}
