//! The calls that are due: a list by urgency, and the entry for the one in hand.

mod draft;
mod list;
mod record;
mod taken_back;

use std::collections::BTreeMap;

use domain::{Aspect, CallbackOutcome, Grade, Money, OrderId, State};
use engine::{AfterCall, CallForm, CallList, CallRecorded, Closing, Error};
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::{operation, text_editor};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;
use crate::unread;

const LIST: &str = "calls";
pub(super) const REMARK: &str = "call-remark";
/// Where the grade stands with what follows from it, and where the marks do.
pub(super) const GRADE: &str = "call-grade";
pub(super) const MARKS: &str = "call-marks";

/// The list, and the call in hand.
pub struct Calls {
    list: Option<CallList>,
    /// Why there is none.
    pub(super) unread: Option<Error>,
    selected: Option<OrderId>,
    /// The call sheet of the selected order.
    pub(super) form: Option<CallForm>,
    pub(super) entry: Entry,
    /// What was begun about other calls than the one in hand.
    begun: BTreeMap<OrderId, Entry>,
    pub(super) error: Option<Error>,
    saving: Option<Saving>,
    /// Another grade that was pressed while what follows the one given was still missing.
    pub(super) changing: Option<Grade>,
    /// What was written down here, as long as it may be taken back.
    done: Vec<taken_back::Done>,
}

/// The call that is being written down, whichever is in hand when the answer comes.
struct Saving {
    order: OrderId,
    number: String,
    /// How often it was tried before.
    attempts: u32,
    /// What the order was at before.
    state: State,
    /// What the customer owed for it then.
    owed: Money,
}

/// What is being written down.
#[derive(Default)]
pub struct Entry {
    pub(super) grade: Option<Grade>,
    pub(super) marks: [Option<bool>; Aspect::ALL.len()],
    pub(super) remark: text_editor::Content,
    pub(super) then: Option<AfterCall>,
}

impl Entry {
    fn is_blank(&self) -> bool {
        let said = self.grade.is_some() || self.marks.iter().any(Option::is_some);

        !said && self.remark.text().trim().is_empty()
    }
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    DraftRead(Result<Option<String>, Error>),
    DraftKept,
    ListRead(Result<CallList, Error>),
    RowPicked(usize),
    FormRead(OrderId, Result<CallForm, Error>),
    /// The call sheet is to be read again.
    AgainPressed,
    Graded(Grade),
    MarkPressed(Aspect),
    RemarkEdited(text_editor::Action),
    RemarkWanted,
    FollowPicked(AfterCall),
    MissedPressed,
    WaivePressed,
    SavePressed,
    Recorded(Result<CallRecorded, Error>),
    CloseTried(Result<Closing, Error>),
    SendBackPressed,
    SentBack(Result<(), Error>),
    Left(Place),
}

/// The focus goes to the list.
pub fn focus_list() -> Task<Message> {
    operation::focus(LIST)
}

impl Calls {
    /// What is listed, once it was read.
    pub(super) fn list(&self) -> Option<&CallList> {
        self.list.as_ref()
    }

