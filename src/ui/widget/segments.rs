//! One of a few, side by side.

use std::borrow::Cow;

use iced::widget::{container, text};
use iced::{Element, Theme};

use crate::theme::{colors, style};
use crate::{Axis, group, press, size, space};

/// A few options side by side, of which one is on. Arrows move between them, Space picks.
pub fn segments<'a, Message: Clone + 'a>(
    options: impl IntoIterator<Item = impl Into<Cow<'a, str>>>,
    selected: Option<usize>,
    on_pick: impl Fn(usize) -> Message,
) -> Element<'a, Message> {
    let options = options.into_iter().enumerate().map(|(at, words)| {
        let here = selected == Some(at);
        let words = text(words.into().into_owned()).wrapping(text::Wrapping::None);
        press(container(words).center_y(size::CONTROL - 4.0))
            .on_press(on_pick(at))
            .padding([0.0, space::SNUG])
            .style(move |theme, touch| segment(here, theme, touch))
            .into()
    });
    let options = iced::widget::Row::with_children(options).spacing(2.0);

    container(group(Axis::Row, options)).padding(2.0).style(style::well).into()
}

fn segment(here: bool, theme: &Theme, touch: style::Touch) -> iced::widget::button::Style {
    let face = style::row(false, theme, touch);
    if !here {
        return face;
    }
    let colors = colors(theme);
    iced::widget::button::Style {
        background: Some(colors.raised.into()),
        text_color: colors.accent,
        border: iced::Border { color: colors.edge, width: 1.0, radius: size::ROUND_SMALL.into() },
        ..face
    }
}
