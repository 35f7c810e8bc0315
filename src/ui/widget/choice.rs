//! One of several, in a list that drops down.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, operation, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, key};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use super::field::labelled;
use crate::focus::LeadsOn;
use crate::ink::{self, Line};
use crate::menu::{Cursor, Menu, Suggestion};
use crate::theme::{colors, style};
use crate::{icon, size, space};

/// A choice that is being made.
pub struct Choice<'a, Message> {
    label: Cow<'a, str>,
    options: Vec<Suggestion<'a>>,
    selected: Option<usize>,
    placeholder: Cow<'a, str>,
    on_pick: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    id: Option<Id>,
    error: Option<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
    width: Length,
}

/// How long letters that are typed one after the other belong together.
const TOGETHER: Duration = Duration::from_millis(1_500);

/// One of `options`, which drop down; its label above. Space or an arrow opens the list, letters that are typed one after
/// the other jump to what begins with them, past a number before it; Enter takes what is marked and leads on. Without
/// [`Choice::on_pick`] it is disabled.
pub fn choice<'a, Message>(
    label: impl Into<Cow<'a, str>>,
    options: impl IntoIterator<Item = impl Into<Cow<'a, str>>>,
    selected: Option<usize>,
) -> Choice<'a, Message> {
    Choice {
        label: label.into(),
        options: options.into_iter().map(Suggestion::new).collect(),
        selected,
        placeholder: Cow::Borrowed(""),
        on_pick: None,
        id: None,
        error: None,
        hint: None,
        width: Length::Fill,
    }
}

impl<'a, Message> Choice<'a, Message> {
    /// What is said, with its number, when an option is picked.
    #[must_use]
    pub fn on_pick(self, on_pick: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_pick: Some(Box::new(on_pick)), ..self }
    }

    /// What it shows while nothing is chosen.
    #[must_use]
    pub fn placeholder(self, placeholder: impl Into<Cow<'a, str>>) -> Self {
        Self { placeholder: placeholder.into(), ..self }
    }

    /// What is wrong with it, and what to do.
    #[must_use]
    pub fn error(self, error: Option<impl Into<Cow<'a, str>>>) -> Self {
        Self { error: error.map(Into::into), ..self }
    }

    /// What to choose, below it.
    #[must_use]
    pub fn hint(self, hint: impl Into<Cow<'a, str>>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The name by which an operation can focus it.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// Its width.
    #[must_use]
    pub fn width(self, width: impl Into<Length>) -> Self {
        Self { width: width.into(), ..self }
    }
}

impl<'a, Message: 'a> From<Choice<'a, Message>> for Element<'a, Message> {
    fn from(choice: Choice<'a, Message>) -> Self {
        let (label, hint, width) = (choice.label.clone(), choice.hint.clone(), choice.width);
        let error = choice.error.clone();

        labelled(label, Element::new(choice), error, hint, width)
    }
}

#[derive(Debug, Default)]
struct State {
    focused: bool,
    hovered: bool,
    cursor: Cursor,
    /// The letters that were typed here one after the other, and when the last.
    letters: Option<(String, Instant)>,
}

impl operation::Focusable for State {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        self.focused = true;
    }

    fn unfocus(&mut self) {
        self.focused = false;
        self.cursor.open = false;
    }
}

