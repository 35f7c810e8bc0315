//! A yes or no.

use std::borrow::Cow;

use iced::widget::{container, row, text};
use iced::{Border, Center, Element, Theme};

use crate::{icon, press, size, space, theme};

/// A box to tick, with its label: Space ticks it, Enter leads on. `on_toggle` gets what it should become; without it the box is
/// disabled.
pub fn checkbox<'a, Message: Clone + 'a>(
    label: impl Into<Cow<'a, str>>,
    ticked: bool,
    on_toggle: Option<impl Fn(bool) -> Message>,
) -> Element<'a, Message> {
    let label = label.into().into_owned();
    let tick = ticked.then(|| icon::check().sized(size::CAPTION));
    let tick = container(row![tick]).center(size::ICON).style(move |theme| well(theme, ticked));

    press(row![tick, text(label).size(size::BODY)].spacing(space::NEAR).align_y(Center))
        .on_press_maybe(on_toggle.map(|on_toggle| on_toggle(!ticked)))
        .leads_on()
        .padding([space::TIGHT, space::TIGHT])
        .style(|theme, touch| iced::widget::button::Style {
            background: None,
            ..theme::style::row(false, theme, touch)
        })
        .into()
}

fn well(theme: &Theme, ticked: bool) -> container::Style {
    let colors = theme::colors(theme);
    let (ground, edge) =
        if ticked { (colors.accent, colors.accent) } else { (colors.raised, colors.edge) };

    container::background(ground).color(colors.on_accent).border(Border {
        color: edge,
        width: 1.0,
        radius: size::ROUND_SMALL.into(),
    })
}
