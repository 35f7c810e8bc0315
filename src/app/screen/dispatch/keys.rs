//! The keys of the board that no button shows, always in sight.

use iced::widget::responsive;
use iced::{Element, Shrink};
use ui::size;
use ui::widget::key_line;

use super::Message;
use crate::context::Context;

/// Below the board, where the window is large.
pub fn below(week: bool, cx: &Context) -> Element<'_, Message> {
    responsive(move |place| {
        let compact = place.width < size::SLIM;

        if compact { iced::widget::space().into() } else { line((compact, week), cx) }
    })
    .height(Shrink)
    .into()
}

/// One line. In a small window the buttons below the board show their keys themselves.
pub fn line((compact, week): (bool, bool), cx: &Context) -> Element<'_, Message> {
    let locale = &cx.locale;
    let deeds = [
        ("A", locale.action_assign()),
        ("B", locale.action_book()),
        ("U", locale.dispatch_take_back()),
        ("P", locale.dispatch_key_print()),
    ];
    let ways = [
        ("Alt+←→", if week { locale.dispatch_key_turn_week() } else { locale.dispatch_key_day() }),
        ("W", if week { locale.dispatch_key_one_day() } else { locale.dispatch_key_week() }),
        ("T", locale.action_today()),
        ("F", locale.dispatch_key_filter()),
        ("Space", locale.dispatch_key_carry()),
    ];
    let more = [
        ("Enter", locale.action_open()),
        ("F5", locale.dispatch_key_refresh()),
        ("F9", locale.dispatch_print_day()),
    ];
    let deeds = deeds.into_iter().filter(|_| !compact);
    let more = more.into_iter().filter(|_| !compact);

    key_line(deeds.chain(ways).chain(more))
}
