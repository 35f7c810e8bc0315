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
    use iced::advanced::clipboard;
    use iced::advanced::renderer::Headless as _;
    use iced::{Event, Point};
    use iced_test::runtime::user_interface::{Cache, UserInterface};

    use super::*;
    use crate::shot::{Frame, picture};

    /// A line that does not fit.
    fn long() -> String {
        "a very long line that does not fit ".repeat(40).trim().to_owned()
    }

    #[test]
    fn a_line_that_is_too_long_ends_in_an_ellipsis() {
        crate::fonts::install("zh-CN");
        let (width, height) = (400, 20);
        let frame =
            Frame { size: Size::new(width, height), scale: 1.0, theme: crate::theme::light() };
        let drawn = |words: String| picture(muted_line::<()>(words), &frame).rgba;
        let style = ink::Line::new(iced::Color::BLACK).caption();
        let cut = ink::fit(&long(), 400.0, style).into_owned();
        assert!(cut.ends_with('…') && long().starts_with(cut.trim_end_matches('…')), "{cut}");

        assert!(drawn(long()) == drawn(cut.clone()), "not cut as {cut}");
        let begins = cut.trim_end_matches('…').to_owned();
        assert!(drawn(long()) != drawn(begins), "the ellipsis is not seen");
    }

    /// The window above a line, with the pointer on the line or nowhere.
    fn above(words: &str, cursor: mouse::Cursor) -> Vec<u8> {
        const PLACE: f32 = 120.0;
        let size = Size::new(400.0, 160.0);
        let line = muted_line::<()>(words.to_owned());
        let view: Element<'_, ()> = container(line).padding(iced::Padding::ZERO.top(PLACE)).into();
        let mut renderer = Renderer::new(crate::fonts::UI, size::BODY.into());
        let mut ui = UserInterface::build(view, size, Cache::new(), &mut renderer);
        let moved = mouse::Event::CursorMoved { position: cursor.position().unwrap_or_default() };
        let now = iced::window::Event::RedrawRequested(std::time::Instant::now());
        let events = [Event::Mouse(moved), Event::Window(now)];
        let mut messages = Vec::new();
        ui.update(&events, cursor, &mut renderer, &mut clipboard::Null, &mut messages);
        let theme = crate::theme::light();
        let style = renderer::Style { text_color: colors(&theme).text };
        ui.draw(&mut renderer, &theme, &style, cursor);
        let all = renderer.screenshot(Size::new(400, 160), 1.0, colors(&theme).surface);

        all[..400 * 4 * (PLACE as usize - 1)].to_vec()
    }

    #[test]
    fn only_a_line_that_is_cut_shows_whole_where_the_pointer_rests() {
        crate::fonts::install("zh-CN");
        let here = mouse::Cursor::Available(Point::new(20.0, 128.0));
        let nowhere = mouse::Cursor::Unavailable;

        assert!(above(&long(), here) != above(&long(), nowhere), "the whole line floats above");
        assert!(above("short", here) == above("short", nowhere));
    }
}
