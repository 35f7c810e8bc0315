//! The rooms of the window: the one in front, those one came from, and those that still wait for an answer.

use std::sync::Arc;

use iced::Task;
use iced::futures::{StreamExt, future};

use crate::context::Context;
use crate::place::Place;
use crate::screen::{Message, Room};

/// How many rooms the way back remembers.
const STEPS: usize = 10;

/// Which room a message is for. All work that a room begins carries it, and so do its answers.
#[derive(Debug, Clone)]
pub struct Ticket(Arc<()>);

/// A room that was opened, and where that is.
pub struct Open {
    pub ticket: Ticket,
    pub place: Place,
    pub room: Room,
}

/// All rooms that are open.
pub struct Rooms {
    pub front: Open,
    /// The rooms one came from, as they were left.
    behind: Vec<Open>,
    /// Rooms that one came back from while something in them was typed and not saved.
    aside: Vec<Open>,
    /// Rooms that were closed before all their work was done.
    parting: Vec<Open>,
}

impl Ticket {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Open {
    /// Enters a room.
    pub fn new(place: Place, cx: &Context) -> (Self, Task<Message>) {
        let (room, entered) = Room::open(place.clone(), cx);

        (Self { ticket: Ticket(Arc::new(())), place, room }, entered)
    }

    /// Whether work is under way that answers to this room.
    fn is_awaiting(&self) -> bool {
        Arc::strong_count(&self.ticket.0) > 1
    }
}

impl Rooms {
    pub fn new(front: Open) -> Self {
        Self { front, behind: Vec::new(), aside: Vec::new(), parting: Vec::new() }
    }

    /// Another room is in front now.
    pub fn enter(&mut self, room: Open) {
        let left = std::mem::replace(&mut self.front, room);
        self.behind.push(left);
        if self.behind.len() > STEPS {
            let idle = self.behind.iter().position(|open| open.room.may_be_left());
            let forgotten = self.behind.remove(idle.unwrap_or(0));
            self.part(forgotten);
        }
    }

    /// The room one came from is in front again, if there is one.
    pub fn back(&mut self) -> bool {
        let Some(at) = self.before() else { return false };
        let before = self.behind.remove(at);
        let left = std::mem::replace(&mut self.front, before);
        self.part(left);

        true
    }

    /// Which room one came from. A call that was begun is none from a room of the rail: whoever went there has left the
    /// call, and goes on with it by its own key.
    fn before(&self) -> Option<usize> {
        let in_rail = self.front.place.is_in_rail();

        self.behind.iter().rposition(|open| !in_rail || !matches!(open.room, Room::Intake(_)))
    }

    /// The latest room of this kind that one came from is in front again, if there is one.
    pub fn recall(&mut self, wanted: impl Fn(&Room) -> bool) -> bool {
        let Some(at) = self.behind.iter().rposition(|open| wanted(&open.room)) else {
            return false;
        };
        let recalled = self.behind.remove(at);
        self.enter(recalled);

        true
    }

    /// The rooms of this kind that one came from are not come back to.
    pub fn close_behind(&mut self, unwanted: impl Fn(&Room) -> bool) {
        while let Some(at) = self.behind.iter().position(|open| unwanted(&open.room)) {
            let closed = self.behind.remove(at);
            self.part(closed);
        }
    }

    /// A room is not come back to.
    pub fn close(&mut self, ticket: &Ticket) {
        if let Some(at) = self.behind.iter().position(|open| open.ticket.is(ticket)) {
            let closed = self.behind.remove(at);
            self.part(closed);
        }
    }

    /// The room that goes on at this place with what was typed there and not saved is in front, if there is one.
    pub fn go_on(&mut self, place: &Place) -> bool {
        if self.front.room.goes_on(place) {
            return true;
        }
        let aside = self.aside.iter().position(|open| open.room.goes_on(place));
        if let Some(at) = aside {
            let recalled = self.aside.remove(at);
            self.enter(recalled);
            return true;
        }

        self.recall(|room| room.goes_on(place))
    }

    fn part(&mut self, room: Open) {
        if room.room.is_half_written() {
            self.aside.push(room);
        } else if room.is_awaiting() {
            self.parting.push(room);
        }
    }

    /// Lets go of the closed rooms that have all their answers.
    pub fn tidy(&mut self) {
        let done = self.aside.extract_if(.., |open| !open.room.is_half_written());
        self.parting.extend(done);
        self.parting.retain(Open::is_awaiting);
    }

    /// Where in the rail one stands: with a paper, in the room that it came from.
    pub fn in_rail(&self) -> usize {
        let mut open = std::iter::once(&self.front).chain(self.behind.iter().rev());
        let room = open.find(|open| !matches!(open.place, Place::Preview(_)));

        room.unwrap_or(&self.front).place.in_rail()
    }

    /// Whether there is a room to go back to.
    pub fn has_behind(&self) -> bool {
        self.before().is_some()
    }

    pub fn is_front(&self, ticket: &Ticket) -> bool {
        self.front.ticket.is(ticket)
    }

    /// The room that a message is for, wherever it is.
    pub fn of(&mut self, ticket: &Ticket) -> Option<&mut Room> {
        let behind = self.behind.iter_mut().rev().chain(&mut self.aside).chain(&mut self.parting);
        let mut all = std::iter::once(&mut self.front).chain(behind);

        all.find(|open| open.ticket.is(ticket)).map(|open| &mut open.room)
    }
}

/// The work of a room that is not in front: it moves no focus and scrolls nothing.
pub fn unseen(task: Task<Message>) -> Task<Message> {
    let Some(effects) = iced_runtime::task::into_stream(task) else { return Task::none() };

    Task::stream(effects.filter_map(|effect| {
        future::ready(match effect {
            iced_runtime::Action::Output(message) => Some(message),
            _ => None,
        })
    }))
}
