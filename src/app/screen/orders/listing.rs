//! The orders of a filter as a list for others.

use domain::Money;
use engine::{Error, Listed, Listing, OrderRow, Orders as Page};

use super::{Orders, list};
use crate::context::Context;
use crate::listing::{self, Reading};

impl Orders {
    /// All orders that the filter leaves, not only those that are shown.
    pub fn listing(&self, cx: &Context) -> Reading {
        let read = cx.engine.orders(self.filter.clone(), u32::MAX - 1);
        let cx = cx.clone();

        Box::pin(async move { listed(read.await, &cx) })
    }
}

fn listed(page: Result<Page, Error>, cx: &Context) -> Result<Listing, Error> {
    let (page, locale) = (page?, &cx.locale);
    let headers = vec![
        locale.order_number(),
        locale.import_field_key(),
        locale.order_state(),
        locale.order_kind_column(),
        locale.export_urgent(),
        locale.customer_name(),
        locale.customer_phone(),
        locale.customer_address(),
        locale.order_machine(),
        locale.import_field_fault(),
        locale.order_technician(),
        locale.export_day(),
        locale.export_time(),
        locale.order_received(),
        locale.order_owes(),
        locale.order_branch(),
    ];
    let row = |order: &OrderRow| -> Vec<Listed> {
        let at = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let hours = [order.starts, order.ends].into_iter().flatten().map(at).collect::<Vec<_>>();
        vec![
            order.number.as_str().into(),
            listing::words(order.alias.as_deref()),
            locale.state_of(order.state, order.kind).into(),
            locale.order_kind(order.kind).into(),
            listing::yes(order.urgent, cx),
            order.name.as_str().into(),
            order.phone.as_str().into(),
            order.line.as_str().into(),
            list::machine(order, cx).into(),
            listing::words(order.fault.as_deref()),
            listing::words(order.technician_name.as_deref()),
            listing::day(order.day),
            hours.join("–").into(),
            listing::moment(order.received, cx),
            order.owes.map_or("".into(), |minor| Money::new(minor, page.currency).into()),
            listing::words(order.branch.as_deref()),
        ]
    };
    let rows = page.rows.iter().map(row).collect();

    Ok(Listing { title: locale.room_orders(), headers, rows })
}
