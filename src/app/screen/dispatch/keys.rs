//! The keys of the board, always in sight.

use iced::widget::responsive;
use iced::{Element, Shrink};
use ui::size;
use ui::widget::key_line;

use super::Message;
use crate::context::Context;

/// Below the board, where the window is large.
pub fn below(cx: &Context) -> Element<'_, Message> {
    responsive(move |place| {
        let compact = place.width < size::SLIM;

        if compact { iced::widget::space().into() } else { line(compact, cx) }
    })
    .height(Shrink)
    .into()
}

/// One line: what a small window has no room for is in the tooltips.
pub fn line(compact: bool, cx: &Context) -> Element<'_, Message> {
    let locale = &cx.locale;
    let first = [
        ("A", locale.action_assign()),
        ("B", locale.action_book()),
        ("U", locale.dispatch_take_back()),
        ("P", locale.dispatch_key_print()),
        ("Alt+←→", locale.dispatch_key_day()),
        ("Enter", locale.action_open()),
    ];
    let more = [
        ("Space", locale.dispatch_key_carry()),
        ("F", locale.dispatch_key_filter()),
        ("F5", locale.dispatch_key_refresh()),
        ("F9", locale.dispatch_print_day()),
    ];
    let more = more.into_iter().filter(|_| !compact);

    key_line(first.into_iter().chain(more))
}
