//! Around the whole window: Tab moves the focus, what has it is scrolled into view, and no pixel
//! is left behind. Around a group of controls: the arrows move the focus.

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
    Element::new(Scope { content: content.into(), kind: Kind::Window })
}

/// Controls side by side or one above the other: the arrows along `axis` move the focus within
/// them, once one of them has it.
pub fn group<'a, Message: 'a>(
    axis: Axis,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    Element::new(Scope { content: content.into(), kind: Kind::Group(axis) })
}

/// How the controls of a [`group`] lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Side by side: the arrows left and right.
    Row,
    /// One above the other: the arrows up and down.
    Column,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Window,
    Group(Axis),
}

impl Kind {
    /// Where a key sends the focus, and whether it goes round.
    fn step(self, key: key::Named, modifiers: keyboard::Modifiers) -> Option<(Step, bool)> {
        use key::Named::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Tab};

        match (self, key) {
            (Self::Window, Tab) if modifiers.command() || modifiers.alt() => None,
            (Self::Window, Tab) if modifiers.shift() => Some((Step::Previous, true)),
            (Self::Window, Tab) => Some((Step::Next, true)),
            (Self::Group(_), _) if !modifiers.is_empty() => None,
            (Self::Group(Axis::Row), ArrowRight) => Some((Step::Next, false)),
            (Self::Group(Axis::Row), ArrowLeft) => Some((Step::Previous, false)),
            (Self::Group(Axis::Column), ArrowDown) => Some((Step::Next, false)),
            (Self::Group(Axis::Column), ArrowUp) => Some((Step::Previous, false)),
            _ => None,
        }
    }
}

struct Scope<'a, Message> {
    content: Element<'a, Message>,
    kind: Kind,
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

impl<Message> Scope<'_, Message> {
    /// Moves the focus if `key` does that here. Answers whether it did.
    fn walk(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        (step, round): (Step, bool),
    ) -> bool {
        let content = &mut self.content;
        let inner = &mut tree.children[0];
        let mut ground = |operation: &mut dyn Operation| {
            content.as_widget_mut().operate(inner, layout, renderer, operation);
        };
        let inside = focus::survey(&mut ground).focused.is_some();

        (inside || self.kind == Kind::Window) && focus::step(&mut ground, step, round)
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

impl<Message> Widget<Message, Theme, Renderer> for Scope<'_, Message> {
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
        let redraw = matches!(event, Event::Window(window::Event::RedrawRequested(_)));
        if redraw && self.kind == Kind::Window {
            self.follow(tree, layout, renderer);
        }
        let inner = &mut tree.children[0];
        self.content
            .as_widget_mut()
            .update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);

        if let Event::Keyboard(keyboard::Event::KeyPressed {
            key: keyboard::Key::Named(key),
            modifiers,
            ..
        }) = event
            && !shell.is_event_captured()
            && let Some(step) = self.kind.step(*key, *modifiers)
            && self.walk(tree, layout, renderer, step)
        {
            shell.capture_event();
            shell.request_redraw();
        }
        // Something held may be dragged, and then it is the moves that change the picture.
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
        if self.kind == Kind::Window {
            let frame = tree.state.downcast_ref::<State>().frame.get();
            ink::fill(renderer, *viewport, theme::nudge(theme::colors(theme).surface, frame));
        }
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
