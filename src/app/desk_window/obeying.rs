//! What a room wants after a message, done: for the room in front, and for one that is not.

use iced::Task;

use super::rooms::{self, Ticket};
use super::{Ask, DeskWindow, Message, is_intake};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::screen;

impl DeskWindow {
    /// Work of the room in front: it alone gets the answers, wherever it is by then.
    pub(super) fn work(&self, task: Task<screen::Message>) -> Task<Message> {
        for_room(&self.rooms.front.ticket, task)
    }

    /// Something happened in a room, or an answer has come for it.
    pub(super) fn told(
        &mut self,
        ticket: &Ticket,
        message: screen::Message,
        cx: &Context,
    ) -> (Task<Message>, Ask) {
        let Some(room) = self.rooms.of(ticket) else { return (Task::none(), Ask::None) };
        let action = room.update(message, cx);
        if self.rooms.is_front(ticket) {
            return self.obey(action, cx);
        }

        self.obey_unseen(ticket, action, cx)
    }

    fn obey(&mut self, action: Action<screen::Message>, cx: &Context) -> (Task<Message>, Ask) {
        match action {
            Action::None => (Task::none(), Ask::None),
            Action::Run(task) => (self.work(task), Ask::None),
            Action::Open(place) => (self.go(place, cx), Ask::None),
            Action::Close => (self.back(cx), Ask::None),
            Action::Tell(notice, task) => {
                self.tell(notice);
                (self.work(task), Ask::None)
            }
            Action::TellAndOpen(notice, place) => {
                let (left, done) = (self.rooms.front.ticket.clone(), self.is_over());
                let task = self.go(place, cx);
                self.tell(notice);
                if done {
                    self.rooms.close(&left);
                }
                (task, Ask::None)
            }
            Action::Look(look) => (Task::none(), Ask::Look(look)),
            Action::Begin => (Task::none(), Ask::Begin),
        }
    }

    /// Whether the room in front is not come back to once it has led on: an order that was taken in is not taken in
    /// again.
    fn is_over(&self) -> bool {
        is_intake(&self.rooms.front.room)
    }

    /// Does what a room asks that is not in front. Nobody is torn out of what they are doing: where it wants to lead,
    /// a notice leads.
    pub(super) fn obey_unseen(
        &mut self,
        ticket: &Ticket,
        action: Action<screen::Message>,
        cx: &Context,
    ) -> (Task<Message>, Ask) {
        let then = |task| for_room(ticket, rooms::unseen(task));
        match action {
            Action::None => (Task::none(), Ask::None),
            Action::Run(task) => (then(task), Ask::None),
            Action::Open(place) => {
                self.tell(Notice::done(cx.locale.window_ready()).leading_to(place));
                (Task::none(), Ask::None)
            }
            Action::Close => {
                self.rooms.close(ticket);
                (Task::none(), Ask::None)
            }
            Action::Tell(notice, task) => {
                self.notices.tell_of_elsewhere(notice);
                (then(task), Ask::None)
            }
            Action::TellAndOpen(notice, place) => {
                self.tell(notice.leading_to(place));
                if self.rooms.of(ticket).is_some_and(|room| is_intake(room)) {
                    self.rooms.close(ticket);
                }
                (Task::none(), Ask::None)
            }
            Action::Look(look) => (Task::none(), Ask::Look(look)),
            Action::Begin => (Task::none(), Ask::Begin),
        }
    }
}

/// Work that answers to the room with this ticket.
fn for_room(ticket: &Ticket, task: Task<screen::Message>) -> Task<Message> {
    let ticket = ticket.clone();

    task.map(move |message| Message::Room(ticket.clone(), message))
}
