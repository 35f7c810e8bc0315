//! The command line: the same engine, no display needed.

mod import;
mod keep;
mod lookup;
mod paper;
mod rebuild;
#[cfg(test)]
mod tests;
mod usage;
mod walk;
mod words;

pub use words::system_tag;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use engine::{CallingNumber, Clock, Engine, Error, Instance, Knock};
use locale::{Language, Locale};
use serde_json::{Value, json};

use crate::display::{self, Display};
use crate::program::Start;

/// The desk of a service office. Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(name = "branchdesk", version)]
struct CommandLine {
    /// The folder the office lies in.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long, global = true)]
    json: bool,
    /// The language of the words: zh-CN, zh-TW or en. The window begins in it for this start, also when the office
    /// has another one.
    #[arg(long, global = true, value_name = "TAG")]
    language: Option<String>,
    /// Say when the first pictures of the window are on screen.
    #[arg(long, hide = true)]
    frames: bool,
    #[command(subcommand)]
    deed: Option<Deed>,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Bring over the spreadsheet of another system.
    Import(import::Import),
    /// Find households, machines and orders by any scrap.
    Find(lookup::Find),
    /// Print the job sheets of orders.
    Print(paper::Print),
    /// Open the window with the file of whoever has this number.
    Call {
        /// As the phone shows it.
        number: String,
    },
    /// Write a backup, which is opened and checked before it counts.
    Backup(keep::Backup),
    /// Take the office back to a backup; what was there is kept beside it.
    Restore(keep::Restore),
    /// Check the file, the records, the balances, the search, and the files of orders.
    Check,
    /// Make the search anew, also while the window is open: where somebody is not found who is there.
    Rebuild,
    /// Walk through a whole day without a display, and leave its pictures and papers.
    Tour(walk::Tour),
}

/// What a command came to: for people, and for programs.
struct Answer {
    words: String,
    json: Value,
}

/// Why a command came to nothing: a sentence for people, and what was found for programs, where something was.
#[derive(Debug)]
struct Refused {
    words: String,
    json: Option<Value>,
}

impl Refused {
    /// The one object that a program reads: what was found, and the sentence.
    fn object(&self) -> Value {
        let mut object = self.json.clone().unwrap_or_else(|| json!({}));
        object["error"] = json!(self.words);

        object
    }
}

impl From<String> for Refused {
    fn from(words: String) -> Self {
        Self { words, json: None }
    }
}

/// Does what the command line says.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = words.into_iter().collect();
    let line = match CommandLine::try_parse_from(&words) {
        Ok(line) => line,
        Err(error) => return usage::told(&error, &words),
    };
    let language = words::language(line.language.as_deref());
    // Where the system says nothing, the office does.
    let spoken = language.or_else(|| words::of_office(line.data.as_deref()));
    let locale = Locale::new(spoken.unwrap_or(Language::English));
    if let (Some(tag), None) = (&line.language, language) {
        return usage::refused(&locale.command_language_unknown(tag), line.json);
    }

    let outcome = act(&line, &locale, language);
    let done = outcome.is_ok();
    // Nobody is left to tell if the terminal is gone.
    let _ = tell(outcome, line.json, (&mut std::io::stdout(), &mut std::io::stderr()));

    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One object or the words to where answers go, and the sentence for what could not be done to where errors go.
fn tell(
    outcome: Result<Answer, Refused>,
    json: bool,
    (answers, errors): (&mut impl Write, &mut impl Write),
) -> std::io::Result<()> {
    match outcome {
        Ok(answer) if json => writeln!(answers, "{}", answer.json),
        Ok(answer) if answer.words.is_empty() => Ok(()),
        Ok(answer) => writeln!(answers, "{}", answer.words),
        Err(refused) => {
            if json {
                writeln!(answers, "{}", refused.object())?;
            }
            writeln!(errors, "{}", refused.words)
        }
    }
}

fn act(line: &CommandLine, locale: &Locale, language: Option<Language>) -> Result<Answer, Refused> {
    if let Some(Deed::Tour(tour)) = &line.deed {
        return tour.run(line.json, locale).map_err(Refused::from);
    }
    let say = |error: Error| Refused::from(crate::problem::message(&error, locale));
    let folder = line.data.clone().or_else(Engine::default_folder);
    let folder = folder.ok_or_else(|| locale.command_no_folder())?;
    // Only a window and an import begin an office where there is none.
    let office = || match has_office(&folder) {
        Ok(Some(engine)) => Ok(engine),
        Ok(None) => Err(locale.command_no_office(&folder.display().to_string()).into()),
        Err(error) => Err(say(error)),
    };
    // What a command changes, the window shows at once and sends to headquarters.
    let told = |answer: Result<Answer, Error>| {
        engine::tell_window(&folder);
        answer.map_err(say)
    };

    match &line.deed {
        None | Some(Deed::Tour(_)) => window(line, &folder, None, (locale, language)),
        Some(Deed::Call { number }) => {
            let number = CallingNumber::parse(number).ok_or_else(|| locale.problem_phone())?;
            window(line, &folder, Some(number), (locale, language))
        }
        Some(Deed::Print(print)) => told(print.run(&office()?, locale)),
        Some(Deed::Backup(backup)) => told(backup.run(&office()?, locale)),
        Some(Deed::Restore(restore)) => restore.run(&folder, locale).map_err(say),
        Some(Deed::Check) => keep::check(&office()?, locale).map_err(say)?,
        Some(Deed::Import(import)) => import.run(&folder, locale),
        Some(Deed::Rebuild) => told(rebuild::run(&office()?, locale)),
        Some(Deed::Find(find)) => find.run(&office()?, locale).map_err(say),
    }
}

/// The office in `folder`, if there is one.
fn has_office(folder: &Path) -> Result<Option<Engine>, Error> {
    if !folder.join(engine::DATABASE).is_file() {
        return Ok(None);
    }
    let engine = Engine::open_beside(folder, Clock::System)?;
    let founded = wait(engine.desk())?.is_some();

    Ok(founded.then_some(engine))
}

/// Opens the window, or brings the one to the front that is open on this folder already.
fn window(
    line: &CommandLine,
    folder: &Path,
    call: Option<CallingNumber>,
    (locale, language): (&Locale, Option<Language>),
) -> Result<Answer, Refused> {
    let say = |error: Error| Refused::from(crate::problem::message(&error, locale));
    let knock = call.clone().map_or(Knock::Show, Knock::Call);
    let Some(instance) = Instance::enter(folder, &knock).map_err(say)? else {
        let words = match call {
            Some(_) => locale.command_handed_over(),
            None => locale.command_brought_forward(),
        };
        return Ok(Answer { words, json: json!({ "handed_over": true }) });
    };
    match display::find(|name| std::env::var_os(name)) {
        Display::There => {}
        Display::OnX11Only => {
            display::start_on_x11();
            return Err(locale.problem_no_display().into());
        }
        Display::Missing => return Err(locale.problem_no_display().into()),
    }

    let asked = line.language.as_ref().and(language);
    let folder = folder.to_owned();
    crate::program::run(Start { folder, instance, call, asked, language, measured: line.frames })
        .map(|()| Answer { words: String::new(), json: json!({ "handed_over": false }) })
        .map_err(|_| locale.problem_no_display().into())
}

/// Waits for an answer of the engine: a command has nothing else to do.
fn wait<T>(answer: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let waiter =
        tokio::runtime::Builder::new_current_thread().build().map_err(|_| Error::Stopped)?;

    waiter.block_on(answer)
}
