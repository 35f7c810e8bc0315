//! From room to room: to another, back, and on with what was begun in one.

use iced::Task;

use super::rooms::Open;
use super::{DeskWindow, Message, SCROLLED, begun, frame, is_intake};
use crate::action::Notice;
use crate::context::Context;
use crate::place::{Caller, Place};
use crate::screen::Room;

impl DeskWindow {
    /// Goes somewhere, for the program itself and for tests.
    pub fn go(&mut self, place: Place, cx: &Context) -> Task<Message> {
        // Whom somebody looked for in another room is not who calls next.
        self.caller.clear();
        self.remember_board(cx);
        self.notices.leave();
        if let Some(task) = self.go_on_writing(&place, cx) {
            return task;
        }
        let place = match place {
            Place::Dispatch => Place::Board(self.board),
            place => place,
        };
        let (room, entered) = Open::new(place, cx);
        let kept = self.is_kept(cx);
        self.rooms.enter(room);
        self.tries = 0;
        kept.into_iter().for_each(|notice| self.tell(notice));
        // A call is taken down in one place: what was begun before is offered there.
        if is_intake(&self.rooms.front.room) {
            self.rooms.close_behind(is_intake);
        }

        // What had the focus before, the caller bar most often, would swallow the room's keys.
        let entered = ui::rest().chain(top()).chain(self.work(entered));

        Task::batch([entered, begun::read(cx)])
    }

    /// What was typed at this place and not saved is gone on with.
    fn go_on_writing(&mut self, place: &Place, cx: &Context) -> Option<Task<Message>> {
        let here = self.rooms.front.ticket.clone();
        if !self.rooms.go_on(place) {
            return None;
        }
        let turned = self.rooms.front.room.turned_to(place).map_or_else(Task::none, Task::done);
        let turned = self.work(turned);

        Some(if self.rooms.is_front(&here) { turned } else { turned.chain(self.come_back(cx)) })
    }

    /// That what is typed in the room that is left is there when one comes back.
    fn is_kept(&self, cx: &Context) -> Option<Notice> {
        let Open { place, room, .. } = &self.rooms.front;
        let words = || cx.locale.window_kept(&frame::face(place, cx).1);

        room.is_half_written().then(|| Notice { tone: ui::Tone::Info, ..Notice::done(words()) })
    }

    /// Whoever comes back to the board finds the day that was left.
    fn remember_board(&mut self, cx: &Context) {
        if let Room::Dispatch(room) = &self.rooms.front.room {
            self.board = room.left(cx);
        }
    }

    /// The room one came from, as it was left, with what has changed meanwhile.
    pub(super) fn back(&mut self, cx: &Context) -> Task<Message> {
        self.remember_board(cx);
        self.notices.leave();
        let kept = self.is_kept(cx);
        if !self.rooms.back() {
            return self.go(Place::default(), cx);
        }
        kept.into_iter().for_each(|notice| self.tell(notice));

        self.come_back(cx)
    }

    /// The room in front was left before, and goes on.
    pub(super) fn come_back(&mut self, cx: &Context) -> Task<Message> {
        self.tries = 0;
        let room = &self.rooms.front.room;
        let home = room.home(cx).map_or_else(ui::rest, iced::widget::operation::focus);

        Task::batch([self.work(room.refresh(cx)), top().chain(home), begun::read(cx)])
    }

    pub(super) fn new_order(&mut self, cx: &Context) -> Task<Message> {
        let customer = match &self.rooms.front.place {
            Place::Household(id) => Some(*id),
            _ => None,
        };
        let caller = self.caller.caller();
        self.caller.clear();
        // Whoever was looked for is another than whose file is open.
        let customer = if caller.typed.is_empty() { customer } else { caller.customer };

        let caller = Caller { customer, ..caller };
        if caller.customer.is_none() && caller.typed.is_empty() {
            // Nobody else is calling: the call that is being taken down goes on.
            return self.go_on(cx);
        }

        self.go(Place::Intake(caller), cx)
    }
}

/// A room begins at its top, however far the one before it was scrolled.
fn top<T: Send + 'static>() -> Task<T> {
    let start = iced::widget::operation::RelativeOffset::START;

    iced::widget::operation::snap_to(SCROLLED, start)
}
