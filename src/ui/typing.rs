//! What a field of one line does beyond typing: it takes its own typing back, and leaves Alt's keys to the window.

use std::rc::Rc;

use iced::advanced::layout::Layout;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, text};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::widget::text_input::{self, TextInput};
use iced::{Element, Event, Rectangle, Renderer, Size, Theme};

use crate::hold::Deed;
use crate::leave::leave;

/// How many steps a field remembers.
const STEPS: usize = 200;

/// What is said when a field's text changes.
pub(crate) type OnInput<'a, Message> = Rc<dyn Fn(String) -> Message + 'a>;

/// What is said so that another text stands in the field.
pub(crate) type Put<'a, Message> = Box<dyn Fn(String) -> Vec<Message> + 'a>;

/// A field holding `value`. With `on_input`, Ctrl+Z brings back what stood there before the last key, and Ctrl+Y or
/// Ctrl+Shift+Z what was taken back; until a key hands over what was typed. Where there is nothing to take back the keys go on to whoever else wants them.
pub(crate) fn typing<'a, Message: Clone + 'a>(
    input: TextInput<'a, Message>,
    value: String,
    on_input: Option<OnInput<'a, Message>>,
    on_leave: Option<Message>,
) -> Element<'a, Message> {
    Element::new(line(input, value, on_input, on_leave))
}

/// The same where Enter does the deed of the form: something that fits nothing elsewhere holds it back.
pub(crate) fn typing_to_save<'a, Message: Clone + 'a>(
    input: TextInput<'a, Message>,
    value: String,
    on_input: Option<OnInput<'a, Message>>,
    on_leave: Option<Message>,
) -> Element<'a, Message> {
    let rules = Rules { submits: true, ..Rules::OF_A_LINE };

    Element::new(Typing { rules, ..line(input, value, on_input, on_leave) })
}

fn line<'a, Message: Clone + 'a>(
    input: TextInput<'a, Message>,
    value: String,
    on_input: Option<OnInput<'a, Message>>,
    on_leave: Option<Message>,
) -> Typing<'a, Message> {
    let put = on_input
        .map(|on_input| -> Put<'a, Message> { Box::new(move |value| vec![on_input(value)]) });

    Typing { content: input.into(), value, put, on_leave, rules: Rules::OF_A_LINE }
}

/// A field that takes its own typing back.
pub(crate) struct Typing<'a, Message> {
    pub(crate) content: Element<'a, Message>,
    pub(crate) value: String,
    pub(crate) put: Option<Put<'a, Message>>,
    /// What is said when somebody goes elsewhere.
    pub(crate) on_leave: Option<Message>,
    pub(crate) rules: Rules,
}

/// In what fields of one line and of several differ.
pub(crate) struct Rules {
    /// Whether somebody types in the field below.
    pub(crate) is_focused: fn(&Tree) -> bool,
    /// Whether a key that is pressed with Alt is the window's, with whether somebody types here.
    pub(crate) is_windows: fn(&Key, bool) -> bool,
    /// Whether a key hands over what was typed.
    pub(crate) settles: fn(&Key) -> bool,
    /// Whether Escape only leaves the field: whoever was writing does not mean the room yet.
    pub(crate) keeps_escape: bool,
    /// Whether Enter does a deed.
    pub(crate) submits: bool,
    /// Whether all of a text can be seen in a field of this size: then wheel and keys of the page are about what is
    /// around it.
    pub(crate) is_whole: fn(&str, Size) -> bool,
}

impl Rules {
    const OF_A_LINE: Self = Self {
        is_focused,
        is_windows: |key, _focused| matches!(key, Key::Character(_)),
        settles,
        keeps_escape: false,
        submits: false,
        is_whole: |_value, _size| false,
    };
}

/// What stood in the field.
#[derive(Debug, Default)]
struct State {
    value: String,
    past: Vec<String>,
    future: Vec<String>,
    expected: Option<Step>,
    /// A key that deletes was pressed: an empty field is what the person wants.
    deleting: bool,
    /// Whether somebody typed here when it was last looked at.
    focused: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Back,
    Forth,
}

impl Step {
    fn of(key: &Key, modifiers: Modifiers) -> Option<Self> {
        let Key::Character(letter) = key else { return None };
        if !modifiers.command() || modifiers.alt() {
            return None;
        }

        match letter.to_lowercase().as_str() {
            "z" if modifiers.shift() => Some(Self::Forth),
            "z" => Some(Self::Back),
            "y" => Some(Self::Forth),
            _ => None,
        }
    }
}

