//! The folder whose mails come in by themselves, looked at each minute.

use std::path::PathBuf;

use engine::{Collected, DeskWork, Error};
use iced::Task;

use super::{DeskWindow, Message};
use crate::action::Notice;
use crate::context::Context;
use crate::place::Place;

/// Reads whether a folder is watched here.
pub fn read(cx: &Context) -> Task<Message> {
    Task::perform(cx.engine.mail_folder(), Message::MailFolderRead)
}

/// Takes in what lies there.
pub fn collect(cx: &Context) -> Task<Message> {
    Task::perform(cx.engine.collect_mails(), Message::MailsCollected)
}

impl DeskWindow {
    /// Whether a folder is to be looked at each minute.
    pub fn watches_mails(&self) -> bool {
        self.mails
    }

    pub(super) fn mail_folder_read(
        &mut self,
        folder: Result<Option<PathBuf>, Error>,
        cx: &Context,
    ) -> Task<Message> {
        let Ok(folder) = folder else { return Task::none() };
        let before = self.mails;
        self.mails = folder.is_some() && cx.engine.may(DeskWork::Intake);

        // What came while nobody looked.
        if self.mails && !before { collect(cx) } else { Task::none() }
    }

    pub(super) fn mails_collected(
        &mut self,
        answer: Result<Collected, Error>,
        cx: &Context,
    ) -> Task<Message> {
        // A folder that is away for a while is looked at again a minute later.
        if let Ok(collected) = answer
            && collected.taken > 0
        {
            let words = cx.locale.inbox_taken(collected.taken);
            self.tell(Notice::done(words).leading_to(Place::Inbox));
        }
        Task::none()
    }
}