impl<Message> Choice<'_, Message> {
    fn open(&self, state: &mut State) {
        state.cursor.open = true;
        state.cursor.active = None;
        if !self.options.is_empty() {
            state.cursor.mark(self.selected.unwrap_or(0), self.options.len());
        }
    }

    fn pick(&self, state: &mut State, shell: &mut Shell<'_, Message>) {
        state.cursor.open = false;
        if let (Some(line), Some(on_pick)) = (state.cursor.active, &self.on_pick) {
            shell.publish(on_pick(line));
        }
    }

    /// Answers whether the key meant something here.
    fn key(&self, state: &mut State, key: key::Named, shell: &mut Shell<'_, Message>) -> bool {
        use key::Named::{
            ArrowDown, ArrowUp, End, Enter, Escape, Home, PageDown, PageUp, Space, Tab,
        };

        let total = self.options.len();
        match (state.cursor.open, key) {
            // Between two words that are typed it is one more letter.
            (_, Space) if self.go_on(state, shell) => {}
            (false, Space | ArrowDown | ArrowUp) => self.open(state),
            // Nothing is chosen yet that one could go on with.
            (false, Enter) if self.selected.is_none() => self.open(state),
            (true, Space) => self.pick(state, shell),
            // The focus goes on with what is marked.
            (true, Tab | Enter) => {
                self.pick(state, shell);
                return false;
            }
            (true, Escape) => state.cursor.open = false,
            (true, ArrowDown) => state.cursor.step(1, total),
            (true, ArrowUp) => state.cursor.step(-1, total),
            (true, PageDown) => state.cursor.step(8, total),
            (true, PageUp) => state.cursor.step(-8, total),
            (true, Home) => state.cursor.step(isize::MIN, total),
            (true, End) => state.cursor.step(isize::MAX, total),
            _ => return false,
        }
        true
    }

    /// Takes a space for a letter, if what was typed just before leads on with it.
    fn go_on(&self, state: &mut State, shell: &mut Shell<'_, Message>) -> bool {
        // After one letter it opens the list or takes what is marked, as ever.
        let just_before = |(before, at): &(String, Instant)| {
            before.chars().nth(1).is_some() && Instant::now() - *at < TOGETHER
        };
        let Some((before, _)) = state.letters.clone().filter(just_before) else { return false };
        let here = if state.cursor.open { state.cursor.active } else { self.selected };
        let leads_on = self.beginning_with(&format!("{before} "), here.unwrap_or(0)).is_some();

        leads_on && self.jump(state, " ", shell)
    }

    /// Goes to the option that begins with what was typed so far, or to the next that begins with `letters` alone.
    fn jump(&self, state: &mut State, letters: &str, shell: &mut Shell<'_, Message>) -> bool {
        let (now, letters) = (Instant::now(), letters.to_lowercase());
        let number = letters.chars().all(|letter| letter.is_ascii_digit());
        let before = state.letters.take().filter(|(_, at)| !number && now - *at < TOGETHER);
        // Whoever types a second word means no other option by its letters.
        let worded = before.clone().filter(|(before, _)| before.contains(' '));
        let here = if state.cursor.open { state.cursor.active } else { self.selected };
        let longer = before.and_then(|(before, _)| {
            let longer = before + &letters;
            self.beginning_with(&longer, here.unwrap_or(0)).map(|found| (found, longer))
        });
        let alone = || {
            let found = self.beginning_with(&letters, here.map_or(0, |at| at + 1));
            found.map(|found| (found, letters.clone()))
        };
        let found = longer.or_else(|| if worded.is_none() { alone() } else { None });
        let Some((found, typed)) = found else {
            state.letters = worded.clone();
            return worded.is_some();
        };
        let total = self.options.len();
        state.cursor.mark(found, total);
        // A number that only one option has is its key.
        let only = (0..total).filter(|at| self.begins(*at, &typed)).count() == 1;
        if !state.cursor.open || (number && only) {
            self.pick(state, shell);
        }
        state.letters = (!number).then_some((typed, now));
        true
    }

    /// The first option from `from` on, going round, that begins with `typed`.
    fn beginning_with(&self, typed: &str, from: usize) -> Option<usize> {
        let total = self.options.len();

        (from..total).chain(0..from.min(total)).find(|at| self.begins(*at, typed))
    }

    /// Whether this option, or its name after a number, begins with `typed`.
    fn begins(&self, at: usize, typed: &str) -> bool {
        let title = self.options[at].title().to_lowercase();
        let name = title.trim_start_matches(|letter: char| letter.is_ascii_digit());

        title.starts_with(typed) || name.trim_start().starts_with(typed) || has_words(name, typed)
    }
}

/// Whether several words were typed, and each begins a word of `name`, in whatever order.
fn has_words(name: &str, typed: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let known = words(name);
    let begins = |word: &String| known.iter().any(|it| it.starts_with(word.as_str()));

    typed.contains(' ') && words(typed).iter().all(begins)
}

