//! Several lines to type in.

use std::borrow::Cow;
use std::rc::Rc;

use iced::advanced::widget::Id;
use iced::widget::text_editor;
use iced::{Element, Length};

use super::field::labelled;
use crate::noting::{OnAction, noting};
use crate::theme::style;
use crate::{size, space};

/// A note that is being made.
pub struct Note<'a, Message> {
    label: Cow<'a, str>,
    content: &'a text_editor::Content,
    on_action: Option<OnAction<'a, Message>>,
    error: Option<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
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
        const LINE: f32 = 20.0;

        let mut editor = text_editor(note.content)
            .size(size::BODY)
            .line_height(iced::widget::text::LineHeight::Absolute(LINE.into()))
            .padding([(size::CONTROL - LINE) / 2.0, space::NEAR])
            .height(f32::from(note.lines) * LINE + size::CONTROL - LINE)
            .style(style::editor(note.error.is_some()));
        if let Some(id) = note.id {
            editor = editor.id(id);
        }
        if let Some(on_action) = note.on_action.clone() {
            editor = editor.on_action(move |action| on_action(action));
        }
        let editor = noting(editor, note.content.text(), note.on_action);
        labelled(note.label, editor, note.error, note.hint, note.width)
    }
}
