//! The calls that are due, or the complaints that are not over, as a list for others.

use engine::{CallbackDue, ComplaintRow, Listed, Listing};

use super::{Callbacks, Page};
use crate::context::Context;
use crate::listing::{self, Reading};

impl Callbacks {
    /// The list of the page that is shown; nothing before it was read.
    pub fn listing(&self, cx: &Context) -> Option<Reading> {
        let listing = match self.page {
            Page::Calls => calls(&self.calls.list()?.due, cx),
            Page::Complaints => complaints(self.complaints.list()?, cx),
        };

        Some(Box::pin(std::future::ready(Ok(listing))))
    }
}

fn calls(due: &[CallbackDue], cx: &Context) -> Listing {
    let locale = &cx.locale;
    let headers = vec![
        locale.order_number(),
        locale.callback_column_who(),
        locale.customer_phone(),
        locale.customer_address(),
        locale.order_kind_column(),
        locale.order_machine(),
        locale.callback_column_waits(),
        locale.order_state(),
    ];
    let row = |due: &CallbackDue| -> Vec<Listed> {
        let call = &due.row;
        let machine = call.category.map(|it| locale.machine(it, call.called.as_deref()));
        vec![
            call.number.as_str().into(),
            call.name.as_str().into(),
            call.phone.as_str().into(),
            call.line.as_str().into(),
            locale.order_kind(call.kind).into(),
            machine.unwrap_or_default().into(),
            listing::moment(call.since, cx),
            locale.state_of(call.state, call.kind).into(),
        ]
    };

    Listing { title: locale.room_callbacks(), headers, rows: due.iter().map(row).collect() }
}

fn complaints(list: &[ComplaintRow], cx: &Context) -> Listing {
    let locale = &cx.locale;
    let headers = vec![
        locale.order_number(),
        locale.complaint_column_who(),
        locale.customer_phone(),
        locale.complaint_column_state(),
        locale.complaint_column_department(),
        locale.complaint_column_since(),
        locale.callback_column_about(),
    ];
    let row = |complaint: &ComplaintRow| -> Vec<Listed> {
        let row = &complaint.row;
        vec![
            row.number.as_str().into(),
            row.name.as_str().into(),
            row.phone.as_str().into(),
            locale.state_of(row.state, row.kind).into(),
            listing::words(complaint.department.as_deref()),
            listing::moment(complaint.since, cx),
            complaint.text.as_str().into(),
        ]
    };

    Listing { title: locale.complaint_title(), headers, rows: list.iter().map(row).collect() }
}
