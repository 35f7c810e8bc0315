//! Around the whole window: Tab moves the focus, what has it is scrolled into view, and no pixel
//! is left behind. Around a group of controls: the arrows move the focus.

#[cfg(test)]
mod tests;

use std::cell::Cell;

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, key};
use iced::{Element, Event, Rectangle, Renderer, Size, Theme, window};

use crate::focus::{self, Step};
use crate::hold;
use crate::leave::leave;
use crate::page::{self, Turn};

/// The outermost widget of a view.
///
/// - Tab and Shift+Tab reach every control, in the order of the layout; what gets the focus is
///   scrolled into view, and what a field holds is selected, so that typing replaces it.
/// - Enter leads on from what is no field: a choice that is made, a box that is ticked or not.
/// - The keys of the page (up, down, Home and End) scroll it where no control wants them; with Ctrl whatever has the focus.
/// - Each picture is drawn whole. The software renderer would else repaint too little where text
///   has moved, and far too often where a blinking caret has changed the number of things drawn.
pub fn root<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(Scope { content: content.into(), kind: Kind::Window, on_letter: None })
}

/// The fields of a form: Enter leads on to the next, where the field itself has no other use for it.
pub fn form<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(Scope { content: content.into(), kind: Kind::Form, on_letter: None })
}

/// A form: where `is_open`, a press beside its fields leaves the cursor in the one that has it, so that what is typed next
/// goes on there.
pub fn kept<'a, Message: 'a>(
    is_open: bool,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    Element::new(Scope { content: content.into(), kind: Kind::Kept(is_open), on_letter: None })
}

/// Controls side by side or one above the other: the arrows along `axis` move the focus within
/// them, once one of them has it.
pub fn group<'a, Message: 'a>(
    axis: Axis,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    Element::new(Scope { content: content.into(), kind: Kind::Group(axis), on_letter: None })
}

/// A [`group`] that is typed into though it has no field: a digit or a letter that comes while one of its controls has
/// the focus is told.
pub fn lettered<'a, Message: 'a>(
    axis: Axis,
    content: impl Into<Element<'a, Message>>,
    on_letter: impl Fn(char) -> Option<Message> + 'a,
) -> Element<'a, Message> {
    let on_letter: Option<OnLetter<'a, Message>> = Some(Box::new(on_letter));

    Element::new(Scope { content: content.into(), kind: Kind::Group(axis), on_letter })
}

type OnLetter<'a, Message> = Box<dyn Fn(char) -> Option<Message> + 'a>;

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
    Form,
    /// Whether a press beside the fields leaves the cursor where it is.
    Kept(bool),
    Group(Axis),
}

impl Kind {
    /// Where a key sends the focus, and whether it goes round.
    fn step(self, key: key::Named, modifiers: keyboard::Modifiers) -> Option<(Step, bool)> {
        use key::Named::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Enter, Tab};

        match (self, key) {
            (Self::Window, Tab) if modifiers.command() || modifiers.alt() => None,
            (Self::Window, Tab) if modifiers.shift() => Some((Step::Previous, true)),
            (Self::Window, Tab) => Some((Step::Next, true)),
            (Self::Form | Self::Kept(_) | Self::Group(_), _) if !modifiers.is_empty() => None,
            (Self::Form, Enter) => Some((Step::On, false)),
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
    on_letter: Option<OnLetter<'a, Message>>,
}

#[derive(Default)]
struct State {
    frame: Cell<u64>,
    focused: Option<usize>,
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
        // Whoever walks along a row and is at its end stays there.
        let stays = inside && matches!(self.kind, Kind::Group(_));

        (inside || self.kind == Kind::Window) && (focus::step(&mut ground, step, round) || stays)
    }

    /// Whether Enter in what has the focus leads on to the next control.
    fn leads_on(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> bool {
        let content = &mut self.content;
        let inner = &mut tree.children[0];

        focus::survey(&mut |operation: &mut dyn Operation| {
            content.as_widget_mut().operate(inner, layout, renderer, operation);
        })
        .leads_on
    }

    /// What a letter says here, if one of the controls has the focus.
    fn letter(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        letter: char,
    ) -> Option<Message> {
        let on_letter = self.on_letter.as_ref()?;
        let content = &mut self.content;
        let inner = &mut tree.children[0];
        let mut ground = |operation: &mut dyn Operation| {
            content.as_widget_mut().operate(inner, layout, renderer, operation);
        };

        focus::survey(&mut ground).focused.and_then(|_| on_letter(letter))
    }

    /// The field in which the cursor is as somebody presses beside it, if it is to stay there.
    fn pressed_beside(
        &mut self,
        event: &Event,
        (tree, layout, cursor): (&mut Tree, Layout<'_>, mouse::Cursor),
        renderer: &Renderer,
    ) -> Option<usize> {
        let press = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_)));
        if !press || self.kind != Kind::Kept(true) || !cursor.is_over(layout.bounds()) {
            return None;
        }
        let content = &mut self.content;
        let inner = &mut tree.children[0];