impl State {
    /// A field in which nothing was typed yet.
    fn of(value: String) -> Self {
        Self { value, ..Self::default() }
    }

    /// Whether a key was pressed that deletes.
    fn deletes(&mut self, deleting: bool) {
        self.deleting = deleting;
    }

    /// What was typed is handed over: from here on Ctrl+Z is about what was done with it.
    fn settle(&mut self) {
        self.past.clear();
        self.future.clear();
    }

    /// Another value stands in the field now.
    fn follow(&mut self, value: &str, focused: bool) {
        if self.value == value {
            return;
        }
        let before = std::mem::replace(&mut self.value, value.to_owned());
        let deleting = std::mem::take(&mut self.deleting);

        match self.expected.take() {
            Some(Step::Back) => self.future.push(before),
            Some(Step::Forth) => self.past.push(before),
            None if focused && (deleting || !value.is_empty()) => {
                self.future.clear();
                self.past.push(before);
                if self.past.len() > STEPS {
                    self.past.remove(0);
                }
            }
            // The room has put something else here: what was typed before is none of it.
            None => self.settle(),
        }
    }

    fn step(&mut self, step: Step) -> Option<String> {
        let value = match step {
            Step::Back => self.past.pop(),
            Step::Forth => self.future.pop(),
        }?;
        self.expected = Some(step);

        Some(value)
    }
}

fn is_focused(tree: &Tree) -> bool {
    type Input = text_input::State<<Renderer as text::Renderer>::Paragraph>;

    tree.children.first().is_some_and(|input| input.state.downcast_ref::<Input>().is_focused())
}

/// Whether a key saves wherever one is: it is left to the room.
fn saves(key: &Key, modifiers: Modifiers) -> bool {
    *key == Key::Named(Named::Enter) && modifiers.command()
}

/// Whether a key hands over what was typed: Enter, and the keys that save, print, begin.
pub(crate) fn settles(key: &Key) -> bool {
    use Named::{Enter, F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12};

    let named = [Enter, F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12];
    matches!(key, Key::Named(key) if named.contains(key))
}

/// Whether something is to be scrolled.
fn scrolls(event: &Event) -> bool {
    match event {
        Event::Mouse(mouse::Event::WheelScrolled { .. }) => true,
        Event::Keyboard(keyboard::Event::KeyPressed { key, .. }) => {
            matches!(key, Key::Named(Named::PageUp | Named::PageDown))
        }
        _ => false,
    }
}

fn is_escape(event: &Event) -> bool {
    let escape = Key::Named(Named::Escape);

    matches!(event, Event::Keyboard(keyboard::Event::KeyPressed { key, .. }) if *key == escape)
}

/// Whether a key empties what is selected.
fn deletes(key: &Key, modifiers: Modifiers) -> bool {
    match key {
        Key::Named(Named::Backspace | Named::Delete) => true,
        Key::Character(letter) => modifiers.command() && letter.eq_ignore_ascii_case("x"),
        Key::Named(_) | Key::Unidentified => false,
    }
}

