//! States and counts: a shape, a word and a colour.

use iced::widget::{container, row, text};
use iced::{Center, Element, border};

use crate::theme::colors;
use crate::{Mark, Tone, mark, size, space};

/// A state: its shape, its word, its tone. The colour is never the only sign.
pub fn badge<'a, Message: 'a>(
    tone: Tone,
    shape: Mark,
    word: impl text::IntoFragment<'a>,
) -> Element<'a, Message> {
    let word = text(word)
        .size(size::CAPTION)
        .wrapping(text::Wrapping::None)
        .style(move |theme| text::Style { color: Some(colors(theme).ink(tone)) });

    container(row![mark(shape, tone), word].spacing(space::TIGHT).align_y(Center))
        .padding([1.0, space::NEAR - 2.0])
        .style(move |theme| {
            container::background(colors(theme).soft(tone))
                .border(border::rounded(size::ROUND_SMALL))
        })
        .into()
}

/// A number beside a name: how many wait there.
pub fn count<'a, Message: 'a>(
    tone: Tone,
    number: impl text::IntoFragment<'a>,
) -> Element<'a, Message> {
    let number = text(number)
        .size(11.0)
        .line_height(1.2)
        .style(move |theme| text::Style { color: Some(colors(theme).ink(tone)) });

    container(number)
        .padding([1.0, 6.0])
        .style(move |theme| {
            container::background(colors(theme).soft(tone)).border(border::rounded(999.0))
        })
        .into()
}
