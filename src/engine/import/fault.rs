//! Why a line was refused, in a person's words.

use locale::Locale;
use spreadsheet::{FieldFault, FieldProblem, LineFault, Mapping, Source};

/// The words for cells that do not fit, under the names of their columns in the table.
pub fn cells(problems: &[FieldProblem], mapping: &Mapping, locale: &Locale) -> String {
    let words = problems.iter().map(|it| cell(it, &column(it.field, mapping, locale), locale));
    let words: Vec<String> = words.collect();

    words.join("; ")
}

/// The name of the column that fills a field, as it stands in the table; what people call it where none does alone.
pub fn column(key: &str, mapping: &Mapping, locale: &Locale) -> String {
    match mapping.source(key) {
        Some(Source::Column(name)) => name.clone(),
        Some(Source::Joined { .. } | Source::Constant(_)) | None => field(key, locale),
    }
}

fn cell(problem: &FieldProblem, column: &str, locale: &Locale) -> String {
    let value = problem.value.as_str();

    match problem.why {
        FieldFault::Missing => locale.import_fault_blank(column),
        FieldFault::NotADate | FieldFault::NoSuchDay => locale.import_fault_date(column, value),
        FieldFault::DayOrMonth => locale.import_fault_day_or_month(column, value),
        FieldFault::DigitsLost => locale.import_fault_digits(column, value),
        FieldFault::SeveralPhones => locale.import_fault_phones(column, value),
        FieldFault::NotAPhone => locale.import_fault_phone(column, value),
        FieldFault::NotAnInteger | FieldFault::NotMoney | FieldFault::OutOfRange => {
            locale.import_fault_number(column, value)
        }
        FieldFault::UnknownCode => locale.import_fault_value(column, value),
    }
}

/// The words for a line that nobody could act on.
pub fn nothing(lacking: &[&'static str], locale: &Locale) -> String {
    let names: Vec<String> = lacking.iter().map(|key| field(key, locale)).collect();

    locale.import_fault_nothing(&locale.enumeration(&names))
}

/// The words for what is said of a person and may mean two things, or none.
pub fn unclear(field: &str, (column, said): (&str, Option<&str>), locale: &Locale) -> String {
    let said = said.unwrap_or_default();
    match field {
        "birthday" if super::person::may_be_two(said) => {
            locale.import_fault_day_or_month(column, said)
        }
        "birthday" => locale.import_fault_date(column, said),
        "consent" if super::person::is_cross(said) => locale.import_fault_cross(column, said),
        _ => locale.import_fault_value(column, said),
    }
}

/// The words for a line that could not be read.
pub fn line(fault: LineFault, locale: &Locale) -> String {
    match fault {
        LineFault::InvalidText { column, .. } => locale.import_fault_encoding(&column.to_string()),
        LineFault::TooManyColumns { limit } => locale.import_fault_columns(limit),
        LineFault::MoreCellsThanHeaders { found, expected } => {
            locale.import_fault_cells(found, expected)
        }
        LineFault::CutOff { .. } => locale.import_fault_cut(),
        _ => locale.import_fault_unreadable(),
    }
}

/// What people call a field.
pub fn field(key: &str, locale: &Locale) -> String {
    match key {
        "number" => locale.import_field_key(),
        "name" => locale.import_field_customer(),
        "phone" => locale.import_field_phone(),
        "address" => locale.import_field_address(),
        "town" => locale.import_field_town(),
        "postcode" => locale.customer_postcode(),
        "branch" => locale.import_field_branch(),
        "order_kind" => locale.import_field_service(),
        "category" => locale.import_field_category(),
        "brand" => locale.import_field_brand(),
        "model" => locale.import_field_model(),
        "serial" => locale.import_field_serial(),
        "made" => locale.import_field_made(),
        "age" => locale.import_field_age(),
        "purchased" => locale.import_field_purchased(),
        "received" => locale.import_field_received(),
        "finished_on" => locale.import_field_finished(),
        "fault" => locale.import_field_fault(),
        "result" => locale.import_field_result(),
        "technician" => locale.import_field_technician(),
        "amount" => locale.import_field_amount(),
        "paid" => locale.import_field_paid(),
        "remark" => locale.import_field_remark(),
        "barrier" => locale.import_field_barrier(),
        "customer_number" => locale.import_field_customer_number(),
        "phone2" => locale.import_field_phone_second(),
        "organisation" => locale.import_field_organisation(),
        "level" => locale.import_field_level(),
        "birthday" => locale.import_field_birthday(),
        "language" => locale.import_field_language(),
        "consent" => locale.import_field_consent(),
        "refused" => locale.import_field_refused(),
        "installed" => locale.import_field_installed(),
        "shop" => locale.import_field_shop(),
        "invoice" => locale.import_field_invoice(),
        "badge" => locale.import_field_badge(),
        "staff_name" => locale.import_field_staff(),
        "roles" => locale.import_field_roles(),
        "skills" => locale.import_field_skills(),
        "left" => locale.import_field_left(),
        "part_number" => locale.import_field_part_number(),
        "part_name" => locale.import_field_part_name(),
        "unit" => locale.import_field_unit(),
        "price" => locale.import_field_price(),
        "barcode" => locale.import_field_barcode(),
        "fits" => locale.import_field_fits(),
        "serialised" => locale.import_field_serialised(),
        "quantity" => locale.import_field_quantity(),
        "place" => locale.import_field_place(),
        other => other.to_owned(),
    }
}
