//! Saving the list of the room in front as a file.

use std::path::PathBuf;

use engine::{Error, Step};
use iced::{Element, Task};

use super::DeskWindow;
use crate::action::Notice;
use crate::context::Context;
use crate::file_dialog::Chosen;
use crate::listing::Reading;
use crate::long_work::LongWork;
use crate::problem;

/// The kinds of files, the first one proposed.
const ENDINGS: [&str; 2] = ["xlsx", "csv"];

/// A list on its way into a file.
#[derive(Default)]
pub enum Exporting {
    #[default]
    Nothing,
    /// It is asked where.
    Asking(Asked),
    /// It is written.
    Saving(LongWork),
}

/// What is saved.
pub struct Asked {
    reading: Reading,
    /// Under which name.
    name: String,
    /// What is written down of it.
    what: String,
}

/// What can happen to it.
#[derive(Debug, Clone)]
pub enum Message {
    Pressed,
    Placed(Chosen),
    Stepped(Step),
    StopPressed,
    Saved(Result<(u64, PathBuf), Error>),
}

impl DeskWindow {
    pub(super) fn export_told(&mut self, message: Message, cx: &Context) -> Task<super::Message> {
        match message {
            Message::Pressed => return self.export(cx),
            Message::Placed(chosen) => return self.export_placed(chosen, cx),
            Message::Stepped(step) => self.export_stepped(step),
            Message::StopPressed => self.export_stopped(),
            Message::Saved(answer) => self.exported(answer, cx),
        }
        Task::none()
    }

    /// Asks where the list in front is to be saved.
    pub(super) fn export(&mut self, cx: &Context) -> Task<super::Message> {
        if !matches!(self.exporting, Exporting::Nothing) {
            return Task::none();
        }
        let Some((title, reading)) = self.rooms.front.room.listing(cx) else {
            self.tell(Notice::problem(cx.locale.export_none()));
            return Task::none();
        };
        let duties = self.rooms.front.room.saving_duties();
        if !cx.may(duties) {
            self.tell(Notice::problem(cx.why_not(duties)));
            return Task::none();
        }
        let what = self.rooms.front.room.listed();
        let name = engine::file_name(&title, cx.engine.clock().today());
        let name = format!("{}.{}", name.trim_end_matches(".pdf"), ENDINGS[0]);
        let dialog = rfd::AsyncFileDialog::new()
            .set_file_name(&name)
            .add_filter(cx.locale.export_workbook(), &ENDINGS[..1])
            .add_filter(cx.locale.export_text(), &ENDINGS[1..]);
        self.exporting = Exporting::Asking(Asked { reading, name, what });

        Task::perform(cx.dialogs.save(dialog), Message::Placed).map(super::Message::Export)
    }

    fn export_placed(&mut self, chosen: Chosen, cx: &Context) -> Task<super::Message> {
        let Exporting::Asking(asked) = std::mem::take(&mut self.exporting) else {
            return Task::none();
        };
        let Asked { reading, name, what } = asked;
        let path = match chosen {
            Chosen::Nothing => return Task::none(),
            Chosen::Path(path) => Some(path),
            // Where nobody can be asked it goes to the other papers, and it is said where that is.
            Chosen::NoDialog => None,
        };
        let engine = cx.engine.clone();
        let work = move |progress| async move {
            let listing = reading.await?;
            let path = match path {
                Some(path) => path,
                None => engine.free_name(name).await?,
            };
            let saved = engine.save_listing(listing, path.clone(), progress).await?;
            engine.note_saved_listing(what, saved).await?;
            Ok((saved, path))
        };
        let (saving, task) = LongWork::begin(work, Message::Stepped, Message::Saved);
        self.exporting = Exporting::Saving(saving);

        task.map(super::Message::Export)
    }

    fn export_stepped(&mut self, step: Step) {
        if let Exporting::Saving(work) = &mut self.exporting {
            work.reach(step);
        }
    }

    fn export_stopped(&self) {
        if let Exporting::Saving(work) = &self.exporting {
            work.cancel();
        }
    }

    fn exported(&mut self, answer: Result<(u64, PathBuf), Error>, cx: &Context) {
        self.exporting = Exporting::Nothing;
        match answer {
            Ok((count, path)) => {
                let words = cx.locale.export_done(count, &path.display().to_string());
                self.tell(Notice::done(words));
            }
            Err(Error::Cancelled) => {}
            Err(error) => self.tell(Notice::problem(problem::message(&error, &cx.locale))),
        }
    }

    /// How far the list is, while it is written.
    pub(super) fn exporting<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, super::Message>> {
        let Exporting::Saving(work) = &self.exporting else { return None };
        let stop = (cx.locale.action_stop(), Message::StopPressed);

        Some(work.view(cx.locale.export_saving(), Some(stop)).map(super::Message::Export))
    }
}
