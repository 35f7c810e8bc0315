//! What a person is told when something could not be done: what happened, and what to do.

use engine::{Error, FileFault, MailFault, Wrong};
use locale::Locale;
use std::io::ErrorKind;

/// How many of the pieces that are there are named in place of one that is not.
const SERIALS: usize = 4;

/// The words for an error.
pub fn message(error: &Error, locale: &Locale) -> String {
    match error {
        Error::NotFounded | Error::AlreadyFounded | Error::Store(_) => locale.problem_unknown(),
        Error::Unknown("import") => locale.problem_import_unknown(),
        Error::Unknown(_) => locale.problem_record_gone(),
        Error::InUse | Error::Erased | Error::OrdersOpen(_) | Error::PartMoved => {
            needed(error, locale)
        }
        Error::NotYours(_)
        | Error::AreasDrawnElsewhere
        | Error::PricesSetElsewhere
        | Error::CatalogueKeptElsewhere
        | Error::ArticleKeptElsewhere => elsewhere(error, locale),
        Error::BooksBegun | Error::CallFollowed | Error::StepFollowed => followed(error, locale),
        Error::Field { field, why } => wrong(field, *why, locale),
        Error::NotNow { .. } | Error::EnquiryNotNow { .. } => too_late(error, locale),
        Error::Refused => locale.problem_letter_refused(),
        Error::CallsRefused => locale.callback_refused(),
        Error::Template(why) | Error::Place { why, .. } => place(why, locale),
        Error::NoFolder(folder) => locale.problem_folder_missing(folder),
        Error::File { path, kind } => file(path, *kind, locale),
        Error::OntoItself(path) => locale.problem_backup_onto_itself(&path.display().to_string()),
        Error::NoBackup(path) => locale.problem_no_backup(&path.display().to_string()),
        Error::BackupDamaged(path) => locale.problem_backup_damaged(&path.display().to_string()),
        Error::Files(fault) => files(fault, locale),
        Error::Mail(fault) => mail(fault, locale),
        Error::NotOurs => locale.problem_database_not_ours(),
        Error::Newer { .. } => locale.problem_database_newer(),
        Error::DiskFull => locale.problem_disk_full(),
        Error::Damaged(_) => locale.problem_database_damaged(),
        Error::Busy => locale.problem_database_busy(),
        Error::WindowOpen | Error::WindowSilent => window(error, locale),
        Error::Table(error) => table(error, locale),
        Error::TableWithoutRows => locale.import_no_rows(),
        Error::Mapping(fields) => unmapped(fields, locale),
        Error::MappingTaken(name) => locale.import_mapping_taken(name),
        Error::MappingMisfit(name) => locale.import_mapping_misfit(name),
        Error::ImportCut { run, why } => locale.import_cut(&message(why, locale), &run.to_string()),
        Error::TooLate => locale.dispatch_too_late(),
        Error::NumberTwice(number) => locale.problem_number_twice(number),
        Error::SheetUnknown(_)
        | Error::SheetSeveral { .. }
        | Error::SheetEntered(_)
        | Error::SheetStands
        | Error::NoSheet(_)
        | Error::NoOpenVisit(_) => sheet(error, locale),
        Error::StockShort { .. } | Error::SerialUsed(_) | Error::SerialNotThere { .. } => {
            stock(error, locale)
        }
        Error::Paper(_) | Error::Printer(_) => locale.problem_print_failed(),
        Error::NoViewer => locale.preview_no_viewer(),
        Error::Offline
        | Error::Untrusted
        | Error::NotHeadquarters
        | Error::Headquarters(_)
        | Error::Address(_)
        | Error::Unencrypted
        | Error::Keyring => link(error, locale),
        Error::SameAlready => locale.problem_same_already(),
        Error::Cancelled | Error::Stopped => ended(error, locale),
    }
}

/// What does not happen any more to an order or an enquiry that is where it is.
fn too_late(error: &Error, locale: &Locale) -> String {
    match error {
        Error::NotNow { event, state } => {
            locale.problem_state_forbids(&locale.event(*event), &locale.state(*state))
        }
        Error::EnquiryNotNow { event, state } => {
            let (event, state) = (locale.enquiry_event(*event), locale.enquiry_state(*state));
            locale.problem_enquiry_forbids(&event, &state)
        }
        _ => locale.problem_unknown(),
    }
}

/// Why the window that is open does not take over.
fn window(error: &Error, locale: &Locale) -> String {
    match error {
        Error::WindowOpen => locale.problem_window_open(),
        _ => locale.problem_window_silent(),
    }
}

/// That something came to its end: nothing is said of what somebody stopped themselves.
fn ended(error: &Error, locale: &Locale) -> String {
    match error {
        Error::Cancelled => String::new(),
        _ => locale.problem_stopped(),
    }
}

