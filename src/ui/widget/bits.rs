//! Small things that rooms set between others.

use std::borrow::Cow;

use iced::widget::{container, text};
use iced::{Border, Element};

use crate::theme::{colors, style};
use crate::{size, space};

/// A key as it stands on the keyboard.
pub fn key_hint<'a, Message: 'a>(key: impl Into<Cow<'a, str>>) -> Element<'a, Message> {
    container(text(key.into().into_owned()).size(11.0).line_height(1.2).style(style::muted))
        .padding([1.0, space::TIGHT])
        .style(|theme| {
            let colors = colors(theme);
            container::background(colors.sunken).border(Border {
                color: colors.line,
                width: 1.0,
                radius: size::ROUND_SMALL.into(),
            })
        })
        .into()
}
