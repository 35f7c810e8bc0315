//! `branchdesk import FILE`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use domain::Office;
use engine::{
    Clock, Encoding, Engine, Error, Fees, FirstTerms, Founding, ImportOrder, ImportProgress,
    ImportReport, List, Matching, Reading, Repair, Transform, Unfinished,
};
use locale::{Language, Locale};

use super::{Answer, Refused, has_office, wait};
use crate::screen::import::{called, unfinished};

/// So many refused lines are said; all of them are in their file.
const TOLD: usize = 20;

#[derive(Debug, Args)]
pub struct Import {
    /// The table: a workbook (.xlsx, .xls, .ods), or CSV in UTF-8, UTF-16, GB18030, Big5 or Windows-1252.
    #[arg(required_unless_present = "undo")]
    file: Option<PathBuf>,
    /// The sheet of a workbook; the first one that holds anything where none is named.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// How a text file is written, where what is detected is wrong: utf-8, gb18030, big5, utf-16le, utf-16be or windows-1252.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<Encoding>,
    /// What each row is about: jobs, customers, appliances, staff, parts or stock. Where nothing is said the names of
    /// the columns tell.
    #[arg(long, value_name = "KIND", value_parser = list)]
    list: Option<List>,
    /// By what a row is held to be about something known: usual, phone, name-and-address, number, serial, name or barcode.
    #[arg(long = "match", value_name = "KEY", value_parser = matching)]
    matching: Option<Matching>,
    /// The mapping to use, or to save the guessed one under.
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// Say what would happen; keep nothing, and write no file unless --refused names one.
    #[arg(long)]
    dry_run: bool,
    /// The file that refused lines are written to, with the reasons. Where none is named an import writes them beside the
    /// table, as TABLE-refused.csv, or TABLE-refused-2.csv where one lies there, and says so; --dry-run writes none.
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// Jobs that are not finished stay open if they were received on this day or later, as 2025-12-31; older ones come
    /// over as closed history. Where nothing is said, those of the last year stay open. Remembered with the mapping.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["all_open", "history_only"])]
    open_from: Option<NaiveDate>,
    /// All jobs that are not finished stay open.
    #[arg(long, conflicts_with = "history_only")]
    all_open: bool,
    /// All jobs come over as closed history, also those that are not finished.
    #[arg(long)]
    history_only: bool,
    /// In which order days such as 03/04/2024 are written, where the table does not tell. Remembered with the mapping.
    #[arg(long, value_name = "ORDER")]
    days: Option<Days>,
    /// What a word under the results means, such as "Booked=open"; open, to-call, closed, paid (closed and paid), owed (closed and
    /// not paid), cancelled or unknown. May be said several times. Remembered with the mapping.
    #[arg(long, value_name = "WORD=STATE", value_parser = word)]
    state: Vec<(String, Repair)>,
    /// What holds of the cost of finished jobs where the table does not say whether it was paid: it is still owed (of the
    /// last year, or of those that stay open), was paid, or is only noted. Remembered with the mapping.
    #[arg(long, value_name = "FEES")]
    fees: Option<Cost>,
    /// Note the columns that fill no field with each job. Remembered with the mapping.
    #[arg(long)]
    note_others: bool,
    /// Take back what the run with this number brought over.
    #[arg(long, value_name = "ID", conflicts_with_all = ["file", "sheet", "encoding", "list", "matching", "mapping", "dry_run", "refused", "days", "state", "fees", "note_others", "open_from", "all_open", "history_only"])]
    undo: Option<i64>,
}

/// Which of two small numbers is the day.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Days {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// What holds of a cost of which nobody says whether it was paid.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Cost {
    /// Nobody has paid it yet.
    Owed,
    /// It was paid.
    Paid,
    /// Nobody knows.
    Noted,
}

impl From<Cost> for Fees {
    fn from(cost: Cost) -> Self {
        match cost {
            Cost::Owed => Self::Owed,
            Cost::Paid => Self::Paid,
            Cost::Noted => Self::Noted,
        }
    }
}

impl From<Days> for Transform {
    fn from(days: Days) -> Self {
        match days {
            Days::DayFirst => Self::DayFirst,
            Days::MonthFirst => Self::MonthFirst,
        }
    }
}

