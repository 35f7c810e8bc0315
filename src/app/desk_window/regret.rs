//! The last deed, taken back.

use engine::Error;
use iced::Task;

use super::notices::Back;
use super::{DeskWindow, Message, notices};
use crate::action::Notice;
use crate::context::Context;

impl DeskWindow {
    pub(super) fn undo(&mut self, cx: &Context) -> Task<Message> {
        let locale = &cx.locale;
        // What stands in the caller bar is what was done last.
        if self.caller.has_text() {
            self.caller.clear();
            return Task::none();
        }
        let (number, undo) = match self.notices.begin_undo() {
            Back::Way(number, undo) => (number, undo),
            Back::Busy => return Task::none(),
            Back::Nothing => {
                self.tell(Notice::done(locale.window_nothing_to_undo()));
                return Task::none();
            }
            Back::Closed(deed) => {
                let next = self.notices.next_undo().map(|next| locale.window_undo_next(next));
                let words = [Some(locale.window_undo_none(&deed)), next];
                let words = locale.sentences(words.into_iter().flatten());
                self.tell(Notice::missing(words));
                return Task::none();
            }
        };

        Task::perform(cx.engine.undo(undo), move |answer| Message::Undone(number, answer))
    }

    pub(super) fn undone(
        &mut self,
        number: u64,
        answer: Result<(), Error>,
        cx: &Context,
    ) -> Task<Message> {
        let deed = self.notices.end_undo(number, answer.as_ref().err());
        let deed = deed.unwrap_or_default();
        let locale = &cx.locale;
        let next = self.notices.next_undo().map(|next| locale.window_undo_next(next));
        let notice = match &answer {
            Ok(()) => {
                let words = [Some(locale.window_undone(&deed)), next];
                Notice::done(locale.sentences(words.into_iter().flatten()))
            }
            Err(error) => {
                let why = crate::problem::message(error, locale);
                let gone = notices::is_for_good(error);
                let said = match gone {
                    true => locale.window_undo_gone(&deed),
                    false => locale.window_undo_failed(&deed),
                };
                let words = [Some(said), Some(why), next.filter(|_| gone)];
                let words = locale.sentences(words.into_iter().flatten());
                // What is gone for good needs nothing from anybody.
                if gone { Notice::missing(words) } else { Notice::problem(words) }
            }
        };
        self.tell(notice);

        self.refresh(cx)
    }
}
