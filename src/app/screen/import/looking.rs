//! Looking into a file before anything is done with it.

use std::path::PathBuf;

use engine::{Error, Inspection, Reading};
use iced::Task;

use super::{Import, Message};
use crate::action::Action;
use crate::context::Context;

/// Which table was asked for: its file, and how it is read as far as somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub(super) path: PathBuf,
    pub(super) reading: Reading,
}

impl Import {
    /// Another file is named: what is known of the one before says nothing of it.
    pub(super) fn path_changed(&mut self, path: String) -> Action<Message> {
        if path.trim() != self.path.trim() {
            self.forget();
        }
        (self.path, self.error) = (path, None);
        Action::None
    }

    fn forget(&mut self) {
        (self.inspection, self.report, self.error) = (None, None, None);
        (self.looking, self.open_from, self.former) = (None, None, None);
        self.strange.clear();
    }

    pub(super) fn look(&mut self, cx: &Context) -> Action<Message> {
        self.look_into(Reading::default(), cx)
    }

    pub(super) fn look_into(&mut self, reading: Reading, cx: &Context) -> Action<Message> {
        let path = PathBuf::from(self.path.trim());
        let former = self.inspection.take().filter(|it| it.path == path);
        self.forget();
        self.former = former;
        let asked = Asked { path: path.clone(), reading: reading.clone() };
        self.looking = Some(asked.clone());
        let look = cx.engine.inspect_table(&path, reading, None);

        Action::Run(Task::perform(look, move |answer| Message::Looked(asked.clone(), answer)))
    }

    /// An answer about another table than the one that was asked for last comes too late.
    pub(super) fn looked(
        &mut self,
        asked: &Asked,
        answer: Result<Inspection, Error>,
    ) -> Action<Message> {
        if self.looking.take_if(|looking| looking == asked).is_none() {
            return Action::None;
        }
        let former = self.former.take();
        match answer {
            Ok(inspection) => self.inspection = Some(inspection),
            // Whoever chose what does not fit the file chooses again.
            Err(error) => (self.inspection, self.error) = (former, Some(error)),
        }
        Action::None
    }
}
