//! The table itself.

use DeskWork::{Callbacks, Dispatch, Intake, Letters, Office, Parts, Sheets};
use domain::DeskWork;

/// Who may write a part of a kind of record.
pub(super) struct Row {
    kind: &'static str,
    /// A field, `field=value` where a fact's value decides, or nothing: whatever has no row of its own.
    pub(super) part: &'static str,
    /// Whoever has one of these.
    pub(super) duties: &'static [DeskWork],
}

const fn row(kind: &'static str, part: &'static str, duties: &'static [DeskWork]) -> Row {
    Row { kind, part, duties }
}

/// Whoever writes anything.
const ALL: &[DeskWork] = &DeskWork::ALL;

/// What desks of a branch write. Steps of an order that follow from another desk's work belong to both: a sheet moves
/// parts and charges, and may find a visit that nobody assigned.
const ROWS: &[Row] = &[
    row("customer", "", &[Intake]),
    row("address", "", &[Intake]),
    row("appliance", "", &[Intake, Sheets]),
    row("order", "", &[Intake]),
    row("order", "stop_notice", &[Dispatch]),
    row("order", "second_visit", &[Sheets]),
    row("order_event", "", &[Intake]),
    row("order_event", "event=assign", &[Dispatch, Sheets]),
    row("order_event", "event=unassign", &[Dispatch, Sheets]),
    row("order_event", "event=book", &[Dispatch, Sheets]),
    row("order_event", "event=ask_handover", &[Intake, Dispatch]),
    row("order_event", "event=withdraw_handover", &[Intake, Dispatch]),
    row("order_event", "event=reassign", &[Dispatch]),
    row("order_event", "event=reschedule", &[Dispatch]),
    row("order_event", "event=raise_exception", &[Dispatch]),
    row("order_event", "event=undo_exception", &[Dispatch]),
    row("order_event", "event=part_arrived", &[Dispatch, Sheets]),
    row("order_event", "event=appraised", &[Dispatch, Sheets]),
    row("order_event", "event=appraised_done", &[Dispatch, Sheets]),
    row("order_event", "event=arrive", &[Sheets]),
    row("order_event", "event=finish", &[Sheets]),
    row("order_event", "event=leave_unfinished", &[Sheets]),
    row("order_event", "event=need_part", &[Sheets]),
    row("order_event", "event=need_appraisal", &[Sheets]),
    row("order_event", "event=enter_sheet", &[Sheets]),
    row("order_event", "event=reenter", &[Sheets]),
    row("order_event", "event=take_back", &[Sheets]),
    row("order_event", "event=call_back", &[Callbacks, Sheets]),
    row("order_event", "event=reopen_call", &[Callbacks]),
    row("order_event", "event=redo", &[Callbacks]),
    row("order_event", "event=close", &[Callbacks]),
    row("order_event", "event=settle", &[Callbacks]),
    row("order_event", "event=route", &[Callbacks]),
    row("order_event", "event=accept_answer", &[Callbacks]),
    row("order_event", "event=reject_answer", &[Callbacks]),
    row("order_event", "event=load", &[Dispatch]),
    row("order_event", "event=deliver", &[Dispatch]),
    row("order_event", "event=fail_delivery", &[Dispatch]),
    row("order_event", "event=retry", &[Dispatch]),
    row("order_event", "event=import_done", &[Office]),
    row("order_event", "event=import_closed", &[Office]),
    row("order_event", "event=withdraw_import", &[Office]),
    row("visit", "", &[Dispatch]),
    // Whoever cancels an order ends its visits.
    row("visit", "state", &[Dispatch, Sheets, Intake]),
    row("visit", "technician", &[Dispatch, Sheets]),
    row("visit_result", "", &[Sheets]),
    row("print", "", &[Dispatch, Sheets]),
    row("charge", "", &[Sheets]),
    row("receipt", "", &[Sheets, Intake]),
    row("stock_move", "", &[Parts]),
    row("stock_move", "reason=issued", &[Parts, Sheets]),
    row("stock_move", "reason=used", &[Parts, Sheets]),
    row("stock_move", "reason=removed", &[Parts, Sheets]),
    row("stock_move", "reason=reversed", &[Parts, Sheets]),
    row("callback", "", &[Callbacks]),
    row("letter", "", &[Letters]),
    row("template", "", &[Letters]),
    // Whoever speaks with customers writes down what they should be told.
    row("article", "", &[Intake, Callbacks]),
    row("article_version", "", &[Intake, Callbacks]),
    row("answer", "", &[Intake, Callbacks, Letters]),
    row("enquiry", "", &[Intake, Letters]),
    row("enquiry_event", "", &[Intake, Letters]),
    row("enquiry_event", "event=convert", &[Intake]),
    row("rule", "", &[Office]),
    row("amendment", "", &[Intake]),
    row("attachment", "", &[Intake]),
    row("settlement", "", ALL),
    row("sameness", "", &[Intake]),
    row("erasure", "", &[Office]),
    row("staff", "", &[Office]),
    row("office", "", &[Office]),
    row("code", "", &[Office]),
    row("area", "", &[Office]),
    row("part", "", &[Office]),
    row("model", "", &[Office]),
    row("warranty_term", "", &[Office]),
    row("tariff", "", &[Office]),
];

/// The rows about a kind.
pub(super) fn rows_of(kind: &str) -> impl Iterator<Item = &'static Row> + use<'_> {
    ROWS.iter().filter(move |row| row.kind == kind)
}

/// The field by whose value a fact of this kind is judged.
pub(super) fn deciding_field(kind: &str) -> Option<&'static str> {
    match kind {
        "order_event" | "enquiry_event" => Some("event"),
        "stock_move" => Some("reason"),
        _ => None,
    }
}