impl<Message: Clone> Typing<'_, Message> {
    /// Says that somebody went elsewhere, by whatever way: it shows with the next thing that happens.
    fn watch(&self, tree: &mut Tree, shell: &mut Shell<'_, Message>) {
        let focused = (self.rules.is_focused)(tree);
        let before = std::mem::replace(&mut tree.state.downcast_mut::<State>().focused, focused);
        if before && !focused {
            self.on_leave.iter().for_each(|message| shell.publish(message.clone()));
        }
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Typing<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::of(self.value.clone()))
    }

    fn diff(&self, tree: &mut Tree) {
        // Before anything is asked of it: where a room has put a field of another kind here, what is kept is still the
        // other's.
        tree.diff_children(std::slice::from_ref(&self.content));
        let focused = (self.rules.is_focused)(tree);
        tree.state.downcast_mut::<State>().follow(&self.value, focused);
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
        self.watch(tree, shell);
        if scrolls(event) && (self.rules.is_whole)(&self.value, layout.bounds().size()) {
            return;
        }
        if let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event {
            let focused = (self.rules.is_focused)(tree);
            // Where a letter needs AltGr, Control is said to be down as well.
            let alt = modifiers.alt() && !modifiers.control();
            if alt && (self.rules.is_windows)(key, focused) {
                return;
            }
            if focused && saves(key, *modifiers) {
                tree.state.downcast_mut::<State>().settle();
                return;
            }
            let state = tree.state.downcast_mut::<State>();
            if focused
                && let Some(step) = Step::of(key, *modifiers)
                && let Some(put) = &self.put
                && let Some(value) = state.step(step)
            {
                put(value).into_iter().for_each(|message| shell.publish(message));
                shell.capture_event();
                return;
            }
            state.deletes(focused && deletes(key, *modifiers));
            if focused && (self.rules.settles)(key) {
                state.settle();
            }
        }

        let leaves = self.rules.keeps_escape && is_escape(event) && (self.rules.is_focused)(tree);
        let inner = &mut tree.children[0];
        self.content
            .as_widget_mut()
            .update(inner, event, layout, cursor, renderer, clipboard, shell, viewport);
        if leaves && !(self.rules.is_focused)(tree) {
            shell.capture_event();
            shell.request_redraw();
        }
        self.watch(tree, shell);
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if self.rules.submits {
            let focused = (self.rules.is_focused)(tree);
            let mut deed = Deed { held: false, focused, by_space: false };
            operation.custom(None, layout.bounds(), &mut deed);
        }
        let inner = &mut tree.children[0];
        self.content.as_widget_mut().operate(inner, layout, renderer, operation);
    }

    leave!(to content: children, size, layout, draw, mouse_interaction, overlay);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(values: &[&str]) -> State {
        let mut state = State::default();
        for value in values {
            state.follow(value, true);
        }
        state
    }

    #[test]
    fn what_was_typed_is_taken_back_step_by_step_and_brought_again() {
        let mut state = typed(&["a", "ab"]);

        assert_eq!(state.step(Step::Back).as_deref(), Some("a"));
        state.follow("a", true);
        assert_eq!(state.step(Step::Back).as_deref(), Some(""));
        state.follow("", true);
        assert_eq!(state.step(Step::Back), None);
        assert_eq!(state.step(Step::Forth).as_deref(), Some("a"));
    }

    #[test]
    fn typing_on_forgets_what_was_taken_back() {
        let mut state = typed(&["a", "ab"]);
        let back = state.step(Step::Back);
        state.follow(back.as_deref().unwrap_or_default(), true);
        state.follow("ac", true);

        assert_eq!(state.step(Step::Forth), None);
    }

    #[test]
    fn a_field_that_the_room_has_emptied_has_nothing_to_take_back() {
        let mut state = typed(&["A00012"]);
        state.follow("", true);
        assert_eq!(state.step(Step::Back), None);

        let mut state = typed(&["A00012"]);
        state.deleting = true;
        state.follow("", true);
        assert_eq!(state.step(Step::Back).as_deref(), Some("A00012"));
    }

    mod on_screen {
        use super::super::*;
        use crate::testing::{pressed, ui};
        use crate::widget::field;
        use iced_test::simulator::press_key;

        #[test]
        fn a_field_says_that_it_was_left_once_somebody_is_elsewhere() {
            let date = field("day", "3/5/26").on_input(|text| text).on_leave("left".to_owned());
            let other = field("name", "Li").on_input(|text| text);
            let mut ui = ui(crate::root(iced::widget::column![date, other]));
            pressed(&mut ui, Named::Tab);
            pressed(&mut ui, Named::Shift);
            pressed(&mut ui, Named::Tab);
            pressed(&mut ui, Named::Shift);

            assert_eq!(ui.into_messages().collect::<Vec<_>>(), ["left"]);
        }

        #[test]
        fn alt_with_a_digit_is_left_to_the_window() {
            let view = || crate::root(field("name", "Li").on_input(|text| text));
            let mut ui = ui(view());
            pressed(&mut ui, Named::Tab);
            let Event::Keyboard(keyboard::Event::KeyPressed {
                key,
                modified_key,
                physical_key,
                location,
                text,
                repeat,
                ..
            }) = press_key(Key::Character("2".into()), Some("2".into()))
            else {
                unreachable!("a key")
            };
            let status = ui.simulate([Event::Keyboard(keyboard::Event::KeyPressed {
                key,
                modified_key,
                physical_key,
                location,
                text,
                repeat,
                modifiers: Modifiers::ALT,
            })]);

            assert_eq!(status, [iced::event::Status::Ignored]);
            assert_eq!(ui.into_messages().count(), 0);
        }
    }
}
