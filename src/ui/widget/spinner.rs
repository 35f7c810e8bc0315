//! Something is being waited for, right here. It draws only while it is on screen, and then ten
//! times a second.

use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::widget::{row, text};
use iced::{Border, Center, Element, Event, Length, Rectangle, Renderer, Size, Theme, window};

use crate::theme::style;
use crate::{ink, size, space, theme};

const DOTS: u16 = 8;
const STEP: Duration = Duration::from_millis(100);

/// A turning wheel and what is being waited for.
pub fn spinner<'a, Message: 'a>(words: impl text::IntoFragment<'a>) -> Element<'a, Message> {
    row![Element::new(Wheel), text(words).style(style::muted)]
        .spacing(space::NEAR)
        .align_y(Center)
        .into()
}

struct Wheel;

#[derive(Default)]
struct State {
    turned: u16,
    next: Option<Instant>,
}

impl<Message> Widget<Message, Theme, Renderer> for Wheel {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(size::ICON.into(), size::ICON.into())
    }

    fn layout(
        &mut self,
        _tree: &mut Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        layout::atomic(limits, size::ICON, size::ICON)
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        _layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let Event::Window(window::Event::RedrawRequested(now)) = event else { return };
        let state = tree.state.downcast_mut::<State>();
        if state.next.is_none_or(|next| next <= *now) {
            state.turned = (state.turned + 1) % DOTS;
            state.next = Some(*now + STEP);
        }
        if let Some(next) = state.next {
            shell.request_redraw_at(next);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        const DOT: f32 = 3.0;

        let bounds = layout.bounds();
        let turned = tree.state.downcast_ref::<State>().turned;
        let accent = theme::colors(theme).accent;
        for dot in 0..DOTS {
            let angle = f32::from(dot) / f32::from(DOTS) * std::f32::consts::TAU;
            let radius = (bounds.width - DOT) / 2.0;
            let age = f32::from((turned + DOTS - dot) % DOTS) / f32::from(DOTS);
            let place = Rectangle {
                x: bounds.center_x() + radius * angle.sin() - DOT / 2.0,
                y: bounds.center_y() - radius * angle.cos() - DOT / 2.0,
                width: DOT,
                height: DOT,
            };
            let round = Border { radius: (DOT / 2.0).into(), ..Border::default() };
            ink::boxed(renderer, place, accent.scale_alpha(1.0 - age * 0.85), round);
        }
    }
}