        focus::written_in(&mut |operation: &mut dyn Operation| {
            content.as_widget_mut().operate(inner, layout, renderer, operation);
        })
    }

    /// Gives the cursor back to a field that lost it to nothing.
    fn give_back(
        &mut self,
        field: usize,
        (tree, layout): (&mut Tree, Layout<'_>),
        renderer: &Renderer,
    ) {
        let content = &mut self.content;
        let inner = &mut tree.children[0];
        let mut ground = |operation: &mut dyn Operation| {
            content.as_widget_mut().operate(inner, layout, renderer, operation);
        };
        if focus::survey(&mut ground).focused.is_none() {
            focus::give(&mut ground, field);
        }
    }

    /// Whether an event would do a deed although what stands in a list of options fits nothing.
    fn holds_back(
        &mut self,
        event: &Event,
        (tree, layout): (&mut Tree, Layout<'_>),
        renderer: &Renderer,
    ) -> bool {
        let content = &mut self.content;
        let inner = &mut tree.children[0];

        self.kind == Kind::Window
            && hold::holds_back(event, &mut |operation: &mut dyn Operation| {
                content.as_widget_mut().operate(inner, layout, renderer, operation);
            })
    }

    /// Turns the page of the window, if a key does that. Answers whether it did.
    fn turns(
        &mut self,
        event: &Event,
        read: impl Fn(&keyboard::Key, keyboard::Modifiers) -> Option<Turn>,
        (tree, layout): (&mut Tree, Layout<'_>),
        renderer: &Renderer,
    ) -> bool {
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else {
            return false;
        };
        let Some(turn) = read(key, *modifiers).filter(|_| self.kind == Kind::Window) else {
            return false;
        };
        let content = &mut self.content;
        let inner = &mut tree.children[0];

        page::turn(
            &mut |operation: &mut dyn Operation| {
                content.as_widget_mut().operate(inner, layout, renderer, operation);
            },
            turn,
        )
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
            focus::reveal(&mut ground, &found);
        }
    }
}

/// The bounds of an empty layer that makes the renderer draw everything, once.
///
/// Where a layer's bounds differ from the last picture's, the renderer repaints what is inside
/// of both. It sorts such places by the distance of their centres from the origin and then joins
/// neighbours: a place around the origin comes first and swallows all the others, so the window
/// is drawn once and not once for every line of text that has moved.
fn whole(window: Size, frame: u64) -> Rectangle {
    const STEP: f32 = 0.5;

    // Buffers may be two or three pictures old, so the bounds must not come back soon.
    let more = f32::from(u8::try_from(frame % 64).unwrap_or_default()) * STEP;
    let (width, height) = (window.width + more, window.height + more);
    Rectangle { x: -width, y: -height, width: 2.0 * width, height: 2.0 * height }
}

impl<Message> Widget<Message, Theme, Renderer> for Scope<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    leave!(to content: children, diff, size, layout, operate, mouse_interaction, overlay);

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
        if self.holds_back(event, (tree, layout), renderer) {
            shell.capture_event();
            shell.request_redraw();
            if matches!(event, Event::Keyboard(_)) {
                return;
            }
        }
        if self.turns(event, Turn::read_held, (tree, layout), renderer) {
            shell.capture_event();
            shell.request_redraw();
            return;
        }
        let field = self.pressed_beside(event, (tree, layout, cursor), renderer);
        let inner = &mut tree.children[0];
        self.content
            .as_widget_mut()
            .update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);
        if let Some(field) = field.filter(|_| !shell.is_event_captured()) {
            self.give_back(field, (tree, layout), renderer);
        }

        if let Event::Keyboard(keyboard::Event::KeyPressed {
            key: keyboard::Key::Named(key),
            modifiers,
            ..
        }) = event
            && !shell.is_event_captured()
            && let Some(step) = self.kind.step(*key, *modifiers).or_else(|| {
                let enter = *key == key::Named::Enter && modifiers.is_empty();
                let on =
                    enter && self.kind == Kind::Window && self.leads_on(tree, layout, renderer);
                on.then_some((Step::On, true))
            })
            && self.walk(tree, layout, renderer, step)
        {
            shell.capture_event();
            shell.request_redraw();
        }
        if !shell.is_event_captured() && self.turns(event, Turn::read, (tree, layout), renderer) {
            shell.capture_event();
            shell.request_redraw();
        }
        if let Event::Keyboard(keyboard::Event::KeyPressed { key, text, modifiers, .. }) = event
            && !shell.is_event_captured()
            && matches!(key, keyboard::Key::Character(_))
            && (*modifiers - keyboard::Modifiers::SHIFT).is_empty()
            && let Some(letter) = text.as_ref().and_then(|text| text.chars().next())
            && let Some(message) = self.letter(tree, layout, renderer, letter)
        {
            shell.capture_event();
            shell.publish(message);
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
            let frame = &tree.state.downcast_ref::<State>().frame;
            frame.set(frame.get().wrapping_add(1));
            renderer.with_layer(whole(viewport.size(), frame.get()), |_| {});
        }
        let inner = &tree.children[0];
        self.content.as_widget().draw(inner, renderer, theme, style, layout, cursor, viewport);
    }
}
