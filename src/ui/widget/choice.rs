//! One of several, in a list that drops down.

mod filter;
mod keys;
#[cfg(test)]
mod tests;
mod widget;

use std::borrow::Cow;

use iced::advanced::Shell;
use iced::advanced::widget::{Id, operation};
use iced::keyboard::{self, key};
use iced::{Element, Length};

use self::filter::{Filter, Found};
use super::field::labelled;
use crate::menu::{Cursor, Suggestion};

/// What is said when no option holds what was typed.
type OnUnfit<'a, Message> = Box<dyn Fn(String) -> Message + 'a>;

/// A choice that is being made.
pub struct Choice<'a, Message> {
    label: Cow<'a, str>,
    options: Vec<Suggestion<'a>>,
    /// Other words for each option.
    also: Vec<Cow<'a, str>>,
    selected: Option<usize>,
    placeholder: Cow<'a, str>,
    on_pick: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    on_unfit: Option<OnUnfit<'a, Message>>,
    /// What was typed and fits nothing, as the room keeps it.
    unfit: Cow<'a, str>,
    id: Option<Id>,
    error: Option<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
    none: Cow<'a, str>,
    width: Length,
    deliberate: bool,
}

/// One of `options`, which drop down; its label above. Space or an arrow opens the list. Letters open it too and leave of
/// it what they find: by its words, past a number before it, in pinyin or by initials. Backspace widens it again, Enter
/// takes what is marked and leads on. What no option holds stands there in red until it is put right, and no deed goes on
/// with it. Without [`Choice::on_pick`] it is disabled.
pub fn choice<'a, Message>(
    label: impl Into<Cow<'a, str>>,
    options: impl IntoIterator<Item = impl Into<Cow<'a, str>>>,
    selected: Option<usize>,
) -> Choice<'a, Message> {
    Choice {
        label: label.into(),
        options: options.into_iter().map(Suggestion::new).collect(),
        also: Vec::new(),
        selected,
        placeholder: Cow::Borrowed(""),
        on_pick: None,
        on_unfit: None,
        unfit: Cow::Borrowed(""),
        id: None,
        error: None,
        hint: None,
        none: Cow::Borrowed(""),
        width: Length::Fill,
        deliberate: false,
    }
}

impl<'a, Message> Choice<'a, Message> {
    /// What is said, with its number, when an option is picked.
    #[must_use]
    pub fn on_pick(self, on_pick: impl Fn(usize) -> Message + 'a) -> Self {
        Self { on_pick: Some(Box::new(on_pick)), ..self }
    }

    /// Other words by which each option is found, in their order, between commas.
    #[must_use]
    pub fn also(self, also: impl IntoIterator<Item = impl Into<Cow<'a, str>>>) -> Self {
        Self { also: also.into_iter().map(Into::into).collect(), ..self }
    }

    /// Letters only mark; Enter, Space or a press takes what is marked. For a choice that is a deed of its own.
    #[must_use]
    pub fn deliberate(self) -> Self {
        Self { deliberate: true, ..self }
    }

    /// What is said when no option holds what was typed: then nothing is chosen, until the room hears of another pick.
    /// It keeps what was typed and hands it in as `unfit`; none of it means that it was taken back.
    #[must_use]
    pub fn on_unfit(
        self,
        unfit: impl Into<Cow<'a, str>>,
        on_unfit: impl Fn(String) -> Message + 'a,
    ) -> Self {
        Self { unfit: unfit.into(), on_unfit: Some(Box::new(on_unfit)), ..self }
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

    /// What is said where no option holds what was typed.
    #[must_use]
    pub fn none(self, none: impl Into<Cow<'a, str>>) -> Self {
        Self { none: none.into(), ..self }
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
    /// What was typed since the list came, and what of it is left.
    filter: Filter,
    /// Whether typing opened the list: then what fits best is chosen at once, as it is where no list is seen.
    at_once: bool,
    /// What was chosen when the list came.
    before: Option<usize>,
    /// What was chosen when it was last shown.
    chosen: Option<usize>,
    /// What stands there was refused: the next letter begins anew.
    refused: bool,
}

impl State {
    fn close(&mut self) {
        (self.cursor.open, self.refused) = (false, false);
        self.filter = Filter::default();
    }

    /// Somebody goes elsewhere. What fits nothing stays to be seen.
    fn leave(&mut self) {
        if self.filter.is_unfit() {
            (self.cursor.open, self.refused) = (false, true);
        } else {
            self.close();
        }
    }
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
        self.leave();
    }
}

impl<Message> Choice<'_, Message> {
    fn open(&self, state: &mut State, at_once: bool) {
        state.close();
        (state.cursor.open, state.at_once, state.before) = (true, at_once, self.selected);
        self.narrow(state);
    }

    /// Shows what holds the words that were typed, and marks what fits best.
    fn narrow(&self, state: &mut State) {
        state.filter.find(self.found_by());
        let total = state.filter.found().len();
        state.cursor.active = None;
        if let Some(best) = state.filter.best(state.before.or(self.selected)) {
            state.cursor.mark(best, total);
        }
    }

    /// What each option is found by.
    fn found_by(&self) -> impl Iterator<Item = Found<'_>> {
        let also = self.also.iter().map(AsRef::as_ref).chain(std::iter::repeat(""));

        self.options.iter().map(Suggestion::title).zip(also)
    }

    /// The option that is marked.
    fn marked(state: &State) -> Option<usize> {
        state.filter.found().get(state.cursor.active?).copied()
    }

    fn pick(&self, state: &mut State, shell: &mut Shell<'_, Message>) {
        self.choose(Self::marked(state), shell);
        state.close();
    }

    fn choose(&self, option: Option<usize>, shell: &mut Shell<'_, Message>) {
        if let (Some(option), Some(on_pick)) = (option, &self.on_pick) {
            shell.publish(on_pick(option));
        }
    }

    /// What stands in the field: what is being typed, or what is chosen.
    fn words<'b>(&'b self, state: &'b State) -> &'b str {
        let chosen = self.selected.and_then(|at| self.options.get(at));
        let chosen = chosen.map_or(self.placeholder.as_ref(), Suggestion::title);

        if state.filter.is_empty() { chosen } else { state.filter.typed() }
    }
}

impl<Message> Choice<'_, Message> {
    /// While nobody types here, what fits nothing is what the room says, or is gone once something else is chosen.
    fn keep_in_step(&self, state: &mut State) {
        let other = std::mem::replace(&mut state.chosen, self.selected) != self.selected;
        if state.focused {
            return;
        }
        if self.on_unfit.is_none() {
            if other {
                state.close();
            }
        } else if state.filter.typed() != self.unfit {
            state.close();
            state.filter.add(&self.unfit);
            state.filter.find(self.found_by());
            state.refused = true;
        }
    }

    /// Whether a key would go on with the form although what stands here fits nothing. A room that was told of it
    /// refuses that by itself.
    fn holds_back(
        &self,
        state: &State,
        key: &keyboard::Key,
        modifiers: keyboard::Modifiers,
    ) -> bool {
        let saves = *key == keyboard::Key::Named(key::Named::F10)
            || (*key == keyboard::Key::Named(key::Named::Enter) && modifiers.command());

        saves && state.filter.is_unfit() && self.on_unfit.is_none()
    }
}
