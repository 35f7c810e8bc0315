//! What could not be done, in one sentence for the person at the terminal.

use std::path::PathBuf;

use hq::Error;
use hq::intake::Problem as FieldProblem;
use hq::list::Refusal;
use locale::Locale;

/// Why a command failed.
#[derive(Debug)]
pub enum Problem {
    /// Headquarters says no.
    Hq(Error),
    /// A file cannot be read as JSON.
    File(PathBuf, String),
    /// The system names no folder for data.
    NoFolder,
    /// A backup to go back to was not named.
    NoBackup,
    /// A copy of what is on a server was named, and not the server.
    NoServer,
    /// What was given is no order.
    Invalid(Vec<FieldProblem>),
    /// A table was not read into a list.
    List(Refusal),
    /// Another order has this idempotency key.
    OtherBody,
    /// No area covers it; it waits under this name.
    Waits(uuid::Uuid),
    /// The check found something.
    Unsound(usize),
    /// The terminal or the system does not play along.
    System(String),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Hq(error)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::List(refusal)
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::System(error.to_string())
    }
}

impl Problem {
    /// One sentence.
    pub fn sentence(&self, locale: &Locale) -> String {
        match self {
            Self::Hq(error) => error.sentence(locale),
            Self::File(file, why) => locale.hq_error_file(&file.display().to_string(), why),
            Self::NoFolder => locale.hq_error_no_folder(),
            Self::NoBackup => locale.hq_error_no_backup(),
            Self::NoServer => locale.hq_error_no_server(),
            Self::Invalid(problems) => {
                let each = |p: &FieldProblem| format!("{} ({}: {})", p.field, p.code, p.message);
                let list: Vec<_> = problems.iter().map(each).collect();
                locale.hq_order_invalid(&list.join("; "))
            }
            Self::List(refusal) => crate::command::refusal(refusal, locale),
            Self::OtherBody => locale.hq_order_other_body(),
            Self::Waits(id) => locale.hq_order_waits(&id.to_string()),
            Self::Unsound(count) => locale.hq_check_wrong(*count),
            Self::System(why) => locale.hq_error_system(why),
        }
    }
}
