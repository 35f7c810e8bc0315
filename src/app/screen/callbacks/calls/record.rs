//! What is written down, and what comes of it.

use domain::{Aspect, CallbackOutcome, Grade, Mark, OrderId, State};
use engine::{AfterCall, CallForm, CallRecorded, CallbackEntry, Error, Flaw};
use iced::Task;
use iced::widget::operation;

use super::{Calls, Entry, Message, REMARK, focus_list};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::screen::callbacks::call;

impl Calls {
    pub(super) fn follow(&mut self, then: AfterCall, cx: &Context) -> Action<Message> {
        self.entry.grade = Some(Grade::Dissatisfied);
        self.entry.then = Some(then);
        if self.entry.remark.text().trim().is_empty() {
            self.error = Some(Error::field("remark", engine::Wrong::Missing));
            return Action::Run(operation::focus(REMARK));
        }

        self.record(CallbackOutcome::Reached, cx)
    }

    pub(super) fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(form) = &self.form else { return Action::None };
        match self.entry.grade {
            None if form.was_called() => {
                let order = form.id;
                self.saving = true;
                let closed = cx.engine.close_called(order);
                Action::Run(Task::perform(closed, move |it| Message::CloseTried(order, it)))
            }
            None if form.refuses_calls() => self.record(CallbackOutcome::Waived, cx),
            _ => self.record(CallbackOutcome::Reached, cx),
        }
    }

    pub(super) fn record(&mut self, outcome: CallbackOutcome, cx: &Context) -> Action<Message> {
        let Some(form) = self.form.as_ref().filter(|_| !self.saving) else { return Action::None };
        let marks = Aspect::ALL.into_iter().zip(self.entry.marks);
        let order = form.id;
        let recorded = cx.engine.record_callback(CallbackEntry {
            order,
            outcome,
            grade: self.entry.grade,
            marks: marks.filter_map(|(aspect, good)| Some(Mark { aspect, good: good? })).collect(),
            remark: self.entry.remark.text().trim().to_owned(),
            then: self.entry.then,
        });
        self.saving = true;

        Action::Run(Task::perform(recorded, move |it| Message::Recorded(order, it)))
    }

    pub(super) fn recorded(
        &mut self,
        order: OrderId,
        answer: Result<CallRecorded, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let recorded = match answer {
            Ok(recorded) => recorded,
            Err(error) => return self.refused(error),
        };
        let notice = self.notice(&recorded, cx);
        let next = self.next_after(order);
        (self.form, self.entry, self.error) = (None, Entry::default(), None);
        self.selected = next;

        Action::Tell(notice, Task::batch([Self::read(cx), self.read_form(cx), focus_list()]))
    }

    pub(super) fn close_tried(
        &mut self,
        order: OrderId,
        answer: Result<Vec<Flaw>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.saving = false;
        let flaws = match answer {
            Ok(flaws) => flaws,
            Err(error) => return self.refused(error),
        };
        let number = self.number();
        if !flaws.is_empty() {
            let words = call::flaws(&flaws, cx);
            let notice = Notice::problem(cx.locale.callback_cannot_close(&words));
            return Action::Tell(notice, self.read_form(cx));
        }
        let next = self.next_after(order);
        (self.form, self.entry, self.error) = (None, Entry::default(), None);
        self.selected = next;
        let notice = Notice::done(cx.locale.callback_closed(&number));

        Action::Tell(notice, Task::batch([Self::read(cx), self.read_form(cx), focus_list()]))
    }

    fn refused(&mut self, error: Error) -> Action<Message> {
        let focus = matches!(error, Error::Field { field: "remark", .. });
        self.error = Some(error);
        if focus { Action::Run(operation::focus(REMARK)) } else { Action::None }
    }

    fn number(&self) -> String {
        self.form.as_ref().map(|form| form.order.number.to_string()).unwrap_or_default()
    }

    fn notice(&self, recorded: &CallRecorded, cx: &Context) -> Notice {
        let locale = &cx.locale;
        let number = self.number();
        let attempts = self.form.as_ref().map_or(0, |form| form.attempts) + 1;
        let words = match (recorded.outcome, recorded.state) {
            _ if recorded.complaint.is_some() => {
                let complaint = recorded.complaint.as_ref().map(|(_, number)| number.to_string());
                locale.callback_complaint_opened(&complaint.unwrap_or_default())
            }
            (CallbackOutcome::NoAnswer, _) => locale.callback_noted_missed(&number, attempts),
            (_, State::Ready) => locale.callback_redo_ordered(&number),
            (CallbackOutcome::Unreachable, State::Closed) => {
                locale.callback_noted_unreachable(&number)
            }
            (CallbackOutcome::Waived, State::Closed) => locale.callback_noted_waived(&number),
            (_, State::Closed) => locale.callback_closed(&number),
            _ => locale.callback_kept_open(&number),
        };
        let notice = Notice::done(words);

        match recorded.undo(locale.callback_withdrawn()) {
            Some(undo) => notice.undone_by(undo),
            None => notice,
        }
    }

    pub(super) fn send_back(&mut self, cx: &Context) -> Action<Message> {
        let sendable = |form: &&CallForm| {
            matches!(form.state, State::SheetIn | State::CalledBack) && !form.work.is_empty()
        };
        let Some(form) = self.form.as_ref().filter(sendable) else { return Action::None };

        Action::Run(Task::perform(cx.engine.reenter_sheet(form.id), Message::SentBack))
    }

    pub(super) fn sent_back(&mut self, answer: Result<(), Error>, cx: &Context) -> Action<Message> {
        if let Err(error) = answer {
            return self.refused(error);
        }
        let number = self.number();
        let notice = Notice::done(cx.locale.callback_sent_back(&number));

        Action::TellAndOpen(notice, Place::Sheet(number))
    }
}
