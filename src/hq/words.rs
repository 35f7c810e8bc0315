//! What headquarters' own things are called, for the command line and for the console alike.

use domain::{DeskRole, Handover};
use locale::Locale;
use sync::wire::Why;

use crate::intake;
use crate::journal::{Entry, Noted};
use crate::refusal::What;

/// Who did it.
#[must_use]
pub fn who(entry: &Entry, locale: &Locale) -> String {
    match (entry.shell_user(), &entry.who) {
        (Some(user), _) => locale.console_command_line_of(user),
        (None, Some(operator)) => operator.clone(),
        (None, None) => locale.console_command_line(),
    }
}

/// To what. What a desk is there for is said in words.
#[must_use]
pub fn subject(entry: &Entry, locale: &Locale) -> String {
    let named = matches!(entry.deed, Some(Noted::CodeMade | Noted::DeviceRole));
    let role = entry.subject.rsplit_once(' ').filter(|_| named);

    match role.and_then(|(of, code)| Some((of, DeskRole::of_code(code)?))) {
        Some((of, role)) => format!("{of} {}", locale.desk_role(role)),
        None => entry.subject.clone(),
    }
}

/// Who handed an order in.
#[must_use]
pub fn source(name: &str, locale: &Locale) -> String {
    match name {
        "" => "–".to_owned(),
        intake::COMMAND_LINE => locale.console_command_line(),
        name => name.to_owned(),
    }
}

/// What somebody did.
#[must_use]
pub fn deed(deed: Option<Noted>, locale: &Locale) -> String {
    let Some(deed) = deed else { return locale.console_deed_unknown() };
    match deed {
        Noted::Renamed => locale.console_deed_renamed(),
        Noted::BranchOpened => locale.console_deed_branch_opened(),
        Noted::CodeMade => locale.console_deed_code_made(),
        Noted::DeviceRole => locale.console_deed_device_role(),
        Noted::DeviceRevoked => locale.console_deed_device_revoked(),
        Noted::GrantAdded => locale.console_deed_grant_added(),
        Noted::GrantRemoved => locale.console_deed_grant_removed(),
        Noted::StaffAdded => locale.console_deed_staff_added(),
        Noted::StaffLeft => locale.console_deed_staff_left(),
        Noted::StaffReturned => locale.console_deed_staff_returned(),
        Noted::KeyMade => locale.console_deed_key_made(),
        Noted::OrderAssigned => locale.console_deed_order_assigned(),
        Noted::OrderCancelled => locale.console_deed_order_cancelled(),
        Noted::OrderHandedOver => locale.console_deed_order_handed_over(),
        Noted::HandoverRefused => locale.console_deed_handover_refused(),
        Noted::DisputeSettled => locale.console_deed_dispute_settled(),
        Noted::DisputeReopened => locale.console_deed_dispute_reopened(),
        Noted::LateApplied => locale.console_deed_late_applied(),
        Noted::LateDiscarded => locale.console_deed_late_discarded(),
        Noted::SalvageTaken => locale.console_deed_salvage_taken(),
        Noted::SalvageDropped => locale.console_deed_salvage_dropped(),
        Noted::PersonErased => locale.console_deed_person_erased(),
        Noted::CurrencySet => locale.console_deed_currency_set(),
        Noted::ListRead => locale.console_deed_list_read(),
        Noted::BackupMade => locale.console_deed_backup_made(),
        Noted::OperatorAdded => locale.console_deed_operator_added(),
        Noted::OperatorRemoved => locale.console_deed_operator_removed(),
        Noted::PasswordChanged => locale.console_deed_password_changed(),
        Noted::SignedIn => locale.console_deed_signed_in(),
        Noted::SignedOut => locale.console_deed_signed_out(),
    }
}

/// Where an order came from or went to, and how it ended there; nothing about one that is a single branch's.
#[must_use]
pub fn handover(of: &Handover, locale: &Locale) -> Option<String> {
    let from = of.from.as_ref().map(|it| locale.hq_order_from(&it.branch, &it.number.to_string()));
    let to = of.to.as_ref().map(|it| {
        let (branch, number) = (&it.branch, it.number.to_string());
        let state = of.end.as_ref().and_then(|end| end.state);
        match state {
            Some(state) => locale.hq_order_to_ended(branch, &number, &locale.state(state)),
            None => locale.hq_order_to(branch, &number),
        }
    });
    let wish = of.wish.as_ref().filter(|_| of.to.is_none()).map(|wish| match &wish.refused {
        Some(why) => locale.hq_order_wish_refused(why),
        None => locale.hq_order_wished(&wish.why),
    });
    let said: Vec<_> = from.into_iter().chain(to).chain(wish).collect();

    (!said.is_empty()).then(|| said.join("; "))
}

/// Why something was refused.
#[must_use]
pub fn why(what: &What, locale: &Locale) -> String {
    match what {
        What::Call { code, .. } => call(code, locale),
        What::Operation { why, .. } => operation(*why, locale),
        What::Repeated { .. } => locale.console_why_repeated(),
    }
}

fn call(code: &str, locale: &Locale) -> String {
    match code {
        "unauthorized" => locale.console_why_unauthorized(),
        "revoked" => locale.console_why_revoked(),
        "not_found" => locale.console_why_not_found(),
        "malformed" => locale.console_why_malformed(),
        "too_large" => locale.console_why_too_large(),
        "too_old" => locale.console_why_too_old(),
        "busy" => locale.console_why_busy(),
        "internal" => locale.console_why_internal(),
        "fork" | "gap" | "epoch" | "resync" => locale.console_why_out_of_step(),
        "other_office" => locale.console_why_other_office(),
        "wrong_password" => locale.console_why_wrong_password(),
        "too_many_tries" => locale.console_why_too_many_tries(),
        "forged" => locale.console_why_forged(),
        "read_only" => locale.console_why_read_only(),
        "not_encrypted" => locale.console_why_not_encrypted(),
        other => other.to_owned(),
    }
}

fn operation(why: Option<Why>, locale: &Locale) -> String {
    match why {
        Some(Why::NotFound) => locale.console_why_not_found(),
        Some(Why::Removed) => locale.console_why_removed(),
        Some(Why::OtherBody) => locale.console_why_other_body(),
        Some(Why::Immutable) => locale.console_why_immutable(),
        Some(Why::IllegalEvent) => locale.console_why_illegal_event(),
        Some(Why::FieldNotAllowed) => locale.console_why_field_not_allowed(),
        Some(Why::Malformed) => locale.console_why_malformed(),
        Some(Why::TooLarge) => locale.console_why_too_large(),
        Some(Why::Revoked) => locale.console_why_revoked(),
        Some(Why::Concurrent) => locale.console_why_concurrent(),
        Some(Why::Unknown) | None => locale.console_deed_unknown(),
    }
}
