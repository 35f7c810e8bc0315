//! One line of words: where they are too long they end in an ellipsis, and show whole when the pointer rests on them.

use std::borrow::Cow;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::widget::{container, responsive, text, tooltip};
use iced::{Element, Fill, Length, Rectangle, Renderer, Size, Theme};

use crate::theme::{colors, style};
use crate::{ink, size, space};

/// Muted words in small letters on one line, as wide as there is room.
pub fn muted_line<'a, Message: 'a>(words: impl Into<Cow<'a, str>>) -> Element<'a, Message> {
    let words: Cow<'a, str> = words.into();

    responsive(move |room| {
        let line = Element::new(Line { words: words.clone() });
        let style = ink::Line::new(iced::Color::BLACK).caption();
        if ink::fit(&words, room.width, style) == words {
            return line;
        }
        let whole = container(text(words.clone().into_owned()).size(size::CAPTION))
            .max_width(size::READING)
            .padding(space::NEAR)
            .style(style::floating);

        tooltip(line, whole, tooltip::Position::Top).gap(space::TIGHT).into()
    })
    .height(size::LINE)
    .into()
}

struct Line<'a> {
    words: Cow<'a, str>,
}

impl<Message> Widget<Message, Theme, Renderer> for Line<'_> {
    fn size(&self) -> Size<Length> {
        Size::new(Fill, size::LINE.into())
    }

    fn layout(
        &mut self,
        _tree: &mut Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        layout::atomic(limits, Length::Fill, size::LINE)
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.text(None, layout.bounds(), &self.words);
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let style = ink::Line::new(colors(theme).muted).caption();
        ink::line(renderer, &self.words, style, layout.bounds(), *viewport);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::ui;

    #[test]
    fn words_of_a_line_are_found_whole_though_they_are_cut() {
        let words = "a very long line that does not fit ".repeat(40);
        let mut ui = ui(crate::root(muted_line::<()>(words.clone())));

        assert!(ui.find(words.as_str()).is_ok());
    }
}