/// Why a file is not kept with an order, or not shown.
fn files(fault: &FileFault, locale: &Locale) -> String {
    match fault {
        FileFault::TooLarge { name, most } => locale.problem_attach_large(name, *most),
        FileFault::TooMany(most) => locale.problem_attach_many(*most),
        FileFault::Kind(name) => locale.problem_attach_kind(name),
        FileFault::NoMail(name) => locale.problem_no_mail(name),
        FileFault::Empty(name) => locale.problem_attach_empty(name),
        FileFault::There(name) => locale.problem_attach_there(name),
        FileFault::Elsewhere(name) => locale.problem_attach_elsewhere(name),
        FileFault::Awaited(name) => locale.problem_attach_awaited(name),
        FileFault::NotKept => locale.problem_attach_not_kept(),
        FileFault::Spoilt(name) => locale.problem_attach_spoilt(name),
    }
}

/// Why mail does not come or go.
pub fn mail(fault: &MailFault, locale: &Locale) -> String {
    match fault {
        MailFault::NoAccount => locale.problem_mail_none(),
        MailFault::NoPassword => locale.problem_mail_password(),
        MailFault::Unreachable(place) => locale.problem_mail_unreachable(place),
        MailFault::Silent => locale.problem_mail_silent(),
        MailFault::Untrusted => locale.problem_mail_untrusted(),
        MailFault::NoTls => locale.problem_mail_no_tls(),
        MailFault::Login(words) => locale.problem_mail_login(words),
        MailFault::Cut => locale.problem_mail_cut(),
        MailFault::Strange => locale.problem_mail_strange(),
        MailFault::Refused(words) => locale.problem_mail_refused(words),
        MailFault::Left => locale.problem_mail_left(),
        MailFault::Address(address) => locale.problem_mail_address(address),
    }
}

/// Who does it, where it is not done at this computer.
fn elsewhere(error: &Error, locale: &Locale) -> String {
    match error {
        Error::NotYours(role) => locale.desk_not_yours(&locale.desk_role(*role)),
        Error::AreasDrawnElsewhere => locale.settings_areas_headquarters(),
        Error::PricesSetElsewhere => locale.prices_headquarters(),
        Error::ArticleKeptElsewhere => locale.knowledge_headquarters_writes(),
        _ => locale.catalogue_headquarters(),
    }
}

/// What came after it, so that it stands.
fn followed(error: &Error, locale: &Locale) -> String {
    match error {
        Error::BooksBegun => locale.prices_books_begun(),
        Error::CallFollowed => locale.problem_call_followed(),
        _ => locale.problem_step_followed(),
    }
}

/// Why a record stays as it is.
fn needed(error: &Error, locale: &Locale) -> String {
    match error {
        Error::InUse => locale.problem_record_in_use(),
        Error::PartMoved => locale.catalogue_part_moved(),
        Error::OrdersOpen(count) => locale.problem_orders_open(*count),
        _ => locale.problem_erased(),
    }
}

/// Why a file is not read or written.
fn file(path: &str, kind: ErrorKind, locale: &Locale) -> String {
    match kind {
        ErrorKind::NotFound => locale.problem_file_missing(path),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            locale.problem_file_unwritable(path)
        }
        ErrorKind::ResourceBusy => locale.problem_file_open(path),
        _ => locale.problem_file_unreadable(path),
    }
}

/// Why parts do not move.
fn stock(error: &Error, locale: &Locale) -> String {
    match error {
        Error::StockShort { part, left } => locale.problem_stock_short(part, *left),
        Error::SerialUsed(serial) => locale.problem_serial_used(serial),
        Error::SerialNotThere { serial, there } if there.is_empty() => {
            locale.problem_serial_never_came(serial)
        }
        Error::SerialNotThere { serial, there } => {
            let some: Vec<String> = there.iter().take(SERIALS).cloned().collect();
            locale.problem_serial_not_there(serial, &locale.enumeration(&some))
        }
        _ => locale.problem_unknown(),
    }
}

/// Why a sheet is not entered.
fn sheet(error: &Error, locale: &Locale) -> String {
    match error {
        Error::SheetSeveral { number, sheets } => {
            locale.problem_sheet_several(sheets.len(), number)
        }
        Error::SheetUnknown(number) => locale.problem_sheet_unknown(number),
        Error::NoOpenVisit(_) => locale.problem_no_visit(),
        Error::NoSheet(number) => locale.problem_no_sheet(number),
        Error::SheetEntered(number) => locale.problem_sheet_entered(number),
        _ => locale.problem_sheet_stands(),
    }
}

/// Why headquarters cannot be spoken to.
fn link(error: &Error, locale: &Locale) -> String {
    match error {
        Error::Headquarters(code) => refusal(*code, locale),
        Error::Untrusted => locale.problem_link_untrusted(),
        Error::NotHeadquarters => locale.problem_link_garbled(),
        Error::Address(_) => locale.problem_link_address(),
        Error::Unencrypted => locale.problem_link_unencrypted(),
        Error::Keyring => locale.problem_keyring(),
        _ => locale.problem_link_unreachable(),
    }
}

