//! Small shapes that say the same as a colour does, for eyes that tell colours badly.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::Tree;
use iced::advanced::{Widget, mouse, renderer};
use iced::{Border, Color, Element, Length, Rectangle, Renderer, Size, Theme};

use crate::{Icon, Tone, icon, ink, size, theme};

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// A filled dot: in hand.
    #[default]
    Dot,
    /// A ring: not begun.
    Ring,
    /// A filled square: stands still.
    Square,
    /// An empty square: planned.
    Frame,
    /// A triangle: needs a look.
    Triangle,
    /// A tick: done.
    Check,
    /// Two ticks: done and checked.
    CheckAll,
    /// A cross: refused, failed.
    Cross,
    /// A stroke through a ring: cancelled.
    Ban,
    /// A clock: waits for a time.
    Clock,
    /// A pause sign: waits for something.
    Pause,
    /// A calendar: has an appointment.
    Calendar,
    /// A person: is in somebody's hands.
    Person,
    /// A wrench: is being worked on.
    Wrench,
    /// A telephone: needs a call.
    Phone,
    /// A sheet of paper.
    Sheet,
    /// A star: important.
    Star,
    /// A padlock: can no longer change.
    Lock,
}

impl Mark {
    fn icon(self) -> Option<Icon> {
        Some(match self {
            Self::Dot | Self::Ring | Self::Square | Self::Frame => return None,
            Self::Triangle => icon::triangle(),
            Self::Check => icon::check(),
            Self::CheckAll => icon::check_all(),
            Self::Cross => icon::x(),
            Self::Ban => icon::cancelled(),
            Self::Clock => icon::clock(),
            Self::Pause => icon::pause(),
            Self::Calendar => icon::calendar(),
            Self::Person => icon::user(),
            Self::Wrench => icon::wrench(),
            Self::Phone => icon::phone(),
            Self::Sheet => icon::file(),
            Self::Star => icon::star(),
            Self::Lock => icon::lock(),
        })
    }

    /// Draws the mark in the middle of `place`, at the size of small text.
    pub fn draw(self, renderer: &mut Renderer, place: Rectangle, color: Color) {
        const DOT: f32 = 8.0;

        if let Some(icon) = self.icon() {
            return ink::icon(renderer, icon, size::CAPTION, color, place);
        }
        let round = matches!(self, Self::Dot | Self::Ring);
        let filled = matches!(self, Self::Dot | Self::Square);
        let shape = Rectangle {
            x: place.center_x() - DOT / 2.0,
            y: place.center_y() - DOT / 2.0,
            width: DOT,
            height: DOT,
        };
        let border =
            Border { color, width: 1.5, radius: if round { DOT / 2.0 } else { 1.5 }.into() };
        ink::boxed(renderer, shape, if filled { color } else { Color::TRANSPARENT }, border);
    }
}

/// The mark as a widget, in the colour of `tone`.
pub fn mark<'a, Message: 'a>(mark: Mark, tone: Tone) -> Element<'a, Message> {
    Element::new(Shown { mark, tone })
}

struct Shown {
    mark: Mark,
    tone: Tone,
}

impl<Message> Widget<Message, Theme, Renderer> for Shown {
    fn size(&self) -> Size<Length> {
        Size::new(size::CAPTION.into(), size::CAPTION.into())
    }

    fn layout(
        &mut self,
        _tree: &mut Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        layout::atomic(limits, size::CAPTION, size::CAPTION)
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        self.mark.draw(renderer, layout.bounds(), theme::colors(theme).ink(self.tone));
    }
}
