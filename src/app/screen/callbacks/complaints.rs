//! Complaints that are not over: a list, and the next step of the one in hand.

mod draft;
mod list;

use std::collections::BTreeMap;

use domain::{OrderId, State};
use engine::{Complaint, ComplaintRow, Error, Undo, Wrong};
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::{operation, text_editor};

use super::complaint;
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

const LIST: &str = "complaints";
pub(super) const DEPARTMENT: &str = "complaint-department";
pub(super) const WORDS: &str = "complaint-words";
pub(super) const PASS_ON: &str = "complaint-pass-on";

/// The list, and the complaint in hand.
#[derive(Default)]
pub struct Complaints {
    list: Option<Vec<ComplaintRow>>,
    /// Why there is none.
    pub(super) unread: Option<Error>,
    selected: Option<OrderId>,
    pub(super) file: Option<Complaint>,
    /// The department that is being named.
    pub(super) department: String,
    /// The answer that is being written, or what the customer says of it.
    pub(super) words: text_editor::Content,
    /// What was begun about others than the one in hand.
    begun: BTreeMap<OrderId, (String, text_editor::Content)>,
    pub(super) error: Option<Error>,
    pub(super) saving: bool,
    /// This office answers itself: the words come next, as soon as it has the complaint.
    answers: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    DraftRead(Result<Option<String>, Error>),
    DraftKept,
    ListRead(Result<Vec<ComplaintRow>, Error>),
    RowPicked(usize),
    RowOpened,
    FileRead(OrderId, Result<Complaint, Error>),
    /// The complaint is to be read again.
    AgainPressed,
    DepartmentChanged(String),
    DepartmentPicked(usize),
    /// Enter on the department: it is passed on by its own key.
    DepartmentPassed,
    /// No other department is asked.
    OwnPressed,
    WordsEdited(text_editor::Action),
    SavePressed,
    Judged(bool),
    Done(Done, Result<Undo, Error>),
    Left(Place),
}

/// What was done, and with which complaint.
#[derive(Debug, Clone)]
pub struct Done {
    order: OrderId,
    step: Step,
    department: String,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Routed,
    Answered,
    Accepted,
    Rejected,
}

/// The focus goes to the list.
pub fn focus_list() -> Task<Message> {
    operation::focus(LIST)
}

fn is_begun(department: &str, words: &text_editor::Content) -> bool {
    !(department.trim().is_empty() && words.text().trim().is_empty())
}

