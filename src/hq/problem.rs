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
            Self::Hq(error) => sentence(error, locale),
            Self::File(file, why) => locale.hq_error_file(&file.display().to_string(), why),
            Self::NoFolder => locale.hq_error_no_folder(),
            Self::NoBackup => locale.hq_error_no_backup(),
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

/// Why headquarters says no.
pub fn sentence(error: &Error, locale: &Locale) -> String {
    match error {
        Error::Folder { folder, why } => locale.hq_error_folder(&folder.display().to_string(), why),
        Error::Foreign(file) => locale.hq_error_foreign(&file.display().to_string()),
        Error::File { file, why } => locale.hq_error_path(&file.display().to_string(), why),
        Error::Unsound { file, wrong } => {
            locale.hq_error_unsound(&file.display().to_string(), *wrong)
        }
        Error::OntoItself(file) => locale.hq_error_onto_itself(&file.display().to_string()),
        Error::UnknownSalvage(text) => locale.hq_error_unknown_salvage(text),
        Error::NoSuchNumber(number) => locale.hq_error_no_such_number(number),
        Error::NumberTwice { number, places } => {
            let each = |(stream, id): &(sync::StreamId, uuid::Uuid)| format!("{stream} {id}");
            let list: Vec<_> = places.iter().map(each).collect();
            locale.hq_error_number_twice(number, &list.join(", "))
        }
        Error::NotNow { number, state } => locale.hq_error_not_now(number, state),
        Error::UnknownLate(text) => locale.hq_error_unknown_late(text),
        Error::UnknownPerson(text) => locale.hq_error_unknown_person(text),
        Error::OrdersOpen(count) => locale.hq_error_orders_open(*count),
        Error::Newer { found, known } => {
            locale.hq_error_newer(&found.to_string(), &known.to_string())
        }
        Error::Address(why) => locale.hq_error_address(why),
        Error::ForeignServer => locale.hq_error_foreign_server(),
        Error::WithoutServer => locale.hq_error_without_server(),
        Error::OnServer => locale.hq_error_on_server(),
        Error::Storage(failure) => locale.hq_error_storage(&failure.0),
        Error::Stopped => locale.hq_error_stopped(),
        Error::Listen { address, why } => locale.hq_error_listen(&address.to_string(), why),
        Error::System(why) => locale.hq_error_system(why),
        Error::MalformedBranch(text) => locale.hq_error_branch_code(text),
        Error::MalformedName(text) => locale.hq_error_name(text),
        Error::Taken(text) => locale.hq_error_taken(text),
        Error::UnknownBranch(text) => locale.hq_error_unknown_branch(text),
        Error::UnknownDevice(text) => locale.hq_error_unknown_device(text),
        Error::UnknownOrder(text) => locale.hq_error_unknown_order(text),
        Error::MalformedDistrict(text) => locale.hq_error_district(text),
        Error::BooksBegun(currency) => locale.hq_error_books_begun(currency.code()),
        Error::Refused(why) => locale.hq_error_refused(&format!("{why:?}")),
    }
}