impl Import {
    /// Takes back, tries, or brings over, whatever was asked for, in the office that lies in `folder`.
    pub fn run(&self, folder: &Path, locale: &Locale) -> Result<Answer, Refused> {
        let say = |error: Error| Refused::from(crate::problem::message(&error, locale));
        let office = has_office(folder).map_err(say)?;
        let answer = match (self.undo, office) {
            (Some(_), None) => {
                return Err(locale.command_no_office(&folder.display().to_string()).into());
            }
            (Some(run), Some(office)) => take_back(&office, run, locale),
            (None, Some(office)) => self.bring(&office, locale),
            (None, None) => self.bring_first(folder, locale),
        };
        engine::tell_window(folder);

        answer.map_err(say)
    }

    fn bring(&self, engine: &Engine, locale: &Locale) -> Result<Answer, Error> {
        let Asked { order, remembered, misnamed } = self.order(engine, locale)?;
        let name = order.mapping.name.clone();
        let report = wait(engine.import_table(order, Arc::new(ImportProgress::default())))?;
        let mut answer = answer(&report, locale);
        let unfinished = unfinished::words(&report, locale);
        let how =
            (unfinished.is_some() && self.dry_run).then(|| locale.command_import_unfinished_how());
        let guessed = (self.mapping.is_some() && !remembered).then(|| match self.dry_run {
            true => locale.import_mapping_unknown(&name),
            false => locale.import_mapping_new(&name),
        });
        let run = report.id.map(|id| locale.command_import_run(&id.to_string()));
        let unwritten = report.errors > 0 && report.error_file.is_none();
        let unwritten = unwritten.then(|| locale.command_import_refused_how());
        for words in [misnamed, unfinished, how, guessed, unwritten, run].into_iter().flatten() {
            answer.words.push('\n');
            answer.words.push_str(&words);
        }

        Ok(answer)
    }

    /// Where there is no office yet one is begun, but only for a table that can be brought over: until then it lies
    /// in memory.
    fn bring_first(&self, folder: &Path, locale: &Locale) -> Result<Answer, Error> {
        let trial = Engine::in_memory(Clock::System)?;
        found(&trial, locale)?;
        if self.dry_run {
            return self.bring(&trial, locale);
        }
        let order = self.order(&trial, locale)?.order;
        let everything_but_the_lines = ImportProgress::default();
        everything_but_the_lines.stop();
        wait(trial.import_table(order, Arc::new(everything_but_the_lines)))?;
        let engine = Engine::open_beside(folder, Clock::System)?;
        found(&engine, locale)?;
        let begun = locale
            .command_office_begun(&folder.display().to_string(), &locale.command_new_office());
        let answer = self.bring(&engine, locale)?;

        Ok(Answer { words: format!("{begun}\n{}", answer.words), ..answer })
    }

    /// How the file is read, as far as it was said.
    fn reading(&self) -> Reading {
        Reading { sheet: self.sheet.clone(), encoding: self.encoding, separator: None }
    }

    /// What is to be done.
    fn order(&self, engine: &Engine, locale: &Locale) -> Result<Asked, Error> {
        let file = self.file.clone().unwrap_or_default();
        let mut inspection =
            wait(engine.inspect_table(&file, self.reading(), self.mapping.clone()))?;
        if let Some(list) = self.list {
            inspection.choose_list(list);
        }
        if let Some(matching) = self.matching {
            matching.choose(&mut inspection.mapping);
        }
        let choice = match (self.open_from, self.all_open, self.history_only) {
            (Some(day), ..) => Some(Unfinished::Since(day)),
            (None, true, _) => Some(Unfinished::Open),
            (None, false, true) => Some(Unfinished::History),
            (None, false, false) => None,
        };
        if let Some(days) = self.days {
            engine::order_days(&mut inspection.mapping, &days.into());
        }
        for (word, meant) in &self.state {
            engine::mean(&mut inspection.mapping, word, Some(*meant));
        }
        if let Some(fees) = self.fees {
            Fees::from(fees).choose(&mut inspection.mapping);
        }
        if self.note_others {
            engine::note_others(&mut inspection.mapping, true);
        }
        choice.into_iter().for_each(|choice| choice.choose(&mut inspection.mapping));
        let order = ImportOrder {
            path: file,
            reading: inspection.reading,
            mapping: inspection.mapping,
            rehearsal: self.dry_run,
            refused: self.refused.clone(),
            // What was said of days, words and costs is said of the mapping, too.
            replace: (self.days.is_some() || self.fees.is_some() || !self.state.is_empty())
                && inspection.remembered,
            locale: locale.clone(),
        };

        let misnamed = inspection.misnamed.then(|| locale.import_misnamed(inspection.written_in));

        Ok(Asked { order, remembered: inspection.remembered, misnamed })
    }
}