/// The words for an error beside the field it belongs to; none if it belongs to another.
pub fn beside(field: &str, error: Option<&Error>, locale: &Locale) -> Option<String> {
    match error? {
        Error::Field { field: its, why } if *its == field => Some(wrong(field, *why, locale)),
        Error::Place { field: its, why } if *its == field => Some(place(why, locale)),
        _ => None,
    }
}

/// The words for a place of a template that cannot be filled.
pub fn place(why: &domain::Unmerged, locale: &Locale) -> String {
    match why {
        domain::Unmerged::UnknownPlace(place) => locale.problem_letter_place(place),
        domain::Unmerged::LonelyBrace(_) => locale.problem_letter_brace(),
    }
}

fn wrong(field: &str, why: Wrong, locale: &Locale) -> String {
    match (why, field) {
        (Wrong::Missing, _) => locale.problem_missing(),
        (Wrong::TooLong(most), _) => locale.problem_longer_than_fits(most),
        (Wrong::Over, _) => locale.problem_slot_past(),
        (Wrong::Unknown, _) => locale.problem_names_nothing(),
        (Wrong::OutOfRange | Wrong::Unreadable, "callback_hours") => {
            locale.settings_office_callback_wrong()
        }
        (Wrong::OutOfRange, "payment") => locale.order_payment_too_much(),
        (Wrong::OutOfRange, _) => locale.problem_out_of_range(),
        (Wrong::Taken, "barcode") => locale.problem_barcode_taken(),
        (Wrong::Taken, _) => locale.problem_taken(),
        (Wrong::Backwards, _) => locale.problem_slot_backwards(),
        (Wrong::ToCome, "purchased" | "installed") => locale.problem_date_ahead(),
        (Wrong::ToCome, "day") => locale.problem_day_to_come(),
        (Wrong::ToCome, _) => locale.problem_to_come(),
        (Wrong::BeforeOrder, _) => locale.problem_before_order(),
        (Wrong::Unreadable, "code") => locale.problem_office_code(),
        (Wrong::Unreadable, "phone") => locale.problem_phone(),
        (Wrong::Unreadable, "cash" | "amount" | "price") => locale.problem_amount(),
        (Wrong::Unreadable, "quantity") => locale.problem_quantity(),
        (Wrong::Unreadable, "time") => locale.problem_stretch(),
        (Wrong::Unreadable, "from" | "to" | "arrived" | "ended") => locale.problem_time(),
        (Wrong::Unreadable, "day" | "date" | "purchased" | "installed" | "birthday") => {
            locale.problem_date()
        }
        (Wrong::Unreadable, _) => locale.problem_unreadable(),
    }
}

/// Fields for which a table has no column.
fn unmapped(fields: &[String], locale: &Locale) -> String {
    let names: Vec<String> = fields.iter().map(|field| engine::field_name(field, locale)).collect();

    locale.import_fields_missing(&locale.enumeration(&names))
}

fn refusal(code: engine::Refusal, locale: &Locale) -> String {
    use engine::Refusal;

    match code {
        Refusal::OtherOffice => locale.settings_join_other(),
        Refusal::Revoked => locale.problem_link_revoked(),
        Refusal::TooOld => locale.problem_link_too_old(),
        Refusal::NotFound | Refusal::Unauthorized => locale.problem_link_code_wrong(),
        Refusal::Fork
        | Refusal::Gap
        | Refusal::Epoch
        | Refusal::Resync
        | Refusal::Malformed
        | Refusal::TooLarge
        | Refusal::Busy
        | Refusal::Internal
        | Refusal::Unknown => locale.problem_link_unreachable(),
    }
}

fn table(error: &engine::OpenError, locale: &Locale) -> String {
    use engine::OpenError;

    match error {
        OpenError::Empty => locale.import_empty(),
        OpenError::NotATable(_) => locale.import_not_a_table(),
        OpenError::Damaged => locale.import_workbook_damaged(),
        OpenError::Locked => locale.import_workbook_locked(),
        OpenError::TooLarge => locale.import_workbook_large(),
        OpenError::NoSuchSheet { name, sheets } => {
            locale.import_sheet_unknown(name, &locale.enumeration(sheets))
        }
        OpenError::Header(problem) => {
            let why = engine::line_fault(problem.why, locale);
            locale.import_line_fault(i64::try_from(problem.number).unwrap_or(i64::MAX), &why)
        }
        OpenError::Io(error) => message(&Error::file(std::path::Path::new(""), error), locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_file_that_is_open_elsewhere_it_is_said_where_to_close_it() {
        let path = "C:\\list.csv".to_owned();
        let locale = Locale::new(locale::Language::English);
        let words = message(&Error::File { path, kind: ErrorKind::ResourceBusy }, &locale);

        assert_eq!(words, "C:\\list.csv is open in another program. Close it there and try again.");
    }
}