    /// A list that begins with this order, or with its first.
    pub fn new(selected: Option<OrderId>) -> Self {
        Self {
            list: None,
            unread: None,
            selected,
            form: None,
            entry: Entry::default(),
            begun: BTreeMap::new(),
            error: None,
            saving: None,
            changing: None,
            done: Vec::new(),
        }
    }

    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.callbacks_due(), Message::ListRead)
    }

    /// What was begun before the room was left.
    pub fn read_draft(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.draft(draft::NAME), Message::DraftRead)
    }

    pub fn count(&self) -> Option<u64> {
        self.list.as_ref().map(|list| list.total)
    }

    /// Whether this is the order whose call is in hand.
    pub fn is_about(&self, order: OrderId) -> bool {
        self.selected == Some(order)
    }

    /// Whether something of the call in hand is written down.
    pub fn is_written_in(&self) -> bool {
        !self.entry.is_blank()
    }

    pub(super) fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// Nobody asked for a call after all.
    pub fn give_up(&mut self) {
        self.selected = None;
    }

    /// The order that was asked for was read.
    pub fn asked(&mut self, answer: Result<CallForm, Error>) -> Action<Message> {
        match answer {
            Ok(form) => {
                self.selected = Some(form.id);
                self.form = Some(form);
            }
            Err(error) => self.error = Some(error),
        }
        Action::Run(focus_list())
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::DraftRead(draft) => self.draft_read(draft),
            Message::DraftKept => Action::None,
            Message::ListRead(answer) => self.list_read(answer, cx),
            Message::RowPicked(row) => self.row_picked(row, cx),
            Message::FormRead(order, answer) => self.form_read(order, answer),
            Message::AgainPressed => Action::Run(self.read_form(cx)),
            Message::Graded(grade) => self.graded(grade, cx),
            Message::MarkPressed(aspect) => self.mark_pressed(aspect, cx),
            Message::RemarkEdited(action) => self.remark_edited(action, cx),
            Message::RemarkWanted => Action::Run(operation::focus(REMARK)),
            Message::FollowPicked(then) => self.follow(then, cx),
            Message::MissedPressed => self.record(CallbackOutcome::NoAnswer, cx),
            Message::WaivePressed => self.record(CallbackOutcome::Waived, cx),
            Message::SavePressed => self.save(cx),
            Message::Recorded(answer) => self.recorded(answer, cx),
            Message::CloseTried(answer) => self.close_tried(answer, cx),
            Message::SendBackPressed => self.send_back(cx),
            Message::SentBack(answer) => self.sent_back(answer, cx),
            Message::Left(place) => Action::Open(place),
        }
    }

    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        if self.is_saving() {
            return Task::none();
        }

        Task::batch([Self::read(cx), self.read_form(cx)])
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F5) && self.form.is_none() {
            return self.error.is_some().then_some(Message::AgainPressed);
        }
        let form = self.form.as_ref()?;
        if shortcut.saves() {
            return Some(Message::SavePressed);
        }
        if shortcut.is(Named::F8) {
            return Some(Message::SendBackPressed);
        }
        if !shortcut.modifiers.is_empty() {
            return None;
        }
        Some(match shortcut.letter()? {
            "1" => Message::Graded(Grade::VerySatisfied),
            "2" => Message::Graded(Grade::Satisfied),
            "3" => Message::Graded(Grade::Dissatisfied),
            digit @ ("4" | "5" | "6" | "7" | "8") => {
                Message::MarkPressed(Aspect::ALL[usize::from(digit.as_bytes()[0] - b'4')])
            }
            "n" if !form.was_called() => Message::MissedPressed,
            "w" => Message::WaivePressed,
            "c" => Message::FollowPicked(AfterCall::Complaint),
            "r" => Message::FollowPicked(AfterCall::Redo),
            "m" => Message::RemarkWanted,
            "l" => Message::Left(Place::Letter(form.id)),
            "o" => Message::Left(Place::Order(form.id)),
            "y" if form.owed.minor > 0 => Message::Left(Place::Paying(form.id)),
            _ => return None,
        })
    }

    fn read_form(&self, cx: &Context) -> Task<Message> {
        self.selected.map_or_else(Task::none, |order| {
            let read = cx.engine.callback_form(order);
            Task::perform(read, move |form| Message::FormRead(order, form))
        })
    }

    fn list_read(&mut self, answer: Result<CallList, Error>, cx: &Context) -> Action<Message> {
        match answer {
            Ok(list) => (self.list, self.unread) = (Some(list), None),
            Err(error) => {
                return unread::failed(&mut self.unread, self.list.is_some(), error, cx);
            }
        }
        if let Some(begun) = self.taken_back() {
            return self.resume(begun, cx);
        }
        let first = self.list.iter().flat_map(|list| &list.due).next();
        match (self.selected, first.map(|first| first.row.order)) {
            (None, Some(first)) => {
                self.take_up(Some(first));
                Action::Run(Task::batch([self.read_form(cx), focus_list()]))
            }
            _ => Action::None,
        }
    }

    fn row_picked(&mut self, row: usize, cx: &Context) -> Action<Message> {
        let due = self.list.as_ref().and_then(|list| list.due.get(row));
        let Some(order) = due.map(|due| due.row.order) else { return Action::None };
        self.go(Some(order), cx)
    }

    /// Takes another call in hand.
    fn go(&mut self, order: Option<OrderId>, cx: &Context) -> Action<Message> {
        if self.selected != order {
            self.take_up(order);
        }

        Action::Run(self.read_form(cx))
    }

    /// Another call is in hand, with what was begun about it. What was begun about the one before stays with that.
    fn take_up(&mut self, order: Option<OrderId>) {
        let begun = order.and_then(|order| self.begun.remove(&order)).unwrap_or_default();
        let before = std::mem::replace(&mut self.entry, begun);
        if let Some(order) = self.selected.filter(|_| !before.is_blank()) {
            self.begun.insert(order, before);
        }
        self.selected = order;
        (self.form, self.error, self.changing) = (None, None, None);
    }

    fn form_read(&mut self, order: OrderId, answer: Result<CallForm, Error>) -> Action<Message> {
        if self.selected == Some(order) {
            match answer {
                Ok(form) => {
                    if self.form.is_none() {
                        self.error = None;
                    }
                    self.form = Some(form);
                }
                Err(error) => self.error = Some(error),
            }
        }
        Action::None
    }

    fn graded(&mut self, grade: Grade, cx: &Context) -> Action<Message> {
        // Whoever overlooked that nothing was saved takes the next customer's key for this one.
        let before = self.entry.grade.filter(|before| *before != grade && self.lacks_the_rest());
        if before.is_some() && self.changing != Some(grade) {
            self.changing = Some(grade);
            let words = self.regrading(cx).unwrap_or_default();
            return Action::Tell(Notice::problem(words), focus_list());
        }
        self.entry.grade = Some(grade);
        self.entry.then = None;
        (self.error, self.changing) = (None, None);

        Action::Run(Task::batch([self.keep(cx), ui::show(GRADE)]))
    }

    /// Whether it was refused because what follows a bad grade is not known yet.
    fn lacks_the_rest(&self) -> bool {
        match &self.error {
            Some(Error::Field { field: "then", .. }) => true,
            Some(Error::Field { field: "remark", .. }) => self.entry.then.is_some(),
            _ => false,
        }
    }

    /// That the grade still stands, and how to change it.
    pub(super) fn regrading(&self, cx: &Context) -> Option<String> {
        let (locale, form) = (&cx.locale, self.form.as_ref()?);
        let (before, other) = self.entry.grade.zip(self.changing)?;
        let name = form.customer.name.as_str();

        Some(locale.callback_regrade(name, &locale.grade(before), &locale.grade(other)))
    }

    fn mark_pressed(&mut self, aspect: Aspect, cx: &Context) -> Action<Message> {
        let at = Aspect::ALL.iter().position(|one| *one == aspect).unwrap_or(0);
        self.entry.marks[at] = match self.entry.marks[at] {
            None => Some(true),
            Some(true) => Some(false),
            Some(false) => None,
        };

        Action::Run(Task::batch([self.keep(cx), ui::show(MARKS)]))
    }

    fn remark_edited(&mut self, action: text_editor::Action, cx: &Context) -> Action<Message> {
        let edit = action.is_edit();
        self.entry.remark.perform(action);
        if !edit {
            return Action::None;
        }
        // What is said about the grade no words put right.
        if !matches!(self.error, Some(Error::Field { field: "grade" | "then", .. })) {
            (self.error, self.changing) = (None, None);
        }

        Action::Run(self.keep(cx))
    }
}
