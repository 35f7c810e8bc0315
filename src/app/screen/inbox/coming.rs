//! What comes in: letters and calls that are taken down, mails that are given, a folder that is watched.

use std::path::PathBuf;

use engine::{Collected, EnquiryStage, EnquiryTaken, Error, MailTaken};
use iced::Task;
use iced::widget::operation;
use rfd::AsyncFileDialog;

use super::enquiries::{Asking, Enquiries, LIST, Message, PATH, Whose, told};
use super::write::{self, Write};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::problem;

impl Enquiries {
    pub(super) fn writing(&mut self, message: write::Message, cx: &Context) -> Action<Message> {
        let Some(write) = &mut self.write else { return Action::None };
        match write.update(message) {
            write::Next::Stay => Action::None,
            write::Next::Focus(id) => Action::Run(operation::focus(id)),
            write::Next::Close => {
                self.write = None;
                Action::Run(operation::focus(LIST))
            }
            write::Next::Save(typed) => {
                if std::mem::replace(&mut self.saving, true) {
                    return Action::None;
                }
                Action::Run(Task::perform(cx.engine.receive_enquiry(typed), Message::Written))
            }
        }
    }

    pub(super) fn written(
        &mut self,
        answer: Result<EnquiryTaken, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        match answer {
            Ok(taken) => {
                let name = self.write.take().map(Write::who).unwrap_or_default();
                (self.stage, self.whose) = (EnquiryStage::Waiting, Whose::All);
                self.take_up(Some(taken.id));
                self.to_list = true;
                let notice = Notice::done(cx.locale.inbox_taken(1)).undone_by(taken.undo);
                let read = [self.read(cx), self.read_file(cx), operation::focus(LIST)];
                Action::Tell(notice.about(&name), Task::batch(read))
            }
            Err(error) => {
                let first = write::id_of(&error);
                match &mut self.write {
                    Some(write) if first.is_some() => write.error = Some(error),
                    _ => return told(&error, cx),
                }
                Action::Run(first.map_or_else(Task::none, operation::focus))
            }
        }
    }

    /// Takes mails in, those that were given meanwhile too.
    pub(super) fn give(&mut self, paths: Vec<PathBuf>, cx: &Context) -> Action<Message> {
        self.waiting_paths.extend(paths);
        if self.taking || self.waiting_paths.is_empty() {
            return Action::None;
        }
        self.taking = true;
        let taken = cx.engine.take_in_mails(std::mem::take(&mut self.waiting_paths));

        Action::Run(Task::perform(taken, Message::MailsTaken))
    }

    pub(super) fn mails_taken(
        &mut self,
        answer: Result<MailTaken, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.taking = false;
        let more = match self.give(Vec::new(), cx) {
            Action::Run(task) => task,
            _ => Task::none(),
        };
        let taken = match answer {
            Ok(taken) => taken,
            Err(error) => {
                let words = problem::message(&error, &cx.locale);
                return Action::Tell(Notice::problem(words), more);
            }
        };
        let locale = &cx.locale;
        let new = (!taken.taken.is_empty()).then(|| locale.inbox_taken(taken.taken.len()));
        let known = (taken.known > 0).then(|| locale.inbox_known(taken.known));
        let refused = taken.refused.first().map(|(_, why)| problem::message(why, locale));
        let is_bad = refused.is_some();
        let words: Vec<String> = [new, known, refused].into_iter().flatten().collect();
        let words = words.join(" ");
        if let Some(first) = taken.taken.first() {
            (self.stage, self.whose) = (EnquiryStage::Waiting, Whose::All);
            self.sought.clear();
            self.take_up(Some(*first));
        }
        let notice = if is_bad { Notice::problem(words) } else { Notice::done(words) };
        let notice = match taken.undo {
            Some(undo) => notice.undone_by(undo),
            None => notice,
        };
        let read = [self.read(cx), self.read_file(cx), operation::focus(LIST), more];

        Action::Tell(notice, Task::batch(read))
    }

    pub(super) fn ask_by_hand(&mut self, asking: Asking) -> Action<Message> {
        self.asking = Some((asking, String::new()));

        Action::Run(operation::focus(PATH))
    }

    pub(super) fn path_submitted(&mut self, cx: &Context) -> Action<Message> {
        let Some((asking, typed)) = self.asking.take() else { return Action::None };
        let path = typed.trim();
        if path.is_empty() {
            self.asking = Some((asking, typed));
            return Action::None;
        }
        match asking {
            Asking::Mail => self.give(vec![path.into()], cx),
            Asking::Folder => Self::watch(Some(path.into()), cx),
        }
    }

    pub(super) fn watch(folder: Option<PathBuf>, cx: &Context) -> Action<Message> {
        let watched = folder.is_some();
        let set = cx.engine.watch_mail_folder(folder);

        Action::Run(Task::perform(set, move |answer| Message::FolderSet(watched, answer)))
    }

    pub(super) fn folder_set(
        &mut self,
        watched: bool,
        answer: Result<(), Error>,
        cx: &Context,
    ) -> Action<Message> {
        if let Err(error) = answer {
            return told(&error, cx);
        }
        let locale = &cx.locale;
        let words = match watched {
            true => locale.inbox_folder_watched(),
            false => locale.inbox_folder_stopped(),
        };
        let read = Task::perform(cx.engine.mail_folder(), Message::FolderRead);
        let collected = Task::perform(cx.engine.collect_mails(), Message::Collected);

        Action::Tell(Notice::done(words), Task::batch([read, collected]))
    }

    pub(super) fn collected(
        &mut self,
        answer: Result<Collected, Error>,
        cx: &Context,
    ) -> Action<Message> {
        match answer {
            Ok(Collected { taken: 0, .. }) => Action::None,
            Ok(collected) => {
                let words = cx.locale.inbox_taken(collected.taken);
                Action::Tell(Notice::done(words), self.read(cx))
            }
            Err(error) => told(&error, cx),
        }
    }
}

pub(super) fn ask(cx: &Context) -> Task<Message> {
    let title = cx.locale.inbox_add_title();
    let asked = AsyncFileDialog::new().set_title(&title).add_filter(&title, &["eml", "EML"]);

    Task::perform(cx.dialogs.open(asked), Message::MailChosen)
}

pub(super) fn ask_folder(cx: &Context) -> Task<Message> {
    let asked = AsyncFileDialog::new().set_title(cx.locale.inbox_folder());

    Task::perform(cx.dialogs.folder(asked), Message::FolderChosen)
}
