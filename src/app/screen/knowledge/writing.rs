//! Articles that are being written in the room, and those that were begun and put aside.

use iced::Task;
use iced::widget::operation;

use super::editor::{self, Editor, Kept};
use super::{DRAFT, Knowledge, Message};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::screen::kept;

impl Knowledge {
    pub(super) fn edit(
        &mut self,
        (editor, task): (Editor, Task<editor::Message>),
        cx: &Context,
    ) -> Action<Message> {
        self.editor = Some(Box::new(editor));

        Action::Run(Task::batch([task.map(Message::Editor), self.keep(cx)]))
    }

    pub(super) fn go_on(&mut self, cx: &Context) -> Action<Message> {
        let Some(begun) = self.begun.pop() else { return Action::None };
        match begun.id {
            Some(id) => Action::Run(Task::perform(cx.engine.article(id), move |answer| {
                Message::GoneOn(begun.clone(), answer)
            })),
            None => self.edit(Editor::again(begun, None, cx), cx),
        }
    }

    pub(super) fn write(&mut self, message: editor::Message, cx: &Context) -> Action<Message> {
        let Some(editor) = &mut self.editor else { return Action::None };
        match editor.update(message, cx) {
            editor::Next::Run(task) => Action::Run(task.map(Message::Editor)),
            editor::Next::Keep(task) => {
                Action::Run(Task::batch([task.map(Message::Editor), self.keep(cx)]))
            }
            editor::Next::Saved(saved) => {
                let title = self.editor.take().map(|editor| editor.title()).unwrap_or_default();
                let words = cx.locale.knowledge_article_saved(&title);
                let _read = self.pick(Some(saved.id), cx);
                let then = [self.refresh(cx), self.keep(cx), operation::focus(Self::LIST)];
                Action::Tell(Notice::done(words).undone_by(saved.undo), Task::batch(then))
            }
            editor::Next::Refused(notice) => Action::Tell(notice, Task::none()),
        }
    }

    /// What is half-written is there when it is gone on with.
    pub(super) fn lay_aside(&mut self, cx: &Context) -> Action<Message> {
        let typed = self.editor.take().filter(|editor| editor.touched).map(|it| it.kept());
        self.begun.extend(typed);

        Action::Run(Task::batch([self.keep(cx), operation::focus(Self::LIST)]))
    }

    pub(super) fn keep(&self, cx: &Context) -> Task<Message> {
        let typed = self.editor.as_ref().filter(|editor| editor.touched).map(|it| it.kept());
        let all: Vec<Kept> = self.begun.iter().cloned().chain(typed).collect();

        kept::keep(DRAFT, &all, cx).map(|()| Message::DraftKept)
    }
}
