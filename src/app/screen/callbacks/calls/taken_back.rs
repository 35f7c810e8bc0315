//! Calls that were written down here, and are in hand again once they are taken back.

use domain::{OrderId, State};
use iced::Task;

use super::draft::Begun;
use super::{Calls, Entry, Message, Saving, focus_list};
use crate::action::Action;
use crate::context::Context;

/// A call as it stood in the form when it was written down.
pub struct Done {
    begun: Begun,
    /// What its order was at before.
    state: State,
    /// How often it was tried before.
    attempts: u32,
    /// Whether a list was read since in which it is no longer so.
    gone: bool,
}

impl Done {
    pub(super) fn of(saving: &Saving, entry: &Entry) -> Self {
        let Saving { order, attempts, state, .. } = *saving;

        Self { begun: Begun::of(order, entry), state, attempts, gone: false }
    }

    /// Whether the order is at what it was at before.
    fn is_as_before(&self, (order, state, attempts): (OrderId, State, u32)) -> bool {
        (order, state, attempts) == (self.begun.order, self.state, self.attempts)
    }
}

impl Calls {
    /// The latest call that is due again just as it was before it was written down.
    pub(super) fn taken_back(&mut self) -> Option<Begun> {
        let due = &self.list.as_ref()?.due;
        let rows = || due.iter().map(|due| (due.row.order, due.row.state, due.row.attempts));
        let mut back = None;
        for (at, done) in self.done.iter_mut().enumerate() {
            if !rows().any(|row| done.is_as_before(row)) {
                done.gone = true;
            } else if done.gone {
                back = Some(at);
            }
        }

        back.map(|at| self.done.remove(at).begun)
    }

    /// Takes it in hand again with all that was typed. What was begun about another stays with that.
    pub(super) fn resume(&mut self, begun: Begun, cx: &Context) -> Action<Message> {
        if self.selected != Some(begun.order) {
            self.take_up(Some(begun.order));
        }
        if self.entry.is_blank() {
            self.entry = begun.entry();
        }

        Action::Run(Task::batch([self.read_form(cx), self.keep(cx), focus_list()]))
    }
}
