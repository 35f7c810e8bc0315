//! Several lines to type in.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use iced::advanced::widget::Id;
use iced::widget::text_editor;
use iced::{Element, Length};

use super::field::{arranged, hint_line};
use crate::noting::{LINE, OnAction, PADDING, noting};
use crate::size;
use crate::theme::style;

/// So much less than its lines a note is high: Chinese letters are higher than their line, and begin above it.
const HAIR: f32 = 3.0;

/// A note that is being made.
pub struct Note<'a, Message> {
    label: Cow<'a, str>,
    content: &'a text_editor::Content,
    on_action: Option<OnAction<'a, Message>>,
    error: Option<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
    /// Whether the hint is gone while somebody writes.
    at_rest: bool,
    id: Option<Id>,
    width: Length,
    lines: u16,
}

/// A field of several lines with its label above. The room keeps the content and performs on it
/// the actions that [`Note::on_action`] hands in. Tab leaves it; Ctrl+Z takes back what was typed in it.
pub fn note<'a, Message>(
    label: impl Into<Cow<'a, str>>,
    content: &'a text_editor::Content,
) -> Note<'a, Message> {
    Note {
        label: label.into(),
        content,
        on_action: None,
        error: None,
        hint: None,
        at_rest: false,
        id: None,
        width: Length::Fill,
        lines: 3,
    }
}

impl<'a, Message> Note<'a, Message> {
    /// What is said when something is typed or the cursor moves.
    #[must_use]
    pub fn on_action(self, on_action: impl Fn(text_editor::Action) -> Message + 'a) -> Self {
        Self { on_action: Some(Rc::new(on_action)), ..self }
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

    /// How to get into it, below it, as long as nobody is.
    #[must_use]
    pub fn hint_at_rest(self, hint: impl Into<Cow<'a, str>>) -> Self {
        Self { at_rest: true, ..self.hint(hint) }
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

    /// How many lines it shows; more are scrolled.
    #[must_use]
    pub fn lines(self, lines: u16) -> Self {
        Self { lines, ..self }
    }
}

impl<'a, Message: Clone + 'a> From<Note<'a, Message>> for Element<'a, Message> {
    fn from(note: Note<'a, Message>) -> Self {
        let writing = Rc::new(Cell::new(false));
        let (at_rest, hides) = (note.at_rest, Rc::clone(&writing));
        let hint = note.hint.map(|hint| hint_line(hint, move || at_rest && hides.get()));
        let look = style::editor(note.error.is_some());
        let mut editor = text_editor(note.content)
            .size(size::BODY)
            .line_height(iced::widget::text::LineHeight::Absolute(LINE.into()))
            .padding(PADDING)
            // A little less than its lines: the one that would begin right below the last is not drawn.
            .height(f32::from(note.lines) * LINE + size::CONTROL - LINE - HAIR)
            .style(move |theme, status| {
                // It is drawn before its hint.
                writing.set(matches!(status, text_editor::Status::Focused { .. }));
                look(theme, status)
            });
        if let Some(id) = note.id {
            editor = editor.id(id);
        }
        if let Some(on_action) = note.on_action.clone() {
            editor = editor.on_action(move |action| on_action(action));
        }
        let editor = noting(editor, note.content.text(), note.on_action);
        arranged(note.label, editor, note.error, hint, note.width)
    }
}
