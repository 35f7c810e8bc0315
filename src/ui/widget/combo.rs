//! A field that suggests: type, move with the arrows, take with Enter.
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::rc::Rc;

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay};
use iced::keyboard::{self, key};
use iced::widget::text_input;
use iced::{Element, Event, Length, Rectangle, Renderer, Theme, Vector};

use super::field::{inner_padding, labelled, letter};
use crate::leave::leave;
use crate::menu::{Cursor, Menu, Suggestion};
use crate::theme::style;
use crate::typing::{OnInput, typing};
use crate::{Icon, focus, size};

/// What is said when a suggestion is taken, by its number.
type OnPick<'a, Message> = Box<dyn Fn(usize) -> Message + 'a>;

/// A field with suggestions that is being made.
pub struct Combo<'a, Message> {
    label: Cow<'a, str>,
    input: text_input::TextInput<'a, Message>,
    value: String,
    on_input: Option<OnInput<'a, Message>>,
    suggestions: Vec<Suggestion<'a>>,
    on_pick: Option<OnPick<'a, Message>>,
    on_take: Option<OnPick<'a, Message>>,
    on_pass: Option<OnPick<'a, Message>>,
    eager: bool,
    passing: bool,
    leading: bool,
    error: Option<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
    width: Length,
}

/// A field with its label above, holding `value`, and `suggestions` below it while it has the
/// focus. Input methods work as in any field.
pub fn combo<'a, Message: Clone + 'a>(
    label: impl Into<Cow<'a, str>>,
    placeholder: &str,
    value: &str,
    suggestions: Vec<Suggestion<'a>>,
) -> Combo<'a, Message> {
    let input = text_input(placeholder, value)
        .size(size::BODY)
        .padding(inner_padding())
        .line_height(iced::widget::text::LineHeight::Absolute(size::ICON.into()));

    Combo {
        label: label.into(),
        input,
        value: value.to_owned(),
        on_input: None,
        suggestions,
        on_pick: None,
        on_take: None,
        on_pass: None,
        eager: false,
        passing: false,
        leading: false,
        error: None,
        hint: None,
        width: Length::Fill,
    }
}

impl<'a, Message: Clone + 'a> Combo<'a, Message> {
    /// What is said when its text changes.
    #[must_use]
    pub fn on_input(self, on_input: impl Fn(String) -> Message + 'a) -> Self {
        let on_input: OnInput<'a, Message> = Rc::new(on_input);
        let said = Rc::clone(&on_input);

        Self {
            input: self.input.on_input(move |text| said(text)),
            on_input: Some(on_input),
            ..self
        }
    }

    /// What is said, with its number, when a suggestion is taken.
    #[must_use]
    pub fn on_pick(self, on_pick: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_pick: Some(Box::new(on_pick)), ..self }
    }

    /// What is said instead when it is taken with Enter, where that does more than to choose.
    #[must_use]
    pub fn on_take(self, on_take: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_take: Some(Box::new(on_take)), ..self }
    }

    /// What is said instead when it is taken with Tab, where choosing leads on: Tab does that itself.
    #[must_use]
    pub fn on_pass(self, on_pass: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_pass: Some(Box::new(on_pass)), ..self }
    }

    /// What is said on Enter while no suggestion is marked.
    #[must_use]
    pub fn on_submit(self, message: Message) -> Self {
        Self { input: self.input.on_submit(message), ..self }
    }

    /// Marks the first suggestion by itself as soon as something is typed, so that Enter takes it.
    #[must_use]
    pub fn eager(self) -> Self {
        Self { eager: true, ..self }
    }

    /// Tab goes on without taking what is marked: taking it would lead elsewhere.
    #[must_use]
    pub fn passing(self) -> Self {
        Self { passing: true, ..self }
    }

    /// Taking a suggestion changes the rest of the form: a deed goes on with what is typed, not with what is marked.
    #[must_use]
    pub fn leading(self) -> Self {
        Self { leading: true, ..self }
    }

    /// What is wrong with it, and what to do.
    #[must_use]
    pub fn error(self, error: Option<impl Into<Cow<'a, str>>>) -> Self {
        Self { error: error.map(Into::into), ..self }
    }

    /// What to put in, below it.
    #[must_use]
    pub fn hint(self, hint: impl Into<Cow<'a, str>>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The name by which an operation can focus it.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        Self { input: self.input.id(id), ..self }
    }

    /// An icon at its start.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { input: self.input.icon(letter(icon)), ..self }
    }

    /// Its width.
    #[must_use]
    pub fn width(self, width: impl Into<Length>) -> Self {
        Self { width: width.into(), ..self }
    }
}

impl<'a, Message: Clone + 'a> From<Combo<'a, Message>> for Element<'a, Message> {
    fn from(combo: Combo<'a, Message>) -> Self {
        let input = combo.input.style(style::input(combo.error.is_some())).width(Length::Fill);
        let control = Element::new(Suggesting {
            empty: combo.value.is_empty(),
            input: typing(input, combo.value, combo.on_input, None),
            suggestions: combo.suggestions,
            on_pick: combo.on_pick,
            on_take: combo.on_take,
            on_pass: combo.on_pass,
            eager: combo.eager,
            passing: combo.passing,
            leading: combo.leading,
        });

        labelled(combo.label, control, combo.error, combo.hint, combo.width)
    }
}

struct Suggesting<'a, Message> {
    input: Element<'a, Message>,
    /// Whether nothing stands in the field.
    empty: bool,
    suggestions: Vec<Suggestion<'a>>,
    on_pick: Option<OnPick<'a, Message>>,
    on_take: Option<OnPick<'a, Message>>,
    on_pass: Option<OnPick<'a, Message>>,
    eager: bool,
    passing: bool,
    leading: bool,
}

