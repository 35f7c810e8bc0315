//! What is written down, and what comes of it.

use domain::{Aspect, CallbackOutcome, Grade, Mark, OrderId, State};
use engine::{AfterCall, CallForm, CallRecorded, CallbackEntry, Closing, Error};
use iced::Task;
use iced::widget::operation;

use super::taken_back::Done;
use super::{Calls, GRADE, Message, REMARK, Saving, focus_list};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::problem;
use crate::screen::callbacks::call;

impl Calls {
    pub(super) fn follow(&mut self, then: AfterCall, cx: &Context) -> Action<Message> {
        let asked = self.entry.grade == Some(Grade::Dissatisfied);
        self.entry.grade = Some(Grade::Dissatisfied);
        self.entry.then = Some(then);
        self.changing = None;
        if self.entry.remark.text().trim().is_empty() {
            self.error = Some(Error::field("remark", engine::Wrong::Missing));
            return Action::Run(operation::focus(REMARK));
        }
        // A letter that was meant for a field sends nobody: what it chose is shown, and the same key does it.
        if !asked {
            self.error = None;
            return Action::Run(Task::batch([self.keep(cx), ui::show(GRADE)]));
        }

        self.record(CallbackOutcome::Reached, cx)
    }

    pub(super) fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(form) = &self.form else { return Action::None };
        match self.entry.grade {
            None if form.was_called() => self.close(cx),
            None if form.refuses_calls => self.record(CallbackOutcome::Waived, cx),
            _ => self.record(CallbackOutcome::Reached, cx),
        }
    }

    fn close(&mut self, cx: &Context) -> Action<Message> {
        let Some(order) = self.begin() else { return Action::None };

        Action::Run(Task::perform(cx.engine.close_called(order), Message::CloseTried))
    }

    /// Begins to write down what became of the call in hand, if nothing else is being written down.
    fn begin(&mut self) -> Option<OrderId> {
        let form = self.form.as_ref().filter(|_| self.saving.is_none())?;
        let (order, attempts, state) = (form.id, form.attempts, form.state);
        let (number, owed) = (form.order.number.to_string(), form.owed);
        self.saving = Some(Saving { order, number, attempts, state, owed });

        Some(order)
    }

    pub(super) fn record(&mut self, outcome: CallbackOutcome, cx: &Context) -> Action<Message> {
        let Some(order) = self.begin() else { return Action::None };
        let marks = Aspect::ALL.into_iter().zip(self.entry.marks);
        let recorded = cx.engine.record_callback(CallbackEntry {
            order,
            outcome,
            grade: self.entry.grade,
            marks: marks.filter_map(|(aspect, good)| Some(Mark { aspect, good: good? })).collect(),
            remark: self.entry.remark.text().trim().to_owned(),
            then: self.entry.then,
        });

        Action::Run(Task::perform(recorded, Message::Recorded))
    }

    pub(super) fn recorded(
        &mut self,
        answer: Result<CallRecorded, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let Some(saving) = self.saving.take() else { return Action::None };
        match answer {
            Ok(recorded) => {
                let notice = saving.notice(&recorded, cx);
                self.go_on(&saving, notice, cx)
            }
            Err(error) => self.refused(&saving, error, cx),
        }
    }

    pub(super) fn close_tried(
        &mut self,
        answer: Result<Closing, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let Some(saving) = self.saving.take() else { return Action::None };
        match answer {
            Ok(Closing { undo: Some(undo), .. }) => {
                let notice = Notice::done(saving.closed(cx));
                self.go_on(&saving, notice.undone_by(undo), cx)
            }
            Ok(Closing { flaws, undo: None }) => {
                let words = call::flaws(&flaws, cx);
                let notice = Notice::problem(cx.locale.callback_cannot_close(&words));
                Action::Tell(notice, self.read_form(cx))
            }
            Err(error) => self.refused(&saving, error, cx),
        }
    }

    /// Says what was done, and takes the next call in hand; unless somebody has already gone on to another.
    fn go_on(&mut self, saving: &Saving, notice: Notice, cx: &Context) -> Action<Message> {
        let order = saving.order;
        if !self.is_about(order) {
            let entry = self.begun.remove(&order).unwrap_or_default();
            self.done.push(Done::of(saving, &entry));
            return Action::Tell(notice, Task::batch([Self::read(cx), self.keep(cx)]));
        }
        let next = self.next_after(order);
        let entry = std::mem::take(&mut self.entry);
        self.done.push(Done::of(saving, &entry));
        self.take_up(next);
        let then = [Self::read(cx), self.read_form(cx), self.keep(cx), focus_list()];

        Action::Tell(notice, Task::batch(then))
    }

    fn refused(&mut self, saving: &Saving, error: Error, cx: &Context) -> Action<Message> {
        if !self.is_about(saving.order) {
            let words = problem::message(&error, &cx.locale);
            return Action::Tell(Notice::problem(words), Task::none());
        }
        let locale = &cx.locale;
        let action = match &error {
            Error::Field { field: "remark", .. } => Action::Run(operation::focus(REMARK)),
            // What is missing is chosen by a key, which the remark would take for a letter.
            Error::Field { field: "grade", .. } => {
                Action::Tell(Notice::missing(locale.callback_grade_missing()), focus_list())
            }
            Error::Field { field: "then", .. } => {
                Action::Tell(Notice::missing(locale.callback_then_missing()), focus_list())
            }
            _ => Action::None,
        };
        (self.error, self.changing) = (Some(error), None);
        action
    }

    pub(super) fn send_back(&mut self, cx: &Context) -> Action<Message> {
        let sendable = |form: &&CallForm| {
            matches!(form.state, State::SheetIn | State::CalledBack) && !form.work.is_empty()
        };
        if self.form.as_ref().filter(sendable).is_none() {
            return Action::None;
        }
        let Some(order) = self.begin() else { return Action::None };

        Action::Run(Task::perform(cx.engine.reenter_sheet(order), Message::SentBack))
    }

    pub(super) fn sent_back(&mut self, answer: Result<(), Error>, cx: &Context) -> Action<Message> {
        let Some(saving) = self.saving.take() else { return Action::None };
        if let Err(error) = answer {
            return self.refused(&saving, error, cx);
        }
        let notice = Notice::done(cx.locale.callback_sent_back(&saving.number)).undone_if(None);

        Action::TellAndOpen(notice, Place::Sheet(saving.number))
    }
}

