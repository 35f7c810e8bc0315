//! `branchdesk-hq`: serves the branches, and does what headquarters itself has to do.

mod command;
mod print;
mod problem;
mod serve;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use locale::{Language, Locale};

use command::Cli;

fn main() -> ExitCode {
    let locale = locale();
    let line = match Cli::try_parse() {
        Ok(line) => line,
        Err(error) => return command::usage::told(&error, &locale),
    };
    match command::run(line, &locale) {
        Ok(code) => code,
        Err(problem) => {
            // Nobody is left to tell if this fails.
            let _ = writeln!(io::stderr(), "{}", problem.sentence(&locale));
            ExitCode::FAILURE
        }
    }
}

/// The language of the terminal or the system; English where we don't speak it.
fn locale() -> Locale {
    let language = locale::system_tags().find_map(|tag| Language::from_tag(&tag));

    Locale::new(language.unwrap_or(Language::English))
}
