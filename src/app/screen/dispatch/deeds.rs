//! What is done on the board: plan, move, take back, print.

use engine::{Dispatched, Error, Plan, Undo};
use iced::Task;
use iced::widget::operation;
use ui::Tone;
use ui::schedule::Dropped;

use super::doubt::{self, Told};
use super::plan::{self, PlanForm, Subject};
use super::week::Week;
use super::{By, Card, Dispatch, Message, layout};
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::problem;

impl Dispatch {
    pub(super) fn dropped(&mut self, dropped: &Dropped<Card>, cx: &Context) -> Action<Message> {
        let Some(board) = &self.board else { return Action::None };
        let Some(technician) = board.technicians.get(dropped.row) else { return Action::None };
        let Some(slot) = layout::slot_of(board, dropped) else { return Action::None };
        let plan =
            Plan { technician: technician.id, slot: Some(slot), agreed: false, remark: None };

        let is_over = slot.is_over(cx.engine.clock().now(), cx.engine.clock().offset());
        // A visit may stay when it was: somebody else may have gone.
        let stays = match dropped.key {
            Card::Visit(visit) => board.visit(visit).is_some_and(|it| it.slot == Some(slot)),
            Card::Waiting(_) => false,
        };
        if is_over && !stays {
            return Action::Tell(Notice::problem(cx.locale.problem_slot_past()), Task::none());
        }

        match dropped.key {
            Card::Waiting(order) => {
                let Some(job) = board.job(order) else { return Action::None };
                // Who is promised these hours has agreed to them.
                let plan = Plan { agreed: job.promised == plan.slot, ..plan };
                let words = doubt::told(board, (job, None), &plan, cx);
                let done = cx.engine.assign(order, plan);
                self.given.push(order);
                self.selected = self.next_waiting(order);
                Action::Run(Task::perform(done, move |done| {
                    Message::Done(By::Hand, words.clone(), done)
                }))
            }
            Card::Visit(visit) => {
                let Some(planned) = board.visit(visit) else { return Action::None };
                if planned.slot == plan.slot && planned.technician == plan.technician {
                    return Action::None;
                }
                // Who moves an agreed time on the board has the customer on the phone.
                let plan = Plan { agreed: planned.booked, ..plan };
                let words = doubt::told(board, (&planned.job, Some(visit)), &plan, cx);
                let done = cx.engine.move_visit(visit, plan);
                Action::Run(Task::perform(done, move |done| {
                    Message::Done(By::Hand, words.clone(), done)
                }))
            }
        }
    }

    pub(super) fn take_back(&self, card: Card, cx: &Context) -> Action<Message> {
        let Card::Visit(visit) = card else { return Action::None };
        let Some(planned) = self.visit(visit) else { return Action::None };
        let number = &planned.job.number;
        let waits = cx.locale.dispatch_unassigned(number);
        let goes_on = cx.locale.dispatch_one_unassigned(number);

        Action::Run(Task::perform(cx.engine.unassign(visit), move |done| {
            let other = done.as_ref().is_ok_and(|done| done.goes_on);
            let words = if other { goes_on.clone() } else { waits.clone() };
            let told = Told { deed: words.clone(), words, doubted: false };
            Message::Done(By::Hand, told, done)
        }))
    }

    pub(super) fn plan_pressed(&mut self, agreed: bool, cx: &Context) -> Action<Message> {
        let (Some(board), Some(card)) = (&self.board, self.selected) else { return Action::None };
        let subject = match card {
            Card::Waiting(order) => board.job(order).cloned().map(Subject::Waiting),
            Card::Visit(visit) => board.visit(visit).cloned().map(Subject::Visit),
        };
        let Some(subject) = subject.filter(Subject::can_be_planned) else { return Action::None };
        let waits = matches!(subject, Subject::Waiting(_));
        let form = PlanForm::new(subject, board, agreed, cx);
        let there = self.week.as_ref().filter(|_| waits).and_then(Week::technician);
        let form = match there {
            Some(technician) => form.at(self.day, technician, board),
            None => form,
        };
        let read = form.read_day(board, cx).map(Message::Plan);
        self.plan = Some(form);
        let known = self.plan.as_ref().is_some_and(PlanForm::has_technician);
        let first = if known && (agreed || waits) { PlanForm::TIME } else { PlanForm::TECHNICIAN };

        let here = operation::focus(first).chain(operation::select_all(first));

        Action::Run(Task::batch([read, here]))
    }

    pub(super) fn plan(&mut self, message: plan::Message, cx: &Context) -> Action<Message> {
        let (Some(form), Some(board)) = (&mut self.plan, &self.board) else { return Action::None };

        match form.update(message, board, cx) {
            plan::Step::Stay(task) => Action::Run(task.map(Message::Plan)),
            plan::Step::Leave => {
                // What is being saved stays until it is known what came of it.
                self.plan.take_if(|form| !form.is_saving());
                Action::None
            }
            plan::Step::Do(words, done) => {
                Action::Run(done.map(move |done| Message::Done(By::Form, words.clone(), done)))
            }
        }
    }

    pub(super) fn done(
        &mut self,
        by: By,
        told: Told,
        done: Result<Dispatched, Error>,
        cx: &Context,
    ) -> Action<Message> {
        match done {
            Ok(Dispatched { visit, undo, .. }) => {
                let mut elsewhere = None;
                if let Some(form) = self.plan.take_if(|_| by == By::Form) {
                    elsewhere = form.is_elsewhere(self.day, cx).then(|| form.order());
                    self.given.extend(form.order_waiting());
                    self.selected = match form.order_waiting() {
                        Some(order) => self.next_waiting(order).or(Some(Card::Visit(visit))),
                        None => self.selected,
                    };
                }
                self.turns += 1;
                self.latest = Some((Card::Visit(visit), self.turns));
                let undo: Undo = undo;
                let tone = if told.doubted { Tone::Warning } else { Tone::Success };
                let notice = Notice::done(told.words).undone_by(undo);
                let notice = Notice { deed: Some(told.deed), tone, ..notice };
                let notice = match elsewhere {
                    Some(order) => notice.found_at(Place::Dispatching(order)),
                    None => notice,
                };
                Action::Tell(notice, self.refresh(cx))
            }
            Err(error) => {
                if let (By::Form, Some(form)) = (by, &mut self.plan) {
                    form.refused(error);
                    return Action::None;
                }
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), self.refresh(cx))
            }
        }
    }
}
