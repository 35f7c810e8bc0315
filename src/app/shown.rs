//! Columns of any length: so many lines at first, the others when they are asked for.

use iced::Element;
use ui::icon;
use ui::widget::button;

use crate::context::Context;

/// So many lines are shown at first.
const FIRST: usize = 20;
/// So many more come each time.
const MORE: usize = 100;

/// How many lines of a column are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown(usize);

impl Default for Shown {
    fn default() -> Self {
        Self(FIRST)
    }
}

impl Shown {
    /// Those lines that are shown.
    pub fn of<T>(self, all: &[T]) -> &[T] {
        &all[..self.0.min(all.len())]
    }

    /// Whether there are lines that are not shown.
    pub fn has_more(self, all: usize) -> bool {
        all > self.0
    }

    /// The next lines too.
    pub fn more(&mut self) {
        self.0 = self.0.saturating_add(MORE);
    }

    /// So many lines at least.
    pub fn reach(&mut self, lines: usize) {
        self.0 = self.0.max(lines);
    }

    /// What is pressed to see more, with how many there are; nothing where all are shown.
    pub fn button<'a, Message: Clone + 'a>(
        self,
        all: usize,
        (key, message): (&'static str, Message),
        cx: &Context,
    ) -> Option<Element<'a, Message>> {
        let hidden = all.checked_sub(self.0).filter(|hidden| *hidden > 0)?;
        let more = button(cx.locale.list_more(hidden))
            .icon(icon::chevron_down())
            .small()
            .quiet()
            .on_press(message);

        Some(if key.is_empty() { more.into() } else { more.key(key).into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_column_is_shown_in_parts_and_a_short_one_whole() {
        let lines: Vec<usize> = (0..150).collect();
        let mut shown = Shown::default();
        assert_eq!(shown.of(&lines).len(), FIRST);
        assert!(shown.has_more(lines.len()) && !shown.has_more(FIRST));

        shown.more();
        assert_eq!(shown.of(&lines).len(), FIRST + MORE);
        shown.reach(150);
        assert_eq!(shown.of(&lines).len(), 150);
        assert_eq!(shown.of(&lines[..3]).len(), 3);
    }
}