/// What is to be done, and what is to be said of it.
struct Asked {
    order: ImportOrder,
    /// Whether the mapping was saved before.
    remembered: bool,
    /// That the file is not what its name says.
    misnamed: Option<String>,
}

fn take_back(engine: &Engine, run: i64, locale: &Locale) -> Result<Answer, Error> {
    let taken = wait(engine.undo_import(run, Arc::default()))?;
    let json = serde_json::json!({ "id": run, "records": taken.records, "kept": taken.kept });
    let mut words = locale.import_undone(taken.records);
    if taken.kept > 0 {
        words = format!("{words}\n{}", locale.import_undo_kept(taken.kept));
    }

    Ok(Answer { words, json })
}

/// An office of one's own where there is none yet; it is called something better under Settings.
fn found(engine: &Engine, locale: &Locale) -> Result<(), Error> {
    let currency = locale.usual_currency(super::system_tag().as_deref());
    let office = Office {
        code: "BR01".to_owned(),
        name: locale.command_new_office(),
        currency,
        ..Office::default()
    };
    let first = locale.command_new_person();

    wait(engine.found_office(Founding {
        office,
        first,
        terms: FirstTerms::usual(locale.language(), currency),
        language: locale.language(),
        ..Founding::default()
    }))
}

fn encoding(text: &str) -> Result<Encoding, String> {
    let named = |it: &Encoding| it.label().eq_ignore_ascii_case(text.trim());

    Encoding::ALL
        .into_iter()
        .find(named)
        .ok_or_else(|| Encoding::ALL.map(Encoding::label).join(", "))
}

fn list(text: &str) -> Result<List, String> {
    const NAMES: [&str; 6] = ["jobs", "customers", "appliances", "staff", "parts", "stock"];
    let at = NAMES.iter().position(|name| name.eq_ignore_ascii_case(text.trim()));

    at.map(|at| List::ALL[at]).ok_or_else(|| NAMES.join(", "))
}

fn matching(text: &str) -> Result<Matching, String> {
    Matching::from_code(text.trim())
        .ok_or_else(|| "usual, phone, name-and-address, number, serial, name, barcode".to_owned())
}

/// A word and what it means, with the mark of equality between them.
fn word(text: &str) -> Result<(String, Repair), String> {
    let (word, state) = text.rsplit_once('=').ok_or("no =")?;
    let said = state.trim().to_lowercase();
    let names = |it: Repair| {
        let words = Language::ALL.map(|language| called(it, &Locale::new(language)));
        std::iter::once(it.code().replace('_', "-")).chain(words)
    };
    let means =
        |it: &Repair| names(*it).any(|name| name.to_lowercase() == said) || it.code() == said;
    let state = Repair::ALL.into_iter().find(means).ok_or_else(|| {
        let each = Repair::ALL.map(|it| names(it).collect::<Vec<_>>().join(" | "));
        format!("{said}: {}", each.join("; "))
    })?;

    Ok((word.trim().to_owned(), state))
}

fn answer(report: &ImportReport, locale: &Locale) -> Answer {
    let ImportReport { created, updated, unchanged, errors, .. } = *report;
    let mut words = locale.import_summary(created, updated, unchanged, errors);
    if let Some(line) = report.broken {
        words = format!("{}\n{words}", locale.import_broken(line));
    }
    if !report.untaken.is_empty() {
        words.push('\n');
        words.push_str(&locale.import_untaken_told(&locale.enumeration(&report.untaken)));
    }
    for (_, note) in crate::screen::import::notes(report, locale) {
        words.push('\n');
        words.push_str(&note);
    }
    for refused in report.refused.iter().take(TOLD) {
        words.push('\n');
        words.push_str(&locale.import_line_fault(refused.line, &refused.reason));
    }
    if let Some(file) = &report.error_file {
        words.push('\n');
        words.push_str(&locale.import_error_file(&file.display().to_string()));
    }

    Answer { words, json: serde_json::to_value(report).unwrap_or_default() }
}
