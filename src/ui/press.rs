//! What can be pressed: by pointer, by Space and by Enter, with a visible focus. Buttons,
//! checkboxes, tabs and rows are made of it.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, operation, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, key};
use iced::widget::button;
use iced::{Color, Element, Event, Length, Padding, Rectangle, Renderer, Size, Theme, window};

use crate::focus::{Aside, ByArrows, LeadsOn};
use crate::hold::Deed;
use crate::leave::leave;
use crate::theme::style::Touch;
use crate::{ink, size, theme};

type Style<'a> = Box<dyn Fn(&Theme, Touch) -> button::Style + 'a>;

/// A surface with something on it that can be pressed.
pub struct Press<'a, Message> {
    content: Element<'a, Message>,
    on_press: Option<Message>,
    id: Option<Id>,
    name: Option<String>,
    width: Length,
    height: Length,
    padding: Padding,
    style: Style<'a>,
    status: Option<Touch>,
    leads_on: bool,
    aside: bool,
    by_arrows: bool,
    deed: bool,
}

/// Makes `content` pressable; without [`Press::on_press`] it is disabled.
pub fn press<'a, Message>(content: impl Into<Element<'a, Message>>) -> Press<'a, Message> {
    let content = content.into();
    let size = content.as_widget().size_hint();

    Press {
        content,
        on_press: None,
        id: None,
        name: None,
        width: size.width.fluid(),
        height: size.height.fluid(),
        padding: Padding::ZERO,
        style: Box::new(|theme, touch| theme::style::row(false, theme, touch)),
        status: None,
        leads_on: false,
        aside: false,
        by_arrows: false,
        deed: false,
    }
}

impl<'a, Message> Press<'a, Message> {
    /// What is said when it is pressed.
    #[must_use]
    pub fn on_press(self, message: Message) -> Self {
        self.on_press_maybe(Some(message))
    }

    /// What is said when it is pressed, or that it cannot be pressed now.
    #[must_use]
    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.on_press = message;
        self
    }

    /// Space alone presses it: Enter leads on to the next control.
    #[must_use]
    pub fn leads_on(mut self) -> Self {
        self.leads_on = true;
        self
    }

    /// Enter that leads on from a field leads past it: it is not what one comes for.
    #[must_use]
    pub(crate) fn aside(mut self) -> Self {
        self.aside = true;
        self
    }

    /// It does what the form around it is for: not while something there fits nothing.
    #[must_use]
    pub(crate) fn deed(mut self, is: bool) -> Self {
        self.deed = is;
        self
    }

    /// Of several boxes it is not the one that Tab leads to: the arrows do, from that one.
    #[must_use]
    pub fn by_arrows(mut self, is: bool) -> Self {
        self.by_arrows = is;
        self
    }

    /// The name by which an operation can focus it.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What it is called where it shows no words.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Its width.
    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Its height.
    #[must_use]
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// The room between its edge and its content.
    #[must_use]
    pub fn padding(mut self, padding: impl Into<Padding>) -> Self {
        self.padding = padding.into();
        self
    }

    /// What it looks like.
    #[must_use]
    pub fn style(mut self, style: impl Fn(&Theme, Touch) -> button::Style + 'a) -> Self {
        self.style = Box::new(style);
        self
    }

    fn touch(&self, state: &State, over: bool) -> Touch {
        Touch {
            hovered: over && self.on_press.is_some(),
            pressed: over && state.held,
            disabled: self.on_press.is_none(),
        }
    }
}

/// Who has the focus, and whether it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Focus {
    #[default]
    Elsewhere,
    /// It was clicked: the next Tab starts here, but keys do nothing unseen.
    Resting,
    Shown,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    focus: Focus,
}

impl operation::Focusable for State {
    fn is_focused(&self) -> bool {
        self.focus != Focus::Elsewhere
    }

    fn focus(&mut self) {
        self.focus = Focus::Shown;
    }

    fn unfocus(&mut self) {
        self.focus = Focus::Elsewhere;
    }
}

