//! What the office knows before the visit: whom, what machine, what fault, what price.

use super::{Draft, Format};
use crate::flow::Flow;
use crate::form::{Field, Row};

/// Draws the printed part.
pub(super) fn draw(draft: &Draft<'_>, flow: &mut Flow<'_>) {
    visit(draft, flow);
    customer(draft, flow);
    machine(draft, flow);
    fault(draft, flow);
}

fn visit(draft: &Draft<'_>, flow: &mut Flow<'_>) {
    let (locale, sheet, least) = (draft.press.locale, draft.sheet, flow.scale.row);

    flow.open(&locale.paper_visit());
    flow.row(Row {
        fields: vec![
            Field::strong(1.1, locale.paper_kind(), &sheet.kind),
            Field::strong(1.9, locale.paper_appointment(), &sheet.appointment),
            Field::strong(1.0, locale.paper_technician(), &sheet.technician),
        ],
        least,
    });
    flow.close();
}

fn customer(draft: &Draft<'_>, flow: &mut Flow<'_>) {
    let (locale, customer, least) = (draft.press.locale, &draft.sheet.customer, flow.scale.row);

    flow.open(&locale.paper_customer());
    flow.row(Row {
        fields: vec![
            Field::strong(1.0, locale.paper_name(), &customer.name),
            Field::strong(1.6, locale.paper_phones(), customer.phones.join(" / ")),
        ],
        least,
    });
    flow.row(Row {
        fields: vec![Field::strong(1.0, locale.paper_address(), &customer.address)],
        least,
    });
    if !customer.note.is_empty() {
        flow.row(Row {
            fields: vec![Field::value(1.0, locale.paper_note(), &customer.note)],
            least,
        });
    }
    flow.close();
}

fn machine(draft: &Draft<'_>, flow: &mut Flow<'_>) {
    let (locale, machine, least) = (draft.press.locale, &draft.sheet.machine, flow.scale.row);

    flow.open(&locale.paper_machine());
    flow.row(Row {
        fields: vec![
            Field::value(1.0, locale.paper_category(), &machine.category),
            Field::value(0.9, locale.paper_brand(), &machine.brand),
            Field::value(1.5, locale.paper_model(), &machine.model),
            Field::value(1.5, locale.paper_serial(), &machine.serial),
        ],
        least,
    });
    flow.row(Row {
        fields: vec![
            Field::value(1.0, locale.paper_purchased(), &machine.purchased),
            Field::value(1.0, locale.paper_installed(), &machine.installed),
            Field::strong(0.9, locale.paper_verdict(), &machine.verdict),
            Field::value(2.0, locale.paper_verdict_reason(), &machine.reason),
        ],
        least,
    });
    flow.close();
}

fn fault(draft: &Draft<'_>, flow: &mut Flow<'_>) {
    let (locale, sheet, least) = (draft.press.locale, draft.sheet, flow.scale.row);
    let fault = &sheet.fault;

    flow.open(&locale.paper_fault());
    flow.row(Row {
        fields: vec![
            Field::strong(1.6, locale.paper_fault_reported(), &fault.words),
            Field::value(0.8, locale.paper_fault_code(), &fault.code),
            Field::value(1.2, locale.paper_quote(), &sheet.quote),
        ],
        least,
    });
    if !fault.description.is_empty() {
        flow.row(Row {
            fields: vec![Field::value(1.0, locale.paper_description(), &fault.description)],
            least,
        });
    }
    if !sheet.history.is_empty() {
        let separator = if draft.format == Format::A4 { "\n" } else { "；" };
        let history = sheet.history.join(separator);
        flow.row(Row { fields: vec![Field::value(1.0, locale.paper_history(), history)], least });
    }
    flow.close();
}
