//! Saving a paper: under a name that says what it is, beside the one before, wherever a person wants it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use super::outlet::{self, Chosen, Form};
use super::{Message, Outcome, Preview};
use crate::action::Action;
use crate::context::Context;

impl Preview {
    /// What the file is called unless somebody calls it otherwise.
    pub(super) fn file_name(&self, cx: &Context) -> String {
        let (title, day) = self.record.named(&cx.locale);
        let title = title.unwrap_or_else(|| self.paper.title.clone());

        engine::file_name(&title, day.unwrap_or_else(|| cx.engine.clock().today()))
    }

    pub(super) fn save_pressed(&mut self, cx: &Context) -> Action<Message> {
        if self.busy {
            return Action::None;
        }
        let name = self.file_name(cx);
        // Whoever presses it again sees no dialog: then the place is typed here.
        if self.asked {
            self.asked = false;
            self.form = Some(Form::save(self.folder.join(name)));
            return Action::Run(operation::focus(Form::PATH));
        }
        self.asked = true;
        self.askings += 1;
        let (asking, asked) = (self.askings, outlet::ask_for_path((name, &self.folder), cx));

        Action::Run(Task::perform(asked, move |chosen| Message::PathChosen(asking, chosen)))
    }

    pub(super) fn path_chosen(
        &mut self,
        asking: u32,
        chosen: Chosen,
        cx: &Context,
    ) -> Action<Message> {
        // The place was typed meanwhile, or is being asked for anew.
        if !self.asked || asking != self.askings {
            return Action::None;
        }
        self.asked = false;
        match chosen {
            Chosen::Path(path) if !self.busy => self.save(path, cx),
            Chosen::Path(_) | Chosen::Nothing => Action::None,
            Chosen::NoDialog => {
                self.form = Some(Form::save(self.folder.join(self.file_name(cx))));
                Action::Run(operation::focus(Form::PATH))
            }
        }
    }

    pub(super) fn save(&mut self, path: PathBuf, cx: &Context) -> Action<Message> {
        self.busy = true;
        let saved = cx.engine.save_pdf(Arc::clone(&self.paper), path.clone());

        Action::Run(Task::perform(saved, move |saved| {
            Message::Done(Outcome::Saved(path.clone()), saved)
        }))
    }

    /// The next paper is saved beside this one.
    pub(super) fn keep_folder(&mut self, path: &Path, cx: &Context) -> Task<Message> {
        self.folder = path.parent().unwrap_or(Path::new("")).to_owned();

        Task::future(cx.engine.remember_papers_folder(path)).discard()
    }
}
