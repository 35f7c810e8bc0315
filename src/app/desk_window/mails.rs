//! Mails that come in by themselves, out of a folder or a mailbox, and replies that leave: looked after each minute.

use engine::{Collected, DeskWork, Error, MailTurn};
use iced::Task;

use super::{DeskWindow, Message as Outer};
use crate::action::Notice;
use crate::context::Context;
use crate::place::Place;

/// What can happen.
#[derive(Debug, Clone)]
pub enum Message {
    /// Whether a folder or a mailbox is looked after at this computer.
    WatchRead(Result<bool, Error>),
    /// A minute has passed in which mails may have come.
    Beat,
    Collected(Result<Collected, Error>),
    Turned(Result<Option<MailTurn>, Error>),
}

/// Reads whether a folder or a mailbox is looked after here.
pub fn read(cx: &Context) -> Task<Outer> {
    let engine = cx.engine.clone();
    let read = async move {
        Ok(engine.mail_folder().await?.is_some() || engine.mail_account().await?.is_some())
    };

    Task::perform(read, Message::WatchRead).map(Outer::Mails)
}

/// Takes in what lies there, and sends what is to leave.
pub fn collect(cx: &Context) -> Task<Outer> {
    Task::batch([
        Task::perform(cx.engine.collect_mails(), Message::Collected),
        Task::perform(cx.engine.mail_turn(false), Message::Turned),
    ])
    .map(Outer::Mails)
}

impl DeskWindow {
    /// Whether mails are to be looked after each minute.
    pub fn watches_mails(&self) -> bool {
        self.mails
    }

    pub(super) fn mails_told(&mut self, message: Message, cx: &Context) -> Task<Outer> {
        match message {
            Message::WatchRead(watched) => self.watch_read(watched, cx),
            Message::Beat => collect(cx),
            Message::Collected(answer) => self.mails_collected(answer, cx),
            Message::Turned(answer) => self.mail_turned(answer, cx),
        }
    }

    fn watch_read(&mut self, watched: Result<bool, Error>, cx: &Context) -> Task<Outer> {
        let Ok(watched) = watched else { return Task::none() };
        let before = self.mails;
        self.mails = watched && cx.engine.may(DeskWork::Intake);

        // What came while nobody looked.
        if self.mails && !before { collect(cx) } else { Task::none() }
    }

    fn mails_collected(&mut self, answer: Result<Collected, Error>, cx: &Context) -> Task<Outer> {
        // A folder that is away for a while is looked at again a minute later.
        if let Ok(collected) = answer {
            self.tell_of_mails(collected.taken, cx);
        }
        Task::none()
    }

    fn mail_turned(
        &mut self,
        answer: Result<Option<MailTurn>, Error>,
        cx: &Context,
    ) -> Task<Outer> {
        // What was in the way is said in the room, as long as it is.
        let Ok(Some(turn)) = answer else { return Task::none() };
        self.tell_of_mails(turn.fetched.map_or(0, |fetched| fetched.taken), cx);
        let stuck = turn.sent.map_or(0, |sent| sent.stuck);
        if stuck > 0 {
            let words = cx.locale.mail_stuck(stuck);
            self.tell(Notice::problem(words).leading_to(Place::Inbox));
        }

        Task::none()
    }

    fn tell_of_mails(&mut self, taken: usize, cx: &Context) {
        if taken > 0 {
            let words = cx.locale.inbox_taken(taken);
            self.tell(Notice::done(words).leading_to(Place::Inbox));
        }
    }
}
