//! Around the whole window: Tab moves the focus, what has it is scrolled into view, and no pixel
//! is left behind.

use std::cell::Cell;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, key};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, window};

use crate::focus::{self, Step};
use crate::{ink, theme};

/// The outermost widget of a view.
///
/// - Tab and Shift+Tab reach every control, in the order of the layout; what gets the focus is
///   scrolled into view.
/// - Each change of the view and each event that may move something draws the whole window anew.
///   The software renderer would else repaint too little where text has moved.
pub fn root<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(Root { content: content.into() })
}

struct Root<'a, Message> {
    content: Element<'a, Message>,
}

#[derive(Default)]
struct State {
    frame: Cell<u64>,
    focused: Option<usize>,
}

impl State {
    /// The next picture is drawn from scratch.
    fn refresh(&self) {
        self.frame.set(self.frame.get().wrapping_add(1));
    }
}

impl<Message> Root<'_, Message> {
    fn tab(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, step: Step) {
        let content = &mut self.content;
        let inner = &mut tree.children[0];
        let mut ground = |operation: &mut dyn Operation| {
            content.as_widget_mut().operate(inner, layout, renderer, operation);
        };
        focus::step(&mut ground, step, true);
    }

    /// Shows the control that has got the focus since the last picture, by whatever way.
    fn follow(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) {
        let content = &mut self.content;
        let inner = &mut tree.children[0];
        let mut ground = |operation: &mut dyn Operation| {
            content.as_widget_mut().operate(inner, layout, renderer, operation);
        };
        let found = focus::survey(&mut ground);
        let state = tree.state.downcast_mut::<State>();
        if found.focused != state.focused {
            state.focused = found.focused;
            if focus::reveal(&mut ground, &found) {
                state.refresh();
            }
        }
    }
}

/// Whether `event` may move what is on screen without a change of the view.
fn moves(event: &Event) -> bool {
    !matches!(
        event,
        Event::Mouse(
            mouse::Event::CursorMoved { .. }
                | mouse::Event::CursorEntered
                | mouse::Event::CursorLeft
        ) | Event::Window(window::Event::RedrawRequested(_))
    )
}

impl<Message> Widget<Message, Theme, Renderer> for Root<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.state.downcast_ref::<State>().refresh();
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        if matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
            self.follow(tree, layout, renderer);
        }
        let inner = &mut tree.children[0];
        self.content
            .as_widget_mut()
            .update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);

        if let Event::Keyboard(keyboard::Event::KeyPressed {
            key: keyboard::Key::Named(key::Named::Tab),
            modifiers,
            ..
        }) = event
            && !shell.is_event_captured()
            && !modifiers.command()
            && !modifiers.alt()
        {
            let step = if modifiers.shift() { Step::Previous } else { Step::Next };
            self.tab(tree, layout, renderer, step);
            shell.capture_event();
            shell.request_redraw();
        }
        // Something held may be dragged, so it is the moves between that change the picture.
        if moves(event) || shell.is_event_captured() {
            tree.state.downcast_ref::<State>().refresh();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let frame = tree.state.downcast_ref::<State>().frame.get();
        ink::fill(renderer, *viewport, theme::nudge(theme::colors(theme).surface, frame));
        let inner = &tree.children[0];
        self.content.as_widget().draw(inner, renderer, theme, style, layout, cursor, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let inner = &tree.children[0];
        self.content.as_widget().mouse_interaction(inner, layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let inner = &mut tree.children[0];
        self.content.as_widget_mut().overlay(inner, layout, renderer, viewport, translation)
    }
}
