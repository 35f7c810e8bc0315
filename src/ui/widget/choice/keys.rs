//! What keys do in a list of options: they find, mark, pick and give up.

use iced::advanced::Shell;
use iced::keyboard::key;

use super::{Choice, Filter, State};

impl<Message> Choice<'_, Message> {
    /// Answers whether the key meant something here.
    pub(super) fn key(
        &self,
        state: &mut State,
        key: key::Named,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        use key::Named::{
            ArrowDown, ArrowUp, Backspace, End, Enter, Escape, F10, Home, PageDown, PageUp, Space,
            Tab,
        };

        let total = state.filter.found().len();
        match (state.cursor.open, key) {
            // Between two words that are typed it is one more letter.
            (true, Space) if state.filter.goes_on(self.found_by()) => {
                return self.typed(state, " ", shell);
            }
            // Whoever typed what is not there has to see that, and types something else.
            (_, Space | Enter) if state.filter.is_unfit() => {
                (state.cursor.open, state.refused) = (true, true);
            }
            (false, Space | ArrowDown | ArrowUp) => self.open(state, false),
            // Nothing is chosen yet that one could go on with.
            (false, Enter) if self.selected.is_none() => self.open(state, false),
            (true, Space | Enter) if total == 0 => {}
            (false, Escape) if state.filter.is_unfit() => self.give_up(state, shell),
            (false, Backspace) if state.filter.is_unfit() => {
                state.cursor.open = true;
                return self.key(state, key, shell);
            }
            (true, Tab) if state.filter.is_unfit() => {
                state.leave();
                return false;
            }
            (true, Space) => self.pick(state, shell),
            (true, Tab | F10) if self.deliberate => {
                self.give_up(state, shell);
                return false;
            }
            // The focus, or the deed, goes on with what is marked.
            (true, Tab | Enter | F10) => {
                self.pick(state, shell);
                return false;
            }
            (true, Escape) => self.give_up(state, shell),
            (true, Backspace) if !state.filter.is_empty() => {
                state.refused = false;
                state.filter.shorten();
                self.narrow(state);
                self.follow(state, shell);
            }
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

    /// Goes back to what was chosen before anything was typed.
    fn give_up(&self, state: &mut State, shell: &mut Shell<'_, Message>) {
        let typed = !state.filter.is_empty();
        let told = state.filter.is_unfit() && self.on_unfit.is_some();
        let back = state.before.filter(|_| typed && (state.at_once || told));
        if let Some(on_unfit) = self.on_unfit.as_ref().filter(|_| typed && back.is_none()) {
            shell.publish(on_unfit(String::new()));
        }
        self.choose(back, shell);
        state.close();
    }

    /// Narrows the list to what holds what was typed so far; opens it where it is shut.
    pub(super) fn typed(
        &self,
        state: &mut State,
        letters: &str,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let opens = !state.cursor.open;
        let number = letters.chars().all(|letter| letter.is_ascii_digit());
        if letters.chars().any(char::is_control) {
            return false;
        }
        if opens {
            self.open(state, !self.deliberate);
        }
        if std::mem::take(&mut state.refused) {
            state.filter = Filter::default();
        }
        state.filter.add(letters);
        self.narrow(state);
        // A number that no option has is not meant for this list: it may be a caller's.
        if opens && number && state.filter.found().is_empty() {
            state.close();
            return false;
        }
        // A number that only one option has is its key.
        let only = state.filter.is_key(self.found_by());
        if only && !self.deliberate {
            self.pick(state, shell);
        } else {
            self.follow(state, shell);
        }
        true
    }

    /// Where typing chooses at once, chooses what fits best; what was chosen before, where nothing does. A room that
    /// wants to know that nothing fits is told so instead.
    fn follow(&self, state: &State, shell: &mut Shell<'_, Message>) {
        if let Some(on_unfit) = self.on_unfit.as_ref().filter(|_| state.filter.is_unfit()) {
            shell.publish(on_unfit(state.filter.typed().to_owned()));
        } else if state.at_once {
            self.choose(Self::marked(state).or(state.before), shell);
        }
    }
}
