//! What is said where a command cannot be understood: one sentence, and help where it was asked for.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use locale::Locale;

/// Nothing was done: the command was not understood.
const NOT_UNDERSTOOD: u8 = 2;

/// Says what is wrong with a command line, or shows the help that it asks for.
pub fn told(error: &clap::Error, locale: &Locale) -> ExitCode {
    // Nobody is left to tell if the terminal is gone.
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(io::stderr(), "{}", sentence(error, locale));

    ExitCode::from(NOT_UNDERSTOOD)
}

/// What is wrong, in one sentence.
fn sentence(error: &clap::Error, locale: &Locale) -> String {
    let context = |kind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(" ")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg);

    match (error.kind(), argument) {
        (ErrorKind::UnknownArgument, Some(word)) => locale.hq_word_unknown(&word),
        (ErrorKind::InvalidSubcommand, _) => {
            let word = context(ContextKind::InvalidSubcommand);
            locale.hq_word_unknown(&word.unwrap_or_default())
        }
        (ErrorKind::MissingRequiredArgument, Some(word)) => locale.hq_word_missing(&word),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(word)) => {
            let known = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(words)) => locale.enumeration(words),
                _ => String::new(),
            };
            match context(ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
                Some(value) if known.is_empty() => locale.hq_value_wrong(&value, &word),
                Some(value) => locale.hq_value_unknown(&value, &word, &known),
                None => locale.hq_word_missing(&word),
            }
        }
        _ => locale.hq_not_understood(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use locale::Language;

    use super::*;
    use crate::command::Cli;

    #[test]
    fn a_command_that_is_not_understood_gets_one_sentence_that_names_the_word() {
        let locale = Locale::new(Language::English);
        let said = |words: &[&str]| {
            let line = std::iter::once("branchdesk-hq").chain(words.iter().copied());
            sentence(&Cli::try_parse_from(line).expect_err("it is not understood"), &locale)
        };

        assert_eq!(said(&["srve"]), locale.hq_word_unknown("srve"));
        assert_eq!(said(&["serve", "--prot", "1"]), locale.hq_word_unknown("--prot"));
        assert_eq!(said(&["branch", "add"]), locale.hq_word_missing("<CODE> <NAME>"));
        assert_eq!(
            said(&["serve", "--listen", "here"]),
            locale.hq_value_wrong("here", "--listen <ADDR>")
        );
        let kinds = said(&["order", "add", "--category", "x"]);
        for word in ["“x”", "--category", "water_heater", "range_hood", "other"] {
            assert!(kinds.contains(word), "{word} is not in {kinds}");
        }
        let unfinished: [&[&str]; 2] = [&[], &["branch"]];
        for unfinished in unfinished {
            assert_eq!(said(unfinished), locale.hq_not_understood(), "{unfinished:?}");
        }
        let one_sentence = |words: &str| !words.trim().contains('\n');
        assert!(one_sentence(&said(&["late", "apply"])), "{}", said(&["late", "apply"]));
    }
}
