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

/// Tells of each key that nothing in the window wanted.
pub fn pressed() -> Subscription<Shortcut> {
    event::listen_with(|event, status, _| match (event, status) {
        (
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }),
            event::Status::Ignored,
        ) => Some(Shortcut { key, modifiers }),
        _ => None,
    })
}