impl Complaints {
    /// What is listed, once it was read.
    pub(super) fn list(&self) -> Option<&[ComplaintRow]> {
        self.list.as_deref()
    }

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.complaints(), Message::ListRead)
    }

    /// What was begun before the room was left.
    pub fn read_draft(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.draft(draft::DRAFT), Message::DraftRead)
    }

    pub fn count(&self) -> Option<u64> {
        self.list.as_ref().map(|list| list.len() as u64)
    }

    /// Whether something about the complaint in hand is written that is not saved.
    pub fn is_written_in(&self) -> bool {
        is_begun(&self.department, &self.words)
    }

    /// Whether the one in hand is answered, and waits for what the customer says to that.
    pub fn is_answered(&self) -> bool {
        self.file.as_ref().is_some_and(|file| file.state == State::Answered)
    }

    /// Takes a complaint in hand.
    pub fn open(&mut self, order: OrderId, cx: &Context) -> Action<Message> {
        if self.selected != Some(order) {
            self.take_up(Some(order));
        }

        Action::Run(Task::batch([self.read_file(cx), focus_list()]))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::DraftRead(draft) => self.draft_read(draft),
            Message::DraftKept => Action::None,
            Message::ListRead(answer) => self.list_read(answer, cx),
            Message::RowPicked(row) => self.row_picked(row, cx),
            Message::RowOpened => self.step_in(),
            Message::FileRead(order, answer) => self.file_read(order, answer),
            Message::AgainPressed => Action::Run(self.read_file(cx)),
            Message::DepartmentChanged(department) => {
                (self.department, self.error) = (department, None);
                Action::Run(self.keep(cx))
            }
            Message::DepartmentPicked(at) => self.department_picked(at, cx),
            Message::DepartmentPassed => Action::Run(operation::focus(PASS_ON)),
            Message::OwnPressed => self.keep_here(cx),
            Message::WordsEdited(action) => self.words_edited(action, cx),
            Message::SavePressed => self.save(cx),
            Message::Judged(accepted) => self.judge(accepted, cx),
            Message::Done(done, answer) => self.done(&done, answer, cx),
            Message::Left(place) => Action::Open(place),
        }
    }

    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::batch([Self::read(cx), self.read_file(cx)])
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F5) && self.file.is_none() {
            return self.error.is_some().then_some(Message::AgainPressed);
        }
        let file = self.file.as_ref()?;
        if shortcut.saves() {
            return Some(Message::SavePressed);
        }
        let unrouted = matches!(file.state, State::Registered | State::Rejected);
        if unrouted && shortcut.is(Named::F7) {
            return Some(Message::OwnPressed);
        }
        if !shortcut.modifiers.is_empty() {
            return None;
        }
        let answered = file.state == State::Answered;
        match shortcut.letter()? {
            "1" if answered => Some(Message::Judged(true)),
            "2" if answered => Some(Message::Judged(false)),
            "l" if file.answer.is_some() => Some(Message::Left(Place::Letter(file.id))),
            "o" => Some(Message::Left(Place::Order(file.id))),
            _ => None,
        }
    }

    /// Another complaint is in hand, with what was begun about it. What was begun about the one before stays with that.
    fn take_up(&mut self, order: Option<OrderId>) {
        let begun = order.and_then(|order| self.begun.remove(&order)).unwrap_or_default();
        let department = std::mem::replace(&mut self.department, begun.0);
        let words = std::mem::replace(&mut self.words, begun.1);
        let begun = is_begun(&department, &words);
        if let Some(order) = self.selected.filter(|_| begun) {
            self.begun.insert(order, (department, words));
        }
        self.selected = order;
        (self.file, self.error) = (None, None);
    }

    fn words_edited(&mut self, action: text_editor::Action, cx: &Context) -> Action<Message> {
        let edit = action.is_edit();
        self.words.perform(action);
        if !edit {
            return Action::None;
        }
        self.error = None;

        Action::Run(self.keep(cx))
    }

    fn read_file(&self, cx: &Context) -> Task<Message> {
        self.selected.map_or_else(Task::none, |order| {
            let read = cx.engine.complaint(order);
            Task::perform(read, move |file| Message::FileRead(order, file))
        })
    }

    fn list_read(
        &mut self,
        answer: Result<Vec<ComplaintRow>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        match answer {
            Ok(list) => (self.list, self.unread) = (Some(list), None),
            Err(error) => {
                return unread::failed(&mut self.unread, self.list.is_some(), error, cx);
            }
        }
        let rows = || self.list.iter().flatten().map(|row| row.row.id);
        let here = self.selected.is_some_and(|order| rows().any(|row| row == order));
        // A complaint that is over stays in sight only where it was asked for.
        if here || (self.selected.is_some() && self.file.is_none()) {
            return Action::None;
        }
        let first = rows().next();
        self.take_up(first);

        Action::Run(self.read_file(cx))
    }

    fn row_picked(&mut self, row: usize, cx: &Context) -> Action<Message> {
        let row = self.list.as_ref().and_then(|list| list.get(row));
        match row.map(|row| row.row.id) {
            Some(order) => self.open(order, cx),
            None => Action::None,
        }
    }

    /// The focus goes to what is to be written.
    fn step_in(&self) -> Action<Message> {
        let field = match self.file.as_ref().map(|file| file.state) {
            Some(State::Registered | State::Rejected) => DEPARTMENT,
            Some(State::Routed | State::Answered) => WORDS,
            _ => return Action::None,
        };

        Action::Run(operation::focus(field))
    }

    fn file_read(&mut self, order: OrderId, answer: Result<Complaint, Error>) -> Action<Message> {
        if self.selected == Some(order) {
            match answer {
                Ok(file) => {
                    if self.file.is_none() {
                        self.error = None;
                    }
                    // An answer that was taken back is in hand again with its words.
                    let known = self.file.as_ref().and_then(|was| was.taken_back.as_ref());
                    let blank = self.words.text().trim().is_empty();
                    // Whoever empties the field once it is known wants it empty.
                    if let (true, None, Some(words)) = (blank, known, &file.taken_back) {
                        self.words = text_editor::Content::with_text(words);
                    }
                    self.file = Some(file);
                    if std::mem::take(&mut self.answers) {
                        return Action::Run(operation::focus(WORDS));
                    }
                }
                Err(error) => self.error = Some(error),
            }
        }
        Action::None
    }

    fn department_picked(&mut self, at: usize, cx: &Context) -> Action<Message> {
        let picked = complaint::departments(self, cx).into_iter().nth(at);
        (self.department, self.error) = (picked.unwrap_or_default(), None);

        Action::Run(Task::batch([operation::focus(PASS_ON), self.keep(cx)]))
    }

    /// This office answers itself, without asking anybody.
    fn keep_here(&mut self, cx: &Context) -> Action<Message> {
        let unrouted =
            |file: &&Complaint| matches!(file.state, State::Registered | State::Rejected);
        let file = self.file.as_ref().filter(|file| !self.saving && unrouted(file));
        let Some(id) = file.map(|file| file.id) else { return Action::None };
        self.department = cx.locale.complaint_own_department();
        self.answers = true;
        let routed = cx.engine.route_complaint(id, self.department.clone());

        self.begin(id, Step::Routed, routed)
    }

    fn save(&mut self, cx: &Context) -> Action<Message> {
        let Some(file) = self.file.as_ref().filter(|_| !self.saving) else { return Action::None };
        let (engine, id) = (&cx.engine, file.id);
        match file.state {
            State::Registered | State::Rejected => self.route(cx),
            State::Routed => {
                let answered = engine.answer_complaint(id, self.words.text());
                self.begin(id, Step::Answered, answered)
            }
            _ => Action::None,
        }
    }

    /// To a department that is known: another word for it would be a department that nobody looks after.
    fn route(&mut self, cx: &Context) -> Action<Message> {
        let Some(id) = self.file.as_ref().map(|file| file.id) else { return Action::None };
        let typed = self.department.trim().to_lowercase();
        let known = complaint::known_departments(self, cx);
        match known.into_iter().find(|name| name.to_lowercase() == typed) {
            Some(name) => self.department = name,
            // Nothing typed is refused by the engine.
            None if typed.is_empty() => {}
            None => {
                self.error = Some(Error::Field { field: "department", why: Wrong::Unknown });
                return Action::Run(operation::focus(DEPARTMENT));
            }
        }
        let routed = cx.engine.route_complaint(id, self.department.clone());

        self.begin(id, Step::Routed, routed)
    }

    fn begin(
        &mut self,
        order: OrderId,
        step: Step,
        work: impl Future<Output = Result<Undo, Error>> + Send + 'static,
    ) -> Action<Message> {
        self.saving = true;
        let department = self.department.trim().to_owned();
        let done = Done { order, step, department };

        Action::Run(Task::perform(work, move |answer| Message::Done(done.clone(), answer)))
    }

    fn judge(&mut self, accepted: bool, cx: &Context) -> Action<Message> {
        let Some(file) = self.file.as_ref().filter(|_| !self.saving) else { return Action::None };
        let judged = cx.engine.judge_answer(file.id, accepted, self.words.text());
        let step = if accepted { Step::Accepted } else { Step::Rejected };
        let order = file.id;

        self.begin(order, step, judged)
    }

    fn done(&mut self, done: &Done, answer: Result<Undo, Error>, cx: &Context) -> Action<Message> {
        self.saving = false;
        let here = self.selected == Some(done.order);
        self.answers &= here && answer.is_ok();
        let undo = match answer {
            Ok(undo) => undo,
            Err(error) if here => {
                self.error = Some(error);
                return self.step_in();
            }
            Err(error) => {
                let words = problem::message(&error, &cx.locale);
                return Action::Tell(Notice::problem(words), Task::none());
            }
        };
        let locale = &cx.locale;
        let words = match done.step {
            Step::Routed if done.department == locale.complaint_own_department() => {
                locale.complaint_kept_here()
            }
            Step::Routed => locale.complaint_routed(&done.department),
            Step::Answered => locale.complaint_answer_saved(),
            Step::Accepted if here && self.file.as_ref().is_some_and(|it| it.letter.is_none()) => {
                locale.complaint_closed_unwritten()
            }
            Step::Accepted => locale.complaint_closed(),
            Step::Rejected => locale.complaint_rejected(),
        };
        let number = here.then(|| self.file.as_ref().map(|file| file.order.number.to_string()));
        let number = number.flatten().unwrap_or_default();
        self.forget(done.order);
        let read = [Self::read(cx), self.read_file(cx), self.keep(cx)];
        let read = read.into_iter().chain((here && !self.answers).then(focus_list));

        Action::Tell(Notice::done(words).undone_by(undo).about(&number), Task::batch(read))
    }
}
