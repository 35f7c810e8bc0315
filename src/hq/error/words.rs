//! Why headquarters says no, in one sentence for a person.

use locale::Locale;

use crate::Error;

impl Error {
    /// One sentence.
    #[must_use]
    pub fn sentence(&self, locale: &Locale) -> String {
        match self {
            Self::Folder { folder, why } => {
                locale.hq_error_folder(&folder.display().to_string(), why)
            }
            Self::Foreign(file) => locale.hq_error_foreign(&file.display().to_string()),
            Self::File { file, why } => locale.hq_error_path(&file.display().to_string(), why),
            Self::Unsound { file, wrong } => {
                locale.hq_error_unsound(&file.display().to_string(), *wrong)
            }
            Self::OntoItself(file) => locale.hq_error_onto_itself(&file.display().to_string()),
            Self::CopyIsItself => locale.hq_error_copy_is_itself(),
            Self::NoCopyOfThis => locale.hq_error_no_copy_of_this(),
            Self::UnknownSalvage(text) => locale.hq_error_unknown_salvage(text),
            Self::NoSuchNumber(number) => locale.hq_error_no_such_number(number),
            Self::NumberTwice { number, places } => {
                let each = |(stream, id): &(sync::StreamId, uuid::Uuid)| format!("{stream} {id}");
                let list: Vec<_> = places.iter().map(each).collect();
                locale.hq_error_number_twice(number, &list.join(", "))
            }
            Self::NotNow { number, state } => locale.hq_error_not_now(number, state),
            Self::WithThisBranch { number, branch } => {
                locale.hq_error_with_this_branch(number, branch)
            }
            Self::UnknownLate(text) => locale.hq_error_unknown_late(text),
            Self::UnknownPerson(text) => locale.hq_error_unknown_person(text),
            Self::OrdersOpen(count) => locale.hq_error_orders_open(*count),
            Self::Newer { found, known } => {
                locale.hq_error_newer(&found.to_string(), &known.to_string())
            }
            Self::Address(why) => locale.hq_error_address(why),
            Self::ForeignServer => locale.hq_error_foreign_server(),
            Self::WithoutServer => locale.hq_error_without_server(),
            Self::OnServer => locale.hq_error_on_server(),
            Self::Storage(failure) => locale.hq_error_storage(&failure.0),
            Self::Stopped => locale.hq_error_stopped(),
            Self::Listen { address, why } => locale.hq_error_listen(&address.to_string(), why),
            Self::System(why) => locale.hq_error_system(why),
            Self::MalformedBranch(text) => locale.hq_error_branch_code(text),
            Self::MalformedName(text) => locale.hq_error_name(text),
            Self::Taken(text) => locale.hq_error_taken(text),
            Self::UnknownBranch(text) => locale.hq_error_unknown_branch(text),
            Self::UnknownDevice(text) => locale.hq_error_unknown_device(text),
            Self::UnknownOrder(text) => locale.hq_error_unknown_order(text),
            Self::MalformedDistrict(text) => locale.hq_error_district(text),
            Self::BooksBegun(currency) => locale.hq_error_books_begun(currency.code()),
            Self::Refused(why) => locale.hq_error_refused(&format!("{why:?}")),
            Self::UnknownOperator(name) => locale.hq_error_unknown_operator(name),
            Self::WeakPassword => locale.hq_error_password(),
        }
    }
}
