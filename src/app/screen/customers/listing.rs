//! The customers as a list for others.

use std::collections::HashSet;

use domain::Money;
use engine::{CustomerRow, Listed, Listing};

use super::Customers;
use crate::context::Context;
use crate::listing::Reading;

/// So many are found at most for a file.
const FOUND: usize = 100_000;

impl Customers {
    /// All customers; where somebody is looked for, all that are found by what stands in the field now.
    pub fn listing(&self, cx: &Context) -> Reading {
        let read = cx.engine.customers(0, u32::MAX);
        let find = self.searching().then(|| cx.engine.find(&self.text, FOUND));
        let cx = cx.clone();

        Box::pin(async move {
            let (page, locale) = (read.await?, &cx.locale);
            let found: Option<HashSet<_>> = match find {
                Some(find) => Some(find.await?.iter().map(|hit| hit.customer).collect()),
                None => None,
            };
            let headers = vec![
                locale.customer_name(),
                locale.customer_phone(),
                locale.customer_address(),
                locale.customer_machines(),
                locale.customer_open(),
                locale.order_owes(),
            ];
            let row = |row: &CustomerRow| -> Vec<Listed> {
                let owes = Money::new(row.owes, page.currency);
                vec![
                    row.name.as_str().into(),
                    row.phone.as_str().into(),
                    row.line.as_str().into(),
                    i64::from(row.appliances).into(),
                    i64::from(row.open_orders).into(),
                    if owes.is_zero() { "".into() } else { owes.into() },
                ]
            };
            let is_found =
                |row: &&CustomerRow| found.as_ref().is_none_or(|found| found.contains(&row.id));
            let rows = page.rows.iter().filter(is_found).map(row).collect();

            Ok(Listing { title: locale.room_customers(), headers, rows })
        })
    }
}