impl<Message> Widget<Message, Theme, Renderer> for Choice<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn diff(&self, tree: &mut Tree) {
        tree.state.downcast_mut::<State>().cursor.keep_within(&self.options);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, size::CONTROL.into())
    }

    fn layout(
        &mut self,
        _tree: &mut Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        layout::atomic(limits, Length::Fill, size::CONTROL)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        if self.on_pick.is_some() {
            operation.custom(self.id.as_ref(), bounds, &mut LeadsOn);
            operation.focusable(self.id.as_ref(), bounds, tree.state.downcast_mut::<State>());
        }
        operation.container(self.id.as_ref(), bounds);
        let shown = self.selected.and_then(|at| self.options.get(at));
        operation.text(None, bounds, shown.map_or(&self.placeholder, Suggestion::title));
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        if self.on_pick.is_none() {
            return;
        }
        let over = cursor.is_over(layout.bounds());
        let state = tree.state.downcast_mut::<State>();
        if over != state.hovered {
            state.hovered = over;
            shell.request_redraw();
        }
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let was_open = state.cursor.open;
                if state.focused != over || was_open || over {
                    shell.request_redraw();
                }
                state.focused = over;
                state.cursor.open = false;
                if over {
                    if !was_open {
                        self.open(state);
                    }
                    shell.capture_event();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, text, .. })
                if state.focused
                    && !shell.is_event_captured()
                    && !modifiers.command()
                    && !modifiers.alt() =>
            {
                let meant = match (key, text) {
                    (keyboard::Key::Named(named), _) => self.key(state, *named, shell),
                    (_, Some(letters)) => self.jump(state, letters, shell),
                    _ => false,
                };
                if meant {
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            _ => {}
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
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let colors = colors(theme);
        let state = tree.state.downcast_ref::<State>();
        let disabled = self.on_pick.is_none();
        let border = style::entry_border(theme, state.focused, self.error.is_some());
        let ground = match (disabled, state.hovered) {
            (true, _) => colors.sunken,
            (false, true) => colors.hover,
            (false, false) => colors.raised,
        };
        ink::boxed(renderer, bounds, ground, border);

        let inner = bounds.shrink([0.0, space::NEAR]);
        let place = Rectangle { width: inner.width - size::ICON - space::TIGHT, ..inner };
        let chosen = self.selected.and_then(|at| self.options.get(at));
        let ink = if chosen.is_some() && !disabled { colors.text } else { colors.muted };
        let words = chosen.map_or(self.placeholder.as_ref(), Suggestion::title);
        ink::line(renderer, words, Line::new(ink), place, *viewport);
        let sign = Rectangle { x: inner.x + inner.width - size::ICON, width: size::ICON, ..inner };
        ink::icon(renderer, icon::chevron_down(), size::ICON, colors.muted, sign);
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) && self.on_pick.is_some() {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_mut::<State>();
        let on_pick = self.on_pick.as_ref()?;
        if !state.cursor.open || self.options.is_empty() {
            return None;
        }
        Some(overlay::Element::new(Box::new(Menu {
            lines: &self.options,
            cursor: &mut state.cursor,
            on_pick,
            anchor: layout.bounds() + translation,
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pressed, ui};
    use iced::keyboard::key::Named;

    fn kinds() -> Element<'static, usize> {
        crate::root(choice("kind", ["install", "repair", "measure"], Some(1)).on_pick(|at| at))
    }

    fn picked(keys: &[Named]) -> Vec<usize> {
        let mut ui = ui(kinds());
        pressed(&mut ui, Named::Tab);
        keys.iter().for_each(|key| pressed(&mut ui, *key));
        ui.into_messages().collect()
    }

    #[test]
    fn the_list_opens_at_what_is_chosen() {
        assert_eq!(picked(&[Named::Space, Named::ArrowDown, Named::Enter]), [2]);
        assert_eq!(picked(&[Named::ArrowDown, Named::Home, Named::Space]), [0]);
    }

    #[test]
    fn a_second_word_narrows_what_the_first_began_and_jumps_nowhere_else() {
        let last = |typed: &str| {
            let names = ["Washing machine", "Oven", "Water heater, gas", "Gas cooker"];
            let kinds = choice("kind", names, Some(1)).on_pick(|at| at);
            let mut ui = ui(crate::root(Element::from(kinds)));
            pressed(&mut ui, Named::Tab);
            ui.typewrite(typed);
            ui.into_messages().last()
        };

        assert_eq!(last("gas w"), Some(2));
        assert_eq!(last("gas c"), Some(3));
        assert_eq!(last("gas ov"), Some(2), "it stays where it was");
    }

    #[test]
    fn enter_takes_what_is_marked_and_leads_on_to_the_next_field() {
        use crate::widget::{button, checkbox};

        let after = |keys: &[Named]| {
            let form = iced::widget::column![
                choice("kind", ["install", "repair"], Some(1)).on_pick(|at| format!("{at}")),
                checkbox("urgent", false, Some(|on| format!("{on}"))),
                button("save").on_press("saved".to_owned()),
            ];
            let mut ui = ui(crate::root(form));
            pressed(&mut ui, Named::Tab);
            keys.iter().for_each(|key| pressed(&mut ui, *key));
            ui.into_messages().collect::<Vec<_>>()
        };
        use Named::{ArrowUp, Enter, Space};

        assert_eq!(after(&[Enter, Enter, Enter]), ["saved"], "as it stands");
        assert_eq!(after(&[Space, ArrowUp, Enter, Space, Enter, Enter]), ["0", "true", "saved"]);
    }

    #[test]
    fn escape_leaves_it_as_it_was() {
        assert_eq!(picked(&[Named::Space, Named::ArrowDown, Named::Escape]), []);
    }

    #[test]
    fn a_number_that_one_option_has_takes_it_from_the_open_list() {
        let kinds = choice("kind", ["1 install", "2 repair"], Some(0)).on_pick(|at| at);
        let mut ui = ui(crate::root(kinds));
        pressed(&mut ui, Named::Tab);
        pressed(&mut ui, Named::Space);
        ui.typewrite("2");
        assert_eq!(ui.into_messages().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_letter_jumps_to_what_begins_with_it() {
        let mut ui = ui(kinds());
        pressed(&mut ui, Named::Tab);
        ui.typewrite("m");
        ui.typewrite("x");
        assert_eq!(ui.into_messages().collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn letters_one_after_the_other_find_a_name_behind_its_number() {
        let kinds = ["1  water heater", "2  washer", "3  air conditioner"];
        let mut ui = ui(crate::root(choice("kind", kinds, None).on_pick(|at| at)));
        pressed(&mut ui, Named::Tab);
        ui.typewrite("wash");
        assert_eq!(ui.into_messages().last(), Some(1), "not what begins with an A");
    }

    #[test]
    fn it_works_by_pointer() {
        let mut ui = ui(kinds());
        assert!(ui.find("install").is_err(), "the list is closed");
        ui.click("repair").expect("it shows what is chosen");
        ui.click("install").expect("the list is open");
        assert_eq!(ui.into_messages().collect::<Vec<_>>(), [0]);
    }
}