impl Saving {
    /// That the order is closed, and what is still owed for it.
    fn closed(&self, cx: &Context) -> String {
        let locale = &cx.locale;
        if self.owed.minor > 0 {
            return locale.callback_closed_owed(&self.number, &locale.money(self.owed));
        }

        locale.callback_closed(&self.number)
    }

    fn notice(&self, recorded: &CallRecorded, cx: &Context) -> Notice {
        let (locale, number) = (&cx.locale, self.number.as_str());
        let words = match (recorded.outcome, recorded.state) {
            _ if recorded.complaint.is_some() => {
                let complaint = recorded.complaint.as_ref().map(|(_, number)| number.to_string());
                locale.callback_complaint_opened(&complaint.unwrap_or_default())
            }
            (CallbackOutcome::NoAnswer, _) => {
                locale.callback_noted_missed(number, self.attempts + 1)
            }
            (_, State::Ready) => locale.callback_redo_ordered(number),
            (CallbackOutcome::Unreachable, State::Closed) => {
                locale.callback_noted_unreachable(number)
            }
            (CallbackOutcome::Waived, State::Closed) => locale.callback_noted_waived(number),
            (_, State::Closed) => self.closed(cx),
            _ => locale.callback_kept_open(number),
        };

        Notice::done(words).undone_by(recorded.undo(locale.callback_withdrawn())).about(number)
    }
}
