//! What is said where a command cannot be understood: one sentence, and help where it was asked for.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use locale::{Language, Locale};

use super::words;

/// Nothing was done: the command was not understood.
const NOT_UNDERSTOOD: u8 = 2;

/// Says what is wrong with a command line, or shows the help that it asks for.
pub fn told(error: &clap::Error, line: &[OsString]) -> ExitCode {
    if !error.use_stderr() {
        // Nobody is left to tell if the terminal is gone.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }

    let json = line.iter().any(|word| word == "--json");
    refused(&sentence(error, &locale_of(line)), json)
}

/// Says why nothing was done, to programs as well where one asks.
pub fn refused(sentence: &str, json: bool) -> ExitCode {
    if json {
        let _ = writeln!(std::io::stdout(), "{}", serde_json::json!({ "error": sentence }));
    }
    // Nobody is left to tell if the terminal is gone.
    let _ = writeln!(std::io::stderr(), "{sentence}");

    ExitCode::from(NOT_UNDERSTOOD)
}

/// The language that a line asks for which could not be read as a whole.
fn locale_of(line: &[OsString]) -> Locale {
    let mut words = line.iter().filter_map(|word| word.to_str());
    let joined = line.iter().find_map(|word| word.to_str()?.strip_prefix("--language="));
    let tag = joined.or_else(|| {
        let _before = words.find(|word| *word == "--language")?;
        words.next()
    });

    Locale::new(words::language(tag).unwrap_or(Language::English))
}

/// The least and the most that an argument may be, where it is a number between two.
fn range(error: &clap::Error) -> Option<(String, String)> {
    let why = std::error::Error::source(error)?.to_string();
    let (least, most) = why.split_whitespace().find_map(|word| word.split_once("..="))?;

    Some((least.to_owned(), most.to_owned()))
}

/// What is wrong, in one sentence.
pub fn sentence(error: &clap::Error, locale: &Locale) -> String {
    let context = |kind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(" ")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg);

    match (error.kind(), argument) {
        (ErrorKind::UnknownArgument, Some(word)) => locale.command_word_unknown(&word),
        (ErrorKind::InvalidSubcommand, _) => {
            let word = context(ContextKind::InvalidSubcommand);
            locale.command_word_unknown(&word.unwrap_or_default())
        }
        (ErrorKind::MissingRequiredArgument, Some(word)) => locale.command_word_missing(&word),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(word)) => {
            let value = context(ContextKind::InvalidValue).filter(|value| !value.is_empty());
            match (value, range(error)) {
                (Some(value), Some((least, most))) => {
                    locale.command_value_range(&value, &word, &least, &most)
                }
                (Some(value), None) => locale.command_value_wrong(&value, &word),
                (None, _) => locale.command_word_missing(&word),
            }
        }
        _ => locale.command_not_understood(),
    }
}
