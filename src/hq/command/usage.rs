//! What is said where a command cannot be understood: one sentence, and help where it was asked for.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use locale::Locale;

use super::Cli;

/// Nothing was done: the command was not understood.
const NOT_UNDERSTOOD: u8 = 2;

/// Says what is wrong with a command line, or shows the help that it asks for.
pub fn told(error: &clap::Error, locale: &Locale) -> ExitCode {
    // Nobody is left to tell if the terminal is gone.
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(io::stderr(), "{}", sentence(error, std::env::args().skip(1), locale));

    ExitCode::from(NOT_UNDERSTOOD)
}

/// The command whose help says what belongs where somebody typed these words: the deepest that they name.
fn helpful(words: impl Iterator<Item = String>) -> String {
    let top = Cli::command();
    let (mut deepest, mut names) = (&top, vec![top.get_name()]);
    for word in words {
        if let Some(deeper) = deepest.find_subcommand(&word) {
            deepest = deeper;
            names.push(deeper.get_name());
        }
    }

    format!("{} --help", names.join(" "))
}

/// What is wrong, in one sentence.
fn sentence(error: &clap::Error, words: impl Iterator<Item = String>, locale: &Locale) -> String {
    let help = helpful(words);
    let context = |kind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(" ")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg);

    match (error.kind(), argument) {
        (ErrorKind::UnknownArgument, Some(word)) => locale.hq_word_unknown(&word, &help),
        (ErrorKind::InvalidSubcommand, _) => {
            let word = context(ContextKind::InvalidSubcommand);
            locale.hq_word_unknown(&word.unwrap_or_default(), &help)
        }
        (ErrorKind::MissingRequiredArgument, Some(word)) => locale.hq_word_missing(&word, &help),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(word)) => {
            let known = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(words)) => locale.enumeration(words),
                _ => String::new(),
            };
            match context(ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
                Some(value) if known.is_empty() => locale.hq_value_wrong(&value, &word, &help),
                Some(value) => locale.hq_value_unknown(&value, &word, &known),
                None => locale.hq_word_missing(&word, &help),
            }
        }
        _ => locale.hq_not_understood(&help),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use locale::Language;

    use super::*;

    #[test]
    fn a_command_that_is_not_understood_gets_one_sentence_that_names_the_word() {
        let locale = Locale::new(Language::English);
        let said = |words: &[&str]| {
            let line = std::iter::once("branchdesk-hq").chain(words.iter().copied());
            let error = Cli::try_parse_from(line).expect_err("it is not understood");
            sentence(&error, words.iter().map(|word| (*word).to_owned()), &locale)
        };
        let (top, serve) = ("branchdesk-hq --help", "branchdesk-hq serve --help");

        assert_eq!(said(&["srve"]), locale.hq_word_unknown("srve", top));
        assert_eq!(said(&["serve", "--prot", "1"]), locale.hq_word_unknown("--prot", serve));
        assert_eq!(
            said(&["branch", "add"]),
            locale.hq_word_missing("<CODE> <NAME>", "branchdesk-hq branch add --help")
        );
        assert_eq!(
            said(&["--data", "order", "order", "cancel", "SH01-H00001"]),
            locale.hq_word_missing("--why <WORDS>", "branchdesk-hq order cancel --help")
        );
        assert_eq!(
            said(&["serve", "--listen", "here"]),
            locale.hq_value_wrong("here", "--listen <ADDR>", serve)
        );
        let kinds = said(&["order", "add", "--category", "x"]);
        for word in ["“x”", "--category", "water_heater", "range_hood", "other"] {
            assert!(kinds.contains(word), "{word} is not in {kinds}");
        }
        assert_eq!(said(&[]), locale.hq_not_understood(top));
        assert_eq!(said(&["branch"]), locale.hq_not_understood("branchdesk-hq branch --help"));
        let one_sentence = |words: &str| !words.trim().contains('\n');
        assert!(one_sentence(&said(&["late", "apply"])), "{}", said(&["late", "apply"]));
    }
}
