//! What stands where a first reading failed, in every room: what could not be read, why, and a key to try again.

use engine::Error;
use iced::widget::row;
use iced::{Center, Element, Task};
use ui::widget::{button, empty, key_hint};
use ui::{icon, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;

/// In the place of what could not be read: its name, why, and `again` by a button and F5. `tries` is how often it was
/// tried again in vain.
pub fn view<'a, Message: Clone + 'a>(
    name: &str,
    (error, tries): (&Error, u32),
    again: Message,
    cx: &Context,
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let mut how = problem::message(error, locale);
    if tries > 0 {
        how = [how, locale.window_read_tries(tries)].join("\n");
    }
    let again = button(locale.window_read_again())
        .icon(icon::refresh())
        .primary()
        .key("F5")
        .on_press(again);
    let again = row![again, key_hint("F5")].spacing(space::NEAR).align_y(Center);

    empty(icon::alert(), locale.window_unread(name), how, Some(again.into()))
}

/// A reading failed. The first keeps its place for the reason; what was read before stays, and the reason is told.
pub fn failed<Message>(
    place: &mut Option<Error>,
    is_read: bool,
    error: Error,
    cx: &Context,
) -> Action<Message> {
    if is_read {
        return Action::Tell(Notice::problem(problem::message(&error, &cx.locale)), Task::none());
    }
    *place = Some(error);

    Action::None
}
