//! A key that was pressed where nothing else wanted it.

use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Event, Subscription, event};

/// A key with what was held down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcut {
    pub key: Key,
    pub modifiers: Modifiers,
}

impl Shortcut {
    /// Whether it is this named key alone.
    pub fn is(&self, named: Named) -> bool {
        self.modifiers.is_empty() && self.key == Key::Named(named)
    }

    /// Whether it saves, wherever one is: F10, or Ctrl and Enter.
    pub fn saves(&self) -> bool {
        let enter = self.modifiers == Modifiers::COMMAND && self.key == Key::Named(Named::Enter);

        enter || self.is(Named::F10)
    }

    /// Whether it is Ctrl (on a Mac: Command) and this letter.
    pub fn is_command(&self, letter: &str) -> bool {
        self.modifiers.command() && !self.modifiers.shift() && self.letter() == Some(letter)
    }

    /// Whether it is Alt and this letter or digit.
    pub fn is_alt(&self, letter: &str) -> bool {
        self.modifiers.alt() && self.letter() == Some(letter)
    }

    /// The letter or digit, whatever is held down.
    pub fn letter(&self) -> Option<&str> {
        match &self.key {
            Key::Character(letter) => Some(letter.as_str()),
            Key::Named(_) | Key::Unidentified => None,
        }
    }

    /// The digit, if nothing is held down.
    pub fn digit(&self) -> Option<char> {
        let digit = self.letter()?.chars().next()?;

        (self.modifiers.is_empty() && digit.is_ascii_digit()).then_some(digit)
    }
}

/// Whether a key that is held down goes on and on: what moves does, what does something is done once.
fn walks(key: &Key) -> bool {
    use Named::{
        ArrowDown, ArrowLeft, ArrowRight, ArrowUp, End, Home, PageDown, PageUp, Space, Tab,
    };

    match key {
        Key::Named(key) => {
            let moving = [ArrowDown, ArrowLeft, ArrowRight, ArrowUp, End, Home, PageDown, PageUp];
            moving.contains(key) || [Space, Tab].contains(key)
        }
        Key::Character(letter) => ["+", "-", "="].contains(&letter.as_str()),
        Key::Unidentified => false,
    }
}

/// Tells of each key that nothing in the window wanted.
pub fn pressed() -> Subscription<Shortcut> {
    event::listen_with(|event, status, _| match (event, status) {
        (
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, repeat, .. }),
            event::Status::Ignored,
        ) => (!repeat || walks(&key)).then_some(Shortcut { key, modifiers }),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_held_down_moves_on_but_does_nothing_twice() {
        for key in [Named::F9, Named::F10, Named::Enter, Named::Escape, Named::Delete] {
            assert!(!walks(&Key::Named(key)), "{key:?}");
        }
        for letter in ["n", "1", "z"] {
            assert!(!walks(&Key::Character(letter.into())), "{letter}");
        }
        assert!(walks(&Key::Named(Named::ArrowDown)) && walks(&Key::Character("+".into())));
    }
}