impl<Message: Clone> Press<'_, Message> {
    fn react(&self, state: &mut State, event: &Event, over: bool, shell: &mut Shell<'_, Message>) {
        let Some(message) = &self.on_press else { return };
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                state.held = over;
                state.focus = if over { Focus::Resting } else { Focus::Elsewhere };
                if over {
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) if state.held => {
                state.held = false;
                if over {
                    shell.publish(message.clone());
                }
                shell.capture_event();
            }
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: keyboard::Key::Named(key @ (key::Named::Space | key::Named::Enter)),
                modifiers,
                repeat: false,
                ..
            }) if state.focus == Focus::Shown
                && modifiers.is_empty()
                && !(self.leads_on && *key == key::Named::Enter) =>
            {
                shell.publish(message.clone());
                shell.capture_event();
            }
            _ => {}
        }
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Press<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    leave!(to inner content: children, diff, overlay);

    fn size(&self) -> Size<Length> {
        Size::new(self.width, self.height)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let content = &mut self.content;
        layout::padded(limits, self.width, self.height, self.padding, |limits| {
            content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
        })
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        if self.on_press.is_some() {
            if self.deed {
                let (held, focused) = (state.held, state.focus == Focus::Shown);
                operation.custom(
                    self.id.as_ref(),
                    layout.bounds(),
                    &mut Deed { held, focused, by_space: true },
                );
            }
            if self.aside {
                operation.custom(self.id.as_ref(), layout.bounds(), &mut Aside);
            }
            if self.by_arrows {
                operation.custom(self.id.as_ref(), layout.bounds(), &mut ByArrows);
            }
            if self.leads_on {
                operation.custom(self.id.as_ref(), layout.bounds(), &mut LeadsOn);
            }
            operation.focusable(self.id.as_ref(), layout.bounds(), state);
        } else {
            state.focus = Focus::Elsewhere;
        }
        operation.container(self.id.as_ref(), layout.bounds());
        if let Some(name) = &self.name {
            operation.text(None, layout.bounds(), name);
        }
        operation.traverse(&mut |operation| {
            if let Some(content) = layout.children().next() {
                self.content.as_widget_mut().operate(
                    &mut tree.children[0],
                    content,
                    renderer,
                    operation,
                );
            }
        });
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
        if let Some(content) = layout.children().next() {
            let inner = &mut tree.children[0];
            self.content
                .as_widget_mut()
                .update(inner, event, content, cursor, renderer, clipboard, shell, viewport);
        }
        let over = cursor.is_over(layout.bounds());
        let state = tree.state.downcast_mut::<State>();
        let before = state.focus;
        if !shell.is_event_captured() {
            self.react(state, event, over, shell);
        } else if matches!(event, Event::Mouse(mouse::Event::ButtonReleased(_))) {
            state.held = false;
        }
        let touch = self.touch(state, over);
        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            self.status = Some(touch);
        } else if self.status.is_some_and(|status| status != touch) || before != state.focus {
            shell.request_redraw();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        use iced::advanced::Renderer as _;

        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let touch = self.status.unwrap_or_else(|| self.touch(state, false));
        let style = (self.style)(theme, touch);

        if style.background.is_some() || style.border.color.a > 0.0 {
            renderer.fill_quad(
                renderer::Quad { bounds, border: style.border, ..renderer::Quad::default() },
                style.background.unwrap_or(Color::TRANSPARENT.into()),
            );
        }
        if state.focus == Focus::Shown {
            let radius = style.border.radius.top_left.max(size::ROUND_SMALL);
            // With a gap, so that it is seen around a button of its own colour as well.
            let reach = size::RING + 1.0;
            let place = bounds.expand(reach);
            ink::ring(renderer, place, radius + reach, theme::colors(theme).focus);
        }
        let inherited = renderer::Style { text_color: style.text_color };
        if let Some(content) = layout.children().next() {
            let inner = &tree.children[0];
            self.content
                .as_widget()
                .draw(inner, renderer, theme, &inherited, content, cursor, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) && self.on_press.is_some() {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }
}

impl<'a, Message: Clone + 'a> From<Press<'a, Message>> for Element<'a, Message> {
    fn from(press: Press<'a, Message>) -> Self {
        Self::new(press)
    }
}
