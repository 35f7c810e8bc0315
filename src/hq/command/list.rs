//! `currency`, `prices`, `parts`, `terms`: what headquarters says for all branches.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use domain::Currency;
use hq::Storage;
use hq::list::{Kind, Refusal, Revision, Why, Wrong, export, import};
use locale::{Language, Locale};
use serde_json::json;

use crate::print::Printer;
use crate::problem::Problem;

/// So many entries, or lines that are wrong, are named.
const NAMED: usize = 100;

#[derive(Debug, Subcommand)]
pub enum ListDeed {
    /// Write the list into a new CSV file, for a spreadsheet.
    Export {
        /// Where to.
        file: PathBuf,
    },
    /// Read a CSV file, or a workbook, into the list: all of it, or nothing if a line is wrong. What has no line stays.
    Import(Reading),
}

#[derive(Debug, Subcommand)]
pub enum PartsDeed {
    /// Write the list into a new CSV file, for a spreadsheet.
    Export {
        /// Where to.
        file: PathBuf,
    },
    /// Read a CSV file, or a workbook, into the list: all of it, or nothing if a line is wrong. What has no line stays.
    Import(Reading),
    /// Call the parts that came with the program by their names in another language. Parts of your own stay.
    Language {
        /// Which.
        #[arg(value_name = "LANGUAGE", value_parser = languages())]
        tag: String,
    },
}

#[derive(Debug, Args)]
pub struct Reading {
    /// Which.
    file: PathBuf,
    /// Say what would become of it, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// The codes of currencies; any other is refused with all of them.
pub fn currencies() -> PossibleValuesParser {
    PossibleValuesParser::new(Currency::ALL.map(Currency::code))
}

fn languages() -> PossibleValuesParser {
    PossibleValuesParser::new(Language::ALL.map(Language::tag))
}

/// Says what the books are kept in, or has them kept in another currency.
pub fn currency(
    storage: &Storage,
    code: Option<&str>,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let named =
        |code: &str| Currency::ALL.into_iter().find(|it| it.code().eq_ignore_ascii_case(code));
    if let Some(currency) = code.and_then(named) {
        hq::books::keep_in(storage, currency)?;
    }
    let kept = hq::books::currency(storage)?;
    let line = locale.hq_currency(&locale.currency_choice(kept));

    Ok(printer.say(&[line], &json!({"currency": kept.code()}))?)
}

/// Does what was asked with the parts.
pub fn parts(
    storage: &Storage,
    deed: PartsDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    match deed {
        PartsDeed::Export { file } => {
            run(storage, (Kind::Parts, ListDeed::Export { file }), printer, locale)
        }
        PartsDeed::Import(reading) => {
            run(storage, (Kind::Parts, ListDeed::Import(reading)), printer, locale)
        }
        PartsDeed::Language { tag } => {
            let language = Language::from_tag(&tag).unwrap_or_default();
            let renamed = hq::catalog::name_parts(storage, language)?;
            let line = locale.hq_parts_renamed(renamed, language.own_name());
            Ok(printer.say(&[line], &json!({"renamed": renamed, "language": language.tag()}))?)
        }
    }
}

/// Does what was asked with a list.
pub fn run(
    storage: &Storage,
    (kind, deed): (Kind, ListDeed),
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let (reading, language) = match deed {
        ListDeed::Import(reading) => (reading, locale.language()),
        ListDeed::Export { file } => {
            let lines = export(storage, kind, &file, locale.language())?;
            let name = file.display().to_string();
            let line = locale.hq_list_written(&name, lines);
            return Ok(printer.say(&[line], &json!({"file": name, "lines": lines}))?);
        }
    };
    let Reading { file, dry_run } = reading;
    let revision = import(storage, kind, &file, (language, dry_run))?;
    let mut object = json!(revision);
    object["written"] = json!(!dry_run);

    Ok(printer.say(&told(&revision, dry_run, locale), &object)?)
}

/// What became of a table, line by line, and the sum of it.
fn told(revision: &Revision, dry_run: bool, locale: &Locale) -> Vec<String> {
    let created = revision.created.iter().map(|name| locale.hq_list_created(name));
    let changed = revision.changed.iter().map(|changed| {
        let columns: Vec<_> = changed.columns.iter().map(|it| it.word(locale)).collect();
        locale.hq_list_changed(&changed.name, &locale.enumeration(&columns))
    });
    let retired = revision.retired.iter().map(|name| locale.hq_list_retired(name));
    let mut lines: Vec<_> = created.chain(changed).chain(retired).collect();
    cut(&mut lines, locale);
    if !revision.unknown_columns.is_empty() {
        lines.push(locale.hq_list_unread(&locale.enumeration(&revision.unknown_columns)));
    }
    let Revision { created, changed, retired, unchanged, .. } = revision;
    lines.push(locale.hq_list_sum(created.len(), changed.len(), retired.len(), *unchanged));
    if dry_run {
        lines.push(locale.hq_list_trial());
    }

    lines
}

fn cut(lines: &mut Vec<String>, locale: &Locale) {
    let more = lines.len().saturating_sub(NAMED);
    lines.truncate(NAMED);
    if more > 0 {
        lines.push(locale.hq_list_more(more));
    }
}

/// Why a table was not read, and what to do.
pub fn refusal(refusal: &Refusal, locale: &Locale) -> String {
    match refusal {
        Refusal::Hq(error) => error.sentence(locale),
        Refusal::NoTable(file) => locale.hq_list_no_table(&file.display().to_string()),
        Refusal::TooLarge(file) => {
            let (file, bytes) = (file.display().to_string(), hq::list::MOST_BYTES / (1024 * 1024));
            locale.hq_list_too_large(&file, hq::list::MOST_LINES, bytes)
        }
        Refusal::Lacking(columns) => {
            let words: Vec<_> = columns.iter().map(|it| it.word(locale)).collect();
            locale.hq_list_lacking(&locale.enumeration(&words))
        }
        Refusal::Lines(wrong) => {
            let mut lines: Vec<_> = wrong.iter().map(|it| line(it, locale)).collect();
            cut(&mut lines, locale);
            lines.push(locale.hq_list_refused(wrong.len()));
            lines.join("\n")
        }
    }
}

fn line(wrong: &Wrong, locale: &Locale) -> String {
    let why = why(wrong.why, locale);
    let number = wrong.line.to_string();

    match wrong.column.map(|column| column.word(locale)) {
        None => locale.hq_list_line(&number, &why),
        Some(column) if wrong.value.is_empty() => locale.hq_list_cell_empty(&number, &column, &why),
        Some(column) => locale.hq_list_cell(&number, &column, &wrong.value, &why),
    }
}

fn why(why: Why, locale: &Locale) -> String {
    match why {
        Why::Missing => locale.hq_list_missing(),
        Why::TooLong(longest) => locale.hq_list_too_long(longest),
        Why::OutOfRange => locale.hq_list_out_of_range(),
        Why::Unreadable => locale.hq_list_unreadable(),
        Why::OtherCurrency => locale.hq_list_other_currency(),
        Why::Twice(first) => locale.hq_list_twice(&first.to_string()),
        Why::Taken => locale.hq_list_taken(),
        Why::Used => locale.hq_list_used(),
        Why::Broken => locale.hq_list_broken(),
    }
}
