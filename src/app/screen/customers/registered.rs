//! How many of those who buy are registered, by shop and by who sells there.

use engine::SoldRow;
use iced::Element;
use iced::widget::{column, text};
use ui::grid::{Cell, Column, grid};
use ui::widget::{button, dialog};
use ui::{size, space, theme};

use super::Message;
use crate::context::Context;

/// So many lines are seen at once.
const SEEN: u16 = 10;

/// A dialog with one line for each shop and seller: a rate stands beside what it is made of.
pub fn view<'a>(rows: &'a [SoldRow], cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let close =
        button(locale.action_close()).primary().key("Enter").on_press(Message::DialogClosed);
    let content: Element<'a, Message> = if rows.is_empty() {
        text(locale.registration_none()).into()
    } else {
        let columns = vec![
            Column::weight(locale.registration_shop(), 2.0, size::LABEL),
            Column::weight(locale.registration_seller(), 1.0, size::LABEL),
            Column::fixed(locale.registration_count(), size::CODE).right(),
            Column::fixed(locale.registration_rate(), size::LABEL).right(),
        ];
        let list = grid(columns, rows.len(), |row, column| {
            let sold = &rows[row];
            match (column, sold.seller.as_deref()) {
                (0, _) => Cell::text(sold.shop.as_str()),
                (1, Some(seller)) => Cell::text(seller),
                (1, None) => Cell::text(locale.registration_nobody()).muted(),
                (2, _) => Cell::text(locale.registration_of(sold.registered, sold.sold)),
                _ => Cell::text(format!("{} %", share(sold))),
            }
        });
        let how = text(locale.registration_how()).size(size::CAPTION).style(theme::style::muted);
        column![list.id("customers-registered").at_most(SEEN), how].spacing(space::NEAR).into()
    };

    dialog(locale.registration_title(), content, vec![close.into()])
}

/// In hundredths, rounded down: all are registered only where nobody is missing.
fn share(sold: &SoldRow) -> u32 {
    sold.registered * 100 / sold.sold.max(1)
}
