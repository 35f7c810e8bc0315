//! What waits for a decision, as a list for others.

use engine::{Listed, Listing};

use super::{Attention, cell};
use crate::context::Context;
use crate::listing::Reading;

impl Attention {
    /// All that waits; nothing before it was read.
    pub fn listing(&self, cx: &Context) -> Option<Reading> {
        let (open, locale) = (self.open.as_ref()?, &cx.locale);
        let headers = vec![
            locale.attention_column_sort(),
            locale.attention_column_about(),
            locale.attention_column_what(),
            locale.attention_column_when(),
        ];
        let row = |key| -> Vec<Listed> {
            (0..headers.len()).map(|column| cell(open, key, column, cx).said().into()).collect()
        };
        let rows = self.keys().map(row).collect();
        let listing = Listing { title: locale.attention_title(), headers, rows };

        Some(Box::pin(std::future::ready(Ok(listing))))
    }
}