#[derive(Debug, Default)]
struct State {
    cursor: Cursor,
    /// Whether the last thing done was to type, and not to move through the list.
    typed: bool,
}

impl<Message> Suggesting<'_, Message> {
    fn focused(&mut self, input: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> bool {
        let field = &mut self.input;
        focus::survey(&mut |operation: &mut dyn Operation| {
            field.as_widget_mut().operate(input, layout, renderer, operation);
        })
        .focused
        .is_some()
    }

    /// Answers whether the key was for the list and not for the field.
    fn key(&self, cursor: &mut Cursor, key: key::Named, shell: &mut Shell<'_, Message>) -> bool {
        use key::Named::{ArrowDown, ArrowUp, Enter, Escape, F10, Tab};

        let total = self.suggestions.len();
        match (key, cursor.open && total > 0) {
            (ArrowDown | ArrowUp, false) if total > 0 => cursor.open = true,
            (ArrowDown, true) => cursor.step(1, total),
            (ArrowUp, true) if cursor.active == Some(0) => cursor.active = None,
            (ArrowUp, true) => cursor.step(-1, total),
            (Escape, true) => cursor.open = false,
            // The focus, or the deed, goes on with what is marked.
            (Tab | F10, true) if !self.passing && (key == Tab || !self.leading) => {
                cursor.open = false;
                let on_pass = self.on_pass.as_ref().filter(|_| key == Tab);
                let taken = cursor.active.take().zip(on_pass.or(self.on_pick.as_ref()));
                taken.into_iter().for_each(|(line, on_pick)| shell.publish(on_pick(line)));
                return false;
            }
            (Enter, true) => {
                let on_take = self.on_take.as_ref().or(self.on_pick.as_ref());
                let (Some(line), Some(on_take)) = (cursor.active, on_take) else {
                    cursor.open = false;
                    return false;
                };
                cursor.open = false;
                shell.publish(on_take(line));
            }
            _ => return false,
        }
        true
    }

    /// Typing opens the list again.
    fn typed(&self, cursor: &mut Cursor) {
        cursor.open = true;
        cursor.active = None;
        if self.eager {
            cursor.mark(0, self.suggestions.len());
        }
    }
}

/// Whether `event` changes what stands in the field.
fn types(event: &Event) -> bool {
    use iced::advanced::input_method;
    use keyboard::Key::Named;

    match event {
        Event::InputMethod(input_method::Event::Commit(_)) => true,
        Event::Keyboard(keyboard::Event::KeyPressed {
            key: Named(key::Named::Backspace | key::Named::Delete),
            ..
        }) => true,
        // What is pasted or cut.
        Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. })
            if modifiers.command() =>
        {
            let letter = key.as_ref();
            matches!(letter, keyboard::Key::Character("v" | "V" | "x" | "X"))
        }
        Event::Keyboard(keyboard::Event::KeyPressed {
            key: Named(key::Named::Insert | key::Named::Paste),
            ..
        }) => true,
        Event::Keyboard(keyboard::Event::KeyPressed { text: Some(text), .. }) => {
            !text.chars().all(char::is_control)
        }
        _ => false,
    }
}

/// Whether `event` takes typing back or brings it again: whoever does that looks for nothing.
fn takes_back(event: &Event) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else {
        return false;
    };

    modifiers.command() && matches!(key.as_ref(), keyboard::Key::Character("z" | "Z" | "y" | "Y"))
}

impl<Message> Widget<Message, Theme, Renderer> for Suggesting<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    leave!(to input: children, size, layout, operate, draw, mouse_interaction);

    fn diff(&self, tree: &mut Tree) {
        let State { cursor, typed } = tree.state.downcast_mut::<State>();
        cursor.keep_within(&self.suggestions);
        // Whoever has emptied the field wants nothing in it.
        let emptied = self.empty && *typed;
        if emptied {
            cursor.active = None;
        }
        if self.eager
            && !emptied
            && cursor.open
            && cursor.active.is_none()
            && !self.suggestions.is_empty()
        {
            cursor.mark(0, self.suggestions.len());
        }
        tree.diff_children(std::slice::from_ref(&self.input));
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
        let keys = matches!(event, Event::Keyboard(_) | Event::InputMethod(_));
        if keys && self.focused(&mut tree.children[0], layout, renderer) {
            let state = tree.state.downcast_mut::<State>();
            if let Event::Keyboard(keyboard::Event::KeyPressed {
                key: keyboard::Key::Named(key),
                modifiers,
                ..
            }) = event
                && modifiers.is_empty()
                && self.key(&mut state.cursor, *key, shell)
            {
                state.typed = false;
                shell.capture_event();
                shell.request_redraw();
                return;
            }
            if types(event) {
                self.typed(&mut state.cursor);
                state.typed = true;
            }
            if takes_back(event) {
                (state.cursor.open, state.cursor.active, state.typed) = (false, None, false);
            }
        }
        let inner = &mut tree.children[0];
        self.input
            .as_widget_mut()
            .update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let focused = self.focused(&mut tree.children[0], layout, renderer);
        let state = tree.state.downcast_mut::<State>();
        let on_pick = self.on_pick.as_ref()?;
        if !focused || !state.cursor.open || self.suggestions.is_empty() {
            return None;
        }
        Some(overlay::Element::new(Box::new(Menu {
            lines: self.suggestions.iter().enumerate().collect(),
            none: None,
            cursor: &mut state.cursor,
            on_pick,
            anchor: layout.bounds() + translation,
        })))
    }
}
