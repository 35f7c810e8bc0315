//! What a check found, in words.

use engine::Finding;
use locale::Locale;

/// What is wrong, and what to do about it.
pub fn said(finding: &Finding, locale: &Locale) -> String {
    match finding {
        Finding::File(what) => locale.settings_finding_file(what),
        Finding::Unbalanced(part) => locale.settings_finding_unbalanced(&part.to_string()),
        Finding::Unreadable(kind, id) => locale.settings_finding_unreadable(&id.to_string(), kind),
        Finding::NotSearchable(customer) => {
            locale.settings_finding_not_searchable(&customer.to_string())
        }
        Finding::NumberTwice(number) => locale.settings_finding_number_twice(number),
        Finding::NotShown(kind, id) => locale.settings_finding_not_shown(&id.to_string(), kind),
        Finding::AttachmentMissing(name, order) => {
            locale.settings_finding_attachment_missing(name, order)
        }
        Finding::AttachmentDamaged(name, order) => {
            locale.settings_finding_attachment_damaged(name, order)
        }
        Finding::AttachmentStray(path) => locale.settings_finding_attachment_stray(path),
    }
}
